//! The host's own texts: strict functions over `(exports, require, module)` whose free names mean the
//! built-ins as they were made (`engine/primordials.rs`).

use crate::engine::{Agent, JsResult, Value};
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;

/// Compiles a text of the host's own to its function, which stacks don't show. Nothing is kept.
pub fn compile(agent: &mut Agent, name: &str, text: &str) -> JsResult {
    // In the first line, which is a comment: no position of code changes.
    let text = format!("'use strict';{text}");
    let source = Rc::new(SourceText::internal(name, text));
    let function =
        lower::compile(agent, Rc::clone(&source), SourceKind::Internal).map_err(|error| {
            let (line, column) = source.line_column(error.diagnostic.primary.span.start);
            let message = format!("{} ({name}:{line}:{column})", error.diagnostic.message);
            agent.syntax_error(&message)
        })?;
    agent.scoped(|agent| {
        agent.keep_object(function);
        agent.call(function.value(), Value::UNDEFINED, &[])
    })
}
