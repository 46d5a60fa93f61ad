//! [RegExp objects](https://tc39.es/ecma262/#sec-regexp-regular-expression-objects).

use crate::engine::{Agent, JsResult, Object, Str};

/// Whether an object has `[[RegExpMatcher]]`.
pub fn is_regexp_object(_agent: &Agent, _object: Object) -> bool {
    false
}

/// [RegExpCreate ( P, F )](https://tc39.es/ecma262/#sec-regexpcreate)
pub fn regexp_create(agent: &mut Agent, _pattern: Str, _flags: Str) -> JsResult<Object> {
    Err(agent.type_error("RegExp is not supported yet"))
}
