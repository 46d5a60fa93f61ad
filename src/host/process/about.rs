//! What `process` tells about the program, the machine and the time.

use super::scripted::{from_script, scripted};
use super::{ProcessState, errors, system};
use crate::engine::{
    Accessor, Agent, Call, Intrinsic, JsResult, Object, PropertyDescriptor, PropertyFlags, Text,
    Value,
};
use crate::event_loop::EventLoop;
use crate::heap::array_index;
use crate::host::node::require_builtin;
use crate::host::permission;
use num_bigint::BigInt;
use rustc_hash::FxHashSet;

/// The version of Node whose behaviour is offered.
const NODE_VERSION: &str = "v24.21.0";

pub(super) const FINALIZATION: &[Accessor] = &[Accessor {
    name: "finalization",
    get: Some(|agent, _| scripted(agent, "finalization")),
    set: Some(|agent, call| replace(agent, call, "finalization")),
}];
pub(super) const FLAGS: &[Accessor] = &[Accessor {
    name: "allowedNodeEnvironmentFlags",
    get: Some(|agent, _| scripted(agent, "allowedNodeEnvironmentFlags")),
    set: Some(|agent, call| replace(agent, call, "allowedNodeEnvironmentFlags")),
}];
pub(super) const SOURCE_MAPS: &[Accessor] = &[Accessor::getter("sourceMapsEnabled", |_, _| {
    Ok(Value::FALSE)
})];
pub(super) const REPORT: &[Accessor] = &[Accessor::getter("report", |agent, _| {
    scripted(agent, "report")
})];

/// Puts a value in the place of an accessor.
fn replace(agent: &mut Agent, call: Call, name: &'static str) -> JsResult {
    let key = agent.static_key(name);
    if let Some(object) = call.this().as_object() {
        let descriptor = PropertyDescriptor::data(call.arg(0), PropertyFlags::DATA);
        agent.define_own_property(object, key, &descriptor)?;
    }
    Ok(Value::UNDEFINED)
}

/// Defines what tells of the version and the machine.
pub(super) fn define_versions(agent: &mut Agent, process: Object, fixed: PropertyFlags) {
    agent.define_text(process, "version", NODE_VERSION, fixed);
    agent.define_lazy(process, &["versions"], fixed, from_script);
    agent.define_text(process, "arch", architecture(), fixed);
    agent.define_text(process, "platform", platform(), fixed);
    agent.define_lazy(process, &["release"], fixed, from_script);
}

/// Defines what tells how the program was started.
pub(super) fn define_surroundings(agent: &mut Agent, process: Object, fixed: PropertyFlags) {
    let data = PropertyFlags::DATA;
    agent.define_lazy(process, &["env"], data, make);
    agent.define_text(process, "title", "minijs", data);
    agent.define_lazy(process, &["argv", "execArgv"], data, make);
    let pid = Value::number(f64::from(std::process::id()));
    agent.define_constant(process, "pid", pid, fixed);
    agent.define_lazy(process, &["ppid", "execPath"], data, make);
    agent.define_constant(process, "debugPort", Value::int(9229), data);
    let enumerable = PropertyFlags::ENUMERABLE;
    agent.define_lazy(process, &["argv0"], enumerable, make);
    agent.define_lazy(process, &["_preload_modules"], fixed, make);
    agent.define_lazy(process, &["permission"], enumerable, make);
}

/// The values that are made when they are first looked at.
pub(super) fn make(agent: &mut Agent, _: Object, name: &'static str) -> JsResult {
    let about = &mut ProcessState::of(agent).about;
    Ok(match name {
        "env" => {
            let env = std::mem::take(&mut about.env);
            new_env(agent, env).value()
        }
        "argv" => {
            let argv = std::mem::take(&mut about.argv);
            text_array(agent, &argv)
        }
        "execArgv" => {
            let argv = std::mem::take(&mut about.exec_argv);
            text_array(agent, &argv)
        }
        "execPath" => {
            let path = about.exec_path.clone();
            agent.heap.new_string(&path).value()
        }
        "permission" => permission::new_object(agent).value(),
        "argv0" => {
            let name = about.argv0.clone();
            agent.heap.new_string(&name).value()
        }
        "ppid" => Value::number(f64::from(system::parent())),
        "cwd" => agent.new_builtin("wrappedCwd", 0, cwd).value(),
        "_tickCallback" => {
            let run = |_: &mut Agent, _: Call| Ok(Value::UNDEFINED);
            agent.new_builtin("runNextTicks", 0, run).value()
        }
        "mainModule" => {
            require_builtin(agent, "module")?;
            let process = ProcessState::of(agent).process;
            let key = agent.static_key(name);
            let found = agent.heap.lookup(process, key);
            let value = found.and_then(|found| agent.heap.read_slot(process, found.slot));
            value.unwrap_or(Value::UNDEFINED)
        }
        "hrtime" => new_hrtime(agent).value(),
        _ => text_array(agent, &[]),
    })
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
    let prototype = agent.heap.ordinary_object_create(prototype);
    let env = agent.heap.new_builtin_object(prototype.value());
    let is_index = |variable: &mut (String, String)| {
        array_index(Text::Latin1(variable.0.as_bytes())).is_some()
    };
    for (name, value) in variables.extract_if(.., is_index) {
        let key = agent.heap.property_key_of_str(&name);
        let value = agent.heap.new_string(&value).value();
        let _ = agent.create_data_property(env, key, value);
    }
    agent.define_texts(env, variables, PropertyFlags::DATA);
    let handler = agent.new_plain_object(2);
    for (name, length, run) in [
        ("set", 4, set_variable as fn(&mut Agent, Call) -> JsResult),
        ("defineProperty", 3, define_variable),
    ] {
        let trap = agent.new_builtin(name, length, run).value();
        agent.define_constant(handler, name, trap, PropertyFlags::HIDDEN);
    }
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
            if key.is_symbol() {
                return Err(agent.type_error("Cannot convert a Symbol value to a string"));
            }
            let text = agent.to_string(value)?.value();
            agent.set_with_receiver(env, key, text, target)?
        }
        // An object that inherits from it.
        _ => agent.set_with_receiver(env, key, value, receiver)?,
    };
    Ok(Value::bool(set))
}

/// Defining one: only as an assignment would.
fn define_variable(agent: &mut Agent, call: Call) -> JsResult {
    let key = agent.to_property_key(call.arg(1))?;
    let (Some(env), Some(attributes)) = (call.arg(0).as_object(), call.arg(2).as_object()) else {
        return Ok(Value::FALSE);
    };
    let mut has = |name: &'static str| -> JsResult<bool> {
        let key = agent.static_key(name);
        let value = agent.get(attributes, key)?;
        Ok(agent.heap.to_boolean(value))
    };
    let problem = if has("get")? || has("set")? {
        Some("'process.env' does not accept an accessor(getter/setter) descriptor")
    } else if !(has("configurable")? && has("writable")? && has("enumerable")?) {
        Some("'process.env' only accepts a configurable, writable, and enumerable data descriptor")
    } else {
        None
    };
    if let Some(problem) = problem {
        let proto = Intrinsic::TypeErrorPrototype;
        let code = "ERR_INVALID_OBJECT_DEFINE_PROPERTY";
        return Err(errors::throw(agent, proto, code, problem));
    }
    let value = {
        let key = agent.static_key("value");
        agent.get(attributes, key)?
    };
    let text = agent.to_string(value)?.value();
    Ok(Value::bool(agent.create_data_property(env, key, text)?))
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
fn cwd(agent: &mut Agent, _: Call) -> JsResult {
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
