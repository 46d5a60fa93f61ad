//! [process.stdout, process.stderr and process.stdin](https://nodejs.org/api/process.html#processstdout).
//!
//! What writes is made when it is first looked at, as an object that can no more than `write`. Anything
//! else that is asked of it makes it the whole stream that it is in Node (`internal/process/stdio`),
//! in its place: its own properties are lazy, and above its prototype is a proxy that does it. So a
//! program that only writes doesn't pay for streams. `stdin` is a whole stream from the start.

use super::super::node::require_builtin;
use super::ProcessState;
use crate::engine::{
    Accessor, Agent, Call, HostData, Intrinsic, JsResult, Object, PropertyFlags, PropertyKey, Tick,
    Tracer, Value,
};
use crate::event_loop::EventLoop;
use crate::event_loop::completions::Sort;
use crate::host::buffer::{self, Bytes};
use crate::host::console;
use crate::host::io::system::standard_input;
use crate::host::streams::{self, Failure, Stream, streams};
use std::io::{self, IsTerminal, Read};

pub(super) const GETTERS: &[Accessor] = &[
    Accessor::getter("stdout", |agent, _| alike(agent, Stream::Output)),
    Accessor::getter("stdin", stdin),
    Accessor::getter("stderr", |agent, _| alike(agent, Stream::Error)),
];

/// The own properties that Node's streams have, in its order; what isn't lazy is defined where it is.
const STATE: &[&str] = &["_events", "_writableState", "_maxListeners"];
const REST: &[&str] = &["_isStdio", "destroySoon", "_destroy", "_eventsCount"];

/// What only terminals have: others needn't become whole streams to say so.
const OF_TERMINALS: &[&str] = &[
    "isTTY",
    "columns",
    "rows",
    "getColorDepth",
    "hasColors",
    "getWindowSize",
    "cursorTo",
    "moveCursor",
    "clearLine",
    "clearScreenDown",
];

/// What the streams that write are, while there are any.
struct Standard {
    /// Each object, and whether it is a whole stream by now.
    written: [Option<(Object, bool)>; 2],
    write: Option<Value>,
    stdin: Value,
    /// Whether standard input keeps the loop alive as something that is open, as in Node a socket does.
    stdin_is_held: bool,
}

impl HostData for Standard {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (object, _) in self.written.iter().flatten() {
            tracer.mark_object(*object);
        }
        tracer.mark_all(&self.write);
        tracer.mark(self.stdin);
    }
}

fn standard(agent: &mut Agent) -> &mut Standard {
    if agent.slot_mut::<Standard>().is_none() {
        agent.set_slot(Standard {
            written: [None; 2],
            write: None,
            stdin: Value::UNDEFINED,
            stdin_is_held: false,
        });
    }
    match agent.slot_mut() {
        Some(standard) => standard,
        None => unreachable!("it was set"),
    }
}

/// What a descriptor of the process leads to, in libuv's words.
pub fn kind_of(descriptor: i32) -> &'static str {
    let is_terminal = match descriptor {
        0 => io::stdin().is_terminal(),
        1 => io::stdout().is_terminal(),
        _ => io::stderr().is_terminal(),
    };
    match is_terminal {
        true => "TTY",
        false => kind_of_file(descriptor),
    }
}

#[cfg(unix)]
fn kind_of_file(descriptor: i32) -> &'static str {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;
    let owned = match descriptor {
        0 => io::stdin().as_fd().try_clone_to_owned(),
        1 => io::stdout().as_fd().try_clone_to_owned(),
        _ => io::stderr().as_fd().try_clone_to_owned(),
    };
    let kind = owned.and_then(|owned| std::fs::File::from(owned).metadata());
    match kind.map(|data| data.file_type()) {
        Ok(kind) if kind.is_fifo() || kind.is_socket() => "PIPE",
        Ok(kind) if kind.is_file() || kind.is_char_device() => "FILE",
        _ => "UNKNOWN",
    }
}

#[cfg(not(unix))]
fn kind_of_file(_: i32) -> &'static str {
    "PIPE"
}

/// Says whether standard input is open as a socket that is waited for.
pub fn hold_stdin(agent: &mut Agent, held: bool) {
    standard(agent).stdin_is_held = held;
}

/// The streams that are open, in the words of `process.getActiveResourcesInfo`.
pub fn active(agent: &mut Agent) -> Vec<&'static str> {
    let standard = standard(agent);
    let [output, error] = standard.written.map(|written| written.is_some());
    let is_open = [standard.stdin_is_held, output, error];
    let mut names = Vec::new();
    for (descriptor, is_open) in (0..).zip(is_open) {
        match kind_of(descriptor) {
            "PIPE" if is_open => names.push("PipeWrap"),
            "TTY" if is_open => names.push("TTYWrap"),
            _ => {}
        }
    }
    names
}

