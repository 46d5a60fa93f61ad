//! [Base64 and hex of Uint8Arrays](https://tc39.es/ecma262/#sec-uint8array-objects): the methods
//! that only Uint8Array has.

use super::construct::allocate_plain;
use crate::builtins::array_buffer::detached_error;
use crate::engine::{
    Agent, Budget, Call, ElementType, JsResult, Method, Object, PropertyFlags, Str, Throw,
    TypedArrayData, Value, messages,
};

pub(super) const STATIC_METHODS: &[Method] = &[
    Method::new("fromBase64", 1, from_base64),
    Method::new("fromHex", 1, from_hex),
];

pub(super) const METHODS: &[Method] = &[
    Method::new("toBase64", 0, to_base64),
    Method::new("setFromBase64", 1, set_from_base64),
    Method::new("toHex", 0, to_hex),
    Method::new("setFromHex", 1, set_from_hex),
];

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What is wrong with a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Malformed {
    /// An unexpected character.
    Character,
    /// One character is left at the end.
    SingleCharacter,
    /// The end lacks something, or has bits that belong to no byte.
    End,
    /// No pairs of hexadecimal digits.
    Hex,
}

impl Malformed {
    fn text(self) -> &'static str {
        match self {
            Malformed::Character => {
                "Found a character that cannot be part of a valid base64 string."
            }
            Malformed::SingleCharacter => {
                "The base64 input terminates with a single character, excluding padding (=)."
            }
            Malformed::End => "The base64 input ends with an incomplete or malformed chunk.",
            Malformed::Hex => "Input string must contain hex characters in even length",
        }
    }
}

/// Decodes base64 as `atob` does: with white space, with or without padding.
pub fn decode_base64(units: &[u16], budget: &Budget) -> Result<Vec<u8>, Malformed> {
    let decoded = decode(units, STANDARD, LastChunk::Loose, usize::MAX, budget);
    match decoded.error {
        Some(error) => Err(error),
        None => Ok(decoded.bytes),
    }
}

/// Encodes bytes as `btoa` does.
pub fn encode_base64(bytes: &[u8], budget: &Budget) -> String {
    encode(bytes, STANDARD, true, budget)
}

/// Encodes bytes in the alphabet for URLs, without padding.
pub fn encode_base64url(bytes: &[u8], budget: &Budget) -> String {
    encode(bytes, URL, false, budget)
}

/// What to do with the last characters where they aren't four.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LastChunk {
    Loose,
    Strict,
    StopBeforePartial,
}

/// What was decoded.
#[derive(Default)]
struct Decoded {
    /// How many code units encode the bytes.
    read: usize,
    bytes: Vec<u8>,
    /// Why the rest could not be read.
    error: Option<Malformed>,
}

impl Decoded {
    fn fail(mut self, error: Malformed) -> Decoded {
        self.error = Some(error);
        self
    }

    fn all(mut self, length: usize) -> Decoded {
        self.read = length;
        self
    }

    /// Takes the bytes of a chunk of 2 to 4 characters.
    fn take(&mut self, chunk: &[u8]) {
        let bits = chunk
            .iter()
            .fold(0, |bits, sextet| bits << 6 | u32::from(*sextet));
        let [_, bytes @ ..] = (bits << (6 * (4 - chunk.len()))).to_be_bytes();
        self.bytes.extend_from_slice(&bytes[..chunk.len() - 1]);
    }
}

/// The code units of a base64 text.
struct Input<'a> {
    units: &'a [u16],
    budget: &'a Budget,
    at: usize,
}

impl Input<'_> {
    /// [SkipAsciiWhitespace](https://tc39.es/ecma262/#sec-skipasciiwhitespace); the next code unit.
    fn next_visible(&mut self) -> Option<u16> {
        loop {
            self.budget.spend(1).ok()?;
            match *self.units.get(self.at)? {
                0x09 | 0x0A | 0x0C | 0x0D | 0x20 => self.at += 1,
                unit => return Some(unit),
            }
        }
    }
}

fn sextet(unit: u16, alphabet: &[u8; 64]) -> Option<u8> {
    match u8::try_from(unit).ok()? {
        letter @ b'A'..=b'Z' => Some(letter - b'A'),
        letter @ b'a'..=b'z' => Some(letter - b'a' + 26),
        digit @ b'0'..=b'9' => Some(digit - b'0' + 52),
        last if last == alphabet[62] => Some(62),
        last if last == alphabet[63] => Some(63),
        _ => None,
    }
}

