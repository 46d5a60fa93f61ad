//! `Buffer.from` in its forms, and `Buffer` as a function.

use super::allocate::{self, allocate_with, new_buffer, new_view};
use super::bytes::{self, Bytes};
use super::check;
use super::encoding::Encoding;
use super::state::BufferState;
use crate::builtins::typed_array::construct_uint8_array;
use crate::engine::{
    Agent, Call, ElementType, JsResult, Kind, Object, PropertyKey, Str, Throw, Value, messages,
};
use crate::host::errors;
use crate::host::process::ProcessState;

const DEPRECATED: &str = "Buffer() is deprecated due to security and usability issues. Please use \
                          the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.";

/// [new Buffer(...)](https://nodejs.org/api/buffer.html#class-buffer), deprecated; also without `new`.
pub(super) fn construct(agent: &mut Agent, call: Call) -> JsResult {
    warn(agent)?;
    if !call.arg(0).is_number() {
        return from(agent, call);
    }
    if call.arg(1).is_string() {
        let (expected, value) = ("of type string", call.arg(0));
        return Err(errors::invalid_argument_type(
            agent, "string", expected, value,
        ));
    }
    let max = check::MAX_SAFE_INTEGER;
    let size = check::number(agent, call.arg(0), "size", Some((0.0, max)))?;
    Ok(allocate::new_zeroes(agent, size)?.value())
}

/// Says once that `Buffer()` is deprecated.
fn warn(agent: &mut Agent) -> JsResult<()> {
    if std::mem::replace(&mut BufferState::of(agent).has_warned, true) {
        return Ok(());
    }
    ProcessState::emit_deprecation(agent, DEPRECATED, "DEP0005")
}

/// [Buffer.from](https://nodejs.org/api/buffer.html#static-method-bufferfromarray)
pub(super) fn from(agent: &mut Agent, call: Call) -> JsResult {
    let rest = [call.arg(1), call.arg(2)];
    let mut value = call.arg(0);
    loop {
        if let Some(text) = value.as_string() {
            return Ok(from_string(agent, text, rest[0])?.value());
        }
        let Some(object) = value.as_object().filter(|_| !agent.heap.is_callable(value)) else {
            return Err(not_a_source(agent, value));
        };
        if agent.heap.buffer(object).is_some() {
            return Ok(from_array_buffer(agent, object, rest)?.value());
        }
        // A wrapper stands for what is in it.
        let primitive = value_of(agent, object)?;
        if primitive != value && (primitive.is_string() || primitive.is_object()) {
            agent.poll()?;
            agent.keep(primitive);
            value = primitive;
            continue;
        }
        if let Some(made) = from_object(agent, object)? {
            return Ok(made.value());
        }
        let key = PropertyKey::symbol(agent.symbols.to_primitive);
        let method = agent.get(object, key)?;
        if agent.heap.is_callable(method) {
            let hint = agent.heap.new_string("string").value();
            let primitive = agent.call(method, value, &[hint])?;
            if let Some(text) = primitive.as_string() {
                return Ok(from_string(agent, text, rest[0])?.value());
            }
        }
        return Err(not_a_source(agent, value));
    }
}

fn value_of(agent: &mut Agent, object: Object) -> JsResult {
    let key = agent.static_key("valueOf");
    let method = agent.get(object, key)?;
    if !agent.heap.to_boolean(method) {
        return Ok(method);
    }
    agent.call(method, object.value(), &[])
}

#[cold]
fn not_a_source(agent: &mut Agent, value: Value) -> Throw {
    let expected = "of type string or an instance of Buffer, ArrayBuffer, or Array \
                    or an Array-like Object";
    errors::invalid_argument_type(agent, "first argument", expected, value)
}

/// [Buffer.from(string\[, encoding\])](https://nodejs.org/api/buffer.html#static-method-bufferfromstring-encoding)
fn from_string(agent: &mut Agent, text: Str, encoding: Value) -> JsResult<Object> {
    let named = encoding
        .as_string()
        .filter(|name| agent.heap.string_length(*name) > 0);
    let encoding = match named {
        None => Encoding::Utf8,
        Some(name) => match Encoding::named(agent.heap.text(name)) {
            Some(encoding) => encoding,
            None => return Err(check::unknown_encoding(agent, encoding)),
        },
    };
    agent.poll_work(agent.heap.string_length(text) / 64)?;
    let bytes = encoding.encode(&agent.heap, text);
    agent.poll()?;
    allocate_with(agent, bytes)
}

