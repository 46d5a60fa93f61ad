//! `require` and `internalBinding` of the host's own texts: what was loaded so far.
//!
//! Who wants a module of Node's asks [`require_builtin`]. Which bindings there are is told by
//! `natives.rs` when the host is made, so that what needs a module doesn't name all of them.

use super::texts;
use crate::engine::{
    Agent, Call, HostData, Intrinsic, JsResult, Object, PropertyFlags, Tracer, Value,
};
use crate::host::errors;
use crate::modules::internal;
use rustc_hash::FxHashMap;

/// Makes an object with what texts ask of Rust. Nothing is kept.
pub type Binding = fn(&mut Agent) -> JsResult<Object>;

/// What was loaded so far.
#[derive(Default)]
struct Loaded {
    /// `module` of each module's text by name; `exports` may have been replaced.
    modules: FxHashMap<&'static str, Object>,
    bindings: FxHashMap<&'static str, Value>,
    require: Option<Object>,
    /// The table of bindings.
    table: &'static [(&'static str, Binding)],
}

impl HostData for Loaded {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let bindings = self.bindings.values();
        bindings.for_each(|value| tracer.mark(*value));
        let objects = self.modules.values().copied();
        for object in objects.chain(self.require) {
            tracer.mark_object(object);
        }
    }
}

/// Says which bindings there are.
pub fn set_bindings(agent: &mut Agent, table: &'static [(&'static str, Binding)]) {
    loaded(agent).table = table;
}

fn loaded(agent: &mut Agent) -> &mut Loaded {
    if agent.slot::<Loaded>().is_none() {
        agent.set_slot(Loaded::default());
    }
    match agent.slot_mut() {
        Some(loaded) => loaded,
        None => unreachable!("it was set"),
    }
}

/// The names of what was loaded so far.
pub fn loaded_names(agent: &mut Agent) -> Vec<&'static str> {
    let mut names: Vec<_> = loaded(agent).modules.keys().copied().collect();
    names.sort_unstable();
    names
}

/// Whether a module was loaded.
pub fn is_loaded(agent: &mut Agent, name: &str) -> bool {
    loaded(agent).modules.contains_key(name)
}

/// The exports of one of Node's modules, or of an internal text; it is run if it wasn't yet. Nothing
/// is kept.
pub fn require_builtin(agent: &mut Agent, name: &str) -> JsResult {
    if let Some(module) = loaded(agent).modules.get(name) {
        let module = module.value();
        return agent.get(module_object(module), agent.names.exports);
    }
    let Some((name, text)) = texts::text(name) else {
        let message = format!("minijs doesn't have the module '{name}' yet");
        let proto = Intrinsic::ErrorPrototype;
        return Err(errors::throw(
            agent,
            proto,
            "ERR_UNKNOWN_BUILTIN_MODULE",
            &message,
        ));
    };
    agent.scoped(|agent| {
        let exports = agent.new_plain_object(3);
        agent.keep_object(exports);
        let module = agent.new_plain_object(3);
        agent.keep_object(module);
        agent.define_constant(module, "exports", exports.value(), PropertyFlags::DATA);
        let require = require_function(agent);
        let function = internal::compile(agent, &format!("node:{name}"), &text)?;
        agent.keep(function);
        loaded(agent).modules.insert(name, module);
        let (exports, module) = (exports.value(), module.value());
        let arguments = [exports, require.value(), module];
        if let Err(throw) = agent.call(function, Value::UNDEFINED, &arguments) {
            loaded(agent).modules.remove(name);
            return Err(throw);
        }
        agent.get(module_object(module), agent.names.exports)
    })
}

fn module_object(module: Value) -> Object {
    module
        .as_object()
        .unwrap_or_else(|| unreachable!("it was made as one"))
}

/// `require` of the host's own texts, made with the name `internalBinding` when the first is loaded.
fn require_function(agent: &mut Agent) -> Object {
    if let Some(function) = loaded(agent).require {
        return function;
    }
    let binding = agent.new_builtin("internalBinding", 1, internal_binding);
    agent.define_host_name("internalBinding", binding.value());
    let function = agent.new_builtin("require", 1, require);
    loaded(agent).require = Some(function);
    function
}

/// `require(name)` in the host's own texts.
fn require(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    require_builtin(agent, &name)
}

/// `internalBinding(name)` in the host's own texts.
fn internal_binding(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    if let Some(value) = loaded(agent).bindings.get(name.as_str()) {
        return Ok(*value);
    }
    let table = loaded(agent).table;
    let Some((name, make)) = table.iter().find(|(known, _)| *known == name) else {
        return Err(agent.type_error(format!("No such binding: {name}")));
    };
    let value = make(agent)?.value();
    loaded(agent).bindings.insert(name, value);
    Ok(value)
}
