//! The binding `performance`: the object `performance`, whatever a script has put in its place.

use crate::engine::{Agent, JsResult, Object, PropertyFlags, Value};
use crate::host::web;

/// Makes an object with `performance`.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    let performance = web::performance_object(agent).value();
    agent.define_constant(binding, "performance", performance, PropertyFlags::DATA);
    Ok(binding)
}