/// [FromBase64](https://tc39.es/ecma262/#sec-frombase64)
fn decode(
    units: &[u16],
    alphabet: &[u8; 64],
    last: LastChunk,
    most: usize,
    budget: &Budget,
) -> Decoded {
    let mut done = Decoded::default();
    if most == 0 {
        return done;
    }
    let mut input = Input {
        units,
        budget,
        at: 0,
    };
    let mut chunk = Vec::with_capacity(4);
    loop {
        let Some(unit) = input.next_visible() else {
            match (last, chunk.len()) {
                (_, 0) => {}
                (LastChunk::StopBeforePartial, _) => return done,
                (LastChunk::Loose, 2 | 3) => done.take(&chunk),
                (LastChunk::Loose, _) => return done.fail(Malformed::SingleCharacter),
                (LastChunk::Strict, _) => return done.fail(Malformed::End),
            }
            return done.all(units.len());
        };
        input.at += 1;
        if unit == u16::from(b'=') {
            return decode_padding(done, input, &chunk, last);
        }
        let Some(sextet) = sextet(unit, alphabet) else {
            return done.fail(Malformed::Character);
        };
        let room = most - done.bytes.len();
        if room < 3 && chunk.len() == room + 1 {
            return done;
        }
        chunk.push(sextet);
        if chunk.len() == 4 {
            done.take(&chunk);
            chunk.clear();
            done.read = input.at;
            if done.bytes.len() == most {
                return done;
            }
        }
    }
}

/// What follows the first `=`.
fn decode_padding(
    mut done: Decoded,
    mut input: Input<'_>,
    chunk: &[u8],
    last: LastChunk,
) -> Decoded {
    if chunk.len() < 2 {
        return done.fail(Malformed::Character);
    }
    let mut next = input.next_visible();
    if chunk.len() == 2 {
        match next {
            None if last == LastChunk::StopBeforePartial => return done,
            None => return done.fail(Malformed::End),
            Some(unit) if unit == u16::from(b'=') => {
                input.at += 1;
                next = input.next_visible();
            }
            Some(_) => {}
        }
    }
    if next.is_some() {
        return done.fail(Malformed::Character);
    }
    // The bits that belong to no byte.
    let spare = if chunk.len() == 2 { 0b1111 } else { 0b11 };
    let has_spare = chunk.last().is_some_and(|sextet| sextet & spare != 0);
    if last == LastChunk::Strict && has_spare {
        return done.fail(Malformed::End);
    }
    done.take(chunk);
    done.all(input.units.len())
}

/// [FromHex](https://tc39.es/ecma262/#sec-fromhex)
fn decode_hex(units: &[u16], most: usize, budget: &Budget) -> Decoded {
    let mut done = Decoded::default();
    if !units.len().is_multiple_of(2) {
        return done.fail(Malformed::Hex);
    }
    let digit = |unit: u16| char::from_u32(unit.into())?.to_digit(16);
    for pair in budget.each(units.chunks_exact(2).take(most)) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
            return done.fail(Malformed::Hex);
        };
        done.bytes.push((high << 4 | low) as u8);
        done.read += 2;
    }
    done
}

fn encode(bytes: &[u8], alphabet: &[u8; 64], pads: bool, budget: &Budget) -> String {
    // A multiple of 3, so that only the last group may be short.
    const AT_ONCE: usize = 3 << 12;
    let letter = |bits: u32, shift: u32| alphabet[(bits >> shift & 0x3F) as usize];
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for piece in bytes.chunks(AT_ONCE) {
        if budget.spend(piece.len() / 16).is_err() {
            break;
        }
        let groups = piece.chunks_exact(3);
        let rest = groups.remainder();
        for group in groups {
            let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
            text.extend_from_slice(&[
                letter(bits, 18),
                letter(bits, 12),
                letter(bits, 6),
                letter(bits, 0),
            ]);
        }
        match *rest {
            [a] => {
                let bits = u32::from_be_bytes([0, a, 0, 0]);
                text.extend_from_slice(&[letter(bits, 18), letter(bits, 12)]);
                text.extend_from_slice(if pads { b"==" } else { b"" });
            }
            [a, b] => {
                let bits = u32::from_be_bytes([0, a, b, 0]);
                text.extend_from_slice(&[letter(bits, 18), letter(bits, 12), letter(bits, 6)]);
                text.extend_from_slice(if pads { b"=" } else { b"" });
            }
            _ => {}
        }
    }
    // Letters of either alphabet are ASCII.
    String::from_utf8(text).unwrap_or_default()
}

/// [ValidateUint8Array](https://tc39.es/ecma262/#sec-validateuint8array) of the receiver.
fn this_bytes(agent: &mut Agent, call: Call, method: &str) -> JsResult<TypedArrayData> {
    let object = call.this().as_object();
    let view = object.and_then(|object| agent.heap.typed_array(object));
    match view.filter(|view| view.element == ElementType::Uint8) {
        Some(view) => Ok(view),
        None => {
            let receiver = agent.value_for_message(call.this());
            let method = format!("Uint8Array.prototype.{method}");
            Err(agent.type_error(messages::incompatible_receiver(&method, &receiver)))
        }
    }
}

