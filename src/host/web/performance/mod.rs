//! [performance](https://nodejs.org/api/perf_hooks.html#perf_hooksperformance): the clock, and the
//! timeline of what a program measures.
//!
//! | file | what |
//! | --- | --- |
//! | `entry` | marks, measures and calls |
//! | `timeline` | those that were made |
//! | `measure` | the time between two marks |
//! | `observer` | who hears of new ones |
//! | `timerify` | functions whose calls are measured |
//! | `resource_timing` | how long loading something took |
//! | `node_timing` | the program's milestones |

pub(super) mod entry;
mod measure;
mod node_timing;
pub(super) mod observer;
pub(super) mod resource_timing;
mod timeline;
mod timerify;

use super::event_target::EVENT_TARGET;
use super::interface::{self, ATTRIBUTE, Interface, Members, OPERATION, allocate};
use super::target_data::{self, Target};
use super::{check, event_handler, show};
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Tracer,
    Value,
};
use crate::event_loop::EventLoop;
use entry::Sort;

const METHODS: &[Method] = &[
    Method::new("clearMarks", 0, clear_marks),
    Method::new("clearMeasures", 0, clear_measures),
    Method::new("clearResourceTimings", 0, clear_resource_timings),
    Method::new("getEntries", 0, get_entries),
    Method::new("getEntriesByName", 1, get_entries_by_name),
    Method::new("getEntriesByType", 1, get_entries_by_type),
    Method::new("mark", 1, mark),
    Method::new("measure", 1, measure_call),
    Method::new("now", 0, now),
    Method::new(
        "setResourceTimingBufferSize",
        1,
        set_resource_timing_buffer_size,
    ),
];

const TIME_ORIGIN: &[Accessor] = &[Accessor::getter("timeOrigin", time_origin)];

const TO_JSON: &[Method] = &[Method::new("toJSON", 0, to_json)];

const UTILIZATION: &[Method] = &[Method::new("eventLoopUtilization", 2, utilization)];

const NODE_METHODS: &[Method] = &[
    Method::new(
        "markResourceTiming",
        7,
        resource_timing::mark_resource_timing,
    ),
    Method::new("timerify", 1, timerify::timerify),
];

const HANDLERS: &[Accessor] = &[Accessor {
    name: "onresourcetimingbufferfull",
    get: Some(|agent, call| event_handler::get(agent, call, "resourcetimingbufferfull")),
    set: Some(|agent, call| event_handler::set(agent, call, "resourcetimingbufferfull")),
}];

/// `Performance`; `nodeTiming` is added to its prototype.
pub(super) static PERFORMANCE: Interface = Interface {
    constructor: Constructor {
        name: "Performance",
        length: 0,
        run: construct,
    },
    parent: Some(&EVENT_TARGET),
    is_class: true,
    members: &[
        Members::Methods(METHODS, OPERATION),
        Members::Accessors(TIME_ORIGIN, ATTRIBUTE),
        Members::Methods(TO_JSON, OPERATION),
        Members::Methods(UTILIZATION, PropertyFlags::HIDDEN),
        Members::Value("nodeTiming", |agent| node_timing::make(agent).value()),
        Members::Methods(NODE_METHODS, PropertyFlags::HIDDEN),
        Members::Accessors(HANDLERS, ATTRIBUTE),
        Members::Inspect(inspect),
        Members::Tag("Performance"),
    ],
    statics: &[],
};

const GLOBAL: &[Accessor] = &[Accessor {
    name: "performance",
    get: Some(get_performance),
    set: Some(set_performance),
}];

/// `performance`, and what a script has put in its place.
#[derive(Default)]
struct Global {
    object: Option<Object>,
    replaced: Option<Value>,
}

impl HostData for Global {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(object) = self.object {
            tracer.mark_object(object);
        }
        tracer.mark_all(&self.replaced);
    }
}

/// What the object is beside an event target: nothing, but it tells it apart.
struct Clock;

impl HostData for Clock {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Makes the global.
pub(super) fn install(agent: &mut Agent) {
    agent.define_accessors_with(agent.realm.global_object, GLOBAL, ATTRIBUTE);
    agent.set_slot(Global::default());
}

/// The object `performance`.
pub fn performance_object(agent: &mut Agent) -> Object {
    if let Some(object) = agent.slot::<Global>().and_then(|global| global.object) {
        return object;
    }
    let prototype = interface::prototype(agent, &PERFORMANCE);
    let data = Box::new(Target::with(Clock, None));
    let object = allocate(agent, prototype, data);
    if let Some(global) = agent.slot_mut::<Global>() {
        global.object = Some(object);
    }
    object
}

/// [performance](https://nodejs.org/api/globals.html#performance), an accessor as in Node.
fn get_performance(agent: &mut Agent, _: Call) -> JsResult {
    match agent.slot::<Global>().and_then(|global| global.replaced) {
        Some(value) => Ok(value),
        None => Ok(performance_object(agent).value()),
    }
}

fn set_performance(agent: &mut Agent, call: Call) -> JsResult {
    let value = call.arg(0);
    if let Some(global) = agent.slot_mut::<Global>() {
        global.replaced = Some(value);
    }
    Ok(Value::UNDEFINED)
}

fn construct(agent: &mut Agent, call: Call) -> JsResult {
    match call.is_construct() {
        true => Err(check::illegal_constructor(agent)),
        false => {
            let text = "Class constructor Performance cannot be invoked without 'new'";
            Err(agent.type_error(text))
        }
    }
}

fn this(agent: &mut Agent, call: Call) -> JsResult<Object> {
    target_data::this_own::<Clock>(agent, call, "Performance")
}

/// [performance.clearMarks(\[name\])](https://nodejs.org/api/perf_hooks.html#performanceclearmarksname)
fn clear_marks(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    timeline::clear_call(agent, call, Sort::Mark)
}

/// [performance.clearMeasures(\[name\])](https://nodejs.org/api/perf_hooks.html#performanceclearmeasuresname)
fn clear_measures(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    timeline::clear_call(agent, call, Sort::Measure)
}

fn clear_resource_timings(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    resource_timing::clear(agent, call)
}

fn set_resource_timing_buffer_size(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    resource_timing::set_buffer_size(agent, call)
}

/// [performance.getEntries()](https://nodejs.org/api/perf_hooks.html#performancegetentries)
fn get_entries(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    timeline::matching(agent, Value::UNDEFINED, Value::UNDEFINED)
}

/// [performance.getEntriesByName(name\[, type\])](https://nodejs.org/api/perf_hooks.html#performancegetentriesbynamename-type)
fn get_entries_by_name(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["name"]));
    }
    let name = agent.to_string(call.arg(0))?.value();
    agent.keep(name);
    timeline::matching(agent, name, call.arg(1))
}

