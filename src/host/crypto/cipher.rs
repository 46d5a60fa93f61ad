//! Ciphers by their names: AES in its modes, and ChaCha20-Poly1305, fed in pieces. Knows nothing of
//! scripts.
//!
//! The primitives are crates'; how blocks are chained, counted and padded is done here, since crates do
//! that for whole messages or for keys of one size.

use aes::cipher::{
    Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit, KeyIvInit, StreamCipher,
    StreamCipherSeek, consts::U16,
};
use aes::{Aes128, Aes192, Aes256};
use chacha20::ChaCha20;
use ghash::GHash;
use ghash::universal_hash::UniversalHash;
use poly1305::Poly1305;

type Block = Array<u8, U16>;

/// How blocks of a cipher make up a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    Ecb,
    Cbc,
    Ctr,
    Gcm,
    /// ChaCha20-Poly1305.
    Stream,
}

/// What there is to know of a cipher.
pub(super) struct Info {
    pub(super) name: &'static str,
    pub(super) nid: u32,
    pub(super) mode: Mode,
    pub(super) key_length: usize,
}

const fn info(name: &'static str, nid: u32, mode: Mode, key_length: usize) -> Info {
    Info {
        name,
        nid,
        mode,
        key_length,
    }
}

const CIPHERS: &[Info] = &[
    info("aes-128-cbc", 419, Mode::Cbc, 16),
    info("aes-128-ctr", 904, Mode::Ctr, 16),
    info("aes-128-ecb", 418, Mode::Ecb, 16),
    info("id-aes128-gcm", 895, Mode::Gcm, 16),
    info("aes-192-cbc", 423, Mode::Cbc, 24),
    info("aes-192-ctr", 905, Mode::Ctr, 24),
    info("aes-192-ecb", 422, Mode::Ecb, 24),
    info("id-aes192-gcm", 898, Mode::Gcm, 24),
    info("aes-256-cbc", 427, Mode::Cbc, 32),
    info("aes-256-ctr", 906, Mode::Ctr, 32),
    info("aes-256-ecb", 426, Mode::Ecb, 32),
    info("id-aes256-gcm", 901, Mode::Gcm, 32),
    info("chacha20-poly1305", 1018, Mode::Stream, 32),
];

/// Other names, in small letters.
const ALIASES: &[(&str, &str)] = &[
    ("aes128", "aes-128-cbc"),
    ("aes192", "aes-192-cbc"),
    ("aes256", "aes-256-cbc"),
    ("aes-128-gcm", "id-aes128-gcm"),
    ("aes-192-gcm", "id-aes192-gcm"),
    ("aes-256-gcm", "id-aes256-gcm"),
];

/// `crypto.getCiphers()`: Node's names of those that there are, in its order.
pub(super) const NAMES: &[&str] = &[
    "aes-128-cbc",
    "aes-128-ctr",
    "aes-128-ecb",
    "aes-128-gcm",
    "aes-192-cbc",
    "aes-192-ctr",
    "aes-192-ecb",
    "aes-192-gcm",
    "aes-256-cbc",
    "aes-256-ctr",
    "aes-256-ecb",
    "aes-256-gcm",
    "aes128",
    "aes192",
    "aes256",
    "chacha20-poly1305",
    "id-aes128-GCM",
    "id-aes192-GCM",
    "id-aes256-GCM",
];

impl Info {
    /// The cipher with a name, in letters of any case.
    pub(super) fn named(name: &str) -> Option<&'static Info> {
        let lower = name.to_ascii_lowercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == lower);
        let name = alias.map_or(lower.as_str(), |(_, name)| name);
        CIPHERS.iter().find(|known| known.name == name)
    }

    /// The cipher with OpenSSL's number.
    pub(super) fn numbered(nid: u32) -> Option<&'static Info> {
        CIPHERS.iter().find(|known| known.nid == nid)
    }

    /// How many bytes a block has; 1 where a message may have any length.
    pub(super) fn block_size(&self) -> usize {
        match self.mode {
            Mode::Ecb | Mode::Cbc => 16,
            Mode::Ctr | Mode::Gcm | Mode::Stream => 1,
        }
    }

    /// How many bytes an initialization vector has by default.
    pub(super) fn iv_length(&self) -> usize {
        match self.mode {
            Mode::Ecb => 0,
            Mode::Cbc | Mode::Ctr => 16,
            Mode::Gcm | Mode::Stream => 12,
        }
    }

    /// Whether an initialization vector may have so many bytes.
    pub(super) fn takes_iv(&self, length: usize) -> bool {
        match self.mode {
            Mode::Gcm => length > 0,
            _ => length == self.iv_length(),
        }
    }
}

