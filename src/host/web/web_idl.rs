//! What undici, which has Node's Headers and FormData, says of receivers and arguments: its own
//! words, after Web IDL.

use super::check;
use super::interface::{self, Interface};
use super::objects;
use crate::engine::{Agent, Call, HostData, JsResult, Object, Throw, Value, messages};
use crate::host::show;

/// As `interface::prototype_for`, for a class that has another name for itself.
pub(super) fn prototype_for(
    agent: &mut Agent,
    call: Call,
    interface: &'static Interface,
    name: &str,
) -> JsResult<Object> {
    match call.is_construct() {
        true => interface::prototype_for(agent, call, interface),
        false => Err(agent.type_error(messages::class_without_new(name))),
    }
}

/// The receiver, if it has the data of an interface.
pub(super) fn this_of<T: HostData>(agent: &mut Agent, call: Call) -> JsResult<Object> {
    match objects::object_of::<T>(agent, call.this()) {
        Some(object) => Ok(object),
        None => Err(check::type_error(
            agent,
            "ERR_INVALID_THIS",
            "Illegal invocation",
        )),
    }
}

/// That there are so many arguments.
pub(super) fn require(agent: &mut Agent, call: Call, count: usize, method: &str) -> JsResult<()> {
    if call.len() >= count {
        return Ok(());
    }
    let plural = if count == 1 { "" } else { "s" };
    let only = if call.is_empty() { "" } else { "only " };
    let found = call.len();
    Err(agent.type_error(format!(
        "{method}: {count} argument{plural} required, but {only}{found} found."
    )))
}

/// That an argument of `forEach` is a function.
pub(super) fn callback(agent: &mut Agent, call: Call, interface: &str) -> JsResult {
    require(agent, call, 1, &format!("{interface}.forEach"))?;
    match agent.heap.is_callable(call.arg(0)) {
        true => Ok(call.arg(0)),
        false => Err(agent.type_error(format!(
            "Failed to execute 'forEach' on '{interface}': parameter 1 is not of type 'Function'."
        ))),
    }
}

/// A value in a message: strings in quotes.
pub(super) fn stringify(agent: &mut Agent, value: Value) -> JsResult<String> {
    match value.as_string() {
        Some(text) => Ok(format!("\"{}\"", agent.heap.utf8(text))),
        None => show::inspect(agent, value),
    }
}

/// [ByteString](https://webidl.spec.whatwg.org/#js-ByteString): a text of code points up to 255.
pub(super) fn byte_string(agent: &mut Agent, value: Value) -> JsResult<String> {
    let string = agent.to_string(value)?;
    let budget = &agent.heap.budget;
    let mut units = budget.each(agent.heap.text(string).units()).enumerate();
    let found = units.find(|(_, unit)| *unit > 255);
    drop(units);
    let Some((place, unit)) = found else {
        return Ok(agent.heap.utf8(string));
    };
    Err(agent.type_error(format!(
        "Cannot convert argument to a ByteString because the character at index {place} has a \
         value of {unit} which is greater than 255."
    )))
}

/// That a receiver isn't one of an interface's iterators.
#[cold]
pub(super) fn no_iterator(agent: &mut Agent, interface: &str) -> Throw {
    agent.type_error(format!(
        "'next' called on an object that does not implement interface {interface} Iterator."
    ))
}