/// `process.stdout` or `process.stderr`.
pub fn object(agent: &mut Agent, stream: Stream) -> Object {
    if let Some((object, _)) = standard(agent).written[stream as usize] {
        return object;
    }
    agent.scoped(|agent| make(agent, stream))
}

/// The object of one of the two; if the other is a whole stream, so is this: they have one `write`.
fn alike(agent: &mut Agent, stream: Stream) -> JsResult {
    let object = object(agent, stream);
    let written = standard(agent).written;
    if written.iter().flatten().any(|(_, whole)| *whole) {
        complete(agent, stream)?;
    }
    Ok(object.value())
}

fn make(agent: &mut Agent, stream: Stream) -> Object {
    let (data, hidden) = (PropertyFlags::DATA, PropertyFlags::HIDDEN);
    let number = Value::int(stream as i32);
    let handler = agent.heap.ordinary_object_create(Value::NULL);
    agent.keep_object(handler);
    for (name, length, run) in [
        ("get", 3, trap_get as fn(&mut Agent, Call) -> JsResult),
        ("set", 4, trap_set),
        ("has", 2, trap_has),
        ("getPrototypeOf", 1, trap_prototype),
    ] {
        let id = agent.register_function(name, length, run);
        let trap = agent.new_native(id, [number, Value::UNDEFINED]);
        agent.define_constant(handler, name, trap.value(), data);
    }
    let target = agent.heap.ordinary_object_create(Value::NULL);
    let above = agent.new_proxy(target, handler);
    agent.keep_object(above);
    let write = match standard(agent).write {
        Some(write) => write,
        None => agent.new_builtin("write", 3, write).value(),
    };
    standard(agent).write = Some(write);
    let prototype = agent.heap.new_lazy_object(above.value());
    agent.keep_object(prototype);
    agent.define_constant(prototype, "write", write, data);
    agent.define_constant(prototype, "writable", Value::TRUE, hidden);
    let object = agent.heap.new_lazy_object(prototype.value());
    agent.keep_object(object);
    standard(agent).written[stream as usize] = Some((object, false));
    agent.define_lazy(prototype, &["constructor"], hidden, lazy_constructor);
    agent.define_lazy(object, STATE, data, lazy_own);
    let descriptor = stream as i32 + 1;
    agent.define_constant(object, "fd", Value::int(descriptor), data);
    let kind = kind_of(descriptor);
    let kind = match kind {
        "FILE" => "fs",
        "TTY" => "tty",
        _ => "pipe",
    };
    agent.define_text(object, "_type", kind, data);
    agent.define_lazy(object, REST, data, lazy_own);
    if streams(agent).is_terminal(stream) {
        agent.define_constant(object, "isTTY", Value::TRUE, data);
    }
    console::set_stream_object(agent, stream, object, write);
    object
}

fn lazy_own(agent: &mut Agent, object: Object, name: &'static str) -> JsResult {
    let [output, _] = standard(agent).written;
    let stream = match output {
        Some((output, _)) if output == object => Stream::Output,
        _ => Stream::Error,
    };
    complete(agent, stream)?;
    let key = agent.static_key(name);
    let found = agent.heap.lookup(object, key);
    let value = found.and_then(|found| agent.heap.read_slot(object, found.slot));
    // Nothing yet while it is being made.
    Ok(value.unwrap_or(Value::UNDEFINED))
}

fn lazy_constructor(agent: &mut Agent, prototype: Object, name: &'static str) -> JsResult {
    let written = standard(agent).written;
    for (known, stream) in written.iter().zip([Stream::Output, Stream::Error]) {
        if let Some((object, false)) = known
            && agent.heap.prototype(*object) == prototype.value()
        {
            complete(agent, stream)?;
            let key = agent.static_key(name);
            return agent.get(*object, key);
        }
    }
    Ok(Value::UNDEFINED)
}

