//! Variables in slots of the frame.

use crate::engine::{Agent, JsResult, messages};
use crate::heap::{Frame, PropertyKey, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::{Completion, Node, NodeBox};

/// A local variable or temporary that has its value.
pub struct LocalGet(pub Slot);

impl Node for LocalGet {
    #[inline]
    fn eval(&self, _: &mut Agent, frame: Frame) -> JsResult {
        Ok(frame.get(self.0))
    }
}

/// A local variable that may be in its dead zone.
pub struct LocalGetChecked {
    /// Its slot.
    pub slot: Slot,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl Node for LocalGetChecked {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = frame.get(self.slot);
        if value.is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        Ok(value)
    }
}

/// The ReferenceError for a variable in its dead zone.
#[cold]
#[inline(never)]
pub fn uninitialized(agent: &mut Agent, name: PropertyKey, position: u32) -> crate::engine::Throw {
    agent.machine.position = position;
    let name = agent.heap.key_for_message(name);
    if name == "this" {
        return agent.reference_error(messages::THIS_BEFORE_SUPER);
    }
    agent.reference_error(messages::before_initialization(&name))
}

/// `slot = value`: an initialisation, or an assignment to a variable that has its value.
pub struct LocalSet<C = NodeBox> {
    /// Its slot.
    pub slot: Slot,
    /// The value.
    pub value: C,
}

impl<C: Child> Resumable for LocalSet<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        frame.set(self.slot, value);
        Ok(value)
    }
}

/// An assignment to a local variable that may be in its dead zone.
pub struct LocalSetChecked<C = NodeBox> {
    /// Its slot.
    pub slot: Slot,
    /// The value.
    pub value: C,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl<C: Child> Resumable for LocalSetChecked<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        if frame.get(self.slot).is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        frame.set(self.slot, value);
        Ok(value)
    }
}

/// An assignment to a constant: evaluates the value, then throws (or, for a function's own name in
/// sloppy code, does nothing).
pub struct ConstantSet<C = NodeBox> {
    /// The value.
    pub value: C,
    /// Reads the variable first: its dead zone comes before its constancy.
    pub read: NodeBox,
    /// Whether it throws.
    pub throws: bool,
    /// What it says then.
    pub message: &'static str,
    /// In the source.
    pub position: u32,
}

impl<C: Child> Resumable for ConstantSet<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        if !self.throws {
            return Ok(value);
        }
        self.read.eval(agent, frame)?;
        agent.machine.position = self.position;
        Err(agent.type_error(self.message))
    }
}

/// Marks local variables as being in their dead zone: the entry to their scope.
pub struct Uninitialize(pub Box<[Slot]>);

impl Node for Uninitialize {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let _ = self.exec(agent, frame);
        Ok(Value::UNDEFINED)
    }

    #[inline]
    fn exec(&self, _: &mut Agent, frame: Frame) -> Completion {
        for slot in &self.0 {
            frame.set(*slot, Value::UNINITIALIZED);
        }
        Completion::NORMAL
    }
}
