//! [Brotli](https://www.rfc-editor.org/rfc/rfc7932): the crate's two machines, driven in steps that take
//! and make no more than some bytes.

use super::coding::{AT_ONCE, Failure, TRAILING, UNEXPECTED_END, into_room};
use brotli::enc::StandardAlloc;
use brotli::enc::encode::{
    BrotliEncoderOperation, BrotliEncoderParameter, BrotliEncoderStateStruct,
};
use brotli::{BrotliDecompressStream, BrotliResult, BrotliState};
use std::borrow::Cow;

// What Node's zlib chooses where nothing is said.
const QUALITY: u32 = 11;
const WINDOW_BITS: u32 = 22;

/// What compresses.
pub(super) struct Compressor(BrotliEncoderStateStruct<StandardAlloc>);

impl Compressor {
    pub(super) fn new() -> Compressor {
        let mut machine = BrotliEncoderStateStruct::new(StandardAlloc::default());
        for (parameter, value) in [
            (BrotliEncoderParameter::BROTLI_PARAM_QUALITY, QUALITY),
            (BrotliEncoderParameter::BROTLI_PARAM_LGWIN, WINDOW_BITS),
        ] {
            machine.set_parameter(parameter, value);
        }
        Compressor(machine)
    }

    /// Takes some of the input; true once there is nothing more to do.
    pub(super) fn step(&mut self, input: &mut &[u8], made: &mut Vec<u8>, last: bool) -> bool {
        let machine = &mut self.0;
        if machine.is_finished() {
            return true;
        }
        let operation = match last {
            true => BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
            false => BrotliEncoderOperation::BROTLI_OPERATION_PROCESS,
        };
        let (mut left, mut taken) = (input.len().min(AT_ONCE), 0);
        let went_well = into_room(made, |room| {
            let (mut free, mut filled) = (room.len(), 0);
            let went_well = machine.compress_stream(
                operation,
                &mut left,
                input,
                &mut taken,
                &mut free,
                room,
                &mut filled,
                &mut None,
                &mut |_, _, _, _| (),
            );
            (filled, went_well)
        });
        *input = &input[taken..];
        match last {
            _ if !went_well => unreachable!("nothing is asked of the machine after its end"),
            true => machine.is_finished(),
            false => input.is_empty() && !machine.has_more_output(),
        }
    }
}

/// What decompresses.
pub(super) struct Decompressor {
    machine: BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>,
    has_ended: bool,
}

impl Decompressor {
    pub(super) fn new() -> Decompressor {
        let alloc = StandardAlloc::default;
        Decompressor {
            machine: BrotliState::new(alloc(), alloc(), alloc()),
            has_ended: false,
        }
    }

    /// As [`Compressor::step`].
    pub(super) fn step(
        &mut self,
        input: &mut &[u8],
        made: &mut Vec<u8>,
        last: bool,
    ) -> Result<bool, Failure> {
        if self.has_ended {
            return match input.is_empty() {
                true => Ok(true),
                false => Err(TRAILING),
            };
        }
        let machine = &mut self.machine;
        let (mut left, mut taken) = (input.len().min(AT_ONCE), 0);
        let result = into_room(made, |room| {
            let (mut free, mut filled, mut total) = (room.len(), 0, 0);
            let result = BrotliDecompressStream(
                &mut left,
                &mut taken,
                input,
                &mut free,
                &mut filled,
                room,
                &mut total,
                machine,
            );
            (filled, result)
        });
        *input = &input[taken..];
        match result {
            BrotliResult::ResultSuccess => {
                self.has_ended = true;
                Ok(false)
            }
            BrotliResult::NeedsMoreOutput => Ok(false),
            BrotliResult::NeedsMoreInput if !input.is_empty() => Ok(false),
            BrotliResult::NeedsMoreInput if last => Err(UNEXPECTED_END),
            BrotliResult::NeedsMoreInput => Ok(true),
            BrotliResult::ResultFailure => {
                let name = format!("{:?}", machine.error_code);
                let name = name.strip_prefix("BROTLI_DECODER").unwrap_or(&name);
                Err(Failure {
                    code: Cow::Owned(format!("ERR_{name}")),
                    errno: Some(machine.error_code as i32),
                    text: "Decompression failed",
                })
            }
        }
    }
}