/// Makes the object a whole stream.
fn complete(agent: &mut Agent, stream: Stream) -> JsResult<Object> {
    let place = &mut standard(agent).written[stream as usize];
    let Some((object, whole)) = place else {
        unreachable!("it was looked at");
    };
    let object = *object;
    if std::mem::replace(whole, true) {
        return Ok(object);
    }
    agent.scoped(|agent| {
        let script = require_builtin(agent, "internal/process/stdio")?;
        agent.keep(script);
        // Whoever looks at it may listen to its errors: they have to come where they belong.
        streams::flush_stdout(agent);
        streams(agent).set_direct(stream);
        let descriptor = stream as i32 + 1;
        let kind = agent.heap.new_string(kind_of(descriptor)).value();
        agent.keep(kind);
        let key = agent.static_key("complete");
        let arguments = [object.value(), Value::int(descriptor), kind];
        let write = agent.invoke(script, key, &arguments)?;
        console::set_whole_stream(agent, stream, write);
        Ok(object)
    })
}

fn stream_of_trap(agent: &Agent, call: Call) -> Stream {
    match agent.heap.native_data(call.callee(), 0).as_int() {
        Some(0) => Stream::Output,
        _ => Stream::Error,
    }
}

/// Whether a whole stream isn't needed to say that there is no such property.
fn is_of_terminals(agent: &mut Agent, stream: Stream, key: PropertyKey) -> bool {
    kind_of(stream as i32 + 1) != "TTY"
        && OF_TERMINALS
            .iter()
            .any(|name| agent.static_key(name) == key)
}

/// What the object inherits from, now that it is a whole stream.
fn whole_prototype(agent: &mut Agent, stream: Stream) -> JsResult<Object> {
    let object = complete(agent, stream)?;
    let prototype = agent.heap.prototype(object).as_object();
    Ok(prototype.unwrap_or_else(|| agent.intrinsic(Intrinsic::ObjectPrototype)))
}

fn trap_get(agent: &mut Agent, call: Call) -> JsResult {
    let stream = stream_of_trap(agent, call);
    let key = agent.to_property_key(call.arg(1))?;
    if is_of_terminals(agent, stream, key) {
        return Ok(Value::UNDEFINED);
    }
    let prototype = whole_prototype(agent, stream)?;
    agent.get_with_receiver(prototype, key, call.arg(2))
}

fn trap_set(agent: &mut Agent, call: Call) -> JsResult {
    let stream = stream_of_trap(agent, call);
    let key = agent.to_property_key(call.arg(1))?;
    let prototype = whole_prototype(agent, stream)?;
    let set = agent.set_with_receiver(prototype, key, call.arg(2), call.arg(3))?;
    Ok(Value::bool(set))
}

fn trap_has(agent: &mut Agent, call: Call) -> JsResult {
    let stream = stream_of_trap(agent, call);
    let key = agent.to_property_key(call.arg(1))?;
    if is_of_terminals(agent, stream, key) {
        return Ok(Value::FALSE);
    }
    let prototype = whole_prototype(agent, stream)?;
    Ok(Value::bool(agent.has_property(prototype, key)?))
}

fn trap_prototype(agent: &mut Agent, call: Call) -> JsResult {
    let stream = stream_of_trap(agent, call);
    Ok(whole_prototype(agent, stream)?.value())
}

/// [writable.write(chunk\[, encoding\]\[, callback\])](https://nodejs.org/api/stream.html#writablewritechunk-encoding-callback)
/// of an object that isn't a whole stream yet: text and bytes are written at once, the callback is
/// called in a next tick. What else there is to do is a whole stream's.
fn write(agent: &mut Agent, call: Call) -> JsResult {
    let written = standard(agent).written;
    let this = call.this().as_object();
    let known = written
        .iter()
        .position(|known| known.is_some_and(|(object, whole)| !whole && Some(object) == this));
    let stream = match known {
        Some(0) => Stream::Output,
        Some(_) => Stream::Error,
        None => return write_whole(agent, call),
    };
    let (chunk, second) = (call.arg(0), call.arg(1));
    let callback = match second {
        second if second.is_undefined() => call.arg(2),
        second if agent.heap.is_callable(second) => second,
        _ => return write_whole(agent, call),
    };
    let bytes = if let Some(text) = chunk.as_string() {
        agent.heap.utf8(text).into_bytes()
    } else if let Some(bytes) = Bytes::of_view(&agent.heap, chunk) {
        bytes.read(&agent.heap).into_owned()
    } else {
        return write_whole(agent, call);
    };
    // A callback hears of its own error, so it can't wait with others.
    let written = match agent.heap.is_callable(callback) {
        true => {
            streams::flush_stdout(agent);
            streams::write_now(agent, stream, &bytes)?
        }
        false => streams::write_watched(agent, stream, &bytes)?,
    };
    if written.is_err() {
        // The whole stream meets the error again, and tells of it as it has to.
        return write_whole(agent, call);
    }
    if agent.heap.is_callable(callback) {
        agent.queue_tick(Tick {
            callback,
            arguments: Box::new([Value::NULL]),
            context: agent.context.current(),
            resource: Value::UNDEFINED,
        });
    }
    Ok(Value::TRUE)
}

