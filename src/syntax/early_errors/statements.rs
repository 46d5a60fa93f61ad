//! Statements: jumps and labels, functions as bodies, and what strict code can't have.

use super::{Checker, LabelAround, keyword};
use crate::native_stack::with_stack;
use crate::source::Span;
use crate::syntax::ast::IdentifierName;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::statement::{
    BreakStatement, ContinueStatement, ForInit, ForTarget, LabelledStatement, Statement,
    SwitchStatement, TryStatement, VariableDeclaration, VariableKind, WithStatement,
};

impl<'p> Checker<'p> {
    pub(super) fn check_statements(&mut self, statements: &[Statement<'_>]) {
        for statement in statements {
            self.check_statement(*statement);
        }
    }

    fn check_statement(&mut self, statement: Statement<'_>) {
        if self.budget.spend(1).is_err() {
            return;
        }
        match statement {
            Statement::Expression(node) => self.check_expression(node.expression),
            Statement::Variable(node) => self.check_variables(node),
            Statement::Return(node) => {
                if let Some(argument) = node.argument {
                    self.check_expression(argument);
                }
            }
            Statement::Throw(node) => self.check_expression(node.argument),
            Statement::Function(function) => with_stack(|| self.check_function(function)),
            Statement::Class(class) => with_stack(|| self.check_class(class)),
            Statement::Empty(_) | Statement::Debugger(_) => {}
            Statement::Break(node) => self.check_break(node),
            Statement::Continue(node) => self.check_continue(node),
            Statement::Import(node) => self.check_import(node),
            Statement::ExportLocal(node) => self.check_export_local(node),
            Statement::ExportFrom(node) => self.check_attributes(node.attributes),
            Statement::ExportAll(node) => self.check_attributes(node.attributes),
            Statement::ExportDefault(node) => self.check_export_default(node),
            Statement::ExportDeclaration(node) => {
                self.forbid_using(&[node.declaration], "a using declaration can't be exported");
                self.check_statement(node.declaration);
            }
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
            | Statement::Try(_) => with_stack(|| self.check_compound(statement)),
        }
    }

    fn check_compound(&mut self, statement: Statement<'_>) {
        match statement {
            Statement::Block(node) => self.check_statements(node.statements),
            Statement::If(node) => {
                let mut node = node;
                loop {
                    self.check_expression(node.test);
                    self.check_branch(node.consequent);
                    match node.alternate {
                        Some(Statement::If(next)) => node = next,
                        Some(alternate) => return self.check_branch(alternate),
                        None => return,
                    }
                }
            }
            Statement::For(node) => {
                match node.init {
                    Some(ForInit::Variable(head)) => self.check_variables(head),
                    Some(ForInit::Expression(init)) => self.check_expression(init),
                    None => {}
                }
                for part in [node.test, node.update].into_iter().flatten() {
                    self.check_expression(part);
                }
                self.check_loop_body(node.body);
            }
            Statement::ForIn(node) => {
                self.check_for_target(&node.target);
                self.check_expression(node.object);
                self.check_loop_body(node.body);
            }
            Statement::ForOf(node) => {
                self.check_for_target(&node.target);
                self.check_expression(node.iterable);
                self.check_loop_body(node.body);
            }
            Statement::While(node) => {
                self.check_expression(node.test);
                self.check_loop_body(node.body);
            }
            Statement::DoWhile(node) => {
                self.check_loop_body(node.body);
                self.check_expression(node.test);
            }
            Statement::With(node) => self.check_with(node),
            Statement::Switch(node) => self.check_switch(node),
            Statement::Labelled(node) => self.check_labelled(node),
            Statement::Try(node) => self.check_try(node),
            _ => self.check_statement(statement),
        }
    }

    /// Reports `using` declarations among statements that can't have them.
    pub(super) fn forbid_using(&mut self, statements: &[Statement<'_>], label: &str) {
        for statement in statements {
            if let Statement::Variable(node) = statement
                && node.kind.is_using()
            {
                let name = node.declarators[0].span;
                self.error(name, "Unexpected identifier", label);
            }
        }
    }

    pub(super) fn check_variables(&mut self, node: &VariableDeclaration<'_>) {
        for declarator in node.declarators {
            self.check_pattern(&declarator.pattern, node.kind != VariableKind::Var);
            if let Some(initializer) = declarator.initializer {
                self.check_expression(initializer);
            }
        }
    }

    fn check_for_target(&mut self, target: &ForTarget<'_>) {
        match target {
            ForTarget::Target(target) => {
                self.check_target(target);
            }
            ForTarget::Variable(head) => {
                self.check_variables(head);
                let has_initializer = head.declarators.iter().any(|d| d.initializer.is_some());
                // Other heads with a value are no business of strict mode, and not in the tree.
                if self.is_strict() && has_initializer {
                    self.strict_error(
                        head.declarators[0].span,
                        "for-in loop variable declaration may not have an initializer.",
                        "the loop itself gives the variable its values",
                    );
                }
            }
        }
    }

    fn check_with(&mut self, node: &WithStatement<'_>) {
        if self.is_strict() {
            self.strict_error(
                keyword(node.span, "with"),
                "Strict mode code may not include a with statement",
                "what names mean in its body can't be seen from the text",
            );
        }
        self.check_expression(node.object);
        self.check_body(node.body);
    }

    fn check_switch(&mut self, node: &SwitchStatement<'_>) {
        self.check_expression(node.discriminant);
        let around = self.jumps;
        self.jumps.is_in_switch = true;
        for case in node.cases {
            if let Some(test) = case.test {
                self.check_expression(test);
            }
            self.forbid_using(case.statements, "a using declaration needs a block here");
            self.check_statements(case.statements);
        }
        self.jumps = around;
    }

    fn check_try(&mut self, node: &TryStatement<'_>) {
        self.check_statements(node.block.statements);
        if let Some(handler) = node.handler {
            if let Some(parameter) = handler.parameter {
                self.check_pattern(&parameter, false);
            }
            self.check_statements(handler.body.statements);
        }
        if let Some(finalizer) = node.finalizer {
            self.check_statements(finalizer.statements);
        }
    }

    // Bodies.

    fn check_loop_body(&mut self, body: Statement<'_>) {
        let around = self.jumps;
        self.jumps.is_in_loop = true;
        self.check_body(body);
        self.jumps = around;
    }

    /// A branch of `if`: sloppy code may have a function there.
    fn check_branch(&mut self, branch: Statement<'_>) {
        match branch {
            Statement::Function(function) => {
                self.check_strict_function(function);
                self.check_statement(branch);
            }
            _ => self.check_body(branch),
        }
    }

    /// The body of a statement: no function can be there, even with labels.
    fn check_body(&mut self, body: Statement<'_>) {
        let mut inner = body;
        while let Statement::Labelled(labelled) = inner {
            inner = labelled.body;
        }
        if let Statement::Function(function) = inner
            && !self.is_strict()
        {
            self.error(
                keyword(function.span, "function"),
                "In non-strict mode code, functions can only be declared at top level, inside a \
                 block, or as the body of an if statement.",
                "a declaration needs a block `{ ... }` around it here",
            );
        }
        self.check_statement(body);
    }

    /// A function with a label or as a branch, which only sloppy code can have.
    fn check_strict_function(&mut self, function: &Function<'_>) {
        if self.is_strict() {
            self.strict_error(
                keyword(function.span, "function"),
                "In strict mode code, functions can only be declared at top level or inside a \
                 block.",
                "a declaration needs a block `{ ... }` around it here",
            );
        }
    }

    // Labels and jumps.

    fn check_labelled(&mut self, node: &LabelledStatement<'_>) {
        let mut body = node.body;
        let mut labels = vec![node.label];
        while let Statement::Labelled(inner) = body {
            labels.push(inner.label);
            body = inner.body;
        }
        let is_of_loop = matches!(
            body,
            Statement::For(_)
                | Statement::ForIn(_)
                | Statement::ForOf(_)
                | Statement::While(_)
                | Statement::DoWhile(_)
        );
        let count = self.labels.len();
        for label in labels {
            self.enter_label(label, is_of_loop);
        }
        if let Statement::Function(function) = body {
            self.check_strict_function(function);
        }
        self.check_statement(body);
        while self.labels.len() > count {
            let Some(label) = self.labels.pop() else {
                break;
            };
            match label.hidden {
                Some(hidden) => self.innermost_label.insert(label.name, hidden),
                None => self.innermost_label.remove(&label.name),
            };
        }
    }

    fn enter_label(&mut self, label: IdentifierName, is_of_loop: bool) {
        self.check_word(label.name, label.span);
        if let Some(other) = self.label_around(label) {
            let text = self.text(label.name);
            let message = format!("Label '{text}' has already been declared");
            let error = crate::diagnostics::Diagnostic::error(message, label.span)
                .with_label("a jump to it would have two targets")
                .with_secondary(other.span, "the statement here has the same label");
            self.report(error);
        }
        let hidden = self.innermost_label.insert(label.name, self.labels.len());
        self.labels.push(LabelAround {
            span: label.span,
            is_of_loop,
            hidden,
            name: label.name,
        });
    }

    /// The label of this name around, in the same function.
    fn label_around(&self, label: IdentifierName) -> Option<LabelAround> {
        let index = *self.innermost_label.get(&label.name)?;
        (index >= self.jumps.first_label).then(|| self.labels[index])
    }

    fn check_break(&mut self, node: &BreakStatement) {
        let Some(label) = node.label else {
            if !self.jumps.is_in_loop && !self.jumps.is_in_switch {
                let message = "Illegal break statement";
                let label = "there is no loop or switch around that it could leave";
                self.error(keyword(node.span, "break"), message, label);
            }
            return;
        };
        self.check_word(label.name, label.span);
        if self.label_around(label).is_none() {
            self.undefined_label(label);
        }
    }

    fn check_continue(&mut self, node: &ContinueStatement) {
        let place = keyword(node.span, "continue");
        let Some(label) = node.label else {
            if !self.jumps.is_in_loop {
                self.no_loop(place);
            }
            return;
        };
        self.check_word(label.name, label.span);
        match self.label_around(label) {
            None => self.undefined_label(label),
            Some(target) if !target.is_of_loop => {
                let text = self.text(label.name);
                let message = format!(
                    "Illegal continue statement: '{text}' does not denote an iteration statement"
                );
                let error = crate::diagnostics::Diagnostic::error(message, label.span)
                    .with_label("only loops have a next round to go on with")
                    .with_secondary(target.span, "this labels another kind of statement");
                self.report(error);
            }
            Some(_) => {}
        }
    }

    fn no_loop(&mut self, place: Span) {
        self.error(
            place,
            "Illegal continue statement: no surrounding iteration statement",
            "there is no loop around whose next round it could go to",
        );
    }

    fn undefined_label(&mut self, label: IdentifierName) {
        let text = self.text(label.name);
        self.error(
            label.span,
            format!("Undefined label '{text}'"),
            "no statement around has this label",
        );
    }
}
