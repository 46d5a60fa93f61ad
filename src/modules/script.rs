//! Scripts that the host compiles: those of other realms, and texts that may be ES modules.

use crate::engine::{Agent, JsResult, Object};
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;

/// Compiles a classic script to a function that runs it. Nothing is kept.
///
/// # Errors
/// A SyntaxError where it isn't one.
pub fn compile_script(agent: &mut Agent, source: Rc<SourceText>) -> JsResult<Object> {
    match lower::compile(agent, source, SourceKind::Script) {
        Ok((function, _)) => Ok(function),
        Err(error) => Err(error.throw(agent)),
    }
}

/// Whether a text is an ES module by what it uses, which a CommonJS module can't.
pub fn is_module_text(agent: &mut Agent, source: Rc<SourceText>) -> bool {
    let compiled = lower::compile(agent, source, SourceKind::Detect);
    matches!(compiled, Ok((_, SourceKind::Module)))
}

/// Gives the realm that is being made `eval` and `Function`.
pub fn install_compiler(agent: &mut Agent) {
    lower::indirect_eval::install(agent);
}
