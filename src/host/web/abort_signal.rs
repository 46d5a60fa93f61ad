//! [AbortSignal](https://nodejs.org/api/globals.html#class-abortsignal).
//!
//! Owns how signals come to abort, and how one's abort makes others abort. Their internal slots are in
//! `signal_data`.

use super::event::{self, EVENT, Flags};
use super::event_target::EVENT_TARGET;
use super::interface::{ATTRIBUTE, Interface, Members, allocate, prototype};
use super::signal_data::{HOOKS, Signal, is_aborted, is_signal, set_aborted, set_reason};
use super::target_data::{self, Target, own, own_mut};
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

fn run_abort(agent: &mut Agent, signal: Object) -> JsResult<()> {
    let event = event::new_event(agent, &EVENT, "abort", Flags::TRUSTED);
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
    let this = target_data::this_own::<Signal>(agent, call, "AbortSignal")?;
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
