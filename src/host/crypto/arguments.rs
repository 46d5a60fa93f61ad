//! Bytes that scripts give.

use crate::engine::{Agent, JsResult, Value};
use crate::host::buffer::{Bytes, Encoding};

/// The bytes of a view, a buffer, or a string in UTF-8.
pub(super) fn bytes(agent: &mut Agent, value: Value) -> JsResult<Vec<u8>> {
    if let Some(text) = value.as_string() {
        return Ok(Encoding::Utf8.encode(&agent.heap, text));
    }
    match Bytes::of_any(&agent.heap, value) {
        Some(bytes) => {
            agent.poll_work(bytes.length / 64)?;
            Ok(bytes.read(&agent.heap).into_owned())
        }
        None => Err(agent.type_error("no bytes")),
    }
}

/// As [`bytes`], with the encoding of a string.
pub(super) fn text_or_bytes(agent: &mut Agent, value: Value, encoding: Value) -> JsResult<Vec<u8>> {
    let Some(text) = value.as_string() else {
        return bytes(agent, value);
    };
    let encoding = Encoding::of(agent, encoding).unwrap_or(Encoding::Utf8);
    agent.poll_work(agent.heap.string_length(text) / 64)?;
    Ok(encoding.encode(&agent.heap, text))
}
