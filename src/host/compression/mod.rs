//! gzip, deflate and brotli in pieces: the binding `zlib`, over which CompressionStream and
//! DecompressionStream work.
//!
//! The algorithms are crates'; what gzip has around deflate is done here.

mod brotli;
mod coding;

use super::buffer::Bytes;
use crate::builtins::array_buffer::new_array_buffer;
use crate::engine::{
    Agent, Call, ElementType, HostData, Intrinsic, JsResult, Kind, Method, Object, PropertyFlags,
    Throw, Tracer, TypedArrayData, Value,
};
use coding::{Failure, TRAILING, UNEXPECTED_END, into_room};
use flate2::{Compress, Compression, Crc, Decompress, FlushCompress, FlushDecompress, Status};

const METHODS: &[Method] = &[Method::new("create", 2, create)];

const HANDLE_METHODS: &[Method] = &[Method::new("write", 1, write), Method::new("end", 0, end)];

/// What is around the compressed data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Gzip,
    Zlib,
    Raw,
}

/// What a stream does next.
enum Coder {
    Compress(Box<Compressor>),
    Decompress(Box<Decompressor>),
    CompressBrotli(Box<brotli::Compressor>),
    DecompressBrotli(Box<brotli::Decompressor>),
}

/// A stream.
struct Handle {
    /// It is taken out while it works, and gone once the stream failed.
    coder: Option<Coder>,
    /// Why it failed.
    failure: Option<Failure>,
}

impl HostData for Handle {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        // The window and the tables of either direction, roughly.
        256 << 10
    }
}

/// The prototype of handles.
struct HandlePrototype(Object);

impl HostData for HandlePrototype {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0);
    }
}

const BAD_HEADER: Failure = Failure::new("Z_DATA_ERROR", -3, "incorrect header check");
const BAD_DATA: Failure = Failure::new("Z_DATA_ERROR", -3, "invalid stored block lengths");
const BAD_LENGTH: Failure = Failure::new("Z_DATA_ERROR", -3, "incorrect length check");
const BAD_CHECK: Failure = Failure::new("Z_DATA_ERROR", -3, "incorrect data check");

/// Makes the binding: `create(format, mode)` gives an object with `write(bytes)` and `end()`, which
/// give Uint8Arrays; the formats are those of the web, the modes `compress` and `decompress`.
pub(super) fn binding(agent: &mut Agent) -> Object {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent.define_methods_with(prototype, HANDLE_METHODS, PropertyFlags::DATA);
    agent.set_slot(HandlePrototype(prototype));
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods(binding, METHODS);
    binding
}

fn create(agent: &mut Agent, call: Call) -> JsResult {
    let format = agent.to_rust_string(call.arg(0))?;
    let compresses = agent.to_rust_string(call.arg(1))? == "compress";
    let coder = match (format.as_str(), compresses) {
        ("brotli", true) => Coder::CompressBrotli(Box::new(brotli::Compressor::new())),
        ("brotli", false) => Coder::DecompressBrotli(Box::new(brotli::Decompressor::new())),
        (format, _) => {
            let format = match format {
                "gzip" => Format::Gzip,
                "deflate" => Format::Zlib,
                "deflate-raw" => Format::Raw,
                other => {
                    let text = format!("no format of compressed data: {other}");
                    return Err(agent.type_error(text));
                }
            };
            match compresses {
                true => Coder::Compress(Box::new(Compressor::new(format))),
                false => Coder::Decompress(Box::new(Decompressor::new(format))),
            }
        }
    };
    let Some(&HandlePrototype(prototype)) = agent.slot::<HandlePrototype>() else {
        unreachable!("set with the binding");
    };
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    let handle = Handle {
        coder: Some(coder),
        failure: None,
    };
    let handle = agent.heap.new_host(Kind::Host, shape, Box::new(handle));
    Ok(handle.value())
}

/// `handle.write(bytes)`
fn write(agent: &mut Agent, call: Call) -> JsResult {
    let Some(bytes) = Bytes::of_any(&agent.heap, call.arg(0)) else {
        return Err(agent.type_error("no bytes"));
    };
    let input = bytes.read(&agent.heap).into_owned();
    run(agent, call, &input, false)
}

