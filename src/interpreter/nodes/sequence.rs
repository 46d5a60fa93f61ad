//! The comma operator.

use crate::engine::{Agent, JsResult};
use crate::heap::Frame;
use crate::interpreter::tree::{Node, NodeBox};

/// `a, b`
pub struct Sequence(pub Box<[NodeBox]>, pub NodeBox);

impl Node for Sequence {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        for node in &self.0 {
            node.eval(agent, frame)?;
        }
        self.1.eval(agent, frame)
    }
}
