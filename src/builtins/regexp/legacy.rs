//! [Legacy static properties](https://github.com/tc39/proposal-regexp-legacy-features) of `RegExp`:
//! what matched last.

use super::exec::capture;
use super::state::RegExpState;
use crate::engine::{Accessor, Agent, Call, JsResult, NativeFn, Object, Str, Value};
use crate::regexp::matcher::Range;

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

/// In V8's order.
const PROPERTIES: &[Accessor] = &[
    input("input", |agent, _| part(agent, Part::Input)),
    input("$_", |agent, _| part(agent, Part::Input)),
    shown("lastMatch", |agent, _| part(agent, Part::Match)),
    shown("$&", |agent, _| part(agent, Part::Match)),
    shown("lastParen", |agent, _| part(agent, Part::LastCapture)),
    shown("$+", |agent, _| part(agent, Part::LastCapture)),
    shown("leftContext", |agent, _| part(agent, Part::Before)),
    shown("$`", |agent, _| part(agent, Part::Before)),
    shown("rightContext", |agent, _| part(agent, Part::After)),
    shown("$'", |agent, _| part(agent, Part::After)),
    shown("$1", |agent, _| part(agent, Part::Capture(1))),
    shown("$2", |agent, _| part(agent, Part::Capture(2))),
    shown("$3", |agent, _| part(agent, Part::Capture(3))),
    shown("$4", |agent, _| part(agent, Part::Capture(4))),
    shown("$5", |agent, _| part(agent, Part::Capture(5))),
    shown("$6", |agent, _| part(agent, Part::Capture(6))),
    shown("$7", |agent, _| part(agent, Part::Capture(7))),
    shown("$8", |agent, _| part(agent, Part::Capture(8))),
    shown("$9", |agent, _| part(agent, Part::Capture(9))),
];

/// A property that ignores what is assigned to it.
const fn shown(name: &'static str, get: NativeFn) -> Accessor {
    Accessor {
        name,
        get: Some(get),
        set: Some(ignore),
    }
}

const fn input(name: &'static str, get: NativeFn) -> Accessor {
    Accessor {
        set: Some(set_input),
        ..shown(name, get)
    }
}

/// Defines them on `RegExp`.
pub(super) fn install(agent: &mut Agent, constructor: Object) {
    agent.define_accessors(constructor, PROPERTIES);
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

fn ignore(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::UNDEFINED)
}
