//! Errors that nobody can catch, as those of listeners: they become uncaught ones.

use crate::engine::{Agent, Tick, Value};

/// Makes an error an uncaught one, in a next tick.
pub(super) fn report(agent: &mut Agent, error: Value) {
    let id = agent.register_function("", 0, |agent, call| {
        let error = agent.heap.native_data(call.callee(), 0);
        Err(agent.throw(error))
    });
    let callback = agent.new_native(id, [error, Value::UNDEFINED]);
    agent.queue_tick(Tick {
        callback: callback.value(),
        arguments: Box::default(),
        context: agent.context.current(),
        resource: Value::UNDEFINED,
    });
}
