//! How a call of the system that concerns files is run: at once, or on a thread while the loop goes on.
//!
//! Each function of the binding makes a [`Task`], which knows nothing of the engine, and takes a callback
//! as its last argument. Without one the task is run at once and its outcome given back; with one that
//! is called from the poll phase. A failure is the negative number of the error. A refusal is thrown,
//! or given to the callback as its second argument.

use super::open_files::{self, PATIENCE};
use crate::builtins::array_buffer::new_array_buffer;
use crate::engine::{Agent, JsResult, Value};
use crate::event_loop::EventLoop;
use crate::event_loop::completions::{Finish, Length};
use crate::host::io::guarded::refusal;
use crate::host::io::system::{EntryKind, Space, Status};
use crate::host::permission;
use crate::host::process::signals;
use std::fs::File;
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

/// `EIO`, for errors without a number.
const IO: i32 = 5;

/// What a call of the system gives.
pub(super) enum Outcome {
    /// Nothing: 0.
    Done,
    Number(f64),
    Text(Option<String>),
    /// An ArrayBuffer.
    Bytes(Vec<u8>),
    Status(Status),
    Space(Space),
    /// Names and kinds in turn.
    Entries(Vec<(String, EntryKind)>),
    /// A number for the file, which was opened with these flags.
    Opened(File, i32),
}

/// What is to be done.
pub(super) type Task = Box<dyn FnOnce() -> io::Result<Outcome> + Send>;

/// Runs a task: at once without a callback. Under `Length::Unknown` a stop needn't wait for it.
pub(super) fn run(agent: &mut Agent, callback: Value, length: Length, task: Task) -> JsResult {
    if callback.is_undefined() {
        let result = match length {
            Length::Short => task(),
            Length::Unknown => aside(agent, task)?,
        };
        return outcome(agent, result);
    }
    let work = move || -> Finish {
        let result = task();
        Box::new(move |agent, callback| tell(agent, callback, result))
    };
    EventLoop::begin_work(agent, callback, "FSREQCALLBACK", length, Box::new(work));
    Ok(Value::UNDEFINED)
}

/// Gives an outcome that is known already: to the callback from the poll phase.
pub(super) fn give(agent: &mut Agent, callback: Value, result: io::Result<Outcome>) -> JsResult {
    run(agent, callback, Length::Short, Box::new(move || result))
}

/// What a call gives that was made at once.
pub(super) fn outcome(agent: &mut Agent, result: io::Result<Outcome>) -> JsResult {
    match result {
        Ok(outcome) => value_of(agent, outcome),
        Err(error) => failure(agent, &error),
    }
}

/// The negative number of an error. A refusal is thrown.
pub(super) fn failure(agent: &mut Agent, error: &io::Error) -> JsResult {
    match refusal(error) {
        Some(denied) => Err(permission::throw(agent, denied)),
        None => Ok(number_of(error)),
    }
}

fn number_of(error: &io::Error) -> Value {
    Value::int(-error.raw_os_error().unwrap_or(IO))
}

fn tell(agent: &mut Agent, callback: Value, result: io::Result<Outcome>) -> JsResult<()> {
    let (value, denied) = match &result {
        Err(error) => match refusal(error) {
            Some(denied) => {
                let error = permission::new_error(agent, denied);
                (Value::UNDEFINED, error.value())
            }
            None => (number_of(error), Value::UNDEFINED),
        },
        Ok(_) => (Value::UNDEFINED, Value::UNDEFINED),
    };
    let value = match result {
        Ok(outcome) => value_of(agent, outcome)?,
        Err(_) => value,
    };
    agent.keep(value);
    agent.keep(denied);
    agent.call(callback, Value::UNDEFINED, &[value, denied])?;
    Ok(())
}

fn value_of(agent: &mut Agent, outcome: Outcome) -> JsResult {
    Ok(match outcome {
        Outcome::Done => Value::int(0),
        Outcome::Number(number) => Value::number(number),
        Outcome::Text(None) => Value::UNDEFINED,
        Outcome::Text(Some(text)) => agent.heap.new_string(&text).value(),
        Outcome::Bytes(bytes) => {
            agent.poll_work(bytes.len() / 256)?;
            new_array_buffer(agent, bytes).value()
        }
        Outcome::Status(parts) => numbers(agent, &parts),
        Outcome::Space(parts) => numbers(agent, &parts),
        Outcome::Entries(entries) => {
            agent.poll_work(entries.len())?;
            let mut values = Vec::with_capacity(entries.len() * 2);
            for (name, kind) in entries {
                values.push(agent.heap.new_string(&name).value());
                values.push(Value::int(i32::from(kind)));
            }
            agent.new_array(values).value()
        }
        Outcome::Opened(file, flags) => Value::int(open_files::add(agent, file, flags)),
    })
}

fn numbers(agent: &mut Agent, numbers: &[f64]) -> Value {
    let values = numbers.iter().map(|part| Value::number(*part)).collect();
    agent.new_array(values).value()
}

/// Does what can't be asked beforehand whether it waits, on a thread of its own, so that a stop needn't
/// wait for it.
fn aside(agent: &mut Agent, task: Task) -> JsResult<io::Result<Outcome>> {
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        signals::block_all();
        // After a stop nobody waits for it.
        let _ = sender.send(task());
    };
    if let Err(error) = thread::Builder::new().spawn(work) {
        return Ok(Err(error));
    }
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => agent.poll_now()?,
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(Err(io::Error::from_raw_os_error(IO)));
            }
        }
    }
}
