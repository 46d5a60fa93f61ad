//! [Timers](https://nodejs.org/api/timers.html): the functions that schedule callbacks, and the
//! classes `Timeout` and `Immediate`.

use super::{errors, node, timer_fields, warnings};
use crate::builtins::symbol::registered;
use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Method, NativeFn, Object,
    PropertyFlags, PropertyKey, ResourceEvent, Value, messages,
};
use crate::event_loop::EventLoop;
use crate::event_loop::delay::{Delay, DelayWarnings};
use crate::event_loop::microtasks::MicrotaskWrapper;
use crate::event_loop::scheduled::{Scheduled, Waits};
use crate::event_loop::timers::TimerKey;
use crate::heap::{HostData, Kind, ShapeId, Text, Tracer};

const GLOBALS: &[Method] = &[
    Method::function("clearImmediate", 1, clear_immediate),
    Method::function("setImmediate", 1, set_immediate),
    Method::function("clearInterval", 1, clear_timeout),
    Method::function("clearTimeout", 1, clear_timeout),
    Method::function("setInterval", 2, set_interval),
    Method::function("setTimeout", 2, set_timeout),
    Method::function("queueMicrotask", 1, queue_microtask),
];

const TIMEOUT: Constructor = Constructor {
    name: "Timeout",
    length: 5,
    run: illegal,
};

const TIMEOUT_METHODS: &[Method] = &[
    Method::new("refresh", 0, refresh),
    Method::new("unref", 0, unref),
    Method::new("ref", 0, ref_),
    Method::new("hasRef", 0, has_ref),
    Method::new("close", 0, close),
    Method::new("@@dispose", 0, dispose),
    Method::new("@@toPrimitive", 0, to_primitive),
];

const IMMEDIATE: Constructor = Constructor {
    name: "Immediate",
    length: 2,
    run: illegal,
};

const IMMEDIATE_METHODS: &[Method] = &[
    Method::new("ref", 0, ref_),
    Method::new("unref", 0, unref),
    Method::new("hasRef", 0, has_ref),
    Method::new("@@dispose", 0, dispose),
];

/// What the functions need: the layouts of the objects, and which warnings were given.
struct TimerState {
    timeout_prototype: Object,
    immediate_prototype: Object,
    timeout: ShapeId,
    immediate: ShapeId,
    warnings: DelayWarnings,
}

impl HostData for TimerState {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.timeout_prototype);
        tracer.mark_object(self.immediate_prototype);
        tracer.mark_shape(self.timeout);
        tracer.mark_shape(self.immediate);
    }
}

/// Makes the globals.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let mut class =
        |constructor: &Constructor, methods: &'static [Method], fields: &'static [Accessor]| {
            let prototype = agent.heap.new_builtin_object(object_prototype);
            agent.new_constructor(constructor, prototype);
            agent.define_methods(prototype, methods);
            agent.define_accessors(prototype, fields);
            let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
            (prototype, shape)
        };
    let (timeout_prototype, timeout) = class(&TIMEOUT, TIMEOUT_METHODS, timer_fields::TIMEOUT);
    let (immediate_prototype, immediate) =
        class(&IMMEDIATE, IMMEDIATE_METHODS, timer_fields::IMMEDIATE);
    agent.set_slot(TimerState {
        timeout_prototype,
        immediate_prototype,
        timeout,
        immediate,
        warnings: DelayWarnings::default(),
    });
    for method in GLOBALS {
        let function = agent.new_method(method);
        super::globals::define_enumerable_global(agent, method.name, function.value());
        match method.name {
            "setTimeout" => define_promisified(agent, function, promised_timeout),
            "setImmediate" => define_promisified(agent, function, promised_immediate),
            _ => {}
        }
    }
}

/// What `util.promisify` makes of a function: the one of `timers/promises`, when it is asked for.
fn define_promisified(agent: &mut Agent, function: Object, get: NativeFn) {
    let symbol = registered(agent, Text::Latin1(b"nodejs.util.promisify.custom"));
    let getter = agent.new_builtin("get", 0, get).value();
    let pair = agent.heap.new_accessor(getter, Value::UNDEFINED);
    let flags = PropertyFlags::ENUMERABLE.with(PropertyFlags::ACCESSOR);
    let key = PropertyKey::symbol(symbol);
    agent.materialize_function(function);
    agent.heap.add_property(function, key, flags, pair);
}

fn promised_timeout(agent: &mut Agent, _: Call) -> JsResult {
    promised(agent, "setTimeout")
}

fn promised_immediate(agent: &mut Agent, _: Call) -> JsResult {
    promised(agent, "setImmediate")
}

fn promised(agent: &mut Agent, name: &str) -> JsResult {
    let exports = node::require_builtin(agent, "timers/promises")?;
    let Some(exports) = exports.as_object() else {
        return Ok(Value::UNDEFINED);
    };
    let key = agent.heap.property_key_of_str(name);
    agent.get(exports, key)
}

fn state(agent: &mut Agent) -> &mut TimerState {
    match agent.slot_mut::<TimerState>() {
        Some(state) => state,
        None => unreachable!("timers are installed before they are used"),
    }
}

