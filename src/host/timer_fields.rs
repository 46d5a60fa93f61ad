//! The fields of Node's `Timeout` and `Immediate` objects, which programs read and set:
//! `_onTimeout`, `_repeat`, `_destroyed` and their like.
//!
//! They are accessors of the prototypes, so that a timer whose fields aren't read costs nothing; for
//! inspection [`stand_in`] makes an object that has them as its own, as Node's timers do.

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, NativeFn, Object, PropertyKey, Value,
};
use crate::event_loop::EventLoop;
use crate::event_loop::scheduled::{Scheduled, Waits};
use crate::heap::{HostData, SymbolKind, Tracer};

/// Those of `Timeout`, in Node's order.
pub(super) const TIMEOUT: &[Accessor] = &[
    field("_idleTimeout", idle_timeout, set_idle_timeout),
    field("_idlePrev", neighbour, ignore),
    field("_idleNext", neighbour, ignore),
    field("_idleStart", idle_start, ignore),
    field("_onTimeout", callback, set_callback),
    field("_timerArgs", arguments, set_arguments),
    field("_repeat", repeat, set_repeat),
    field("_destroyed", destroyed, ignore),
];

/// Those of `Immediate`.
pub(super) const IMMEDIATE: &[Accessor] = &[
    field("_idleNext", nothing, ignore),
    field("_idlePrev", nothing, ignore),
    field("_onImmediate", callback, set_callback),
    field("_argv", arguments, set_arguments),
    field("_destroyed", destroyed, ignore),
];

const TIMERS_LIST: Constructor = Constructor {
    name: "TimersList",
    length: 2,
    run: ignore,
};

const fn field(name: &'static str, get: NativeFn, set: NativeFn) -> Accessor {
    Accessor {
        name,
        get: Some(get),
        set: Some(set),
    }
}

/// Represents the list that a waiting timer is in: the only thing that is to be seen of it is
/// its class.
struct TimersList(Object);

impl HostData for TimersList {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0);
    }
}

fn scheduled(agent: &Agent, call: Call) -> Option<&Scheduled> {
    agent.heap.host::<Scheduled>(call.this().as_object()?)
}

/// Whether an object is a timer or an immediate.
pub(super) fn is_scheduled(agent: &Agent, object: Object) -> bool {
    agent.heap.host::<Scheduled>(object).is_some()
}

fn idle_timeout(agent: &mut Agent, call: Call) -> JsResult {
    Ok(match scheduled(agent, call) {
        None => Value::UNDEFINED,
        Some(data) if data.waits == Waits::Dead => Value::int(-1),
        Some(data) => Value::from_u32(data.milliseconds),
    })
}

fn set_idle_timeout(agent: &mut Agent, call: Call) -> JsResult {
    let milliseconds = call.arg(0).as_number();
    if milliseconds == Some(-1.0)
        && let Some(Waits::Timer(key)) = scheduled(agent, call).map(|data| data.waits)
    {
        // An interval doesn't go on.
        EventLoop::of(agent).timers.set_repeats(key, false);
    }
    if let Some(milliseconds) = milliseconds.filter(|it| (1.0..=2_147_483_647.0).contains(it))
        && let Some(object) = call.this().as_object()
        && let Some(data) = agent.heap.host_mut::<Scheduled>(object)
        && data.milliseconds > 0
    {
        data.milliseconds = milliseconds as u32;
    }
    Ok(Value::UNDEFINED)
}

/// `_idlePrev` and `_idleNext`: a list while the timer waits, else `null`.
fn neighbour(agent: &mut Agent, call: Call) -> JsResult {
    let waits = scheduled(agent, call).map(|data| data.waits);
    let Some(Waits::Timer(key)) = waits else {
        return Ok(Value::NULL);
    };
    match EventLoop::of(agent).timers.is_waiting(key) {
        true => Ok(timers_list(agent).value()),
        false => Ok(Value::NULL),
    }
}

fn timers_list(agent: &mut Agent) -> Object {
    if let Some(list) = agent.slot::<TimersList>() {
        return list.0;
    }
    let base = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(base);
    agent.new_constructor(&TIMERS_LIST, prototype);
    let list = agent.heap.ordinary_object_create(prototype.value());
    let key = agent.static_key("msecs");
    let flags = crate::engine::PropertyFlags::DATA;
    agent.heap.add_property(list, key, flags, Value::ZERO);
    agent.set_slot(TimersList(list));
    list
}

fn idle_start(agent: &mut Agent, call: Call) -> JsResult {
    let started = scheduled(agent, call).map(|data| data.started);
    Ok(started.map_or(Value::UNDEFINED, |started| Value::number(started as f64)))
}

