//! What is told of a running program: the facts, and who hears them.
//!
//! Owns the words of the facts. Does not own when they are told (`watching`), nor what is made of them.

use crate::source::SourceText;
use std::rc::Rc;

/// Names a task: the program's body, or a callback that was queued. Never used again for another; 0 is
/// none, for what the host does between tasks.
pub type TaskId = u32;

/// Names a promise. Never used again for another; 0 is none.
pub type PromiseId = u32;

/// What sort of task it is, in Node's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The program's body.
    Main,
    /// The body of the main ES module, with all that it imports.
    Module,
    /// `process.nextTick`
    Tick,
    /// `queueMicrotask`
    Microtask,
    /// A handler given to `then`, or what passes a result on where there is none.
    Reaction,
    /// The call of the `then` of what a promise was resolved with.
    Thenable,
    /// An async function goes on after an `await`.
    Resume,
    /// `setTimeout`
    Timeout,
    /// `setInterval`
    Interval,
    /// `setImmediate`
    Immediate,
    /// Background work is done.
    Completion,
    /// A message or the end of a port or a channel.
    Message,
    /// The callback of a FinalizationRegistry.
    Cleanup,
    /// A rejection is judged, because its promise has no handler after the drain.
    Rejection,
    /// The events `beforeExit` and `exit`.
    Exit,
    /// The callback of `requestAnimationFrame`, in hosts that have it.
    #[cfg_attr(not(test), allow(dead_code, reason = "this host draws nothing"))]
    Frame,
    /// The callback of a MutationObserver, in hosts that have it.
    #[cfg_attr(not(test), allow(dead_code, reason = "this host has no documents"))]
    Mutation,
}

impl Kind {
    /// Its label.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Main => "main",
            Kind::Module => "module",
            Kind::Tick => "nextTick",
            Kind::Microtask => "queueMicrotask",
            Kind::Reaction => "then",
            Kind::Thenable => "thenable",
            Kind::Resume => "await",
            Kind::Timeout => "setTimeout",
            Kind::Interval => "setInterval",
            Kind::Immediate => "setImmediate",
            Kind::Completion => "completion",
            Kind::Message => "message",
            Kind::Cleanup => "cleanup",
            Kind::Rejection => "rejection",
            Kind::Exit => "exit",
            Kind::Frame => "frame",
            Kind::Mutation => "mutation",
        }
    }

    /// Whether it waits in the queue of microtasks.
    pub fn is_microtask(self) -> bool {
        matches!(
            self,
            Kind::Microtask | Kind::Reaction | Kind::Thenable | Kind::Resume | Kind::Mutation
        )
    }

    /// Whether it is a timer.
    pub fn is_timer(self) -> bool {
        matches!(self, Kind::Timeout | Kind::Interval)
    }
}

/// The part of a turn that the loop is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// The program's body, before the loop begins.
    Main,
    /// Timers.
    Timers,
    /// What was known before the loop looked outside.
    Pending,
    /// What has come from outside.
    Poll,
    /// Immediates.
    Check,
    /// The ends of what was closed.
    Closing,
    /// Nothing is left to do.
    Exit,
}

impl Phase {
    /// Its label.
    pub fn label(self) -> &'static str {
        match self {
            Phase::Main => "main",
            Phase::Timers => "timers",
            Phase::Pending => "pending",
            Phase::Poll => "poll",
            Phase::Check => "check",
            Phase::Closing => "closing",
            Phase::Exit => "exit",
        }
    }
}

/// A place in a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// The text: one that the observer was told of.
    pub source: u32,
    /// The offset in bytes.
    pub offset: u32,
}

impl Place {
    /// No place: of what isn't written in JavaScript.
    pub const NONE: Place = Place {
        source: u32::MAX,
        offset: 0,
    };

    /// Stands in a stack for the dispatch of an event: what is before it is a listener.
    pub const DISPATCH: Place = Place {
        source: u32::MAX - 1,
        offset: 0,
    };

    /// Where a function is written that a program can use, but that isn't written in JavaScript.
    pub const HOST: Place = Place {
        source: u32::MAX - 2,
        offset: 0,
    };

    /// Whether it is one.
    pub fn is_some(self) -> bool {
        self.source < Place::HOST.source
    }
}

