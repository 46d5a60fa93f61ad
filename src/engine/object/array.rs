//! [Array exotic objects](https://tc39.es/ecma262/#sec-array-exotic-objects): their length.

use super::PropertyDescriptor;
use super::define::MAX_DENSE;
use crate::budget::PIECE;
use crate::engine::{Agent, Intrinsic, JsResult, messages};
use crate::heap::{Frame, Heap, Kind, Object, Value};

impl Agent {
    /// An array of the given elements.
    #[inline]
    pub fn new_array(&mut self, elements: Vec<Value>) -> Object {
        let shape = self.realm.shapes.array;
        self.heap.new_array(shape, elements)
    }

    /// An array of copied elements.
    #[inline]
    pub fn new_array_from(&mut self, elements: &[Value]) -> Object {
        let shape = self.realm.shapes.array;
        self.heap.new_array_from(shape, elements)
    }

    /// An array of the values in a frame's first slots.
    #[inline]
    pub fn new_array_of_slots(&mut self, frame: Frame, count: usize) -> Object {
        let shape = self.realm.shapes.array;
        self.heap.new_array_of_slots(shape, frame, count)
    }

    /// [ArrayCreate](https://tc39.es/ecma262/#sec-arraycreate): an array of holes.
    pub fn array_create(&mut self, length: f64, proto: Option<Object>) -> JsResult<Object> {
        if length > u32::MAX as f64 {
            return Err(self.range_error(messages::ARRAY_LENGTH));
        }
        let proto = proto.unwrap_or(self.intrinsic(Intrinsic::ArrayPrototype));
        let shape = self.heap.root_shape(proto.value(), Kind::Array);
        let array = self.heap.new_array(shape, Vec::new());
        self.heap.set_array_length(array, length as u32);
        Ok(array)
    }

    /// [ArraySetLength](https://tc39.es/ecma262/#sec-arraysetlength)
    pub(super) fn array_define_length(
        &mut self,
        array: Object,
        descriptor: &PropertyDescriptor,
    ) -> JsResult<bool> {
        let mut length = None;
        if let Some(value) = descriptor.value {
            let new = self.to_uint32(value)?;
            let number = self.to_number(value)?;
            if new as f64 != number {
                return Err(self.range_error(messages::ARRAY_LENGTH));
            }
            length = Some(new);
        }
        let read_only = self.heap.array_length_is_read_only(array);
        let old = self.heap.array_length(array);
        if descriptor.configurable == Some(true)
            || descriptor.enumerable == Some(true)
            || descriptor.is_accessor()
        {
            return Ok(false);
        }
        if read_only && (descriptor.writable == Some(true) || length.is_some_and(|new| new != old))
        {
            return Ok(false);
        }
        let done = length.is_none_or(|length| self.heap.set_array_length(array, length));
        if descriptor.writable == Some(false) {
            self.heap.indexed_mut(array).length_read_only = true;
        }
        Ok(done)
    }

    /// [IsArray](https://tc39.es/ecma262/#sec-isarray)
    pub fn is_array(&mut self, value: Value) -> JsResult<bool> {
        self.is_array_for(value, "IsArray")
    }

    /// [IsArray](https://tc39.es/ecma262/#sec-isarray), naming the operation that asks in the error
    /// for a revoked proxy.
    pub fn is_array_for(&mut self, value: Value, operation: &str) -> JsResult<bool> {
        let mut value = value;
        while let Some(proxy) = value.as_object()
            && self.heap.is_true_proxy(proxy)
        {
            match self.heap.proxy_parts(proxy) {
                Some((target, _)) => value = target.value(),
                None => return Err(self.proxy_revoked(operation)),
            }
        }
        Ok(value.is(Kind::Array))
    }
}

impl Heap {
    /// An array's length.
    #[inline]
    pub fn array_length(&self, array: Object) -> u32 {
        let elements = self.elements(array);
        if elements.is_empty()
            && let Some(store) = self.indexed(array)
        {
            return store.array_length;
        }
        elements.len() as u32
    }

    pub(super) fn array_length_is_read_only(&self, array: Object) -> bool {
        self.has_overflow(array)
            && self
                .indexed(array)
                .is_some_and(|store| store.length_read_only)
    }

    /// Changes the length, deleting what lies beyond; false where an element can't be deleted (the
    /// length then ends behind it).
    pub fn set_array_length(&mut self, array: Object, length: u32) -> bool {
        if self.is_dense(array) {
            let old = self.elements(array).len();
            let new = length as usize;
            if new <= old {
                self.truncate_elements(array, new);
                return true;
            }
            if new <= MAX_DENSE / 2 {
                self.reserve_elements(array, new - old, true);
                for place in old..new {
                    self.push_element(array, Value::HOLE);
                    if place % PIECE == PIECE - 1 && self.budget.spend(PIECE / 16).is_err() {
                        break;
                    }
                }
                return true;
            }
        }
        let store = self.indexed_mut(array);
        if length < store.array_length {
            // What can't be deleted keeps all before it.
            let configurable = crate::heap::PropertyFlags::CONFIGURABLE;
            let fixed = store
                .sparse
                .range(length..)
                .rev()
                .find(|(_, property)| !property.flags.has(configurable));
            let end = fixed.map_or(length, |(index, _)| index + 1);
            store.dense.truncate(end as usize);
            store.sparse.split_off(&end);
            if end != length {
                store.array_length = end;
                return false;
            }
        }
        store.array_length = length;
        true
    }
}
