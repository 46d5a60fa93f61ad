//! Direct eval: the places that may be one, and compiling a text for such a place.

use super::compilation_unit::Enclosing;
use super::compilation_unit::Unit;
use super::compile::{CompileError, analyze, within_budget};
use super::indirect_eval::eval_source;
use super::lowerer::{Lowerer, boxed};
use super::operand::Operands;
use crate::diagnostics::Diagnostic;
use crate::engine::{Agent, JsResult, messages};
use crate::heap::{Slot, Str, Value};
use crate::interpreter::Part;
use crate::interpreter::nodes::effects::Effect;
use crate::interpreter::nodes::eval::{DirectEval, EvalPlace, Surroundings};
use crate::interpreter::nodes::local::LocalGet;
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::{CallExpression, Expression};
use crate::syntax::ast::{EvalContext, Goal, Name};
use crate::syntax::parser;
use crate::syntax::scope::BindingKind;
use std::rc::Rc;

/// A place that may be a direct eval.
struct DirectEvalPlace {
    around: Enclosing,
    context: EvalContext,
}

impl EvalPlace for DirectEvalPlace {
    fn perform(&self, agent: &mut Agent, text: Str, surroundings: Surroundings) -> JsResult {
        let source = eval_source(agent, text);
        let unit = match self.compile(agent, source) {
            Ok(unit) => unit,
            Err(error) => return Err(error.throw(agent)),
        };
        let code = unit.new_top_level(agent);
        let function = agent.new_closure(code, surroundings.scope, surroundings.extra);
        agent.scoped(|agent| {
            agent.keep_object(function);
            agent.call(function.value(), Value::UNDEFINED, &[])
        })
    }
}

impl DirectEvalPlace {
    fn compile(
        &self,
        agent: &mut Agent,
        source: Rc<SourceText>,
    ) -> Result<Rc<Unit>, Box<CompileError>> {
        let goal = Goal::Eval(self.context);
        let parsed = within_budget(agent, |budget| parser::parse_within(source, goal, budget))?;
        let unit = analyze(parsed, Some(self.around.clone()), &agent.heap.budget)?;
        let names = &unit.parsed.program().names;
        for name in &unit.scopes.undeclared_private_names {
            let text = names.text(name.name);
            if self.around.find_private(text, 0).is_none() {
                let message =
                    format!("Private field '#{text}' must be declared in an enclosing class");
                return Err(refused(message, name.span));
            }
        }
        if !unit.scopes.top_level.strict {
            self.check_variables(&unit)?;
        }
        Ok(unit)
    }

    /// The conflicts that [EvalDeclarationInstantiation](https://tc39.es/ecma262/#sec-evaldeclarationinstantiation)
    /// finds between the eval and the scope of its variables.
    fn check_variables(&self, unit: &Unit) -> Result<(), Box<CompileError>> {
        let names = &unit.parsed.program().names;
        let top = unit.scopes.scope(unit.scopes.top_level.scope);
        for binding in &top.bindings {
            let is_variable = matches!(binding.kind, BindingKind::Var | BindingKind::Function);
            let text = names.text(binding.name);
            if !is_variable || !self.around.forbids_variable(text) {
                continue;
            }
            if !binding.only_annex_b {
                return Err(refused(messages::already_declared(text), binding.span));
            }
            unit.without_annex_b.borrow_mut().insert(binding.name);
        }
        Ok(())
    }
}

fn refused(message: String, span: Span) -> Box<CompileError> {
    Box::new(CompileError {
        diagnostic: Diagnostic::error(message, span),
    })
}

/// Whether a call is a direct eval if its function is `%eval%`.
pub(super) fn may_be_direct_eval(node: &CallExpression<'_>) -> bool {
    let callee = node.callee.without_parentheses();
    !node.is_optional
        && matches!(callee, Expression::Identifier(reference) if reference.name == Name::EVAL)
}

impl<'a> Lowerer<'_, 'a> {
    /// The call of what may be `%eval%`, whose function, `this` and arguments are operands.
    pub(super) fn direct_eval(
        &mut self,
        node: &'a CallExpression<'a>,
        operands: Operands,
        temporary: Slot,
        array: Slot,
    ) -> Part {
        if self.agent.forbids_effects() {
            return self.finish_as_steps(operands, boxed(Effect));
        }
        let around = Enclosing {
            unit: self.unit.clone(),
            scope: self.scope,
            span: node.span,
        };
        let context = self.unit.eval_context(self.scope, self.strict);
        let call = boxed(DirectEval {
            temporary,
            arguments: boxed(LocalGet(array)),
            place: Rc::new(DirectEvalPlace { around, context }),
            scope: self.current_scope_slot(),
            position: node.span.start,
        });
        self.finish_as_steps(operands, call)
    }
}