/// `handle.end()`
fn end(agent: &mut Agent, call: Call) -> JsResult {
    run(agent, call, &[], true)
}

fn this_handle(agent: &mut Agent, call: Call) -> Option<&mut Handle> {
    agent.heap.host_mut::<Handle>(call.this().as_object()?)
}

fn run(agent: &mut Agent, call: Call, input: &[u8], last: bool) -> JsResult {
    let Some(handle) = this_handle(agent, call) else {
        return Err(agent.type_error("no stream of compressed data"));
    };
    if let Some(failure) = handle.failure.clone() {
        return Err(failed(agent, &failure));
    }
    let Some(mut coder) = handle.coder.take() else {
        return Err(agent.type_error("the stream was stopped"));
    };
    let mut made = Vec::new();
    let mut rest = input;
    loop {
        let before = (rest.len(), made.len());
        let done = match &mut coder {
            Coder::Compress(coder) => Ok(coder.step(&mut rest, &mut made, last)),
            Coder::Decompress(coder) => coder.step(&mut rest, &mut made, last),
            Coder::CompressBrotli(coder) => Ok(coder.step(&mut rest, &mut made, last)),
            Coder::DecompressBrotli(coder) => coder.step(&mut rest, &mut made, last),
        };
        agent.poll_work((before.0 - rest.len() + made.len() - before.1) / 16)?;
        agent.check_room(made.len())?;
        match done {
            Ok(true) => break,
            Ok(false) => {}
            Err(failure) => {
                if let Some(handle) = this_handle(agent, call) {
                    handle.failure = Some(failure.clone());
                }
                // What came before is given first; the next call tells.
                return match made.is_empty() || last {
                    true => Err(failed(agent, &failure)),
                    false => Ok(new_array(agent, made)),
                };
            }
        }
    }
    if let Some(handle) = this_handle(agent, call) {
        handle.coder = Some(coder);
    }
    Ok(new_array(agent, made))
}

fn new_array(agent: &mut Agent, made: Vec<u8>) -> Value {
    let length = made.len();
    let data = TypedArrayData {
        buffer: new_array_buffer(agent, made),
        element: ElementType::Uint8,
        offset: 0,
        length: Some(length),
    };
    let shape = agent.root_shape(Intrinsic::Uint8ArrayPrototype, Kind::TypedArray);
    let array = agent.heap.new_host(Kind::TypedArray, shape, Box::new(data));
    array.value()
}

#[cold]
fn failed(agent: &mut Agent, failure: &Failure) -> Throw {
    let error = agent.new_error(Intrinsic::TypeErrorPrototype, failure.text);
    agent.keep_object(error);
    let code = agent.heap.new_string(&failure.code).value();
    agent.define_constant(error, "code", code, PropertyFlags::DATA);
    let errno = failure.errno.map_or(Value::UNDEFINED, Value::int);
    agent.define_constant(error, "errno", errno, PropertyFlags::DATA);
    agent.throw(error.value())
}

struct Compressor {
    format: Format,
    machine: Compress,
    crc: Crc,
    has_begun: bool,
    has_ended: bool,
}

impl Compressor {
    fn new(format: Format) -> Compressor {
        Compressor {
            format,
            machine: Compress::new(Compression::default(), format == Format::Zlib),
            crc: Crc::new(),
            has_begun: false,
            has_ended: false,
        }
    }

