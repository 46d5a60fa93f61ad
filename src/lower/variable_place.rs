//! Where variables live: frame slots, slots of scope objects, the global object.

use super::forms::{Children, both};
use super::lowerer::{Lowerer, boxed};
use crate::heap::{PropertyKey, SCOPE, Slot};
use crate::interpreter::nodes::captured::*;
use crate::interpreter::nodes::local::*;
use crate::interpreter::nodes::statement::Empty;
use crate::interpreter::nodes::this::*;
use crate::interpreter::nodes::unsupported::*;

use crate::interpreter::{NodeBox, Part};
use crate::source::Span;
use crate::syntax::ast::{Name, Resolution, ScopeId};
use crate::syntax::scope::{BindingRef, Resolved, ScopeKind};

/// Where a known binding lives.
#[derive(Clone, Copy)]
pub(super) enum VariablePlace {
    /// A slot of this function's frame.
    Frame(Slot),
    /// A slot of a scope object.
    Captured(CapturedPlace),
    /// The function that runs: the name of a function expression.
    Callee,
}

impl Lowerer<'_, '_> {
    /// Reserves the frame slots of a scope whose code begins here: its variables and its scope
    /// object. The scope becomes the innermost one.
    pub(super) fn enter_scope(&mut self, id: ScopeId) {
        self.scope = id;
        let scope = self.unit.scopes.scope(id);
        if scope.is_on_heap() {
            let slot = self.slots.reserve_variables(1);
            self.scope_slots.insert(id.0, slot);
        }
        for (index, binding) in scope.bindings.iter().enumerate() {
            let key = (id.0, index as u32);
            if !binding.captured && !self.frame_places.contains_key(&key) {
                let slot = self.slots.reserve_variables(1);
                self.frame_places.insert(key, slot);
            }
        }
    }

    /// The node that makes a scope's object and marks its variables as uninitialised, if there is
    /// anything to do.
    pub(super) fn scope_prologue(&mut self, id: ScopeId) -> Vec<NodeBox> {
        let scope = self.unit.scopes.scope(id);
        let mut nodes: Vec<NodeBox> = Vec::new();
        if scope.is_on_heap() {
            let slot = self.scope_slots[&id.0];
            let parent = self.outer_scope_slot(id);
            // Other modules look at what a module exports at any time.
            let is_module = scope.kind == ScopeKind::Module;
            let captured = scope.bindings.iter().filter(|binding| binding.captured);
            let mut initialized = Vec::new();
            let mut count = 0;
            for binding in captured {
                if binding.initialized_on_entry || (!binding.checked && !is_module) {
                    initialized.push(count);
                }
                count += 1;
            }
            if scope.dynamic {
                // The slot of the variables that evals declare.
                initialized.push(count);
                count += 1;
            }
            nodes.push(boxed(EnterScope {
                parent,
                slot,
                count,
                initialized: initialized.into(),
            }));
        }
        let mut uninitialized = Vec::new();
        for (index, binding) in scope.bindings.iter().enumerate() {
            if !binding.captured && !binding.initialized_on_entry && binding.checked {
                uninitialized.push(self.frame_places[&(id.0, index as u32)]);
            }
        }
        if !uninitialized.is_empty() {
            nodes.push(boxed(Uninitialize(uninitialized.into())));
        }
        nodes
    }

    /// The frame slot of the scope object around a scope.
    fn outer_scope_slot(&mut self, id: ScopeId) -> Slot {
        match self.unit.scopes.scope(id).parent {
            Some(parent) => self.scope_slot(parent),
            None => SCOPE,
        }
    }

    /// The frame slot of the scope object that code in a scope sees first.
    pub(super) fn scope_slot(&mut self, id: ScopeId) -> Slot {
        let mut at = Some(id);
        while let Some(id) = at {
            let scope = self.unit.scopes.scope(id);
            if scope.function != self.function {
                break;
            }
            if scope.is_on_heap()
                && let Some(&slot) = self.scope_slots.get(&id.0)
            {
                return slot;
            }
            at = scope.parent;
        }
        SCOPE
    }

    /// The frame slot of the scope object at the walk's place, for a closure made there.
    pub(super) fn current_scope_slot(&mut self) -> Slot {
        self.scope_slot(self.scope)
    }

    /// Where a binding lives, for code at the walk's place.
    pub(super) fn place(&mut self, reference: BindingRef) -> VariablePlace {
        let scope = self.unit.scopes.scope(reference.scope);
        let binding = &scope.bindings[reference.index as usize];
        let key = (reference.scope.0, reference.index);
        if !binding.captured {
            return match self.frame_places.get(&key) {
                Some(&slot) => VariablePlace::Frame(slot),
                None => VariablePlace::Callee,
            };
        }
        let slot = self.heap_slot(reference.scope, reference.index);
        if let Some(&scope_slot) = self.scope_slots.get(&key.0) {
            return VariablePlace::Captured(CapturedPlace {
                scope: scope_slot,
                hops: 0,
                slot,
            });
        }
        // In a scope around the function.
        let outer = self.outermost_scope();
        let hops = match outer {
            Some(outer) => self.unit.scopes.hops(outer, reference.scope),
            None => 0,
        };
        VariablePlace::Captured(CapturedPlace {
            scope: SCOPE,
            hops,
            slot,
        })
    }