/// AES with a key of any of its sizes.
pub(super) enum Aes {
    Short(Box<Aes128>),
    Middle(Box<Aes192>),
    Long(Box<Aes256>),
}

impl Aes {
    /// None for a key of another size.
    pub(super) fn new(key: &[u8]) -> Option<Aes> {
        Some(match key.len() {
            16 => Aes::Short(Box::new(Aes128::new_from_slice(key).ok()?)),
            24 => Aes::Middle(Box::new(Aes192::new_from_slice(key).ok()?)),
            32 => Aes::Long(Box::new(Aes256::new_from_slice(key).ok()?)),
            _ => return None,
        })
    }

    fn encrypt(&self, blocks: &mut [Block]) {
        match self {
            Aes::Short(aes) => aes.encrypt_blocks(blocks),
            Aes::Middle(aes) => aes.encrypt_blocks(blocks),
            Aes::Long(aes) => aes.encrypt_blocks(blocks),
        }
    }

    fn decrypt(&self, blocks: &mut [Block]) {
        match self {
            Aes::Short(aes) => aes.decrypt_blocks(blocks),
            Aes::Middle(aes) => aes.decrypt_blocks(blocks),
            Aes::Long(aes) => aes.decrypt_blocks(blocks),
        }
    }

    fn encrypt_one(&self, block: &mut Block) {
        self.encrypt(std::slice::from_mut(block));
    }
}

const WRAPPED: [u8; 8] = [0xA6; 8];

/// [Wraps a key](https://www.rfc-editor.org/rfc/rfc3394#section-2.2.1) of at least two times 8 bytes.
pub(super) fn wrap_key(aes: &Aes, key: &[u8]) -> Vec<u8> {
    let mut made = [&WRAPPED, key].concat();
    let count = key.len() / 8;
    for round in 0..6 {
        for place in 1..=count {
            let mut block = Block::default();
            block[..8].copy_from_slice(&made[..8]);
            block[8..].copy_from_slice(&made[place * 8..place * 8 + 8]);
            aes.encrypt_one(&mut block);
            let step = (count * round + place) as u64;
            for (byte, mask) in block[..8].iter_mut().zip(step.to_be_bytes()) {
                *byte ^= mask;
            }
            made[..8].copy_from_slice(&block[..8]);
            made[place * 8..place * 8 + 8].copy_from_slice(&block[8..]);
        }
    }
    made
}

/// [Unwraps a key](https://www.rfc-editor.org/rfc/rfc3394#section-2.2.2); none if it isn't one.
pub(super) fn unwrap_key(aes: &Aes, wrapped: &[u8]) -> Option<Vec<u8>> {
    if wrapped.len() < 24 || !wrapped.len().is_multiple_of(8) {
        return None;
    }
    let mut made = wrapped.to_vec();
    let count = wrapped.len() / 8 - 1;
    for round in (0..6).rev() {
        for place in (1..=count).rev() {
            let step = (count * round + place) as u64;
            let mut block = Block::default();
            block[..8].copy_from_slice(&made[..8]);
            for (byte, mask) in block[..8].iter_mut().zip(step.to_be_bytes()) {
                *byte ^= mask;
            }
            block[8..].copy_from_slice(&made[place * 8..place * 8 + 8]);
            aes.decrypt(std::slice::from_mut(&mut block));
            made[..8].copy_from_slice(&block[..8]);
            made[place * 8..place * 8 + 8].copy_from_slice(&block[8..]);
        }
    }
    same(&made[..8], &WRAPPED).then(|| made.split_off(8))
}

/// Whether bytes are the same, looking at all of them.
fn same(a: &[u8], b: &[u8]) -> bool {
    let pairs = a.iter().zip(b);
    let difference = pairs.fold(0, |difference, (a, b)| difference | (a ^ b));
    a.len() == b.len() && std::hint::black_box(difference) == 0
}

/// Why a message can't be finished.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Failure {
    BadDecrypt,
    WrongFinalBlockLength,
    Unauthentic,
}

/// A one-time authenticator, whose parts are filled up to blocks.
enum Mac {
    GHash(Box<GHash>),
    Poly1305(Box<Poly1305>),
}

impl Mac {
    fn update(&mut self, bytes: &[u8]) {
        match self {
            Mac::GHash(mac) => mac.update_padded(bytes),
            Mac::Poly1305(mac) => mac.update_padded(bytes),
        }
    }
}

