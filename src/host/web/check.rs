//! What Node's web interfaces ask of their arguments and receivers, and what they say where it isn't
//! so.

use super::super::errors;
use crate::engine::{Agent, Intrinsic, JsResult, Object, Throw, Value};

/// Throws a TypeError with a code.
#[cold]
pub(super) fn type_error(agent: &mut Agent, code: &str, text: &str) -> Throw {
    errors::throw(agent, Intrinsic::TypeErrorPrototype, code, text)
}

/// Throws that the receiver is no `name`.
#[cold]
pub(super) fn invalid_this(agent: &mut Agent, name: &str) -> Throw {
    let text = format!("Value of \"this\" must be of type {name}");
    type_error(agent, "ERR_INVALID_THIS", &text)
}

/// Throws that there are private fields which the receiver doesn't have.
#[cold]
pub(super) fn no_private_field(agent: &mut Agent, receiver: Value, field: &str) -> Throw {
    if receiver.is_nullish() {
        let what = if receiver.is_null() {
            "null"
        } else {
            "undefined"
        };
        return agent.type_error(format!(
            "Cannot read properties of {what} (reading '{field}')"
        ));
    }
    agent.type_error(format!(
        "Cannot read private member {field} from an object whose class did not declare it"
    ))
}

/// Throws that arguments are missing.
#[cold]
pub(super) fn missing_arguments(agent: &mut Agent, names: &[&str]) -> Throw {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let text = match quoted.as_slice() {
        [one] => format!("The {one} argument must be specified"),
        more => format!("The {} arguments must be specified", more.join(" and ")),
    };
    type_error(agent, "ERR_MISSING_ARGS", &text)
}

/// Throws that interfaces like this one aren't constructed by scripts.
#[cold]
pub(super) fn illegal_constructor(agent: &mut Agent) -> Throw {
    type_error(agent, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor")
}

/// That an options argument is an object, and no array or function.
pub(super) fn plain_options(agent: &mut Agent, value: Value) -> JsResult<Object> {
    match value.as_object() {
        Some(object) if !agent.heap.is_callable(value) && !agent.is_array(value)? => Ok(object),
        _ => Err(errors::invalid_argument_type(
            agent,
            "options",
            "of type object",
            value,
        )),
    }
}

/// A property of an options object.
pub(super) fn option(agent: &mut Agent, options: Object, name: &str) -> JsResult {
    let key = agent.static_key(name);
    agent.get(options, key)
}

/// A property of an options object as a boolean.
pub(super) fn flag(agent: &mut Agent, options: Object, name: &str) -> JsResult<bool> {
    let value = option(agent, options, name)?;
    Ok(agent.heap.to_boolean(value))
}
