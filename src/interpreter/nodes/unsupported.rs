//! Syntax that is parsed but can't be run.

use crate::engine::{Agent, JsResult};
use crate::heap::Frame;
use crate::interpreter::tree::Node;

/// A place that throws when it is reached: the syntax isn't supported.
pub struct Unsupported {
    /// What to say.
    pub message: Box<str>,
    /// In the source.
    pub position: u32,
}

impl Node for Unsupported {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.machine.position = self.position;
        Err(agent.syntax_error(&self.message))
    }
}
