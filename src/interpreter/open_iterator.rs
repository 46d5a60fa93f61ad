//! Opening an iterator: the look-up of the method, cached, and the call.

use super::nodes::not_iterable::NotIterable;
use crate::engine::{Agent, IteratorRecord, JsResult, Original};
use crate::heap::{PropertyKey, Value};
use crate::interpreter::inline_cache::GetCache;

/// Cached places of the methods of the iterables and iterators that a node meets.
#[derive(Default)]
pub struct IteratorCache {
    iterator: GetCache,
    next: GetCache,
    pub(super) return_: GetCache,
}

/// [GetIterator](https://tc39.es/ecma262/#sec-getiterator), with the message of its place.
pub fn open_iterator(
    agent: &mut Agent,
    iterable: Value,
    cache: Option<&IteratorCache>,
    failure: &NotIterable,
) -> JsResult<IteratorRecord> {
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = match cache {
        _ if iterable.is_nullish() => Value::UNDEFINED,
        Some(cache) => cache
            .iterator
            .method(agent, iterable, key, agent.machine.position)?,
        None => agent.get_v(iterable, key)?,
    };
    if let Some(cache) = cache
        && let Some(iterator) = iterable.as_object()
        && Some(method) == agent.original_value(Original::IteratorIterator)
    {
        // It gives the iterator itself.
        agent.check_write(iterable)?;
        agent.keep_object(iterator);
        let next = cache
            .next
            .method(agent, iterable, agent.names.next, agent.machine.position)?;
        agent.keep(next);
        return Ok(IteratorRecord { iterator, next });
    }
    if !agent.heap.is_callable(method) {
        return Err(failure.throw(agent, iterable));
    }
    agent.get_iterator_from_method(iterable, method)
}
