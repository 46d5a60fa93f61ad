//! Statements.

use super::dispose::using_kind;
use super::lowerer::{Label, Lowerer, boxed};
use super::operand::Lowered;
use super::whence::Whence;
use crate::heap::Value;
use crate::interpreter::nodes::control::{DoWhile, For, While};
use crate::interpreter::nodes::dynamic::EnterWith;
use crate::interpreter::nodes::iteration::{ForAwait, ForIn, ForOf, IteratorCache, LOOP_SLOTS};
use crate::interpreter::nodes::statement::{
    Block, Breakable, Charge, Empty, FinallyCompletion, If, Jump, Return, StoreCompletion,
    ThrowStatement,
};
use crate::interpreter::nodes::switch::{Cases, Literals, Switch};
use crate::interpreter::nodes::try_statement::{PENDING_SLOTS, Try};
use crate::interpreter::nodes::variable::{Constant, CopyScope, LocalGet};
use crate::interpreter::suspend::Group;
use crate::interpreter::{Completion, NodeBox};
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::ExportDefaultValue;
use crate::syntax::ast::pattern::BindingPattern;
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
    pub(super) fn statement(&mut self, statement: Statement<'a>) -> NodeBox {
        self.nested(|this| this.scoped(|this| this.statement_inner(statement)))
    }

    fn statement_inner(&mut self, statement: Statement<'a>) -> NodeBox {
        match self.completion {
            Some(slot) if has_own_completion(statement) => {
                let clear = self.clear_completion(slot);
                let node = self.labelled_statement(statement);
                boxed(Block::<false> {
                    statements: Box::new([clear, node]),
                })
            }
            _ => self.labelled_statement(statement),
        }
    }

    /// The value of a script's statement begins as `undefined`.
    fn clear_completion(&mut self, slot: u32) -> NodeBox {
        let value = boxed(Constant(Value::UNDEFINED));
        boxed(StoreCompletion { value, slot })
    }

    fn labelled_statement(&mut self, statement: Statement<'a>) -> NodeBox {
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
            Statement::Empty(_) | Statement::Debugger(_) => boxed(Empty),
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
                boxed(Jump(Completion::continue_of(number)))
            }
            Statement::Break(node) => {
                let number = self.find_label(node.label.map(|label| label.name), false);
                boxed(Jump(Completion::break_of(number)))
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
            Statement::Import(node) => self.unsupported("imports between files", node.span),
            Statement::ExportFrom(node) => self.unsupported("exports from other files", node.span),
            Statement::ExportAll(node) => self.unsupported("exports from other files", node.span),
            Statement::ExportLocal(_) => boxed(Empty),
            Statement::ExportDeclaration(node) => self.statement(node.declaration),
            Statement::ExportDefault(node) => self.export_default(node),
        }
    }

    fn export_default(
        &mut self,
        node: &'a crate::syntax::ast::module::ExportDefault<'a>,
    ) -> NodeBox {
        let name = Name::DEFAULT;
        match node.value {
            ExportDefaultValue::Function(_) => boxed(Empty),
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

    fn expression_statement(&mut self, expression: Expression<'a>) -> NodeBox {
        let value = self.expression(expression);
        match self.completion {
            Some(slot) => boxed(StoreCompletion { value, slot }),
            None => value,
        }
    }

    /// A statement that only a labelled `break` can end early.
    fn labelled_block(
        &mut self,
        names: Vec<Name>,
        lower: impl FnOnce(&mut Self) -> NodeBox,
    ) -> NodeBox {
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
        boxed(Breakable { body, number })
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

    /// Several nodes as one statement.
    pub(super) fn group(&mut self, mut nodes: Vec<NodeBox>, suspends: bool) -> NodeBox {
        if nodes.len() == 1
            && let Some(node) = nodes.pop()
        {
            return node;
        }
        let statements = nodes.into();
        match suspends {
            true => boxed(Block::<true> { statements }),
            false => boxed(Block::<false> { statements }),
        }
    }

    /// Lowers a loop's body after the nodes that begin its round: those of a block as they are.
    fn statement_into(&mut self, statement: Statement<'a>, nodes: &mut Vec<NodeBox>) {
        let (Statement::Block(block), None) = (statement, self.completion) else {
            let node = self.statement(statement);
            return nodes.push(node);
        };
        let outer = self.scope;
        let prologue = self.enter(block.scope.get());
        nodes.extend(prologue);
        self.statements(block.statements, nodes);
        self.scope = outer;
    }

    /// A block with its scope.
    pub(super) fn block(&mut self, node: &'a AstBlock<'a>) -> NodeBox {
        let before = self.suspensions;
        let outer = self.scope;
        let mut nodes = self.enter(node.scope.get());
        self.statements(node.statements, &mut nodes);
        self.scope = outer;
        self.group(nodes, self.suspensions != before)
    }

    /// Enters a scope, if there is one: the nodes that begin it.
    pub(super) fn enter(&mut self, scope: ScopeId) -> Vec<NodeBox> {
        if scope == ScopeId::NONE {
            return Vec::new();
        }
        self.enter_scope(scope);
        let mut nodes = self.scope_prologue(scope);
        self.hoist(scope, &mut nodes);
        nodes
    }

    /// Instantiates the functions that are declared in a scope.
    pub(super) fn hoist(&mut self, scope: ScopeId, nodes: &mut Vec<NodeBox>) {
        for &(id, index) in &self.unit.scopes.scope(scope).hoisted_functions {
            let binding = BindingRef {
                scope,
                index,
                check_tdz: false,
            };
            let node = self.hoisted(id, binding);
            nodes.push(node);
        }
    }

    /// Lowers statements one after the other.
    pub(super) fn statements(&mut self, statements: &'a [Statement<'a>], nodes: &mut Vec<NodeBox>) {
        let Some(kind) = using_kind(statements) else {
            return self.statements_in(statements, nodes);
        };
        let node = self.disposing(Some(kind), |this| {
            let before = this.suspensions;
            let mut nodes = Vec::new();
            this.statements_in(statements, &mut nodes);
            this.group(nodes, this.suspensions != before)
        });
        nodes.push(node);
    }

    fn statements_in(&mut self, statements: &'a [Statement<'a>], nodes: &mut Vec<NodeBox>) {
        // What a call or a loop's round does in passing is in the step that it counts as; what
        // runs long in a row is charged for, piece by piece.
        let outside = std::mem::take(&mut self.uncharged);
        for statement in statements {
            if matches!(statement, Statement::Empty(_)) {
                continue;
            }
            let node = self.statement(*statement);
            if self.uncharged >= CHARGED {
                let uncharged = std::mem::take(&mut self.uncharged);
                nodes.push(boxed(Charge(uncharged / NODES_OF_STEP)));
            }
            nodes.push(node);
        }
        self.uncharged = outside;
    }

    /// A function declaration where it stands: Annex B copies its value to the variable outside.
    fn function_statement(&mut self, function: &'a Function<'a>) -> NodeBox {
        let Some(&outer) = self.unit.scopes.annex_b.get(&function.id.get()) else {
            return boxed(Empty);
        };
        let Some(name) = function.name else {
            return boxed(Empty);
        };
        if self.unit.without_annex_b.borrow().contains(&name.name) && outer.binding().is_none() {
            return boxed(Empty);
        }
        let value = self.read_name(name.name, name.resolution.get(), name.span.start, false);
        if let Resolved::Binding(reference) = outer {
            return self.initialize_binding(reference, value);
        }
        let global = Resolved::Global.into();
        match self.eval_variable_place(name.name) {
            Some(place) => self.set_eval_variable(place, name.name, value),
            None => self.assign(name.name, global, value, name.span.start),
        }
    }

    fn variables(&mut self, node: &'a VariableDeclaration<'a>) -> NodeBox {
        let before = self.suspensions;
        let mut nodes = Vec::new();
        for declarator in node.declarators {
            if let Some(node) = self.scoped(|this| this.declarator(declarator, node.kind)) {
                nodes.push(node);
            }
        }
        if nodes.is_empty() {
            return boxed(Empty);
        }
        self.group(nodes, self.suspensions != before)
    }

    fn declarator(
        &mut self,
        node: &'a VariableDeclarator<'a>,
        kind: VariableKind,
    ) -> Option<NodeBox> {
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
            let value = boxed(Constant(Value::UNDEFINED));
            return Some(self.initialize(
                identifier.name,
                identifier.resolution.get(),
                value,
                identifier.span.start,
            ));
        };
        if let BindingPattern::Identifier(identifier) = node.pattern {
            let key = self.key(identifier.name);
            let resolution = identifier.resolution.get();
            let position = identifier.span.start;
            if let Some(meaning) = self.dynamic_meaning(identifier.name, resolution) {
                let node = self.assign_dynamic(&meaning, identifier.name, position, |this| {
                    Lowered::Node(this.named(initializer, key))
                });
                return Some(node);
            }
            let value = self.named(initializer, key);
            return Some(self.initialize(identifier.name, resolution, value, position));
        }
        let whence = self.declared(initializer);
        let mut operands = self.operands();
        let slot = self.operand_with(&mut operands, |this| {
            Lowered::Node(this.expression(initializer))
        });
        self.operand_with(&mut operands, |this| {
            Lowered::Node(this.bind_pattern(&node.pattern, slot, &whence))
        });
        Some(self.steps_with_result(operands, slot))
    }

    /// `with (object) body`
    fn with(&mut self, node: &'a WithStatement<'a>) -> NodeBox {
        let before = self.suspensions;
        let outer = self.scope;
        let object = self.expression(node.object);
        let parent = self.current_scope_slot();
        let scope = node.scope.get();
        self.enter_scope(scope);
        let enter = boxed(EnterWith {
            object,
            parent,
            slot: self.scope_slots[&scope.0],
            position: node.object.span().start,
        });
        let body = self.statement(node.body);
        self.scope = outer;
        self.group(vec![enter, body], self.suspensions != before)
    }

    fn if_statement(&mut self, node: &'a IfStatement<'a>) -> NodeBox {
        self.begin_statement(node.span.start, node.test);
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| {
            Lowered::Node(this.expression(node.test))
        });
        let test_suspends = self.suspends_since(&operands);
        let before = self.suspensions;
        let consequent = self.branch(node.consequent, node.consequent_scope.get());
        let alternate = node
            .alternate
            .map(|branch| self.branch(branch, node.alternate_scope.get()));
        let suspends = self.suspensions != before;
        let after = self.suspensions;
        if !test_suspends {
            self.suspensions = operands.suspensions_before();
        }
        let result = self.finish(operands, |_, mut lowered| {
            let test = lowered.remove(0).node();
            match suspends {
                true => boxed(If::<true> {
                    test,
                    consequent,
                    alternate,
                }),
                false => boxed(If::<false> {
                    test,
                    consequent,
                    alternate,
                }),
            }
        });
        self.suspensions = after;
        result
    }

    /// A branch of an `if`, which may be a function declaration with a scope of its own.
    fn branch(&mut self, statement: Statement<'a>, scope: ScopeId) -> NodeBox {
        let outer = self.scope;
        let before = self.suspensions;
        let mut nodes = self.enter(scope);
        let body = self.statement(statement);
        self.scope = outer;
        if nodes.is_empty() {
            return body;
        }
        nodes.push(body);
        self.group(nodes, self.suspensions != before)
    }

    fn for_statement(&mut self, node: &'a ForStatement<'a>, labels: Vec<Name>) -> NodeBox {
        let number = self.new_number();
        let outer = self.scope;
        let before = self.suspensions;
        let scope = node.scope.get();
        let mut nodes = self.enter(scope);
        match node.init {
            Some(ForInit::Variable(declaration)) => {
                let declaration = self.variables(declaration);
                nodes.push(declaration);
            }
            Some(ForInit::Expression(expression)) => {
                let expression = self.expression(expression);
                nodes.push(expression);
            }
            None => {}
        }
        let init_suspends = self.suspensions != before;
        let init = if nodes.is_empty() {
            None
        } else {
            Some(self.group(nodes, init_suspends))
        };
        let copies = scope != ScopeId::NONE && self.unit.scopes.scope(scope).captured_count > 0;
        let copy = copies.then(|| boxed(CopyScope(self.scope_slots[&scope.0])));
        let test = node.test.map(|test| self.expression(test));
        let update = node.update.map(|update| self.expression(update));
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        self.scope = outer;
        match self.suspensions != before {
            true => boxed(For::<true> {
                init,
                test,
                update,
                body,
                copy,
                number,
            }),
            false => boxed(For::<false> {
                init,
                test,
                update,
                body,
                copy,
                number,
            }),
        }
    }

    fn while_statement(&mut self, node: &'a WhileStatement<'a>, labels: Vec<Name>) -> NodeBox {
        let number = self.new_number();
        let before = self.suspensions;
        let constant = self.literal_value(node.test);
        let test = match constant.is_some_and(|value| self.agent.to_boolean(value)) {
            true => None,
            false => Some(self.expression(node.test)),
        };
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        match self.suspensions != before {
            true => boxed(While::<true> { test, body, number }),
            false => boxed(While::<false> { test, body, number }),
        }
    }

    fn do_while(&mut self, node: &'a DoWhileStatement<'a>, labels: Vec<Name>) -> NodeBox {
        let number = self.new_number();
        let before = self.suspensions;
        let body = self.loop_body(labels, number, |this| this.statement(node.body));
        let test = self.expression(node.test);
        match self.suspensions != before {
            true => boxed(DoWhile::<true> { body, test, number }),
            false => boxed(DoWhile::<false> { body, test, number }),
        }
    }

    /// Binds what is in a slot to the head of a `for-in` or `for-of`, and runs the body: one round.
    fn round(
        &mut self,
        target: &ForTarget<'a>,
        body: Statement<'a>,
        scope: ScopeId,
        value: u32,
        names: Vec<Name>,
        number: u32,
    ) -> (NodeBox, u32) {
        let outer = self.scope;
        let before = self.suspensions;
        let mut nodes = self.enter(scope);
        if nodes.is_empty()
            && let Some(variable) = self.round_variable(target)
        {
            self.loop_body(names, number, |this| this.statement_into(body, &mut nodes));
            self.scope = outer;
            return (self.group(nodes, self.suspensions != before), variable);
        }
        if let ForTarget::Variable(declaration) = target
            && declaration.kind.is_using()
        {
            let position = declaration.span.start;
            let add = self.add_resource(value, declaration.kind, position);
            nodes.push(add);
        }
        let bind = match target {
            ForTarget::Variable(declaration) => {
                self.bind_pattern(&declaration.declarators[0].pattern, value, &Whence::round())
            }
            ForTarget::Target(target) => self.assign_pattern(*target, value, target.span().start),
        };
        nodes.push(bind);
        self.loop_body(names, number, |this| this.statement_into(body, &mut nodes));
        self.scope = outer;
        (self.group(nodes, self.suspensions != before), value)
    }

    /// The slot of the variable of each round, where the round's value can be put there as it is.
    fn round_variable(&mut self, target: &ForTarget<'a>) -> Option<u32> {
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
    fn iterated(
        &mut self,
        scope: ScopeId,
        expression: Expression<'a>,
        operands: &mut super::operand::Operands,
    ) {
        let outer = self.scope;
        if scope == ScopeId::NONE {
            self.operand_with(operands, |this| Lowered::Node(this.expression(expression)));
            return;
        }
        let mut nodes = {
            self.enter_scope(scope);
            self.scope_prologue(scope)
        };
        self.operand_with(operands, |this| {
            let value = this.expression(expression);
            if nodes.is_empty() {
                return Lowered::Node(value);
            }
            let prologue = boxed(Group(std::mem::take(&mut nodes).into()));
            if this.is_resumable() {
                let scratch = this.reserve(1);
                let steps = Box::new([(prologue, scratch)]);
                return Lowered::Node(boxed(crate::interpreter::suspend::Steps {
                    steps,
                    result: value,
                }));
            }
            Lowered::Node(boxed(crate::interpreter::nodes::unary::Sequence(
                Box::new([prologue]),
                value,
            )))
        });
        self.scope = outer;
    }

    fn for_in(&mut self, node: &'a ForInStatement<'a>, labels: Vec<Name>) -> NodeBox {
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
        let object_suspends = self.suspends_since(&operands);
        let before = self.suspensions;
        let (round, value) = self.round(
            &node.target,
            node.body,
            node.scope.get(),
            temporary + 3,
            labels,
            number,
        );
        let (suspends, after) = (self.suspensions != before, self.suspensions);
        if !object_suspends {
            self.suspensions = operands.suspensions_before();
        }
        let result = self.finish(operands, |_, mut lowered| {
            let object = lowered.remove(0).node();
            match suspends {
                true => boxed(ForIn::<true> {
                    object,
                    round,
                    temporary,
                    key: value,
                    number,
                    position,
                }),
                false => boxed(ForIn::<false> {
                    object,
                    round,
                    temporary,
                    key: value,
                    number,
                    position,
                }),
            }
        });
        self.suspensions = after;
        match initializer {
            Some(initializer) => self.group(vec![initializer, result], false),
            None => result,
        }
    }

    fn for_of(&mut self, node: &'a ForOfStatement<'a>, labels: Vec<Name>) -> NodeBox {
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
        let iterable_suspends = self.suspends_since(&operands);
        let before = self.suspensions;
        let depth = self.depth;
        let kind = match node.target {
            ForTarget::Variable(declaration) => Some(declaration.kind),
            ForTarget::Target(_) => None,
        };
        let mut value = temporary + 2;
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
        let (suspends, after) = (self.suspensions != before, self.suspensions);
        if !iterable_suspends {
            self.suspensions = operands.suspensions_before();
        }
        let is_await = node.is_await;
        let result = self.finish(operands, |_, mut lowered| {
            let iterable = lowered.remove(0).node();
            match (is_await, suspends) {
                (true, _) => boxed(ForAwait {
                    iterable,
                    failure: message,
                    round,
                    temporary,
                    value,
                    depth,
                    number,
                    position,
                    target,
                }),
                (_, true) => boxed(ForOf::<true> {
                    iterable,
                    failure: failure.clone(),
                    round,
                    temporary,
                    value,
                    number,
                    position,
                    target,
                    cache: IteratorCache::default(),
                }),
                (_, false) => boxed(ForOf::<false> {
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
        });
        self.suspensions = if is_await { after + 1 } else { after };
        result
    }

    fn return_statement(&mut self, node: &'a ReturnStatement<'a>) -> NodeBox {
        let Some(argument) = node.argument else {
            return boxed(Return(boxed(Constant(Value::UNDEFINED))));
        };
        self.begin_statement(node.span.start, argument);
        if self.is_async && self.is_generator {
            let value = self.await_value(node.span.start, |this| this.lower_operand(argument));
            return boxed(Return(value));
        }
        let value = self.expression(argument);
        boxed(Return(value))
    }

    fn switch(&mut self, node: &'a SwitchStatement<'a>, names: Vec<Name>) -> NodeBox {
        let number = self.new_number();
        let temporary = self.reserve(1);
        let outer = self.scope;
        let discriminant_before = self.suspensions;
        self.begin_statement(node.span.start, node.discriminant);
        let discriminant = self.expression(node.discriminant);
        let discriminant_suspends = self.suspensions != discriminant_before;
        let slot = self.reserve(1);
        let mut prologue = self.enter(node.scope.get());
        self.labels.push(Label {
            names,
            number,
            is_loop: false,
            takes_break: true,
        });
        let before = self.suspensions;
        let (mut cases, mut statements, mut default) = (Vec::new(), Vec::new(), None);
        let (mut literals, mut all_literals) = (Vec::new(), true);
        for case in node.cases {
            match case.test {
                Some(test) => {
                    let start = statements.len() as u32;
                    match self.literal_value(test) {
                        Some(literal) => literals.push((literal, start)),
                        None => all_literals = false,
                    }
                    cases.push((self.expression(test), start));
                }
                None => default = Some(statements.len() as u32),
            }
            self.statements(case.statements, &mut statements);
        }
        self.labels.pop();
        self.scope = outer;
        let suspends = self.suspensions != before;
        let default = default.unwrap_or(statements.len() as u32);
        let statements = statements.into();
        let cases = match all_literals {
            true => Cases::Literals(Literals::new(literals)),
            false => Cases::Tests(cases.into()),
        };
        let value = boxed(LocalGet(slot));
        let switch: NodeBox = match suspends {
            true => boxed(Switch::<true> {
                discriminant: value,
                cases,
                default,
                statements,
                number,
                temporary,
            }),
            false => boxed(Switch::<false> {
                discriminant: value,
                cases,
                default,
                statements,
                number,
                temporary,
            }),
        };
        let mut nodes = vec![boxed(crate::interpreter::nodes::variable::LocalSet {
            slot,
            value: discriminant,
        })];
        nodes.append(&mut prologue);
        nodes.push(switch);
        self.group(nodes, suspends || discriminant_suspends)
    }

    fn try_statement(&mut self, node: &'a TryStatement<'a>) -> NodeBox {
        let temporary = self.reserve(PENDING_SLOTS);
        let before = self.suspensions;
        let block = self.scoped(|this| this.block(node.block));
        let handler = node
            .handler
            .map(|handler| self.scoped(|this| this.catch(handler, temporary)));
        let finalizer = node
            .finalizer
            .map(|finalizer| self.scoped(|this| this.finalizer(finalizer)));
        match self.suspensions != before {
            true => boxed(Try::<true> {
                block,
                handler,
                finalizer,
                temporary,
            }),
            false => boxed(Try::<false> {
                block,
                handler,
                finalizer,
                temporary,
            }),
        }
    }

    fn finalizer(&mut self, node: &'a AstBlock<'a>) -> NodeBox {
        let Some(slot) = self.completion else {
            return self.block(node);
        };
        let kept = self.reserve(1);
        let block = self.block(node);
        boxed(FinallyCompletion { block, slot, kept })
    }

    fn catch(&mut self, node: &'a CatchClause<'a>, exception: u32) -> NodeBox {
        let outer = self.scope;
        let before = self.suspensions;
        let mut nodes = self.enter(node.scope.get());
        if let Some(slot) = self.completion {
            let clear = self.clear_completion(slot);
            nodes.push(clear);
        }
        if let Some(parameter) = &node.parameter {
            let bind = self.bind_pattern(parameter, exception, &Whence::caught());
            nodes.push(bind);
        }
        let body = self.block(node.body);
        nodes.push(body);
        self.scope = outer;
        self.group(nodes, self.suspensions != before)
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
