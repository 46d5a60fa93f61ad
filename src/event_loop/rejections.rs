//! Unhandled rejections: judged after the drain, as Node does.
//!
//! A promise that got a handler within the drain counts as handled; one that gets it later is
//! reported as handled late. What follows from either is the host's; the first in the context that the
//! promise was rejected in, the second in none.

use super::callbacks::tell_host;
use super::observer::Kind;
use super::state::EventLoop;
use crate::engine::{Agent, JsResult, Object, RejectionEvent, Throw, Value};

/// What came of a judgement.
pub(super) enum Judged {
    /// There was nothing to tell.
    Nothing,
    /// The host was told of something, and there may be more to do.
    Some,
    /// Who was told threw, and the host was told of that.
    Threw,
}

/// Tells the host of what was handled late, and of what is unhandled now.
pub(super) fn judge(agent: &mut Agent) -> JsResult<Judged> {
    if agent.queues.rejections.is_empty() {
        return Ok(Judged::Nothing);
    }
    let events = std::mem::take(&mut agent.queues.rejections);
    let (mut unhandled, mut late) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            RejectionEvent::Unhandled(promise, context) => {
                if !agent.heap.promise_mut(promise).handled {
                    unhandled.push((promise, context));
                }
            }
            RejectionEvent::HandledLate(promise) => {
                if agent.heap.promise_mut(promise).reported {
                    late.push(promise);
                }
            }
        }
    }
    let any = !unhandled.is_empty() || !late.is_empty();
    agent.scoped(|agent| {
        let contexts = unhandled.iter().map(|(_, context)| *context);
        let promises = unhandled.iter().map(|(promise, _)| promise.value());
        let late_ones = late.iter().map(|promise| promise.value());
        let all = contexts.chain(promises).chain(late_ones).collect();
        let list = agent.new_array(all);
        agent.keep_object(list);
        let told = tell(agent, unhandled, late);
        agent.enter_context(Value::UNDEFINED);
        let is_more = any || !agent.queues.rejections.is_empty();
        told.map(|judged| match judged {
            Judged::Nothing if is_more => Judged::Some,
            judged => judged,
        })
    })
}

fn tell(agent: &mut Agent, unhandled: Vec<(Object, Value)>, late: Vec<Object>) -> JsResult<Judged> {
    let hooks = EventLoop::of(agent).hooks.clone();
    let mut late = late.into_iter();
    while let Some(promise) = late.next() {
        agent.heap.promise_mut(promise).reported = false;
        agent.enter_context(Value::UNDEFINED);
        if agent.is_observed() {
            let time = EventLoop::of(agent).clock.performance_now();
            agent.observe_judgement(promise, true, time);
        }
        let result = hooks.rejection_handled(agent, promise);
        if agent.is_observed() {
            let time = EventLoop::of(agent).clock.performance_now();
            agent.observe_end(result.is_err(), time);
        }
        if let Err(throw) = result {
            let late = late.map(RejectionEvent::HandledLate);
            put_back(agent, late.chain(unhandled.into_iter().map(as_event)));
            return threw(agent, throw);
        }
    }
    let mut unhandled = unhandled.into_iter();
    while let Some((promise, context)) = unhandled.next() {
        // One that was told of before may have given it a handler.
        let data = agent.heap.promise_mut(promise);
        data.reported = !data.handled;
        agent.enter_context(context);
        if agent.is_observed() {
            let time = EventLoop::of(agent).clock.performance_now();
            agent.observe_judgement(promise, false, time);
        }
        let result = hooks.unhandled_rejection(agent, promise);
        if agent.is_observed() {
            let time = EventLoop::of(agent).clock.performance_now();
            agent.observe_end(result.is_err(), time);
        }
        if let Err(throw) = result {
            let ended = threw(agent, throw);
            if ended.is_err() {
                // The others are reported if the loop goes on. Else they are forgotten, as in Node.
                put_back(agent, unhandled.map(as_event));
            }
            return ended;
        }
    }
    Ok(Judged::Nothing)
}

fn as_event((promise, context): (Object, Value)) -> RejectionEvent {
    RejectionEvent::Unhandled(promise, context)
}

fn put_back(agent: &mut Agent, events: impl Iterator<Item = RejectionEvent>) {
    agent.queues.rejections.splice(0..0, events);
}

/// Who was told of a rejection threw, or stopped the program.
fn threw(agent: &mut Agent, throw: Throw) -> JsResult<Judged> {
    let error = agent.catch_with_site(throw)?;
    tell_host(agent, error, Kind::Tick)?;
    Ok(Judged::Threw)
}
