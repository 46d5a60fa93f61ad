//! What CompressionStream and DecompressionStream ask for: `create(format, mode)` gives an object with
//! `write(bytes)` and `end()`, which give Uint8Arrays; the formats are those of the web, the modes
//! `compress` and `decompress`.

use super::brotli;
use super::coding::{AT_ONCE, Failure, TRAILING};
use super::deflate::{self, Format};
use super::machine::{BROTLI_FINISH, FINISH, Machine};
use crate::builtins::array_buffer::new_array_buffer;
use crate::engine::{
    Agent, Call, ElementType, HostData, Intrinsic, JsResult, Kind, Method, Object, PropertyFlags,
    Throw, Tracer, TypedArrayData, Value,
};
use crate::host::buffer::Bytes;

const METHODS: &[Method] = &[Method::new("write", 1, write), Method::new("end", 0, end)];

/// A machine whose output is given out as it comes.
struct Coder {
    machine: Machine,
    has_ended: bool,
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

/// Makes the prototype.
pub(super) fn set_up(agent: &mut Agent) {
    let parent = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(parent);
    agent.define_methods_with(prototype, METHODS, PropertyFlags::DATA);
    agent.set_slot(HandlePrototype(prototype));
}

fn machine(format: &str, compresses: bool) -> Option<Result<Machine, Failure>> {
    let brotli = brotli::Settings::default;
    let format = match format {
        "gzip" => Format::Gzip,
        "deflate" => Format::Zlib,
        "deflate-raw" => Format::Raw,
        "brotli" if compresses => {
            let machine = brotli::Compressor::new(brotli());
            return Some(Ok(Machine::BrotliEncode(Box::new(machine))));
        }
        "brotli" => {
            let machine = brotli::Decompressor::new(brotli());
            return Some(Ok(Machine::BrotliDecode(Box::new(machine))));
        }
        _ => return None,
    };
    let settings = deflate::Settings::default();
    Some(match compresses {
        true => deflate::Compressor::new(format, &settings)
            .map(|machine| Machine::Deflate(Box::new(machine))),
        false => deflate::Decompressor::new(format, &settings)
            .map(|machine| Machine::Inflate(Box::new(machine))),
    })
}

/// `create(format, mode)`
pub(super) fn create(agent: &mut Agent, call: Call) -> JsResult {
    let format = agent.to_rust_string(call.arg(0))?;
    let compresses = agent.to_rust_string(call.arg(1))? == "compress";
    let machine = match machine(&format, compresses) {
        Some(Ok(machine)) => machine,
        Some(Err(failure)) => return Err(failed(agent, &failure)),
        None => return Err(agent.type_error(format!("no format of compressed data: {format}"))),
    };
    let Some(&HandlePrototype(prototype)) = agent.slot::<HandlePrototype>() else {
        unreachable!("set with the binding");
    };
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    let handle = Handle {
        coder: Some(Coder {
            machine,
            has_ended: false,
        }),
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

impl Coder {
    /// Takes some of the input; true once there is nothing more to do with it.
    fn step(&mut self, input: &mut &[u8], made: &mut Vec<u8>, last: bool) -> Result<bool, Failure> {
        if self.has_ended {
            return match input.is_empty() {
                true => Ok(true),
                false => Err(TRAILING),
            };
        }
        let flush = match (&self.machine, last) {
            (_, false) => 0,
            (Machine::BrotliEncode(_) | Machine::BrotliDecode(_), true) => BROTLI_FINISH,
            (Machine::Deflate(_) | Machine::Inflate(_), true) => FINISH,
        };
        let start = made.len();
        made.resize(start + AT_ONCE, 0);
        let piece = &input[..input.len().min(AT_ONCE)];
        let room = &mut made[start..];
        let partial = piece.len() < input.len();
        let result = self.machine.step(piece, room, flush, partial, true);
        let count = result.as_ref().map_or(0, |step| step.made);
        made.truncate(start + count);
        let step = result?;
        *input = &input[step.taken..];
        self.has_ended = step.has_ended;
        // It has no more to give where it left room.
        Ok(!step.has_ended && input.is_empty() && count < AT_ONCE)
    }
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
        let done = coder.step(&mut rest, &mut made, last);
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
    let error = agent.new_error(Intrinsic::TypeErrorPrototype, &failure.text);
    agent.keep_object(error);
    let code = agent.heap.new_string(&failure.code).value();
    agent.define_constant(error, "code", code, PropertyFlags::DATA);
    let errno = failure.errno.map_or(Value::UNDEFINED, Value::int);
    agent.define_constant(error, "errno", errno, PropertyFlags::DATA);
    agent.throw(error.value())
}

#[cfg(test)]
mod tests {
    use super::{Coder, machine};
    use crate::host::compression::coding::{Failure, TRAILING, UNEXPECTED_END};

    fn coder(format: &str, compresses: bool) -> Coder {
        let Some(Ok(machine)) = machine(format, compresses) else {
            panic!("{format} is a format");
        };
        Coder {
            machine,
            has_ended: false,
        }
    }

    fn coded(mut coder: Coder, chunks: &[&[u8]]) -> Result<Vec<u8>, Failure> {
        let mut made = Vec::new();
        for chunk in chunks {
            let mut rest = *chunk;
            while !coder.step(&mut rest, &mut made, false)? {}
        }
        while !coder.step(&mut &[][..], &mut made, true)? {}
        Ok(made)
    }

    const FORMATS: [&str; 4] = ["gzip", "deflate", "deflate-raw", "brotli"];

    #[test]
    fn what_was_compressed_comes_back_in_any_pieces() {
        let text: Vec<u8> = (0..200_000u32)
            .map(|place| (place.wrapping_mul(place) >> 7) as u8)
            .collect();
        for format in FORMATS {
            let data = coded(coder(format, true), &[&text]).unwrap_or_default();
            let expanded = |chunks: &[&[u8]]| coded(coder(format, false), chunks);
            assert!(expanded(&[&data]) == Ok(text.clone()));
            let single: Vec<&[u8]> = data.chunks(1).collect();
            assert!(expanded(&single) == Ok(text.clone()));
            let (most, rest) = data.split_at(data.len() - 1);
            assert!(expanded(&[most]) == Err(UNEXPECTED_END));
            assert!(expanded(&[most, rest, b"x"]) == Err(TRAILING));
        }
    }

    #[test]
    fn wrong_data_is_told() {
        let data_error = |text| Err(Failure::new("Z_DATA_ERROR", -3, text));
        let mut data = coded(coder("gzip", true), &[b"text"]).unwrap_or_default();
        for format in ["gzip", "deflate"] {
            let expanded = coded(coder(format, false), &[b"text"]);
            assert_eq!(expanded, data_error("incorrect header check"));
        }
        let sum = data.len() - 8;
        data[sum] ^= 1;
        let expanded = coded(coder("gzip", false), &[&data]);
        assert_eq!(expanded, data_error("incorrect data check"));
    }
}
