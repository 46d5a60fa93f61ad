//! What all event targets have, whatever else they are: their internal slots, with their listeners.
//!
//! The interface that scripts see is in `event_target`; how listeners are called in `dispatch`.

use super::listeners::{Listeners, Traits};
use super::{check, report};
use crate::engine::{Agent, Call, HostData, JsResult, Object, PropertyKey, Tracer, Value};
use crate::heap::Marks;
use crate::host::inspect::{self, Options};
use crate::host::warnings;
use std::any::Any;

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

/// Spends what looking through the listeners to a type costs.
pub(super) fn poll_for(agent: &mut Agent, object: Object, key: PropertyKey) -> JsResult<()> {
    let size = target(agent, object).and_then(|target| target.listeners.size(key));
    agent.poll_work(size.unwrap_or(0) / 32)
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
                report::report(agent, error);
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
