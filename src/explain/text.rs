//! Texts that aren't JSON.

use super::scene::Scene;
use crate::engine::Remark;
use crate::source::{SourceText, Span};
use crate::syntax::ast::expression::Argument;
use std::rc::Rc;

/// Longer texts aren't searched for where the mistake is.
const LONGEST: usize = 1 << 20;

/// A SyntaxError of `JSON.parse`.
pub(super) fn not_json(scene: &mut Scene<'_, '_, '_>) -> Option<Remark> {
    let (text, at) = scene.failure.text?;
    let heap = &scene.agent().heap;
    if heap.string_length(text) > LONGEST {
        return None;
    }
    let units = heap.text(text);
    let before = units.slice(0, at.min(units.len())).to_utf8();
    let text = units.to_utf8();
    if let Some(said) = of_the_whole(text.trim()) {
        let call = scene.call_here()?;
        let Some(Argument::Expression(argument)) = call.arguments.first() else {
            return None;
        };
        let source = scene.probe.source.clone();
        let (what, advice) = said;
        let remark = Remark::new(&source, argument.span(), what);
        return Some(match advice {
            Some(advice) => remark.with_advice(advice),
            None => remark,
        });
    }
    let start = before.len();
    let rest = text.get(start..)?;
    let length = rest.chars().next().map_or(0, char::len_utf8);
    let mut span = Span::new(start as u32, (start + length) as u32);
    let last = before.trim_end();
    let said = match rest.chars().next() {
        None => "the text ends here, where something is missing or not closed",
        Some('<') if last.is_empty() => "this is HTML or XML, not JSON",
        Some('\'' | '`') => "JSON has double quotes only",
        Some('}' | ']') if last.ends_with(',') => {
            let comma = last.len() as u32 - 1;
            span = Span::new(comma, comma + 1);
            "no comma is allowed after the last one"
        }
        Some('/') if rest.starts_with("//") || rest.starts_with("/*") => "JSON has no comments",
        Some(first) if is_word(first) => {
            let end = rest.find(|at| !is_word(at)).unwrap_or(rest.len());
            let word = &rest[..end];
            // A key, if a colon follows.
            let is_key = rest[end..].trim_start().starts_with(':');
            span = Span::new(start as u32, (start + end) as u32);
            match word {
                _ if is_key && !first.is_ascii_digit() => "keys are in double quotes",
                "undefined" | "NaN" | "Infinity" => "JSON has no such value: `null` comes nearest",
                "None" | "nil" | "NULL" | "Null" => "in JSON this is `null`",
                "True" | "TRUE" => "in JSON this is `true`",
                "False" | "FALSE" => "in JSON this is `false`",
                _ if first.is_alphabetic() && !is_in_string(last) => "strings are in double quotes",
                _ => return None,
            }
        }
        Some('\n' | '\r') => "a string can't have a line break: it is written `\\n`",
        Some('{' | '[') if before.ends_with('\n') && last.ends_with(['}', ']']) => {
            "the text goes on after its value: of several values, one a line, each line is parsed by itself"
        }
        Some(_) => return None,
    };
    let source = Rc::new(SourceText::new("the text that was parsed", text));
    Some(Remark::new(&source, span, said))
}

/// What is said of texts that come of something that was no text.
fn of_the_whole(text: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match text {
        "" => ("the text is empty", None),
        "undefined" => ("this is undefined, which is no JSON text", None),
        "[object Object]" => (
            "this is an object, of which nothing is left when it is made a string",
            Some("an object needs no parsing; `JSON.stringify` makes JSON of one"),
        ),
        "[object Promise]" => (
            "this is a promise, not yet its value",
            Some("wait for its value with `await`"),
        ),
        _ => return None,
    })
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

/// Whether a text ends inside a string.
fn is_in_string(text: &str) -> bool {
    let mut inside = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' if inside => drop(characters.next()),
            '"' => inside = !inside,
            _ => {}
        }
    }
    inside
}
