//! The async context: one value that belongs to a chain of callbacks, whatever the host makes of it.
//!
//! It is taken where a job, tick, timer or completion is scheduled, and is the current one while that
//! runs. Until somebody sets a context nothing is noted anywhere. Then ticks and timers have theirs
//! with them; that of a job is found by what the job leads to: the promise of its reaction, of its
//! async function, or the one that is resolved.

use super::Agent;
use crate::heap::{HostData, InternalData, InternalRef, Kind, Marks, Object, Tracer, Value};
use rustc_hash::FxHashMap;
use std::any::Any;

/// The context of an agent.
pub struct AsyncContext {
    /// That of the running code; `undefined` for none.
    current: Value,
    /// Contexts of waiting jobs, once there was one: an object with [`Waiting`] as its slots.
    waiting: Option<Object>,
}

impl AsyncContext {
    /// No context.
    pub(super) fn new() -> AsyncContext {
        AsyncContext {
            current: Value::UNDEFINED,
            waiting: None,
        }
    }

    /// The context of the running code, which what is scheduled now keeps; `undefined` for none.
    #[inline(always)]
    pub fn current(&self) -> Value {
        self.current
    }

    /// What a collection starts from.
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.current);
        self.waiting.iter().for_each(|it| tracer.mark_object(*it));
    }
}

/// Contexts by what the jobs lead to, which they don't keep alive.
#[derive(Default)]
struct Waiting(FxHashMap<Value, Value>);

impl HostData for Waiting {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for (key, value) in &self.0 {
            tracer.mark_ephemeron(*key, *value);
        }
    }

    fn external_bytes(&self) -> usize {
        self.0.capacity() * 17
    }

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.0.retain(|key, _| marks.is_live(*key));
        false
    }
}

/// A callback with the context that it was scheduled in.
struct WithContext {
    callback: Value,
    context: Value,
}

impl HostData for WithContext {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.callback, self.context]);
    }
}

impl Agent {
    /// Makes a value the context of the running code. What runs later has the one that it was
    /// scheduled in.
    pub fn set_context(&mut self, context: Value) {
        if self.context.waiting.is_none() && !context.is_undefined() {
            self.context.current = context;
            let shape = self.heap.root_shape(Value::NULL, Kind::Host);
            let waiting = Box::new(Waiting::default());
            self.context.waiting = Some(self.heap.new_host(Kind::Host, shape, waiting));
        }
        self.context.current = context;
    }

    /// Goes over to the context of what is run now.
    #[inline(always)]
    pub fn enter_context(&mut self, context: Value) {
        self.context.current = context;
    }

    /// Notes the context that a job is scheduled in, by what it leads to.
    #[inline(always)]
    pub(super) fn note_context(&mut self, key: Value) {
        if !self.context.current.is_undefined() {
            self.note_context_of(key);
        }
    }

    #[cold]
    #[inline(never)]
    fn note_context_of(&mut self, key: Value) {
        let context = self.context.current;
        let waiting = self.context.waiting;
        if let Some(waiting) = waiting.and_then(|it| self.heap.host_mut::<Waiting>(it)) {
            waiting.0.insert(key, context);
        }
    }

    /// Goes over to the context of a job that is run now.
    #[inline(always)]
    pub(super) fn enter_context_of(&mut self, key: Value) {
        if self.context.waiting.is_some() {
            self.take_context_of(key);
        }
    }

    #[cold]
    #[inline(never)]
    fn take_context_of(&mut self, key: Value) {
        let waiting = self.context.waiting;
        let waiting = waiting.and_then(|it| self.heap.host_mut::<Waiting>(it));
        let context = waiting.and_then(|waiting| waiting.0.remove(&key));
        self.context.current = context.unwrap_or(Value::UNDEFINED);
    }

    /// What is queued for a callback: with the context, if there is one.
    pub fn callback_with_context(&mut self, callback: Value) -> Value {
        let context = self.context.current;
        if context.is_undefined() {
            return callback;
        }
        let data = Box::new(WithContext { callback, context });
        self.heap.new_internal(InternalData::Boxed(data)).value()
    }

    /// The callback of what [`Agent::callback_with_context`] gave, and its context.
    pub fn callback_of(&self, queued: Value) -> (Value, Value) {
        let data = InternalRef::from_value(queued).map(|data| self.heap.internal(data));
        if let Some(InternalData::Boxed(data)) = data {
            let data: &dyn Any = &**data;
            if let Some(data) = data.downcast_ref::<WithContext>() {
                return (data.callback, data.context);
            }
        }
        (queued, Value::UNDEFINED)
    }
}
