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
//! | `timers`, `pending`, `completions`, `handles`, `waits`, `immediates`, `closing` | what waits in the phases |
//! | `wait_async` | how an `Atomics.waitAsync` begins and ends |
//! | `operations` | how one of the outside begins |
//! | `phases` | what the phases do with what waits in them |
//! | `pool` | the threads that work for the loop |
//! | `delay` | what a delay becomes |
//! | `clock` | real and virtual time, how long the loop sleeps |
//! | `poll` | how it sleeps, and what wakes it |
//! | `scheduled` | the objects that timers and immediates are to scripts |
//! | `overview` | what waits, for those who ask |
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
pub mod closing;
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
mod operations;
#[cfg_attr(
    not(feature = "repl"),
    allow(dead_code, reason = "only the prompt asks")
)]
pub mod overview;
pub mod pending;
mod phases;
pub mod poll;
mod pool;
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
use clock::Clock;
use observer::{Kind, Phase};
use poll::Wake;
use scheduled::Scheduled;
use std::rc::Rc;
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
            || !this.pending.is_empty()
            || !this.closing.is_empty()
    }

    /// Whether a phase has something to run before the next timer is due.
    fn is_busy(&self) -> bool {
        self.immediates.refed_count() > 0
            || self.completions.is_ready()
            || self.handles.is_ready()
            || self.waits.is_ready()
            || !self.pending.is_empty()
            || !self.closing.is_empty()
    }

    /// Whether a turn would run something without sleeping.
    pub fn has_due(agent: &mut Agent) -> bool {
        if microtasks::is_due(agent) {
            return true;
        }
        let this = EventLoop::of(agent);
        let now = this.clock.update();
        this.is_busy()
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

/// One turn: pending, poll, check, closing, timers.
pub fn turn(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    let hooks = EventLoop::of(agent).hooks.clone();
    hooks.at_turn(agent);
    agent.observe_phase(Phase::Pending);
    phases::run_pending(agent)?;
    sleep(agent, patience)?;
    agent.observe_phase(Phase::Poll);
    phases::run_completions(agent)?;
    phases::run_handles(agent)?;
    wait_async::run(agent)?;
    agent.observe_phase(Phase::Pending);
    phases::run_pending_rounds(agent)?;
    agent.observe_phase(Phase::Check);
    run_immediates(agent)?;
    agent.observe_phase(Phase::Closing);
    phases::run_closing(agent)?;
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
            if clock.sleep(Some(due), None) == Wake::Called {
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
/// stop. A virtual clock stands still while a request is under way.
fn sleep(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    if patience == Patience::None || microtasks::is_due(agent) {
        EventLoop::of(agent).clock.poll.look();
        return Ok(());
    }
    let this = EventLoop::of(agent);
    let now = this.clock.update();
    let timers = this.timers.next_expiry();
    let due = timers.into_iter().chain(this.waits.next_due()).min();
    let waited_for =
        this.completions.pending() > 0 || this.handles.are_alive() || this.waits.are_alive();
    let idle = due.is_none() && !waited_for;
    let is_due = due.is_some_and(|due| due <= now);
    if this.is_busy() || is_due || (idle && patience == Patience::UntilDue) {
        this.clock.poll.look();
        return Ok(());
    }
    let hooks = this.hooks.clone();
    hooks.before_sleep(agent);
    if microtasks::is_due(agent) {
        return Ok(());
    }
    let stop = agent.heap.budget.deadline();
    let this = EventLoop::of(agent);
    let held = this.clock.is_virtual() && this.completions.requests() > 0;
    let before = this.clock.performance_now();
    this.clock.sleep(due.filter(|_| !held), stop);
    this.idle_time += this.clock.performance_now() - before;
    agent.poll_now()
}
