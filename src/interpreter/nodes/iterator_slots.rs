//! An iterator in slots of a frame: opening, stepping and closing it, for loops and patterns.

use super::not_iterable::NotIterable;
use super::try_statement::{PENDING_SLOTS, restore_pending, save_pending};
use crate::engine::{
    Agent, IteratorRecord, JsResult, Original, ResumeMode, Throw, Unwinding, messages,
};
use crate::heap::{Frame, Object, PropertyKey, Slot, Value};
use crate::interpreter::generator;
use crate::interpreter::open_iterator::{IteratorCache, open_iterator};
use crate::interpreter::tree::Completion;

/// Opens an iterator over what is in `slot`, and leaves in `slot` the iterator and in `slot + 1`
/// its `next`; or, where that makes no difference, an array and the index of its next element.
pub fn open_in_slots(
    agent: &mut Agent,
    frame: Frame,
    slot: Slot,
    cache: Option<&IteratorCache>,
    failure: &NotIterable,
) -> JsResult<()> {
    let iterable = frame.get(slot);
    if agent.is_plain_iterable_array(iterable) {
        frame.set(slot + 1, Value::ZERO);
        return Ok(());
    }
    let record = agent.scoped(|agent| open_iterator(agent, iterable, cache, failure))?;
    // An integer there would mean that this is an array.
    let next = match record.next.as_int() {
        Some(int) => Value::double(f64::from(int)),
        None => record.next,
    };
    frame.set(slot, record.iterator.value());
    frame.set(slot + 1, next);
    Ok(())
}

/// The next value of the iterator in two slots; `None` when it is done.
#[inline(always)]
pub fn step_in_slots(agent: &mut Agent, frame: Frame, slot: Slot) -> JsResult<Option<Value>> {
    if let Some(index) = frame.get(slot + 1).as_int() {
        if let Some(value) = agent.heap.dense_element(frame.get(slot), index as u32) {
            frame.set(slot + 1, Value::int(index + 1));
            return Ok(Some(value));
        }
        return step_array(agent, frame, slot, index);
    }
    step_iterator(agent, frame, slot)
}

#[inline(never)]
pub(super) fn step_array(
    agent: &mut Agent,
    frame: Frame,
    slot: Slot,
    index: i32,
) -> JsResult<Option<Value>> {
    let Some(array) = frame.get(slot).as_object() else {
        unreachable!("an array is in its slot")
    };
    if index as u32 >= agent.heap.array_length(array) {
        return Ok(None);
    }
    frame.set(slot + 1, Value::int(index + 1));
    agent.get(array, PropertyKey::index(index as u32)).map(Some)
}

#[inline(never)]
pub(super) fn step_iterator(
    agent: &mut Agent,
    frame: Frame,
    slot: Slot,
) -> JsResult<Option<Value>> {
    let record = record_in_slots(frame, slot);
    if is_plain_generator(agent, &record) {
        return generator::step(agent, record.iterator);
    }
    agent.iterator_step_value(&record)
}

/// Steps the iterator in two slots without looking at the value; whether it is done.
pub fn skip_in_slots(agent: &mut Agent, frame: Frame, slot: Slot) -> JsResult<bool> {
    let walks_array = frame.get(slot + 1).is_int();
    let record = record_in_slots(frame, slot);
    if walks_array || is_plain_generator(agent, &record) {
        // Nobody sees that the value is looked at.
        return Ok(step_in_slots(agent, frame, slot)?.is_none());
    }
    Ok(agent.iterator_step(&record)?.is_none())
}

#[inline(always)]
pub(super) fn record_in_slots(frame: Frame, slot: Slot) -> IteratorRecord {
    let Some(iterator) = frame.get(slot).as_object() else {
        unreachable!("an iterator is in its slot")
    };
    let next = frame.get(slot + 1);
    IteratorRecord { iterator, next }
}

/// Whether an iterator is a generator that is stepped by the original `next`.
#[inline(always)]
pub(super) fn is_plain_generator(agent: &mut Agent, record: &IteratorRecord) -> bool {
    Some(record.next) == agent.original_value(Original::GeneratorNext)
        && generator::as_sync(agent, record.iterator.value()).is_some()
}

/// The iterator in two slots, if there is something to close. A marker of the short cut
/// over an array is put there.
#[inline]
pub(super) fn closable(agent: &mut Agent, frame: Frame, slot: Slot) -> Option<Object> {
    let object = frame.get(slot).as_object()?;
    let Some(index) = frame.get(slot + 1).as_int() else {
        return Some(object);
    };
    let iterator = agent.array_iterator_to_close(object, index as u64)?;
    frame.set(slot, iterator.value());
    frame.set(slot + 1, Value::UNDEFINED);
    Some(iterator)
}

/// Closes the iterator in two slots because of how its user ended; how that ends after all.
/// `pending` is the first of [`PENDING_SLOTS`] temporaries.
#[inline(always)]
pub fn close_in_slots(
    agent: &mut Agent,
    frame: Frame,
    slot: Slot,
    pending: Slot,
    cache: Option<&IteratorCache>,
    completion: Completion,
) -> Completion {
    let walks_array = frame.get(slot + 1).is_int();
    if walks_array && !agent.array_iterators_have_return() {
        // Nothing is to be done, whatever the completion is.
        return completion;
    }
    close_by_completion(agent, frame, (slot, pending), cache, completion)
}

#[inline(never)]
pub(super) fn close_by_completion(
    agent: &mut Agent,
    frame: Frame,
    (slot, pending): (Slot, Slot),
    cache: Option<&IteratorCache>,
    completion: Completion,
) -> Completion {
    if completion.is_throw()
        && matches!(
            agent.machine.unwinding(),
            Unwinding::Suspension | Unwinding::Termination
        )
    {
        // A generator that returns from here asks again about arrays.
        agent.machine.resumption.guarded |= !frame.get(slot + 1).is_int();
        return completion;
    }
    let Some(iterator) = closable(agent, frame, slot) else {
        return completion;
    };
    if completion.is_throw() && agent.machine.unwinding() == Unwinding::Exception {
        agent.iterator_close_throw(iterator, Throw);
        return completion;
    }
    save_pending(agent, frame, pending, completion);
    let closed = match cache {
        Some(cache) => close_cached(agent, iterator, cache),
        None => agent
            .get(iterator, agent.names.return_)
            .and_then(|method| close_by(agent, iterator, method)),
    };
    match closed {
        Ok(()) => restore_pending(agent, frame, pending),
        Err(Throw) => Completion::THROW,
    }
}

/// Closes an iterator. What a generator's own `return` gives is an object that is never seen.
pub(super) fn close_cached(
    agent: &mut Agent,
    iterator: Object,
    cache: &IteratorCache,
) -> JsResult<()> {
    let key = agent.names.return_;
    let method = cache
        .return_
        .method(agent, iterator.value(), key, agent.machine.position)?;
    if Some(method) == agent.original_value(Original::GeneratorReturn)
        && let Some(generator) = generator::as_sync(agent, iterator.value())
    {
        generator::resume(agent, generator, ResumeMode::Return, Value::UNDEFINED)?;
        return Ok(());
    }
    close_by(agent, iterator, method)
}

/// Closes an iterator by its `return`.
pub(super) fn close_by(agent: &mut Agent, iterator: Object, method: Value) -> JsResult<()> {
    if !method.is_nullish() && !agent.heap.is_callable(method) {
        let what = agent.call_site_for_message(method);
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    agent.iterator_close_by(iterator, method)
}

/// How many temporaries an iteration has that is closed when it ends early.
pub const LOOP_SLOTS: u32 = 3 + PENDING_SLOTS;
