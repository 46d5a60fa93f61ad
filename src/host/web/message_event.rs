//! [MessageEvent](https://html.spec.whatwg.org/multipage/comms.html#messageevent): an event with what
//! a port, a channel or a socket has received.

use super::check;
use super::event::{self, Detail, EVENT, EventData, Flags};
use super::interface::{ATTRIBUTE, Interface, Members, OPERATION, allocate, prototype_for};
use super::message_port::is_port;
use crate::engine::{
    Accessor, Agent, Call, Constructor, JsResult, Method, Object, Str, Tracer, Value,
};
use crate::host::show;

const ATTRIBUTES: &[Accessor] = &[
    Accessor::getter("data", data),
    Accessor::getter("origin", origin),
    Accessor::getter("lastEventId", last_event_id),
    Accessor::getter("source", source),
    Accessor::getter("ports", ports),
];

const METHODS: &[Method] = &[Method::new("initMessageEvent", 1, init_message_event)];

/// `MessageEvent`
pub(super) static MESSAGE_EVENT: Interface = Interface {
    constructor: Constructor {
        name: "MessageEvent",
        length: 1,
        run: construct,
    },
    parent: Some(&EVENT),
    is_class: true,
    members: &[
        Members::Accessors(ATTRIBUTES, ATTRIBUTE),
        Members::Methods(METHODS, OPERATION),
        Members::Tag("MessageEvent"),
    ],
    statics: &[],
};

/// What a MessageEvent has beside what events have.
pub(super) struct Message {
    data: Value,
    origin: Value,
    last_event_id: Value,
    source: Value,
    /// An array, frozen once it was asked for; `undefined` for an empty one.
    ports: Value,
}

impl Message {
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        let Message {
            data,
            origin,
            last_event_id,
            source,
            ports,
        } = *self;
        [data, origin, last_event_id, source, ports]
            .into_iter()
            .for_each(|value| tracer.mark(value));
    }

    fn empty(agent: &mut Agent) -> Message {
        let empty = agent.heap.empty_string().value();
        Message {
            data: Value::NULL,
            origin: empty,
            last_event_id: empty,
            source: Value::NULL,
            ports: Value::UNDEFINED,
        }
    }
}

/// The event for a message that has come, or couldn't be read.
pub(super) fn new_message_event(
    agent: &mut Agent,
    kind: &str,
    data: Value,
    ports: Vec<Value>,
) -> Object {
    let mut message = Message::empty(agent);
    message.data = data;
    if !ports.is_empty() {
        message.ports = agent.new_array(ports).value();
    }
    let detail = Detail::Message(Box::new(message));
    event::new_event(agent, &MESSAGE_EVENT, kind, Flags::NONE, detail)
}

/// The arguments of a constructor of events that is undici's in Node: `type` and the dictionary.
/// They are kept.
pub(super) fn init_dictionary(
    agent: &mut Agent,
    call: Call,
    name: &str,
) -> JsResult<(Str, Option<Object>)> {
    if call.is_empty() {
        let text = format!("{name} constructor: 1 argument required, but 0 found.");
        return Err(agent.type_error(text));
    }
    let kind = agent.to_string(call.arg(0))?;
    agent.keep(kind.value());
    let options = call.arg(1);
    if !options.is_nullish() && !options.is_object() {
        let shown = stringify(agent, options)?;
        return Err(agent.type_error(format!(
            "{name} constructor: Expected {shown} to be one of: Null, Undefined, Object."
        )));
    }
    Ok((kind, options.as_object()))
}

/// [new MessageEvent(type, eventInitDict)](https://html.spec.whatwg.org/multipage/comms.html#messageevent)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &MESSAGE_EVENT)?;
    let (kind, options) = init_dictionary(agent, call, "MessageEvent")?;
    let mut flags = Flags::NONE;
    let mut message = Message::empty(agent);
    if let Some(options) = options {
        flags = event::init_flags(agent, options)?;
        message = init_message(agent, options)?;
    }
    let detail = Detail::Message(Box::new(message));
    let data = EventData::new(agent, kind, flags, detail);
    Ok(allocate(agent, prototype, Box::new(data)).value())
}

