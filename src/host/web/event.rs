//! [Event](https://dom.spec.whatwg.org/#interface-event), as
//! [Node](https://nodejs.org/api/events.html#class-event) has it.
//!
//! Owns the internal slots of all events: what an interface that extends Event adds are its
//! attributes, as `event_class` says. In Node an event has one target and no path, so phase and current
//! target follow from whether it is being dispatched.

use super::interface::{self, ATTRIBUTE, Interface, Members, OPERATION, allocate, prototype_for};
use super::{check, show};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Str,
    Tracer, Value,
};
use crate::event_loop::EventLoop;

const PHASES: &[(&str, i32)] = &[
    ("NONE", 0),
    ("CAPTURING_PHASE", 1),
    ("AT_TARGET", AT_TARGET),
    ("BUBBLING_PHASE", 3),
];

const AT_TARGET: i32 = 2;

const FIRST_METHODS: &[Method] = &[
    Method::new("initEvent", 1, init_event),
    Method::new("stopImmediatePropagation", 0, stop_immediate_propagation),
    Method::new("preventDefault", 0, prevent_default),
];

const FIRST_ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("target", target),
    Accessor::getter("currentTarget", current_target),
    Accessor::getter("srcElement", target),
    Accessor::getter("type", type_),
    Accessor::getter("cancelable", cancelable),
    Accessor::getter("defaultPrevented", default_prevented),
    Accessor::getter("timeStamp", time_stamp),
];

const COMPOSED_PATH: &[Method] = &[Method::new("composedPath", 0, composed_path)];

const ATTRIBUTES: &[Accessor] = &[
    Accessor {
        name: "returnValue",
        get: Some(return_value),
        set: Some(set_return_value),
    },
    Accessor::getter("bubbles", bubbles),
    Accessor::getter("composed", composed),
    Accessor::getter("eventPhase", event_phase),
    Accessor {
        name: "cancelBubble",
        get: Some(cancel_bubble),
        set: Some(set_cancel_bubble),
    },
];

const STOP_PROPAGATION: &[Method] = &[Method::new("stopPropagation", 0, stop_propagation)];

const IS_TRUSTED: &[Accessor] = &[Accessor::getter("isTrusted", is_trusted)];

/// `Event`
pub(super) static EVENT: Interface = Interface {
    constructor: Constructor {
        name: "Event",
        length: 1,
        run: construct,
    },
    parent: None,
    is_class: true,
    members: &[
        Members::Methods(FIRST_METHODS, OPERATION),
        Members::Accessors(FIRST_ATTRIBUTES, ATTRIBUTE),
        Members::Methods(COMPOSED_PATH, OPERATION),
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(STOP_PROPAGATION, OPERATION),
        Members::Accessors(IS_TRUSTED, PropertyFlags::ENUMERABLE),
        Members::Inspect(inspect),
        Members::Tag("Event"),
    ],
    statics: &[Members::Constants(PHASES)],
};

/// What can be said of an event in a bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Flags(u16);

impl Flags {
    pub(super) const NONE: Flags = Flags(0);
    pub(super) const BUBBLES: Flags = Flags(1);
    pub(super) const CANCELABLE: Flags = Flags(1 << 1);
    pub(super) const COMPOSED: Flags = Flags(1 << 2);
    pub(super) const PREVENTED: Flags = Flags(1 << 3);
    pub(super) const STOPPED: Flags = Flags(1 << 4);
    pub(super) const STOPPED_AT_ONCE: Flags = Flags(1 << 5);
    pub(super) const DISPATCHED: Flags = Flags(1 << 6);
    pub(super) const IN_PASSIVE: Flags = Flags(1 << 7);
    pub(super) const TRUSTED: Flags = Flags(1 << 8);

    pub(super) fn has(self, flag: Flags) -> bool {
        self.0 & flag.0 != 0
    }

    pub(super) fn set(&mut self, flag: Flags, to: bool) {
        match to {
            true => self.0 |= flag.0,
            false => self.0 &= !flag.0,
        }
    }
}

/// The internal slots of an event.
pub(super) struct EventData {
    /// `type`
    pub(super) kind: Str,
    pub(super) flags: Flags,
    /// Milliseconds since the program began.
    time: f64,
    /// What it was dispatched to last, or `null`.
    pub(super) target: Value,
    /// The attributes that an interface which extends Event adds.
    pub(super) own: Option<Box<dyn HostData>>,
}

