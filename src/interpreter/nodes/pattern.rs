//! Destructuring. The value is in a temporary; each part of a pattern is a node that takes its
//! piece from there and hands it to a node that binds it.

use super::iterator_slots::{close_in_slots, open_in_slots, skip_in_slots, step_in_slots};
use super::not_iterable::NotIterable;
use crate::engine::{Agent, JsResult, Throw, Unwinding, messages};
use crate::heap::{Frame, PropertyKey, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::{Completion, Node, NodeBox};

/// A value, or a default where it is `undefined`. It is only suspended in the default.
pub struct WithDefault<C> {
    /// The value; can't suspend.
    pub value: NodeBox,
    /// Evaluated where the value is `undefined`.
    pub default: C,
}

impl<C: Child> Resumable for WithDefault<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            let value = self.value.eval(agent, frame)?;
            if !value.is_undefined() {
                return Ok(value);
            }
        }
        way.eval(agent, frame, &self.default, 0)
    }
}

/// That an object pattern's value isn't nullish.
pub struct RequireObject {
    /// The temporary of the value.
    pub value: Slot,
    /// The first property's name, for the message.
    pub first: Option<PropertyKey>,
    /// The value as error messages name it.
    pub text: Box<str>,
    /// The message is that of a plain read.
    pub reads: bool,
    /// In the source.
    pub position: u32,
}

impl Node for RequireObject {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = frame.get(self.value);
        if value.is_nullish() {
            return Err(self.fail(agent, value));
        }
        Ok(Value::UNDEFINED)
    }
}

impl RequireObject {
    #[cold]
    fn fail(&self, agent: &mut Agent, value: Value) -> Throw {
        agent.machine.position = self.position;
        let what = agent.value_for_message(value);
        match self.first {
            Some(key) if self.reads => return agent.read_of_nullish(value, key),
            None if self.reads => {
                return agent.type_error(format!("Cannot read properties of {what}"));
            }
            _ => {}
        }
        let text = match &*self.text {
            "" => agent.call_site_for_message(value),
            text => text.to_string(),
        };
        let key = self.first.map(|key| agent.heap.key_for_message(key));
        agent.type_error(messages::cannot_destructure(key.as_deref(), &text, &what))
    }
}

/// `...rest` of an object pattern.
pub struct ObjectRest {
    /// The temporary of the value.
    pub value: Slot,
    /// The known keys that are taken out.
    pub known: Box<[PropertyKey]>,
    /// The temporaries of the computed keys that are taken out.
    pub computed: Box<[Slot]>,
}

impl Node for ObjectRest {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let mut excluded = self.known.to_vec();
        for slot in &self.computed {
            excluded.push(agent.to_property_key(frame.get(*slot))?);
        }
        agent.gc_point();
        let source = frame.get(self.value);
        agent.scoped(|agent| {
            let rest = agent.new_plain_object(3);
            agent.keep_object(rest);
            agent.copy_data_properties(rest, source, &excluded)?;
            Ok(rest.value())
        })
    }
}

/// An array pattern: opens an iterator over the value, runs the elements, closes it. The state is
/// the number of the element.
pub struct ArrayPattern<C> {
    /// Gives the value; can't suspend.
    pub value: NodeBox,
    /// The elements; each takes its value through [`IteratorStep`] or [`IteratorRest`], an elision
    /// is an [`IteratorSkip`].
    pub elements: Box<[C]>,
    /// The first of [`LOOP_SLOTS`](super::iterator_slots::LOOP_SLOTS) temporaries: the iterator and its
    /// `next`, whether it is done, those for a pending completion.
    pub temporary: Slot,
    /// What is said where it has no iterator.
    pub failure: NotIterable,
    /// In the source.
    pub position: u32,
}

impl<C: Child> ArrayPattern<C> {
    fn open(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let value = self.value.eval(agent, frame)?;
        frame.set(self.temporary, value);
        agent.machine.position = self.position;
        open_in_slots(agent, frame, self.temporary, None, &self.failure)?;
        frame.set(self.temporary + 2, Value::FALSE);
        Ok(())
    }

