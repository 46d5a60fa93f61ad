//! What takes time in proportion to a text: looking for a part, comparing, converting to UTF-8.
//! Each looks at the budget every few thousand units, and gives something worthless once it is
//! spent, which the next look of the engine finds.

use super::cell::{HASHED, Repr, Rope};
use crate::budget::{Budget, PIECE};
use crate::heap::{Heap, Str, Text};
use std::cmp::Ordering;

/// How many units of a text that is only gone through make a step.
const UNITS: usize = 64;

impl<'a> Text<'a> {
    /// The text in parts, as [`Budget::pieces`].
    pub fn pieces(self, budget: &Budget, each: usize) -> impl Iterator<Item = Text<'a>> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let size = rest.len().min(PIECE);
            if size == 0 || budget.spend(size / each).is_err() {
                return None;
            }
            let piece = rest.slice(0, size);
            rest = rest.slice(size, rest.len());
            Some(piece)
        })
    }

    /// As [`Text::find`], with looks at the budget.
    pub fn find_within(self, needle: Text<'_>, from: usize, budget: &Budget) -> Option<usize> {
        let size = PIECE.max(needle.len());
        if self.len() <= from.saturating_add(size) {
            return self.find(needle, from);
        }
        // Windows overlap by what a match that begins in one may need of the next.
        let last = self.len().checked_sub(needle.len())?;
        let mut begin = from;
        while begin <= last {
            let end = (begin + size + needle.len()).min(self.len());
            if let Some(at) = self.slice(begin, end).find(needle, 0) {
                budget.spend(at / UNITS).ok()?;
                return Some(begin + at);
            }
            budget.spend((end - begin) / UNITS).ok()?;
            begin += size;
        }
        None
    }

    /// As `Text::find_last`, with looks at the budget.
    pub fn find_last_within(self, needle: Text<'_>, from: usize, budget: &Budget) -> Option<usize> {
        let last = self.len().checked_sub(needle.len())?.min(from);
        let mut steps = 0;
        for at in (0..=last).rev() {
            let part = self.slice(at, at + needle.len());
            let same = match needle.len() <= PIECE {
                true => part == needle,
                false => part.is_same(needle, budget),
            };
            if same {
                return Some(at);
            }
            steps += 1;
            if steps == PIECE / 8 {
                // A place is usually told from the needle by its first units.
                budget.spend(steps / 4).ok()?;
                steps = 0;
            }
            if needle.len() > 256 {
                budget.spend(1).ok()?;
            }
        }
        None
    }

    /// Whether the units are the same, with looks at the budget.
    pub fn is_same(self, other: Text<'_>, budget: &Budget) -> bool {
        if self.len() != other.len() {
            return false;
        }
        if self.len() <= PIECE {
            return self == other;
        }
        let mut place = 0;
        self.pieces(budget, UNITS).all(|piece| {
            let start = place;
            place += piece.len();
            piece == other.slice(start, place)
        })
    }

    /// As [`Text::compare`], with looks at the budget.
    pub fn compare_within(self, other: Text<'_>, budget: &Budget) -> Ordering {
        let common = self.len().min(other.len());
        if common <= PIECE {
            return self.compare(other);
        }
        let mut place = 0;
        for piece in self.slice(0, common).pieces(budget, UNITS) {
            let start = place;
            place += piece.len();
            let order = piece.compare(other.slice(start, place));
            if order.is_ne() {
                return order;
            }
        }
        self.len().cmp(&other.len())
    }

    /// As [`Text::to_utf8`], with looks at the budget.
    pub fn to_utf8_within(self, budget: &Budget) -> String {
        if self.len() <= PIECE {
            return self.to_utf8();
        }
        let mut text = String::with_capacity(self.len());
        self.push_utf8(&mut text, budget);
        text
    }

    /// Adds the text as UTF-8, lone surrogates replaced by U+FFFD, with looks at the budget.
    pub fn push_utf8(self, text: &mut String, budget: &Budget) {
        let mut rest = self;
        while !rest.is_empty() && budget.spend(rest.len().min(PIECE) / UNITS).is_ok() {
            let mut size = rest.len().min(PIECE);
            // A surrogate and what may be its other half stay together.
            if size < rest.len() && (0xD800..0xDC00).contains(&rest.at(size - 1)) {
                size -= 1;
            }
            rest.slice(0, size).append_utf8(text);
            rest = rest.slice(size, rest.len());
        }
    }
}

impl Heap {
    /// A string's code units, one by one; they end early where the budget is spent.
    pub fn each_unit(&self, string: Str) -> impl Iterator<Item = u16> + Clone {
        let units = self.text(string).units().enumerate();
        units
            .take_while(|(place, _)| place % UNITS != UNITS - 1 || self.budget.spend(4).is_ok())
            .map(|(_, unit)| unit)
    }

    /// A string's code units.
    pub fn units(&self, string: Str) -> Vec<u16> {
        let text = self.text(string);
        let mut units = Vec::with_capacity(text.len());
        for piece in text.pieces(&self.budget, UNITS) {
            units.extend(piece.units());
        }
        units
    }

    /// A string's text as UTF-8, lone surrogates replaced by U+FFFD.
    pub fn utf8(&self, string: Str) -> String {
        self.text(string).to_utf8_within(&self.budget)
    }

