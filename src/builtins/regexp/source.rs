//! Patterns as text: the `source` of a regular expression, and `RegExp.escape`.

use super::state::{RegExpData, not_a_regexp};
use crate::engine::{Agent, Call, Intrinsic, JsResult, Str, TextBuilder};
use crate::numeric::from_text::is_white_space;

/// [get RegExp.prototype.source](https://tc39.es/ecma262/#sec-get-regexp.prototype.source)
pub(super) fn source(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.this().as_object();
    let data = object.and_then(|object| agent.heap.host::<RegExpData>(object));
    match data {
        Some(data) => {
            let text = escaped_source(agent, data.source);
            Ok(text.finish(agent)?.value())
        }
        None if object == Some(agent.intrinsic(Intrinsic::RegExpPrototype)) => {
            Ok(agent.heap.new_latin1(b"(?:)").value())
        }
        None => Err(not_a_regexp(agent, "source")),
    }
}

/// [EscapeRegExpPattern ( P, F )](https://tc39.es/ecma262/#sec-escaperegexppattern)
fn escaped_source(agent: &Agent, source: Str) -> TextBuilder {
    let text = agent.heap.text(source);
    let mut out = TextBuilder::new();
    if text.is_empty() {
        out.push_str("(?:)");
    }
    let (mut class, mut escaped) = (false, false);
    for unit in agent.heap.budget.each(text.units()) {
        let line_end = match unit {
            0xA => "\\n",
            0xD => "\\r",
            0x2028 => "\\u2028",
            0x2029 => "\\u2029",
            _ => "",
        };
        if !line_end.is_empty() {
            // A backslash before a line's end is part of its escape now.
            out.push_str(if escaped { &line_end[1..] } else { line_end });
        } else {
            if unit == b'/' as u16 && !class && !escaped {
                out.push_str("\\");
            }
            out.push_unit(unit);
        }
        if std::mem::take(&mut escaped) {
            continue;
        }
        match unit {
            0x5C => escaped = true,
            0x5B => class = true,
            0x5D => class = false,
            _ => {}
        }
    }
    out
}

/// [RegExp.escape ( S )](https://tc39.es/ecma262/#sec-regexp.escape)
pub(super) fn escape(agent: &mut Agent, call: Call) -> JsResult {
    let Some(string) = call.arg(0).as_string() else {
        return Err(agent.type_error("input argument must be a string"));
    };
    let text = agent.heap.text(string);
    let mut out = TextBuilder::new();
    let mut at = 0;
    while at < text.len() && agent.heap.budget.spend(1).is_ok() {
        let (point, units) = text.code_point_at(at);
        let character = char::from_u32(point);
        match character {
            Some(first) if at == 0 && first.is_ascii_alphanumeric() => {
                out.push_str(&format!("\\x{point:02x}"));
            }
            Some(syntax) if "^$\\.*+?()[]{}|/".contains(syntax) => {
                out.push_str("\\");
                out.push_code_point(point);
            }
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\u{b}') => out.push_str("\\v"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\r') => out.push_str("\\r"),
            Some(other) if ",-=<>#&!%:;@~'`\"".contains(other) || is_white_space(point) => {
                match point {
                    0..=0xFF => out.push_str(&format!("\\x{point:02x}")),
                    _ => out.push_str(&format!("\\u{point:04x}")),
                }
            }
            None => out.push_str(&format!("\\u{point:04x}")),
            Some(_) => out.push_code_point(point),
        }
        at += units;
    }
    Ok(out.finish(agent)?.value())
}
