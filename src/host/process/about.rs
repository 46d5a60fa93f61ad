//! What `process` tells about the program, the machine and the time.

use super::errors;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Object, PropertyFlags, Text, Value};
use crate::event_loop::EventLoop;
use crate::heap::array_index;
use crate::host::Options;
use num_bigint::BigInt;
use rustc_hash::FxHashSet;

/// The version of Node whose behaviour is offered.
const NODE_VERSION: &str = "v24.21.0";

/// Defines the properties that are known from the start.
pub(super) fn define(agent: &mut Agent, process: Object, options: &mut Options) {
    let flags = PropertyFlags::DATA;
    let text = |agent: &mut Agent, name: &'static str, text: &str| {
        let value = agent.heap.new_string(text).value();
        agent.define_constant(process, name, value, flags);
    };
    text(agent, "version", NODE_VERSION);
    let versions = agent.new_plain_object(2);
    for (name, version) in [
        ("node", &NODE_VERSION[1..]),
        ("minijs", env!("CARGO_PKG_VERSION")),
    ] {
        let value = agent.heap.new_string(version).value();
        agent.define_constant(versions, name, value, PropertyFlags::ENUMERABLE);
    }
    agent.define_constant(process, "versions", versions.value(), flags);
    text(agent, "arch", architecture());
    text(agent, "platform", platform());
    text(agent, "title", "minijs");
    text(agent, "execPath", &options.exec_path);
    text(agent, "argv0", &options.argv0);
    let pid = Value::number(f64::from(std::process::id()));
    agent.define_constant(process, "pid", pid, flags);
    let argv = text_array(agent, &options.argv);
    agent.define_constant(process, "argv", argv, flags);
    let exec_argv = text_array(agent, &[]);
    agent.define_constant(process, "execArgv", exec_argv, flags);
    let env = new_env(agent, std::mem::take(&mut options.env));
    agent.define_constant(process, "env", env.value(), flags);
}

fn text_array(agent: &mut Agent, texts: &[String]) -> Value {
    let texts = texts.iter();
    let values = texts
        .map(|text| agent.heap.new_string(text).value())
        .collect();
    agent.new_array(values).value()
}

fn new_env(agent: &mut Agent, mut variables: Vec<(String, String)>) -> Object {
    // The same name twice is the system's doing: the first counts.
    let mut names = FxHashSet::default();
    variables.retain(|(name, _)| names.insert(name.clone()));
    let prototype = agent.intrinsic(Intrinsic::ObjectPrototype).value();
    let env = agent.heap.new_builtin_object(prototype);
    let is_index = |variable: &mut (String, String)| {
        array_index(Text::Latin1(variable.0.as_bytes())).is_some()
    };
    for (name, value) in variables.extract_if(.., is_index) {
        let key = agent.heap.property_key_of_str(&name);
        let value = agent.heap.new_string(&value).value();
        let _ = agent.create_data_property(env, key, value);
    }
    agent.define_texts(env, variables, PropertyFlags::DATA);
    let handler = agent.new_plain_object(1);
    let set = agent.new_builtin("set", 4, set_variable).value();
    agent.define_constant(handler, "set", set, PropertyFlags::HIDDEN);
    agent.new_proxy(env, handler)
}

/// Setting a property of [`process.env`](https://nodejs.org/api/process.html#processenv): what is
/// kept is a string.
fn set_variable(agent: &mut Agent, call: Call) -> JsResult {
    let (target, value, receiver) = (call.arg(0), call.arg(2), call.arg(3));
    let key = agent.to_property_key(call.arg(1))?;
    let Some(env) = target.as_object() else {
        return Ok(Value::FALSE);
    };
    let proxy = receiver
        .as_object()
        .and_then(|object| agent.heap.proxy_parts(object));
    let set = match proxy {
        Some((inner, _)) if inner == env => {
            let text = agent.to_string(value)?.value();
            agent.set_with_receiver(env, key, text, target)?
        }
        // An object that inherits from it.
        _ => agent.set_with_receiver(env, key, value, receiver)?,
    };
    Ok(Value::bool(set))
}

/// `process.arch`
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        other => other,
    }
}

