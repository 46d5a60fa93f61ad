//! What the conformance suite wants of its host: `print` and `$262`, with agents that share memory.
//!
//! [Host-defined functions](https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions).
//! They exist only in runtimes that were built for the suite; nothing else may depend on them. Each
//! agent that `$262.agent` starts has a runtime and a thread of its own.
//!
//! Invariant: no thread outlives the runtime that started it, and everything here that blocks looks
//! at the interrupt flag.

mod modules;

use super::error::ErrorKind;
use super::instance::Runtime;
use super::interrupt::InterruptHandle;
use crate::builtins::shared_array_buffer::new_shared_array_buffer;
use crate::builtins::{self, array_buffer};
use crate::engine::{
    Agent, Call, HostData, JsResult, Method, Object, PropertyFlags, SharedMemory, Tracer, Value,
};
use crate::event_loop::EventLoop;
use crate::host::streams;
use crate::lower::{self, SourceKind};
use crate::source::SourceText;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const METHODS: &[Method] = &[
    Method::new("createRealm", 0, create_realm),
    Method::new("detachArrayBuffer", 1, detach_array_buffer),
    Method::new("evalScript", 1, eval_script),
    Method::new("gc", 0, gc),
];

/// Defines `print` and `$262` in the agent's realm; the latter.
pub(super) fn install(agent: &mut Agent) -> Object {
    modules::install(agent);
    let host = install_common(agent);
    install_starter(agent, host);
    host
}

/// Defines `print` and a `$262` that lacks `agent`; the latter.
fn install_common(agent: &mut Agent) -> Object {
    // The suite waits for all that it began.
    EventLoop::of(agent).waits.keep_alive();
    let print = agent.new_builtin("print", 1, print);
    agent.define_global("print", print.value());
    let host = agent.new_plain_object(7);
    agent.define_global("$262", host.value());
    agent.define_methods(host, METHODS);
    let global = agent.realm.global_object;
    agent.define_constant(host, "global", global.value(), PropertyFlags::HIDDEN);
    host
}

/// `print(text)`: a line on standard output.
fn print(agent: &mut Agent, call: Call) -> JsResult {
    let mut text = agent.to_rust_string(call.arg(0))?;
    text.push('\n');
    streams::write_stdout(agent, &text)?;
    Ok(Value::UNDEFINED)
}

/// `$262.createRealm()`: the `$262` of a new realm.
fn create_realm(agent: &mut Agent, _: Call) -> JsResult {
    let host = agent.create_realm(|agent| {
        builtins::install(agent);
        lower::indirect_eval::install(agent);
        install(agent)
    });
    match host {
        Some(host) => Ok(host.value()),
        None => Err(agent.range_error("Too many realms")),
    }
}

/// `$262.detachArrayBuffer(buffer)`
fn detach_array_buffer(agent: &mut Agent, call: Call) -> JsResult {
    let Some(buffer) = call.arg(0).as_object() else {
        return Err(agent.type_error("detachArrayBuffer wants an ArrayBuffer"));
    };
    array_buffer::detach(agent, buffer);
    Ok(Value::NULL)
}

/// `$262.evalScript(text)`: runs a text as a classic script.
fn eval_script(agent: &mut Agent, call: Call) -> JsResult {
    let text = agent.to_rust_string(call.arg(0))?;
    let source = Rc::new(SourceText::new("evalScript", text));
    match lower::compile(agent, source, SourceKind::Script) {
        Ok(function) => {
            agent.keep_object(function);
            let this = agent.realm.global_object.value();
            agent.call(function.value(), this, &[])
        }
        Err(error) => Err(error.throw(agent)),
    }
}

/// `$262.gc()`
fn gc(agent: &mut Agent, _: Call) -> JsResult {
    agent.collect_garbage();
    Ok(Value::UNDEFINED)
}