    /// The scope around the function that is being lowered.
    fn outermost_scope(&self) -> Option<ScopeId> {
        let info = self.unit.scopes.function(self.function?);
        self.unit.scopes.scope(info.scope).parent
    }

    /// A captured binding's slot in its scope object.
    pub(super) fn heap_slot(&mut self, id: ScopeId, index: u32) -> u32 {
        if let Some(&slot) = self.heap_places.get(&(id.0, index)) {
            return slot;
        }
        let mut slot = 0;
        for (place, binding) in self.unit.scopes.scope(id).bindings.iter().enumerate() {
            if binding.captured {
                self.heap_places.insert((id.0, place as u32), slot);
                slot += 1;
            }
        }
        self.heap_places[&(id.0, index)]
    }

    /// Reads a known binding.
    pub(super) fn read_binding(
        &mut self,
        reference: BindingRef,
        name: PropertyKey,
        position: u32,
    ) -> NodeBox {
        if let Some(arguments) = self.late_arguments(reference) {
            return boxed(arguments);
        }
        if let Some(import) = self.read_import(reference, name, position) {
            return import;
        }
        match (self.place(reference), reference.check_tdz) {
            (VariablePlace::Callee, _) => boxed(Callee),
            (VariablePlace::Frame(slot), false) => boxed(LocalGet(slot)),
            (VariablePlace::Frame(slot), true) => boxed(LocalGetChecked {
                slot,
                name,
                position,
            }),
            (VariablePlace::Captured(place), false) => boxed(CapturedGet(place)),
            (VariablePlace::Captured(place), true) => boxed(CapturedGetChecked {
                place,
                name,
                position,
            }),
        }
    }

    /// The frame slot of an identifier that can be read without a check, if it has one.
    pub(super) fn plain_local(&mut self, resolution: Resolution) -> Option<Slot> {
        let Resolved::Binding(reference) = Resolved::from(resolution) else {
            return None;
        };
        if reference.check_tdz
            || self.late_arguments(reference).is_some()
            || self.is_import(reference)
        {
            return None;
        }
        match self.place(reference) {
            VariablePlace::Frame(slot) => Some(slot),
            _ => None,
        }
    }

    /// Where a captured identifier lives that can be read without a check, if it is one.
    pub(super) fn plain_captured(&mut self, resolution: Resolution) -> Option<CapturedPlace> {
        let Resolved::Binding(reference) = Resolved::from(resolution) else {
            return None;
        };
        if self.is_import(reference) {
            return None;
        }
        match self.place(reference) {
            VariablePlace::Captured(place) if !reference.check_tdz => Some(place),
            _ => None,
        }
    }

    /// Gives a known binding its first value.
    pub(super) fn initialize_binding(&mut self, reference: BindingRef, value: Part) -> Part {
        match self.place(reference) {
            VariablePlace::Frame(slot) => both!([value] => LocalSet { slot, value }),
            VariablePlace::Captured(place) => both!([value] => CapturedSet { place, value }),
            VariablePlace::Callee => boxed(Empty).into(),
        }
    }

    /// The same for a value that can't suspend.
    pub(super) fn initialize_plain(&mut self, reference: BindingRef, value: NodeBox) -> NodeBox {
        self.initialize_binding(reference, value.into())
            .into_plain()
    }

    /// Whether a global name is a `let`, `const` or `class` of this script.
    pub(super) fn is_script_lexical(&self, name: Name) -> bool {
        let top = self.unit.scopes.scope(self.unit.scopes.top_level.scope);
        top.kind == ScopeKind::Script
            && top
                .find(name)
                .is_some_and(|index| top.bindings[index as usize].kind.is_lexical())
    }

    /// Assigns to a known binding that isn't constant.
    pub(super) fn assign_binding(
        &mut self,
        reference: BindingRef,
        name: PropertyKey,
        value: Part,
        position: u32,
    ) -> Part {
        let value = match self.place(reference) {
            VariablePlace::Captured(place) => self.written_scope(place, value),
            VariablePlace::Frame(_) | VariablePlace::Callee => value,
        };
        match (self.place(reference), reference.check_tdz) {
            (VariablePlace::Frame(slot), false) => both!([value] => LocalSet { slot, value }),
            (VariablePlace::Frame(slot), true) => both!([value] => LocalSetChecked {
                slot,
                value,
                name,
                position,
            }),
            (VariablePlace::Captured(place), false) => {
                both!([value] => CapturedSet { place, value })
            }
            (VariablePlace::Captured(place), true) => both!([value] => CapturedSetChecked {
                place,
                value,
                name,
                position,
            }),
            (VariablePlace::Callee, _) => boxed(Empty).into(),
        }
    }

    /// A place that throws when it is reached, because minijs doesn't support the syntax.
    pub(super) fn unsupported(&mut self, what: &str, span: Span) -> NodeBox {
        let message = format!("minijs doesn't support {what} yet");
        boxed(Unsupported {
            message: message.into(),
            position: span.start,
        })
    }
}
