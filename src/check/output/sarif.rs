//! Findings as SARIF 2.1.0, which code hosts and editors read
//! ([the format](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)).

use super::{Checked, place};
use crate::check::finding::{Edit, Finding, Fix};
use crate::check::lints::{LINTS, SYNTAX};
use crate::diagnostics::Label;
use crate::source::{SourceText, Span};
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// All findings as one run of the tool.
pub fn sarif(all: &[Checked]) -> String {
    let results: Vec<Value> = all
        .iter()
        .flat_map(|checked| {
            let one = |finding| result(&checked.source, finding);
            checked.findings.iter().map(one)
        })
        .collect();
    let rules: Vec<Value> = LINTS
        .iter()
        .map(|lint| {
            json!({
                "id": lint.code,
                "name": lint.name,
                "shortDescription": { "text": lint.summary },
                "fullDescription": { "text": lint.why },
                "defaultConfiguration": { "level": level(lint.code) },
            })
        })
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "minijs check",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn level(code: &str) -> &'static str {
    match code == SYNTAX.code {
        true => "error",
        false => "warning",
    }
}

fn result(source: &SourceText, finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let mut message = diagnostic.message.clone();
    for more in std::iter::once(&diagnostic.primary.text).chain(&diagnostic.notes) {
        if !more.is_empty() {
            message.push_str(if message.ends_with('.') { " " } else { ". " });
            message.push_str(more);
        }
    }
    let related: Vec<Value> = diagnostic
        .secondary
        .iter()
        .enumerate()
        .map(|(id, label)| related(source, id, label))
        .collect();
    let index = LINTS.iter().position(|lint| lint.code == finding.code);
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": level(finding.code),
        "message": { "text": message },
        "locations": [location(source, diagnostic.primary.span)],
        "relatedLocations": related,
    });
    if let Some(known) = &finding.fix {
        result["fixes"] = json!([fix(source, known)]);
    }
    result
}

fn location(source: &SourceText, span: Span) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(source.name()) },
        "region": region(source, span),
    } })
}

fn related(source: &SourceText, id: usize, label: &Label) -> Value {
    let mut place = location(source, label.span);
    place["id"] = json!(id);
    place["message"] = json!({ "text": label.text });
    place
}

fn fix(source: &SourceText, fix: &Fix) -> Value {
    let replacement = |edit: &Edit| {
        json!({
            "deletedRegion": region(source, edit.span),
            "insertedContent": { "text": edit.text },
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(source.name()) },
            "replacements": replacements,
        }],
    })
}

fn region(source: &SourceText, span: Span) -> Value {
    let at = place(source, span);
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    })
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
