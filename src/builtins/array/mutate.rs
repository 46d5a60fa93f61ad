//! Methods that change the receiver.

use super::access::{MAX_LENGTH, skip_count};
use super::elements::{
    define_at, delete_at, element, element_if_present, is_simple, number, set_at, set_length,
};
use super::receiver::{array_like, relative};
use super::species::{array_species_create, has_array_species};
use crate::engine::{Agent, Call, JsResult, Object, Value, messages};

/// Whether a simple array still has the length that was read.
#[inline]
fn is_simple_of(agent: &Agent, object: Object, length: u64) -> bool {
    is_simple(agent, object) && agent.heap.elements(object).len() as u64 == length
}

/// Moves what is at `from` to `to`: an element, or its absence.
fn move_element(agent: &mut Agent, object: Object, from: u64, to: u64) -> JsResult<()> {
    match element_if_present(agent, object, from)? {
        Some(value) => set_at(agent, object, to, value),
        None => delete_at(agent, object, to),
    }
}

/// [Array.prototype.copyWithin ( target, start \[ , end \] )](https://tc39.es/ecma262/#sec-array.prototype.copywithin)
pub(super) fn copy_within(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let to = relative(agent, call.arg(0), length, 0)?;
    let from = relative(agent, call.arg(1), length, 0)?;
    let end = relative(agent, call.arg(2), length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    if is_simple_of(agent, object, length) {
        agent.poll_work(count as usize / 16)?;
        let range = from as usize..(from + count) as usize;
        agent
            .heap
            .elements_mut(object)
            .copy_within(range, to as usize);
        return Ok(object.value());
    }
    let backwards = from < to && to < from + count;
    for step in 0..count {
        let offset = if backwards { count - 1 - step } else { step };
        move_element(agent, object, from + offset, to + offset)?;
    }
    Ok(object.value())
}

/// [Array.prototype.fill ( value \[ , start \[ , end \] \] )](https://tc39.es/ecma262/#sec-array.prototype.fill)
pub(super) fn fill(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let from = relative(agent, call.arg(1), length, 0)?;
    let to = relative(agent, call.arg(2), length, length)?;
    if is_simple_of(agent, object, length) {
        agent.poll_work(length as usize / 16)?;
        if from < to {
            agent.heap.elements_mut(object)[from as usize..to as usize].fill(call.arg(0));
        }
        return Ok(object.value());
    }
    for k in from..to {
        set_at(agent, object, k, call.arg(0))?;
    }
    Ok(object.value())
}

/// [Array.prototype.pop ( )](https://tc39.es/ecma262/#sec-array.prototype.pop)
pub(super) fn pop(agent: &mut Agent, call: Call) -> JsResult {
    if let Some(array) = call.this().as_object()
        && agent.heap.is_dense(array)
        && agent
            .heap
            .elements(array)
            .last()
            .is_some_and(|last| !last.is_hole())
    {
        let last = agent.heap.pop_element(array);
        return Ok(last.unwrap_or(Value::UNDEFINED));
    }
    let (object, length) = array_like(agent, call)?;
    if length == 0 {
        set_length(agent, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    let last = element(agent, object, length - 1)?;
    agent.keep(last);
    delete_at(agent, object, length - 1)?;
    set_length(agent, object, length - 1)?;
    Ok(last)
}

/// [Array.prototype.push ( ...items )](https://tc39.es/ecma262/#sec-array.prototype.push)
pub(super) fn push(agent: &mut Agent, call: Call) -> JsResult {
    if call.len() == 1
        && let Some(array) = call.this().as_object()
        && is_simple(agent, array)
    {
        let length = agent.heap.elements(array).len() as u64;
        if length < u32::MAX as u64 {
            agent.heap.push_element(array, call.arg(0));
            return Ok(number(length + 1));
        }
    }
    let (object, length) = array_like(agent, call)?;
    let count = call.len() as u64;
    if length + count <= u32::MAX as u64 && is_simple(agent, object) {
        for index in 0..call.len() {
            agent.heap.push_element(object, call.arg(index));
        }
        return Ok(number(length + count));
    }
    if length + count > MAX_LENGTH {
        return Err(agent.type_error(format!(
            "Pushing {count} elements on an array-like of length {length} is disallowed, \
             as the total surpasses 2**53-1"
        )));
    }
    for index in 0..call.len() {
        set_at(agent, object, length + index as u64, call.arg(index))?;
    }
    set_length(agent, object, length + count)?;
    Ok(number(length + count))
}

/// [Array.prototype.reverse ( )](https://tc39.es/ecma262/#sec-array.prototype.reverse)
pub(super) fn reverse(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    if is_simple(agent, object) {
        agent.poll_work(length as usize / 16)?;
        agent.heap.elements_mut(object).reverse();
        return Ok(object.value());
    }
    for lower in 0..length / 2 {
        let upper = length - 1 - lower;
        agent.scoped(|agent| {
            let low = element_if_present(agent, object, lower)?;
            agent.keep(low.unwrap_or(Value::UNDEFINED));
            let high = element_if_present(agent, object, upper)?;
            agent.keep(high.unwrap_or(Value::UNDEFINED));
            match (low, high) {
                (Some(low), Some(high)) => {
                    set_at(agent, object, lower, high)?;
                    set_at(agent, object, upper, low)
                }
                (None, Some(high)) => {
                    set_at(agent, object, lower, high)?;
                    delete_at(agent, object, upper)
                }
                (Some(low), None) => {
                    delete_at(agent, object, lower)?;
                    set_at(agent, object, upper, low)
                }
                (None, None) => Ok(()),
            }
        })?;
    }
    Ok(object.value())
}

/// [Array.prototype.shift ( )](https://tc39.es/ecma262/#sec-array.prototype.shift)
pub(super) fn shift(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    if length == 0 {
        set_length(agent, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    if is_simple(agent, object) {
        agent.poll_work(length as usize / 1024)?;
        let first = agent.heap.pop_first_element(object);
        let first = first.filter(|first| !first.is_hole());
        return Ok(first.unwrap_or(Value::UNDEFINED));
    }
    let first = element(agent, object, 0)?;
    agent.keep(first);
    for k in 1..length {
        move_element(agent, object, k, k - 1)?;
    }
    delete_at(agent, object, length - 1)?;
    set_length(agent, object, length - 1)?;
    Ok(first)
}

/// [Array.prototype.unshift ( ...items )](https://tc39.es/ecma262/#sec-array.prototype.unshift)
pub(super) fn unshift(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let count = call.len() as u64;
    if length + count < u32::MAX as u64 && is_simple(agent, object) {
        agent.poll_work(length as usize / 64)?;
        let items = call.args();
        agent.heap.change_elements(object, |elements| {
            elements.splice(0..0, items);
        });
        return Ok(number(length + count));
    }
    if count > 0 {
        if length + count > MAX_LENGTH {
            return Err(agent.type_error(messages::ARRAY_LENGTH));
        }
        for k in (0..length).rev() {
            move_element(agent, object, k, k + count)?;
        }
        for index in 0..call.len() {
            set_at(agent, object, index as u64, call.arg(index))?;
        }
    }
    set_length(agent, object, length + count)?;
    Ok(number(length + count))
}

/// [Array.prototype.splice ( start, deleteCount, ...items )](https://tc39.es/ecma262/#sec-array.prototype.splice)
pub(super) fn splice(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    let start = relative(agent, call.arg(0), length, 0)?;
    let removed = skip_count(agent, call, length, start)?;
    let inserted = call.len().saturating_sub(2) as u64;
    let new_length = length + inserted - removed;
    if new_length > MAX_LENGTH {
        return Err(agent.type_error(messages::ARRAY_LENGTH));
    }
    if new_length < u32::MAX as u64
        && has_array_species(agent, object)
        && is_simple_of(agent, object, length)
    {
        agent.poll_work((length - start) as usize / 64)?;
        let items = call.args_from(2);
        let range = start as usize..(start + removed) as usize;
        let taken = agent
            .heap
            .change_elements(object, |elements| elements.splice(range, items).collect());
        return Ok(agent.new_array(taken).value());
    }
    let taken = array_species_create(agent, object, removed)?;
    for k in 0..removed {
        if let Some(value) = element_if_present(agent, object, start + k)? {
            define_at(agent, taken, k, value)?;
        }
    }
    set_length(agent, taken, removed)?;
    if inserted < removed {
        for k in start..length - removed {
            move_element(agent, object, k + removed, k + inserted)?;
        }
        for k in (new_length..length).rev() {
            delete_at(agent, object, k)?;
        }
    } else if inserted > removed {
        for k in (start..length - removed).rev() {
            move_element(agent, object, k + removed, k + inserted)?;
        }
    }
    for (index, item) in call.args_from(2).into_iter().enumerate() {
        set_at(agent, object, start + index as u64, item)?;
    }
    set_length(agent, object, new_length)?;
    Ok(taken.value())
}
