//! What is shown below an input while it is typed: what the call at the cursor takes, and what the
//! input would give if it was run.

use super::commands;
use super::completion::{OpenCall, open_call};
use super::highlight::LONGEST;
use super::known_natives::KnownNatives;
use super::look::{look, look_at_input};
use super::members::follow;
use super::signature::{Signature, signature_of};
use crate::engine::{Agent, ErrorData, JsResult, Value};
use crate::heap::Kind;
use crate::host::inspect::display_width;
use crate::host::show;
use crate::source::SourceText;
use crate::syntax::ast::Goal;
use crate::syntax::ast::statement::Statement;
use crate::syntax::parser;
use std::rc::Rc;

const DIM: &str = "\x1b[90m";
const ACTIVE: &str = "\x1b[0m\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// A preview has at most so many columns, as Node's.
const MOST_COLUMNS: usize = 250;

/// How a hint is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    /// How wide the terminal is.
    pub(super) columns: usize,
    /// Whether it has colours.
    pub(super) colour: bool,
}

/// What is shown below an input with the cursor at some place.
pub(super) fn hint(
    agent: &mut Agent,
    known: &KnownNatives,
    input: &str,
    cursor: usize,
    looks: Looks,
) -> JsResult<Option<String>> {
    if input.trim().is_empty() || input.len() > LONGEST || commands::asked(input).is_some() {
        return Ok(None);
    }
    let mut lines = String::new();
    if let Some(call) = open_call(&input[..cursor])
        && let Some(signature) = callee(agent, known, &call)?
    {
        lines.push_str(&signature_line(&signature, call.argument, looks));
    }
    if let Some(shown) = preview(agent, known, input) {
        lines.push_str(&preview_line(&shown, looks));
    }
    Ok((!lines.is_empty()).then_some(lines))
}

fn callee(
    agent: &mut Agent,
    known: &KnownNatives,
    call: &OpenCall<'_>,
) -> JsResult<Option<Signature>> {
    let found = match &call.callee.chain {
        Some(chain) => follow(agent, chain)?,
        None => None,
    };
    if let Some(function) = found {
        return Ok(signature_of(agent, known, function));
    }
    Ok(look(agent, known, call.callee.text, |agent, value| {
        let function = value.as_object();
        Ok(function.and_then(|function| signature_of(agent, known, function)))
    }))
}

fn signature_line(signature: &Signature, argument: usize, looks: Looks) -> String {
    let Signature { name, parameters } = signature;
    let active = match parameters.last() {
        Some(last) if last.starts_with("...") => Some(argument.min(parameters.len() - 1)),
        _ => Some(argument).filter(|&argument| argument < parameters.len()),
    };
    let plain = format!("{name}({})", parameters.join(", "));
    if !looks.colour || display_width(&plain) >= looks.columns {
        return line(&plain, looks);
    }
    let mut text = format!("\n{DIM}{name}(");
    for (place, parameter) in parameters.iter().enumerate() {
        if place > 0 {
            text.push_str(", ");
        }
        text.push_str(&match active == Some(place) {
            true => format!("{ACTIVE}{parameter}{PLAIN}{DIM}"),
            false => parameter.clone(),
        });
    }
    text.push(')');
    text.push_str(PLAIN);
    text
}

fn preview_line(shown: &str, looks: Looks) -> String {
    line(shown, looks)
}

/// A line below the input, dim, or as a comment where there are no colours.
fn line(text: &str, looks: Looks) -> String {
    let columns = looks.columns.clamp(10, MOST_COLUMNS);
    let room = if looks.colour { columns } else { columns - 3 };
    let text = match display_width(text) >= room {
        true => {
            let mut cut = String::new();
            for character in text.chars() {
                if display_width(&cut) + 5 >= room {
                    break;
                }
                cut.push(character);
            }
            cut + "..."
        }
        false => text.to_string(),
    };
    match looks.colour {
        true => format!("\n{DIM}{text}{PLAIN}"),
        false => format!("\n// {text}"),
    }
}

/// What an input would give, where that can be found without effects.
fn preview(agent: &mut Agent, known: &KnownNatives, input: &str) -> Option<String> {
    let text = input.trim();
    let braced = format!("({text})");
    let code = match text.starts_with('{') && !text.ends_with(';') && is_expression(&braced) {
        true => braced.as_str(),
        false if is_expression(text) => text,
        false => return None,
    };
    let shown = look_at_input(agent, known, code, told)?;
    let first = shown.split(['\n', '\r', '\u{b}']).next()?;
    (first != text && !first.is_empty()).then(|| harmless(first))
}

/// A text without what a terminal would obey.
fn harmless(text: &str) -> String {
    let mut harmless = String::new();
    for character in text.chars() {
        match character.is_control() {
            true => harmless.push_str(&format!("\\x{:02X}", u32::from(character))),
            false => harmless.push(character),
        }
    }
    harmless
}

/// A value, or an error unless it is one that half of an input has too.
fn told(agent: &mut Agent, value: Value) -> JsResult<String> {
    if let Some(error) = value
        .as_object()
        .filter(|error| error.kind() != Kind::Proxy)
        && agent.heap.host::<ErrorData>(error).is_some()
    {
        let key = agent.static_key("name");
        let name = agent.peek_data_property(error, key);
        let name = name
            .and_then(Value::as_string)
            .map(|name| agent.heap.utf8(name));
        if matches!(
            name.as_deref(),
            Some("SyntaxError" | "ReferenceError" | "EvalError")
        ) {
            return Ok(String::new());
        }
    }
    show::inspect_line(agent, value)
}

/// Whether a text consists of expressions only, which declare nothing and don't wait.
fn is_expression(text: &str) -> bool {
    let source = Rc::new(SourceText::new("", text));
    parser::parse(source, Goal::Script).is_ok_and(|parsed| {
        parsed.with_ast(|program| {
            let mut statements = program.statements.iter();
            statements.all(|statement| matches!(statement, Statement::Expression(_)))
        })
    })
}
