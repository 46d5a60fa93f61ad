//! The way into the parser: a source text becomes a [`Parsed`], or an error a person can use.
//!
//! Owns: the choice of goal, the composition of `new Function`, Node's detection of modules, and
//! which mistake is told. Doesn't own: lexing, tables, actions; LALRPOP is not visible from outside
//! of here.
//!
//! Invariant: parsing takes time linear in the text, and native stack only where it is guarded.

mod earliest;
mod program;

use std::rc::Rc;

use bumpalo::Bump;
use self_cell::self_cell;

use crate::budget::Budget;
use crate::source::{SourceText, Span};
use crate::syntax::ast::{Goal, Program};
use crate::syntax::build::{Context, FunctionContext};
use crate::syntax::lexer::Lexer;
use crate::syntax::syntax_error::{Failure, SyntaxError};
use crate::syntax::terminal::Terminal;
use earliest::earliest;
use program::{Extent, Owner, parse_program, run};

self_cell! {
    /// A program together with its text and memory.
    ///
    /// Keep it in an `Rc` as long as a function of it may still have to be lowered.
    pub struct Parsed {
        owner: Owner,

        #[covariant]
        dependent: Program,
    }
}

impl Parsed {
    /// The tree.
    #[must_use]
    pub fn program(&self) -> &Program<'_> {
        self.borrow_dependent()
    }

    /// Calls `f` with the tree.
    pub fn with_ast<R>(&self, f: impl for<'a> FnOnce(&'a Program<'a>) -> R) -> R {
        self.with_dependent(|_, program| f(program))
    }

    /// What the text was parsed within.
    #[cfg(test)]
    pub(crate) fn budget(&self) -> &Budget {
        &self.borrow_owner().budget
    }

    /// Bytes that the tree takes, without the text.
    #[must_use]
    pub fn tree_bytes(&self) -> usize {
        self.borrow_owner().bump.allocated_bytes()
    }

    /// The text.
    #[must_use]
    pub fn source(&self) -> &Rc<SourceText> {
        &self.borrow_owner().source
    }
}

/// The keywords of a function that is made from texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DynamicForm {
    /// `async`
    pub is_async: bool,
    /// `*`
    pub is_generator: bool,
}

/// Parses a text as what `goal` says.
///
/// Early errors and scopes are not looked at in a text that follows the grammar.
///
/// # Errors
/// If the text doesn't follow the grammar: the first of its mistakes, which may be an early error.
pub fn parse(source: Rc<SourceText>, goal: Goal) -> Result<Parsed, Box<SyntaxError>> {
    parse_within(source, goal, &Rc::default())
}

/// As [`parse`], within a budget.
///
/// # Errors
/// If the text doesn't follow the grammar, or the budget is spent.
pub fn parse_within(
    source: Rc<SourceText>,
    goal: Goal,
    budget: &Rc<Budget>,
) -> Result<Parsed, Box<SyntaxError>> {
    check_length(&source)?;
    let owner = Owner::new(Rc::clone(&source), budget);
    let parsed = Parsed::try_new(owner, |owner| parse_program(owner, goal, Extent::Whole));
    parsed.map_err(|failure| earliest(failure, &source, goal, budget))
}

/// Parses a function given as the texts of its parameters and body, as `new Function` does
/// ([CreateDynamicFunction](https://tc39.es/ecma262/#sec-createdynamicfunction)). The text of
/// the program, shown under `origin`, is the one that the specification composes.
///
/// # Errors
/// If parameters or body don't follow the grammar, each for itself. Where the whole doesn't either,
/// the place is one in the text with parentheses around it.
pub fn parse_dynamic_function(
    origin: &SourceText,
    form: DynamicForm,
    parameters: &str,
    body: &str,
    budget: &Rc<Budget>,
) -> Result<Parsed, Box<SyntaxError>> {
    let prefix = match (form.is_async, form.is_generator) {
        (false, false) => "function",
        (false, true) => "function*",
        (true, false) => "async function",
        (true, true) => "async function*",
    };
    let before_body = format!("{prefix} anonymous({parameters}\n) {{\n");
    let text = format!("{before_body}{body}\n}}");
    // A spent budget ends the parsing of the text below.
    let _ = budget.spend(text.len() / 64);
    let source = Rc::new(origin.with_text(text));
    check_length(&source)?;
    let context = FunctionContext {
        is_async: form.is_async,
        is_generator: form.is_generator,
        ..FunctionContext::PLAIN
    };
    let before_parameters = prefix.len() + " anonymous(".len();
    let parts = [
        (parameters, Terminal::StartParameters, before_parameters),
        (body, Terminal::StartScript, before_body.len()),
    ];
    for (part, start, offset) in parts {
        if let Err(failure) = check_part(part, start, context, offset, budget) {
            // V8 reads the whole as an expression in parentheses, and names what is wrong there.
            let whole = format!("({})", source.text());
            let whole = Rc::new(origin.with_text(whole));
            parse_within(whole, Goal::Script, budget)?;
            return Err(failure);
        }
    }
    parse_within(source, Goal::DynamicFunction, budget)
}

/// Checks that the texts of a function's parameters and body are complete, each in itself.
///
/// # Errors
/// If one doesn't follow the grammar, or the budget is spent. Places are those in the text.
pub fn check_function_parts(
    parameters: &str,
    body: &str,
    budget: &Rc<Budget>,
) -> Result<(), Box<SyntaxError>> {
    let plain = FunctionContext::PLAIN;
    check_part(parameters, Terminal::StartParameters, plain, 0, budget)?;
    check_part(body, Terminal::StartScript, plain, 0, budget)
}

/// Checks that a part of a composed function is complete in itself, so that it can't end the
/// part around it. Places in the error are shifted to the composed text.
fn check_part(
    text: &str,
    start: Terminal,
    context: FunctionContext,
    offset: usize,
    budget: &Budget,
) -> Result<(), Failure> {
    let bump = Bump::new();
    let lexer = Lexer::new(text, &bump, true);
    let shared = Context::new(&bump, text, false, context, lexer, budget);
    run(&shared, start).map(|_| ()).map_err(|mut failure| {
        let shift = |span: &mut Span| {
            span.start += offset as u32;
            span.end += offset as u32;
        };
        shift(&mut failure.diagnostic.primary.span);
        failure
            .diagnostic
            .secondary
            .iter_mut()
            .for_each(|label| shift(&mut label.span));
        failure
    })
}

fn check_length(source: &SourceText) -> Result<(), Failure> {
    if source.text().len() <= SourceText::MAX_LENGTH {
        return Ok(());
    }
    Err(SyntaxError::at(
        Span::default(),
        "The source text is longer than 4 GiB",
    ))
}

#[cfg(test)]
mod tests;
