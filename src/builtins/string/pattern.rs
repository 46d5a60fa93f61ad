//! Methods that take a pattern: they ask it through its symbol, or look for it as a string.

use super::search::is_reg_exp;
use super::{kept_string, symbol_key, this_string};
use crate::budget::PIECE;
use crate::builtins::regexp;
use crate::engine::{Agent, Call, JsResult, Str, Symbol, Text, TextBuilder, Value};

/// Asks a pattern that is an object through its method for a symbol; `None` where it has none.
fn ask_pattern(
    agent: &mut Agent,
    call: Call,
    symbol: Symbol,
    method: &str,
    arguments: &[Value],
) -> JsResult<Option<Value>> {
    if call.this().is_nullish() {
        // Throws.
        this_string(agent, call, method)?;
    }
    let pattern = call.arg(0);
    if !pattern.is_object() {
        return Ok(None);
    }
    match agent.get_method(pattern, symbol_key(symbol))? {
        Some(function) => agent.call(function, pattern, arguments).map(Some),
        None => Ok(None),
    }
}

/// Makes a regular expression of the pattern and asks it through its method for a symbol.
fn ask_new_regexp(
    agent: &mut Agent,
    string: Str,
    pattern: Value,
    flags: &str,
    symbol: Symbol,
) -> JsResult {
    let source = match pattern {
        Value::UNDEFINED => agent.heap.empty_string(),
        pattern => kept_string(agent, pattern)?,
    };
    let flags = agent.heap.new_string(flags);
    let regexp = regexp::regexp_create(agent, source, flags)?;
    agent.keep_object(regexp);
    agent.invoke(regexp.value(), symbol_key(symbol), &[string.value()])
}

/// Throws for a regular expression that isn't global, where all matches are asked for.
fn require_global(agent: &mut Agent, pattern: Value, method: &str) -> JsResult<()> {
    if !is_reg_exp(agent, pattern)? {
        return Ok(());
    }
    let flags = agent.get_v(pattern, agent.names.flags)?;
    let name = format!("String.prototype.{method}");
    agent.require_object_coercible(flags, &name)?;
    let flags = agent.to_string(flags)?;
    if agent
        .heap
        .text(flags)
        .units()
        .any(|unit| unit == b'g' as u16)
    {
        return Ok(());
    }
    Err(agent.type_error(format!("{name} called with a non-global RegExp argument")))
}

/// [String.prototype.match ( regexp )](https://tc39.es/ecma262/#sec-string.prototype.match)
pub(super) fn match_(agent: &mut Agent, call: Call) -> JsResult {
    let symbol = agent.symbols.match_;
    if let Some(result) = ask_pattern(agent, call, symbol, "match", &[call.this()])? {
        return Ok(result);
    }
    let string = this_string(agent, call, "match")?;
    ask_new_regexp(agent, string, call.arg(0), "", symbol)
}

/// [String.prototype.matchAll ( regexp )](https://tc39.es/ecma262/#sec-string.prototype.matchall)
pub(super) fn match_all(agent: &mut Agent, call: Call) -> JsResult {
    let symbol = agent.symbols.match_all;
    if !call.this().is_nullish() && !call.arg(0).is_nullish() {
        require_global(agent, call.arg(0), "matchAll")?;
    }
    if let Some(result) = ask_pattern(agent, call, symbol, "matchAll", &[call.this()])? {
        return Ok(result);
    }
    let string = this_string(agent, call, "matchAll")?;
    ask_new_regexp(agent, string, call.arg(0), "g", symbol)
}

/// [String.prototype.search ( regexp )](https://tc39.es/ecma262/#sec-string.prototype.search)
pub(super) fn search(agent: &mut Agent, call: Call) -> JsResult {
    let symbol = agent.symbols.search;
    if let Some(result) = ask_pattern(agent, call, symbol, "search", &[call.this()])? {
        return Ok(result);
    }
    let string = this_string(agent, call, "search")?;
    ask_new_regexp(agent, string, call.arg(0), "", symbol)
}

/// [String.prototype.split ( separator, limit )](https://tc39.es/ecma262/#sec-string.prototype.split)
pub(super) fn split(agent: &mut Agent, call: Call) -> JsResult {
    let (separator, limit) = (call.arg(0), call.arg(1));
    let symbol = agent.symbols.split;
    if let Some(result) = ask_pattern(agent, call, symbol, "split", &[call.this(), limit])? {
        return Ok(result);
    }
    let string = this_string(agent, call, "split")?;
    let limit = match limit {
        Value::UNDEFINED => u32::MAX,
        limit => agent.to_uint32(limit)?,
    } as usize;
    let by = kept_string(agent, separator)?;
    if limit == 0 {
        return Ok(agent.new_array(Vec::new()).value());
    }
    if separator.is_undefined() {
        return Ok(agent.new_array_from(&[string.value()]).value());
    }
    let length = agent.heap.string_length(string);
    let parts = if agent.heap.string_length(by) == 0 {
        let units = 0..length.min(limit);
        agent.check_room(units.len() * size_of::<Value>())?;
        let mut parts = Vec::with_capacity(units.len());
        for index in units {
            agent.poll()?;
            parts.push(agent.string_unit(string, index).value());
        }
        parts
    } else {
        split_by(agent, string, by, limit)?
    };
    Ok(agent.new_array(parts).value())
}

