//! The binding `performance`: the object `performance`, whatever a script has put in its place.

use crate::engine::{Agent, JsResult, Method, Object, PropertyFlags, Value};
use crate::host::web;

const METHODS: &[Method] = &[Method::new("setRecorderMaker", 1, |agent, call| {
    web::set_recorder_maker(agent, call.arg(0));
    Ok(Value::UNDEFINED)
})];

/// Makes an object with `performance`.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    let performance = web::performance_object(agent).value();
    agent.define_constant(binding, "performance", performance, PropertyFlags::DATA);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}
