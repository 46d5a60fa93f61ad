//! What a timer or an immediate is to scripts: an object that remembers its callback.
//!
//! Owns the callback, and how the object finds its place in the queues. Does not own the methods
//! of `Timeout` and `Immediate`, which are the host's.

use super::immediates::ImmediateKey;
use super::observer::Kind;
use super::state::EventLoop;
use super::timers::TimerKey;
use crate::engine::{Agent, Object, ResourceEvent, StackStart, Value};
use crate::heap::{HostData, Tracer};

/// Where a scheduled callback waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waits {
    /// Among the timers.
    Timer(TimerKey),
    /// Among the immediates.
    Immediate(ImmediateKey),
    /// It has fired; a timer can be refreshed.
    Fired,
    /// It was cleared, or is an immediate that has run: nothing revives it.
    Dead,
}

/// The internal slots of `Timeout` and `Immediate` objects.
pub struct Scheduled {
    function: Value,
    arguments: Box<[Value]>,
    /// Where it waits.
    pub waits: Waits,
    /// For timers: whole milliseconds.
    pub milliseconds: u32,
    /// Whether it is an interval.
    pub repeats: bool,
    /// Whether it keeps the loop alive when it waits again.
    pub refed: bool,
    /// The number that it was converted to, or 0.
    pub id: u64,
    /// When it began to wait, in milliseconds of loop time.
    pub started: u64,
    /// The async context that it was made in.
    pub context: Value,
    /// Where it was queued, if that is noted: the name of the source, line and column.
    pub queued_at: Option<Box<str>>,
}

impl HostData for Scheduled {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.function, self.context]);
        tracer.mark_all(&self.arguments);
    }

    fn method_name(&self, function: Value) -> Option<&'static str> {
        if function != self.function || self.waits == Waits::Dead {
            return None;
        }
        Some(match self.milliseconds {
            0 => "_onImmediate",
            _ => "_onTimeout",
        })
    }

    fn external_bytes(&self) -> usize {
        self.arguments.len() * 8
    }
}

impl Scheduled {
    /// The slots of a timer that is still to be started.
    pub fn timer(function: Value, arguments: Vec<Value>, milliseconds: u32, repeats: bool) -> Self {
        Scheduled {
            function,
            arguments: arguments.into_boxed_slice(),
            waits: Waits::Fired,
            milliseconds,
            repeats,
            refed: true,
            id: 0,
            started: 0,
            context: Value::UNDEFINED,
            queued_at: None,
        }
    }

    /// The slots of an immediate that is still to be started.
    pub fn immediate(function: Value, arguments: Vec<Value>) -> Self {
        Scheduled {
            function,
            arguments: arguments.into_boxed_slice(),
            waits: Waits::Dead,
            milliseconds: 0,
            repeats: false,
            refed: true,
            id: 0,
            started: 0,
            context: Value::UNDEFINED,
            queued_at: None,
        }
    }

    /// What is to be called; `undefined` once it was cleared.
    pub fn function(&self) -> Value {
        match self.waits {
            Waits::Dead => Value::UNDEFINED,
            _ => self.function,
        }
    }

    /// Sets what is to be called: a script may put there what can't be.
    pub fn set_function(&mut self, function: Value) {
        self.function = function;
    }

    /// What it is to be called with.
    pub fn arguments(&self) -> &[Value] {
        match self.waits {
            Waits::Dead => &[],
            _ => &self.arguments,
        }
    }

    /// Sets what it is to be called with.
    pub fn set_arguments(&mut self, arguments: Vec<Value>) {
        self.arguments = arguments.into_boxed_slice();
    }

    /// The async context that a timer or immediate was made in.
    pub(super) fn context(agent: &Agent, object: Object) -> Value {
        let this = agent.heap.host::<Scheduled>(object);
        this.map_or(Value::UNDEFINED, |this| this.context)
    }

    /// The delay of a timer in milliseconds.
    pub(super) fn delay(agent: &Agent, object: Object) -> u32 {
        let this = agent.heap.host::<Scheduled>(object);
        this.map_or(0, |this| this.milliseconds)
    }

    /// What is to be called, and with what.
    pub(super) fn callback(agent: &Agent, object: Object) -> (Value, Box<[Value]>) {
        match agent.heap.host::<Scheduled>(object) {
            Some(this) => (this.function, this.arguments.clone()),
            None => unreachable!("only scheduled objects wait"),
        }
    }

