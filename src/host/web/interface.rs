//! Interfaces of the web: their constructors and prototypes, made when they are first needed.

use crate::builtins::symbol;
use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, Intrinsic, JsResult, Kind, Method, NativeFn,
    Object, PropertyFlags, PropertyKey, Text, Tracer, Value,
};

/// What Web IDL makes of methods.
pub(in crate::host) const OPERATION: PropertyFlags = PropertyFlags::DATA;

/// What Web IDL makes of attributes.
pub(in crate::host) const ATTRIBUTE: PropertyFlags =
    PropertyFlags::ENUMERABLE.with(PropertyFlags::CONFIGURABLE);

/// Properties of a prototype or a constructor that are defined together.
pub(in crate::host) enum Members {
    Methods(&'static [Method], PropertyFlags),
    Accessors(&'static [Accessor], PropertyFlags),
    /// Numbers: enumerable only.
    Constants(&'static [(&'static str, i32)]),
    /// Numbers that scripts may change.
    Defaults(&'static [(&'static str, i32)]),
    /// A value: not enumerable.
    Value(&'static str, fn(&mut Agent) -> Value),
    /// How it is inspected: the method `[nodejs.util.inspect.custom]`.
    Inspect(NativeFn),
    /// `[Symbol.for(name)]`, true.
    Mark(&'static str),
    /// `[Symbol.toStringTag]`
    Tag(&'static str),
    /// `[Symbol.iterator]`, the same as another method but not enumerable.
    Iterator(&'static str),
}

/// An interface.
pub(in crate::host) struct Interface {
    pub(in crate::host) constructor: Constructor,
    pub(in crate::host) parent: Option<&'static Interface>,
    /// Whether it is a class in Node, and no function.
    pub(in crate::host) is_class: bool,
    pub(in crate::host) members: &'static [Members],
    pub(in crate::host) statics: &'static [Members],
}

impl Interface {
    pub(super) fn name(&self) -> &'static str {
        self.constructor.name
    }
}

/// The interfaces that were made: with their prototypes and constructors.
#[derive(Default)]
struct Made(Vec<(&'static Interface, Object, Object)>);

impl HostData for Made {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for &(_, prototype, constructor) in &self.0 {
            tracer.mark_object(prototype);
            tracer.mark_object(constructor);
        }
    }
}

/// The prototype and the constructor of an interface.
pub(super) fn made(agent: &mut Agent, interface: &'static Interface) -> (Object, Object) {
    let known = agent.slot::<Made>().and_then(|made| {
        let mut known = made.0.iter();
        known.find(|(known, ..)| std::ptr::eq(*known, interface))
    });
    match known {
        Some(&(_, prototype, constructor)) => (prototype, constructor),
        None => make(agent, interface),
    }
}

/// The prototype of an interface.
pub(in crate::host) fn prototype(agent: &mut Agent, interface: &'static Interface) -> Object {
    made(agent, interface).0
}

/// The constructor of an interface.
pub(in crate::host) fn constructor(agent: &mut Agent, interface: &'static Interface) -> Object {
    made(agent, interface).1
}

fn make(agent: &mut Agent, interface: &'static Interface) -> (Object, Object) {
    let parent = interface.parent.map(|parent| made(agent, parent));
    let base = match parent {
        Some((prototype, _)) => prototype,
        None => agent.intrinsic(Intrinsic::ObjectPrototype),
    };
    let prototype = agent.heap.ordinary_object_create(base.value());
    let constructor = match interface.is_class {
        true => agent.new_class(&interface.constructor, prototype),
        false => agent.new_constructor(&interface.constructor, prototype),
    };
    if let Some((_, parent)) = parent {
        agent.heap.set_prototype(constructor, parent.value());
    }
    agent.heap.hide_from_stacks(constructor.value());
    agent.define_hidden(|agent| {
        define(agent, prototype, interface.members);
        define(agent, constructor, interface.statics);
    });
    if agent.slot::<Made>().is_none() {
        agent.set_slot(Made::default());
    }
    if let Some(made) = agent.slot_mut::<Made>() {
        made.0.push((interface, prototype, constructor));
    }
    (prototype, constructor)
}

fn define(agent: &mut Agent, object: Object, members: &'static [Members]) {
    for members in members {
        match *members {
            Members::Methods(methods, flags) => agent.define_methods_with(object, methods, flags),
            Members::Accessors(accessors, flags) => {
                agent.define_accessors_with(object, accessors, flags);
            }
            Members::Constants(constants) => {
                for &(name, value) in constants {
                    let flags = PropertyFlags::ENUMERABLE;
                    agent.define_constant(object, name, Value::int(value), flags);
                }
            }
            Members::Defaults(numbers) => {
                for &(name, value) in numbers {
                    let flags = PropertyFlags::DATA;
                    agent.define_constant(object, name, Value::int(value), flags);
                }
            }
            Members::Value(name, make) => {
                let value = make(agent);
                agent.define_constant(object, name, value, PropertyFlags::HIDDEN);
            }
            Members::Mark(name) => {
                let symbol = symbol::registered(agent, Text::Latin1(name.as_bytes()));
                let key = PropertyKey::symbol(symbol);
                let flags = PropertyFlags::DATA;
                agent.heap.add_property(object, key, flags, Value::TRUE);
            }
            Members::Inspect(run) => define_inspect(agent, object, run),
            Members::Tag(tag) => agent.define_tag(object, tag),
            Members::Iterator(of) => {
                let method = agent.initial_value(object, of);
                let flags = PropertyFlags::HIDDEN;
                agent.define_constant(object, "@@iterator", method, flags);
            }
        }
    }
}

/// Makes the method `[nodejs.util.inspect.custom]`.
pub(in crate::host) fn define_inspect(agent: &mut Agent, object: Object, run: NativeFn) {
    let name = Text::Latin1(b"nodejs.util.inspect.custom");
    let symbol = symbol::registered(agent, name);
    agent.define_symbol_method(object, symbol, Method::new("", 2, run));
}

/// What an interface's iterators have in common: no constructor.
pub(super) struct Iterators {
    pub(super) members: &'static [Members],
}

/// The prototypes of iterators that were made.
#[derive(Default)]
struct MadeIterators(Vec<(&'static Iterators, Object)>);

impl HostData for MadeIterators {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let prototypes = self.0.iter();
        prototypes.for_each(|(_, prototype)| tracer.mark_object(*prototype));
    }
}

/// The prototype of an interface's iterators.
pub(super) fn iterator_prototype(agent: &mut Agent, iterators: &'static Iterators) -> Object {
    let known = agent.slot::<MadeIterators>().and_then(|made| {
        let mut known = made.0.iter();
        known.find(|(known, _)| std::ptr::eq(*known, iterators))
    });
    if let Some((_, prototype)) = known {
        return *prototype;
    }
    let parent = agent.intrinsic(Intrinsic::IteratorPrototype);
    let prototype = agent.heap.ordinary_object_create(parent.value());
    agent.define_hidden(|agent| define(agent, prototype, iterators.members));
    if agent.slot::<MadeIterators>().is_none() {
        agent.set_slot(MadeIterators::default());
    }
    if let Some(made) = agent.slot_mut::<MadeIterators>() {
        made.0.push((iterators, prototype));
    }
    prototype
}

/// The prototype of what a constructor is to make, which is kept: that of `new.target`. Throws where
/// it was called without `new`.
pub(super) fn prototype_for(
    agent: &mut Agent,
    call: Call,
    interface: &'static Interface,
) -> JsResult<Object> {
    let Some(target) = call.new_target(agent).as_object() else {
        let name = interface.name();
        return Err(agent.type_error(format!(
            "Class constructor {name} cannot be invoked without 'new'"
        )));
    };
    if target == call.callee() {
        return Ok(prototype(agent, interface));
    }
    let given = agent.get(target, agent.names.prototype)?.as_object();
    let prototype = match given {
        Some(prototype) => prototype,
        None => prototype(agent, interface),
    };
    Ok(agent.keep_object(prototype))
}

/// A new object with internal slots.
pub(super) fn allocate(agent: &mut Agent, prototype: Object, data: Box<dyn HostData>) -> Object {
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    agent.heap.new_host(Kind::Host, shape, data)
}

/// A new object without internal slots.
pub(super) fn allocate_plain(agent: &mut Agent, prototype: Object) -> Object {
    agent.heap.ordinary_object_create(prototype.value())
}
