//! `object[index]`: reading, writing, deleting, asking.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Kind, PropertyKey, Slot, Value};
use crate::interpreter::operand::Operand;
use crate::interpreter::tree::{Node, NodeBox};

/// `object[index]` as a value.
pub struct ElementGet<O, I> {
    /// The object.
    pub object: O,
    /// The index.
    pub index: I,
    /// Keeps the object.
    pub temporary: Slot,
    /// In the source.
    pub position: u32,
}

impl<O: Operand, I: Operand> Node for ElementGet<O, I> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = self.object.value(agent, frame)?;
        if !I::SIMPLE {
            frame.set(self.temporary, object);
        }
        let index = self.index.value(agent, frame)?;
        if !I::SIMPLE {
            frame.still_holds(self.temporary, object);
        }
        if let Some(int) = index.as_int()
            && let Some(element) = agent.heap.dense_element(object, int as u32)
        {
            return Ok(element);
        }
        agent.machine.position = self.position;
        get_element_slow(agent, object, index)
    }
}

/// Reads `object[index]`.
#[inline(always)]
pub fn get_element(agent: &mut Agent, object: Value, index: Value) -> JsResult {
    if let Some(int) = index.as_int()
        && let Some(element) = agent.heap.dense_element(object, int as u32)
    {
        return Ok(element);
    }
    get_element_slow(agent, object, index)
}

/// An index that is a double without fraction as an int32.
#[inline]
fn as_index(index: Value) -> Option<u32> {
    if let Some(int) = index.as_int() {
        return u32::try_from(int).ok();
    }
    if let Some(number) = index.as_double() {
        let number = number.get();
        let int = number as u32;
        return (int as f64 == number && int != u32::MAX).then_some(int);
    }
    None
}

#[inline(never)]
fn get_element_slow(agent: &mut Agent, object: Value, index: Value) -> JsResult {
    if let Some(place) = as_index(index) {
        if let Some(element) = agent.heap.dense_element(object, place) {
            return Ok(element);
        }
        if let Some(string) = object.as_string()
            && (place as usize) < agent.heap.string_length(string)
        {
            return Ok(agent.heap.string_unit(string, place as usize).value());
        }
        if object.is_object() {
            return agent.get_v(object, PropertyKey::index(place));
        }
    }
    if object.is_nullish() {
        // The key is shown in the message, but not converted: that could run code.
        return Err(nullish_element(agent, object, index));
    }
    if let Some(name) = index.as_string()
        && let Some(dictionary) = object.as_object()
        && let Some(value) = agent.heap.plain_named(dictionary, name)
    {
        return Ok(value);
    }
    agent.scoped(|agent| {
        agent.keep(object);
        let key = agent.to_property_key(index)?;
        agent.get_v(object, key)
    })
}

#[cold]
fn nullish_element(agent: &mut Agent, object: Value, index: Value) -> crate::engine::Throw {
    if index.is_object() {
        let what = if object.is_null() {
            "null"
        } else {
            "undefined"
        };
        return agent.type_error(format!("Cannot read properties of {what}"));
    }
    match agent.to_property_key(index) {
        Ok(key) => agent.read_of_nullish(object, key),
        Err(throw) => throw,
    }
}

/// Writes `object[index] = value`.
#[inline(always)]
pub fn set_element(
    agent: &mut Agent,
    object: Value,
    index: Value,
    value: Value,
    strict: bool,
) -> JsResult<()> {
    if let Some(int) = index.as_int()
        && agent.heap.set_dense_element(object, int as u32, value)
    {
        return Ok(());
    }
    set_element_slow(agent, object, index, value, strict)
}

#[inline(never)]
fn set_element_slow(
    agent: &mut Agent,
    object: Value,
    index: Value,
    value: Value,
    strict: bool,
) -> JsResult<()> {
    if let Some(place) = as_index(index) {
        if agent.heap.set_dense_element(object, place, value) {
            return Ok(());
        }
        if let Some(array) = object.as_object()
            && array.is(Kind::Array)
            && agent.heap.is_dense(array)
            && place as usize == agent.heap.elements(array).len()
            && agent.no_indexed_prototypes(array)
        {
            agent.heap.push_element(array, value);
            return Ok(());
        }
        if !object.is_nullish() {
            return agent.scoped(|agent| {
                agent.keep(object);
                agent.keep(value);
                agent.put_value(object, PropertyKey::index(place), value, strict)
            });
        }
    }
    if let Some(name) = index.as_string()
        && let Some(dictionary) = object.as_object()
        && agent.heap.set_plain_named(dictionary, name, value)
    {
        return Ok(());
    }
    agent.scoped(|agent| {
        agent.keep(object);
        agent.keep(value);
        if object.is_nullish() {
            let text = agent.value_for_message(index);
            let text = index
                .as_string()
                .map_or(text, |string| agent.heap.utf8(string));
            let what = if object.is_null() {
                "null"
            } else {
                "undefined"
            };
            return Err(agent.type_error(crate::engine::messages::set_of_nullish(what, &text)));
        }
        let key = agent.to_property_key(index)?;
        agent.put_value(object, key, value, strict)
    })
}

/// `object[index] = value`
pub struct ElementSet<O, I> {
    /// The object.
    pub object: O,
    /// The index.
    pub index: I,
    /// The value.
    pub value: NodeBox,
    /// For the object and the index.
    pub slots: [Slot; 2],
    /// Strict code.
    pub strict: bool,
    /// In the source.
    pub position: u32,
}

impl<O: Operand, I: Operand> Node for ElementSet<O, I> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let [object_slot, index_slot] = self.slots;
        let object = self.object.value(agent, frame)?;
        frame.set(object_slot, object);
        let index = self.index.value(agent, frame)?;
        frame.set(index_slot, index);
        let value = self.value.eval(agent, frame)?;
        frame.still_holds(object_slot, object);
        frame.still_holds(index_slot, index);
        if let Some(int) = index.as_int()
            && agent.heap.set_dense_element(object, int as u32, value)
        {
            return Ok(value);
        }
        agent.machine.position = self.position;
        self.slow(agent, object, index, value)?;
        Ok(value)
    }
}

impl<O: Operand, I: Operand> ElementSet<O, I> {
    #[inline(never)]
    fn slow(&self, agent: &mut Agent, object: Value, index: Value, value: Value) -> JsResult<()> {
        // The value isn't in the frame, but what follows may run a setter and drop the last
        // reference; the node's caller still wants it.
        agent.scoped(|agent| {
            agent.keep(value);
            set_element_slow(agent, object, index, value, self.strict)
        })
    }
}

/// `delete object[index]`, and `delete object.key` with a constant index.
pub struct DeleteElement {
    /// The object.
    pub object: NodeBox,
    /// The index.
    pub index: NodeBox,
    /// Keeps the object.
    pub temporary: Slot,
    /// Strict code.
    pub strict: bool,
    /// In the source.
    pub position: u32,
}

impl Node for DeleteElement {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let object = self.object.eval(agent, frame)?;
        frame.set(self.temporary, object);
        let index = self.index.eval(agent, frame)?;
        frame.still_holds(self.temporary, object);
        agent.machine.position = self.position;
        let target = agent.to_object(object)?;
        frame.set(self.temporary, target.value());
        let key = agent.to_property_key(index)?;
        if self.strict {
            agent.delete_property_or_throw(target, key)?;
            return Ok(Value::TRUE);
        }
        Ok(Value::bool(agent.delete(target, key)?))
    }
}
