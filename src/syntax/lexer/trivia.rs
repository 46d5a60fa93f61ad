//! White space and comments, in a text that begins with them.

use memchr::memchr3;

/// A piece of a text that separates lexemes.
pub(super) struct Separator {
    /// In bytes.
    pub(super) length: usize,
    pub(super) has_newline: bool,
}

/// The white space, newline or comment that a text begins with.
#[inline]
pub(super) fn separator(text: &str) -> Option<Separator> {
    let blank = |length, has_newline| {
        Some(Separator {
            length,
            has_newline,
        })
    };
    let bytes = text.as_bytes();
    match *bytes.first()? {
        b'/' => match bytes.get(1)? {
            b'/' => blank(2 + line_length(&text[2..]), false),
            b'*' => {
                let (length, has_newline) = block_comment(&text[2..])?;
                blank(2 + length, has_newline)
            }
            _ => None,
        },
        b'\n' | b'\r' => blank(1, true),
        b' ' | b'\t' | 0x0B | 0x0C => {
            let others = bytes
                .iter()
                .position(|byte| !matches!(byte, b' ' | b'\t' | 0x0B | 0x0C));
            blank(others.unwrap_or(bytes.len()), false)
        }
        0x80.. => match text.chars().next()? {
            separator @ ('\u{2028}' | '\u{2029}') => blank(separator.len_utf8(), true),
            space @ ('\u{A0}'
            | '\u{FEFF}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200A}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}') => blank(space.len_utf8(), false),
            _ => None,
        },
        _ => None,
    }
}

/// The number of bytes before the end of the line.
pub(super) fn line_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr3(b'\n', b'\r', 0xE2, &bytes[at..]) {
        at += found;
        if bytes[at] != 0xE2 || is_separator(bytes, at) {
            return at;
        }
        at += 3;
    }
    bytes.len()
}

/// Whether U+2028 or U+2029 is at `at`.
pub(super) fn is_separator(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([0xE2, 0x80, 0xA8 | 0xA9]))
}

/// The length of a comment after its `/*`, and whether a line ends in it; nothing if it has no
/// end.
pub(super) fn block_comment(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let end = memchr::memmem::find(bytes, b"*/")?;
    let inside = &text[..end];
    Some((end + 2, line_length(inside) < inside.len()))
}

/// Whether a character is white space and ends no line.
pub(super) fn is_white_space(character: char) -> bool {
    matches!(
        character,
        '\t' | '\u{B}' | '\u{C}' | ' ' | '\u{A0}' | '\u{FEFF}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}
