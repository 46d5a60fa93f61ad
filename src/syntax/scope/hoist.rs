//! What is declared where: the names of a scope before any of its code is walked.
//!
//! Owns: the lexical names of statement lists, and noting the conflicts among them. Doesn't own: vars,
//! which `var_scan` finds; parameters, names of functions and classes for themselves.

use super::analyzer::{Analyzer, Slot};
use super::binding::BindingKind;
use super::lexical_names::{lexical_kind, without_labels};
use super::tree::{ConflictKind, ScopeKind};
use super::var_scan::VarScan;
use crate::source::Span;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::{ExportDefaultValue, ImportDeclaration};
use crate::syntax::ast::statement::{Statement, VariableDeclaration};
use crate::syntax::ast::visit::{for_each_name, walk_statements};
use crate::syntax::ast::{BindingIdentifier, Name};

impl<'a> Analyzer<'a, '_> {
    /// Declares all names of a function's or program's body in the innermost scope.
    pub(super) fn declare_body(&mut self, statements: &'a [Statement<'a>], is_module: bool) {
        for statement in statements {
            self.declare_at_top(statement, is_module);
        }
        walk_statements(&mut VarScan(self), statements);
        self.marks.truncate(0);
    }

    fn declare_at_top(&mut self, statement: &Statement<'a>, is_module: bool) {
        if self.budget.spend(1).is_err() {
            return;
        }
        match without_labels(statement) {
            Statement::Variable(declaration) => {
                if let Some(kind) = lexical_kind(declaration.kind) {
                    self.declare_variables(declaration, kind, true);
                }
            }
            Statement::Function(function) => self.declare_function_at_top(function, is_module),
            Statement::Class(class) => {
                if let Some(name) = class.name {
                    self.declare_marked(name, BindingKind::Class);
                }
            }
            Statement::Import(import) => self.declare_imports(import),
            Statement::ExportDeclaration(export) => {
                self.declare_at_top(&export.declaration, is_module);
            }
            Statement::ExportDefault(export) => {
                let (name, kind) = match export.value {
                    ExportDefaultValue::Function(function) => {
                        if function.name.is_some() {
                            return self.declare_function_at_top(function, is_module);
                        }
                        (None, BindingKind::Function)
                    }
                    ExportDefaultValue::Class(class) => (class.name, BindingKind::Class),
                    ExportDefaultValue::Expression(_) => (None, BindingKind::Let),
                };
                if let Some(name) = name {
                    self.declare_marked(name, kind);
                    return;
                }
                // A second default export is an error that is found elsewhere.
                let slot = match self.declared_here(Name::DEFAULT) {
                    Some(slot) => slot,
                    None => self.add_binding(Name::DEFAULT, kind, Span::empty(export.span.start)),
                };
                if let ExportDefaultValue::Function(function) = export.value {
                    let hoisted = (function.id.get(), slot.index);
                    self.current_scope().hoisted_functions.push(hoisted);
                }
                export.resolution.set(self.own_resolution(slot).into());
            }
            _ => {}
        }
    }

    fn declare_imports(&mut self, import: &'a ImportDeclaration<'a>) {
        let named = import.named.iter().map(|specifier| specifier.local);
        for local in import
            .default
            .into_iter()
            .chain(import.namespace)
            .chain(named)
        {
            self.declare_marked(local, BindingKind::Import);
        }
    }

    /// Declares a lexical name that vars in blocks of the body mustn't have.
    fn declare_marked(&mut self, identifier: &'a BindingIdentifier, kind: BindingKind) {
        self.check_against_parameters(identifier);
        self.declare(identifier, kind);
        self.marks.push(identifier.name, identifier.span, false);
    }

    /// Declares the names of a `let` or `const`; with marks at the top of a body.
    pub(super) fn declare_variables(
        &mut self,
        declaration: &'a VariableDeclaration<'a>,
        kind: BindingKind,
        is_marked: bool,
    ) {
        for declarator in declaration.declarators {
            for_each_name(declarator.pattern, &mut |identifier| {
                if is_marked {
                    self.declare_marked(identifier, kind);
                } else {
                    self.declare(identifier, kind);
                }
            });
        }
    }

    /// Notes a conflict of a lexical name of a body that has its own scope with a parameter.
    fn check_against_parameters(&mut self, identifier: &BindingIdentifier) {
        if self.current_scope().kind == ScopeKind::FunctionBody
            && let Some(slot) = self.parameter(identifier.name)
        {
            let first = self.binding(slot).span;
            self.conflict(
                identifier.name,
                ConflictKind::Variable,
                first,
                identifier.span,
            );
        }
    }

    /// The parameter of this name, if the innermost scope is one of a function's outermost.
    pub(super) fn parameter(&mut self, name: Name) -> Option<Slot> {
        let info = &self.functions[self.function?.0 as usize];
        let scope = info.scope;
        let slot = self.innermost(name).filter(|slot| slot.scope == scope)?;
        (self.binding(slot).kind == BindingKind::Parameter).then_some(slot)
    }

    fn declare_function_at_top(&mut self, function: &'a Function<'a>, is_module: bool) {
        let Some(identifier) = function.name else {
            return;
        };
        let existing = self.declared_here(identifier.name);
        let slot = match existing {
            Some(slot) => {
                let binding = *self.binding(slot);
                let is_lexical = binding.kind.is_lexical() || binding.kind == BindingKind::Import;
                if is_lexical || is_module {
                    let kind = ConflictKind::Variable;
                    self.conflict(identifier.name, kind, binding.span, identifier.span);
                }
                self.binding(slot).reassigned = true;
                slot
            }
            None => self.add_binding(identifier.name, BindingKind::Function, identifier.span),
        };
        identifier.resolution.set(self.own_resolution(slot).into());
        let hoisted = (function.id.get(), slot.index);
        self.current_scope().hoisted_functions.push(hoisted);
        if is_module {
            self.marks.push(identifier.name, identifier.span, false);
        }
    }

    /// Declares the lexical names of a block in the innermost scope.
    pub(super) fn declare_block(&mut self, statements: &'a [Statement<'a>]) {
        for statement in statements {
            match without_labels(statement) {
                Statement::Variable(declaration) => {
                    if let Some(kind) = lexical_kind(declaration.kind) {
                        self.declare_variables(declaration, kind, false);
                    }
                }
                Statement::Function(function) => self.declare_function_in_block(function),
                Statement::Class(class) => {
                    if let Some(name) = class.name {
                        self.declare(name, BindingKind::Class);
                    }
                }
                _ => {}
            }
        }
    }

    /// Declares a function in the innermost scope, that of a block.
    pub(super) fn declare_function_in_block(&mut self, function: &'a Function<'a>) {
        let Some(identifier) = function.name else {
            return;
        };
        let existing = self.declared_here(identifier.name);
        let slot = match existing {
            Some(slot) if self.may_repeat(function, slot) => slot,
            _ => self.declare_name(identifier.name, BindingKind::Function, identifier.span),
        };
        identifier.resolution.set(self.own_resolution(slot).into());
        let hoisted = (function.id.get(), slot.index);
        self.current_scope().hoisted_functions.push(hoisted);
    }

    /// Whether the function may be declared again: sloppy blocks allow it for plain functions.
    fn may_repeat(&mut self, function: &Function<'_>, slot: Slot) -> bool {
        if self.strict || function.is_async || function.is_generator {
            return false;
        }
        let hoisted = &self.current_scope().hoisted_functions;
        let Some(&(earlier, _)) = hoisted.iter().rev().find(|(_, index)| *index == slot.index)
        else {
            return false;
        };
        let earlier = self.program_functions[earlier.0 as usize];
        !earlier.is_async && !earlier.is_generator
    }
}
