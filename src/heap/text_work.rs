//! What takes time in proportion to a text: looking for a part, comparing, converting to UTF-8.
//! Each looks at the budget every few thousand units, and gives something worthless once it is
//! spent, which the next look of the engine finds.

use super::string::{Repr, Rope};
use super::{Heap, Str, Text};
use crate::budget::{Budget, PIECE};
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

    /// As [`Text::find_last`], with looks at the budget.
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
        match self {
            Text::Latin1(bytes) => {
                for piece in budget.pieces(bytes, UNITS) {
                    match std::str::from_utf8(piece) {
                        Ok(piece) if piece.is_ascii() => text.push_str(piece),
                        _ => text.extend(piece.iter().map(|&byte| byte as char)),
                    }
                }
            }
            Text::Utf16(units) => {
                let characters = char::decode_utf16(units.iter().copied())
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
                for (place, character) in characters.enumerate() {
                    if place % PIECE == PIECE - 1 && budget.spend(PIECE / 8).is_err() {
                        break;
                    }
                    text.push(character);
                }
            }
        }
        text
    }
}

impl Heap {
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
    pub(super) fn note_torn(&self, string: Str, rope: Rope) {
        self.torn.borrow_mut().push((string, rope));
    }

    /// Makes strings whose text wasn't finished ropes again, and lets the budget go on.
    pub fn resume(&mut self) -> Option<crate::budget::Termination> {
        for (string, rope) in self.torn.take() {
            self.strings.get_mut(string.0).repr = Repr::Rope(rope);
        }
        self.budget.resume()
    }
}
