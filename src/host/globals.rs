//! How the host defines its globals.

use crate::engine::{Agent, HostData, Object, PropertyFlags, Tracer, Value};

/// Constructors that are classes in Node, and are shown as such.
#[derive(Default)]
struct Classes(Vec<Object>);

impl HostData for Classes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.iter().for_each(|class| tracer.mark_object(*class));
    }
}

/// Says that a constructor is a class in Node.
pub(super) fn mark_class(agent: &mut Agent, constructor: Object) {
    match agent.slot_mut::<Classes>() {
        Some(classes) => classes.0.push(constructor),
        None => agent.set_slot(Classes(vec![constructor])),
    }
}

/// Whether a function is one of the host's classes.
pub(super) fn is_class(agent: &Agent, function: Object) -> bool {
    let classes = agent.slot::<Classes>();
    classes.is_some_and(|classes| classes.0.contains(&function))
}

/// Defines a global as Node defines most of its own: enumerable.
pub(super) fn define_enumerable_global(agent: &mut Agent, name: &'static str, value: Value) {
    let global = agent.realm.global_object;
    agent.heap.hide_from_stacks(value);
    agent.define_constant(global, name, value, PropertyFlags::DATA);
}
