//! Methods that read the receiver and make something new of it.

use super::elements::{
    define_at, dense_range, element, element_if_present, is_simple, kept_array, number, set_length,
};
use super::receiver::{array_like, relative};
use super::species::{array_species_create, has_array_species};
use crate::engine::{
    Agent, Call, JsResult, Kind, Object, PropertyFlags, PropertyKey, Value, messages,
};
use crate::heap::IndexedProperty;

/// 2^53 - 1: the largest length.
pub(super) const MAX_LENGTH: u64 = (1 << 53) - 1;

/// [Array.prototype.at ( index )](https://tc39.es/ecma262/#sec-array.prototype.at)
pub(super) fn at(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let index = agent.to_integer_or_infinity(call.arg(0))?;
    let index = if index < 0.0 {
        length as f64 + index
    } else {
        index
    };
    if index < 0.0 || index >= length as f64 {
        return Ok(Value::UNDEFINED);
    }
    element(agent, object, index as u64)
}

/// [IsConcatSpreadable ( O )](https://tc39.es/ecma262/#sec-isconcatspreadable)
fn is_concat_spreadable(agent: &mut Agent, value: Value) -> JsResult<Option<Object>> {
    let Some(object) = value.as_object() else {
        return Ok(None);
    };
    let key = PropertyKey::symbol(agent.symbols.is_concat_spreadable);
    let spreadable = agent.get(object, key)?;
    let spreadable = if spreadable.is_undefined() {
        agent.is_array(value)?
    } else {
        agent.heap.to_boolean(spreadable)
    };
    Ok(spreadable.then_some(object))
}

/// [Array.prototype.concat ( ...items )](https://tc39.es/ecma262/#sec-array.prototype.concat)
pub(super) fn concat(agent: &mut Agent, call: Call) -> JsResult {
    if call.this().is_nullish() {
        return Err(agent.type_error("Array.prototype.concat called on null or undefined"));
    }
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    let target = array_species_create(agent, object, 0)?;
    let mut n = 0;
    append(agent, target, object.value(), &mut n)?;
    for index in 0..call.len() {
        append(agent, target, call.arg(index), &mut n)?;
    }
    set_length(agent, target, n)?;
    Ok(target.value())
}

/// Whether an array is mostly holes that nothing is inherited in the place of, and has no accessors,
/// so that only what is there need be looked at.
fn is_sparse(agent: &Agent, array: Object) -> bool {
    if !array.is(Kind::Array) || !agent.inherits_no_elements(array) {
        return false;
    }
    agent.heap.indexed(array).is_some_and(|store| {
        let has_accessor = |property: &IndexedProperty| property.flags.has(PropertyFlags::ACCESSOR);
        let present = store.dense.len() + store.sparse.len();
        (store.array_length as usize) / 8 > present && !store.sparse.values().any(has_accessor)
    })
}

/// One item of `concat`: appended, or each of its elements.
fn append(agent: &mut Agent, target: Object, item: Value, n: &mut u64) -> JsResult<()> {
    let Some(source) = is_concat_spreadable(agent, item)? else {
        if *n >= MAX_LENGTH {
            return Err(agent.type_error(messages::ARRAY_LENGTH));
        }
        define_at(agent, target, *n, item)?;
        *n += 1;
        return Ok(());
    };
    let length = agent.length_of_array_like(source)? as u64;
    if *n + length > MAX_LENGTH {
        return Err(agent.type_error(messages::ARRAY_LENGTH));
    }
    if is_simple(agent, source)
        && agent.heap.is_dense(target)
        && agent.heap.elements(target).len() as u64 == *n
        && *n + length < u32::MAX as u64
        && source != target
    {
        agent.poll_work(length as usize / 8)?;
        let elements = dense_range(agent, source, 0, length);
        agent.heap.extend_elements(target, &elements);
        *n += length;
        return Ok(());
    }
    if is_sparse(agent, source) {
        let start = *n;
        for key in agent.own_property_keys(source)? {
            if let Some(index) = key.as_index()
                && let Some(value) = element_if_present(agent, source, u64::from(index))?
            {
                define_at(agent, target, start + u64::from(index), value)?;
            }
        }
        *n += length;
    } else {
        for k in 0..length {
            if let Some(value) = element_if_present(agent, source, k)? {
                define_at(agent, target, *n, value)?;
            }
            *n += 1;
        }
    }
    // Trailing holes count.
    if agent.heap.is_dense(target) {
        set_length(agent, target, *n)?;
    }
    Ok(())
}

