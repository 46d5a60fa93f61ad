//! [Event handler attributes](https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes):
//! `onabort`, `onmessage` and their like, of which each is at most one listener.

use super::listeners::Traits;
use super::target_data::{self, target_mut, tell_added, tell_removed, this_target};
use crate::engine::{Accessor, Agent, Call, JsResult, Value};

const TRAITS: Traits = Traits {
    once: false,
    capture: false,
    passive: false,
    node_style: false,
    handler: true,
    resists: false,
};

/// The attributes of what receives messages.
pub(super) const OF_MESSAGES: &[Accessor] = &[
    Accessor {
        name: "onmessage",
        get: Some(|agent, call| get(agent, call, "message")),
        set: Some(|agent, call| set(agent, call, "message")),
    },
    Accessor {
        name: "onmessageerror",
        get: Some(|agent, call| get(agent, call, "messageerror")),
        set: Some(|agent, call| set(agent, call, "messageerror")),
    },
];

/// The attribute's value: `null` where none was set.
pub(super) fn get(agent: &mut Agent, call: Call, kind: &str) -> JsResult {
    let object = this_target(agent, call)?;
    let key = agent.static_key(kind);
    let target = target_mut(agent, object);
    let handler = target.and_then(|target| target.listeners.handler(key));
    Ok(match handler {
        Some(&mut value) if !value.is_undefined() => value,
        _ => Value::NULL,
    })
}

/// Sets the attribute. Its place among the listeners is that of the first time.
pub(super) fn set(agent: &mut Agent, call: Call, kind: &str) -> JsResult {
    let object = this_target(agent, call)?;
    let key = agent.static_key(kind);
    let new = call.arg(0);
    let known = target_mut(agent, object).and_then(|target| {
        let handler = target.listeners.handler(key)?;
        Some(std::mem::replace(handler, new))
    });
    let Some(old) = known else {
        let name = agent.heap.key_to_value(key);
        target_data::add(agent, object, (key, name), new, TRAITS, None);
        return Ok(Value::UNDEFINED);
    };
    if agent.heap.is_callable(old)
        && let Some(target) = target_mut(agent, object)
    {
        let size = target.listeners.count_handler(key, false);
        tell_removed(agent, object, key, size);
    }
    if agent.heap.is_callable(new)
        && let Some(target) = target_mut(agent, object)
    {
        let size = target.listeners.count_handler(key, true);
        tell_added(agent, object, key, size, TRAITS);
    }
    Ok(Value::UNDEFINED)
}
