//! Where in a Buffer a number is read or written, and the errors where that is outside.

use super::bytes::Bytes;
use super::check;
use crate::engine::{
    Agent, BufferData, DataBlock, ElementType, JsResult, Kind, Object, Throw, TypedArrayData, Value,
};
use crate::heap::Heap;
use crate::host::errors;

/// Where `size` bytes at an offset are in their buffer, in the usual case: a Uint8Array over bytes
/// of its own, an offset within it. `None` for everything else, which the other functions judge.
#[inline(always)]
pub(super) fn usual(
    heap: &Heap,
    this: Value,
    offset: Value,
    size: usize,
) -> Option<(Object, usize)> {
    let object = this
        .as_object()
        .filter(|object| object.is(Kind::TypedArray))?;
    let view = heap.host::<TypedArrayData>(object)?;
    let index = match offset.as_int() {
        Some(index) => usize::try_from(index).ok()?,
        None if offset.is_undefined() => 0,
        None => return None,
    };
    if view.element != ElementType::Uint8 || index + size > view.length? {
        return None;
    }
    Some((view.buffer, view.offset + index))
}

/// The bytes of a buffer that keeps its length.
#[inline(always)]
pub(super) fn own(heap: &Heap, buffer: Object) -> Option<&[u8]> {
    match heap.host::<BufferData>(buffer)? {
        BufferData {
            block: DataBlock::Own(bytes),
            max_length: None,
            ..
        } => Some(bytes),
        _ => None,
    }
}

/// As [`own`], to change them.
#[inline(always)]
pub(super) fn own_mut(heap: &mut Heap, buffer: Object) -> Option<&mut [u8]> {
    match heap.host_mut::<BufferData>(buffer)? {
        BufferData {
            block: DataBlock::Own(bytes),
            max_length: None,
            ..
        } => Some(bytes),
        _ => None,
    }
}

/// Up to 8 bytes at an offset of anything, or the error that says why there are none.
#[cold]
#[inline(never)]
pub(super) fn read_anywhere(
    agent: &mut Agent,
    this: Value,
    offset: Value,
    size: usize,
) -> JsResult<[u8; 8]> {
    let mut bytes = [0; 8];
    match place(agent, this, offset, size)? {
        Place::Bytes(place) => {
            let read = place.read(&agent.heap);
            bytes[..read.len()].copy_from_slice(&read);
        }
        Place::Other(object, index) => {
            for (step, byte) in bytes[..size].iter_mut().enumerate() {
                let key = agent.heap.key_from_number(index + step as f64);
                let value = agent.get(object, key)?;
                *byte = agent.encode_element(ElementType::Uint8, value)? as u8;
            }
        }
    }
    Ok(bytes)
}

/// Writes bytes at an offset of anything; gives the offset behind them.
pub(super) fn write_anywhere(
    agent: &mut Agent,
    this: Value,
    offset: Value,
    bytes: &[u8],
) -> JsResult {
    let index = offset.as_number().unwrap_or(0.0);
    match place(agent, this, offset, bytes.len())? {
        Place::Bytes(place) => {
            place.put(&mut agent.heap, bytes);
        }
        Place::Other(object, index) => {
            for (step, &byte) in bytes.iter().enumerate() {
                let key = agent.heap.key_from_number(index + step as f64);
                agent.set(object, key, Value::int(byte.into()))?;
            }
        }
    }
    Ok(Value::number(index + bytes.len() as f64))
}

enum Place {
    Bytes(Bytes),
    /// In an object that has bytes as properties.
    Other(Object, f64),
}

/// That an offset is a number.
pub(super) fn check_offset(agent: &mut Agent, offset: Value) -> JsResult<f64> {
    match offset {
        Value::UNDEFINED => Ok(0.0),
        offset => check::number(agent, offset, "offset", None),
    }
}

fn place(agent: &mut Agent, this: Value, offset: Value, size: usize) -> JsResult<Place> {
    let index = check_offset(agent, offset)?;
    let is_index = index >= 0.0 && index.fract() == 0.0;
    if let Some(bytes) = Bytes::of_uint8_array(&agent.heap, this) {
        if is_index && index + size as f64 <= bytes.length as f64 {
            let start = index as usize;
            return Ok(Place::Bytes(bytes.part(start..start + size)));
        }
        return Err(outside(agent, index, bytes.length as f64 - size as f64));
    }
    if this.is_nullish() {
        let key = agent.heap.key_from_number(index);
        return Err(agent.read_of_nullish(this, key));
    }
    let object = agent.to_object(this)?;
    agent.keep_object(object);
    let mut has = |index: f64| -> JsResult<bool> {
        let key = agent.heap.key_from_number(index);
        Ok(!agent.get(object, key)?.is_undefined())
    };
    if is_index && has(index)? && has(index + size as f64 - 1.0)? {
        return Ok(Place::Other(object, index));
    }
    let length = agent.get(object, agent.names.length)?;
    let length = agent.to_number(length)?;
    Err(outside(agent, index, length - size as f64))
}

/// The error for an offset where there is nothing; `last` is the last where there is.
#[cold]
pub(super) fn outside(agent: &mut Agent, offset: f64, last: f64) -> Throw {
    let given = Value::number(offset);
    if offset.floor() != offset || offset.is_nan() {
        return errors::out_of_range(agent, "offset", "an integer", given);
    }
    if last < 0.0 {
        return check::out_of_bounds(agent, None);
    }
    let range = format!(">= 0 and <= {last}");
    errors::out_of_range(agent, "offset", &range, given)
}

/// How many bytes an argument asks for, from 1 to 6.
pub(super) fn byte_count(agent: &mut Agent, value: Value) -> JsResult<usize> {
    let number = value.as_number();
    if let Some(count) = number.filter(|count| (1.0..=6.0).contains(count) && count.fract() == 0.0)
    {
        return Ok(count as usize);
    }
    let number = check::number(agent, value, "byteLength", None)?;
    let range = match number.floor() == number {
        true => ">= 1 and <= 6",
        false => "an integer",
    };
    Err(errors::out_of_range(agent, "byteLength", range, value))
}
