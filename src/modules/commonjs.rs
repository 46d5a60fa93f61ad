//! The texts of CommonJS modules.

use crate::diagnostics::Diagnostic;
use crate::engine::{Agent, JsResult, Value};
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;

/// What a text turned out to be.
pub enum Text {
    /// A CommonJS module: the function over `(exports, require, module, __filename, __dirname)`.
    CommonJs(Value),
    /// An ES module, which nothing but its text says.
    Module,
    /// Neither, and why.
    Wrong(Diagnostic),
}

/// Compiles the text of a CommonJS module. `detect` is whether it may be an ES module. Nothing is
/// kept.
pub fn compile(agent: &mut Agent, source: &Rc<SourceText>, detect: bool) -> JsResult<Text> {
    let compiled = match detect {
        true => lower::compile_detecting(agent, Rc::clone(source)),
        false => lower::compile(agent, Rc::clone(source), SourceKind::CommonJs).map(Some),
    };
    let function = match compiled {
        Ok(Some(function)) => function,
        Ok(None) => return Ok(Text::Module),
        Err(error) => return Ok(Text::Wrong(error.diagnostic)),
    };
    agent.scoped(|agent| {
        agent.keep_object(function);
        let wrapper = agent.call(function.value(), Value::UNDEFINED, &[])?;
        Ok(Text::CommonJs(wrapper))
    })
}

/// Compiles a classic script to a function that runs it and gives its value. Nothing is kept.
pub fn compile_script(agent: &mut Agent, source: &Rc<SourceText>) -> Text {
    match lower::compile(agent, Rc::clone(source), SourceKind::Script) {
        Ok(function) => Text::CommonJs(function.value()),
        Err(error) => Text::Wrong(error.diagnostic),
    }
}

/// What is wrong with a function of which the parameters and the body, each in itself, aren't
/// complete. Places are those in the body.
pub fn check_function_parts(
    agent: &mut Agent,
    parameters: &str,
    body: &SourceText,
) -> Option<Diagnostic> {
    let checked = lower::check_function_parts(agent, parameters, body.text());
    checked.err().map(|error| error.diagnostic)
}

/// The value of a text that is run as a script: that of a wrapper which a program has replaced.
/// Nothing is kept.
pub fn run_script(agent: &mut Agent, source: &Rc<SourceText>) -> JsResult<Text> {
    let function = match lower::compile(agent, Rc::clone(source), SourceKind::Eval) {
        Ok(function) => function,
        Err(error) => return Ok(Text::Wrong(error.diagnostic)),
    };
    agent.scoped(|agent| {
        agent.keep_object(function);
        let this = agent.realm.global_object.value();
        let value = agent.call(function.value(), this, &[])?;
        Ok(Text::CommonJs(value))
    })
}
