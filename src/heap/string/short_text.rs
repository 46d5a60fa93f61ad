//! Short texts outside the heap: joined on the native stack before a cell is made for the result,
//! or none, where the result is a key that exists.

use super::cell::{HASHED, Repr, SHORT, StringCell, Text, array_index, hash_words, spread};
use crate::heap::{Heap, Str, alloc};

/// Latin-1 text that fits into a string's cell, held in words: byte by byte from the lowest, zeros
/// behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShortText {
    length: u32,
    words: [u64; WORDS],
}

const WORDS: usize = SHORT.div_ceil(8);

impl ShortText {
    /// The decimal text of an int32.
    #[inline]
    pub fn of_int(int: i32) -> ShortText {
        let mut rest = int.unsigned_abs();
        let mut text: u128 = 0;
        let mut length = 0;
        loop {
            text = text << 8 | (b'0' as u32 + rest % 10) as u128;
            length += 1;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if int < 0 {
            text = text << 8 | b'-' as u128;
            length += 1;
        }
        ShortText {
            length,
            words: [text as u64, (text >> 64) as u64, 0],
        }
    }

    #[inline(always)]
    fn from_cell(length: u8, bytes: &[u8; SHORT]) -> ShortText {
        ShortText {
            length: length as u32,
            words: words_of(bytes),
        }
    }

    /// Two texts in a row, unless they are too long together.
    #[inline(always)]
    pub fn join(self, other: ShortText) -> Option<ShortText> {
        let length = self.length + other.length;
        if length as usize > SHORT {
            return None;
        }
        let ([a, b, c], [x, y, z]) = (self.words, other.words);
        // The other text, moved up within a word and then by whole words.
        let by = (self.length % 8) * 8;
        let carry = |word: u64| word >> 1 >> (63 - by);
        let (x, y, z) = (x << by, y << by | carry(x), z << by | carry(y));
        let words = match self.length / 8 {
            0 => [a | x, b | y, c | z],
            1 => [a, b | x, c | y],
            _ => [a, b, c | x],
        };
        Some(ShortText { length, words })
    }

    #[inline(always)]
    fn bytes(self) -> [u8; SHORT] {
        let mut bytes = [0; SHORT];
        let [a, b, c] = self.words.map(u64::to_le_bytes);
        bytes[..8].copy_from_slice(&a);
        bytes[8..16].copy_from_slice(&b);
        bytes[16..].copy_from_slice(&c[..SHORT - 16]);
        bytes
    }

    /// The hash of the text, as any text's.
    #[inline(always)]
    fn hash(self) -> u32 {
        let words = &self.words[..(self.length as usize).div_ceil(8)];
        hash_words(self.length as usize, words.iter().copied())
    }

    fn is_array_index(self) -> bool {
        let first = self.words[0] as u8;
        first.is_ascii_digit()
            && array_index(Text::Latin1(&self.bytes()[..self.length as usize])).is_some()
    }
}

/// The bytes in words, zeros behind them.
#[inline(always)]
fn words_of(bytes: &[u8; SHORT]) -> [u64; WORDS] {
    let word = |at: usize| bytes[at..at + 8].try_into().map_or(0, u64::from_le_bytes);
    [word(0), word(8), word(SHORT - 8) >> (8 * (24 - SHORT))]
}

impl Heap {
    /// The text of a string that has it in its cell.
    #[inline(always)]
    pub fn short_text(&self, string: Str) -> Option<ShortText> {
        match &self.strings.get(string.0).repr {
            Repr::Short(length, bytes) => Some(ShortText::from_cell(*length, bytes)),
            _ => None,
        }
    }

    /// A string with a short text.
    #[inline]
    pub fn new_short(&mut self, text: ShortText) -> Str {
        if text.length == 1 {
            return self.single_unit(text.words[0] as u8);
        }
        self.new_short_cell(text, 0, 0)
    }

    /// A string with a short text that is to be a property key: the atom, if there is one.
    #[inline]
    pub fn short_key(&mut self, text: ShortText) -> Str {
        if text.is_array_index() {
            return self.new_short(text);
        }
        let hash = text.hash();
        match self.find_short_atom(hash, text) {
            Some(atom) => atom,
            None => self.new_short_cell(text, hash, HASHED),
        }
    }

    /// The atom with the text of a string, if there is one, and the text is short and no index.
    #[inline]
    pub(in crate::heap) fn short_atom(&self, string: Str) -> Option<Str> {
        let text = self.short_text(string)?;
        if text.is_array_index() {
            return None;
        }
        let cell = self.strings.get(string.0);
        let hash = match cell.flags.get() & HASHED {
            0 => text.hash(),
            _ => cell.hash.get(),
        };
        self.find_short_atom(hash, text)
    }

    #[inline]
    fn find_short_atom(&self, hash: u32, text: ShortText) -> Option<Str> {
        let found = self.atoms.find(spread(hash), |&atom| {
            let cell = self.strings.get(atom.0);
            match &cell.repr {
                Repr::Short(length, bytes) => {
                    cell.hash.get() == hash && ShortText::from_cell(*length, bytes) == text
                }
                _ => false,
            }
        });
        found.copied()
    }

    #[inline]
    fn new_short_cell(&mut self, text: ShortText, hash: u32, flags: u8) -> Str {
        let repr = Repr::Short(text.length as u8, text.bytes());
        let (hash, flags) = (hash.into(), flags.into());
        Str(alloc!(self, strings, StringCell { hash, flags, repr }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::string::cell::hash_text;

    fn short(text: &[u8]) -> ShortText {
        let mut bytes = [0; SHORT];
        bytes[..text.len()].copy_from_slice(text);
        ShortText::from_cell(text.len() as u8, &bytes)
    }

    #[test]
    fn texts_of_any_length_are_joined() {
        let all: Vec<u8> = (b'a'..).take(SHORT).collect();
        for middle in 0..=SHORT {
            for end in middle..=SHORT {
                let joined = short(&all[..middle]).join(short(&all[middle..end]));
                assert_eq!(joined, Some(short(&all[..end])));
            }
        }
        assert_eq!(short(&all).join(short(b"x")), None);
    }

    #[test]
    fn a_short_text_has_the_hash_of_its_bytes() {
        let all: Vec<u8> = (b'a'..).take(SHORT).collect();
        for length in 0..=SHORT {
            let text = &all[..length];
            assert_eq!(short(text).hash(), hash_text(Text::Latin1(text)));
            assert_eq!(&short(text).bytes()[..length], text);
        }
    }

    #[test]
    fn integers() {
        for int in [0, 7, -1, 10, -2147483648, 2147483647, 12345, -99] {
            assert_eq!(ShortText::of_int(int), short(int.to_string().as_bytes()));
        }
    }
}
