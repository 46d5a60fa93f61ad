//! Reading numbers: `buf.readInt16BE(offset)` and the like.
//!
//! Each is an instance of one of four functions. Fast path: a Uint8Array over bytes of its own.

use super::place::{byte_count, own, read_anywhere, usual};
use crate::engine::{Agent, Call, ElementType, JsResult, Value};
use crate::host::errors;

/// The bytes at the offset that the first argument is, in the low bytes of the result.
#[inline(always)]
fn read<const SIZE: usize>(agent: &mut Agent, call: Call) -> JsResult<[u8; SIZE]> {
    let offset = call.arg(0);
    if let Some((buffer, at)) = usual(&agent.heap, call.this(), offset, SIZE)
        && let Some(bytes) = own(&agent.heap, buffer)
        && let Some(bytes) = bytes.get(at..).and_then(|bytes| bytes.first_chunk())
    {
        return Ok(*bytes);
    }
    let all = read_anywhere(agent, call.this(), offset, SIZE)?;
    let mut bytes = [0; SIZE];
    bytes.copy_from_slice(&all[..SIZE]);
    Ok(bytes)
}

/// The integer that bytes are.
#[inline(always)]
fn integer<const SIGNED: bool, const BIG_ENDIAN: bool>(bytes: &[u8]) -> i64 {
    let size = bytes.len();
    let mut all = [0; 8];
    let raw = if BIG_ENDIAN {
        all[8 - size..].copy_from_slice(bytes);
        u64::from_be_bytes(all)
    } else {
        all[..size].copy_from_slice(bytes);
        u64::from_le_bytes(all)
    };
    let spare = 64 - size * 8;
    match SIGNED {
        true => (raw << spare) as i64 >> spare,
        false => raw as i64,
    }
}

#[inline(always)]
fn value(integer: i64) -> Value {
    match i32::try_from(integer) {
        Ok(int) => Value::int(int),
        Err(_) => Value::double(integer as f64),
    }
}

/// `buf.read[U]Int{8,16,32}[LE|BE](offset)`
pub(super) fn read_int<const SIZE: usize, const SIGNED: bool, const BIG_ENDIAN: bool>(
    agent: &mut Agent,
    call: Call,
) -> JsResult {
    let bytes = read::<SIZE>(agent, call)?;
    Ok(value(integer::<SIGNED, BIG_ENDIAN>(&bytes)))
}

/// `buf.read[U]Int[LE|BE](offset, byteLength)`
pub(super) fn read_sized<const SIGNED: bool, const BIG_ENDIAN: bool>(
    agent: &mut Agent,
    call: Call,
) -> JsResult {
    let offset = call.arg(0);
    if offset.is_undefined() {
        let expected = "of type number";
        return Err(errors::invalid_argument_type(
            agent, "offset", expected, offset,
        ));
    }
    let size = byte_count(agent, call.arg(1))?;
    let bytes = read_anywhere(agent, call.this(), offset, size)?;
    Ok(value(integer::<SIGNED, BIG_ENDIAN>(&bytes[..size])))
}

/// `buf.readBig[U]Int64[LE|BE](offset)`
pub(super) fn read_bigint<const SIGNED: bool, const BIG_ENDIAN: bool>(
    agent: &mut Agent,
    call: Call,
) -> JsResult {
    let bytes = read::<8>(agent, call)?;
    let raw = match BIG_ENDIAN {
        true => u64::from_be_bytes(bytes),
        false => u64::from_le_bytes(bytes),
    };
    let element = match SIGNED {
        true => ElementType::BigInt64,
        false => ElementType::BigUint64,
    };
    Ok(agent.heap.decode_element(element, raw))
}

/// `buf.readFloat[LE|BE](offset)`
pub(super) fn read_float<const BIG_ENDIAN: bool>(agent: &mut Agent, call: Call) -> JsResult {
    let bytes = read::<4>(agent, call)?;
    let number = match BIG_ENDIAN {
        true => f32::from_be_bytes(bytes),
        false => f32::from_le_bytes(bytes),
    };
    Ok(Value::double(f64::from(number)))
}

/// `buf.readDouble[LE|BE](offset)`
pub(super) fn read_double<const BIG_ENDIAN: bool>(agent: &mut Agent, call: Call) -> JsResult {
    let bytes = read::<8>(agent, call)?;
    Ok(Value::double(match BIG_ENDIAN {
        true => f64::from_be_bytes(bytes),
        false => f64::from_le_bytes(bytes),
    }))
}
