//! `process.stdout` and `process.stderr` as scripts change them: what the console prints goes through
//! their `write`, which may be a script's own, or through other streams that a script has put in their
//! place.
//!
//! Invariant: nothing is called while `write` is what it was made as, and the stream just writes.

use super::state::{Place, StreamObject, set_plain, state};
use crate::engine::{Agent, Call, JsResult, PropertyKey, Value};
use crate::host::inspect;
use crate::host::process::{ProcessState, standard_streams};
use crate::host::streams::Stream;

/// What takes a stream's text instead of the stream: an object, and its `write`.
#[derive(Clone, Copy)]
pub(super) struct Target {
    object: Value,
    write: Option<Value>,
    on_error: Value,
    /// Whether it has events.
    is_whole: bool,
}

/// Has what is printed next go through the stream's object, made whole: it can't be written, and what
/// comes of that is as in Node then.
#[cold]
pub(super) fn mistrust(agent: &mut Agent, stream: Stream) -> JsResult<()> {
    if agent.slot::<ProcessState>().is_some() {
        standard_streams::whole(agent, stream)?;
        set_plain(agent, stream, false);
    }
    Ok(())
}

/// `console._stdout` and `console._stderr`.
pub(super) fn stream_value(agent: &mut Agent, stream: Stream) -> JsResult {
    bind(agent, stream)?;
    let Place { custom, .. } = state(agent).streams[stream as usize];
    Ok(match custom.is_undefined() {
        true => standard_streams::object(agent, stream).value(),
        false => custom,
    })
}

/// Sets them.
pub(super) fn set_stream_value(agent: &mut Agent, stream: Stream, value: Value) {
    let place = &mut state(agent).streams[stream as usize];
    place.is_bound = true;
    place.custom = match place.known {
        Some(known) if known.object.value() == value => Value::UNDEFINED,
        _ => value,
    };
}

/// As in Node, a stream is taken from `process` when it is first needed, and then kept.
fn bind(agent: &mut Agent, stream: Stream) -> JsResult<()> {
    if std::mem::replace(&mut state(agent).streams[stream as usize].is_bound, true) {
        return Ok(());
    }
    let Some(process) = agent.slot::<ProcessState>().map(|state| state.process) else {
        return Ok(());
    };
    if agent.heap.is_deferred(process) {
        return Ok(());
    }
    let key = agent.static_key(match stream {
        Stream::Output => "stdout",
        Stream::Error => "stderr",
    });
    let value = agent.get(process, key)?;
    agent.keep(value);
    let original = standard_streams::object(agent, stream).value();
    if value != original {
        set_stream_value(agent, stream, value);
    }
    Ok(())
}

fn write_key(agent: &mut Agent) -> PropertyKey {
    agent.static_key("write")
}

/// What takes a stream's text, where its `write` was replaced. The values are kept.
#[inline]
pub(super) fn target(agent: &mut Agent, stream: Stream) -> JsResult<Option<Target>> {
    let place = state(agent).streams[stream as usize];
    if place.is_bound && place.custom.is_undefined() {
        let Some(known) = place.known else {
            return Ok(None);
        };
        if known.is_plain
            && let Some((holder, slot)) = known.slot
            && known
                .way
                .iter()
                .flatten()
                .all(|&(object, shape)| agent.heap.shape(object) == shape)
            && agent.heap.read_slot(holder, slot) == Some(known.write)
        {
            return Ok(None);
        }
    }
    find_target(agent, stream)
}

#[cold]
fn find_target(agent: &mut Agent, stream: Stream) -> JsResult<Option<Target>> {
    bind(agent, stream)?;
    let place = state(agent).streams[stream as usize];
    if !place.custom.is_undefined() {
        return Ok(Some(Target {
            object: place.custom,
            write: None,
            on_error: error_handler(agent, stream),
            is_whole: true,
        }));
    }
    let Some(known) = place.known else {
        return Ok(None);
    };
    if known.is_plain && is_original(agent, stream, known) {
        return Ok(None);
    }
    let mut target = Target {
        object: known.object.value(),
        write: None,
        on_error: error_handler(agent, stream),
        is_whole: known.is_whole,
    };
    if known.is_whole {
        return Ok(Some(target));
    }
    let key = write_key(agent);
    match agent.get(known.object, key) {
        Ok(found) => {
            agent.keep(found);
            target.write = Some(found);
        }
        Err(throw) => {
            // It is swallowed as what `write` itself throws; a stop is met again at the next poll.
            let _ = agent.catch(throw);
        }
    }
    Ok(Some(target))
}

