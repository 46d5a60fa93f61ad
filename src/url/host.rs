//! [Hosts](https://url.spec.whatwg.org/#hosts-\(domains-and-ip-addresses\)): domains, addresses and
//! opaque hosts, as the texts that they serialize to.

use super::percent::{self, C0_CONTROL, encode_into};
use crate::budget::Budget;
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use std::fmt::Write;

/// Longer domains that have to be encoded, in bytes, are refused: names have 253, and the encoding
/// has no looks at the budget.
const LONGEST_ENCODED: usize = 1 << 16;

/// [Forbidden host code points](https://url.spec.whatwg.org/#forbidden-host-code-point)
const fn is_forbidden(byte: u8) -> bool {
    matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | b'\r'
            | b' '
            | b'#'
            | b'/'
            | b':'
            | b'<'
            | b'>'
            | b'?'
            | b'@'
            | b'['
            | b'\\'
            | b']'
            | b'^'
            | b'|'
    )
}

/// What the bytes of a domain are, as bits.
const FORBIDDEN: u8 = 1;
const BEYOND_ASCII: u8 = 2;
const CAPITAL: u8 = 4;
const HYPHEN: u8 = 8;

/// By byte; [forbidden domain code points](https://url.spec.whatwg.org/#forbidden-domain-code-point)
/// are among them.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            0x80.. => BEYOND_ASCII,
            b'A'..=b'Z' => CAPITAL,
            b'-' => HYPHEN,
            0..=0x1F | b'%' | 0x7F => FORBIDDEN,
            byte if is_forbidden(byte) => FORBIDDEN,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// [The host parser](https://url.spec.whatwg.org/#concept-host-parser): what a host serializes to;
/// `None` is a failure.
pub(super) fn parse(input: &str, is_opaque: bool, budget: &Budget) -> Option<String> {
    if let Some(address) = input.strip_prefix('[') {
        let address = parse_ipv6(address.strip_suffix(']')?)?;
        return Some(serialize_ipv6(address));
    }
    if is_opaque {
        return opaque(input, budget);
    }
    let decoded;
    let domain = match input.contains('%') {
        true => {
            decoded = percent::into_text(percent::decode(input.as_bytes(), false, budget));
            &*decoded
        }
        false => input,
    };
    let domain = domain_to_ascii(domain, budget)?;
    match domain.is_empty() {
        true => None,
        false if ends_in_number(&domain) => Some(serialize_ipv4(parse_ipv4(&domain)?)),
        false => Some(domain),
    }
}

/// [The opaque-host parser](https://url.spec.whatwg.org/#concept-opaque-host-parser)
fn opaque(input: &str, budget: &Budget) -> Option<String> {
    for piece in budget.pieces(input.as_bytes(), 16) {
        if piece.iter().any(|byte| is_forbidden(*byte)) {
            return None;
        }
    }
    let mut out = String::with_capacity(input.len());
    encode_into(&mut out, input, &C0_CONTROL, budget);
    Some(out)
}

/// [Domain to ASCII](https://url.spec.whatwg.org/#concept-domain-to-ascii), not strictly, with the
/// look for forbidden characters that follows it.
pub fn domain_to_ascii(domain: &str, budget: &Budget) -> Option<String> {
    let mut found = 0;
    for piece in budget.pieces(domain.as_bytes(), 16) {
        found |= piece
            .iter()
            .fold(0, |found, byte| found | CLASSES[usize::from(*byte)]);
    }
    // Labels of ASCII are mapped to small letters, which has to look at those with an encoding only.
    if found & BEYOND_ASCII == 0 && (found & HYPHEN == 0 || !has_encoded_label(domain)) {
        return match (found & FORBIDDEN != 0, found & CAPITAL != 0) {
            (true, _) => None,
            (false, true) => Some(domain.to_ascii_lowercase()),
            (false, false) => Some(domain.to_string()),
        };
    }
    if domain.len() > LONGEST_ENCODED {
        return None;
    }
    budget.spend(domain.len()).ok()?;
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::URL,
        Hyphens::Allow,
        DnsLength::Ignore,
    );
    ascii.ok().map(|ascii| ascii.into_owned())
}

/// Whether a label begins with `xn--`.
fn has_encoded_label(domain: &str) -> bool {
    let begins = |label: &str| {
        let begin = label.as_bytes().get(..4);
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(b"xn--"))
    };
    domain.split('.').any(begins)
}

/// [Domain to Unicode](https://url.spec.whatwg.org/#concept-domain-to-unicode): errors don't matter.
pub fn domain_to_unicode(domain: &str) -> String {
    let uts46 = Uts46::new();
    let (unicode, _) = uts46.to_unicode(domain.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow);
    unicode.into_owned()
}

/// [Ends in a number](https://url.spec.whatwg.org/#ends-in-a-number-checker)
fn ends_in_number(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    // The last byte decides mostly.
    let end = domain.bytes().next_back();
    if !end.is_some_and(|byte| byte.is_ascii_hexdigit() || byte.eq_ignore_ascii_case(&b'x')) {
        return false;
    }
    let last = domain.rsplit('.').next().unwrap_or(domain);
    last.bytes().all(|byte| byte.is_ascii_digit()) || number_of_ipv4(last).is_some()
}

