//! The binding `event_target`: what Node's modules may know of event targets that scripts may not.

use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::host::web::event_target::resists_symbol;
use crate::host::web::signal_data::make_transferable;
use crate::host::web::target_data::{is_target, listeners_of, max_listeners, set_max_listeners};

const METHODS: &[Method] = &[
    Method::new("isEventTarget", 1, |agent, call| {
        Ok(Value::bool(is_target(agent, call.arg(0))))
    }),
    Method::new("listeners", 2, listeners),
    Method::new("getMaxListeners", 1, |agent, call| {
        Ok(Value::number(max_listeners(agent, call.arg(0))))
    }),
    Method::new("setMaxListeners", 2, set_max),
    Method::new("makeTransferable", 1, |agent, call| {
        make_transferable(agent, call.arg(0));
        Ok(Value::UNDEFINED)
    }),
];

/// Makes an object with the functions, and the option of listeners that can't be stopped.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods(binding, METHODS);
    let symbol = resists_symbol(agent).value();
    let name = "kResistStopPropagation";
    agent.define_constant(binding, name, symbol, PropertyFlags::DATA);
    Ok(binding)
}

fn listeners(agent: &mut Agent, call: Call) -> JsResult {
    let listeners = listeners_of(agent, call.arg(0), call.arg(1))?;
    Ok(agent.new_array(listeners).value())
}

fn set_max(agent: &mut Agent, call: Call) -> JsResult {
    let count = agent.to_number(call.arg(1))?;
    set_max_listeners(agent, call.arg(0), count);
    Ok(Value::UNDEFINED)
}
