//! Object literals.

use super::property_key::KeyNode;
use crate::engine::{Agent, JsResult, PropertyDescriptor};
use crate::heap::{Frame, Heap, Kind, Object, PropertyFlags, PropertyKey, ShapeId, Slot, Value};
use crate::interpreter::tree::{Node, NodeBox};
use std::cell::Cell;

/// An object literal whose keys are known, different, and no indices.
pub struct PlainObject {
    /// The keys.
    pub keys: Box<[PropertyKey]>,
    /// The values, evaluated into as many temporaries.
    pub values: Box<[NodeBox]>,
    /// The first temporary.
    pub temporary: Slot,
    /// The layout, once it was made.
    pub shape: Cell<ShapeId>,
}

impl PlainObject {
    #[cold]
    #[inline(never)]
    fn make_shape(&self, agent: &mut Agent) -> ShapeId {
        let shapes = &agent.realm.shapes;
        let mut shape = match Heap::plain_kind(self.keys.len()) {
            Kind::Object3 => shapes.object3,
            Kind::Object7 => shapes.object7,
            _ => shapes.object15,
        };
        for key in &self.keys {
            shape = agent.heap.shape_with(shape, *key);
        }
        self.shape.set(shape);
        shape
    }
}

impl Node for PlainObject {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        for (place, value) in self.values.iter().enumerate() {
            let value = value.eval(agent, frame)?;
            frame.set(self.temporary + place as u32, value);
        }
        let first = frame.row(self.temporary, self.values.len());
        agent.gc_point();
        let mut shape = self.shape.get();
        if !agent.heap.is_current(shape) {
            shape = self.make_shape(agent);
        }
        Ok(agent
            .heap
            .new_object_from(shape, first, self.values.len())
            .value())
    }
}

/// An empty object, the beginning of a literal that is filled step by step.
pub struct EmptyObject(pub u32);

impl Node for EmptyObject {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.gc_point();
        Ok(agent.new_plain_object(self.0 as usize).value())
    }
}

pub(super) fn target(frame: Frame, slot: Slot) -> Object {
    frame
        .get(slot)
        .as_object()
        .unwrap_or_else(|| unreachable!("a literal's object is in its slot"))
}

/// Defines a property of the object in a temporary.
pub struct DefineProperty {
    /// The temporary of the object.
    pub object: Slot,
    /// The key, known or computed.
    pub key: KeyNode,
    /// The value.
    pub value: NodeBox,
    /// Whether a function without name is named after a computed key.
    pub names_value: bool,
    /// What is defined.
    pub kind: DefineKind,
    /// Whether `for-in` sees it: yes in literals, no in classes.
    pub enumerable: bool,
    /// The slot of the value.
    pub value_slot: Slot,
}

/// What a definition makes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DefineKind {
    /// A data property.
    Value,
    /// A method: a data property that classes hide.
    Method,
    /// A getter.
    Getter,
    /// A setter.
    Setter,
}

impl Node for DefineProperty {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let key = self.key.key(agent, frame)?;
        let value = self.value.eval(agent, frame)?;
        self.key.still_kept(frame);
        frame.set(self.value_slot, value);
        if self.names_value
            && let Some(function) = value.as_object()
        {
            let prefix = match self.kind {
                DefineKind::Getter => "get",
                DefineKind::Setter => "set",
                _ => "",
            };
            let prefix = if prefix.is_empty() {
                String::new()
            } else {
                format!("{prefix} ")
            };
            agent.set_function_name(function, key, &prefix);
        }
        let object = target(frame, self.object);
        let mut flags = PropertyFlags::CONFIGURABLE;
        if self.enumerable {
            flags = flags.with(PropertyFlags::ENUMERABLE);
        }
        let mut descriptor = PropertyDescriptor::data(value, flags.with(PropertyFlags::WRITABLE));
        match self.kind {
            DefineKind::Value | DefineKind::Method => {}
            DefineKind::Getter | DefineKind::Setter => {
                descriptor.value = None;
                descriptor.writable = None;
                let half = if self.kind == DefineKind::Getter {
                    &mut descriptor.get
                } else {
                    &mut descriptor.set
                };
                *half = Some(value);
            }
        }
        agent.define_property_or_throw(object, key, &descriptor)?;
        Ok(Value::UNDEFINED)
    }
}

/// `...source` in an object literal.
pub struct SpreadIntoObject {
    /// The temporary of the object.
    pub object: Slot,
    /// What is spread.
    pub source: NodeBox,
    /// Keeps the source.
    pub temporary: Slot,
}

impl Node for SpreadIntoObject {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let source = self.source.eval(agent, frame)?;
        frame.set(self.temporary, source);
        let object = target(frame, self.object);
        agent.scoped(|agent| agent.copy_data_properties(object, source, &[]))?;
        Ok(Value::UNDEFINED)
    }
}

/// `__proto__: value` in an object literal.
pub struct SetLiteralPrototype {
    /// The temporary of the object.
    pub object: Slot,
    /// The prototype.
    pub value: NodeBox,
}

impl Node for SetLiteralPrototype {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        if value.is_object() || value.is_null() {
            agent.set_prototype_of(target(frame, self.object), value)?;
        }
        Ok(Value::UNDEFINED)
    }
}
