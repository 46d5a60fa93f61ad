//! How `console.log` shows Buffers: `<Buffer 61 62>`.

use super::bytes::Bytes;
use super::state::BufferState;
use crate::engine::{Agent, Call, JsResult, Object, OwnProperty, PropertyFlags, Value};
use crate::host::inspect::{self, Compact, Options};

/// The text before the properties of an object without a prototype, and behind them.
const OPEN: &str = "[Object: null prototype] { ";
const CLOSE: &str = " }";

/// `buf[util.inspect.custom](depth, options)`, also `buf.inspect`.
pub(super) fn inspect(agent: &mut Agent, call: Call) -> JsResult {
    let most = BufferState::of(agent).inspect_max_bytes;
    let Some(bytes) = Bytes::of_view(&agent.heap, call.this()) else {
        let text = "argument must be a buffer";
        return Err(super::check::invalid_type(agent, text));
    };
    let shown = most.min(bytes.length as f64) as usize;
    agent.poll_work(shown / 16)?;
    let mut text = String::new();
    for (place, byte) in bytes.part(0..shown).read(&agent.heap).iter().enumerate() {
        let space = if place > 0 { " " } else { "" };
        text.push_str(&format!("{space}{byte:02x}"));
    }
    let rest = bytes.length as f64 - most;
    if rest > 0.0 {
        let ending = if rest > 1.0 { "s" } else { "" };
        text.push_str(&format!(" ... {rest} more byte{ending}"));
    }
    if let (Some(context), Some(this)) = (call.arg(1).as_object(), call.this().as_object())
        && let Some(properties) = properties(agent, this, context)?
    {
        if bytes.length > 0 {
            text.push_str(", ");
        }
        text.push_str(&properties);
    }
    let name = class_name(agent, call.this())?;
    let text = format!("<{name} {text}>");
    Ok(agent.heap.new_string_owned(text).value())
}

/// `this.constructor.name`, or what stands for it.
fn class_name(agent: &mut Agent, this: Value) -> JsResult<String> {
    let constructor = agent.get_v(this, agent.names.constructor)?;
    if constructor.is_nullish() {
        return Ok(String::from("Buffer"));
    }
    agent.keep(constructor);
    let name = agent.get_v(constructor, agent.names.name)?;
    match name.is_nullish() {
        true => Ok(String::from("Buffer")),
        false => agent.to_rust_string(name),
    }
}

/// What is shown of a Buffer's own properties, if it has any beside its bytes.
fn properties(agent: &mut Agent, buffer: Object, context: Object) -> JsResult<Option<String>> {
    let mut options = Options::default();
    options.update(agent, context)?;
    let shown = agent.heap.ordinary_object_create(Value::NULL);
    agent.keep_object(shown);
    let mut is_any = false;
    // Not the bytes, which are its own properties too.
    for (key, ..) in agent.heap.properties(buffer) {
        agent.poll()?;
        let is_shown = match agent.get_own_property(buffer, key)? {
            Some(OwnProperty::Data { flags, .. } | OwnProperty::Accessor { flags, .. }) => {
                options.show_hidden || flags.has(PropertyFlags::ENUMERABLE)
            }
            None => false,
        };
        if is_shown {
            let value = agent.get(buffer, key)?;
            agent.keep(value);
            agent.create_data_property(shown, key, value)?;
            is_any = true;
        }
    }
    if !is_any {
        return Ok(None);
    }
    options.break_length = f64::INFINITY;
    options.compact = Compact::Always;
    let text = inspect::inspect(agent, shown.value(), &options)?;
    let inner = text
        .strip_prefix(OPEN)
        .and_then(|text| text.strip_suffix(CLOSE));
    Ok(Some(inner.unwrap_or(&text).to_string()))
}
