//! Methods that take a pattern: they ask it through its symbol, or look for it as a string.

use super::receiver::{kept_string, this_string};
use super::substitution::Replacement;
use crate::budget::PIECE;
use crate::builtins::regexp::{is_reg_exp, is_regexp_object, regexp_create};
use crate::engine::{
    Agent, Call, JsResult, Kind, Primordial, PropertyKey, Str, Symbol, Text, TextBuilder, Value,
};

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
    let found = agent.get_method(pattern, PropertyKey::symbol(symbol))?;
    let is_native = found.is_some_and(|found| found.is(Kind::Native));
    let found = match is_native || !is_ours(agent, pattern) {
        true => found,
        false => original_method(agent, method),
    };
    match found {
        Some(function) => agent.call(function, pattern, arguments).map(Some),
        None => Ok(None),
    }
}

/// Whether a text of the host's own asks a regular expression.
#[cold]
fn is_ours(agent: &Agent, pattern: Value) -> bool {
    let object = pattern.as_object();
    object.is_some_and(|object| is_regexp_object(agent, object)) && agent.serves_own_text()
}

/// What regular expressions had for a method of strings when they were made.
#[cold]
fn original_method(agent: &mut Agent, method: &str) -> Option<Value> {
    let name = match method {
        "match" => "RegExpPrototypeSymbolMatch",
        "matchAll" => "RegExpPrototypeSymbolMatchAll",
        "search" => "RegExpPrototypeSymbolSearch",
        "split" => "RegExpPrototypeSymbolSplit",
        _ => "RegExpPrototypeSymbolReplace",
    };
    match agent.primordial(name)? {
        Primordial::Method(function) => Some(function),
        _ => None,
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
    let regexp = regexp_create(agent, source, flags)?;
    agent.keep_object(regexp);
    agent.invoke(
        regexp.value(),
        PropertyKey::symbol(symbol),
        &[string.value()],
    )
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
            parts.push(agent.heap.string_unit(string, index).value());
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
