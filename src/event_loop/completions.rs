//! Work that other threads do for scripts: what is under way, and what has come back.
//!
//! Owns the way back into the loop's thread. Does not own the work nor its threads. A piece of work
//! keeps the loop alive from `begin` until its completion has run, unless it was said not to.

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
    /// Whether the work is done with it.
    is_last: bool,
}

/// A piece of work that is under way.
struct Begun {
    /// What it keeps alive.
    value: Value,
    /// Whether it keeps the loop alive.
    is_refed: bool,
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
    operations: Vec<Option<Begun>>,
    /// How many are under way, and how many of them keep the loop alive.
    open: usize,
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
        self.push(Box::new(finish), true);
    }

    /// Says that a part of the work is done, as [`Operation::finish`].
    pub fn post(&self, finish: impl FnOnce(&mut Agent, Value) -> JsResult<()> + Send + 'static) {
        self.push(Box::new(finish), false);
    }

    fn push(&self, finish: Finish, is_last: bool) {
        self.queue.lock().push_back(Completion {
            operation: self.number,
            finish,
            is_last,
        });
        self.waker.wake();
    }

    /// Names it for [`Completions::set_refed`].
    pub fn number(&self) -> usize {
        self.number
    }
}

impl Completions {
    /// Nothing under way.
    pub fn new(waker: Waker) -> Completions {
        Completions {
            queue: Arc::default(),
            operations: Vec::new(),
            open: 0,
            pending: 0,
            waker,
        }
    }

    /// Begins a piece of work, which keeps `value` (a promise, a callback) alive.
    pub fn begin(&mut self, value: Value) -> Operation {
        let free = self.operations.iter().position(Option::is_none);
        let number = free.unwrap_or(self.operations.len());
        let begun = Some(Begun {
            value,
            is_refed: true,
        });
        match self.operations.get_mut(number) {
            Some(place) => *place = begun,
            None => self.operations.push(begun),
        }
        self.open += 1;
        self.pending += 1;
        Operation {
            number,
            queue: self.queue.clone(),
            waker: self.waker.clone(),
        }
    }

    /// Whether a piece of work that is under way keeps the loop alive.
    pub fn set_refed(&mut self, number: usize, refed: bool) {
        if let Some(Some(begun)) = self.operations.get_mut(number)
            && begun.is_refed != refed
        {
            begun.is_refed = refed;
            match refed {
                true => self.pending += 1,
                false => self.pending -= 1,
            }
        }
    }

    /// Whether a piece of work is under way and keeps the loop alive.
    pub fn is_refed(&self, number: usize) -> bool {
        let begun = self.operations.get(number).and_then(Option::as_ref);
        begun.is_some_and(|begun| begun.is_refed)
    }

    /// How many pieces of work keep the loop alive.
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// Whether something has come back.
    pub fn is_ready(&self) -> bool {
        self.open > 0 && !self.queue.lock().is_empty()
    }

    /// The next that has come back, with what it kept alive.
    pub fn take(&mut self) -> Option<(Finish, Value)> {
        let done = self.queue.lock().pop_front()?;
        let place = self.operations.get_mut(done.operation)?;
        let Begun { value, is_refed } = *place.as_ref()?;
        if done.is_last {
            *place = None;
            self.open -= 1;
            self.pending -= usize::from(is_refed);
        }
        Some((done.finish, value))
    }

    /// Marks what is kept alive.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        let begun = self.operations.iter().flatten();
        begun.for_each(|begun| tracer.mark(begun.value));
    }
}
