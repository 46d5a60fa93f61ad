//! Errors that several functions of promises throw, and how their messages show values.

use crate::engine::{Agent, Throw, Value};

/// Throws the TypeError of a static method that was called on a primitive.
#[cold]
pub(super) fn called_on_non_object(agent: &mut Agent, method: &str) -> Throw {
    agent.type_error(format!("{method} called on non-object"))
}

/// A value as V8 shows it in the messages of promises: strings without quotes.
#[cold]
pub(super) fn plain_text(agent: &mut Agent, value: Value) -> String {
    match value.as_string() {
        Some(text) => agent.heap.utf8(text),
        None => agent.value_for_message(value),
    }
}