/// What proves a message: of what is said openly, of the enciphered, and of how long both are.
struct Proof {
    mac: Mac,
    /// What doesn't fill a block yet.
    rest: Vec<u8>,
    open: u64,
    hidden: u64,
}

impl Proof {
    fn new(mac: Mac) -> Proof {
        Proof {
            mac,
            rest: Vec::new(),
            open: 0,
            hidden: 0,
        }
    }

    fn add(&mut self, mut bytes: &[u8]) {
        if !self.rest.is_empty() {
            let count = bytes.len().min(16 - self.rest.len());
            self.rest.extend_from_slice(&bytes[..count]);
            bytes = &bytes[count..];
            if self.rest.len() < 16 {
                return;
            }
            self.fill_up();
        }
        let whole = bytes.len() / 16 * 16;
        if whole > 0 {
            self.mac.update(&bytes[..whole]);
        }
        self.rest.extend_from_slice(&bytes[whole..]);
    }

    fn fill_up(&mut self) {
        if !self.rest.is_empty() {
            self.mac.update(&self.rest);
            self.rest.clear();
        }
    }

    fn add_open(&mut self, bytes: &[u8]) {
        self.open += bytes.len() as u64;
        self.add(bytes);
    }

    fn add_hidden(&mut self, bytes: &[u8]) {
        if self.hidden == 0 {
            self.fill_up();
        }
        self.hidden += bytes.len() as u64;
        self.add(bytes);
    }

    fn finish(mut self) -> [u8; 16] {
        self.fill_up();
        let (open, hidden) = (self.open, self.hidden);
        match self.mac {
            Mac::GHash(mut mac) => {
                let bits = [(open * 8).to_be_bytes(), (hidden * 8).to_be_bytes()];
                mac.update_padded(bits.as_flattened());
                mac.finalize().into()
            }
            Mac::Poly1305(mut mac) => {
                let bytes = [open.to_le_bytes(), hidden.to_le_bytes()];
                mac.update_padded(bytes.as_flattened());
                mac.finalize().into()
            }
        }
    }
}

/// The bytes that a message is mixed with: AES of a counter.
struct Counter {
    block: [u8; 16],
    /// How many bytes of the block count.
    width: usize,
    made: Box<[Block; AT_ONCE]>,
    /// How many bytes of those made were used.
    used: usize,
}

/// Blocks that are made at once.
const AT_ONCE: usize = 64;

impl Counter {
    fn new(block: [u8; 16], width: usize) -> Counter {
        Counter {
            block,
            width,
            made: Box::new([Block::default(); AT_ONCE]),
            used: AT_ONCE * 16,
        }
    }

    fn count(&mut self) {
        for byte in self.block[16 - self.width..].iter_mut().rev() {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                return;
            }
        }
    }

    fn mix(&mut self, aes: &Aes, mut data: &mut [u8]) {
        while !data.is_empty() {
            if self.used == AT_ONCE * 16 {
                for place in 0..AT_ONCE {
                    self.made[place] = self.block.into();
                    self.count();
                }
                aes.encrypt(&mut self.made[..]);
                self.used = 0;
            }
            let made = self.made.as_slice();
            let made = &Array::slice_as_flattened(made)[self.used..];
            let count = data.len().min(made.len());
            let (now, later) = data.split_at_mut(count);
            for (byte, mask) in now.iter_mut().zip(made) {
                *byte ^= mask;
            }
            self.used += count;
            data = later;
        }
    }
}

enum Machine {
    /// ECB, or with what the block before gave CBC.
    Blocks {
        aes: Aes,
        last: Option<Block>,
        rest: Vec<u8>,
        is_padded: bool,
    },
    Counted(Aes, Counter),
    ChaCha(Box<ChaCha20>),
}

/// A message that is enciphered or deciphered in pieces.
pub(super) struct Cipher {
    machine: Machine,
    encrypts: bool,
    proof: Option<Proof>,
    /// What the proof of GCM is mixed with.
    mask: [u8; 16],
}

