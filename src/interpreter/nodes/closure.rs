//! Function expressions, arrows and methods.

use crate::engine::{Agent, JsResult};
use crate::heap::{CALLEE, Frame, Slot, Value};
use crate::interpreter::tree::Node;

/// A function expression or declaration.
pub struct Closure {
    /// The number of its code.
    pub code: u32,
    /// The frame slot of the scope object around.
    pub scope: Slot,
    /// What its extra data is.
    pub extra: ClosureExtra,
}

/// The extra data that a closure gets.
#[derive(Clone, Copy)]
pub enum ClosureExtra {
    /// None.
    None,
    /// The running function's: an arrow that uses `super`.
    Inherited,
    /// The object in a temporary: a method's home object.
    Home(Slot),
}

impl Node for Closure {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.gc_point();
        let scope = frame.get(self.scope);
        let extra = match self.extra {
            ClosureExtra::None => Value::UNDEFINED,
            ClosureExtra::Inherited => agent
                .heap
                .function(frame.get(CALLEE))
                .map_or(Value::UNDEFINED, |(_, _, extra)| extra),
            ClosureExtra::Home(slot) => frame.get(slot),
        };
        Ok(agent.new_closure(self.code, scope, extra).value())
    }
}
