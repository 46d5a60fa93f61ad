//! The methods that strings call through symbols: match, matchAll, replace, search, split.
//!
//! Each follows the spec step by step. Fast path: if the regular expression and its prototype are
//! unmodified, the machine is run directly, which can't be observed.

use super::exec::{
    advance_last_index, advance_string_index, capture, captures, element, is_pristine,
    named_captures, next_match, regexp_exec, set_last_index,
};
use super::iterator;
use super::matching::each_match;
use super::state::{RegExpData, RegExpState, this_object};
use crate::builtins::string::{Replacement, get_substitution};
use crate::engine::{
    Agent, Call, Callback, Intrinsic, JsResult, Object, Original, PropertyKey, Str, TextBuilder,
    Value,
};
use crate::regexp::flags::Flags;
use crate::regexp::matcher::Match;

/// What a method that was called on a regular expression works with, all kept.
struct Work {
    regexp: Object,
    string: Str,
}

impl Work {
    fn new(agent: &mut Agent, call: Call, method: &str) -> JsResult<Work> {
        let regexp = this_object(agent, call, method)?;
        let string = agent.to_string(call.arg(0))?;
        agent.keep(string.value());
        Ok(Work { regexp, string })
    }

    /// The flags, if no script code can observe or change how they are read.
    fn known_flags(&self, agent: &mut Agent) -> Option<Flags> {
        if !is_pristine(agent, self.regexp) {
            return None;
        }
        let data = agent.heap.host::<RegExpData>(self.regexp)?;
        Some(data.matcher.flags)
    }

    /// `flags`, as a text.
    fn flags(&self, agent: &mut Agent) -> JsResult<String> {
        let flags = agent.get(self.regexp, agent.names.flags)?;
        agent.to_rust_string(flags)
    }

    /// Calls `take` for all matches of a global regular expression whose matching runs no script code.
    fn each_match(
        &self,
        agent: &mut Agent,
        flags: Flags,
        mut take: impl FnMut(&mut Agent, &Match) -> JsResult<()>,
    ) -> JsResult<()> {
        set_last_index(agent, self.regexp, 0.0)?;
        let data = agent.heap.host::<RegExpData>(self.regexp);
        let matcher = data.map(|data| data.matcher.clone());
        if let Some(matcher) = matcher
            && !flags.has(Flags::STICKY)
        {
            let mut last = None;
            each_match(agent, &matcher, self.string, |agent, found| {
                take(agent, &found)?;
                last = Some(found.groups);
                Ok(true)
            })?;
            if let Some(groups) = last
                && !agent.forbids_effects()
            {
                RegExpState::of_mut(agent).last = Some((self.string, groups));
            }
            // `lastIndex` is 0 again, as after a match that fails.
            return Ok(());
        }
        while let Some(found) = next_match(agent, self.regexp, self.string)? {
            agent.poll()?;
            take(agent, &found)?;
            if found.range().is_empty() {
                let unicode = flags.full_unicode();
                advance_last_index(agent, self.regexp, self.string, unicode)?;
            }
        }
        Ok(())
    }

    /// The next result of the general way, and the text that matched; kept.
    fn next_result(&self, agent: &mut Agent) -> JsResult<Option<(Object, Str)>> {
        agent.poll()?;
        let Some(result) = regexp_exec(agent, self.regexp, self.string)? else {
            return Ok(None);
        };
        agent.keep_object(result);
        let matched = element(agent, result, 0)?;
        let matched = agent.to_string(matched)?;
        agent.keep(matched.value());
        Ok(Some((result, matched)))
    }
}

/// [RegExp.prototype \[ %Symbol.match% \] ( string )](https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.match%)
pub(super) fn match_(agent: &mut Agent, call: Call) -> JsResult {
    let work = Work::new(agent, call, "@@match")?;
    let list = match work.known_flags(agent) {
        Some(flags) if flags.has(Flags::GLOBAL) => {
            let list = agent.new_array(Vec::new());
            agent.keep_object(list);
            work.each_match(agent, flags, |agent, found| {
                let text = capture(agent, work.string, Some(&found.range()));
                agent.heap.push_element(list, text);
                Ok(())
            })?;
            list
        }
        _ => {
            let flags = work.flags(agent)?;
            if !flags.contains('g') {
                let result = regexp_exec(agent, work.regexp, work.string)?;
                return Ok(result.map_or(Value::NULL, Object::value));
            }
            match_all_generally(agent, &work, flags.contains(['u', 'v']))?
        }
    };
    Ok(match agent.heap.elements(list).is_empty() {
        true => Value::NULL,
        false => list.value(),
    })
}