    /// Takes some of the input; true once there is nothing more to do.
    fn step(&mut self, input: &mut &[u8], made: &mut Vec<u8>, last: bool) -> bool {
        if self.format == Format::Gzip && !self.has_begun {
            // No name, no time, by Unix.
            made.extend_from_slice(&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]);
            self.has_begun = true;
        }
        if self.has_ended {
            return true;
        }
        let flush = match last {
            true => FlushCompress::Finish,
            false => FlushCompress::None,
        };
        let (before_in, before_out) = (self.machine.total_in(), self.machine.total_out());
        let machine = &mut self.machine;
        let status = into_room(made, |room| {
            let status = machine.compress(input, room, flush);
            ((machine.total_out() - before_out) as usize, status)
        });
        let taken = (self.machine.total_in() - before_in) as usize;
        self.crc.update(&input[..taken]);
        *input = &input[taken..];
        let has_made = self.machine.total_out() > before_out;
        if !matches!(status, Ok(Status::StreamEnd)) {
            return !last && input.is_empty() && !has_made;
        }
        self.has_ended = true;
        if self.format == Format::Gzip {
            made.extend_from_slice(&self.crc.sum().to_le_bytes());
            made.extend_from_slice(&self.crc.amount().to_le_bytes());
        }
        true
    }
}

/// Where in its data a decompressor is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Head,
    Body,
    Tail,
    Done,
}

struct Decompressor {
    format: Format,
    machine: Decompress,
    crc: Crc,
    stage: Stage,
    /// What came of the head or the tail.
    kept: Vec<u8>,
}

impl Decompressor {
    fn new(format: Format) -> Decompressor {
        Decompressor {
            format,
            machine: Decompress::new(format == Format::Zlib),
            crc: Crc::new(),
            stage: match format {
                Format::Gzip => Stage::Head,
                _ => Stage::Body,
            },
            kept: Vec::new(),
        }
    }

    /// As [`Compressor::step`].
    fn step(&mut self, input: &mut &[u8], made: &mut Vec<u8>, last: bool) -> Result<bool, Failure> {
        match self.stage {
            Stage::Head => {
                let known = self.kept.len();
                self.kept.extend_from_slice(input);
                if let Some(length) = head_length(&self.kept)? {
                    *input = &input[length - known..];
                    self.kept.clear();
                    self.stage = Stage::Body;
                    return Ok(false);
                }
                *input = &[];
            }
            Stage::Body => return self.inflate(input, made, last),
            Stage::Tail => {
                let count = input.len().min(8 - self.kept.len());
                self.kept.extend_from_slice(&input[..count]);
                *input = &input[count..];
                if self.kept.len() == 8 {
                    if self.kept[..4] != self.crc.sum().to_le_bytes() {
                        return Err(BAD_CHECK);
                    }
                    if self.kept[4..] != self.crc.amount().to_le_bytes() {
                        return Err(BAD_LENGTH);
                    }
                    self.stage = Stage::Done;
                    return Ok(false);
                }
            }
            Stage::Done if !input.is_empty() => return Err(TRAILING),
            Stage::Done => return Ok(true),
        }
        match last {
            true => Err(UNEXPECTED_END),
            false => Ok(true),
        }
    }

    fn inflate(
        &mut self,
        input: &mut &[u8],
        made: &mut Vec<u8>,
        last: bool,
    ) -> Result<bool, Failure> {
        let (before_in, before_out) = (self.machine.total_in(), self.machine.total_out());
        let start = made.len();
        let machine = &mut self.machine;
        let status = into_room(made, |room| {
            let status = machine.decompress(input, room, FlushDecompress::None);
            ((machine.total_out() - before_out) as usize, status)
        });
        self.crc.update(&made[start..]);
        *input = &input[(self.machine.total_in() - before_in) as usize..];
        match status {
            Ok(Status::StreamEnd) => {
                self.stage = match self.format {
                    Format::Gzip => Stage::Tail,
                    _ => Stage::Done,
                };
                Ok(false)
            }
            // It wants more, or more room.
            Ok(_) if made.len() > start || !input.is_empty() => Ok(false),
            Ok(_) if last => Err(UNEXPECTED_END),
            Ok(_) => Ok(true),
            Err(_) if self.machine.total_out() == 0 && self.format == Format::Zlib => {
                Err(BAD_HEADER)
            }
            Err(_) => Err(BAD_DATA),
        }
    }
}

