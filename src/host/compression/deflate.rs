//! [deflate](https://www.rfc-editor.org/rfc/rfc1951) with what is around it: the machines of the crate
//! zlib-rs, which says what is wrong with data in zlib's words.

use super::coding::{Failure, Step, UNEXPECTED_END};
use zlib_rs::{
    Deflate, DeflateConfig, DeflateFlush, Inflate, InflateError, InflateFlush, Method, Status,
    Strategy,
};

/// What is around the compressed data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    Gzip,
    Zlib,
    Raw,
    /// Gzip or zlib, whichever the data begins as: only for decompressing.
    Either,
}

/// How to compress, in zlib's numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Settings {
    /// 9 to 15; 0 for decompressing takes what the data says.
    pub(super) window_bits: u8,
    pub(super) level: i32,
    pub(super) memory_level: i32,
    pub(super) strategy: i32,
    pub(super) dictionary: Vec<u8>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            window_bits: 15,
            level: -1,
            memory_level: 8,
            strategy: 0,
            dictionary: Vec::new(),
        }
    }
}

const NO_MEMORY: Failure = Failure::new("Z_MEM_ERROR", -4, "Zlib error");
const INCONSISTENT: Failure = Failure::new("Z_STREAM_ERROR", -2, "Zlib error");
const MISSING_DICTIONARY: Failure = Failure::new("Z_NEED_DICT", 2, "Missing dictionary");
const BAD_DICTIONARY: Failure = Failure::new("Z_NEED_DICT", 2, "Bad dictionary");

/// What compresses. What is around the data is put there by this, since only raw data can go on with
/// other settings in the middle.
pub(super) struct Compressor {
    machine: Deflate,
    format: Format,
    settings: Settings,
    /// Of what was taken, as the format has it.
    sum: u32,
    count: u32,
    /// The last of what was taken, which what comes may refer to.
    window: Vec<u8>,
    /// What is around the data and not given out yet.
    waiting: Vec<u8>,
    /// Whether the data is at its end.
    is_over: bool,
}

/// How far back data may refer.
const FARTHEST: usize = 1 << 15;

fn raw_machine(settings: &Settings) -> Deflate {
    Deflate::new_with_config(DeflateConfig {
        level: settings.level,
        method: Method::Deflated,
        window_bits: -i32::from(settings.window_bits.clamp(9, 15)),
        mem_level: settings.memory_level.clamp(1, 9),
        strategy: match settings.strategy {
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Rle,
            4 => Strategy::Fixed,
            _ => Strategy::Default,
        },
    })
}

impl Compressor {
    /// Fails where the dictionary can't be used.
    pub(super) fn new(format: Format, settings: &Settings) -> Result<Compressor, Failure> {
        let mut compressor = Compressor {
            machine: raw_machine(settings),
            format,
            settings: settings.clone(),
            sum: 0,
            count: 0,
            window: Vec::new(),
            waiting: Vec::new(),
            is_over: false,
        };
        compressor.begin()?;
        Ok(compressor)
    }

    fn begin(&mut self) -> Result<(), Failure> {
        const FAILED: Failure = Failure::new(
            "ERR_ZLIB_DICTIONARY_LOAD_FAILED",
            -2,
            "Failed to set dictionary",
        );
        let dictionary = &self.settings.dictionary;
        self.sum = u32::from(self.format == Format::Zlib);
        self.count = 0;
        self.is_over = false;
        self.window.clear();
        self.waiting = match self.format {
            Format::Gzip => gzip_head(&self.settings),
            Format::Zlib | Format::Either => zlib_head(&self.settings),
            Format::Raw => Vec::new(),
        };
        // gzip has no word for a dictionary.
        if !dictionary.is_empty() {
            if self.format == Format::Gzip {
                return Err(FAILED);
            }
            self.machine
                .set_dictionary(dictionary)
                .map_err(|_| FAILED)?;
            self.window.extend_from_slice(dictionary);
        }
        Ok(())
    }

    /// Begins anew, with the same settings.
    pub(super) fn reset(&mut self) -> Result<(), Failure> {
        self.machine = raw_machine(&self.settings);
        self.begin()
    }

    /// Goes on with another level and strategy; all that came before must have been flushed.
    pub(super) fn set_settings(&mut self, level: i32, strategy: i32) {
        self.settings.level = level;
        self.settings.strategy = strategy;
        self.machine = raw_machine(&self.settings);
        if !self.window.is_empty() {
            let went_well = self.machine.set_dictionary(&self.window).is_ok();
            debug_assert!(went_well, "a new machine takes a dictionary");
        }
    }

