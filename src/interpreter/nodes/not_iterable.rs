//! The message for a value that can't be iterated, in V8's words, which depend on where in the source
//! the value is.

use crate::engine::{Agent, Throw, messages};
use crate::heap::{PropertyKey, Value};

/// How the message for a value without an iterator is made.
#[derive(Clone, Debug)]
pub enum NotIterable {
    /// It names the expression and is known beforehand.
    Message(Box<str>),
    /// It names the value, or its type.
    Value,
    /// It is that of the last argument of a call, an expression with this text.
    LastArgument(Box<str>),
    /// It is that of an array pattern in an object pattern, which takes an expression with this text
    /// apart; or a parameter, where the text is empty.
    InObjectPattern(Box<str>),
}

impl NotIterable {
    /// Throws for a value.
    #[cold]
    #[inline(never)]
    pub fn throw(&self, agent: &mut Agent, value: Value) -> Throw {
        let message = match self {
            NotIterable::Message(message) => message.to_string(),
            NotIterable::Value => return agent.not_iterable(value),
            NotIterable::LastArgument(text) if value.is_nullish() => {
                let what = agent.value_for_message(value);
                format!("{text} is not iterable (cannot read property {what})")
            }
            NotIterable::LastArgument(_) => messages::SPREAD_NOT_ITERABLE.to_string(),
            NotIterable::InObjectPattern(text) if value.is_nullish() => {
                let what = agent.value_for_message(value);
                let iterator = PropertyKey::symbol(agent.symbols.iterator);
                let key = agent.heap.key_for_message(iterator);
                let text = match &**text {
                    "" => agent.call_site_for_message(value),
                    text => text.to_string(),
                };
                messages::cannot_destructure(Some(&key), &text, &what)
            }
            NotIterable::InObjectPattern(text) if text.is_empty() => {
                return agent.not_iterable(value);
            }
            NotIterable::InObjectPattern(text) => messages::no_iterator(text),
        };
        agent.type_error(message)
    }
}
