//! [buf.fill](https://nodejs.org/api/buffer.html#buffillvalue-offset-end-encoding)

use super::bytes::Bytes;
use super::check::{self, MAX_SAFE_INTEGER};
use super::encoding::Encoding;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Throw, Value};
use crate::host::{errors, show};

/// [buf.fill(value\[, offset\[, end\]\]\[, encoding\])](https://nodejs.org/api/buffer.html#buffillvalue-offset-end-encoding)
pub(super) fn fill(agent: &mut Agent, call: Call) -> JsResult {
    let places = [call.arg(1), call.arg(2), call.arg(3)];
    fill_range(agent, call.this(), call.arg(0), places)
}

/// Fills a part of a view, given by offset, end, and encoding, of which the latter may stand in the
/// place of one of the former.
pub(super) fn fill_range(
    agent: &mut Agent,
    target: Value,
    value: Value,
    [mut offset, mut end, mut encoding]: [Value; 3],
) -> JsResult {
    let bytes = match Bytes::of_view(&agent.heap, target) {
        Some(bytes) => bytes,
        None if value.is_number() => check::receiver(agent, target, "byteLength")?,
        None => return Err(check::invalid_type(agent, "argument must be a buffer")),
    };
    let mut contents = Contents::Byte(0);
    if let Some(text) = value.as_string() {
        if offset.is_undefined() || offset.is_string() {
            (offset, end, encoding) = (Value::UNDEFINED, Value::UNDEFINED, offset);
        } else if end.is_string() {
            (end, encoding) = (Value::UNDEFINED, end);
        }
        let encoding = text_encoding(agent, encoding)?;
        agent.poll_work(agent.heap.string_length(text) / 64)?;
        if agent.heap.string_length(text) > 0 {
            contents = Contents::Bytes(encoding.encode(&agent.heap, text));
        }
    }
    let range = match offset.is_undefined() {
        true => 0..bytes.length,
        false => {
            let start = check::offset(agent, offset, "offset", MAX_SAFE_INTEGER)?;
            let (most, all) = (bytes.length as f64, bytes.length);
            start..check::offset_or(agent, end, "end", most, all)?
        }
    };
    if range.start >= range.end {
        return Ok(target);
    }
    if !value.is_string() {
        contents = match Bytes::of_view(&agent.heap, value) {
            Some(pattern) => Contents::Bytes(pattern.read(&agent.heap).into_owned()),
            None => Contents::Byte(agent.to_uint32(value)? as u8),
        };
    }
    agent.poll_work(range.len() / 64)?;
    let part = bytes.part(range);
    match contents {
        Contents::Byte(byte) => part.change(&mut agent.heap, |bytes| bytes.fill(byte)),
        Contents::Bytes(pattern) if pattern.is_empty() => return Err(no_contents(agent, value)),
        Contents::Bytes(pattern) => part.change(&mut agent.heap, |bytes| {
            let mut filled = pattern.len().min(bytes.len());
            bytes[..filled].copy_from_slice(&pattern[..filled]);
            // What is filled is copied behind itself.
            while filled < bytes.len() {
                let count = filled.min(bytes.len() - filled);
                bytes.copy_within(..count, filled);
                filled += count;
            }
        }),
    }
    Ok(target)
}

enum Contents {
    Byte(u8),
    Bytes(Vec<u8>),
}

fn text_encoding(agent: &mut Agent, value: Value) -> JsResult<Encoding> {
    match value.as_string() {
        Some(name) if agent.heap.string_length(name) == 0 => Ok(Encoding::Utf8),
        Some(_) => match Encoding::of(agent, value) {
            Some(encoding) => Ok(encoding),
            None => Err(check::unknown_encoding(agent, value)),
        },
        None if value.is_nullish() => Ok(Encoding::Utf8),
        None => {
            let expected = "of type string";
            Err(errors::invalid_argument_type(
                agent, "encoding", expected, value,
            ))
        }
    }
}

fn no_contents(agent: &mut Agent, value: Value) -> Throw {
    let shown = match show::inspect(agent, value) {
        Ok(shown) => shown,
        Err(throw) => return throw,
    };
    let text = format!("The argument 'value' is invalid. Received {shown}");
    let code = "ERR_INVALID_ARG_VALUE";
    errors::throw(agent, Intrinsic::TypeErrorPrototype, code, &text)
}
