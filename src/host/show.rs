//! Values as text, for messages and reports: through the inspection that `console.log` uses.

use super::inspect::{self, Compact, Options};
use crate::engine::{Agent, JsResult, Value};

/// A value as `console.log` shows it within an object.
pub fn inspect(agent: &mut Agent, value: Value) -> JsResult<String> {
    inspect_with(agent, value, false)
}

/// A value without its contents.
pub fn inspect_shallow(agent: &mut Agent, value: Value) -> JsResult<String> {
    let options = Options {
        depth: Some(-1.0),
        ..Options::default()
    };
    inspect::inspect(agent, value, &options)
}

/// A value with or without colours.
pub fn inspect_with(agent: &mut Agent, value: Value, colors: bool) -> JsResult<String> {
    let options = Options {
        colors,
        ..Options::default()
    };
    inspect::inspect(agent, value, &options)
}

/// A value on one line and not deep, as Node's prompt shows what an input would give.
pub fn inspect_line(agent: &mut Agent, value: Value) -> JsResult<String> {
    let options = Options {
        depth: Some(1.0),
        compact: Compact::Always,
        break_length: f64::INFINITY,
        ..Options::default()
    };
    inspect::inspect(agent, value, &options)
}

/// A value as Node shows an uncaught one: deeper, without custom inspection.
pub fn inspect_fatal(agent: &mut Agent, value: Value, colors: bool) -> JsResult<String> {
    let options = Options {
        colors,
        custom_inspect: false,
        depth: Some(5.0),
        ..Options::default()
    };
    inspect::inspect(agent, value, &options)
}

/// A value as `console.log` shows it by itself: strings as they are.
pub fn inspect_message(agent: &mut Agent, value: Value, colors: bool) -> JsResult<String> {
    match value.as_string() {
        Some(text) => Ok(agent.heap.utf8(text)),
        None => inspect_with(agent, value, colors),
    }
}
