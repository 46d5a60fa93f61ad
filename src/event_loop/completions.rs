//! Work that other threads do for scripts: what is under way, and what has come back.
//!
//! Owns the way back into the loop's thread. Does not own the work nor its threads. A piece of work
//! keeps the loop alive from `begin` until its completion has run.

use super::clock::Waker;
use crate::engine::{Agent, JsResult, Value};
use crate::heap::Tracer;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What runs on the loop's thread when the work is done; gets what was given to `begin`.
pub type Finish = Box<dyn FnOnce(&mut Agent, Value) -> JsResult<()> + Send>;

struct Completion {
    operation: usize,
    finish: Finish,
}

#[derive(Default)]
struct Queue(Mutex<VecDeque<Completion>>);

impl Queue {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Completion>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All background work of one event loop.
pub struct Completions {
    queue: Arc<Queue>,
    /// What each piece of work that is under way keeps alive.
    operations: Vec<Option<Value>>,
    pending: usize,
    waker: Waker,
}

/// A piece of work under way: what its thread holds. Dropping it without `finish` leaves the loop
/// waiting for ever.
pub struct Operation {
    number: usize,
    queue: Arc<Queue>,
    waker: Waker,
}

impl Operation {
    /// Says that the work is done; from any thread.
    pub fn finish(self, finish: impl FnOnce(&mut Agent, Value) -> JsResult<()> + Send + 'static) {
        self.queue.lock().push_back(Completion {
            operation: self.number,
            finish: Box::new(finish),
        });
        self.waker.wake();
    }
}

impl Completions {
    /// Nothing under way.
    pub fn new(waker: Waker) -> Completions {
        Completions {
            queue: Arc::default(),
            operations: Vec::new(),
            pending: 0,
            waker,
        }
    }

    /// Begins a piece of work, which keeps `value` (a promise, a callback) alive.
    pub fn begin(&mut self, value: Value) -> Operation {
        let free = self.operations.iter().position(Option::is_none);
        let number = free.unwrap_or(self.operations.len());
        match self.operations.get_mut(number) {
            Some(place) => *place = Some(value),
            None => self.operations.push(Some(value)),
        }
        self.pending += 1;
        Operation {
            number,
            queue: self.queue.clone(),
            waker: self.waker.clone(),
        }
    }

    /// How many pieces of work keep the loop alive.
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// Whether something has come back.
    pub fn is_ready(&self) -> bool {
        self.pending > 0 && !self.queue.lock().is_empty()
    }

    /// The next that has come back, with what it kept alive.
    pub fn take(&mut self) -> Option<(Finish, Value)> {
        let done = self.queue.lock().pop_front()?;
        let value = self.operations.get_mut(done.operation)?.take()?;
        self.pending -= 1;
        Some((done.finish, value))
    }

    /// Marks what is kept alive.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(self.operations.iter().flatten());
    }
}
