//! [AbortSignal](https://nodejs.org/api/globals.html#class-abortsignal).
//!
//! Owns the internal slots of signals, and how one's abort makes others abort. A signal that can still
//! abort by itself, after a time or because others do, lives as long as somebody listens for that; one
//! that nobody listens to may be collected before.

use super::event::{self, Detail, EVENT, Flags};
use super::event_target::{self, EVENT_TARGET, ListenerHooks, Target, own, own_mut};
use super::interface::{ATTRIBUTE, Interface, Members, allocate, prototype};
use super::listeners::Traits;
use super::{check, dispatch, dom_exception, event_handler, show};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags,
    PropertyKey, Tracer, Value,
};
use crate::heap::Marks;
use crate::host::{errors, timers};
use rustc_hash::FxHashSet;

const STATICS: &[Method] = &[
    Method::new("abort", 0, abort),
    Method::new("timeout", 1, timeout),
    Method::new("any", 1, any),
];

const ABORTED: &[Accessor] = &[Accessor::getter("aborted", aborted)];

const REASON: &[Accessor] = &[Accessor::getter("reason", reason)];

const METHODS: &[Method] = &[Method::new("throwIfAborted", 0, throw_if_aborted)];

const HANDLERS: &[Accessor] = &[Accessor {
    name: "onabort",
    get: Some(|agent, call| event_handler::get(agent, call, "abort")),
    set: Some(|agent, call| event_handler::set(agent, call, "abort")),
}];

/// `AbortSignal`
pub(super) static ABORT_SIGNAL: Interface = Interface {
    constructor: Constructor {
        name: "AbortSignal",
        length: 0,
        run: construct,
    },
    parent: Some(&EVENT_TARGET),
    is_class: true,
    members: &[
        Members::Accessors(ABORTED, ATTRIBUTE),
        Members::Accessors(REASON, PropertyFlags::CONFIGURABLE),
        Members::Methods(METHODS, PropertyFlags::HIDDEN),
        Members::Accessors(HANDLERS, ATTRIBUTE),
        Members::Inspect(inspect),
        Members::Tag("AbortSignal"),
    ],
    statics: &[Members::Methods(STATICS, PropertyFlags::HIDDEN)],
};

static HOOKS: ListenerHooks = ListenerHooks {
    added: listener_added,
    removed: listener_removed,
};

/// What a signal is beside an event target.
#[derive(Default)]
struct Signal {
    /// Why it was aborted, if it was.
    reason: Option<Value>,
    /// Whether its abort comes from a timer.
    is_timed: bool,
    /// Whether it can be sent through a port.
    is_transferable: bool,
    /// Signals that abort when this one does, held weakly.
    dependents: Vec<Object>,
    /// Signals that this one depends on, if it was made of others. They depend on none themselves.
    sources: Option<Vec<Object>>,
}

impl HostData for Signal {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&self.reason);
        for source in self.sources.iter().flatten() {
            tracer.mark_object(*source);
        }
    }

    fn external_bytes(&self) -> usize {
        let sources = self.sources.as_ref().map_or(0, Vec::capacity);
        (self.dependents.capacity() + sources) * size_of::<Object>()
    }

    fn is_weak(&self) -> bool {
        !self.dependents.is_empty()
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.dependents
            .retain(|dependent| marks.is_live(dependent.value()));
        false
    }
}

/// Signals that have to stay alive, since somebody waits for them to abort.
#[derive(Default)]
struct Awaited(FxHashSet<Object>);

impl HostData for Awaited {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.iter().for_each(|signal| tracer.mark_object(*signal));
    }
}

/// What a timer holds of its signal.
struct WeakSignal(Value);

impl HostData for WeakSignal {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        if !marks.is_live(self.0) {
            self.0 = Value::UNDEFINED;
        }
        false
    }
}

fn construct(agent: &mut Agent, call: Call) -> JsResult {
    match call.is_construct() {
        true => Err(check::illegal_constructor(agent)),
        false => {
            let text = "Class constructor AbortSignal cannot be invoked without 'new'";
            Err(agent.type_error(text))
        }
    }
}

/// A new signal.
pub(super) fn new_signal(agent: &mut Agent) -> Object {
    let prototype = prototype(agent, &ABORT_SIGNAL);
    let mut target = Target::with(Signal::default(), Some(&HOOKS));
    target.listeners.max = 0.0;
    allocate(agent, prototype, Box::new(target))
}

/// Whether an object is a signal.
pub(super) fn is_signal(agent: &Agent, object: Object) -> bool {
    own::<Signal>(agent, object).is_some()
}

/// Whether a signal was aborted.
pub(super) fn is_aborted(agent: &Agent, signal: Object) -> bool {
    own::<Signal>(agent, signal).is_some_and(|data| data.reason.is_some())
}

/// Why a signal was aborted, if it was.
pub(super) fn reason_of(agent: &Agent, signal: Object) -> Option<Value> {
    own::<Signal>(agent, signal)?.reason
}

