//! How the host defines its globals.

use crate::engine::{Agent, PropertyFlags, Value};

/// Defines a global as Node defines most of its own: enumerable.
pub(super) fn define_enumerable_global(agent: &mut Agent, name: &'static str, value: Value) {
    let global = agent.realm.global_object;
    agent.heap.hide_from_stacks(value);
    agent.define_constant(global, name, value, PropertyFlags::DATA);
}
