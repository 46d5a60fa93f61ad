//! Ticks, microtasks, timers, immediates: when things run.
//!
//! [`run`] is the loop: libuv's phases in their order. Everything that it calls goes through
//! `run_callback`, which ends in the drain ([`microtasks`]). What an uncaught error leads to and
//! what is printed is behind [`LoopHooks`], which the host implements.
//!
//! | file | what |
//! | --- | --- |
//! | `state` | what the loop of an agent holds |
//! | `callbacks` | how a callback is entered |
//! | `microtasks` | the only drain |
//! | `rejections` | which rejections are unhandled |
//! | `timers`, `immediates`, `completions`, `waits` | what waits in the phases |
//! | `wait_async` | how an `Atomics.waitAsync` begins and ends |
//! | `handles` | what waits for signals, and what is closing |
//! | `delay` | what a delay becomes |
//! | `clock` | real and virtual time, the loop's sleep |
//! | `scheduled` | the objects that timers and immediates are to scripts |
//! | `pending` | what waits, for those who ask |
//! | `observer` | who watches |
//!
//! When a timer fires: never before its delay has passed, as `performance.now()` measures it, and
//! together with the others that are due in the same millisecond. One rule decides between
//! `setTimeout(f, 0)` and `setImmediate(g)` of a program's main script, which in Node is a race:
//! `f` comes first, under the real clock and the virtual one, in scripts and in modules; the loop
//! waits for the rest of the timer's millisecond ([`run`]). From within a timer or another callback
//! the order is Node's: `g` first.

mod callbacks;
pub mod clock;
#[cfg_attr(
    not(test),
    allow(dead_code, reason = "nothing works in the background yet")
)]
pub mod completions;
pub mod delay;
mod expiry_queue;
pub mod handles;
pub mod immediates;
pub mod microtasks;
#[cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unused_imports,
        reason = "only the command watches the loop"
    )
)]
pub mod observer;
#[cfg_attr(
    not(feature = "repl"),
    allow(dead_code, reason = "only the prompt asks")
)]
pub mod pending;
mod rejections;
pub mod scheduled;
mod state;
#[cfg(test)]
mod tests;
pub mod timers;
mod wait_async;
pub mod waits;

pub use callbacks::{enter, tell_host};
pub use state::{EventLoop, LoopHooks};

use crate::builtins::finalization_registry;
use crate::engine::{Agent, JsResult, Object, ResourceEvent};
use clock::{Clock, Wake};
use observer::{Kind, Phase};
use scheduled::Scheduled;
use std::rc::Rc;
use std::time::Instant;
use timers::RunEnd;

impl EventLoop {
    /// Gives an agent a loop.
    pub fn install(agent: &mut Agent, clock: Clock, hooks: Rc<dyn LoopHooks>) {
        agent.hooks.wait_async = Some(wait_async::begin);
        agent.set_slot(EventLoop::new(clock, hooks));
    }

    /// Whether something keeps the loop going.
    pub fn is_alive(agent: &mut Agent) -> bool {
        if microtasks::is_due(agent) {
            return true;
        }
        let this = EventLoop::of(agent);
        this.timers.refed_count() > 0
            || this.immediates.refed_count() > 0
            || this.completions.pending() > 0
            || this.handles.are_alive()
            || this.waits.are_alive()
    }

    /// Whether a turn would run something without sleeping.
    pub fn has_due(agent: &mut Agent) -> bool {
        if microtasks::is_due(agent) {
            return true;
        }
        let this = EventLoop::of(agent);
        let now = this.clock.update();
        this.immediates.refed_count() > 0
            || this.completions.is_ready()
            || this.handles.is_ready()
            || this.waits.is_ready()
            || this.waits.next_due().is_some_and(|due| due <= now)
            || this.timers.next_expiry().is_some_and(|due| due <= now)
    }
}

