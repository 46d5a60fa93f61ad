//! The internal slots of regular expressions, what all those of an agent share, and receivers that
//! have to be one.

use crate::engine::{Agent, Call, JsResult, Object, PropertyKey, Str, Throw, Value, messages};
use crate::heap::{HostData, ShapeId, Tracer};
use crate::regexp::flags::Flags;
use crate::regexp::machine::Machine;
use crate::regexp::matcher::{Matcher, Range};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// How many compiled patterns are found by the string that was compiled.
pub(super) const RECENT: usize = 32;

/// The internal slots of a regular expression.
pub(super) struct RegExpData {
    pub(super) source: Str,
    pub(super) matcher: Rc<Matcher>,
}

impl HostData for RegExpData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.source.value());
    }

    fn builtin_tag(&self) -> Option<&'static str> {
        Some("RegExp")
    }
}

/// What all regular expressions of an agent share.
pub(super) struct RegExpState {
    /// The layout of those that are unmodified.
    pub(super) shape: ShapeId,
    /// Compiled patterns, by their code units and flags.
    pub(super) compiled: FxHashMap<(Vec<u16>, Flags), Rc<Matcher>>,
    /// Some of them by the string that was compiled.
    pub(super) recent: [Option<(Str, Rc<Matcher>)>; RECENT],
    /// The machine that matches, whose memory is used again and again.
    pub(super) machine: Machine,
    /// What matched last, for `RegExp.$1` and the like.
    pub(super) last: Option<(Str, Vec<Option<Range>>)>,
    /// What was assigned to `RegExp.input`.
    pub(super) input: Option<Str>,
}

impl HostData for RegExpState {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_shape(self.shape);
        for (string, _) in self.recent.iter().flatten() {
            tracer.mark(string.value());
        }
        let last = self.last.as_ref().map(|last| last.0);
        for string in [last, self.input].into_iter().flatten() {
            tracer.mark(string.value());
        }
    }
}

impl RegExpState {
    pub(super) fn of(agent: &Agent) -> &RegExpState {
        match agent.realm_slot() {
            Some(state) => state,
            None => unreachable!("set when RegExp was made"),
        }
    }

    pub(super) fn of_mut(agent: &mut Agent) -> &mut RegExpState {
        match agent.realm_slot_mut() {
            Some(state) => state,
            None => unreachable!("set when RegExp was made"),
        }
    }
}

/// Throws unless a value is a regular expression.
pub(super) fn require_regexp(agent: &mut Agent, value: Value, method: &str) -> JsResult<Object> {
    match value.as_object() {
        Some(object) if is_regexp_object(agent, object) => Ok(object),
        _ => Err(incompatible(agent, value, method)),
    }
}

#[cold]
fn incompatible(agent: &mut Agent, value: Value, method: &str) -> Throw {
    let receiver = agent.value_for_message(value);
    let method = format!("RegExp.prototype.{method}");
    agent.type_error(messages::incompatible_receiver(&method, &receiver))
}

/// `this`, which must be an object.
pub(super) fn this_object(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) => Ok(object),
        None => Err(incompatible(agent, call.this(), method)),
    }
}

/// Whether an object has `[[RegExpMatcher]]`.
pub fn is_regexp_object(agent: &Agent, object: Object) -> bool {
    agent.heap.host::<RegExpData>(object).is_some()
}

/// [IsRegExp ( argument )](https://tc39.es/ecma262/#sec-isregexp)
pub(in crate::builtins) fn is_reg_exp(agent: &mut Agent, value: Value) -> JsResult<bool> {
    let Some(object) = value.as_object() else {
        return Ok(false);
    };
    let matcher = agent.get(object, PropertyKey::symbol(agent.symbols.match_))?;
    if !matcher.is_undefined() {
        return Ok(agent.heap.to_boolean(matcher));
    }
    Ok(is_regexp_object(agent, object))
}

#[cold]
pub(super) fn not_a_regexp(agent: &mut Agent, name: &str) -> Throw {
    agent.type_error(format!(
        "RegExp.prototype.{name} getter called on non-RegExp object"
    ))
}
