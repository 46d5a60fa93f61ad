//! The binding `process`: the process object, and what its methods ask of the system.

use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use crate::event_loop::EventLoop;
use crate::host::buffer::Bytes;
use crate::host::process::{ProcessState, standard_streams, system};
use crate::host::streams::{self, Stream};
use crate::host::{console, permission, warnings};

const METHODS: &[Method] = &[
    Method::new("kill", 2, kill),
    Method::new("chdir", 1, change_directory),
    Method::new("umask", 1, mask),
    Method::new("usage", 0, usage),
    Method::new("threadTimes", 0, thread_times),
    Method::new("memory", 0, memory),
    Method::new("availableMemory", 0, |_, _| {
        Ok(number_or(system::available_memory(), 0.0))
    }),
    Method::new("constrainedMemory", 0, |_, _| {
        Ok(number_or(
            system::constrained_memory(),
            18_446_744_073_709_552_000.0,
        ))
    }),
    Method::new("identity", 0, identity),
    Method::new("setIdentity", 2, set_identity),
    Method::new("setGroups", 1, set_groups),
    Method::new("activeResources", 0, active_resources),
    Method::new("loadedModules", 0, loaded_modules),
    Method::new("write", 2, write),
    Method::new("kindOf", 1, |agent, call| {
        let descriptor = agent.to_int32(call.arg(0))?;
        let kind = standard_streams::kind_of(descriptor);
        Ok(agent.heap.new_string(kind).value())
    }),
    Method::new("setPlain", 2, set_plain),
    Method::new("readStdin", 2, read_stdin),
    Method::new("setRefed", 2, set_refed),
    Method::new("holdStdin", 1, |agent, call| {
        let held = agent.heap.to_boolean(call.arg(0));
        standard_streams::hold_stdin(agent, held);
        Ok(Value::UNDEFINED)
    }),
    Method::new("readFile", 1, read_file),
    Method::new("runScript", 2, run_script),
    Method::new("setRejectionTaker", 1, |agent, call| {
        ProcessState::of(agent).rejection_taker = call.arg(0);
        Ok(Value::UNDEFINED)
    }),
    Method::new("collect", 0, |agent, _| {
        agent.collect_garbage();
        Ok(Value::UNDEFINED)
    }),
    Method::new("textOf", 1, |agent, call| {
        let text = match call.arg(0).as_string() {
            Some(text) => return Ok(text.value()),
            None => agent.value_for_message(call.arg(0)),
        };
        Ok(agent.heap.new_string(&text).value())
    }),
    Method::new("warn", 1, |agent, call| {
        if let Some(warning) = call.arg(0).as_object() {
            warnings::enqueue(agent, warning);
        }
        Ok(Value::UNDEFINED)
    }),
];

/// Makes an object with `process`, `emitterPrototype` and the functions. Those that can fail give the
/// number of the error, or 0.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    let state = ProcessState::of(agent);
    let (process, emitter) = (state.process.value(), state.emitter.value());
    agent.define_constant(binding, "process", process, PropertyFlags::DATA);
    agent.define_constant(binding, "emitterPrototype", emitter, PropertyFlags::DATA);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

fn number_or(number: Option<f64>, otherwise: f64) -> Value {
    Value::number(number.unwrap_or(otherwise))
}

fn errno(result: Result<(), i32>) -> JsResult {
    Ok(Value::int(result.err().unwrap_or(0)))
}

/// As [`errno`], of a change of the process: EPERM where that is another program's.
fn change(agent: &mut Agent, change: impl FnOnce() -> Result<(), i32>) -> JsResult {
    const EPERM: i32 = 1;
    errno(match ProcessState::of(agent).owns_process {
        true => change(),
        false => Err(EPERM),
    })
}

fn numbers(agent: &mut Agent, numbers: &[f64]) -> Value {
    let values = numbers
        .iter()
        .map(|number| Value::number(*number))
        .collect();
    agent.new_array(values).value()
}

