//! Variables in scope objects, which closures share, and the scopes themselves.

use super::local::uninitialized;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, PropertyKey, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::{Node, NodeBox};

/// Where a captured variable lives: the frame slot of a scope object, how many scope objects
/// further out, and the slot there.
#[derive(Clone, Copy)]
pub struct CapturedPlace {
    /// The frame slot that holds the scope object to start from.
    pub scope: Slot,
    /// How many parents to follow.
    pub hops: u32,
    /// The slot.
    pub slot: u32,
}

impl CapturedPlace {
    /// The scope object.
    #[inline(always)]
    pub(super) fn scope(self, agent: &Agent, frame: Frame) -> Value {
        let mut scope = frame.get(self.scope);
        for _ in 0..self.hops {
            scope = agent.heap.scope_parent(scope);
        }
        scope
    }

    /// The value.
    #[inline(always)]
    pub fn get(self, agent: &Agent, frame: Frame) -> Value {
        agent
            .heap
            .scope_get(self.scope(agent, frame), self.slot as usize)
    }

    /// Sets the value.
    #[inline(always)]
    pub fn set(self, agent: &mut Agent, frame: Frame, value: Value) {
        let scope = self.scope(agent, frame);
        agent.heap.scope_set(scope, self.slot as usize, value);
    }
}

/// A captured variable that has its value.
pub struct CapturedGet(pub CapturedPlace);

impl Node for CapturedGet {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Ok(self.0.get(agent, frame))
    }
}

/// A captured variable that may be in its dead zone.
pub struct CapturedGetChecked {
    /// Where it lives.
    pub place: CapturedPlace,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl Node for CapturedGetChecked {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.place.get(agent, frame);
        if value.is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        Ok(value)
    }
}

/// An assignment to a captured variable.
pub struct CapturedSet<C = NodeBox> {
    /// Where it lives.
    pub place: CapturedPlace,
    /// The value.
    pub value: C,
}

impl<C: Child> Resumable for CapturedSet<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        self.place.set(agent, frame, value);
        Ok(value)
    }
}

/// An assignment to a captured variable that may be in its dead zone.
pub struct CapturedSetChecked<C = NodeBox> {
    /// Where it lives.
    pub place: CapturedPlace,
    /// The value.
    pub value: C,
    /// For the message.
    pub name: PropertyKey,
    /// In the source.
    pub position: u32,
}

impl<C: Child> Resumable for CapturedSetChecked<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        if self.place.get(agent, frame).is_uninitialized() {
            return Err(uninitialized(agent, self.name, self.position));
        }
        self.place.set(agent, frame, value);
        Ok(value)
    }
}

/// Makes a scope object for captured variables: the entry to their scope.
pub struct EnterScope {
    /// The frame slot of the scope object around.
    pub parent: Slot,
    /// The frame slot that takes this one.
    pub slot: Slot,
    /// How many variables it has room for.
    pub count: u32,
    /// Which of them have the value `undefined` at once; the others start in their dead zone.
    pub initialized: Box<[u32]>,
}

impl Node for EnterScope {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        let parent = frame.get(self.parent);
        let all = self.initialized.len() == self.count as usize;
        let initial = if all {
            Value::UNDEFINED
        } else {
            Value::UNINITIALIZED
        };
        let scope = agent.heap.new_scope(parent, self.count as usize, initial);
        if !all {
            for slot in &self.initialized {
                agent
                    .heap
                    .scope_set(scope, *slot as usize, Value::UNDEFINED);
            }
        }
        frame.set(self.slot, scope);
        Ok(Value::UNDEFINED)
    }
}

/// Copies a loop's scope object: each round has its own variables.
/// [CreatePerIterationEnvironment](https://tc39.es/ecma262/#sec-createperiterationenvironment)
pub struct CopyScope(pub Slot);

impl Node for CopyScope {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        let copy = agent.heap.copy_scope(frame.get(self.0));
        frame.set(self.0, copy);
        Ok(Value::UNDEFINED)
    }
}
