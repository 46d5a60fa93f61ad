//! The walk over statements and binding patterns.
//!
//! Owns: which statements open which scopes, and in what order their parts come to run. Doesn't
//! own: declaring names.
//!
//! Invariant: parts are walked in the order in which they are evaluated, so far as that decides
//! whether a binding is initialised.

use std::cell::Cell;

use super::analyzer::{Analyzer, Opened, Slot};
use super::hoist::{for_each_lexical_name, for_each_name, has_lexical_names, lexical_kind};
use super::{BindingKind, ConflictKind, Resolved, ScopeKind};
use crate::native_stack::with_stack;
use crate::syntax::ast::ScopeId;
use crate::syntax::ast::expression::{Expression, PropertyKey};
use crate::syntax::ast::module::{
    ExportDeclaration, ExportDefault, ExportDefaultValue, ExportLocal,
};
use crate::syntax::ast::pattern::{BindingElement, BindingPattern};
use crate::syntax::ast::statement::{
    Block, CatchClause, ForInit, ForStatement, ForTarget, IfStatement, Statement, SwitchStatement,
    TryStatement, VariableDeclaration, VariableKind, WithStatement,
};

impl<'a> Analyzer<'a, '_> {
    /// Walks the functions that the innermost scope instantiates on entry: at that time none of
    /// its lexical bindings is initialised.
    pub(super) fn walk_hoisted_functions(&mut self) {
        let scope = self.scope.0 as usize;
        for index in 0..self.scopes[scope].hoisted_functions.len() {
            let (id, _) = self.scopes[scope].hoisted_functions[index];
            let function = self.program_functions[id.0 as usize];
            with_stack(|| self.walk_function(function));
        }
    }

    pub(super) fn walk_statements(&mut self, statements: &'a [Statement<'a>]) {
        for statement in statements {
            self.walk_statement(*statement);
        }
    }

    /// Walks a statement that stands in a list; functions there were walked on entry.
    fn walk_statement(&mut self, statement: Statement<'a>) {
        if self.budget.spend(1).is_err() {
            return;
        }
        match statement {
            Statement::Expression(node) => self.walk_expression(node.expression),
            Statement::Variable(node) => self.walk_variables(node),
            Statement::Return(node) => {
                if let Some(argument) = node.argument {
                    self.walk_expression(argument);
                }
            }
            Statement::Throw(node) => self.walk_expression(node.argument),
            Statement::Class(node) => {
                with_stack(|| self.walk_class(node));
                if let Some(name) = node.name {
                    self.initialize(name);
                }
            }
            Statement::Function(_)
            | Statement::Empty(_)
            | Statement::Break(_)
            | Statement::Continue(_)
            | Statement::Debugger(_)
            | Statement::Import(_)
            | Statement::ExportFrom(_)
            | Statement::ExportAll(_) => {}
            Statement::ExportLocal(node) => self.walk_export_local(node),
            Statement::ExportDefault(node) => self.walk_export_default(node),
            Statement::ExportDeclaration(node) => self.walk_export_declaration(node),
            Statement::Block(_)
            | Statement::If(_)
            | Statement::For(_)
            | Statement::ForIn(_)
            | Statement::ForOf(_)
            | Statement::While(_)
            | Statement::DoWhile(_)
            | Statement::With(_)
            | Statement::Switch(_)
            | Statement::Labelled(_)
            | Statement::Try(_) => with_stack(|| self.walk_compound(statement)),
        }
    }

    fn walk_compound(&mut self, statement: Statement<'a>) {
        match statement {
            Statement::Block(node) => self.walk_block(node, None),
            Statement::If(node) => self.walk_if(node),
            Statement::For(node) => self.walk_for(node),
            Statement::ForIn(node) => {
                let opened = self.walk_for_head(&node.scope, &node.target, node.object);
                self.walk_statement(node.body);
                self.close_some(opened);
            }
            Statement::ForOf(node) => {
                if node.is_await {
                    self.note_await();
                }
                let opened = self.walk_for_head(&node.scope, &node.target, node.iterable);
                self.walk_statement(node.body);
                self.close_some(opened);
            }
            Statement::While(node) => {
                self.walk_expression(node.test);
                self.walk_statement(node.body);
            }
            Statement::DoWhile(node) => {
                self.walk_statement(node.body);
                self.walk_expression(node.test);
            }
            Statement::With(node) => self.walk_with(node),
            Statement::Switch(node) => self.walk_switch(node),
            Statement::Labelled(node) => {
                let mut body = node.body;
                while let Statement::Labelled(inner) = body {
                    body = inner.body;
                }
                self.walk_statement(body);
            }
            Statement::Try(node) => self.walk_try(node),
            _ => self.walk_statement(statement),
        }
    }

    /// Walks a block; `catch` is the scope of the parameter if it is the block of a `catch`.
    fn walk_block(&mut self, block: &'a Block<'a>, catch: Option<ScopeId>) {
        if !has_lexical_names(block.statements) {
            return self.walk_statements(block.statements);
        }
        let opened = self.open(ScopeKind::Block);
        block.scope.set(self.scope);
        if let Some(catch) = catch {
            self.check_against_catch(block, catch);
        }
        self.declare_block(block.statements);
        self.walk_hoisted_functions();
        self.walk_statements(block.statements);
        self.close(opened);
    }

    /// Notes lexical names of a `catch` block that are names of its parameter.
    fn check_against_catch(&mut self, block: &'a Block<'a>, catch: ScopeId) {
        for_each_lexical_name(block.statements, &mut |identifier| {
            let name = identifier.name;
            if let Some(slot) = self.innermost(name).filter(|slot| slot.scope == catch) {
                let first = self.binding(slot).span;
                self.conflict(name, ConflictKind::Variable, first, identifier.span);
            }
        });
    }

    fn walk_if(&mut self, node: &'a IfStatement<'a>) {
        let mut node = node;
        loop {
            self.walk_expression(node.test);
            self.walk_branch(node.consequent, &node.consequent_scope);
            match node.alternate {
                Some(Statement::If(next)) => node = next,
                Some(alternate) => return self.walk_branch(alternate, &node.alternate_scope),
                None => return,
            }
        }
    }

    fn walk_branch(&mut self, branch: Statement<'a>, scope: &Cell<ScopeId>) {
        let Statement::Function(function) = branch else {
            return self.walk_statement(branch);
        };
        let opened = self.open(ScopeKind::Block);
        scope.set(self.scope);
        self.declare_function_in_block(function);
        self.walk_hoisted_functions();
        self.close(opened);
    }

    fn walk_for(&mut self, node: &'a ForStatement<'a>) {
        let mut opened = None;
        match node.init {
            Some(ForInit::Variable(head)) => {
                if let Some(kind) = lexical_kind(head.kind) {
                    opened = Some(self.open(ScopeKind::For));
                    node.scope.set(self.scope);
                    self.declare_variables(head, kind, false);
                }
                self.walk_variables(head);
            }
            Some(ForInit::Expression(init)) => self.walk_expression(init),
            None => {}
        }
        for part in [node.test, node.update].into_iter().flatten() {
            self.walk_expression(part);
        }
        self.walk_statement(node.body);
        self.close_some(opened);
    }

    fn close_some(&mut self, opened: Option<Opened>) {
        if let Some(opened) = opened {
            self.close(opened);
        }
    }

    /// Walks the head of a `for in` or `for of`, and leaves its scope open.
    ///
    /// The object is evaluated where the names are already declared, but not initialised.
    fn walk_for_head(
        &mut self,
        scope: &Cell<ScopeId>,
        target: &ForTarget<'a>,
        object: Expression<'a>,
    ) -> Option<Opened> {
        match target {
            ForTarget::Variable(head) => {
                let mut opened = None;
                if head.kind == VariableKind::AwaitUsing {
                    self.note_await();
                }
                if let Some(kind) = lexical_kind(head.kind) {
                    opened = Some(self.open(ScopeKind::For));
                    scope.set(self.scope);
                    self.declare_variables(head, kind, false);
                } else if let Some(initializer) = head.declarators[0].initializer {
                    // `for (var a = 1 in b)`
                    self.walk_expression(initializer);
                }
                self.walk_expression(object);
                self.walk_binding(&head.declarators[0].pattern, head.kind == VariableKind::Var);
                opened
            }
            ForTarget::Target(target) => {
                self.walk_expression(object);
                self.walk_target(target);
                None
            }
        }
    }

    fn walk_with(&mut self, node: &'a WithStatement<'a>) {
        self.walk_expression(node.object);
        let opened = self.open(ScopeKind::With);
        node.scope.set(self.scope);
        let around = self.innermost_with.replace(self.scope);
        self.walk_statement(node.body);
        self.innermost_with = around;
        self.close(opened);
    }

    fn walk_switch(&mut self, node: &'a SwitchStatement<'a>) {
        self.walk_expression(node.discriminant);
        let needs_scope = node
            .cases
            .iter()
            .any(|case| has_lexical_names(case.statements));
        if !needs_scope {
            for case in node.cases {
                if let Some(test) = case.test {
                    self.walk_expression(test);
                }
                self.walk_statements(case.statements);
            }
            return;
        }
        let opened = self.open(ScopeKind::Switch);
        node.scope.set(self.scope);
        let mut ends = Vec::with_capacity(node.cases.len());
        for case in node.cases {
            self.declare_block(case.statements);
            ends.push(self.current_scope().bindings.len());
        }
        self.walk_hoisted_functions();
        for test in node.cases.iter().filter_map(|case| case.test) {
            self.walk_expression(test);
        }
        let mut start = 0;
        for (case, end) in node.cases.iter().zip(ends) {
            self.walk_statements(case.statements);
            // Another clause may be entered without this one.
            for index in start..end {
                let scope = self.scope;
                let slot = Slot {
                    scope,
                    index: index as u32,
                };
                let ready = self.binding(slot).initialized_on_entry;
                self.set_ready(slot, ready);
            }
            start = end;
        }
        self.close(opened);
    }

    fn walk_try(&mut self, node: &'a TryStatement<'a>) {
        self.walk_block(node.block, None);
        if let Some(handler) = node.handler {
            self.walk_catch(handler);
        }
        if let Some(finalizer) = node.finalizer {
            self.walk_block(finalizer, None);
        }
    }

    fn walk_catch(&mut self, node: &'a CatchClause<'a>) {
        let Some(parameter) = node.parameter else {
            return self.walk_block(node.body, None);
        };
        let opened = self.open(ScopeKind::Catch);
        node.scope.set(self.scope);
        let is_plain = matches!(parameter, BindingPattern::Identifier(_));
        for_each_name(&parameter, &mut |identifier| {
            let slot = self.declare(identifier, BindingKind::CatchParameter);
            self.binding(slot).initialized_on_entry = is_plain;
        });
        self.walk_binding(&parameter, false);
        self.walk_block(node.body, Some(self.scope));
        self.close(opened);
    }

    // Variables and patterns.

    /// Walks a declaration whose lexical names are declared.
    fn walk_variables(&mut self, node: &'a VariableDeclaration<'a>) {
        let is_var = node.kind == VariableKind::Var;
        if node.kind == VariableKind::AwaitUsing {
            self.note_await();
        }
        for declarator in node.declarators {
            if let Some(initializer) = declarator.initializer {
                self.walk_expression(initializer);
            }
            match declarator.pattern {
                BindingPattern::Identifier(identifier) if is_var => {
                    let assigns = declarator.initializer.is_some();
                    self.refer(identifier.name, &identifier.resolution, assigns);
                }
                _ => self.walk_binding(&declarator.pattern, is_var),
            }
        }
    }

    /// Walks a pattern that gets its value now. The names of a `var` are references.
    pub(super) fn walk_binding(&mut self, pattern: &BindingPattern<'a>, is_var: bool) {
        match pattern {
            BindingPattern::Identifier(identifier) => {
                if is_var {
                    self.refer(identifier.name, &identifier.resolution, true);
                } else {
                    self.initialize(identifier);
                }
            }
            BindingPattern::Object(pattern) => with_stack(|| {
                for property in pattern.properties {
                    if let PropertyKey::Computed(_, key) = property.key {
                        self.walk_expression(*key);
                    }
                    self.walk_binding_element(&property.element, is_var);
                }
                if let Some(rest) = pattern.rest {
                    self.walk_binding(&rest.pattern, is_var);
                }
            }),
            BindingPattern::Array(pattern) => with_stack(|| {
                for element in pattern.elements.iter().flatten() {
                    self.walk_binding_element(element, is_var);
                }
                if let Some(rest) = pattern.rest {
                    self.walk_binding(&rest.pattern, is_var);
                }
            }),
        }
    }

    /// The default of an element is evaluated before the element is bound.
    pub(super) fn walk_binding_element(&mut self, element: &BindingElement<'a>, is_var: bool) {
        if let Some(default) = element.default {
            self.walk_expression(default);
        }
        self.walk_binding(&element.pattern, is_var);
    }

    // Exports. What is exported can be reached by other modules.

    fn walk_export_local(&mut self, node: &'a ExportLocal<'a>) {
        for specifier in node.specifiers {
            let local = specifier.local;
            // An export is no access, so it doesn't check.
            let resolved = match self.innermost(local.name) {
                Some(slot) => {
                    self.binding(slot).captured = true;
                    self.own_resolution(slot)
                }
                None => Resolved::Global,
            };
            local.resolution.set(resolved.into());
        }
    }

    fn walk_export_default(&mut self, node: &'a ExportDefault<'a>) {
        match node.value {
            ExportDefaultValue::Function(_) => {}
            ExportDefaultValue::Class(class) => with_stack(|| self.walk_class(class)),
            ExportDefaultValue::Expression(expression) => self.walk_expression(expression),
        }
        let name = match node.value {
            ExportDefaultValue::Function(function) => function.name,
            ExportDefaultValue::Class(class) => class.name,
            ExportDefaultValue::Expression(_) => None,
        };
        let cell = name.map_or(&node.resolution, |name| &name.resolution);
        self.export(cell.get().into());
    }

    fn walk_export_declaration(&mut self, node: &'a ExportDeclaration<'a>) {
        self.walk_statement(node.declaration);
        match node.declaration {
            Statement::Variable(variables) => {
                for declarator in variables.declarators {
                    for_each_name(&declarator.pattern, &mut |identifier| {
                        self.export(identifier.resolution.get().into());
                    });
                }
            }
            Statement::Function(function) => {
                if let Some(name) = function.name {
                    self.export(name.resolution.get().into());
                }
            }
            Statement::Class(class) => {
                if let Some(name) = class.name {
                    self.export(name.resolution.get().into());
                }
            }
            _ => {}
        }
    }

    /// Marks an exported binding, which is initialised now.
    fn export(&mut self, resolved: Resolved) {
        if let Some(binding) = resolved.binding() {
            let slot = Slot {
                scope: binding.scope,
                index: binding.index,
            };
            self.binding(slot).captured = true;
            self.set_ready(slot, true);
        }
    }
}
