//! `Array.from` and `Array.of`.

use super::elements::{define_at, element, number, set_length};
use crate::engine::{Agent, Call, Intrinsic, JsResult, Object, PropertyKey, Value};

/// [Array.of ( ...items )](https://tc39.es/ecma262/#sec-array.of)
pub(super) fn of(agent: &mut Agent, call: Call) -> JsResult {
    let items = call.args();
    let array = construct_with(agent, call.this(), Some(items.len() as u64))?;
    for (place, item) in items.into_iter().enumerate() {
        define_at(agent, array, place as u64, item)?;
    }
    set_length(agent, array, call.len() as u64)?;
    Ok(array.value())
}

/// What `Array.from` and `Array.of` fill: what their receiver constructs, else an array. It is kept.
pub(super) fn construct_with(
    agent: &mut Agent,
    constructor: Value,
    length: Option<u64>,
) -> JsResult<Object> {
    let array = if constructor == agent.intrinsic(Intrinsic::Array).value() {
        agent.array_create(length.unwrap_or(0) as f64, None)?
    } else if let Some(constructor) = constructor.as_object()
        && agent.is_constructor(constructor.value())
    {
        let length = length.map(number);
        agent.construct(constructor, length.as_slice(), constructor)?
    } else {
        agent.array_create(length.unwrap_or(0) as f64, None)?
    };
    Ok(agent.keep_object(array))
}

/// [Array.from ( items \[ , mapper \[ , thisArg \] \] )](https://tc39.es/ecma262/#sec-array.from)
pub(super) fn from(agent: &mut Agent, call: Call) -> JsResult {
    let (items, mapper) = (call.arg(0), call.arg(1));
    if !mapper.is_undefined() {
        agent.require_callable(mapper)?;
    }
    if items.is_nullish() {
        // The TypeError that iterating it throws.
        agent.get_iterator(items)?;
    }
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = agent.get_v(items, key)?;
    if !method.is_nullish() {
        if !agent.heap.is_callable(method) {
            return Err(agent.type_error(
                "%Array%.from requires that the property of the first argument, \
                 items[Symbol.iterator], when exists, be a function",
            ));
        }
        return from_iterable(agent, call, method);
    }
    let source = agent.to_object(items)?;
    agent.keep_object(source);
    let length = agent.length_of_array_like(source)? as u64;
    let array = construct_with(agent, call.this(), Some(length))?;
    for k in 0..length {
        let mut value = element(agent, source, k)?;
        if !mapper.is_undefined() {
            value = agent.call(mapper, call.arg(2), &[value, number(k)])?;
        } else {
            agent.poll()?;
        }
        define_at(agent, array, k, value)?;
    }
    set_length(agent, array, length)?;
    Ok(array.value())
}

fn from_iterable(agent: &mut Agent, call: Call, method: Value) -> JsResult {
    let (items, mapper) = (call.arg(0), call.arg(1));
    if mapper.is_undefined()
        && call.this() == agent.intrinsic(Intrinsic::Array).value()
        && agent.is_plain_iterable_array(items)
    {
        return Ok(agent.iterable_to_array(items)?.value());
    }
    agent.keep(method);
    let array = construct_with(agent, call.this(), None)?;
    let record = agent.get_iterator_from_method(items, method)?;
    let mut k = 0;
    while let Some(mut value) = agent.iterator_step_value(&record)? {
        let stored = agent.scoped(|agent| {
            if !mapper.is_undefined() {
                value = agent.call(mapper, call.arg(2), &[value, number(k)])?;
            }
            define_at(agent, array, k, value)
        });
        if let Err(throw) = stored {
            return Err(agent.iterator_close_throw(record.iterator, throw));
        }
        k += 1;
    }
    set_length(agent, array, k)?;
    Ok(array.value())
}
