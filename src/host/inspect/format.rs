//! Format strings, as
//! [`util.format`](https://nodejs.org/api/util.html#utilformatformat-args) has them.

use super::class::is_built_in;
use super::primitive::separated_text;
use super::{Options, inspect, internals, primitive_text};
use crate::budget::PIECE;
use crate::engine::{Agent, JsResult, Object, OwnProperty, PropertyKey, Text, Value};

/// The values as one text: the first, where it is a string, may say how to show the others.
#[cfg(test)]
pub(super) fn format_with_options(
    agent: &mut Agent,
    options: &Options,
    values: &[Value],
) -> JsResult<String> {
    let mut out = String::new();
    format_into(agent, options, values, &mut out)?;
    Ok(out)
}

/// The values as text behind what `out` has already: the first, where it is a string, may say how
/// to show the others.
pub fn format_into(
    agent: &mut Agent,
    options: &Options,
    values: &[Value],
    out: &mut String,
) -> JsResult<()> {
    let mut rest = values;
    if let Some((first, others)) = values.split_first()
        && let Some(format) = first.as_string()
        && !others.is_empty()
    {
        let text = agent.heap.text(format);
        let budget = &agent.heap.budget;
        if text.find_within(Text::Latin1(b"%"), 0, budget).is_some() {
            let units = agent.heap.units(format);
            let used = fill(agent, options, &units, others, out)?;
            rest = &others[used..];
            if rest.is_empty() {
                return Ok(());
            }
            out.push(' ');
        }
    }
    for (index, &value) in rest.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        match value.as_string() {
            Some(text) => agent.heap.text(text).push_utf8(out, &agent.heap.budget),
            None => out.push_str(&inspect(agent, value, options)?),
        }
    }
    Ok(())
}

/// Fills a format string; how many values it used.
fn fill(
    agent: &mut Agent,
    options: &Options,
    format: &[u16],
    values: &[Value],
    out: &mut String,
) -> JsResult<usize> {
    let push = |agent: &Agent, out: &mut String, part: &[u16]| {
        Text::Utf16(part).push_utf8(out, &agent.heap.budget);
    };
    let mut used = 0;
    let mut start = 0;
    let mut at = 0;
    let mut looked_at = PIECE;
    while at + 1 < format.len() {
        if at >= looked_at {
            looked_at = at + PIECE;
            agent.poll_work(PIECE / 16)?;
        }
        if format[at] != b'%' as u16 {
            at += 1;
            continue;
        }
        let directive = u8::try_from(format[at + 1]).unwrap_or(0);
        if directive == b'%' {
            push(agent, out, &format[start..=at]);
        } else if b"sdifjoOc".contains(&directive) && used < values.len() {
            push(agent, out, &format[start..at]);
            let value = values[used];
            used += 1;
            out.push_str(&directive_text(agent, options, directive, value)?);
        } else {
            at += 1;
            // `%` may begin a directive right behind.
            continue;
        }
        at += 2;
        start = at;
    }
    push(agent, out, &format[start..]);
    Ok(used)
}

fn directive_text(
    agent: &mut Agent,
    options: &Options,
    directive: u8,
    value: Value,
) -> JsResult<String> {
    let number = |agent: &Agent, number: f64| {
        separated_text(agent, Value::number(number), options.numeric_separator)
    };
    match directive {
        b's' => string_text(agent, options, value),
        b'd' | b'i' if value.is_bigint() => {
            Ok(separated_text(agent, value, options.numeric_separator))
        }
        b'd' | b'i' | b'f' if value.is_symbol() => Ok(String::from("NaN")),
        b'd' => {
            let value = agent.to_number(value)?;
            Ok(number(agent, value))
        }
        b'i' => {
            let text = agent.to_string(value)?;
            Ok(number(agent, agent.heap.leading_integer(text)))
        }
        b'f' => {
            let text = agent.to_string(value)?;
            Ok(number(agent, agent.heap.leading_number(text)))
        }
        b'j' => json_text(agent, value),
        b'o' => {
            let options = Options {
                show_hidden: true,
                show_proxy: true,
                depth: Some(4.0),
                ..options.clone()
            };
            inspect(agent, value, &options)
        }
        b'O' => inspect(agent, value, options),
        _ => Ok(String::new()),
    }
}

