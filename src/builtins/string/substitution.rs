//! What `replace` and `replaceAll` put in place of a match, for strings and regular expressions.

use super::receiver::kept_string;
use crate::engine::{Agent, JsResult, Str, Text, TextBuilder, Value};

/// What a match is replaced with.
#[derive(Clone, Copy)]
pub(in crate::builtins) enum Replacement {
    /// A text as it is.
    Text(Str),
    /// A text with `$` in it.
    Template(Str),
    /// What a function returns.
    Function(Value),
}

impl Replacement {
    /// From the argument of `replace`; kept.
    pub(in crate::builtins) fn new(agent: &mut Agent, value: Value) -> JsResult<Replacement> {
        if agent.heap.is_callable(value) {
            return Ok(Replacement::Function(value));
        }
        let text = kept_string(agent, value)?;
        let dollar = agent
            .heap
            .text(text)
            .find_within(Text::Latin1(b"$"), 0, &agent.heap.budget);
        Ok(match dollar {
            Some(_) => Replacement::Template(text),
            None => Replacement::Text(text),
        })
    }

    /// Adds what replaces the match of a string.
    pub(super) fn append(
        self,
        agent: &mut Agent,
        out: &mut TextBuilder,
        string: Str,
        matched: Str,
        position: usize,
    ) -> JsResult<()> {
        match self {
            Replacement::Text(text) => out.push(agent, text),
            Replacement::Template(template) => {
                let none = Value::UNDEFINED;
                get_substitution(agent, out, (string, position, matched), &[], none, template)?;
            }
            Replacement::Function(function) => {
                let place = Value::from_usize(position);
                let arguments = [matched.value(), place, string.value()];
                let result = agent.call(function, Value::UNDEFINED, &arguments)?;
                let result = agent.to_string(result)?;
                out.push(agent, result);
            }
        }
        Ok(())
    }
}

/// [GetSubstitution](https://tc39.es/ecma262/#sec-getsubstitution): adds a template with its `$`
/// forms replaced. `found` is the string, the place in it and the text that matched; captures are
/// strings or `undefined`, `named` an object or `undefined`. All of them are kept by the caller.
pub(in crate::builtins) fn get_substitution(
    agent: &mut Agent,
    out: &mut TextBuilder,
    found: (Str, usize, Str),
    captures: &[Value],
    named: Value,
    template: Str,
) -> JsResult<()> {
    let (string, position, matched) = found;
    let length = agent.heap.string_length(template);
    let mut at = 0;
    while at < length {
        let text = agent.heap.text(template);
        let Some(dollar) = text.find_within(Text::Latin1(b"$"), at, &agent.heap.budget) else {
            break;
        };
        out.push_text(text.slice(at, dollar));
        let next = if dollar + 1 < length {
            text.at(dollar + 1)
        } else {
            0
        };
        at = dollar + 2;
        match u8::try_from(next).unwrap_or(0) {
            b'$' => out.push_str("$"),
            b'&' => out.push(agent, matched),
            b'`' => out.push_text(agent.heap.text(string).slice(0, position)),
            b'\'' => {
                let size = agent.heap.string_length(string);
                let tail = (position + agent.heap.string_length(matched)).min(size);
                out.push_text(agent.heap.text(string).slice(tail, size));
            }
            b'0'..=b'9' => match capture_index(text, dollar + 1, captures.len()) {
                Some((index, digits)) => {
                    at = dollar + 1 + digits;
                    if let Some(capture) = captures[index - 1].as_string() {
                        out.push(agent, capture);
                    }
                }
                None => {
                    out.push_str("$");
                    at = dollar + 1;
                }
            },
            b'<' if !named.is_undefined() => {
                at = named_substitution(agent, out, named, template, dollar)?;
            }
            _ => {
                out.push_str("$");
                at = dollar + 1;
            }
        }
        out.check(agent)?;
    }
    if at < length {
        out.push_text(agent.heap.text(template).slice(at, length));
    }
    Ok(())
}

/// Adds the capture that `$<name>` at a place names; returns where the template continues.
fn named_substitution(
    agent: &mut Agent,
    out: &mut TextBuilder,
    named: Value,
    template: Str,
    dollar: usize,
) -> JsResult<usize> {
    let text = agent.heap.text(template);
    let Some(close) = text.find_within(Text::Latin1(b">"), dollar + 2, &agent.heap.budget) else {
        out.push_str("$");
        return Ok(dollar + 1);
    };
    let name = agent.heap.substring(template, dollar + 2, close);
    let key = agent.heap.property_key(name);
    let capture = agent.get_v(named, key)?;
    if !capture.is_undefined() {
        let capture = agent.to_string(capture)?;
        out.push(agent, capture);
    }
    Ok(close + 1)
}

/// The capture that one or two digits name, and how many digits that took.
fn capture_index(template: Text<'_>, at: usize, count: usize) -> Option<(usize, usize)> {
    let digit = |at: usize| {
        let unit = if at < template.len() {
            template.at(at)
        } else {
            0
        };
        (b'0' as u16..=b'9' as u16)
            .contains(&unit)
            .then(|| (unit - b'0' as u16) as usize)
    };
    let first = digit(at)?;
    if let Some(second) = digit(at + 1) {
        let index = first * 10 + second;
        if (1..=count).contains(&index) {
            return Some((index, 2));
        }
    }
    (1..=count).contains(&first).then_some((first, 1))
}