/// Gives a signal a reason without telling anybody: one that is being made.
pub(super) fn set_reason(agent: &mut Agent, signal: Object, reason: Value) {
    if let Some(data) = own_mut::<Signal>(agent, signal) {
        data.reason = Some(reason);
    }
}

/// Whether a signal can be sent through a port.
pub(super) fn is_transferable(agent: &Agent, object: Object) -> bool {
    own::<Signal>(agent, object).is_some_and(|data| data.is_transferable)
}

/// Lets a signal be sent through ports.
pub(in crate::host) fn make_transferable(agent: &mut Agent, value: Value) {
    if let Some(object) = value.as_object()
        && let Some(data) = own_mut::<Signal>(agent, object)
    {
        data.is_transferable = true;
    }
}

/// Has a signal call a function when it aborts, whatever its other listeners do. The function lives
/// as long as its owner.
pub(super) fn on_abort(agent: &mut Agent, signal: Object, run: Object, owner: Option<Object>) {
    let key = agent.static_key("abort");
    let name = agent.heap.key_to_value(key);
    let traits = Traits {
        once: true,
        resists: true,
        ..Traits::default()
    };
    event_target::add(agent, signal, (key, name), run.value(), traits, owner);
}

fn listener_added(
    agent: &mut Agent,
    signal: Object,
    key: PropertyKey,
    size: usize,
    traits: Traits,
) {
    let abort = agent.static_key("abort");
    let Some(data) = own::<Signal>(agent, signal) else {
        return;
    };
    let depends = data.is_timed || data.sources.as_ref().is_some_and(|list| !list.is_empty());
    if key != abort || !depends || data.reason.is_some() || traits.resists || size != 1 {
        return;
    }
    if agent.slot::<Awaited>().is_none() {
        agent.set_slot(Awaited::default());
    }
    if let Some(awaited) = agent.slot_mut::<Awaited>() {
        awaited.0.insert(signal);
    }
}

fn listener_removed(agent: &mut Agent, signal: Object, key: PropertyKey, size: usize) {
    if size == 0 && key == agent.static_key("abort") {
        forget_awaited(agent, signal);
    }
}

fn forget_awaited(agent: &mut Agent, signal: Object) {
    if let Some(awaited) = agent.slot_mut::<Awaited>() {
        awaited.0.remove(&signal);
    }
}

/// The reason that a signal has where none was given.
fn default_reason(agent: &mut Agent, given: Value) -> Value {
    match given {
        Value::UNDEFINED => {
            let text = "This operation was aborted";
            dom_exception::new_dom_exception(agent, "AbortError", text).value()
        }
        given => given,
    }
}

/// [Signal abort](https://dom.spec.whatwg.org/#abortsignal-signal-abort): with a reason, or `undefined`.
pub(super) fn signal_abort(agent: &mut Agent, signal: Object, reason: Value) -> JsResult<()> {
    let Some(data) = own_mut::<Signal>(agent, signal) else {
        return Ok(());
    };
    if data.reason.is_some() {
        return Ok(());
    }
    let reason = default_reason(agent, reason);
    agent.scoped(|agent| {
        agent.keep_object(signal);
        agent.keep(reason);
        let dependents = set_aborted(agent, signal, reason);
        let mut aborting = vec![signal];
        for dependent in dependents {
            if !is_aborted(agent, dependent) {
                agent.keep_object(dependent);
                set_aborted(agent, dependent, reason);
                aborting.push(dependent);
            }
        }
        for signal in aborting {
            run_abort(agent, signal)?;
        }
        Ok(())
    })
}

/// Marks a signal as aborted; those that depend on it, which are forgotten.
fn set_aborted(agent: &mut Agent, signal: Object, reason: Value) -> Vec<Object> {
    forget_awaited(agent, signal);
    let Some(data) = own_mut::<Signal>(agent, signal) else {
        return Vec::new();
    };
    data.reason = Some(reason);
    std::mem::take(&mut data.dependents)
}

fn run_abort(agent: &mut Agent, signal: Object) -> JsResult<()> {
    let event = event::new_event(agent, &EVENT, "abort", Flags::TRUSTED, Detail::None);
    dispatch::dispatch(agent, signal, event)
}

/// [AbortSignal.abort(\[reason\])](https://nodejs.org/api/globals.html#static-method-abortsignalabortreason)
fn abort(agent: &mut Agent, call: Call) -> JsResult {
    let reason = default_reason(agent, call.arg(0));
    let signal = new_signal(agent);
    set_reason(agent, signal, reason);
    Ok(signal.value())
}

