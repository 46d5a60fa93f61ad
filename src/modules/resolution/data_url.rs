//! [`data:` imports](https://nodejs.org/api/esm.html#data-imports).

use super::module_format::Format;

/// The parts of a `data:` URL.
pub(super) struct DataUrl<'a> {
    media_type: &'a str,
    is_base64: bool,
    body: &'a str,
}

impl<'a> DataUrl<'a> {
    /// Reads a URL; `None` without a comma. The query belongs to the body, the fragment doesn't.
    pub fn parse(url: &'a str) -> Option<DataUrl<'a>> {
        let text = url.strip_prefix("data:")?;
        let text = text.split_once('#').map_or(text, |(text, _)| text);
        let (head, body) = text.split_once(',')?;
        let (head, is_base64) = match head.strip_suffix(";base64") {
            Some(head) => (head, true),
            None => (head, false),
        };
        let media_type = head
            .split_once(';')
            .map_or(head, |(media_type, _)| media_type);
        Some(DataUrl {
            media_type,
            is_base64,
            body,
        })
    }

    /// The type, if it looks like one.
    pub fn media_type(&self) -> Option<&'a str> {
        let (kind, subtype) = self.media_type.split_once('/')?;
        (!kind.is_empty() && !subtype.is_empty()).then_some(self.media_type)
    }

    /// What it is as a module.
    pub fn format(&self) -> Option<Format> {
        match self.media_type()?.to_ascii_lowercase().as_str() {
            "text/javascript" | "application/javascript" => Some(Format::Module),
            "application/json" => Some(Format::Json),
            "application/wasm" => Some(Format::Wasm),
            _ => None,
        }
    }

    /// The body's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let bytes = unescaped(self.body);
        match self.is_base64 {
            true => from_base64(&bytes),
            false => bytes,
        }
    }
}

/// Takes escapes out, and leaves alone what only looks like one.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|digits| Some(digit(digits[0])? << 4 | digit(digits[1])?));
        bytes.push(code.unwrap_or(*first));
        rest = match code {
            Some(_) => &after[2..],
            None => after,
        };
    }
    bytes
}

fn digit(byte: u8) -> Option<u8> {
    let value = char::from(byte).to_digit(16)?;
    u8::try_from(value).ok()
}

/// Base64 as `Buffer.from` reads it: letters of both alphabets, and nothing else counts.
fn from_base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::DataUrl;

    #[test]
    fn bodies() {
        let body = |url| DataUrl::parse(url).map(|data| data.bytes());
        assert_eq!(
            body("data:text/javascript,a%20b?c#d"),
            Some(b"a b?c".to_vec())
        );
        assert_eq!(
            body("data:text/javascript,%F0%9F%zz"),
            Some(b"\xF0\x9F%zz".to_vec())
        );
        assert_eq!(
            body("data:a/b;base64,eyJhIjoxfQ"),
            Some(b"{\"a\":1}".to_vec())
        );
        assert_eq!(body("data:"), None);
    }
}