    /// Notes what was taken.
    fn note(&mut self, taken: &[u8]) {
        self.count = self.count.wrapping_add(taken.len() as u32);
        self.sum = match self.format {
            Format::Gzip => zlib_rs::crc32::crc32(self.sum, taken),
            Format::Zlib | Format::Either => zlib_rs::adler32::adler32(self.sum, taken),
            Format::Raw => 0,
        };
        let kept = &taken[taken.len().saturating_sub(FARTHEST)..];
        let left = FARTHEST - kept.len();
        let old = self.window.len().saturating_sub(left);
        self.window.drain(..old);
        self.window.extend_from_slice(kept);
    }

    /// Gives out of what is around the data; how much that was.
    fn give(&mut self, output: &mut [u8]) -> usize {
        let count = self.waiting.len().min(output.len());
        output[..count].copy_from_slice(&self.waiting[..count]);
        self.waiting.drain(..count);
        count
    }

    /// Takes input as long as there is room; `flush` is zlib's number.
    pub(super) fn step(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        flush: u32,
    ) -> Result<Step, Failure> {
        let flush = match flush {
            1 => DeflateFlush::PartialFlush,
            2 => DeflateFlush::SyncFlush,
            3 => DeflateFlush::FullFlush,
            4 => DeflateFlush::Finish,
            5 => DeflateFlush::Block,
            _ => DeflateFlush::NoFlush,
        };
        let mut step = Step {
            taken: 0,
            made: self.give(output),
            has_ended: false,
        };
        // A flush that comes after the end has nothing to do.
        if !self.is_over && step.made < output.len() {
            let room = &mut output[step.made..];
            let before = (self.machine.total_in(), self.machine.total_out());
            let status = self.machine.compress(input, room, flush);
            let status = status.map_err(|_| INCONSISTENT)?;
            step.taken = (self.machine.total_in() - before.0) as usize;
            step.made += (self.machine.total_out() - before.1) as usize;
            self.note(&input[..step.taken]);
            if status == Status::StreamEnd {
                self.is_over = true;
                self.waiting = match self.format {
                    Format::Gzip => [self.sum.to_le_bytes(), self.count.to_le_bytes()].concat(),
                    Format::Zlib | Format::Either => self.sum.to_be_bytes().to_vec(),
                    Format::Raw => Vec::new(),
                };
                step.made += self.give(&mut output[step.made..]);
            }
        }
        step.has_ended = self.is_over && self.waiting.is_empty();
        Ok(step)
    }
}

/// [What gzip begins with](https://www.rfc-editor.org/rfc/rfc1952#page-5): no name, no time, by Unix.
fn gzip_head(settings: &Settings) -> Vec<u8> {
    let effort = match (settings.level, settings.strategy) {
        (9, _) => 2,
        (0 | 1, _) | (_, 2..) => 4,
        _ => 0,
    };
    vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, effort, 3]
}

/// [What zlib's data begins with](https://www.rfc-editor.org/rfc/rfc1950#page-4).
fn zlib_head(settings: &Settings) -> Vec<u8> {
    let effort = match (settings.level, settings.strategy) {
        (0 | 1, _) | (_, 2..) => 0,
        (2..=5, _) => 1,
        (-1 | 6, _) => 2,
        _ => 3,
    };
    let has_dictionary = u16::from(!settings.dictionary.is_empty());
    let bits = u16::from(settings.window_bits.clamp(9, 15)) - 8;
    let head = (bits << 4 | 8) << 8 | effort << 6 | has_dictionary << 5;
    let head = head + (31 - head % 31);
    let mut bytes = head.to_be_bytes().to_vec();
    if has_dictionary == 1 {
        let sum = zlib_rs::adler32::adler32(1, &settings.dictionary);
        bytes.extend_from_slice(&sum.to_be_bytes());
    }
    bytes
}

/// What decompresses.
pub(super) struct Decompressor {
    machine: Inflate,
    format: Format,
    /// The format, and for [`Format::Either`] what the data turned out to be.
    found: Format,
    /// Whether the first byte was that of gzip, which the second tells for sure.
    may_be_gzip: bool,
    window_bits: u8,
    dictionary: Vec<u8>,
    has_ended: bool,
}

fn machine(format: Format, bits: u8) -> Inflate {
    match format {
        Format::Gzip => Inflate::new(true, bits + 16),
        Format::Zlib => Inflate::new(true, bits),
        Format::Raw => Inflate::new(false, bits),
        Format::Either => Inflate::new(true, bits + 32),
    }
}

