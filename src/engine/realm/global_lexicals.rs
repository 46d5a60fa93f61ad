//! The global lexical environment: the `let`, `const` and `class` declarations of scripts.
//!
//! [Global Environment Records](https://tc39.es/ecma262/#sec-global-environment-records). The other
//! half, the object record, is the global object itself.

use crate::heap::{Object, PropertyKey, Tracer, Value};
use rustc_hash::FxHashMap;

/// A declaration.
#[derive(Clone, Copy, Debug)]
pub struct GlobalBinding {
    /// Its value; uninitialised in its dead zone.
    pub value: Value,
    /// Whether it is a constant.
    pub constant: bool,
}

/// What an imported name stands for.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "repl"),
    allow(dead_code, reason = "only the prompt imports")
)]
pub struct GlobalImport {
    /// The namespace of the module.
    pub namespace: Object,
    /// What is imported of it.
    pub key: PropertyKey,
}

/// All declarations.
#[derive(Default)]
pub struct GlobalLexicals {
    bindings: FxHashMap<PropertyKey, GlobalBinding>,
    /// The names that are imported, which only a prompt's inputs can do: their bindings stay
    /// uninitialised, so that only who finds one so has to look here.
    imports: FxHashMap<PropertyKey, GlobalImport>,
    /// Whether a name may be declared again, which hides what it was: so at a prompt.
    pub may_redeclare: bool,
}

impl GlobalLexicals {
    /// Marks all values, and the names: the code that declared them may be gone.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        for (name, binding) in &self.bindings {
            tracer.mark(binding.value);
            if let Some(atom) = name.as_atom() {
                tracer.mark(atom.into());
            }
        }
        let imports = self.imports.values();
        imports.for_each(|import| tracer.mark_object(import.namespace));
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
        self.imports.remove(&name);
    }

    /// Declares a name that stands for what a module exports, whatever that is then.
    #[cfg_attr(
        not(feature = "repl"),
        allow(dead_code, reason = "only the prompt imports")
    )]
    pub fn declare_import(&mut self, name: PropertyKey, import: GlobalImport) {
        self.declare(name, true);
        self.imports.insert(name, import);
    }

    /// What a name that is uninitialised stands for, if it is imported.
    pub fn import(&self, name: PropertyKey) -> Option<GlobalImport> {
        self.imports.get(&name).copied()
    }

    /// Forgets a declaration, which `var` or a function takes the name of.
    pub fn forget(&mut self, name: PropertyKey) {
        self.bindings.remove(&name);
        self.imports.remove(&name);
    }

    /// Initialises or changes a declaration.
    pub fn set(&mut self, name: PropertyKey, value: Value) {
        if let Some(binding) = self.bindings.get_mut(&name) {
            binding.value = value;
        }
    }
}