/// Runs the loop until nothing keeps it alive.
pub fn run(agent: &mut Agent) -> JsResult<()> {
    let this = EventLoop::of(agent);
    if this.started.is_none() {
        this.started = Some(this.clock.performance_now());
    }
    if EventLoop::is_alive(agent) {
        // libuv runs the timers once before it polls. Whether a timer of one millisecond that the
        // program has just set is due by then, before the program's immediates, is a race in Node,
        // which the timer wins where anything was printed after it was set. Here it always does:
        // the loop waits for the rest of that millisecond.
        let this = EventLoop::of(agent);
        let now = this.clock.update().millis();
        let shortest = this.timers.shortest_are_due();
        this.timers
            .begin_phase(shortest.map_or(now, |due| due.max(now)));
        agent.observe_phase(Phase::Timers);
        run_due_timers(agent, Patience::UntilDue)?;
    }
    while EventLoop::is_alive(agent) {
        turn(agent, Patience::UntilDue)?;
    }
    Ok(())
}

/// How long a turn may sleep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Patience {
    /// Until the next timer or completion.
    UntilDue,
    /// The same; where neither is to come, until a `Waker` is used.
    UntilWoken,
    /// Not at all.
    None,
}

/// One turn: poll, check, closing, timers.
pub fn turn(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    let hooks = EventLoop::of(agent).hooks.clone();
    hooks.at_turn(agent);
    sleep(agent, patience)?;
    agent.observe_phase(Phase::Poll);
    run_completions(agent)?;
    run_signalled(agent)?;
    wait_async::run(agent)?;
    agent.observe_phase(Phase::Check);
    run_immediates(agent)?;
    agent.observe_phase(Phase::Closing);
    run_closing(agent)?;
    agent.observe_phase(Phase::Timers);
    run_timers(agent, patience)
}

/// The timers phase: all that are due.
fn run_timers(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    let this = EventLoop::of(agent);
    let now = this.clock.update().millis();
    this.timers.begin_phase(now);
    run_due_timers(agent, patience)
}

/// Runs the timers of the phase that has begun. Those that are due in its millisecond, but not yet
/// at this moment, are waited for, so that they stay together.
fn run_due_timers(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    loop {
        let EventLoop { timers, clock, .. } = EventLoop::of(agent);
        let Some(due) = timers.pick_next() else {
            return Ok(());
        };
        if due > clock.loop_time() && due > clock.update() {
            if patience == Patience::None {
                return Ok(());
            }
            if clock.sleep_until(Some(due)) == Wake::Called {
                agent.poll_now()?;
            }
            continue;
        }
        let Some(run) = timers.next_due(|| clock.update()) else {
            return Ok(());
        };
        let kind = match run.repeats {
            true => Kind::Interval,
            false => Kind::Timeout,
        };
        run_callback(agent, kind, run.payload, |agent, end| {
            EventLoop::of(agent).timers.finish(run.key, end)
        })?;
    }
}

/// The poll phase's end: what other threads have finished.
fn run_completions(agent: &mut Agent) -> JsResult<()> {
    while let Some((finish, value)) = EventLoop::of(agent).completions.take() {
        agent.scoped(|agent| {
            agent.keep(value);
            enter(agent, Kind::Completion, value, |agent| finish(agent, value))?;
            microtasks::drain(agent)
        })?;
    }
    Ok(())
}

