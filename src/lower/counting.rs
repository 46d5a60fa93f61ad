//! Counting what runs, for a text whose parts are counted: nodes are wrapped in ones that count.
//!
//! What is counted is decided by the text's plan (`coverage_plan`): what the plan doesn't have stays
//! as it is, and so does everything in other texts.

use super::compilation_unit::Unit;
use super::forms::both;
use super::lowerer::{Lowerer, boxed};
use super::operand::LoweredPart;
use crate::coverage::{Counter, What};
use crate::engine::Agent;
use crate::interpreter::Part;
use crate::interpreter::nodes::counted::Counted;
use crate::interpreter::nodes::statement::Empty;
use crate::source::Span;
use crate::syntax::ast::expression::Expression;
use crate::syntax::ast::function::{Function, FunctionKind};

impl Unit {
    /// Has the parts of the text counted, if the agent records that and the text is wanted.
    pub(super) fn count(&self, agent: &mut Agent) {
        let Some(recording) = &mut agent.coverage else {
            return;
        };
        let plan = || self.parsed.with_ast(super::coverage_plan::plan);
        if let Some(text) = recording.begin(&self.source, plan) {
            // A text is compiled once.
            let _ = self.counts.set(text);
        }
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// The counter of something at a place, if that is counted.
    pub(super) fn counter(&self, what: What, span: Span) -> Option<Counter> {
        self.counts?.counter(what, span)
    }

    /// Counts how often a part is run.
    pub(super) fn counted(&self, what: What, span: Span, part: Part) -> Part {
        match self.counter(what, span) {
            Some(counter) => count(counter, part),
            None => part,
        }
    }

    /// Counts how often it is come to here.
    pub(super) fn counts(&self, what: What, span: Span) -> Option<Part> {
        let counter = self.counter(what, span)?;
        Some(count(counter, boxed(Empty).into()))
    }

    /// Counts how often a function's body is entered.
    pub(super) fn counts_entry(&self, function: &'a Function<'a>) -> Option<Part> {
        // The value of a field has the place of the function that it may be.
        if function.kind == FunctionKind::FieldInitializer
            || self.unit.is_wrapper(function.id.get())
        {
            return None;
        }
        self.counts(What::Function, function.span)
    }

    /// Lowers an operand that decides whether what follows it is evaluated.
    pub(super) fn counted_operand(&mut self, expression: Expression<'a>) -> LoweredPart {
        match self.counter(What::Operand, expression.span()) {
            Some(counter) => count(counter, self.expression(expression)).into(),
            None => self.lower_operand(expression),
        }
    }
}

fn count(counter: Counter, node: Part) -> Part {
    both!([node] => Counted { counter, node })
}
