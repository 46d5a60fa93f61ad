//! How [process warnings](https://nodejs.org/api/process.html#event-warning) are told: to the listeners of
//! `warning`, of which the first prints them to standard error.

use super::ProcessState;
use crate::engine::{Agent, Call, ErrorData, JsResult, Object, Value};
use crate::host::streams::Stream;
use crate::host::{console, emitter};

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

/// Whether a warning isn't to be printed: `--no-warnings`, `NODE_NO_WARNINGS=1`, and
/// `--disable-warning` with its code or its name.
fn is_silenced(agent: &mut Agent, warning: Object) -> JsResult<bool> {
    if switch(agent, "noProcessWarnings")? {
        return Ok(true);
    }
    let process = ProcessState::of(agent).process;
    let key = agent.static_key("env");
    let env = agent.get(process, key)?;
    if let Some(env) = env.as_object() {
        let key = agent.static_key("NODE_NO_WARNINGS");
        let value = agent.get(env, key)?;
        if value
            .as_string()
            .is_some_and(|text| agent.heap.utf8(text) == "1")
        {
            return Ok(true);
        }
    }
    let disabled = ProcessState::of(agent).disabled_warnings.clone();
    if disabled.is_empty() {
        return Ok(false);
    }
    for key in [agent.names.code, agent.names.name] {
        let value = agent.get(warning, key)?;
        let text = value.as_string().map(|text| agent.heap.utf8(text));
        if text.is_some_and(|text| disabled.contains(&text)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn print(agent: &mut Agent, warning: Value) -> JsResult<()> {
    let is_error = |object: &Object| agent.heap.host::<ErrorData>(*object).is_some();
    let Some(object) = warning.as_object().filter(is_error) else {
        return Ok(());
    };
    if is_silenced(agent, object)? {
        return Ok(());
    }
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
            let own = agent.get(object, key)?;
            let text = match agent.heap.is_callable(own) {
                true => agent.call(own, warning, &[])?,
                false => agent.error_to_string(object)?.value(),
            };
            line.push_str(&agent.to_rust_string(text)?);
        }
    }
    let detail = agent.static_key("detail");
    if let Some(detail) = text_of(agent, detail)? {
        line.push('\n');
        line.push_str(&detail);
    }
    console::print(agent, Stream::Error, &line)
}