/// `_onTimeout` and `_onImmediate`
fn callback(agent: &mut Agent, call: Call) -> JsResult {
    let data = scheduled(agent, call);
    Ok(data.map_or(Value::UNDEFINED, Scheduled::function))
}

fn set_callback(agent: &mut Agent, call: Call) -> JsResult {
    if let Some(object) = call.this().as_object()
        && let Some(data) = agent.heap.host_mut::<Scheduled>(object)
    {
        data.set_function(call.arg(0));
    }
    Ok(Value::UNDEFINED)
}

/// `_timerArgs` and `_argv`
fn arguments(agent: &mut Agent, call: Call) -> JsResult {
    let arguments = scheduled(agent, call).map(|data| data.arguments().to_vec());
    Ok(match arguments {
        Some(arguments) if !arguments.is_empty() => agent.new_array(arguments).value(),
        _ => Value::UNDEFINED,
    })
}

fn set_arguments(agent: &mut Agent, call: Call) -> JsResult {
    let list = match call.arg(0) {
        list if list.is_object() => agent.create_list_from_array_like(list)?,
        _ => Vec::new(),
    };
    if let Some(object) = call.this().as_object()
        && let Some(data) = agent.heap.host_mut::<Scheduled>(object)
    {
        data.set_arguments(list);
    }
    Ok(Value::UNDEFINED)
}

fn repeat(agent: &mut Agent, call: Call) -> JsResult {
    Ok(match scheduled(agent, call) {
        Some(data) if data.repeats => Value::from_u32(data.milliseconds),
        Some(_) => Value::NULL,
        None => Value::UNDEFINED,
    })
}

/// Makes an interval of a timer, or a timer of an interval: what its next run is followed by.
fn set_repeat(agent: &mut Agent, call: Call) -> JsResult {
    let repeats = agent.heap.to_boolean(call.arg(0));
    let Some(object) = call.this().as_object() else {
        return Ok(Value::UNDEFINED);
    };
    if let Some(data) = agent.heap.host_mut::<Scheduled>(object) {
        data.repeats = repeats;
        if let Waits::Timer(key) = data.waits {
            EventLoop::of(agent).timers.set_repeats(key, repeats);
        }
    }
    Ok(Value::UNDEFINED)
}

fn destroyed(agent: &mut Agent, call: Call) -> JsResult {
    let data = scheduled(agent, call);
    Ok(data.map_or(Value::UNDEFINED, |data| {
        Value::bool(matches!(data.waits, Waits::Dead | Waits::Fired))
    }))
}

fn nothing(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::NULL)
}

fn ignore(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::UNDEFINED)
}

/// An object that looks as Node's own timer would: with its fields, and what a script has added.
/// It is kept.
pub(super) fn stand_in(agent: &mut Agent, object: Object) -> JsResult<Object> {
    let prototype = agent.heap.prototype(object);
    let stand_in = agent.heap.ordinary_object_create(prototype);
    agent.keep_object(stand_in);
    let Some(data) = agent.heap.host::<Scheduled>(object) else {
        return Ok(stand_in);
    };
    let (is_timeout, refed, id) = (data.milliseconds > 0, data.refed, data.id);
    let is_dead = data.waits == Waits::Dead;
    let fields = if is_timeout { TIMEOUT } else { IMMEDIATE };
    for accessor in fields {
        let key = agent.static_key(accessor.name);
        let value = agent.get(object, key)?;
        agent.keep(value);
        agent.create_data_property(stand_in, key, value)?;
    }
    let refed = match is_dead && !is_timeout {
        true => Value::NULL,
        false => Value::bool(refed),
    };
    let mut symbols = vec![("refed", refed)];
    if is_timeout {
        symbols.push(("kHasPrimitive", Value::bool(id != 0)));
    }
    symbols.push(("asyncId", Value::number(id.max(2) as f64)));
    symbols.push(("triggerId", Value::int(1)));
    symbols.push(("kAsyncContextFrame", Value::UNDEFINED));
    for (name, value) in symbols {
        let description = agent.heap.new_string(name);
        let symbol = agent.heap.new_symbol(Some(description), SymbolKind::Plain);
        let key = PropertyKey::symbol(symbol);
        agent.create_data_property(stand_in, key, value)?;
    }
    for key in agent.own_property_keys(object)? {
        let property = agent.get_own_property(object, key)?;
        if property.is_some_and(|property| property.is_enumerable()) {
            let value = agent.get(object, key)?;
            agent.keep(value);
            agent.create_data_property(stand_in, key, value)?;
        }
    }
    Ok(stand_in)
}
