//! [EventEmitter](https://nodejs.org/api/events.html#class-eventemitter): what `process` inherits.
//!
//! Owns the listeners of an object, kept as internal slots, and the methods over them.

use super::errors;
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, Object, PropertyFlags, PropertyKey,
    Value, messages,
};
use crate::heap::{HostData, Tracer};

const CONSTRUCTOR: Constructor = Constructor {
    name: "EventEmitter",
    length: 1,
    run: construct,
};

const METHODS: &[Method] = &[
    Method::new("setMaxListeners", 1, set_max_listeners),
    Method::new("getMaxListeners", 0, get_max_listeners),
    Method::new("emit", 1, emit),
    Method::new("addListener", 2, on),
    Method::new("on", 2, on),
    Method::new("prependListener", 2, prepend_listener),
    Method::new("once", 2, once),
    Method::new("prependOnceListener", 2, prepend_once_listener),
    Method::new("removeListener", 2, off),
    Method::new("off", 2, off),
    Method::new("removeAllListeners", 1, remove_all_listeners),
    Method::new("listeners", 1, listeners),
    Method::new("rawListeners", 1, listeners),
    Method::new("listenerCount", 2, listener_count),
    Method::new("eventNames", 0, event_names),
];

/// How many listeners of an event are unsuspicious.
const MAX_LISTENERS: f64 = 10.0;

#[derive(Clone, Copy)]
struct Listener {
    function: Value,
    once: bool,
}

struct Event {
    key: PropertyKey,
    /// The key as a value, which keeps it alive.
    name: Value,
    listeners: Vec<Listener>,
}

/// The listeners of an object.
pub struct Emitter {
    events: Vec<Event>,
    max_listeners: f64,
}

impl Default for Emitter {
    fn default() -> Emitter {
        Emitter {
            events: Vec::new(),
            max_listeners: MAX_LISTENERS,
        }
    }
}

impl HostData for Emitter {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for event in &self.events {
            tracer.mark(event.name);
            for listener in &event.listeners {
                tracer.mark(listener.function);
            }
        }
    }
}

impl Emitter {
    fn event(&mut self, key: PropertyKey) -> Option<&mut Event> {
        self.events.iter_mut().find(|event| event.key == key)
    }

    fn add(&mut self, key: PropertyKey, name: Value, listener: Listener, first: bool) {
        let event = match self.events.iter().position(|event| event.key == key) {
            Some(place) => &mut self.events[place],
            None => {
                self.events.push(Event {
                    key,
                    name,
                    listeners: Vec::new(),
                });
                let last = self.events.len() - 1;
                &mut self.events[last]
            }
        };
        match first {
            true => event.listeners.insert(0, listener),
            false => event.listeners.push(listener),
        }
    }

    /// Removes the latest that has the function; whether there was one.
    fn remove(&mut self, key: PropertyKey, function: Value) -> bool {
        let Some(event) = self.event(key) else {
            return false;
        };
        let found = event
            .listeners
            .iter()
            .rposition(|listener| listener.function == function);
        if let Some(place) = found {
            event.listeners.remove(place);
        }
        self.events.retain(|event| !event.listeners.is_empty());
        found.is_some()
    }
}

/// The prototype of emitters, made once, with its constructor.
pub(super) fn new_prototype(agent: &mut Agent) -> Object {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent.new_constructor(&CONSTRUCTOR, prototype);
    agent.define_methods_with(prototype, METHODS, PropertyFlags::DATA);
    prototype
}

/// Adds a listener.
pub fn listen(agent: &mut Agent, emitter: Object, event: &str, function: Value) {
    let key = agent.heap.property_key_of_str(event);
    let name = agent.heap.key_to_value(key);
    if let Some(data) = agent.heap.host_mut::<Emitter>(emitter) {
        let once = false;
        data.add(key, name, Listener { function, once }, false);
    }
}