/// [Array.prototype.slice ( start, end )](https://tc39.es/ecma262/#sec-array.prototype.slice)
pub(super) fn slice(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let from = relative(agent, call.arg(0), length, 0)?;
    let to = relative(agent, call.arg(1), length, length)?;
    let count = to.saturating_sub(from);
    if has_array_species(agent, object) && is_simple(agent, object) {
        let mut elements = dense_range(agent, object, from, to.max(from));
        agent.poll_work(elements.len() / 8)?;
        if elements.len() as u64 == count {
            return Ok(agent.new_array(elements).value());
        }
        // A conversion made it shorter: what is missing stays holes.
        if count < (1 << 25) {
            elements.resize(count as usize, Value::HOLE);
            return Ok(agent.new_array(elements).value());
        }
    }
    let target = array_species_create(agent, object, count)?;
    let mut n = 0;
    for k in from..to {
        if let Some(value) = element_if_present(agent, object, k)? {
            define_at(agent, target, n, value)?;
        }
        n += 1;
    }
    set_length(agent, target, n)?;
    Ok(target.value())
}

/// [Array.prototype.flat ( \[ depth \] )](https://tc39.es/ecma262/#sec-array.prototype.flat)
pub(super) fn flat(agent: &mut Agent, call: Call) -> JsResult {
    let (source, length) = array_like(agent, call)?;
    let depth = if call.arg(0).is_undefined() {
        1.0
    } else {
        agent.to_integer_or_infinity(call.arg(0))?.max(0.0)
    };
    let target = array_species_create(agent, source, 0)?;
    let flattening = Flattening {
        target,
        mapper: None,
    };
    flattening.flatten(agent, source, length, 0, depth)?;
    Ok(target.value())
}

/// [Array.prototype.flatMap ( mapperFunction \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.flatmap)
pub(super) fn flat_map(agent: &mut Agent, call: Call) -> JsResult {
    let (source, length) = array_like(agent, call)?;
    let mapper = agent.require_callable(call.arg(0))?;
    let target = array_species_create(agent, source, 0)?;
    let flattening = Flattening {
        target,
        mapper: Some((mapper, call.arg(1))),
    };
    flattening.flatten(agent, source, length, 0, 1.0)?;
    Ok(target.value())
}

struct Flattening {
    target: Object,
    /// The function and its `this`; for the outermost level only.
    mapper: Option<(Value, Value)>,
}

impl Flattening {
    /// [FlattenIntoArray](https://tc39.es/ecma262/#sec-flattenintoarray); returns the next index.
    fn flatten(
        &self,
        agent: &mut Agent,
        source: Object,
        length: u64,
        start: u64,
        depth: f64,
    ) -> JsResult<u64> {
        agent.check_native_stack()?;
        let mut n = start;
        for k in 0..length {
            let Some(mut value) = element_if_present(agent, source, k)? else {
                continue;
            };
            if let Some((mapper, this)) = self.mapper {
                value = agent.call(mapper, this, &[value, number(k), source.value()])?;
            }
            if depth > 0.0
                && let Some(inner) = value.as_object()
                && agent.is_array(value)?
            {
                n = self.flatten_inner(agent, inner, n, depth - 1.0)?;
            } else {
                if n >= MAX_LENGTH {
                    return Err(agent.type_error(messages::ARRAY_LENGTH));
                }
                define_at(agent, self.target, n, value)?;
                n += 1;
            }
        }
        Ok(n)
    }

    fn flatten_inner(
        &self,
        agent: &mut Agent,
        source: Object,
        start: u64,
        depth: f64,
    ) -> JsResult<u64> {
        agent.poll()?;
        agent.scoped(|agent| {
            agent.keep_object(source);
            let length = agent.length_of_array_like(source)? as u64;
            let inner = Flattening {
                target: self.target,
                mapper: None,
            };
            inner.flatten(agent, source, length, start, depth)
        })
    }
}

