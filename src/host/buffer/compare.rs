//! Comparing Buffers.

use super::bytes::Bytes;
use super::check::{self, MAX_SAFE_INTEGER};
use crate::engine::{Agent, Call, JsResult, Value};
use std::cmp::Ordering;

/// Which of two runs of bytes comes first: -1, 0, or 1.
pub(super) fn ordering(agent: &mut Agent, first: Bytes, second: Bytes) -> JsResult {
    agent.poll_work(first.length.min(second.length) / 64)?;
    let heap = &agent.heap;
    let order = first.read(heap).cmp(&second.read(heap));
    Ok(Value::int(match order {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }))
}

/// [buf.equals(otherBuffer)](https://nodejs.org/api/buffer.html#bufequalsotherbuffer)
pub(super) fn equals(agent: &mut Agent, call: Call) -> JsResult {
    let this = check::receiver(agent, call.this(), "byteLength")?;
    let other = check::bytes(agent, call.arg(0), "otherBuffer")?;
    if this.length != other.length {
        return Ok(Value::FALSE);
    }
    let order = ordering(agent, this, other)?;
    Ok(Value::bool(order == Value::ZERO))
}

/// [buf.compare(target\[, targetStart\[, targetEnd\[, sourceStart\[, sourceEnd\]\]\]\])](https://nodejs.org/api/buffer.html#bufcomparetarget-targetstart-targetend-sourcestart-sourceend)
pub(super) fn compare(agent: &mut Agent, call: Call) -> JsResult {
    let target = check::bytes(agent, call.arg(0), "target")?;
    let Some(this) = Bytes::of_view(&agent.heap, call.this()) else {
        return Err(check::invalid_type(agent, "argument must be a buffer"));
    };
    if call.len() <= 1 {
        return ordering(agent, this, target);
    }
    let mut place = |index: usize, name: &str, max: f64, default: usize| {
        check::offset_or(agent, call.arg(index), name, max, default)
    };
    let (of_target, of_this) = (target.length as f64, this.length as f64);
    let target_start = place(1, "targetStart", MAX_SAFE_INTEGER, 0)?;
    let target_end = place(2, "targetEnd", of_target, target.length)?;
    let start = place(3, "sourceStart", MAX_SAFE_INTEGER, 0)?;
    let end = place(4, "sourceEnd", of_this, this.length)?;
    if start >= end {
        return Ok(Value::int(if target_start >= target_end { 0 } else { -1 }));
    }
    if target_start >= target_end {
        return Ok(Value::int(1));
    }
    ordering(
        agent,
        this.part(start..end),
        target.part(target_start..target_end),
    )
}
