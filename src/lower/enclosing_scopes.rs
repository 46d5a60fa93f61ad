//! What is around the text of a direct eval: scopes of other texts, searched by name.
//!
//! Those scopes saw the eval coming, so all their bindings are in scope objects. Their layout is
//! known when the text is compiled; only `with` objects and variables that evals declared are
//! asked at run time.

use super::compilation_unit::{Enclosing, Unit};
use crate::engine::ExportPlace;
use crate::interpreter::nodes::dynamic::DynamicScope;
use crate::syntax::ast::function::FunctionKind;
use crate::syntax::ast::{EvalContext, Goal, PrivateName, ScopeId};
use crate::syntax::scope::{BindingKind, Resolved, Scope, ScopeKind};
use std::rc::Rc;

/// A slot of a scope object, as seen from the innermost scope object of a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct OuterSlot {
    pub(super) hops: u32,
    pub(super) slot: u32,
}

/// What a name means outside.
pub(super) enum Found {
    /// A variable, in its scope object.
    Variable(OuterSlot, BindingKind),
    /// A variable of another module, unless that isn't linked.
    Import(Option<ExportPlace>),
    /// Whatever is global.
    Global,
}

/// Where the variables go that a sloppy eval declares.
pub(super) struct VariableScope {
    pub(super) unit: Rc<Unit>,
    pub(super) scope: ScopeId,
    /// From the innermost scope object of the place to that of the scope.
    pub(super) hops: u32,
}

impl Unit {
    /// The dynamic part of a scope object's layout.
    pub(super) fn dynamic_scope(&self, id: ScopeId, hops: u32) -> Option<DynamicScope> {
        let scope = self.scopes.scope(id);
        let is_with = scope.kind == ScopeKind::With;
        scope.dynamic.then_some(DynamicScope {
            hops,
            slot: if is_with { 0 } else { scope.captured_count },
            is_with,
        })
    }

    /// The slot of a captured binding in its scope object.
    pub(super) fn captured_slot(&self, id: ScopeId, index: u32) -> u32 {
        let before = &self.scopes.scope(id).bindings[..index as usize];
        before.iter().filter(|binding| binding.captured).count() as u32
    }

    /// What the code at a place allows in the text of a direct eval.
    pub(super) fn eval_context(&self, place: ScopeId, strict: bool) -> EvalContext {
        let own = match self.parsed.program().goal {
            Goal::Eval(context) => context,
            _ => EvalContext::default(),
        };
        let function = self.scopes.function_with_this(place);
        let mut at = Some(place);
        let mut in_class = own.in_class;
        while let Some(id) = at {
            let scope = self.scopes.scope(id);
            in_class |= scope.kind == ScopeKind::Class;
            at = scope.parent;
        }
        let Some(kind) = function.map(|id| self.scopes.function(id).kind) else {
            return EvalContext {
                strict,
                in_class,
                ..own
            };
        };
        EvalContext {
            strict,
            in_function: true,
            in_method: kind != FunctionKind::Normal,
            in_derived_constructor: kind == FunctionKind::DerivedConstructor,
            in_field_initializer: kind == FunctionKind::FieldInitializer,
            in_class,
        }
    }

    /// Whether a binding of the top level lives elsewhere: all of a script are global,
    /// and the variables of a sloppy eval are those of the code around.
    fn is_elsewhere(&self, scope: &Scope, kind: BindingKind) -> bool {
        match scope.kind {
            ScopeKind::Script => true,
            ScopeKind::Eval => {
                !self.scopes.top_level.strict
                    && matches!(kind, BindingKind::Var | BindingKind::Function)
            }
            _ => false,
        }
    }
}

impl Enclosing {
    fn scopes(&self) -> impl Iterator<Item = (ScopeId, &Scope)> {
        let mut at = Some(self.scope);
        std::iter::from_fn(move || {
            let id = at?;
            let scope = self.unit.scopes.scope(id);
            at = scope.parent;
            Some((id, scope))
        })
    }

    /// How many scope objects of this text lie outside of the place.
    fn depth(&self) -> u32 {
        self.unit.scopes.scope(self.scope).heap_depth
    }

