//! What the interfaces share: making objects, their data, which is their brand, arguments, inspection.

use super::check;
use super::interface::{self, Interface};
use crate::engine::{
    Agent, Call, HostData, Intrinsic, JsResult, Object, PropertyFlags, Str, Throw, Value,
};
use crate::host::inspect::{self, Options};

/// A new object with the interface's own prototype.
pub(super) fn new_object<T: HostData>(
    agent: &mut Agent,
    interface: &'static Interface,
    data: T,
) -> Object {
    let prototype = interface::prototype(agent, interface);
    new_object_of(agent, prototype, data)
}

/// A new object with a prototype.
pub(super) fn new_object_of<T: HostData>(agent: &mut Agent, prototype: Object, data: T) -> Object {
    interface::allocate(agent, prototype, Box::new(data))
}

/// The receiver, if it has the data of an interface: else
/// [`ERR_INVALID_THIS`](https://nodejs.org/api/errors.html#err_invalid_this).
pub(super) fn this_of<T: HostData>(agent: &mut Agent, call: Call, name: &str) -> JsResult<Object> {
    match object_of::<T>(agent, call.this()) {
        Some(object) => Ok(object),
        None => Err(check::invalid_this(agent, name)),
    }
}

/// A value as an object with data of a type.
pub(super) fn object_of<T: HostData>(agent: &Agent, value: Value) -> Option<Object> {
    let object = value.as_object()?;
    agent.heap.host::<T>(object).map(|_| object)
}

/// The data of an object that has data of its type.
pub(super) fn data<T: HostData>(agent: &Agent, object: Object) -> &T {
    match agent.heap.host(object) {
        Some(data) => data,
        None => unreachable!("the brand was looked at"),
    }
}

/// As [`data`], to change.
pub(super) fn data_mut<T: HostData>(agent: &mut Agent, object: Object) -> &mut T {
    match agent.heap.host_mut(object) {
        Some(data) => data,
        None => unreachable!("the brand was looked at"),
    }
}

/// That there are so many arguments as there are names: else
/// [`ERR_MISSING_ARGS`](https://nodejs.org/api/errors.html#err_missing_args).
pub(super) fn require_arguments(agent: &mut Agent, call: Call, names: &[&str]) -> JsResult<()> {
    if call.len() >= names.len() {
        return Ok(());
    }
    Err(check::missing_arguments(agent, names))
}

/// A value as a string, which is kept.
pub(super) fn to_str(agent: &mut Agent, value: Value) -> JsResult<Str> {
    let string = agent.to_string(value)?;
    agent.keep(string.value());
    Ok(string)
}

/// A text as a value.
pub(super) fn text(agent: &mut Agent, text: &str) -> Value {
    agent.heap.new_string(text).value()
}

/// A property of a value by its name.
pub(super) fn get(agent: &mut Agent, value: Value, name: &'static str) -> JsResult {
    let key = agent.static_key(name);
    agent.get_v(value, key)
}

/// Adds an enumerable property that isn't there.
pub(super) fn add(agent: &mut Agent, object: Object, name: &str, value: Value) {
    let key = agent.heap.property_key_of_str(name);
    agent
        .heap
        .add_property(object, key, PropertyFlags::DATA, value);
}

/// The options that an inspection method was given; `depth` is how many levels are left.
pub(super) fn inspection(agent: &mut Agent, call: Call) -> JsResult<(Options, Option<f64>)> {
    let mut options = Options::default();
    if let Some(given) = call.arg(1).as_object() {
        options.update(agent, given)?;
    }
    Ok((options, call.arg(0).as_number()))
}

/// `[Object]` and the like, in the style of what isn't shown.
pub(super) fn not_shown(agent: &mut Agent, options: &Options, name: &str) -> Value {
    let shown = format!("[{name}]");
    let shown = match options.colors {
        true => inspect::Style::Special.apply(&shown),
        false => shown,
    };
    text(agent, &shown)
}

/// The name of the class that an object is shown as.
pub(super) fn class_name(agent: &mut Agent, object: Object, default: &str) -> String {
    let name = agent.constructor_name(object);
    name.unwrap_or_else(|| String::from(default))
}

/// An error as Node's C++ makes it: with a code, which its stack doesn't show.
#[cold]
pub(super) fn native_error(agent: &mut Agent, code: &str, message: &str) -> Object {
    let error = agent.new_error(Intrinsic::TypeErrorPrototype, message);
    let code = text(agent, code);
    add(agent, error, "code", code);
    error
}

/// Throws an error of Node's C++.
#[cold]
pub(super) fn throw_native(agent: &mut Agent, code: &str, message: &str) -> Throw {
    let error = native_error(agent, code, message);
    agent.throw(error.value())
}
