//! What the editor shows and offers.

use super::documents::Document;
use super::positions::Lines;
use crate::check::apply::{fixed, with_edits};
use crate::check::finding::{Edit, Finding};
use crate::check::ignore::MARK;
use crate::check::lint::Lint;
use crate::check::lints::{BAD_IGNORE, SYNTAX, UNUSED_IGNORE, find};
use crate::check::text::findings;
use crate::source::{SourceText, Span};
use serde_json::{Value, json};
use std::rc::Rc;

/// The kind of the action that makes all changes which need no asking.
pub const FIX_ALL: &str = "source.fixAll.minijs";

const ERROR: u32 = 1;
const WARNING: u32 = 2;

/// The codes that no comment ignores.
const NEVER_IGNORED: [&str; 3] = [SYNTAX.code, UNUSED_IGNORE.code, BAD_IGNORE.code];

/// What is told of a text; `with_related` is whether the editor shows places besides.
pub fn diagnostics(document: &mut Document, with_related: bool) -> Vec<Value> {
    let source = Rc::clone(&document.source);
    let lines = Lines::new(source.text());
    document
        .findings()
        .iter()
        .map(|finding| diagnostic(&source, &lines, finding, with_related))
        .collect()
}

fn diagnostic(
    source: &SourceText,
    lines: &Lines<'_>,
    finding: &Finding,
    with_related: bool,
) -> Value {
    let told = &finding.diagnostic;
    let mut message = told.message.clone();
    for more in std::iter::once(&told.primary.text).chain(&told.notes) {
        if !more.is_empty() {
            message.push('\n');
            message.push_str(more);
        }
    }
    let is_error = finding.code == SYNTAX.code;
    let mut value = json!({
        "range": lines.range(told.primary.span),
        "severity": if is_error { ERROR } else { WARNING },
        "code": finding.code,
        "source": "minijs",
        "message": message,
    });
    if with_related && !told.secondary.is_empty() {
        let related: Vec<Value> = told
            .secondary
            .iter()
            .map(|label| {
                json!({
                    "location": { "uri": source.name(), "range": lines.range(label.span) },
                    "message": label.text,
                })
            })
            .collect();
        value["relatedInformation"] = json!(related);
    }
    value
}

