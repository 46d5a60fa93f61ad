//! Functions: each has its own strictness, jumps and surroundings.

use super::{Checker, Jumps, Strictness, Surroundings};
use crate::diagnostics::Diagnostic;
use crate::syntax::ast::function::Function;
use crate::syntax::ast::visit::walk_function;

impl Checker<'_> {
    pub(super) fn check_function<'a>(&mut self, function: &'a Function<'a>) {
        self.note_unfinished(function.span, function.name);
        let around = (self.strictness, self.surroundings, self.jumps);
        if let Some(directive) = function.use_strict {
            if !function.parameters.is_simple() {
                let error = Diagnostic::error(
                    "Illegal 'use strict' directive in function with non-simple parameter list",
                    directive,
                )
                .with_label("it would come too late for the expressions in the parameters")
                .with_secondary(
                    function.parameters.span,
                    "a default, a pattern or a rest parameter is in here",
                );
                self.report(error);
            }
            self.strictness = self.strictness.or(Some(Strictness::Directive(directive)));
        }
        if !function.is_arrow {
            self.surroundings = Surroundings::of_function(function.kind);
        }
        self.jumps = Jumps {
            first_label: self.labels.len(),
            is_called_in_loop: self.jumps.is_in_loop || self.jumps.is_called_in_loop,
            ..Jumps::default()
        };
        // The name and the parameters are as strict as the body.
        walk_function(self, function);
        (self.strictness, self.surroundings, self.jumps) = around;
    }
}
