//! What specifiers mean, asked by programs: errors are thrown, and warnings given.

use super::node::loader::{resolver, throw};
use super::warnings;
use crate::engine::{Agent, JsResult, Value};
use crate::modules::resolution::Resolver;
use crate::modules::resolution::errors::Result;

/// Asks the agent's resolver. Warnings that came up are emitted, an error is thrown.
pub fn resolve<T>(agent: &mut Agent, ask: impl FnOnce(&mut Resolver) -> Result<T>) -> JsResult<T> {
    let resolver = resolver(agent);
    let found = ask(&mut resolver.borrow_mut());
    let warnings = resolver.borrow_mut().take_warnings();
    for warning in warnings {
        let code = agent.heap.new_string(warning.code).value();
        let name = match warning.is_deprecation {
            true => "DeprecationWarning",
            false => "Warning",
        };
        warnings::emit_with(agent, &warning.message, name, &[("code", code)]);
    }
    found.map_err(|error| throw(agent, &error))
}

/// Warns that nothing said of a file that it is an ES module.
pub fn warn_of_missing_type(agent: &mut Agent, file: &str) -> JsResult<()> {
    resolve(agent, |resolver| {
        resolver.warn_of_missing_type(file);
        Ok(())
    })
}

/// The folder from which a program's relative paths are taken.
pub fn current_folder(agent: &Agent) -> String {
    resolver(agent).borrow().files().current_folder()
}

/// An array of strings. Nothing is kept.
pub(super) fn list(agent: &mut Agent, texts: &[String]) -> Value {
    let texts = texts.iter().map(|text| agent.heap.new_string(text).value());
    let texts = texts.collect();
    agent.new_array(texts).value()
}
