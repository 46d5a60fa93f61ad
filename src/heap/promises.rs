//! Making and reading promises, generator objects, and what waits for either.

use super::cells::{
    GeneratorCell, GeneratorData, Header, PromiseCell, PromiseData, PromiseState, ReactionData,
    RequestData,
};
use super::shape::ShapeId;
use super::value::{Kind, Object, ReactionRef, RequestRef, Value};
use super::{Heap, alloc};

impl Heap {
    /// Makes a promise reaction.
    pub fn new_reaction(&mut self, data: ReactionData) -> ReactionRef {
        ReactionRef(alloc!(self, reactions, data))
    }

    /// A promise reaction.
    pub fn reaction(&self, handle: ReactionRef) -> ReactionData {
        *self.reactions.get(handle.0)
    }

    /// A promise reaction, to change.
    pub fn reaction_mut(&mut self, handle: ReactionRef) -> &mut ReactionData {
        self.reactions.get_mut(handle.0)
    }

    /// Makes a request to an async generator.
    pub fn new_request(&mut self, data: RequestData) -> RequestRef {
        RequestRef(alloc!(self, requests, data))
    }

    /// A request to an async generator.
    pub fn request(&self, handle: RequestRef) -> &RequestData {
        self.requests.get(handle.0)
    }

    /// A request to an async generator, to change.
    pub fn request_mut(&mut self, handle: RequestRef) -> &mut RequestData {
        self.requests.get_mut(handle.0)
    }

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

    /// What waits first for each promise that is pending, if something does: a reaction or an activation.
    /// Only a collection that has just ended tells which promises are live.
    pub fn waiting_for_promises(&self) -> Vec<Value> {
        let promises = self.promises.marked();
        let promises = promises.map(|offset| &self.promises.get(offset).data);
        promises
            .filter(|data| data.state == PromiseState::Pending && !data.reactions.is_undefined())
            .map(|data| data.reactions)
            .collect()
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
