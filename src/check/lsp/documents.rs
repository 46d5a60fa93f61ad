//! The texts as the editor has them.

use super::positions::Lines;
use crate::check::apply::with_edits;
use crate::check::finding::{Edit, Finding};
use crate::check::text::findings;
use crate::source::SourceText;
use serde_json::Value;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

/// An open text.
pub struct Document {
    /// The text, under its address.
    pub source: Rc<SourceText>,
    /// The editor's number for this state of it.
    pub version: Option<i64>,
    /// When to tell what is found, if that isn't told yet.
    pub due: Option<Instant>,
    findings: Option<Vec<Finding>>,
}

impl Document {
    /// A text that was opened.
    pub fn new(uri: &str, text: &str, version: Option<i64>, due: Instant) -> Document {
        Document {
            source: Rc::new(SourceText::new(uri, text)),
            version,
            due: Some(due),
            findings: None,
        }
    }

    /// What is found in it.
    pub fn findings(&mut self) -> &[Finding] {
        let source = &self.source;
        self.findings.get_or_insert_with(|| findings(source))
    }

    /// Makes changes, one after the other; false if one can't be understood, and then none.
    pub fn change(&mut self, changes: &[Value]) -> bool {
        let mut text = self.source.text().to_owned();
        for change in changes {
            let Some(new) = change.get("text").and_then(Value::as_str) else {
                return false;
            };
            text = match change.get("range") {
                None | Some(Value::Null) => new.to_owned(),
                Some(range) => match Lines::new(&text).span(range) {
                    Some(span) => with_edits(&text, &[Edit::replace(span, new)]),
                    None => return false,
                },
            };
        }
        self.source = Rc::new(self.source.with_text(text));
        self.findings = None;
        true
    }
}

/// All open texts, by their addresses.
pub type Documents = HashMap<String, Document>;
