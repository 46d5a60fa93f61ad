//! [buffer.transcode](https://nodejs.org/api/buffer.html#buffertranscodesource-fromenc-toenc), and
//! what bytes are said to be.

use super::allocate::new_buffer;
use super::bytes::Bytes;
use super::check;
use super::encoding::Encoding;
use crate::engine::{Agent, Call, Intrinsic, JsResult, PropertyFlags, Value};
use crate::host::errors;

/// Why bytes aren't transcoded: ICU's name and number.
type Failure = (&'static str, i32);

const ILLEGAL_ARGUMENT: Failure = ("U_ILLEGAL_ARGUMENT_ERROR", 1);
const INVALID_CHARACTER: Failure = ("U_INVALID_CHAR_FOUND", 10);

/// What stands for a character that an encoding doesn't have.
const SUBSTITUTE: u8 = b'?';

/// [buffer.transcode(source, fromEnc, toEnc)](https://nodejs.org/api/buffer.html#buffertranscodesource-fromenc-toenc)
pub(super) fn transcode(agent: &mut Agent, call: Call) -> JsResult {
    let source = check::bytes(agent, call.arg(0), "source")?;
    if source.length == 0 {
        return Ok(new_buffer(agent, Vec::new()).value());
    }
    agent.poll_work(source.length / 16)?;
    let encoding = |index: usize| match call.arg(index) {
        name if name.is_nullish() => Some(Encoding::Utf8),
        name => Encoding::of(agent, name),
    };
    let (from, to) = (encoding(1), encoding(2));
    let bytes = source.read(&agent.heap);
    let made = match (from, to) {
        (Some(from), Some(to)) => transcoded(&bytes, from, to),
        _ => Err(ILLEGAL_ARGUMENT),
    };
    match made {
        Ok(bytes) => Ok(new_buffer(agent, bytes).value()),
        Err((name, number)) => {
            let text = format!("Unable to transcode Buffer [{name}]");
            let error = errors::new_error(agent, Intrinsic::ErrorPrototype, name, &text);
            let number = Value::int(number);
            agent.define_constant(error, "errno", number, PropertyFlags::DATA);
            Err(agent.throw(error.value()))
        }
    }
}

fn transcoded(bytes: &[u8], from: Encoding, to: Encoding) -> Result<Vec<u8>, Failure> {
    use Encoding::{Ascii, Latin1, Utf8, Utf16le};
    // A character, or `None` for what is malformed.
    let characters: Vec<Option<char>> = match from {
        // From ASCII to UTF-16 each byte is a unit, whatever it is.
        Ascii if to != Utf16le => bytes
            .iter()
            .map(|byte| byte.is_ascii().then_some(char::from(*byte)))
            .collect(),
        Latin1 | Ascii => bytes.iter().map(|&byte| Some(char::from(byte))).collect(),
        Utf8 => bytes
            .utf8_chunks()
            .flat_map(|chunk| {
                let malformed = (!chunk.invalid().is_empty()).then_some(None);
                chunk.valid().chars().map(Some).chain(malformed)
            })
            .collect(),
        Utf16le => {
            let pairs = bytes.chunks_exact(2);
            let units = pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(Result::ok).collect()
        }
        _ => return Err(ILLEGAL_ARGUMENT),
    };
    // Between the Unicode encodings nothing is replaced.
    let is_strict = matches!((from, to), (Utf8 | Utf16le, Utf8 | Utf16le)) && from != to;
    if is_strict && characters.contains(&None) {
        return Err(INVALID_CHARACTER);
    }
    let limit = match to {
        Ascii => '\u{80}',
        Latin1 => '\u{100}',
        _ => {
            let text = characters.into_iter();
            let text: String = text
                .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect();
            return match to {
                Utf8 => Ok(text.into_bytes()),
                Utf16le => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
                _ => Err(ILLEGAL_ARGUMENT),
            };
        }
    };
    let byte = |character: Option<char>| match character {
        Some(character) if character < limit => character as u8,
        _ => SUBSTITUTE,
    };
    Ok(characters.into_iter().map(byte).collect())
}

/// The bytes of a typed array or a buffer.
fn input(agent: &mut Agent, call: Call) -> JsResult<Bytes> {
    let value = call.arg(0);
    let bytes = Bytes::of_typed_array(&agent.heap, value);
    let Some(bytes) = bytes.or_else(|| Bytes::of_buffer(&agent.heap, value)) else {
        let expected = "an instance of ArrayBuffer, Buffer, or TypedArray";
        return Err(errors::invalid_argument_type(
            agent, "input", expected, value,
        ));
    };
    agent.poll_work(bytes.length / 64)?;
    if agent.heap.buffer_length(bytes.buffer).is_none() {
        let (code, text) = (
            "ERR_INVALID_STATE",
            "Invalid state: Cannot validate on a detached buffer",
        );
        return Err(errors::throw(agent, Intrinsic::ErrorPrototype, code, text));
    }
    Ok(bytes)
}

/// [buffer.isUtf8(input)](https://nodejs.org/api/buffer.html#bufferisutf8input)
pub(super) fn is_utf8(agent: &mut Agent, call: Call) -> JsResult {
    let bytes = input(agent, call)?;
    let is = std::str::from_utf8(&bytes.read(&agent.heap)).is_ok();
    Ok(Value::bool(is))
}

/// [buffer.isAscii(input)](https://nodejs.org/api/buffer.html#bufferisasciiinput)
pub(super) fn is_ascii(agent: &mut Agent, call: Call) -> JsResult {
    let bytes = input(agent, call)?;
    Ok(Value::bool(bytes.read(&agent.heap).is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::{Encoding, transcoded};

    #[test]
    fn what_an_encoding_lacks_becomes_a_question_mark() {
        let text = "a\u{e9}\u{20ac}\u{1f600}".as_bytes();
        let made = |to| transcoded(text, Encoding::Utf8, to).unwrap_or_default();
        assert_eq!(made(Encoding::Latin1), b"a\xE9??");
        assert_eq!(made(Encoding::Ascii), b"a???");
        assert_eq!(made(Encoding::Utf8), text);
        assert!(transcoded(text, Encoding::Utf8, Encoding::Hex).is_err());
        assert!(transcoded(b"\xFF", Encoding::Utf8, Encoding::Utf16le).is_err());
    }
}
