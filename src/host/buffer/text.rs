//! Buffers as strings and strings into Buffers: `toString`, `write`, and the methods of single
//! encodings, as `latin1Slice` and `utf8Write`.

use super::bytes::Bytes;
use super::check::{self, invalid_type, out_of_bounds};
use super::encoding::{self, Encoding};
use crate::engine::{Agent, Call, Intrinsic, JsResult, PropertyFlags, Value};
use crate::host::errors;

/// The receiver's bytes, where it is any view.
fn this_view(agent: &mut Agent, call: Call) -> JsResult<Bytes> {
    match Bytes::of_view(&agent.heap, call.this()) {
        Some(bytes) => Ok(bytes),
        None => Err(invalid_type(agent, "argument must be a buffer")),
    }
}

/// [buf.toString(\[encoding\[, start\[, end\]\]\])](https://nodejs.org/api/buffer.html#buftostringencoding-start-end)
pub(super) fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    if call.is_empty() {
        let bytes = this_view(agent, call)?;
        return Ok(Encoding::Utf8.decode(agent, bytes)?.value());
    }
    let bytes = this_view(agent, call)?;
    let length = bytes.length as f64;
    let start = place(agent, call.arg(1), 0.0)?.max(0.0);
    if start >= length && start > 0.0 {
        return Ok(agent.heap.empty_string().value());
    }
    let end = place(agent, call.arg(2), length)?.min(length);
    if end <= start {
        return Ok(agent.heap.empty_string().value());
    }
    let encoding = match call.arg(0) {
        Value::UNDEFINED => Encoding::Utf8,
        given => encoding::required(agent, given)?,
    };
    let part = bytes.part(start as usize..end as usize);
    Ok(encoding.decode(agent, part)?.value())
}

/// A place that is made an integer, where it isn't one.
fn place(agent: &mut Agent, value: Value, default: f64) -> JsResult<f64> {
    match value.is_undefined() {
        true => Ok(default),
        false => agent.to_integer_or_infinity(value),
    }
}

/// [buf.write(string\[, offset\[, length\]\]\[, encoding\])](https://nodejs.org/api/buffer.html#bufwritestring-offset-length-encoding)
pub(super) fn write(agent: &mut Agent, call: Call) -> JsResult {
    let this = this_view(agent, call)?;
    let (mut offset, mut length, mut encoding) = (call.arg(1), call.arg(2), call.arg(3));
    let all = this.length;
    if length.is_undefined() && offset.is_string() {
        (offset, encoding) = (Value::UNDEFINED, offset);
    } else if offset.is_undefined() {
        (length, encoding) = (Value::UNDEFINED, Value::UNDEFINED);
    } else if length.is_string() {
        (length, encoding) = (Value::UNDEFINED, length);
    }
    let start = check::offset_or(agent, offset, "offset", all as f64, 0)?;
    let rest = all - start;
    let count = check::offset_or(agent, length, "length", all as f64, rest)?.min(rest);
    let encoding = match agent.heap.to_boolean(encoding) {
        false => Encoding::Utf8,
        true => encoding::required(agent, encoding)?,
    };
    put(
        agent,
        call.arg(0),
        encoding,
        this.part(start..start + count),
    )
}

/// Writes as much of a string as there is room for; how many bytes that were.
fn put(agent: &mut Agent, string: Value, encoding: Encoding, place: Bytes) -> JsResult {
    let Some(string) = string.as_string() else {
        return Err(invalid_type(agent, "argument must be a string"));
    };
    agent.poll_work(agent.heap.string_length(string).min(place.length) / 64)?;
    let bytes = encoding.encode_within(&agent.heap, string, place.length);
    Ok(Value::from_usize(place.put(&mut agent.heap, &bytes)))
}

fn slice(agent: &mut Agent, call: Call, encoding: Encoding) -> JsResult {
    let bytes = this_view(agent, call)?;
    let length = bytes.length as f64;
    let start = place(agent, call.arg(0), 0.0)?;
    let end = place(agent, call.arg(1), length)?;
    if start >= 0.0 && (0.0..=start).contains(&end) {
        return Ok(agent.heap.empty_string().value());
    }
    if start < 0.0 || !(0.0..=length).contains(&end) {
        let (code, text) = ("ERR_OUT_OF_RANGE", "Index out of range");
        return Err(errors::throw(
            agent,
            Intrinsic::RangeErrorPrototype,
            code,
            text,
        ));
    }
    let part = bytes.part(start as usize..end as usize);
    Ok(encoding.decode(agent, part)?.value())
}

fn write_in(agent: &mut Agent, call: Call, encoding: Encoding) -> JsResult {
    let bytes = this_view(agent, call)?;
    if !call.arg(0).is_string() {
        return Err(invalid_type(agent, "argument must be a string"));
    }
    let length = bytes.length as f64;
    let start = place(agent, call.arg(1), 0.0)?;
    if !(0.0..=length).contains(&start) {
        return Err(out_of_bounds(agent, Some("offset")));
    }
    let rest = length - start;
    let count = place(agent, call.arg(2), rest)?;
    if !(0.0..=rest).contains(&count) {
        return Err(out_of_bounds(agent, Some("length")));
    }
    let end = start + count;
    put(
        agent,
        call.arg(0),
        encoding,
        bytes.part(start as usize..end as usize),
    )
}

macro_rules! by_encoding {
    ($($encoding:ident $slice:ident $write:ident),* $(,)?) => {
        $(
            pub(super) fn $slice(agent: &mut Agent, call: Call) -> JsResult {
                slice(agent, call, Encoding::$encoding)
            }

            pub(super) fn $write(agent: &mut Agent, call: Call) -> JsResult {
                write_in(agent, call, Encoding::$encoding)
            }
        )*
    };
}

by_encoding![
    Ascii ascii_slice ascii_write,
    Base64 base64_slice base64_write,
    Base64url base64url_slice base64url_write,
    Latin1 latin1_slice latin1_write,
    Hex hex_slice hex_write,
    Utf16le ucs2_slice ucs2_write,
    Utf8 utf8_slice utf8_write,
];

/// [buf.toJSON()](https://nodejs.org/api/buffer.html#buftojson)
pub(super) fn to_json(agent: &mut Agent, call: Call) -> JsResult {
    let bytes = check::receiver(agent, call.this(), "length")?;
    agent.check_room(bytes.length * size_of::<Value>())?;
    let bytes = bytes.read(&agent.heap).into_owned();
    let mut elements = Vec::with_capacity(bytes.len());
    for byte in bytes {
        agent.poll()?;
        elements.push(Value::int(byte.into()));
    }
    let data = agent.new_array(elements);
    let json = agent.new_plain_object(2);
    let kind = agent.heap.new_string("Buffer").value();
    agent.define_constant(json, "type", kind, PropertyFlags::DATA);
    agent.define_constant(json, "data", data.value(), PropertyFlags::DATA);
    Ok(json.value())
}
