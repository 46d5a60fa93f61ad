//! Running a regular expression: [abstract operations for
//! RegExp.prototype.exec](https://tc39.es/ecma262/#sec-abstract-operations-for-regexp-prototype-exec).

use super::matching::find;
use super::state::{RegExpData, RegExpState, require_regexp};
use crate::engine::{
    Agent, JsResult, Object, Original, PropertyFlags, PropertyKey, Str, Text, Value,
};
use crate::regexp::flags::Flags;
use crate::regexp::matcher::{Match, Range};
use crate::regexp::tree::GroupName;

/// [RegExpExec ( R, S )](https://tc39.es/ecma262/#sec-regexpexec): an object, or `None` for `null`.
pub(super) fn regexp_exec(
    agent: &mut Agent,
    regexp: Object,
    string: Str,
) -> JsResult<Option<Object>> {
    if is_simple(agent, regexp) {
        return builtin_exec(agent, regexp, string);
    }
    let exec = agent.get(regexp, agent.names.exec)?;
    if agent.heap.is_callable(exec) {
        let result = agent.call(exec, regexp.value(), &[string.value()])?;
        if result.is_null() {
            return Ok(None);
        }
        return match result.as_object() {
            Some(result) => Ok(Some(result)),
            None => {
                let text = "RegExp exec method returned something other than an Object or null";
                Err(agent.type_error(text))
            }
        };
    }
    require_regexp(agent, regexp.value(), "exec")?;
    builtin_exec(agent, regexp, string)
}

/// Whether a regular expression and `exec` are unmodified: running it runs no script, unless its
/// `lastIndex` is an object.
pub(super) fn is_simple(agent: &mut Agent, regexp: Object) -> bool {
    let shape = RegExpState::of(agent).shape;
    agent.heap.shape(regexp) == shape && agent.is_original(Original::RegExpExec)
}

/// As [`is_simple`], and the getters of its flags are unmodified too.
pub(super) fn is_pristine(agent: &mut Agent, regexp: Object) -> bool {
    const GETTERS: [Original; 9] = [
        Original::RegExpFlags,
        Original::RegExpHasIndices,
        Original::RegExpGlobal,
        Original::RegExpIgnoreCase,
        Original::RegExpMultiline,
        Original::RegExpDotAll,
        Original::RegExpUnicode,
        Original::RegExpUnicodeSets,
        Original::RegExpSticky,
    ];
    is_simple(agent, regexp) && GETTERS.iter().all(|&getter| agent.is_original(getter))
}

/// Reads `lastIndex`.
fn last_index(agent: &mut Agent, regexp: Object) -> JsResult<f64> {
    let value = agent.get(regexp, agent.names.last_index)?;
    agent.to_length(value)
}

/// Writes `lastIndex`.
pub(super) fn set_last_index(agent: &mut Agent, regexp: Object, index: f64) -> JsResult<()> {
    agent.set(regexp, agent.names.last_index, Value::number(index))
}

/// The first part of [RegExpBuiltinExec ( R, S )](https://tc39.es/ecma262/#sec-regexpbuiltinexec):
/// finds the next match and moves `lastIndex`.
pub(super) fn next_match(
    agent: &mut Agent,
    regexp: Object,
    string: Str,
) -> JsResult<Option<Match>> {
    let last = last_index(agent, regexp)?;
    let Some(data) = agent.heap.host::<RegExpData>(regexp) else {
        return Ok(None);
    };
    let matcher = data.matcher.clone();
    let flags = matcher.flags;
    let moves = flags.has(Flags::GLOBAL) || flags.has(Flags::STICKY);
    let from = if moves { last } else { 0.0 };
    let mut found = None;
    if from <= agent.heap.string_length(string) as f64 {
        found = find(agent, &matcher, string, from as usize)?;
    }
    match &found {
        Some(found) => {
            if moves {
                set_last_index(agent, regexp, found.end() as f64)?;
            }
            if !agent.forbids_effects() {
                let groups = found.groups.clone();
                RegExpState::of_mut(agent).last = Some((string, groups));
            }
        }
        None if moves => set_last_index(agent, regexp, 0.0)?,
        None => {}
    }
    Ok(found)
}

