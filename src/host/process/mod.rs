//! [process](https://nodejs.org/api/process.html): the program's surroundings.
//!
//! `exit` has exit codes and the events at the end, `about` what the object tells, `state` what both
//! and the rest of the host remember, `system` what the operating system is asked, `signals` what it
//! tells, `standard_streams` the three streams, `on_warning` how warnings are told. What is rarely needed
//! is written in JavaScript (`host/node/internal/process`), and reached through `scripted` when it is
//! first looked at.

mod about;
mod exit;
mod on_warning;
mod scripted;
pub mod signals;
pub mod standard_streams;
mod state;
pub mod system;

pub(super) use exit::fail;
pub use exit::{Ending, emit_before_exit, emit_exit, ending, exit_code};
pub use state::ProcessState;

use super::{Options, Rejections, emitter, errors, streams};
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, Object, PropertyFlags, ResourceEvent,
    Tick, Value,
};
use crate::host::inspect;
use scripted::from_script;
use state::About;

const CONSTRUCTOR: Constructor = Constructor {
    name: "process",
    length: 0,
    run: construct,
};

/// What is written in JavaScript, between what isn't, in Node's order.
const MODULES: &[&str] = &["binding", "_linkedBinding"];
const EVENTS: &[&str] = &["_events"];
const ACTIVE: &[&str] = &[
    "_getActiveRequests",
    "_getActiveHandles",
    "getActiveResourcesInfo",
];
const USAGE: &[&str] = &[
    "_kill",
    "loadEnvFile",
    "cpuUsage",
    "threadCpuUsage",
    "resourceUsage",
    "memoryUsage",
    "constrainedMemory",
    "availableMemory",
    "kill",
];
const REFERENCES: &[&str] = &["execve", "ref", "unref"];
const IDENTITY: &[&str] = &[
    "openStdin",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getgroups",
];
const INSPECTION: &[&str] = &[
    "setSourceMapsEnabled",
    "getBuiltinModule",
    "_debugProcess",
    "_debugEnd",
    "_startProfilerIdleNotifier",
    "_stopProfilerIdleNotifier",
];
const PERMISSIONS: &[&str] = &["umask", "chdir"];
const OWNERS: &[&str] = &[
    "initgroups",
    "setgroups",
    "setegid",
    "seteuid",
    "setgid",
    "setuid",
];

/// Makes `process`.
pub(super) fn install(agent: &mut Agent, options: &mut Options) {
    let emitter = emitter::new_prototype(agent);
    let prototype = agent.heap.new_builtin_object(emitter.value());
    agent.new_constructor(&CONSTRUCTOR, prototype);
    let process = agent.heap.new_lazy_object(prototype.value());
    let emit_warning = agent.register_function("", 0, on_warning::tell);
    let take = |texts: &mut Vec<String>| std::mem::take(texts);
    let owns_process = std::path::Path::new(&options.exec_path).is_absolute();
    streams::streams(agent).set_failure_handler(standard_streams::output_failed);
    agent.set_slot(ProcessState {
        process,
        prototype,
        emitter,
        about: About {
            argv: take(&mut options.argv),
            exec_argv: take(&mut options.exec_argv),
            argv0: std::mem::take(&mut options.argv0),
            exec_path: std::mem::take(&mut options.exec_path),
            env: std::mem::take(&mut options.env),
        },
        at_exit: Value::UNDEFINED,
        reads_stdin: options.reads_stdin,
        exit_code: Value::UNDEFINED,
        exiting: false,
        emit_warning,
        reporting: options.reporting,
        uncaught: None,
        capture: Value::NULL,
        rejection_taker: Value::UNDEFINED,
        rejections: Rejections::default(),
        disabled_warnings: Vec::new(),
        owns_process,
    });
    define(agent, process);
    agent.define_global("process", process.value());
}

/// The properties, in Node's order.
fn define(agent: &mut Agent, process: Object) {
    let data = PropertyFlags::DATA;
    let fixed = PropertyFlags::ENUMERABLE.with(PropertyFlags::CONFIGURABLE);
    let methods = |agent: &mut Agent, methods| agent.define_methods_with(process, methods, data);
    let scripted = |agent: &mut Agent, names| agent.define_lazy(process, names, data, from_script);
    let accessors = |agent: &mut Agent, table| agent.define_accessors_with(process, table, fixed);
    about::define_versions(agent, process, fixed);
    methods(agent, RAW_DEBUG);
    agent.define_lazy(process, &["moduleLoadList"], fixed, from_script);
    scripted(agent, MODULES);
    agent.define_lazy(process, EVENTS, data, first_events);
    agent.define_constant(process, "_eventsCount", Value::int(3), data);
    agent.define_constant(process, "_maxListeners", Value::UNDEFINED, data);
    agent.define_constant(process, "domain", Value::NULL, data);
    exit::define(agent, process);
    agent.define_lazy(process, &["config"], fixed, from_script);
    scripted(agent, &["dlopen"]);
    methods(agent, UPTIME);
    scripted(agent, ACTIVE);
    methods(agent, REALLY_EXIT);
    scripted(agent, USAGE);
    methods(agent, EXIT);
    scripted(agent, REFERENCES);
    accessors(agent, about::FINALIZATION);
    agent.define_lazy(process, &["hrtime"], data, about::make);
    scripted(agent, IDENTITY);
    accessors(agent, about::FLAGS);
    let enumerable = PropertyFlags::ENUMERABLE;
    agent.define_lazy(process, &["features"], enumerable, from_script);
    scripted(agent, &["_fatalException"]);
    methods(agent, CAPTURE);
    scripted(agent, &["emitWarning"]);
    methods(agent, TICKS);
    agent.define_lazy(process, &["_tickCallback"], data, about::make);
    accessors(agent, about::SOURCE_MAPS);
    scripted(agent, INSPECTION);
    accessors(agent, standard_streams::GETTERS);
    methods(agent, ABORT);
    scripted(agent, PERMISSIONS);
    agent.define_lazy(process, &["cwd"], data, about::make);
    scripted(agent, OWNERS);
    about::define_surroundings(agent, process, fixed);
    accessors(agent, about::REPORT);
    agent.define_lazy(process, &["mainModule"], data, about::make);
    let writable = PropertyFlags::WRITABLE;
    agent.define_text(process, "@@toStringTag", "process", writable);
}

