//! What is declared where: the names of a scope before any of its code is walked.
//!
//! Owns: the lexical names of statement lists, the scan of a function's statements for vars,
//! functions in blocks that are variables as well (Annex B), and noting the conflicts among them.
//! Doesn't own: parameters, names of functions and classes for themselves.
//!
//! Invariant: a scan sees each statement of its function once and leaves no marks behind.

use super::analyzer::{Analyzer, Slot, Special};
use super::{BindingKind, ConflictKind, ScopeKind};
use crate::native_stack::with_stack;
use crate::source::Span;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::module::{ExportDefaultValue, ImportDeclaration};
use crate::syntax::ast::pattern::{BindingElement, BindingPattern};
use crate::syntax::ast::statement::{
    ForInit, ForTarget, Statement, TryStatement, VariableDeclaration, VariableKind,
};
use crate::syntax::ast::{BindingIdentifier, Name};

/// The lexical names of the blocks around the statement that is scanned.
pub(super) struct LexicalMarks {
    /// For each name one more than the index of its innermost mark; 0 for none.
    innermost: Vec<u32>,
    stack: Vec<Mark>,
}

#[derive(Clone, Copy)]
struct Mark {
    name: Name,
    span: Span,
    /// The mark that this one hides, in the same way.
    outer: u32,
    /// A plain catch parameter, which a var may go through.
    is_catch_parameter: bool,
}

impl LexicalMarks {
    pub(super) fn new(names: usize) -> Self {
        Self {
            innermost: vec![0; names],
            stack: Vec::new(),
        }
    }

    fn push(&mut self, name: Name, span: Span, is_catch_parameter: bool) {
        let innermost = &mut self.innermost[name.0 as usize];
        self.stack.push(Mark {
            name,
            span,
            outer: *innermost,
            is_catch_parameter,
        });
        *innermost = self.stack.len() as u32;
    }

    fn truncate(&mut self, length: usize) {
        for mark in self.stack.drain(length..).rev() {
            self.innermost[mark.name.0 as usize] = mark.outer;
        }
    }

    /// The declaration that a var of the name would meet on its way out.
    fn obstacle(&self, name: Name) -> Option<Span> {
        let mut at = self.innermost[name.0 as usize];
        while at != 0 {
            let mark = self.stack[at as usize - 1];
            if !mark.is_catch_parameter {
                return Some(mark.span);
            }
            at = mark.outer;
        }
        None
    }
}

/// Calls `act` for each identifier that the pattern binds, in order.
pub(in crate::syntax) fn for_each_name<'a>(
    pattern: &BindingPattern<'a>,
    act: &mut dyn FnMut(&'a BindingIdentifier),
) {
    match pattern {
        BindingPattern::Identifier(identifier) => act(identifier),
        BindingPattern::Object(pattern) => with_stack(|| {
            for property in pattern.properties {
                for_each_name(&property.element.pattern, act);
            }
            if let Some(rest) = pattern.rest {
                for_each_name(&rest.pattern, act);
            }
        }),
        BindingPattern::Array(pattern) => with_stack(|| {
            for BindingElement { pattern, .. } in pattern.elements.iter().flatten() {
                for_each_name(pattern, act);
            }
            if let Some(rest) = pattern.rest {
                for_each_name(&rest.pattern, act);
            }
        }),
    }
}

/// The statement without its labels.
fn without_labels<'a>(statement: &Statement<'a>) -> Statement<'a> {
    let mut statement = *statement;
    while let Statement::Labelled(labelled) = statement {
        statement = labelled.body;
    }
    statement
}

