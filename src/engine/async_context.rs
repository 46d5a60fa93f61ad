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
    /// Who is told of promises.
    watcher: Option<PromiseWatcher>,
    /// Whether anybody is told of promises: a watcher, or who observes tasks.
    is_watched: bool,
    /// Who is told of timers and ticks.
    resources: Option<ResourceWatcher>,
    /// The timer, immediate or tick whose callback runs, or `undefined`.
    running: Value,
    /// The promise that the next one is made for.
    parent: Value,
    /// For each async function or generator that waits, the promise that stands for its waiting.
    awaits: FxHashMap<Value, Object>,
}

/// What happens to a promise.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum PromiseEvent {
    /// It is made, for another promise or `undefined`.
    Created(Value),
    /// A job begins that leads to it.
    Before,
    /// That job ends.
    After,
    /// It is resolved or rejected.
    Settled,
}

/// What happens to a timer, an immediate or a tick.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ResourceEvent {
    /// It is made, and is of this type.
    Created(&'static str),
    /// Its callback begins.
    Before,
    /// Its callback ends.
    After,
    /// Its callback isn't called again.
    Destroyed,
}

/// Is told what happens to timers and ticks.
pub type ResourceWatcher = fn(&mut Agent, ResourceEvent, Value);

/// Is told what happens to promises.
pub type PromiseWatcher = fn(&mut Agent, PromiseEvent, Object);

impl AsyncContext {
    /// No context.
    pub(super) fn new() -> AsyncContext {
        AsyncContext {
            current: Value::UNDEFINED,
            waiting: None,
            watcher: None,
            is_watched: false,
            resources: None,
            running: Value::UNDEFINED,
            parent: Value::UNDEFINED,
            awaits: FxHashMap::default(),
        }
    }

    /// The context of the running code, which what is scheduled now keeps; `undefined` for none.
    #[inline(always)]
    pub fn current(&self) -> Value {
        self.current
    }

    /// The timer, immediate or tick whose callback runs, or `undefined`.
    pub fn running(&self) -> Value {
        self.running
    }

    /// Has promises told of to who observes tasks.
    pub(super) fn set_observed(&mut self) {
        self.is_watched = true;
    }

    /// What a collection starts from.
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.current);
        self.waiting.iter().for_each(|it| tracer.mark_object(*it));
        tracer.mark_all(&[self.parent, self.running]);
        for (owner, promise) in &self.awaits {
            tracer.mark(*owner);
            tracer.mark_object(*promise);
        }
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

    /// Goes over to the context of a callback of the loop, and to the resource that it belongs to.
    #[inline(always)]
    pub fn enter_resource(&mut self, context: Value, resource: Value) {
        self.context.current = context;
        self.context.running = resource;
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

    /// Sets who is told of promises.
    pub fn watch_promises(&mut self, watcher: Option<PromiseWatcher>) {
        self.context.watcher = watcher;
        self.context.is_watched = watcher.is_some() || self.is_observed();
        if watcher.is_none() {
            self.context.awaits.clear();
        }
    }

    /// Sets who is told of timers and ticks.
    pub fn watch_resources(&mut self, watcher: Option<ResourceWatcher>) {
        self.context.resources = watcher;
    }

    /// Whether anybody is told of timers and ticks.
    pub fn is_resource_watched(&self) -> bool {
        self.context.resources.is_some()
    }

    /// Tells of a timer or tick, if anybody wants to know.
    #[inline]
    pub fn tell_of_resource(&mut self, event: ResourceEvent, resource: Value) {
        if let Some(watcher) = self.context.resources {
            // What is held then isn't kept.
            self.roots.collections_paused += 1;
            watcher(self, event, resource);
            self.roots.collections_paused -= 1;
        }
    }

    /// Whether anybody is told of promises.
    #[inline(always)]
    pub fn is_promise_watched(&self) -> bool {
        self.context.is_watched
    }

    /// Whether a program's hooks are told of promises, so that all that the letter of the standard makes
    /// has to be made.
    pub(super) fn has_promise_hooks(&self) -> bool {
        self.context.watcher.is_some()
    }

    /// Tells of a promise, if anybody wants to know.
    #[inline(always)]
    pub(super) fn tell_of_promise(&mut self, event: PromiseEvent, promise: Value) {
        if self.context.is_watched {
            self.tell_watcher(event, promise);
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_watcher(&mut self, event: PromiseEvent, promise: Value) {
        let Some(promise) = promise.as_object().filter(|it| it.is(Kind::Promise)) else {
            return;
        };
        let Some(watcher) = self.context.watcher else {
            return;
        };
        // What is held then isn't kept.
        self.roots.collections_paused += 1;
        watcher(self, event, promise);
        self.roots.collections_paused -= 1;
    }

    /// A pending promise that is made for another one.
    pub fn new_promise_for(&mut self, parent: Value) -> Object {
        self.context.parent = parent;
        self.new_promise()
    }

    /// Tells of a new promise.
    #[cold]
    #[inline(never)]
    pub(super) fn tell_of_new_promise(&mut self, promise: Object) {
        let parent = std::mem::replace(&mut self.context.parent, Value::UNDEFINED);
        if self.is_observed() {
            self.observe_new_promise(promise, parent);
        }
        self.tell_watcher(PromiseEvent::Created(parent), promise.value());
    }

    /// Tells of the promises that an `await` makes by the letter: one of the value, if that isn't a
    /// promise, and one of the waiting.
    #[cold]
    #[inline(never)]
    pub(super) fn tell_of_await(&mut self, owner: Value, value: Value) {
        if !self.has_promise_hooks() {
            return;
        }
        let awaited = match value.as_object().filter(|it| it.is(Kind::Promise)) {
            Some(_) => value,
            None => {
                let awaited = self.new_promise_for(owner).value();
                self.tell_watcher(PromiseEvent::Settled, awaited);
                awaited
            }
        };
        let waiting = self.new_promise_for(awaited);
        self.context.awaits.insert(owner, waiting);
    }

    /// Tells that an async function goes on; what stands for its waiting.
    #[cold]
    #[inline(never)]
    pub(super) fn tell_of_resumption(&mut self, owner: Value) -> Value {
        let Some(waiting) = self.context.awaits.remove(&owner) else {
            return Value::UNDEFINED;
        };
        self.tell_watcher(PromiseEvent::Before, waiting.value());
        waiting.value()
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