impl HostData for EventData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.kind.value());
        tracer.mark(self.target);
        if let Some(own) = &self.own {
            own.trace(tracer);
        }
    }

    fn external_bytes(&self) -> usize {
        let own = self.own.as_deref();
        own.map_or(0, |own| size_of_val(own) + own.external_bytes())
    }
}

impl EventData {
    /// The slots of a new event.
    pub(super) fn new(agent: &mut Agent, kind: Str, flags: Flags) -> EventData {
        EventData {
            kind,
            flags,
            time: EventLoop::of(agent).clock.performance_now(),
            target: Value::NULL,
            own: None,
        }
    }
}

/// An event that no script makes.
pub(super) fn new_event(
    agent: &mut Agent,
    interface: &'static Interface,
    kind: &str,
    flags: Flags,
) -> Object {
    new_event_with(agent, interface, kind, flags, None)
}

/// As [`new_event`], with attributes of the interface's own.
pub(super) fn new_event_with(
    agent: &mut Agent,
    interface: &'static Interface,
    kind: &str,
    flags: Flags,
    own: Option<Box<dyn HostData>>,
) -> Object {
    let prototype = interface::prototype(agent, interface);
    let kind = agent.heap.property_key_of_str(kind);
    let kind = agent.heap.key_to_string(kind);
    let mut data = EventData::new(agent, kind, flags);
    data.own = own;
    allocate(agent, prototype, Box::new(data))
}

/// The slots of an event that is known to be one.
pub(super) fn data(agent: &mut Agent, event: Object) -> &mut EventData {
    match agent.heap.host_mut::<EventData>(event) {
        Some(data) => data,
        None => unreachable!("it was found to be an event"),
    }
}

/// Whether a value is an event.
pub(super) fn is_event(agent: &Agent, value: Value) -> bool {
    let object = value.as_object();
    object.is_some_and(|object| agent.heap.host::<EventData>(object).is_some())
}

fn this(agent: &mut Agent, call: Call) -> JsResult<&mut EventData> {
    match call.this().as_object() {
        Some(object) if agent.heap.host::<EventData>(object).is_some() => Ok(data(agent, object)),
        _ => Err(check::invalid_this(agent, "Event")),
    }
}

/// The start of what constructors of events do: the prototype, and `type` and the options that all
/// have, which are kept.
pub(super) fn begin(
    agent: &mut Agent,
    call: Call,
    interface: &'static Interface,
) -> JsResult<(Object, EventData, Option<Object>)> {
    let prototype = prototype_for(agent, call, interface)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["type"]));
    }
    let options = match call.arg(1).is_nullish() {
        true => None,
        false => Some(check::plain_options(agent, call.arg(1))?),
    };
    let mut flags = Flags::NONE;
    if let Some(options) = options {
        flags = init_flags(agent, options)?;
    }
    let kind = agent.to_string(call.arg(0))?;
    agent.keep(kind.value());
    let data = EventData::new(agent, kind, flags);
    Ok((prototype, data, options))
}

/// `bubbles`, `cancelable` and `composed` of an options object.
pub(super) fn init_flags(agent: &mut Agent, options: Object) -> JsResult<Flags> {
    let mut flags = Flags::NONE;
    flags.set(Flags::BUBBLES, check::flag(agent, options, "bubbles")?);
    flags.set(
        Flags::CANCELABLE,
        check::flag(agent, options, "cancelable")?,
    );
    flags.set(Flags::COMPOSED, check::flag(agent, options, "composed")?);
    Ok(flags)
}

/// [new Event(type, eventInitDict)](https://dom.spec.whatwg.org/#dom-event-event)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let (prototype, data, _) = begin(agent, call, &EVENT)?;
    Ok(allocate(agent, prototype, Box::new(data)).value())
}

/// [event.initEvent(type\[, bubbles\[, cancelable\]\])](https://nodejs.org/api/events.html#eventiniteventtype-bubbles-cancelable)
fn init_event(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["type"]));
    }
    if this(agent, call)?.flags.has(Flags::DISPATCHED) {
        return Ok(Value::UNDEFINED);
    }
    let kind = agent.to_string(call.arg(0))?;
    let [bubbles, cancelable] = [1, 2].map(|at| agent.heap.to_boolean(call.arg(at)));
    let this = this(agent, call)?;
    this.kind = kind;
    this.flags.set(Flags::BUBBLES, bubbles);
    this.flags.set(Flags::CANCELABLE, cancelable);
    Ok(Value::UNDEFINED)
}

/// [event.stopImmediatePropagation()](https://nodejs.org/api/events.html#eventstopimmediatepropagation)
fn stop_immediate_propagation(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    this.flags.set(Flags::STOPPED, true);
    this.flags.set(Flags::STOPPED_AT_ONCE, true);
    Ok(Value::UNDEFINED)
}

