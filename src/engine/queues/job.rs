//! One microtask. The queues are in `queues/mod.rs`.

use crate::heap::{ActivationRef, Object, Value};

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
    /// [`Agent::next_job`](crate::engine::Agent::next_job) takes them out one by one.
    Waiters {
        /// The oldest; it leads to the others.
        first: Value,
        /// The value or reason.
        argument: Value,
        /// Whether the promise was rejected.
        rejected: bool,
    },
}
