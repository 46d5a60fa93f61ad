//! Findings as JSON, for programs.

use super::{Checked, place};
use crate::check::finding::Finding;
use crate::check::lints::find;
use crate::diagnostics::Label;
use crate::source::SourceText;
use serde_json::{Value, json};

/// The version of the format: a number that changes when a reader has to.
const VERSION: u32 = 1;

/// All findings as one document.
pub fn json(all: &[Checked]) -> String {
    let findings: Vec<Value> = all
        .iter()
        .flat_map(|checked| {
            let one = |finding| one(&checked.source, finding);
            checked.findings.iter().map(one)
        })
        .collect();
    let document = json!({ "version": VERSION, "findings": findings });
    format!("{document:#}\n")
}

fn one(source: &SourceText, finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let related: Vec<Value> = diagnostic
        .secondary
        .iter()
        .map(|other| label(source, other))
        .collect();
    let fix = finding.fix.as_ref().map(|fix| {
        let edits: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| json!({ "place": range(source, edit.span), "text": edit.text }))
            .collect();
        json!({ "title": fix.title, "safe": fix.is_safe, "edits": edits })
    });
    json!({
        "file": source.name(),
        "code": finding.code,
        "name": find(finding.code).map(|lint| lint.name),
        "message": diagnostic.message,
        "place": range(source, diagnostic.primary.span),
        "label": diagnostic.primary.text,
        "related": related,
        "notes": diagnostic.notes,
        "fix": fix,
    })
}

fn label(source: &SourceText, label: &Label) -> Value {
    json!({ "place": range(source, label.span), "label": label.text })
}

fn range(source: &SourceText, span: crate::source::Span) -> Value {
    let at = place(source, span);
    json!({
        "line": at.line,
        "column": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
        "offset": span.start,
        "endOffset": span.end,
    })
}
