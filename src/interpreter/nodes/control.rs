//! Loops that test a condition: `for (;;)`, `while`, `do`.

use super::statement::resumable_statement;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable, Way};
use crate::interpreter::tree::{Completion, NodeBox};

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
pub struct For<C> {
    /// Before the loop.
    pub init: Option<C>,
    /// Before each round.
    pub test: Option<C>,
    /// After each round.
    pub update: Option<C>,
    /// Each round.
    pub body: C,
    /// Gives each round its own variables.
    pub copy: Option<NodeBox>,
    /// Its number for `break` and `continue`.
    pub number: u32,
}

const INIT: u32 = 0;
const TEST: u32 = 1;
const BODY: u32 = 2;
const UPDATE: u32 = 3;

impl<C: Child> For<C> {
    /// Runs the init or the update; whether it ended normally.
    #[inline(always)]
    fn part(
        &self,
        agent: &mut Agent,
        frame: Frame,
        way: Way<C>,
        part: &Option<C>,
        state: u32,
    ) -> bool {
        match part {
            Some(part) => way.exec(agent, frame, part, state).is_normal(),
            None => true,
        }
    }

    #[inline(always)]
    fn copy(&self, agent: &mut Agent, frame: Frame) -> bool {
        match &self.copy {
            Some(copy) => copy.exec(agent, frame).is_normal(),
            None => true,
        }
    }
}

impl<C: Child> Resumable for For<C> {
    type Child = C;

    resumable_statement!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let mut state = state.unwrap_or(INIT);
        if state == INIT {
            if !self.part(agent, frame, way, &self.init, INIT) || !self.copy(agent, frame) {
                return Completion::THROW;
            }
            state = TEST;
        }
        loop {
            if (!C::MAY_SUSPEND || state == TEST)
                && let Some(test) = &self.test
            {
                match way.cond(agent, frame, test, TEST) {
                    Ok(true) => {}
                    Ok(false) => return Completion::NORMAL,
                    Err(_) => return Completion::THROW,
                }
            }
            if !C::MAY_SUSPEND || state != UPDATE {
                let completion = way.exec(agent, frame, &self.body, BODY);
                if let Round::End(completion) = after_body(completion, self.number) {
                    return completion;
                }
                if !self.copy(agent, frame) {
                    return Completion::THROW;
                }
            }
            if !self.part(agent, frame, way, &self.update, UPDATE) {
                return Completion::THROW;
            }
            state = TEST;
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `while (test) body`. The state is the part that runs.
pub struct While<C> {
    /// Before each round, unless it is a constant that is true.
    pub test: Option<C>,
    /// Each round.
    pub body: C,
    /// Its number for `break` and `continue`.
    pub number: u32,
}

impl<C: Child> Resumable for While<C> {
    type Child = C;

    resumable_statement!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let mut state = state.unwrap_or(TEST);
        loop {
            if let Some(test) = &self.test
                && (!C::MAY_SUSPEND || state == TEST)
            {
                match way.cond(agent, frame, test, TEST) {
                    Ok(true) => {}
                    Ok(false) => return Completion::NORMAL,
                    Err(_) => return Completion::THROW,
                }
            }
            let completion = way.exec(agent, frame, &self.body, BODY);
            if let Round::End(completion) = after_body(completion, self.number) {
                return completion;
            }
            state = TEST;
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}

/// `do body while (test)`. The state is the part that runs.
pub struct DoWhile<C> {
    /// Each round.
    pub body: C,
    /// After each round.
    pub test: C,
    /// Its number for `break` and `continue`.
    pub number: u32,
}

impl<C: Child> Resumable for DoWhile<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let mut state = state.unwrap_or(BODY);
        loop {
            if !C::MAY_SUSPEND || state == BODY {
                let completion = way.exec(agent, frame, &self.body, BODY);
                if let Round::End(completion) = after_body(completion, self.number) {
                    return completion;
                }
            }
            state = BODY;
            match way.cond(agent, frame, &self.test, TEST) {
                Ok(true) => {}
                Ok(false) => return Completion::NORMAL,
                Err(_) => return Completion::THROW,
            }
            if agent.poll_round().is_err() {
                return Completion::THROW;
            }
        }
    }
}
