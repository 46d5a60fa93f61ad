//! Which mistake of a text is told: the one that a reader from the top meets first.
//!
//! A mistake in the grammar ends parsing, and early errors are found in trees. So what stands before
//! the mistake is parsed alone, completed by the driver, and its early errors are looked for.
//! Those at the end of the beginning are of what was made up, and don't count.

use std::rc::Rc;

use super::program::{Extent, Owner, parse_program};
use crate::budget::Budget;
use crate::diagnostics::Label;
use crate::source::SourceText;
use crate::syntax::ast::Goal;
use crate::syntax::syntax_error::{Failure, SyntaxError};
use crate::syntax::{early_errors, scope};

/// How often a beginning may turn out to have a mistake in its own grammar, which is rare.
const MOST: usize = 4;

/// The first mistake of a text that the failure is a mistake of.
pub(super) fn earliest(
    failure: Failure,
    source: &SourceText,
    goal: Goal,
    budget: &Rc<Budget>,
) -> Failure {
    let unseen = unseen_character(&failure, source);
    let place = failure.diagnostic.primary.span;
    let mut first = failure;
    for _ in 0..MOST {
        match before(&first, source, goal, budget) {
            Before::Nothing => break,
            Before::Failure(failure) => first = failure,
            Before::EarlyError(error) => {
                first = error;
                break;
            }
        }
    }
    if first.diagnostic.primary.span != place {
        // What can't be seen is probably what is wrong, whatever V8 tells of it.
        first.diagnostic.secondary.extend(unseen);
    }
    first
}

/// The remark of a failure at a character that can't be seen.
fn unseen_character(failure: &SyntaxError, source: &SourceText) -> Option<Label> {
    let primary = &failure.diagnostic.primary;
    let place = primary.span.start as usize;
    let character = source.text().get(place..)?.chars().next()?;
    let is_seen = character.is_ascii_graphic() || character.is_alphanumeric();
    (!is_seen).then(|| primary.clone())
}

/// What is wrong with a beginning.
enum Before {
    Nothing,
    /// The first of its early errors.
    EarlyError(Failure),
    /// It doesn't follow the grammar either.
    Failure(Failure),
}

/// A mistake in what stands before another one.
fn before(failure: &SyntaxError, source: &SourceText, goal: Goal, budget: &Rc<Budget>) -> Before {
    let end = failure.diagnostic.primary.span.start;
    let text = source.text().get(..end as usize).unwrap_or_default();
    // A spent budget is noticed by those who asked for the text to be parsed.
    if text.is_empty() || budget.spend(text.len() / 64).is_err() {
        return Before::Nothing;
    }
    let owner = Owner::new(Rc::new(source.with_text(text.to_owned())), budget);
    let end = end.min(text.trim_end().len() as u32);
    let starts_before = |error: &SyntaxError, end| error.diagnostic.primary.span.start < end;
    match parse_program(&owner, goal, Extent::Beginning) {
        Err(earlier) if starts_before(&earlier, end) && !earlier.is_incomplete => {
            Before::Failure(earlier)
        }
        Err(_) => Before::Nothing,
        Ok(program) => {
            let scopes = scope::analyze(&program, budget);
            let checked = early_errors::check(&program, &scopes, text, budget);
            let end = program.unfinished.unwrap_or(end);
            match checked.map_err(SyntaxError::from_diagnostic) {
                Err(error) if starts_before(&error, end) && budget.stopped().is_none() => {
                    Before::EarlyError(error)
                }
                _ => Before::Nothing,
            }
        }
    }
}