/// The members of the dictionary, which are kept.
fn init_message(agent: &mut Agent, options: Object) -> JsResult<Message> {
    let mut message = Message::empty(agent);
    let data = check::option(agent, options, "data")?;
    agent.keep(data);
    if !data.is_undefined() {
        message.data = data;
    }
    let text = |agent: &mut Agent, name: &str, default: Value| {
        let value = check::option(agent, options, name)?;
        if value.is_undefined() {
            return Ok(default);
        }
        let text = agent.to_string(value)?.value();
        agent.keep(text);
        Ok(text)
    };
    message.origin = text(agent, "origin", message.origin)?;
    message.last_event_id = text(agent, "lastEventId", message.last_event_id)?;
    let source = check::option(agent, options, "source")?;
    agent.keep(source);
    if !source.is_nullish() {
        if !is_port(agent, source) {
            return Err(not_a_port(agent, "source", source));
        }
        message.source = source;
    }
    let ports = check::option(agent, options, "ports")?;
    if !ports.is_undefined() {
        agent.keep(ports);
        let iterator = crate::engine::PropertyKey::symbol(agent.symbols.iterator);
        if !ports.is_object() || agent.get_method(ports, iterator)?.is_none() {
            let shown = stringify(agent, ports)?;
            return Err(agent.type_error(format!(
                "MessageEvent constructor: eventInitDict.ports ({shown}) is not iterable."
            )));
        }
        let list = agent.iterable_to_array(ports)?;
        agent.keep_object(list);
        for (at, port) in agent.heap.elements(list).to_vec().into_iter().enumerate() {
            agent.poll()?;
            if !is_port(agent, port) {
                return Err(not_a_port(agent, &format!("ports[{at}]"), port));
            }
        }
        message.ports = list.value();
    }
    Ok(message)
}

/// A value as the messages of undici show it.
fn stringify(agent: &mut Agent, value: Value) -> JsResult<String> {
    match value.as_string() {
        Some(text) => Ok(format!("\"{}\"", agent.heap.utf8(text))),
        None => show::inspect(agent, value),
    }
}

#[cold]
fn not_a_port(agent: &mut Agent, what: &str, value: Value) -> crate::engine::Throw {
    let shown = match stringify(agent, value) {
        Ok(shown) => shown,
        Err(throw) => return throw,
    };
    agent.type_error(format!(
        "MessageEvent constructor: Expected eventInitDict.{what} (\"{shown}\") to be an instance of MessagePort."
    ))
}

fn this(agent: &mut Agent, call: Call) -> JsResult<&Message> {
    let is_message = |data: &EventData| matches!(data.detail, Detail::Message(_));
    let this = call.this().as_object();
    let data = this.and_then(|this| agent.heap.host(this));
    if !data.is_some_and(is_message) {
        let text = "Illegal invocation";
        return Err(check::type_error(agent, "ERR_INVALID_THIS", text));
    }
    match this.and_then(|this| agent.heap.host(this)) {
        Some(EventData {
            detail: Detail::Message(message),
            ..
        }) => Ok(message),
        _ => unreachable!("it was one just now"),
    }
}

/// [event.data](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-data)
fn data(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call)?.data)
}

/// [event.origin](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-origin)
fn origin(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call)?.origin)
}

/// [event.lastEventId](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-lasteventid)
fn last_event_id(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call)?.last_event_id)
}

/// [event.source](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-source)
fn source(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this(agent, call)?.source)
}

/// [event.ports](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-ports)
fn ports(agent: &mut Agent, call: Call) -> JsResult {
    let known = this(agent, call)?.ports;
    let ports = match known.as_object() {
        Some(ports) => ports,
        None => agent.new_array(Vec::new()),
    };
    agent.keep_object(ports);
    agent.set_integrity_level(ports, true)?;
    let this = call.this().as_object();
    if let Some(this) = this
        && let Detail::Message(message) = &mut event::data(agent, this).detail
    {
        message.ports = ports.value();
    }
    Ok(ports.value())
}

/// [event.initMessageEvent(type, ...)](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-initmessageevent):
/// gives a new event, as undici's does.
fn init_message_event(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    if call.is_empty() {
        let text = "MessageEvent.initMessageEvent: 1 argument required, but 0 found.";
        return Err(agent.type_error(text));
    }
    let kind = agent.to_string(call.arg(0))?;
    agent.keep(kind.value());
    let mut message = Message::empty(agent);
    message.data = match call.arg(3) {
        Value::UNDEFINED => Value::NULL,
        data => data,
    };
    for (at, slot) in [(4, &mut message.origin), (5, &mut message.last_event_id)] {
        if !call.arg(at).is_undefined() {
            *slot = agent.to_string(call.arg(at))?.value();
            agent.keep(*slot);
        }
    }
    if is_port(agent, call.arg(6)) {
        message.source = call.arg(6);
    }
    if !call.arg(7).is_undefined() {
        message.ports = agent.iterable_to_array(call.arg(7))?.value();
    }
    let mut flags = Flags::NONE;
    flags.set(Flags::BUBBLES, agent.heap.to_boolean(call.arg(1)));
    flags.set(Flags::CANCELABLE, agent.heap.to_boolean(call.arg(2)));
    let prototype = super::interface::prototype(agent, &MESSAGE_EVENT);
    let data = EventData::new(agent, kind, flags, Detail::Message(Box::new(message)));
    Ok(allocate(agent, prototype, Box::new(data)).value())
}
