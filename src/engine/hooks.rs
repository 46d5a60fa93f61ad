//! What the engine and the interpreter need from further out, as function pointers.

use super::code::CompileFunction;
use super::failures::{Failure, Remark};
use super::{Agent, JsResult, SharedWait, StackFrame};
use crate::heap::{Object, Str, Value};
use crate::source::SourceText;
use std::rc::Rc;

/// Makes a regular expression object from pattern and flags.
pub type RegExpCreate = fn(&mut Agent, Str, Str) -> JsResult<Object>;

/// Begins a wait on shared memory that doesn't block: its end settles the promise. False where the
/// element isn't what is expected, and nothing is waited for.
pub type WaitAsync = fn(&mut Agent, SharedWait, Object) -> bool;

/// Gives `import.meta` of the module whose source has a name.
pub type ImportMeta = fn(&mut Agent, name: &str) -> JsResult<Object>;

/// Begins `import()`: in the text that a function belongs to, of a specifier, with options; the
/// promise of the namespace. It throws only where the program is being stopped.
pub type ImportCall = fn(&mut Agent, call: ImportRequest) -> JsResult;

/// What is evaluated of an `import()`.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The text that has it.
    pub source: Rc<SourceText>,
    /// What the specifier evaluated to.
    pub specifier: Value,
    /// What the options evaluated to.
    pub options: Value,
    /// Whether it is `import.defer()`.
    pub deferred: bool,
}

/// What the program's own `Error.prepareStackTrace` makes of an object's stack, if it has one.
pub type PrepareStackTrace = fn(&mut Agent, Object, &[StackFrame]) -> JsResult<Option<Value>>;

/// An element of `Promise.all` and its like, of which a function waits for a promise.
#[derive(Clone, Copy, Debug)]
pub struct CombinedElement {
    /// `Promise.all`, or which it is.
    pub combinator: Value,
    /// Which element it is.
    pub index: u32,
    /// The promise of all of them.
    pub promise: Value,
}

/// What a promise's handler is in `Promise.all` and its like, if it is one of their functions.
pub type CombinedElementOf = fn(&Agent, Value) -> Option<CombinedElement>;

/// The modules on the way from an import of a module back to that module, as a text: the name of the
/// module's source, and the literal that it imports.
pub type ImportCycle = fn(&Agent, name: &str, specifier: &str) -> Option<String>;

/// Explains an error, if there is something to say.
pub type Explain = fn(&mut Agent, &Failure) -> Option<Remark>;

/// Explains why a rejection is unhandled, if there is something to say: of a promise, with what it was
/// rejected with.
pub type ExplainRejection = fn(&mut Agent, Object, Value) -> Option<Remark>;

/// Ways out of the engine; unset ones are features that this agent doesn't have.
#[derive(Clone, Copy, Default)]
pub struct Hooks {
    /// For regular expression literals.
    pub regexp_create: Option<RegExpCreate>,
    /// For `Atomics.waitAsync`.
    pub wait_async: Option<WaitAsync>,
    /// Called before the thread blocks: what was printed should be seen.
    pub before_block: Option<fn(&mut Agent)>,
    /// For the stacks of errors.
    pub prepare_stack_trace: Option<PrepareStackTrace>,
    /// For the stacks of errors: `at async Promise.all (index 1)`.
    pub combined_element: Option<CombinedElementOf>,
    /// For `Function(...)` and its kin; set by the owner of a compiler.
    pub compile_function: Option<CompileFunction>,
    /// For the namespaces of modules that were imported with `defer`.
    pub evaluate_deferred: Option<fn(&mut Agent, Object) -> JsResult<()>>,
    /// For `import()`.
    pub import_call: Option<ImportCall>,
    /// For `import.meta`.
    pub import_meta: Option<ImportMeta>,
    /// For what is told of uncaught errors: the modules that import each other.
    pub import_cycle: Option<ImportCycle>,
    /// For what is told of uncaught errors; where it is set, failures are recorded.
    pub explain: Option<Explain>,
    /// The same of unhandled rejections.
    pub explain_rejection: Option<ExplainRejection>,
}
