//! [ResolveExport](https://tc39.es/ecma262/#sec-resolveexport): which variable an exported name is.

use super::record::{Kind, ModuleId, record};
use crate::engine::{Agent, JsResult};
use crate::lower::module::ImportName;
use std::rc::Rc;

/// [ResolvedBinding records](https://tc39.es/ecma262/#resolvedbinding-record): what an export is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Binding {
    /// A variable of a module: the slot of its scope object.
    Variable(ModuleId, u32),
    /// The namespace of a module, or the deferred one.
    Namespace(ModuleId, bool),
}

/// How looking for an export ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Resolution {
    /// It is there.
    Found(Binding),
    /// There is none.
    Missing,
    /// Several modules have one of this name.
    Ambiguous,
}

/// The modules that a module asks for, in the order of its text.
pub(super) fn required(agent: &mut Agent, module: ModuleId) -> Vec<ModuleId> {
    let loaded = &record(agent, module).loaded;
    loaded.iter().flatten().copied().collect()
}

/// The module that a request of another one leads to.
pub(super) fn imported_module(agent: &mut Agent, module: ModuleId, request: usize) -> ModuleId {
    match record(agent, module).loaded[request] {
        Some(imported) => imported,
        None => unreachable!("requests are loaded before linking"),
    }
}

/// [ResolveExport](https://tc39.es/ecma262/#sec-resolveexport)
pub(super) fn resolve_export(
    agent: &mut Agent,
    module: ModuleId,
    name: &str,
    visited: &mut Vec<(ModuleId, String)>,
) -> JsResult<Resolution> {
    agent.poll()?;
    agent.check_native_stack()?;
    let seen = (module, name.to_string());
    if visited.contains(&seen) {
        return Ok(Resolution::Missing);
    }
    visited.push(seen);
    let this = record(agent, module);
    let entries = match &this.kind {
        Kind::Synthetic { names, .. } => {
            let slot = names.iter().position(|known| known == name);
            return Ok(match slot {
                Some(slot) => Resolution::Found(Binding::Variable(module, slot as u32)),
                None => Resolution::Missing,
            });
        }
        Kind::Text { entries, .. } => Rc::clone(entries),
    };
    let mut local = entries.local_exports.iter();
    if let Some((_, slot)) = local.find(|(exported, _)| exported == name) {
        return Ok(Resolution::Found(Binding::Variable(module, *slot)));
    }
    let mut indirect = entries.indirect_exports.iter();
    if let Some(export) = indirect.find(|export| export.exported == name) {
        let imported = imported_module(agent, module, export.request);
        return match &export.name {
            ImportName::Name(name) => resolve_export(agent, imported, name, visited),
            name => {
                let deferred = *name == ImportName::DeferredNamespace;
                Ok(Resolution::Found(Binding::Namespace(imported, deferred)))
            }
        };
    }
    if name == "default" {
        return Ok(Resolution::Missing);
    }
    let mut found = Resolution::Missing;
    for request in &entries.star_exports {
        let imported = imported_module(agent, module, *request);
        match resolve_export(agent, imported, name, visited)? {
            Resolution::Ambiguous => return Ok(Resolution::Ambiguous),
            Resolution::Missing => {}
            other if found == Resolution::Missing => found = other,
            other if found != other => return Ok(Resolution::Ambiguous),
            _ => {}
        }
    }
    Ok(found)
}
