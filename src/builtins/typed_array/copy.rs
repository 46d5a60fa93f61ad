//! Copying elements from one place to another, converted if the types differ; and elements as bytes.

use crate::budget::PIECE;
use crate::engine::{Agent, BufferData, DataBlock, JsResult, Kind, Object, TypedArrayData};

/// Copies `count` elements, converting them where the types differ; both are numbers or both
/// bigints, and both views have them. Works within one buffer too.
pub(super) fn copy_elements(
    agent: &mut Agent,
    source: &TypedArrayData,
    from: usize,
    target: &TypedArrayData,
    to: usize,
    count: usize,
) -> JsResult<()> {
    let (size, target_size) = (source.element.size(), target.element.size());
    let from = source.offset + from * size;
    let to = target.offset + to * target_size;
    let range = from..from + count * size;
    if source.element == target.element {
        return agent.copy_bytes(source.buffer, range, target.buffer, to);
    }
    let Some(bytes) = agent.buffer_part(source.buffer, range)? else {
        return Ok(());
    };
    let copied = BufferData {
        block: DataBlock::Own(bytes),
        max_length: None,
        is_detachable: false,
    };
    for index in 0..count {
        agent.poll()?;
        let mut raw = copied.read(index * size, size);
        if !source.element.is_bigint() {
            let value = agent.heap.decode_element(source.element, raw);
            raw = agent.encode_element(target.element, value)?;
        }
        if let Some(data) = agent.heap.buffer_mut(target.buffer) {
            data.write(to + index * target_size, target_size, raw);
        }
    }
    Ok(())
}

/// Copies the elements of an array that has nothing but numbers, of which nothing can be noticed;
/// false where it isn't so, and nothing was done.
pub(super) fn copy_numbers(
    agent: &mut Agent,
    source: Object,
    target: &TypedArrayData,
    to: usize,
    count: usize,
) -> JsResult<bool> {
    let element = target.element;
    if element.is_bigint() || !source.is(Kind::Array) || !agent.heap.is_dense(source) {
        return Ok(false);
    }
    let elements = agent.heap.elements(source);
    if elements.len() != count || !elements.iter().all(|value| value.is_number()) {
        return Ok(false);
    }
    let size = element.size();
    let mut bytes = Vec::with_capacity(count * size);
    for value in agent.heap.budget.each(elements) {
        let raw = element.encode(value.as_number().unwrap_or(f64::NAN));
        bytes.extend_from_slice(&raw.to_le_bytes()[..size]);
    }
    agent.put_bytes(target.buffer, target.offset + to * size, &bytes)?;
    Ok(true)
}

/// The bytes of a view's first elements, one element each.
pub(super) fn raw_elements(
    agent: &mut Agent,
    view: &TypedArrayData,
    count: usize,
) -> JsResult<Vec<u64>> {
    let size = view.element.size();
    let Some(data) = agent.heap.buffer(view.buffer) else {
        return Ok(Vec::new());
    };
    let mut raw = Vec::with_capacity(count);
    let mut spent = Ok(());
    for start in (0..count).step_by(PIECE) {
        let part = start..count.min(start + PIECE);
        raw.extend(part.map(|k| data.read(view.offset + k * size, size)));
        spent = agent.heap.budget.spend(PIECE / 8);
        if spent.is_err() {
            break;
        }
    }
    agent.metered(spent)?;
    Ok(raw)
}

/// Writes the bytes of a view's first elements.
pub(super) fn set_raw_elements(
    agent: &mut Agent,
    view: &TypedArrayData,
    raw: &[u64],
) -> JsResult<()> {
    let size = view.element.size();
    for (start, piece) in raw.chunks(PIECE).enumerate() {
        let offset = view.offset + start * PIECE * size;
        if let Some(data) = agent.heap.buffer_mut(view.buffer) {
            for (k, raw) in piece.iter().enumerate() {
                data.write(offset + k * size, size, *raw);
            }
        }
        agent.poll_work(piece.len() / 8)?;
    }
    Ok(())
}