fn illegal(agent: &mut Agent, _: Call) -> JsResult {
    Err(agent.type_error("Illegal constructor"))
}

fn schedule(agent: &mut Agent, call: Call, repeats: bool) -> JsResult {
    let function = errors::require_function(agent, "callback", call.arg(0))?;
    let after = call.arg(1);
    let number = match after.is_undefined() {
        true => None,
        false => Some(agent.to_number(after)?),
    };
    let delay = Delay::from_number(number);
    if let (Some(warning), Some(number)) = (delay.warning, number)
        && state(agent).warnings.is_due(warning)
    {
        let text = agent.heap.number_to_string(number);
        let text = warning.message(&agent.heap.utf8(text));
        warnings::emit(agent, &text, warning.name());
    }
    let arguments = call.args_from(2);
    let mut data = Scheduled::timer(function, arguments, delay.milliseconds, repeats);
    data.context = agent.context.current();
    let shape = state(agent).timeout;
    let timer = agent.heap.new_host(Kind::Host, shape, Box::new(data));
    agent.keep_object(timer);
    agent.tell_of_resource(ResourceEvent::Created("Timeout"), timer.value());
    Scheduled::start_timer(agent, timer);
    Ok(timer.value())
}

/// Starts a timer of the host's own, which doesn't keep the loop alive.
pub(super) fn start_unrefed(agent: &mut Agent, function: Value, after: f64) {
    let delay = Delay::from_number(Some(after));
    if let Some(warning) = delay.warning
        && state(agent).warnings.is_due(warning)
    {
        let text = agent.heap.number_to_string(after);
        let text = warning.message(&agent.heap.utf8(text));
        warnings::emit(agent, &text, warning.name());
    }
    let mut data = Scheduled::timer(function, Vec::new(), delay.milliseconds, false);
    data.context = agent.context.current();
    data.refed = false;
    let shape = state(agent).timeout;
    let timer = agent.heap.new_host(Kind::Host, shape, Box::new(data));
    Scheduled::start_timer(agent, timer);
}

/// Starts an immediate of the host's own.
pub(super) fn start_immediate(agent: &mut Agent, function: Value) {
    let mut data = Scheduled::immediate(function, Vec::new());
    data.context = agent.context.current();
    let shape = state(agent).immediate;
    let immediate = agent.heap.new_host(Kind::Host, shape, Box::new(data));
    Scheduled::start_immediate(agent, immediate);
}

/// [setTimeout(callback\[, delay\[, ...args\]\])](https://nodejs.org/api/timers.html#settimeoutcallback-delay-args)
fn set_timeout(agent: &mut Agent, call: Call) -> JsResult {
    schedule(agent, call, false)
}

/// [setInterval(callback\[, delay\[, ...args\]\])](https://nodejs.org/api/timers.html#setintervalcallback-delay-args)
fn set_interval(agent: &mut Agent, call: Call) -> JsResult {
    schedule(agent, call, true)
}

/// [setImmediate(callback\[, ...args\])](https://nodejs.org/api/timers.html#setimmediatecallback-args)
fn set_immediate(agent: &mut Agent, call: Call) -> JsResult {
    let function = errors::require_function(agent, "callback", call.arg(0))?;
    let mut data = Scheduled::immediate(function, call.args_from(1));
    data.context = agent.context.current();
    let shape = state(agent).immediate;
    let immediate = agent.heap.new_host(Kind::Host, shape, Box::new(data));
    agent.keep_object(immediate);
    agent.tell_of_resource(ResourceEvent::Created("Immediate"), immediate.value());
    Scheduled::start_immediate(agent, immediate);
    Ok(immediate.value())
}

/// [queueMicrotask(callback)](https://nodejs.org/api/globals.html#queuemicrotaskcallback)
fn queue_microtask(agent: &mut Agent, call: Call) -> JsResult {
    let mut callback = errors::require_function(agent, "callback", call.arg(0))?;
    let wrapper = agent.slot::<MicrotaskWrapper>().map(|wrapper| wrapper.0);
    if let Some(wrapper) = wrapper.filter(|wrapper| !wrapper.is_undefined()) {
        callback = agent.call(wrapper, Value::UNDEFINED, &[callback])?;
        agent.keep(callback);
    }
    let callback = agent.callback_with_context(callback);
    agent.queue_callback(callback);
    Ok(Value::UNDEFINED)
}

/// [clearTimeout(timeout)](https://nodejs.org/api/timers.html#cleartimeouttimeout), and
/// `clearInterval`: takes the object, or the number that it was converted to, also as text.
fn clear_timeout(agent: &mut Agent, call: Call) -> JsResult {
    let timer = call.arg(0);
    if let Some(object) = timer.as_object() {
        return cancel_behind(agent, object, "_onTimeout", true);
    }
    let id = match timer.as_string() {
        Some(text) => {
            let id = agent.heap.string_to_number(text);
            let canonical = agent.heap.number_to_string(id);
            match agent.heap.same_string(text, canonical) {
                true => Some(id),
                false => None,
            }
        }
        None => timer.as_number(),
    };
    let Some(id) = id.filter(|id| *id >= 0.0 && id.fract() == 0.0) else {
        return Ok(Value::UNDEFINED);
    };
    let timers = &EventLoop::of(agent).timers;
    let object = timers
        .by_id(id as u64)
        .and_then(|key| timers.payload(key).copied());
    if let Some(object) = object {
        Scheduled::cancel(agent, object);
    }
    Ok(Value::UNDEFINED)
}

