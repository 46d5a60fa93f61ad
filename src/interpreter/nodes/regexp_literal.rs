//! Regular expression literals.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Str};
use crate::interpreter::tree::Node;

/// A regular expression literal.
pub struct RegExpLiteral {
    /// The pattern.
    pub pattern: Str,
    /// The flags.
    pub flags: Str,
    /// In the source.
    pub position: u32,
}

impl Node for RegExpLiteral {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.machine.position = self.position;
        agent.gc_point();
        match agent.hooks.regexp_create {
            Some(create) => Ok(create(agent, self.pattern, self.flags)?.value()),
            None => Err(agent.type_error("minijs has no regular expressions yet")),
        }
    }
}
