//! One text from its characters to its findings.

use super::finding::Finding;
use super::ignore;
use super::lints::{LINTS, SYNTAX};
use super::model::collect::collect;
use crate::source::SourceText;
use crate::syntax::ast::Goal;
use crate::syntax::detection::{Detected, detect, parse_checked};
use crate::syntax::parser::Parsed;
use crate::syntax::scope::Scopes;
use crate::syntax::syntax_error::SyntaxError;
use std::rc::Rc;

/// All that is found in a text, in its order. What the text is, the extension of its name says, or
/// else the text.
pub fn findings(source: &Rc<SourceText>) -> Vec<Finding> {
    let (parsed, scopes) = match parse(source) {
        Ok(parsed) => parsed,
        Err(error) => {
            return vec![Finding {
                code: SYNTAX.code,
                diagnostic: error.diagnostic,
                fix: None,
            }];
        }
    };
    let mut found = Vec::new();
    parsed.with_ast(|program| {
        let model = collect(program, &scopes, source);
        for lint in LINTS {
            lint.run(&model, &mut found);
        }
        found.sort_by_key(|finding| (finding.diagnostic.primary.span.start, finding.code));
        keep_the_closer(&mut found);
        ignore::apply(program, source, &mut found);
    });
    found.sort_by_key(|finding| (finding.diagnostic.primary.span.start, finding.code));
    found
}

fn parse(source: &Rc<SourceText>) -> Result<(Parsed, Scopes), Box<SyntaxError>> {
    let budget = Rc::default();
    let goal = match source.name().rsplit_once('.') {
        Some((_, "mjs")) => Some(Goal::Module),
        Some((_, "cjs")) => Some(Goal::CommonJs),
        _ => None,
    };
    match goal {
        Some(goal) => parse_checked(Rc::clone(source), goal, &budget),
        None => match detect(Rc::clone(source), &budget)? {
            Detected::CommonJs(parsed, scopes) => Ok((parsed, scopes)),
            Detected::Module => parse_checked(Rc::clone(source), Goal::Module, &budget),
        },
    }
}

/// Where a promise is dropped because a `return` was forgotten, one finding says it.
fn keep_the_closer(found: &mut Vec<Finding>) {
    let forgotten: Vec<_> = found
        .iter()
        .filter(|finding| finding.code == "E03")
        .flat_map(|finding| &finding.diagnostic.secondary)
        .map(|label| label.span)
        .collect();
    found.retain(|finding| {
        let span = finding.diagnostic.primary.span;
        let is_told = forgotten
            .iter()
            .any(|other| other.start <= span.start && span.end <= other.end);
        !(finding.code == "E02" && is_told)
    });
}
