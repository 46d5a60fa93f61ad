//! How an operation ends when it doesn't end with a value.

use crate::heap::Value;

/// An operation ended abruptly. What was thrown waits in the agent ([`Pending`](super::Pending)), so
/// that a `JsResult<Value>` fits a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Throw;

/// The result of an operation that can run a script's code.
pub type JsResult<T = Value> = Result<T, Throw>;
