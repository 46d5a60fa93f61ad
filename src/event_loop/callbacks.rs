//! Entering a callback from the loop: it is reported to the observer, and what it throws to the host.

use super::observer::{Kind, kind_of_job, place_of};
use super::state::EventLoop;
use super::timers::RunEnd;
use crate::engine::{Agent, Caught, JsResult, Value};

/// Enters a callback from the loop: reports it to the observer, and an error to the host.
pub fn enter(
    agent: &mut Agent,
    kind: Kind,
    function: Value,
    body: impl FnOnce(&mut Agent) -> JsResult<()>,
) -> JsResult<RunEnd> {
    let watched = EventLoop::of(agent).is_watched();
    let before = (agent.queues.ticks.len(), agent.queues.microtasks.len());
    if watched {
        let place = place_of(agent, function);
        let this = EventLoop::of(agent);
        this.clock.begin_callback();
        if let Some(observer) = &mut this.observer {
            observer.begins(kind, place);
        }
    }
    // What has a context of its own goes over to it.
    agent.enter_resource(Value::UNDEFINED, Value::UNDEFINED);
    let result = agent.scoped(body);
    if watched {
        tell_end(agent, before, result.is_err());
    }
    let Err(throw) = result else {
        return Ok(RunEnd::Returned);
    };
    let error = agent.catch_with_site(throw)?;
    tell_host(agent, error, kind)?;
    Ok(RunEnd::Threw)
}

/// Hands an error that a callback threw to the host.
#[cold]
pub fn tell_host(agent: &mut Agent, error: Caught, kind: Kind) -> JsResult<()> {
    let hooks = EventLoop::of(agent).hooks.clone();
    agent.scoped(|agent| {
        error.roots().into_iter().for_each(|root| agent.keep(root));
        hooks.uncaught(agent, error, kind)
    })
}

/// Tells the observer what a callback put into the queues, and that it has ended.
#[cold]
fn tell_end(agent: &mut Agent, before: (usize, usize), threw: bool) {
    if EventLoop::of(agent).observer.is_none() {
        return;
    }
    let ticks = agent.queues.ticks.iter().skip(before.0);
    let ticks = ticks.map(|tick| (Kind::Tick, tick.callback));
    let jobs = agent.queues.microtasks.iter().skip(before.1);
    let jobs = jobs.flat_map(|entry| agent.jobs_of_entry(entry));
    let jobs = jobs.map(|job| kind_of_job(agent, &job));
    let new: Vec<_> = ticks
        .chain(jobs)
        .map(|(kind, function)| (kind, place_of(agent, function)))
        .collect();
    if let Some(observer) = &mut EventLoop::of(agent).observer {
        new.into_iter()
            .for_each(|(kind, place)| observer.enqueued(kind, place));
        observer.ends(threw);
    }
}
