//! [performance.nodeTiming](https://nodejs.org/api/perf_hooks.html#class-performancenodetiming): when the
//! program's milestones were.

use super::super::interface::{self, Interface, Members, OPERATION};
use super::super::{check, show};
use super::entry::PERFORMANCE_ENTRY;
use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Method, Object, PropertyFlags, Value,
};
use crate::event_loop::EventLoop;

/// The milestones, which can't be names of marks.
pub(super) const MILESTONES: &[&str] = &[
    "nodeStart",
    "v8Start",
    "environment",
    "loopStart",
    "loopExit",
    "bootstrapComplete",
];

/// What is listed in JSON and by inspection, in this order.
const LISTED: &[&str] = &[
    "name",
    "entryType",
    "startTime",
    "duration",
    "nodeStart",
    "v8Start",
    "bootstrapComplete",
    "environment",
    "loopStart",
    "loopExit",
    "idleTime",
];

const METHODS: &[Method] = &[Method::new("toJSON", 0, to_json)];

static PERFORMANCE_NODE_TIMING: Interface = Interface {
    constructor: Constructor {
        name: "PerformanceNodeTiming",
        length: 0,
        run: |agent, _| Err(check::illegal_constructor(agent)),
    },
    parent: Some(&PERFORMANCE_ENTRY),
    is_class: true,
    members: &[
        Members::Methods(METHODS, OPERATION),
        Members::Inspect(inspect),
    ],
    statics: &[],
};

const DURATION: &[Accessor] = &[Accessor::getter("duration", |agent, _| {
    let now = EventLoop::of(agent).clock.performance_now();
    Ok(Value::number(now))
})];

const TIMES: &[Accessor] = &[
    Accessor::getter("nodeStart", |agent, _| Ok(milestone(agent, "nodeStart"))),
    Accessor::getter("v8Start", |agent, _| Ok(milestone(agent, "v8Start"))),
    Accessor::getter("environment", |agent, _| {
        Ok(milestone(agent, "environment"))
    }),
    Accessor::getter("loopStart", |agent, _| Ok(milestone(agent, "loopStart"))),
    Accessor::getter("loopExit", |agent, _| Ok(milestone(agent, "loopExit"))),
    Accessor::getter("bootstrapComplete", |agent, _| {
        Ok(milestone(agent, "bootstrapComplete"))
    }),
    Accessor::getter("idleTime", |agent, _| {
        Ok(Value::number(EventLoop::of(agent).idle_time))
    }),
    Accessor::getter("uvMetricsInfo", metrics),
];

/// When a milestone was, in milliseconds since the program began; -1 before it. What happens before
/// the program's own code takes no time that can be told.
pub(super) fn milestone(agent: &mut Agent, name: &str) -> Value {
    match name {
        "loopStart" => Value::number(EventLoop::of(agent).started.unwrap_or(-1.0)),
        "loopExit" => Value::int(-1),
        _ => Value::ZERO,
    }
}

fn metrics(agent: &mut Agent, _: Call) -> JsResult {
    let object = agent.new_plain_object(3);
    for name in ["loopCount", "events", "eventsWaiting"] {
        agent.define_constant(object, name, Value::ZERO, PropertyFlags::DATA);
    }
    Ok(object.value())
}

/// Makes the object.
pub(super) fn make(agent: &mut Agent) -> Object {
    let prototype = interface::prototype(agent, &PERFORMANCE_NODE_TIMING);
    // In Node only the prototype inherits.
    let constructor = interface::constructor(agent, &PERFORMANCE_NODE_TIMING);
    let base = agent.intrinsic(Intrinsic::FunctionPrototype);
    agent.heap.set_prototype(constructor, base.value());
    let object = agent.heap.ordinary_object_create(prototype.value());
    let fixed = PropertyFlags::ENUMERABLE.with(PropertyFlags::CONFIGURABLE);
    let node = agent.heap.new_string("node").value();
    agent.define_constant(object, "name", node, fixed);
    agent.define_constant(object, "entryType", node, fixed);
    agent.define_constant(object, "startTime", Value::ZERO, fixed);
    agent.define_accessors_with(object, DURATION, fixed);
    agent.define_accessors_with(object, TIMES, fixed);
    object
}

fn fields(agent: &mut Agent, call: Call) -> JsResult<Vec<(&'static str, Value)>> {
    let mut fields = Vec::new();
    for name in LISTED {
        let key = agent.static_key(name);
        let value = agent.get_v(call.this(), key)?;
        agent.keep(value);
        fields.push((*name, value));
    }
    Ok(fields)
}

fn to_json(agent: &mut Agent, call: Call) -> JsResult {
    let fields = fields(agent, call)?;
    let object = agent.new_plain_object(fields.len());
    for (name, value) in fields {
        agent.define_constant(object, name, value, PropertyFlags::DATA);
    }
    Ok(object.value())
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let fields = fields(agent, call)?;
    show::fields(agent, call, show::Deep::Itself, &fields)
}