/// How many bytes the [head](https://www.rfc-editor.org/rfc/rfc1952#page-5) of gzipped data has, if
/// all of them are there.
fn head_length(bytes: &[u8]) -> Result<Option<usize>, Failure> {
    const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];
    let known = bytes.len().min(MAGIC.len());
    if bytes[..known] != MAGIC[..known] {
        return Err(BAD_HEADER);
    }
    let Some(&flags) = bytes.get(3) else {
        return Ok(None);
    };
    if flags & 0xE0 != 0 {
        return Err(Failure::new("Z_DATA_ERROR", -3, "unknown header flags set"));
    }
    let mut length = 10;
    if flags & 4 != 0 {
        let Some(&[low, high]) = bytes.get(length..length + 2) else {
            return Ok(None);
        };
        length += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    // The name and the comment end with a zero each.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = bytes.get(length..).unwrap_or_default();
            let Some(end) = memchr::memchr(0, rest) else {
                return Ok(None);
            };
            length += end + 1;
        }
    }
    if flags & 2 != 0 {
        length += 2;
    }
    Ok((bytes.len() >= length).then_some(length))
}

#[cfg(test)]
mod tests {
    use super::coding::{Failure, TRAILING, UNEXPECTED_END};
    use super::{BAD_CHECK, BAD_HEADER, Compressor, Decompressor, Format, brotli};

    fn compressed(format: Format, text: &[u8]) -> Vec<u8> {
        let (mut coder, mut made) = (Compressor::new(format), Vec::new());
        let mut rest = text;
        while !coder.step(&mut rest, &mut made, false) {}
        while !coder.step(&mut rest, &mut made, true) {}
        made
    }

    fn expanded(format: Format, chunks: &[&[u8]]) -> Result<Vec<u8>, Failure> {
        let (mut coder, mut made) = (Decompressor::new(format), Vec::new());
        for chunk in chunks {
            let mut rest = *chunk;
            while !coder.step(&mut rest, &mut made, false)? {}
        }
        while !coder.step(&mut &[][..], &mut made, true)? {}
        Ok(made)
    }

    #[test]
    fn what_was_compressed_comes_back_in_any_pieces() {
        let text: Vec<u8> = (0..100_000u32)
            .map(|place| (place.wrapping_mul(place) >> 7) as u8)
            .collect();
        for format in [Format::Gzip, Format::Zlib, Format::Raw] {
            let data = compressed(format, &text);
            assert_eq!(expanded(format, &[&data]), Ok(text.clone()));
            let single: Vec<&[u8]> = data.chunks(1).collect();
            assert_eq!(expanded(format, &single), Ok(text.clone()));
            let (most, rest) = data.split_at(data.len() - 1);
            assert_eq!(expanded(format, &[most]), Err(UNEXPECTED_END));
            assert_eq!(expanded(format, &[most, rest, b"x"]), Err(TRAILING));
        }
    }

    #[test]
    fn brotli_comes_back_in_any_pieces() {
        let text: Vec<u8> = (0..300_000u32)
            .map(|place| (place.wrapping_mul(place) >> 9) as u8)
            .collect();
        let (mut coder, mut data) = (brotli::Compressor::new(), Vec::new());
        let mut rest = &text[..];
        while !coder.step(&mut rest, &mut data, false) {}
        while !coder.step(&mut rest, &mut data, true) {}
        for size in [1, 1000, data.len()] {
            let (mut coder, mut made) = (brotli::Decompressor::new(), Vec::new());
            for mut chunk in data.chunks(size) {
                while coder.step(&mut chunk, &mut made, false) == Ok(false) {}
            }
            while coder.step(&mut &[][..], &mut made, true) == Ok(false) {}
            assert_eq!(made, text);
            assert_eq!(coder.step(&mut &b"x"[..], &mut made, false), Err(TRAILING));
        }
    }

    #[test]
    fn wrong_data_is_told() {
        let mut data = compressed(Format::Gzip, b"text");
        assert_eq!(expanded(Format::Gzip, &[b"text"]), Err(BAD_HEADER));
        assert_eq!(expanded(Format::Zlib, &[b"text"]), Err(BAD_HEADER));
        let sum = data.len() - 8;
        data[sum] ^= 1;
        assert_eq!(expanded(Format::Gzip, &[&data]), Err(BAD_CHECK));
    }
}