/// [performance.getEntriesByType(type)](https://nodejs.org/api/perf_hooks.html#performancegetentriesbytypetype)
fn get_entries_by_type(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    if call.is_empty() {
        return Err(check::missing_arguments(agent, &["type"]));
    }
    let sort = agent.to_string(call.arg(0))?.value();
    agent.keep(sort);
    timeline::matching(agent, Value::UNDEFINED, sort)
}

/// [performance.mark(name\[, options\])](https://nodejs.org/api/perf_hooks.html#performancemarkname-options)
fn mark(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    let mark = entry::mark(agent, call)?;
    let mark = entry::new_entry(agent, mark);
    timeline::add(agent, mark);
    Ok(mark.value())
}

/// [performance.measure(name\[, startMarkOrOptions\[, endMark\]\])](https://nodejs.org/api/perf_hooks.html#performancemeasurename-startmarkoroptions-endmark)
fn measure_call(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    measure::measure(agent, call)
}

/// [performance.now()](https://nodejs.org/api/perf_hooks.html#performancenow)
fn now(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    let now = EventLoop::of(agent).clock.performance_now();
    Ok(Value::number(now))
}

/// [performance.timeOrigin](https://nodejs.org/api/perf_hooks.html#performancetimeorigin)
fn time_origin(agent: &mut Agent, call: Call) -> JsResult {
    this(agent, call)?;
    let origin = EventLoop::of(agent).clock.time_origin();
    Ok(Value::number(origin))
}

/// How long the loop slept and ran between two times, and which part of it ran.
fn utilization_object(agent: &mut Agent, idle: f64, active: f64) -> Object {
    let whole = idle + active;
    let part = if whole > 0.0 { active / whole } else { 0.0 };
    let object = agent.new_plain_object(3);
    for (name, value) in [("idle", idle), ("active", active), ("utilization", part)] {
        agent.define_constant(object, name, Value::number(value), PropertyFlags::DATA);
    }
    object
}

/// [performance.eventLoopUtilization(\[utilization1\[, utilization2\]\])](https://nodejs.org/api/perf_hooks.html#performanceeventlooputilizationutilization1-utilization2)
fn utilization(agent: &mut Agent, call: Call) -> JsResult {
    let parts = |agent: &mut Agent, value: Value| {
        let mut part = |name| {
            let key = agent.static_key(name);
            let value = agent.get_v(value, key)?;
            agent.to_number(value)
        };
        Ok((part("idle")?, part("active")?))
    };
    let given = |value: Value| value.is_object();
    if given(call.arg(0)) && given(call.arg(1)) {
        let (first, second) = (parts(agent, call.arg(0))?, parts(agent, call.arg(1))?);
        let (idle, active) = (first.0 - second.0, first.1 - second.1);
        return Ok(utilization_object(agent, idle, active).value());
    }
    let event_loop = EventLoop::of(agent);
    let (mut idle, mut active) = (0.0, 0.0);
    if let Some(started) = event_loop.started {
        idle = event_loop.idle_time;
        active = event_loop.clock.performance_now() - started - idle;
    }
    if given(call.arg(0)) {
        let before = parts(agent, call.arg(0))?;
        (idle, active) = (idle - before.0, active - before.1);
    }
    Ok(utilization_object(agent, idle, active).value())
}

/// `performance.toJSON()`
fn to_json(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    let key = agent.static_key("nodeTiming");
    let timing = agent.get(this, key)?;
    agent.keep(timing);
    let origin = EventLoop::of(agent).clock.time_origin();
    let object = agent.new_plain_object(3);
    agent.keep_object(object);
    let flags = PropertyFlags::DATA;
    agent.define_constant(object, "nodeTiming", timing, flags);
    agent.define_constant(object, "timeOrigin", Value::number(origin), flags);
    let utilization = utilization(agent, call)?;
    agent.define_constant(object, "eventLoopUtilization", utilization, flags);
    Ok(object.value())
}

fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let this = this(agent, call)?;
    let key = agent.static_key("nodeTiming");
    let timing = agent.get(this, key)?;
    let origin = EventLoop::of(agent).clock.time_origin();
    let fields = [
        ("nodeTiming", timing),
        ("timeOrigin", Value::number(origin)),
    ];
    show::fields(agent, call, show::Deep::Bracketed, &fields)
}
