//! What the conformance suite wants of its host: `print` and `$262`.
//!
//! [Host-defined functions](https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions).
//! They exist only in runtimes that were built for the suite; nothing else may depend on them.

mod agents;

use crate::builtins::{self, array_buffer};
use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::event_loop::EventLoop;
use crate::host::streams;
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::rc::Rc;

const METHODS: &[Method] = &[
    Method::new("createRealm", 0, create_realm),
    Method::new("detachArrayBuffer", 1, detach_array_buffer),
    Method::new("evalScript", 1, eval_script),
    Method::new("gc", 0, gc),
];

/// Defines `print` and `$262` in the agent's realm; the latter.
pub(super) fn install(agent: &mut Agent) -> Object {
    let host = install_common(agent);
    agents::install(agent, host);
    host
}

/// Defines `print` and a `$262` that lacks `agent`; the latter.
fn install_common(agent: &mut Agent) -> Object {
    // The suite waits for all that it began.
    EventLoop::of(agent).waits.keep_alive();
    let print = agent.new_builtin("print", 1, print);
    agent.define_global("print", print.value());
    let host = agent.new_plain_object(7);
    agent.define_global("$262", host.value());
    agent.define_methods(host, METHODS);
    let global = agent.realm.global_object;
    agent.define_constant(host, "global", global.value(), PropertyFlags::HIDDEN);
    host
}

/// `print(text)`: a line on standard output.
fn print(agent: &mut Agent, call: Call) -> JsResult {
    let mut text = agent.to_rust_string(call.arg(0))?;
    text.push('\n');
    streams::write_stdout(agent, &text)?;
    Ok(Value::UNDEFINED)
}

/// `$262.createRealm()`: the `$262` of a new realm.
fn create_realm(agent: &mut Agent, _: Call) -> JsResult {
    let host = agent.create_realm(|agent| {
        builtins::install(agent);
        lower::indirect_eval::install(agent);
        install(agent)
    });
    Ok(host.value())
}

/// `$262.detachArrayBuffer(buffer)`
fn detach_array_buffer(agent: &mut Agent, call: Call) -> JsResult {
    let Some(buffer) = call.arg(0).as_object() else {
        return Err(agent.type_error("detachArrayBuffer wants an ArrayBuffer"));
    };
    array_buffer::detach(agent, buffer);
    Ok(Value::NULL)
}

/// `$262.evalScript(text)`: runs a text as a classic script.
fn eval_script(agent: &mut Agent, call: Call) -> JsResult {
    let text = agent.to_rust_string(call.arg(0))?;
    let source = Rc::new(SourceText::new("evalScript", text));
    match lower::compile(agent, source, SourceKind::Script) {
        Ok((function, _)) => {
            agent.keep_object(function);
            let this = agent.realm.global_object.value();
            agent.call(function.value(), this, &[])
        }
        Err(error) => Err(error.throw(agent)),
    }
}

/// `$262.gc()`
fn gc(agent: &mut Agent, _: Call) -> JsResult {
    agent.collect_garbage();
    Ok(Value::UNDEFINED)
}
