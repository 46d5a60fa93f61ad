//! The lines of a source: which line holds an offset, and which bytes a line has.

use crate::source::SourceText;
use std::ops::Range;

/// Line ranges of a source.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) starts: &'a [u32],
}

impl<'a> Lines<'a> {
    pub(super) fn new(source: &'a SourceText) -> Self {
        Self {
            text: source.text(),
            starts: source.line_starts(),
        }
    }

    /// The line, from 0, that holds a byte offset.
    pub(super) fn index(&self, offset: usize) -> usize {
        let after = self
            .starts
            .partition_point(|&start| start as usize <= offset);
        after.saturating_sub(1)
    }

    /// The bytes of a line without its terminator.
    pub(super) fn range(&self, index: usize) -> Range<usize> {
        let start = self.starts.get(index).map_or(0, |&start| start as usize);
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |&end| end as usize);
        let terminators = ['\n', '\r', '\u{2028}', '\u{2029}'];
        start..start + self.text[start..end].trim_end_matches(terminators).len()
    }
}
