//! Loops that test a condition: `for (;;)`, `while`, `do`.

use super::statement::statement_only;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Value};
use crate::interpreter::node::{Completion, Node, NodeBox};
use crate::interpreter::suspend::{entry_state, save_state};

/// What a loop does after a round of its body.
pub enum Round {
    /// The next round.
    Next,
    /// The loop ends this way.
    End(Completion),
}

/// Decides by the completion of a loop's body.
#[inline(always)]
pub fn after_body(completion: Completion, number: u32) -> Round {
    if completion.is_normal() || completion == Completion::continue_of(number) {
        Round::Next
    } else if completion == Completion::break_of(number) {
        Round::End(Completion::NORMAL)
    } else {
        Round::End(completion)
    }
}

/// `for (init; test; update) body`. The parts are statements of the loop's own scope, whose entry
/// is part of `init`; `copy` makes the variables of the next round. The state is the part that runs.
pub struct For<const R: bool> {
    /// Before the loop.
    pub init: Option<NodeBox>,
    /// Before each round.
    pub test: Option<NodeBox>,
    /// After each round.
    pub update: Option<NodeBox>,
    /// Each round.
    pub body: NodeBox,
    /// Gives each round its own variables.
    pub copy: Option<NodeBox>,
    /// Its number for `break` and `continue`.
    pub number: u32,
}

const INIT: u32 = 0;
const TEST: u32 = 1;
const BODY: u32 = 2;
const UPDATE: u32 = 3;

impl<const R: bool> For<R> {
    #[inline(always)]
    fn part(&self, agent: &mut Agent, frame: Frame, node: &Option<NodeBox>, state: u32) -> bool {
        let Some(node) = node else { return true };
        let completion = node.exec(agent, frame);
        if R && completion.is_throw() {
            save_state::<R>(agent, state);
        }
        completion.is_normal()
    }
}

impl<const R: bool> Node for For<R> {
    statement_only!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let mut state = entry_state::<R>(agent);
        if state == INIT {
            if !self.part(agent, frame, &self.init, INIT) {
                return Completion::THROW;
            }
            if !self.part(agent, frame, &self.copy, INIT) {
                return Completion::THROW;
            }
            state = TEST;
        }
        loop {
            if (!R || state == TEST)
                && let Some(test) = &self.test
            {
                match test.cond(agent, frame) {
                    Ok(true) => {}
                    Ok(false) => return Completion::NORMAL,
                    Err(_) => {
                        save_state::<R>(agent, TEST);
                        return Completion::THROW;
                    }
                }
            }
            if !R || state != UPDATE {
                let completion = self.body.exec(agent, frame);
                if R && completion.is_throw() {
                    save_state::<R>(agent, BODY);
                }
                if let Round::End(completion) = after_body(completion, self.number) {
                    return completion;
                }
                if !self.part(agent, frame, &self.copy, UPDATE) {
                    return Completion::THROW;
                }
            }
            if !self.part(agent, frame, &self.update, UPDATE) {
                return Completion::THROW;
            }
            state = TEST;
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `while (test) body`: the state is 0 in the test, 1 in the body.
pub struct While<const R: bool> {
    /// Before each round, unless it is a constant that is true.
    pub test: Option<NodeBox>,
    /// Each round.
    pub body: NodeBox,
    /// Its number for `break` and `continue`.
    pub number: u32,
}

impl<const R: bool> Node for While<R> {
    statement_only!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let mut state = entry_state::<R>(agent);
        loop {
            if let Some(test) = &self.test
                && (!R || state == 0)
            {
                match test.cond(agent, frame) {
                    Ok(true) => {}
                    Ok(false) => return Completion::NORMAL,
                    Err(_) => {
                        save_state::<R>(agent, 0);
                        return Completion::THROW;
                    }
                }
            }
            let completion = self.body.exec(agent, frame);
            if R && completion.is_throw() {
                save_state::<R>(agent, 1);
            }
            if let Round::End(completion) = after_body(completion, self.number) {
                return completion;
            }
            state = 0;
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `do body while (test)`: the state is 0 in the body, 1 in the test.
pub struct DoWhile<const R: bool> {
    /// Each round.
    pub body: NodeBox,
    /// After each round.
    pub test: NodeBox,
    /// Its number for `break` and `continue`.
    pub number: u32,
}

impl<const R: bool> Node for DoWhile<R> {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let mut state = entry_state::<R>(agent);
        loop {
            if !R || state == 0 {
                let completion = self.body.exec(agent, frame);
                if R && completion.is_throw() {
                    save_state::<R>(agent, 0);
                }
                if let Round::End(completion) = after_body(completion, self.number) {
                    return completion;
                }
            }
            state = 0;
            match self.test.cond(agent, frame) {
                Ok(true) => {}
                Ok(false) => return Completion::NORMAL,
                Err(_) => {
                    save_state::<R>(agent, 1);
                    return Completion::THROW;
                }
            }
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}
