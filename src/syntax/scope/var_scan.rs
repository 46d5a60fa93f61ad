//! The vars of a function or program: declared before any of its code is walked.
//!
//! Owns: the scan of a body's statements for vars, functions in blocks that are variables as well
//! (Annex B), and the conflicts of both with lexical names around them. Doesn't own: lexical names.
//!
//! Invariant: a scan sees each statement of its body once and leaves no marks behind.

use std::cell::Cell;

use super::analyzer::{Analyzer, Slot, Special};
use super::binding::BindingKind;
use super::lexical_names::{for_each_lexical_name, without_labels};
use super::tree::{ConflictKind, ScopeKind};
use crate::budget::Budget;
use crate::source::Span;
use crate::syntax::ast::class::Class;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::pattern::BindingPattern;
use crate::syntax::ast::statement::{
    Block, CatchClause, ForInStatement, ForInit, ForOfStatement, ForStatement, ForTarget,
    Statement, SwitchStatement, VariableDeclaration, VariableKind,
};
use crate::syntax::ast::visit::{Visitor, for_each_name, walk_statements};
use crate::syntax::ast::{Name, ScopeId};

/// Declares the vars in the statements of a body, as deep as they are.
pub(super) struct VarScan<'s, 'a, 'b>(pub(super) &'s mut Analyzer<'a, 'b>);

impl<'a> Visitor<'a> for VarScan<'_, 'a, '_> {
    fn budget(&self) -> Option<&Budget> {
        Some(self.0.budget)
    }

    // Neither has vars of this body.

    fn visit_expression(&mut self, _: Expression<'a>) {}

    fn visit_function_declaration(&mut self, _: &'a Function<'a>) {}

    fn visit_class_declaration(&mut self, _: &'a Class<'a>) {}

    fn visit_variable_declaration(&mut self, node: &'a VariableDeclaration<'a>) {
        self.0.declare_vars(node);
    }

    /// A function here counts as one in a block.
    fn visit_branch(&mut self, branch: Statement<'a>, _: &'a Cell<ScopeId>) {
        match branch {
            Statement::Function(function) => self.0.consider_annex_b(function),
            _ => self.visit_statement(branch),
        }
    }

    fn visit_block(&mut self, block: &'a Block<'a>) {
        let marks = self.0.marks.len();
        self.0.consider_functions(block.statements);
        self.0.mark_block(block.statements);
        walk_statements(self, block.statements);
        self.0.marks.truncate(marks);
    }

    fn visit_for(&mut self, node: &'a ForStatement<'a>) {
        let head = match node.init {
            Some(ForInit::Variable(head)) => Some(head),
            Some(ForInit::Expression(_)) | None => None,
        };
        self.scan_loop(head, node.body);
    }

    fn visit_for_in(&mut self, node: &'a ForInStatement<'a>) {
        self.scan_loop(declaration_in(&node.target), node.body);
    }

    fn visit_for_of(&mut self, node: &'a ForOfStatement<'a>) {
        self.scan_loop(declaration_in(&node.target), node.body);
    }

    fn visit_switch(&mut self, node: &'a SwitchStatement<'a>) {
        let marks = self.0.marks.len();
        for case in node.cases {
            self.0.consider_functions(case.statements);
        }
        for case in node.cases {
            self.0.mark_block(case.statements);
        }
        for case in node.cases {
            walk_statements(self, case.statements);
        }
        self.0.marks.truncate(marks);
    }

    fn visit_catch(&mut self, node: &'a CatchClause<'a>) {
        let marks = self.0.marks.len();
        if let Some(parameter) = node.parameter {
            let is_plain = matches!(parameter, BindingPattern::Identifier(_));
            for_each_name(parameter, &mut |identifier| {
                self.0
                    .marks
                    .push(identifier.name, identifier.span, is_plain);
            });
        }
        self.visit_block(node.body);
        self.0.marks.truncate(marks);
    }
}

impl<'a> VarScan<'_, 'a, '_> {
    fn scan_loop(&mut self, head: Option<&'a VariableDeclaration<'a>>, body: Statement<'a>) {
        let marks = self.0.marks.len();
        if let Some(head) = head {
            self.0.declare_vars(head);
            self.0.mark_variables(head);
        }
        self.visit_statement(body);
        self.0.marks.truncate(marks);
    }
}

