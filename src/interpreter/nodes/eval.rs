//! Calls that may be direct evals.

use super::call::spread_list;
use crate::engine::{Agent, Intrinsic, JsResult, messages};
use crate::heap::{CALLEE, Frame, Slot, Str, Value};
use crate::interpreter::tree::{Node, NodeBox};
use std::rc::Rc;

/// The place of a call that may be a direct eval, as the compiler of its text knows it.
pub trait EvalPlace {
    /// Compiles and runs a text there: [PerformEval](https://tc39.es/ecma262/#sec-performeval).
    ///
    /// # Errors
    /// Where the text isn't a program there, and what it throws.
    fn perform(&self, agent: &mut Agent, text: Str, surroundings: Surroundings) -> JsResult;
}

/// The running code around a direct eval.
#[derive(Clone, Copy)]
pub struct Surroundings {
    /// The innermost scope object.
    pub scope: Value,
    /// The extra data of the running function, which has the home object.
    pub extra: Value,
}

/// `eval(text)`: a call like any other, unless the function is `%eval%`. Function and `this` are in
/// temporaries.
pub struct DirectEval {
    /// The temporary of the function; `this` is in the next one.
    pub temporary: Slot,
    /// Gives an array of the arguments.
    pub arguments: NodeBox,
    /// Its position.
    pub place: Rc<dyn EvalPlace>,
    /// The frame slot of the innermost scope object.
    pub scope: Slot,
    /// In the source.
    pub position: u32,
}

impl Node for DirectEval {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let arguments = self.arguments.eval(agent, frame)?;
        agent.machine.position = self.position;
        let function = frame.get(self.temporary);
        let this = frame.get(self.temporary + 1);
        if !agent.heap.is_callable(function) {
            return Err(agent.type_error(messages::not_a_function("eval")));
        }
        let list = spread_list(agent, arguments)?;
        if function != agent.intrinsic(Intrinsic::Eval).value() {
            return agent.call(function, this, &list);
        }
        agent.check_code_generation()?;
        let Some(&first) = list.first() else {
            return Ok(Value::UNDEFINED);
        };
        let Some(text) = first.as_string() else {
            return Ok(first);
        };
        let scope = frame.get(self.scope);
        let function = agent.heap.function(frame.get(CALLEE));
        let extra = function.map_or(Value::UNDEFINED, |(_, _, extra)| extra);
        self.place
            .perform(agent, text, Surroundings { scope, extra })
    }
}