fn split_by(agent: &mut Agent, string: Str, by: Str, limit: usize) -> JsResult<Vec<Value>> {
    let step = agent.heap.string_length(by);
    let mut parts = Vec::new();
    let mut start = 0;
    let budget = &agent.heap.budget;
    let mut found: Vec<usize> = match (agent.heap.text(string), agent.heap.text(by)) {
        (Text::Latin1(text), Text::Latin1(&[byte])) if text.len() <= PIECE => {
            memchr::memchr_iter(byte, text).take(limit).collect()
        }
        (Text::Latin1(text), Text::Latin1(by)) if text.len() <= PIECE => {
            memchr::memmem::find_iter(text, by).take(limit).collect()
        }
        (text, by) => {
            let mut found = Vec::new();
            let mut from = 0;
            while found.len() < limit
                && budget.spend(1).is_ok()
                && let Some(at) = text.find_within(by, from, budget)
            {
                found.push(at);
                from = at + step;
            }
            found
        }
    };
    if found.len() < limit {
        found.push(agent.heap.string_length(string));
    }
    agent.check_room(found.len() * size_of::<Value>())?;
    parts.reserve_exact(found.len());
    for end in found {
        agent.poll()?;
        parts.push(agent.heap.substring(string, start, end).value());
        start = end + step;
    }
    Ok(parts)
}

/// [String.prototype.replace ( searchValue, replaceValue )](https://tc39.es/ecma262/#sec-string.prototype.replace)
pub(super) fn replace(agent: &mut Agent, call: Call) -> JsResult {
    let symbol = agent.symbols.replace;
    let arguments = [call.this(), call.arg(1)];
    if let Some(result) = ask_pattern(agent, call, symbol, "replace", &arguments)? {
        return Ok(result);
    }
    let string = this_string(agent, call, "replace")?;
    let needle = kept_string(agent, call.arg(0))?;
    let replacement = Replacement::new(agent, call.arg(1))?;
    let Some(position) = agent.heap.find(string, needle, 0) else {
        return Ok(string.value());
    };
    let mut new = TextBuilder::new();
    replacement.append(agent, &mut new, string, needle, position)?;
    let new = new.finish(agent)?;
    let end = position + agent.heap.string_length(needle);
    let before = agent.heap.substring(string, 0, position);
    let after = agent
        .heap
        .substring(string, end, agent.heap.string_length(string));
    let joined = agent.concat(before, new)?;
    Ok(agent.concat(joined, after)?.value())
}

/// [String.prototype.replaceAll ( searchValue, replaceValue )](https://tc39.es/ecma262/#sec-string.prototype.replaceall)
pub(super) fn replace_all(agent: &mut Agent, call: Call) -> JsResult {
    if !call.this().is_nullish() && !call.arg(0).is_nullish() {
        require_global(agent, call.arg(0), "replaceAll")?;
    }
    let symbol = agent.symbols.replace;
    let arguments = [call.this(), call.arg(1)];
    if let Some(result) = ask_pattern(agent, call, symbol, "replaceAll", &arguments)? {
        return Ok(result);
    }
    let string = this_string(agent, call, "replaceAll")?;
    let needle = kept_string(agent, call.arg(0))?;
    let replacement = Replacement::new(agent, call.arg(1))?;
    let length = agent.heap.string_length(string);
    let step = agent.heap.string_length(needle);
    let mut result = TextBuilder::new();
    let mut end = 0;
    let mut from = 0;
    while let Some(position) = agent.heap.find(string, needle, from) {
        agent.poll()?;
        result.push_text(agent.heap.text(string).slice(end, position));
        replacement.append(agent, &mut result, string, needle, position)?;
        result.check(agent)?;
        end = position + step;
        from = position + step.max(1);
    }
    if from == 0 {
        return Ok(string.value());
    }
    result.push_text(agent.heap.text(string).slice(end, length));
    Ok(result.finish(agent)?.value())
}

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
        if agent.is_callable(value) {
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
    fn append(
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

/// Adds what `$<name>` at a place means; where the template goes on.
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
