//! The strings that methods are called on and get as arguments.

use crate::engine::{Agent, Call, JsResult, Str, Value};

/// The string that `this` is or is converted to, kept; `method` is named where it is nullish.
#[inline]
pub(super) fn this_string(agent: &mut Agent, call: Call, method: &str) -> JsResult<Str> {
    match call.this().as_string() {
        Some(string) => Ok(string),
        None => this_string_slow(agent, call, method),
    }
}

#[cold]
fn this_string_slow(agent: &mut Agent, call: Call, method: &str) -> JsResult<Str> {
    let this = call.this();
    if this.is_nullish() {
        let name = format!("String.prototype.{method}");
        agent.require_object_coercible(this, &name)?;
    }
    kept_string(agent, this)
}

/// The string that a value is or is converted to, kept.
#[inline]
pub(super) fn kept_string(agent: &mut Agent, value: Value) -> JsResult<Str> {
    if let Some(string) = value.as_string() {
        return Ok(string);
    }
    let string = agent.to_string(value)?;
    agent.keep(string.value());
    Ok(string)
}
