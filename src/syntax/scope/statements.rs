//! The walk over statements and binding patterns.
//!
//! Owns: which statements open which scopes, and in what order their parts come to run. Doesn't
//! own: declaring names.
//!
//! Invariant: parts are walked in the order in which they are evaluated, so far as that decides
//! whether a binding is initialised.

use std::cell::Cell;

use super::analyzer::{Analyzer, Opened, Slot};
use super::binding::BindingKind;
use super::lexical_names::{for_each_lexical_name, has_lexical_names, lexical_kind};
use super::resolved::Resolved;
use super::tree::{ConflictKind, ScopeKind};
use crate::syntax::ast::ScopeId;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::module::{
    ExportDeclaration, ExportDefault, ExportDefaultValue, ExportLocal,
};
use crate::syntax::ast::pattern::{BindingPattern, DeclaredBy, PatternPart};
use crate::syntax::ast::statement::{
    Block, CatchClause, ForInStatement, ForInit, ForOfStatement, ForStatement, ForTarget,
    Statement, SwitchStatement, VariableDeclaration, VariableKind, WithStatement,
};
use crate::syntax::ast::visit::{
    Visitor, for_each_name, visit_function_with_stack, walk_export_default, walk_statements,
};

impl<'a> Analyzer<'a, '_> {
    /// Walks the functions that the innermost scope instantiates on entry: at that time none of
    /// its lexical bindings is initialised.
    pub(super) fn walk_hoisted_functions(&mut self) {
        let scope = self.scope.0 as usize;
        for index in 0..self.scopes[scope].hoisted_functions.len() {
            let (id, _) = self.scopes[scope].hoisted_functions[index];
            let function = self.program_functions[id.0 as usize];
            visit_function_with_stack(self, function);
        }
    }

    /// Walks a block; `catch` is the scope of the parameter if it is the block of a `catch`.
    pub(super) fn analyze_block(&mut self, block: &'a Block<'a>, catch: Option<ScopeId>) {
        if !has_lexical_names(block.statements) {
            return walk_statements(self, block.statements);
        }
        let opened = self.open(ScopeKind::Block);
        block.scope.set(self.scope);
        if let Some(catch) = catch {
            self.check_against_catch(block, catch);
        }
        self.declare_block(block.statements);
        self.walk_hoisted_functions();
        walk_statements(self, block.statements);
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

    pub(super) fn analyze_branch(&mut self, branch: Statement<'a>, scope: &Cell<ScopeId>) {
        let Statement::Function(function) = branch else {
            return self.visit_statement(branch);
        };
        let opened = self.open(ScopeKind::Block);
        scope.set(self.scope);
        self.declare_function_in_block(function);
        self.walk_hoisted_functions();
        self.close(opened);
    }

    pub(super) fn analyze_for(&mut self, node: &'a ForStatement<'a>) {
        let mut opened = None;
        match node.init {
            Some(ForInit::Variable(head)) => {
                if let Some(kind) = lexical_kind(head.kind) {
                    opened = Some(self.open(ScopeKind::For));
                    node.scope.set(self.scope);
                    self.declare_variables(head, kind, false);
                }
                self.analyze_variables(head);
            }
            Some(ForInit::Expression(init)) => self.visit_expression(init),
            None => {}
        }
        for part in [node.test, node.update].into_iter().flatten() {
            self.visit_expression(part);
        }
        self.visit_statement(node.body);
        self.close_some(opened);
    }

    pub(super) fn analyze_for_in(&mut self, node: &'a ForInStatement<'a>) {
        let opened = self.open_for_head(&node.scope, &node.target, node.object);
        self.visit_loop_body(node.body);
        self.close_some(opened);
    }

    pub(super) fn analyze_for_of(&mut self, node: &'a ForOfStatement<'a>) {
        if node.is_await {
            self.note_await();
        }
        let opened = self.open_for_head(&node.scope, &node.target, node.iterable);
        self.visit_loop_body(node.body);
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
    fn open_for_head(
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
                    self.visit_expression(initializer);
                }
                self.visit_expression(object);
                self.visit_binding_pattern(
                    head.declarators[0].pattern,
                    DeclaredBy::Variable(head.kind),
                    PatternPart::Whole,
                );
                opened
            }
            ForTarget::Target(target) => {
                self.visit_expression(object);
                self.visit_target(*target, PatternPart::Whole);
                None
            }
        }
    }

    pub(super) fn analyze_with(&mut self, node: &'a WithStatement<'a>) {
        self.visit_expression(node.object);
        let opened = self.open(ScopeKind::With);
        node.scope.set(self.scope);
        let around = self.innermost_with.replace(self.scope);
        self.visit_statement(node.body);
        self.innermost_with = around;
        self.close(opened);
    }

    pub(super) fn analyze_switch(&mut self, node: &'a SwitchStatement<'a>) {
        self.visit_expression(node.discriminant);
        let needs_scope = node
            .cases
            .iter()
            .any(|case| has_lexical_names(case.statements));
        if !needs_scope {
            for case in node.cases {
                if let Some(test) = case.test {
                    self.visit_expression(test);
                }
                walk_statements(self, case.statements);
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
            self.visit_expression(test);
        }
        let mut start = 0;
        for (case, end) in node.cases.iter().zip(ends) {
            walk_statements(self, case.statements);
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

    pub(super) fn analyze_catch(&mut self, node: &'a CatchClause<'a>) {
        let Some(parameter) = node.parameter else {
            return self.analyze_block(node.body, None);
        };
        let opened = self.open(ScopeKind::Catch);
        node.scope.set(self.scope);
        let is_plain = matches!(parameter, BindingPattern::Identifier(_));
        for_each_name(parameter, &mut |identifier| {
            let slot = self.declare(identifier, BindingKind::CatchParameter);
            self.binding(slot).initialized_on_entry = is_plain;
        });
        self.visit_binding_pattern(parameter, DeclaredBy::Catch, PatternPart::Whole);
        self.analyze_block(node.body, Some(self.scope));
        self.close(opened);
    }

    // Variables and patterns.

    /// Walks a declaration whose lexical names are declared.
    pub(super) fn analyze_variables(&mut self, node: &'a VariableDeclaration<'a>) {
        let is_var = node.kind == VariableKind::Var;
        if node.kind == VariableKind::AwaitUsing {
            self.note_await();
        }
        for declarator in node.declarators {
            if let Some(initializer) = declarator.initializer {
                self.visit_expression(initializer);
            }
            match declarator.pattern {
                BindingPattern::Identifier(identifier) if is_var => {
                    let assigns = declarator.initializer.is_some();
                    self.refer(identifier.name, &identifier.resolution, assigns);
                }
                pattern => {
                    let by = DeclaredBy::Variable(node.kind);
                    self.visit_binding_pattern(pattern, by, PatternPart::Whole);
                }
            }
        }
    }

    // Exports. What is exported can be reached by other modules.

    pub(super) fn analyze_export_local(&mut self, node: &'a ExportLocal<'a>) {
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

    pub(super) fn analyze_export_default(&mut self, node: &'a ExportDefault<'a>) {
        walk_export_default(self, node);
        let name = match node.value {
            ExportDefaultValue::Function(function) => function.name,
            ExportDefaultValue::Class(class) => class.name,
            ExportDefaultValue::Expression(_) => None,
        };
        let cell = name.map_or(&node.resolution, |name| &name.resolution);
        self.export(cell.get().into());
    }

    pub(super) fn analyze_export_declaration(&mut self, node: &'a ExportDeclaration<'a>) {
        self.visit_statement(node.declaration);
        match node.declaration {
            Statement::Variable(variables) => {
                for declarator in variables.declarators {
                    for_each_name(declarator.pattern, &mut |identifier| {
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
