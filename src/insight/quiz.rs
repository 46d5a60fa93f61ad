//! A prediction of a program's output against the truth.

use super::rules;
use super::story::Story;
use std::fmt::Write;

/// Where a prediction left the truth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// How many lines were right before the first that wasn't.
    pub right: usize,
    /// How many lines there are.
    pub lines: usize,
    /// What to say.
    pub text: String,
}

impl Verdict {
    /// Whether all was right.
    pub fn is_right(&self) -> bool {
        self.text.is_empty()
    }
}

/// The lines that a program printed, each with the number of the output that began it.
pub fn lines(story: &Story<'_>) -> Vec<(String, usize)> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    let mut is_open = false;
    for (index, output) in story.outputs.iter().enumerate() {
        let text = String::from_utf8_lossy(&output.bytes).into_owned();
        for part in text.split_inclusive('\n') {
            let line = part.trim_end_matches('\n');
            match lines.last_mut() {
                Some(last) if is_open => last.0.push_str(line),
                _ => lines.push((String::from(line), index)),
            }
            is_open = !part.ends_with('\n');
        }
    }
    lines
}

/// Judges a prediction: its lines in the order in which they were expected.
pub fn judge(story: &Story<'_>, predicted: &[&str]) -> Verdict {
    let truth = lines(story);
    let same = truth
        .iter()
        .zip(predicted)
        .take_while(|((line, _), predicted)| line.trim() == predicted.trim());
    let right = same.count();
    let mut text = String::new();
    if right < truth.len() || right < predicted.len() {
        let number = right + 1;
        match (truth.get(right), predicted.get(right)) {
            (Some((line, output)), predicted) => {
                let why = rules::why(story, *output);
                let predicted = predicted.map_or_else(
                    || String::from("nothing more"),
                    |line| format!("'{}'", line.trim()),
                );
                let _ = writeln!(
                    text,
                    "Line {number} is '{line}', not {predicted}: {}.",
                    why.reason
                );
                let _ = writeln!(text, "The rule is {}: {}", why.rule, why.rule().sentence);
            }
            (None, Some(predicted)) => {
                let _ = writeln!(
                    text,
                    "There is no line {number} ('{}'): the program has ended by then.",
                    predicted.trim()
                );
            }
            (None, None) => {}
        }
    }
    Verdict {
        right,
        lines: truth.len(),
        text,
    }
}
