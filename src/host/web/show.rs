//! How Node's classes show themselves when they are inspected: their name, then chosen fields.

use crate::engine::{Agent, Call, JsResult, Object, Value};
use crate::host::inspect::{self, Options};

/// What is shown in place of an object that is too deep.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deep {
    /// Its name.
    Name,
    /// Itself, without custom inspection: Node's has no properties.
    Itself,
    /// Its name in brackets: Node's has properties with symbols as names.
    Bracketed,
}

/// What a method `[nodejs.util.inspect.custom](depth, options)` gives: `Name { ...fields }`, one level
/// deeper. The values are kept.
pub(super) fn fields(
    agent: &mut Agent,
    call: Call,
    deep: Deep,
    fields: &[(&'static str, Value)],
) -> JsResult {
    fields.iter().for_each(|(_, value)| agent.keep(*value));
    if call.arg(0).as_number().is_some_and(|depth| depth < 0.0) {
        return match deep {
            Deep::Itself => Ok(call.this()),
            Deep::Name => {
                let name = class_name(agent, call.this())?;
                Ok(agent.heap.new_string(&name).value())
            }
            Deep::Bracketed => {
                let name = class_name(agent, call.this())?;
                Ok(agent.heap.new_string(&format!("[{name}]")).value())
            }
        };
    }
    let object = agent.new_plain_object(fields.len());
    agent.keep_object(object);
    for (name, value) in fields {
        let key = agent.static_key(name);
        agent.create_data_property(object, key, *value)?;
    }
    let text = object_text(agent, call, object)?;
    Ok(agent.heap.new_string(&text).value())
}

/// The name of the receiver's class, and another object in place of it.
pub(super) fn object_text(agent: &mut Agent, call: Call, object: Object) -> JsResult<String> {
    let name = class_name(agent, call.this())?;
    let mut options = Options::default();
    if let Some(given) = call.arg(1).as_object() {
        options.update(agent, given)?;
    }
    options.depth = options.depth.map(|depth| depth - 1.0);
    let text = inspect::inspect(agent, object.value(), &options)?;
    Ok(format!("{name} {text}"))
}

fn class_name(agent: &mut Agent, this: Value) -> JsResult<String> {
    let constructor = agent.get_v(this, agent.names.constructor)?;
    agent.keep(constructor);
    let name = agent.get_v(constructor, agent.names.name)?;
    agent.to_rust_string(name)
}
