//! The methods that call no function for each element.

use super::construct::{allocate_plain, species_create};
use super::copy::{copy_elements, copy_numbers, raw_elements, set_raw_elements};
use super::receiver::{Receiver, not_a_typed_array, this_view, validate};
use crate::budget::PIECE;
use crate::builtins::array;
use crate::builtins::array_buffer::detached_error;
use crate::engine::{
    Agent, Call, DataBlock, JsResult, PropertyKey, TypedArrayData, Value, messages,
};
use std::ops::Range;

const OUT_OF_BOUNDS: &str = "offset is out of bounds";

/// A relative index, in `0..=length`.
fn relative(agent: &mut Agent, value: Value, length: usize, default: usize) -> JsResult<usize> {
    Ok(agent.relative_index(value, length as f64, default as f64)? as usize)
}

/// [%TypedArray%.prototype.at ( index )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.at)
pub(super) fn at(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "at")?;
    let index = agent.to_integer_or_infinity(call.arg(0))?;
    let index = if index < 0.0 {
        receiver.length as f64 + index
    } else {
        index
    };
    if index < 0.0 || index >= receiver.length as f64 {
        return Ok(Value::UNDEFINED);
    }
    Ok(receiver.get(agent, index as usize))
}

/// [%TypedArray%.prototype.copyWithin ( target, start \[ , end \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.copywithin)
pub(super) fn copy_within(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "copyWithin")?;
    let length = receiver.length;
    let to = relative(agent, call.arg(0), length, 0)?;
    let from = relative(agent, call.arg(1), length, 0)?;
    let end = relative(agent, call.arg(2), length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    if count > 0 {
        // The conversions may have made it shorter.
        let now = validate(agent, call.this(), "copyWithin")?.length;
        let count = count
            .min(now.saturating_sub(from))
            .min(now.saturating_sub(to));
        copy_elements(agent, &receiver.view, from, &receiver.view, to, count)?;
    }
    Ok(receiver.object.value())
}

/// [%TypedArray%.prototype.fill ( value \[ , start \[ , end \] \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.fill)
pub(super) fn fill(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "fill")?;
    let view = receiver.view;
    let raw = agent.encode_element(view.element, call.arg(0))?;
    let from = relative(agent, call.arg(1), receiver.length, 0)?;
    let to = relative(agent, call.arg(2), receiver.length, receiver.length)?;
    let to = to.min(validate(agent, call.this(), "fill")?.length);
    let mut start = from;
    while start < to {
        let end = to.min(start + PIECE);
        fill_part(agent, &view, start..end, raw);
        agent.poll_work((end - start) / 16)?;
        start = end;
    }
    Ok(receiver.object.value())
}

fn fill_part(agent: &mut Agent, view: &TypedArrayData, part: Range<usize>, raw: u64) {
    let size = view.element.size();
    if let Some(data) = agent.heap.buffer_mut(view.buffer) {
        let (from, to) = (
            view.offset + part.start * size,
            view.offset + part.end * size,
        );
        match &mut data.block {
            DataBlock::Own(bytes) => {
                let part = bytes.get_mut(from..to).unwrap_or_default();
                match size {
                    1 => part.fill(raw as u8),
                    _ => {
                        let element = raw.to_le_bytes();
                        part.chunks_exact_mut(size)
                            .for_each(|chunk| chunk.copy_from_slice(&element[..size]));
                    }
                }
            }
            _ => (from..to)
                .step_by(size)
                .for_each(|at| data.write(at, size, raw)),
        }
    }
}

/// Where a search forwards begins, or `None` where there is nothing to search.
fn start(agent: &mut Agent, call: Call, length: usize) -> JsResult<Option<usize>> {
    if length == 0 {
        return Ok(None);
    }
    let from = agent.to_integer_or_infinity(call.arg(1))?;
    let from = if from < 0.0 {
        (length as f64 + from).max(0.0)
    } else {
        from
    };
    Ok((from < length as f64).then_some(from as usize))
}

