//! Bytes as text, losslessly: what a program wrote needn't be UTF-8.
//!
//! A byte that is part of no character becomes a character of a private plane, which a diff shows as
//! `\xFF`, and which becomes that byte again when an expectation is written.

/// What stands for byte 0.
const FIRST: u32 = 0x10_FF00;

/// The text of bytes.
pub(super) fn decode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match byte_of(character) {
                // It would become a byte.
                Some(_) => {
                    let mut buffer = [0; 4];
                    let bytes = character.encode_utf8(&mut buffer).bytes();
                    text.extend(bytes.filter_map(for_byte));
                }
                None => text.push(character),
            }
        }
        text.extend(chunk.invalid().iter().filter_map(|byte| for_byte(*byte)));
    }
    text
}

/// The bytes that [`decode`] gave a text for.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match byte_of(character) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

fn for_byte(byte: u8) -> Option<char> {
    char::from_u32(FIRST + u32::from(byte))
}

/// The byte that a character stands for.
pub(super) fn byte_of(character: char) -> Option<u8> {
    let byte = u8::try_from((character as u32).checked_sub(FIRST)?).ok()?;
    // The others are characters themselves.
    (byte >= 0x80).then_some(byte)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn any_bytes_come_back() {
        for bytes in [
            &b"plain \xC3\xA4\n"[..],
            b"\xFF\xFE",
            b"a\xC3(",
            b"\xE2\x82",
            b"\xF4\x8F\xBF\xBF",
            b"",
        ] {
            assert_eq!(encode(&decode(bytes)), bytes, "{bytes:?}");
        }
        assert_ne!(decode(b"\xFF"), decode(b"\xFE"));
    }
}
