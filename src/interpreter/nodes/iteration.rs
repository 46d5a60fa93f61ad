//! `for-of`, `for await`, `for-in`.

use super::control::{Round, after_body};
use super::iterator_slots::{close_in_slots, open_in_slots, step_in_slots};
use super::not_iterable::NotIterable;
use super::statement::resumable_statement;
use super::try_statement::{pending_throw, restore_pending, save_pending};
use crate::engine::{Agent, JsResult, Original, ResumeMode, SuspendReason, Unwinding};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::async_generator::call_async_method;
use crate::interpreter::open_iterator::IteratorCache;
use crate::interpreter::suspend::{
    Child, Entry, Resumable, ResumableBox, Suspension, Way, resumed,
};
use crate::interpreter::tree::{Completion, NodeBox};

/// `for (target of iterable) body`. It is only suspended in a round.
pub struct ForOf<C> {
    /// What is iterated; can't suspend.
    pub iterable: NodeBox,
    /// What is said where it has no iterator.
    pub failure: NotIterable,
    /// Binds the value and runs the body.
    pub round: C,
    /// The first of `LOOP_SLOTS` temporaries: the iterator and its `next`, the value, those for a
    /// pending completion.
    pub temporary: Slot,
    /// Where the round finds the value: the temporary for it, or the variable itself.
    pub value: Slot,
    /// Its number for `break` and `continue`.
    pub number: u32,
    /// Position of the iterable.
    pub position: u32,
    /// Position of the target.
    pub target: u32,
    /// Cached places of the iterator's methods.
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
    /// The first of `LOOP_SLOTS` temporaries, as for [`ForOf`].
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
            if agent.heap.to_boolean(done) {
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
        if completion.is_throw() && agent.machine.unwinding().passes_finally() {
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
                return if end.is_throw() && agent.machine.unwinding() == Unwinding::Suspension {
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
                values.push(agent.heap.key_to_value(key));
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
