//! Work that others do for scripts: what is under way, and what has come back.
//!
//! Owns the way back into the loop's thread. Does not own the work nor its threads, of which the pool's
//! are `pool`'s. There are two sorts, as in libuv:
//!
//! - A **request** ends by itself: a file is read, a name looked up. It always keeps the loop alive, and
//!   a virtual clock stands still for one that is done outside.
//! - A **handle** goes on until it is closed: a listener, a watched signal. It keeps the loop alive
//!   unless it was said not to, and no clock waits for it.
//!
//! To begin one: `EventLoop::begin`, or `EventLoop::begin_work` (`operations`) for what a thread of the pool is to
//! do. What comes back is run in the poll phase, in the order in which the operations were begun,
//! with the async context that they were begun in; what comes during the phase waits for the next.
//! An operation that is dropped without an end is forgotten.

use super::observer::TaskId;
use super::poll::Waker;
use super::pool::Pool;
use crate::engine::{Agent, JsResult, Value};
use crate::heap::Tracer;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What runs on the loop's thread when the work is done; gets what was given to `begin`.
pub type Finish = Box<dyn FnOnce(&mut Agent, Value) -> JsResult<()> + Send>;

/// Work for another thread; gives what runs on the loop's thread after it.
pub type Work = Box<dyn FnOnce() -> Finish + Send>;

/// Names an operation; never used again for another.
pub type OperationKey = u64;

/// Whether an operation ends by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// It does.
    Request,
    /// It goes on until it is closed.
    Handle,
}

/// How long work keeps a thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    /// Not longer than the machine needs. Under a virtual clock it is done in the poll phase.
    Short,
    /// Perhaps until somebody else does something, as the opening of a pipe.
    Unknown,
}

/// What has come back.
pub(super) struct Completion {
    pub(super) operation: OperationKey,
    /// None where the operation was dropped.
    pub(super) finish: Option<Finish>,
    /// Whether the work is done with it.
    pub(super) is_last: bool,
}

/// A piece of work that is under way.
pub(super) struct Begun {
    /// What it keeps alive.
    pub(super) value: Value,
    /// The async context that it was begun in.
    pub(super) context: Value,
    /// What stands for it where somebody is told of such, or `undefined`.
    pub(super) resource: Value,
    /// What it is to who observes tasks, and whether that has begun.
    pub(super) task: (TaskId, bool),
    pub(super) sort: Sort,
    /// Whether it keeps the loop alive.
    pub(super) is_refed: bool,
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
    begun: FxHashMap<OperationKey, Begun>,
    last: OperationKey,
    /// How many requests are under way, and how many handles that keep the loop alive.
    requests: usize,
    refed_handles: usize,
    /// What has come back by the start of the phase.
    phase: VecDeque<Completion>,
    /// Work that the poll phase does itself, and how much of it was there at the one before.
    inline: Vec<(Operation, Work)>,
    seen: usize,
    waker: Waker,
    pool: Option<Pool>,
}

/// A piece of work under way: what its thread holds.
pub struct Operation {
    key: OperationKey,
    queue: Arc<Queue>,
    waker: Waker,
    is_over: bool,
}

impl Operation {
    /// Says that the work is done; from any thread.
    pub fn finish(
        mut self,
        finish: impl FnOnce(&mut Agent, Value) -> JsResult<()> + Send + 'static,
    ) {
        self.is_over = true;
        self.push(Some(Box::new(finish)), true);
    }

    /// Says that a part of the work is done, as [`Operation::finish`].
    pub fn post(&self, finish: impl FnOnce(&mut Agent, Value) -> JsResult<()> + Send + 'static) {
        self.push(Some(Box::new(finish)), false);
    }

    fn push(&self, finish: Option<Finish>, is_last: bool) {
        self.queue.lock().push_back(Completion {
            operation: self.key,
            finish,
            is_last,
        });
        self.waker.wake();
    }

    /// Names it for [`Completions::set_refed`].
    pub fn key(&self) -> OperationKey {
        self.key
    }
}

