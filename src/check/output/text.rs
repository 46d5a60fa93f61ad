//! Findings for people, by the one renderer.

use super::Checked;
use crate::check::finding::{Finding, Fix};
use crate::check::lint::Lint;
use crate::check::lints::{LINTS, SYNTAX};
use crate::diagnostics::render::{render, render_warning};

/// All findings and a line that counts them.
pub fn text(all: &[Checked], colour: bool) -> String {
    let mut text = String::new();
    let mut count = 0;
    let mut fixable = 0;
    for checked in all {
        for finding in &checked.findings {
            text.push_str(&one(checked, finding, colour));
            text.push('\n');
            count += 1;
            fixable += usize::from(finding.fix.as_ref().is_some_and(|fix| fix.is_safe));
        }
    }
    if count > 0 {
        let files = all
            .iter()
            .filter(|checked| !checked.findings.is_empty())
            .count();
        text.push_str(&format!(
            "{} in {}",
            counted(count, "finding"),
            counted(files, "file")
        ));
        if fixable > 0 {
            text.push_str(&format!("; `minijs check --fix` changes {fixable} of them"));
        }
        text.push_str(". `minijs check --explain CODE` tells more.\n");
    }
    text
}

fn one(checked: &Checked, finding: &Finding, colour: bool) -> String {
    if finding.code == SYNTAX.code {
        return render(&finding.diagnostic, &checked.source, colour);
    }
    let mut diagnostic = finding.diagnostic.clone();
    if let Some(Fix { title, is_safe, .. }) = &finding.fix {
        let how = match is_safe {
            true => "--fix does it",
            false => "an editor offers it",
        };
        diagnostic.notes.push(format!(
            "{title} ({how}).",
            title = title.trim_end_matches('.')
        ));
    }
    let kind = format!("warning[{}]", finding.code);
    render_warning(&kind, &diagnostic, &checked.source, colour)
}

/// A number with its noun.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// What a lint is about, for `--explain`.
pub fn explanation(lint: &Lint) -> String {
    format!(
        "{} {}: {}\n\n{}\n\nBefore:\n{}\nAfter:\n{}",
        lint.code,
        lint.name,
        lint.summary,
        wrapped(lint.why),
        indented(lint.before),
        indented(lint.after)
    )
}

/// All lints, a line each.
pub fn list() -> String {
    LINTS
        .iter()
        .map(|lint| format!("{}  {:<20}  {}\n", lint.code, lint.name, lint.summary))
        .collect()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// A text in lines of at most 80 columns.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > 80 {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += length;
    }
    lines
}
