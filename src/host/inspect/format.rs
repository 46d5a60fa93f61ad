//! Format strings, as
//! [`util.format`](https://nodejs.org/api/util.html#utilformatformat-args) has them.

use super::class::{is_built_in, prototype};
use super::{Options, inspect, number_text, own_property, primitive_text};
use crate::engine::{Agent, JsResult, Kind, Object, OwnProperty, PropertyKey, Text, Value};

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
        if text.find(Text::Latin1(b"%"), 0).is_some() {
            let units = text.to_units();
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
            Some(text) => push_text(out, agent.heap.text(text)),
            None => out.push_str(&inspect(agent, value, options)?),
        }
    }
    Ok(())
}

/// Adds a string's text, lone surrogates as U+FFFD.
pub(crate) fn push_text(out: &mut String, text: Text<'_>) {
    match text {
        Text::Latin1(bytes) => match std::str::from_utf8(bytes) {
            Ok(ascii) if bytes.is_ascii() => out.push_str(ascii),
            _ => out.extend(bytes.iter().map(|&byte| byte as char)),
        },
        Text::Utf16(units) => out.extend(
            char::decode_utf16(units.iter().copied())
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)),
        ),
    }
}

/// Fills a format string; how many values it used.
fn fill(
    agent: &mut Agent,
    options: &Options,
    format: &[u16],
    values: &[Value],
    out: &mut String,
) -> JsResult<usize> {
    let mut used = 0;
    let mut start = 0;
    let mut at = 0;
    while at + 1 < format.len() {
        if format[at] != b'%' as u16 {
            at += 1;
            continue;
        }
        let directive = u8::try_from(format[at + 1]).unwrap_or(0);
        if directive == b'%' {
            push_text(out, Text::Utf16(&format[start..=at]));
        } else if b"sdifjoOc".contains(&directive) && used < values.len() {
            push_text(out, Text::Utf16(&format[start..at]));
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
    push_text(out, Text::Utf16(&format[start..]));
    Ok(used)
}

fn directive_text(
    agent: &mut Agent,
    options: &Options,
    directive: u8,
    value: Value,
) -> JsResult<String> {
    match directive {
        b's' => string_text(agent, options, value),
        b'd' => {
            if value.is_bigint() {
                return Ok(primitive_text(agent, value));
            }
            if value.is_symbol() {
                return Ok(String::from("NaN"));
            }
            Ok(number_text(agent.to_number(value)?))
        }
        b'i' => {
            if value.is_bigint() {
                return Ok(primitive_text(agent, value));
            }
            if value.is_symbol() {
                return Ok(String::from("NaN"));
            }
            let text = agent.to_string(value)?;
            Ok(number_text(agent.leading_integer(text)))
        }
        b'f' => {
            if value.is_symbol() {
                return Ok(String::from("NaN"));
            }
            let text = agent.to_string(value)?;
            Ok(number_text(agent.leading_number(text)))
        }
        b'j' => json_text(agent, value),
        b'o' => {
            let options = Options {
                show_hidden: true,
                show_proxy: true,
                depth: Some(4),
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
            Some(text) => agent.heap.text(text).to_utf8(),
            None => primitive_text(agent, value),
        });
    };
    let callable = !object.is(Kind::Proxy) && agent.is_callable(value);
    if callable || !has_built_in_to_string(agent, object)? {
        return agent.to_rust_string(value);
    }
    let options = Options {
        depth: Some(0),
        colors: false,
        compact: super::Compact::Levels(3),
        ..options.clone()
    };
    inspect(agent, value, &options)
}

/// Whether converting an object to a string would only give what the language itself defines.
fn has_built_in_to_string(agent: &mut Agent, object: Object) -> JsResult<bool> {
    let mut object = object;
    while object.is(Kind::Proxy) {
        match agent.proxy_parts(object) {
            Some((target, _)) => object = target,
            None => return Ok(true),
        }
    }
    let to_primitive = PropertyKey::symbol(agent.symbols.to_primitive);
    let method = agent.get(object, to_primitive)?;
    // Those of dates and symbols are built in.
    if agent.is_callable(method) && !method.is(Kind::Native) {
        return Ok(false);
    }
    let key = agent.names.to_string;
    let method = agent.get(object, key)?;
    if !agent.is_callable(method) {
        return Ok(true);
    }
    if own_property(agent, object, key)?.is_some() {
        return Ok(false);
    }
    let mut current = prototype(agent, object);
    while let Some(holder) = current {
        if own_property(agent, holder, key)?.is_some() {
            let constructor = own_property(agent, holder, agent.names.constructor)?;
            let Some(OwnProperty::Data { value, .. }) = constructor else {
                return Ok(false);
            };
            let Some(function) = value.as_object().filter(|_| agent.is_callable(value)) else {
                return Ok(false);
            };
            let name = agent.peek_data_property(function, agent.names.name);
            let name = name.and_then(Value::as_string);
            return Ok(name.is_some_and(|name| is_built_in(&agent.heap.text(name).to_utf8())));
        }
        current = prototype(agent, holder);
    }
    Ok(true)
}

/// `%j`: JSON, or `[Circular]`.
fn json_text(agent: &mut Agent, value: Value) -> JsResult<String> {
    let key = agent.heap.property_key_of_str("JSON");
    let global = agent.realm.global_object;
    let json = agent.get(global, key)?;
    let key = agent.heap.property_key_of_str("stringify");
    if json.is_nullish() {
        return Ok(String::from("undefined"));
    }
    match agent.invoke(json, key, &[value]) {
        Ok(text) => agent.to_rust_string(text),
        Err(throw) => {
            let thrown = agent.catch(throw)?;
            if is_circularity(agent, thrown) {
                return Ok(String::from("[Circular]"));
            }
            Err(agent.throw(thrown))
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
        let text = agent.heap.text(message).to_utf8();
        text.starts_with("Converting circular structure to JSON")
    })
}
