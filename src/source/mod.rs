//! Source texts and places in them.
//!
//! Owns: the text of a file or snippet with the name it is shown under, spans, and the way from
//! a byte offset to a line and column. Doesn't own: reading files, and showing places to a user.
//!
//! Invariant: offsets are bytes into the UTF-8 text and fit in 32 bits.

pub(crate) mod identifier;

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

    /// The span as an index range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What `import()` in a text does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Imports {
    /// It imports.
    #[default]
    Allowed,
    /// It imports, of which the program is warned.
    Experimental,
    /// It rejects: who compiled the text didn't say how it imports.
    Unspecified,
    /// It rejects: who compiled the text gave a function, which isn't called.
    Uncalled,
}

/// Where a text begins in what it is a part of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shift {
    /// How many lines come before it.
    pub lines: i64,
    /// How many columns come before one of its lines.
    pub columns: i64,
    /// Which line that is, from 0.
    pub line: u32,
}

/// The text of one file or snippet, and the name to show for it.
#[derive(Debug)]
pub struct SourceText {
    name: String,
    text: String,
    line_starts: OnceCell<Vec<u32>>,
    /// The first of the characters that represent lone surrogates, if the text has some.
    stand_ins: Option<u32>,
    is_eval: bool,
    is_internal: bool,
    /// What specifiers in it are relative to, where that isn't the name.
    base: Option<Box<str>>,
    imports: Imports,
    shift: Shift,
}

const SURROGATES: u32 = 0xD800;
const SURROGATE_COUNT: u32 = 0x800;

/// The planes of private use, from which a block of characters is taken that the text doesn't use.
const PRIVATE_USE: std::ops::RangeInclusive<u32> = 0xF_0000..=0x10_FFFF;

impl SourceText {
    /// The longest text that spans can address, in bytes.
    pub const MAX_LENGTH: usize = u32::MAX as usize - 1;

