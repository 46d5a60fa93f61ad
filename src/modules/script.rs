//! What the host asks of texts besides: whether they may be ES modules, and the compiler of a realm.

use crate::engine::Agent;
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;

/// Whether a text is an ES module by what it uses, which a CommonJS module can't.
pub fn is_module_text(agent: &mut Agent, source: Rc<SourceText>) -> bool {
    let compiled = lower::compile(agent, source, SourceKind::Detect);
    matches!(compiled, Ok((_, SourceKind::Module)))
}

/// Gives the realm that is being made `eval` and `Function`.
pub fn install_compiler(agent: &mut Agent) {
    lower::indirect_eval::install(agent);
}