/// `%s`: strings as they are, objects with a `toString` of their own through it, others inspected.
fn string_text(agent: &mut Agent, options: &Options, value: Value) -> JsResult<String> {
    let Some(object) = value.as_object() else {
        return Ok(match value.as_string() {
            Some(text) => agent.heap.utf8(text),
            None => separated_text(agent, value, options.numeric_separator),
        });
    };
    agent.scoped(|agent| {
        if agent.heap.is_callable(value) || !has_built_in_to_string(agent, object)? {
            return agent.to_rust_string(value);
        }
        let options = Options {
            depth: Some(0.0),
            colors: false,
            compact: super::Compact::Levels(3.0),
            ..options.clone()
        };
        inspect(agent, value, &options)
    })
}

/// Whether converting an object to a string would only give what the language itself defines.
fn has_built_in_to_string(agent: &mut Agent, object: Object) -> JsResult<bool> {
    let mut object = object;
    if agent.heap.is_true_proxy(object) {
        match agent.heap.proxy_parts(object) {
            Some((target, _)) => object = target,
            None => return Ok(true),
        }
    }
    let to_primitive = PropertyKey::symbol(agent.symbols.to_primitive);
    let to_string = agent.names.to_string;
    let mut keys = Vec::new();
    for key in [to_string, to_primitive] {
        let method = agent.get(object, key)?;
        if !agent.heap.is_callable(method) {
            continue;
        }
        if agent.has_own_property(object, key)? {
            return Ok(false);
        }
        keys.push(key);
    }
    if keys.is_empty() {
        return Ok(true);
    }
    // The prototype that has one of them.
    let mut holder = object;
    loop {
        agent.poll()?;
        let proto = agent.get_prototype_of(holder)?;
        agent.keep(proto);
        let Some(proto) = proto.as_object() else {
            return Ok(false);
        };
        holder = proto;
        let mut found = false;
        for &key in &keys {
            found |= agent.has_own_property(holder, key)?;
        }
        if found {
            break;
        }
    }
    let key = agent.names.constructor;
    let Some(OwnProperty::Data { value, .. }) = agent.get_own_property(holder, key)? else {
        return Ok(false);
    };
    let Some(function) = value.as_object().filter(|_| agent.heap.is_callable(value)) else {
        return Ok(false);
    };
    agent.keep(value);
    let name = agent.get(function, agent.names.name)?.as_string();
    Ok(name.is_some_and(|name| is_built_in(&agent.heap.utf8(name))))
}

/// `%j`: JSON, or `[Circular]`.
fn json_text(agent: &mut Agent, value: Value) -> JsResult<String> {
    let stringify = internals::original(agent, |originals| originals.stringify);
    match agent.call(stringify, Value::UNDEFINED, &[value]) {
        Ok(text) if text.is_undefined() => Ok(primitive_text(agent, text)),
        Ok(text) => agent.to_rust_string(text),
        Err(throw) => {
            let caught = agent.catch_with_site(throw)?;
            if is_circularity(agent, caught.value) {
                return Ok(String::from("[Circular]"));
            }
            Err(agent.throw_again(caught))
        }
    }
}

fn is_circularity(agent: &mut Agent, thrown: Value) -> bool {
    let Some(error) = thrown.as_object() else {
        return false;
    };
    let message = agent.peek_data_property(error, agent.names.message);
    let message = message.and_then(Value::as_string);
    message.is_some_and(|message| {
        let text = agent.heap.utf8(message);
        text.lines().next() == Some("Converting circular structure to JSON")
    })
}