/// Runs the handles that were signalled.
fn run_signalled(agent: &mut Agent) -> JsResult<()> {
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

/// The closing phase: the ends of what was closed.
fn run_closing(agent: &mut Agent) -> JsResult<()> {
    let mut closing = EventLoop::of(agent).handles.take_closing();
    while let Some((object, run)) = closing.pop_front() {
        let result = agent.scoped(|agent| {
            agent.keep_object(object);
            for (object, _) in &closing {
                agent.keep_object(*object);
            }
            run(agent, object)
        });
        if let Err(throw) = result {
            EventLoop::of(agent).handles.put_back(closing);
            return Err(throw);
        }
    }
    Ok(())
}

/// The check phase: what a throw in a tick left behind, the callbacks of finalization registries,
/// and the immediates that are queued by then.
fn run_immediates(agent: &mut Agent) -> JsResult<()> {
    if microtasks::is_due(agent) {
        microtasks::drain(agent)?;
    }
    run_cleanups(agent)?;
    EventLoop::of(agent).immediates.begin_phase();
    while let Some((_, object)) = EventLoop::of(agent).immediates.next_due() {
        let Some(object) = object else {
            if EventLoop::of(agent).immediates.finish(RunEnd::Returned) {
                microtasks::drain(agent)?;
            }
            continue;
        };
        run_callback(agent, Kind::Immediate, object, |agent, end| {
            EventLoop::of(agent).immediates.finish(end)
        })?;
    }
    Ok(())
}

/// Tells the registries whose targets died.
fn run_cleanups(agent: &mut Agent) -> JsResult<()> {
    for registry in std::mem::take(&mut agent.queues.cleanups) {
        agent.scoped(|agent| {
            agent.keep_object(registry);
            enter(agent, Kind::Cleanup, registry.value(), |agent| {
                finalization_registry::clean_up(agent, registry)
            })?;
            microtasks::drain(agent)
        })?;
    }
    Ok(())
}

/// Runs a timer's or immediate's callback, then ends its run with `finish`, then drains where that
/// says so.
fn run_callback(
    agent: &mut Agent,
    kind: Kind,
    object: Object,
    finish: impl FnOnce(&mut Agent, RunEnd) -> bool,
) -> JsResult<()> {
    agent.scoped(|agent| {
        agent.keep_object(object);
        agent.gc_point();
        let (function, arguments) = Scheduled::callback(agent, object);
        let context = Scheduled::context(agent, object);
        if agent.is_observed() {
            let delay = Scheduled::delay(agent, object);
            agent.observe_due(kind, object, function, delay);
        }
        let end = enter(agent, kind, function, |agent| {
            agent.enter_resource(context, object.value());
            agent.tell_of_resource(ResourceEvent::Before, object.value());
            // A script may have taken the callback out.
            if !function.is_nullish() {
                agent.call(function, object.value(), &arguments)?;
            }
            Ok(())
        });
        agent.tell_of_resource(ResourceEvent::After, object.value());
        // Also where the program is to stop: an embedder may let the loop go on afterwards.
        let drains = finish(agent, *end.as_ref().unwrap_or(&RunEnd::Threw));
        Scheduled::ran(agent, object);
        match (end, drains) {
            (Err(throw), _) => Err(throw),
            (Ok(_), true) => microtasks::drain(agent),
            (Ok(_), false) => Ok(()),
        }
    })
}

/// The poll phase: sleeps until a timer is due, background work is done, or the program has to
/// stop.
fn sleep(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    if patience == Patience::None || microtasks::is_due(agent) {
        return Ok(());
    }
    let this = EventLoop::of(agent);
    let busy =
        this.immediates.refed_count() > 0 || this.completions.is_ready() || this.waits.is_ready();
    let busy = busy || this.handles.is_ready();
    let now = this.clock.update();
    let timers = this.timers.next_expiry();
    let due = timers.into_iter().chain(this.waits.next_due()).min();
    let waited_for =
        this.completions.pending() > 0 || this.handles.are_alive() || this.waits.are_alive();
    let idle = due.is_none() && !waited_for;
    if busy || due.is_some_and(|due| due <= now) || (idle && patience == Patience::UntilDue) {
        return Ok(());
    }
    let hooks = this.hooks.clone();
    hooks.before_sleep(agent);
    if microtasks::is_due(agent) {
        return Ok(());
    }
    let stop = agent.heap.budget.deadline().map(|deadline| {
        let left = deadline.saturating_duration_since(Instant::now());
        now.after(left.as_millis() as u64 + 1)
    });
    let this = EventLoop::of(agent);
    // A virtual clock doesn't sleep until a timer, and must not jump to the end of a budget.
    let until = match (due, stop) {
        (Some(due), _) if this.clock.is_virtual() => Some(due),
        (Some(due), Some(stop)) => Some(due.min(stop)),
        (due, stop) => due.or(stop),
    };
    let before = this.clock.performance_now();
    this.clock.sleep_until(until);
    this.idle_time += this.clock.performance_now() - before;
    agent.poll_now()
}
