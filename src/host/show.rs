//! Values as text, for messages and reports: through the inspection that `console.log` uses.

use crate::engine::{Agent, JsResult, Value};

/// A value as `console.log` shows it within an object.
pub fn inspect(agent: &mut Agent, value: Value) -> JsResult<String> {
    inspect_with(agent, value, false)
}

/// A value without its contents.
pub fn inspect_shallow(agent: &mut Agent, value: Value) -> JsResult<String> {
    inspect_with(agent, value, false)
}

/// A value with or without colours.
pub fn inspect_with(agent: &mut Agent, value: Value, _colour: bool) -> JsResult<String> {
    if let Some(object) = value.as_object() {
        let stack = agent.peek_data_property(object, agent.names.stack);
        if let Some(stack) = stack.and_then(Value::as_string) {
            return Ok(agent.heap.text(stack).to_utf8());
        }
    }
    if let Some(string) = value.as_string() {
        return Ok(format!("'{}'", agent.heap.text(string).to_utf8()));
    }
    if let Some(bigint) = value.as_bigint() {
        return Ok(format!("{}n", agent.heap.bigint(bigint)));
    }
    Ok(agent.value_for_message(value))
}

/// A value as `console.log` shows it by itself: strings as they are.
pub fn inspect_message(agent: &mut Agent, value: Value) -> JsResult<String> {
    match value.as_string() {
        Some(text) => Ok(agent.heap.text(text).to_utf8()),
        None => inspect(agent, value),
    }
}
