//! What every node of the executable tree can do.

use crate::engine::{Agent, JsResult, Throw};
use crate::heap::{Frame, Value};

/// A node of the executable tree.
pub trait Node {
    /// Evaluates to a value.
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult;

    /// Evaluates to a condition.
    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let value = self.eval(agent, frame)?;
        Ok(agent.heap.to_boolean(value))
    }

    /// Runs as a statement.
    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        match self.eval(agent, frame) {
            Ok(_) => Completion::NORMAL,
            Err(Throw) => Completion::THROW,
        }
    }
}

/// A node with a place of its own, which can't suspend: that is what `Unpin` tells here, see
/// [`suspend`](super::suspend).
pub type NodeBox = Box<dyn Node + Unpin>;

/// How a statement ended, in one word.
///
/// | bits | meaning |
/// | --- | --- |
/// | 0 | normally |
/// | 1 | a throw, suspension or termination is on its way |
/// | 256 + 2n, 257 + 2n | `break` or `continue` to the statement with the number n |
/// | a value's | `return` of that value |
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Completion(Option<Value>);

impl Completion {
    /// Went on to its end.
    pub const NORMAL: Completion = Completion(None);
    /// A [`Throw`] is on its way.
    pub const THROW: Completion = Completion(Value::mark(1));

    const FIRST_JUMP: u32 = 256;
    /// Values begin here, apart from the constants below 256.
    const FIRST_VALUE: u64 = 1 << 32;

    #[inline(always)]
    const fn bits(self) -> u64 {
        match self.0 {
            Some(value) => value.bits(),
            None => 0,
        }
    }

    /// `break` out of the statement with this number.
    #[inline(always)]
    pub const fn break_of(target: u32) -> Completion {
        Completion::from_jump_bits(Completion::FIRST_JUMP + 2 * target)
    }

    /// `continue` of the loop with this number.
    #[inline(always)]
    pub const fn continue_of(target: u32) -> Completion {
        Completion::from_jump_bits(Completion::FIRST_JUMP + 2 * target + 1)
    }

    /// `return` of a value.
    #[inline(always)]
    pub fn return_of(value: Value) -> Completion {
        Completion(Some(value))
    }

    /// Whether it ended normally.
    #[inline(always)]
    pub const fn is_normal(self) -> bool {
        self.0.is_none()
    }

    /// Whether a throw is on its way.
    #[inline(always)]
    pub const fn is_throw(self) -> bool {
        self.bits() == 1
    }

    /// Whether it is a `break` or `continue`.
    #[inline(always)]
    pub const fn is_jump(self) -> bool {
        self.bits() >= Completion::FIRST_JUMP as u64 && self.bits() < Completion::FIRST_VALUE
    }

    /// A `break` or `continue` as a number, to be kept in a slot.
    pub const fn jump_bits(self) -> u32 {
        self.bits() as u32
    }

    /// The `break` or `continue` with this number.
    pub const fn from_jump_bits(bits: u32) -> Completion {
        Completion(Value::mark(bits))
    }

    /// What the function that ended so gives its caller. It didn't end normally, and no jump
    /// leaves a function.
    #[inline(always)]
    pub fn value_returned(self) -> JsResult {
        debug_assert!(!self.is_normal() && !self.is_jump());
        match self.0 {
            Some(value) if !self.is_throw() => Ok(value),
            _ => Err(Throw),
        }
    }

    /// The value of a `return`.
    #[inline(always)]
    pub fn returned(self) -> Option<Value> {
        self.0.filter(|_| !self.is_throw() && !self.is_jump())
    }
}

/// A result as a statement's completion.
#[inline(always)]
pub fn completed<T>(result: JsResult<T>) -> Completion {
    match result {
        Ok(_) => Completion::NORMAL,
        Err(Throw) => Completion::THROW,
    }
}
