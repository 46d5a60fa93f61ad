//! Writing numbers: `buf.writeInt16BE(value, offset)` and the like.
//!
//! Each is an instance of one of five functions. Fast path: a Uint8Array over bytes of its own, a
//! number in range.

use super::place::{byte_count, check_offset, own_mut, usual, write_anywhere};
use crate::engine::{Agent, Call, JsResult, Throw, Value, messages};
use crate::host::errors;
use num_bigint::{BigInt, Sign};

/// Writes bytes at an offset; gives the offset behind them.
#[inline(always)]
fn write<const SIZE: usize>(
    agent: &mut Agent,
    call: Call,
    offset: Value,
    bytes: [u8; SIZE],
) -> JsResult {
    if let Some((buffer, at)) = usual(&agent.heap, call.this(), offset, SIZE)
        && let Some(all) = own_mut(&mut agent.heap, buffer)
        && let Some(place) = all.get_mut(at..at + SIZE)
    {
        place.copy_from_slice(&bytes);
        return Ok(Value::int(offset.as_int().unwrap_or(0) + SIZE as i32));
    }
    write_anywhere(agent, call.this(), offset, &bytes)
}

/// The bounds of integers of a size: the least and the greatest.
const fn bounds(size: usize, signed: bool) -> (i64, i64) {
    let bits = size * 8;
    match signed {
        true => (-1 << (bits - 1), (1 << (bits - 1)) - 1),
        false => (0, (1 << bits) - 1),
    }
}

/// A value as an integer of a size, in two's complement.
#[inline(always)]
fn in_range(agent: &mut Agent, value: Value, size: usize, signed: bool) -> JsResult<i64> {
    let (min, max) = bounds(size, signed);
    if let Some(int) = value.as_int()
        && (min..=max).contains(&i64::from(int))
    {
        return Ok(int.into());
    }
    number_in_range(agent, value, size, signed)
}

#[inline(never)]
fn number_in_range(agent: &mut Agent, value: Value, size: usize, signed: bool) -> JsResult<i64> {
    let number = agent.to_number(value)?;
    let (min, max) = bounds(size, signed);
    if number < min as f64 || number > max as f64 {
        return Err(too_large(agent, Value::number(number), size, signed, ""));
    }
    // What isn't a number is written as 0.
    Ok(number as i64)
}

/// The error for a value that an integer of a size can't have; bigints are marked in the range.
#[cold]
fn too_large(agent: &mut Agent, value: Value, size: usize, signed: bool, mark: &str) -> Throw {
    let bits = size * 8;
    let range = match (size > 4, signed) {
        (true, false) => format!(">= 0{mark} and < 2{mark} ** {bits}{mark}"),
        (true, true) => {
            let power = format!("2{mark} ** {}{mark}", bits - 1);
            format!(">= -({power}) and < {power}")
        }
        _ => {
            let (min, max) = bounds(size, signed);
            format!(">= {min}{mark} and <= {max}{mark}")
        }
    };
    errors::out_of_range(agent, "value", &range, value)
}

#[inline(always)]
fn bytes_of<const SIZE: usize, const BIG_ENDIAN: bool>(integer: i64) -> [u8; SIZE] {
    let mut bytes = [0; SIZE];
    match BIG_ENDIAN {
        true => bytes.copy_from_slice(&integer.to_be_bytes()[8 - SIZE..]),
        false => bytes.copy_from_slice(&integer.to_le_bytes()[..SIZE]),
    }
    bytes
}

/// `buf.write[U]Int{8,16,32}[LE|BE](value, offset)`
pub(super) fn write_int<const SIZE: usize, const SIGNED: bool, const BIG_ENDIAN: bool>(
    agent: &mut Agent,
    call: Call,
) -> JsResult {
    if SIZE == 1 && !call.arg(1).is_int() {
        // A single byte's offset is looked at first.
        agent.to_number(call.arg(0))?;
        check_offset(agent, call.arg(1))?;
    }
    let integer = in_range(agent, call.arg(0), SIZE, SIGNED)?;
    let bytes = bytes_of::<SIZE, BIG_ENDIAN>(integer);
    write(agent, call, call.arg(1), bytes)
}

/// `buf.write[U]Int[LE|BE](value, offset, byteLength)`
pub(super) fn write_sized<const SIGNED: bool, const BIG_ENDIAN: bool>(
    agent: &mut Agent,
    call: Call,
) -> JsResult {
    let size = byte_count(agent, call.arg(2))?;
    let offset = call.arg(1);
    if size == 1 {
        check_required(agent, offset)?;
    }
    let integer = in_range(agent, call.arg(0), size, SIGNED)?;
    check_required(agent, offset)?;
    let bytes = match BIG_ENDIAN {
        true => &integer.to_be_bytes()[8 - size..],
        false => &integer.to_le_bytes()[..size],
    };
    write_anywhere(agent, call.this(), offset, bytes)
}

/// That an offset without a default is a number.
fn check_required(agent: &mut Agent, offset: Value) -> JsResult<()> {
    match offset.is_number() {
        true => Ok(()),
        false => {
            let expected = "of type number";
            Err(errors::invalid_argument_type(
                agent, "offset", expected, offset,
            ))
        }
    }
}

/// `buf.writeBig[U]Int64[LE|BE](value, offset)`
pub(super) fn write_bigint<const SIGNED: bool, const BIG_ENDIAN: bool>(
    agent: &mut Agent,
    call: Call,
) -> JsResult {
    let value = call.arg(0);
    let Some(bigint) = value.as_bigint() else {
        let number = agent.to_number(value)?;
        let most = if SIGNED { 2f64.powi(63) } else { 2f64.powi(64) };
        let least = if SIGNED { -most } else { 0.0 };
        return Err(match number >= most || number < least {
            true => too_large(agent, value, 8, SIGNED, "n"),
            false => agent.type_error(messages::MIX_BIGINT),
        });
    };
    let Some(raw) = low_bits(agent.heap.bigint(bigint), SIGNED) else {
        return Err(too_large(agent, value, 8, SIGNED, "n"));
    };
    let bytes = bytes_of::<8, BIG_ENDIAN>(raw as i64);
    write(agent, call, call.arg(1), bytes)
}

/// A bigint in 64 bits, if it has room.
fn low_bits(bigint: &BigInt, signed: bool) -> Option<u64> {
    match (signed, bigint.sign()) {
        (true, _) => i64::try_from(bigint).ok().map(|integer| integer as u64),
        (false, Sign::Minus) => None,
        (false, _) => u64::try_from(bigint).ok(),
    }
}

/// `buf.writeFloat[LE|BE](value, offset)`
pub(super) fn write_float<const BIG_ENDIAN: bool>(agent: &mut Agent, call: Call) -> JsResult {
    let number = agent.to_number(call.arg(0))? as f32;
    let bytes = match BIG_ENDIAN {
        true => number.to_be_bytes(),
        false => number.to_le_bytes(),
    };
    write(agent, call, call.arg(1), bytes)
}

/// `buf.writeDouble[LE|BE](value, offset)`
pub(super) fn write_double<const BIG_ENDIAN: bool>(agent: &mut Agent, call: Call) -> JsResult {
    let number = agent.to_number(call.arg(0))?;
    let bytes = match BIG_ENDIAN {
        true => number.to_be_bytes(),
        false => number.to_le_bytes(),
    };
    write(agent, call, call.arg(1), bytes)
}
