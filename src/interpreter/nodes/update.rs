//! `++`, `--` and compound assignment.

use super::binary::{Arithmetic, apply};
use super::element::{get_element, set_element};
use crate::engine::{Agent, JsResult};
use crate::heap::{Double, Frame, PropertyKey, Slot, Value};
use crate::interpreter::inline_cache::{GetCache, SetCache};
use crate::interpreter::operand::Operand;
use crate::interpreter::tree::{Completion, Node, NodeBox};
use std::marker::PhantomData;

/// `slot += right` on a local variable that has its value.
pub struct LocalCompound<O, R> {
    slot: Slot,
    right: R,
    temporary: Slot,
    position: u32,
    operator: PhantomData<O>,
}

impl<O, R> LocalCompound<O, R> {
    /// A node.
    pub fn new(slot: Slot, right: R, temporary: Slot, position: u32) -> Self {
        LocalCompound {
            slot,
            right,
            temporary,
            position,
            operator: PhantomData,
        }
    }
}

impl<O: Arithmetic, R: Operand> Node for LocalCompound<O, R> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let a = frame.get(self.slot);
        if !R::SIMPLE {
            frame.set(self.temporary, a);
        }
        let b = self.right.value(agent, frame)?;
        if !R::SIMPLE {
            frame.still_holds(self.temporary, a);
        }
        let result = apply::<O>(agent, a, b, self.position)?;
        frame.set(self.slot, result);
        Ok(result)
    }
}

/// `++` or `--` on a local variable that has its value.
pub struct LocalUpdate {
    /// Its slot.
    pub slot: Slot,
    /// 1 or -1.
    pub by: i32,
    /// Whether the value is the new one.
    pub prefix: bool,
    /// In the source.
    pub position: u32,
}

impl LocalUpdate {
    #[inline(always)]
    fn update(&self, agent: &mut Agent, frame: Frame) -> JsResult<(Value, Value)> {
        let old = frame.get(self.slot);
        let (old, new) = increment(agent, old, self.by, self.position)?;
        frame.set(self.slot, new);
        Ok((old, new))
    }
}

impl Node for LocalUpdate {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let (old, new) = self.update(agent, frame)?;
        Ok(if self.prefix { new } else { old })
    }

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let old = frame.get(self.slot);
        if let Some(int) = old.as_int()
            && let Some(new) = int.checked_add(self.by)
        {
            frame.set(self.slot, Value::int(new));
            return Completion::NORMAL;
        }
        match self.update(agent, frame) {
            Ok(_) => Completion::NORMAL,
            Err(_) => Completion::THROW,
        }
    }
}

/// The old value as a numeric, and the new one.
#[inline(always)]
pub fn increment(
    agent: &mut Agent,
    old: Value,
    by: i32,
    position: u32,
) -> JsResult<(Value, Value)> {
    if let Some(int) = old.as_int()
        && let Some(new) = int.checked_add(by)
    {
        return Ok((old, Value::int(new)));
    }
    if let Some(number) = old.as_double() {
        return Ok((old, Value::double(number + Double::from(by))));
    }
    agent.machine.position = position;
    let old = agent.to_numeric(old)?;
    Ok((old, agent.increment_slow(old, by)?))
}

/// `++` or `--` on any variable: reads it, and hands the new value to the node that writes it
/// through a temporary.
pub struct VariableUpdate {
    /// Reads it.
    pub read: NodeBox,
    /// Writes what is in `new`.
    pub write: NodeBox,
    /// The temporary for the old value.
    pub old: Slot,
    /// The temporary for the new value.
    pub new: Slot,
    /// 1 or -1.
    pub by: i32,
    /// Whether the value is the new one.
    pub prefix: bool,
    /// In the source.
    pub position: u32,
}

impl Node for VariableUpdate {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.read.eval(agent, frame)?;
        let (old, new) = increment(agent, value, self.by, self.position)?;
        frame.set(self.old, old);
        frame.set(self.new, new);
        self.write.eval(agent, frame)?;
        Ok(frame.get(if self.prefix { self.new } else { self.old }))
    }
}

/// `object.key += right`
pub struct NamedCompound<O, T> {
    object: T,
    key: PropertyKey,
    right: NodeBox,
    get: GetCache,
    set: SetCache,
    /// For the object and the old value.
    slots: [Slot; 2],
    strict: bool,
    read_position: u32,
    position: u32,
    operator: PhantomData<O>,
}

impl<O, T> NamedCompound<O, T> {
    /// A node; the slots are for the object and the old value.
    pub fn new(
        object: T,
        key: PropertyKey,
        right: NodeBox,
        slots: [Slot; 2],
        strict: bool,
        (read_position, position): (u32, u32),
    ) -> Self {
        let (get, set) = (GetCache::new(), SetCache::new());
        NamedCompound {
            object,
            key,
            right,
            get,
            set,
            slots,
            strict,
            read_position,
            position,
            operator: PhantomData,
        }
    }
}

