//! Random numbers for what runs without an agent.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;

/// Chance for what has no agent: a stream that a seed begins.
pub(super) struct Chance(ChaCha20);

impl Chance {
    /// The seed has to be random itself, and used once.
    pub(super) fn new(seed: [u8; 32]) -> Chance {
        Chance(ChaCha20::new(&seed.into(), &[0; 12].into()))
    }
}

impl TryRng for Chance {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.apply_keystream(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.apply_keystream(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(0);
        self.0.apply_keystream(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Chance {}
