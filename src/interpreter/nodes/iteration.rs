//! `for-of`, `for await`, `for-in`.

use super::control::{Round, after_body};
use super::not_iterable::NotIterable;
use super::statement::resumable_statement;
use super::try_statement::{PENDING_SLOTS, pending_throw, restore_pending, save_pending};
use crate::engine::{
    Agent, IteratorRecord, JsResult, Original, ResumeMode, SuspendReason, Throw, Unwinding,
    messages,
};
use crate::heap::{Frame, Object, PropertyKey, Slot, Value};
use crate::interpreter::async_generator::call_async_method;
use crate::interpreter::generator;
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::node::{Completion, NodeBox};
use crate::interpreter::suspend::{
    Child, Entry, Resumable, ResumableBox, Suspension, Way, resumed,
};

/// Where the methods stand of the iterables and iterators that a node meets.
#[derive(Default)]
pub struct IteratorCache {
    iterator: GetCache,
    next: GetCache,
    return_: GetCache,
}

/// [GetIterator](https://tc39.es/ecma262/#sec-getiterator), with the message of its place.
pub fn open_iterator(
    agent: &mut Agent,
    iterable: Value,
    cache: Option<&IteratorCache>,
    failure: &NotIterable,
) -> JsResult<IteratorRecord> {
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = match cache {
        _ if iterable.is_nullish() => Value::UNDEFINED,
        Some(cache) => cache
            .iterator
            .method(agent, iterable, key, agent.machine.position)?,
        None => agent.get_v(iterable, key)?,
    };
    if let Some(cache) = cache
        && let Some(iterator) = iterable.as_object()
        && Some(method) == agent.original_value(Original::IteratorIterator)
    {
        // It gives the iterator itself.
        agent.keep_object(iterator);
        let next = cache
            .next
            .method(agent, iterable, agent.names.next, agent.machine.position)?;
        agent.keep(next);
        return Ok(IteratorRecord { iterator, next });
    }
    if !agent.is_callable(method) {
        return Err(failure.throw(agent, iterable));
    }
    agent.get_iterator_from_method(iterable, method)
}

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
fn step_array(agent: &mut Agent, frame: Frame, slot: Slot, index: i32) -> JsResult<Option<Value>> {
    let Some(array) = frame.get(slot).as_object() else {
        unreachable!("an array is in its slot")
    };
    if index as u32 >= agent.array_length(array) {
        return Ok(None);
    }
    frame.set(slot + 1, Value::int(index + 1));
    agent.get(array, PropertyKey::index(index as u32)).map(Some)
}

