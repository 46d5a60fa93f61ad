//! What the streams of the module `zlib` are over: handles, which write at once or aside.
//!
//! A write takes input as long as there is room in the output, and tells how much is left of both. Aside,
//! the machine is away from its handle while it works on a copy of the input.

use super::brotli;
use super::coding::{Failure, Step};
use super::deflate::{self, Format};
use super::machine::Machine;
use crate::engine::{
    Agent, Call, HostData, Intrinsic, JsResult, Kind, Method, Object, PropertyFlags, Tracer, Value,
};
use crate::event_loop::EventLoop;
use crate::event_loop::completions::{Finish, Length};
use crate::host::buffer::Bytes;
use std::convert::Infallible;

const METHODS: &[Method] = &[
    Method::new("init", 5, init),
    Method::new("initBrotli", 2, init_brotli),
    Method::new("writeSync", 7, write_sync),
    Method::new("write", 8, write),
    Method::new("params", 2, params),
    Method::new("reset", 0, reset),
    Method::new("close", 0, close),
];

/// The modes, by Node's numbers (`zlib.constants`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Compress(Format),
    Decompress(Format),
    BrotliEncode,
    BrotliDecode,
}

impl Mode {
    fn of(number: u32) -> Option<Mode> {
        Some(match number {
            1 => Mode::Compress(Format::Zlib),
            2 => Mode::Decompress(Format::Zlib),
            3 => Mode::Compress(Format::Gzip),
            4 => Mode::Decompress(Format::Gzip),
            5 => Mode::Compress(Format::Raw),
            6 => Mode::Decompress(Format::Raw),
            7 => Mode::Decompress(Format::Either),
            8 => Mode::BrotliDecode,
            9 => Mode::BrotliEncode,
            _ => return None,
        })
    }
}

struct Handle {
    mode: Mode,
    /// It is away while it works aside.
    machine: Option<Machine>,
    /// The write that is done aside.
    writing: Option<Writing>,
    is_closed: bool,
    /// Whether what follows the first member is garbage.
    one_only: bool,
}

/// A write aside: where what is still to be taken is, and where what comes out goes.
#[derive(Clone, Copy)]
struct Writing {
    callback: Value,
    flush: u32,
    input: Value,
    taken: usize,
    input_end: usize,
    output: Value,
    made: usize,
    output_end: usize,
}

impl HostData for Handle {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(writing) = &self.writing {
            tracer.mark_all(&[writing.callback, writing.input, writing.output]);
        }
    }

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

/// `newHandle(mode, rejectGarbage)`
pub(super) fn new_handle(agent: &mut Agent, call: Call) -> JsResult {
    let Some(mode) = Mode::of(count(call.arg(0)) as u32) else {
        return Err(agent.type_error("no mode of zlib"));
    };
    let Some(&HandlePrototype(prototype)) = agent.slot::<HandlePrototype>() else {
        unreachable!("set with the binding");
    };
    let handle = Handle {
        mode,
        machine: None,
        writing: None,
        is_closed: false,
        one_only: agent.heap.to_boolean(call.arg(1)),
    };
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    let handle = agent.heap.new_host(Kind::Host, shape, Box::new(handle));
    Ok(handle.value())
}

/// A number that is at least 0; what isn't one is 0.
fn count(value: Value) -> usize {
    value.as_number().unwrap_or(0.0) as usize
}

fn object(agent: &mut Agent, call: Call) -> JsResult<Object> {
    let object = call.this().as_object();
    let object = object.filter(|object| agent.heap.host::<Handle>(*object).is_some());
    object.ok_or_else(|| agent.type_error("no handle of zlib"))
}

fn handle(agent: &mut Agent, object: Object) -> &mut Handle {
    match agent.heap.host_mut::<Handle>(object) {
        Some(handle) => handle,
        None => unreachable!("looked at by `object`"),
    }
}

fn bytes(agent: &Agent, value: Value) -> Vec<u8> {
    let bytes = Bytes::of_any(&agent.heap, value);
    bytes.map_or_else(Vec::new, |bytes| bytes.read(&agent.heap).into_owned())
}

