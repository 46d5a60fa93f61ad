//! What a user is told about a mistake: plain data, made by each phase for itself.
//!
//! How it is shown is the business of `render` (with the excerpt of a diagnostic, in the command) and
//! `uncaught` (in Node's layout).

pub mod colour;
mod excerpt;
mod lines;
#[cfg(feature = "cli")]
pub mod render;
pub mod spelling;
pub mod uncaught;

use crate::source::Span;

/// A place in the source with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark; may be empty.
    pub text: String,
}

/// One message about one source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The message, worded as V8 words it where V8 has one, without `SyntaxError: ` in front.
    pub message: String,
    /// The place of the mistake, with what was wrong there.
    pub primary: Label,
    /// Other places that explain the mistake.
    pub secondary: Vec<Label>,
    /// Advice, a sentence each.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// An error at `span` with an empty label.
    pub fn error(message: impl Into<String>, span: Span) -> Self {
        Self {
            message: message.into(),
            primary: Label {
                span,
                text: String::new(),
            },
            secondary: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The same with a remark at its place.
    #[must_use]
    pub fn with_label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// The same with one more place.
    #[must_use]
    pub fn with_secondary(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// The same with one more note.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
