//! The binding `console`: what consoles over other streams share with the global one.

use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::host::{console, inspect};

const METHODS: &[Method] = &[
    Method::new("table", 3, console::table_text),
    Method::new("formatDuration", 1, format_duration),
    Method::new("isStackOverflow", 1, |agent, call| {
        Ok(Value::bool(inspect::is_stack_overflow(agent, call.arg(0))))
    }),
    Method::new("setWatcher", 1, |agent, call| {
        console::set_watcher(agent, call.arg(0));
        Ok(Value::UNDEFINED)
    }),
];

/// Makes an object with `console` and the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    let console = console::object(agent);
    agent.define_constant(binding, "console", console, PropertyFlags::DATA);
    Ok(binding)
}

fn format_duration(agent: &mut Agent, call: Call) -> JsResult {
    let milliseconds = agent.to_number(call.arg(0))?;
    let text = console::duration_text(milliseconds);
    Ok(agent.heap.new_string(&text).value())
}
