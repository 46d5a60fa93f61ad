//! Functions: each has its own strictness, jumps and surroundings.

use super::{Checker, Jumps, Strictness, Surroundings};
use crate::diagnostics::Diagnostic;
use crate::syntax::ast::function::{Function, FunctionBody};

impl<'p> Checker<'p> {
    pub(super) fn check_function(&mut self, function: &Function<'_>) {
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
        // The name and the parameters are as strict as the body.
        if let Some(name) = function.name {
            self.check_binding_name(name);
        }
        if !function.is_arrow {
            self.surroundings = Surroundings::of_function(function.kind);
        }
        self.jumps = Jumps {
            first_label: self.labels.len(),
            ..Jumps::default()
        };
        for item in function.parameters.items {
            self.check_element(item);
        }
        if let Some(rest) = function.parameters.rest {
            self.check_pattern(&rest.pattern, false);
        }
        match function.body {
            FunctionBody::Block(block) => self.check_statements(block.statements),
            FunctionBody::Expression(expression) => self.check_expression(expression),
        }
        (self.strictness, self.surroundings, self.jumps) = around;
    }
}
