//! The methods that call no function for each element.

use super::construct::{allocate_plain, species_create};
use super::copy::{copy_elements, copy_numbers};
use super::receiver::{Receiver, not_a_typed_array, this_view, validate};
use super::sort as by_comparator;
use crate::budget::PIECE;
use crate::builtins::array;
use crate::builtins::array_buffer::detached_error;
use crate::engine::{
    Agent, Budget, Call, DataBlock, ElementType, JsResult, PropertyKey, Stopped, TypedArrayData,
    Value, messages,
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
    if let Some(data) = agent.buffer_mut(view.buffer) {
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
        if agent.same_value_zero(value, call.arg(0)) {
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
        if let Some(value) = agent.view_get(&receiver.view, k)
            && agent.is_strictly_equal(value, call.arg(0))
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
        if let Some(value) = agent.view_get(&receiver.view, k)
            && agent.is_strictly_equal(value, call.arg(0))
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

fn set_all(agent: &mut Agent, view: &TypedArrayData, values: &[Value]) -> JsResult<()> {
    for (k, value) in values.iter().enumerate() {
        agent.poll()?;
        agent.view_set(view, k, *value)?;
    }
    Ok(())
}

/// The bytes of a view's first elements, one element each.
fn raw_elements(agent: &mut Agent, view: &TypedArrayData, count: usize) -> JsResult<Vec<u64>> {
    let size = view.element.size();
    let Some(data) = agent.buffer(view.buffer) else {
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
fn set_raw_elements(agent: &mut Agent, view: &TypedArrayData, raw: &[u64]) -> JsResult<()> {
    let size = view.element.size();
    for (start, piece) in raw.chunks(PIECE).enumerate() {
        let offset = view.offset + start * PIECE * size;
        if let Some(data) = agent.buffer_mut(view.buffer) {
            for (k, raw) in piece.iter().enumerate() {
                data.write(offset + k * size, size, *raw);
            }
        }
        agent.poll_work(piece.len() / 8)?;
    }
    Ok(())
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
    if let Some(view) = agent.typed_array(target) {
        let mut raw = raw_elements(agent, &receiver.view, receiver.length)?;
        raw.reverse();
        set_raw_elements(agent, &view, &raw)?;
    }
    Ok(target.value())
}

/// A typed array of the receiver's kind, with the given elements.
fn plain(agent: &mut Agent, receiver: &Receiver, values: &[Value]) -> JsResult {
    let target = allocate_plain(agent, receiver.view.element, receiver.length)?;
    if let Some(view) = agent.typed_array(target) {
        set_all(agent, &view, values)?;
    }
    Ok(target.value())
}

fn comparator(agent: &mut Agent, call: Call) -> JsResult<Option<Value>> {
    let comparator = call.arg(0);
    if comparator.is_undefined() || agent.is_callable(comparator) {
        return Ok((!comparator.is_undefined()).then_some(comparator));
    }
    let what = agent.value_for_message(comparator);
    Err(agent.type_error(format!(
        "The comparison function must be either a function or undefined: {what}"
    )))
}

/// Numbers that are in the order of the elements whose bytes they stand for: floats by their value,
/// -0 before 0 and what is no number last.
fn order_key(element: ElementType, raw: u64) -> u64 {
    const SIGN: u64 = 1 << 63;
    let float = |bits: u64, is_nan: bool| match bits & SIGN {
        _ if is_nan => u64::MAX,
        0 => bits | SIGN,
        _ => !bits,
    };
    match element {
        ElementType::Uint8
        | ElementType::Uint8Clamped
        | ElementType::Uint16
        | ElementType::Uint32
        | ElementType::BigUint64 => raw,
        ElementType::Int8 => raw as i8 as i64 as u64 ^ SIGN,
        ElementType::Int16 => raw as i16 as i64 as u64 ^ SIGN,
        ElementType::Int32 => raw as i32 as i64 as u64 ^ SIGN,
        ElementType::BigInt64 => raw ^ SIGN,
        // A narrower float's bits, at the upper end, are in the same order.
        ElementType::Float16 => float(raw << 48, raw & 0x7FFF > 0x7C00),
        ElementType::Float32 => float(raw << 32, f32::from_bits(raw as u32).is_nan()),
        ElementType::Float64 => float(raw, f64::from_bits(raw).is_nan()),
    }
}

/// Copies the elements to another view of their type, in ascending order.
/// [CompareTypedArrayElements](https://tc39.es/ecma262/#sec-comparetypedarrayelements)
fn sort_by_value(
    agent: &mut Agent,
    source: &TypedArrayData,
    target: &TypedArrayData,
    count: usize,
) -> JsResult<()> {
    let element = source.element;
    let raw = raw_elements(agent, source, count)?;
    let sorted = sort_by_key(raw, |raw| order_key(element, raw), &agent.heap.budget);
    let sorted = agent.metered(sorted)?;
    set_raw_elements(agent, target, &sorted)
}

/// Sorts by a key, whose equal values are the same; in parts, with looks at the budget.
fn sort_by_key(
    items: Vec<u64>,
    key: impl Fn(u64) -> u64,
    budget: &Budget,
) -> Result<Vec<u64>, Stopped> {
    let mut items = items;
    for part in items.chunks_mut(PIECE) {
        budget.spend(part.len())?;
        part.sort_unstable_by_key(|item| key(*item));
    }
    let mut size = PIECE;
    while size < items.len() {
        let mut merged = Vec::with_capacity(items.len());
        for pair in items.chunks(2 * size) {
            let (mut left, mut right) = pair.split_at(size.min(pair.len()));
            while let (&[first, ..], &[second, ..]) = (left, right) {
                if merged.len().is_multiple_of(PIECE) {
                    budget.spend(PIECE / 8)?;
                }
                let from = if key(second) < key(first) {
                    &mut right
                } else {
                    &mut left
                };
                merged.push(from[0]);
                *from = &from[1..];
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        items = merged;
        size *= 2;
    }
    Ok(items)
}

/// [%TypedArray%.prototype.sort ( comparator )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort)
pub(super) fn sort(agent: &mut Agent, call: Call) -> JsResult {
    let comparator = comparator(agent, call)?;
    let receiver = Receiver::new(agent, call, "sort")?;
    match comparator {
        Some(comparator) => {
            let values = by_comparator::sorted(agent, &receiver, comparator)?;
            set_all(agent, &receiver.view, &values)?;
        }
        None => sort_by_value(agent, &receiver.view, &receiver.view, receiver.length)?,
    }
    Ok(receiver.object.value())
}

/// [%TypedArray%.prototype.toSorted ( comparator )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted)
pub(super) fn to_sorted(agent: &mut Agent, call: Call) -> JsResult {
    let comparator = comparator(agent, call)?;
    let receiver = Receiver::new(agent, call, "toSorted")?;
    if let Some(comparator) = comparator {
        let values = by_comparator::sorted(agent, &receiver, comparator)?;
        return plain(agent, &receiver, &values);
    }
    let target = allocate_plain(agent, receiver.view.element, receiver.length)?;
    if let Some(view) = agent.typed_array(target) {
        sort_by_value(agent, &receiver.view, &view, receiver.length)?;
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
    let now = agent.view_length(&receiver.view).unwrap_or(0);
    if index < 0.0 || index >= now as f64 {
        return Err(agent.range_error("Invalid typed array index"));
    }
    let target = allocate_plain(agent, element, receiver.length)?;
    if let Some(view) = agent.typed_array(target) {
        let count = receiver.length.min(now);
        copy_elements(agent, &receiver.view, 0, &view, 0, count)?;
        agent.view_set_raw(&view, index as usize, raw);
        if now < receiver.length {
            // What went away is `undefined`, converted.
            let rest = agent.encode_element(element, Value::UNDEFINED)?;
            (now..receiver.length).for_each(|k| agent.view_set_raw(&view, k, rest));
        }
    }
    Ok(target.value())
}

/// [%TypedArray%.prototype.set ( source \[ , offset \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.set)
pub(super) fn set(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "%TypedArray%.prototype.set";
    let this = call.this();
    let view = this.as_object().and_then(|this| agent.typed_array(this));
    let Some(view) = view else {
        return Err(not_a_typed_array(agent, this, "set"));
    };
    let offset = agent.to_integer_or_infinity(call.arg(1))?;
    if offset < 0.0 {
        return Err(agent.range_error(OUT_OF_BOUNDS));
    }
    let Some(length) = agent.view_length(&view) else {
        return Err(detached_error(agent, NAME));
    };
    let fits = |count: f64| count + offset <= length as f64;
    let source = call.arg(0).as_object();
    if let Some(source) = source.and_then(|source| agent.typed_array(source)) {
        let Some(count) = agent.view_length(&source) else {
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
    let room = agent.view_length(&target.view).unwrap_or(0);
    if view.element != target.view.element || view.buffer != target.view.buffer {
        copy_elements(agent, &view, from, &target.view, 0, count.min(room))?;
    } else {
        // Byte by byte, so that an overlap repeats.
        let size = view.element.size();
        let (from, to) = (view.offset + from * size, target.view.offset);
        if let Some(data) = agent.buffer_mut(view.buffer) {
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
    let length = agent.view_length(&view).unwrap_or(0);
    let from = relative(agent, call.arg(0), length, 0)?;
    let resizable = agent.is_resizable_buffer(view.buffer);
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

#[cfg(test)]
mod tests {
    use super::order_key;
    use crate::engine::ElementType;

    #[test]
    fn keys_are_in_the_order_of_values() {
        let ordered = [
            f64::NEG_INFINITY,
            -1.5,
            -1.0,
            -0.0,
            0.0,
            0.5,
            1.0,
            300.0,
            f64::INFINITY,
            f64::NAN,
        ];
        for element in [
            ElementType::Float16,
            ElementType::Float32,
            ElementType::Float64,
        ] {
            let keys = ordered.map(|number| order_key(element, element.encode(number)));
            assert!(keys.is_sorted(), "{element:?}");
        }
        for element in [ElementType::Int8, ElementType::Int16, ElementType::Int32] {
            let keys = [-128.0, -1.0, 0.0, 1.0, 127.0]
                .map(|number| order_key(element, element.encode(number)));
            assert!(keys.is_sorted(), "{element:?}");
        }
        let negative_nan = 1 << 63 | f64::NAN.to_bits();
        assert_eq!(order_key(ElementType::Float64, negative_nan), u64::MAX);
    }
}
