//! Scripts that the host compiles for other realms.

use crate::engine::{Agent, JsResult, Object};
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;

/// Compiles a classic script to a function that runs it. Nothing is kept.
///
/// # Errors
/// A SyntaxError where it isn't one.
pub fn compile_script(agent: &mut Agent, source: Rc<SourceText>) -> JsResult<Object> {
    lower::compile(agent, source, SourceKind::Script).map_err(|error| error.throw(agent))
}

/// Gives the realm that is being made `eval` and `Function`.
pub fn install_compiler(agent: &mut Agent) {
    lower::indirect_eval::install(agent);
}