fn kill(agent: &mut Agent, call: Call) -> JsResult {
    let (pid, signal) = (agent.to_int32(call.arg(0))?, agent.to_int32(call.arg(1))?);
    // It may be the end of this process.
    streams::flush_stdout(agent);
    change(agent, || system::kill(pid, signal))
}

fn change_directory(agent: &mut Agent, call: Call) -> JsResult {
    let path = agent.to_rust_string(call.arg(0))?;
    change(agent, || system::change_directory(&path))
}

fn mask(agent: &mut Agent, call: Call) -> JsResult {
    let new = match call.arg(0) {
        value if value.is_undefined() => None,
        value => Some(agent.to_uint32(value)?),
    };
    // Another program's stays as it is.
    let new = new.filter(|_| ProcessState::of(agent).owns_process);
    Ok(Value::from_u32(system::mask(new)))
}

fn usage(agent: &mut Agent, _: Call) -> JsResult {
    let usage = system::usage().unwrap_or_default();
    Ok(numbers(agent, &usage))
}

fn thread_times(agent: &mut Agent, _: Call) -> JsResult {
    let times = system::thread_times().unwrap_or_default();
    Ok(numbers(agent, &times))
}

/// `memory()`: resident, all and used of the heap, in bytes.
fn memory(agent: &mut Agent, _: Call) -> JsResult {
    let used = agent.heap.live() + agent.heap.allocated();
    let resident = system::resident().unwrap_or(used);
    let sizes = [resident.max(used), used, used].map(|size| size as f64);
    Ok(numbers(agent, &sizes))
}

/// `identity()`: an array of user, effective user, group, effective group, and all groups.
fn identity(agent: &mut Agent, _: Call) -> JsResult {
    let (ids, groups) = system::identity().unwrap_or_default();
    let all: Vec<f64> = ids.iter().chain(&groups).map(|id| f64::from(*id)).collect();
    Ok(numbers(agent, &all))
}

fn set_identity(agent: &mut Agent, call: Call) -> JsResult {
    let which = agent.to_rust_string(call.arg(0))?;
    let id = agent.to_uint32(call.arg(1))?;
    change(agent, || system::set_identity(&which, id))
}

fn set_groups(agent: &mut Agent, call: Call) -> JsResult {
    let values = agent.create_list_from_array_like(call.arg(0))?;
    let mut groups = Vec::with_capacity(values.len());
    for value in values {
        groups.push(agent.to_uint32(value)?);
    }
    change(agent, || system::set_groups(&groups))
}

/// `activeResources()`: a name for each thing that keeps the loop alive.
fn active_resources(agent: &mut Agent, _: Call) -> JsResult {
    let open = standard_streams::active(agent);
    let this = EventLoop::of(agent);
    let requests = this.completions.requests();
    let open = open.into_iter().map(|name| (name, 1));
    let counts = [
        ("Timeout", this.timers.refed_count()),
        ("Immediate", this.immediates.refed_count()),
    ];
    let counts = std::iter::once(("FSReqCallback", requests))
        .chain(open)
        .chain(counts);
    let mut names = Vec::new();
    for (name, count) in counts {
        for _ in 0..count {
            agent.poll()?;
            names.push(agent.heap.new_string(name).value());
        }
    }
    Ok(agent.new_array(names).value())
}

fn loaded_modules(agent: &mut Agent, _: Call) -> JsResult {
    let names = crate::host::node::require::loaded_names(agent);
    let names = names.iter().map(|name| {
        let text = format!("NativeModule {name}");
        agent.heap.new_string(&text).value()
    });
    let names = names.collect();
    Ok(agent.new_array(names).value())
}

fn stream_of(agent: &mut Agent, value: Value) -> JsResult<Stream> {
    Ok(match agent.to_int32(value)? {
        1 => Stream::Output,
        _ => Stream::Error,
    })
}

