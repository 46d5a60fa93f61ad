//! Templates, tagged and plain.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, PropertyFlags, Slot, Str, UnitId, Value};
use crate::interpreter::tree::{Node, NodeBox};
use std::cell::Cell;

/// A template without tag.
pub struct Template {
    /// The text before the first substitution.
    pub head: Str,
    /// The substitutions.
    pub parts: Box<[TemplatePart]>,
    /// The first of as many as there are substitutions: their texts.
    pub temporary: Slot,
    /// In the source.
    pub position: u32,
}

/// A substitution of a template.
pub struct TemplatePart {
    /// The value.
    pub value: NodeBox,
    /// In the source.
    pub position: u32,
    /// The text after it.
    pub text: Str,
}

/// The text of a substitution, where another one may suspend before the template is made.
pub struct ToText {
    /// The value.
    pub value: NodeBox,
    /// In the source.
    pub position: u32,
}

impl Node for ToText {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        if value.is_string() {
            return Ok(value);
        }
        agent.machine.position = self.position;
        Ok(agent.to_string(value)?.value())
    }
}

/// Templates with so many substitutions are joined without a list on the native heap.
const FEW_PARTS: usize = 4;

impl Node for Template {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        for (index, part) in self.parts.iter().enumerate() {
            let value = part.value.eval(agent, frame)?;
            let piece = match value.as_string() {
                Some(piece) => piece,
                None => {
                    agent.machine.position = part.position;
                    agent.to_string(value)?
                }
            };
            frame.set(self.temporary + index as u32, piece.value());
        }
        let mut few = [self.head; 2 * FEW_PARTS + 1];
        let mut many = Vec::new();
        let pieces = match few.get_mut(..2 * self.parts.len() + 1) {
            Some(few) => few,
            None => {
                many.resize(2 * self.parts.len() + 1, self.head);
                &mut many[..]
            }
        };
        for (index, part) in self.parts.iter().enumerate() {
            let piece = frame.get(self.temporary + index as u32).as_string();
            pieces[2 * index + 1] = piece.unwrap_or(self.head);
            pieces[2 * index + 2] = part.text;
        }
        agent.machine.position = self.position;
        Ok(agent.concat_all(pieces)?.value())
    }
}

/// The array of a tagged template's texts: one per place in the source.
/// [GetTemplateObject](https://tc39.es/ecma262/#sec-gettemplateobject)
pub struct TemplateObject {
    /// The cooked texts; `None` where an escape is invalid.
    pub cooked: Box<[Option<Str>]>,
    /// The texts as written.
    pub raw: Box<[Str]>,
    /// The compiled text that it is in and lives as long as.
    pub unit: UnitId,
    /// The object, once it was made.
    pub object: Cell<Option<Value>>,
}

impl Node for TemplateObject {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        if let Some(object) = self.object.get() {
            return Ok(object);
        }
        let cooked = self
            .cooked
            .iter()
            .map(|text| text.map_or(Value::UNDEFINED, Str::value))
            .collect();
        let raw = self.raw.iter().map(|text| text.value()).collect();
        let (cooked, raw) = (agent.new_array(cooked), agent.new_array(raw));
        agent.heap.add_constant(self.unit, cooked.value());
        agent.set_integrity_level(raw, true)?;
        let key = agent.names.raw;
        agent
            .heap
            .add_property(cooked, key, PropertyFlags::NONE, raw.value());
        agent.set_integrity_level(cooked, true)?;
        self.object.set(Some(cooked.value()));
        Ok(cooked.value())
    }
}
