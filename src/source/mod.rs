//! Source texts and places in them.
//!
//! Owns: the text of a file or snippet with the name it is shown under, spans, and the way from
//! a byte offset to a line and column. Doesn't own: reading files, and showing places to a user.
//!
//! Invariant: offsets are bytes into the UTF-8 text and fit in 32 bits.

use std::cell::OnceCell;
use std::ops::Range;

/// A half-open range of byte offsets in one source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to but not including `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// An empty span at `offset`.
    #[must_use]
    pub const fn empty(offset: u32) -> Self {
        Self {
            start: offset,
            end: offset,
        }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as an index range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The text of one file or snippet, and the name to show for it.
#[derive(Debug)]
pub struct SourceText {
    name: String,
    text: String,
    line_starts: OnceCell<Vec<u32>>,
    is_eval: bool,
}

impl SourceText {
    /// The longest text that spans can address, in bytes.
    pub const MAX_LENGTH: usize = u32::MAX as usize - 1;

    /// A text shown under `name`. The parser refuses texts longer than [`Self::MAX_LENGTH`].
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            line_starts: OnceCell::new(),
            is_eval: false,
        }
    }

    /// A text that a running program made code of; `origin` says where.
    pub fn from_eval(origin: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            is_eval: true,
            ..Self::new(origin, text)
        }
    }

    /// Whether a running program made code of the text: its name then says where.
    #[must_use]
    pub fn is_eval(&self) -> bool {
        self.is_eval
    }

    /// The name under which the text is shown.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part of the text that `span` covers; empty if the span doesn't fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a byte offset, both from 1; the column counts UTF-16 code units, as
    /// stack traces do. Lines end at the line terminators of ECMAScript. The first call scans
    /// the text, later ones search.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset).max(1) - 1;
        let before = self.slice(Span::new(starts[line], offset.max(starts[line])));
        let column: usize = before.chars().map(char::len_utf16).sum();
        (line as u32 + 1, column as u32 + 1)
    }

    /// Offsets at which lines start; the first is 0.
    pub fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            let mut at = 0;
            while at < bytes.len() {
                let length = match bytes[at] {
                    b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
                    b'\r' | b'\n' => 1,
                    0xE2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xA8 | 0xA9])) => 3,
                    _ => {
                        at += 1;
                        continue;
                    }
                };
                at += length;
                starts.push(at as u32);
            }
            starts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::SourceText;

    #[test]
    fn lines_and_columns() {
        let source = SourceText::new("a.js", "a\r\nbé😀c\n\u{2028}d");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(3), (2, 1));
        // b, é (one unit), 😀 (two units).
        assert_eq!(source.line_column(3 + 1 + 2 + 4), (2, 5));
        assert_eq!(source.line_column(12), (3, 1));
        assert_eq!(source.line_column(15), (4, 1));
    }
}
