//! The [encodings](https://nodejs.org/api/buffer.html#buffers-and-character-encodings) between
//! strings and bytes.

use super::bytes::Bytes;
use crate::builtins::typed_array::{encode_base64, encode_base64url};
use crate::engine::{Agent, Budget, Intrinsic, JsResult, PreferredType, Str, Text, Value};
use crate::heap::{Heap, MAX_LENGTH};
use crate::host::errors;
use encoding_rs::mem;
use std::borrow::Cow;

/// An encoding by its meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::host) enum Encoding {
    Utf8,
    Utf16le,
    Latin1,
    Ascii,
    Base64,
    Base64url,
    Hex,
}

const NAMES: &[(&str, Encoding)] = &[
    ("utf8", Encoding::Utf8),
    ("utf-8", Encoding::Utf8),
    ("hex", Encoding::Hex),
    ("base64", Encoding::Base64),
    ("ascii", Encoding::Ascii),
    ("latin1", Encoding::Latin1),
    ("binary", Encoding::Latin1),
    ("ucs2", Encoding::Utf16le),
    ("ucs-2", Encoding::Utf16le),
    ("utf16le", Encoding::Utf16le),
    ("utf-16le", Encoding::Utf16le),
    ("base64url", Encoding::Base64url),
];

impl Encoding {
    /// The encoding with a name, in letters of any case.
    pub(in crate::host) fn named(name: Text<'_>) -> Option<Encoding> {
        let same = |known: &str| {
            let mut units = name.units();
            known.len() == name.len()
                && known.bytes().all(|byte| {
                    let unit = units.next().and_then(|unit| u8::try_from(unit).ok());
                    unit.is_some_and(|unit| unit.eq_ignore_ascii_case(&byte))
                })
        };
        let found = NAMES.iter().find(|(known, _)| same(known));
        found.map(|&(_, encoding)| encoding)
    }

    /// The encoding that a value names, if it is a string.
    pub(in crate::host) fn of(agent: &Agent, value: Value) -> Option<Encoding> {
        Encoding::named(agent.heap.text(value.as_string()?))
    }

    /// How many bytes a string may take: exact, but for what is no base64 or hex.
    pub(super) fn byte_length(self, heap: &Heap, string: Str) -> usize {
        let text = heap.text(string);
        let length = text.len();
        match self {
            Encoding::Utf8 => utf8_length(text, &heap.budget),
            Encoding::Utf16le => length * 2,
            Encoding::Latin1 | Encoding::Ascii => length,
            Encoding::Hex => length / 2,
            Encoding::Base64 | Encoding::Base64url => {
                let pads = |count: usize| length > count && text.at(length - 1 - count) == 0x3D;
                let padding = match (pads(0), pads(1)) {
                    (true, true) => 2,
                    (true, false) => 1,
                    _ => 0,
                };
                (length - padding) * 3 / 4
            }
        }
    }

    /// A string's bytes.
    pub(in crate::host) fn encode(self, heap: &Heap, string: Str) -> Vec<u8> {
        let (text, budget) = (heap.text(string), &heap.budget);
        match self {
            Encoding::Utf8 => text.to_utf8_within(budget).into_bytes(),
            Encoding::Latin1 | Encoding::Ascii => low_bytes(text, budget).into_owned(),
            Encoding::Utf16le => {
                let mut bytes = Vec::with_capacity(text.len() * 2);
                for piece in text.pieces(budget, 16) {
                    bytes.extend(piece.units().flat_map(u16::to_le_bytes));
                }
                bytes
            }
            Encoding::Hex => decode_hex(text, budget),
            Encoding::Base64 | Encoding::Base64url => decode_base64(text, budget),
        }
    }

    /// As [`Encoding::encode`], but no more bytes than there is room for, and only whole characters.
    pub(super) fn encode_within(self, heap: &Heap, string: Str, room: usize) -> Vec<u8> {
        let text = heap.text(string);
        // No encoding needs more code units for a byte than base64 with white space has; what is
        // longer than that is rare, and cut below.
        let units = match self {
            Encoding::Base64 | Encoding::Base64url => text.len(),
            _ => text.len().min(room.saturating_mul(2).saturating_add(2)),
        };
        let cut = text.slice(0, units);
        let budget = &heap.budget;
        let mut bytes = match self {
            Encoding::Utf8 => cut.to_utf8_within(budget).into_bytes(),
            Encoding::Latin1 | Encoding::Ascii => low_bytes(cut, budget).into_owned(),
            Encoding::Utf16le => cut.units().flat_map(u16::to_le_bytes).collect(),
            Encoding::Hex => decode_hex(cut, budget),
            Encoding::Base64 | Encoding::Base64url => decode_base64(cut, budget),
        };
        if bytes.len() > room {
            let mut end = room;
            match self {
                Encoding::Utf8 => {
                    while end > 0 && bytes[end] & 0xC0 == 0x80 {
                        end -= 1;
                    }
                }
                Encoding::Utf16le => end &= !1,
                _ => {}
            }
            bytes.truncate(end);
        }
        bytes
    }