fn match_all_generally(agent: &mut Agent, work: &Work, unicode: bool) -> JsResult<Object> {
    set_last_index(agent, work.regexp, 0.0)?;
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    loop {
        let more = agent.scoped(|agent| {
            let Some((_, matched)) = work.next_result(agent)? else {
                return Ok(false);
            };
            agent.heap.push_element(list, matched.value());
            if agent.heap.string_length(matched) == 0 {
                advance_last_index(agent, work.regexp, work.string, unicode)?;
            }
            Ok(true)
        })?;
        if !more {
            return Ok(list);
        }
    }
}

/// [RegExp.prototype \[ %Symbol.matchAll% \] ( string )](https://tc39.es/ecma262/#sec-regexp-prototype-%symbol.matchall%)
pub(super) fn match_all(agent: &mut Agent, call: Call) -> JsResult {
    let work = Work::new(agent, call, "@@matchAll")?;
    let constructor = agent.species_constructor(work.regexp, Intrinsic::RegExp)?;
    agent.keep_object(constructor);
    let flags = agent.get(work.regexp, agent.names.flags)?;
    let flags = agent.to_string(flags)?;
    agent.keep(flags.value());
    let arguments = [work.regexp.value(), flags.value()];
    let matcher = agent.construct(constructor, &arguments, constructor)?;
    agent.keep_object(matcher);
    let last_index = agent.get(work.regexp, agent.names.last_index)?;
    let last_index = agent.to_length(last_index)?;
    set_last_index(agent, matcher, last_index)?;
    let flags = agent.heap.utf8(flags);
    let (global, unicode) = (flags.contains('g'), flags.contains(['u', 'v']));
    Ok(iterator::create(agent, matcher, work.string, global, unicode).value())
}

/// [RegExp.prototype \[ %Symbol.search% \] ( string )](https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.search%)
pub(super) fn search(agent: &mut Agent, call: Call) -> JsResult {
    let work = Work::new(agent, call, "@@search")?;
    let key = agent.names.last_index;
    let previous = agent.get(work.regexp, key)?;
    agent.keep(previous);
    if !agent.heap.same_value(previous, Value::ZERO) {
        set_last_index(agent, work.regexp, 0.0)?;
    }
    let result = regexp_exec(agent, work.regexp, work.string)?;
    if let Some(result) = result {
        agent.keep_object(result);
    }
    let current = agent.get(work.regexp, key)?;
    if !agent.heap.same_value(current, previous) {
        agent.set(work.regexp, key, previous)?;
    }
    match result {
        Some(result) => agent.get(result, agent.names.index),
        None => Ok(Value::int(-1)),
    }
}

/// [RegExp.prototype \[ %Symbol.replace% \] ( string, replaceValue )](https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.replace%)
pub(super) fn replace(agent: &mut Agent, call: Call) -> JsResult {
    let work = Work::new(agent, call, "@@replace")?;
    let replacement = Replacement::new(agent, call.arg(1))?;
    if let Some(flags) = work.known_flags(agent) {
        return match replacement {
            Replacement::Function(function) => replace_by_calls(agent, &work, flags, function),
            _ => replace_directly(agent, &work, flags, replacement),
        };
    }
    let flags = work.flags(agent)?;
    let global = flags.contains('g');
    if global {
        set_last_index(agent, work.regexp, 0.0)?;
    }
    let results = agent.new_array(Vec::new());
    agent.keep_object(results);
    loop {
        let more = agent.scoped(|agent| {
            let Some((result, matched)) = work.next_result(agent)? else {
                return Ok(false);
            };
            agent.heap.push_element(results, result.value());
            if global && agent.heap.string_length(matched) == 0 {
                let unicode = flags.contains(['u', 'v']);
                advance_last_index(agent, work.regexp, work.string, unicode)?;
            }
            Ok(global)
        })?;
        if !more {
            break;
        }
    }
    let mut out = TextBuilder::new();
    let mut next = 0;
    for index in 0..agent.heap.elements(results).len() {
        let Some(result) = agent.heap.elements(results)[index].as_object() else {
            continue;
        };
        agent.scoped(|agent| {
            replace_result(agent, &work, result, replacement, &mut out, &mut next)
        })?;
    }
    finish_replacing(agent, &work, out, next)
}

fn finish_replacing(agent: &mut Agent, work: &Work, out: TextBuilder, next: usize) -> JsResult {
    let mut out = out;
    if next == 0 && out.is_empty() {
        return Ok(work.string.value());
    }
    let length = agent.heap.string_length(work.string);
    if next < length {
        out.push_text(agent.heap.text(work.string).slice(next, length));
    }
    Ok(out.finish(agent)?.value())
}

