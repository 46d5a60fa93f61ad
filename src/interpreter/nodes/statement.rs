//! Statements other than loops: blocks, `if`, `return`, `throw`, `switch`, labels.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::{Completion, Node, NodeBox};
use crate::native_stack::with_stack;

/// Runs a statement whose completion is its whole meaning as if it were an expression.
macro_rules! statement_only {
    () => {
        fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
            let completion = self.exec(agent, frame);
            match completion.is_throw() {
                true => Err(crate::engine::Throw),
                false => Ok(Value::UNDEFINED),
            }
        }
    };
}

/// The same for one that has a resumable form.
macro_rules! resumable_statement {
    () => {
        fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<Self::Child>) -> JsResult {
            let completion = Resumable::exec(self, agent, frame, entry);
            match completion.is_throw() {
                true => Err(crate::engine::Throw),
                false => Ok(Value::UNDEFINED),
            }
        }
    };
}
pub(super) use resumable_statement;

/// Statements one after the other. The state is the number of the statement.
pub struct Block<C> {
    /// The statements.
    pub statements: Box<[C]>,
}

impl<C: Child> Resumable for Block<C> {
    type Child = C;

    resumable_statement!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        if !C::MAY_SUSPEND {
            for statement in &self.statements {
                let completion = way.exec(agent, frame, statement, 0);
                if !completion.is_normal() {
                    return completion;
                }
            }
            return Completion::NORMAL;
        }
        let mut number = state.unwrap_or(0);
        while let Some(statement) = self.statements.get(number as usize) {
            let completion = way.exec(agent, frame, statement, number);
            if !completion.is_normal() {
                return completion;
            }
            number += 1;
        }
        Completion::NORMAL
    }
}

/// `if (a) b; else c;`. The state is the branch.
pub struct If<C> {
    /// Decides; can't suspend.
    pub test: NodeBox,
    /// If true.
    pub consequent: C,
    /// If false.
    pub alternate: Option<C>,
}

const CONSEQUENT: u32 = 1;
const ALTERNATE: u32 = 2;

impl<C: Child> Resumable for If<C> {
    type Child = C;

    resumable_statement!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        let branch = match state {
            None => match self.test.cond(agent, frame) {
                Ok(true) => CONSEQUENT,
                Ok(false) => ALTERNATE,
                Err(_) => return Completion::THROW,
            },
            Some(branch) => branch,
        };
        if branch == CONSEQUENT {
            way.exec(agent, frame, &self.consequent, CONSEQUENT)
        } else if let Some(alternate) = &self.alternate {
            way.exec(agent, frame, alternate, ALTERNATE)
        } else {
            Completion::NORMAL
        }
    }
}

/// `return x;`
pub struct Return<C = NodeBox>(pub C);

impl<C: Child> Resumable for Return<C> {
    type Child = C;

    resumable_statement!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        match entry.eval(agent, frame, &self.0) {
            Ok(value) => Completion::return_of(value),
            Err(_) => Completion::THROW,
        }
    }
}

/// `break` or `continue`.
pub struct Jump(pub Completion);

impl Node for Jump {
    statement_only!();

    #[inline]
    fn exec(&self, _: &mut Agent, _: Frame) -> Completion {
        self.0
    }
}

/// `throw x;`
pub struct ThrowStatement(pub NodeBox, pub u32);

impl Node for ThrowStatement {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.0.eval(agent, frame)?;
        agent.machine.position = self.1;
        Err(agent.throw(value))
    }
}

/// Nothing.
pub struct Empty;

impl Node for Empty {
    statement_only!();

    #[inline]
    fn exec(&self, _: &mut Agent, _: Frame) -> Completion {
        Completion::NORMAL
    }
}

/// Accounts for so many steps of the straight code around it.
pub struct Charge(pub u32);

impl Node for Charge {
    statement_only!();

    fn exec(&self, agent: &mut Agent, _: Frame) -> Completion {
        match agent.poll_work(self.0 as usize) {
            Ok(()) => Completion::NORMAL,
            Err(_) => Completion::THROW,
        }
    }
}

/// A statement that `break` with its number ends.
pub struct Breakable<C> {
    /// The statement.
    pub body: C,
    /// Its number.
    pub number: u32,
}

impl<C: Child> Resumable for Breakable<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let completion = entry.exec(agent, frame, &self.body);
        if completion == Completion::break_of(self.number) {
            Completion::NORMAL
        } else {
            completion
        }
    }
}

/// An expression statement whose value a script or eval may end with.
pub struct StoreCompletion<C = NodeBox> {
    /// The expression.
    pub value: C,
    /// Where the value is kept.
    pub slot: Slot,
}

impl<C: Child> Resumable for StoreCompletion<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        match entry.eval(agent, frame, &self.value) {
            Ok(value) => {
                frame.set(self.slot, value);
                Completion::NORMAL
            }
            Err(_) => Completion::THROW,
        }
    }
}

/// The `finally` block of a script or eval: its value doesn't count, unless it ends early.
pub struct FinallyCompletion<C> {
    /// The block.
    pub block: C,
    /// Where the value is kept.
    pub slot: Slot,
    /// Where that of the blocks before waits.
    pub kept: Slot,
}

impl<C: Child> Resumable for FinallyCompletion<C> {
    type Child = C;

    resumable_statement!();

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            let value = frame.get(self.slot);
            frame.set(self.kept, value);
            frame.set(self.slot, Value::UNDEFINED);
        }
        let completion = way.exec(agent, frame, &self.block, 0);
        if completion.is_normal() {
            let value = frame.get(self.kept);
            frame.set(self.slot, value);
        }
        completion
    }
}

/// Stands before everything that is nested deep: looks whether the native stack suffices.
pub struct DepthGuard<C>(pub Option<C>);

impl<C> DepthGuard<C> {
    fn inner(&self) -> &C {
        self.0
            .as_ref()
            .unwrap_or_else(|| unreachable!("only drop takes the node"))
    }
}

impl<C: Child> Resumable for DepthGuard<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        agent.check_native_stack()?;
        entry.eval(agent, frame, self.inner())
    }

    fn cond(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult<bool> {
        agent.check_native_stack()?;
        entry.cond(agent, frame, self.inner())
    }

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        if agent.check_native_stack().is_err() {
            return Completion::THROW;
        }
        entry.exec(agent, frame, self.inner())
    }
}

impl<C> Drop for DepthGuard<C> {
    fn drop(&mut self) {
        let inner = self.0.take();
        with_stack(|| drop(inner));
    }
}

/// A place that can't be reached in a correct program, such as an assignment to a call.
pub struct ThrowReferenceError {
    /// The message.
    pub message: &'static str,
    /// In the source.
    pub position: u32,
}

impl Node for ThrowReferenceError {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult {
        agent.machine.position = self.position;
        Err(agent.reference_error(self.message))
    }
}

/// `delete x` and the like: evaluates and gives a boolean.
pub struct Discard(pub NodeBox, pub bool);

impl Node for Discard {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        self.0.eval(agent, frame)?;
        Ok(Value::bool(self.1))
    }
}
