//! Escapes: from the text of a literal to its value.

use bumpalo::Bump;

use crate::syntax::ast::StringValue;

/// A value under construction. Stays UTF-8 until an escape names a surrogate.
#[derive(Default)]
pub(super) struct Cooked {
    text: String,
    units: Option<Vec<u16>>,
}

impl Cooked {
    pub(super) fn push_str(&mut self, text: &str) {
        match &mut self.units {
            None => self.text.push_str(text),
            Some(units) => units.extend(text.encode_utf16()),
        }
    }

    /// Adds a code point, which may be a surrogate.
    pub(super) fn push_code(&mut self, code: u32) {
        match char::from_u32(code) {
            Some(character) => self.push_str(character.encode_utf8(&mut [0; 4])),
            None => {
                let text = &self.text;
                let units = self
                    .units
                    .get_or_insert_with(|| text.encode_utf16().collect());
                units.push(code as u16);
            }
        }
    }

    /// The value in the arena. Surrogates that came as pairs are ordinary characters.
    pub(super) fn finish<'a>(self, bump: &'a Bump) -> StringValue<'a> {
        match self.units {
            None => StringValue::Utf8(bump.alloc_str(&self.text)),
            Some(units) => match String::from_utf16(&units) {
                Ok(text) => StringValue::Utf8(bump.alloc_str(&text)),
                Err(_) => StringValue::Utf16(bump.alloc_slice_copy(&units)),
            },
        }
    }
}

/// What follows a backslash.
pub(super) enum Escape {
    /// A code point; the number of bytes after the backslash.
    Code(u32, usize),
    /// A line continuation: nothing.
    Nothing(usize),
    /// `\07`, `\8`: only in sloppy strings.
    Legacy(u32, usize),
    /// The message and the number of bytes after the backslash that are wrong.
    Invalid(&'static str, usize),
}

/// `u0061` or `u{61}`: the code point and its length.
pub(super) fn unicode_escape(text: &str) -> Option<(u32, usize)> {
    let digits = text.strip_prefix('u')?;
    if let Some(braced) = digits.strip_prefix('{') {
        let length = braced.find('}')?;
        let mut code = 0u32;
        for digit in braced[..length].chars() {
            code = code * 16 + digit.to_digit(16)?;
            if code > 0x10_FFFF {
                return None;
            }
        }
        return (length > 0).then_some((code, length + 3));
    }
    hex(digits, 4).map(|code| (code, 5))
}

fn hex(text: &str, length: usize) -> Option<u32> {
    let digits = text.as_bytes().get(..length)?;
    digits.iter().try_fold(0, |code, digit| {
        Some(code * 16 + char::from(*digit).to_digit(16)?)
    })
}

/// Decodes what follows a backslash.
pub(super) fn escape(text: &str) -> Escape {
    let Some(first) = text.chars().next() else {
        return Escape::Invalid("Invalid or unexpected token", 0);
    };
    let code = match first {
        'n' => 0x0A,
        't' => 0x09,
        'r' => 0x0D,
        'b' => 0x08,
        'v' => 0x0B,
        'f' => 0x0C,
        '\r' if text.as_bytes().get(1) == Some(&b'\n') => return Escape::Nothing(2),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => return Escape::Nothing(first.len_utf8()),
        'x' => {
            return match hex(&text[1..], 2) {
                Some(code) => Escape::Code(code, 3),
                None => Escape::Invalid("Invalid hexadecimal escape sequence", 1),
            };
        }
        'u' => {
            return match unicode_escape(text) {
                Some((code, length)) => Escape::Code(code, length),
                None if is_too_large(text) => Escape::Invalid("Undefined Unicode code-point", 1),
                None => Escape::Invalid("Invalid Unicode escape sequence", 1),
            };
        }
        '0'..='7' => return octal(text.as_bytes()),
        '8' | '9' => return Escape::Legacy(first as u32, 1),
        _ => return Escape::Code(first as u32, first.len_utf8()),
    };
    Escape::Code(code, 1)
}

/// Whether an invalid `u{...}` has digits only, so that its value is the trouble.
fn is_too_large(text: &str) -> bool {
    let digits = text
        .strip_prefix("u{")
        .and_then(|text| text.split_once('}'));
    digits.is_some_and(|(digits, _)| {
        !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// `\0` to `\377`.
fn octal(bytes: &[u8]) -> Escape {
    let is_digit = |at: usize| matches!(bytes.get(at), Some(b'0'..=b'7'));
    if bytes[0] == b'0' && !bytes.get(1).is_some_and(u8::is_ascii_digit) {
        return Escape::Code(0, 1);
    }
    let longest = if bytes[0] <= b'3' { 3 } else { 2 };
    let length = (1..longest).take_while(|at| is_digit(*at)).count() + 1;
    let code = bytes[..length]
        .iter()
        .fold(0, |code, digit| code * 8 + u32::from(digit - b'0'));
    Escape::Legacy(code, length)
}
