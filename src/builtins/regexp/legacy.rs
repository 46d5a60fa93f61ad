//! [Legacy static properties](https://github.com/tc39/proposal-regexp-legacy-features) of `RegExp`:
//! what matched last.

use super::exec::capture;
use super::matcher::Range;
use super::{RegExpState, Run};
use crate::engine::{
    Agent, Call, JsResult, Native, NativeEntry, Object, PropertyFlags, Str, Value,
};

/// What a property shows.
#[derive(Clone, Copy)]
enum Part {
    Input,
    Match,
    LastCapture,
    Before,
    After,
    Capture(usize),
}

/// In V8's order: names and what they show.
const PROPERTIES: &[(&str, Run)] = &[
    ("input", |agent, _| part(agent, Part::Input)),
    ("$_", |agent, _| part(agent, Part::Input)),
    ("lastMatch", |agent, _| part(agent, Part::Match)),
    ("$&", |agent, _| part(agent, Part::Match)),
    ("lastParen", |agent, _| part(agent, Part::LastCapture)),
    ("$+", |agent, _| part(agent, Part::LastCapture)),
    ("leftContext", |agent, _| part(agent, Part::Before)),
    ("$`", |agent, _| part(agent, Part::Before)),
    ("rightContext", |agent, _| part(agent, Part::After)),
    ("$'", |agent, _| part(agent, Part::After)),
    ("$1", |agent, _| part(agent, Part::Capture(1))),
    ("$2", |agent, _| part(agent, Part::Capture(2))),
    ("$3", |agent, _| part(agent, Part::Capture(3))),
    ("$4", |agent, _| part(agent, Part::Capture(4))),
    ("$5", |agent, _| part(agent, Part::Capture(5))),
    ("$6", |agent, _| part(agent, Part::Capture(6))),
    ("$7", |agent, _| part(agent, Part::Capture(7))),
    ("$8", |agent, _| part(agent, Part::Capture(8))),
    ("$9", |agent, _| part(agent, Part::Capture(9))),
];

/// Defines them on `RegExp`.
pub(super) fn install(agent: &mut Agent, constructor: Object) {
    for &(name, get) in PROPERTIES {
        let key = agent.static_key(name);
        let is_input = matches!(name, "input" | "$_");
        let set: Run = if is_input { set_input } else { ignore };
        let mut half = |run: Run, prefix, length| {
            let native = Native::Function(run);
            let entry = NativeEntry {
                native,
                name: key,
                prefix,
                length,
                constructor: false,
            };
            let id = agent.register_native(entry);
            agent.new_native(id, [Value::UNDEFINED; 2]).value()
        };
        let (get, set) = (half(get, "get ", 0), half(set, "set ", 1));
        let pair = agent.new_accessor(get, set);
        let flags = PropertyFlags::CONFIGURABLE.with(PropertyFlags::ACCESSOR);
        agent.heap.add_property(constructor, key, flags, pair);
    }
}

fn part(agent: &mut Agent, part: Part) -> JsResult {
    let state = RegExpState::of(agent);
    if let (Part::Input, Some(input)) = (part, state.input) {
        return Ok(input.value());
    }
    let Some((string, groups)): Option<&(Str, Vec<Option<Range>>)> = state.last.as_ref() else {
        return Ok(agent.heap.empty_string().value());
    };
    let string = *string;
    let whole = groups.first().cloned().flatten().unwrap_or(0..0);
    let length = agent.heap.string_length(string);
    let range = match part {
        Part::Input => return Ok(string.value()),
        Part::Match => Some(whole),
        Part::LastCapture if groups.len() > 1 => groups.last().cloned().flatten(),
        Part::LastCapture => None,
        Part::Before => Some(0..whole.start),
        Part::After => Some(whole.end..length),
        Part::Capture(index) => groups.get(index).cloned().flatten(),
    };
    Ok(capture(agent, string, Some(&range.unwrap_or(0..0))))
}

fn set_input(agent: &mut Agent, call: Call) -> JsResult {
    let input = agent.to_string(call.arg(0))?;
    RegExpState::of_mut(agent).input = Some(input);
    Ok(Value::UNDEFINED)
}

/// The others can be assigned to, in vain.
fn ignore(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::UNDEFINED)
}
