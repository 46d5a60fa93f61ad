//! Elements of array-likes, by index: the operations of the spec, with short cuts for dense arrays.

use crate::engine::{Agent, JsResult, Object, PropertyKey, Value};

/// A length or index as a value.
#[inline]
pub(super) fn number(n: u64) -> Value {
    match i32::try_from(n) {
        Ok(n) => Value::int(n),
        Err(_) => Value::double(n as f64),
    }
}

#[inline]
fn key_at(agent: &mut Agent, k: u64) -> PropertyKey {
    if k < u32::MAX as u64 {
        PropertyKey::index(k as u32)
    } else {
        agent.heap.key_from_number(k as f64)
    }
}

/// The element of a dense array, unless there is none at the place.
#[inline(always)]
pub(super) fn dense_at(agent: &Agent, object: Object, k: u64) -> Option<Value> {
    match u32::try_from(k) {
        Ok(k) => agent.heap.dense_element(object.value(), k),
        Err(_) => None,
    }
}

/// `Get(object, k)`
#[inline]
pub(super) fn element(agent: &mut Agent, object: Object, k: u64) -> JsResult {
    match dense_at(agent, object, k) {
        Some(value) => Ok(value),
        None => {
            let key = key_at(agent, k);
            agent.get(object, key)
        }
    }
}

/// `HasProperty(object, k)`, and then `Get(object, k)`
#[inline]
pub(super) fn element_if_present(
    agent: &mut Agent,
    object: Object,
    k: u64,
) -> JsResult<Option<Value>> {
    match dense_at(agent, object, k) {
        Some(value) => Ok(Some(value)),
        None => element_if_present_slow(agent, object, k),
    }
}

#[inline(never)]
fn element_if_present_slow(agent: &mut Agent, object: Object, k: u64) -> JsResult<Option<Value>> {
    agent.poll()?;
    if agent.heap.is_dense(object) && agent.inherits_no_elements(object) {
        return Ok(None);
    }
    let key = key_at(agent, k);
    if !agent.has_property(object, key)? {
        return Ok(None);
    }
    agent.get(object, key).map(Some)
}

/// `Set(object, k, value, true)`
#[inline]
pub(super) fn set_at(agent: &mut Agent, object: Object, k: u64, value: Value) -> JsResult<()> {
    if let Ok(k) = u32::try_from(k)
        && agent.heap.set_dense_element(object.value(), k, value)
    {
        return Ok(());
    }
    agent.poll()?;
    let key = key_at(agent, k);
    agent.set(object, key, value)
}

/// `DeletePropertyOrThrow(object, k)`
pub(super) fn delete_at(agent: &mut Agent, object: Object, k: u64) -> JsResult<()> {
    agent.poll()?;
    let key = key_at(agent, k);
    agent.delete_property_or_throw(object, key)
}

/// `CreateDataPropertyOrThrow(object, k, value)`
#[inline]
pub(super) fn define_at(agent: &mut Agent, object: Object, k: u64, value: Value) -> JsResult<()> {
    agent.poll()?;
    let key = key_at(agent, k);
    agent.create_data_property_or_throw(object, key, value)
}

/// `Set(object, "length", length, true)`
#[inline]
pub(super) fn set_length(agent: &mut Agent, object: Object, length: u64) -> JsResult<()> {
    if agent.heap.is_dense(object)
        && let Ok(length) = u32::try_from(length)
    {
        agent.heap.set_array_length(object, length);
        return Ok(());
    }
    let key = agent.names.length;
    agent.set(object, key, number(length))
}

/// Whether an object is an array all whose elements (and length) can be read and written in place,
/// with nothing to be seen: dense, and whatever is a hole is nowhere else either.
#[inline]
pub(super) fn is_simple(agent: &Agent, object: Object) -> bool {
    agent.heap.is_dense(object) && agent.inherits_no_elements(object)
}

/// A plain array of elements that were copied from elsewhere; it is kept.
pub(super) fn kept_array(agent: &mut Agent, elements: Vec<Value>) -> Object {
    let array = agent.new_array(elements);
    agent.keep_object(array)
}

/// The elements `from..to` of a dense array.
pub(super) fn dense_range(agent: &Agent, array: Object, from: u64, to: u64) -> Vec<Value> {
    let elements = agent.heap.elements(array);
    let to = elements.len().min(to as usize);
    elements
        .get(from as usize..to)
        .map_or(Vec::new(), <[Value]>::to_vec)
}
