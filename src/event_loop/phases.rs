//! What the phases do with what waits in them: pending, poll and closing.
//!
//! As in libuv, each phase runs what is there at its start. The pending phase is run before the poll phase,
//! and after it up to eight times, so that a failure that is known at once is still told in the turn in
//! which its operation was begun.

use super::observer::Kind;
use super::state::EventLoop;
use super::{enter, microtasks};
use crate::engine::{Agent, JsResult, ResourceEvent};

/// How often the pending phase is run after a poll phase.
const ROUNDS: usize = 8;

/// Runs what waits at the start of the phase.
pub(super) fn run_pending(agent: &mut Agent) -> JsResult<()> {
    for _ in 0..EventLoop::of(agent).pending.len() {
        let Some((object, run)) = EventLoop::of(agent).pending.pop() else {
            break;
        };
        agent.scoped(|agent| {
            agent.keep_object(object);
            run(agent, object)?;
            microtasks::drain(agent)
        })?;
    }
    Ok(())
}

/// What is run after a poll phase.
pub(super) fn run_pending_rounds(agent: &mut Agent) -> JsResult<()> {
    for _ in 0..ROUNDS {
        if EventLoop::of(agent).pending.is_empty() {
            break;
        }
        run_pending(agent)?;
    }
    Ok(())
}

/// Runs the ends of what was closed by the start of the phase; what a stop kept from being run stays.
pub(super) fn run_closing(agent: &mut Agent) -> JsResult<()> {
    for _ in 0..EventLoop::of(agent).closing.len() {
        let Some((object, run)) = EventLoop::of(agent).closing.pop() else {
            break;
        };
        agent.scoped(|agent| {
            agent.keep_object(object);
            run(agent, object)
        })?;
    }
    Ok(())
}

/// Runs the handles that were signalled.
pub(super) fn run_handles(agent: &mut Agent) -> JsResult<()> {
    let end = EventLoop::of(agent).handles.begin_phase();
    let mut from = 0;
    while let Some((number, object, run)) = EventLoop::of(agent).handles.take(from, end) {
        from = number + 1;
        agent.scoped(|agent| {
            agent.keep_object(object);
            run(agent, object)
        })?;
    }
    Ok(())
}

/// The poll phase's first part: what has come back by its start.
pub(super) fn run_completions(agent: &mut Agent) -> JsResult<()> {
    let this = EventLoop::of(agent);
    let immediates = this.immediates.refed_count() > 0;
    this.completions.begin_phase(immediates);
    while let Some(done) = EventLoop::of(agent).completions.next_done() {
        let completions = &mut EventLoop::of(agent).completions;
        let Some(begun) = completions.begun(done.operation) else {
            continue;
        };
        let (value, context, resource) = (begun.value, begun.context, begun.resource);
        let task = begun.task;
        begun.task.1 = true;
        if done.is_last {
            completions.remove(done.operation);
        }
        agent.scoped(|agent| {
            for kept in [value, context, resource] {
                agent.keep(kept);
            }
            if let Some(finish) = done.finish {
                if agent.is_observed() {
                    agent.observe_came(task, value);
                }
                enter(agent, Kind::Completion, value, |agent| {
                    agent.enter_resource(context, resource);
                    if !resource.is_undefined() {
                        agent.tell_of_resource(ResourceEvent::Before, resource);
                    }
                    finish(agent, value)
                })?;
                if !resource.is_undefined() {
                    agent.tell_of_resource(ResourceEvent::After, resource);
                }
            }
            if done.is_last && !resource.is_undefined() {
                agent.tell_of_resource(ResourceEvent::Destroyed, resource);
            }
            microtasks::drain(agent)
        })?;
    }
    Ok(())
}
