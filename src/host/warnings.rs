//! [Process warnings](https://nodejs.org/api/process.html#event-warning): made at once, emitted
//! in a next tick, printed to standard error.

use super::process::ProcessState;
use super::{emitter, errors, streams};
use crate::engine::{
    Agent, Call, ErrorData, Intrinsic, JsResult, Object, PropertyFlags, Tick, Value,
};

/// Gives a warning with a name.
pub fn emit(agent: &mut Agent, message: &str, name: &str) {
    let warning = new_warning(agent, message, name);
    enqueue(agent, warning);
}

/// Gives a warning that has more properties.
pub fn emit_with(agent: &mut Agent, message: &str, name: &str, fields: &[(&'static str, Value)]) {
    let warning = new_warning(agent, message, name);
    for &(name, value) in fields {
        agent.define_constant(warning, name, value, PropertyFlags::DATA);
    }
    enqueue(agent, warning);
}

fn new_warning(agent: &mut Agent, message: &str, name: &str) -> Object {
    let warning = agent.new_error(Intrinsic::ErrorPrototype, message);
    let name = agent.heap.new_string(name).value();
    let key = agent.names.name;
    agent
        .heap
        .add_property(warning, key, PropertyFlags::DATA, name);
    warning
}

/// Emits a warning in a next tick.
fn enqueue(agent: &mut Agent, warning: Object) {
    let id = ProcessState::of(agent).emit_warning;
    let callback = agent.new_native(id, [warning.value(), Value::UNDEFINED]);
    agent.queues.ticks.push_back(Tick {
        callback: callback.value(),
        arguments: Box::default(),
        context: agent.context.current(),
        resource: Value::UNDEFINED,
    });
}

/// The tick of a warning: prints it, then emits `warning`.
pub(super) fn tell(agent: &mut Agent, call: Call) -> JsResult {
    let warning = agent.heap.native_data(call.callee(), 0);
    let process = ProcessState::of(agent).process;
    // Node's own listener is the first.
    print(agent, warning)?;
    emitter::emit_named(agent, process, "warning", &[warning])?;
    Ok(Value::UNDEFINED)
}

fn print(agent: &mut Agent, warning: Value) -> JsResult<()> {
    let Some(object) = warning.as_object() else {
        return Ok(());
    };
    let part = |agent: &mut Agent, name: &str| {
        let key = agent.heap.property_key_of_str(name);
        let text = agent.peek_data_property(object, key)?.as_string()?;
        Some(agent.heap.utf8(text))
    };
    let code = part(agent, "code").map_or(String::new(), |code| format!("[{code}] "));
    let name = part(agent, "name").unwrap_or_default();
    let message = part(agent, "message").unwrap_or_default();
    let detail = part(agent, "detail").map_or(String::new(), |detail| format!("{detail}\n"));
    let pid = std::process::id();
    let text = format!("(node:{pid}) {code}{name}: {message}\n{detail}");
    streams::write_stderr(agent, &text)
}

/// [process.emitWarning(warning\[, options\])](https://nodejs.org/api/process.html#processemitwarningwarning-options),
/// also as `(warning[, type[, code]])`.
pub(super) fn emit_warning(agent: &mut Agent, call: Call) -> JsResult {
    let warning = call.arg(0);
    let (mut kind, mut code, mut detail) = (call.arg(1), call.arg(2), Value::UNDEFINED);
    if let Some(options) = kind.as_object().filter(|_| !agent.heap.is_callable(kind)) {
        let mut field = |name: &str| {
            let key = agent.heap.property_key_of_str(name);
            agent.get(options, key)
        };
        (kind, code, detail) = (field("type")?, field("code")?, field("detail")?);
    }
    let object = match warning.as_object() {
        Some(object) if agent.heap.host::<ErrorData>(object).is_some() => object,
        _ => {
            let Some(message) = warning.as_string() else {
                let expected = "of type string or an instance of Error";
                return Err(errors::invalid_argument_type(
                    agent, "warning", expected, warning,
                ));
            };
            let message = agent.heap.utf8(message);
            let name = kind.as_string().map(|name| agent.heap.utf8(name));
            let object = new_warning(agent, &message, name.as_deref().unwrap_or("Warning"));
            for (key, value) in [("code", code), ("detail", detail)] {
                if value.is_string() {
                    agent.define_constant(object, key, value, PropertyFlags::DATA);
                }
            }
            object
        }
    };
    enqueue(agent, object);
    Ok(Value::UNDEFINED)
}