/// [%TypedArray%.prototype.includes ( searchElement \[ , fromIndex \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.includes)
pub(super) fn includes(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "includes")?;
    let Some(from) = start(agent, call, receiver.length)? else {
        return Ok(Value::FALSE);
    };
    for k in from..receiver.length {
        agent.poll()?;
        let value = receiver.get(agent, k);
        if agent.heap.same_value_zero(value, call.arg(0)) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// [%TypedArray%.prototype.indexOf ( searchElement \[ , fromIndex \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.indexof)
pub(super) fn index_of(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "indexOf")?;
    let Some(from) = start(agent, call, receiver.length)? else {
        return Ok(Value::int(-1));
    };
    for k in from..receiver.length {
        agent.poll()?;
        if let Some(value) = agent.heap.view_get(&receiver.view, k)
            && agent.heap.is_strictly_equal(value, call.arg(0))
        {
            return Ok(Value::from_usize(k));
        }
    }
    Ok(Value::int(-1))
}

/// [%TypedArray%.prototype.lastIndexOf ( searchElement \[ , fromIndex \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.lastindexof)
pub(super) fn last_index_of(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "lastIndexOf")?;
    let length = receiver.length as f64;
    if receiver.length == 0 {
        return Ok(Value::int(-1));
    }
    let from = if call.len() > 1 {
        agent.to_integer_or_infinity(call.arg(1))?
    } else {
        length - 1.0
    };
    let last = if from < 0.0 {
        length + from
    } else {
        from.min(length - 1.0)
    };
    if last < 0.0 {
        return Ok(Value::int(-1));
    }
    for k in (0..=last as usize).rev() {
        agent.poll()?;
        if let Some(value) = agent.heap.view_get(&receiver.view, k)
            && agent.heap.is_strictly_equal(value, call.arg(0))
        {
            return Ok(Value::from_usize(k));
        }
    }
    Ok(Value::int(-1))
}

/// [%TypedArray%.prototype.join ( separator )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.join)
pub(super) fn join(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "join")?;
    array::join_with(agent, receiver.object, receiver.length as u64, call.arg(0))
}

/// [%TypedArray%.prototype.toLocaleString ( \[ locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-properties-of-typedarray-prototype-object)
pub(super) fn to_locale_string(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "toLocaleString")?;
    array::join_locale_texts(agent, call, receiver.object, receiver.length as u64)
}

/// [%TypedArray%.prototype.reverse ( )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.reverse)
pub(super) fn reverse(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "reverse")?;
    let mut raw = raw_elements(agent, &receiver.view, receiver.length)?;
    raw.reverse();
    set_raw_elements(agent, &receiver.view, &raw)?;
    Ok(receiver.object.value())
}

/// [%TypedArray%.prototype.toReversed ( )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.toreversed)
pub(super) fn to_reversed(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "toReversed")?;
    let target = allocate_plain(agent, receiver.view.element, receiver.length)?;
    if let Some(view) = agent.heap.typed_array(target) {
        let mut raw = raw_elements(agent, &receiver.view, receiver.length)?;
        raw.reverse();
        set_raw_elements(agent, &view, &raw)?;
    }
    Ok(target.value())
}

/// [%TypedArray%.prototype.with ( index, value )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.with)
pub(super) fn with(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "with")?;
    let element = receiver.view.element;
    let relative = agent.to_integer_or_infinity(call.arg(0))?;
    let index = if relative < 0.0 {
        receiver.length as f64 + relative
    } else {
        relative
    };
    let raw = agent.encode_element(element, call.arg(1))?;
    let now = agent.heap.view_length(&receiver.view).unwrap_or(0);
    if index < 0.0 || index >= now as f64 {
        return Err(agent.range_error("Invalid typed array index"));
    }
    let target = allocate_plain(agent, element, receiver.length)?;
    if let Some(view) = agent.heap.typed_array(target) {
        let count = receiver.length.min(now);
        copy_elements(agent, &receiver.view, 0, &view, 0, count)?;
        agent.heap.view_set_raw(&view, index as usize, raw);
        if now < receiver.length {
            // What went away is `undefined`, converted.
            let rest = agent.encode_element(element, Value::UNDEFINED)?;
            (now..receiver.length).for_each(|k| agent.heap.view_set_raw(&view, k, rest));
        }
    }
    Ok(target.value())
}

