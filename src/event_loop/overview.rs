//! What is pending, for whoever wants to look: timers, immediates, and how much of the rest.

use super::observer::{Kind, Written, place_of};
use super::scheduled::Scheduled;
use super::state::EventLoop;
use crate::engine::{Agent, Object, Value};

/// A callback that waits.
pub struct Waiting {
    /// What queued it.
    pub kind: Kind,
    /// The function.
    pub function: Value,
    /// Where that is written.
    pub place: Option<Written>,
    /// The delay that was asked for, in milliseconds.
    pub delay: u32,
    /// How many milliseconds are left of it.
    pub left: u64,
    /// Whether it keeps the loop going.
    pub refed: bool,
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
    /// How many operations work in the background.
    pub operations: usize,
    /// How many message ports and their like keep the loop going.
    pub handles: usize,
}

impl Overview {
    /// What is pending now.
    pub fn of(agent: &mut Agent) -> Overview {
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
            operations,
            handles,
        }
    }
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
        delay: scheduled.milliseconds,
        left: due.saturating_sub(now),
        refed: scheduled.refed,
    })
}
