//! What is captured of the running calls when an error is made.

use crate::heap::Value;

/// One entry of a captured stack.
#[derive(Clone, Copy, Debug)]
pub struct StackFrame {
    /// The function that was running.
    pub function: Value,
    /// Its `this`.
    pub this: Value,
    /// Whether it was called through `new`.
    pub construct: bool,
    /// Whether it waits for the frame before it instead of having called it.
    pub is_async: bool,
    /// Where in its source it stood, in bytes; of a combinator that waits, which element.
    pub position: u32,
}

/// Which frames a captured stack leaves out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum StackStart {
    /// So many of the innermost.
    Skip(usize),
    /// All down to the innermost call of a function, with it; everything where it isn't running.
    Below(Value),
}
