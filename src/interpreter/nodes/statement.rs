//! Statements other than loops: blocks, `if`, `return`, `throw`, `switch`, labels.

use crate::engine::{Agent, JsResult, messages};
use crate::heap::{Frame, Value};
use crate::interpreter::node::{Completion, Node, NodeBox};
use crate::interpreter::suspend::{entry_state, save_state};

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
pub(super) use statement_only;

/// Statements one after the other. The state is the number of the statement.
pub struct Block<const R: bool> {
    /// The statements.
    pub statements: Box<[NodeBox]>,
}

impl<const R: bool> Node for Block<R> {
    statement_only!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let start = entry_state::<R>(agent) as usize;
        for (number, statement) in self.statements[start..].iter().enumerate() {
            let completion = statement.exec(agent, frame);
            if !completion.is_normal() {
                if R && completion.is_throw() {
                    save_state::<R>(agent, (start + number) as u32);
                }
                return completion;
            }
        }
        Completion::NORMAL
    }
}

/// `if (a) b; else c;`: the test can't suspend. The state is the branch.
pub struct If<const R: bool> {
    /// Decides.
    pub test: NodeBox,
    /// If true.
    pub consequent: NodeBox,
    /// If false.
    pub alternate: Option<NodeBox>,
}

impl<const R: bool> Node for If<R> {
    statement_only!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let branch = match entry_state::<R>(agent) {
            0 => match self.test.cond(agent, frame) {
                Ok(true) => 1,
                Ok(false) => 2,
                Err(_) => return Completion::THROW,
            },
            branch => branch,
        };
        let completion = if branch == 1 {
            self.consequent.exec(agent, frame)
        } else if let Some(alternate) = &self.alternate {
            alternate.exec(agent, frame)
        } else {
            Completion::NORMAL
        };
        if R && completion.is_throw() {
            save_state::<R>(agent, branch);
        }
        completion
    }
}

/// `return x;`
pub struct Return(pub NodeBox);

impl Node for Return {
    statement_only!();

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        match self.0.eval(agent, frame) {
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
        agent.position = self.1;
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

/// Accounts for so many steps of what stands around it and runs in a row.
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
pub struct Breakable {
    /// The statement.
    pub body: NodeBox,
    /// Its number.
    pub number: u32,
}

impl Node for Breakable {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let completion = self.body.exec(agent, frame);
        if completion == Completion::break_of(self.number) {
            Completion::NORMAL
        } else {
            completion
        }
    }
}

/// An expression statement whose value a script or eval may end with.
pub struct StoreCompletion {
    /// The expression.
    pub value: NodeBox,
    /// Where the value is kept.
    pub slot: u32,
}

impl Node for StoreCompletion {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        match self.value.eval(agent, frame) {
            Ok(value) => {
                frame.set(self.slot as usize, value);
                Completion::NORMAL
            }
            Err(_) => Completion::THROW,
        }
    }
}

/// The `finally` block of a script or eval: its value doesn't count, unless it ends early.
pub struct FinallyCompletion {
    /// The block.
    pub block: NodeBox,
    /// Where the value is kept.
    pub slot: u32,
    /// Where that of the blocks before waits.
    pub kept: u32,
}

impl Node for FinallyCompletion {
    statement_only!();

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        let value = frame.get(self.slot as usize);
        frame.set(self.kept as usize, value);
        frame.set(self.slot as usize, Value::UNDEFINED);
        let completion = self.block.exec(agent, frame);
        if completion.is_normal() {
            let value = frame.get(self.kept as usize);
            frame.set(self.slot as usize, value);
        }
        completion
    }
}

/// Stands before everything that is nested deep: looks whether the native stack suffices.
pub struct DepthGuard(pub Option<NodeBox>);

impl DepthGuard {
    fn inner(&self) -> &NodeBox {
        self.0
            .as_ref()
            .unwrap_or_else(|| unreachable!("only drop takes the node"))
    }
}

impl Node for DepthGuard {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        agent.check_native_stack()?;
        self.inner().eval(agent, frame)
    }

    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        agent.check_native_stack()?;
        self.inner().cond(agent, frame)
    }

    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        if agent.check_native_stack().is_err() {
            return Completion::THROW;
        }
        self.inner().exec(agent, frame)
    }
}

impl Drop for DepthGuard {
    fn drop(&mut self) {
        let inner = self.0.take();
        stacker::maybe_grow(128 << 10, 1 << 20, || drop(inner));
    }
}

/// A place that can't be reached in a correct program, such as an assignment to a call.
pub struct ThrowReferenceError {
    /// What is evaluated first.
    pub before: Option<NodeBox>,
    /// The message.
    pub message: &'static str,
    /// In the source.
    pub position: u32,
}

impl Node for ThrowReferenceError {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        if let Some(before) = &self.before {
            before.eval(agent, frame)?;
        }
        agent.position = self.position;
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

/// Guards a native stack error message for code that can't be lowered.
pub const TOO_DEEP: &str = messages::STACK_OVERFLOW;
