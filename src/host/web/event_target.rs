//! [EventTarget](https://dom.spec.whatwg.org/#interface-eventtarget), as
//! [Node](https://nodejs.org/api/events.html#class-eventtarget) has it.
//!
//! Owns the methods that add and remove listeners. What a target is made of is in `target_data`, how
//! listeners are called in `dispatch`.

use super::interface::{Interface, Members, OPERATION, allocate, prototype_for};
use super::listeners::Traits;
use super::target_data::{Target, add, event_type, is_target, poll_for, remove, this_target};
use super::{check, dispatch, event, show, signal_data};
use crate::engine::{
    Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyKey, Symbol, SymbolKind,
    Tracer, Value,
};
use crate::host::{errors, warnings};

const METHODS: &[Method] = &[
    Method::new("addEventListener", 2, add_event_listener),
    Method::new("removeEventListener", 2, remove_event_listener),
    Method::new("dispatchEvent", 1, dispatch_event),
];

/// `EventTarget`
pub(super) static EVENT_TARGET: Interface = Interface {
    constructor: Constructor {
        name: "EventTarget",
        length: 0,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(METHODS, OPERATION),
        Members::Inspect(inspect),
        Members::Tag("EventTarget"),
    ],
    statics: &[Members::Mark("nodejs.event_target")],
};

/// [new EventTarget()](https://dom.spec.whatwg.org/#dom-eventtarget-eventtarget)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &EVENT_TARGET)?;
    Ok(allocate(agent, prototype, Box::new(Target::plain())).value())
}

/// The options of `addEventListener`: traits, and the signal, which is kept.
fn listener_options(agent: &mut Agent, value: Value) -> JsResult<(Traits, Option<Object>)> {
    let mut traits = Traits::default();
    let options = match value.as_object() {
        Some(options) => options,
        None if value.is_nullish() => return Ok((traits, None)),
        None => {
            if let Some(capture) = value.as_bool() {
                traits.capture = capture;
                return Ok((traits, None));
            }
            let expected = "of type object";
            return Err(errors::invalid_argument_type(
                agent, "options", expected, value,
            ));
        }
    };
    traits.once = check::flag(agent, options, "once")?;
    traits.capture = check::flag(agent, options, "capture")?;
    traits.passive = check::flag(agent, options, "passive")?;
    let signal = check::option(agent, options, "signal")?;
    agent.keep(signal);
    if let Some(&Resists(symbol)) = agent.slot::<Resists>() {
        let resists = agent.get(options, PropertyKey::symbol(symbol))?;
        traits.resists = agent.heap.to_boolean(resists);
    }
    let signal = match signal.as_object() {
        None if signal.is_undefined() => None,
        Some(object) if signal_data::is_signal(agent, object) => Some(object),
        _ => {
            let expected = "an instance of AbortSignal";
            return Err(errors::invalid_argument_type(
                agent,
                "options.signal",
                expected,
                signal,
            ));
        }
    };
    Ok((traits, signal))
}

/// The symbol that Node's own modules give as an option to listeners that can't be stopped.
struct Resists(Symbol);

impl HostData for Resists {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.0.value());
    }
}

/// That symbol, made when it is first asked for.
pub(in crate::host) fn resists_symbol(agent: &mut Agent) -> Symbol {
    if let Some(Resists(symbol)) = agent.slot() {
        return *symbol;
    }
    let description = agent.heap.new_string("kResistStopPropagation");
    let symbol = agent.heap.new_symbol(Some(description), SymbolKind::Plain);
    agent.set_slot(Resists(symbol));
    symbol
}

/// Whether a value can be a listener; not if it is nullish.
fn is_listener(agent: &mut Agent, value: Value) -> JsResult<bool> {
    if value.is_nullish() || agent.heap.is_callable(value) {
        return Ok(!value.is_nullish());
    }
    let key = agent.static_key("handleEvent");
    let method = agent.get_v(value, key)?;
    if value.is_object() || agent.heap.is_callable(method) {
        return Ok(true);
    }
    let expected = "an instance of EventListener";
    Err(errors::invalid_argument_type(
        agent, "listener", expected, value,
    ))
}

/// [target.addEventListener(type, listener\[, options\])](https://nodejs.org/api/events.html#eventtargetaddeventlistenertype-listener-options)
fn add_event_listener(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    if call.len() < 2 {
        return Err(check::missing_arguments(agent, &["type", "listener"]));
    }
    let (traits, signal) = listener_options(agent, call.arg(2))?;
    let listener = call.arg(1);
    if !is_listener(agent, listener)? {
        warn_of_nothing(agent, call)?;
        return Ok(Value::UNDEFINED);
    }
    let kind = event_type(agent, call.arg(0))?;
    poll_for(agent, this, kind.0)?;
    add_with_signal(agent, this, kind, listener, traits, signal);
    Ok(Value::UNDEFINED)
}