/// `init(windowBits, level, memLevel, strategy, dictionary)`: what `failure` gives.
fn init(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let settings = deflate::Settings {
        window_bits: count(call.arg(0)) as u8,
        level: call.arg(1).as_number().unwrap_or(-1.0) as i32,
        memory_level: count(call.arg(2)) as i32,
        strategy: count(call.arg(3)) as i32,
        dictionary: bytes(agent, call.arg(4)),
    };
    let handle = handle(agent, object);
    let machine = match handle.mode {
        Mode::Compress(format) => deflate::Compressor::new(format, &settings)
            .map(|machine| Machine::Deflate(Box::new(machine))),
        Mode::Decompress(format) => deflate::Decompressor::new(format, &settings)
            .map(|machine| Machine::Inflate(Box::new(machine))),
        Mode::BrotliEncode | Mode::BrotliDecode => {
            return Err(agent.type_error("brotli has other settings"));
        }
    };
    let result = machine.map(|machine| handle.machine = Some(machine));
    failure(agent, result.err())
}

/// `initBrotli(parameters, dictionary)`: `parameters` is a Uint32Array by their numbers, all bits set
/// where nothing is said.
fn init_brotli(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let parameters = bytes(agent, call.arg(0));
    let parameters = parameters.as_chunks::<4>().0.iter().enumerate();
    let parameters = parameters
        .map(|(number, value)| (number, u32::from_ne_bytes(*value)))
        .filter(|(_, value)| *value != u32::MAX);
    let settings = brotli::Settings {
        parameters: parameters.collect(),
        dictionary: bytes(agent, call.arg(1)),
    };
    let handle = handle(agent, object);
    handle.machine = Some(match handle.mode {
        Mode::BrotliEncode => Machine::BrotliEncode(Box::new(brotli::Compressor::new(settings))),
        _ => Machine::BrotliDecode(Box::new(brotli::Decompressor::new(settings))),
    });
    Ok(Value::UNDEFINED)
}

/// `undefined` for no failure, else its `[message, errno, code]`.
fn failure(agent: &mut Agent, failure: Option<Failure>) -> JsResult {
    let Some(failure) = failure else {
        return Ok(Value::UNDEFINED);
    };
    let text = agent.heap.new_string(&failure.text).value();
    let code = agent.heap.new_string(&failure.code).value();
    let errno = failure.errno.map_or(Value::UNDEFINED, Value::int);
    Ok(agent.new_array(vec![text, errno, code]).value())
}

/// What is left of the output and of the input, and the failure, if there is one.
fn outcome(agent: &mut Agent, writing: &Writing, failed: Option<Failure>) -> JsResult<[Value; 3]> {
    let room = writing.output_end - writing.made;
    let left = writing.input_end - writing.taken;
    let failure = failure(agent, failed)?;
    Ok([Value::from_usize(room), Value::from_usize(left), failure])
}

impl Writing {
    /// Of the arguments `flush, in, inOffset, inLength, out, outOffset, outLength`, from the first on.
    fn of(agent: &Agent, call: Call, first: usize, callback: Value) -> Writing {
        let arg = |index: usize| call.arg(first + index);
        let length = |value| Bytes::of_any(&agent.heap, value).map_or(0, |bytes| bytes.length);
        let (taken, made) = (count(arg(2)), count(arg(5)));
        let input_end = taken.saturating_add(count(arg(3))).min(length(arg(1)));
        let output_end = made.saturating_add(count(arg(6))).min(length(arg(4)));
        Writing {
            callback,
            flush: count(arg(0)) as u32,
            input: arg(1),
            taken: taken.min(input_end),
            input_end,
            output: arg(4),
            made: made.min(output_end),
            output_end,
        }
    }

    /// The input of the next step, and whether more follows.
    fn piece(&self, agent: &Agent, most: usize) -> (Vec<u8>, bool) {
        let end = self.input_end.min(self.taken.saturating_add(most));
        let Some(bytes) = Bytes::of_any(&agent.heap, self.input) else {
            return (Vec::new(), false);
        };
        let piece = bytes.part(self.taken..end).read(&agent.heap).into_owned();
        (piece, end < self.input_end)
    }

    /// How much room there is, at most so much of it.
    fn room(&self, most: usize) -> usize {
        (self.output_end - self.made).min(most)
    }

    /// Puts what came out to where it belongs; whether the write is done.
    fn take(&mut self, agent: &mut Agent, step: &Step, made: &[u8], partial: bool) -> bool {
        if let Some(output) = Bytes::of_any(&agent.heap, self.output) {
            let part = output.part(self.made..self.output_end);
            part.put(&mut agent.heap, &made[..step.made]);
        }
        self.taken += step.taken;
        self.made = (self.made + step.made).min(self.output_end);
        let is_full = self.made == self.output_end;
        let room_was_left = step.made < made.len();
        is_full || (!partial && room_was_left) || (step.taken == 0 && room_was_left)
    }
}

/// The most that is taken or made by one step.
const PIECE: usize = 1 << 16;

