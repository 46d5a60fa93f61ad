//! What the engine and the interpreter need from further out, as function pointers.

use super::{Agent, JsResult};
use crate::heap::{Object, Str, Value};

/// The kind of function that `Function` and its relatives make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DynamicKind {
    /// `Function`
    Normal,
    /// `GeneratorFunction`
    Generator,
    /// `AsyncFunction`
    Async,
    /// `AsyncGeneratorFunction`
    AsyncGenerator,
}

/// Ways out of the engine; unset ones are features that this agent doesn't have.
#[derive(Clone, Copy, Default)]
pub struct Hooks {
    /// Makes a regular expression object from pattern and flags.
    pub regexp_create: Option<fn(&mut Agent, Str, Str) -> JsResult<Object>>,
    /// Makes a function from the texts of its parameters and its body.
    pub compile_function: Option<fn(&mut Agent, DynamicKind, &[Str], Str) -> JsResult<Object>>,
    /// Evaluates a text as an indirect eval does.
    pub eval: Option<fn(&mut Agent, Str) -> JsResult<Value>>,
    /// `import(specifier)`: gives a promise.
    pub import_call: Option<fn(&mut Agent, Value) -> JsResult<Value>>,
}
