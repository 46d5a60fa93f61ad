//! [Streams that are transferred](https://streams.spec.whatwg.org/#transferrable-streams): what Rust knows
//! of the streams, which are texts in JavaScript.
//!
//! A stream is an object with a property that only these texts have the symbol of, and whose value is
//! its class. What is to be done the text `internal/webstreams/transfer` does.

use super::structured_clone::Movable;
use crate::engine::{
    Agent, HostData, JsResult, Object, OwnProperty, PropertyKey, Symbol, Tracer, Value,
};

/// The classes that can be transferred.
const CLASSES: &[&str] = &["ReadableStream", "WritableStream", "TransformStream"];

/// What the texts have told: the symbol, and a function that gives the exports of the text above.
struct Told {
    symbol: Symbol,
    load: Value,
}

impl HostData for Told {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.symbol.value(), self.load]);
    }
}

/// Remembers how streams are known and transferred.
pub(in crate::host) fn tell(agent: &mut Agent, symbol: Value, load: Value) {
    if let Some(symbol) = symbol.as_symbol() {
        agent.set_slot(Told { symbol, load });
    }
}

fn class_of(agent: &mut Agent, object: Object) -> Option<&'static str> {
    let key = PropertyKey::symbol(agent.slot::<Told>()?.symbol);
    let Ok(Some(OwnProperty::Data { value, .. })) = agent.get_own_property(object, key) else {
        return None;
    };
    let class = agent.heap.utf8(value.as_string()?);
    CLASSES.iter().find(|known| **known == class).copied()
}

/// Whether an object, which is no proxy, is a stream that can be transferred.
pub(super) fn is_stream(agent: &mut Agent, object: Object) -> bool {
    class_of(agent, object).is_some()
}

/// Calls a function of the text.
fn call(agent: &mut Agent, name: &str, arguments: &[Value]) -> JsResult {
    let load = agent
        .slot::<Told>()
        .map_or(Value::UNDEFINED, |told| told.load);
    let exports = agent.call(load, Value::UNDEFINED, &[])?;
    agent.keep(exports);
    let key = agent.static_key(name);
    let function = agent.get_v(exports, key)?;
    let result = agent.call(function, Value::UNDEFINED, arguments)?;
    agent.keep(result);
    Ok(result)
}

/// How streams are transferred.
pub(super) struct Streams;

impl Movable for Streams {
    fn name(&self, agent: &mut Agent, stream: Object) -> String {
        String::from(class_of(agent, stream).unwrap_or_default())
    }

    fn refusal(&self, _: &mut Agent, _: Object, _: Option<Object>) -> Option<&'static str> {
        None
    }

    fn parts(&self, agent: &mut Agent, stream: Object) -> JsResult<Vec<Object>> {
        let parts = call(agent, "parts", &[stream.value()])?.as_object();
        let parts = parts.map_or(&[][..], |parts| agent.heap.elements(parts));
        Ok(parts.iter().filter_map(|part| part.as_object()).collect())
    }

    fn place(&self, agent: &mut Agent, stream: Object) -> JsResult<Object> {
        match call(agent, "place", &[stream.value()])?.as_object() {
            Some(place) => Ok(place),
            None => unreachable!("the text gives an object"),
        }
    }

    fn take(&self, agent: &mut Agent, stream: Object, _: Object) -> JsResult {
        call(agent, "take", &[stream.value()])
    }

    fn arrive(&self, agent: &mut Agent, place: Object, taken: Value) -> JsResult<()> {
        call(agent, "arrive", &[place.value(), taken])?;
        Ok(())
    }
}
