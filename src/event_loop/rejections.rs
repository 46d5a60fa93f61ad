//! Unhandled rejections: judged after the drain, as Node does.
//!
//! A promise that got a handler within the drain counts as handled; one that gets it later is
//! reported as handled late. What follows from either is the host's.

use super::state::EventLoop;
use crate::engine::{Agent, JsResult, Object, RejectionEvent};

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
            RejectionEvent::Unhandled(promise) => {
                let data = agent.heap.promise_mut(promise);
                if !data.handled {
                    data.reported = true;
                    unhandled.push(promise);
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
        keep_all(agent, &unhandled);
        keep_all(agent, &late);
        for promise in late {
            hooks.rejection_handled(agent, promise)?;
        }
        let mut unhandled = unhandled.into_iter();
        while let Some(promise) = unhandled.next() {
            if let Err(throw) = hooks.unhandled_rejection(agent, promise) {
                // The others are reported if the loop goes on.
                let rest = unhandled.map(RejectionEvent::Unhandled);
                agent.queues.rejections.splice(0..0, rest);
                return Err(throw);
            }
        }
        Ok(())
    })?;
    Ok(any || !agent.queues.rejections.is_empty())
}

fn keep_all(agent: &mut Agent, promises: &[Object]) {
    let values = promises.iter().map(|promise| promise.value()).collect();
    let list = agent.new_array(values);
    agent.keep_object(list);
}
