//! `try`, `catch`, `finally`.

use super::statement::statement_only;
use crate::engine::{Agent, JsResult, Throw, Unwinding};
use crate::heap::{Frame, Value};
use crate::interpreter::node::{Completion, Node, NodeBox};
use crate::interpreter::suspend::{entry_state, save_state};

/// `try {} catch (e) {} finally {}`
pub struct Try<const R: bool> {
    /// What is tried.
    pub block: NodeBox,
    /// Takes the exception from the temporary, binds it and runs.
    pub handler: Option<NodeBox>,
    /// Runs in any case.
    pub finalizer: Option<NodeBox>,
    /// The first of two temporaries: the exception or pending value, the pending kind.
    pub temporary: u32,
}

const BLOCK: u32 = 0;
const HANDLER: u32 = 1;
const FINALIZER: u32 = 2;

impl<const R: bool> Try<R> {
    fn block(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let completion = self.block.exec(agent, frame);
        if !completion.is_throw() {
            return completion;
        }
        save_state::<R>(agent, BLOCK);
        let Some(handler) = &self.handler else {
            return completion;
        };
        match agent.catch(Throw) {
            Ok(exception) => {
                frame.set(self.temporary as usize, exception);
                self.handler(agent, frame, handler)
            }
            Err(_) => completion,
        }
    }

    fn handler(&self, agent: &mut Agent, frame: Frame, handler: &NodeBox) -> Completion {
        let completion = handler.exec(agent, frame);
        if completion.is_throw() {
            save_state::<R>(agent, HANDLER);
        }
        completion
    }

    fn finalizer(&self, agent: &mut Agent, frame: Frame, finalizer: &NodeBox) -> Completion {
        let completion = finalizer.exec(agent, frame);
        if completion.is_normal() {
            return restore_pending(agent, frame, self.temporary);
        }
        if completion.is_throw() {
            save_state::<R>(agent, FINALIZER);
        }
        completion
    }
}

/// Puts a completion into two temporaries, so that something else can run before it goes on.
pub fn save_pending(agent: &mut Agent, frame: Frame, slot: u32, completion: Completion) {
    let (value, kind) = if completion.is_throw() {
        let kind = match agent.unwinding {
            Unwinding::Return => 2,
            _ => 1,
        };
        (agent.take_exception(), kind)
    } else if let Some(value) = completion.returned() {
        (value, 3)
    } else {
        (
            Value::int(completion.jump_bits() as i32),
            if completion.is_normal() { 0 } else { 4 },
        )
    };
    frame.set(slot as usize, value);
    frame.set(slot as usize + 1, Value::int(kind));
}

/// The completion that waits in two temporaries.
pub fn restore_pending(agent: &mut Agent, frame: Frame, slot: u32) -> Completion {
    let value = frame.get(slot as usize);
    match frame.get(slot as usize + 1).as_int() {
        Some(1) => {
            agent.unwind_again(value, Unwinding::Exception);
            Completion::THROW
        }
        Some(2) => {
            agent.unwind_again(value, Unwinding::Return);
            Completion::THROW
        }
        Some(3) => Completion::return_of(value),
        Some(4) => Completion::from_jump_bits(value.as_int().unwrap_or(0) as u32),
        _ => Completion::NORMAL,
    }
}

impl<const R: bool> Node for Try<R> {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let state = entry_state::<R>(agent);
        let completion = match (state, &self.handler) {
            (FINALIZER, _) => Completion::NORMAL,
            (HANDLER, Some(handler)) => self.handler(agent, frame, handler),
            _ => self.block(agent, frame),
        };
        let Some(finalizer) = &self.finalizer else {
            return completion;
        };
        if state != FINALIZER {
            if completion.is_throw()
                && matches!(
                    agent.unwinding,
                    Unwinding::Suspension | Unwinding::Termination
                )
            {
                agent.resumption.guarded = true;
                return completion;
            }
            save_pending(agent, frame, self.temporary, completion);
        }
        self.finalizer(agent, frame, finalizer)
    }
}
