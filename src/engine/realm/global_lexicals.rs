//! The global lexical environment: the `let`, `const` and `class` declarations of scripts.
//!
//! [Global Environment Records](https://tc39.es/ecma262/#sec-global-environment-records). The other
//! half, the object record, is the global object itself.

use crate::heap::{PropertyKey, Tracer, Value};
use rustc_hash::FxHashMap;

/// A declaration.
#[derive(Clone, Copy, Debug)]
pub struct GlobalBinding {
    /// Its value; uninitialised in its dead zone.
    pub value: Value,
    /// Whether it is a constant.
    pub constant: bool,
}

/// All declarations.
#[derive(Default)]
pub struct GlobalLexicals {
    bindings: FxHashMap<PropertyKey, GlobalBinding>,
    /// Whether a name may be declared again, which hides what it was: so at a prompt.
    pub may_redeclare: bool,
}

impl GlobalLexicals {
    /// Marks all values; the keys are pinned with the code that declares them.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        self.bindings
            .values()
            .for_each(|binding| tracer.mark(binding.value));
    }

    /// Whether there are none, so that a global name means the global object's property.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.bindings.is_empty()
    }

    /// The declaration of a name.
    pub fn get(&self, name: PropertyKey) -> Option<GlobalBinding> {
        self.bindings.get(&name).copied()
    }

    /// The names that are declared, in no order.
    #[cfg_attr(
        not(feature = "repl"),
        allow(dead_code, reason = "only the prompt asks")
    )]
    pub fn names(&self) -> impl Iterator<Item = PropertyKey> {
        self.bindings.keys().copied()
    }

    /// Declares a name, uninitialised.
    pub fn declare(&mut self, name: PropertyKey, constant: bool) {
        let binding = GlobalBinding {
            value: Value::UNINITIALIZED,
            constant,
        };
        self.bindings.insert(name, binding);
    }

    /// Forgets a declaration, which `var` or a function takes the name of.
    pub fn forget(&mut self, name: PropertyKey) {
        self.bindings.remove(&name);
    }

    /// Initialises or changes a declaration.
    pub fn set(&mut self, name: PropertyKey, value: Value) {
        if let Some(binding) = self.bindings.get_mut(&name) {
            binding.value = value;
        }
    }
}
