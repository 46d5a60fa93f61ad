//! The checks of arguments that Buffer's functions begin with, and their errors.

use super::bytes::Bytes;
use crate::engine::{Agent, Intrinsic, JsResult, Throw, Value, messages};
use crate::host::errors;
use crate::host::inspect::{self, Options};

/// 2^53 - 1
pub(super) const MAX_SAFE_INTEGER: f64 = 9007199254740991.0;

/// What most functions take.
pub(super) const BYTES: &str = "an instance of Buffer or Uint8Array";

/// A number; `limits` bound it, if they are given.
pub(super) fn number(
    agent: &mut Agent,
    value: Value,
    name: &str,
    limits: Option<(f64, f64)>,
) -> JsResult<f64> {
    let Some(number) = value.as_number() else {
        let expected = "of type number";
        return Err(errors::invalid_argument_type(agent, name, expected, value));
    };
    match limits {
        Some((min, max)) if !(min..=max).contains(&number) => {
            let range = format!(">= {min} && <= {max}");
            Err(errors::out_of_range(agent, name, &range, value))
        }
        _ => Ok(number),
    }
}

/// An integer from 0 to `max`.
pub(super) fn offset(agent: &mut Agent, value: Value, name: &str, max: f64) -> JsResult<usize> {
    let given = number(agent, value, name, None)?;
    if given.fract() != 0.0 || !given.is_finite() {
        return Err(errors::out_of_range(agent, name, "an integer", value));
    }
    Ok(number(agent, value, name, Some((0.0, max)))? as usize)
}

/// An integer from 0 to `max`, or what stands for `undefined`.
pub(super) fn offset_or(
    agent: &mut Agent,
    value: Value,
    name: &str,
    max: f64,
    default: usize,
) -> JsResult<usize> {
    match value.is_undefined() {
        true => Ok(default),
        false => offset(agent, value, name, max),
    }
}

/// The bytes of a Uint8Array.
pub(super) fn bytes(agent: &mut Agent, value: Value, name: &str) -> JsResult<Bytes> {
    match Bytes::of_uint8_array(&agent.heap, value) {
        Some(bytes) => Ok(bytes),
        None => Err(errors::invalid_argument_type(agent, name, BYTES, value)),
    }
}

/// The receiver's bytes, where it is a typed array; else the error of that of its properties which
/// Node looks at first.
pub(super) fn receiver(agent: &mut Agent, value: Value, getter: &str) -> JsResult<Bytes> {
    match Bytes::of_typed_array(&agent.heap, value) {
        Some(bytes) => Ok(bytes),
        None => {
            let receiver = agent.value_for_message(value);
            let method = format!("get TypedArray.prototype.{getter}");
            Err(agent.type_error(messages::incompatible_receiver(&method, &receiver)))
        }
    }
}

/// The bytes of any view.
pub(super) fn view(agent: &mut Agent, value: Value, name: &str) -> JsResult<Bytes> {
    match Bytes::of_view(&agent.heap, value) {
        Some(bytes) => Ok(bytes),
        None => Err(errors::invalid_argument_type(agent, name, BYTES, value)),
    }
}

/// [`ERR_BUFFER_OUT_OF_BOUNDS`](https://nodejs.org/api/errors.html#err_buffer_out_of_bounds)
#[cold]
pub(super) fn out_of_bounds(agent: &mut Agent, name: Option<&str>) -> Throw {
    let message = match name {
        Some(name) => format!("\"{name}\" is outside of buffer bounds"),
        None => String::from("Attempt to access memory outside buffer bounds"),
    };
    let code = "ERR_BUFFER_OUT_OF_BOUNDS";
    errors::throw(agent, Intrinsic::RangeErrorPrototype, code, &message)
}

/// [`ERR_UNKNOWN_ENCODING`](https://nodejs.org/api/errors.html#err_unknown_encoding)
#[cold]
pub(super) fn unknown_encoding(agent: &mut Agent, given: Value) -> Throw {
    let format = agent.heap.new_string("Unknown encoding: %s").value();
    agent.keep(format);
    let mut message = String::new();
    let options = Options::default();
    if let Err(throw) = inspect::format_into(agent, &options, &[format, given], &mut message) {
        return throw;
    }
    let code = "ERR_UNKNOWN_ENCODING";
    errors::throw(agent, Intrinsic::TypeErrorPrototype, code, &message)
}

/// A TypeError with `ERR_INVALID_ARG_TYPE` and a text of its own.
#[cold]
pub(super) fn invalid_type(agent: &mut Agent, message: &str) -> Throw {
    let code = "ERR_INVALID_ARG_TYPE";
    errors::throw(agent, Intrinsic::TypeErrorPrototype, code, message)
}
