//! [RegExp string iterator objects](https://tc39.es/ecma262/#sec-regexp-string-iterator-objects).

use super::exec::{advance_last_index, element, regexp_exec};
use crate::builtins::iterator_prototype::iterator_prototype;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Kind, Method, Object, Str, Value, messages};
use crate::heap::{HostData, Tracer};

const METHODS: &[Method] = &[Method::new("next", 0, next)];

/// The internal slots of a RegExp string iterator.
#[derive(Clone, Copy)]
struct RegExpStringIteratorData {
    regexp: Object,
    string: Str,
    global: bool,
    unicode: bool,
    done: bool,
}

impl HostData for RegExpStringIteratorData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.regexp);
        tracer.mark(self.string.value());
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("RegExpStringIterator")
    }
}

/// Makes `%RegExpStringIteratorPrototype%`.
pub(super) fn install(agent: &mut Agent) {
    let prototype = iterator_prototype(agent, "RegExp String Iterator", METHODS);
    agent
        .realm
        .set_intrinsic(Intrinsic::RegExpStringIteratorPrototype, prototype);
}

/// [CreateRegExpStringIterator ( R, S, global, fullUnicode )](https://tc39.es/ecma262/#sec-createregexpstringiterator)
pub(super) fn create(
    agent: &mut Agent,
    regexp: Object,
    string: Str,
    global: bool,
    unicode: bool,
) -> Object {
    let shape = agent.root_shape(Intrinsic::RegExpStringIteratorPrototype, Kind::Host);
    let data = RegExpStringIteratorData {
        regexp,
        string,
        global,
        unicode,
        done: false,
    };
    agent.heap.new_host(Kind::Host, shape, Box::new(data))
}

/// [%RegExpStringIteratorPrototype%.next ( )](https://tc39.es/ecma262/#sec-%regexpstringiteratorprototype%.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = call.this().as_object();
    let state = iterator.and_then(|iterator| agent.heap.host::<RegExpStringIteratorData>(iterator));
    let (Some(iterator), Some(&state)) = (iterator, state) else {
        let receiver = agent.value_for_message(call.this());
        let method = "%RegExpStringIterator%.prototype.next";
        return Err(agent.type_error(messages::incompatible_receiver(method, &receiver)));
    };
    if state.done {
        let result = agent.create_iter_result_object(Value::UNDEFINED, true);
        return Ok(result.value());
    }
    let found = match regexp_exec(agent, state.regexp, state.string) {
        Ok(found) => found,
        Err(throw) => {
            finish(agent, iterator);
            return Err(throw);
        }
    };
    let Some(found) = found else {
        finish(agent, iterator);
        let result = agent.create_iter_result_object(Value::UNDEFINED, true);
        return Ok(result.value());
    };
    agent.keep_object(found);
    if !state.global {
        finish(agent, iterator);
    } else if let Err(throw) = step_over_empty(agent, &state, found) {
        finish(agent, iterator);
        return Err(throw);
    }
    let result = agent.create_iter_result_object(found.value(), false);
    Ok(result.value())
}

fn step_over_empty(
    agent: &mut Agent,
    state: &RegExpStringIteratorData,
    found: Object,
) -> JsResult<()> {
    let matched = element(agent, found, 0)?;
    let matched = agent.to_string(matched)?;
    if agent.heap.string_length(matched) == 0 {
        advance_last_index(agent, state.regexp, state.string, state.unicode)?;
    }
    Ok(())
}

fn finish(agent: &mut Agent, iterator: Object) {
    if let Some(state) = agent.heap.host_mut::<RegExpStringIteratorData>(iterator) {
        state.done = true;
    }
}
