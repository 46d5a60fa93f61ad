//! [performance](https://nodejs.org/api/perf_hooks.html#perf_hooksperformance): the high-resolution
//! clock.

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Method, Object, PropertyFlags, Value,
};
use crate::event_loop::EventLoop;
use crate::heap::{HostData, Tracer};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Performance",
    length: 0,
    run: illegal,
};

const METHODS: &[Method] = &[
    Method::new("now", 0, now),
    Method::new("toJSON", 0, to_json),
];

const ACCESSORS: &[Accessor] = &[
    Accessor::getter("nodeTiming", node_timing),
    Accessor::getter("timeOrigin", time_origin),
];

const GLOBAL: &[Accessor] = &[Accessor {
    name: "performance",
    get: Some(get_performance),
    set: Some(set_performance),
}];

const NODE_TIMING: Constructor = Constructor {
    name: "PerformanceNodeTiming",
    length: 0,
    run: illegal,
};

/// `performance`, and once it was asked for, its `nodeTiming`'s prototype.
struct Objects {
    performance: Object,
    /// What the global `performance` is: that, or what a script replaced it by.
    global: Value,
    node_timing: Option<Object>,
}

impl HostData for Objects {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.performance);
        tracer.mark(self.global);
        if let Some(object) = self.node_timing {
            tracer.mark_object(object);
        }
    }
}

/// Makes `performance`.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.heap.new_builtin_object(object_prototype);
    agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.define_methods(prototype, METHODS);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_tag(prototype, "Performance");
    let performance = agent.heap.new_builtin_object(prototype.value());
    let flags = PropertyFlags::ENUMERABLE.with(PropertyFlags::CONFIGURABLE);
    agent.define_accessors_with(agent.realm.global_object, GLOBAL, flags);
    agent.set_slot(Objects {
        performance,
        global: performance.value(),
        node_timing: None,
    });
}

/// [performance](https://nodejs.org/api/globals.html#performance), an accessor as in Node.
fn get_performance(agent: &mut Agent, _: Call) -> JsResult {
    let objects = agent.slot::<Objects>();
    Ok(objects.map_or(Value::UNDEFINED, |objects| objects.global))
}

fn set_performance(agent: &mut Agent, call: Call) -> JsResult {
    let value = call.arg(0);
    if let Some(objects) = agent.slot_mut::<Objects>() {
        objects.global = value;
    }
    Ok(Value::UNDEFINED)
}

/// Whether an object is `performance`.
pub(super) fn is_performance(agent: &Agent, object: Object) -> bool {
    let objects = agent.slot::<Objects>();
    objects.is_some_and(|objects| objects.performance == object)
}

/// An object that has as its own what `performance` shows of itself. It is kept.
pub(super) fn stand_in(agent: &mut Agent, performance: Object) -> JsResult<Object> {
    let stand_in = agent
        .heap
        .ordinary_object_create(agent.heap.prototype(performance));
    agent.keep_object(stand_in);
    for accessor in ACCESSORS {
        let key = agent.static_key(accessor.name);
        let value = agent.get(performance, key)?;
        agent.keep(value);
        agent.create_data_property(stand_in, key, value)?;
    }
    Ok(stand_in)
}

/// [performance.nodeTiming](https://nodejs.org/api/perf_hooks.html#performancenodetiming), of
/// which only the time that has passed is known.
fn node_timing(agent: &mut Agent, _: Call) -> JsResult {
    let known = agent
        .slot::<Objects>()
        .and_then(|objects| objects.node_timing);
    let prototype = match known {
        Some(prototype) => prototype,
        None => {
            let base = agent.intrinsic(Intrinsic::ObjectPrototype).value();
            let prototype = agent.heap.new_builtin_object(base);
            agent.new_constructor(&NODE_TIMING, prototype);
            if let Some(objects) = agent.slot_mut::<Objects>() {
                objects.node_timing = Some(prototype);
            }
            prototype
        }
    };
    let now = EventLoop::of(agent).clock.performance_now();
    let timing = agent.heap.ordinary_object_create(prototype.value());
    agent.keep_object(timing);
    let node = agent.heap.new_string("node").value();
    let fields = [
        ("name", node),
        ("entryType", node),
        ("startTime", Value::ZERO),
        ("duration", Value::number(now)),
        ("nodeStart", Value::ZERO),
        ("v8Start", Value::ZERO),
        ("bootstrapComplete", Value::ZERO),
        ("environment", Value::ZERO),
        ("loopStart", Value::int(-1)),
        ("loopExit", Value::int(-1)),
        ("idleTime", Value::ZERO),
    ];
    for (name, value) in fields {
        let key = agent.static_key(name);
        agent.create_data_property(timing, key, value)?;
    }
    Ok(timing.value())
}

fn illegal(agent: &mut Agent, _: Call) -> JsResult {
    Err(agent.type_error("Illegal constructor"))
}

/// [performance.now()](https://nodejs.org/api/perf_hooks.html#performancenow)
fn now(agent: &mut Agent, _: Call) -> JsResult {
    let now = EventLoop::of(agent).clock.performance_now();
    Ok(Value::number(now))
}

/// [performance.timeOrigin](https://nodejs.org/api/perf_hooks.html#performancetimeorigin)
fn time_origin(agent: &mut Agent, _: Call) -> JsResult {
    let origin = EventLoop::of(agent).clock.time_origin();
    Ok(Value::number(origin))
}

/// `performance.toJSON()`
fn to_json(agent: &mut Agent, _: Call) -> JsResult {
    let origin = EventLoop::of(agent).clock.time_origin();
    let object = agent.new_plain_object(1);
    let flags = PropertyFlags::DATA;
    agent.define_constant(object, "timeOrigin", Value::number(origin), flags);
    Ok(object.value())
}
