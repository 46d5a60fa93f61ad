//! The `console` of a context. Nobody looks at what it is told: it is there for V8's inspector.

use crate::engine::{
    Agent, Call, Intrinsic, JsResult, Method, Object, PropertyFlags, Throw, Value,
};

const METHODS: &[Method] = &[
    Method::new("debug", 0, nothing),
    Method::new("error", 0, nothing),
    Method::new("info", 0, nothing),
    Method::new("log", 0, nothing),
    Method::new("warn", 0, nothing),
    Method::new("dir", 0, nothing),
    Method::new("dirxml", 0, nothing),
    Method::new("table", 0, nothing),
    Method::new("trace", 0, nothing),
    Method::new("group", 0, nothing),
    Method::new("groupCollapsed", 0, nothing),
    Method::new("groupEnd", 0, nothing),
    Method::new("clear", 0, nothing),
    Method::new("count", 0, nothing),
    Method::new("countReset", 0, nothing),
    Method::new("assert", 0, nothing),
    Method::new("profile", 0, nothing),
    Method::new("profileEnd", 0, nothing),
    Method::new("time", 0, nothing),
    Method::new("timeLog", 0, nothing),
    Method::new("timeEnd", 0, nothing),
    Method::new("timeStamp", 0, nothing),
];

/// What only the console itself has, not what `console.context` gives.
const MORE: &[Method] = &[
    Method::new("context", 1, context),
    Method::new("createTask", 0, create_task),
];

const TASK: &[Method] = &[Method::new("run", 0, run_task)];

/// The console of the realm that runs.
pub fn new_console(agent: &mut Agent) -> Object {
    let console = object_with(agent, METHODS);
    agent.define_methods_with(console, MORE, PropertyFlags::DATA);
    agent.define_tag(console, "console");
    console
}

fn object_with(agent: &mut Agent, methods: &'static [Method]) -> Object {
    let base = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let proto = agent.heap.ordinary_object_create(base);
    agent.scoped(|agent| {
        agent.keep_object(proto);
        let object = agent.heap.new_builtin_object(proto.value());
        agent.define_methods_with(object, methods, PropertyFlags::DATA);
        object
    })
}

/// A function that does nothing.
pub fn nothing(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::UNDEFINED)
}

fn context(agent: &mut Agent, _: Call) -> JsResult {
    Ok(object_with(agent, METHODS).value())
}

fn create_task(agent: &mut Agent, call: Call) -> JsResult {
    match call.arg(0).as_string() {
        Some(name) if agent.heap.string_length(name) > 0 => Ok(object_with(agent, TASK).value()),
        _ => Err(error(agent, "First argument must be a non-empty string.")),
    }
}

fn error(agent: &mut Agent, message: &str) -> Throw {
    let error = agent.new_error(Intrinsic::ErrorPrototype, message);
    agent.throw(error.value())
}

fn run_task(agent: &mut Agent, call: Call) -> JsResult {
    if !agent.heap.is_callable(call.arg(0)) {
        return Err(error(agent, "First argument must be a function."));
    }
    agent.call(call.arg(0), Value::UNDEFINED, &[])
}
