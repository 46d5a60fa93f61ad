//! The binding `async_context`: the value that the engine carries along chains of callbacks.

use crate::engine::{
    Agent, Call, HostData, JsResult, Method, Object, PropertyFlags, Tracer, Value,
};

const METHODS: &[Method] = &[
    Method::new("get", 0, get),
    Method::new("set", 1, set),
    Method::new("newAsyncId", 0, new_async_id),
    Method::new("executionAsyncId", 0, execution_async_id),
    Method::new("triggerAsyncId", 0, trigger_async_id),
    Method::new("running", 0, running),
];

/// The numbers that resources get.
struct AsyncIds {
    /// The newest.
    newest: f64,
}

/// What the main script runs as.
const MAIN: f64 = 1.0;

impl HostData for AsyncIds {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

fn get(agent: &mut Agent, _: Call) -> JsResult {
    Ok(agent.context.current())
}

fn set(agent: &mut Agent, call: Call) -> JsResult {
    agent.set_context(call.arg(0));
    Ok(Value::UNDEFINED)
}

fn running(agent: &mut Agent, _: Call) -> JsResult {
    Ok(agent.context.running())
}

fn new_async_id(agent: &mut Agent, _: Call) -> JsResult {
    if agent.slot::<AsyncIds>().is_none() {
        agent.set_slot(AsyncIds { newest: MAIN });
    }
    let Some(ids) = agent.slot_mut::<AsyncIds>() else {
        unreachable!("it was set");
    };
    ids.newest += 1.0;
    Ok(Value::number(ids.newest))
}

fn execution_async_id(agent: &mut Agent, _: Call) -> JsResult {
    Ok(Value::number(if agent.machine.runs_nothing() {
        0.0
    } else {
        MAIN
    }))
}

fn trigger_async_id(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::number(0.0))
}
