//! Array literals, and spreads in them and in calls.

use super::not_iterable::NotIterable;
use super::object_literal::target;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::tree::{Node, NodeBox};

/// An array literal of a few elements without spread.
pub struct PlainArray {
    /// The elements, evaluated into as many temporaries.
    pub elements: Box<[NodeBox]>,
    /// The first temporary.
    pub temporary: Slot,
}

impl Node for PlainArray {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        for (place, element) in self.elements.iter().enumerate() {
            let element = element.eval(agent, frame)?;
            frame.set(self.temporary + place as u32, element);
        }
        let first = frame.row(self.temporary, self.elements.len());
        agent.gc_point();
        Ok(agent.new_array_of_slots(first, self.elements.len()).value())
    }
}

/// An array of literal numbers, strings and the like, or of holes.
pub struct ConstantArray(pub Box<[Value]>);

impl Node for ConstantArray {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.gc_point();
        Ok(agent.new_array_from(&self.0).value())
    }
}

/// Appends to the array in a temporary.
pub struct AppendElement {
    /// The temporary of the array.
    pub array: Slot,
    /// The element.
    pub value: NodeBox,
}

impl Node for AppendElement {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        agent.heap.push_element(target(frame, self.array), value);
        Ok(Value::UNDEFINED)
    }
}

/// Where the elements of an iterable go.
pub struct Spread {
    /// The temporary of the array.
    pub array: Slot,
    /// In the source.
    pub position: u32,
    /// What is said where it has no iterator.
    pub failure: NotIterable,
}

/// `...iterable` in an array literal or a call.
pub struct SpreadIntoArray {
    /// What is iterated.
    pub iterable: NodeBox,
    /// Where it goes.
    pub spread: Spread,
}

impl Node for SpreadIntoArray {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let iterable = self.iterable.eval(agent, frame)?;
        self.spread.fill(agent, frame, iterable)
    }
}

impl Spread {
    fn fill(&self, agent: &mut Agent, frame: Frame, iterable: Value) -> JsResult {
        agent.machine.position = self.position;
        let array = target(frame, self.array);
        if agent.is_plain_list(iterable)
            && let Some(source) = iterable.as_object()
        {
            let count = agent.heap.elements(source).len();
            agent.poll_work(count)?;
            for index in 0..count {
                let element = agent.heap.elements(source)[index];
                let element = match element.is_hole() {
                    true => Value::UNDEFINED,
                    false => element,
                };
                agent.heap.push_element(array, element);
            }
            return Ok(Value::UNDEFINED);
        }
        agent.scoped(|agent| {
            agent.keep(iterable);
            let record = crate::interpreter::open_iterator::open_iterator(
                agent,
                iterable,
                None,
                &self.failure,
            )?;
            while let Some(value) = agent.iterator_step_value(&record)? {
                agent.heap.push_element(array, value);
            }
            Ok(Value::UNDEFINED)
        })
    }
}

/// `...x` as all arguments of a call: the array itself where iterating it can't be noticed, else a
/// new one.
pub struct SpreadArguments {
    /// What is iterated.
    pub iterable: NodeBox,
    /// Where it goes if need be.
    pub spread: Spread,
}

impl Node for SpreadArguments {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let iterable = self.iterable.eval(agent, frame)?;
        if agent.is_plain_list(iterable) {
            return Ok(iterable);
        }
        agent.gc_point_with(iterable, Value::UNDEFINED);
        let array = agent.new_array(Vec::new()).value();
        frame.set(self.spread.array, array);
        self.spread.fill(agent, frame, iterable)?;
        Ok(array)
    }
}
