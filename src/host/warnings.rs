//! [Process warnings](https://nodejs.org/api/process.html#event-warning): made at once, emitted
//! in a next tick, printed to standard error.

use super::process::ProcessState;
use super::{console, emitter};
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
pub(super) fn enqueue(agent: &mut Agent, warning: Object) {
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
    if emitter::may_be_heard(agent) {
        // One of the listeners prints it.
        emitter::emit(agent, "warning", &[warning])?;
    } else {
        print(agent, warning)?;
    }
    Ok(Value::UNDEFINED)
}

/// The listener of `warning` that there is from the start: prints it as `console.error` does.
pub(super) fn on_warning(agent: &mut Agent, call: Call) -> JsResult {
    print(agent, call.arg(0))?;
    Ok(Value::UNDEFINED)
}

/// A switch that is a property of `process`.
fn switch(agent: &mut Agent, name: &'static str) -> JsResult<bool> {
    let process = ProcessState::of(agent).process;
    if agent.heap.is_deferred(process) {
        return Ok(false);
    }
    let key = agent.static_key(name);
    let value = agent.get(process, key)?;
    Ok(agent.heap.to_boolean(value))
}

fn print(agent: &mut Agent, warning: Value) -> JsResult<()> {
    let is_error = |object: &Object| agent.heap.host::<ErrorData>(*object).is_some();
    let Some(object) = warning.as_object().filter(is_error) else {
        return Ok(());
    };
    let names = agent.names;
    let text_of = |agent: &mut Agent, key| -> JsResult<Option<String>> {
        let value = agent.get(object, key)?;
        Ok(value.as_string().map(|text| agent.heap.utf8(text)))
    };
    let is_deprecation = text_of(agent, names.name)?.as_deref() == Some("DeprecationWarning");
    if is_deprecation && switch(agent, "noDeprecation")? {
        return Ok(());
    }
    let traces = switch(agent, "traceProcessWarnings")?
        || (is_deprecation && switch(agent, "traceDeprecation")?);
    let mut line = format!("(node:{}) ", std::process::id());
    let code = agent.get(object, names.code)?;
    if agent.heap.to_boolean(code) {
        line.push_str(&format!("[{}] ", agent.to_rust_string(code)?));
    }
    let stack = match traces {
        true => text_of(agent, names.stack)?,
        false => None,
    };
    match stack {
        Some(stack) => line.push_str(&stack),
        None => {
            let key = agent.static_key("toString");
            let text = agent.invoke(warning, key, &[])?;
            line.push_str(&agent.to_rust_string(text)?);
        }
    }
    let detail = agent.static_key("detail");
    if let Some(detail) = text_of(agent, detail)? {
        line.push('\n');
        line.push_str(&detail);
    }
    console::print(agent, console::Stream::Error, &line)
}