/// [%TypedArray%.prototype.set ( source \[ , offset \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.set)
pub(super) fn set(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "%TypedArray%.prototype.set";
    let this = call.this();
    let view = this
        .as_object()
        .and_then(|this| agent.heap.typed_array(this));
    let Some(view) = view else {
        return Err(not_a_typed_array(agent, this, "set"));
    };
    let offset = agent.to_integer_or_infinity(call.arg(1))?;
    if offset < 0.0 {
        return Err(agent.range_error(OUT_OF_BOUNDS));
    }
    let Some(length) = agent.heap.view_length(&view) else {
        return Err(detached_error(agent, NAME));
    };
    let fits = |count: f64| count + offset <= length as f64;
    let source = call.arg(0).as_object();
    if let Some(source) = source.and_then(|source| agent.heap.typed_array(source)) {
        let Some(count) = agent.heap.view_length(&source) else {
            return Err(detached_error(agent, NAME));
        };
        if source.element.is_bigint() != view.element.is_bigint() {
            return Err(agent.type_error(messages::MIX_BIGINT));
        }
        if !fits(count as f64) {
            return Err(agent.range_error(OUT_OF_BOUNDS));
        }
        copy_elements(agent, &source, 0, &view, offset as usize, count)?;
        return Ok(Value::UNDEFINED);
    }
    let source = agent.to_object(call.arg(0))?;
    agent.keep_object(source);
    let count = agent.length_of_array_like(source)?;
    if !fits(count) {
        return Err(agent.range_error(OUT_OF_BOUNDS));
    }
    if copy_numbers(agent, source, &view, offset as usize, count as usize)? {
        return Ok(Value::UNDEFINED);
    }
    for k in 0..count as usize {
        agent.poll()?;
        let value = agent.get(source, PropertyKey::index(k as u32))?;
        agent.view_set(&view, offset as usize + k, value)?;
    }
    Ok(Value::UNDEFINED)
}

/// [%TypedArray%.prototype.slice ( start, end )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.slice)
pub(super) fn slice(agent: &mut Agent, call: Call) -> JsResult {
    let receiver = Receiver::new(agent, call, "slice")?;
    let view = receiver.view;
    let from = relative(agent, call.arg(0), receiver.length, 0)?;
    let to = relative(agent, call.arg(1), receiver.length, receiver.length)?;
    let count = to.saturating_sub(from);
    let arguments = [Value::from_usize(count)];
    let target = species_create(
        agent,
        receiver.object,
        view.element,
        &arguments,
        Some(count),
        "slice",
    )?;
    if count == 0 {
        return Ok(target.object.value());
    }
    let to = to.min(validate(agent, call.this(), "slice")?.length);
    let count = to.saturating_sub(from);
    let room = agent.heap.view_length(&target.view).unwrap_or(0);
    if view.element != target.view.element || view.buffer != target.view.buffer {
        copy_elements(agent, &view, from, &target.view, 0, count.min(room))?;
    } else {
        // Byte by byte, so that an overlap repeats.
        let size = view.element.size();
        let (from, to) = (view.offset + from * size, target.view.offset);
        if let Some(data) = agent.heap.buffer_mut(view.buffer) {
            for step in 0..count.min(room) * size {
                let byte = data.read(from + step, 1);
                data.write(to + step, 1, byte);
            }
        }
    }
    Ok(target.object.value())
}

/// [%TypedArray%.prototype.subarray ( start, end )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.subarray)
pub(super) fn subarray(agent: &mut Agent, call: Call) -> JsResult {
    let view = this_view(agent, call, "%TypedArray%.prototype.subarray")?;
    let Some(object) = call.this().as_object() else {
        return Ok(Value::UNDEFINED);
    };
    let length = agent.heap.view_length(&view).unwrap_or(0);
    let from = relative(agent, call.arg(0), length, 0)?;
    let resizable = agent.heap.is_resizable_buffer(view.buffer);
    let offset = Value::from_usize(view.offset + from * view.element.size());
    let buffer = view.buffer.value();
    let made = if view.length.is_none() && resizable && call.arg(1).is_undefined() {
        species_create(
            agent,
            object,
            view.element,
            &[buffer, offset],
            None,
            "subarray",
        )?
    } else {
        let to = relative(agent, call.arg(1), length, length)?;
        let count = Value::from_usize(to.saturating_sub(from));
        let arguments = [buffer, offset, count];
        species_create(agent, object, view.element, &arguments, None, "subarray")?
    };
    Ok(made.object.value())
}
