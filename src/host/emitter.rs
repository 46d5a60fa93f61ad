//! The events of `process`, and what it inherits from.
//!
//! The prototype of all emitters is made here, without its methods: the module
//! [`events`](https://nodejs.org/api/events.html) fills it when one of them is first looked at. So a
//! program that listens to nothing pays for nothing, and events are told to nobody until then.

use super::node::require_builtin;
use super::process::ProcessState;
use crate::engine::{Agent, Intrinsic, JsResult, Object, PropertyFlags, Value};

/// What the module defines, in its order.
const METHODS: &[&str] = &[
    "setMaxListeners",
    "getMaxListeners",
    "emit",
    "addListener",
    "on",
    "prependListener",
    "once",
    "prependOnceListener",
    "removeListener",
    "off",
    "removeAllListeners",
    "listeners",
    "rawListeners",
    "listenerCount",
    "eventNames",
];

/// The prototype of emitters.
pub(super) fn new_prototype(agent: &mut Agent) -> Object {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_lazy_object(object_prototype.value());
    let (hidden, data) = (PropertyFlags::HIDDEN, PropertyFlags::DATA);
    agent.define_lazy(prototype, &["constructor"], hidden, from_events);
    agent.define_constant(prototype, "_events", Value::UNDEFINED, data);
    agent.define_constant(prototype, "_eventsCount", Value::int(0), data);
    agent.define_constant(prototype, "_maxListeners", Value::UNDEFINED, data);
    agent.define_lazy(prototype, METHODS, data, from_events);
    prototype
}

fn from_events(agent: &mut Agent, prototype: Object, name: &'static str) -> JsResult {
    require_builtin(agent, "events")?;
    let key = agent.static_key(name);
    let found = agent.heap.lookup(prototype, key);
    let value = found.and_then(|found| agent.heap.read_slot(prototype, found.slot));
    // Nothing yet if it is still being loaded.
    Ok(value.unwrap_or(Value::UNDEFINED))
}

/// Whether nothing can listen yet: the list of listeners wasn't looked at, and `emit` is what it was.
fn is_unheard(agent: &mut Agent, process: Object) -> bool {
    if agent.heap.is_deferred(process) {
        return true;
    }
    let state = ProcessState::of(agent);
    let (prototype, emitter) = (state.prototype, state.emitter);
    let (events, emit) = (agent.static_key("_events"), agent.static_key("emit"));
    let mut waits = |object, key| {
        let found = agent.heap.lookup(object, key);
        found.is_some_and(|found| agent.heap.read_slot(object, found.slot).is_none())
    };
    waits(process, events)
        && waits(emitter, emit)
        && agent.heap.lookup(process, emit).is_none()
        && agent.heap.lookup(prototype, emit).is_none()
        && agent.heap.prototype(process) == prototype.value()
        && agent.heap.prototype(prototype) == emitter.value()
}

/// Emits an event of `process`, by way of its method `emit`; whether there was a listener. The
/// arguments are kept.
pub fn emit(agent: &mut Agent, event: &str, arguments: &[Value]) -> JsResult<bool> {
    let process = ProcessState::of(agent).process;
    if is_unheard(agent, process) {
        return Ok(false);
    }
    agent.scoped(|agent| {
        arguments.iter().for_each(|value| agent.keep(*value));
        let name = agent.heap.new_string(event).value();
        agent.keep(name);
        let key = agent.static_key("emit");
        let mut all = vec![name];
        all.extend_from_slice(arguments);
        let heard = agent.invoke(process.value(), key, &all)?;
        Ok(agent.heap.to_boolean(heard))
    })
}

/// Whether somebody listens to an event, where that can be told without running anything: else true.
pub fn may_be_heard(agent: &mut Agent) -> bool {
    let process = ProcessState::of(agent).process;
    !is_unheard(agent, process)
}
