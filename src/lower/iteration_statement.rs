//! Loops: `for`, `while`, `do`, `for-in`, `for-of`.

use super::forms::both;
use super::lowerer::{Label, Lowerer, boxed};
use super::operand::{Operands, one};
use super::value_origin::ValueOrigin;
use crate::coverage::What;
use crate::heap::Slot;
use crate::interpreter::Part;
use crate::interpreter::nodes::captured::CopyScope;
use crate::interpreter::nodes::control::{DoWhile, For, While};
use crate::interpreter::nodes::iteration::{ForAwait, ForIn, ForOf};
use crate::interpreter::nodes::iterator_slots::LOOP_SLOTS;
use crate::interpreter::open_iterator::IteratorCache;
use crate::interpreter::suspend::Suspension;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::pattern::{AssignmentTarget, BindingPattern};
use crate::syntax::ast::statement::{
    DoWhileStatement, ForInStatement, ForInit, ForOfStatement, ForStatement, ForTarget, Statement,
    VariableKind, WhileStatement,
};
use crate::syntax::ast::{Name, ScopeId};

impl<'a> Lowerer<'_, 'a> {
    pub(super) fn loop_body<T>(
        &mut self,
        names: Vec<Name>,
        number: u32,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.labels.push(Label {
            names,
            number,
            is_loop: true,
            takes_break: true,
        });
        let body = lower(self);
        self.labels.pop();
        body
    }

    pub(super) fn for_statement(&mut self, node: &'a ForStatement<'a>, labels: Vec<Name>) -> Part {
        let number = self.new_number();
        let outer = self.scope;
        let scope = node.scope.get();
        let mut parts = self.enter(scope);
        match node.init {
            Some(ForInit::Variable(declaration)) => {
                let declaration = self.variables(declaration);
                parts.push(declaration);
            }
            Some(ForInit::Expression(expression)) => {
                let expression = self.expression_as_statement(expression);
                parts.push(expression);
            }
            None => {}
        }
        let init = match parts.is_empty() {
            true => None,
            false => Some(self.group(parts)),
        };
        let copies = scope != ScopeId::NONE && self.unit.scopes.scope(scope).captured_count > 0;
        let copy = copies.then(|| boxed(CopyScope(self.scope_slots[&scope.0])));
        let test = node.test.map(|test| self.expression_as_statement(test));
        let update = (node.update).map(|update| self.expression_as_statement(update));
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        self.scope = outer;
        both!([init, test, update, body] => For {
            init,
            test,
            update,
            body,
            copy,
            number,
        })
    }

    pub(super) fn while_statement(
        &mut self,
        node: &'a WhileStatement<'a>,
        labels: Vec<Name>,
    ) -> Part {
        let number = self.new_number();
        let constant = self.literal_value(node.test);
        let test = match constant.is_some_and(|value| self.agent.heap.to_boolean(value)) {
            true => None,
            false => Some(self.expression_as_statement(node.test)),
        };
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        both!([test, body] => While { test, body, number })
    }

    pub(super) fn do_while(&mut self, node: &'a DoWhileStatement<'a>, labels: Vec<Name>) -> Part {
        let number = self.new_number();
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        let test = self.expression_as_statement(node.test);
        both!([body, test] => DoWhile { body, test, number })
    }

    /// Binds what is in a slot to the head of a `for-in` or `for-of`, and runs the body: one round.
    pub(super) fn round(
        &mut self,
        target: &ForTarget<'a>,
        body: Statement<'a>,
        scope: ScopeId,
        value: Slot,
        names: Vec<Name>,
        number: u32,
    ) -> (Part, Slot) {
        let outer = self.scope;
        let mut parts = self.enter(scope);
        if parts.is_empty()
            && let Some(variable) = self.round_variable(target)
        {
            self.loop_body(names, number, |this| this.statement_into(body, &mut parts));
            self.scope = outer;
            return (self.group(parts), variable);
        }
        if let ForTarget::Variable(declaration) = target
            && declaration.kind.is_using()
        {
            let position = declaration.span.start;
            let add = self.add_resource(value, declaration.kind, position);
            parts.push(add.into());
        }
        let bind = match target {
            ForTarget::Variable(declaration) => self.bind_pattern(
                &declaration.declarators[0].pattern,
                value,
                &ValueOrigin::round(),
            ),
            ForTarget::Target(target) => match target.without_parentheses() {
                AssignmentTarget::Call(call) => {
                    self.call_as_target(call, "Invalid left-hand side in for-loop")
                }
                target => self.assign_pattern(target, value, target.span().start),
            },
        };
        parts.push(bind);
        self.loop_body(names, number, |this| this.statement_into(body, &mut parts));
        self.scope = outer;
        (self.group(parts), value)
    }

    /// The slot of the variable of each round, where the round's value can be put there as it is.
    pub(super) fn round_variable(&mut self, target: &ForTarget<'a>) -> Option<Slot> {
        let ForTarget::Variable(declaration) = target else {
            return None;
        };
        if !matches!(declaration.kind, VariableKind::Let | VariableKind::Const) {
            return None;
        }
        match &declaration.declarators[0].pattern {
            BindingPattern::Identifier(identifier) => self.plain_local(identifier.resolution.get()),
            _ => None,
        }
    }

    /// What is iterated, where the names of the loop's head are already in their dead zone.
    pub(super) fn iterated(
        &mut self,
        scope: ScopeId,
        expression: Expression<'a>,
        operands: &mut Operands,
    ) {
        let outer = self.scope;
        let mut prologue = Vec::new();
        if scope != ScopeId::NONE {
            self.enter_scope(scope);
            prologue = self.scope_prologue(scope);
        }
        self.operand_with(operands, |this| {
            let mut steps = this.operands();
            for node in prologue {
                this.step(&mut steps, |_| node);
            }
            let value = this.expression(expression);
            this.finish_as_steps(steps, value)
        });
        self.scope = outer;
    }

    pub(super) fn for_in(&mut self, node: &'a ForInStatement<'a>, labels: Vec<Name>) -> Part {
        let number = self.new_number();
        let position = node.object.span().start;
        let mut initializer = None;
        if let ForTarget::Variable(declaration) = node.target
            && declaration.kind == VariableKind::Var
        {
            // for (var a = 1 in b)
            let declarator = &declaration.declarators[0];
            initializer = self
                .scoped(|this| this.declarator(declarator, VariableKind::Var))
                .map(|part| self.counted(What::Statement, declarator.span, part));
        }
        let temporary = self.reserve(5);
        let mut operands = self.operands();
        self.iterated(node.scope.get(), node.object, &mut operands);
        let (round, key) = self.round(
            &node.target,
            node.body,
            node.scope.get(),
            temporary.after(3),
            labels,
            number,
        );
        let result = self.finish(operands, |_, operands| {
            let object = one(operands).node();
            both!([round] => ForIn {
                object,
                round,
                temporary,
                key,
                number,
                position,
            })
        });
        match initializer {
            Some(initializer) => self.group(vec![initializer, result]),
            None => result,
        }
    }

    pub(super) fn for_of(&mut self, node: &'a ForOfStatement<'a>, labels: Vec<Name>) -> Part {
        let number = self.new_number();
        let position = self.expression_position(node.iterable);
        let target = match node.target {
            ForTarget::Variable(declaration) => declaration.declarators[0].pattern.span().start,
            ForTarget::Target(target) => target.span().start,
        };
        let (message, failure) = (self.awaited(node.iterable), self.looped(node.iterable));
        let temporary = self.reserve(LOOP_SLOTS);
        let mut operands = self.operands();
        self.iterated(node.scope.get(), node.iterable, &mut operands);
        let depth = self.slots.depth();
        let kind = match node.target {
            ForTarget::Variable(declaration) => Some(declaration.kind),
            ForTarget::Target(_) => None,
        };
        let mut value = temporary.after(2);
        let round = self.disposing(kind, |this| {
            let (round, slot) = this.round(
                &node.target,
                node.body,
                node.scope.get(),
                value,
                labels,
                number,
            );
            value = slot;
            round
        });
        self.finish(operands, |_, operands| {
            let iterable = one(operands).node();
            match node.is_await {
                true => Part::suspends(ForAwait {
                    iterable,
                    failure: message,
                    round: round.into(),
                    temporary,
                    value,
                    suspension: Suspension::new(depth),
                    number,
                    position,
                    target,
                }),
                false => both!([round] => ForOf {
                    iterable,
                    failure,
                    round,
                    temporary,
                    value,
                    number,
                    position,
                    target,
                    cache: IteratorCache::default(),
                }),
            }
        })
    }
}
