//! The static methods of Buffer that make none, or make one of others.

use super::allocate::{self, new_buffer};
use super::bytes::Bytes;
use super::check::{self, MAX_SAFE_INTEGER};
use super::compare::ordering;
use super::encoding::Encoding;
use super::from::copied;
use super::state::BufferState;
use crate::engine::{Agent, Call, JsResult, PropertyKey, Value};
use crate::host::errors;

/// [Buffer.compare(buf1, buf2)](https://nodejs.org/api/buffer.html#static-method-buffercomparebuf1-buf2)
pub(super) fn compare(agent: &mut Agent, call: Call) -> JsResult {
    let first = check::bytes(agent, call.arg(0), "buf1")?;
    let second = check::bytes(agent, call.arg(1), "buf2")?;
    ordering(agent, first, second)
}

/// [Buffer.isBuffer(obj)](https://nodejs.org/api/buffer.html#static-method-bufferisbufferobj)
pub(super) fn is_buffer(agent: &mut Agent, call: Call) -> JsResult {
    let constructor = BufferState::of(agent).constructor.value();
    let is = agent.instanceof_operator(call.arg(0), constructor)?;
    Ok(Value::bool(is))
}

/// [Buffer.isEncoding(encoding)](https://nodejs.org/api/buffer.html#static-method-bufferisencodingencoding)
pub(super) fn is_encoding(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(Encoding::of(agent, call.arg(0)).is_some()))
}

/// [Buffer.byteLength(string\[, encoding\])](https://nodejs.org/api/buffer.html#static-method-bufferbytelengthstring-encoding)
pub(super) fn byte_length(agent: &mut Agent, call: Call) -> JsResult {
    let value = call.arg(0);
    if let Some(text) = value.as_string() {
        let encoding = match call.arg(1) {
            given if agent.heap.to_boolean(given) => {
                let name = agent.to_string(given)?;
                Encoding::named(agent.heap.text(name))
            }
            _ => None,
        };
        let encoding = encoding.unwrap_or(Encoding::Utf8);
        return Ok(Value::from_usize(encoding.byte_length(&agent.heap, text)));
    }
    match Bytes::of_any(&agent.heap, value) {
        Some(bytes) => Ok(Value::from_usize(bytes.length)),
        None => {
            let expected = "of type string or an instance of Buffer or ArrayBuffer";
            Err(errors::invalid_argument_type(
                agent, "string", expected, value,
            ))
        }
    }
}

/// [Buffer.concat(list\[, totalLength\])](https://nodejs.org/api/buffer.html#static-method-bufferconcatlist-totallength)
pub(super) fn concat(agent: &mut Agent, call: Call) -> JsResult {
    let list = match call.arg(0).as_object() {
        Some(list) if agent.is_array(list.value())? => list,
        _ => {
            let (expected, value) = ("an instance of Array", call.arg(0));
            return Err(errors::invalid_argument_type(
                agent, "list", expected, value,
            ));
        }
    };
    let count = agent.length_of_array_like(list)? as usize;
    if count == 0 {
        return Ok(new_buffer(agent, Vec::new()).value());
    }
    let mut total = match call.arg(1) {
        Value::UNDEFINED => None,
        length => Some(check::offset(agent, length, "length", MAX_SAFE_INTEGER)?),
    };
    let mut parts = Vec::new();
    for index in 0..count {
        agent.poll()?;
        let part = agent.get(list, PropertyKey::index(index as u32))?;
        agent.keep(part);
        let Some(part) = Bytes::of_uint8_array(&agent.heap, part) else {
            let (name, expected) = (format!("list[{index}]"), check::BYTES);
            return Err(errors::invalid_argument_type(agent, &name, expected, part));
        };
        parts.push(part);
    }
    let total = *total.get_or_insert_with(|| parts.iter().map(|part| part.length).sum());
    agent.poll_work(total / 64)?;
    agent.check_room(total)?;
    let mut bytes = Vec::with_capacity(total);
    for part in parts {
        let room = total - bytes.len();
        bytes.extend_from_slice(&part.part(0..room).read(&agent.heap));
    }
    bytes.resize(total, 0);
    Ok(allocate::allocate_with(agent, bytes)?.value())
}

/// [Buffer.copyBytesFrom(view\[, offset\[, length\]\])](https://nodejs.org/api/buffer.html#static-method-buffercopybytesfromview-offset-length)
pub(super) fn copy_bytes_from(agent: &mut Agent, call: Call) -> JsResult {
    let view = call.arg(0).as_object();
    let view = view.and_then(|view| agent.heap.typed_array(view));
    let (Some(view), Some(bytes)) = (view, Bytes::of_typed_array(&agent.heap, call.arg(0))) else {
        let (expected, value) = ("an instance of TypedArray", call.arg(0));
        return Err(errors::invalid_argument_type(
            agent, "view", expected, value,
        ));
    };
    let size = view.element.size();
    let count = bytes.length / size;
    if count == 0 {
        return Ok(new_buffer(agent, Vec::new()).value());
    }
    let (max, offset) = (MAX_SAFE_INTEGER, call.arg(1));
    let start = check::offset_or(agent, offset, "offset", max, 0)?;
    if start >= count {
        return Ok(new_buffer(agent, Vec::new()).value());
    }
    let length = check::offset_or(agent, call.arg(2), "length", max, count - start)?;
    let end = start.saturating_add(length).min(count);
    let made = copied(agent, bytes.part(start * size..end * size))?;
    Ok(made.value())
}
