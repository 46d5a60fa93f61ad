//! Statements.

use super::dispose::using_kind;
use super::forms::both;
use super::lowerer::{Lowerer, boxed};
use super::operand::one;
use crate::coverage::What;
use crate::heap::{Slot, Value};
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::dynamic::EnterWith;
use crate::interpreter::nodes::statement::{
    Block, Charge, Empty, If, Jump, Return, StoreCompletion, ThrowStatement,
};
use crate::interpreter::{Completion, Part};
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::ExportDefaultValue;
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::Block as AstBlock;
use crate::syntax::ast::statement::{
    ForInit, IfStatement, ReturnStatement, Statement, VariableDeclaration, VariableDeclarator,
    VariableKind, WithStatement,
};
use crate::syntax::ast::{Name, ScopeId};
use crate::syntax::scope::{BindingRef, Resolved};

/// So many expressions and statements in a row are charged for at once.
const CHARGED: u32 = 128;

/// So many count as a step.
const NODES_OF_STEP: u32 = 4;

impl<'a> Lowerer<'_, 'a> {
    /// Lowers a statement.
    pub(super) fn statement(&mut self, statement: Statement<'a>) -> Part {
        let part = self.nested(|this| this.scoped(|this| this.statement_inner(statement)));
        match self.counts {
            Some(_) => self.counted(What::Statement, statement.span(), part),
            None => part,
        }
    }

    pub(super) fn statement_inner(&mut self, statement: Statement<'a>) -> Part {
        match self.completion {
            Some(slot) if has_own_completion(statement) => {
                let clear = self.clear_completion(slot);
                let node = self.labelled_statement(statement);
                self.group(vec![clear, node])
            }
            _ => self.labelled_statement(statement),
        }
    }

    /// The value of a script's statement begins as `undefined`.
    pub(super) fn clear_completion(&mut self, slot: Slot) -> Part {
        let value = boxed(Constant(Value::UNDEFINED));
        boxed(StoreCompletion { value, slot }).into()
    }

    pub(super) fn export_default(
        &mut self,
        node: &'a crate::syntax::ast::module::ExportDefault<'a>,
    ) -> Part {
        let name = Name::DEFAULT;
        match node.value {
            ExportDefaultValue::Function(_) => boxed(Empty).into(),
            ExportDefaultValue::Class(class) => {
                let key = self.key(name);
                let value = self.class(class, Some(key));
                match class.name {
                    Some(name) => {
                        self.initialize(name.name, name.resolution.get(), value, name.span.start)
                    }
                    None => self.initialize(name, node.resolution.get(), value, node.span.start),
                }
            }
            ExportDefaultValue::Expression(expression) => {
                let key = self.key(name);
                let value = self.named(expression, key);
                self.initialize(name, node.resolution.get(), value, node.span.start)
            }
        }
    }

    pub(super) fn labelled_statement(&mut self, statement: Statement<'a>) -> Part {
        let labels = std::mem::take(&mut self.pending_labels);
        match statement {
            Statement::Block(node) => self.labelled_block(labels, |this| this.block(node)),
            Statement::Variable(node) => self.variables(node),
            Statement::Function(node) => self.function_statement(node),
            Statement::Class(node) => {
                let Some(name) = node.name else {
                    unreachable!("a class declaration has a name")
                };
                let value = self.class(node, None);
                self.initialize(name.name, name.resolution.get(), value, name.span.start)
            }
            Statement::Expression(node) => {
                self.begin_statement(node.span.start, node.expression);
                self.expression_statement(node.expression)
            }
            Statement::Empty(_) | Statement::Debugger(_) => boxed(Empty).into(),
            Statement::If(node) => self.labelled_block(labels, |this| this.if_statement(node)),
            Statement::For(node) => {
                let kind = match node.init {
                    Some(ForInit::Variable(declaration)) => Some(declaration.kind),
                    _ => None,
                };
                self.disposing(kind, |this| this.for_statement(node, labels))
            }
            Statement::ForIn(node) => self.for_in(node, labels),
            Statement::ForOf(node) => self.for_of(node, labels),
            Statement::While(node) => self.while_statement(node, labels),
            Statement::DoWhile(node) => self.do_while(node, labels),
            Statement::Continue(node) => {
                let number = self.find_label(node.label.map(|label| label.name), true);
                boxed(Jump(Completion::continue_of(number))).into()
            }
            Statement::Break(node) => {
                let number = self.find_label(node.label.map(|label| label.name), false);
                boxed(Jump(Completion::break_of(number))).into()
            }
            Statement::Return(node) => self.return_statement(node),
            Statement::With(node) => self.labelled_block(labels, |this| this.with(node)),
            Statement::Switch(node) => self.switch(node, labels),
            Statement::Labelled(node) => {
                self.pending_labels = labels;
                self.pending_labels.push(node.label.name);
                self.statement(node.body)
            }
            Statement::Throw(node) => {
                let position = node.span.start;
                self.begin_statement(position, node.argument);
                self.single(node.argument, |value| {
                    boxed(ThrowStatement(value, position))
                })
            }
            Statement::Try(node) => self.labelled_block(labels, |this| this.try_statement(node)),
            Statement::Import(_)
            | Statement::ExportFrom(_)
            | Statement::ExportAll(_)
            | Statement::ExportLocal(_) => boxed(Empty).into(),
            Statement::ExportDeclaration(node) => self.statement(node.declaration),
            Statement::ExportDefault(node) => self.export_default(node),
        }
    }

    pub(super) fn expression_statement(&mut self, expression: Expression<'a>) -> Part {
        let value = self.expression(expression);
        match self.completion {
            Some(slot) => both!([value] => StoreCompletion { value, slot }),
            None => value,
        }
    }

    /// Several parts as one statement.
    pub(super) fn group(&mut self, mut parts: Vec<Part>) -> Part {
        if parts.len() == 1
            && let Some(part) = parts.pop()
        {
            return part;
        }
        both!([parts] => Block {
            statements: parts.into_boxed_slice(),
        })
    }

    /// Lowers a loop's body after the parts that begin its round: those of a block as they are.
    pub(super) fn statement_into(&mut self, statement: Statement<'a>, parts: &mut Vec<Part>) {
        let (Statement::Block(block), None) = (statement, self.completion) else {
            let part = self.statement(statement);
            return parts.push(part);
        };
        let outer = self.scope;
        let prologue = self.enter(block.scope.get());
        parts.extend(prologue);
        self.statements(block.statements, parts);
        self.scope = outer;
    }

    /// A block with its scope.
    pub(super) fn block(&mut self, node: &'a AstBlock<'a>) -> Part {
        let outer = self.scope;
        let mut parts = self.enter(node.scope.get());
        self.statements(node.statements, &mut parts);
        self.scope = outer;
        self.group(parts)
    }

    /// Enters a scope, if there is one: the parts that begin it.
    pub(super) fn enter(&mut self, scope: ScopeId) -> Vec<Part> {
        if scope == ScopeId::NONE {
            return Vec::new();
        }
        self.enter_scope(scope);
        let mut parts = self.prologue(scope);
        self.hoist(scope, &mut parts);
        parts
    }

    /// What begins a scope, apart from its functions.
    pub(super) fn prologue(&mut self, scope: ScopeId) -> Vec<Part> {
        let nodes = self.scope_prologue(scope);
        nodes.into_iter().map(Part::from).collect()
    }

    /// Instantiates the functions that are declared in a scope.
    pub(super) fn hoist(&mut self, scope: ScopeId, parts: &mut Vec<Part>) {
        for &(id, index) in &self.unit.scopes.scope(scope).hoisted_functions {
            let binding = BindingRef {
                scope,
                index,
                check_tdz: false,
            };
            let node = self.hoisted(id, binding);
            parts.push(node.into());
        }
    }

    /// Lowers statements one after the other.
    pub(super) fn statements(&mut self, statements: &'a [Statement<'a>], parts: &mut Vec<Part>) {
        let Some(kind) = using_kind(statements) else {
            return self.statements_in(statements, parts);
        };
        let part = self.disposing(Some(kind), |this| {
            let mut parts = Vec::new();
            this.statements_in(statements, &mut parts);
            this.group(parts)
        });
        parts.push(part);
    }

    pub(super) fn statements_in(&mut self, statements: &'a [Statement<'a>], parts: &mut Vec<Part>) {
        // What a call or a loop's round does in passing is in the step that it counts as; what
        // runs long in a row is charged for, piece by piece.
        let outside = std::mem::take(&mut self.uncharged);
        for statement in statements {
            if matches!(statement, Statement::Empty(_)) {
                continue;
            }
            let part = self.statement(*statement);
            if self.uncharged >= CHARGED {
                let uncharged = std::mem::take(&mut self.uncharged);
                parts.push(boxed(Charge(uncharged / NODES_OF_STEP)).into());
            }
            parts.push(part);
        }
        self.uncharged = outside;
    }

    /// A function declaration when it is reached: Annex B copies its value to the variable outside.
    pub(super) fn function_statement(&mut self, function: &'a Function<'a>) -> Part {
        let nothing = || boxed(Empty).into();
        let Some(&outer) = self.unit.scopes.annex_b.get(&function.id.get()) else {
            return nothing();
        };
        let Some(name) = function.name else {
            return nothing();
        };
        if self.unit.without_annex_b.borrow().contains(&name.name) && outer.binding().is_none() {
            return nothing();
        }
        let value = self.read_name(name.name, name.resolution.get(), name.span.start, false);
        if let Resolved::Binding(reference) = outer {
            return self.initialize_plain(reference, value).into();
        }
        let global = Resolved::Global.into();
        match self.eval_variable_place(name.name) {
            Some(place) => self.set_eval_variable(place, name.name, value).into(),
            None => self.assign(name.name, global, value.into(), name.span.start),
        }
    }

    pub(super) fn variables(&mut self, node: &'a VariableDeclaration<'a>) -> Part {
        let mut parts = Vec::new();
        for declarator in node.declarators {
            if let Some(part) = self.scoped(|this| this.declarator(declarator, node.kind)) {
                parts.push(self.counted(What::Statement, declarator.span, part));
            }
        }
        if parts.is_empty() {
            return boxed(Empty).into();
        }
        self.group(parts)
    }

    pub(super) fn declarator(
        &mut self,
        node: &'a VariableDeclarator<'a>,
        kind: VariableKind,
    ) -> Option<Part> {
        if kind.is_using() {
            return self.using_declarator(node, kind);
        }
        let Some(initializer) = node.initializer else {
            let BindingPattern::Identifier(identifier) = node.pattern else {
                return None;
            };
            if kind == VariableKind::Var {
                return None;
            }
            let value = boxed(Constant(Value::UNDEFINED)).into();
            return Some(self.initialize(
                identifier.name,
                identifier.resolution.get(),
                value,
                identifier.span.start,
            ));
        };
        self.begin_statement(initializer.span().start, initializer);
        if let BindingPattern::Identifier(identifier) = node.pattern {
            let key = self.key(identifier.name);
            let resolution = identifier.resolution.get();
            let position = identifier.span.start;
            if let Some(meaning) = self.dynamic_meaning(identifier.name, resolution) {
                let part = self.assign_dynamic(&meaning, identifier.name, position, |this| {
                    this.named(initializer, key).into()
                });
                return Some(part);
            }
            let value = self.named(initializer, key);
            return Some(self.initialize(identifier.name, resolution, value, position));
        }
        let whence = self.declared(initializer);
        let slot = self.reserve(1);
        let value = self.scoped(|this| this.expression(initializer));
        let bind = self.bind_pattern(&node.pattern, slot, &whence);
        Some(self.store_then(slot, value, bind))
    }

    /// `with (object) body`
    pub(super) fn with(&mut self, node: &'a WithStatement<'a>) -> Part {
        let outer = self.scope;
        let position = node.object.span().start;
        let parent = self.current_scope_slot();
        self.begin_statement(node.span.start, node.object);
        let object = self.scoped(|this| this.expression(node.object));
        let scope = node.scope.get();
        self.enter_scope(scope);
        let slot = self.scope_slots[&scope.0];
        let mut operands = self.operands();
        self.operand_with(&mut operands, |_| object);
        let enter = self.finish(operands, |_, operands| {
            boxed(EnterWith {
                object: one(operands).node(),
                parent,
                slot,
                position,
            })
        });
        let body = self.statement(node.body);
        self.scope = outer;
        self.group(vec![enter, body])
    }

    pub(super) fn if_statement(&mut self, node: &'a IfStatement<'a>) -> Part {
        self.begin_statement(node.span.start, node.test);
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| this.expression(node.test));
        let consequent = self.branch(node.consequent, node.consequent_scope.get());
        let consequent = self.counted(What::Then, node.span, consequent);
        let alternate = node
            .alternate
            .map(|branch| self.branch(branch, node.alternate_scope.get()));
        let alternate = match alternate {
            Some(alternate) => Some(self.counted(What::Else, node.span, alternate)),
            None => self.counts(What::Else, node.span),
        };
        self.finish(operands, |_, operands| {
            let test = one(operands).node();
            both!([consequent, alternate] => If {
                test,
                consequent,
                alternate,
            })
        })
    }

    /// A branch of an `if`, which may be a function declaration with a scope of its own.
    pub(super) fn branch(&mut self, statement: Statement<'a>, scope: ScopeId) -> Part {
        let outer = self.scope;
        let mut parts = self.enter(scope);
        let body = self.statement(statement);
        self.scope = outer;
        parts.push(body);
        self.group(parts)
    }

    pub(super) fn return_statement(&mut self, node: &'a ReturnStatement<'a>) -> Part {
        let Some(argument) = node.argument else {
            return boxed(Return(boxed(Constant(Value::UNDEFINED)))).into();
        };
        self.begin_statement(node.span.start, argument);
        let value = match self.is_async && self.is_generator {
            true => self.await_value(node.span.start, |this| this.lower_operand(argument)),
            false => self.expression(argument),
        };
        both!([value] => Return(value))
    }
}

/// Whether the value of a statement is its own: `undefined` where none of its parts gives one.
fn has_own_completion(statement: Statement<'_>) -> bool {
    matches!(
        statement,
        Statement::If(_)
            | Statement::For(_)
            | Statement::ForIn(_)
            | Statement::ForOf(_)
            | Statement::While(_)
            | Statement::DoWhile(_)
            | Statement::With(_)
            | Statement::Switch(_)
            | Statement::Try(_)
    )
}