impl Decompressor {
    /// Fails where the dictionary can't be used.
    pub(super) fn new(format: Format, settings: &Settings) -> Result<Decompressor, Failure> {
        let bits = match (format, settings.window_bits) {
            (Format::Raw, 0) => 15,
            (_, bits) => bits.min(15),
        };
        let mut decompressor = Decompressor {
            machine: machine(format, bits),
            format,
            found: format,
            may_be_gzip: false,
            window_bits: bits,
            dictionary: settings.dictionary.clone(),
            has_ended: false,
        };
        decompressor.use_dictionary()?;
        Ok(decompressor)
    }

    /// Raw data doesn't ask for its dictionary.
    fn use_dictionary(&mut self) -> Result<(), Failure> {
        if self.format == Format::Raw && !self.dictionary.is_empty() {
            let result = self.machine.set_dictionary(&self.dictionary);
            result.map_err(|_| INCONSISTENT)?;
        }
        Ok(())
    }

    /// Begins anew, with the same settings.
    pub(super) fn reset(&mut self) -> Result<(), Failure> {
        self.machine = machine(self.format, self.window_bits);
        self.found = self.format;
        self.may_be_gzip = false;
        self.has_ended = false;
        self.use_dictionary()
    }

    /// Notes what data of either format is, of its first bytes.
    fn look_at(&mut self, input: &[u8]) {
        let (second, is_first) = match self.may_be_gzip {
            true => (input.first(), false),
            false => (input.get(1), true),
        };
        match (input.first(), second) {
            (None, _) => {}
            (Some(0x1F), None) if is_first => self.may_be_gzip = true,
            (Some(&first), second) if !is_first || first == 0x1F => {
                self.found = match second {
                    Some(0x8B) => Format::Gzip,
                    _ => Format::Zlib,
                }
            }
            _ => self.found = Format::Zlib,
        }
    }

    /// Takes input as long as there is room; `is_last` says that the data must be at its end then.
    /// Members of gzip that follow each other are one; with `one_only` the first is all.
    pub(super) fn step(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        is_last: bool,
        one_only: bool,
    ) -> Result<Step, Failure> {
        let mut step = Step {
            taken: 0,
            made: 0,
            has_ended: self.has_ended,
        };
        if self.found == Format::Either {
            self.look_at(input);
        }
        loop {
            let rest = &input[step.taken..];
            if self.has_ended {
                // Zeros may fill up what a member ends in.
                let goes_on = matches!(rest.first(), Some(first) if *first != 0);
                if one_only || self.found != Format::Gzip || !goes_on {
                    return Ok(step);
                }
                self.machine = machine(Format::Gzip, self.window_bits);
                self.has_ended = false;
                step.has_ended = false;
            }
            self.inflate(rest, &mut output[step.made..], &mut step)?;
            if !self.has_ended {
                break;
            }
            step.has_ended = true;
        }
        match is_last && step.taken == input.len() && step.made < output.len() {
            true => Err(UNEXPECTED_END),
            false => Ok(step),
        }
    }

    fn inflate(&mut self, input: &[u8], output: &mut [u8], step: &mut Step) -> Result<(), Failure> {
        let machine = &mut self.machine;
        let before = (machine.total_in(), machine.total_out());
        let mut result = machine.decompress(input, output, InflateFlush::NoFlush);
        if matches!(result, Err(InflateError::NeedDict { .. })) {
            if self.dictionary.is_empty() {
                return Err(MISSING_DICTIONARY);
            }
            if machine.set_dictionary(&self.dictionary).is_err() {
                return Err(BAD_DICTIONARY);
            }
            let taken = (machine.total_in() - before.0) as usize;
            result = machine.decompress(&input[taken..], output, InflateFlush::NoFlush);
        }
        step.taken += (machine.total_in() - before.0) as usize;
        step.made += (machine.total_out() - before.1) as usize;
        match result {
            Ok(status) => {
                self.has_ended = status == Status::StreamEnd;
                Ok(())
            }
            Err(InflateError::NeedDict { .. }) => Err(BAD_DICTIONARY),
            Err(InflateError::MemError) => Err(NO_MEMORY),
            Err(InflateError::StreamError) => Err(INCONSISTENT),
            Err(InflateError::DataError) => Err(Failure {
                text: String::from(machine.error_message().unwrap_or("Zlib error")).into(),
                ..Failure::new("Z_DATA_ERROR", -3, "")
            }),
        }
    }
}
