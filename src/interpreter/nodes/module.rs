//! What modules add to expressions: imported variables, and `import()`.

use super::local::uninitialized;
use crate::engine::{Agent, ImportRequest, JsResult, messages};
use crate::heap::{CALLEE, Frame, PropertyKey, Slot, Value};
use crate::interpreter::tree::{Node, NodeBox};

/// A variable of another module, which may be in its dead zone.
pub struct ImportedGet {
    /// The scope object of that module.
    pub scope: Value,
    /// The slot there.
    pub slot: u32,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl Node for ImportedGet {
    #[inline]
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        let value = agent.heap.scope_get(self.scope, self.slot as usize);
        if value.is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        Ok(value)
    }
}

/// [`import(specifier, options)`](https://tc39.es/ecma262/#sec-import-calls)
pub struct ImportCall {
    /// What to import.
    pub specifier: NodeBox,
    /// Where that waits.
    pub slot: Slot,
    /// The options.
    pub options: NodeBox,
    /// Whether it is `import.defer()`.
    pub deferred: bool,
    /// In the source.
    pub position: u32,
}

impl Node for ImportCall {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let specifier = self.specifier.eval(agent, frame)?;
        frame.set(self.slot, specifier);
        let options = self.options.eval(agent, frame)?;
        let specifier = frame.get(self.slot);
        agent.machine.position = self.position;
        let Some(code) = agent.heap.function_code(frame.get(CALLEE)) else {
            unreachable!("code runs in its function's frame")
        };
        let request = ImportRequest {
            source: agent.codes[code].source.clone(),
            specifier,
            options,
            deferred: self.deferred,
        };
        match agent.hooks.import_call {
            Some(import_call) => import_call(agent, request),
            None => Err(agent.type_error(messages::NO_IMPORT_CALLBACK)),
        }
    }
}