/// Replaces by what a function gives for each match; all matches are found before it is called.
fn replace_by_calls(agent: &mut Agent, work: &Work, flags: Flags, function: Value) -> JsResult {
    let mut matches = Vec::new();
    if flags.has(Flags::GLOBAL) {
        work.each_match(agent, flags, |_, found| {
            matches.push(found.clone());
            Ok(())
        })?;
    } else {
        matches.extend(next_match(agent, work.regexp, work.string)?);
    }
    let callback = Callback::of(agent, function);
    let (mut out, mut next) = (TextBuilder::new(), 0);
    for found in &matches {
        let text = agent.scoped(|agent| {
            let mut arguments = captures(agent, work.string, found);
            let named = named_captures(agent, found, &arguments);
            arguments.extend([Value::from_usize(found.start()), work.string.value()]);
            if !named.is_undefined() {
                arguments.push(named);
            }
            let text = match arguments[..] {
                [matched, start, string] => {
                    callback.call(agent, Value::UNDEFINED, [matched, start, string])?
                }
                _ => agent.call(function, Value::UNDEFINED, &arguments)?,
            };
            agent.to_string(text)
        })?;
        out.push_text(agent.heap.text(work.string).slice(next, found.start()));
        out.push(agent, text);
        next = found.end();
        out.check(agent)?;
    }
    finish_replacing(agent, work, out, next)
}

/// Replaces without a script's code in between.
fn replace_directly(
    agent: &mut Agent,
    work: &Work,
    flags: Flags,
    replacement: Replacement,
) -> JsResult {
    let mut out = TextBuilder::new();
    let mut next = 0;
    let mut any = false;
    let mut take = |agent: &mut Agent, found: &Match| {
        any = true;
        let string = work.string;
        out.push_text(agent.heap.text(string).slice(next, found.start()));
        next = found.end();
        match replacement {
            Replacement::Text(text) => out.push(agent, text),
            Replacement::Template(template) => {
                let values = captures(agent, string, found);
                let named = named_captures(agent, found, &values);
                let matched = values[0].as_string().unwrap_or(string);
                let place = (string, found.start(), matched);
                get_substitution(agent, &mut out, place, &values[1..], named, template)?;
            }
            Replacement::Function(_) => {}
        }
        out.check(agent)
    };
    if flags.has(Flags::GLOBAL) {
        work.each_match(agent, flags, &mut take)?;
    } else if let Some(found) = next_match(agent, work.regexp, work.string)? {
        take(agent, &found)?;
    }
    if !any {
        return Ok(work.string.value());
    }
    let length = agent.heap.string_length(work.string);
    out.push_text(agent.heap.text(work.string).slice(next, length));
    Ok(out.finish(agent)?.value())
}

/// Replaces one result of the general way.
fn replace_result(
    agent: &mut Agent,
    work: &Work,
    result: Object,
    replacement: Replacement,
    out: &mut TextBuilder,
    next: &mut usize,
) -> JsResult<()> {
    let string = work.string;
    let count = agent.length_of_array_like(result)?;
    let matched = element(agent, result, 0)?;
    let matched = agent.to_string(matched)?;
    agent.keep(matched.value());
    let length = agent.heap.string_length(string);
    let position = agent.get(result, agent.names.index)?;
    let position = agent.to_integer_or_infinity(position)?;
    let position = position.clamp(0.0, length as f64) as usize;
    // The arguments of a function: what matched, the captures, and so on.
    let list = agent.new_array_from(&[matched.value()]);
    agent.keep_object(list);
    let mut index = 1.0;
    while index < count {
        agent.poll()?;
        let key = agent.heap.key_from_number(index);
        let mut value = agent.get(result, key)?;
        if !value.is_undefined() {
            value = agent.to_string(value)?.value();
        }
        agent.heap.push_element(list, value);
        index += 1.0;
    }
    let named = agent.get(result, agent.names.groups)?;
    agent.keep(named);
    let mut text = TextBuilder::new();
    match replacement {
        Replacement::Function(function) => {
            let mut arguments = agent.heap.elements(list).to_vec();
            arguments.extend([Value::from_usize(position), string.value()]);
            if !named.is_undefined() {
                arguments.push(named);
            }
            let value = agent.call(function, Value::UNDEFINED, &arguments)?;
            let value = agent.to_string(value)?;
            text.push(agent, value);
        }
        Replacement::Text(template) | Replacement::Template(template) => {
            let named = match named {
                Value::UNDEFINED => named,
                named => agent.to_object(named)?.value(),
            };
            agent.keep(named);
            let captures = agent.heap.elements(list)[1..].to_vec();
            let place = (string, position, matched);
            get_substitution(agent, &mut text, place, &captures, named, template)?;
        }
    }
    if position >= *next {
        out.push_text(agent.heap.text(string).slice(*next, position));
        out.push_text(text.text());
        let end = position + agent.heap.string_length(matched);
        *next = end.min(length);
        out.check(agent)?;
    }
    Ok(())
}

