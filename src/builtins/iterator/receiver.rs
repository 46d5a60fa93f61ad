//! What iterators' methods are called on and with: receivers, callbacks, iterables.

use crate::engine::{Agent, Call, IteratorRecord, JsResult, Object, PropertyKey, Value, messages};

/// [GetIteratorFlattenable ( obj, primitiveHandling )](https://tc39.es/ecma262/#sec-getiteratorflattenable);
/// the record is kept.
pub(super) fn get_iterator_flattenable(
    agent: &mut Agent,
    value: Value,
    strings: bool,
    method: &str,
) -> JsResult<IteratorRecord> {
    let suits = value.is_object() || (strings && value.is_string());
    if !suits {
        return Err(agent.type_error(messages::called_on_non_object(method)));
    }
    agent.keep(value);
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let iterator = match agent.get_method(value, key)? {
        None => value,
        Some(method) => agent.call(method, value, &[])?,
    };
    let Some(iterator) = iterator.as_object() else {
        let what = agent.value_for_message(value);
        return Err(agent.type_error(messages::not_iterable(&what)));
    };
    agent.get_iterator_direct(iterator)
}

/// `this` as the iterator that a method of `Iterator.prototype` works on.
pub(super) fn this_iterator(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) => Ok(object),
        None => Err(agent.type_error(messages::called_on_non_object(method))),
    }
}

/// The callback of a method; the iterator is closed where it isn't callable.
pub(super) fn required_callback(
    agent: &mut Agent,
    iterator: Object,
    callback: Value,
) -> JsResult<()> {
    if agent.heap.is_callable(callback) {
        return Ok(());
    }
    let what = agent.call_site_for_message(callback);
    let throw = agent.type_error(messages::not_a_function(&what));
    Err(agent.iterator_close_throw(iterator, throw))
}
