//! [The JSON object](https://tc39.es/ecma262/#sec-json-object).
//!
//! `parse` reads a text, `revive` applies a reviver to what was read, `stringify` writes, `raw` has
//! `JSON.rawJSON`.

pub mod parse;
mod raw;
mod revive;
mod stringify;

use crate::engine::{Agent, Intrinsic, Method};

const METHODS: &[Method] = &[
    Method::new("parse", 2, parse::parse),
    Method::new("stringify", 3, stringify::stringify),
    Method::new("rawJSON", 1, raw::raw_json),
    Method::new("isRawJSON", 1, raw::is_raw_json),
];

/// Makes `JSON`.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let json = agent.heap.new_builtin_object(object_prototype.value());
    agent.define_methods(json, METHODS);
    agent.define_tag(json, "JSON");
    agent.define_global("JSON", json.value());
}
