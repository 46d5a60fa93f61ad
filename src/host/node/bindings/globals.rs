//! The binding `globals`: the host's global objects and functions as they were made, whatever a
//! script has put in their place since.

use crate::engine::{Agent, Call, JsResult, Object, PropertyFlags, Value};

/// Makes an object without prototype that has them.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let globals = agent.heap.ordinary_object_create(Value::NULL);
    for (name, value, flags) in agent.original_globals() {
        if !value.is_hole() {
            agent.define_constant(globals, name, value, flags);
            continue;
        }
        // One that is made when it is first looked at.
        let id = agent.register_function(name, 0, lazy);
        let name_value = agent.heap.new_string(name).value();
        let getter = agent.new_native(id, [name_value, Value::UNDEFINED]);
        let pair = agent.heap.new_accessor(getter.value(), Value::UNDEFINED);
        let flags = PropertyFlags::CONFIGURABLE.with(PropertyFlags::ACCESSOR);
        agent.define_constant(globals, name, pair, flags);
    }
    Ok(globals)
}

fn lazy(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.heap.native_data(call.callee(), 0);
    let name = agent.to_rust_string(name)?;
    agent.lazy_global(&name)
}
