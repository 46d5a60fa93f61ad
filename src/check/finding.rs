//! What a lint finds, and the change that it suggests.
//!
//! Owns: the plain data. Doesn't own: the wording (each lint's), showing it (`output`), applying changes
//! (`apply`).

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// One thing found in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The lint's code.
    pub code: &'static str,
    /// What is said, with its places.
    pub diagnostic: Diagnostic,
    /// What could be done.
    pub fix: Option<Fix>,
}

/// A change to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: 'Await it'.
    pub title: String,
    /// The pieces to replace, in the order of the text and apart from each other.
    pub edits: Vec<Edit>,
    /// Whether it is made without asking: the program then does what it was meant to do, whoever
    /// meant it. Others are only offered.
    pub is_safe: bool,
}

/// A piece of a text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The piece; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Fix {
    /// A change that is made without asking.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix {
            title: title.into(),
            edits,
            is_safe: true,
        }
    }

    /// A change that is only offered.
    pub fn offered(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix {
            is_safe: false,
            ..Fix::safe(title, edits)
        }
    }
}

impl Edit {
    /// A replacement.
    pub fn replace(span: Span, text: impl Into<String>) -> Edit {
        Edit {
            span,
            text: text.into(),
        }
    }

    /// An insertion before the byte at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Edit {
        Edit::replace(Span::empty(offset), text)
    }
}
