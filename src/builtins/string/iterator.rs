//! [String iterator objects](https://tc39.es/ecma262/#sec-string.prototype-%symbol.iterator%):
//! a string by code points.

use super::receiver::this_string;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Kind, Method, Str, Value, messages};
use crate::heap::{HostData, Tracer};

const METHODS: &[Method] = &[Method::new("next", 0, next)];

/// The internal slots of a string iterator.
struct StringIteratorData {
    /// The string; `None` once it is exhausted.
    string: Option<Str>,
    /// Where the next code point begins.
    position: usize,
}

impl HostData for StringIteratorData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(string) = self.string {
            tracer.mark(string.value());
        }
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("StringIterator")
    }
}

/// Makes `%StringIteratorPrototype%`.
pub(super) fn install(agent: &mut Agent) {
    let iterator_prototype = agent.intrinsic(Intrinsic::IteratorPrototype);
    let prototype = agent.heap.new_builtin_object(iterator_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::StringIteratorPrototype, prototype);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "String Iterator");
}

/// [String.prototype \[ %Symbol.iterator% \] ( )](https://tc39.es/ecma262/#sec-string.prototype-%symbol.iterator%)
pub(super) fn iterator(agent: &mut Agent, call: Call) -> JsResult {
    if call.this().is_nullish() {
        let method = "String.prototype[Symbol.iterator]";
        agent.require_object_coercible(call.this(), method)?;
    }
    let string = this_string(agent, call, "")?;
    let shape = agent.root_shape(Intrinsic::StringIteratorPrototype, Kind::Host);
    let data = StringIteratorData {
        string: Some(string),
        position: 0,
    };
    Ok(agent
        .heap
        .new_host(Kind::Host, shape, Box::new(data))
        .value())
}

/// [%StringIteratorPrototype%.next ( )](https://tc39.es/ecma262/#sec-%stringiteratorprototype%.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = call.this().as_object();
    let state = iterator.and_then(|iterator| agent.heap.host::<StringIteratorData>(iterator));
    let (Some(iterator), Some(state)) = (iterator, state) else {
        let receiver = agent.value_for_message(call.this());
        let method = "String Iterator.prototype.next";
        return Err(agent.type_error(messages::incompatible_receiver(method, &receiver)));
    };
    let position = state.position;
    let Some(string) = state
        .string
        .filter(|&string| position < agent.heap.string_length(string))
    else {
        if let Some(state) = agent.heap.host_mut::<StringIteratorData>(iterator) {
            state.string = None;
        }
        return Ok(agent
            .create_iter_result_object(Value::UNDEFINED, true)
            .value());
    };
    let (_, units) = agent.heap.text(string).code_point_at(position);
    let value = if units == 1 {
        agent.heap.string_unit(string, position)
    } else {
        agent.heap.substring(string, position, position + units)
    };
    if let Some(state) = agent.heap.host_mut::<StringIteratorData>(iterator) {
        state.position = position + units;
    }
    Ok(agent
        .create_iter_result_object(value.value(), false)
        .value())
}
