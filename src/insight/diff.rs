//! Two recordings side by side: where they part, and why.

use super::quiz::lines;
use super::rules;
use super::story::Story;
use std::fmt::Write;

/// How wide a column is.
const COLUMN: usize = 38;

/// Both outputs line by line, the first difference with the reasons of both.
pub fn diff(left: &Story<'_>, right: &Story<'_>, names: [&str; 2]) -> String {
    let both = [lines(left), lines(right)];
    let mut text = String::new();
    let _ = writeln!(text, "     {:<COLUMN$} {}", cut(names[0]), cut(names[1]));
    let mut parting = None;
    for index in 0..both[0].len().max(both[1].len()) {
        let [a, b] = [0, 1].map(|side| both[side].get(index).map(|line| line.0.as_str()));
        let is_same = a == b;
        if !is_same && parting.is_none() {
            parting = Some(index);
        }
        let mark = if is_same { ' ' } else { '|' };
        let line = format!(
            "{:>3} {mark}{:<COLUMN$} {}",
            index + 1,
            cut(a.unwrap_or("")),
            cut(b.unwrap_or(""))
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let Some(index) = parting else {
        text.push_str("Both print the same.\n");
        return text;
    };
    let _ = writeln!(text, "They part at line {}:", index + 1);
    for (side, story) in [left, right].into_iter().enumerate() {
        match both[side].get(index) {
            Some((line, output)) => {
                let why = rules::why(story, *output);
                let _ = writeln!(
                    text,
                    "  {} prints '{line}': {} (rule {})",
                    names[side], why.reason, why.rule
                );
            }
            None => {
                let _ = writeln!(text, "  {} has ended", names[side]);
            }
        }
    }
    text
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(COLUMN) {
        Some((at, _)) => format!(
            "{}…",
            &text[..text[..at]
                .char_indices()
                .next_back()
                .map_or(0, |(at, _)| at)]
        ),
        None => String::from(text),
    }
}