/// `write(fd, chunk)`: a string or bytes to standard output or standard error. Gives 0, or the negative
/// number of the error where the stream is written at once.
fn write(agent: &mut Agent, call: Call) -> JsResult {
    let stream = stream_of(agent, call.arg(0))?;
    let bytes = match Bytes::of_view(&agent.heap, call.arg(1)) {
        Some(bytes) => bytes.read(&agent.heap).into_owned(),
        None => agent.to_rust_string(call.arg(1))?.into_bytes(),
    };
    let written = streams::write(agent, stream, &bytes)?;
    Ok(Value::int(written.err().map_or(0, |error| -error)))
}

/// `setPlain(fd, plain)`: whether what is written to a stream just comes out, so that the console
/// needn't ask it.
fn set_plain(agent: &mut Agent, call: Call) -> JsResult {
    let stream = stream_of(agent, call.arg(0))?;
    let plain = agent.heap.to_boolean(call.arg(1));
    console::set_plain(agent, stream, plain);
    Ok(Value::UNDEFINED)
}

fn read_stdin(agent: &mut Agent, call: Call) -> JsResult {
    let size = agent.to_uint32(call.arg(1))?;
    standard_streams::read_stdin(agent, call.arg(0), size as usize)
}

/// `setRefed(number, refed)`: whether a piece of work keeps the loop alive.
fn set_refed(agent: &mut Agent, call: Call) -> JsResult {
    let number = agent.to_uint32(call.arg(0))?;
    let refed = agent.heap.to_boolean(call.arg(1));
    let completions = &mut EventLoop::of(agent).completions;
    completions.set_refed(u64::from(number), refed);
    Ok(Value::UNDEFINED)
}

/// `runScript(path, context)`: runs a file in a process of its own, with `NODE_TEST_CONTEXT` set, and
/// waits for it; its exit code, the number of the signal that ended it, and what it wrote. `undefined`
/// where that can't be.
fn run_script(agent: &mut Agent, call: Call) -> JsResult {
    if !ProcessState::of(agent).owns_process {
        return Ok(Value::UNDEFINED);
    }
    let path = agent.to_rust_string(call.arg(0))?;
    let context = agent.to_rust_string(call.arg(1))?;
    // What this program may not do, another may not do for it.
    let access = permission::access(agent);
    let mut flags = access.policy().to_flags();
    if let Some(folder) = access.own_folder() {
        flags.push(format!("--own-folder={}", folder.display()));
    }
    let output = std::env::current_exe().and_then(|own| {
        std::process::Command::new(own)
            .args(flags)
            .arg("--allow-env=NODE_TEST_CONTEXT")
            .arg(path)
            .env("NODE_TEST_CONTEXT", context)
            .stdin(std::process::Stdio::null())
            .output()
    });
    let Ok(output) = output else {
        return Ok(Value::UNDEFINED);
    };
    let text = |agent: &mut Agent, bytes: &[u8]| {
        let text = agent.heap.new_string(&String::from_utf8_lossy(bytes));
        agent.keep(text.value());
        text.value()
    };
    let code = output.status.code().map_or(Value::NULL, Value::int);
    let signal = ended_by(output.status).map_or(Value::NULL, Value::int);
    let (out, err) = (text(agent, &output.stdout), text(agent, &output.stderr));
    Ok(agent.new_array(vec![code, signal, out, err]).value())
}

#[cfg(unix)]
fn ended_by(status: std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn ended_by(_: std::process::ExitStatus) -> Option<i32> {
    None
}

/// `readFile(path)`: its text, or the number of the error.
fn read_file(agent: &mut Agent, call: Call) -> JsResult {
    let path = agent.to_rust_string(call.arg(0))?;
    let resolver = crate::host::resolution::resolver(agent);
    let read = resolver.borrow().files().read(&path);
    Ok(match read {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            agent.heap.new_string(&text).value()
        }
        Err(error) => Value::int(error.raw_os_error().unwrap_or(2)),
    })
}
