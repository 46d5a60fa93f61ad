//! The binding `process`: the process object.

use crate::engine::{Agent, JsResult, Object, PropertyFlags, Value};
use crate::host::process::ProcessState;

/// Makes an object with `process`.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    let process = ProcessState::of(agent).process.value();
    agent.define_constant(binding, "process", process, PropertyFlags::DATA);
    Ok(binding)
}