    /// Bytes as a string.
    ///
    /// # Errors
    /// Where it would be too long.
    pub(in crate::host) fn decode(self, agent: &mut Agent, bytes: Bytes) -> JsResult<Str> {
        agent.poll_work(bytes.length / 64)?;
        let length = match self {
            Encoding::Utf8 | Encoding::Latin1 | Encoding::Ascii => bytes.length,
            Encoding::Utf16le => bytes.length / 2,
            Encoding::Hex => bytes.length * 2,
            Encoding::Base64 | Encoding::Base64url => bytes.length.div_ceil(3) * 4,
        };
        if length > MAX_LENGTH {
            let code = "ERR_STRING_TOO_LONG";
            let text = "Cannot create a string longer than 0x1fffffe8 characters";
            return Err(errors::throw(agent, Intrinsic::ErrorPrototype, code, text));
        }
        let heap = &mut agent.heap;
        let decoded = self.decoded(&bytes.read(heap), &heap.budget);
        Ok(match decoded {
            Decoded::Latin1(text) => heap.new_latin1_boxed(text.into_boxed_slice()),
            Decoded::Utf16(text) => heap.new_utf16_boxed(text.into_boxed_slice()),
        })
    }

    fn decoded(self, bytes: &[u8], budget: &Budget) -> Decoded {
        Decoded::Latin1(match self {
            Encoding::Utf8 if bytes.is_ascii() => bytes.to_vec(),
            Encoding::Utf8 if mem::is_utf8_latin1(bytes) => {
                let mut text = vec![0; bytes.len()];
                let length = mem::convert_utf8_to_latin1_lossy(bytes, &mut text);
                text.truncate(length);
                text
            }
            // What is malformed becomes replacement characters.
            Encoding::Utf8 => {
                let mut units = vec![0; bytes.len() + 1];
                let length = mem::convert_utf8_to_utf16(bytes, &mut units);
                units.truncate(length);
                return Decoded::Utf16(units);
            }
            Encoding::Latin1 => bytes.to_vec(),
            Encoding::Ascii => bytes.iter().map(|byte| byte & 0x7F).collect(),
            Encoding::Utf16le => {
                let pairs = bytes.chunks_exact(2);
                let units = pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
                return Decoded::Utf16(units.collect());
            }
            Encoding::Hex => encode_hex(bytes),
            Encoding::Base64 => encode_base64(bytes, budget).into_bytes(),
            Encoding::Base64url => encode_base64url(bytes, budget).into_bytes(),
        })
    }
}

/// A text that becomes a string.
enum Decoded {
    Latin1(Vec<u8>),
    Utf16(Vec<u16>),
}

/// The encoding that an argument names; what isn't a string is made one, as by adding it to a string.
pub(super) fn required(agent: &mut Agent, value: Value) -> JsResult<Encoding> {
    let primitive = agent.to_primitive(value, PreferredType::Default)?;
    agent.keep(primitive);
    let name = agent.to_string(primitive)?;
    match Encoding::named(agent.heap.text(name)) {
        Some(encoding) => Ok(encoding),
        None => Err(super::check::unknown_encoding(agent, value)),
    }
}

/// The low byte of each code unit.
pub(super) fn low_bytes<'a>(text: Text<'a>, budget: &Budget) -> Cow<'a, [u8]> {
    match text {
        Text::Latin1(bytes) => Cow::Borrowed(bytes),
        Text::Utf16(units) => {
            let mut bytes = Vec::with_capacity(units.len());
            for piece in budget.pieces(units, 64) {
                bytes.extend(piece.iter().map(|&unit| unit as u8));
            }
            Cow::Owned(bytes)
        }
    }
}

fn utf8_length(text: Text<'_>, budget: &Budget) -> usize {
    match text {
        Text::Latin1(bytes) => budget
            .pieces(bytes, 64)
            .map(|piece| piece.len() + piece.iter().filter(|&&byte| byte >= 0x80).count())
            .sum(),
        Text::Utf16(units) => {
            let size = |&unit: &u16| 1 + usize::from(unit >= 0x80) + usize::from(unit >= 0x800);
            let sizes = budget.pieces(units, 64);
            let all: usize = sizes
                .map(|piece| piece.iter().map(size).sum::<usize>())
                .sum();
            // Two surrogates that belong together take 4 bytes.
            let is_pair = |pair: &&[u16]| pair[0] & 0xFC00 == 0xD800 && pair[1] & 0xFC00 == 0xDC00;
            all - 2 * units.windows(2).filter(is_pair).count()
        }
    }
}