impl Cipher {
    /// None if the key or the initialization vector isn't of the size for it.
    pub(super) fn new(info: &Info, encrypts: bool, key: &[u8], iv: &[u8]) -> Option<Cipher> {
        if key.len() != info.key_length || !info.takes_iv(iv.len()) {
            return None;
        }
        let (mut proof, mut mask) = (None, [0; 16]);
        let machine = match info.mode {
            Mode::Ecb | Mode::Cbc => Machine::Blocks {
                aes: Aes::new(key)?,
                last: Block::try_from(iv).ok(),
                rest: Vec::new(),
                is_padded: true,
            },
            Mode::Ctr => Machine::Counted(Aes::new(key)?, Counter::new(iv.try_into().ok()?, 16)),
            Mode::Gcm => {
                let aes = Aes::new(key)?;
                let mut hash_key = Block::default();
                aes.encrypt_one(&mut hash_key);
                let mac = || Mac::GHash(Box::new(GHash::new(&hash_key)));
                let first = first_block(iv, mac());
                let mut block = Block::from(first);
                aes.encrypt_one(&mut block);
                mask = block.into();
                proof = Some(Proof::new(mac()));
                let mut counter = Counter::new(first, 4);
                counter.count();
                Machine::Counted(aes, counter)
            }
            Mode::Stream => {
                let mut machine = ChaCha20::new_from_slices(key, iv).ok()?;
                let mut once = [0; 32];
                machine.apply_keystream(&mut once);
                let mac = Poly1305::new_from_slice(&once).ok()?;
                proof = Some(Proof::new(Mac::Poly1305(Box::new(mac))));
                machine.seek(64u32);
                Machine::ChaCha(Box::new(machine))
            }
        };
        Some(Cipher {
            machine,
            encrypts,
            proof,
            mask,
        })
    }

    /// Whether the last block is filled up; at first it is.
    pub(super) fn set_padded(&mut self, padded: bool) {
        if let Machine::Blocks { is_padded, .. } = &mut self.machine {
            *is_padded = padded;
        }
    }

    /// What is said openly, and proved too.
    pub(super) fn add_open(&mut self, bytes: &[u8]) {
        if let Some(proof) = &mut self.proof {
            proof.add_open(bytes);
        }
    }

    /// Takes a piece; gives what of the outcome is known by then.
    pub(super) fn update(&mut self, piece: &[u8]) -> Vec<u8> {
        let encrypts = self.encrypts;
        match &mut self.machine {
            Machine::Blocks {
                aes,
                last,
                rest,
                is_padded,
            } => {
                rest.extend_from_slice(piece);
                let mut whole = rest.len() / 16 * 16;
                if !encrypts && *is_padded && whole == rest.len() && whole > 0 {
                    // It may be the last, which has what is to be left out.
                    whole -= 16;
                }
                let left = rest.split_off(whole);
                let mut made = std::mem::replace(rest, left);
                chain(aes, last, encrypts, &mut made);
                made
            }
            Machine::Counted(aes, counter) => {
                let mut made = piece.to_vec();
                let mix = |made: &mut [u8]| counter.mix(aes, made);
                proved(&mut self.proof, encrypts, &mut made, mix);
                made
            }
            Machine::ChaCha(machine) => {
                let mut made = piece.to_vec();
                let mix = |made: &mut [u8]| machine.apply_keystream(made);
                proved(&mut self.proof, encrypts, &mut made, mix);
                made
            }
        }
    }

    /// The rest of the outcome, and the whole proof where there is one.
    pub(super) fn finish(mut self) -> Result<(Vec<u8>, Option<[u8; 16]>), Failure> {
        let proof = self.proof.take().map(|proof| {
            let mut proof = proof.finish();
            for (byte, mask) in proof.iter_mut().zip(self.mask) {
                *byte ^= mask;
            }
            proof
        });
        let Machine::Blocks {
            aes,
            mut last,
            mut rest,
            is_padded,
        } = self.machine
        else {
            return Ok((Vec::new(), proof));
        };
        if !is_padded {
            return match rest.is_empty() {
                true => Ok((rest, None)),
                false => Err(Failure::WrongFinalBlockLength),
            };
        }
        if self.encrypts {
            let missing = 16 - rest.len();
            rest.resize(16, missing as u8);
            chain(&aes, &mut last, true, &mut rest);
            return Ok((rest, None));
        }
        if rest.len() != 16 {
            return Err(Failure::WrongFinalBlockLength);
        }
        chain(&aes, &mut last, false, &mut rest);
        let count = rest[15];
        let start = 16usize.checked_sub(usize::from(count));
        match start.filter(|start| *start < 16) {
            Some(start) if rest[start..].iter().all(|byte| *byte == count) => {
                rest.truncate(start);
                Ok((rest, None))
            }
            _ => Err(Failure::BadDecrypt),
        }
    }

