//! [MessageEvent](https://html.spec.whatwg.org/multipage/comms.html#messageevent): an event with what
//! a port, a channel or a socket has received.

use super::event::{EVENT, Flags};
use super::event_class::{Attribute, EventClass, any, empty, null, string};
use super::interface::{ATTRIBUTE, Interface, Members, OPERATION};
use super::port_data::is_port;
use super::web_idl;
use crate::engine::{
    Accessor, Agent, Call, Constructor, JsResult, Method, Object, PropertyKey, Throw, Value,
};

// The places of attributes.
const DATA: usize = 0;
const ORIGIN: usize = 1;
const LAST_EVENT_ID: usize = 2;
const SOURCE: usize = 3;
const PORTS: usize = 4;

const GETTERS: &[Accessor] = &[
    Accessor::getter("data", |agent, call| CLASS.get(agent, call, DATA)),
    Accessor::getter("origin", |agent, call| CLASS.get(agent, call, ORIGIN)),
    Accessor::getter("lastEventId", |agent, call| {
        CLASS.get(agent, call, LAST_EVENT_ID)
    }),
    Accessor::getter("source", |agent, call| CLASS.get(agent, call, SOURCE)),
    Accessor::getter("ports", ports),
];

const METHODS: &[Method] = &[Method::new("initMessageEvent", 1, init_message_event)];

/// `MessageEvent`
pub(super) static MESSAGE_EVENT: Interface = Interface {
    constructor: Constructor {
        name: "MessageEvent",
        length: 1,
        run: |agent, call| CLASS.construct(agent, call),
    },
    parent: Some(&EVENT),
    is_class: true,
    members: &[
        Members::Accessors(GETTERS, ATTRIBUTE),
        Members::Methods(METHODS, OPERATION),
        Members::Tag("MessageEvent"),
    ],
    statics: &[],
};

static CLASS: EventClass = EventClass {
    interface: &MESSAGE_EVENT,
    attributes: &[
        Attribute {
            name: "data",
            default: null,
            read: any,
        },
        Attribute {
            name: "origin",
            default: empty,
            read: string,
        },
        Attribute {
            name: "lastEventId",
            default: empty,
            read: string,
        },
        Attribute {
            name: "source",
            default: null,
            read: read_source,
        },
        // An array, frozen once it was asked for; `undefined` for an empty one.
        Attribute {
            name: "ports",
            default: |_| Value::UNDEFINED,
            read: read_ports,
        },
    ],
    is_undici: true,
};

/// The event for a message that has come, or couldn't be read. `undefined` is no data.
pub(super) fn new_message_event(
    agent: &mut Agent,
    kind: &str,
    data: Value,
    ports: Vec<Value>,
) -> Object {
    let mut values = CLASS.defaults(agent);
    if !data.is_undefined() {
        values[DATA] = data;
    }
    if !ports.is_empty() {
        values[PORTS] = agent.new_array(ports).value();
    }
    CLASS.new_event(agent, kind, values)
}

fn read_source(agent: &mut Agent, source: Value) -> JsResult<Option<Value>> {
    if source.is_null() {
        return Ok(None);
    }
    match is_port(agent, source) {
        true => Ok(Some(source)),
        false => Err(not_a_port(agent, "source", source)),
    }
}

fn read_ports(agent: &mut Agent, ports: Value) -> JsResult<Option<Value>> {
    let iterator = PropertyKey::symbol(agent.symbols.iterator);
    if !ports.is_object() || agent.get_method(ports, iterator)?.is_none() {
        let shown = web_idl::stringify(agent, ports)?;
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
    Ok(Some(list.value()))
}

#[cold]
fn not_a_port(agent: &mut Agent, what: &str, value: Value) -> Throw {
    let shown = match web_idl::stringify(agent, value) {
        Ok(shown) => shown,
        Err(throw) => return throw,
    };
    agent.type_error(format!(
        "MessageEvent constructor: Expected eventInitDict.{what} (\"{shown}\") to be an instance of MessagePort."
    ))
}

/// [event.ports](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-ports)
fn ports(agent: &mut Agent, call: Call) -> JsResult {
    let known = CLASS.get(agent, call, PORTS)?;
    let ports = match known.as_object() {
        Some(ports) => ports,
        None => agent.new_array(Vec::new()),
    };
    agent.keep_object(ports);
    agent.set_integrity_level(ports, true)?;
    CLASS.this(agent, call)?[PORTS] = ports.value();
    Ok(ports.value())
}

/// [event.initMessageEvent(type, ...)](https://html.spec.whatwg.org/multipage/comms.html#dom-messageevent-initmessageevent):
/// gives a new event, as undici's does.
fn init_message_event(agent: &mut Agent, call: Call) -> JsResult {
    CLASS.this(agent, call)?;
    web_idl::require(agent, call, 1, "MessageEvent.initMessageEvent")?;
    let kind = agent.to_string(call.arg(0))?;
    agent.keep(kind.value());
    let mut values = CLASS.defaults(agent);
    if !call.arg(3).is_undefined() {
        values[DATA] = call.arg(3);
    }
    for (at, place) in [(4, ORIGIN), (5, LAST_EVENT_ID)] {
        if !call.arg(at).is_undefined() {
            values[place] = agent.to_string(call.arg(at))?.value();
            agent.keep(values[place]);
        }
    }
    if is_port(agent, call.arg(6)) {
        values[SOURCE] = call.arg(6);
    }
    if !call.arg(7).is_undefined() {
        values[PORTS] = agent.iterable_to_array(call.arg(7))?.value();
    }
    let mut flags = Flags::NONE;
    flags.set(Flags::BUBBLES, agent.heap.to_boolean(call.arg(1)));
    flags.set(Flags::CANCELABLE, agent.heap.to_boolean(call.arg(2)));
    Ok(CLASS.new_event_of(agent, kind, flags, values).value())
}