/// `writeSync(flush, in, inOffset, inLength, out, outOffset, outLength)`: what `outcome` gives.
fn write_sync(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let mut writing = Writing::of(agent, call, 0, Value::UNDEFINED);
    let handle = handle(agent, object);
    let one_only = handle.one_only;
    let Some(mut machine) = handle.machine.take() else {
        return Err(agent.type_error("the handle is closed or writes"));
    };
    let mut room = Vec::new();
    let failed = loop {
        let (piece, partial) = writing.piece(agent, PIECE);
        room.resize(writing.room(PIECE), 0);
        let step = machine.step(&piece, &mut room, writing.flush, partial, one_only);
        let step = match step {
            Ok(step) => step,
            Err(failure) => break Some(failure),
        };
        // A stop drops the machine.
        agent.poll_work((step.taken + step.made) / 16)?;
        if writing.take(agent, &step, &room, partial) {
            break None;
        }
    };
    self::handle(agent, object).machine = Some(machine);
    let outcome = outcome(agent, &writing, failed)?;
    Ok(agent.new_array(outcome.to_vec()).value())
}

/// `write(callback, flush, in, inOffset, inLength, out, outOffset, outLength)`: calls back from the poll
/// phase with what `writeSync` gives as arguments, `this` being the handle.
fn write(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let writing = Writing::of(agent, call, 1, call.arg(0));
    let handle = handle(agent, object);
    if handle.writing.is_some() {
        return Err(agent.type_error("the handle writes"));
    }
    handle.writing = Some(writing);
    go_on(agent, object, writing)
}

/// Does the next part of a write aside.
fn go_on(agent: &mut Agent, object: Object, writing: Writing) -> JsResult {
    /// The most that is copied for a part of a write.
    const PART: usize = 1 << 18;
    let handle = handle(agent, object);
    let one_only = handle.one_only;
    let Some(mut machine) = handle.machine.take() else {
        return Err(agent.type_error("the handle is closed or writes"));
    };
    let (piece, partial) = writing.piece(agent, PART);
    let mut room = vec![0; writing.room(PART)];
    agent.poll_work((piece.len() + room.len()) / 16)?;
    let flush = if partial { 0 } else { writing.flush };
    let work = move || -> Finish {
        let Ok((step, failed)) = machine.run(&piece, &mut room, flush, one_only, |_| {
            Ok::<(), Infallible>(())
        });
        Box::new(move |agent, object| {
            let Some(object) = object.as_object() else {
                unreachable!("the handle was given");
            };
            finish(agent, object, machine, &step, &room, partial, failed)
        })
    };
    EventLoop::begin_work(agent, object.value(), "ZLIB", Length::Short, Box::new(work));
    Ok(Value::UNDEFINED)
}

fn finish(
    agent: &mut Agent,
    object: Object,
    machine: Machine,
    step: &Step,
    room: &[u8],
    partial: bool,
    failed: Option<Failure>,
) -> JsResult<()> {
    let handle = handle(agent, object);
    let is_closed = handle.is_closed;
    let Some(mut writing) = handle.writing.take() else {
        unreachable!("it is under way");
    };
    if !is_closed {
        handle.machine = Some(machine);
    }
    let is_done = writing.take(agent, step, room, partial) || failed.is_some() || is_closed;
    if !is_done {
        self::handle(agent, object).writing = Some(writing);
        go_on(agent, object, writing)?;
        return Ok(());
    }
    agent.keep(writing.callback);
    let arguments = outcome(agent, &writing, failed)?;
    arguments.iter().for_each(|value| agent.keep(*value));
    agent.call(writing.callback, object.value(), &arguments)?;
    Ok(())
}

/// `params(level, strategy)`
fn params(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let level = call.arg(0).as_number().unwrap_or(-1.0) as i32;
    let strategy = count(call.arg(1)) as i32;
    if let Some(Machine::Deflate(machine)) = &mut handle(agent, object).machine {
        machine.set_settings(level, strategy);
    }
    Ok(Value::UNDEFINED)
}

/// `reset()`: what `failure` gives.
fn reset(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let result = match &mut handle(agent, object).machine {
        Some(machine) => machine.reset(),
        None => Ok(()),
    };
    failure(agent, result.err())
}

/// `close()`: a write that is under way comes back, but doesn't go on.
fn close(agent: &mut Agent, call: Call) -> JsResult {
    let object = object(agent, call)?;
    let handle = handle(agent, object);
    handle.machine = None;
    handle.is_closed = true;
    Ok(Value::UNDEFINED)
}
