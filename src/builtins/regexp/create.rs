//! Making regular expressions: [RegExpAlloc, RegExpInitialize and RegExpCreate](https://tc39.es/ecma262/#sec-abstract-operations-for-regexp-creation).

use super::matching;
use super::state::RegExpData;
use crate::engine::{Agent, Intrinsic, JsResult, Kind, Object, PropertyFlags, Str, Value};
use crate::heap::ShapeId;
use crate::regexp::flags::Flags;
use crate::regexp::matcher::Matcher;
use std::rc::Rc;

/// A regular expression with the pattern and flags of another; `None` for other objects.
pub fn copy_regexp(agent: &mut Agent, object: Object) -> Option<Object> {
    let data = agent.heap.host::<RegExpData>(object)?;
    let (source, matcher) = (data.source, data.matcher.clone());
    let shape = agent.root_shape(Intrinsic::RegExpPrototype, Kind::Host);
    Some(allocate(agent, shape, source, matcher))
}

/// [RegExpCreate ( P, F )](https://tc39.es/ecma262/#sec-regexpcreate) for a pattern and flags that are
/// strings: what a literal is evaluated to.
pub fn regexp_create(agent: &mut Agent, pattern: Str, flags: Str) -> JsResult<Object> {
    let matcher = initialize(agent, pattern, flags)?;
    let shape = agent.root_shape(Intrinsic::RegExpPrototype, Kind::Host);
    Ok(allocate(agent, shape, pattern, matcher))
}

/// [RegExpAlloc ( newTarget )](https://tc39.es/ecma262/#sec-regexpalloc), with its slots set.
pub(super) fn allocate(
    agent: &mut Agent,
    shape: ShapeId,
    source: Str,
    matcher: Rc<Matcher>,
) -> Object {
    let data = Box::new(RegExpData { source, matcher });
    let regexp = agent.heap.new_host(Kind::Host, shape, data);
    let (key, flags) = (agent.names.last_index, PropertyFlags::WRITABLE);
    agent.heap.add_property(regexp, key, flags, Value::ZERO);
    regexp
}

/// [RegExpInitialize ( obj, pattern, flags )](https://tc39.es/ecma262/#sec-regexpinitialize) for values.
pub(super) fn compile_values(
    agent: &mut Agent,
    pattern: Value,
    flags: Value,
) -> JsResult<(Str, Rc<Matcher>)> {
    let text = |agent: &mut Agent, value: Value| match value {
        Value::UNDEFINED => Ok(agent.heap.empty_string()),
        value => {
            let string = agent.to_string(value)?;
            agent.keep(string.value());
            Ok(string)
        }
    };
    let source = text(agent, pattern)?;
    let flags = text(agent, flags)?;
    Ok((source, initialize(agent, source, flags)?))
}

/// The compiling part of [RegExpInitialize ( obj, pattern, flags )](https://tc39.es/ecma262/#sec-regexpinitialize).
fn initialize(agent: &mut Agent, pattern: Str, flags: Str) -> JsResult<Rc<Matcher>> {
    match Flags::parse(agent.heap.text(flags).units()) {
        Some(flags) => matching::compile(agent, pattern, flags),
        None => {
            let flags = agent.heap.utf8(flags);
            Err(agent.syntax_error(format!(
                "Invalid flags supplied to RegExp constructor '{flags}'"
            )))
        }
    }
}
