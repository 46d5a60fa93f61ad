//! [GetModuleNamespace](https://tc39.es/ecma262/#sec-getmodulenamespace): the object of a module's exports.

use super::exports::{Binding, Resolution, imported_module, resolve_export};
use super::record::{Kind, ModuleId, record};
use crate::engine::{Agent, ExportPlace, JsResult, Object, PropertyKey};
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// The namespace of a module that is linked, or one of another kind that evaluates the module when it
/// is looked at.
pub fn namespace(agent: &mut Agent, module: ModuleId, deferred: bool) -> JsResult<Object> {
    let this = record(agent, module);
    let known = match deferred {
        true => this.deferred_namespace,
        false => this.namespace,
    };
    if let Some(known) = known {
        return Ok(known);
    }
    // It is there before its exports are looked for: it may be one of them.
    let namespace = agent.new_namespace(Vec::new(), deferred);
    let this = record(agent, module);
    match deferred {
        true => this.deferred_namespace = Some(namespace),
        false => this.namespace = Some(namespace),
    }
    let exports = exports(agent, module);
    match exports {
        Ok(exports) => {
            agent.set_namespace_exports(namespace, exports);
            Ok(namespace)
        }
        Err(throw) => {
            let this = record(agent, module);
            (this.namespace, this.deferred_namespace) = (None, None);
            Err(throw)
        }
    }
}

/// Where the value of a binding is.
pub(super) fn place(agent: &mut Agent, binding: Binding) -> JsResult<ExportPlace> {
    match binding {
        Binding::Variable(module, slot) => Ok(ExportPlace::Variable {
            scope: record(agent, module).scope,
            slot,
        }),
        Binding::Namespace(module, deferred) => {
            Ok(ExportPlace::Fixed(namespace(agent, module, deferred)?))
        }
    }
}

fn exports(agent: &mut Agent, module: ModuleId) -> JsResult<Vec<(PropertyKey, ExportPlace)>> {
    let mut names = exported_names(agent, module, &mut FxHashSet::default())?;
    // By code units, which isn't the order of UTF-8.
    names.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
    let mut exports = Vec::with_capacity(names.len());
    for name in names {
        if let Resolution::Found(binding) = resolve_export(agent, module, &name, &mut Vec::new())? {
            let key = agent.heap.property_key_of_str(&name);
            agent.keep_key(key);
            exports.push((key, place(agent, binding)?));
        }
    }
    Ok(exports)
}

/// [GetExportedNames](https://tc39.es/ecma262/#sec-getexportednames), each once.
fn exported_names(
    agent: &mut Agent,
    module: ModuleId,
    visited: &mut FxHashSet<ModuleId>,
) -> JsResult<Vec<String>> {
    agent.poll()?;
    agent.check_native_stack()?;
    if !visited.insert(module) {
        return Ok(Vec::new());
    }
    let entries = match &record(agent, module).kind {
        Kind::Synthetic { names, .. } => return Ok(names.to_vec()),
        Kind::Text { entries, .. } => Rc::clone(entries),
    };
    let local = entries.local_exports.iter().map(|(name, _)| name);
    let indirect = entries.indirect_exports.iter();
    let mut names: Vec<String> = local
        .chain(indirect.map(|export| &export.exported))
        .cloned()
        .collect();
    let mut known: FxHashSet<String> = names.iter().cloned().collect();
    for request in &entries.star_exports {
        let imported = imported_module(agent, module, *request);
        for name in exported_names(agent, imported, visited)? {
            if name != "default" && known.insert(name.clone()) {
                names.push(name);
            }
        }
    }
    Ok(names)
}
