//! `for-of`, `for await`, `for-in`.

use super::control::{Round, after_body};
use super::statement::statement_only;
use super::try_statement::{restore_pending, save_pending};
use crate::engine::{Agent, IteratorRecord, JsResult, SuspendReason, Throw, Unwinding, messages};
use crate::heap::{Frame, Kind, Object, PropertyKey, Value};
use crate::interpreter::generator;
use crate::interpreter::node::{Completion, Node, NodeBox};
use crate::interpreter::suspend::{entry_state, resumed, save_state};

/// [GetIterator](https://tc39.es/ecma262/#sec-getiterator), with the iterable's source text in the
/// message.
pub fn open_iterator(agent: &mut Agent, iterable: Value, text: &str) -> JsResult<IteratorRecord> {
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = if iterable.is_nullish() {
        Value::UNDEFINED
    } else {
        agent.get_v(iterable, key)?
    };
    if !agent.is_callable(method) {
        return Err(not_iterable(agent, iterable, text));
    }
    agent.get_iterator_from_method(iterable, method)
}

#[cold]
fn not_iterable(agent: &mut Agent, _: Value, text: &str) -> Throw {
    agent.type_error(messages::not_iterable(text))
}

/// Opens an iterator over what is in `slot`, and leaves in `slot` the iterator and in `slot + 1`
/// its `next`; or, where that makes no difference, an array and the index of its next element.
pub fn open_in_slots(agent: &mut Agent, frame: Frame, slot: u32, text: &str) -> JsResult<()> {
    let slot = slot as usize;
    let iterable = frame.get(slot);
    if agent.is_plain_iterable_array(iterable) {
        frame.set(slot + 1, Value::ZERO);
        return Ok(());
    }
    let record = agent.scoped(|agent| open_iterator(agent, iterable, text))?;
    frame.set(slot, record.iterator.value());
    frame.set(slot + 1, record.next);
    Ok(())
}