    /// A text shown under `name`. The parser refuses texts longer than [`Self::MAX_LENGTH`].
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            line_starts: OnceCell::new(),
            stand_ins: None,
            is_eval: false,
            is_internal: false,
            base: None,
            imports: Imports::Allowed,
            shift: Shift::default(),
        }
    }

    /// The same text as a part of something else.
    #[must_use]
    pub fn shifted(self, shift: Shift) -> Self {
        Self { shift, ..self }
    }

    /// The same text, with another meaning of `import()`.
    #[must_use]
    pub fn with_imports(self, imports: Imports) -> Self {
        Self { imports, ..self }
    }

    /// What `import()` in it does.
    #[must_use]
    pub fn imports(&self) -> Imports {
        self.imports
    }

    /// A text of the host's own: names in it mean the built-ins as they were made, and stacks don't
    /// list its functions.
    pub fn internal(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            is_internal: true,
            ..Self::new(name, text)
        }
    }

    /// Another text from the same place.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self {
            is_eval: self.is_eval,
            base: self.base.clone(),
            imports: self.imports,
            ..Self::new(self.name.clone(), text)
        }
    }

    /// The same text, with specifiers in it relative to those of another one: an eval's.
    #[must_use]
    pub fn within(self, other: &SourceText) -> Self {
        Self {
            base: Some(other.base().into()),
            imports: other.imports,
            ..self
        }
    }

    /// The path or URL that specifiers in it are relative to.
    #[must_use]
    pub fn base(&self) -> &str {
        self.base.as_deref().unwrap_or(&self.name)
    }

    /// Whether it is a text of the host's own that programs can import by its name.
    #[must_use]
    pub fn is_public_module(&self) -> bool {
        let name = self.name.strip_prefix("node:");
        self.is_internal && name.is_some_and(|name| !name.starts_with("internal/"))
    }

    /// Whether it is a text of the host's own.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.is_internal
    }

    /// A text that a running program made code of; `origin` says where.
    pub fn of_eval(origin: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            is_eval: true,
            ..Self::new(origin, text)
        }
    }

    /// As [`SourceText::from_units`], of a text that a running program made code of.
    pub fn from_eval(origin: impl Into<String>, units: impl Iterator<Item = u16> + Clone) -> Self {
        Self {
            is_eval: true,
            ..Self::from_units(origin, units)
        }
    }

    /// A text of UTF-16 code units, which may be lone surrogates: characters that it doesn't have
    /// otherwise represent them.
    pub fn from_units(name: impl Into<String>, units: impl Iterator<Item = u16> + Clone) -> Self {
        let decoded = char::decode_utf16(units);
        let (mut has_lone, mut used) = (false, 0_u64);
        for unit in decoded.clone() {
            match unit {
                Ok(character) if PRIVATE_USE.contains(&(character as u32)) => {
                    used |= 1 << ((character as u32 - PRIVATE_USE.start()) / SURROGATE_COUNT);
                }
                Ok(_) => {}
                Err(_) => has_lone = true,
            }
        }
        // With all 64 blocks in use, the last characters of Unicode do double duty.
        let block = (!used).trailing_zeros().min(u64::BITS - 1);
        let start = PRIVATE_USE.start() + block * SURROGATE_COUNT;
        let text: String = decoded
            .map(|unit| {
                unit.unwrap_or_else(|error| {
                    let offset = u32::from(error.unpaired_surrogate()) - SURROGATES;
                    char::from_u32(start + offset).unwrap_or(char::REPLACEMENT_CHARACTER)
                })
            })
            .collect();
        Self {
            stand_ins: has_lone.then_some(start),
            ..Self::new(name, text)
        }
    }

    /// A part of the text, or what was made of one, as UTF-16 with its lone surrogates; nothing
    /// where the text has none.
    #[must_use]
    pub fn with_surrogates(&self, units: impl Iterator<Item = u16>) -> Option<Vec<u16>> {
        let start = self.stand_ins?;
        let mut restored = Vec::new();
        for unit in char::decode_utf16(units) {
            match unit {
                Ok(character) => match (character as u32).checked_sub(start) {
                    Some(offset) if offset < SURROGATE_COUNT => {
                        restored.push((SURROGATES + offset) as u16);
                    }
                    _ => restored.extend_from_slice(character.encode_utf16(&mut [0; 2])),
                },
                Err(error) => restored.push(error.unpaired_surrogate()),
            }
        }
        Some(restored)
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
    /// stack traces do, and both count what comes before the text. Lines end at the line terminators
    /// of ECMAScript. The first call scans the text, later ones search.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset).max(1) - 1;
        let before = self.slice(Span::new(starts[line], offset.max(starts[line])));
        let column: usize = before.chars().map(char::len_utf16).sum();
        let Shift {
            lines,
            columns,
            line: shifted,
        } = self.shift;
        let columns = if line as u32 == shifted { columns } else { 0 };
        let place = |from_zero: usize, more: i64| {
            let place = (from_zero as i64).saturating_add(more) + 1;
            u32::try_from(place.max(0)).unwrap_or(u32::MAX)
        };
        (place(line, lines), place(column, columns))
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

/// A text without the byte order mark that it may begin with.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{Shift, SourceText};

    #[test]
    fn lone_surrogates_are_given_back() {
        let units = [0x61, 0xD800, 0xDBFF, 0xDFFF, 0xDB80, 0xDC00, 0xDFFF];
        let source = SourceText::from_eval("eval", units.into_iter());
        let restored = source.with_surrogates(source.text().encode_utf16());
        assert_eq!(restored.as_deref(), Some(&units[..]));
        let plain = SourceText::from_eval("eval", "a\u{10FFFF}".encode_utf16());
        assert_eq!(plain.text(), "a\u{10FFFF}");
        assert!(plain.with_surrogates("a".encode_utf16()).is_none());
    }

    #[test]
    fn lines_and_columns() {
        let source = SourceText::new("a.js", "a\r\nbé😀c\n\u{2028}d");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(3), (2, 1));
        // b, é (one unit), 😀 (two units).
        assert_eq!(source.line_column(3 + 1 + 2 + 4), (2, 5));
        assert_eq!(source.line_column(12), (3, 1));
        assert_eq!(source.line_column(15), (4, 1));
        let source = source.shifted(Shift {
            lines: 9,
            columns: -1,
            line: 1,
        });
        assert_eq!(source.line_column(0), (10, 1));
        assert_eq!(source.line_column(3 + 1 + 2 + 4), (11, 4));
    }
}