    /// Where a string first occurs in another at or after `from`.
    pub fn find(&self, string: Str, needle: Str, from: usize) -> Option<usize> {
        self.text(string)
            .find_within(self.text(needle), from, &self.budget)
    }

    /// Where a string last occurs in another, beginning at or before `from`.
    pub fn find_last(&self, string: Str, needle: Str, from: usize) -> Option<usize> {
        self.text(string)
            .find_last_within(self.text(needle), from, &self.budget)
    }

    /// Compares two strings by code units, as `<` does.
    pub fn compare_strings(&self, a: Str, b: Str) -> Ordering {
        self.text(a).compare_within(self.text(b), &self.budget)
    }

    /// Remembers a rope whose text wasn't finished, because the program is being stopped.
    pub(in crate::heap) fn note_torn(&self, string: Str, rope: Rope) {
        self.torn.borrow_mut().push((string, rope));
    }

    /// Whether a string's text wasn't finished.
    pub(in crate::heap) fn is_torn(&self, string: Str) -> bool {
        self.torn.borrow().iter().any(|(torn, _)| *torn == string)
    }

    /// Makes strings whose text wasn't finished ropes again, and lets the budget go on.
    pub fn resume(&mut self) -> Option<crate::budget::Termination> {
        for (string, rope) in self.torn.take() {
            let cell = self.strings.get_mut(string.0);
            cell.repr = Repr::Rope(rope);
            cell.flags.set(cell.flags.get() & !HASHED);
        }
        self.budget.resume()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Termination;

    /// Texts longer than what is done at once, with `mark` at a place.
    fn long(mark: &str, place: usize, wide: bool) -> Vec<u16> {
        let filler = if wide { 0x3A9 } else { 0x61 };
        let mut units = vec![filler; PIECE * 3 + 5];
        let mark: Vec<u16> = mark.encode_utf16().collect();
        units[place..place + mark.len()].copy_from_slice(&mark);
        units
    }

    #[test]
    fn finds_what_stands_across_two_parts() {
        let budget = Budget::default();
        let needle: Vec<u16> = "bcd".encode_utf16().collect();
        for wide in [false, true] {
            for place in [
                0,
                1,
                PIECE - 2,
                PIECE - 1,
                PIECE,
                2 * PIECE + 1,
                PIECE * 3 + 2,
            ] {
                let units = long("bcd", place, wide);
                let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
                let narrow: Vec<u8> = needle.iter().map(|&unit| unit as u8).collect();
                let (text, needle) = match wide {
                    true => (Text::Utf16(&units), Text::Utf16(&needle)),
                    false => (Text::Latin1(&bytes), Text::Latin1(&narrow)),
                };
                assert_eq!(text.find_within(needle, 0, &budget), Some(place));
                assert_eq!(text.find_within(needle, place, &budget), Some(place));
                assert_eq!(text.find_within(needle, place + 1, &budget), None);
                assert_eq!(
                    text.find_last_within(needle, usize::MAX, &budget),
                    Some(place)
                );
                assert_eq!(text.find_within(text, 0, &budget), Some(0));
                assert_eq!(text.find_last_within(text, 9, &budget), Some(0));
            }
        }
    }

    #[test]
    fn compares_and_converts_as_short_texts_do() {
        let budget = Budget::default();
        for (place, wide) in [(PIECE, false), (2 * PIECE + 7, true)] {
            let (one, other) = (long("b", place, wide), long("c", place, wide));
            let (a, b) = (Text::Utf16(&one), Text::Utf16(&other));
            assert!(a.is_same(a, &budget) && !a.is_same(b, &budget));
            assert_eq!(a.compare_within(b, &budget), a.compare(b));
            assert_eq!(b.compare_within(a, &budget), b.compare(a));
            let longer = Text::Utf16(&one[..PIECE * 2 + 9]);
            assert_eq!(longer.compare_within(a, &budget), longer.compare(a));
            assert_eq!(a.to_utf8_within(&budget), a.to_utf8());
        }
        let latin1: Vec<u8> = (0..PIECE * 2 + 3).map(|place| place as u8).collect();
        let text = Text::Latin1(&latin1);
        assert_eq!(text.to_utf8_within(&budget), text.to_utf8());
        let pairs: Vec<u16> = "x\u{1F600}"
            .encode_utf16()
            .cycle()
            .take(PIECE * 2)
            .collect();
        let text = Text::Utf16(&pairs);
        assert_eq!(text.to_utf8_within(&budget), text.to_utf8());
    }

    #[test]
    fn a_rope_that_was_torn_is_a_rope_again() {
        let mut heap = Heap::of_test();
        let (a, b) = (
            heap.new_latin1(&[b'a'; 1000]),
            heap.new_latin1(&[b'b'; 1000]),
        );
        let mut rope = a;
        for _ in 0..1000 {
            rope = heap.concat(b, rope).expect("it isn't too long");
        }
        heap.budget.stop(Termination::Timeout);
        assert_eq!(heap.text(rope).len(), 1_001_000);
        let key = heap.property_key(rope);
        assert_eq!(key.as_index(), Some(0));
        assert_eq!(heap.resume(), Some(Termination::Timeout));
        assert_eq!(
            heap.text(rope).slice(999_999, 1_000_001),
            Text::Latin1(b"ba")
        );
        let key = heap.property_key(rope);
        assert_eq!(heap.property_key(rope), key);
        assert!(key.as_atom().is_some());
    }
}