/// [Buffer.from(arrayBuffer\[, byteOffset\[, length\]\])](https://nodejs.org/api/buffer.html#static-method-bufferfromarraybuffer-byteoffset-length)
fn from_array_buffer(agent: &mut Agent, buffer: Object, rest: [Value; 2]) -> JsResult<Object> {
    let offset = match rest[0] {
        Value::UNDEFINED => 0.0,
        offset => agent.to_number(offset)?,
    };
    let offset = if offset.is_nan() { 0.0 } else { offset };
    let available = agent.heap.buffer_length(buffer).unwrap_or(0) as f64 - offset;
    if available < 0.0 {
        return Err(check::out_of_bounds(agent, Some("offset")));
    }
    let length = match rest[1] {
        Value::UNDEFINED if agent.heap.is_resizable_buffer(buffer) => None,
        Value::UNDEFINED => Some(available),
        length => {
            let length = agent.to_number(length)?;
            let length = if length > 0.0 { length } else { 0.0 };
            if length > available {
                return Err(check::out_of_bounds(agent, Some("length")));
            }
            Some(length)
        }
    };
    if agent.heap.buffer_length(buffer).is_none() {
        return Err(agent.type_error("Cannot perform Construct on a detached ArrayBuffer"));
    }
    if offset.trunc() < 0.0 {
        let text = format!("Start offset {offset} is outside the bounds of the buffer");
        return Err(agent.range_error(text));
    }
    let (offset, length) = (offset as usize, length.map(|length| length as usize));
    Ok(new_view(agent, buffer, offset, length))
}

/// A Buffer of an array-like object, or of what `toJSON` makes of Buffers.
fn from_object(agent: &mut Agent, object: Object) -> JsResult<Option<Object>> {
    let length = agent.get(object, agent.names.length)?;
    if let Some(bytes) = Bytes::of_uint8_array(&agent.heap, object.value())
        && length.as_number() == Some(bytes.length as f64)
    {
        return Ok(Some(copied(agent, bytes)?));
    }
    if !length.is_undefined() || has_array_buffer(agent, object)? {
        let Some(length) = length.as_number() else {
            return Ok(Some(new_buffer(agent, Vec::new())));
        };
        return Ok(Some(from_array_like(agent, object, length)?));
    }
    let (kind, data) = (agent.static_key("type"), agent.static_key("data"));
    let kind = agent.get(object, kind)?;
    let is_json = kind
        .as_string()
        .is_some_and(|kind| agent.heap.utf8(kind) == "Buffer");
    if !is_json {
        return Ok(None);
    }
    let data = agent.get(object, data)?;
    if !agent.is_array(data)? {
        return Ok(None);
    }
    let Some(data) = data.as_object() else {
        return Ok(None);
    };
    agent.keep_object(data);
    let length = agent.get(data, agent.names.length)?;
    let length = length.as_number().unwrap_or(0.0);
    Ok(Some(from_array_like(agent, data, length)?))
}

fn has_array_buffer(agent: &mut Agent, object: Object) -> JsResult<bool> {
    let key = agent.static_key("buffer");
    let buffer = agent.get(object, key)?.as_object();
    Ok(buffer.is_some_and(|buffer| agent.heap.buffer(buffer).is_some()))
}

/// A Buffer with a copy of bytes.
pub(super) fn copied(agent: &mut Agent, bytes: Bytes) -> JsResult<Object> {
    agent.poll_work(bytes.length / 64)?;
    let made = allocate::allocate(agent, bytes.length as f64)?;
    if let Some(place) = Bytes::of_view(&agent.heap, made.value()) {
        bytes::copy(agent, bytes, place);
    }
    Ok(made)
}

fn from_array_like(agent: &mut Agent, source: Object, length: f64) -> JsResult<Object> {
    if length.is_nan() || length < 1.0 {
        return Ok(new_buffer(agent, Vec::new()));
    }
    let made = allocate::allocate(agent, length)?;
    agent.keep_object(made);
    let Some(place) = Bytes::of_view(&agent.heap, made.value()) else {
        unreachable!("it was made just now");
    };
    let view = agent.heap.typed_array(source);
    if view.is_some_and(|view| view.element.is_bigint()) {
        return Err(agent.type_error(messages::MIX_BIGINT));
    }
    if numbers_of_array(agent, source, place) {
        agent.poll_work(place.length / 16)?;
        return Ok(made);
    }
    for index in 0..place.length {
        agent.poll()?;
        let value = agent.get(source, PropertyKey::index(index as u32))?;
        let byte = agent.encode_element(ElementType::Uint8, value)? as u8;
        place.part(index..index + 1).put(&mut agent.heap, &[byte]);
    }
    Ok(made)
}

/// Copies the elements of an array that has nothing but numbers, which nobody can notice.
fn numbers_of_array(agent: &mut Agent, source: Object, place: Bytes) -> bool {
    if !source.is(Kind::Array) || !agent.heap.is_dense(source) {
        return false;
    }
    let elements = agent.heap.elements(source);
    if elements.len() != place.length {
        return false;
    }
    let byte = |value: &Value| match value.as_int() {
        Some(int) => Some(int as u8),
        None => Some(ElementType::Uint8.encode(value.as_number()?) as u8),
    };
    let bytes: Option<Vec<u8>> = elements.iter().map(byte).collect();
    match bytes {
        Some(bytes) => place.put(&mut agent.heap, &bytes) == bytes.len(),
        None => false,
    }
}

/// The constructor that `Buffer[Symbol.species]` gives.
pub(super) fn construct_fast(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        let text = "Class constructor FastBuffer cannot be invoked without 'new'";
        return Err(agent.type_error(text));
    }
    construct_uint8_array(agent, call)
}