    /// As [`Cipher::finish`], where the proof has to begin with those bytes.
    pub(super) fn finish_proved(self, expected: &[u8]) -> Result<Vec<u8>, Failure> {
        let (rest, proof) = self.finish()?;
        match proof {
            Some(proof) if !expected.is_empty() && same(&proof[..expected.len()], expected) => {
                Ok(rest)
            }
            Some(_) => Err(Failure::Unauthentic),
            None => Ok(rest),
        }
    }
}

/// Mixes bytes, and proves what is enciphered of them.
fn proved(
    proof: &mut Option<Proof>,
    encrypts: bool,
    bytes: &mut [u8],
    mix: impl FnOnce(&mut [u8]),
) {
    if let Some(proof) = proof.as_mut().filter(|_| !encrypts) {
        proof.add_hidden(bytes);
    }
    mix(bytes);
    if let Some(proof) = proof.as_mut().filter(|_| encrypts) {
        proof.add_hidden(bytes);
    }
}

/// What GCM counts from.
fn first_block(iv: &[u8], mac: Mac) -> [u8; 16] {
    let mut block = [0; 16];
    if iv.len() == 12 {
        block[..12].copy_from_slice(iv);
        block[15] = 1;
        return block;
    }
    let mut proof = Proof::new(mac);
    proof.add_hidden(iv);
    proof.finish()
}

/// Enciphers or deciphers whole blocks, chained to the one before if there is such.
fn chain(aes: &Aes, last: &mut Option<Block>, encrypts: bool, bytes: &mut [u8]) {
    let (blocks, _) = Array::slice_as_chunks_mut(bytes);
    let mix = |block: &mut Block, other: &Block| {
        block
            .iter_mut()
            .zip(other)
            .for_each(|(byte, mask)| *byte ^= mask);
    };
    match (last, encrypts) {
        (None, true) => aes.encrypt(blocks),
        (None, false) => aes.decrypt(blocks),
        (Some(last), true) => {
            for block in blocks {
                mix(block, last);
                aes.encrypt_one(block);
                *last = *block;
            }
        }
        (Some(last), false) => {
            let hidden = blocks.to_vec();
            aes.decrypt(blocks);
            for (block, hidden) in blocks.iter_mut().zip(&hidden) {
                mix(block, last);
                *last = *hidden;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Aes, Cipher, Failure, Info, NAMES, unwrap_key, wrap_key};

    fn run(name: &str, encrypts: bool, data: &[u8], size: usize) -> Option<Vec<u8>> {
        let info = Info::named(name)?;
        let (key, iv) = (vec![7; info.key_length], vec![9; info.iv_length()]);
        let mut cipher = Cipher::new(info, encrypts, &key, &iv)?;
        let mut made = Vec::new();
        data.chunks(size)
            .for_each(|piece| made.extend(cipher.update(piece)));
        made.extend(cipher.finish().ok()?.0);
        Some(made)
    }

    #[test]
    fn all_ciphers_undo_what_they_did_in_any_pieces() {
        let data: Vec<u8> = (0..5000u32)
            .map(|place| ((place * place) >> 5) as u8)
            .collect();
        for name in NAMES {
            let hidden = run(name, true, &data, 5000);
            for size in [1, 7, 16, 1024] {
                assert_eq!(run(name, true, &data, size), hidden, "{name}");
                let shown = run(name, false, hidden.as_deref().unwrap_or_default(), size);
                assert!(shown.as_ref() == Some(&data), "{name}");
            }
        }
    }

    #[test]
    fn wrong_padding_is_told() {
        let Some(info) = Info::named("aes-128-cbc") else {
            panic!("it is known");
        };
        let cipher = || Cipher::new(info, false, &[0; 16], &[0; 16]);
        let Some((mut bad, short)) = cipher().zip(cipher()) else {
            panic!("the sizes are right");
        };
        bad.update(&[0; 16]);
        assert_eq!(bad.finish(), Err(Failure::BadDecrypt));
        assert_eq!(short.finish(), Err(Failure::WrongFinalBlockLength));
    }

    #[test]
    fn a_wrapped_key_comes_back() {
        let Some(aes) = Aes::new(&[1; 24]) else {
            panic!("the size is right");
        };
        let mut wrapped = wrap_key(&aes, &[5; 32]);
        assert_eq!(unwrap_key(&aes, &wrapped), Some(vec![5; 32]));
        wrapped[3] ^= 1;
        assert_eq!(unwrap_key(&aes, &wrapped), None);
    }
}