/// [RegExp.prototype \[ %Symbol.split% \] ( string, limit )](https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.split%)
pub(super) fn split(agent: &mut Agent, call: Call) -> JsResult {
    let work = Work::new(agent, call, "@@split")?;
    let limit = call.arg(1);
    if let Some(flags) = work.known_flags(agent)
        && !flags.has(Flags::STICKY)
        && agent.is_original(Original::RegExpConstructor)
        && agent.is_original(Original::RegExpSpecies)
        && (limit.is_undefined() || limit.is_number())
    {
        let limit = match limit {
            Value::UNDEFINED => u32::MAX,
            limit => agent.to_uint32(limit)?,
        };
        return split_directly(agent, &work, limit as usize);
    }
    split_generally(agent, &work, limit)
}

fn split_directly(agent: &mut Agent, work: &Work, limit: usize) -> JsResult {
    let string = work.string;
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    let data = agent.heap.host::<RegExpData>(work.regexp);
    let Some(matcher) = data.map(|data| data.matcher.clone()) else {
        return Ok(list.value());
    };
    if limit == 0 {
        return Ok(list.value());
    }
    let size = agent.heap.string_length(string);
    let (mut end, mut groups, mut is_full) = (0, None, false);
    each_match(agent, &matcher, string, |agent, found| {
        if size > 0 && found.start() >= size {
            // A match at the very end splits nothing.
            return Ok(false);
        }
        let range = found.range();
        groups = Some(found.groups);
        if size == 0 {
            is_full = true;
            return Ok(false);
        }
        if range.end == end {
            // Nor does an empty one where a part begins.
            return Ok(true);
        }
        let part = Some(end..range.start);
        end = range.end;
        let captures = groups.iter().flatten().skip(1);
        for range in [&part].into_iter().chain(captures) {
            let value = capture(agent, string, range.as_ref());
            agent.heap.push_element(list, value);
            is_full = agent.heap.elements(list).len() == limit;
            if is_full {
                return Ok(false);
            }
        }
        Ok(true)
    })?;
    if let Some(groups) = groups {
        RegExpState::of_mut(agent).last = Some((string, groups));
    }
    if !is_full {
        let part = agent.heap.substring(string, end, size);
        agent.heap.push_element(list, part.value());
    }
    Ok(list.value())
}

fn split_generally(agent: &mut Agent, work: &Work, limit: Value) -> JsResult {
    let string = work.string;
    let constructor = agent.species_constructor(work.regexp, Intrinsic::RegExp)?;
    agent.keep_object(constructor);
    let mut flags = work.flags(agent)?;
    let unicode = flags.contains(['u', 'v']);
    if !flags.contains('y') {
        flags.push('y');
    }
    let flags = agent.heap.new_string(&flags).value();
    let arguments = [work.regexp.value(), flags];
    let splitter = agent.construct(constructor, &arguments, constructor)?;
    agent.keep_object(splitter);
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    let limit = match limit {
        Value::UNDEFINED => u32::MAX,
        limit => agent.to_uint32(limit)?,
    } as usize;
    if limit == 0 {
        return Ok(list.value());
    }
    let size = agent.heap.string_length(string);
    if size == 0 {
        if regexp_exec(agent, splitter, string)?.is_none() {
            agent.heap.push_element(list, string.value());
        }
        return Ok(list.value());
    }
    let (mut last, mut from) = (0, 0);
    while from < size {
        agent.poll()?;
        set_last_index(agent, splitter, from as f64)?;
        let result = regexp_exec(agent, splitter, string)?;
        let end = match result {
            Some(result) => agent.scoped(|agent| {
                agent.keep_object(result);
                let end = agent.get(splitter, agent.names.last_index)?;
                Ok(agent.to_length(end)?.min(size as f64) as usize)
            })?,
            None => last,
        };
        let Some(result) = result.filter(|_| end != last) else {
            from = advance_string_index(agent, string, from as f64, unicode) as usize;
            continue;
        };
        let part = agent.heap.substring(string, last, from);
        agent.heap.push_element(list, part.value());
        if agent.heap.elements(list).len() == limit {
            return Ok(list.value());
        }
        last = end;
        let full = agent.scoped(|agent| push_captures(agent, result, list, limit))?;
        if full {
            return Ok(list.value());
        }
        from = last;
    }
    let part = agent.heap.substring(string, last, size);
    agent.heap.push_element(list, part.value());
    Ok(list.value())
}

/// Adds a result's captures; whether that made the list as long as it may be.
fn push_captures(agent: &mut Agent, result: Object, list: Object, limit: usize) -> JsResult<bool> {
    agent.keep_object(result);
    let count = agent.length_of_array_like(result)?;
    let mut index = 1.0;
    while index < count {
        let key: PropertyKey = agent.heap.key_from_number(index);
        let value = agent.get(result, key)?;
        agent.heap.push_element(list, value);
        if agent.heap.elements(list).len() == limit {
            return Ok(true);
        }
        index += 1.0;
    }
    Ok(false)
}
