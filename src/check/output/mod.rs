//! How findings are shown: to people, to other programs, to GitHub.

pub mod github;
pub mod json;
pub mod sarif;
pub mod text;

use super::finding::Finding;
use crate::source::{SourceText, Span};
use std::rc::Rc;

/// A text and what is found in it.
pub struct Checked {
    /// The text, under the name to show.
    pub source: Rc<SourceText>,
    /// In the order of the text.
    pub findings: Vec<Finding>,
}

/// A place as people count: lines and columns from 1, columns in UTF-16 code units, the end behind
/// the last one.
pub struct Place {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// The place of a span.
pub fn place(source: &SourceText, span: Span) -> Place {
    let (line, column) = source.line_column(span.start);
    let (end_line, end_column) = source.line_column(span.end.max(span.start));
    Place {
        line,
        column,
        end_line,
        end_column,
    }
}
