//! [Synthetic modules](https://tc39.es/ecma262/#sec-synthetic-module-records): exports that are set by
//! Rust, as those of JSON, of CommonJS modules, of the host's own.

use super::record::{Evaluate, Kind, ModuleId, Record, add, record};
use crate::engine::{Agent, JsResult, Value};
use std::rc::Rc;

/// [CreateSyntheticModule](https://tc39.es/ecma262/#sec-create-default-export-synthetic-module): a
/// module with exports of these names, each once. `evaluate` sets them; it gets `data` by
/// [`ModuleId::data`].
pub fn new_synthetic(
    agent: &mut Agent,
    url: &str,
    names: Vec<String>,
    data: Value,
    evaluate: Evaluate,
) -> ModuleId {
    let count = names.len();
    let kind = Kind::Synthetic {
        names: Rc::new(names),
        evaluate,
        data,
    };
    let module = add(agent, Record::new(url, kind));
    let scope = agent
        .heap
        .new_scope(Value::UNDEFINED, count, Value::UNDEFINED);
    record(agent, module).scope = scope;
    module
}

/// [SetSyntheticModuleExport](https://tc39.es/ecma262/#sec-setsyntheticmoduleexport); whether the
/// module has an export of this name.
pub fn set_export(agent: &mut Agent, module: ModuleId, name: &str, value: Value) -> bool {
    let record = record(agent, module);
    let Kind::Synthetic { names, .. } = &record.kind else {
        return false;
    };
    let scope = record.scope;
    let Some(slot) = names.iter().position(|known| known == name) else {
        return false;
    };
    agent.heap.scope_set(scope, slot, value);
    true
}

/// The names of a synthetic module's exports.
pub fn export_names(agent: &mut Agent, module: ModuleId) -> Vec<String> {
    match &record(agent, module).kind {
        Kind::Synthetic { names, .. } => names.to_vec(),
        Kind::Text { .. } => Vec::new(),
    }
}

/// A module whose only export is `default`, with a value.
pub fn new_default(agent: &mut Agent, url: &str, value: Value) -> ModuleId {
    let names = vec![String::from("default")];
    new_synthetic(agent, url, names, value, |agent, module| {
        let value = module.data(agent);
        set_export(agent, module, "default", value);
        JsResult::Ok(())
    })
}
