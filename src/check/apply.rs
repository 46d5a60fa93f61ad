//! Makes the changes that findings suggest.
//!
//! Invariant: what comes out parses if what went in did, and has nothing left that would be changed
//! without asking.

use super::finding::{Edit, Finding};
use super::lints::SYNTAX;
use super::text::findings;
use crate::source::SourceText;
use std::rc::Rc;

/// A change may make another one possible; no more rounds than this are made.
const MOST_ROUNDS: usize = 10;

/// A text with all changes made that need no asking, and how many those were.
pub fn fixed(source: &Rc<SourceText>) -> (Rc<SourceText>, usize) {
    let mut source = Rc::clone(source);
    let mut count = 0;
    for _ in 0..MOST_ROUNDS {
        let found = findings(&source);
        let (edits, made) = choose(&found);
        if made == 0 {
            break;
        }
        let text = with_edits(source.text(), &edits);
        let next = Rc::new(source.with_text(text));
        let breaks = findings(&next)
            .iter()
            .any(|finding| finding.code == SYNTAX.code);
        if breaks {
            break;
        }
        source = next;
        count += made;
    }
    (source, count)
}

/// The edits of the safe changes, in order; of two that touch each other the first one.
fn choose(found: &[Finding]) -> (Vec<Edit>, usize) {
    let mut chosen: Vec<Edit> = Vec::new();
    let mut made = 0;
    for finding in found {
        let Some(fix) = finding.fix.as_ref().filter(|fix| fix.is_safe) else {
            continue;
        };
        let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else {
            continue;
        };
        let (start, end) = (first.span.start, last.span.end);
        let is_apart = chosen
            .iter()
            .all(|edit| end < edit.span.start || edit.span.end < start);
        // One change may lie around another: the inner one then comes in the next round.
        if is_apart {
            chosen.extend(fix.edits.iter().cloned());
            made += 1;
        }
    }
    chosen.sort_by_key(|edit| edit.span.start);
    (chosen, made)
}

/// A text with pieces replaced, which are in order and apart.
pub fn with_edits(text: &str, edits: &[Edit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        changed.push_str(&text[at..edit.span.start as usize]);
        changed.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    changed.push_str(&text[at..]);
    changed
}
