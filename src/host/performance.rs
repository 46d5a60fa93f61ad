//! [performance](https://nodejs.org/api/perf_hooks.html#perf_hooksperformance): the high-resolution
//! clock.

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Method, PropertyFlags, Value,
};
use crate::event_loop::EventLoop;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Performance",
    length: 0,
    run: illegal,
};

const METHODS: &[Method] = &[
    Method::new("now", 0, now),
    Method::new("toJSON", 0, to_json),
];

const ACCESSORS: &[Accessor] = &[Accessor::getter("timeOrigin", time_origin)];

/// Makes `performance`.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let prototype = agent.new_builtin_object(object_prototype);
    agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.define_methods(prototype, METHODS);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_tag(prototype, "Performance");
    let performance = agent.new_builtin_object(prototype.value());
    super::define_enumerable_global(agent, "performance", performance.value());
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