/// [AbortSignal.timeout(delay)](https://nodejs.org/api/globals.html#static-method-abortsignaltimeoutdelay)
fn timeout(agent: &mut Agent, call: Call) -> JsResult {
    let value = call.arg(0);
    let Some(delay) = value.as_number() else {
        let expected = "of type number";
        return Err(errors::invalid_argument_type(
            agent, "delay", expected, value,
        ));
    };
    if delay.fract() != 0.0 || delay.is_nan() {
        return Err(errors::out_of_range(agent, "delay", "an integer", value));
    }
    if !(0.0..=f64::from(u32::MAX)).contains(&delay) {
        let range = ">= 0 && <= 4294967295";
        return Err(errors::out_of_range(agent, "delay", range, value));
    }
    let signal = new_signal(agent);
    if let Some(data) = own_mut::<Signal>(agent, signal) {
        data.is_timed = true;
    }
    let shape = agent.heap.root_shape(Value::NULL, crate::heap::Kind::Host);
    let data = Box::new(WeakSignal(signal.value()));
    let weak = agent.heap.new_host(crate::heap::Kind::Host, shape, data);
    let id = agent.register_function("", 0, time_is_over);
    let function = agent.new_native(id, [weak.value(), Value::UNDEFINED]);
    timers::start_unrefed(agent, function.value(), delay);
    Ok(signal.value())
}

fn time_is_over(agent: &mut Agent, call: Call) -> JsResult {
    let weak = agent.heap.native_data(call.callee(), 0).as_object();
    let signal = weak.and_then(|weak| agent.heap.host::<WeakSignal>(weak));
    if let Some(signal) = signal.and_then(|weak| weak.0.as_object()) {
        agent.keep_object(signal);
        let text = "The operation was aborted due to timeout";
        let reason = dom_exception::new_dom_exception(agent, "TimeoutError", text);
        signal_abort(agent, signal, reason.value())?;
    }
    Ok(Value::UNDEFINED)
}

/// [AbortSignal.any(signals)](https://nodejs.org/api/globals.html#static-method-abortsignalanysignals)
fn any(agent: &mut Agent, call: Call) -> JsResult {
    let signals = signal_list(agent, call.arg(0))?;
    let result = new_signal(agent);
    let aborted = signals.iter().find_map(|signal| {
        let data = own::<Signal>(agent, *signal)?;
        data.reason
    });
    if let Some(data) = own_mut::<Signal>(agent, result) {
        data.reason = aborted;
        data.sources = Some(Vec::new());
    }
    if aborted.is_some() {
        return Ok(result.value());
    }
    let mut sources: Vec<Object> = Vec::new();
    let mut known = FxHashSet::default();
    for signal in signals {
        let Some(data) = own::<Signal>(agent, signal) else {
            continue;
        };
        let found = match &data.sources {
            None => vec![signal],
            Some(sources) => sources.clone(),
        };
        agent.poll_work(found.len() / 16)?;
        sources.extend(found.into_iter().filter(|source| known.insert(*source)));
    }
    for source in &sources {
        if let Some(data) = own_mut::<Signal>(agent, *source) {
            data.dependents.push(result);
        }
    }
    if let Some(data) = own_mut::<Signal>(agent, result) {
        data.sources = Some(sources);
    }
    Ok(result.value())
}

/// A sequence of signals, which is kept.
fn signal_list(agent: &mut Agent, value: Value) -> JsResult<Vec<Object>> {
    let iterator = PropertyKey::symbol(agent.symbols.iterator);
    if !value.is_object() || agent.get_method(value, iterator)?.is_none() {
        let text = "signals cannot be converted to sequence.";
        return Err(check::type_error(agent, "ERR_INVALID_ARG_TYPE", text));
    }
    let list = agent.iterable_to_array(value)?;
    agent.keep_object(list);
    let mut signals = Vec::new();
    for (at, value) in agent.heap.elements(list).to_vec().into_iter().enumerate() {
        agent.poll()?;
        match value.as_object() {
            Some(object) if is_signal(agent, object) => signals.push(object),
            _ => {
                let text = format!("signals[{at}] is not of type AbortSignal.");
                return Err(check::type_error(agent, "ERR_INVALID_ARG_TYPE", &text));
            }
        }
    }
    Ok(signals)
}

fn this_reason(agent: &mut Agent, call: Call) -> JsResult<Option<Value>> {
    let this = event_target::this_own::<Signal>(agent, call, "AbortSignal")?;
    Ok(own::<Signal>(agent, this).and_then(|data| data.reason))
}

/// [abortSignal.aborted](https://nodejs.org/api/globals.html#abortsignalaborted)
fn aborted(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this_reason(agent, call)?.is_some()))
}

/// [abortSignal.reason](https://nodejs.org/api/globals.html#abortsignalreason)
fn reason(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_reason(agent, call)?.unwrap_or(Value::UNDEFINED))
}

/// [abortSignal.throwIfAborted()](https://nodejs.org/api/globals.html#abortsignalthrowifaborted)
fn throw_if_aborted(agent: &mut Agent, call: Call) -> JsResult {
    match this_reason(agent, call)? {
        Some(reason) => Err(agent.throw(reason)),
        None => Ok(Value::UNDEFINED),
    }
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let aborted = aborted(agent, call)?;
    show::fields(agent, call, show::Deep::Bracketed, &[("aborted", aborted)])
}