impl Drop for Operation {
    fn drop(&mut self) {
        if !self.is_over {
            self.push(None, true);
        }
    }
}

impl Completions {
    /// Nothing under way.
    pub(super) fn new(waker: Waker) -> Completions {
        Completions {
            queue: Arc::default(),
            begun: FxHashMap::default(),
            last: 0,
            requests: 0,
            refed_handles: 0,
            phase: VecDeque::new(),
            inline: Vec::new(),
            seen: 0,
            waker,
            pool: None,
        }
    }

    /// Adds a piece of work that begins.
    pub(super) fn add(&mut self, begun: Begun) -> Operation {
        match begun.sort {
            Sort::Request => self.requests += 1,
            Sort::Handle => self.refed_handles += 1,
        }
        self.last += 1;
        self.begun.insert(self.last, begun);
        Operation {
            key: self.last,
            queue: self.queue.clone(),
            waker: self.waker.clone(),
            is_over: false,
        }
    }

    /// Forgets one that is over.
    pub(super) fn remove(&mut self, key: OperationKey) {
        match self.begun.remove(&key) {
            Some(begun) if begun.sort == Sort::Request => self.requests -= 1,
            Some(begun) => self.refed_handles -= usize::from(begun.is_refed),
            None => {}
        }
    }

    /// Whether a handle keeps the loop alive. A request always does.
    pub fn set_refed(&mut self, key: OperationKey, refed: bool) {
        if let Some(begun) = self.begun.get_mut(&key)
            && begun.sort == Sort::Handle
            && begun.is_refed != refed
        {
            begun.is_refed = refed;
            match refed {
                true => self.refed_handles += 1,
                false => self.refed_handles -= 1,
            }
        }
    }

    /// Whether a piece of work is under way and keeps the loop alive.
    #[cfg(test)]
    pub fn is_refed(&self, key: OperationKey) -> bool {
        self.begun.get(&key).is_some_and(|begun| begun.is_refed)
    }

    /// How many pieces of work keep the loop alive.
    pub fn pending(&self) -> usize {
        self.requests + self.refed_handles
    }

    /// How many requests are under way.
    pub fn requests(&self) -> usize {
        self.requests
    }

    /// Whether the loop needn't sleep: something has come back, or is to be done here.
    pub fn is_ready(&self) -> bool {
        if self.begun.is_empty() {
            return false;
        }
        !self.phase.is_empty() || !self.inline.is_empty() || !self.queue.lock().is_empty()
    }

    /// Takes what has come back by now, after doing what is to be done here. Work takes a while: where
    /// the loop goes on at once, because `immediates` wait, only that is done which was there at the
    /// phase before.
    pub(super) fn begin_phase(&mut self, immediates: bool) {
        if self.begun.is_empty() {
            return;
        }
        let due = if immediates {
            self.seen
        } else {
            self.inline.len()
        };
        let later = self.inline.split_off(due);
        for (operation, work) in std::mem::replace(&mut self.inline, later) {
            operation.finish(work());
        }
        self.seen = self.inline.len();
        let mut queue = self.queue.lock();
        if !queue.is_empty() {
            self.phase.append(&mut queue);
            drop(queue);
            let phase = self.phase.make_contiguous();
            phase.sort_by_key(|completion| completion.operation);
        }
    }

    /// What has come back by the start of the phase: the next.
    pub(super) fn next_done(&mut self) -> Option<Completion> {
        self.phase.pop_front()
    }

    /// A piece of work that is under way.
    pub(super) fn begun(&mut self, key: OperationKey) -> Option<&mut Begun> {
        self.begun.get_mut(&key)
    }

    /// Has the poll phase do something itself.
    pub(super) fn do_inline(&mut self, operation: Operation, work: Work) {
        self.inline.push((operation, work));
    }

    /// The threads.
    pub(super) fn pool(&mut self, prologue: fn()) -> &Pool {
        self.pool.get_or_insert_with(|| Pool::new(prologue))
    }

    /// Marks what is kept alive.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        for begun in self.begun.values() {
            tracer.mark_all(&[begun.value, begun.context, begun.resource]);
        }
    }
}
