//! [Percent-encoding](https://url.spec.whatwg.org/#percent-encoded-bytes): the sets of what is
//! encoded, encoding and decoding.

use crate::budget::Budget;

/// A set of ASCII characters that are encoded; all bytes beyond ASCII are.
pub struct EncodeSet([bool; 128]);

impl EncodeSet {
    /// The set with more characters.
    const fn with(&self, more: &[u8]) -> EncodeSet {
        let mut set = self.0;
        let mut place = 0;
        while place < more.len() {
            set[more[place] as usize] = true;
            place += 1;
        }
        EncodeSet(set)
    }

    /// The set without some characters.
    const fn without(&self, fewer: &[u8]) -> EncodeSet {
        let mut set = self.0;
        let mut place = 0;
        while place < fewer.len() {
            set[fewer[place] as usize] = false;
            place += 1;
        }
        EncodeSet(set)
    }

    /// The set with all ASCII characters that are neither letters nor digits.
    const fn with_all_but_alphanumerics(&self) -> EncodeSet {
        let mut set = self.0;
        let mut byte = 0;
        while byte < 128 {
            set[byte] = !(byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        EncodeSet(set)
    }

    /// Whether a byte is encoded.
    #[inline]
    pub fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or(true)
    }
}

const fn controls() -> EncodeSet {
    let mut set = [false; 128];
    let mut byte = 0;
    while byte < 0x20 {
        set[byte] = true;
        byte += 1;
    }
    set[0x7F] = true;
    EncodeSet(set)
}

/// [C0 control](https://url.spec.whatwg.org/#c0-control-percent-encode-set)
pub static C0_CONTROL: EncodeSet = controls();
/// [Fragment](https://url.spec.whatwg.org/#fragment-percent-encode-set)
pub static FRAGMENT: EncodeSet = C0_CONTROL_SET.with(b" \"<>`");
/// [Query](https://url.spec.whatwg.org/#query-percent-encode-set)
pub static QUERY: EncodeSet = QUERY_SET;
/// [Special query](https://url.spec.whatwg.org/#special-query-percent-encode-set)
pub static SPECIAL_QUERY: EncodeSet = QUERY_SET.with(b"'");
/// [Path](https://url.spec.whatwg.org/#path-percent-encode-set)
pub static PATH: EncodeSet = PATH_SET;
/// What is encoded in the path of a file that becomes a URL.
pub static FILE_PATH: EncodeSet = PATH_SET.with(b"%[\\]|~");
/// [Userinfo](https://url.spec.whatwg.org/#userinfo-percent-encode-set)
pub static USERINFO: EncodeSet = PATH_SET.with(b"/:;=@[\\]|");
/// [Component](https://url.spec.whatwg.org/#component-percent-encode-set): what `encodeURIComponent`
/// encodes.
pub static COMPONENT: EncodeSet = C0_CONTROL_SET
    .with_all_but_alphanumerics()
    .without(b"-_.!~*'()");
/// [application/x-www-form-urlencoded](https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set)
pub static FORM: EncodeSet = C0_CONTROL_SET.with_all_but_alphanumerics().without(b"*-._");

const C0_CONTROL_SET: EncodeSet = controls();
const QUERY_SET: EncodeSet = C0_CONTROL_SET.with(b" \"#<>");
const PATH_SET: EncodeSet = QUERY_SET.with(b"?^`{}");

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// Adds a byte as `%XX`.
pub fn push_encoded(out: &mut String, byte: u8) {
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Adds a text with what is in a set encoded. Ends early where the budget is spent.
pub fn encode_into(out: &mut String, text: &str, set: &EncodeSet, budget: &Budget) {
    let bytes = text.as_bytes();
    if bytes.len() < 64 && !bytes.iter().any(|byte| set.has(*byte)) {
        out.push_str(text);
        return;
    }
    let mut from = 0;
    let mut at = 0;
    for piece in budget.pieces(bytes, 16) {
        for &byte in piece {
            if set.has(byte) {
                // What isn't encoded is ASCII, so these are whole characters.
                if from < at {
                    out.push_str(&text[from..at]);
                }
                push_encoded(out, byte);
                from = at + 1;
            }
            at += 1;
        }
    }
    if from < at {
        out.push_str(&text[from..at]);
    }
}

/// [Percent-decodes](https://url.spec.whatwg.org/#percent-decode) bytes; `plus` makes `+` a space.
pub fn decode(bytes: &[u8], plus: bool, budget: &Budget) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut skip = 0;
    let mut at = 0;
    for piece in budget.pieces(bytes, 16) {
        for &byte in piece {
            let here = at;
            at += 1;
            if skip > 0 {
                skip -= 1;
                continue;
            }
            match byte {
                b'+' if plus => out.push(b' '),
                b'%' => match bytes.get(here + 1..here + 3).and_then(hex_pair) {
                    Some(decoded) => {
                        out.push(decoded);
                        skip = 2;
                    }
                    None => out.push(byte),
                },
                byte => out.push(byte),
            }
        }
    }
    out
}

/// The byte that two hexadecimal digits write.
pub fn hex_pair(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    Some((digit(0)? * 16 + digit(1)?) as u8)
}

/// Bytes as text: [UTF-8 decode without BOM](https://encoding.spec.whatwg.org/#utf-8-decode-without-bom).
pub fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
