//! How an `Atomics.waitAsync` begins, and ends on the loop. Who waits is in `waits`.

use super::clock::Moment;
use super::microtasks;
use super::state::EventLoop;
use super::waits::Wait;
use crate::engine::{Agent, JsResult, Object, SharedWait};

/// Begins a wait; see `Hooks::wait_async`.
pub(super) fn begin(agent: &mut Agent, on: SharedWait, promise: Object) -> bool {
    let EventLoop { clock, waits, .. } = EventLoop::of(agent);
    let listener = waits.listener();
    let place = (on.at, on.size);
    let waiter = on.memory.wait_async(place, on.expected, Box::new(listener));
    let Some(waiter) = waiter else {
        return false;
    };
    // So large a sum is as good as none.
    let due = (clock.performance_now() + on.timeout).ceil();
    let due = (due < u64::MAX as f64).then_some(Moment::from_millis(due as u64));
    waits.add(promise, due, on, waiter);
    true
}

/// Ends the waits that were notified, then those whose time is over.
pub(super) fn run(agent: &mut Agent) -> JsResult<()> {
    if EventLoop::of(agent).waits.is_empty() {
        return Ok(());
    }
    // V8 ends all that were notified in one task.
    let mut ended = false;
    while let Some(wait) = EventLoop::of(agent).waits.take_notified() {
        end(agent, &wait, "ok");
        ended = true;
    }
    if ended {
        microtasks::drain(agent)?;
    }
    let now = EventLoop::of(agent).clock.update();
    while let Some(wait) = EventLoop::of(agent).waits.take_overdue(now) {
        end(agent, &wait, "timed-out");
        microtasks::drain(agent)?;
    }
    Ok(())
}

fn end(agent: &mut Agent, wait: &Wait, how: &str) {
    let how = agent.heap.new_string(how).value();
    agent.fulfill_promise(wait.promise, how);
}
