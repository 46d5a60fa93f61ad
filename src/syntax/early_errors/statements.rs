//! Statements: jumps and labels, functions as bodies, and what strict code can't have.

use super::{Checker, LabelAround, keyword};
use crate::source::Span;
use crate::syntax::ast::IdentifierName;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::statement::{
    BreakStatement, ContinueStatement, ForTarget, LabelledStatement, Statement, SwitchStatement,
    WithStatement,
};
use crate::syntax::ast::visit::{Visitor, walk_switch};

impl Checker<'_> {
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

    /// `for (var a = 1 in b)`; other heads with a value are not in the tree.
    pub(super) fn check_for_target(&mut self, target: &ForTarget<'_>) {
        if let ForTarget::Variable(head) = target
            && self.is_strict()
            && head.declarators.iter().any(|d| d.initializer.is_some())
        {
            self.strict_error(
                head.declarators[0].span,
                "for-in loop variable declaration may not have an initializer.",
                "the loop itself gives the variable its values",
            );
        }
    }

    pub(super) fn check_with(&mut self, node: &WithStatement<'_>) {
        if self.is_strict() {
            self.strict_error(
                keyword(node.span, "with"),
                "Strict mode code may not include a with statement",
                "what names mean in its body can't be seen from the text",
            );
        }
    }

    pub(super) fn check_switch<'a>(&mut self, node: &'a SwitchStatement<'a>) {
        let around = self.jumps;
        self.jumps.is_in_switch = true;
        walk_switch(self, node);
        self.jumps = around;
    }

    // Bodies.

    pub(super) fn check_loop_body<'a>(&mut self, body: Statement<'a>) {
        let around = self.jumps;
        self.jumps.is_in_loop = true;
        self.check_body(body);
        self.jumps = around;
    }

    /// A branch of `if`: sloppy code may have a function there.
    pub(super) fn check_branch<'a>(&mut self, branch: Statement<'a>) {
        match branch {
            Statement::Function(function) => {
                self.check_strict_function(function);
                self.visit_statement(branch);
            }
            _ => self.check_body(branch),
        }
    }

    /// The body of a statement: no function can be there, even with labels.
    pub(super) fn check_body<'a>(&mut self, body: Statement<'a>) {
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
        self.visit_statement(body);
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

    pub(super) fn check_labelled<'a>(&mut self, node: &'a LabelledStatement<'a>) {
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
        self.visit_statement(body);
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

    pub(super) fn check_break(&mut self, node: &BreakStatement) {
        let Some(label) = node.label else {
            if !self.jumps.is_in_loop && !self.jumps.is_in_switch && !self.breaks_off(node.span) {
                let message = "Illegal break statement";
                let label = match self.jumps.is_called_in_loop {
                    true => "the loop is outside of the function that this stands in",
                    false => "there is no loop or switch around that it could leave",
                };
                self.error(keyword(node.span, "break"), message, label);
            }
            return;
        };
        self.check_word(label.name, label.span);
        if self.label_around(label).is_none() {
            self.undefined_label(label);
        }
    }

    pub(super) fn check_continue(&mut self, node: &ContinueStatement) {
        let place = keyword(node.span, "continue");
        let Some(label) = node.label else {
            if !self.jumps.is_in_loop && !self.breaks_off(node.span) {
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
