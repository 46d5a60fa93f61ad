//! The binding `vm`: scripts in this realm and in others.
//! [vm](https://nodejs.org/api/vm.html)
//!
//! A realm is known by a function of it, its *token*; `undefined` is the first one.
//!
//! Code switches to the realm of its function only since the module was first required: functions that
//! were called before keep running in the realm of their caller.

use super::module::value_of;
use super::vm_console::{new_console, nothing};
use crate::engine::{
    Agent, Call, Caught, ErrorData, Intrinsic, JsResult, Method, Object, PropertyFlags, RealmId,
    Throw, Value,
};
use crate::event_loop::microtasks;
use crate::host::errors;
use crate::modules::commonjs::{Text, check_function_parts, compile_script, run_script};
use crate::modules::install_compiler;
use crate::source::{Imports, Shift, SourceText};
use crate::{builtins, engine};
use std::rc::Rc;
use std::time::{Duration, Instant};

const METHODS: &[Method] = &[
    Method::new("makeContext", 2, make_context),
    Method::new("compile", 6, compile),
    Method::new("compileFunction", 8, compile_function),
    Method::new("run", 5, run),
];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    agent.track_realms();
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

/// `makeContext(object, evals)`: the global object of a new realm, and its token. Where an object is
/// given, the global object reads and writes its properties. `evals` is whether texts become code.
fn make_context(agent: &mut Agent, call: Call) -> JsResult {
    let outer = call.arg(0).as_object();
    let evals = call.arg(1) != Value::FALSE;
    let made = agent.create_realm(|agent| {
        builtins::install(agent);
        install_compiler(agent);
        let console = new_console(agent);
        let hidden = PropertyFlags::HIDDEN;
        let global = agent.realm.global_object;
        agent.define_constant(global, "console", console.value(), hidden);
        let token = agent.new_builtin("", 0, nothing);
        agent.realm.code_generation = evals;
        let inner = agent.realm.global_object;
        let name = if outer.is_some() { "" } else { "Object" };
        give_prototype(agent, inner, name)?;
        if let Some(outer) = outer {
            let global = agent.contextify(outer);
            agent.redefine_constant(inner, "globalThis", global.value());
        }
        Ok((agent.realm.global_object, token))
    });
    let Some(made) = made else {
        return Err(agent.range_error("Too many contexts"));
    };
    let (global, token) = made?;
    let pair = vec![global.value(), token.value()];
    Ok(agent.new_array(pair).value())
}

/// Gives a global object a prototype of its own, as V8 does.
fn give_prototype(agent: &mut Agent, global: Object, name: &'static str) -> JsResult<()> {
    let proto = agent
        .heap
        .ordinary_object_create(agent.intrinsic(Intrinsic::ObjectPrototype).value());
    agent.keep_object(proto);
    let constructor = agent.new_builtin(name, 0, nothing);
    let hidden = PropertyFlags::HIDDEN;
    agent
        .heap
        .add_property(proto, agent.names.constructor, hidden, constructor.value());
    agent.set_prototype_of(global, proto.value())?;
    Ok(())
}

fn realm_of(agent: &Agent, token: Value) -> RealmId {
    match token.is_undefined() {
        true => RealmId::FIRST,
        false => agent.realm_of_function(token),
    }
}

/// The source of `(text, name, lines, columns, imports)`, whose columns count in a line of it.
fn source(agent: &mut Agent, call: &Call, line: u32) -> JsResult<Rc<SourceText>> {
    let source = named_source(agent, call, call.arg(1), line)?;
    let imports = match number(call.arg(5)) {
        0 => Imports::Unspecified,
        1 => Imports::Experimental,
        _ => Imports::Uncalled,
    };
    Ok(Rc::new(source.with_imports(imports)))
}

fn number(value: Value) -> i64 {
    value.as_number().map_or(0, |number| number as i64)
}

/// A text with the name, and at the place, that a call says.
fn named_source(agent: &mut Agent, call: &Call, text: Value, line: u32) -> JsResult<SourceText> {
    let name = agent.to_rust_string(call.arg(2))?;
    let text = agent.to_string(text)?;
    let shift = Shift {
        lines: number(call.arg(3)) - i64::from(line),
        columns: number(call.arg(4)),
        line,
    };
    let source = match agent.heap.text(text) {
        engine::Text::Latin1(_) => SourceText::new(name, agent.heap.utf8(text)),
        engine::Text::Utf16(_) => SourceText::from_units(name, agent.heap.each_unit(text)),
    };
    Ok(source.shifted(shift))
}