/// The first argument, which must be a string.
fn string_argument(agent: &mut Agent, call: Call, method: &str) -> JsResult<Str> {
    match call.arg(0).as_string() {
        Some(string) => Ok(string),
        None => {
            let text = format!("Uint8Array.{method} requires that input be a string");
            Err(agent.type_error(text))
        }
    }
}

fn units(agent: &mut Agent, string: Str) -> JsResult<Vec<u16>> {
    Ok(agent.heap.units(string))
}

/// [GetOptionsObject](https://tc39.es/ecma262/#sec-getoptionsobject)
fn options(agent: &mut Agent, value: Value) -> JsResult<Option<Object>> {
    match value.as_object() {
        None if !value.is_undefined() => {
            let what = agent.value_for_message(value);
            Err(agent.type_error(format!("{what} is not an object")))
        }
        options => Ok(options),
    }
}

/// An option that is one of a few words.
fn option<T: Copy>(
    agent: &mut Agent,
    options: Option<Object>,
    name: &str,
    choices: &[(&str, T)],
    default: T,
) -> JsResult<T> {
    let Some(options) = options else {
        return Ok(default);
    };
    let key = agent.heap.property_key_of_str(name);
    agent.keep_key(key);
    let value = agent.get(options, key)?;
    if value.is_undefined() {
        return Ok(default);
    }
    let text = value.as_string().map(|text| agent.heap.utf8(text));
    let found = choices
        .iter()
        .find(|(choice, _)| Some(*choice) == text.as_deref());
    match found {
        Some((_, choice)) => Ok(*choice),
        None => {
            let what = agent.value_for_message(value);
            Err(agent.type_error(format!("Invalid value for option {name}: {what}")))
        }
    }
}

fn alphabet(agent: &mut Agent, options: Option<Object>) -> JsResult<&'static [u8; 64]> {
    let choices = [("base64", STANDARD), ("base64url", URL)];
    option(agent, options, "alphabet", &choices, STANDARD)
}

/// What the options of decoding say.
fn decoding(agent: &mut Agent, value: Value) -> JsResult<(&'static [u8; 64], LastChunk)> {
    let options = options(agent, value)?;
    let alphabet = alphabet(agent, options)?;
    let choices = [
        ("loose", LastChunk::Loose),
        ("strict", LastChunk::Strict),
        ("stop-before-partial", LastChunk::StopBeforePartial),
    ];
    let name = "lastChunkHandling";
    let last = option(agent, options, name, &choices, LastChunk::Loose)?;
    Ok((alphabet, last))
}

fn syntax_error(agent: &mut Agent, error: Malformed) -> Throw {
    agent.syntax_error(error.text())
}

/// A new Uint8Array over what was decoded.
fn made_of(agent: &mut Agent, decoded: Decoded) -> JsResult {
    if let Some(error) = decoded.error {
        return Err(syntax_error(agent, error));
    }
    let target = allocate_plain(agent, ElementType::Uint8, decoded.bytes.len())?;
    if let Some(view) = agent.heap.typed_array(target) {
        agent.put_bytes(view.buffer, view.offset, &decoded.bytes)?;
    }
    Ok(target.value())
}

/// Writes what was decoded, then throws its error or gives `{ read, written }`.
fn written_to(agent: &mut Agent, view: &TypedArrayData, decoded: Decoded) -> JsResult {
    agent.put_bytes(view.buffer, view.offset, &decoded.bytes)?;
    if let Some(error) = decoded.error {
        return Err(syntax_error(agent, error));
    }
    let result = agent.new_plain_object(2);
    let counts = [("read", decoded.read), ("written", decoded.bytes.len())];
    for (name, count) in counts {
        let key = agent.heap.property_key_of_str(name);
        let count = Value::from_usize(count);
        agent
            .heap
            .add_property(result, key, PropertyFlags::DATA, count);
    }
    Ok(result.value())
}

/// How many bytes a receiver has room for.
fn room(agent: &mut Agent, view: &TypedArrayData, method: &str) -> JsResult<usize> {
    match agent.heap.view_length(view) {
        Some(length) => Ok(length),
        None => Err(detached_error(
            agent,
            &format!("Uint8Array.prototype.{method}"),
        )),
    }
}

/// [Uint8Array.fromBase64 ( string \[ , options \] )](https://tc39.es/ecma262/#sec-uint8array.frombase64)
fn from_base64(agent: &mut Agent, call: Call) -> JsResult {
    let string = string_argument(agent, call, "fromBase64")?;
    let (alphabet, last) = decoding(agent, call.arg(1))?;
    let units = units(agent, string)?;
    let decoded = decode(&units, alphabet, last, usize::MAX, &agent.heap.budget);
    made_of(agent, decoded)
}

