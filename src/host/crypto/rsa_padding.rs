//! What [RSA](https://www.rfc-editor.org/rfc/rfc8017) puts around what it signs or enciphers, over
//! digests of any name.

use super::chance::Chance;
use super::der;
use super::hasher::Algorithm;
use rand_core::Rng;

/// How a message is padded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Padding {
    Pkcs1,
    None,
    Oaep,
    Pss,
}

impl Padding {
    /// By OpenSSL's number.
    pub(super) fn numbered(number: usize) -> Option<Padding> {
        Some(match number {
            1 => Padding::Pkcs1,
            3 => Padding::None,
            4 => Padding::Oaep,
            6 => Padding::Pss,
            _ => return None,
        })
    }
}

fn digest(algorithm: &Algorithm, parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = algorithm.hasher();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finish(None)
}

/// [MGF1](https://www.rfc-editor.org/rfc/rfc8017#appendix-B.2.1): changes bytes by a mask made of a seed.
fn mask(algorithm: &Algorithm, seed: &[u8], bytes: &mut [u8]) {
    for (count, piece) in bytes.chunks_mut(algorithm.size).enumerate() {
        let mask = digest(algorithm, &[seed, &(count as u32).to_be_bytes()]);
        piece
            .iter_mut()
            .zip(mask)
            .for_each(|(byte, mask)| *byte ^= mask);
    }
}

/// [EMSA-PKCS1-v1_5](https://www.rfc-editor.org/rfc/rfc8017#section-9.2) of a digest.
pub(super) fn pkcs1_signed(algorithm: &Algorithm, hash: &[u8], size: usize) -> Option<Vec<u8>> {
    let info = match algorithm.object_id() {
        Some(id) => {
            let id = der::value(der::OBJECT_ID, id);
            let name = der::sequence(&[id, der::value(der::NULL, &[])]);
            der::sequence(&[name, der::value(der::OCTET_STRING, hash)])
        }
        None => hash.to_vec(),
    };
    pkcs1_with(&info, size, |bytes| bytes.fill(0xFF), 1)
}

/// `00 kind padding 00 message`
fn pkcs1_with(
    message: &[u8],
    size: usize,
    fill: impl FnOnce(&mut [u8]),
    kind: u8,
) -> Option<Vec<u8>> {
    let count = size
        .checked_sub(message.len() + 3)
        .filter(|count| *count >= 8)?;
    let mut made = vec![0, kind];
    made.resize(2 + count, 0);
    fill(&mut made[2..]);
    made.push(0);
    made.extend_from_slice(message);
    Some(made)
}

/// A message as it is enciphered with the private key.
pub(super) fn pkcs1_private(message: &[u8], size: usize) -> Option<Vec<u8>> {
    pkcs1_with(message, size, |bytes| bytes.fill(0xFF), 1)
}

/// [A message as it is enciphered](https://www.rfc-editor.org/rfc/rfc8017#section-7.2.1).
pub(super) fn pkcs1_public(message: &[u8], size: usize, chance: &mut Chance) -> Option<Vec<u8>> {
    let fill = |bytes: &mut [u8]| {
        for byte in bytes {
            while *byte == 0 {
                chance.fill_bytes(std::slice::from_mut(byte));
            }
        }
    };
    pkcs1_with(message, size, fill, 2)
}

/// The message in what `pkcs1_public` or, of kind 1, `pkcs1_private` made.
pub(super) fn pkcs1_message(padded: &[u8], kind: u8) -> Option<Vec<u8>> {
    let rest = padded.strip_prefix(&[0, kind])?;
    let end = rest.iter().position(|byte| *byte == 0)?;
    let is_filled = kind == 2 || rest[..end].iter().all(|byte| *byte == 0xFF);
    (end >= 8 && is_filled).then(|| rest[end + 1..].to_vec())
}

