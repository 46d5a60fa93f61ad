//! Copying between Buffers, parts of them, and turning their bytes round.

use super::allocate::new_view;
use super::bytes;
use super::check;
use super::state::BufferState;
use crate::engine::{Agent, Call, Intrinsic, JsResult, PropertyKey, Value};
use crate::host::errors;

/// A place as an integer: what is no number counts as the default, fractions are cut off.
fn place(agent: &mut Agent, value: Value, default: f64) -> JsResult<f64> {
    let number = match value {
        Value::UNDEFINED => return Ok(default),
        value => agent.to_number(value)?,
    };
    Ok(
        match number.is_nan() || number.abs() > check::MAX_SAFE_INTEGER {
            true => 0.0,
            false => number.floor(),
        },
    )
}

/// [buf.copy(target\[, targetStart\[, sourceStart\[, sourceEnd\]\]\])](https://nodejs.org/api/buffer.html#bufcopytarget-targetstart-sourcestart-sourceend)
pub(super) fn copy(agent: &mut Agent, call: Call) -> JsResult {
    let source = check::view(agent, call.this(), "source")?;
    let target = check::view(agent, call.arg(0), "target")?;
    let length = source.length as f64;
    let target_start = place(agent, call.arg(1), 0.0)?;
    if target_start < 0.0 {
        return Err(outside(agent, "targetStart", ">= 0", target_start));
    }
    let start = place(agent, call.arg(2), 0.0)?;
    if !(0.0..=length).contains(&start) {
        let range = format!(">= 0 && <= {length}");
        return Err(outside(agent, "sourceStart", &range, start));
    }
    let end = place(agent, call.arg(3), length)?;
    if end < 0.0 {
        return Err(outside(agent, "sourceEnd", ">= 0", end));
    }
    if target_start >= target.length as f64 || start >= end {
        return Ok(Value::ZERO);
    }
    let from = source.part(start as usize..end.min(length) as usize);
    let to = target.part(target_start as usize..target.length);
    agent.poll_work(from.length.min(to.length) / 64)?;
    Ok(Value::from_usize(bytes::copy(agent, from, to)))
}

fn outside(agent: &mut Agent, name: &str, range: &str, number: f64) -> crate::engine::Throw {
    errors::out_of_range(agent, name, range, Value::number(number))
}

/// [buf.subarray(\[start\[, end\]\])](https://nodejs.org/api/buffer.html#bufsubarraystart-end)
pub(super) fn subarray(agent: &mut Agent, call: Call) -> JsResult {
    let bytes = check::receiver(agent, call.this(), "length")?;
    let length = bytes.length as f64;
    let start = agent.relative_index(call.arg(0), length, 0.0)?;
    let end = agent.relative_index(call.arg(1), length, length)?;
    let part = bytes.part(start as usize..(end.max(start)) as usize);
    Ok(new_view(agent, part.buffer, part.offset, Some(part.length)).value())
}

/// [buf.slice(\[start\[, end\]\])](https://nodejs.org/api/buffer.html#bufslicestart-end): what `subarray` gives.
pub(super) fn slice(agent: &mut Agent, call: Call) -> JsResult {
    let key = agent.static_key("subarray");
    agent.invoke(call.this(), key, &[call.arg(0), call.arg(1)])
}

fn swap(agent: &mut Agent, call: Call, size: usize) -> JsResult {
    let bytes = check::receiver(agent, call.this(), "length")?;
    if !bytes.length.is_multiple_of(size) {
        let text = format!("Buffer size must be a multiple of {}-bits", size * 8);
        let code = "ERR_INVALID_BUFFER_SIZE";
        return Err(errors::throw(
            agent,
            Intrinsic::RangeErrorPrototype,
            code,
            &text,
        ));
    }
    agent.poll_work(bytes.length / 16)?;
    bytes.change(&mut agent.heap, |bytes| {
        bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    });
    Ok(call.this())
}

/// [buf.swap16()](https://nodejs.org/api/buffer.html#bufswap16)
pub(super) fn swap16(agent: &mut Agent, call: Call) -> JsResult {
    swap(agent, call, 2)
}

/// [buf.swap32()](https://nodejs.org/api/buffer.html#bufswap32)
pub(super) fn swap32(agent: &mut Agent, call: Call) -> JsResult {
    swap(agent, call, 4)
}

/// [buf.swap64()](https://nodejs.org/api/buffer.html#bufswap64)
pub(super) fn swap64(agent: &mut Agent, call: Call) -> JsResult {
    swap(agent, call, 8)
}

/// A property of a receiver that is a Buffer; `undefined` for any other.
fn of_buffer(agent: &mut Agent, call: Call, name: &str) -> JsResult {
    let constructor = BufferState::of(agent).constructor.value();
    match call.this().as_object() {
        Some(this) if agent.instanceof_operator(this.value(), constructor)? => {
            let key: PropertyKey = agent.static_key(name);
            agent.get(this, key)
        }
        _ => Ok(Value::UNDEFINED),
    }
}

/// [buf.parent](https://nodejs.org/api/buffer.html#bufparent), deprecated.
pub(super) fn parent(agent: &mut Agent, call: Call) -> JsResult {
    of_buffer(agent, call, "buffer")
}

/// `buf.offset`, undocumented.
pub(super) fn offset(agent: &mut Agent, call: Call) -> JsResult {
    of_buffer(agent, call, "byteOffset")
}
