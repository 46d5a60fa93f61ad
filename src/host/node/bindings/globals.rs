//! The binding `globals`: the host's global objects and functions as they were made, whatever a
//! script has put in their place since.

use crate::engine::{Agent, JsResult, Object, Value};

/// Makes an object without prototype that has them.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let globals = agent.heap.ordinary_object_create(Value::NULL);
    for (name, value, flags) in agent.original_globals() {
        agent.define_constant(globals, name, value, flags);
    }
    Ok(globals)
}
