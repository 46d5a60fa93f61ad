//! The [encodings](https://nodejs.org/api/buffer.html#buffers-and-character-encodings) between
//! strings and bytes.

use super::bytes::Bytes;
use crate::builtins::typed_array::{encode_base64, encode_base64url};
use crate::engine::{Agent, Budget, Intrinsic, JsResult, Str, Text, Value};
use crate::heap::{Heap, MAX_LENGTH};
use crate::host::errors;
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
            Decoded::Utf8(text) => heap.new_string(&text),
        })
    }

    fn decoded(self, bytes: &[u8], budget: &Budget) -> Decoded {
        Decoded::Latin1(match self {
            Encoding::Utf8 if bytes.is_ascii() => bytes.to_vec(),
            // What is malformed becomes replacement characters.
            Encoding::Utf8 => return Decoded::Utf8(String::from_utf8_lossy(bytes).into_owned()),
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
    Utf8(String),
}

/// The encoding that an argument names; what isn't a string is made one.
pub(super) fn required(agent: &mut Agent, value: Value) -> JsResult<Encoding> {
    let name = agent.to_string(value)?;
    match Encoding::named(agent.heap.text(name)) {
        Some(encoding) => Ok(encoding),
        None => Err(super::check::unknown_encoding(agent, name.value())),
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
            let of = |character: Result<char, _>| character.map_or(3, char::len_utf8);
            budget
                .each(char::decode_utf16(units.iter().copied()))
                .map(of)
                .sum()
        }
    }
}

/// Pairs of hexadecimal digits, up to the first that is none.
fn decode_hex(text: Text<'_>, budget: &Budget) -> Vec<u8> {
    // As in Node only the low byte of a unit counts.
    let digit = |at: usize| char::from(text.at(at) as u8).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for at in budget.each(0..text.len() / 2) {
        match (digit(2 * at), digit(2 * at + 1)) {
            (Some(high), Some(low)) => bytes.push((high << 4 | low) as u8),
            _ => break,
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

/// Base64 of either alphabet. What belongs to neither is skipped; the first `=` is the end.
fn decode_base64(text: Text<'_>, budget: &Budget) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0u32, 0);
    'all: for piece in text.pieces(budget, 16) {
        for unit in piece.units() {
            if unit == 0x3D {
                break 'all;
            }
            // As in Node only the low byte of a unit counts.
            let Some(sextet) = sextet(unit as u8) else {
                continue;
            };
            bits = bits << 6 | u32::from(sextet);
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.push((bits >> count) as u8);
            }
        }
    }
    bytes
}

fn sextet(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}
