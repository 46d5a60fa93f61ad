//! Saving and resuming an activation: the states of resumable nodes.
//!
//! A node on the way to a `yield` or `await` comes in two forms, chosen by a constant parameter. In
//! the resumable one, a suspension that passes through puts the node's state onto the path
//! ([`Path`](crate::engine::Path)), and the walk that resumes takes it off again: so each such node
//! must put exactly one state there for each suspension that passes through it, and take exactly
//! one where it is entered by such a walk. The node that suspends has none. The other form pays
//! nothing.

use super::node::{Completion, Node, NodeBox, completed};
use crate::engine::{Agent, Caught, JsResult, ResumeMode, SuspendReason, Throw, Unwinding};
use crate::heap::{Frame, Value};

/// The state to start with: the saved one where the walk is on its way down to a suspended node, 0
/// otherwise.
#[inline(always)]
pub fn entry_state<const R: bool>(agent: &mut Agent) -> u32 {
    if R && agent.resumption.active {
        agent.resumption.path.pop()
    } else {
        0
    }
}

/// Saves a state if what unwinds is a suspension.
#[inline(always)]
pub fn save_state<const R: bool>(agent: &mut Agent, state: u32) {
    if R && agent.unwinding() == Unwinding::Suspension {
        agent.resumption.path.push(state);
    }
}

/// Operands that are evaluated into temporaries, then the node that uses them. An expression with
/// a `yield` or `await` in an operand is lowered to this.
pub struct Steps {
    /// Nodes and the temporaries that take their values.
    pub steps: Box<[(NodeBox, u32)]>,
    /// What the value is.
    pub result: NodeBox,
}

impl Steps {
    #[inline]
    fn run(&self, agent: &mut Agent, frame: Frame) -> JsResult<()> {
        let start = entry_state::<true>(agent) as usize;
        for (number, (step, slot)) in self.steps.iter().enumerate().skip(start) {
            match step.eval(agent, frame) {
                Ok(value) => frame.set(*slot as usize, value),
                Err(throw) => {
                    save_state::<true>(agent, number as u32);
                    return Err(throw);
                }
            }
        }
        Ok(())
    }

    fn save_result(&self, agent: &mut Agent) {
        save_state::<true>(agent, self.steps.len() as u32);
    }
}

impl Node for Steps {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        self.run(agent, frame)?;
        let result = self.result.eval(agent, frame);
        if result.is_err() {
            self.save_result(agent);
        }
        result
    }

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        if let Err(Throw) = self.run(agent, frame) {
            return Completion::THROW;
        }
        let completion = self.result.exec(agent, frame);
        if completion.is_throw() {
            self.save_result(agent);
        }
        completion
    }
}

/// `await x`: the operand is a temporary or can't suspend.
pub struct Await {
    /// What is awaited.
    pub argument: NodeBox,
    /// How many slots of the frame are in use.
    pub depth: u32,
    /// In the source.
    pub position: u32,
}

impl Node for Await {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        if agent.resumption.active {
            return resumed(agent);
        }
        let value = self.argument.eval(agent, frame)?;
        agent.position = self.position;
        if let Some(result) = agent.await_at_once(frame, value) {
            return result;
        }
        Err(agent.suspend(value, SuspendReason::Await, self.depth))
    }
}

/// `yield x` in a sync generator: the operand is a temporary or can't suspend.
pub struct Yield {
    /// What is yielded.
    pub argument: NodeBox,
    /// How many slots of the frame are in use.
    pub depth: u32,
}

impl Node for Yield {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        if agent.resumption.active {
            return resumed(agent);
        }
        let value = self.argument.eval(agent, frame)?;
        Err(agent.suspend(value, SuspendReason::Yield, self.depth))
    }
}

/// The end of a walk down to a suspended node: what it was resumed with.
#[inline]
pub fn resumed(agent: &mut Agent) -> JsResult {
    debug_assert!(agent.resumption.path.is_empty());
    agent.resumption.active = false;
    let value = std::mem::replace(&mut agent.resumption.value, Value::UNDEFINED);
    match agent.resumption.mode {
        ResumeMode::Next => Ok(value),
        ResumeMode::Throw => Err(match agent.resumption.site.take() {
            Some(site) => agent.throw_again(Caught { value, site }),
            None => agent.throw(value),
        }),
        ResumeMode::Return => Err(agent.return_from_generator(value)),
    }
}

/// A statement that runs several nodes as one step of something.
pub struct Group(pub Box<[NodeBox]>);

impl Node for Group {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        for node in &self.0 {
            node.eval(agent, frame)?;
        }
        Ok(Value::UNDEFINED)
    }

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        completed(self.eval(agent, frame))
    }
}
