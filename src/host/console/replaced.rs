//! `process.stdout` and `process.stderr` as scripts change them: what the console prints goes through
//! their `write`, which may be a script's own.
//!
//! Invariant: nothing is called while `write` is what it was made as.

use super::output::Stream;
use super::state::{StreamObject, state};
use crate::engine::{Agent, JsResult, Object, PropertyKey, Value};
use crate::host::inspect;

/// What takes a stream's text instead of the stream: an object, and its `write`.
#[derive(Clone, Copy)]
pub(super) struct Target {
    object: Object,
    write: Option<Value>,
    on_error: Value,
}

/// Tells the console which object represents a stream; `write` is the original one, and the object
/// from which it is inherited.
pub fn set_stream_object(
    agent: &mut Agent,
    stream: Stream,
    object: Object,
    (holder, write): (Object, Value),
) {
    let key = write_key(agent);
    let Some(found) = agent.heap.lookup(holder, key) else {
        unreachable!("the object was given `write` just now");
    };
    let on_error = agent
        .new_builtin("", 1, |_, _| Ok(Value::UNDEFINED))
        .value();
    state(agent).streams[stream as usize] = Some(StreamObject {
        object,
        write,
        on_error,
        shape: agent.heap.shape(object),
        holder: (holder, agent.heap.shape(holder), found.slot),
    });
}

/// The stream that an object represents, or one of the objects that it inherits from.
pub fn stream_of(agent: &mut Agent, value: Value) -> Option<Stream> {
    let streams = state(agent).streams;
    let mut current = value.as_object();
    while let Some(object) = current {
        for (known, stream) in streams.iter().zip([Stream::Output, Stream::Error]) {
            if known.is_some_and(|known| known.object == object) {
                return Some(stream);
            }
        }
        current = agent.heap.prototype(object).as_object();
    }
    None
}

fn write_key(agent: &mut Agent) -> PropertyKey {
    agent.static_key("write")
}

/// What takes a stream's text, where its `write` was replaced. The values are kept.
#[inline]
pub(super) fn target(agent: &mut Agent, stream: Option<StreamObject>) -> Option<Target> {
    let stream = stream?;
    let (holder, shape, slot) = stream.holder;
    if agent.heap.shape(stream.object) == stream.shape
        && agent.heap.shape(holder) == shape
        && agent.heap.read_slot(holder, slot) == Some(stream.write)
    {
        return None;
    }
    find_target(agent, stream)
}

#[cold]
fn find_target(agent: &mut Agent, stream: StreamObject) -> Option<Target> {
    let StreamObject {
        object,
        write,
        on_error,
        ..
    } = stream;
    let key = write_key(agent);
    match agent.get(object, key) {
        Ok(found) if found == write => None,
        Ok(found) => {
            agent.keep(found);
            Some(Target {
                object,
                write: Some(found),
                on_error,
            })
        }
        Err(throw) => {
            // It is swallowed as what `write` itself throws; a stop is met again at the next poll.
            let _ = agent.catch(throw);
            Some(Target {
                object,
                write: None,
                on_error,
            })
        }
    }
}

/// Gives a line to a script's `write`. As in Node's console, what that throws is dropped,
/// unless the stack is used up.
pub(super) fn write(agent: &mut Agent, target: Target, line: &str) -> JsResult<()> {
    let Some(write) = target.write else {
        return Ok(());
    };
    let line = agent.heap.new_string(line).value();
    agent.keep(line);
    let arguments = [line, target.on_error];
    if let Err(throw) = agent.call(write, target.object.value(), &arguments) {
        let caught = agent.catch_with_site(throw)?;
        if inspect::is_stack_overflow(agent, caught.value) {
            return Err(agent.throw_again(caught));
        }
    }
    Ok(())
}
