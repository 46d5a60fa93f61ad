//! Ticks, microtasks, timers, immediates: when things run.
//!
//! [`run`] is the loop: libuv's phases in their order. Everything that it calls goes through
//! `run_callback`, which ends in the drain ([`microtasks`]). What an uncaught error leads to and
//! what is printed is behind [`LoopHooks`], which the host implements.
//!
//! | file | what |
//! | --- | --- |
//! | `microtasks` | the only drain |
//! | `rejections` | which rejections are unhandled |
//! | `timers`, `immediates`, `completions`, `waits` | what waits in the phases |
//! | `delay` | what a delay becomes |
//! | `clock` | real and virtual time, the loop's sleep |
//! | `scheduled` | the objects that timers and immediates are to scripts |
//! | `observer` | who watches |
//!
//! When a timer fires: never before its delay has passed, as `performance.now()` measures it, and
//! together with the others that are due in the same millisecond. One rule decides between
//! `setTimeout(f, 0)` and `setImmediate(g)` of a program's main script, which in Node is a race:
//! `f` comes first, under the real clock and the virtual one, in scripts and in modules; the loop
//! waits for the rest of the timer's millisecond ([`run`]). From within a timer or another callback
//! the order is Node's: `g` first.
//!
//! The loop's state is a slot of the agent, so that it is traced with it.

pub mod clock;
#[cfg_attr(
    not(test),
    allow(dead_code, reason = "nothing works in the background yet")
)]
pub mod completions;
pub mod delay;
mod expiry_queue;
pub mod immediates;
pub mod microtasks;
#[allow(dead_code, reason = "only tests watch the loop yet")]
pub mod observer;
mod rejections;
pub mod scheduled;
#[cfg(test)]
mod tests;
pub mod timers;
pub mod waits;

use crate::builtins::finalization_registry;
use crate::engine::{Agent, Caught, JsResult, Object, Value};
use crate::heap::{HostData, Tracer};
use clock::{Clock, Wake};
use completions::Completions;
use immediates::{Immediates, RunEnd};
use observer::{Kind, Observer, kind_of_job, place_of};
use scheduled::Scheduled;
use std::rc::Rc;
use std::time::Instant;
use timers::Timers;
use waits::Waits;

/// What the loop leaves to its host. An error that these return ends the loop.
pub trait LoopHooks {
    /// A callback threw: returns where someone took the error, and ends the program elsewhere.
    fn uncaught(&self, agent: &mut Agent, error: Caught, kind: Kind) -> JsResult<()>;

    /// After a drain a promise stands rejected without a handler.
    fn unhandled_rejection(&self, agent: &mut Agent, promise: Object) -> JsResult<()>;

    /// A promise that `unhandled_rejection` was told of got a handler.
    fn rejection_handled(&self, agent: &mut Agent, promise: Object) -> JsResult<()>;

    /// The loop is about to sleep: what was printed should be seen.
    fn before_sleep(&self, agent: &mut Agent) -> JsResult<()>;
}

/// The state of an agent's event loop.
pub struct EventLoop {
    /// The time.
    pub clock: Clock,
    /// `setTimeout` and `setInterval`: [`Scheduled`] objects.
    pub timers: Timers<Object>,
    /// `setImmediate`: [`Scheduled`] objects.
    pub immediates: Immediates<Object>,
    /// Background work.
    pub completions: Completions,
    /// `Atomics.waitAsync`
    pub waits: Waits,
    hooks: Rc<dyn LoopHooks>,
    observer: Option<Box<dyn Observer>>,
}

impl HostData for EventLoop {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let waiting = self.timers.payloads().chain(self.immediates.payloads());
        waiting.for_each(|object| tracer.mark_object(*object));
        self.completions.trace(tracer);
        self.waits.trace(tracer);
    }

    fn external_bytes(&self) -> usize {
        self.timers.bytes() + self.immediates.bytes()
    }
}

impl EventLoop {
    /// Gives an agent a loop.
    pub fn install(agent: &mut Agent, clock: Clock, hooks: Rc<dyn LoopHooks>) {
        let completions = Completions::new(clock.waker());
        let waits = Waits::new(clock.waker());
        agent.hooks.wait_async = Some(waits::begin);
        agent.set_slot(EventLoop {
            clock,
            timers: Timers::new(),
            immediates: Immediates::new(),
            completions,
            waits,
            hooks,
            observer: None,
        });
    }

    /// The loop of an agent.
    ///
    /// # Panics
    /// Where `install` didn't come before.
    pub fn of(agent: &mut Agent) -> &mut EventLoop {
        match agent.slot_mut::<EventLoop>() {
            Some(event_loop) => event_loop,
            None => unreachable!("an agent with a host has a loop"),
        }
    }

    /// Tells `observer` from now on what happens.
    #[cfg(test)]
    pub fn observe(&mut self, observer: Option<Box<dyn Observer>>) {
        self.observer = observer;
    }

    /// Whether callbacks have to be told of: to an observer, or to the virtual clock.
    fn is_watched(&self) -> bool {
        self.observer.is_some() || self.clock.is_virtual()
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
            || this.waits.is_ready()
            || this.waits.next_due().is_some_and(|due| due <= now)
            || this.timers.next_expiry().is_some_and(|due| due <= now)
    }
}

/// Runs the loop until nothing keeps it alive.
pub fn run(agent: &mut Agent) -> JsResult<()> {
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

/// One turn: poll, check, timers.
pub fn turn(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    sleep(agent, patience)?;
    run_completions(agent)?;
    waits::run(agent)?;
    run_immediates(agent)?;
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

/// The check phase: what a throw in a tick left behind, the callbacks of finalization registries,
/// and the immediates that stand there.
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
            enter(agent, Kind::Immediate, registry.value(), |agent| {
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
        let end = enter(agent, kind, function, |agent| {
            agent.call(function, object.value(), &arguments)?;
            Ok(())
        });
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

/// Enters a callback from the loop: tells who watches, and hands an error to the host.
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
fn tell_host(agent: &mut Agent, error: Caught, kind: Kind) -> JsResult<()> {
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

/// The poll phase: sleeps until a timer is due, background work is done, or the program has to
/// stop.
fn sleep(agent: &mut Agent, patience: Patience) -> JsResult<()> {
    if patience == Patience::None || microtasks::is_due(agent) {
        return Ok(());
    }
    let this = EventLoop::of(agent);
    let busy =
        this.immediates.refed_count() > 0 || this.completions.is_ready() || this.waits.is_ready();
    let now = this.clock.update();
    let timers = this.timers.next_expiry();
    let due = timers.into_iter().chain(this.waits.next_due()).min();
    let waited_for = this.completions.pending() > 0 || this.waits.are_alive();
    let idle = due.is_none() && !waited_for;
    if busy || due.is_some_and(|due| due <= now) || (idle && patience == Patience::UntilDue) {
        return Ok(());
    }
    let hooks = this.hooks.clone();
    hooks.before_sleep(agent)?;
    let stop = agent.deadline().map(|deadline| {
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
    this.clock.sleep_until(until);
    agent.poll_now()
}
