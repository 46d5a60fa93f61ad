//! Node's modules as global variables, which
//! [`-e`, `-p`](https://nodejs.org/api/cli.html#-e---eval-script) and the prompt have: each is loaded
//! when it is first read.

use super::require_builtin;
use crate::engine::{Agent, Call, JsResult, PropertyDescriptor, PropertyFlags, PropertyKey, Value};
use crate::modules::resolution::built_in;

/// Defines them. `module` isn't among them: where they are, that is the module of the code.
///
/// # Errors
/// Only where the program is being stopped.
pub fn define(agent: &mut Agent) -> JsResult<()> {
    let global = agent.realm.global_object;
    for name in built_in::all() {
        let key = agent.heap.property_key_of_str(&name);
        let is_inner = name.starts_with('_') || name.contains('/') || name == "module";
        if is_inner || agent.has_own_property(global, key)? {
            continue;
        }
        agent.scoped(|agent| {
            let name = agent.heap.new_string(&name).value();
            agent.keep(name);
            let id = agent.register_function("get", 0, get);
            let getter = agent.new_native(id, [name, Value::UNDEFINED]).value();
            agent.keep(getter);
            let id = agent.register_function("setReal", 1, set);
            let setter = agent.new_native(id, [name, Value::UNDEFINED]).value();
            agent.keep(setter);
            let flags = PropertyFlags::CONFIGURABLE;
            let descriptor = PropertyDescriptor::accessor(getter, setter, flags);
            agent.define_property_or_throw(global, key, &descriptor)
        })?;
    }
    Ok(())
}

/// The exports of the module.
fn get(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.heap.native_data(call.callee(), 0);
    let name = agent.to_rust_string(name)?;
    match built_in::name_of(&name) {
        Some(name) => require_builtin(agent, name),
        None => Ok(Value::UNDEFINED),
    }
}

/// Puts a value in the place of the module, as if there had been no such variable.
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.heap.native_data(call.callee(), 0);
    let key: PropertyKey = agent.to_property_key(name)?;
    let global = agent.realm.global_object;
    agent.delete(global, key)?;
    agent.set(global, key, call.arg(0))?;
    Ok(Value::UNDEFINED)
}
