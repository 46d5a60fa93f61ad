//! The state of an agent's event loop: a slot of the agent, so that it is traced with it.
//!
//! Owns what waits in the phases, the clock and the host's hooks. Does not own what is
//! done with them, which the other files of this folder do.

use super::clock::Clock;
use super::closing::Closing;
use super::completions::Completions;
use super::handles::Handles;
use super::immediates::Immediates;
use super::observer::Kind;
use super::pending::Pending;
use super::timers::Timers;
use super::waits::Waits;
use crate::engine::{Agent, Caught, JsResult, Object};
use crate::heap::{HostData, Tracer};
use std::rc::Rc;

/// What the loop leaves to its host. An error that these return ends the loop.
pub trait LoopHooks {
    /// A callback threw: returns if a handler took the error, and ends the program otherwise.
    fn uncaught(&self, agent: &mut Agent, error: Caught, kind: Kind) -> JsResult<()>;

    /// After a drain a promise is rejected and has no handler. What a listener throws is given.
    fn unhandled_rejection(&self, agent: &mut Agent, promise: Object) -> JsResult<()>;

    /// A promise that `unhandled_rejection` was called with got a handler. As before.
    fn rejection_handled(&self, agent: &mut Agent, promise: Object) -> JsResult<()>;

    /// The loop is about to sleep: what was printed should be seen.
    fn before_sleep(&self, agent: &mut Agent);

    /// A turn begins: what went wrong meanwhile can be told.
    fn at_turn(&self, agent: &mut Agent);

    /// What a thread that works for the loop does first.
    fn thread_prologue(&self) -> fn();
}

/// The state of an agent's event loop.
pub struct EventLoop {
    /// The time.
    pub clock: Clock,
    /// `setTimeout` and `setInterval`: [`Scheduled`](super::scheduled::Scheduled) objects.
    pub timers: Timers<Object>,
    /// `setImmediate`: [`Scheduled`](super::scheduled::Scheduled) objects.
    pub immediates: Immediates<Object>,
    /// Background work.
    pub completions: Completions,
    /// Message ports and their like.
    pub handles: Handles,
    /// What is told before the loop polls.
    pub pending: Pending,
    /// The ends of what was closed.
    pub closing: Closing,
    /// `Atomics.waitAsync`
    pub waits: Waits,
    /// When the loop began, in milliseconds since the program did.
    pub started: Option<f64>,
    /// How long it has slept, in milliseconds.
    pub idle_time: f64,
    /// Whether timers and immediates note where they were queued, which costs a walk of the stack.
    pub notes_places: bool,
    pub(super) hooks: Rc<dyn LoopHooks>,
}

impl HostData for EventLoop {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let waiting = self.timers.payloads().chain(self.immediates.payloads());
        waiting.for_each(|object| tracer.mark_object(*object));
        self.completions.trace(tracer);
        self.handles.trace(tracer);
        self.pending.trace(tracer);
        self.closing.trace(tracer);
        self.waits.trace(tracer);
    }

    fn external_bytes(&self) -> usize {
        self.timers.bytes() + self.immediates.bytes()
    }
}

impl EventLoop {
    /// A loop with nothing to do.
    pub(super) fn new(clock: Clock, hooks: Rc<dyn LoopHooks>) -> EventLoop {
        EventLoop {
            completions: Completions::new(clock.waker()),
            handles: Handles::default(),
            pending: Pending::default(),
            closing: Closing::default(),
            waits: Waits::new(clock.waker()),
            clock,
            timers: Timers::new(),
            immediates: Immediates::new(),
            started: None,
            notes_places: false,
            idle_time: 0.0,
            hooks,
        }
    }

    /// The loop of an agent.
    ///
    /// # Panics
    /// Where the agent was given none.
    pub fn of(agent: &mut Agent) -> &mut EventLoop {
        match agent.slot_mut::<EventLoop>() {
            Some(event_loop) => event_loop,
            None => unreachable!("an agent with a host has a loop"),
        }
    }
}
