//! The binding `vm`: scripts in this realm and in others.
//! [vm](https://nodejs.org/api/vm.html)
//!
//! Code switches to the realm of its function only since the module was first required: functions that
//! were called before keep running in the realm of their caller.

use crate::builtins;
use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::modules::{compile_script, install_compiler};
use crate::source::SourceText;
use std::rc::Rc;

const METHODS: &[Method] = &[
    Method::new("makeContext", 0, make_context),
    Method::new("run", 2, run),
    Method::new("check", 2, check),
    Method::new("release", 2, release),
];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    agent.track_realms();
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

/// `makeContext()`: the global object of a new realm, and a function that runs scripts in it.
fn make_context(agent: &mut Agent, _: Call) -> JsResult {
    let (global, run) = agent.create_realm(|agent| {
        builtins::install(agent);
        install_compiler(agent);
        let run = agent.new_builtin("run", 2, run);
        agent.heap.hide_from_stacks(run.value());
        (agent.realm.global_object, run)
    });
    let pair = vec![global.value(), run.value()];
    Ok(agent.new_array(pair).value())
}

fn compiled(agent: &mut Agent, call: &Call) -> JsResult<Object> {
    let text = agent.to_rust_string(call.arg(0))?;
    let name = agent.to_rust_string(call.arg(1))?;
    let source = Rc::new(SourceText::new(name, text));
    compile_script(agent, source)
}

/// `run(text, name)`: what a script gives.
fn run(agent: &mut Agent, call: Call) -> JsResult {
    let function = compiled(agent, &call)?;
    agent.keep_object(function);
    let this = agent.realm.global_object.value();
    agent.call(function.value(), this, &[])
}

/// `check(text, name)`: throws what is wrong with a script.
fn check(agent: &mut Agent, call: Call) -> JsResult {
    compiled(agent, &call).map(|_| Value::UNDEFINED)
}

/// `release(global, key)`: makes a variable's property one that can be changed to another. Gives
/// whether there is such a property.
fn release(agent: &mut Agent, call: Call) -> JsResult {
    let Some(global) = call.arg(0).as_object() else {
        return Ok(Value::FALSE);
    };
    let key = agent.to_property_key(call.arg(1))?;
    let Some(found) = agent.heap.lookup(global, key) else {
        return Ok(Value::FALSE);
    };
    let flags = found.flags.with(PropertyFlags::CONFIGURABLE);
    agent.heap.set_property_flags(global, key, flags);
    Ok(Value::TRUE)
}