/// [event.preventDefault()](https://nodejs.org/api/events.html#eventpreventdefault)
fn prevent_default(agent: &mut Agent, call: Call) -> JsResult {
    let flags = &mut this(agent, call)?.flags;
    if flags.has(Flags::CANCELABLE) && !flags.has(Flags::IN_PASSIVE) {
        flags.set(Flags::PREVENTED, true);
    }
    Ok(Value::UNDEFINED)
}

/// [event.target](https://nodejs.org/api/events.html#eventtarget)
fn target(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call)?.target)
}

/// [event.currentTarget](https://nodejs.org/api/events.html#eventcurrenttarget)
fn current_target(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    Ok(match this.flags.has(Flags::DISPATCHED) {
        true => this.target,
        false => Value::NULL,
    })
}

/// [event.type](https://nodejs.org/api/events.html#eventtype)
fn type_(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call)?.kind.value())
}

/// [event.cancelable](https://nodejs.org/api/events.html#eventcancelable)
fn cancelable(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this(agent, call)?.flags.has(Flags::CANCELABLE)))
}

impl Flags {
    /// `defaultPrevented`
    pub(super) fn is_prevented(self) -> bool {
        self.has(Flags::CANCELABLE) && self.has(Flags::PREVENTED)
    }
}

/// [event.defaultPrevented](https://nodejs.org/api/events.html#eventdefaultprevented)
fn default_prevented(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this(agent, call)?.flags.is_prevented()))
}

/// [event.timeStamp](https://nodejs.org/api/events.html#eventtimestamp)
fn time_stamp(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::number(this(agent, call)?.time))
}

/// [event.composedPath()](https://nodejs.org/api/events.html#eventcomposedpath)
fn composed_path(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    let path = match this.flags.has(Flags::DISPATCHED) {
        true => vec![this.target],
        false => Vec::new(),
    };
    Ok(agent.new_array(path).value())
}

/// [event.returnValue](https://nodejs.org/api/events.html#eventreturnvalue)
fn return_value(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(!this(agent, call)?.flags.is_prevented()))
}

fn set_return_value(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    match agent.heap.to_boolean(call.arg(0)) {
        true => Ok(Value::UNDEFINED),
        false => prevent_default(agent, call),
    }
}

/// [event.bubbles](https://nodejs.org/api/events.html#eventbubbles)
fn bubbles(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this(agent, call)?.flags.has(Flags::BUBBLES)))
}

/// [event.composed](https://nodejs.org/api/events.html#eventcomposed)
fn composed(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this(agent, call)?.flags.has(Flags::COMPOSED)))
}

/// [event.eventPhase](https://nodejs.org/api/events.html#eventeventphase)
fn event_phase(agent: &mut Agent, call: Call) -> JsResult {
    let dispatched = this(agent, call)?.flags.has(Flags::DISPATCHED);
    Ok(Value::int(if dispatched { AT_TARGET } else { 0 }))
}

/// [event.cancelBubble](https://nodejs.org/api/events.html#eventcancelbubble)
fn cancel_bubble(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this(agent, call)?.flags.has(Flags::STOPPED)))
}

fn set_cancel_bubble(agent: &mut Agent, call: Call) -> JsResult {
    let stops = agent.heap.to_boolean(call.arg(0));
    let this = this(agent, call)?;
    if stops {
        this.flags.set(Flags::STOPPED, true);
    }
    Ok(Value::UNDEFINED)
}

/// [event.stopPropagation()](https://nodejs.org/api/events.html#eventstoppropagation)
fn stop_propagation(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?.flags.set(Flags::STOPPED, true);
    Ok(Value::UNDEFINED)
}

/// [event.isTrusted](https://nodejs.org/api/events.html#eventistrusted): false for anything else.
fn is_trusted(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_or_none(agent, call);
    Ok(Value::bool(
        this.is_some_and(|data| data.flags.has(Flags::TRUSTED)),
    ))
}

fn this_or_none(agent: &Agent, call: Call) -> Option<&EventData> {
    agent.heap.host(call.this().as_object()?)
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    let fields = [
        ("type", this.kind.value()),
        ("defaultPrevented", Value::bool(this.flags.is_prevented())),
        ("cancelable", Value::bool(this.flags.has(Flags::CANCELABLE))),
        ("timeStamp", Value::number(this.time)),
    ];
    show::fields(agent, call, show::Deep::Name, &fields)
}