/// Calls an event's listeners in order; whether there were any.
pub fn emit_event(
    agent: &mut Agent,
    emitter: Object,
    key: PropertyKey,
    arguments: &[Value],
) -> JsResult<bool> {
    let data = agent.heap.host_mut::<Emitter>(emitter);
    let Some(event) = data.and_then(|data| data.event(key)) else {
        return Ok(false);
    };
    let current = event.listeners.clone();
    agent.scoped(|agent| {
        let functions = current.iter().map(|listener| listener.function).collect();
        let kept = agent.new_array(functions);
        agent.keep_object(kept);
        for listener in &current {
            if listener.once {
                let data = agent.heap.host_mut::<Emitter>(emitter);
                // Removed meanwhile, or run by an emit within.
                if !data.is_some_and(|data| data.remove(key, listener.function)) {
                    continue;
                }
            }
            agent.call(listener.function, emitter.value(), arguments)?;
        }
        Ok(true)
    })
}

/// Calls the listeners of an event that is known by name.
pub fn emit_named(
    agent: &mut Agent,
    emitter: Object,
    event: &str,
    arguments: &[Value],
) -> JsResult<bool> {
    let key = agent.heap.property_key_of_str(event);
    emit_event(agent, emitter, key, arguments)
}

fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    let data = Box::<Emitter>::default();
    let emitter = agent.host_from_constructor(new_target, Intrinsic::ObjectPrototype, data)?;
    Ok(emitter.value())
}

fn this_emitter(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    let this = call.this().as_object();
    match this.filter(|this| agent.heap.host::<Emitter>(*this).is_some()) {
        Some(emitter) => Ok(emitter),
        None => {
            let receiver = agent.value_for_message(call.this());
            let method = format!("EventEmitter.prototype.{method}");
            Err(agent.type_error(messages::incompatible_receiver(&method, &receiver)))
        }
    }
}

fn add(agent: &mut Agent, call: Call, method: &str, once: bool, first: bool) -> JsResult {
    let emitter = this_emitter(agent, call, method)?;
    let function = errors::require_function(agent, "listener", call.arg(1))?;
    let key = agent.to_property_key(call.arg(0))?;
    let name = agent.heap.key_to_value(key);
    emit_named(agent, emitter, "newListener", &[name, function])?;
    if let Some(data) = agent.heap.host_mut::<Emitter>(emitter) {
        data.add(key, name, Listener { function, once }, first);
    }
    Ok(call.this())
}

/// [emitter.on](https://nodejs.org/api/events.html#emitteroneventname-listener)
fn on(agent: &mut Agent, call: Call) -> JsResult {
    add(agent, call, "on", false, false)
}

/// [emitter.once](https://nodejs.org/api/events.html#emitteronceeventname-listener)
fn once(agent: &mut Agent, call: Call) -> JsResult {
    add(agent, call, "once", true, false)
}

/// [emitter.prependListener](https://nodejs.org/api/events.html#emitterprependlistenereventname-listener)
fn prepend_listener(agent: &mut Agent, call: Call) -> JsResult {
    add(agent, call, "prependListener", false, true)
}

/// [emitter.prependOnceListener](https://nodejs.org/api/events.html#emitterprependoncelistenereventname-listener)
fn prepend_once_listener(agent: &mut Agent, call: Call) -> JsResult {
    add(agent, call, "prependOnceListener", true, true)
}

/// [emitter.off](https://nodejs.org/api/events.html#emitteroffeventname-listener)
fn off(agent: &mut Agent, call: Call) -> JsResult {
    let emitter = this_emitter(agent, call, "off")?;
    let function = errors::require_function(agent, "listener", call.arg(1))?;
    let key = agent.to_property_key(call.arg(0))?;
    let data = agent.heap.host_mut::<Emitter>(emitter);
    if data.is_some_and(|data| data.remove(key, function)) {
        let name = agent.heap.key_to_value(key);
        emit_named(agent, emitter, "removeListener", &[name, function])?;
    }
    Ok(call.this())
}

