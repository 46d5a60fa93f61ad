//! [Process warnings](https://nodejs.org/api/process.html#event-warning): made at once, and told in a
//! next tick (`process/on_warning.rs`).

use super::process::ProcessState;
use crate::engine::{Agent, Intrinsic, Object, PropertyFlags, Tick, Value};

/// Gives a warning with a name.
pub fn emit(agent: &mut Agent, message: &str, name: &str) {
    let warning = new_warning(agent, message, name);
    enqueue(agent, warning);
}

/// Gives a warning that has more properties.
pub fn emit_with(agent: &mut Agent, message: &str, name: &str, fields: &[(&'static str, Value)]) {
    let warning = new_warning(agent, message, name);
    for &(name, value) in fields {
        agent.define_constant(warning, name, value, PropertyFlags::DATA);
    }
    enqueue(agent, warning);
}

fn new_warning(agent: &mut Agent, message: &str, name: &str) -> Object {
    let warning = agent.new_error(Intrinsic::ErrorPrototype, message);
    let name = agent.heap.new_string(name).value();
    let key = agent.names.name;
    agent
        .heap
        .add_property(warning, key, PropertyFlags::DATA, name);
    warning
}

/// Emits a warning in a next tick.
pub(super) fn enqueue(agent: &mut Agent, warning: Object) {
    let id = ProcessState::of(agent).emit_warning;
    let callback = agent.new_native(id, [warning.value(), Value::UNDEFINED]);
    agent.queue_tick(Tick {
        callback: callback.value(),
        arguments: Box::default(),
        context: agent.context.current(),
        resource: Value::UNDEFINED,
    });
}