    fn finish(&self, agent: &mut Agent, frame: Frame, completion: Completion) -> JsResult {
        let done = frame.get(self.temporary + 2) == Value::TRUE;
        let slot = self.temporary;
        let completion = match done {
            true => completion,
            false => close_in_slots(agent, frame, slot, slot.after(3), None, completion),
        };
        if completion.is_throw() {
            Err(Throw)
        } else {
            Ok(Value::UNDEFINED)
        }
    }
}

impl<C: Child> Resumable for ArrayPattern<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        let start = match state {
            None => {
                self.open(agent, frame)?;
                0
            }
            Some(number) => number as usize,
        };
        for (number, element) in self.elements.iter().enumerate().skip(start) {
            if way.eval(agent, frame, element, number as u32).is_err() {
                if agent.machine.unwinding() == Unwinding::Suspension {
                    agent.machine.resumption.guarded = true;
                    return Err(Throw);
                }
                return self.finish(agent, frame, Completion::THROW);
            }
        }
        self.finish(agent, frame, Completion::NORMAL)
    }
}

/// The next value of an array pattern's iterator, `undefined` when it is done.
pub struct IteratorStep {
    /// The pattern's first temporary.
    pub iterator: Slot,
    /// In the source.
    pub position: u32,
}

impl Node for IteratorStep {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let done = self.iterator + 2;
        if frame.get(done) == Value::TRUE {
            return Ok(Value::UNDEFINED);
        }
        // An iterator that throws counts as done.
        frame.set(done, Value::TRUE);
        agent.machine.position = self.position;
        match step_in_slots(agent, frame, self.iterator)? {
            Some(value) => {
                frame.set(done, Value::FALSE);
                Ok(value)
            }
            None => Ok(Value::UNDEFINED),
        }
    }
}

/// An elision in an array pattern: the iterator is stepped, the value isn't looked at.
pub struct IteratorSkip {
    /// The pattern's first temporary.
    pub iterator: Slot,
    /// In the source.
    pub position: u32,
}

impl Node for IteratorSkip {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let done = self.iterator + 2;
        if frame.get(done) != Value::TRUE {
            // An iterator that throws counts as done.
            frame.set(done, Value::TRUE);
            agent.machine.position = self.position;
            let is_done = skip_in_slots(agent, frame, self.iterator)?;
            frame.set(done, Value::bool(is_done));
        }
        Ok(Value::UNDEFINED)
    }
}

/// The remaining values of an array pattern's iterator, as an array.
pub struct IteratorRest {
    /// The pattern's first temporary.
    pub iterator: Slot,
    /// In the source.
    pub position: u32,
}

impl Node for IteratorRest {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let done = self.iterator + 2;
        agent.gc_point();
        let rest = agent.new_array(Vec::new());
        if frame.get(done) == Value::TRUE {
            return Ok(rest.value());
        }
        frame.set(done, Value::TRUE);
        agent.machine.position = self.position;
        agent.scoped(|agent| {
            agent.keep_object(rest);
            while let Some(value) = step_in_slots(agent, frame, self.iterator)? {
                agent.heap.push_element(rest, value);
                agent.poll()?;
            }
            Ok(rest.value())
        })
    }
}

/// The arguments from one on, out of the array of all arguments: a rest parameter.
pub struct RestParameter {
    /// The slot of the array of all arguments.
    pub arguments: Slot,
    /// How many come before.
    pub start: u32,
}

impl Node for RestParameter {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let Some(all) = frame.get(self.arguments).as_object() else {
            unreachable!("the arguments are in their slot");
        };
        let rest = agent
            .heap
            .elements(all)
            .get(self.start as usize..)
            .unwrap_or_default()
            .to_vec();
        Ok(agent.new_array(rest).value())
    }
}
