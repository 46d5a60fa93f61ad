//! What is pending, for whoever wants to look: timers, immediates, and how much of the rest.

use super::observer::{Kind, Written, place_of};
use super::scheduled::Scheduled;
use super::state::EventLoop;
use crate::engine::{Agent, Object, Value};
use crate::heap::{ActivationRef, ReactionRef};

/// A callback that waits.
pub struct Waiting {
    /// What queued it.
    pub kind: Kind,
    /// The function.
    pub function: Value,
    /// Where that is written.
    pub place: Option<Written>,
    /// Where it was queued, if that is noted (`EventLoop::notes_places`).
    pub queued_at: Option<String>,
    /// The delay that was asked for, in milliseconds.
    pub delay: u32,
    /// How many milliseconds are left of it.
    pub left: u64,
    /// Whether it keeps the loop going.
    pub refed: bool,
}

/// A function that goes on, or is called, when a promise is settled.
pub struct Awaiting {
    /// The function.
    pub function: Value,
    /// Where it awaits, or where it is written if it is to be called.
    pub place: Written,
    /// Whether it awaits.
    pub is_suspended: bool,
}

/// All that is pending.
pub struct Overview {
    /// How many ticks wait.
    pub ticks: usize,
    /// How many microtasks wait.
    pub microtasks: usize,
    /// The timers, the first to fire first.
    pub timers: Vec<Waiting>,
    /// The immediates, in their order.
    pub immediates: Vec<Waiting>,
    /// What waits for promises.
    pub awaiting: Vec<Awaiting>,
    /// How many operations work in the background.
    pub operations: usize,
    /// How many message ports and their like keep the loop going.
    pub handles: usize,
}

impl Overview {
    /// What is pending now.
    pub fn of(agent: &mut Agent) -> Overview {
        let awaiting = awaiting(agent);
        let event_loop = EventLoop::of(agent);
        let now = event_loop.clock.update().millis();
        let timers: Vec<Object> = event_loop.timers.payloads().copied().collect();
        let immediates: Vec<Object> = event_loop.immediates.payloads().copied().collect();
        let operations = event_loop.completions.pending();
        let handles = event_loop.handles.refed();
        let mut timers: Vec<Waiting> = timers
            .into_iter()
            .filter_map(|object| waiting(agent, object, now, false))
            .collect();
        timers.sort_by_key(|timer| timer.left);
        let immediates = immediates
            .into_iter()
            .filter_map(|object| waiting(agent, object, now, true))
            .collect();
        Overview {
            ticks: agent.queues.ticks.len(),
            microtasks: agent.queues.microtasks.len(),
            timers,
            immediates,
            awaiting,
            operations,
            handles,
        }
    }
}

/// What waits for promises that something still may settle.
fn awaiting(agent: &mut Agent) -> Vec<Awaiting> {
    agent.collect_garbage();
    let mut all = Vec::new();
    for mut next in agent.heap.waiting_for_promises() {
        // The newest is the first.
        let end = all.len();
        loop {
            if let Some(activation) = ActivationRef::from_value(next) {
                all.extend(suspended(agent, activation));
                next = agent.heap.activation_next(activation);
            } else if let Some(reaction) = ReactionRef::from_value(next) {
                let reaction = agent.heap.reaction(reaction);
                let handlers = [reaction.on_fulfilled, reaction.on_rejected];
                all.extend(handlers.into_iter().find_map(|it| handler(agent, it)));
                next = reaction.next;
            } else {
                break;
            }
        }
        all[end..].reverse();
    }
    all
}

fn suspended(agent: &Agent, activation: ActivationRef) -> Option<Awaiting> {
    let function = agent.heap.activation_callee(activation);
    let source = place_of(agent, function)?.source;
    let offset = agent.heap.activation_position(activation);
    (!source.is_internal()).then_some(Awaiting {
        function,
        place: Written { source, offset },
        is_suspended: true,
    })
}

fn handler(agent: &Agent, function: Value) -> Option<Awaiting> {
    let place = place_of(agent, function)?;
    (!place.source.is_internal()).then_some(Awaiting {
        function,
        place,
        is_suspended: false,
    })
}

fn waiting(agent: &Agent, object: Object, now: u64, is_immediate: bool) -> Option<Waiting> {
    let scheduled = agent.heap.host::<Scheduled>(object)?;
    let kind = match (is_immediate, scheduled.repeats) {
        (true, _) => Kind::Immediate,
        (false, true) => Kind::Interval,
        (false, false) => Kind::Timeout,
    };
    let due = scheduled.started + u64::from(scheduled.milliseconds);
    let function = scheduled.function();
    Some(Waiting {
        kind,
        function,
        place: place_of(agent, function),
        queued_at: scheduled.queued_at.as_deref().map(str::to_string),
        delay: scheduled.milliseconds,
        left: due.saturating_sub(now),
        refed: scheduled.refed,
    })
}
