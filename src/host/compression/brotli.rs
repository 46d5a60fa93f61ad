//! [Brotli](https://www.rfc-editor.org/rfc/rfc7932): the crate's two machines, driven in steps.

use super::coding::{Failure, Step, UNEXPECTED_END};
use brotli::enc::StandardAlloc;
use brotli::enc::encode::{
    BrotliEncoderOperation, BrotliEncoderParameter, BrotliEncoderStateStruct,
};
use brotli::{BrotliDecompressStream, BrotliResult, BrotliState};
use std::borrow::Cow;

// What Node's zlib chooses where nothing is said.
const QUALITY: u32 = 11;
const WINDOW_BITS: u32 = 22;

/// The parameters of compressing, by brotli's own numbers.
const PARAMETERS: [BrotliEncoderParameter; 7] = [
    BrotliEncoderParameter::BROTLI_PARAM_MODE,
    BrotliEncoderParameter::BROTLI_PARAM_QUALITY,
    BrotliEncoderParameter::BROTLI_PARAM_LGWIN,
    BrotliEncoderParameter::BROTLI_PARAM_LGBLOCK,
    BrotliEncoderParameter::BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING,
    BrotliEncoderParameter::BROTLI_PARAM_SIZE_HINT,
    BrotliEncoderParameter::BROTLI_PARAM_LARGE_WINDOW,
];

/// Numbers of parameters with their values, and bytes that data may refer to.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) parameters: Vec<(usize, u32)>,
    pub(super) dictionary: Vec<u8>,
}

/// What compresses.
pub(super) struct Compressor {
    machine: Box<BrotliEncoderStateStruct<StandardAlloc>>,
    settings: Settings,
}

impl Compressor {
    pub(super) fn new(settings: Settings) -> Compressor {
        Compressor {
            machine: Box::new(encoder(&settings)),
            settings,
        }
    }

    /// Begins anew, with the same settings.
    pub(super) fn reset(&mut self) {
        *self.machine = encoder(&self.settings);
    }

    /// Takes input as long as there is room; `operation` is brotli's number.
    pub(super) fn step(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        operation: u32,
    ) -> Result<Step, Failure> {
        const FAILED: Failure =
            Failure::new("ERR_BROTLI_COMPRESSION_FAILED", -2, "Compression failed");
        let machine = &mut self.machine;
        let mut step = Step {
            taken: 0,
            made: 0,
            has_ended: machine.is_finished(),
        };
        if step.has_ended {
            return Ok(step);
        }
        let operation = match operation {
            1 => BrotliEncoderOperation::BROTLI_OPERATION_FLUSH,
            2 => BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
            3 => BrotliEncoderOperation::BROTLI_OPERATION_EMIT_METADATA,
            _ => BrotliEncoderOperation::BROTLI_OPERATION_PROCESS,
        };
        let (mut left, mut free) = (input.len(), output.len());
        let went_well = machine.compress_stream(
            operation,
            &mut left,
            input,
            &mut step.taken,
            &mut free,
            output,
            &mut step.made,
            &mut None,
            &mut |_, _, _, _| (),
        );
        step.has_ended = machine.is_finished();
        went_well.then_some(step).ok_or(FAILED)
    }
}

fn encoder(settings: &Settings) -> BrotliEncoderStateStruct<StandardAlloc> {
    let mut machine = BrotliEncoderStateStruct::new(StandardAlloc::default());
    machine.set_parameter(PARAMETERS[1], QUALITY);
    machine.set_parameter(PARAMETERS[2], WINDOW_BITS);
    for (number, value) in &settings.parameters {
        if let Some(parameter) = PARAMETERS.get(*number) {
            machine.set_parameter(*parameter, *value);
        }
    }
    if !settings.dictionary.is_empty() {
        machine.set_custom_dictionary(settings.dictionary.len(), &settings.dictionary);
    }
    machine
}

type Decoder = BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>;

/// What decompresses.
pub(super) struct Decompressor {
    machine: Box<Decoder>,
    settings: Settings,
    has_ended: bool,
}

fn decoder(settings: &Settings) -> Decoder {
    let alloc = StandardAlloc::default;
    match settings.dictionary.is_empty() {
        true => BrotliState::new(alloc(), alloc(), alloc()),
        false => {
            let dictionary = settings.dictionary.clone().into();
            BrotliState::new_with_custom_dictionary(alloc(), alloc(), alloc(), dictionary)
        }
    }
}

impl Decompressor {
    pub(super) fn new(settings: Settings) -> Decompressor {
        Decompressor {
            machine: Box::new(decoder(&settings)),
            settings,
            has_ended: false,
        }
    }

    /// Begins anew, with the same settings.
    pub(super) fn reset(&mut self) {
        *self.machine = decoder(&self.settings);
        self.has_ended = false;
    }

    /// Takes input as long as there is room; `is_last` says that the data must be at its end then.
    pub(super) fn step(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        is_last: bool,
    ) -> Result<Step, Failure> {
        let mut step = Step {
            taken: 0,
            made: 0,
            has_ended: self.has_ended,
        };
        if self.has_ended {
            return Ok(step);
        }
        let machine = &mut *self.machine;
        let (mut left, mut free, mut total) = (input.len(), output.len(), 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut step.taken,
            input,
            &mut free,
            &mut step.made,
            output,
            &mut total,
            machine,
        );
        match result {
            BrotliResult::ResultSuccess => {
                self.has_ended = true;
                step.has_ended = true;
                Ok(step)
            }
            BrotliResult::NeedsMoreInput if is_last => Err(UNEXPECTED_END),
            BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => Ok(step),
            BrotliResult::ResultFailure => {
                let name = format!("{:?}", machine.error_code);
                let name = name.strip_prefix("BROTLI_DECODER").unwrap_or(&name);
                Err(Failure {
                    code: Cow::Owned(format!("ERR_{name}")),
                    errno: Some(machine.error_code as i32),
                    text: Cow::Borrowed("Decompression failed"),
                })
            }
        }
    }
}
