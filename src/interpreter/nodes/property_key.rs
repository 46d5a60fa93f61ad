//! Computed keys of properties.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, PropertyKey, Slot};
use crate::interpreter::tree::{Node, NodeBox};

/// A property's key: known when the tree was made, or computed.
pub enum KeyNode {
    /// Known.
    Known(PropertyKey),
    /// Evaluated, then converted.
    Computed {
        /// Gives the value.
        node: NodeBox,
        /// Keeps the key.
        slot: Slot,
    },
    /// Evaluated and converted before, and kept in a slot.
    Kept(Slot),
}

impl KeyNode {
    /// A key that is evaluated and kept in a slot.
    pub fn computed(slot: Slot, node: NodeBox) -> KeyNode {
        KeyNode::Computed { node, slot }
    }

    /// The key; a computed one is left in its slot as a value.
    pub fn key(&self, agent: &mut Agent, frame: Frame) -> JsResult<PropertyKey> {
        match self {
            KeyNode::Known(key) => Ok(*key),
            KeyNode::Computed { node, slot } => {
                let value = node.eval(agent, frame)?;
                frame.set(*slot, value);
                let key = agent.to_property_key(value)?;
                let value = agent.heap.key_to_value(key);
                frame.set(*slot, value);
                Ok(key)
            }
            KeyNode::Kept(slot) => agent.to_property_key(frame.get(*slot)),
        }
    }

    /// In builds with debug assertions: that a computed key that was left in its slot is there.
    pub(super) fn still_kept(&self, frame: Frame) {
        if cfg!(debug_assertions)
            && let KeyNode::Computed { slot, .. } | KeyNode::Kept(slot) = self
        {
            frame.get(*slot);
        }
    }
}

/// Evaluates a computed key and converts it: the value is a string, symbol or number.
pub struct ToKey(pub NodeBox);

impl Node for ToKey {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.0.eval(agent, frame)?;
        let key = agent.to_property_key(value)?;
        Ok(agent.heap.key_to_value(key))
    }
}
