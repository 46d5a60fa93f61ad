//! What the top level of a script or an eval declares elsewhere: globally, or in the function
//! around a direct eval.

use super::lowerer::{Lowerer, boxed};
use crate::engine::JsResult;
use crate::heap::PropertyKey;
use crate::interpreter::nodes::captured::{CapturedPlace, CapturedSet};
use crate::interpreter::nodes::closure::ClosureExtra;
use crate::interpreter::nodes::declare::{
    DeclareGlobals, GlobalDeclaration, GlobalFunctionInit, can_declare,
};
use crate::interpreter::nodes::dynamic::{DeclareEvalVariables, EvalVariableInit, EvalVariables};
use crate::interpreter::nodes::effects::Effect;
use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::{Name, ScopeId};
use crate::syntax::scope::{BindingKind, ScopeKind};

/// Where a variable lives that a sloppy direct eval declares in a function.
pub(super) enum EvalVariable {
    /// The function has a variable of this name.
    Known(CapturedPlace),
    /// It is one of those that evals declared.
    Added(EvalVariables),
}

impl Lowerer<'_, '_> {
    /// Declares the names of the top level and instantiates its functions.
    pub(super) fn declare_top_level(
        &mut self,
        scope: ScopeId,
        nodes: &mut Vec<Part>,
    ) -> JsResult<()> {
        match self.unit.scopes.scope(scope).kind {
            ScopeKind::Script => self.declare_globals(scope, nodes, true)?,
            ScopeKind::Eval if !self.unit.scopes.top_level.strict => {
                match self.variables_are_global() {
                    true => self.declare_globals(scope, nodes, false)?,
                    false => self.declare_in_function(scope, nodes),
                }
            }
            _ => self.hoist(scope, nodes),
        }
        Ok(())
    }

    fn variables_are_global(&self) -> bool {
        let around = self.unit.around.as_ref();
        around.is_none_or(|around| around.variable_scope(0).is_none())
    }

    fn declare_globals(
        &mut self,
        scope: ScopeId,
        nodes: &mut Vec<Part>,
        is_script: bool,
    ) -> JsResult<()> {
        let unit = self.unit.clone();
        let scope = unit.scopes.scope(scope);
        let mut declarations = Vec::new();
        for (index, binding) in scope.bindings.iter().enumerate() {
            let mut functions = scope.hoisted_functions.iter();
            let has_function = functions.any(|(_, own)| *own as usize == index);
            let kind = match binding.kind {
                _ if has_function => GlobalDeclaration::Function,
                BindingKind::Var => GlobalDeclaration::Var,
                BindingKind::Let | BindingKind::Class if is_script => GlobalDeclaration::Lexical,
                BindingKind::Const if is_script => GlobalDeclaration::Constant,
                _ => continue,
            };
            let key = self.key(binding.name);
            if binding.only_annex_b && !self.annex_b_may_declare(binding.name, key)? {
                continue;
            }
            declarations.push((key, kind));
        }
        if self.agent.forbids_effects() && !declarations.is_empty() {
            nodes.push(boxed(Effect).into());
            return Ok(());
        }
        if !declarations.is_empty() {
            let declare = DeclareGlobals {
                declarations: declarations.into(),
                deletable: !is_script,
            };
            nodes.push(boxed(declare).into());
        }
        for &(id, index) in &scope.hoisted_functions {
            let name = self.key(scope.bindings[index as usize].name);
            let function = self.program.functions[id.0 as usize];
            let value = self.closure(function, None, ClosureExtra::None);
            let init = GlobalFunctionInit {
                name,
                value,
                deletable: !is_script,
            };
            nodes.push(boxed(init).into());
        }
        Ok(())
    }

    /// Whether a function in a block may also be a global variable; if not, the variable is left
    /// out. [Changes to GlobalDeclarationInstantiation](https://tc39.es/ecma262/#sec-web-compat-globaldeclarationinstantiation)
    fn annex_b_may_declare(&mut self, name: Name, key: PropertyKey) -> JsResult<bool> {
        if self.unit.without_annex_b.borrow().contains(&name) {
            return Ok(false);
        }
        let may = self.agent.realm.lexicals.get(key).is_none()
            && can_declare(self.agent, key, GlobalDeclaration::Var)?;
        if !may {
            self.unit.without_annex_b.borrow_mut().insert(name);
        }
        Ok(may)
    }

    fn declare_in_function(&mut self, scope: ScopeId, nodes: &mut Vec<Part>) {
        let unit = self.unit.clone();
        let scope = unit.scopes.scope(scope);
        let mut added = None;
        let mut names = Vec::new();
        for binding in &scope.bindings {
            let is_variable = matches!(binding.kind, BindingKind::Var | BindingKind::Function);
            if !is_variable || unit.without_annex_b.borrow().contains(&binding.name) {
                continue;
            }
            if let Some(EvalVariable::Added(variables)) = self.eval_variable_place(binding.name) {
                added = Some(variables);
                let name = self.key(binding.name);
                names.push(name);
            }
        }
        if let Some(variables) = added {
            let names = names.into();
            nodes.push(boxed(DeclareEvalVariables { variables, names }).into());
        }
        for &(id, index) in &scope.hoisted_functions {
            let name = scope.bindings[index as usize].name;
            let function = self.program.functions[id.0 as usize];
            let value = self.closure(function, None, ClosureExtra::None);
            if let Some(place) = self.eval_variable_place(name) {
                let node = self.set_eval_variable(place, name, value);
                nodes.push(node.into());
            }
        }
    }

    /// Where a variable of a sloppy direct eval lives; nothing if it is global.
    pub(super) fn eval_variable_place(&mut self, name: Name) -> Option<EvalVariable> {
        let (start, hops) = self.way_out();
        let around = self.unit.around.as_ref()?;
        let variables = around.variable_scope(hops)?;
        let (unit, scope) = (&variables.unit, variables.scope);
        let text = self.program.names.text(name);
        let place = |slot| CapturedPlace {
            scope: start,
            hops: variables.hops,
            slot,
        };
        let known = unit.parsed.program().names.find(text);
        let known = known.and_then(|name| unit.scopes.scope(scope).find(name));
        Some(match known {
            Some(index) => EvalVariable::Known(place(unit.captured_slot(scope, index))),
            None => {
                let slot = unit.scopes.scope(scope).captured_count;
                EvalVariable::Added(EvalVariables(place(slot)))
            }
        })
    }

    /// Gives a variable of a sloppy direct eval a value.
    pub(super) fn set_eval_variable(
        &mut self,
        place: EvalVariable,
        name: Name,
        value: NodeBox,
    ) -> NodeBox {
        let name = self.key(name);
        match place {
            EvalVariable::Known(place) => boxed(CapturedSet { place, value }),
            EvalVariable::Added(variables) => boxed(EvalVariableInit {
                variables,
                name,
                value,
            }),
        }
    }
}