/// The next value of the iterator in two slots; `None` when it is done.
#[inline(always)]
pub fn step_in_slots(agent: &mut Agent, frame: Frame, slot: u32) -> JsResult<Option<Value>> {
    let slot = slot as usize;
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
fn step_array(agent: &mut Agent, frame: Frame, slot: usize, index: i32) -> JsResult<Option<Value>> {
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
fn step_iterator(agent: &mut Agent, frame: Frame, slot: usize) -> JsResult<Option<Value>> {
    let (iterator, next) = (frame.get(slot), frame.get(slot + 1));
    let Some(object) = iterator.as_object() else {
        unreachable!("an iterator is in its slot")
    };
    if object.is(Kind::Generator)
        && Some(next) == agent.original_generator_next
        && generator::is_sync(agent, object)
    {
        return generator::step(agent, object);
    }
    agent.iterator_step_value(&IteratorRecord {
        iterator: object,
        next,
    })
}

/// Whether the iterator in two slots has a `return` to be called. Arrays have none.
fn closable(frame: Frame, slot: u32) -> Option<Object> {
    match frame.get(slot as usize + 1).is_int() {
        true => None,
        false => frame.get(slot as usize).as_object(),
    }
}

/// Closes the iterator in two slots because of how its user ended; how that ends after all.
/// `pending` is the first of two temporaries.
pub fn close_in_slots(
    agent: &mut Agent,
    frame: Frame,
    slot: u32,
    pending: u32,
    completion: Completion,
) -> Completion {
    let Some(iterator) = closable(frame, slot) else {
        return completion;
    };
    if completion.is_throw() {
        match agent.unwinding {
            Unwinding::Suspension | Unwinding::Termination => return completion,
            Unwinding::Exception => {
                agent.iterator_close_throw(iterator, Throw);
                return completion;
            }
            Unwinding::Return => {}
        }
    }
    save_pending(agent, frame, pending, completion);
    match agent.iterator_close(iterator) {
        Ok(()) => restore_pending(agent, frame, pending),
        Err(Throw) => Completion::THROW,
    }
}

/// `for (target of iterable) body`
pub struct ForOf<const R: bool> {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// The iterable as error messages name it.
    pub text: Box<str>,
    /// Binds the value and runs the body.
    pub round: NodeBox,
    /// The first of six temporaries: the iterator and its `next`, the value, two for a pending
    /// completion, the state.
    pub temporary: u32,
    /// Its number for `break` and `continue`.
    pub number: u32,
    /// In the source.
    pub position: u32,
}

impl<const R: bool> ForOf<R> {
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let iterable = self.iterable.eval(agent, frame)?;
        frame.set(self.temporary as usize, iterable);
        agent.position = self.position;
        open_in_slots(agent, frame, self.temporary, &self.text)
    }
}

impl<const R: bool> Node for ForOf<R> {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let state = self.temporary + 5;
        let mut in_round = entry_state::<R>(agent, frame, state) == 1;
        if !in_round && self.open(agent, frame).is_err() {
            return Completion::THROW;
        }
        loop {
            if !in_round {
                agent.position = self.position;
                match step_in_slots(agent, frame, self.temporary) {
                    Ok(Some(value)) => frame.set(self.temporary as usize + 2, value),
                    Ok(None) => return Completion::NORMAL,
                    Err(_) => return Completion::THROW,
                }
            }
            in_round = false;
            let completion = self.round.exec(agent, frame);
            if R && completion.is_throw() {
                save_state::<R>(agent, frame, state, 1);
            }
            match after_body(completion, self.number) {
                Round::Next => {}
                Round::End(end) => {
                    return close_in_slots(agent, frame, self.temporary, self.temporary + 3, end);
                }
            }
            if agent.poll().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `for await (target of iterable) body`
pub struct ForAwait {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// The iterable as error messages name it.
    pub text: Box<str>,
    /// Binds the value and runs the body.
    pub round: NodeBox,
    /// The first of six temporaries, as for [`ForOf`].
    pub temporary: u32,
    /// How many slots of the frame are in use.
    pub depth: u32,
    /// Its number for `break` and `continue`.
    pub number: u32,
    /// In the source.
    pub position: u32,
}

const IN_NEXT: u32 = 1;
const IN_ROUND: u32 = 2;
const IN_CLOSE: u32 = 3;

impl ForAwait {
    fn state(&self) -> u32 {
        self.temporary + 5
    }

    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let iterable = self.iterable.eval(agent, frame)?;
        let slot = self.temporary as usize;
        frame.set(slot, iterable);
        agent.position = self.position;
        let record = agent.scoped(|agent| agent.get_async_iterator(iterable, &self.text))?;
        frame.set(slot, record.iterator.value());
        frame.set(slot + 1, record.next);
        Ok(())
    }

    /// Calls `next` and suspends until its result is there.
    fn request(&self, agent: &mut Agent, frame: Frame) -> Throw {
        let slot = self.temporary as usize;
        agent.position = self.position;
        match agent.call(frame.get(slot + 1), frame.get(slot), &[]) {
            Ok(result) => {
                frame.set(self.state() as usize, Value::int(IN_NEXT as i32));
                agent.suspend(result, SuspendReason::Await, self.depth)
            }
            Err(throw) => throw,
        }
    }

    /// Takes the awaited result of `next`: whether there is a value.
    fn receive(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let result = resumed(agent)?;
        let result = agent.iterator_result(result)?;
        agent.scoped(|agent| {
            agent.keep_object(result);
            let done = agent.get(result, agent.names.done)?;
            if agent.to_boolean(done) {
                return Ok(false);
            }
            let value = agent.get(result, agent.names.value)?;
            frame.set(self.temporary as usize + 2, value);
            Ok(true)
        })
    }

    /// [AsyncIteratorClose](https://tc39.es/ecma262/#sec-asynciteratorclose), up to its `await`.
    fn close(&self, agent: &mut Agent, frame: Frame, completion: Completion) -> Completion {
        if completion.is_throw()
            && matches!(
                agent.unwinding,
                Unwinding::Suspension | Unwinding::Termination
            )
        {
            return completion;
        }
        save_pending(agent, frame, self.temporary + 3, completion);
        let threw = frame.get(self.temporary as usize + 4) == Value::int(1);
        let iterator = frame.get(self.temporary as usize);
        let result = match agent.get_method(iterator, agent.names.return_) {
            Ok(Some(method)) => agent.call(method, iterator, &[]),
            Ok(None) => return restore_pending(agent, frame, self.temporary + 3),
            Err(throw) => Err(throw),
        };
        match result {
            Ok(result) => {
                frame.set(self.state() as usize, Value::int(IN_CLOSE as i32));
                agent.suspend(result, SuspendReason::Await, self.depth);
                Completion::THROW
            }
            Err(throw) if threw => match agent.catch(throw) {
                Ok(_) => restore_pending(agent, frame, self.temporary + 3),
                Err(_) => Completion::THROW,
            },
            Err(_) => Completion::THROW,
        }
    }

    /// The end of closing, once what `return` gave is there.
    fn closed(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let threw = frame.get(self.temporary as usize + 4) == Value::int(1);
        match resumed(agent) {
            Ok(result) if !threw && !result.is_object() => {
                let what = agent.value_for_message(result);
                agent.type_error(format!("{what} is not an object"));
                Completion::THROW
            }
            Err(throw) if threw => match agent.catch(throw) {
                Ok(_) => restore_pending(agent, frame, self.temporary + 3),
                Err(_) => Completion::THROW,
            },
            Err(_) => Completion::THROW,
            Ok(_) => restore_pending(agent, frame, self.temporary + 3),
        }
    }
}

impl Node for ForAwait {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let mut state = entry_state::<true>(agent, frame, self.state());
        if state == IN_CLOSE {
            return self.closed(agent, frame);
        }
        if state == 0 && self.open(agent, frame).is_err() {
            save_state::<true>(agent, frame, self.state(), 0);
            return Completion::THROW;
        }
        loop {
            if state == 0 {
                self.request(agent, frame);
                return Completion::THROW;
            }
            if state == IN_NEXT {
                match self.receive(agent, frame) {
                    Ok(true) => {}
                    Ok(false) => return Completion::NORMAL,
                    Err(_) => return Completion::THROW,
                }
            }
            let completion = self.round.exec(agent, frame);
            if completion.is_throw() {
                save_state::<true>(agent, frame, self.state(), IN_ROUND);
            }
            if let Round::End(end) = after_body(completion, self.number) {
                return if end.is_throw() && agent.unwinding == Unwinding::Suspension {
                    end
                } else {
                    self.close(agent, frame, end)
                };
            }
            state = 0;
            if agent.poll().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `for (target in object) body`
pub struct ForIn<const R: bool> {
    /// Whose keys; can't suspend.
    pub object: NodeBox,
    /// Binds the key and runs the body.
    pub round: NodeBox,
    /// The first of six temporaries: the object, the keys, the number of the next one, the key,
    /// the state, the object's layout when its own keys were collected.
    pub temporary: u32,
    /// Its number for `break` and `continue`.
    pub number: u32,
    /// In the source.
    pub position: u32,
}

impl<const R: bool> ForIn<R> {
    /// Collects the keys; false where there is no object.
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let value = self.object.eval(agent, frame)?;
        if value.is_nullish() {
            return Ok(false);
        }
        let slot = self.temporary as usize;
        agent.position = self.position;
        let object = agent.to_object(value)?;
        frame.set(slot, object.value());
        let (keys, own) = agent.for_in_keys(object)?;
        agent.gc_point();
        let keys = keys
            .into_iter()
            .map(|key| agent.key_to_value(key))
            .collect();
        let keys = agent.new_array(keys);
        frame.set(slot + 1, keys.value());
        frame.set(slot + 2, Value::ZERO);
        let layout = match own {
            true => agent.heap.layout_number(object),
            false => Value::UNDEFINED,
        };
        frame.set(slot + 5, layout);
        Ok(true)
    }

    /// Puts the next key that is still there into its slot; whether there was one.
    fn step(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let slot = self.temporary as usize;
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
            let unchanged = agent.heap.layout_number(object) == frame.get(slot + 5)
                && property.as_index().is_none();
            if unchanged || agent.for_in_has(object, property)? {
                frame.set(slot + 3, key);
                return Ok(true);
            }
        }
    }
}

impl<const R: bool> Node for ForIn<R> {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let state = self.temporary + 4;
        let mut in_round = entry_state::<R>(agent, frame, state) == 1;
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
            let completion = self.round.exec(agent, frame);
            if R && completion.is_throw() {
                save_state::<R>(agent, frame, state, 1);
            }
            if let Round::End(end) = after_body(completion, self.number) {
                return end;
            }
            if agent.poll().is_err() {
                return Completion::THROW;
            }
        }
    }
}
