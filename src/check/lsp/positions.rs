//! Positions of the protocol: lines from 0 that end at `\n`, `\r\n` or `\r`, and UTF-16 code units.

use crate::source::Span;
use serde_json::{Value, json};

/// The lines of a text.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends {
                starts.push(at + 1);
            }
        }
        Self { text, starts }
    }

    /// The position of a byte.
    pub fn position(&self, offset: u32) -> Value {
        let offset = (offset as usize).min(self.text.len());
        let line = self.line_of(offset as u32);
        let before = self.text.get(self.starts[line]..offset).unwrap_or("");
        let character: usize = before.chars().map(char::len_utf16).sum();
        json!({ "line": line, "character": character })
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Value {
        json!({ "start": self.position(span.start), "end": self.position(span.end) })
    }

    /// The line, from 0, that a byte is in.
    pub fn line_of(&self, offset: u32) -> usize {
        let after = self
            .starts
            .partition_point(|start| *start <= offset as usize);
        after.max(1) - 1
    }

    /// The bytes of a line, without what ends it.
    pub fn line(&self, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self
            .starts
            .get(line + 1)
            .copied()
            .unwrap_or(self.text.len());
        let bare = self.text[start..end].trim_end_matches(['\n', '\r']).len();
        Span::new(start as u32, (start + bare) as u32)
    }

    /// The byte of a position. A position behind the end of a line is that end, one in the middle of
    /// a character the character's start.
    pub fn offset(&self, position: &Value) -> Option<u32> {
        let line = position.get("line")?.as_u64()? as usize;
        let character = position.get("character")?.as_u64()? as usize;
        if line >= self.starts.len() {
            return Some(self.text.len() as u32);
        }
        let span = self.line(line);
        let mut units = 0;
        for (at, found) in self.text[span.range()].char_indices() {
            units += found.len_utf16();
            if units > character {
                return Some(span.start + at as u32);
            }
        }
        Some(span.end)
    }

    /// The span of a range; the end isn't before the start.
    pub fn span(&self, range: &Value) -> Option<Span> {
        let start = self.offset(range.get("start")?)?;
        let end = self.offset(range.get("end")?)?;
        Some(Span::new(start, end.max(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use serde_json::json;

    #[test]
    fn positions_count_utf_16() {
        let lines = Lines::new("a\r\né😀b\rc\u{2028}d\n");
        let places = [
            (0, 0, 0),
            (3, 1, 0),
            (5, 1, 1),
            (9, 1, 3),
            (11, 2, 0),
            (15, 2, 2),
            (17, 3, 0),
        ];
        for (offset, line, character) in places {
            let position = json!({ "line": line, "character": character });
            assert_eq!(lines.position(offset), position, "{offset}");
            assert_eq!(lines.offset(&position), Some(offset), "{offset}");
        }
        let beyond = json!({ "line": 1, "character": 99 });
        assert_eq!(lines.offset(&beyond), Some(10));
        let inside = json!({ "line": 1, "character": 2 });
        assert_eq!(lines.offset(&inside), Some(5));
        let after = json!({ "line": 9, "character": 0 });
        assert_eq!(lines.offset(&after), Some(17));
    }
}
