//! [Array iterator objects](https://tc39.es/ecma262/#sec-array-iterator-objects).

use super::elements::{element, number};
use crate::builtins::iterator_prototype::iterator_prototype;
use crate::engine::{
    Agent, ArrayIterator, Call, Intrinsic, IterationKind, JsResult, Method, Object, Original,
    Value, messages,
};

const METHODS: &[Method] = &[Method::new("next", 0, next)];

/// Makes the prototype of array iterators.
pub(super) fn install(agent: &mut Agent) {
    let prototype = iterator_prototype(agent, "Array Iterator", METHODS);
    agent
        .realm
        .set_intrinsic(Intrinsic::ArrayIteratorPrototype, prototype);
    agent.realm.original_array_next = Some(agent.initial_value(prototype, "next"));
    agent.set_original(Original::ArrayIteratorNext, prototype, "next");
}

/// [CreateArrayIterator ( array, kind )](https://tc39.es/ecma262/#sec-createarrayiterator)
pub(crate) fn create_array_iterator(
    agent: &mut Agent,
    array: Object,
    kind: IterationKind,
) -> Object {
    agent.new_array_iterator(array, 0, kind)
}

/// [Array.prototype.keys ( )](https://tc39.es/ecma262/#sec-array.prototype.keys)
pub(super) fn keys(agent: &mut Agent, call: Call) -> JsResult {
    let array = agent.to_object(call.this())?;
    Ok(create_array_iterator(agent, array, IterationKind::Keys).value())
}

/// [Array.prototype.values ( )](https://tc39.es/ecma262/#sec-array.prototype.values)
pub(super) fn values(agent: &mut Agent, call: Call) -> JsResult {
    let array = agent.to_object(call.this())?;
    Ok(create_array_iterator(agent, array, IterationKind::Values).value())
}

/// [Array.prototype.entries ( )](https://tc39.es/ecma262/#sec-array.prototype.entries)
pub(super) fn entries(agent: &mut Agent, call: Call) -> JsResult {
    let array = agent.to_object(call.this())?;
    Ok(create_array_iterator(agent, array, IterationKind::Entries).value())
}

/// [%ArrayIteratorPrototype%.next ( )](https://tc39.es/ecma262/#sec-%arrayiteratorprototype%.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = call.this().as_object();
    let data = iterator.and_then(|iterator| agent.heap.host_mut::<ArrayIterator>(iterator));
    let (Some(data), Some(iterator)) = (data, iterator) else {
        let receiver = agent.value_for_message(call.this());
        let text = messages::incompatible_receiver("Array Iterator.prototype.next", &receiver);
        return Err(agent.type_error(text));
    };
    let ArrayIterator { array, index, kind } = *data;
    let Some(array) = array else {
        return Ok(agent
            .create_iter_result_object(Value::UNDEFINED, true)
            .value());
    };
    let length = match agent.heap.typed_array(array) {
        None => agent.length_of_array_like(array)? as u64,
        Some(view) => match agent.heap.view_length(&view) {
            Some(length) => length as u64,
            None => {
                let name = "Array Iterator.prototype.next";
                return Err(crate::builtins::array_buffer::detached_error(agent, name));
            }
        },
    };
    let Some(data) = agent.heap.host_mut::<ArrayIterator>(iterator) else {
        unreachable!("an iterator stays one");
    };
    if index >= length {
        data.array = None;
        return Ok(agent
            .create_iter_result_object(Value::UNDEFINED, true)
            .value());
    }
    data.index = index + 1;
    let value = match kind {
        IterationKind::Keys => number(index),
        IterationKind::Values => element(agent, array, index)?,
        IterationKind::Entries => {
            let value = element(agent, array, index)?;
            agent.new_array_from(&[number(index), value]).value()
        }
    };
    Ok(agent.create_iter_result_object(value, false).value())
}