/// Writes as the module of streams does.
fn write_whole(agent: &mut Agent, call: Call) -> JsResult {
    let key = agent.static_key("write");
    let written = standard(agent).written;
    let own = written
        .iter()
        .position(|known| known.is_some_and(|(object, _)| Some(object) == call.this().as_object()));
    let prototype = match own {
        Some(0) => whole_prototype(agent, Stream::Output)?,
        Some(_) => whole_prototype(agent, Stream::Error)?,
        // Another's: an object that inherits from a stream, or any.
        None => {
            let output = object(agent, Stream::Output);
            agent.keep_object(output);
            whole_prototype(agent, Stream::Output)?
        }
    };
    let write = agent.get(prototype, key)?;
    agent.keep(write);
    agent.call(write, call.this(), &call.args())
}

/// What was given to standard output couldn't be written later: makes it a whole stream, which has the
/// error, in the next tick as in Node.
pub(super) fn output_failed(agent: &mut Agent, failure: Failure) {
    let id = agent.register_function("", 0, tell_failure);
    let data = [Value::int(failure.error), Value::bool(failure.is_watched)];
    let callback = agent.new_native(id, data);
    agent.queue_tick(Tick {
        callback: callback.value(),
        arguments: Box::default(),
        context: agent.context.current(),
        resource: Value::UNDEFINED,
    });
}

fn tell_failure(agent: &mut Agent, call: Call) -> JsResult {
    let [error, is_watched] = [0, 1].map(|at| agent.heap.native_data(call.callee(), at));
    let stream = whole(agent, Stream::Output)?;
    let script = require_builtin(agent, "internal/process/stdio")?;
    agent.keep(script);
    let key = agent.static_key("fail");
    agent.invoke(script, key, &[stream.value(), error, is_watched])
}

/// `process.stdout` or `process.stderr` as a whole stream, kept.
pub fn whole(agent: &mut Agent, stream: Stream) -> JsResult<Object> {
    let object = object(agent, stream);
    agent.keep_object(object);
    complete(agent, stream)
}

/// `process.stdin`
fn stdin(agent: &mut Agent, _: Call) -> JsResult {
    let known = standard(agent).stdin;
    if !known.is_undefined() {
        return Ok(known);
    }
    let script = require_builtin(agent, "internal/process/stdio")?;
    agent.keep(script);
    let kind = match ProcessState::of(agent).reads_stdin {
        true => kind_of(0),
        false => "FILE",
    };
    let kind = agent.heap.new_string(kind).value();
    agent.keep(kind);
    let key = agent.static_key("makeStdin");
    let made = agent.invoke(script, key, &[kind])?;
    standard(agent).stdin = made;
    Ok(made)
}

/// Reads from standard input on a thread of its own, and calls `callback(errno, bytes)`; bytes are
/// missing at the end. Gives the number by which the loop knows the work.
pub fn read_stdin(agent: &mut Agent, callback: Value, size: usize) -> JsResult {
    /// The most that is read at once.
    const MOST: usize = 1 << 20;
    streams::flush_stdout(agent);
    let readable = ProcessState::of(agent).reads_stdin;
    let work = EventLoop::begin(agent, callback, Sort::Handle, "TTYWRAP");
    let number = work.key();
    let read = move || {
        super::signals::block_all();
        let mut bytes = vec![0; size.min(MOST)];
        let result = match readable {
            true => standard_input().and_then(|mut file| file.read(&mut bytes)),
            false => Ok(0),
        };
        work.finish(move |agent, callback| {
            let (error, read) = match result {
                Ok(read) => (0, read),
                Err(error) => (error.raw_os_error().unwrap_or(5), 0),
            };
            bytes.truncate(read);
            let chunk = match read {
                0 => Value::UNDEFINED,
                _ => buffer::new_buffer(agent, bytes).value(),
            };
            agent.keep(chunk);
            agent.call(callback, Value::UNDEFINED, &[Value::int(error), chunk])?;
            Ok(())
        });
    };
    let thread = std::thread::Builder::new().name(String::from("stdin"));
    match thread.spawn(read) {
        Ok(_) => Ok(Value::from_usize(number as usize)),
        Err(_) => Err(agent.throw_error(Intrinsic::ErrorPrototype, "no thread can be started")),
    }
}