impl<O: Arithmetic, T: Operand> Node for NamedCompound<O, T> {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let [object_slot, old_slot] = self.slots;
        let object = self.object.value(agent, frame)?;
        frame.set(object_slot, object);
        let old = self.get.get(agent, object, self.key, self.read_position)?;
        frame.set(old_slot, old);
        let right = self.right.eval(agent, frame)?;
        frame.still_holds(object_slot, object);
        frame.still_holds(old_slot, old);
        let new = apply::<O>(agent, old, right, self.position)?;
        let (key, position) = (self.key, self.position);
        self.set
            .set(agent, object, key, new, self.strict, position)?;
        Ok(new)
    }
}

/// `object.key++`
pub struct NamedUpdate<T> {
    /// The object.
    pub object: T,
    /// The key.
    pub key: PropertyKey,
    /// What reading remembers.
    pub get: GetCache,
    /// What writing remembers.
    pub set: SetCache,
    /// For the object and the result.
    pub slots: [Slot; 2],
    /// 1 or -1.
    pub by: i32,
    /// Whether the value is the new one.
    pub prefix: bool,
    /// Strict code.
    pub strict: bool,
    /// Where it is read.
    pub read_position: u32,
    /// Where the sign is.
    pub position: u32,
}

impl<T: Operand> Node for NamedUpdate<T> {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let [object_slot, result_slot] = self.slots;
        let object = self.object.value(agent, frame)?;
        frame.set(object_slot, object);
        let value = self.get.get(agent, object, self.key, self.read_position)?;
        let (old, new) = increment(agent, value, self.by, self.position)?;
        let result = if self.prefix { new } else { old };
        frame.set(result_slot, result);
        let (key, position) = (self.key, self.position);
        self.set
            .set(agent, object, key, new, self.strict, position)?;
        Ok(result)
    }
}

/// `object[index] += right`
pub struct ElementCompound<O> {
    object: NodeBox,
    index: NodeBox,
    right: NodeBox,
    /// For the object, the index, and the old value.
    slots: [Slot; 3],
    strict: bool,
    read_position: u32,
    position: u32,
    operator: PhantomData<O>,
}

impl<O> ElementCompound<O> {
    /// A node; the slots are for the object, the index, and the old value.
    pub fn new(
        object: NodeBox,
        index: NodeBox,
        right: NodeBox,
        slots: [Slot; 3],
        strict: bool,
        (read_position, position): (u32, u32),
    ) -> Self {
        ElementCompound {
            object,
            index,
            right,
            slots,
            strict,
            read_position,
            position,
            operator: PhantomData,
        }
    }
}

/// The key of an element access that reads and writes: converted once.
pub fn element_key(agent: &mut Agent, object: Value, index: Value) -> JsResult<Value> {
    if index.is_number() || index.is_string() || index.is_symbol() || object.is_nullish() {
        return Ok(index);
    }
    let key = agent.to_property_key(index)?;
    Ok(agent.heap.key_to_value(key))
}

/// The key of an element access that reads and writes, in steps: of the index in a slot.
pub struct ElementKey {
    /// The slot of the object.
    pub object: Slot,
    /// The slot of the index.
    pub index: Slot,
    /// Where it is read.
    pub position: u32,
}

impl Node for ElementKey {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.machine.position = self.position;
        let object = frame.get(self.object);
        element_key(agent, object, frame.get(self.index))
    }
}

impl<O: Arithmetic> Node for ElementCompound<O> {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let [object_slot, index_slot, value_slot] = self.slots;
        let object = self.object.eval(agent, frame)?;
        frame.set(object_slot, object);
        let index = self.index.eval(agent, frame)?;
        agent.machine.position = self.read_position;
        let index = element_key(agent, object, index)?;
        frame.set(index_slot, index);
        let old = get_element(agent, object, index)?;
        frame.set(value_slot, old);
        let right = self.right.eval(agent, frame)?;
        frame.still_holds(object_slot, object);
        frame.still_holds(index_slot, index);
        frame.still_holds(value_slot, old);
        let new = apply::<O>(agent, old, right, self.position)?;
        frame.set(value_slot, new);
        agent.machine.position = self.position;
        set_element(agent, object, index, new, self.strict)?;
        Ok(new)
    }
}

/// `object[index]++`
pub struct ElementUpdate {
    /// The object.
    pub object: NodeBox,
    /// The index.
    pub index: NodeBox,
    /// For the object, the index, and the result.
    pub slots: [Slot; 3],
    /// 1 or -1.
    pub by: i32,
    /// Whether the value is the new one.
    pub prefix: bool,
    /// Strict code.
    pub strict: bool,
    /// Where it is read.
    pub read_position: u32,
    /// Where the sign is.
    pub position: u32,
}

impl Node for ElementUpdate {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let [object_slot, index_slot, result_slot] = self.slots;
        let object = self.object.eval(agent, frame)?;
        frame.set(object_slot, object);
        let index = self.index.eval(agent, frame)?;
        agent.machine.position = self.read_position;
        let index = element_key(agent, object, index)?;
        frame.set(index_slot, index);
        let value = get_element(agent, object, index)?;
        let (old, new) = increment(agent, value, self.by, self.position)?;
        let result = if self.prefix { new } else { old };
        frame.set(result_slot, result);
        set_element(agent, object, index, new, self.strict)?;
        Ok(result)
    }
}