    /// Looks for a name from `hops` scope objects away; notes the dynamic scopes on the way.
    pub(super) fn find(&self, text: &str, mut hops: u32, dynamic: &mut Vec<DynamicScope>) -> Found {
        let name = self.unit.parsed.program().names.find(text);
        for (id, scope) in self.scopes() {
            if let Some(name) = name
                && let Some(index) = scope.find(name)
            {
                let kind = scope.bindings[index as usize].kind;
                if scope.kind == ScopeKind::Script {
                    return Found::Global;
                }
                if kind == BindingKind::Import {
                    return Found::Import(self.unit.imports.borrow().get(&index).copied());
                }
                if !self.unit.is_elsewhere(scope, kind) {
                    let slot = self.unit.captured_slot(id, index);
                    return Found::Variable(OuterSlot { hops, slot }, kind);
                }
            }
            dynamic.extend(self.unit.dynamic_scope(id, hops));
            hops += u32::from(scope.is_on_heap());
        }
        match &self.unit.around {
            Some(around) => around.find(text, hops, dynamic),
            None => Found::Global,
        }
    }

    /// The slot of `this` and the like, from `hops` scope objects away.
    pub(super) fn find_special(&self, kind: BindingKind, hops: u32) -> Option<OuterSlot> {
        match self.unit.scopes.resolve_special(self.scope, kind)? {
            Resolved::Binding(reference) => Some(OuterSlot {
                hops: hops + self.unit.scopes.hops(self.scope, reference.scope),
                slot: self.unit.captured_slot(reference.scope, reference.index),
            }),
            _ => {
                let around = self.unit.around.as_ref()?;
                around.find_special(kind, hops + self.depth())
            }
        }
    }

    /// The slot of a private name, from `hops` scope objects away.
    pub(super) fn find_private(&self, text: &str, hops: u32) -> Option<OuterSlot> {
        let known = self.unit.parsed.program().names.find(text);
        let here = known.and_then(|name| {
            let span = self.span;
            let name = PrivateName { name, span };
            self.unit.scopes.resolve_private(self.scope, name)
        });
        if let Some(Resolved::Binding(reference)) = here {
            return Some(OuterSlot {
                hops: hops + self.unit.scopes.hops(self.scope, reference.scope),
                slot: self.unit.captured_slot(reference.scope, reference.index),
            });
        }
        let around = self.unit.around.as_ref()?;
        around.find_private(text, hops + self.depth())
    }

    /// Where the variables of a sloppy eval at this place go; nothing for global.
    pub(super) fn variable_scope(&self, mut hops: u32) -> Option<VariableScope> {
        for (id, scope) in self.scopes() {
            if matches!(scope.kind, ScopeKind::Function | ScopeKind::FunctionBody) {
                return Some(VariableScope {
                    unit: self.unit.clone(),
                    scope: id,
                    hops,
                });
            }
            hops += u32::from(scope.is_on_heap());
        }
        let around = self.unit.around.as_ref()?;
        around.variable_scope(hops)
    }

    /// Whether a `var` with this text can't be declared by an eval at this place, because a
    /// declaration between there and the scope of variables has its name.
    pub(super) fn forbids_variable(&self, text: &str) -> bool {
        let name = self.unit.parsed.program().names.find(text);
        for (_, scope) in self.scopes() {
            let binding = name
                .and_then(|name| scope.find(name))
                .map(|index| scope.bindings[index as usize]);
            let forbids = |kind: BindingKind| match scope.kind {
                ScopeKind::Function => kind.is_lexical() || self.is_in_parameters(scope),
                ScopeKind::FunctionBody => kind.is_lexical(),
                // What a script declares is looked at when the eval declares.
                ScopeKind::Script | ScopeKind::Catch | ScopeKind::With => false,
                ScopeKind::Class | ScopeKind::FunctionName => false,
                _ => !self.unit.is_elsewhere(scope, kind),
            };
            if binding.is_some_and(|binding| forbids(binding.kind)) {
                return true;
            }
            if matches!(scope.kind, ScopeKind::Function | ScopeKind::FunctionBody) {
                return false;
            }
        }
        let around = self.unit.around.as_ref();
        around.is_some_and(|around| around.forbids_variable(text))
    }

    /// Whether a function's scope that was reached without its body's is that of parameters with
    /// expressions: the variables of evals there are outside of the parameters.
    fn is_in_parameters(&self, scope: &Scope) -> bool {
        let info = scope.function.map(|id| self.unit.scopes.function(id));
        info.is_some_and(|info| info.body_scope.is_some())
    }

    /// Whether the outermost text is a module.
    pub(super) fn is_in_module(&self) -> bool {
        match &self.unit.around {
            Some(around) => around.is_in_module(),
            None => self.unit.parsed.program().goal == Goal::Module,
        }
    }
}