/// [The IPv4 number parser](https://url.spec.whatwg.org/#ipv4-number-parser); what is too large for
/// an address is as large as it gets.
fn number_of_ipv4(part: &str) -> Option<u64> {
    let bytes = part.as_bytes();
    let (digits, radix) = match bytes {
        [] => return None,
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'0', digits @ ..] if !digits.is_empty() => (digits, 8),
        digits => (digits, 10),
    };
    let mut number = 0u64;
    for &digit in digits {
        let digit = char::from(digit).to_digit(radix)?;
        number = (number * u64::from(radix) + u64::from(digit)).min(1 << 40);
    }
    Some(number)
}

/// [The IPv4 parser](https://url.spec.whatwg.org/#concept-ipv4-parser)
fn parse_ipv4(domain: &str) -> Option<u32> {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let parts = domain.split('.');
    if parts.clone().count() > 4 {
        return None;
    }
    let numbers: Option<Vec<u64>> = parts.map(number_of_ipv4).collect();
    let numbers = numbers?;
    let (&last, before) = numbers.split_last()?;
    if before.iter().any(|number| *number > 255) || last >= 256u64.pow(5 - numbers.len() as u32) {
        return None;
    }
    let mut address = last as u32;
    for (place, &number) in before.iter().enumerate() {
        address += (number as u32) << (24 - 8 * place);
    }
    Some(address)
}

fn serialize_ipv4(address: u32) -> String {
    let [a, b, c, d] = address.to_be_bytes();
    format!("{a}.{b}.{c}.{d}")
}

/// [The IPv6 parser](https://url.spec.whatwg.org/#concept-ipv6-parser)
fn parse_ipv6(input: &str) -> Option<[u16; 8]> {
    let input = input.as_bytes();
    let mut address = [0; 8];
    let mut place = 0;
    let mut compress = None;
    let mut at = 0;
    if input.first() == Some(&b':') {
        if input.get(1) != Some(&b':') {
            return None;
        }
        at = 2;
        place = 1;
        compress = Some(place);
    }
    while at < input.len() {
        if place == 8 {
            return None;
        }
        if input[at] == b':' {
            if compress.is_some() {
                return None;
            }
            at += 1;
            place += 1;
            compress = Some(place);
            continue;
        }
        let start = at;
        let mut value = 0;
        while at < input.len()
            && at - start < 4
            && let Some(digit) = char::from(input[at]).to_digit(16)
        {
            value = value * 16 + digit as u16;
            at += 1;
        }
        match input.get(at) {
            Some(b'.') => {
                if at == start || place > 6 {
                    return None;
                }
                let [high, low] = embedded_ipv4(&input[start..])?;
                address[place] = high;
                address[place + 1] = low;
                place += 2;
                break;
            }
            Some(b':') => {
                at += 1;
                if at == input.len() {
                    return None;
                }
            }
            Some(_) => return None,
            None => {}
        }
        address[place] = value;
        place += 1;
    }
    let Some(compress) = compress else {
        return (place == 8).then_some(address);
    };
    let count = place - compress;
    for back in 0..count {
        address.swap(7 - back, compress + count - 1 - back);
    }
    Some(address)
}

/// The last two pieces of an IPv6 address that ends as an IPv4 address.
fn embedded_ipv4(input: &[u8]) -> Option<[u16; 2]> {
    let text = std::str::from_utf8(input).ok()?;
    let mut bytes = [0; 4];
    let mut parts = text.split('.');
    for byte in &mut bytes {
        let part = parts.next()?;
        let digits = part.bytes().all(|digit| digit.is_ascii_digit());
        if part.is_empty() || !digits || (part.len() > 1 && part.starts_with('0')) {
            return None;
        }
        *byte = part.parse::<u8>().ok()?;
    }
    if parts.next().is_some() {
        return None;
    }
    let [a, b, c, d] = bytes;
    Some([u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])])
}

/// [The IPv6 serializer](https://url.spec.whatwg.org/#concept-ipv6-serializer), in brackets.
fn serialize_ipv6(address: [u16; 8]) -> String {
    // The first longest run of zeros is left out.
    let (mut begin, mut length) = (8, 1);
    let mut at = 0;
    while at < 8 {
        let run = address[at..]
            .iter()
            .take_while(|piece| **piece == 0)
            .count();
        if run > length {
            (begin, length) = (at, run);
        }
        at += run.max(1);
    }
    let mut out = String::from("[");
    let mut at = 0;
    while at < 8 {
        if at == begin {
            out.push_str(if at == 0 { "::" } else { ":" });
            at += length;
            continue;
        }
        // Writing to a string can't fail.
        let _ = write!(out, "{:x}", address[at]);
        at += 1;
        if at < 8 {
            out.push(':');
        }
    }
    out.push(']');
    out
}
