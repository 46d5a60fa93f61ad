//! String cells: short ones in place, Latin-1 and UTF-16 text, ropes and slices.
//!
//! Owns how a string is stored, flattened, hashed and interned. What scripts do with strings is
//! `engine::string` and `builtins`.
//!
//! A string that is appended to again and again becomes a slice of a builder: a hidden cell whose
//! text grows at its end, which no shorter slice can see. So a text built piece by piece is always
//! flat, and each piece costs a cell and its own length.
//!
//! Invariants: text that fits Latin-1 is always held as Latin-1, so that equal strings have equal
//! representations; an interned string (an atom) is flat.

use crate::heap::arena::Cell;
use crate::heap::value::Str;
use encoding_rs::mem;
use std::cell::Cell as Shared;

/// Bytes of Latin-1 text that fit into the cell itself.
pub(in crate::heap) const SHORT: usize = 22;

/// The longest string, in UTF-16 code units: V8's limit.
pub const MAX_LENGTH: usize = 0x1FFF_FFE8;

/// A string's cell.
#[derive(Default)]
pub(in crate::heap) struct StringCell {
    /// Found when it is first asked for, also while others read the text.
    pub(in crate::heap) hash: Shared<u32>,
    pub(in crate::heap) flags: Shared<u8>,
    pub(in crate::heap) repr: Repr,
}

/// The string is in the table of atoms.
pub(in crate::heap) const ATOM: u8 = 1;
/// The atom is an array index in canonical form.
pub(in crate::heap) const INDEX: u8 = 2;
/// The string has a hash.
pub(in crate::heap) const HASHED: u8 = 4;
/// The string lives as long as the heap.
pub(in crate::heap) const PINNED: u8 = 8;

/// How the text is held. Builders are boxed twice to keep the cell small.
#[allow(clippy::box_collection)]
pub(in crate::heap) enum Repr {
    Short(u8, [u8; SHORT]),
    Latin1(Box<[u8]>),
    Utf16(Box<[u16]>),
    Rope(Rope),
    Slice {
        base: Str,
        start: u32,
        length: u32,
    },
    /// Latin-1 text that grows: what slices up to its end are appended to. No value of a script.
    Latin1Builder(Box<Vec<u8>>),
    /// As `Latin1Builder`, of UTF-16 text.
    Utf16Builder(Box<Vec<u16>>),
}

/// A concatenation that hasn't been flattened yet.
#[derive(Clone, Copy)]
pub(in crate::heap) struct Rope {
    pub(in crate::heap) left: Str,
    pub(in crate::heap) right: Str,
    pub(in crate::heap) length: u32,
    pub(in crate::heap) wide: bool,
    /// How many ropes in a row were made by appending.
    pub(in crate::heap) depth: u8,
}

impl Default for Repr {
    fn default() -> Repr {
        Repr::Short(0, [0; SHORT])
    }
}

impl Cell for StringCell {
    #[inline(always)]
    fn owns_memory(&self) -> bool {
        matches!(
            self.repr,
            Repr::Latin1(_) | Repr::Utf16(_) | Repr::Latin1Builder(_) | Repr::Utf16Builder(_)
        )
    }

    #[inline(always)]
    fn has_links(&self) -> bool {
        matches!(self.repr, Repr::Rope(_) | Repr::Slice { .. })
    }
}

/// A flat string's text.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// Each byte is one code unit.
    Latin1(&'a [u8]),
    /// Code units; at least one is above 0xFF.
    Utf16(&'a [u16]),
}

impl<'a> Text<'a> {
    /// Length in code units.
    #[inline]
    pub fn len(self) -> usize {
        match self {
            Text::Latin1(text) => text.len(),
            Text::Utf16(text) => text.len(),
        }
    }

    /// Whether there is nothing.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code unit at an index below the length.
    #[inline]
    pub fn at(self, index: usize) -> u16 {
        match self {
            Text::Latin1(text) => text[index] as u16,
            Text::Utf16(text) => text[index],
        }
    }

    /// The code units in order.
    pub fn units(self) -> impl DoubleEndedIterator<Item = u16> + ExactSizeIterator + Clone + 'a {
        let len = self.len();
        (0..len).map(move |index| self.at(index))
    }

    /// The part `start..end`.
    #[inline]
    pub fn slice(self, start: usize, end: usize) -> Text<'a> {
        match self {
            Text::Latin1(text) => Text::Latin1(&text[start..end]),
            Text::Utf16(text) => Text::Utf16(&text[start..end]),
        }
    }

    /// The code point at an index, with its length in code units (a lone surrogate counts as
    /// itself).
    pub fn code_point_at(self, index: usize) -> (u32, usize) {
        let first = self.at(index) as u32;
        if (0xD800..0xDC00).contains(&first) && index + 1 < self.len() {
            let second = self.at(index + 1) as u32;
            if (0xDC00..0xE000).contains(&second) {
                return (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 2);
            }
        }
        (first, 1)
    }

    /// Where `needle` first occurs at or after `from`.
    pub fn find(self, needle: Text<'_>, from: usize) -> Option<usize> {
        if from > self.len() || needle.len() > self.len() - from {
            return None;
        }
        match (self, needle) {
            (Text::Latin1(hay), Text::Latin1(needle)) => {
                memchr::memmem::find(&hay[from..], needle).map(|at| at + from)
            }
            (Text::Utf16(hay), Text::Utf16(needle)) => {
                find_units(&hay[from..], needle).map(|at| at + from)
            }
            (Text::Utf16(hay), Text::Latin1(needle)) => {
                let needle: Vec<u16> = needle.iter().map(|&byte| byte as u16).collect();
                find_units(&hay[from..], &needle).map(|at| at + from)
            }
            // A UTF-16 text has a unit that no Latin-1 text has.
            (Text::Latin1(_), Text::Utf16(_)) => None,
        }
    }

    /// As UTF-8, lone surrogates replaced by U+FFFD.
    pub fn to_utf8(self) -> String {
        let mut utf8 = String::new();
        self.append_utf8(&mut utf8);
        utf8
    }

    /// Appends it as UTF-8, lone surrogates replaced by U+FFFD.
    pub(super) fn append_utf8(self, utf8: &mut String) {
        if let Text::Latin1(text) = self
            && text.is_ascii()
            && let Ok(text) = std::str::from_utf8(text)
        {
            return utf8.push_str(text);
        }
        let start = utf8.len();
        // The most bytes that a unit may become.
        let each = match self {
            Text::Latin1(_) => 2,
            Text::Utf16(_) => 3,
        };
        utf8.push_str(&"\0".repeat(self.len() * each));
        let room = &mut utf8.as_mut_str()[start..];
        let count = match self {
            Text::Latin1(text) => mem::convert_latin1_to_str(text, room),
            Text::Utf16(text) => mem::convert_utf16_to_str(text, room),
        };
        utf8.truncate(start + count);
    }

    /// Compares by code units, as `<` does.
    pub fn compare(self, other: Text<'_>) -> std::cmp::Ordering {
        match (self, other) {
            (Text::Latin1(a), Text::Latin1(b)) => a.cmp(b),
            (Text::Utf16(a), Text::Utf16(b)) => a.cmp(b),
            _ => self.units().cmp(other.units()),
        }
    }
}