/// [Uint8Array.fromHex ( string )](https://tc39.es/ecma262/#sec-uint8array.fromhex)
fn from_hex(agent: &mut Agent, call: Call) -> JsResult {
    let string = string_argument(agent, call, "fromHex")?;
    let units = units(agent, string)?;
    let decoded = decode_hex(&units, usize::MAX, &agent.heap.budget);
    made_of(agent, decoded)
}

/// [Uint8Array.prototype.setFromBase64 ( string \[ , options \] )](https://tc39.es/ecma262/#sec-uint8array.prototype.setfrombase64)
fn set_from_base64(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_bytes(agent, call, "setFromBase64")?;
    let string = string_argument(agent, call, "prototype.setFromBase64")?;
    let (alphabet, last) = decoding(agent, call.arg(1))?;
    let room = room(agent, &view, "setFromBase64")?;
    let units = units(agent, string)?;
    let decoded = decode(&units, alphabet, last, room, &agent.heap.budget);
    written_to(agent, &view, decoded)
}

/// [Uint8Array.prototype.setFromHex ( string )](https://tc39.es/ecma262/#sec-uint8array.prototype.setfromhex)
fn set_from_hex(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_bytes(agent, call, "setFromHex")?;
    let string = string_argument(agent, call, "prototype.setFromHex")?;
    let room = room(agent, &view, "setFromHex")?;
    let units = units(agent, string)?;
    let decoded = decode_hex(&units, room, &agent.heap.budget);
    written_to(agent, &view, decoded)
}

/// [GetUint8ArrayBytes](https://tc39.es/ecma262/#sec-getuint8arraybytes)
fn bytes_of(agent: &mut Agent, view: &TypedArrayData, method: &str) -> JsResult<Vec<u8>> {
    let length = room(agent, view, method)?;
    let bytes = agent.buffer_part(view.buffer, view.offset..view.offset + length)?;
    Ok(bytes.unwrap_or_default())
}

/// [Uint8Array.prototype.toBase64 ( \[ options \] )](https://tc39.es/ecma262/#sec-uint8array.prototype.tobase64)
fn to_base64(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_bytes(agent, call, "toBase64")?;
    let options = options(agent, call.arg(0))?;
    let alphabet = alphabet(agent, options)?;
    let mut omits_padding = false;
    if let Some(options) = options {
        let key = agent.heap.property_key_of_str("omitPadding");
        agent.keep_key(key);
        let value = agent.get(options, key)?;
        omits_padding = agent.heap.to_boolean(value);
    }
    let bytes = bytes_of(agent, &view, "toBase64")?;
    let text = encode(&bytes, alphabet, !omits_padding, &agent.heap.budget);
    Ok(agent.heap.new_string_owned(text).value())
}

/// [Uint8Array.prototype.toHex ( )](https://tc39.es/ecma262/#sec-uint8array.prototype.tohex)
fn to_hex(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_bytes(agent, call, "toHex")?;
    let bytes = bytes_of(agent, &view, "toHex")?;
    let digit = |half: u8| b"0123456789abcdef"[usize::from(half)] as char;
    let text: String = agent
        .heap
        .budget
        .each(bytes.iter())
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)])
        .collect();
    Ok(agent.heap.new_string_owned(text).value())
}

#[cfg(test)]
mod tests {
    use super::{Budget, LastChunk, STANDARD, decode, decode_hex, encode};

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        let budget = Budget::default();
        let bytes: Vec<u8> = (0..=255).collect();
        for length in 0..bytes.len() {
            for pads in [false, true] {
                let text = encode(&bytes[..length], STANDARD, pads, &budget);
                let decoded = decode(
                    &units(&text),
                    STANDARD,
                    LastChunk::Loose,
                    usize::MAX,
                    &budget,
                );
                assert_eq!(decoded.bytes, bytes[..length]);
                assert_eq!((decoded.read, decoded.error), (text.len(), None));
            }
        }
    }

    #[test]
    fn decoding_stops_where_there_is_no_room() {
        let budget = Budget::default();
        let read = |text: &str, most| {
            let done = decode(&units(text), STANDARD, LastChunk::Loose, most, &budget);
            assert_eq!(done.error, None);
            (done.read, done.bytes.len())
        };
        assert_eq!(read("Zm9vYmFy", 5), (4, 3));
        assert_eq!(read("Zm9vYmFy", 6), (8, 6));
        assert_eq!(read("Zm9v YmE=", 5), (9, 5));
        assert_eq!(read("Zm9v$", 0), (0, 0));
        let hex = decode_hex(&units("0aFfzz"), 2, &budget);
        assert_eq!(
            (hex.read, hex.bytes, hex.error),
            (4, vec![0x0A, 0xFF], None)
        );
    }
}
