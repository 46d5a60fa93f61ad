//! Quoting, escaping and measuring text.

use crate::budget::PIECE;
use crate::engine::{Budget, Text};
use std::borrow::Cow;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// A string in the quotes that need the fewest escapes: single ones, else double ones, else
/// backticks.
pub(super) fn quote(text: Text<'_>, budget: &Budget) -> String {
    let has = |unit: u8| text.find_within(Text::Latin1(&[unit]), 0, budget).is_some();
    let mut quote = '\'';
    if has(b'\'') {
        if !has(b'"') {
            quote = '"';
        } else if !has(b'`') && text.find_within(Text::Latin1(b"${"), 0, budget).is_none() {
            quote = '`';
        }
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    escape_into(&mut out, text, quote, budget);
    out.push(quote);
    out
}

/// Text escaped for single quotes.
pub(super) fn escape(text: Text<'_>, budget: &Budget) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text, '\'', budget);
    out
}

fn escape_into(out: &mut String, text: Text<'_>, quote: char, budget: &Budget) {
    if let Text::Latin1(bytes) = text
        && bytes.len() <= PIECE
        && bytes
            .iter()
            .all(|&byte| matches!(byte, 0x20..=0x7E) && byte != b'\\' && byte != quote as u8)
    {
        out.push_str(std::str::from_utf8(bytes).unwrap_or_default());
        return;
    }
    let (mut at, mut accounted) = (0, 0);
    while at < text.len() {
        if at - accounted >= PIECE {
            accounted = at;
            if budget.spend(PIECE / 8).is_err() {
                return;
            }
        }
        let (code_point, length) = text.code_point_at(at);
        at += length;
        match code_point {
            0x08 => out.push_str("\\b"),
            0x09 => out.push_str("\\t"),
            0x0A => out.push_str("\\n"),
            0x0C => out.push_str("\\f"),
            0x0D => out.push_str("\\r"),
            0x5C => out.push_str("\\\\"),
            0..=0x1F | 0x7F..=0x9F => {
                let _ = write!(out, "\\x{code_point:02X}");
            }
            0xD800..=0xDFFF => {
                let _ = write!(out, "\\u{code_point:x}");
            }
            _ => {
                let character = char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER);
                if character == quote {
                    out.push('\\');
                }
                out.push(character);
            }
        }
    }
}

/// Whether a key is shown without quotes.
pub(super) fn is_plain_key(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Length in UTF-16 code units.
pub(super) fn utf16_length(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

/// Text without the escape sequences of colours.
pub(in crate::host) fn without_colors(text: &str) -> Cow<'_, str> {
    if !text.contains('\x1b') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\x1b[") {
        out.push_str(&rest[..at]);
        let sequence = &rest[at + 2..];
        match sequence.find(|c: char| !c.is_ascii_digit() && c != ';') {
            Some(end) => rest = &sequence[end + 1..],
            None => rest = "",
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How many columns of a terminal a text takes: wide characters take two, combining and control
/// characters and escape sequences none.
pub fn display_width(text: &str) -> usize {
    string_width(text, true)
}

/// As [`display_width`], escape sequences taken for text where `skips_sequences` isn't set.
pub(super) fn string_width(text: &str, skips_sequences: bool) -> usize {
    let text = match skips_sequences {
        true => without_colors(text),
        false => Cow::Borrowed(text),
    };
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7E)) {
        return text.len();
    }
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// `count` spaces.
pub(super) fn spaces(count: usize) -> String {
    " ".repeat(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote_str(text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        quote(Text::Utf16(&units), &Budget::default())
    }

    #[test]
    fn quotes() {
        assert_eq!(quote_str("it"), "'it'");
        assert_eq!(quote_str("it's"), "\"it's\"");
        assert_eq!(quote_str("it's \"x\""), "`it's \"x\"`");
        assert_eq!(quote_str("it's \"x\" `y`"), "'it\\'s \"x\" `y`'");
        assert_eq!(quote_str("it's \"${"), "'it\\'s \"${'");
        assert_eq!(quote_str("\0\n\x1b\u{9f}é\\"), "'\\x00\\n\\x1B\\x9Fé\\\\'");
        let lone = [0xD800, 0x78, 0xD83D, 0xDE00, 0xDC00];
        let text = quote(Text::Utf16(&lone), &Budget::default());
        assert_eq!(text, "'\\ud800x😀\\udc00'");
    }

    #[test]
    fn widths() {
        assert_eq!(display_width("abc"), 3);
        assert_eq!(display_width("日本"), 4);
        assert_eq!(display_width("\x1b[33m日\x1b[39m"), 2);
        assert_eq!(display_width("e\u{301}"), 1);
        assert_eq!(without_colors("\x1b[1;31mx\x1b[22m"), "x");
    }
}
