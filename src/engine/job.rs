//! Jobs: what waits to run after the current one. Only the data; when what runs is decided by
//! `event_loop`.

use super::job_queue::JobQueue;
use crate::heap::{ActivationRef, Object, Tracer, Value};
use std::collections::VecDeque;

/// One microtask.
#[derive(Clone, Copy, Debug)]
pub enum Job {
    /// [NewPromiseReactionJob](https://tc39.es/ecma262/#sec-newpromisereactionjob): calls `handler`
    /// (or, where it is `undefined`, passes the argument on) and settles `capability`.
    Reaction {
        /// The handler, or `undefined`.
        handler: Value,
        /// What is settled: a promise, an internal box with a capability, or `undefined`.
        capability: Value,
        /// The value or reason.
        argument: Value,
        /// Whether the promise was rejected.
        rejected: bool,
    },
    /// Goes on with an async function or generator after an `await`.
    Resume {
        /// What is resumed.
        activation: ActivationRef,
        /// The value or reason.
        argument: Value,
        /// Whether the awaited promise was rejected.
        rejected: bool,
    },
    /// [NewPromiseResolveThenableJob](https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob)
    Thenable {
        /// The promise to be resolved.
        promise: Object,
        /// What it was resolved with.
        thenable: Value,
        /// Its `then`.
        then: Value,
    },
    /// A callback given to `queueMicrotask`.
    Callback {
        /// The function.
        callback: Value,
    },
    /// All that waited for one promise, each to be a `Reaction` or `Resume` of its own:
    /// [`Agent::next_job`](super::Agent::next_job) takes them out one by one.
    Waiters {
        /// The oldest; it leads to the others.
        first: Value,
        /// The value or reason.
        argument: Value,
        /// Whether the promise was rejected.
        rejected: bool,
    },
}

/// Something happened to a promise without handlers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RejectionEvent {
    /// It was rejected while it had no handler.
    Unhandled(Object),
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
}

/// The queues of an agent.
#[derive(Default)]
pub struct Jobs {
    /// The microtask queue.
    pub microtasks: JobQueue,
    /// Whether a job may go on as the one after it where no program could tell: nobody watches.
    pub merging: bool,
    /// The next-tick queue.
    pub ticks: VecDeque<Tick>,
    /// What is to be judged after the drain.
    pub rejections: Vec<RejectionEvent>,
    /// FinalizationRegistries with targets that died; each wants a task that runs its callback.
    pub cleanups: Vec<Object>,
}

impl Jobs {
    /// Marks all that waits.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        for job in self.microtasks.iter() {
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
            tracer.mark(tick.callback);
            tracer.mark_all(&tick.arguments);
        }
        self.cleanups
            .iter()
            .for_each(|registry| tracer.mark_object(*registry));
        for rejection in &self.rejections {
            let (RejectionEvent::Unhandled(promise) | RejectionEvent::HandledLate(promise)) =
                *rejection;
            tracer.mark_object(promise);
        }
    }
}
