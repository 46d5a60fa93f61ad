//! The binding `os`: what the system tells of itself, mostly as texts that JavaScript reads.
//! [os](https://nodejs.org/api/os.html)

use crate::engine::{Agent, Call, JsResult, Method, Object, PropertyFlags, Value};
use std::path::Path;

const METHODS: &[Method] = &[
    Method::new("fact", 1, fact),
    Method::new("speeds", 1, speeds),
    Method::new("hardware", 1, hardware),
    Method::new("parallelism", 0, parallelism),
    Method::new("architecture", 0, architecture),
];

/// Where the system says something, by the name under which it is asked for.
const FACTS: &[(&str, &str)] = &[
    ("hostname", "/proc/sys/kernel/hostname"),
    ("release", "/proc/sys/kernel/osrelease"),
    ("version", "/proc/sys/kernel/version"),
    ("type", "/proc/sys/kernel/ostype"),
    ("memory", "/proc/meminfo"),
    ("load", "/proc/loadavg"),
    ("uptime", "/proc/uptime"),
    ("processors", "/proc/cpuinfo"),
    ("times", "/proc/stat"),
    ("process", "/proc/self/status"),
    ("priority", "/proc/self/stat"),
    ("users", "/etc/passwd"),
    ("addresses", "/proc/net/fib_trie"),
    ("routes", "/proc/net/route"),
    ("addresses6", "/proc/net/if_inet6"),
    ("interfaces", "/proc/net/dev"),
];

/// Makes an object with the functions.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(binding, METHODS, PropertyFlags::DATA);
    Ok(binding)
}

fn read(agent: &mut Agent, path: impl AsRef<Path>) -> JsResult {
    match std::fs::read(path) {
        Ok(bytes) => {
            agent.poll_work(bytes.len() / 64)?;
            let text = String::from_utf8_lossy(&bytes);
            Ok(agent.heap.new_string(text.trim_end()).value())
        }
        Err(_) => Ok(Value::UNDEFINED),
    }
}

/// `fact(name)`: the text, `undefined` where the system has none.
fn fact(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    match FACTS.iter().find(|(known, _)| *known == name) {
        Some((_, path)) => read(agent, path),
        None => Ok(Value::UNDEFINED),
    }
}

/// `speeds(processor)`: how fast a processor runs now, in kHz.
fn speeds(agent: &mut Agent, call: Call) -> JsResult {
    let processor = call.arg(0).as_number().unwrap_or(0.0) as u32;
    let folder = format!("/sys/devices/system/cpu/cpu{processor}/cpufreq");
    read(agent, format!("{folder}/scaling_cur_freq"))
}

/// `hardware(interface)`: the address of a network's card.
fn hardware(agent: &mut Agent, call: Call) -> JsResult {
    let name = agent.to_rust_string(call.arg(0))?;
    match name.contains(['/', '.', '\0']) {
        true => Ok(Value::UNDEFINED),
        false => read(agent, format!("/sys/class/net/{name}/address")),
    }
}

/// How many threads run at once.
fn parallelism(_: &mut Agent, _: Call) -> JsResult {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Value::number(count as f64))
}

fn architecture(agent: &mut Agent, _: Call) -> JsResult {
    Ok(agent.heap.new_string(std::env::consts::ARCH).value())
}
