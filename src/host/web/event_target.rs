//! [EventTarget](https://dom.spec.whatwg.org/#interface-eventtarget), as
//! [Node](https://nodejs.org/api/events.html#class-eventtarget) has it.
//!
//! Owns the internal slots that all event targets have, whatever else they are, and the methods that
//! add and remove listeners. How listeners are called is in `dispatch`.

use super::super::errors;
use super::super::warnings;
use super::abort_signal;
use super::interface::{Interface, Members, OPERATION, allocate, prototype_for};
use super::listeners::{Listeners, Traits};
use super::{check, dispatch, event, show};
use crate::engine::{
    Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyKey, Symbol, SymbolKind,
    Tracer, Value,
};
use crate::heap::Marks;
use crate::host::inspect::{self, Options};
use std::any::Any;

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

/// What a target does when its listeners change: the type, and how many of it there are then.
pub(super) struct ListenerHooks {
    pub(super) added: fn(&mut Agent, Object, PropertyKey, usize, Traits),
    pub(super) removed: fn(&mut Agent, Object, PropertyKey, usize),
}

/// The internal slots of an event target.
pub(super) struct Target {
    pub(super) listeners: Listeners,
    hooks: Option<&'static ListenerHooks>,
    /// What it is beside an event target.
    own: Option<Box<dyn HostData>>,
}

impl HostData for Target {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.listeners.trace(tracer);
        if let Some(own) = &self.own {
            own.trace(tracer);
        }
    }

    fn external_bytes(&self) -> usize {
        let own = self.own.as_deref();
        let own = own.map_or(0, |own| size_of_val(own) + own.external_bytes());
        self.listeners.bytes() + own
    }

    fn is_weak(&self) -> bool {
        self.listeners.is_weak() || self.own.as_ref().is_some_and(|own| own.is_weak())
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.listeners.forget_dead(marks);
        self.own.as_mut().is_some_and(|own| own.forget_dead(marks))
    }
}

impl Target {
    /// The slots of a plain event target.
    pub(super) fn plain() -> Target {
        Target {
            listeners: Listeners::default(),
            hooks: None,
            own: None,
        }
    }

    /// The slots of a target that is something else besides.
    pub(super) fn with(own: impl HostData, hooks: Option<&'static ListenerHooks>) -> Target {
        Target {
            listeners: Listeners::default(),
            hooks,
            own: Some(Box::new(own)),
        }
    }
}

/// The slots of an event target, if an object is one.
pub(super) fn target(agent: &Agent, object: Object) -> Option<&Target> {
    agent.heap.host(object)
}

/// As [`target`], to change.
pub(super) fn target_mut(agent: &mut Agent, object: Object) -> Option<&mut Target> {
    agent.heap.host_mut(object)
}

/// What an event target is besides, if it is a `T`.
pub(super) fn own<T: HostData>(agent: &Agent, object: Object) -> Option<&T> {
    let own: &dyn Any = &**target(agent, object)?.own.as_ref()?;
    own.downcast_ref()
}

/// As [`own`], to change.
pub(super) fn own_mut<T: HostData>(agent: &mut Agent, object: Object) -> Option<&mut T> {
    let own: &mut dyn Any = &mut **target_mut(agent, object)?.own.as_mut()?;
    own.downcast_mut()
}

/// As [`own`], of the receiver of a method.
pub(super) fn this_own<T: HostData>(agent: &mut Agent, call: Call, name: &str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if own::<T>(agent, object).is_some() => Ok(object),
        _ => Err(check::invalid_this(agent, name)),
    }
}

/// [new EventTarget()](https://dom.spec.whatwg.org/#dom-eventtarget-eventtarget)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &EVENT_TARGET)?;
    Ok(allocate(agent, prototype, Box::new(Target::plain())).value())
}

/// That the receiver is an event target.
pub(super) fn this_target(agent: &mut Agent, call: Call) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if target(agent, object).is_some() => Ok(object),
        _ => Err(check::invalid_this(agent, "EventTarget")),
    }
}

