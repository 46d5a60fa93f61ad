//! What methods are called on and with: the receiver as an array-like, and relative indexes into it.

use crate::engine::{Agent, Call, JsResult, Kind, Object, Value};

/// The receiver as an object, which is kept, and its length.
#[inline]
pub(super) fn array_like(agent: &mut Agent, call: Call) -> JsResult<(Object, u64)> {
    let this = call.this();
    if let Some(array) = this.as_object()
        && array.is(Kind::Array)
    {
        return Ok((array, agent.heap.array_length(array) as u64));
    }
    let object = agent.to_object(this)?;
    agent.keep_object(object);
    Ok((object, agent.length_of_array_like(object)? as u64))
}

/// As [`array_like`], for the methods whose name V8 puts into the error for `null`.
#[inline]
pub(super) fn named_array_like(
    agent: &mut Agent,
    call: Call,
    name: &str,
) -> JsResult<(Object, u64)> {
    if call.this().is_nullish() {
        return Err(agent.type_error(format!(
            "Array.prototype.{name} called on null or undefined"
        )));
    }
    array_like(agent, call)
}

/// The place that a relative index means, in `0..=length`.
#[inline]
pub(super) fn relative(
    agent: &mut Agent,
    index: Value,
    length: u64,
    default: u64,
) -> JsResult<u64> {
    Ok(agent.relative_index(index, length as f64, default as f64)? as u64)
}