const RAW_DEBUG: &[Method] = &[Method::new("_rawDebug", 0, raw_debug)];
const UPTIME: &[Method] = &[Method::new("uptime", 0, about::uptime)];
const REALLY_EXIT: &[Method] = &[Method::new("reallyExit", 0, exit::really_exit)];
const EXIT: &[Method] = &[Method::new("exit", 1, exit::exit)];
const ABORT: &[Method] = &[Method::new("abort", 0, exit::abort)];
const CAPTURE: &[Method] = &[
    Method::new(
        "setUncaughtExceptionCaptureCallback",
        1,
        set_uncaught_exception_capture_callback,
    ),
    Method::new(
        "hasUncaughtExceptionCaptureCallback",
        0,
        has_uncaught_exception_capture_callback,
    ),
];
const TICKS: &[Method] = &[Method::new("nextTick", 1, next_tick)];

/// What listens from the start.
fn first_events(agent: &mut Agent, _: Object, _: &'static str) -> JsResult {
    let events = agent.heap.ordinary_object_create(Value::NULL);
    agent.keep_object(events);
    for (event, name, run) in [
        (
            "newListener",
            "startListeningIfSignal",
            signals::listener_added as fn(&mut Agent, Call) -> JsResult,
        ),
        (
            "removeListener",
            "stopListeningIfSignal",
            signals::listener_removed,
        ),
        ("warning", "onWarning", on_warning::on_warning),
    ] {
        let listener = agent.new_builtin(name, 1, run).value();
        agent.define_constant(events, event, listener, PropertyFlags::DATA);
    }
    Ok(events.value())
}

fn construct(agent: &mut Agent, _: Call) -> JsResult {
    Err(agent.type_error("Illegal constructor"))
}

/// `process._rawDebug(...args)`: as `console.error`, past everything that a script replaced.
fn raw_debug(agent: &mut Agent, call: Call) -> JsResult {
    let options = inspect::Options::of(agent);
    let mut text = String::new();
    inspect::format_into(agent, &options, &call.args(), &mut text)?;
    text.push('\n');
    streams::write_stderr(agent, &text)?;
    Ok(Value::UNDEFINED)
}

/// [process.setUncaughtExceptionCaptureCallback(fn)](https://nodejs.org/api/process.html#processsetuncaughtexceptioncapturecallbackfn)
fn set_uncaught_exception_capture_callback(agent: &mut Agent, call: Call) -> JsResult {
    let callback = call.arg(0);
    if callback.is_null() {
        ProcessState::of(agent).capture = callback;
        return Ok(Value::UNDEFINED);
    }
    if !agent.heap.is_callable(callback) {
        let expected = "of type function or null";
        return Err(errors::invalid_argument_type(
            agent, "fn", expected, callback,
        ));
    }
    if !ProcessState::of(agent).capture.is_null() {
        return Err(errors::throw(
            agent,
            Intrinsic::ErrorPrototype,
            "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET",
            "`process.setupUncaughtExceptionCapture()` was called while a capture callback was \
             already active",
        ));
    }
    ProcessState::of(agent).capture = callback;
    Ok(Value::UNDEFINED)
}

/// [process.hasUncaughtExceptionCaptureCallback()](https://nodejs.org/api/process.html#processhasuncaughtexceptioncapturecallback)
fn has_uncaught_exception_capture_callback(agent: &mut Agent, _: Call) -> JsResult {
    let is_set = !ProcessState::of(agent).capture.is_null();
    Ok(Value::bool(is_set))
}

/// What stands for a tick where somebody is told of ticks.
fn tick_resource(agent: &mut Agent) -> Value {
    if !agent.is_resource_watched() {
        return Value::UNDEFINED;
    }
    let resource = agent.new_plain_object(0).value();
    agent.keep(resource);
    agent.tell_of_resource(ResourceEvent::Created("TickObject"), resource);
    resource
}

/// [process.nextTick(callback\[, ...args\])](https://nodejs.org/api/process.html#processnexttickcallback-args)
fn next_tick(agent: &mut Agent, call: Call) -> JsResult {
    let callback = errors::require_function(agent, "callback", call.arg(0))?;
    if ProcessState::of(agent).exiting {
        return Ok(Value::UNDEFINED);
    }
    let arguments = call.args_from(1).into_boxed_slice();
    let resource = tick_resource(agent);
    agent.queue_tick(Tick {
        callback,
        arguments,
        context: agent.context.current(),
        resource,
    });
    Ok(Value::UNDEFINED)
}
