//! Entering a callback from the loop: it is reported to the observer, and what it throws to the host.

use super::observer::Kind;
use super::state::EventLoop;
use super::timers::RunEnd;
use crate::engine::{Agent, Caught, JsResult, Throw, Value};

/// Enters a callback from the loop: reports it to the observer, and an error to the host.
pub fn enter(
    agent: &mut Agent,
    kind: Kind,
    function: Value,
    body: impl FnOnce(&mut Agent) -> JsResult<()>,
) -> JsResult<RunEnd> {
    let observed = agent.is_observed();
    if observed {
        let time = EventLoop::of(agent).clock.performance_now();
        agent.observe_begin(kind, function, time);
    }
    let event_loop = EventLoop::of(agent);
    if event_loop.clock.is_virtual() {
        event_loop.clock.begin_callback();
    }
    // What has a context of its own goes over to it.
    agent.enter_resource(Value::UNDEFINED, Value::UNDEFINED);
    let result = agent.scoped(body);
    let end = match result {
        Ok(()) => Ok(RunEnd::Returned),
        Err(throw) => threw(agent, throw, kind),
    };
    if observed {
        let time = EventLoop::of(agent).clock.performance_now();
        agent.observe_end(!matches!(end, Ok(RunEnd::Returned)), time);
    }
    end
}

/// Tells the host of what a callback threw.
#[cold]
fn threw(agent: &mut Agent, throw: Throw, kind: Kind) -> JsResult<RunEnd> {
    let error = agent.catch_with_site(throw)?;
    // Which job it was makes no difference to what is told.
    let kind = match kind.is_microtask() {
        true => Kind::Microtask,
        false => kind,
    };
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