impl PartialEq<Text<'_>> for Text<'_> {
    #[inline]
    fn eq(&self, other: &Text<'_>) -> bool {
        match (*self, *other) {
            (Text::Latin1(a), Text::Latin1(b)) => a == b,
            (Text::Utf16(a), Text::Utf16(b)) => a == b,
            // A part of a UTF-16 text may be Latin-1 in all its units.
            (Text::Latin1(a), Text::Utf16(b)) | (Text::Utf16(b), Text::Latin1(a)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| a as u16 == b)
            }
        }
    }
}

fn find_units(hay: &[u16], needle: &[u16]) -> Option<usize> {
    let Some(&first) = needle.first() else {
        return Some(0);
    };
    let last = hay.len().checked_sub(needle.len())?;
    (0..=last).find(|&at| hay[at] == first && hay[at..at + needle.len()] == *needle)
}

/// The hash of a text: the same for the same code units in either form.
#[inline]
pub(in crate::heap) fn hash_text(text: Text<'_>) -> u32 {
    match text {
        Text::Latin1(text) => hash_latin1(text),
        Text::Utf16(text) => hash_utf16(text),
    }
}

/// The hash of Latin-1 text, eight units at a time, the first the lowest; zeros behind the last.
#[inline]
fn hash_latin1(text: &[u8]) -> u32 {
    let word = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_le_bytes);
    let words = text.chunks_exact(8);
    let rest = words.remainder();
    let last = rest
        .iter()
        .rev()
        .fold(0, |word, byte| word << 8 | *byte as u64);
    let last = (!rest.is_empty()).then_some(last);
    hash_words(text.len(), words.map(word).chain(last))
}

/// A multiplicative hash of words. The tables that use it are keyed by program text, and sized so
/// that a crafted collision costs no more than a scan.
#[inline(always)]
pub(in crate::heap) fn hash_words(length: usize, words: impl Iterator<Item = u64>) -> u32 {
    let hash = words.fold(length as u64, |hash, word| {
        let product = (hash.rotate_left(5) ^ word) as u128 * 0x9E37_79B9_7F4A_7C15;
        (product as u64) ^ (product >> 64) as u64
    });
    (hash ^ (hash >> 32)) as u32
}

/// As the hash of a Latin-1 text where all units are Latin-1.
fn hash_utf16(text: &[u16]) -> u32 {
    if text.iter().all(|&unit| unit <= 0xFF) {
        let narrow: Vec<u8> = text.iter().map(|&unit| unit as u8).collect();
        return hash_latin1(&narrow);
    }
    let word = |units: &[u16]| units.iter().fold(0, |word, unit| word << 16 | *unit as u64);
    hash_words(text.len(), text.chunks(4).map(word))
}

/// The array index (at most 2^32 - 2) that a text is the canonical form of.
pub fn array_index(text: Text<'_>) -> Option<u32> {
    let len = text.len();
    if len == 0 || len > 10 || !(b'0' as u16..=b'9' as u16).contains(&text.at(0)) {
        return None;
    }
    let mut index: u64 = 0;
    for unit in text.units() {
        let digit = unit.wrapping_sub(b'0' as u16);
        if digit > 9 {
            return None;
        }
        index = index * 10 + digit as u64;
    }
    if (len > 1 && text.at(0) == b'0' as u16) || index >= u32::MAX as u64 {
        return None;
    }
    Some(index as u32)
}

/// Spreads a 32-bit hash over the 64 bits that the table looks at.
#[inline(always)]
pub(in crate::heap) fn spread(hash: u32) -> u64 {
    (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