/// The declaration in the head of a `for in` or `for of`.
fn declaration_in<'a>(target: &ForTarget<'a>) -> Option<&'a VariableDeclaration<'a>> {
    match target {
        ForTarget::Variable(head) => Some(head),
        ForTarget::Target(_) => None,
    }
}

impl<'a> Analyzer<'a, '_> {
    /// Marks the names of a `let` or `const`.
    fn mark_variables(&mut self, declaration: &'a VariableDeclaration<'a>) {
        if declaration.kind == VariableKind::Var {
            return;
        }
        for declarator in declaration.declarators {
            for_each_name(declarator.pattern, &mut |identifier| {
                self.marks.push(identifier.name, identifier.span, false);
            });
        }
    }

    fn mark_block(&mut self, statements: &'a [Statement<'a>]) {
        for_each_lexical_name(statements, &mut |identifier| {
            self.marks.push(identifier.name, identifier.span, false);
        });
    }

    /// Declares the names of a `var`.
    fn declare_vars(&mut self, declaration: &'a VariableDeclaration<'a>) {
        if declaration.kind != VariableKind::Var {
            return;
        }
        for declarator in declaration.declarators {
            for_each_name(declarator.pattern, &mut |identifier| {
                let (name, span) = (identifier.name, identifier.span);
                match self.marks.obstacle(name) {
                    Some(first) => self.conflict(name, ConflictKind::Variable, first, span),
                    None => {
                        let slot = self.declare_var(name, span);
                        self.binding(slot).only_annex_b = false;
                    }
                }
            });
        }
    }

    /// Declares a variable of the body, whose scope is the innermost one.
    fn declare_var(&mut self, name: Name, span: Span) -> Slot {
        if let Some(slot) = self.declared_here(name) {
            return slot;
        }
        let kind = self.current_scope().kind;
        let function = match kind {
            ScopeKind::Function | ScopeKind::FunctionBody => self.function,
            _ => None,
        };
        let Some(id) = function else {
            return self.add_binding(name, BindingKind::Var, span);
        };
        let info = &self.functions[id.0 as usize];
        let scope = info.scope;
        let is_arguments = name == Name::ARGUMENTS && info.can_have_arguments();
        if kind == ScopeKind::Function {
            // The variable and the arguments object's name are one.
            if is_arguments {
                let slot = self.add_binding(name, BindingKind::Arguments, span);
                self.set_special(id, BindingKind::Arguments, slot.index);
                let info = &mut self.functions[id.0 as usize];
                info.uses.arguments = true;
                info.arguments_escapes = true;
                return slot;
            }
            return self.add_binding(name, BindingKind::Var, span);
        }
        let mut initial = self
            .innermost(name)
            .filter(|slot| slot.scope == scope)
            .map(|slot| slot.index);
        if is_arguments && initial.is_none() {
            self.use_special(Special::Arguments);
            let info = &mut self.functions[id.0 as usize];
            info.arguments_escapes = true;
            initial = info.arguments;
        }
        let slot = self.add_binding(name, BindingKind::Var, span);
        if let Some(initial) = initial {
            let copies = &mut self.functions[id.0 as usize].body_copies;
            copies.push((initial, slot.index));
        }
        slot
    }

    // Annex B.

    fn consider_functions(&mut self, statements: &'a [Statement<'a>]) {
        if self.strict {
            return;
        }
        for statement in statements {
            if let Statement::Function(function) = without_labels(statement) {
                self.consider_annex_b(function);
            }
        }
    }

    /// Makes a function in a block a variable too, unless a `var` in its place were an error or a
    /// parameter has the name. As in V8 `arguments` is a name like any other here.
    /// [Changes to FunctionDeclarationInstantiation](https://tc39.es/ecma262/#sec-web-compat-functiondeclarationinstantiation)
    fn consider_annex_b(&mut self, function: &'a Function<'a>) {
        let Some(identifier) = function.name else {
            return;
        };
        let name = identifier.name;
        if self.strict
            || function.is_async
            || function.is_generator
            || self.marks.obstacle(name).is_some()
            || self.parameter(name).is_some()
        {
            return;
        }
        let is_new = self.declared_here(name).is_none();
        let slot = self.declare_var(name, identifier.span);
        let binding = self.binding(slot);
        binding.only_annex_b |= is_new;
        binding.reassigned = true;
        let resolved = self.own_resolution(slot);
        self.annex_b.insert(function.id.get(), resolved);
    }
}