/// [clearImmediate(immediate)](https://nodejs.org/api/timers.html#clearimmediateimmediate)
fn clear_immediate(agent: &mut Agent, call: Call) -> JsResult {
    match call.arg(0).as_object() {
        Some(object) => cancel_behind(agent, object, "_onImmediate", false),
        None => Ok(Value::UNDEFINED),
    }
}

/// Cancels the timer that an object is or stands for: as in Node what inherits from a timer does, and a
/// proxy of one, and any other object is asked for the `field` that it would have.
fn cancel_behind(
    agent: &mut Agent,
    object: Object,
    field: &'static str,
    timeouts: bool,
) -> JsResult {
    /// How far a timer is looked for: proxies can stand in a circle.
    const STEPS: usize = 64;
    if agent.heap.host::<Scheduled>(object).is_none() {
        let key = agent.static_key(field);
        agent.get(object, key)?;
    }
    let mut current = Some(object);
    for _ in 0..STEPS {
        let Some(object) = current else { break };
        if agent.heap.host::<Scheduled>(object).is_some() {
            if is_timeout(agent, object) == timeouts {
                Scheduled::cancel(agent, object);
            }
            break;
        }
        current = match agent.heap.proxy_parts(object) {
            Some((target, _)) => Some(target),
            None => agent.heap.prototype(object).as_object(),
        };
    }
    Ok(Value::UNDEFINED)
}

fn is_timeout(agent: &Agent, object: Object) -> bool {
    agent
        .heap
        .host::<Scheduled>(object)
        .is_some_and(|data| data.milliseconds > 0)
}

fn this_scheduled(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    let this = call.this().as_object();
    match this.filter(|this| agent.heap.host::<Scheduled>(*this).is_some()) {
        Some(object) => Ok(object),
        None => {
            let receiver = agent.value_for_message(call.this());
            let method = format!("Timeout.prototype.{method}");
            Err(agent.type_error(messages::incompatible_receiver(&method, &receiver)))
        }
    }
}

/// [timeout.refresh()](https://nodejs.org/api/timers.html#timeoutrefresh)
fn refresh(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_scheduled(agent, call, "refresh")?;
    Scheduled::refresh(agent, object);
    Ok(call.this())
}

/// [timeout.unref()](https://nodejs.org/api/timers.html#timeoutunref)
fn unref(agent: &mut Agent, call: Call) -> JsResult {
    Ok(set_refed(agent, call, false))
}

/// [timeout.ref()](https://nodejs.org/api/timers.html#timeoutref)
fn ref_(agent: &mut Agent, call: Call) -> JsResult {
    Ok(set_refed(agent, call, true))
}

/// As in Node, what isn't a timer is let through.
fn set_refed(agent: &mut Agent, call: Call, refed: bool) -> Value {
    if let Some(object) = call.this().as_object() {
        Scheduled::set_refed(agent, object, refed);
    }
    call.this()
}

/// [timeout.hasRef()](https://nodejs.org/api/timers.html#timeouthasref)
fn has_ref(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_scheduled(agent, call, "hasRef")?;
    let is_timeout = is_timeout(agent, object);
    let data = agent.heap.host::<Scheduled>(object);
    let refed = match data.map(|data| (data.waits, data.refed)) {
        Some((_, refed)) if is_timeout => refed,
        Some((Waits::Immediate(key), _)) => EventLoop::of(agent).immediates.is_refed(key),
        _ => false,
    };
    Ok(Value::bool(refed))
}

/// [timeout.close()](https://nodejs.org/api/timers.html#timeoutclose)
fn close(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_scheduled(agent, call, "close")?;
    Scheduled::cancel(agent, object);
    Ok(call.this())
}

/// `timeout[Symbol.dispose]()`
fn dispose(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_scheduled(agent, call, "[Symbol.dispose]")?;
    Scheduled::cancel(agent, object);
    Ok(Value::UNDEFINED)
}

/// [timeout\[Symbol.toPrimitive\]()](https://nodejs.org/api/timers.html#timeoutsymboltoprimitive)
fn to_primitive(agent: &mut Agent, call: Call) -> JsResult {
    let object = this_scheduled(agent, call, "[Symbol.toPrimitive]")?;
    let waits = agent.heap.host::<Scheduled>(object).map(|data| data.waits);
    let key: Option<TimerKey> = match waits {
        Some(Waits::Timer(key)) => Some(key),
        _ => None,
    };
    if let Some(id) = key.and_then(|key| EventLoop::of(agent).timers.id(key))
        && let Some(data) = agent.heap.host_mut::<Scheduled>(object)
    {
        data.id = id;
    }
    let id = agent
        .heap
        .host::<Scheduled>(object)
        .map_or(0, |data| data.id);
    Ok(Value::number(id as f64))
}