/// Whether `write` is the original one, and so that nothing is called by looking at it; remembers the
/// way to it.
fn is_original(agent: &mut Agent, stream: Stream, known: StreamObject) -> bool {
    let key = write_key(agent);
    let mut way = [None; 4];
    let mut current = Some(known.object);
    for step in &mut way {
        let Some(object) = current else { return false };
        if object.is(crate::engine::Kind::Proxy) {
            return false;
        }
        let found = agent.heap.lookup(object, key);
        *step = Some((object, agent.heap.shape(object)));
        if let Some(found) = found {
            let is_original = agent.heap.read_slot(object, found.slot) == Some(known.write);
            if is_original && let Some(known) = &mut state(agent).streams[stream as usize].known {
                known.way = way;
                known.slot = Some((object, found.slot));
            }
            return is_original;
        }
        current = agent.heap.prototype(object).as_object();
    }
    false
}

/// Gives a line to a stream as Node's console does: what that throws is dropped, unless the stack is
/// used up.
pub(super) fn write(agent: &mut Agent, target: Target, line: &str) -> JsResult<()> {
    let line = agent.heap.new_string(line).value();
    agent.keep(line);
    let result = match (target.is_whole, target.write) {
        (true, _) => write_whole(agent, target, line),
        (false, Some(write)) => {
            let arguments = [line, target.on_error];
            agent.call(write, target.object, &arguments).map(|_| ())
        }
        (false, None) => Ok(()),
    };
    if let Err(throw) = result {
        let caught = agent.catch_with_site(throw)?;
        if inspect::is_stack_overflow(agent, caught.value) {
            return Err(agent.throw_again(caught));
        }
    }
    Ok(())
}

/// Writes to something with events; an `error` that nobody listens to is dropped.
fn write_whole(agent: &mut Agent, target: Target, line: Value) -> JsResult<()> {
    let stream = target.object;
    let ignore = agent
        .new_builtin("noop", 0, |_, _| Ok(Value::UNDEFINED))
        .value();
    agent.keep(ignore);
    let result = write_ignoring(agent, target, line, ignore);
    let key = agent.static_key("removeListener");
    let error = error_name(agent);
    let removed = agent.invoke(stream, key, &[error, ignore]);
    result?;
    removed.map(|_| ())
}

fn write_ignoring(agent: &mut Agent, target: Target, line: Value, ignore: Value) -> JsResult<()> {
    let stream = target.object;
    let error = error_name(agent);
    let key = agent.static_key("listenerCount");
    let count = agent.invoke(stream, key, &[error])?;
    if count == Value::int(0) {
        let key = agent.static_key("once");
        agent.invoke(stream, key, &[error, ignore])?;
    }
    let key = write_key(agent);
    agent.invoke(stream, key, &[line, target.on_error])?;
    Ok(())
}

fn error_name(agent: &mut Agent) -> Value {
    let name = agent.heap.new_string("error").value();
    agent.keep(name);
    name
}

/// The callback that `write` is given: an error that comes later is dropped too, if nobody listens.
fn error_handler(agent: &mut Agent, stream: Stream) -> Value {
    let known = state(agent).streams[stream as usize].on_error;
    if !known.is_undefined() {
        return known;
    }
    let id = agent.register_function("", 1, late_error);
    let handler = agent.new_native(id, [Value::int(stream as i32), Value::UNDEFINED]);
    let handler = agent.keep_object(handler).value();
    state(agent).streams[stream as usize].on_error = handler;
    handler
}

fn late_error(agent: &mut Agent, call: Call) -> JsResult {
    let nothing = Value::UNDEFINED;
    if call.arg(0).is_nullish() {
        return Ok(nothing);
    }
    let stream = match agent.heap.native_data(call.callee(), 0).as_int() {
        Some(0) => Stream::Output,
        _ => Stream::Error,
    };
    let stream = stream_value(agent, stream)?;
    agent.keep(stream);
    let [key, emitted] = ["_writableState", "errorEmitted"].map(|name| agent.static_key(name));
    let writable = agent.get_v(stream, key)?;
    agent.keep(writable);
    let emitted = agent.get_v(writable, emitted)?;
    if agent.heap.to_boolean(emitted) {
        return Ok(nothing);
    }
    let error = error_name(agent);
    let key = agent.static_key("listenerCount");
    if agent.invoke(stream, key, &[error])? == Value::int(0) {
        let ignore = agent.new_builtin("noop", 0, |_, _| Ok(Value::UNDEFINED));
        let ignore = agent.keep_object(ignore).value();
        let key = agent.static_key("once");
        agent.invoke(stream, key, &[error, ignore])?;
    }
    Ok(nothing)
}
