//! `in` and `instanceof`.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::tree::{Node, NodeBox};

/// `key in object`
pub struct In {
    /// The key.
    pub key: NodeBox,
    /// The object.
    pub object: NodeBox,
    /// Keeps the key.
    pub temporary: Slot,
    /// In the source.
    pub position: u32,
}

impl Node for In {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let key = self.key.eval(agent, frame)?;
        frame.set(self.temporary, key);
        let object = self.object.eval(agent, frame)?;
        frame.still_holds(self.temporary, key);
        agent.machine.position = self.position;
        let Some(object) = object.as_object() else {
            let (key, what) = (
                agent.value_for_message(key),
                agent.value_for_message(object),
            );
            let strip = |text: String| text.trim_matches('"').to_string();
            let text = format!(
                "Cannot use 'in' operator to search for '{}' in {}",
                strip(key),
                strip(what)
            );
            return Err(agent.type_error(text));
        };
        agent.scoped(|agent| {
            agent.keep_object(object);
            let key = agent.to_property_key(key)?;
            Ok(Value::bool(agent.has_property(object, key)?))
        })
    }
}

/// `value instanceof constructor`
pub struct Instanceof {
    /// The value.
    pub value: NodeBox,
    /// The constructor.
    pub constructor: NodeBox,
    /// Keeps the value.
    pub temporary: Slot,
    /// In the source.
    pub position: u32,
}

impl Node for Instanceof {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.value.eval(agent, frame)?;
        frame.set(self.temporary, value);
        let constructor = self.constructor.eval(agent, frame)?;
        frame.still_holds(self.temporary, value);
        agent.machine.position = self.position;
        agent.scoped(|agent| {
            agent.keep(constructor);
            Ok(Value::bool(agent.instanceof_operator(value, constructor)?))
        })
    }
}
