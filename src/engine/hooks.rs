//! What the engine and the interpreter need from further out, as function pointers.

use super::{Agent, JsResult};
use crate::heap::{Object, Str};

/// Makes a regular expression object from pattern and flags.
pub type RegExpCreate = fn(&mut Agent, Str, Str) -> JsResult<Object>;

/// Ways out of the engine; unset ones are features that this agent doesn't have.
#[derive(Clone, Copy, Default)]
pub struct Hooks {
    /// For regular expression literals.
    pub regexp_create: Option<RegExpCreate>,
}
