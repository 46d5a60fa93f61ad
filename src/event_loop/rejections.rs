//! Unhandled rejections: judged after the drain, as Node does.
//!
//! A promise that got a handler within the drain counts as handled; one that gets it later is
//! reported as handled late. What follows from either is the host's, in the context that the promise
//! was rejected in.

use super::state::EventLoop;
use crate::engine::{Agent, JsResult, RejectionEvent, Value};

/// Tells the host of what is unhandled now, and of what was handled late; whether it may have
/// caused more to do.
pub(super) fn judge(agent: &mut Agent) -> JsResult<bool> {
    if agent.queues.rejections.is_empty() {
        return Ok(false);
    }
    let events = std::mem::take(&mut agent.queues.rejections);
    let (mut unhandled, mut late) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            RejectionEvent::Unhandled(promise, context) => {
                let data = agent.heap.promise_mut(promise);
                if !data.handled {
                    data.reported = true;
                    unhandled.push((promise, context));
                }
            }
            RejectionEvent::HandledLate(promise) => {
                let data = agent.heap.promise_mut(promise);
                if std::mem::take(&mut data.reported) {
                    late.push(promise);
                }
            }
        }
    }
    let any = !unhandled.is_empty() || !late.is_empty();
    let hooks = EventLoop::of(agent).hooks.clone();
    agent.scoped(|agent| {
        let kept = unhandled
            .iter()
            .flat_map(|(promise, context)| [promise.value(), *context]);
        keep_all(agent, kept.collect());
        keep_all(agent, late.iter().map(|promise| promise.value()).collect());
        for promise in late {
            hooks.rejection_handled(agent, promise)?;
        }
        let mut unhandled = unhandled.into_iter();
        while let Some((promise, context)) = unhandled.next() {
            agent.enter_context(context);
            if let Err(throw) = hooks.unhandled_rejection(agent, promise) {
                // The others are reported if the loop goes on.
                let rest = unhandled.map(|(rest, of)| RejectionEvent::Unhandled(rest, of));
                agent.queues.rejections.splice(0..0, rest);
                return Err(throw);
            }
        }
        agent.enter_context(Value::UNDEFINED);
        Ok(())
    })?;
    Ok(any || !agent.queues.rejections.is_empty())
}

fn keep_all(agent: &mut Agent, values: Vec<Value>) {
    let list = agent.new_array(values);
    agent.keep_object(list);
}