/// What can be done in a range; `only` are the kinds that are asked for, if not all.
pub fn actions(document: &mut Document, range: &Value, only: Option<&[Value]>) -> Vec<Value> {
    let source = Rc::clone(&document.source);
    let lines = Lines::new(source.text());
    let Some(asked) = lines.span(range) else {
        return Vec::new();
    };
    let wants = |kind: &str| {
        only.is_none_or(|only| {
            only.iter().filter_map(Value::as_str).any(|asked| {
                let rest = kind.strip_prefix(asked);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        })
    };
    let mut actions = Vec::new();
    if wants("quickfix") {
        let found = document.findings();
        for finding in found {
            let span = finding.diagnostic.primary.span;
            if span.start <= asked.end && asked.start <= span.end {
                quick_fixes(&source, &lines, finding, found.len(), &mut actions);
            }
        }
    }
    if only.is_some() && wants(FIX_ALL) {
        actions.extend(fix_all(&source, &lines));
    }
    actions
}

/// The changes for one finding of `count`.
fn quick_fixes(
    source: &Rc<SourceText>,
    lines: &Lines<'_>,
    finding: &Finding,
    count: usize,
    actions: &mut Vec<Value>,
) {
    let told = diagnostic(source, lines, finding, false);
    if let Some(fix) = &finding.fix {
        actions.push(json!({
            "title": format!("{} ({})", fix.title, finding.code),
            "kind": "quickfix",
            "diagnostics": [told],
            "isPreferred": fix.is_safe,
            "edit": edit(source, lines, &fix.edits),
        }));
    }
    if let Some(ignoring) = ignoring(source, lines, finding, count) {
        actions.push(json!({
            "title": format!("Ignore this {} with a comment", finding.code),
            "kind": "quickfix",
            "diagnostics": [told],
            "edit": edit(source, lines, &[ignoring]),
        }));
    }
}

/// The change that makes all changes.
fn fix_all(source: &Rc<SourceText>, lines: &Lines<'_>) -> Option<Value> {
    let (after, count) = fixed(source);
    let whole = Span::new(0, source.text().len() as u32);
    let edits = [Edit::replace(whole, after.text())];
    (count > 0).then(|| {
        json!({
            "title": "Make all changes that need no asking",
            "kind": FIX_ALL,
            "edit": edit(source, lines, &edits),
        })
    })
}

fn edit(source: &SourceText, lines: &Lines<'_>, edits: &[Edit]) -> Value {
    let edits: Vec<Value> = edits
        .iter()
        .map(|edit| json!({ "range": lines.range(edit.span), "newText": edit.text }))
        .collect();
    let mut changes = serde_json::Map::new();
    changes.insert(source.name().to_owned(), json!(edits));
    json!({ "changes": changes })
}

/// A comment that ignores a finding, of which there are `count`: before its line, or behind it, where
/// either has that effect and no other.
fn ignoring(
    source: &Rc<SourceText>,
    lines: &Lines<'_>,
    finding: &Finding,
    count: usize,
) -> Option<Edit> {
    if NEVER_IGNORED.contains(&finding.code) {
        return None;
    }
    let line = lines.line(lines.line_of(finding.diagnostic.primary.span.start));
    let text = source.slice(line);
    let indent = &text[..text.len() - text.trim_start().len()];
    let comment = format!("// {MARK} {}: (the reason)", finding.code);
    let edits = [
        Edit::insert(line.start, format!("{indent}{comment}\n")),
        Edit::insert(line.end, format!(" {comment}")),
    ];
    edits.into_iter().find(|edit| {
        let text = with_edits(source.text(), std::slice::from_ref(edit));
        let after = findings(&Rc::new(source.with_text(text)));
        let is_trouble = |finding: &Finding| NEVER_IGNORED.contains(&finding.code);
        after.len() < count && !after.iter().any(is_trouble)
    })
}

/// What a code at a position means: one that is written there, or that of a finding.
pub fn hover(document: &mut Document, position: &Value) -> Option<Value> {
    let source = Rc::clone(&document.source);
    let lines = Lines::new(source.text());
    let offset = lines.offset(position)?;
    let (lint, span) = match written_code(&source, &lines, offset) {
        Some(written) => written,
        None => {
            let found = document.findings().iter().find(|finding| {
                let span = finding.diagnostic.primary.span;
                span.start <= offset && offset <= span.end
            })?;
            (find(found.code)?, found.diagnostic.primary.span)
        }
    };
    Some(json!({
        "contents": { "kind": "markdown", "value": markdown(lint) },
        "range": lines.range(span),
    }))
}

/// The code that a comment names at an offset.
fn written_code(
    source: &SourceText,
    lines: &Lines<'_>,
    offset: u32,
) -> Option<(&'static Lint, Span)> {
    let line = lines.line(lines.line_of(offset));
    let text = source.slice(line);
    if !text.contains(MARK) {
        return None;
    }
    let at = (offset - line.start) as usize;
    let ends = |found: char| !found.is_ascii_alphanumeric() && found != '-';
    let before = text.get(..at)?.trim_end_matches(|found| !ends(found));
    let start = before.len();
    let end = at + text[at..].find(ends).unwrap_or(text.len() - at);
    let lint = find(&text[start..end])?;
    let span = Span::new(line.start + start as u32, line.start + end as u32);
    Some((lint, span))
}

fn markdown(lint: &Lint) -> String {
    format!(
        "**{} {}**: {}\n\n{}\n\nBefore:\n```js\n{}\n```\nAfter:\n```js\n{}\n```\n",
        lint.code, lint.name, lint.summary, lint.why, lint.before, lint.after
    )
}
