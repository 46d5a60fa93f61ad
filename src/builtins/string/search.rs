//! Looking for a string in a string.

use super::receiver::{kept_string, this_string};
use crate::builtins::regexp::is_reg_exp;
use crate::engine::{Agent, Call, JsResult, Str, Value};

/// The string to look for, which may not be a regular expression.
fn needle(agent: &mut Agent, value: Value, method: &str) -> JsResult<Str> {
    if is_reg_exp(agent, value)? {
        return Err(agent.type_error(format!(
            "First argument to String.prototype.{method} must not be a regular expression"
        )));
    }
    kept_string(agent, value)
}

/// A position argument, clamped to the string.
fn position(agent: &mut Agent, value: Value, length: usize) -> JsResult<usize> {
    if value.is_undefined() {
        return Ok(0);
    }
    let position = agent.to_integer_or_infinity(value)?;
    Ok(position.clamp(0.0, length as f64) as usize)
}

/// [String.prototype.includes ( searchString [ , position ] )](https://tc39.es/ecma262/#sec-string.prototype.includes)
pub(super) fn includes(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "includes")?;
    let needle = needle(agent, call.arg(0), "includes")?;
    let length = agent.heap.string_length(string);
    let from = position(agent, call.arg(1), length)?;
    let found = agent.heap.find(string, needle, from);
    Ok(Value::bool(found.is_some()))
}

/// [String.prototype.indexOf ( searchString [ , position ] )](https://tc39.es/ecma262/#sec-string.prototype.indexof)
pub(super) fn index_of(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "indexOf")?;
    let needle = kept_string(agent, call.arg(0))?;
    let length = agent.heap.string_length(string);
    let from = position(agent, call.arg(1), length)?;
    let found = agent.heap.find(string, needle, from);
    Ok(found.map_or(Value::int(-1), Value::from_usize))
}

/// [String.prototype.lastIndexOf ( searchString [ , position ] )](https://tc39.es/ecma262/#sec-string.prototype.lastindexof)
pub(super) fn last_index_of(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "lastIndexOf")?;
    let needle = kept_string(agent, call.arg(0))?;
    let length = agent.heap.string_length(string);
    let position = agent.to_number(call.arg(1))?;
    let from = if position.is_nan() {
        length
    } else {
        position.clamp(0.0, length as f64) as usize
    };
    let found = agent.heap.find_last(string, needle, from);
    Ok(found.map_or(Value::int(-1), Value::from_usize))
}

/// [String.prototype.startsWith ( searchString [ , position ] )](https://tc39.es/ecma262/#sec-string.prototype.startswith)
pub(super) fn starts_with(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "startsWith")?;
    let needle = needle(agent, call.arg(0), "startsWith")?;
    let length = agent.heap.string_length(string);
    let from = position(agent, call.arg(1), length)?;
    let end = from + agent.heap.string_length(needle);
    let same = end <= length && has_part(agent, string, from, needle);
    Ok(Value::bool(same))
}

/// [String.prototype.endsWith ( searchString [ , endPosition ] )](https://tc39.es/ecma262/#sec-string.prototype.endswith)
pub(super) fn ends_with(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "endsWith")?;
    let needle = needle(agent, call.arg(0), "endsWith")?;
    let length = agent.heap.string_length(string);
    let end = match call.arg(1) {
        Value::UNDEFINED => length,
        value => position(agent, value, length)?,
    };
    let Some(start) = end.checked_sub(agent.heap.string_length(needle)) else {
        return Ok(Value::FALSE);
    };
    let same = has_part(agent, string, start, needle);
    Ok(Value::bool(same))
}

/// Whether a string has another at a place.
fn has_part(agent: &Agent, string: Str, start: usize, part: Str) -> bool {
    let (text, part) = (agent.heap.text(string), agent.heap.text(part));
    let found = text.slice(start, start + part.len());
    found.is_same(part, &agent.heap.budget)
}
