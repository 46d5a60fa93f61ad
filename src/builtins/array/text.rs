//! Methods that make text of an array.

use super::elements::{dense_at, element};
use super::receiver::array_like;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Object, Str, TextBuilder, Value, messages};
use crate::heap::{HostData, Tracer};
use crate::numeric::to_text::DecimalBuffer;
use rustc_hash::FxHashSet;

/// The arrays that are being joined, to be found again inside themselves.
#[derive(Default)]
struct Joining(FxHashSet<Object>);

impl HostData for Joining {
    fn trace(&self, _: &mut Tracer<'_>) {
        // Each is the receiver of a call that runs.
    }
}

/// Runs `body` unless the object is being joined already: then there is no text, as in V8.
fn without_cycles(
    agent: &mut Agent,
    object: Object,
    body: impl FnOnce(&mut Agent) -> JsResult,
) -> JsResult {
    if agent.slot::<Joining>().is_none() {
        agent.set_slot(Joining::default());
    }
    let Some(joining) = agent.slot_mut::<Joining>() else {
        return body(agent);
    };
    if !joining.0.insert(object) {
        return Ok(agent.heap.empty_string().value());
    }
    let result = body(agent);
    if let Some(joining) = agent.slot_mut::<Joining>() {
        joining.0.remove(&object);
    }
    result
}

/// [Array.prototype.join ( separator )](https://tc39.es/ecma262/#sec-array.prototype.join)
pub(super) fn join(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    join_with(agent, object, length, call.arg(0))
}

/// The rest of `join`, which typed arrays share.
pub(in crate::builtins) fn join_with(
    agent: &mut Agent,
    object: Object,
    length: u64,
    separator: Value,
) -> JsResult {
    let separator = if separator.is_undefined() {
        agent.heap.single_unit(b',')
    } else {
        agent.to_string(separator)?
    };
    agent.keep(separator.value());
    if length == 0 {
        return Ok(agent.heap.empty_string().value());
    }
    without_cycles(agent, object, |agent| {
        join_elements(agent, object, length, separator, Agent::to_string)
    })
}

fn join_elements(
    agent: &mut Agent,
    object: Object,
    length: u64,
    separator: Str,
    text_of: impl Fn(&mut Agent, Value) -> JsResult<Str>,
) -> JsResult {
    let separator = agent.heap.units(separator);
    if length == 1 {
        let only = element(agent, object, 0)?;
        if only.is_nullish() {
            return Ok(agent.heap.empty_string().value());
        }
        return Ok(text_of(agent, only)?.value());
    }
    let mut text = TextBuilder::new();
    for k in 0..length {
        if k > 0 {
            separator.iter().for_each(|unit| text.push_unit(*unit));
        }
        agent.poll()?;
        let value = match dense_at(agent, object, k) {
            Some(value) => value,
            None => element(agent, object, k)?,
        };
        if let Some(string) = value.as_string() {
            text.push(agent, string);
        } else if let Some(int) = value.as_int() {
            let mut buffer = DecimalBuffer::new();
            text.push_str(buffer.format_integer(int as i64));
        } else if !value.is_nullish() {
            let string = text_of(agent, value)?;
            text.push(agent, string);
        }
        if k % 64 == 0 || text.has_grown() {
            text.check(agent)?;
        }
    }
    Ok(text.finish(agent)?.value())
}

/// [Array.prototype.toString ( )](https://tc39.es/ecma262/#sec-array.prototype.tostring)
pub(super) fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    let join = agent.get(object, agent.names.join)?;
    if agent.heap.is_callable(join) {
        return agent.call(join, object.value(), &[]);
    }
    let method = agent.intrinsic(Intrinsic::ObjectToString);
    agent.call(method.value(), object.value(), &[])
}

/// [Array.prototype.toLocaleString ( \[ locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-array.prototype.tolocalestring)
pub(super) fn to_locale_string(agent: &mut Agent, call: Call) -> JsResult {
    let (object, length) = array_like(agent, call)?;
    join_locale_texts(agent, call, object, length)
}

/// The rest of `toLocaleString`, which typed arrays share.
pub(in crate::builtins) fn join_locale_texts(
    agent: &mut Agent,
    call: Call,
    object: Object,
    length: u64,
) -> JsResult {
    if length == 0 {
        return Ok(agent.heap.empty_string().value());
    }
    without_cycles(agent, object, |agent| {
        let mut text = TextBuilder::new();
        for k in 0..length {
            if k > 0 {
                text.push_unit(b',' as u16);
            }
            agent.poll()?;
            let value = element(agent, object, k)?;
            if !value.is_nullish() {
                let part = agent.scoped(|agent| {
                    agent.keep(value);
                    locale_text(agent, call, value)
                })?;
                text.push(agent, part);
            }
        }
        Ok(text.finish(agent)?.value())
    })
}

fn locale_text(agent: &mut Agent, call: Call, value: Value) -> JsResult<Str> {
    let key = agent.names.to_locale_string;
    let method = agent.get_v(value, key)?;
    if !agent.heap.is_callable(method) {
        let what = agent.call_site_for_message(method);
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    let result = agent.call(method, value, &[call.arg(0), call.arg(1)])?;
    agent.to_string(result)
}