/// What is no digit.
const NONE: u8 = 0xFF;

/// The values of hexadecimal digits.
const HEX: &[u8; 256] = &values(b"0123456789abcdef", b"0123456789ABCDEF");

/// The values of the letters of base64, in both alphabets.
const BASE64: &[u8; 256] = &values(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
);

/// The places of letters in either of two alphabets, by letter.
const fn values<const N: usize>(first: &[u8; N], second: &[u8; N]) -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut place = 0;
    while place < N {
        values[first[place] as usize] = place as u8;
        values[second[place] as usize] = place as u8;
        place += 1;
    }
    values
}

/// Pairs of hexadecimal digits, up to the first that is none. As in Node only the low byte of a code
/// unit counts.
fn decode_hex(text: Text<'_>, budget: &Budget) -> Vec<u8> {
    let digits = low_bytes(text, budget);
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    'all: for piece in budget.pieces(&digits, 16) {
        for pair in piece.chunks_exact(2) {
            let (high, low) = (HEX[usize::from(pair[0])], HEX[usize::from(pair[1])]);
            if high == NONE || low == NONE {
                break 'all;
            }
            bytes.push(high << 4 | low);
        }
    }
    bytes
}

fn encode_hex(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = Vec::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}

/// Base64 of either alphabet. What belongs to neither is skipped; the first `=` is the end. As in
/// Node only the low byte of a code unit counts.
fn decode_base64(text: Text<'_>, budget: &Budget) -> Vec<u8> {
    let letters = low_bytes(text, budget);
    let value = |letter: u8| BASE64[usize::from(letter)];
    let mut bytes = vec![0; letters.len() / 4 * 3 + 3];
    let mut end = 0;
    let (mut bits, mut count) = (0u32, 0);
    'all: for piece in budget.pieces(&letters, 16) {
        let mut rest = piece;
        loop {
            // Fast path: whole groups of letters.
            while count == 0
                && let [a, b, c, d, more @ ..] = rest
                && let [a, b, c, d] = [value(*a), value(*b), value(*c), value(*d)]
                && (a | b | c | d) < 64
                && let Some(place) = bytes.get_mut(end..end + 3)
            {
                place.copy_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
                end += 3;
                rest = more;
            }
            let [letter, more @ ..] = rest else { break };
            rest = more;
            let value = value(*letter);
            if value == NONE {
                if *letter == b'=' {
                    break 'all;
                }
                continue;
            }
            bits = bits << 6 | u32::from(value);
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes[end] = (bits >> count) as u8;
                end += 1;
            }
        }
    }
    bytes.truncate(end);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode_base64, decode_hex, utf8_length};
    use crate::engine::{Budget, Text};

    fn base64(text: &str) -> Vec<u8> {
        decode_base64(Text::Latin1(text.as_bytes()), &Budget::default())
    }

    #[test]
    fn base64_is_read_leniently() {
        assert_eq!(base64("YWJjZGVm"), b"abcdef");
        assert_eq!(base64("YW Jj\nZA=="), b"abcd");
        assert_eq!(base64("-_-_"), [0xFB, 0xFF, 0xBF]);
        assert_eq!(base64("Y"), b"");
        assert_eq!(base64("YW"), b"a");
        assert_eq!(base64("=YWJj"), b"");
        assert_eq!(base64("YWJj=YWJj"), b"abc");
    }

    #[test]
    fn only_low_bytes_of_digits_count() {
        let text = Text::Utf16(&[0x36, 0x131, 0x36]);
        assert_eq!(decode_hex(text, &Budget::default()), b"a");
        assert_eq!(decode_hex(Text::Latin1(b"61 62"), &Budget::default()), b"a");
    }

    #[test]
    fn surrogates_take_four_bytes_together_and_three_alone() {
        let budget = Budget::default();
        let length = |units: &[u16]| utf8_length(Text::Utf16(units), &budget);
        assert_eq!(length(&[0xD83D, 0xDE00]), 4);
        assert_eq!(length(&[0xD83D, 0xD83D, 0xDE00]), 7);
        assert_eq!(length(&[0xDE00, 0xD83D]), 6);
        assert_eq!(length(&[0x61, 0xE9, 0x20AC]), 6);
    }

    #[test]
    fn names_are_of_any_case() {
        let named = |name: &str| Encoding::named(Text::Latin1(name.as_bytes()));
        assert_eq!(named("UTF-8"), Some(Encoding::Utf8));
        assert_eq!(named("binary"), Some(Encoding::Latin1));
        assert_eq!(named("utf-8 "), None);
        assert_eq!(named(""), None);
    }
}