/// [EMSA-PSS](https://www.rfc-editor.org/rfc/rfc8017#section-9.1.1) of a digest, for a modulus of `bits`.
pub(super) fn pss_signed(
    algorithm: &Algorithm,
    mask_algorithm: &Algorithm,
    hash: &[u8],
    salt: &[u8],
    bits: usize,
) -> Option<Vec<u8>> {
    let bits = bits - 1;
    let size = bits.div_ceil(8);
    let count = size.checked_sub(hash.len() + salt.len() + 2)?;
    let proof = digest(algorithm, &[&[0; 8], hash, salt]);
    let mut made = vec![0; count];
    made.push(1);
    made.extend_from_slice(salt);
    mask(mask_algorithm, &proof, &mut made);
    made[0] &= 0xFF >> (size * 8 - bits);
    made.extend_from_slice(&proof);
    made.push(0xBC);
    Some(made)
}

/// Whether [a digest was signed so](https://www.rfc-editor.org/rfc/rfc8017#section-9.1.2), with a salt of
/// any length or of the one given.
pub(super) fn pss_verifies(
    algorithm: &Algorithm,
    mask_algorithm: &Algorithm,
    hash: &[u8],
    padded: &[u8],
    salt_length: Option<usize>,
    bits: usize,
) -> bool {
    let bits = bits - 1;
    let size = bits.div_ceil(8);
    let Some(padded) = padded.get(padded.len().saturating_sub(size)..) else {
        return false;
    };
    let (Some(0xBC), Some(count)) = (padded.last(), size.checked_sub(hash.len() + 1)) else {
        return false;
    };
    let (masked, proof) = padded[..size - 1].split_at(count);
    let mut data = masked.to_vec();
    let unused = 0xFFu8
        .checked_shl(8 - (size * 8 - bits) as u32)
        .unwrap_or(0);
    if data.first().is_none_or(|first| first & unused != 0) {
        return false;
    }
    mask(mask_algorithm, proof, &mut data);
    data[0] &= 0xFF >> (size * 8 - bits);
    let Some(start) = data.iter().position(|byte| *byte != 0) else {
        return false;
    };
    let salt = &data[start + 1..];
    let fits = data[start] == 1 && salt_length.is_none_or(|length| length == salt.len());
    fits && digest(algorithm, &[&[0; 8], hash, salt]) == proof
}

/// [EME-OAEP](https://www.rfc-editor.org/rfc/rfc8017#section-7.1.1)
pub(super) fn oaep(
    algorithm: &Algorithm,
    label: &[u8],
    message: &[u8],
    size: usize,
    chance: &mut Chance,
) -> Option<Vec<u8>> {
    let length = algorithm.size;
    let count = size.checked_sub(message.len() + 2 * length + 2)?;
    let mut data = digest(algorithm, &[label]);
    data.resize(length + count, 0);
    data.push(1);
    data.extend_from_slice(message);
    let mut seed = vec![0; length];
    chance.fill_bytes(&mut seed);
    mask(algorithm, &seed, &mut data);
    mask(algorithm, &data, &mut seed);
    Some([&[0], seed.as_slice(), &data].concat())
}

/// [The message](https://www.rfc-editor.org/rfc/rfc8017#section-7.1.2) in what `oaep` made.
pub(super) fn oaep_message(algorithm: &Algorithm, label: &[u8], padded: &[u8]) -> Option<Vec<u8>> {
    let length = algorithm.size;
    if padded.len() < 2 * length + 2 {
        return None;
    }
    let mut seed = padded[1..=length].to_vec();
    let mut data = padded[length + 1..].to_vec();
    mask(algorithm, &data, &mut seed);
    mask(algorithm, &seed, &mut data);
    let (hash, rest) = data.split_at(length);
    let end = rest.iter().position(|byte| *byte != 0);
    // All is looked at before anything is told.
    let is_right = (padded[0] == 0) & (hash == digest(algorithm, &[label]));
    let end = end.filter(|end| is_right && rest[*end] == 1)?;
    Some(rest[end + 1..].to_vec())
}
