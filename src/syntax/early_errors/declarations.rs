//! Declarations that conflict and private names that aren't declared, as the scope analysis
//! noted them.

use super::Checker;
use crate::diagnostics::Diagnostic;
use crate::syntax::ast::{Goal, Program};
use crate::syntax::scope::{Conflict, ConflictKind, Scopes};

impl<'p> Checker<'p> {
    pub(super) fn check_declarations(&mut self, program: &Program<'_>, scopes: &Scopes) {
        for conflict in &scopes.conflicts {
            // A function or class is declared when it is complete.
            if !self.unfinished_names.contains(&conflict.second.start) {
                self.report_conflict(conflict);
            }
        }
        // Whether a class around the call of eval declares them shows at run time.
        if matches!(program.goal, Goal::Eval(context) if context.in_class) {
            return;
        }
        for name in &scopes.undeclared_private_names {
            let text = self.text(name.name);
            // Where a line begins so, it isn't the operand of `in`, and names no property.
            let line = self.source[..name.span.start as usize].rsplit('\n').next();
            let label = match line.is_none_or(|line| line.trim().is_empty()) {
                true => String::from("comments start with `//`"),
                false => format!("no class around declares `#{text}`"),
            };
            self.error(
                name.span,
                format!("Private field '#{text}' must be declared in an enclosing class"),
                label,
            );
        }
    }

    fn report_conflict(&mut self, conflict: &Conflict) {
        let name = self.text(conflict.name);
        let (message, label) = match conflict.kind {
            ConflictKind::Variable => (
                format!("Identifier '{name}' has already been declared"),
                format!("`{name}` can't be declared a second time here"),
            ),
            ConflictKind::PrivateName => (
                format!("Identifier '#{name}' has already been declared"),
                format!("the class can't have a second `#{name}`"),
            ),
            ConflictKind::Parameter => (
                "Duplicate parameter name not allowed in this context".to_string(),
                format!("a second parameter `{name}` would hide the first"),
            ),
        };
        let error = Diagnostic::error(message, conflict.second);
        // The names that a CommonJS module has are written nowhere.
        let is_written = conflict.first.start < conflict.first.end;
        self.report(match is_written {
            true => error
                .with_label(label)
                .with_secondary(conflict.first, "it is first declared here"),
            false => error.with_label(format!(
                "every CommonJS module has `{name}` already, and its top level can't declare it"
            )),
        });
    }
}