/// `compile(token, text, name, lines, columns, imports)`: a function that runs a script.
fn compile(agent: &mut Agent, call: Call) -> JsResult {
    let source = source(agent, &call, 0)?;
    let realm = realm_of(agent, call.arg(0));
    let compiled = agent.in_realm(realm, |agent| compile_script(agent, &source));
    value_of(agent, compiled, &source)
}

/// `compileFunction(token, text, name, lines, columns, imports, parameters, body)`: the value of the
/// text of a function, of which the body begins in the second line, at which lines and columns count.
/// Parameters and body must be complete, each in itself.
fn compile_function(agent: &mut Agent, call: Call) -> JsResult {
    let parameters = agent.to_rust_string(call.arg(6))?;
    let body = named_source(agent, &call, call.arg(7), 0)?;
    if let Some(wrong) = check_function_parts(agent, &parameters, &body) {
        return value_of(agent, Text::Wrong(wrong), &body);
    }
    let source = source(agent, &call, 1)?;
    let realm = realm_of(agent, call.arg(0));
    let compiled = agent.in_realm(realm, |agent| run_script(agent, &source))?;
    value_of(agent, compiled, &source)
}

/// `run(token, script, timeout, tells, drains)`: what a compiled script gives. It is stopped after
/// `timeout` milliseconds, if that is a number. `tells` is whether the stack of what it throws
/// begins with the place, `drains` whether microtasks that it makes run at its end.
fn run(agent: &mut Agent, call: Call) -> JsResult {
    let realm = realm_of(agent, call.arg(0));
    let script = call.arg(1);
    let timeout = call.arg(2).as_number();
    let drains = call.arg(4) == Value::TRUE;
    let start = Instant::now();
    let part = timeout.map(|timeout| {
        let time = Duration::from_millis(timeout as u64);
        agent.heap.budget.begin_part(start + time)
    });
    let result = agent.in_realm(realm, |agent| match drains {
        true => run_and_drain(agent, script),
        false => run_in_realm(agent, script),
    });
    if let Some(part) = part
        && agent.heap.budget.end_part(&part)
    {
        agent.heap.resume();
        return Err(timed_out(agent, timeout.unwrap_or_default()));
    }
    match result {
        Err(throw) if call.arg(3) == Value::TRUE => Err(tell_place(agent, throw)),
        result => result,
    }
}

fn run_in_realm(agent: &mut Agent, script: Value) -> JsResult {
    let this = agent.realm.global_object.value();
    agent.call(script, this, &[])
}

/// Runs a script whose microtasks are its own.
fn run_and_drain(agent: &mut Agent, script: Value) -> JsResult {
    agent.set_microtasks_aside();
    let result = agent.scoped(|agent| {
        let value = run_in_realm(agent, script)?;
        agent.keep(value);
        microtasks::drain_own(agent)?;
        Ok(value)
    });
    agent.take_microtasks_back();
    result
}

#[cold]
fn timed_out(agent: &mut Agent, timeout: f64) -> Throw {
    let message = format!("Script execution timed out after {timeout}ms");
    let error = agent.new_error(Intrinsic::ErrorPrototype, &message);
    let key = agent.names.code;
    let code = agent.heap.new_string("ERR_SCRIPT_EXECUTION_TIMEOUT");
    agent
        .heap
        .add_property(error, key, PropertyFlags::DATA, code.value());
    agent.throw(error.value())
}

/// Lets the stack of an error begin with the place where it was thrown.
#[cold]
fn tell_place(agent: &mut Agent, throw: Throw) -> Throw {
    let caught = match agent.catch_with_site(throw) {
        Ok(caught) => caught,
        Err(throw) => return throw,
    };
    let place = agent.code_of_site(caught.site);
    let place = place.map(|(code, position)| (Rc::clone(&code.source), position));
    if let Some((source, position)) = place
        && let Some(error) = caught.value.as_object()
    {
        let told = agent.scoped(|agent| {
            agent.keep_object(error);
            tell_in(agent, error, &source, position)
        });
        if let Err(throw) = told {
            return throw;
        }
    }
    let Caught { value, site } = caught;
    agent.throw_again(Caught { value, site })
}

fn tell_in(agent: &mut Agent, error: Object, source: &SourceText, position: u32) -> JsResult<()> {
    let data = agent.heap.host::<ErrorData>(error);
    if data.is_none_or(|data| data.stack_tells_place) {
        return Ok(());
    }
    errors::tell_place(agent, error, source, position, 1)
}