/// Calls `act` for each name that a block's statement list declares for the block, in order.
pub(super) fn for_each_lexical_name<'a>(
    statements: &[Statement<'a>],
    act: &mut dyn FnMut(&'a BindingIdentifier),
) {
    for statement in statements {
        match without_labels(statement) {
            Statement::Variable(node) if node.kind != VariableKind::Var => {
                for declarator in node.declarators {
                    for_each_name(&declarator.pattern, act);
                }
            }
            Statement::Function(node) => node.name.into_iter().for_each(&mut *act),
            Statement::Class(node) => node.name.into_iter().for_each(&mut *act),
            _ => {}
        }
    }
}

/// The kind of binding that a declaration with `let` or `const` makes.
pub(super) fn lexical_kind(kind: VariableKind) -> Option<BindingKind> {
    match kind {
        VariableKind::Var => None,
        VariableKind::Let => Some(BindingKind::Let),
        VariableKind::Const => Some(BindingKind::Const),
        VariableKind::Using | VariableKind::AwaitUsing => Some(BindingKind::Using),
    }
}

/// Whether a statement list declares names for the block that it is in.
pub(super) fn has_lexical_names(statements: &[Statement<'_>]) -> bool {
    statements
        .iter()
        .any(|statement| match without_labels(statement) {
            Statement::Variable(declaration) => declaration.kind != VariableKind::Var,
            Statement::Function(_) | Statement::Class(_) => true,
            _ => false,
        })
}

impl<'a> Analyzer<'a, '_> {
    /// Declares all names of a function's or program's body in the innermost scope.
    pub(super) fn declare_body(&mut self, statements: &'a [Statement<'a>], is_module: bool) {
        for statement in statements {
            self.declare_at_top(statement, is_module);
        }
        for statement in statements {
            self.scan(*statement);
        }
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
            for_each_name(&declarator.pattern, &mut |identifier| {
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
    fn parameter(&mut self, name: Name) -> Option<Slot> {
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

    // Vars.

    /// Declares the vars in a statement of a body, as deep as they are.
    fn scan(&mut self, statement: Statement<'a>) {
        if self.budget.spend(1).is_err() {
            return;
        }
        let mut statement = statement;
        loop {
            statement = match statement {
                Statement::Variable(declaration) => {
                    return self.scan_variables(declaration);
                }
                Statement::Labelled(node) => node.body,
                Statement::While(node) => node.body,
                Statement::DoWhile(node) => node.body,
                Statement::With(node) => node.body,
                Statement::ExportDeclaration(node) => node.declaration,
                Statement::If(node) => {
                    self.scan_branch(node.consequent);
                    let Some(alternate) = node.alternate else {
                        return;
                    };
                    if let Statement::Function(function) = alternate {
                        return self.consider_annex_b(function);
                    }
                    alternate
                }
                Statement::Block(node) => {
                    return with_stack(|| self.scan_block(node.statements));
                }
                Statement::For(node) => {
                    return with_stack(|| match node.init {
                        Some(ForInit::Variable(head)) => self.scan_loop(head, node.body),
                        _ => self.scan(node.body),
                    });
                }
                Statement::ForIn(node) => {
                    return with_stack(|| match node.target {
                        ForTarget::Variable(head) => self.scan_loop(head, node.body),
                        ForTarget::Target(_) => self.scan(node.body),
                    });
                }
                Statement::ForOf(node) => {
                    return with_stack(|| match node.target {
                        ForTarget::Variable(head) => self.scan_loop(head, node.body),
                        ForTarget::Target(_) => self.scan(node.body),
                    });
                }
                Statement::Switch(node) => {
                    let marks = self.marks.stack.len();
                    for case in node.cases {
                        self.consider_functions(case.statements);
                    }
                    for case in node.cases {
                        self.mark_block(case.statements);
                    }
                    return with_stack(|| {
                        for case in node.cases {
                            self.scan_all(case.statements);
                        }
                        self.marks.truncate(marks);
                    });
                }
                Statement::Try(node) => return with_stack(|| self.scan_try(node)),
                _ => return,
            };
        }
    }

    fn scan_all(&mut self, statements: &'a [Statement<'a>]) {
        for statement in statements {
            self.scan(*statement);
        }
    }

    /// A branch of `if`, where a function counts as if it stood in a block.
    fn scan_branch(&mut self, branch: Statement<'a>) {
        match branch {
            Statement::Function(function) => self.consider_annex_b(function),
            Statement::Variable(_) | Statement::Expression(_) | Statement::Return(_) => {
                self.scan(branch);
            }
            _ => with_stack(|| self.scan(branch)),
        }
    }

    fn scan_block(&mut self, statements: &'a [Statement<'a>]) {
        let marks = self.marks.stack.len();
        self.consider_functions(statements);
        self.mark_block(statements);
        self.scan_all(statements);
        self.marks.truncate(marks);
    }

    fn scan_loop(&mut self, head: &'a VariableDeclaration<'a>, body: Statement<'a>) {
        let marks = self.marks.stack.len();
        if head.kind == VariableKind::Var {
            self.scan_variables(head);
        } else {
            self.mark_variables(head);
        }
        self.scan(body);
        self.marks.truncate(marks);
    }

    fn scan_try(&mut self, node: &'a TryStatement<'a>) {
        self.scan_block(node.block.statements);
        if let Some(handler) = node.handler {
            let marks = self.marks.stack.len();
            if let Some(parameter) = handler.parameter {
                let is_plain = matches!(parameter, BindingPattern::Identifier(_));
                for_each_name(&parameter, &mut |identifier| {
                    self.marks.push(identifier.name, identifier.span, is_plain);
                });
            }
            self.scan_block(handler.body.statements);
            self.marks.truncate(marks);
        }
        if let Some(finalizer) = node.finalizer {
            self.scan_block(finalizer.statements);
        }
    }

    fn mark_variables(&mut self, declaration: &'a VariableDeclaration<'a>) {
        for declarator in declaration.declarators {
            for_each_name(&declarator.pattern, &mut |identifier| {
                self.marks.push(identifier.name, identifier.span, false);
            });
        }
    }

    fn mark_block(&mut self, statements: &'a [Statement<'a>]) {
        for_each_lexical_name(statements, &mut |identifier| {
            self.marks.push(identifier.name, identifier.span, false);
        });
    }

    fn scan_variables(&mut self, declaration: &'a VariableDeclaration<'a>) {
        if declaration.kind != VariableKind::Var {
            return;
        }
        for declarator in declaration.declarators {
            for_each_name(&declarator.pattern, &mut |identifier| {
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