/// Why a task became ready to run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readiness {
    /// It didn't wait for anything: what it is about was there already.
    AtOnce,
    /// The promise that it waited for was settled.
    Settled,
    /// Its time came.
    Due,
    /// It came from outside of the program.
    Came,
}

/// What made a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Maker {
    /// `new Promise`
    Constructor,
    /// The call of an async function.
    AsyncFunction,
    /// `then`, `catch` or `finally`.
    Then,
    /// Any other function.
    Function,
}

/// Which of the functions over several promises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Combinator {
    /// `Promise.all`
    All,
    /// `Promise.allSettled`
    AllSettled,
    /// `Promise.any`
    Any,
    /// `Promise.race`
    Race,
}

impl Combinator {
    /// How it is called.
    pub fn name(self) -> &'static str {
        match self {
            Combinator::All => "Promise.all",
            Combinator::AllSettled => "Promise.allSettled",
            Combinator::Any => "Promise.any",
            Combinator::Race => "Promise.race",
        }
    }
}

/// Which of the standard streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Channel {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// Something that happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// A task was queued, or began to wait for a promise, a time or something from outside.
    Queued {
        /// The task.
        task: TaskId,
        /// Its sort.
        kind: Kind,
        /// Where its function is written.
        function: Place,
        /// The promise that it waits for; 0 for none.
        on: PromiseId,
        /// The promise that it settles: of `then`, of the async function that goes on; 0 for none.
        gives: PromiseId,
        /// The delay of a timer in milliseconds.
        delay: u32,
    },
    /// A task can run as soon as it is its turn.
    Ready {
        /// The task.
        task: TaskId,
        /// Why.
        why: Readiness,
    },
    /// What a task does turned out to be something else than was told when it was queued: a promise was
    /// settled the other way.
    Handler {
        /// The task.
        task: TaskId,
        /// Where the function is written that it will call; none if it only passes on.
        function: Place,
    },
    /// A task begins.
    Begin {
        /// The task.
        task: TaskId,
        /// Which turn of the loop; 0 before the loop.
        turn: u32,
        /// The part of the turn.
        phase: Phase,
        /// Which drain it is run by, from 1; 0 for what a phase runs itself.
        drain: u32,
        /// When, in microseconds since the start.
        time: u64,
    },
    /// A task ends.
    End {
        /// The task.
        task: TaskId,
        /// Whether an error came out of it.
        threw: bool,
        /// When, in microseconds since the start.
        time: u64,
    },
    /// A task won't run, or not again: its timer or immediate was cleared.
    Cancelled {
        /// The task.
        task: TaskId,
    },
    /// A promise was made.
    Created {
        /// The promise.
        promise: PromiseId,
        /// By what.
        maker: Maker,
        /// The promise whose `then` made it; 0 for none.
        of: PromiseId,
    },
    /// A promise was resolved with another one, or with something else that has a `then`.
    Follows {
        /// The promise.
        promise: PromiseId,
        /// The other one; 0 where it is something else.
        other: PromiseId,
    },
    /// A promise was fulfilled or rejected.
    Settled {
        /// The promise.
        promise: PromiseId,
        /// Which of both.
        rejected: bool,
    },
    /// A rejected promise without a handler got one.
    Handled {
        /// The promise.
        promise: PromiseId,
        /// Whether that was after it was judged.
        late: bool,
    },
    /// A promise was found to be rejected without a handler.
    Unhandled {
        /// The promise.
        promise: PromiseId,
    },
    /// A promise is an element of what `Promise.all` and its like wait for.
    Element {
        /// Which of them.
        combinator: Combinator,
        /// The promise that it gave.
        promise: PromiseId,
        /// The element.
        element: PromiseId,
        /// Its index.
        index: u32,
    },
}

/// Is told what a program does, in the order in which it happens.
///
/// `task` is the task that runs, and `stack` where that is: the places of the calls, the innermost
/// first, at most eight, without functions of the host.
pub trait Observer {
    /// A text that places will name by this number.
    fn source(&mut self, number: u32, source: &Rc<SourceText>);

    /// Something happened.
    fn fact(&mut self, fact: Fact, task: TaskId, stack: &[Place]);

    /// Something was written to a stream.
    fn output(&mut self, channel: Channel, bytes: &[u8], task: TaskId, stack: &[Place]);
}
