//! Statements.

use super::dispose::using_kind;
use super::lowerer::{Label, Lowerer, boxed};
use super::operand::{Operands, one};
use super::parts::both;
use super::whence::Whence;
use crate::heap::{Slot, Value};
use crate::interpreter::nodes::captured::CopyScope;
use crate::interpreter::nodes::constant::Constant;
use crate::interpreter::nodes::control::{DoWhile, For, While};
use crate::interpreter::nodes::dynamic::EnterWith;
use crate::interpreter::nodes::iteration::{ForAwait, ForIn, ForOf};
use crate::interpreter::nodes::iterator_slots::LOOP_SLOTS;
use crate::interpreter::nodes::local::{LocalGet, LocalSet};
use crate::interpreter::nodes::statement::{
    Block, Breakable, Charge, Empty, FinallyCompletion, If, Jump, Return, StoreCompletion,
    ThrowStatement,
};
use crate::interpreter::nodes::switch::{Cases, Literals, Switch};
use crate::interpreter::nodes::try_statement::{PENDING_SLOTS, Try};
use crate::interpreter::open_iterator::IteratorCache;
use crate::interpreter::suspend::Suspension;
use crate::interpreter::{Completion, Part};
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::ExportDefaultValue;
use crate::syntax::ast::pattern::{AssignmentTarget, BindingPattern};
use crate::syntax::ast::statement::Block as AstBlock;
use crate::syntax::ast::statement::{
    CatchClause, DoWhileStatement, ForInStatement, ForInit, ForOfStatement, ForStatement,
    ForTarget, IfStatement, ReturnStatement, Statement, SwitchStatement, TryStatement,
    VariableDeclaration, VariableDeclarator, VariableKind, WhileStatement, WithStatement,
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
        self.nested(|this| this.scoped(|this| this.statement_inner(statement)))
    }

    fn statement_inner(&mut self, statement: Statement<'a>) -> Part {
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
    fn clear_completion(&mut self, slot: Slot) -> Part {
        let value = boxed(Constant(Value::UNDEFINED));
        boxed(StoreCompletion { value, slot }).into()
    }

    fn labelled_statement(&mut self, statement: Statement<'a>) -> Part {
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
            Statement::Import(node) => self.unsupported("imports between files", node.span).into(),
            Statement::ExportFrom(node) => self
                .unsupported("exports from other files", node.span)
                .into(),
            Statement::ExportAll(node) => self
                .unsupported("exports from other files", node.span)
                .into(),
            Statement::ExportLocal(_) => boxed(Empty).into(),
            Statement::ExportDeclaration(node) => self.statement(node.declaration),
            Statement::ExportDefault(node) => self.export_default(node),
        }
    }

    fn export_default(&mut self, node: &'a crate::syntax::ast::module::ExportDefault<'a>) -> Part {
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

    fn expression_statement(&mut self, expression: Expression<'a>) -> Part {
        let value = self.expression(expression);
        match self.completion {
            Some(slot) => both!([value] => StoreCompletion { value, slot }),
            None => value,
        }
    }

    /// A statement that only a labelled `break` can end early.
    fn labelled_block(&mut self, names: Vec<Name>, lower: impl FnOnce(&mut Self) -> Part) -> Part {
        if names.is_empty() {
            return lower(self);
        }
        let number = self.new_number();
        self.labels.push(Label {
            names,
            number,
            is_loop: false,
            takes_break: false,
        });
        let body = lower(self);
        self.labels.pop();
        both!([body] => Breakable { body, number })
    }

    fn find_label(&self, name: Option<Name>, continues: bool) -> u32 {
        let fits = |label: &&Label| match name {
            Some(name) => label.names.contains(&name),
            None if continues => label.is_loop,
            None => label.takes_break,
        };
        self.labels
            .iter()
            .rev()
            .find(fits)
            .map_or(0, |label| label.number)
    }

    fn loop_body<T>(
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
    fn statement_into(&mut self, statement: Statement<'a>, parts: &mut Vec<Part>) {
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

    fn statements_in(&mut self, statements: &'a [Statement<'a>], parts: &mut Vec<Part>) {
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

    /// A function declaration where it stands: Annex B copies its value to the variable outside.
    fn function_statement(&mut self, function: &'a Function<'a>) -> Part {
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

    fn variables(&mut self, node: &'a VariableDeclaration<'a>) -> Part {
        let mut parts = Vec::new();
        for declarator in node.declarators {
            if let Some(part) = self.scoped(|this| this.declarator(declarator, node.kind)) {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            return boxed(Empty).into();
        }
        self.group(parts)
    }

    fn declarator(&mut self, node: &'a VariableDeclarator<'a>, kind: VariableKind) -> Option<Part> {
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
    fn with(&mut self, node: &'a WithStatement<'a>) -> Part {
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

    fn if_statement(&mut self, node: &'a IfStatement<'a>) -> Part {
        self.begin_statement(node.span.start, node.test);
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| this.expression(node.test));
        let consequent = self.branch(node.consequent, node.consequent_scope.get());
        let alternate = node
            .alternate
            .map(|branch| self.branch(branch, node.alternate_scope.get()));
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
    fn branch(&mut self, statement: Statement<'a>, scope: ScopeId) -> Part {
        let outer = self.scope;
        let mut parts = self.enter(scope);
        let body = self.statement(statement);
        self.scope = outer;
        parts.push(body);
        self.group(parts)
    }

    fn for_statement(&mut self, node: &'a ForStatement<'a>, labels: Vec<Name>) -> Part {
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

    fn while_statement(&mut self, node: &'a WhileStatement<'a>, labels: Vec<Name>) -> Part {
        let number = self.new_number();
        let constant = self.literal_value(node.test);
        let test = match constant.is_some_and(|value| self.agent.to_boolean(value)) {
            true => None,
            false => Some(self.expression_as_statement(node.test)),
        };
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        both!([test, body] => While { test, body, number })
    }

    fn do_while(&mut self, node: &'a DoWhileStatement<'a>, labels: Vec<Name>) -> Part {
        let number = self.new_number();
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        let test = self.expression_as_statement(node.test);
        both!([body, test] => DoWhile { body, test, number })
    }

    /// Binds what is in a slot to the head of a `for-in` or `for-of`, and runs the body: one round.
    fn round(
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
            ForTarget::Variable(declaration) => {
                self.bind_pattern(&declaration.declarators[0].pattern, value, &Whence::round())
            }
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
    fn round_variable(&mut self, target: &ForTarget<'a>) -> Option<Slot> {
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
    fn iterated(&mut self, scope: ScopeId, expression: Expression<'a>, operands: &mut Operands) {
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

    fn for_in(&mut self, node: &'a ForInStatement<'a>, labels: Vec<Name>) -> Part {
        let number = self.new_number();
        let position = node.object.span().start;
        let mut initializer = None;
        if let ForTarget::Variable(declaration) = node.target
            && declaration.kind == VariableKind::Var
        {
            // for (var a = 1 in b)
            initializer =
                self.scoped(|this| this.declarator(&declaration.declarators[0], VariableKind::Var));
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

    fn for_of(&mut self, node: &'a ForOfStatement<'a>, labels: Vec<Name>) -> Part {
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

    fn return_statement(&mut self, node: &'a ReturnStatement<'a>) -> Part {
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

    fn switch(&mut self, node: &'a SwitchStatement<'a>, names: Vec<Name>) -> Part {
        let number = self.new_number();
        let (temporary, slot) = (self.reserve(1), self.reserve(1));
        let outer = self.scope;
        self.begin_statement(node.span.start, node.discriminant);
        let value = self.expression(node.discriminant);
        let discriminant = both!([value] => LocalSet { slot, value });
        let prologue = self.enter(node.scope.get());
        self.labels.push(Label {
            names,
            number,
            is_loop: false,
            takes_break: true,
        });
        let (mut tests, mut starts, mut statements) = (Vec::new(), Vec::new(), Vec::new());
        let (mut literals, mut default) = (Vec::new(), None);
        for case in node.cases {
            let start = statements.len() as u32;
            match case.test {
                Some(test) => {
                    literals.extend(self.literal_value(test).map(|literal| (literal, start)));
                    tests.push(self.expression(test));
                    starts.push(start);
                }
                None => default = Some(start),
            }
            self.statements(case.statements, &mut statements);
        }
        self.labels.pop();
        self.scope = outer;
        let default = default.unwrap_or(statements.len() as u32);
        let literals = (literals.len() == tests.len()).then(|| Literals::new(literals));
        let value = boxed(LocalGet(slot));
        let switch = both!([tests, statements] => Switch {
            discriminant: value,
            cases: match literals {
                Some(literals) => Cases::Literals(literals),
                None => Cases::Tests(tests.into_iter().zip(starts).collect()),
            },
            default,
            statements: statements.into_boxed_slice(),
            number,
            temporary,
        });
        let mut parts = vec![discriminant];
        parts.extend(prologue);
        parts.push(switch);
        self.group(parts)
    }

    fn try_statement(&mut self, node: &'a TryStatement<'a>) -> Part {
        let temporary = self.reserve(PENDING_SLOTS);
        let block = self.scoped(|this| this.block(node.block));
        let handler = node
            .handler
            .map(|handler| self.scoped(|this| this.catch(handler, temporary)));
        let finalizer = node
            .finalizer
            .map(|finalizer| self.scoped(|this| this.finalizer(finalizer)));
        both!([block, handler, finalizer] => Try {
            block,
            handler,
            finalizer,
            temporary,
        })
    }

    fn finalizer(&mut self, node: &'a AstBlock<'a>) -> Part {
        let Some(slot) = self.completion else {
            return self.block(node);
        };
        let kept = self.reserve(1);
        let block = self.block(node);
        both!([block] => FinallyCompletion { block, slot, kept })
    }

    fn catch(&mut self, node: &'a CatchClause<'a>, exception: Slot) -> Part {
        let outer = self.scope;
        let mut parts = self.enter(node.scope.get());
        if let Some(slot) = self.completion {
            let clear = self.clear_completion(slot);
            parts.push(clear);
        }
        if let Some(parameter) = &node.parameter {
            let bind = self.bind_pattern(parameter, exception, &Whence::caught());
            parts.push(bind);
        }
        let body = self.block(node.body);
        parts.push(body);
        self.scope = outer;
        self.group(parts)
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
