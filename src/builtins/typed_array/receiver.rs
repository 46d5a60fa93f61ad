//! What methods are called on: [ValidateTypedArray](https://tc39.es/ecma262/#sec-validatetypedarray).

use crate::builtins::array_buffer::detached_error;
use crate::engine::{Agent, Call, JsResult, Object, Throw, TypedArrayData, Value, messages};

/// A typed array whose elements can be read: what most methods begin with.
#[derive(Clone, Copy)]
pub(super) struct Receiver {
    pub(super) object: Object,
    pub(super) view: TypedArrayData,
    pub(super) length: usize,
}

/// [ValidateTypedArray](https://tc39.es/ecma262/#sec-validatetypedarray)
pub(super) fn validate(agent: &mut Agent, value: Value, method: &str) -> JsResult<Receiver> {
    let object = value.as_object();
    let Some((object, view)) =
        object.and_then(|object| Some((object, agent.heap.typed_array(object)?)))
    else {
        return Err(not_a_typed_array(agent, value, method));
    };
    match agent.heap.view_length(&view) {
        Some(length) => Ok(Receiver {
            object,
            view,
            length,
        }),
        None => {
            let name = format!("%TypedArray%.prototype.{method}");
            Err(detached_error(agent, &name))
        }
    }
}

/// The methods whose errors name them and the receiver in V8.
const NAMED_IN_ERRORS: &[&str] = &[
    "at",
    "join",
    "slice",
    "sort",
    "toLocaleString",
    "toReversed",
    "toSorted",
];

#[cold]
pub(super) fn not_a_typed_array(agent: &mut Agent, value: Value, method: &str) -> Throw {
    if !NAMED_IN_ERRORS.contains(&method) {
        return agent.type_error("this is not a typed array.");
    }
    let receiver = agent.value_for_message(value);
    let method = format!("%TypedArray%.prototype.{method}");
    agent.type_error(messages::incompatible_receiver(&method, &receiver))
}

impl Receiver {
    pub(super) fn new(agent: &mut Agent, call: Call, method: &str) -> JsResult<Receiver> {
        validate(agent, call.this(), method)
    }

    /// The element at an index; `undefined` where it went away.
    #[inline]
    pub(super) fn get(&self, agent: &mut Agent, index: usize) -> Value {
        agent
            .typed_element(self.object, index as u32)
            .unwrap_or(Value::UNDEFINED)
    }
}

/// The receiver's slots, if it is a typed array.
pub(super) fn this_view(agent: &mut Agent, call: Call, method: &str) -> JsResult<TypedArrayData> {
    let object = call.this().as_object();
    match object.and_then(|object| agent.heap.typed_array(object)) {
        Some(view) => Ok(view),
        None => {
            let receiver = agent.value_for_message(call.this());
            Err(agent.type_error(messages::incompatible_receiver(method, &receiver)))
        }
    }
}

/// The values of all elements.
pub(super) fn all_values(agent: &mut Agent, receiver: &Receiver) -> JsResult<Vec<Value>> {
    let mut values = Vec::with_capacity(receiver.length);
    for k in 0..receiver.length {
        agent.poll()?;
        values.push(receiver.get(agent, k));
    }
    Ok(values)
}
