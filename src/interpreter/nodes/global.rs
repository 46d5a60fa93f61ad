//! Global variables: properties of the global object, and the declarations of scripts.

use super::local::uninitialized;
use crate::engine::{Agent, GlobalStore, JsResult, messages};
use crate::heap::{Frame, PropertyKey, Slot, Value};
use crate::interpreter::inline_cache::GlobalCache;
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::{Node, NodeBox};

/// A global variable: a declaration of a script, or a property of the global object.
pub struct GlobalGet {
    /// Its name.
    pub name: PropertyKey,
    /// What it remembers.
    pub cache: GlobalCache,
    /// In the source.
    pub position: u32,
    /// Under `typeof`: no error where it doesn't exist.
    pub quiet: bool,
}

impl Node for GlobalGet {
    #[inline]
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        if agent.realm.lexicals.is_empty()
            && let Some(value) = self.cache.get(agent, self.name)
        {
            return Ok(value);
        }
        self.slow(agent)
    }
}

impl GlobalGet {
    #[cold]
    #[inline(never)]
    fn slow(&self, agent: &mut Agent) -> JsResult {
        agent.machine.position = self.position;
        if let Some(binding) = agent.realm.lexicals.get(self.name) {
            if binding.value.is_uninitialized() {
                return match agent.realm.lexicals.import(self.name) {
                    Some(import) => agent.get(import.namespace, import.key),
                    None => Err(uninitialized(agent, self.name, self.position)),
                };
            }
            return Ok(binding.value);
        }
        if let Some(value) = self.cache.get(agent, self.name) {
            return Ok(value);
        }
        let global = agent.realm.global_object;
        if let Some(value) = agent.context_get(global, self.name)? {
            return Ok(value);
        }
        if self.quiet {
            return Ok(Value::UNDEFINED);
        }
        let name = agent.heap.key_for_message(self.name);
        Err(agent.reference_error(messages::not_defined(&name)))
    }
}

/// An assignment to a global variable.
pub struct GlobalSet {
    /// Its name.
    pub name: PropertyKey,
    /// The value.
    pub value: NodeBox,
    /// In strict code an unknown name is an error.
    pub strict: bool,
    /// In the source.
    pub position: u32,
    /// The slot where it waits whether the name was known, where that was asked before.
    pub known: Option<Slot>,
}

/// Whether a global variable exists, for an assignment in strict code whose value may suspend.
pub struct GlobalExists {
    /// Its name.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl Node for GlobalExists {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.machine.position = self.position;
        Ok(Value::bool(global_exists(agent, self.name)?))
    }
}

fn global_exists(agent: &mut Agent, name: PropertyKey) -> JsResult<bool> {
    let global = agent.realm.global_object;
    Ok(agent.realm.lexicals.get(name).is_some() || agent.has_property(global, name)?)
}

impl GlobalSet {
    /// Assigns where an object of the program has the global variables.
    #[cold]
    fn set_in_context(&self, agent: &mut Agent, value: Value) -> JsResult {
        let global = agent.realm.global_object;
        let strict = self.strict;
        agent.scoped(|agent| {
            agent.keep(value);
            let store = GlobalStore::Variable { strict };
            match agent.context_set(global, self.name, value, store)? || !strict {
                true => Ok(value),
                false => Err(agent.context_set_failed(global, self.name)),
            }
        })
    }
}

impl Node for GlobalSet {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let global = agent.realm.global_object;
        agent.machine.position = self.position;
        let known = match self.known {
            Some(slot) => frame.get(slot) == Value::TRUE,
            None => !self.strict || global_exists(agent, self.name)?,
        };
        let value = self.value.eval(agent, frame)?;
        agent.machine.position = self.position;
        if let Some(binding) = agent.realm.lexicals.get(self.name) {
            let is_import = agent.realm.lexicals.import(self.name).is_some();
            if binding.value.is_uninitialized() && !is_import {
                return Err(uninitialized(agent, self.name, self.position));
            }
            if binding.constant {
                return Err(agent.type_error(messages::CONST_ASSIGNMENT));
            }
            agent.realm.lexicals.set(self.name, value);
            return Ok(value);
        }
        if agent.heap.context_global(global).is_some() {
            return self.set_in_context(agent, value);
        }
        // In strict code the property must still be there.
        if !known || (self.strict && !agent.has_property(global, self.name)?) {
            let name = agent.heap.key_for_message(self.name);
            return Err(agent.reference_error(messages::not_defined(&name)));
        }
        agent.scoped(|agent| {
            agent.keep(value);
            agent.put_value(global.value(), self.name, value, self.strict)
        })?;
        Ok(value)
    }
}

/// The declaration of a script's `let`, `const` or `class`, with its value.
pub struct GlobalLexicalInit<C = NodeBox> {
    /// Its name.
    pub name: PropertyKey,
    /// The value.
    pub value: C,
}

impl<C: Child> Resumable for GlobalLexicalInit<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        agent.realm.lexicals.set(self.name, value);
        Ok(value)
    }
}

/// The global object.
pub struct GlobalObject;

impl Node for GlobalObject {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        Ok(agent.realm.global_object.value())
    }
}
