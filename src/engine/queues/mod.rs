//! What waits to run after the current job. Only the data; when what runs is decided by
//! `event_loop`.

mod job;
mod microtask_queue;

pub use job::Job;

use crate::heap::{Object, Tracer, Value};
use microtask_queue::MicrotaskQueue;
use std::collections::VecDeque;

/// Something happened to a promise without handlers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RejectionEvent {
    /// It was rejected while it had no handler, in a context.
    Unhandled(Object, Value),
    /// It got its first handler after it was rejected without one.
    HandledLate(Object),
}

/// A next-tick callback with its arguments.
#[derive(Debug)]
pub struct Tick {
    /// The function.
    pub callback: Value,
    /// Its arguments.
    pub arguments: Box<[Value]>,
    /// The async context that it was queued in.
    pub context: Value,
    /// What stands for it where somebody is told of ticks, else `undefined`.
    pub resource: Value,
}

/// The queues of an agent.
#[derive(Default)]
pub struct Queues {
    /// The microtask queue.
    pub microtasks: MicrotaskQueue,
    /// Those that wait while a script runs whose microtasks are its own.
    aside: Vec<MicrotaskQueue>,
    /// Whether a job may go on as the one after it where no program could tell, because no observer counts jobs.
    pub merging: bool,
    /// The next-tick queue.
    pub ticks: VecDeque<Tick>,
    /// What is to be judged after the drain.
    pub rejections: Vec<RejectionEvent>,
    /// How many promises were rejected without a handler.
    pub rejection_count: u32,
    /// FinalizationRegistries with targets that died; each wants a task that runs its callback.
    pub cleanups: Vec<Object>,
}

impl Queues {
    /// Drops the ticks and microtasks that wait.
    #[cfg(feature = "repl")]
    pub fn forget_jobs(&mut self) {
        self.ticks.clear();
        while self.microtasks.pop_front().is_some() {}
    }

    /// Begins with a microtask queue of its own.
    pub fn set_microtasks_aside(&mut self) {
        self.aside.push(std::mem::take(&mut self.microtasks));
    }

    /// Goes back to the queue before; what is left in the other one never runs.
    pub fn take_microtasks_back(&mut self) {
        self.microtasks = self.aside.pop().unwrap_or_default();
    }

    /// The memory that the queues take, in bytes; of the arguments of ticks only the usual number is
    /// counted.
    pub fn bytes(&self) -> usize {
        self.microtasks.bytes()
            + self.ticks.capacity() * size_of::<Tick>()
            + self.ticks.len() * size_of::<Value>()
            + self.rejections.capacity() * size_of::<RejectionEvent>()
            + self.cleanups.capacity() * size_of::<Object>()
    }

    /// Marks all that waits.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        let aside = self.aside.iter().flat_map(MicrotaskQueue::iter);
        for job in self.microtasks.iter().chain(aside) {
            match job {
                Job::Reaction {
                    handler,
                    capability,
                    argument,
                    ..
                } => {
                    tracer.mark_all(&[handler, capability, argument]);
                }
                Job::Resume {
                    activation,
                    argument,
                    ..
                } => tracer.mark_all(&[activation.value(), argument]),
                Job::Thenable {
                    promise,
                    thenable,
                    then,
                } => tracer.mark_all(&[promise.value(), thenable, then]),
                Job::Callback { callback } => tracer.mark(callback),
                Job::Waiters {
                    first, argument, ..
                } => tracer.mark_all(&[first, argument]),
            }
        }
        for tick in &self.ticks {
            tracer.mark_all(&[tick.callback, tick.context, tick.resource]);
            tracer.mark_all(&tick.arguments);
        }
        self.cleanups
            .iter()
            .for_each(|registry| tracer.mark_object(*registry));
        for rejection in &self.rejections {
            match *rejection {
                RejectionEvent::Unhandled(promise, context) => {
                    tracer.mark_object(promise);
                    tracer.mark(context);
                }
                RejectionEvent::HandledLate(promise) => tracer.mark_object(promise),
            }
        }
    }
}
