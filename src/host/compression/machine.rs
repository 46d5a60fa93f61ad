//! A coding in one direction. Knows nothing of scripts, so that any thread can drive it.

use super::coding::{AT_ONCE, Failure, Step};
use super::{brotli, deflate};

/// What compresses or decompresses.
pub(super) enum Machine {
    Deflate(Box<deflate::Compressor>),
    Inflate(Box<deflate::Decompressor>),
    BrotliEncode(Box<brotli::Compressor>),
    BrotliDecode(Box<brotli::Decompressor>),
}

/// zlib's number for the end of the data.
pub(super) const FINISH: u32 = 4;

/// Brotli's.
pub(super) const BROTLI_FINISH: u32 = 2;

impl Machine {
    /// Takes a piece of input as long as there is room. `flush` is the number of zlib or brotli; what
    /// is `partial` has more behind it, so that nothing is flushed yet. With `one_only` what follows
    /// the first member of gzipped data isn't taken.
    pub(super) fn step(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        flush: u32,
        partial: bool,
        one_only: bool,
    ) -> Result<Step, Failure> {
        let flush = if partial { 0 } else { flush };
        match self {
            Machine::Deflate(machine) => machine.step(input, output, flush),
            Machine::Inflate(machine) => machine.step(input, output, flush == FINISH, one_only),
            Machine::BrotliEncode(machine) => machine.step(input, output, flush),
            Machine::BrotliDecode(machine) => machine.step(input, output, flush != 0),
        }
    }

    /// Begins anew, with the same settings.
    pub(super) fn reset(&mut self) -> Result<(), Failure> {
        match self {
            Machine::Deflate(machine) => machine.reset()?,
            Machine::Inflate(machine) => machine.reset()?,
            Machine::BrotliEncode(machine) => machine.reset(),
            Machine::BrotliDecode(machine) => machine.reset(),
        }
        Ok(())
    }

    /// Takes input as long as there is room for what comes out, with a look at `budget` after each
    /// piece, which is told how many bytes were taken or made and may end it.
    pub(super) fn run<Stop>(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        flush: u32,
        one_only: bool,
        mut budget: impl FnMut(usize) -> Result<(), Stop>,
    ) -> Result<(Step, Option<Failure>), Stop> {
        let mut all = Step {
            taken: 0,
            made: 0,
            has_ended: false,
        };
        loop {
            let rest = &input[all.taken..];
            let piece = &rest[..rest.len().min(AT_ONCE)];
            let room = &mut output[all.made..];
            let size = room.len().min(AT_ONCE);
            // What isn't the last room can't tell that data ends too early: it is always filled.
            let partial = piece.len() < rest.len();
            let step = self.step(piece, &mut room[..size], flush, partial, one_only);
            let step = match step {
                Ok(step) => step,
                Err(failure) => return Ok((all, Some(failure))),
            };
            all.taken += step.taken;
            all.made += step.made;
            all.has_ended = step.has_ended;
            budget(step.taken + step.made)?;
            let is_full = all.made == output.len();
            let has_stopped = step.taken == 0 && step.made < size;
            if is_full || (!partial && step.made < size) || has_stopped {
                return Ok((all, None));
            }
        }
    }
}