/// [RegExpBuiltinExec ( R, S )](https://tc39.es/ecma262/#sec-regexpbuiltinexec)
pub(super) fn builtin_exec(
    agent: &mut Agent,
    regexp: Object,
    string: Str,
) -> JsResult<Option<Object>> {
    let Some(found) = next_match(agent, regexp, string)? else {
        return Ok(None);
    };
    let indices = agent
        .heap
        .host::<RegExpData>(regexp)
        .is_some_and(|data| data.matcher.flags.has(Flags::HAS_INDICES));
    Ok(Some(match_object(agent, string, &found, indices)))
}

/// The text of a capture, or `undefined`.
pub(super) fn capture(agent: &mut Agent, string: Str, range: Option<&Range>) -> Value {
    match range {
        Some(range) => agent.heap.substring(string, range.start, range.end).value(),
        None => Value::UNDEFINED,
    }
}

/// The captures' texts; the first is all that matched.
pub(super) fn captures(agent: &mut Agent, string: Str, found: &Match) -> Vec<Value> {
    let groups = found.groups.iter();
    groups
        .map(|range| capture(agent, string, range.as_ref()))
        .collect()
}

/// The object that has the named captures; `undefined` where the pattern has no names.
pub(super) fn named_captures(agent: &mut Agent, found: &Match, values: &[Value]) -> Value {
    if found.names.is_empty() {
        return Value::UNDEFINED;
    }
    let groups = agent.heap.ordinary_object_create(Value::NULL);
    for GroupName {
        name,
        groups: numbers,
    } in found.names.iter()
    {
        let key = agent.heap.property_key_of_str(name);
        // At most one of several has matched.
        let mut values = numbers.iter().filter_map(|&number| values.get(number));
        let value = values.find(|value| !value.is_undefined()).copied();
        let value = value.unwrap_or(Value::UNDEFINED);
        agent
            .heap
            .add_property(groups, key, PropertyFlags::DATA, value);
    }
    groups.value()
}

fn match_object(agent: &mut Agent, string: Str, found: &Match, indices: bool) -> Object {
    let values = captures(agent, string, found);
    let groups = named_captures(agent, found, &values);
    let names = agent.names;
    let start = Value::from_usize(found.start());
    let result = agent.new_array(values);
    let flags = PropertyFlags::DATA;
    agent.heap.add_property(result, names.index, flags, start);
    agent
        .heap
        .add_property(result, names.input, flags, string.value());
    agent.heap.add_property(result, names.groups, flags, groups);
    if indices {
        let indices = indices_array(agent, found);
        let key = agent.heap.property_key_of_text(Text::Latin1(b"indices"));
        agent.heap.add_property(result, key, flags, indices.value());
    }
    result
}

/// [MakeMatchIndicesIndexPairArray](https://tc39.es/ecma262/#sec-makematchindicesindexpairarray)
fn indices_array(agent: &mut Agent, found: &Match) -> Object {
    let pair = |agent: &mut Agent, range: &Option<Range>| match range {
        Some(range) => {
            let ends = vec![Value::from_usize(range.start), Value::from_usize(range.end)];
            agent.new_array(ends).value()
        }
        None => Value::UNDEFINED,
    };
    let pairs: Vec<Value> = found
        .groups
        .iter()
        .map(|range| pair(agent, range))
        .collect();
    let groups = named_captures(agent, found, &pairs);
    let array = agent.new_array(pairs);
    let key = agent.names.groups;
    agent
        .heap
        .add_property(array, key, PropertyFlags::DATA, groups);
    array
}

/// [AdvanceStringIndex ( S, index, unicode )](https://tc39.es/ecma262/#sec-advancestringindex)
pub(super) fn advance_string_index(agent: &Agent, string: Str, index: f64, unicode: bool) -> f64 {
    let text = agent.heap.text(string);
    if !unicode || index + 1.0 >= text.len() as f64 {
        return index + 1.0;
    }
    index + text.code_point_at(index as usize).1 as f64
}

/// Moves `lastIndex` on by a character, after an empty match.
pub(super) fn advance_last_index(
    agent: &mut Agent,
    regexp: Object,
    string: Str,
    unicode: bool,
) -> JsResult<()> {
    let index = last_index(agent, regexp)?;
    let next = advance_string_index(agent, string, index, unicode);
    set_last_index(agent, regexp, next)
}

/// An element of a match object.
pub(super) fn element(agent: &mut Agent, result: Object, index: u32) -> JsResult {
    match agent.heap.dense_element(result.value(), index) {
        Some(value) => Ok(value),
        None => agent.get(result, PropertyKey::index(index)),
    }
}
