//! What a person is told of a runtime error, beside what the error says itself.
//!
//! Owns: finding the expression that an error is about, and the words. Doesn't own: what was going on
//! when the error was thrown (`engine::Failure`); where variables are (`lower::probe`); how it is shown
//! (`diagnostics::render`, by `host::uncaught`).
//!
//! It is done when an error ends the program, from the frame that was kept of the failed function. Nothing
//! of the program runs meanwhile. A remark is right or isn't made: what can't be known for sure isn't
//! said. Each is one sentence at a place, with at most one of advice.

mod call_site;
mod calls;
mod iteration;
mod names;
mod nodes;
mod nullish;
mod properties;
mod rejections;
mod scene;
mod text;

use crate::engine::{Agent, Failure, Remark, messages};
use crate::lower::probe::probe;
use crate::syntax::ast::expression::BinaryOperator;
use nodes::Nodes;
use scene::Scene;

/// Has errors that nobody handles explained, and what that takes recorded.
pub fn install(agent: &mut Agent) {
    agent.hooks.explain = Some(explain);
    agent.hooks.explain_rejection = Some(rejections::explain_rejection);
}

/// What a person is told of an error.
fn explain(agent: &mut Agent, failure: &Failure) -> Option<Remark> {
    let message = agent.heap.utf8(failure.message);
    agent.without_collections(|agent| {
        probe(agent, failure.function, |probe| {
            let nodes = Nodes::of(probe.program, probe.function);
            let mut scene = Scene {
                probe,
                failure,
                nodes,
            };
            remark(&mut scene, &message)
        })
    })
}

/// The remark on an error, by its message.
fn remark(scene: &mut Scene<'_, '_, '_>, message: &str) -> Option<Remark> {
    if scene.failure.text.is_some() {
        return text::not_json(scene);
    }
    match message {
        messages::CONST_ASSIGNMENT => return names::constant(scene),
        messages::STACK_OVERFLOW => return names::recursion(scene),
        messages::NULLISH_TO_OBJECT => return properties::nothing_to_object(scene),
        messages::REDUCE_EMPTY => return properties::nothing_to_reduce(scene),
        messages::THIS_BEFORE_SUPER => return calls::before_super(scene),
        messages::MIX_BIGINT => return properties::mixed(scene),
        messages::SPREAD_NOT_ITERABLE => return iteration::not_iterable(scene),
        "Invalid time value" => return properties::invalid_date(scene),
        _ => {}
    }
    if let Some(name) = message.strip_suffix(" is not defined") {
        return names::not_defined(scene, name);
    }
    if let Some(rest) = message.strip_prefix("Cannot access '")
        && let Some(name) = rest.strip_suffix("' before initialization")
    {
        return names::before_initialization(scene, name);
    }
    if let Some((nothing, key)) =
        nothing_and_key(message, "Cannot read properties of ", " (reading '")
    {
        return properties::read_of_nothing(scene, nothing, key);
    }
    if let Some((nothing, key)) =
        nothing_and_key(message, "Cannot set properties of ", " (setting '")
    {
        return properties::set_of_nothing(scene, nothing, key);
    }
    if let Some(rest) = message.strip_prefix("Cannot destructure ") {
        let nothing = ["undefined", "null"]
            .into_iter()
            .find(|nothing| rest.ends_with(&format!(" as it is {nothing}.")))?;
        let key = rest.strip_prefix("property '");
        let key = key
            .and_then(|rest| rest.split_once('\''))
            .map(|(key, _)| key);
        return iteration::not_destructurable(scene, key, nothing);
    }
    if message.contains(" called on incompatible receiver ") {
        return properties::taken_off(scene);
    }
    if message.ends_with(" is not a function") {
        return calls::not_a_function(scene, message);
    }
    if message.ends_with(" cannot be invoked without 'new'") {
        return calls::without_new(scene);
    }
    if message.ends_with(" is not a constructor") {
        return calls::not_a_constructor(scene);
    }
    if message.contains(" is not iterable") || message.ends_with("its return value is not iterable")
    {
        return iteration::not_iterable(scene);
    }
    if message.starts_with("Cannot use 'in' operator") {
        return properties::right_of(scene, BinaryOperator::In);
    }
    if message.starts_with("Right-hand side of 'instanceof'") {
        return properties::right_of(scene, BinaryOperator::Instanceof);
    }
    let is_of_writing = [
        "Cannot assign to read only property ",
        "Cannot add property ",
        "Cannot set property ",
        "Cannot delete property ",
        "Cannot create property ",
    ];
    if is_of_writing.iter().any(|start| message.starts_with(start)) {
        return properties::not_writable(scene);
    }
    None
}

/// The two parts of a message about a property of nothing.
fn nothing_and_key<'m>(message: &'m str, start: &str, middle: &str) -> Option<(&'m str, &'m str)> {
    let (nothing, key) = message.strip_prefix(start)?.split_once(middle)?;
    Some((nothing, key.strip_suffix("')")?))
}
