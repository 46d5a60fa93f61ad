//! [Async-from-sync iterators](https://tc39.es/ecma262/#sec-async-from-sync-iterator-objects), as far
//! as iteration needs them; their methods are a built-in.

use crate::engine::{Agent, Intrinsic, IteratorRecord, JsResult, PropertyKey};
use crate::heap::{HostData, Kind, Tracer, Value};

/// The internal slot of an async-from-sync iterator.
pub struct AsyncFromSyncData(pub IteratorRecord);

impl HostData for AsyncFromSyncData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0.iterator);
        tracer.mark(self.0.next);
    }
}

impl Agent {
    /// [GetIterator](https://tc39.es/ecma262/#sec-getiterator), kind async; `failure` is the
    /// message where there is none.
    pub fn get_async_iterator(&mut self, value: Value, failure: &str) -> JsResult<IteratorRecord> {
        let key = PropertyKey::symbol(self.symbols.async_iterator);
        if value.is_nullish() {
            return Err(self.read_of_nullish(value, key));
        }
        if let Some(method) = self.get_method(value, key)? {
            let iterator = self.call(method, value, &[])?;
            let Some(iterator) = iterator.as_object() else {
                let text = "Result of the Symbol.asyncIterator method is not an object";
                return Err(self.type_error(text));
            };
            return self.get_iterator_direct(iterator);
        }
        let key = PropertyKey::symbol(self.symbols.iterator);
        let Some(method) = self.get_method(value, key)? else {
            return Err(self.type_error(failure));
        };
        let sync = self.get_iterator_from_method(value, method)?;
        let shape = self.root_shape(Intrinsic::AsyncFromSyncIteratorPrototype, Kind::Host);
        let iterator = self
            .heap
            .new_host(Kind::Host, shape, Box::new(AsyncFromSyncData(sync)));
        self.get_iterator_direct(iterator)
    }
}
