//! Comments that ignore findings: `// minijs-ignore E02: reason`.
//!
//! One behind code is for its line, one on a line of its own for the next line with code.

use super::finding::{Edit, Finding, Fix};
use super::lints::{BAD_IGNORE, SYNTAX, UNUSED_IGNORE, find};
use crate::budget::Budget;
use crate::diagnostics::Diagnostic;
use crate::source::{SourceText, Span};
use crate::syntax::ast::Program;
use crate::syntax::ast::expression::{Expression, RegExpLiteral, StringLiteral};
use crate::syntax::ast::visit::{Visitor, walk_statements};

/// How such a comment begins.
pub const MARK: &str = "minijs-ignore";

/// Takes away the findings that comments ignore, and adds what is wrong with the comments.
pub fn apply(program: &Program<'_>, source: &SourceText, found: &mut Vec<Finding>) {
    if !source.text().contains(MARK) {
        return;
    }
    for comment in comments(program, source) {
        let text = source.slice(comment.words);
        let (codes, reason) = match text.split_once(':') {
            Some((codes, reason)) => (codes, reason.trim()),
            None => (text, ""),
        };
        let words: Vec<&str> = codes
            .split([',', ' '])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        if let Some(problem) = problem(&words, reason) {
            let diagnostic = Diagnostic::error(problem, comment.span)
                .with_label("has no effect")
                .with_note("It is written `// minijs-ignore E02: the reason`.");
            found.push(Finding {
                code: BAD_IGNORE.code,
                diagnostic,
                fix: None,
            });
            continue;
        }
        for word in &words {
            let Some(lint) = find(word) else { continue };
            let before = found.len();
            found.retain(|finding| {
                let start = finding.diagnostic.primary.span.start;
                finding.code != lint.code
                    || !(comment.line.start..comment.line.end).contains(&start)
            });
            if found.len() == before {
                found.push(unused(source, &comment, lint.code, words.len() == 1));
            }
        }
    }
}

fn problem(words: &[&str], reason: &str) -> Option<String> {
    if words.is_empty() {
        return Some(String::from(
            "This comment doesn't say which code it ignores",
        ));
    }
    if let Some(unknown) = words.iter().find(|word| find(word).is_none()) {
        return Some(format!("There is no code '{unknown}' to ignore"));
    }
    let kept = [SYNTAX.code, BAD_IGNORE.code, UNUSED_IGNORE.code];
    if let Some(word) = words
        .iter()
        .find(|word| find(word).is_some_and(|lint| kept.contains(&lint.code)))
    {
        return Some(format!("{word} can't be ignored"));
    }
    reason
        .is_empty()
        .then(|| String::from("This comment doesn't say why"))
}

fn unused(source: &SourceText, comment: &Comment, code: &str, is_only: bool) -> Finding {
    let diagnostic = Diagnostic::error(format!("There is no {code} here to ignore"), comment.span)
        .with_label("ignores nothing");
    let fix = is_only.then(|| {
        let edits = vec![Edit::replace(removal(source, comment), "")];
        Fix::safe("Remove the comment", edits)
    });
    Finding {
        code: UNUSED_IGNORE.code,
        diagnostic,
        fix,
    }
}

/// What goes with a comment: its line, if it has one, or else the blanks before it.
fn removal(source: &SourceText, comment: &Comment) -> Span {
    let text = source.text();
    let before = &text[..comment.span.start as usize];
    let bare = before.trim_end_matches([' ', '\t']);
    if bare.is_empty() || bare.ends_with('\n') {
        let after = &text[comment.span.end as usize..];
        let more = match after.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => 0,
        };
        return Span::new(bare.len() as u32, comment.span.end + more);
    }
    Span::new(bare.len() as u32, comment.span.end)
}

/// A comment that ignores.
struct Comment {
    /// From its slashes to the end of its line.
    span: Span,
    /// What follows the mark.
    words: Span,
    /// The line that it is for.
    line: Span,
}

fn comments(program: &Program<'_>, source: &SourceText) -> Vec<Comment> {
    let text = source.text();
    let mut literals = Literals { spans: Vec::new() };
    walk_statements(&mut literals, program.statements);
    let mut comments = Vec::new();
    for (at, _) in text.match_indices(MARK) {
        let before = text[..at].trim_end_matches([' ', '\t']);
        let offset = at as u32;
        let is_in_literal = literals
            .spans
            .iter()
            .any(|span| span.start <= offset && offset < span.end);
        if !before.ends_with("//") || is_in_literal {
            continue;
        }
        let start = before.len() - 2;
        let end = at + text[at..].find(['\n', '\r']).unwrap_or(text.len() - at);
        comments.push(Comment {
            span: Span::new(start as u32, end as u32),
            words: Span::new((at + MARK.len()) as u32, end as u32),
            line: line_for(source, start, end),
        });
    }
    comments
}

/// The line that a comment from `start` to `end` is for.
fn line_for(source: &SourceText, start: usize, end: usize) -> Span {
    let text = source.text();
    let own = text[..start].rfind('\n').map_or(0, |at| at + 1);
    if !text[own..start].trim().is_empty() {
        return Span::new(own as u32, end as u32);
    }
    let mut at = end;
    for line in text[end..].split_inclusive('\n') {
        let next = at + line.len();
        let bare = line.trim();
        if !bare.is_empty() && !bare.starts_with("//") {
            return Span::new(at as u32, next as u32);
        }
        at = next;
    }
    Span::empty(text.len() as u32)
}

/// Collects what looks like a comment and is none.
struct Literals {
    spans: Vec<Span>,
}

impl<'a> Visitor<'a> for Literals {
    fn budget(&self) -> Option<&Budget> {
        None
    }

    fn enter_expression(&mut self, expression: Expression<'a>) {
        let template = match expression {
            Expression::Template(node) => node,
            Expression::TaggedTemplate(node) => node.template,
            _ => return,
        };
        self.spans
            .extend(template.chunks.iter().map(|chunk| chunk.span));
    }

    fn visit_string(&mut self, literal: &'a StringLiteral<'a>) {
        self.spans.push(literal.span);
    }

    fn visit_regexp(&mut self, literal: &'a RegExpLiteral<'a>) {
        self.spans.push(literal.span);
    }
}
