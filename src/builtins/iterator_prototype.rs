//! Prototypes of the iterators of built-in objects: all inherit from `%IteratorPrototype%` and have a tag.

use crate::engine::{Agent, Intrinsic, Method, Object};

/// A prototype of built-in iterators, with its tag.
pub(in crate::builtins) fn iterator_prototype(
    agent: &mut Agent,
    tag: &'static str,
    methods: &'static [Method],
) -> Object {
    let parent = agent.intrinsic(Intrinsic::IteratorPrototype);
    let prototype = agent.heap.new_builtin_object(parent.value());
    agent.define_methods(prototype, methods);
    agent.define_tag(prototype, tag);
    prototype
}