/// `process.platform`
fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    }
}

/// [process.cwd()](https://nodejs.org/api/process.html#processcwd)
pub(super) fn cwd(agent: &mut Agent, _: Call) -> JsResult {
    match std::env::current_dir() {
        Ok(path) => {
            let path = agent.heap.new_string(&path.to_string_lossy());
            Ok(path.value())
        }
        Err(error) => Err(agent.throw_error(
            crate::engine::Intrinsic::ErrorPrototype,
            &format!("the current directory can't be had: {error}"),
        )),
    }
}

/// [process.uptime()](https://nodejs.org/api/process.html#processuptime)
pub(super) fn uptime(agent: &mut Agent, _: Call) -> JsResult {
    let now = EventLoop::of(agent).clock.performance_now();
    Ok(Value::number(now / 1000.0))
}

/// [process.memoryUsage()](https://nodejs.org/api/process.html#processmemoryusage), of the script
/// heap.
pub(super) fn memory_usage(agent: &mut Agent, _: Call) -> JsResult {
    let used = agent.heap.live() + agent.heap.allocated();
    let usage = agent.new_plain_object(5);
    for (name, bytes) in [
        ("rss", used),
        ("heapTotal", used),
        ("heapUsed", used),
        ("external", 0),
        ("arrayBuffers", 0),
    ] {
        let bytes = Value::from_usize(bytes);
        agent.define_constant(usage, name, bytes, PropertyFlags::DATA);
    }
    Ok(usage.value())
}

/// [process.cpuUsage()](https://nodejs.org/api/process.html#processcpuusagepreviousvalue), where
/// all time counts as the user's.
pub(super) fn cpu_usage(agent: &mut Agent, _: Call) -> JsResult {
    let now = EventLoop::of(agent).clock.performance_now();
    let usage = agent.new_plain_object(2);
    for (name, micros) in [("user", (now * 1000.0).floor()), ("system", 0.0)] {
        agent.define_constant(usage, name, Value::number(micros), PropertyFlags::DATA);
    }
    Ok(usage.value())
}

/// `process.hrtime`, with `bigint`.
pub(super) fn new_hrtime(agent: &mut Agent) -> Object {
    let hrtime_function = agent.new_builtin("hrtime", 1, hrtime);
    let bigint = agent.new_builtin("bigint", 0, hrtime_bigint);
    agent.materialize_function(hrtime_function);
    agent.define_constant(
        hrtime_function,
        "bigint",
        bigint.value(),
        PropertyFlags::DATA,
    );
    hrtime_function
}

fn nanoseconds(agent: &mut Agent) -> u64 {
    (EventLoop::of(agent).clock.performance_now() * 1e6) as u64
}

/// [process.hrtime(\[time\])](https://nodejs.org/api/process.html#processhrtimetime)
fn hrtime(agent: &mut Agent, call: Call) -> JsResult {
    const SECOND: u64 = 1_000_000_000;
    let now = nanoseconds(agent);
    let (mut seconds, mut rest) = ((now / SECOND) as f64, (now % SECOND) as f64);
    let since = call.arg(0);
    if !since.is_undefined() {
        if !agent.is_array(since)? {
            return Err(errors::invalid_argument_type(
                agent,
                "time",
                "an instance of Array",
                since,
            ));
        }
        let parts = agent.create_list_from_array_like(since)?;
        let [before, before_rest] = parts[..] else {
            let length = Value::from_usize(parts.len());
            return Err(errors::out_of_range(agent, "time", "2", length));
        };
        seconds -= agent.to_number(before)?;
        rest -= agent.to_number(before_rest)?;
        if rest < 0.0 {
            seconds -= 1.0;
            rest += SECOND as f64;
        }
    }
    let parts = vec![Value::number(seconds), Value::number(rest)];
    Ok(agent.new_array(parts).value())
}

/// [process.hrtime.bigint()](https://nodejs.org/api/process.html#processhrtimebigint)
fn hrtime_bigint(agent: &mut Agent, _: Call) -> JsResult {
    let now = nanoseconds(agent);
    Ok(agent.heap.new_bigint(BigInt::from(now)).value())
}
