//! Early errors: what the grammar lets pass and the specification forbids all the same.
//!
//! Owns: strict mode's restrictions, the placement of jumps, `super`, `new.target` and
//! `arguments`, labels, duplicate declarations and exports, private names, regular expression
//! literals. Doesn't own: what the grammar or the tree building reject already; finding
//! conflicting declarations, which the scope analysis does on its way.
//!
//! Invariant: of all errors the first in the text is reported, worded as V8 words it. The walk goes on
//! after an error, so it needn't keep the order of the text.

mod classes;
mod declarations;
mod expressions;
mod functions;
mod literals;
mod modules;
mod names;
mod regular_expression;
mod statements;
#[cfg(test)]
mod tests;
mod visitor;

use rustc_hash::FxHashMap;

use super::ast::function::FunctionKind;
use super::ast::visit::walk_statements;
use super::ast::{BindingIdentifier, Goal, Name, Names, Program};
use super::scope::Scopes;
use crate::budget::Budget;
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Checks a program whose scopes are analysed; `source` is its text.
///
/// # Errors
/// The early error that comes first in the text. Where the budget is spent the outcome is worthless.
pub fn check(
    program: &Program<'_>,
    scopes: &Scopes,
    source: &str,
    budget: &Budget,
) -> Result<(), Diagnostic> {
    let mut checker = Checker::new(program, source, budget);
    if matches!(program.goal, Goal::Script | Goal::Eval(_)) {
        let label = "a using declaration needs a block or a function around it";
        checker.forbid_using(program.statements, label);
    }
    walk_statements(&mut checker, program.statements);
    checker.check_declarations(program, scopes);
    checker.check_exports(program.statements);
    match checker.first {
        Some(diagnostic) => Err(diagnostic),
        None => Ok(()),
    }
}

/// Why code is strict.
#[derive(Clone, Copy)]
enum Strictness {
    /// This directive says so.
    Directive(Span),
    /// It is in the class with this head.
    Class(Span),
    /// It is a module.
    Module,
    /// The code that calls eval is strict.
    Caller,
}

/// What the functions and classes around code allow in it.
#[derive(Clone, Copy)]
struct Surroundings {
    super_property: bool,
    super_call: bool,
    new_target: bool,
    arguments: bool,
}

impl Surroundings {
    fn of_program(goal: Goal) -> Self {
        let Goal::Eval(context) = goal else {
            return Self {
                super_property: false,
                super_call: false,
                new_target: false,
                arguments: true,
            };
        };
        Self {
            super_property: context.in_method,
            super_call: context.in_derived_constructor,
            new_target: context.in_function,
            arguments: !context.in_field_initializer,
        }
    }

    fn of_function(kind: FunctionKind) -> Self {
        let is_in_class = matches!(
            kind,
            FunctionKind::FieldInitializer | FunctionKind::StaticBlock
        );
        Self {
            super_property: kind != FunctionKind::Normal,
            super_call: kind == FunctionKind::DerivedConstructor,
            new_target: true,
            arguments: !is_in_class,
        }
    }
}

/// A label around a statement.
#[derive(Clone, Copy)]
struct LabelAround {
    span: Span,
    is_of_loop: bool,
    /// Where the label is in the stack of labels that this one hides: none in correct code, but
    /// a label of an outer function may have the same name.
    hidden: Option<usize>,
    name: Name,
}

/// What jumps can reach.
#[derive(Clone, Copy, Default)]
struct Jumps {
    /// The labels before are those of functions around.
    first_label: usize,
    is_in_loop: bool,
    is_in_switch: bool,
    /// Whether a loop is around the function.
    is_called_in_loop: bool,
}

/// The state of the walk.
struct Checker<'p> {
    budget: &'p Budget,
    names: &'p Names<'p>,
    source: &'p str,
    first: Option<Diagnostic>,
    strictness: Option<Strictness>,
    surroundings: Surroundings,
    jumps: Jumps,
    labels: Vec<LabelAround>,
    innermost_label: FxHashMap<Name, usize>,
    /// A class may be around that declares private names.
    is_in_class: bool,
    /// Where the text breaks off.
    end: Option<u32>,
    /// Where the names of functions and classes start that aren't complete there.
    unfinished_names: Vec<u32>,
}

impl<'p> Checker<'p> {
    fn new(program: &'p Program<'_>, source: &'p str, budget: &'p Budget) -> Self {
        let strictness = match (program.use_strict, program.goal) {
            (_, Goal::Module) => Some(Strictness::Module),
            (Some(directive), _) => Some(Strictness::Directive(directive)),
            (None, Goal::Eval(context)) if context.strict => Some(Strictness::Caller),
            (None, _) => None,
        };
        Self {
            budget,
            names: &program.names,
            source,
            first: None,
            strictness,
            surroundings: Surroundings::of_program(program.goal),
            jumps: Jumps::default(),
            labels: Vec::new(),
            innermost_label: FxHashMap::default(),
            is_in_class: matches!(program.goal, Goal::Eval(context) if context.in_class),
            end: program.unfinished,
            unfinished_names: Vec::new(),
        }
    }

    fn is_strict(&self) -> bool {
        self.strictness.is_some()
    }

    fn text(&self, name: Name) -> &'p str {
        self.names.text(name)
    }

    /// Whether the text breaks off in a node, or just behind it.
    fn breaks_off(&self, node: Span) -> bool {
        self.end.is_some_and(|end| node.end >= end)
    }

    /// Notes a function or class that the text breaks off in.
    fn note_unfinished(&mut self, node: Span, name: Option<&BindingIdentifier>) {
        if let Some(name) = name
            && self.breaks_off(node)
        {
            self.unfinished_names.push(name.span.start);
        }
    }

    /// Keeps an error if none before it is known.
    fn report(&mut self, diagnostic: Diagnostic) {
        let start = diagnostic.primary.span.start;
        let is_earlier = |first: &Diagnostic| start < first.primary.span.start;
        if self.first.as_ref().is_none_or(is_earlier) {
            self.first = Some(diagnostic);
        }
    }

    /// Reports an error with a remark at its place.
    fn error(&mut self, span: Span, message: impl Into<String>, label: impl Into<String>) {
        self.report(Diagnostic::error(message, span).with_label(label));
    }

    /// Reports an error that is one only because the code is strict, and tells why it is.
    fn strict_error(&mut self, span: Span, message: impl Into<String>, label: impl Into<String>) {
        let error = Diagnostic::error(message, span).with_label(label);
        self.report(match self.strictness {
            None => error,
            Some(Strictness::Directive(directive)) => {
                error.with_secondary(directive, "this makes the code strict")
            }
            Some(Strictness::Class(head)) => {
                error.with_secondary(head, "the code of a class is always strict")
            }
            Some(Strictness::Module) => error.with_note("The code of a module is always strict."),
            Some(Strictness::Caller) => {
                error.with_note("The code that calls eval is strict, so the text is as well.")
            }
        });
    }
}

/// The first bytes of a span, as many as a keyword has.
fn keyword(span: Span, word: &str) -> Span {
    Span::new(span.start, span.start + word.len() as u32)
}
