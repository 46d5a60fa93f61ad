//! Making and reading promises and generator objects.

use super::cells::{GeneratorCell, GeneratorData, Header, PromiseCell, PromiseData};
use super::shape::ShapeId;
use super::value::{Kind, Object, Value};
use super::{Heap, alloc};

impl Heap {
    /// Makes a pending promise.
    #[inline]
    pub fn new_promise(&mut self, shape: ShapeId) -> Object {
        let cell = PromiseCell {
            header: Header::new(shape),
            data: PromiseData::default(),
        };
        Object(Value::from_parts(
            Kind::Promise,
            alloc!(self, promises, cell),
        ))
    }

    /// Makes a generator object.
    pub fn new_generator(&mut self, shape: ShapeId, data: GeneratorData) -> Object {
        let cell = GeneratorCell {
            header: Header::new(shape),
            data,
        };
        Object(Value::from_parts(
            Kind::Generator,
            alloc!(self, generators, cell),
        ))
    }

    /// A promise's internal slots.
    #[inline(always)]
    pub fn promise(&self, value: Value) -> Option<&PromiseData> {
        if value.is(Kind::Promise) {
            Some(&self.promises.get(value.offset()).data)
        } else {
            None
        }
    }

    /// A promise's internal slots, to change.
    #[inline]
    pub fn promise_mut(&mut self, object: Object) -> &mut PromiseData {
        assert!(object.is(Kind::Promise), "not a promise");
        &mut self.promises.get_mut(object.value().offset()).data
    }

    /// A generator object's internal slots.
    #[inline(always)]
    pub fn generator(&self, value: Value) -> Option<&GeneratorData> {
        if value.is(Kind::Generator) {
            Some(&self.generators.get(value.offset()).data)
        } else {
            None
        }
    }

    /// A generator object's internal slots, to change.
    #[inline(always)]
    pub fn generator_mut(&mut self, object: Object) -> &mut GeneratorData {
        assert!(object.is(Kind::Generator), "not a generator");
        &mut self.generators.get_mut(object.value().offset()).data
    }
}