    /// Notes that the callback has run, unless the timer waits again.
    pub(super) fn ran(agent: &mut Agent, object: Object) {
        let Some(this) = agent.heap.host::<Scheduled>(object) else {
            return;
        };
        let waits = this.waits;
        let next = match waits {
            Waits::Timer(key) if EventLoop::of(agent).timers.payload(key).is_none() => Waits::Fired,
            Waits::Immediate(_) => Waits::Dead,
            waits => waits,
        };
        if let Some(this) = agent.heap.host_mut::<Scheduled>(object) {
            this.waits = next;
        }
        if matches!(next, Waits::Fired | Waits::Dead) {
            agent.tell_of_resource(ResourceEvent::Destroyed, object.value());
        }
    }

    /// Starts a timer: from now on it waits.
    pub fn start_timer(agent: &mut Agent, object: Object) {
        let Some(this) = agent.heap.host::<Scheduled>(object) else {
            return;
        };
        let (function, milliseconds, repeats, refed) =
            (this.function, this.milliseconds, this.repeats, this.refed);
        let event_loop = EventLoop::of(agent);
        let now = event_loop.clock.update();
        let key = event_loop.timers.insert(object, milliseconds, repeats, now);
        if !refed {
            event_loop.timers.set_refed(key, false);
        }
        let kind = match repeats {
            true => Kind::Interval,
            false => Kind::Timeout,
        };
        if agent.is_observed() {
            agent.observe_scheduled(kind, object, function, milliseconds);
        }
        note_place(agent, object);
        if let Some(this) = agent.heap.host_mut::<Scheduled>(object) {
            this.waits = Waits::Timer(key);
            this.started = now.millis();
        }
    }

    /// Starts an immediate.
    pub fn start_immediate(agent: &mut Agent, object: Object) {
        let Some(this) = agent.heap.host::<Scheduled>(object) else {
            return;
        };
        let function = this.function;
        let key = EventLoop::of(agent).immediates.insert(object);
        if agent.is_observed() {
            agent.observe_scheduled(Kind::Immediate, object, function, 0);
        }
        note_place(agent, object);
        if let Some(this) = agent.heap.host_mut::<Scheduled>(object) {
            this.waits = Waits::Immediate(key);
        }
    }

    /// Clears a timer or immediate.
    pub fn cancel(agent: &mut Agent, object: Object) {
        let Some(this) = agent.heap.host_mut::<Scheduled>(object) else {
            return;
        };
        let waits = std::mem::replace(&mut this.waits, Waits::Dead);
        let event_loop = EventLoop::of(agent);
        match waits {
            Waits::Timer(key) => {
                event_loop.timers.cancel(key);
            }
            Waits::Immediate(key) => {
                event_loop.immediates.cancel(key);
            }
            Waits::Fired | Waits::Dead => return,
        }
        if agent.is_observed() {
            agent.observe_cancelled(object);
        }
        agent.tell_of_resource(ResourceEvent::Destroyed, object.value());
    }

    /// Makes a timer wait its whole time again, also one that has fired.
    pub fn refresh(agent: &mut Agent, object: Object) {
        let Some(this) = agent.heap.host::<Scheduled>(object) else {
            return;
        };
        match this.waits {
            Waits::Timer(key) => {
                let event_loop = EventLoop::of(agent);
                let now = event_loop.clock.update();
                if !event_loop.timers.refresh(key, now) {
                    Scheduled::start_timer(agent, object);
                }
            }
            Waits::Fired => Scheduled::start_timer(agent, object),
            Waits::Immediate(_) | Waits::Dead => {}
        }
    }

    /// `ref` and `unref`.
    pub fn set_refed(agent: &mut Agent, object: Object, refed: bool) {
        let Some(this) = agent.heap.host_mut::<Scheduled>(object) else {
            return;
        };
        this.refed = refed;
        let waits = this.waits;
        let event_loop = EventLoop::of(agent);
        match waits {
            Waits::Timer(key) => {
                event_loop.timers.set_refed(key, refed);
            }
            Waits::Immediate(key) => {
                event_loop.immediates.set_refed(key, refed);
            }
            Waits::Fired | Waits::Dead => {}
        }
    }
}

/// Notes which line of a script queues a timer or an immediate, where somebody wants to know.
fn note_place(agent: &mut Agent, object: Object) {
    if !EventLoop::of(agent).notes_places {
        return;
    }
    let frames = agent.capture_stack(StackStart::Skip(0));
    let sources = frames.iter().filter_map(|frame| agent.frame_source(frame));
    let place = sources
        .filter(|(source, ..)| !source.is_internal())
        .map(|(source, line, column)| format!("{}:{line}:{column}", source.name()))
        .next();
    if let Some(this) = agent.heap.host_mut::<Scheduled>(object)
        && place.is_some()
    {
        this.queued_at = place.map(String::into_boxed_str);
    }
}
