//! Making Buffers: over bytes of their own, over a part of the pool, over a buffer that is there.

use super::bytes::Bytes;
use super::check::{MAX_SAFE_INTEGER, number};
use super::fill;
use super::state::BufferState;
use crate::builtins::array_buffer::{new_array_buffer, new_zeroed};
use crate::engine::{
    Agent, Call, ElementType, JsResult, Kind, Object, PropertyKey, TypedArrayData, Value,
};

/// `Buffer.poolSize`, in bytes, before a script changes it.
pub(super) const POOL_SIZE: i32 = 64 << 10;

/// A Buffer over a part of an ArrayBuffer.
pub(super) fn new_view(
    agent: &mut Agent,
    buffer: Object,
    offset: usize,
    length: Option<usize>,
) -> Object {
    let prototype = BufferState::of(agent).prototype.value();
    let shape = agent.heap.root_shape(prototype, Kind::TypedArray);
    let data = TypedArrayData {
        buffer,
        element: ElementType::Uint8,
        offset,
        length,
    };
    agent.heap.new_host(Kind::TypedArray, shape, Box::new(data))
}

/// A Buffer over bytes that are owned already.
pub(super) fn new_buffer(agent: &mut Agent, bytes: Vec<u8>) -> Object {
    let length = bytes.len();
    let buffer = new_array_buffer(agent, bytes);
    new_view(agent, buffer, 0, Some(length))
}

/// A Buffer of so many bytes, all 0.
pub(super) fn new_zeroes(agent: &mut Agent, length: f64) -> JsResult<Object> {
    let buffer = new_zeroed(agent, length.trunc())?;
    let length = agent.heap.buffer_length(buffer).unwrap_or(0);
    Ok(new_view(agent, buffer, 0, Some(length)))
}

/// `Buffer.poolSize`, which a script may have changed.
fn pool_size(agent: &mut Agent) -> f64 {
    let state = BufferState::of(agent);
    let (constructor, key) = (state.constructor, state.pool_size);
    let size = agent.peek_data_property(constructor, key);
    size.and_then(Value::as_number).unwrap_or(0.0)
}

/// Whether a Buffer of so many bytes is taken from the pool.
pub(super) fn is_pooled(agent: &mut Agent, length: usize) -> bool {
    let half = f64::from((pool_size(agent).clamp(0.0, 4e9) as u32) >> 1);
    length > 0 && (length as f64) < half
}

/// A Buffer that is a part of the pool, which has no defined contents.
pub(super) fn from_pool(agent: &mut Agent, length: usize) -> JsResult<Object> {
    let state = BufferState::of(agent);
    let (pool, used) = (state.pool, state.pool_used);
    let room = pool.and_then(|pool| agent.heap.buffer_length(pool));
    let pool = match (pool, room) {
        (Some(pool), Some(room)) if used + length <= room => pool,
        _ => {
            let size = pool_size(agent);
            let pool = new_zeroed(agent, size.trunc())?;
            if let Some(data) = agent.heap.buffer_mut(pool) {
                data.is_detachable = false;
            }
            let state = BufferState::of(agent);
            state.pool = Some(pool);
            state.pool_used = 0;
            pool
        }
    };
    let state = BufferState::of(agent);
    let start = state.pool_used;
    // The next one is aligned for elements of any size.
    state.pool_used = (start + length).next_multiple_of(8);
    Ok(new_view(agent, pool, start, Some(length)))
}

/// A Buffer of so many bytes, from the pool where it is small.
pub(super) fn allocate(agent: &mut Agent, length: f64) -> JsResult<Object> {
    let whole = length.trunc() as usize;
    match is_pooled(agent, whole) {
        true => from_pool(agent, whole),
        false => new_zeroes(agent, length),
    }
}

/// A Buffer with bytes, from the pool where it is small.
pub(super) fn allocate_with(agent: &mut Agent, bytes: Vec<u8>) -> JsResult<Object> {
    if !is_pooled(agent, bytes.len()) {
        agent.check_room(bytes.len())?;
        return Ok(new_buffer(agent, bytes));
    }
    let buffer = from_pool(agent, bytes.len())?;
    if let Some(place) = Bytes::of_view(&agent.heap, buffer.value()) {
        place.put(&mut agent.heap, &bytes);
    }
    Ok(buffer)
}

fn size(agent: &mut Agent, value: Value) -> JsResult<f64> {
    number(agent, value, "size", Some((0.0, MAX_SAFE_INTEGER)))
}

/// [Buffer.alloc(size\[, fill\[, encoding\]\])](https://nodejs.org/api/buffer.html#static-method-bufferallocsize-fill-encoding)
pub(super) fn alloc(agent: &mut Agent, call: Call) -> JsResult {
    let size = size(agent, call.arg(0))?;
    let buffer = new_zeroes(agent, size)?;
    let contents = call.arg(1);
    if !contents.is_undefined() && contents.as_number() != Some(0.0) && size >= 1.0 {
        agent.keep_object(buffer);
        let end = Value::from_usize(size as usize);
        let places = [Value::ZERO, end, call.arg(2)];
        fill::fill_range(agent, buffer.value(), contents, places)?;
    }
    Ok(buffer.value())
}

/// [Buffer.allocUnsafe(size)](https://nodejs.org/api/buffer.html#static-method-bufferallocunsafesize)
pub(super) fn alloc_unsafe(agent: &mut Agent, call: Call) -> JsResult {
    let size = size(agent, call.arg(0))?;
    Ok(allocate(agent, size)?.value())
}

/// [Buffer.allocUnsafeSlow(size)](https://nodejs.org/api/buffer.html#static-method-bufferallocunsafeslowsize)
pub(super) fn alloc_unsafe_slow(agent: &mut Agent, call: Call) -> JsResult {
    let size = size(agent, call.arg(0))?;
    Ok(new_zeroes(agent, size)?.value())
}

/// Buffer.of(...items)
pub(super) fn of(agent: &mut Agent, call: Call) -> JsResult {
    let buffer = new_zeroes(agent, call.len() as f64)?;
    agent.keep_object(buffer);
    for index in 0..call.len() {
        let key = PropertyKey::index(index as u32);
        agent.set(buffer, key, call.arg(index))?;
    }
    Ok(buffer.value())
}