#[inline(never)]
fn step_iterator(agent: &mut Agent, frame: Frame, slot: Slot) -> JsResult<Option<Value>> {
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
fn record_in_slots(frame: Frame, slot: Slot) -> IteratorRecord {
    let Some(iterator) = frame.get(slot).as_object() else {
        unreachable!("an iterator is in its slot")
    };
    let next = frame.get(slot + 1);
    IteratorRecord { iterator, next }
}

/// Whether an iterator is a generator that is stepped by the original `next`.
#[inline(always)]
fn is_plain_generator(agent: &mut Agent, record: &IteratorRecord) -> bool {
    Some(record.next) == agent.original_value(Original::GeneratorNext)
        && generator::as_sync(agent, record.iterator.value()).is_some()
}

/// The iterator in two slots, if there is something to close. One that stands for the short cut
/// over an array is put there.
#[inline]
fn closable(agent: &mut Agent, frame: Frame, slot: Slot) -> Option<Object> {
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
fn close_by_completion(
    agent: &mut Agent,
    frame: Frame,
    (slot, pending): (Slot, Slot),
    cache: Option<&IteratorCache>,
    completion: Completion,
) -> Completion {
    if completion.is_throw()
        && matches!(
            agent.unwinding(),
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
    if completion.is_throw() && agent.unwinding() == Unwinding::Exception {
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

/// Closes an iterator. What a generator's own `return` gives is an object that nobody sees.
fn close_cached(agent: &mut Agent, iterator: Object, cache: &IteratorCache) -> JsResult<()> {
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
fn close_by(agent: &mut Agent, iterator: Object, method: Value) -> JsResult<()> {
    if !method.is_nullish() && !agent.is_callable(method) {
        let what = agent.call_site_for_message(method);
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    agent.iterator_close_by(iterator, method)
}

/// How many temporaries an iteration has that is closed when it ends early.
pub const LOOP_SLOTS: u32 = 3 + PENDING_SLOTS;

/// `for (target of iterable) body`. It is only suspended in a round.
pub struct ForOf<C> {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// What is said where it has no iterator.
    pub failure: NotIterable,
    /// Binds the value and runs the body.
    pub round: C,
    /// The first of [`LOOP_SLOTS`] temporaries: the iterator and its `next`, the value, those for a
    /// pending completion.
    pub temporary: Slot,
    /// Where the round finds the value: the temporary for it, or the variable itself.
    pub value: Slot,
    /// Its number for `break` and `continue`.
    pub number: u32,
    /// Where the iterable stands.
    pub position: u32,
    /// Where the target stands.
    pub target: u32,
    /// Where the iterator's methods stand.
    pub cache: IteratorCache,
}

impl<C: Child> ForOf<C> {
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let iterable = self.iterable.eval(agent, frame)?;
        frame.set(self.temporary, iterable);
        agent.machine.position = self.position;
        let cache = Some(&self.cache);
        open_in_slots(agent, frame, self.temporary, cache, &self.failure)
    }
}

/// The only state of a loop that is suspended in its rounds alone.
const ROUND: u32 = 0;

impl<C: Child> Resumable for ForOf<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let mut in_round = state.is_some();
        if !in_round && self.open(agent, frame).is_err() {
            return Completion::THROW;
        }
        loop {
            if !in_round {
                agent.machine.position = self.target;
                match step_in_slots(agent, frame, self.temporary) {
                    Ok(Some(value)) => frame.set(self.value, value),
                    Ok(None) => return Completion::NORMAL,
                    Err(_) => return Completion::THROW,
                }
            }
            in_round = false;
            let completion = way.exec(agent, frame, &self.round, ROUND);
            match after_body(completion, self.number) {
                Round::Next => {}
                Round::End(end) => {
                    let (slot, cache) = (self.temporary, Some(&self.cache));
                    return close_in_slots(agent, frame, slot, slot.after(3), cache, end);
                }
            }
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `for await (target of iterable) body`. The state tells what it waits for.
pub struct ForAwait {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// The message where it has no iterator.
    pub failure: Box<str>,
    /// Binds the value and runs the body.
    pub round: ResumableBox,
    /// The first of [`LOOP_SLOTS`] temporaries, as for [`ForOf`].
    pub temporary: Slot,
    /// Where the round finds the value, as for [`ForOf`].
    pub value: Slot,
    /// Where it suspends.
    pub suspension: Suspension,
    /// Its number for `break` and `continue`.
    pub number: u32,
    /// In the source.
    pub position: u32,
    /// What the values are bound to, in the source.
    pub target: u32,
}

const IN_NEXT: u32 = 1;
const IN_ROUND: u32 = 2;
const IN_CLOSE: u32 = 3;

impl ForAwait {
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let iterable = self.iterable.eval(agent, frame)?;
        let slot = self.temporary;
        frame.set(slot, iterable);
        agent.machine.position = self.position;
        let record = agent.scoped(|agent| agent.get_async_iterator(iterable, &self.failure))?;
        frame.set(slot, record.iterator.value());
        frame.set(slot + 1, record.next);
        Ok(())
    }

    /// Calls `next` and awaits its result.
    fn request(&self, agent: &mut Agent, frame: Frame, way: Way<ResumableBox>) -> JsResult {
        let slot = self.temporary;
        agent.machine.position = self.target;
        let (iterator, next) = (frame.get(slot), frame.get(slot + 1));
        let result = if Some(next) == agent.original_value(Original::AsyncGeneratorNext) {
            let (mode, none) = (ResumeMode::Next, Value::UNDEFINED);
            agent.scoped(|agent| call_async_method(agent, iterator, mode, none, "next"))?
        } else {
            agent.call(next, iterator, &[])?
        };
        if let Some(result) = agent.await_at_once(frame, result) {
            return result;
        }
        // The generator has left its own position.
        agent.machine.position = self.target;
        let handed = (SuspendReason::Await, result);
        Err(way.suspend_in(agent, &self.suspension, handed, IN_NEXT))
    }

    /// Takes the awaited result of `next`: whether there is a value.
    fn receive(&self, agent: &mut Agent, frame: Frame, result: Value) -> JsResult<bool> {
        let result = agent.iterator_result(result)?;
        if let Some(step) = agent.plain_iterator_result(result) {
            if let Some(value) = step {
                frame.set(self.value, value);
            }
            return Ok(step.is_some());
        }
        agent.scoped(|agent| {
            agent.keep_object(result);
            let done = agent.get(result, agent.names.done)?;
            if agent.to_boolean(done) {
                return Ok(false);
            }
            let value = agent.get(result, agent.names.value)?;
            frame.set(self.value, value);
            Ok(true)
        })
    }

    /// [AsyncIteratorClose](https://tc39.es/ecma262/#sec-asynciteratorclose), up to its `await`.
    fn close(
        &self,
        agent: &mut Agent,
        frame: Frame,
        way: Way<ResumableBox>,
        completion: Completion,
    ) -> Completion {
        if completion.is_throw() && agent.unwinding().passes_finally() {
            return completion;
        }
        save_pending(agent, frame, self.temporary.after(3), completion);
        let threw = self.threw(agent, frame);
        let iterator = frame.get(self.temporary);
        let result = match agent.get_method(iterator, agent.names.return_) {
            Ok(Some(method)) => agent.call(method, iterator, &[]),
            Ok(None) => return restore_pending(agent, frame, self.temporary.after(3)),
            Err(throw) => Err(throw),
        };
        match result {
            Ok(result) => {
                let handed = (SuspendReason::Await, result);
                way.suspend_in(agent, &self.suspension, handed, IN_CLOSE);
                Completion::THROW
            }
            Err(throw) if threw => match agent.catch(throw) {
                Ok(_) => restore_pending(agent, frame, self.temporary.after(3)),
                Err(_) => Completion::THROW,
            },
            Err(_) => Completion::THROW,
        }
    }

    /// Whether the iterator is closed because of an exception.
    fn threw(&self, agent: &Agent, frame: Frame) -> bool {
        pending_throw(agent, frame, self.temporary.after(3))
            .is_some_and(|pending| pending.is_exception())
    }

    /// The end of closing, once what `return` gave is there.
    fn closed(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let threw = self.threw(agent, frame);
        match resumed(agent) {
            Ok(result) if !threw && !result.is_object() => {
                let what = agent.value_for_message(result);
                agent.type_error(format!("{what} is not an object"));
                Completion::THROW
            }
            Err(throw) if threw => match agent.catch(throw) {
                Ok(_) => restore_pending(agent, frame, self.temporary.after(3)),
                Err(_) => Completion::THROW,
            },
            Err(_) => Completion::THROW,
            Ok(_) => restore_pending(agent, frame, self.temporary.after(3)),
        }
    }
}

impl Resumable for ForAwait {
    type Child = ResumableBox;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<ResumableBox>) -> Completion {
        let (mut state, way) = entry.state(agent);
        match state {
            Some(IN_CLOSE) => return self.closed(agent, frame),
            None if self.open(agent, frame).is_err() => return Completion::THROW,
            _ => {}
        }
        loop {
            if state != Some(IN_ROUND) {
                let result = match state {
                    Some(_) => resumed(agent),
                    None => self.request(agent, frame, way),
                };
                match result.and_then(|result| self.receive(agent, frame, result)) {
                    Ok(true) => {}
                    Ok(false) => return Completion::NORMAL,
                    Err(_) => return Completion::THROW,
                }
            }
            let completion = way.exec(agent, frame, &self.round, IN_ROUND);
            if let Round::End(end) = after_body(completion, self.number) {
                return if end.is_throw() && agent.unwinding() == Unwinding::Suspension {
                    end
                } else {
                    self.close(agent, frame, way, end)
                };
            }
            state = None;
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `for (target in object) body`. It is only suspended in a round.
pub struct ForIn<C> {
    /// Whose keys; can't suspend.
    pub object: NodeBox,
    /// Binds the key and runs the body.
    pub round: C,
    /// The first of five temporaries: the object, the keys, the number of the next one, the key,
    /// the object's layout when its own keys were collected.
    pub temporary: Slot,
    /// Where the round finds the key: the temporary for it, or the variable itself.
    pub key: Slot,
    /// Its number for `break` and `continue`.
    pub number: u32,
    /// In the source.
    pub position: u32,
}

impl<C: Child> ForIn<C> {
    /// Collects the keys; false where there is no object.
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let value = self.object.eval(agent, frame)?;
        if value.is_nullish() {
            return Ok(false);
        }
        let slot = self.temporary;
        agent.machine.position = self.position;
        let object = agent.to_object(value)?;
        frame.set(slot, object.value());
        agent.gc_point();
        let (keys, own) = agent.scoped(|agent| {
            let (keys, own) = agent.for_in_keys(object)?;
            let mut values = Vec::with_capacity(keys.len());
            for key in keys {
                agent.poll()?;
                values.push(agent.key_to_value(key));
            }
            Ok((agent.new_array(values), own))
        })?;
        frame.set(slot + 1, keys.value());
        frame.set(slot + 2, Value::ZERO);
        let layout = match own {
            true => agent.heap.layout_number(object),
            false => Value::UNDEFINED,
        };
        frame.set(slot + 4, layout);
        Ok(true)
    }

    /// Puts the next key that is still there into its slot; whether there was one.
    fn step(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let slot = self.temporary;
        loop {
            let number = frame.get(slot + 2).as_int().unwrap_or(0);
            let Some(key) = agent.heap.dense_element(frame.get(slot + 1), number as u32) else {
                return Ok(false);
            };
            frame.set(slot + 2, Value::int(number + 1));
            let Some(object) = frame.get(slot).as_object() else {
                return Ok(false);
            };
            let property = agent.to_property_key(key)?;
            // Named properties stay as long as the layout does.
            let unchanged = agent.heap.layout_number(object) == frame.get(slot + 4)
                && property.as_index().is_none();
            if unchanged || agent.for_in_has(object, property)? {
                frame.set(self.key, key);
                return Ok(true);
            }
        }
    }
}

impl<C: Child> Resumable for ForIn<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let mut in_round = state.is_some();
        if !in_round {
            match self.open(agent, frame) {
                Ok(true) => {}
                Ok(false) => return Completion::NORMAL,
                Err(_) => return Completion::THROW,
            }
        }
        loop {
            if !in_round {
                match self.step(agent, frame) {
                    Ok(true) => {}
                    Ok(false) => return Completion::NORMAL,
                    Err(_) => return Completion::THROW,
                }
            }
            in_round = false;
            let completion = way.exec(agent, frame, &self.round, ROUND);
            if let Round::End(end) = after_body(completion, self.number) {
                return end;
            }
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}
