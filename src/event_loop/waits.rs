//! The waits of `Atomics.waitAsync`, on shared memory, that end on the loop.
//!
//! Owns who waits, and the way back into the loop's thread. Does not own the memory's lists of
//! waiters, nor what a wait's end does (see `wait_async`). As in Node, a wait keeps the loop alive only once it was notified, and one that runs
//! out of time ends only where something else keeps the loop going;
//! [`Waits::keep_alive`] changes that.

use super::clock::Moment;
use super::poll::Waker;
use crate::engine::{Object, SharedWait, Waiter};
use crate::heap::Tracer;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One wait.
pub(super) struct Wait {
    number: u64,
    /// What is settled at its end.
    pub(super) promise: Object,
    /// When it ends at the latest.
    due: Option<Moment>,
    on: SharedWait,
    waiter: Arc<Waiter>,
}

/// The numbers of waits that were notified.
#[derive(Default)]
struct Notified(Mutex<VecDeque<u64>>);

impl Notified {
    fn lock(&self) -> MutexGuard<'_, VecDeque<u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All waits of one event loop.
pub struct Waits {
    /// In the order in which they began.
    waits: Vec<Wait>,
    next: u64,
    notified: Arc<Notified>,
    waker: Waker,
    keeps_alive: bool,
}

impl Drop for Waits {
    fn drop(&mut self) {
        // Other agents may still have the memory, and must not notify who is gone.
        for wait in &self.waits {
            wait.on.memory.stop_waiting(wait.on.at, &wait.waiter);
        }
    }
}

impl Waits {
    /// No waits.
    pub fn new(waker: Waker) -> Waits {
        Waits {
            waits: Vec::new(),
            next: 0,
            notified: Arc::default(),
            waker,
            keeps_alive: false,
        }
    }

    /// Lets each wait keep the loop alive from now on.
    pub fn keep_alive(&mut self) {
        self.keeps_alive = true;
    }

    /// Whether the loop has to go on for them.
    pub fn are_alive(&self) -> bool {
        !self.waits.is_empty() && (self.keeps_alive || self.is_ready())
    }

    /// Whether one was notified.
    pub fn is_ready(&self) -> bool {
        !self.waits.is_empty() && !self.notified.lock().is_empty()
    }

    /// When the next one runs out of time.
    pub fn next_due(&self) -> Option<Moment> {
        self.waits.iter().filter_map(|wait| wait.due).min()
    }

    /// Marks what is kept alive.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        for wait in &self.waits {
            tracer.mark_object(wait.promise);
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.waits.is_empty()
    }

    /// What the memory calls when the wait that is added next is notified, on any thread.
    pub(super) fn listener(&self) -> impl Fn() + Send + Sync + use<> {
        let (number, notified, waker) = (self.next, self.notified.clone(), self.waker.clone());
        move || {
            notified.lock().push_back(number);
            waker.wake();
        }
    }

    /// Adds a wait, which ends at `due` at the latest.
    pub(super) fn add(
        &mut self,
        promise: Object,
        due: Option<Moment>,
        on: SharedWait,
        waiter: Arc<Waiter>,
    ) {
        self.waits.push(Wait {
            number: self.next,
            promise,
            due,
            on,
            waiter,
        });
        self.next += 1;
    }

    /// Takes a wait that was notified.
    pub(super) fn take_notified(&mut self) -> Option<Wait> {
        loop {
            let number = self.notified.lock().pop_front()?;
            let found = self.waits.iter().position(|wait| wait.number == number);
            if let Some(at) = found {
                return Some(self.waits.remove(at));
            }
        }
    }

    /// Takes one whose time is over and that wasn't notified.
    pub(super) fn take_overdue(&mut self, now: Moment) -> Option<Wait> {
        let overdue = |wait: &mut Wait| {
            let over = wait.due.is_some_and(|due| due <= now);
            over && wait.on.memory.stop_waiting(wait.on.at, &wait.waiter)
        };
        let at = self.waits.iter_mut().position(overdue)?;
        Some(self.waits.remove(at))
    }
}
