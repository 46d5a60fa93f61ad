//! Keys from passwords and from other keys: [PBKDF2](https://www.rfc-editor.org/rfc/rfc8018),
//! [HKDF](https://www.rfc-editor.org/rfc/rfc5869), [scrypt](https://www.rfc-editor.org/rfc/rfc7914).

use super::hasher::{Algorithm, Hmac};
use crate::engine::{Budget, Stopped};

pub(super) fn pbkdf2(
    algorithm: &Algorithm,
    password: &[u8],
    salt: &[u8],
    iterations: u32,
    length: usize,
    budget: &Budget,
) -> Result<Vec<u8>, Stopped> {
    let hmac = Hmac::new(algorithm, password);
    let mut key = Vec::with_capacity(length);
    let mut block = 0u32;
    while key.len() < length {
        block += 1;
        let mut last = hmac.of(&[salt, &block.to_be_bytes()]);
        let mut sum = last.clone();
        for _ in 1..iterations {
            budget.spend(16)?;
            last = hmac.of(&[&last]);
            sum.iter_mut()
                .zip(&last)
                .for_each(|(sum, byte)| *sum ^= byte);
        }
        budget.spend(16)?;
        key.extend_from_slice(&sum);
    }
    key.truncate(length);
    Ok(key)
}

pub(super) fn hkdf(
    algorithm: &Algorithm,
    key: &[u8],
    salt: &[u8],
    info: &[u8],
    length: usize,
) -> Vec<u8> {
    let pseudorandom = Hmac::new(algorithm, salt).of(&[key]);
    let hmac = Hmac::new(algorithm, &pseudorandom);
    let (mut made, mut last) = (Vec::with_capacity(length), Vec::new());
    let mut counter = 0u8;
    while made.len() < length {
        counter = counter.wrapping_add(1);
        last = hmac.of(&[&last, info, &[counter]]);
        made.extend_from_slice(&last);
    }
    made.truncate(length);
    made
}

/// The costs of scrypt: `n` is a power of two.
pub(super) struct Cost {
    pub(super) n: usize,
    pub(super) r: usize,
    pub(super) p: usize,
}

pub(super) fn scrypt(
    password: &[u8],
    salt: &[u8],
    cost: &Cost,
    length: usize,
    budget: &Budget,
) -> Result<Vec<u8>, Stopped> {
    let Some(sha256) = Algorithm::named("sha256") else {
        unreachable!("it is in the table");
    };
    let size = 128 * cost.r;
    let mut blocks = pbkdf2(sha256, password, salt, 1, size * cost.p, budget)?;
    for block in blocks.chunks_mut(size) {
        mix(block, cost.n, budget)?;
    }
    pbkdf2(sha256, password, &blocks, 1, length, budget)
}

/// `scryptROMix`
fn mix(block: &mut [u8], n: usize, budget: &Budget) -> Result<(), Stopped> {
    let word = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_le_bytes);
    let mut state: Vec<u32> = block.chunks_exact(4).map(word).collect();
    let mut scratch = vec![0; state.len()];
    let mut table = Vec::with_capacity(n * state.len());
    for _ in 0..n {
        budget.spend(state.len() / 4)?;
        table.extend_from_slice(&state);
        mix_block(&mut state, &mut scratch);
    }
    for _ in 0..n {
        budget.spend(state.len() / 4)?;
        let place = state[state.len() - 16] as usize & (n - 1);
        let row = &table[place * state.len()..][..state.len()];
        state
            .iter_mut()
            .zip(row)
            .for_each(|(word, other)| *word ^= other);
        mix_block(&mut state, &mut scratch);
    }
    for (bytes, word) in block.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    Ok(())
}

/// `scryptBlockMix`
fn mix_block(state: &mut [u32], scratch: &mut [u32]) {
    let mut x = [0; 16];
    x.copy_from_slice(&state[state.len() - 16..]);
    let half = state.len() / 32;
    for (place, part) in state.chunks_exact(16).enumerate() {
        x.iter_mut()
            .zip(part)
            .for_each(|(word, other)| *word ^= other);
        salsa20_8(&mut x);
        let to = place / 2 + if place % 2 == 0 { 0 } else { half };
        scratch[to * 16..][..16].copy_from_slice(&x);
    }
    state.copy_from_slice(scratch);
}

/// The core of Salsa20 with 8 rounds.
fn salsa20_8(block: &mut [u32; 16]) {
    const COLUMNS: [[usize; 4]; 4] = [[0, 4, 8, 12], [5, 9, 13, 1], [10, 14, 2, 6], [15, 3, 7, 11]];
    const ROWS: [[usize; 4]; 4] = [[0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14]];
    let mut x = *block;
    for _ in 0..4 {
        for [a, b, c, d] in COLUMNS.into_iter().chain(ROWS) {
            x[b] ^= x[a].wrapping_add(x[d]).rotate_left(7);
            x[c] ^= x[b].wrapping_add(x[a]).rotate_left(9);
            x[d] ^= x[c].wrapping_add(x[b]).rotate_left(13);
            x[a] ^= x[d].wrapping_add(x[c]).rotate_left(18);
        }
    }
    for (word, mixed) in block.iter_mut().zip(x) {
        *word = word.wrapping_add(mixed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, scrypt};
    use crate::engine::Budget;

    #[test]
    fn scrypt_gives_the_bytes_of_its_document() {
        let cost = Cost { n: 16, r: 1, p: 1 };
        let made = scrypt(b"", b"", &cost, 8, &Budget::default());
        assert_eq!(
            made,
            Ok(vec![0x77, 0xD6, 0x57, 0x62, 0x38, 0x65, 0x7B, 0x20])
        );
    }
}