/// What the agent that runs a test has.
const STARTER_METHODS: &[Method] = &[
    Method::new("start", 1, start),
    Method::new("broadcast", 1, broadcast),
    Method::new("getReport", 0, get_report),
    Method::new("sleep", 1, sleep),
    Method::new("monotonicNow", 0, monotonic_now),
];

/// What the agents have that it started.
const STARTED_METHODS: &[Method] = &[
    Method::new("receiveBroadcast", 1, receive_broadcast),
    Method::new("report", 1, report),
    Method::new("sleep", 1, sleep),
    Method::new("leaving", 0, leaving),
    Method::new("monotonicNow", 0, monotonic_now),
];

/// How long something blocks before it looks at the interrupt flag.
const PATIENCE: Duration = Duration::from_millis(10);

/// Shared memory on its way to another agent.
struct Broadcast {
    memory: Arc<SharedMemory>,
    max_length: Option<usize>,
    /// Dropped once the other agent has it.
    received: Sender<()>,
}

/// What all agents of a test hold together.
#[derive(Clone)]
struct Common {
    reports: Arc<Mutex<VecDeque<String>>>,
    start: Instant,
}

impl Common {
    fn reports(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A started agent, as seen from the one that started it.
struct Started {
    mail: Sender<Broadcast>,
    interrupt: Option<InterruptHandle>,
    thread: Option<JoinHandle<()>>,
}

/// The state of `$262.agent` where agents are started.
struct Starter {
    common: Common,
    agents: Vec<Started>,
}

impl HostData for Starter {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl Drop for Starter {
    fn drop(&mut self) {
        for agent in &mut self.agents {
            if let Some(thread) = agent.thread.take() {
                // It may be between two things, when there is nothing to interrupt.
                while !thread.is_finished() {
                    agent.interrupt.iter().for_each(InterruptHandle::interrupt);
                    std::thread::sleep(Duration::from_millis(1));
                }
                // One that panicked has nothing more to say.
                let _ = thread.join();
            }
        }
    }
}

/// The state of `$262.agent` in a started agent.
struct Mailbox {
    common: Common,
    mail: Receiver<Broadcast>,
}

impl HostData for Mailbox {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Defines `agent` in a `$262`, for an agent that starts others.
fn install_starter(agent: &mut Agent, host: Object) {
    if agent.slot::<Starter>().is_none() {
        agent.set_slot(Starter {
            common: Common {
                reports: Arc::default(),
                start: Instant::now(),
            },
            agents: Vec::new(),
        });
    }
    define(agent, host, STARTER_METHODS);
}

fn define(agent: &mut Agent, host: Object, methods: &'static [Method]) {
    let object = agent.new_plain_object(methods.len());
    agent.define_methods(object, methods);
    agent.define_constant(host, "agent", object.value(), PropertyFlags::HIDDEN);
}

fn common(agent: &Agent) -> Common {
    let starter = agent.slot::<Starter>().map(|starter| &starter.common);
    let common = starter.or(agent.slot::<Mailbox>().map(|mailbox| &mailbox.common));
    match common {
        Some(common) => common.clone(),
        None => unreachable!("installed with one of them"),
    }
}

/// `start(script)`: runs a script in a new agent.
fn start(agent: &mut Agent, call: Call) -> JsResult {
    let script = agent.to_rust_string(call.arg(0))?;
    let common = common(agent);
    let (mail, mailbox) = channel();
    let (tell_interrupt, interrupt) = channel();
    let thread = std::thread::spawn(move || {
        let mailbox = Mailbox {
            common,
            mail: mailbox,
        };
        live(&script, mailbox, &tell_interrupt);
    });
    // Where the thread died at once there is nothing to interrupt.
    let interrupt = interrupt.recv().ok();
    if let Some(starter) = agent.slot_mut::<Starter>() {
        starter.agents.push(Started {
            mail,
            interrupt,
            thread: Some(thread),
        });
    }
    Ok(Value::UNDEFINED)
}

/// The life of a started agent.
fn live(script: &str, mailbox: Mailbox, tell_interrupt: &Sender<InterruptHandle>) {
    let common = mailbox.common.clone();
    let mut runtime = Runtime::builder()
        .stdout(std::io::sink())
        .stderr(std::io::sink())
        .build();
    let agent = &mut runtime.agent;
    agent.set_slot(mailbox);
    let host = install_common(agent);
    define(agent, host, STARTED_METHODS);
    if tell_interrupt.send(runtime.interrupt_handle()).is_err() {
        return;
    }
    let result = runtime.run_script("agent", script);
    if let Err(error) = result.and_then(|()| runtime.run())
        && !matches!(error.kind(), ErrorKind::Stopped(_))
    {
        let text = format!("the agent threw {}", error.message());
        common.reports().push_back(text);
    }
}

/// `broadcast(sab)`: gives memory to all started agents; returns when they have it.
fn broadcast(agent: &mut Agent, call: Call) -> JsResult {
    let buffer = call.arg(0).as_object();
    let data = buffer.and_then(|buffer| agent.heap.buffer(buffer));
    let shared = data.and_then(|data| Some((data.shared()?.clone(), data.max_length)));
    let Some((memory, max_length)) = shared else {
        return Err(agent.type_error("broadcast wants a SharedArrayBuffer"));
    };
    let (received, all_received) = channel();
    if let Some(starter) = agent.slot::<Starter>() {
        for started in &starter.agents {
            // An agent that has ended takes nothing.
            let _ = started.mail.send(Broadcast {
                memory: memory.clone(),
                max_length,
                received: received.clone(),
            });
        }
    }
    drop(received);
    while all_received.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
        agent.poll_now()?;
    }
    Ok(Value::UNDEFINED)
}

/// `receiveBroadcast(callback)`: waits for memory, and gives it to the callback.
fn receive_broadcast(agent: &mut Agent, call: Call) -> JsResult {
    let broadcast = loop {
        let Some(mailbox) = agent.slot::<Mailbox>() else {
            return Ok(Value::UNDEFINED);
        };
        match mailbox.mail.recv_timeout(PATIENCE) {
            Ok(broadcast) => break broadcast,
            Err(RecvTimeoutError::Timeout) => agent.poll_now()?,
            Err(RecvTimeoutError::Disconnected) => return Ok(Value::UNDEFINED),
        }
    };
    let Broadcast {
        memory,
        max_length,
        received,
    } = broadcast;
    drop(received);
    let buffer = new_shared_array_buffer(agent, memory, max_length);
    agent.call(call.arg(0), Value::UNDEFINED, &[buffer.value()])
}

/// `report(text)`: from a started agent to the one that started it.
fn report(agent: &mut Agent, call: Call) -> JsResult {
    let text = agent.to_rust_string(call.arg(0))?;
    common(agent).reports().push_back(text);
    Ok(Value::UNDEFINED)
}

/// `getReport()`: the first report that wasn't taken, or `null`.
fn get_report(agent: &mut Agent, _: Call) -> JsResult {
    let report = common(agent).reports().pop_front();
    Ok(match report {
        Some(text) => agent.heap.new_string(&text).value(),
        None => Value::NULL,
    })
}

/// `sleep(milliseconds)`: blocks the agent.
fn sleep(agent: &mut Agent, call: Call) -> JsResult {
    let milliseconds = agent.to_number(call.arg(0))?.clamp(0.0, 1e9);
    let end = Instant::now() + Duration::from_micros((milliseconds * 1e3) as u64);
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Value::UNDEFINED);
        }
        std::thread::sleep(left.min(PATIENCE));
        agent.poll_now()?;
    }
}

/// `leaving()`: the agent won't take part any more.
fn leaving(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::UNDEFINED)
}

/// `monotonicNow()`: milliseconds on a clock that all agents have.
fn monotonic_now(agent: &mut Agent, _: Call) -> JsResult {
    let passed = common(agent).start.elapsed();
    Ok(Value::number(passed.as_secs_f64() * 1e3))
}
