//! The only drain: all next ticks, then all microtasks, until both are empty, then the judgement
//! of rejections, and all again where that made more to do.

use super::callbacks::{enter, tell_host};
use super::observer::{Kind, kind_of_job};
use super::rejections::{self, Judged};
use super::state::EventLoop;
use super::timers::RunEnd;
use crate::engine::{Agent, HostData, Job, JsResult, ResourceEvent, Tracer, Value};

/// A slot for a function that makes the callback of a microtask one that hooks are told of, or
/// `undefined`.
pub struct MicrotaskWrapper(pub Value);

impl HostData for MicrotaskWrapper {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.0);
    }
}

/// Runs what waits after a callback. When a tick throws, or who is told of a rejection, and its error is
/// taken, the rest waits for the next drain.
pub fn drain(agent: &mut Agent) -> JsResult<()> {
    drain_wholly(agent)?;
    Ok(())
}

/// As [`drain`]; tells whether one threw, and left something for the next drain.
pub fn drain_wholly(agent: &mut Agent) -> JsResult<RunEnd> {
    note(agent);
    run_all(agent)
}

fn run_all(agent: &mut Agent) -> JsResult<RunEnd> {
    loop {
        while !agent.queues.ticks.is_empty() || !agent.queues.microtasks.is_empty() {
            if run_ticks(agent)? == RunEnd::Threw {
                return Ok(RunEnd::Threw);
            }
            run_microtasks(agent)?;
        }
        match rejections::judge(agent)? {
            Judged::Nothing => {
                agent.failures.clear();
                return Ok(RunEnd::Returned);
            }
            Judged::Some => {}
            Judged::Threw => return Ok(RunEnd::Threw),
        }
    }
}

/// The drain after the body of an ES module, which itself is run from a microtask: so microtasks
/// come before ticks.
pub fn drain_after_module(agent: &mut Agent) -> JsResult<()> {
    note(agent);
    run_microtasks(agent)?;
    run_all(agent)?;
    Ok(())
}

/// Runs the microtasks of a script that has a queue of its own, at its end.
pub fn drain_own(agent: &mut Agent) -> JsResult<()> {
    run_microtasks(agent)
}

/// Tells who observes that a drain begins which has something to do.
fn note(agent: &mut Agent) {
    if agent.is_observed() && is_due(agent) {
        agent.observe_drain();
    }
}

/// Whether a drain has something to do.
pub fn is_due(agent: &Agent) -> bool {
    let jobs = &agent.queues;
    !jobs.ticks.is_empty() || !jobs.microtasks.is_empty() || !jobs.rejections.is_empty()
}

fn run_ticks(agent: &mut Agent) -> JsResult<RunEnd> {
    loop {
        agent.gc_point();
        agent.poll()?;
        let Some(tick) = agent.queues.ticks.pop_front() else {
            return Ok(RunEnd::Returned);
        };
        if agent.is_observed() {
            agent.observe_tick_taken();
        }
        let end = enter(agent, Kind::Tick, tick.callback, |agent| {
            agent.enter_resource(tick.context, tick.resource);
            if !tick.resource.is_undefined() {
                agent.keep(tick.resource);
                agent.tell_of_resource(ResourceEvent::Before, tick.resource);
            }
            agent.call(tick.callback, Value::UNDEFINED, &tick.arguments)?;
            Ok(())
        })?;
        if !tick.resource.is_undefined() {
            agent.tell_of_resource(ResourceEvent::After, tick.resource);
            agent.tell_of_resource(ResourceEvent::Destroyed, tick.resource);
        }
        if end == RunEnd::Threw {
            return Ok(end);
        }
    }
}

fn run_microtasks(agent: &mut Agent) -> JsResult<()> {
    let plain = !agent.is_observed() && !EventLoop::of(agent).clock.is_virtual();
    agent.queues.merging = plain;
    loop {
        agent.gc_point();
        agent.poll()?;
        let Some(job) = agent.next_job() else {
            return Ok(());
        };
        if plain {
            if let Err(throw) = agent.run_job(job) {
                let error = agent.catch_with_site(throw)?;
                // Only that microtask is skipped.
                tell_host(agent, error, Kind::Microtask)?;
            }
        } else {
            run_watched(agent, job)?;
        }
        if agent.heap.budget.stopped().is_some() {
            // It came where an operation has no way to say so.
            agent.poll_now()?;
        }
    }
}

/// A microtask whose begin, end and new jobs matter to someone.
#[cold]
fn run_watched(agent: &mut Agent, job: Job) -> JsResult<()> {
    agent.observe_microtask_taken();
    let (kind, function) = kind_of_job(agent, &job);
    enter(agent, kind, function, |agent| agent.run_job(job))?;
    Ok(())
}
