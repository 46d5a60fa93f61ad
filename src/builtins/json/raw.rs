//! [JSON.rawJSON](https://tc39.es/ecma262/#sec-json.rawjson): texts that are written as they are.

use super::parse;
use crate::engine::{Agent, Call, JsResult, Kind, Object, PropertyFlags, Str, Text, Value};
use crate::heap::{HostData, Tracer};

/// The internal slot of what `JSON.rawJSON` makes.
pub(super) struct RawJson(pub(super) Str);

impl HostData for RawJson {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.0.value());
    }
}

/// The text of an object that `JSON.rawJSON` made.
pub(super) fn raw_json_text(agent: &Agent, object: Object) -> Option<Str> {
    agent.heap.host::<RawJson>(object).map(|raw| raw.0)
}

/// [JSON.rawJSON ( text )](https://tc39.es/proposal-json-parse-with-source/#sec-json.rawjson)
pub(super) fn raw_json(agent: &mut Agent, call: Call) -> JsResult {
    let string = agent.to_string(call.arg(0))?;
    let text = agent.heap.text(string);
    if text.is_empty() {
        return Err(agent.syntax_error(parse::INVALID_RAW));
    }
    let is_space = |unit: u16| matches!(unit, 0x9 | 0xA | 0xD | 0x20);
    let (first, last) = (text.at(0), text.at(text.len() - 1));
    let open = |unit: u16| unit == b'{' as u16 || unit == b'[' as u16;
    if is_space(first) || open(first) {
        return Err(parse::unexpected_token(agent, string, 0));
    }
    if is_space(last) {
        let at = text.len() - 1;
        return Err(parse::unexpected_token(agent, string, at));
    }
    parse::check_raw(agent, string)?;
    let shape = agent.heap.root_shape(Value::NULL, Kind::Host);
    let object = agent
        .heap
        .new_host(Kind::Host, shape, Box::new(RawJson(string)));
    let key = agent.heap.property_key_of_text(Text::Latin1(b"rawJSON"));
    agent
        .heap
        .add_property(object, key, PropertyFlags::ENUMERABLE, string.value());
    agent.heap.prevent_extensions(object);
    Ok(object.value())
}

/// [JSON.isRawJSON ( O )](https://tc39.es/proposal-json-parse-with-source/#sec-json.israwjson)
pub(super) fn is_raw_json(agent: &mut Agent, call: Call) -> JsResult {
    let raw = call
        .arg(0)
        .as_object()
        .and_then(|object| raw_json_text(agent, object));
    Ok(Value::bool(raw.is_some()))
}
