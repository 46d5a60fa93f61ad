//! [performance.timerify(fn)](https://nodejs.org/api/perf_hooks.html#performancetimerifyfn-options): a function
//! whose calls are entries of the timeline.

use super::super::check;
use super::entry::{Entry, Sort};
use super::timeline;
use crate::engine::{Agent, Call, JsResult, Object, PropertyDescriptor, PropertyFlags, Value};
use crate::event_loop::EventLoop;
use crate::host::errors;
use crate::host::node::require_builtin;

/// `performance.timerify(fn, options)`
pub(super) fn timerify(agent: &mut Agent, call: Call) -> JsResult {
    let function = errors::require_function(agent, "fn", call.arg(0))?;
    let recorder = recorder(agent, call.arg(1))?;
    agent.keep(recorder);
    let Some(original) = function.as_object() else {
        return Ok(Value::UNDEFINED);
    };
    let (length, name) = (agent.names.length, agent.names.name);
    let count = agent.get(original, length)?;
    agent.keep(count);
    let of = name_of(agent, original)?;
    let id = agent.register_constructor_function("timerified", 0, timed);
    let timed = agent.new_native(id, [function, recorder]);
    agent.keep_object(timed);
    let text = agent.heap.new_string(&format!("timerified {of}")).value();
    agent.keep(text);
    for (key, value) in [(length, count), (name, text)] {
        let descriptor = PropertyDescriptor::data(value, PropertyFlags::ENUMERABLE);
        agent.define_property_or_throw(timed, key, &descriptor)?;
    }
    let prototype = agent.new_plain_object(0);
    let flags = PropertyFlags::WRITABLE;
    agent.define_constant(timed, "prototype", prototype.value(), flags);
    Ok(timed.value())
}

/// The function that records durations in the histogram that the options name, if they do.
fn recorder(agent: &mut Agent, options: Value) -> JsResult {
    if options.is_undefined() {
        return Ok(Value::UNDEFINED);
    }
    let options = check::plain_options(agent, options)?;
    let histogram = check::option(agent, options, "histogram")?;
    if histogram.is_undefined() {
        return Ok(Value::UNDEFINED);
    }
    agent.keep(histogram);
    let module = require_builtin(agent, "internal/histogram")?;
    agent.keep(module);
    let make = agent.static_key("recorder");
    let make = agent.get_v(module, make)?;
    let recorder = agent.call(make, Value::UNDEFINED, &[histogram])?;
    if recorder.is_undefined() {
        let expected = "an instance of RecordableHistogram";
        let name = "options.histogram";
        return Err(errors::invalid_argument_type(
            agent, name, expected, histogram,
        ));
    }
    Ok(recorder)
}

fn name_of(agent: &mut Agent, function: Object) -> JsResult<String> {
    let name = agent.get(function, agent.names.name)?;
    agent.to_rust_string(name)
}

/// What a timerified function does.
fn timed(agent: &mut Agent, call: Call) -> JsResult {
    let construct = call.is_construct();
    let function = agent.heap.native_data(call.callee(), 0);
    let recorder = agent.heap.native_data(call.callee(), 1);
    let start = EventLoop::of(agent).clock.performance_now();
    let arguments = call.args();
    if construct && let Some(constructor) = function.as_object() {
        let made = agent.construct(constructor, &arguments, constructor)?;
        agent.keep_object(made);
        let list = agent.new_array(call.args());
        add(agent, constructor, recorder, start, list)?;
        return Ok(made.value());
    }
    let result = agent.call(function, call.this(), &arguments)?;
    agent.keep(result);
    let list = agent.new_array(call.args());
    agent.keep_object(list);
    if result.is_object() {
        let key = agent.static_key("finally");
        let method = agent.get_v(result, key)?;
        if agent.heap.is_callable(method) {
            let what = vec![function, Value::number(start), list.value(), recorder];
            let what = agent.new_array(what);
            let id = agent.register_function("", 0, settled);
            let settled = agent.new_native(id, [what.value(), Value::UNDEFINED]);
            return agent.call(method, result, &[settled.value()]);
        }
    }
    if let Some(function) = function.as_object() {
        add(agent, function, recorder, start, list)?;
    }
    Ok(result)
}

/// What is called once the promise that a timerified function gave is settled.
fn settled(agent: &mut Agent, call: Call) -> JsResult {
    let what = agent.heap.native_data(call.callee(), 0).as_object();
    if let Some(what) = what
        && let [function, start, list, recorder] = *agent.heap.elements(what)
        && let (Some(function), Some(start), Some(list)) =
            (function.as_object(), start.as_number(), list.as_object())
    {
        add(agent, function, recorder, start, list)?;
    }
    Ok(Value::UNDEFINED)
}

fn add(
    agent: &mut Agent,
    function: Object,
    recorder: Value,
    start: f64,
    arguments: Object,
) -> JsResult<()> {
    let now = EventLoop::of(agent).clock.performance_now();
    agent.keep_object(arguments);
    if !recorder.is_undefined() {
        agent.call(recorder, Value::UNDEFINED, &[Value::number(now - start)])?;
    }
    let name = name_of(agent, function)?;
    let name = agent.heap.new_string(&name);
    let entry = timeline::add_unkept(
        agent,
        Entry {
            name,
            sort: Sort::Function,
            start,
            duration: now - start,
            detail: arguments.value(),
        },
    );
    for (at, value) in agent
        .heap
        .elements(arguments)
        .to_vec()
        .into_iter()
        .enumerate()
    {
        agent.poll()?;
        let key = agent.heap.key_from_number(at as f64);
        agent.create_data_property(entry, key, value)?;
    }
    Ok(())
}