/// Adds a listener with known traits, as `on` and `once` do.
pub(super) fn listen(
    agent: &mut Agent,
    object: Object,
    kind: Value,
    listener: Value,
    traits: Traits,
) -> JsResult<()> {
    if !is_listener(agent, listener)? {
        return Ok(());
    }
    let kind = event_type(agent, kind)?;
    poll_for(agent, object, kind.0)?;
    add(agent, object, kind, listener, traits, None);
    Ok(())
}

/// Adds a listener, which the signal removes when it aborts.
fn add_with_signal(
    agent: &mut Agent,
    target: Object,
    kind: (PropertyKey, Value),
    listener: Value,
    traits: Traits,
    signal: Option<Object>,
) {
    if let Some(signal) = signal {
        if signal_data::is_aborted(agent, signal) {
            return;
        }
        let capture = Value::bool(traits.capture);
        let what = agent.new_array(vec![kind.1, listener, capture]);
        let id = agent.register_function("", 0, remove_at_abort);
        let remover = agent.new_native(id, [target.value(), what.value()]);
        signal_data::on_abort(agent, signal, remover, Some(target));
    }
    add(agent, target, kind, listener, traits, None);
}

/// What a signal calls to remove a listener that was added with it.
fn remove_at_abort(agent: &mut Agent, call: Call) -> JsResult {
    let target = agent.heap.native_data(call.callee(), 0).as_object();
    let what = agent.heap.native_data(call.callee(), 1).as_object();
    if let (Some(target), Some(what)) = (target, what)
        && let [name, listener, capture] = *agent.heap.elements(what)
    {
        let (key, _) = event_type(agent, name)?;
        remove(agent, target, key, listener, capture == Value::TRUE);
    }
    Ok(Value::UNDEFINED)
}

#[cold]
fn warn_of_nothing(agent: &mut Agent, call: Call) -> JsResult<()> {
    let listener = call.arg(1);
    let listener = agent.to_rust_string(listener)?;
    let text = format!("addEventListener called with {listener} which has no effect.");
    let fields = [("target", call.this()), ("type", call.arg(0))];
    warnings::emit_with(agent, &text, "AddEventListenerArgumentTypeWarning", &fields);
    Ok(())
}

/// [target.removeEventListener(type, listener\[, options\])](https://nodejs.org/api/events.html#eventtargetremoveeventlistenertype-listener-options)
pub(super) fn remove_event_listener(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    if call.len() < 2 {
        return Err(check::missing_arguments(agent, &["type", "listener"]));
    }
    let listener = call.arg(1);
    if !is_listener(agent, listener)? {
        return Ok(Value::UNDEFINED);
    }
    let (key, _) = event_type(agent, call.arg(0))?;
    poll_for(agent, this, key)?;
    let options = call.arg(2);
    let capture = match options.as_object() {
        Some(options) => check::flag(agent, options, "capture")?,
        None => options == Value::TRUE,
    };
    remove(agent, this, key, listener, capture);
    Ok(Value::UNDEFINED)
}

/// [target.dispatchEvent(event)](https://nodejs.org/api/events.html#eventtargetdispatcheventevent)
fn dispatch_event(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["event"]));
    }
    let Some(object) = call
        .arg(0)
        .as_object()
        .filter(|_| event::is_event(agent, call.arg(0)))
    else {
        let expected = "an instance of Event";
        let value = call.arg(0);
        return Err(errors::invalid_argument_type(
            agent, "event", expected, value,
        ));
    };
    let data = event::data(agent, object);
    let kind = data.kind;
    if data.flags.has(event::Flags::DISPATCHED) {
        let kind = agent.heap.utf8(kind);
        let text = format!("The event \"{kind}\" is already being dispatched");
        let proto = crate::engine::Intrinsic::ErrorPrototype;
        return Err(errors::throw(agent, proto, "ERR_EVENT_RECURSION", &text));
    }
    dispatch::dispatch(agent, this, object)?;
    let flags = event::data(agent, object).flags;
    Ok(Value::bool(!flags.is_prevented()))
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    if !is_target(agent, call.this()) {
        return Ok(call.this());
    }
    show::fields(agent, call, show::Deep::Name, &[])
}
