//! [NodeEventTarget](https://nodejs.org/api/events.html#class-nodeeventtarget): an event target with some
//! of the methods of emitters, from which message ports inherit. It is no global.

use super::dispatch::{self, Occasion};
use super::event_target::{self, EVENT_TARGET, remove_event_listener};
use super::interface::{Interface, Members, OPERATION, allocate, prototype_for};
use super::listeners::{MAX_LISTENERS, Traits};
use super::target_data::{Target, event_type, target, target_mut, this_target};
use super::{check, custom_event, message_event, port_data};
use crate::engine::{Agent, Call, Constructor, JsResult, Method, Object, PropertyKey, Value};
use crate::host::errors;

const METHODS: &[Method] = &[
    Method::new("setMaxListeners", 1, set_max_listeners),
    Method::new("getMaxListeners", 0, get_max_listeners),
    Method::new("eventNames", 0, event_names),
    Method::new("listenerCount", 1, listener_count),
    Method::new("off", 3, off),
    Method::new("removeListener", 3, off),
    Method::new("on", 2, on),
    Method::new("addListener", 2, on),
    Method::new("emit", 2, emit),
    Method::new("once", 2, once),
    Method::new("removeAllListeners", 1, remove_all_listeners),
];

/// `NodeEventTarget`
pub(super) static NODE_EVENT_TARGET: Interface = Interface {
    constructor: Constructor {
        name: "NodeEventTarget",
        length: 0,
        run: construct,
    },
    parent: Some(&EVENT_TARGET),
    is_class: true,
    members: &[Members::Methods(METHODS, OPERATION)],
    statics: &[Members::Defaults(&[(
        "defaultMaxListeners",
        MAX_LISTENERS as i32,
    )])],
};

fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let prototype = prototype_for(agent, call, &NODE_EVENT_TARGET)?;
    let data = Box::new(Target::plain());
    Ok(allocate(agent, prototype, data).value())
}

fn set_max_listeners(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    let value = call.arg(0);
    match value.as_number() {
        Some(count) if count >= 0.0 => {
            if let Some(target) = target_mut(agent, this) {
                target.listeners.max = count;
            }
            Ok(Value::UNDEFINED)
        }
        Some(_) => Err(errors::out_of_range(agent, "n", ">= 0", value)),
        None => Err(errors::invalid_argument_type(
            agent,
            "n",
            "of type number",
            value,
        )),
    }
}

fn get_max_listeners(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    let max = target(agent, this).map_or(0.0, |target| target.listeners.max);
    Ok(Value::number(max))
}

fn event_names(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    let mut names = Vec::new();
    if port_data::is_port(agent, this.value()) {
        // In Node ports listen to these themselves.
        for name in ["newListener", "removeListener"] {
            names.push(agent.heap.new_string(name).value());
        }
    }
    if let Some(target) = target(agent, this) {
        names.extend(target.listeners.names());
    }
    Ok(agent.new_array(names).value())
}

fn count(agent: &Agent, object: Object, key: PropertyKey) -> usize {
    let target = target(agent, object);
    let size = target.and_then(|target| target.listeners.size(key));
    size.unwrap_or(0)
}

fn listener_count(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    let (key, _) = event_type(agent, call.arg(0))?;
    Ok(Value::from_usize(count(agent, this, key)))
}

/// [nodeEventTarget.off(type, listener\[, options\])](https://nodejs.org/api/events.html#nodeeventtargetofftype-listener-options)
fn off(agent: &mut Agent, call: Call) -> JsResult {
    remove_event_listener(agent, call)?;
    Ok(call.this())
}

fn listen(agent: &mut Agent, call: Call, once: bool) -> JsResult {
    let this = this_target(agent, call)?;
    let traits = Traits {
        once,
        node_style: true,
        ..Traits::default()
    };
    event_target::listen(agent, this, call.arg(0), call.arg(1), traits)?;
    Ok(call.this())
}

/// [nodeEventTarget.on(type, listener)](https://nodejs.org/api/events.html#nodeeventtargetontype-listener)
fn on(agent: &mut Agent, call: Call) -> JsResult {
    listen(agent, call, false)
}

/// [nodeEventTarget.once(type, listener)](https://nodejs.org/api/events.html#nodeeventtargetoncetype-listener)
fn once(agent: &mut Agent, call: Call) -> JsResult {
    listen(agent, call, true)
}

/// [nodeEventTarget.emit(type, arg)](https://nodejs.org/api/events.html#nodeeventtargetemittype-arg)
fn emit(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    let Some(kind) = call.arg(0).as_string() else {
        let expected = "of type string";
        let value = call.arg(0);
        return Err(errors::invalid_argument_type(
            agent, "type", expected, value,
        ));
    };
    let key = agent.heap.property_key(kind);
    let heard = count(agent, this, key) > 0;
    if heard {
        let kind = agent.heap.utf8(kind);
        let value = call.arg(1);
        let event = match kind.as_str() {
            "message" | "messageerror" => {
                message_event::new_message_event(agent, &kind, value, Vec::new())
            }
            _ => custom_event::new_custom_event(agent, &kind, value),
        };
        dispatch::dispatch_occasion(agent, this, Occasion::Value(value, event))?;
    }
    Ok(Value::bool(heard))
}

/// [nodeEventTarget.removeAllListeners(\[type\])](https://nodejs.org/api/events.html#nodeeventtargetremovealllistenerstype)
fn remove_all_listeners(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_target(agent, call)?;
    let key = match call.arg(0) {
        Value::UNDEFINED => None,
        kind => {
            let kind = agent.to_string(kind)?;
            Some(agent.heap.property_key(kind))
        }
    };
    match target_mut(agent, this) {
        Some(target) => target.listeners.clear(key),
        None => return Err(check::invalid_this(agent, "NodeEventTarget")),
    }
    Ok(call.this())
}
