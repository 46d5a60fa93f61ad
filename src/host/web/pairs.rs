//! What Headers and FormData have in common: `forEach`, and iterators over pairs of a name and a value.

use super::interface::{self, Iterators};
use super::objects::{self, data_mut};
use super::web_idl;
use crate::engine::{Agent, Call, HostData, IterationKind, JsResult, Object, Tracer, Value};

/// An interface whose objects are lists of pairs.
pub(super) struct Pairs {
    pub(super) name: &'static str,
    pub(super) iterators: &'static Iterators,
    /// The receiver, which has to be one of the objects.
    pub(super) this: fn(&mut Agent, Call) -> JsResult<Object>,
    /// The name and the value of a pair, if there are so many. They are new and not kept.
    pub(super) pair: fn(&mut Agent, Object, usize) -> Option<[Value; 2]>,
}

/// The internal slots of an iterator.
struct PairIterator {
    pairs: &'static Pairs,
    of: Object,
    at: usize,
    kind: IterationKind,
}

impl HostData for PairIterator {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.of);
    }
}

impl Pairs {
    /// `object.forEach(callback[, thisArg])`
    pub(super) fn for_each(&'static self, agent: &mut Agent, call: Call) -> JsResult {
        let object = (self.this)(agent, call)?;
        let callback = web_idl::callback(agent, call, self.name)?;
        let this = match call.arg(1) {
            Value::UNDEFINED => agent.realm.global_object.value(),
            this => this,
        };
        let mut at = 0;
        while let Some([name, value]) = (self.pair)(agent, object, at) {
            at += 1;
            agent.poll()?;
            agent.call(callback, this, &[value, name, object.value()])?;
        }
        Ok(Value::UNDEFINED)
    }

    /// `object.keys()` and its like.
    pub(super) fn iterate(
        &'static self,
        agent: &mut Agent,
        call: Call,
        kind: IterationKind,
    ) -> JsResult {
        let iterator = PairIterator {
            pairs: self,
            of: (self.this)(agent, call)?,
            at: 0,
            kind,
        };
        let prototype = interface::iterator_prototype(agent, self.iterators);
        Ok(objects::new_object_of(agent, prototype, iterator).value())
    }

    /// The iterators' `next()`
    pub(super) fn next(&'static self, agent: &mut Agent, call: Call) -> JsResult {
        let iterator = objects::object_of::<PairIterator>(agent, call.this());
        let Some(iterator) = iterator else {
            return Err(web_idl::no_iterator(agent, self.name));
        };
        let slots = data_mut::<PairIterator>(agent, iterator);
        if !std::ptr::eq(slots.pairs, self) {
            return Err(web_idl::no_iterator(agent, self.name));
        }
        let (of, at, kind) = (slots.of, slots.at, slots.kind);
        slots.at += 1;
        let Some([name, value]) = (self.pair)(agent, of, at) else {
            let result = agent.create_iter_result_object(Value::UNDEFINED, true);
            return Ok(result.value());
        };
        let value = match kind {
            IterationKind::Keys => name,
            IterationKind::Values => value,
            IterationKind::Entries => agent.new_array_from(&[name, value]).value(),
        };
        Ok(agent.create_iter_result_object(value, false).value())
    }
}