/// A new array for one of the methods that never make holes: its elements must be appended in
/// order. [ArrayCreate](https://tc39.es/ecma262/#sec-arraycreate)
fn plain_copy(agent: &mut Agent, length: u64) -> JsResult<Object> {
    if length > u32::MAX as u64 {
        return Err(agent.range_error(messages::ARRAY_LENGTH));
    }
    let capacity = (length as usize).min(1 << 16);
    Ok(kept_array(agent, Vec::with_capacity(capacity)))
}

/// The elements of a dense array without holes, as they are now, if it is that and has this many.
fn packed_elements(agent: &mut Agent, object: Object, length: u64) -> JsResult<Option<Vec<Value>>> {
    if !agent.heap.is_dense(object) {
        return Ok(None);
    }
    agent.poll_work(length as usize / 64)?;
    let elements = agent.heap.elements(object);
    let packed = elements.len() as u64 == length && !elements.iter().any(|e| e.is_hole());
    Ok(packed.then(|| elements.to_vec()))
}

/// [Array.prototype.toReversed ( )](https://tc39.es/ecma262/#sec-array.prototype.toreversed)
pub(super) fn to_reversed(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    if let Some(mut elements) = packed_elements(agent, object, length)? {
        elements.reverse();
        return Ok(agent.new_array(elements).value());
    }
    let target = plain_copy(agent, length)?;
    for k in (0..length).rev() {
        agent.poll()?;
        let value = element(agent, object, k)?;
        agent.heap.push_element(target, value);
    }
    Ok(target.value())
}

/// [Array.prototype.toSpliced ( start, skipCount, ...items )](https://tc39.es/ecma262/#sec-array.prototype.tospliced)
pub(super) fn to_spliced(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let start = relative(agent, call.arg(0), length, 0)?;
    let skip = skip_count(agent, call, length, start)?;
    let inserted = call.len().saturating_sub(2) as u64;
    let new_length = length + inserted - skip;
    if new_length > MAX_LENGTH {
        return Err(agent.type_error(messages::ARRAY_LENGTH));
    }
    if new_length <= u32::MAX as u64
        && let Some(mut elements) = packed_elements(agent, object, length)?
    {
        elements.splice(start as usize..(start + skip) as usize, call.args_from(2));
        return Ok(agent.new_array(elements).value());
    }
    let target = plain_copy(agent, new_length)?;
    for k in 0..start {
        let value = element(agent, object, k)?;
        agent.heap.push_element(target, value);
    }
    for item in call.args_from(2) {
        agent.heap.push_element(target, item);
    }
    for k in start + skip..length {
        agent.poll()?;
        let value = element(agent, object, k)?;
        agent.heap.push_element(target, value);
    }
    Ok(target.value())
}

/// How many elements `splice` and `toSpliced` leave out.
pub(super) fn skip_count(agent: &mut Agent, call: Call, length: u64, start: u64) -> JsResult<u64> {
    Ok(match call.len() {
        0 => 0,
        1 => length - start,
        _ => {
            let count = agent.to_integer_or_infinity(call.arg(1))?;
            count.clamp(0.0, (length - start) as f64) as u64
        }
    })
}

/// [Array.prototype.with ( index, value )](https://tc39.es/ecma262/#sec-array.prototype.with)
pub(super) fn with(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let relative = agent.to_integer_or_infinity(call.arg(0))?;
    let index = if relative < 0.0 {
        length as f64 + relative
    } else {
        relative
    };
    if index < 0.0 || index >= length as f64 {
        let index = agent.value_for_message(call.arg(0));
        return Err(agent.range_error(format!("Invalid index : {index}")));
    }
    let index = index as u64;
    if let Some(mut elements) = packed_elements(agent, object, length)? {
        elements[index as usize] = call.arg(1);
        return Ok(agent.new_array(elements).value());
    }
    let target = plain_copy(agent, length)?;
    for k in 0..length {
        agent.poll()?;
        let value = if k == index {
            call.arg(1)
        } else {
            element(agent, object, k)?
        };
        agent.heap.push_element(target, value);
    }
    Ok(target.value())
}