/// [emitter.removeAllListeners](https://nodejs.org/api/events.html#emitterremovealllistenerseventname)
fn remove_all_listeners(agent: &mut Agent, call: Call) -> JsResult {
    let emitter = this_emitter(agent, call, "removeAllListeners")?;
    let key = match call.is_empty() {
        true => None,
        false => Some(agent.to_property_key(call.arg(0))?),
    };
    if let Some(data) = agent.heap.host_mut::<Emitter>(emitter) {
        data.events
            .retain(|event| key.is_some_and(|key| key != event.key));
    }
    Ok(call.this())
}

/// [emitter.emit](https://nodejs.org/api/events.html#emitteremiteventname-args)
fn emit(agent: &mut Agent, call: Call) -> JsResult {
    let emitter = this_emitter(agent, call, "emit")?;
    let key = agent.to_property_key(call.arg(0))?;
    let heard = emit_event(agent, emitter, key, &call.args_from(1))?;
    let error = agent.heap.property_key_of_str("error");
    if !heard && key == error {
        return Err(unheard_error(agent, call.arg(1)));
    }
    Ok(Value::bool(heard))
}

/// An `error` event without listeners is thrown.
#[cold]
fn unheard_error(agent: &mut Agent, error: Value) -> crate::engine::Throw {
    let is_error = error
        .as_object()
        .is_some_and(|error| agent.heap.host::<crate::engine::ErrorData>(error).is_some());
    if is_error {
        return agent.throw(error);
    }
    let shown = match super::show::inspect(agent, error) {
        Ok(text) => text,
        Err(throw) => return throw,
    };
    errors::throw(
        agent,
        Intrinsic::ErrorPrototype,
        "ERR_UNHANDLED_ERROR",
        &format!("Unhandled error. ({shown})"),
    )
}

/// [emitter.listenerCount](https://nodejs.org/api/events.html#emitterlistenercounteventname-listener)
fn listener_count(agent: &mut Agent, call: Call) -> JsResult {
    let functions = functions_of(agent, call, "listenerCount")?;
    let only = call.arg(1);
    let count = functions
        .iter()
        .filter(|function| only.is_undefined() || **function == only)
        .count();
    Ok(Value::from_usize(count))
}

/// [emitter.listeners](https://nodejs.org/api/events.html#emitterlistenerseventname)
fn listeners(agent: &mut Agent, call: Call) -> JsResult {
    let functions = functions_of(agent, call, "listeners")?;
    Ok(agent.new_array(functions).value())
}

fn functions_of(agent: &mut Agent, call: Call, method: &str) -> JsResult<Vec<Value>> {
    let emitter = this_emitter(agent, call, method)?;
    let key = agent.to_property_key(call.arg(0))?;
    let data = agent.heap.host_mut::<Emitter>(emitter);
    let event = data.and_then(|data| data.event(key));
    Ok(event.map_or(Vec::new(), |event| {
        let listeners = event.listeners.iter();
        listeners.map(|listener| listener.function).collect()
    }))
}

/// [emitter.eventNames](https://nodejs.org/api/events.html#emittereventnames)
fn event_names(agent: &mut Agent, call: Call) -> JsResult {
    let emitter = this_emitter(agent, call, "eventNames")?;
    let names = match agent.heap.host::<Emitter>(emitter) {
        Some(data) => data.events.iter().map(|event| event.name).collect(),
        None => Vec::new(),
    };
    Ok(agent.new_array(names).value())
}

/// [emitter.setMaxListeners](https://nodejs.org/api/events.html#emittersetmaxlistenersn)
fn set_max_listeners(agent: &mut Agent, call: Call) -> JsResult {
    let emitter = this_emitter(agent, call, "setMaxListeners")?;
    let number = agent.to_number(call.arg(0))?;
    if let Some(data) = agent.heap.host_mut::<Emitter>(emitter) {
        data.max_listeners = number;
    }
    Ok(call.this())
}

/// [emitter.getMaxListeners](https://nodejs.org/api/events.html#emittergetmaxlisteners)
fn get_max_listeners(agent: &mut Agent, call: Call) -> JsResult {
    let emitter = this_emitter(agent, call, "getMaxListeners")?;
    let data = agent.heap.host::<Emitter>(emitter);
    Ok(Value::number(
        data.map_or(MAX_LISTENERS, |data| data.max_listeners),
    ))
}
