//! [Errors with codes](https://nodejs.org/api/errors.html#nodejs-error-codes), as Node's own
//! functions throw them.

use super::show;
use crate::engine::{Agent, Intrinsic, JsResult, Object, PropertyFlags, Throw, Value};

/// How much of a string a message shows, in UTF-16 code units, and from which length it is cut.
const SHOWN: usize = 25;
const LONGEST_WHOLE: usize = 28;

/// An error with a code, which also stands in its stack.
pub fn new_error(agent: &mut Agent, proto: Intrinsic, code: &str, message: &str) -> Object {
    let error = agent.new_error(proto, message);
    finish_error(agent, error, code, |header| {
        header.push_str(&format!(" [{code}]"))
    });
    error
}

/// An error with a code, called by another name.
pub fn new_named_error(
    agent: &mut Agent,
    proto: Intrinsic,
    name: &str,
    code: &str,
    message: &str,
) -> Object {
    let error = agent.new_error(proto, message);
    finish_error(agent, error, code, |header| *header = name.to_string());
    error
}

/// Gives an error its code, and its stack another header.
fn finish_error(agent: &mut Agent, error: Object, code: &str, change: impl FnOnce(&mut String)) {
    let code = agent.heap.new_string(code).value();
    let keys = (agent.names.code, agent.names.stack);
    agent
        .heap
        .add_property(error, keys.0, PropertyFlags::DATA, code);
    let stack = agent.scoped(|agent| {
        agent.keep_object(error);
        agent.stack_text(error)
    });
    let Ok(stack) = stack else { return };
    let stack = agent.heap.text(stack).to_utf8();
    let (name, rest) = stack.split_once(": ").unwrap_or((&stack, ""));
    let mut header = name.to_string();
    change(&mut header);
    let stack = agent.heap.new_string(&format!("{header}: {rest}")).value();
    agent
        .heap
        .set_property_flags(error, keys.1, PropertyFlags::HIDDEN);
    if let Some(found) = agent.heap.lookup(error, keys.1) {
        agent.heap.write_slot(error, found.slot, stack);
    }
}

/// Throws an error with a code.
#[cold]
pub fn throw(agent: &mut Agent, proto: Intrinsic, code: &str, message: &str) -> Throw {
    let error = new_error(agent, proto, code, message);
    agent.throw(error.value())
}

/// [`ERR_INVALID_ARG_TYPE`](https://nodejs.org/api/errors.html#err_invalid_arg_type):
/// `expected` is `of type function` and the like.
#[cold]
pub fn invalid_argument_type(agent: &mut Agent, name: &str, expected: &str, value: Value) -> Throw {
    let received = match received(agent, value) {
        Ok(text) => text,
        Err(throw) => return throw,
    };
    let message = format!("The \"{name}\" argument must be {expected}. Received {received}");
    throw(
        agent,
        Intrinsic::TypeErrorPrototype,
        "ERR_INVALID_ARG_TYPE",
        &message,
    )
}

/// [`ERR_OUT_OF_RANGE`](https://nodejs.org/api/errors.html#err_out_of_range): `range` is
/// `an integer` and the like.
#[cold]
pub fn out_of_range(agent: &mut Agent, name: &str, range: &str, value: Value) -> Throw {
    let received = match show::inspect(agent, value) {
        Ok(text) => text,
        Err(throw) => return throw,
    };
    let message =
        format!("The value of \"{name}\" is out of range. It must be {range}. Received {received}");
    throw(
        agent,
        Intrinsic::RangeErrorPrototype,
        "ERR_OUT_OF_RANGE",
        &message,
    )
}

/// That an argument is a function.
pub fn require_function(agent: &mut Agent, name: &str, value: Value) -> JsResult {
    match agent.is_callable(value) {
        true => Ok(value),
        false => Err(invalid_argument_type(
            agent,
            name,
            "of type function",
            value,
        )),
    }
}

/// What was given instead, in words.
fn received(agent: &mut Agent, value: Value) -> JsResult<String> {
    if value.is_nullish() {
        return show::inspect(agent, value);
    }
    if let Some(object) = value.as_object() {
        if agent.is_callable(value) {
            let name = agent.peek_data_property(object, agent.names.name);
            let name = name.and_then(Value::as_string);
            let name = name.map_or(String::new(), |name| agent.heap.text(name).to_utf8());
            return Ok(format!("function {name}"));
        }
        return match agent.constructor_name(object) {
            Some(name) => Ok(format!("an instance of {name}")),
            None => show::inspect_shallow(agent, value),
        };
    }
    let kind = agent.type_of_text(value);
    let text = match value.as_string() {
        Some(string) => {
            let units = agent.heap.text(string).to_units();
            let text = match units.len() > LONGEST_WHOLE {
                true => format!("{}...", String::from_utf16_lossy(&units[..SHOWN])),
                false => String::from_utf16_lossy(&units),
            };
            match text.contains('\'') {
                true => format!("{text:?}"),
                false => format!("'{text}'"),
            }
        }
        None => show::inspect(agent, value)?,
    };
    Ok(format!("type {kind} ({text})"))
}