/// A type of events as a key, with the string that keeps it alive, which is kept.
pub(super) fn event_type(agent: &mut Agent, value: Value) -> JsResult<(PropertyKey, Value)> {
    if value.is_symbol() {
        let text = "Value is a Symbol and cannot be converted to a string.";
        return Err(check::type_error(agent, "ERR_INVALID_ARG_TYPE", text));
    }
    let string = agent.to_string(value)?;
    let key = agent.heap.property_key(string);
    let name = agent.heap.key_to_value(key);
    agent.keep(name);
    Ok((key, name))
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
        Some(object) if abort_signal::is_signal(agent, object) => Some(object),
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

/// Whether a value is an event target.
pub(in crate::host) fn is_target(agent: &Agent, value: Value) -> bool {
    let object = value.as_object();
    object.is_some_and(|object| target(agent, object).is_some())
}

/// The listeners to a type.
pub(in crate::host) fn listeners_of(
    agent: &mut Agent,
    value: Value,
    kind: Value,
) -> JsResult<Vec<Value>> {
    let (key, _) = event_type(agent, kind)?;
    let target = value.as_object().and_then(|object| target(agent, object));
    Ok(target.map_or(Vec::new(), |target| target.listeners.callbacks(key)))
}

/// How many listeners of one type a target may have before it warns.
pub(in crate::host) fn max_listeners(agent: &Agent, value: Value) -> f64 {
    let target = value.as_object().and_then(|object| target(agent, object));
    target.map_or(0.0, |target| target.listeners.max)
}

/// Sets that, and lets it warn again.
pub(in crate::host) fn set_max_listeners(agent: &mut Agent, value: Value, count: f64) {
    let target = value.as_object();
    if let Some(target) = target.and_then(|object| target_mut(agent, object)) {
        target.listeners.max = count;
        target.listeners.warned = false;
    }
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

/// Spends what looking through the listeners to a type costs.
fn poll_for(agent: &mut Agent, object: Object, key: PropertyKey) -> JsResult<()> {
    let size = target(agent, object).and_then(|target| target.listeners.size(key));
    agent.poll_work(size.unwrap_or(0) / 32)
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
        if abort_signal::is_aborted(agent, signal) {
            return;
        }
        let capture = Value::bool(traits.capture);
        let what = agent.new_array(vec![kind.1, listener, capture]);
        let id = agent.register_function("", 0, remove_at_abort);
        let remover = agent.new_native(id, [target.value(), what.value()]);
        abort_signal::on_abort(agent, signal, remover, Some(target));
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

/// Adds a listener, unless it is there; `owner` is what keeps its callback alive, if not the target.
pub(super) fn add(
    agent: &mut Agent,
    object: Object,
    kind: (PropertyKey, Value),
    listener: Value,
    traits: Traits,
    owner: Option<Object>,
) {
    let Some(target) = target_mut(agent, object) else {
        return;
    };
    if let Some(size) = target.listeners.add(kind, listener, traits, owner) {
        tell_added(agent, object, kind.0, size, traits);
    }
}

/// Says that there is one more listener.
pub(super) fn tell_added(
    agent: &mut Agent,
    object: Object,
    key: PropertyKey,
    size: usize,
    traits: Traits,
) {
    let Some(target) = target_mut(agent, object) else {
        return;
    };
    let max = target.listeners.max;
    let too_many = max > 0.0 && size as f64 > max && !target.listeners.warned;
    target.listeners.warned |= too_many;
    if let Some(hooks) = target.hooks {
        (hooks.added)(agent, object, key, size, traits);
    }
    if too_many {
        warn_of_many(agent, object, key, size, max);
    }
}

/// Says that there is one listener less.
pub(super) fn tell_removed(agent: &mut Agent, object: Object, key: PropertyKey, size: usize) {
    if let Some(hooks) = target(agent, object).and_then(|target| target.hooks) {
        (hooks.removed)(agent, object, key, size);
    }
}

#[cold]
fn warn_of_many(agent: &mut Agent, object: Object, key: PropertyKey, size: usize, max: f64) {
    let kind = agent.heap.key_for_message(key);
    let options = Options {
        depth: Some(-1.0),
        ..Options::default()
    };
    // Inspection may run a script's code, of which Node doesn't catch errors either; they are the
    // program's.
    let shown = match inspect::inspect(agent, object.value(), &options) {
        Ok(shown) => shown,
        Err(throw) => {
            let error = agent.catch(throw);
            if let Ok(error) = error {
                dispatch::report(agent, error);
            }
            return;
        }
    };
    let text = format!(
        "Possible EventTarget memory leak detected. {size} {kind} listeners added to {shown}. \
         MaxListeners is {max}. Use events.setMaxListeners() to increase limit"
    );
    let kind = agent.heap.key_to_value(key);
    let fields = [
        ("target", object.value()),
        ("type", kind),
        ("count", Value::from_usize(size)),
    ];
    warnings::emit_with(agent, &text, "MaxListenersExceededWarning", &fields);
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

/// Removes a listener, if it is there.
pub(super) fn remove(
    agent: &mut Agent,
    object: Object,
    key: PropertyKey,
    listener: Value,
    capture: bool,
) {
    let target = target_mut(agent, object);
    let left = target.and_then(|target| target.listeners.remove(key, listener, capture));
    if let Some(left) = left {
        tell_removed(agent, object, key, left);
    }
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
