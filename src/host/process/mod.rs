//! [process](https://nodejs.org/api/process.html): the program's surroundings.
//!
//! `exit` has exit codes and the events at the end, `about` what the object tells, `state` what both
//! and the rest of the host remember.

mod about;
mod exit;
mod state;

pub(super) use exit::fail;
pub use exit::{Ending, emit_before_exit, emit_exit, ending, exit_code};
pub use state::ProcessState;

use super::emitter::{self, Emitter};
use super::{Options, errors, warnings};
use super::{console, streams};
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, Object, PropertyFlags, ResourceEvent,
    Tick, Value,
};
use crate::heap::Kind;

const CONSTRUCTOR: Constructor = Constructor {
    name: "process",
    length: 0,
    run: construct,
};

const METHODS: &[Method] = &[
    Method::new("nextTick", 1, next_tick),
    Method::new("emitWarning", 4, warnings::emit_warning),
    Method::new("exit", 1, exit::exit),
    Method::new("reallyExit", 1, exit::really_exit),
    Method::new("abort", 0, exit::abort),
    Method::new("cwd", 0, about::cwd),
    Method::new("uptime", 0, about::uptime),
    Method::new("memoryUsage", 0, about::memory_usage),
    Method::new("cpuUsage", 1, about::cpu_usage),
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

/// Makes `process`.
pub(super) fn install(agent: &mut Agent, options: &mut Options) {
    let emitter = emitter::new_prototype(agent);
    let prototype = agent.heap.new_builtin_object(emitter.value());
    agent.new_constructor(&CONSTRUCTOR, prototype);
    let shape = agent.heap.root_shape(prototype.value(), Kind::Host);
    let process = agent
        .heap
        .new_host(Kind::Host, shape, Box::<Emitter>::default());
    agent.heap.defer(process);
    let emit_warning = agent.register_function("", 0, warnings::tell);
    agent.set_slot(ProcessState {
        process,
        exit_code: Value::UNDEFINED,
        exiting: false,
        emit_warning,
        reporting: options.reporting,
        uncaught: None,
        rejections: 0,
        capture: Value::NULL,
    });
    agent.define_tag(process, "process");
    about::define(agent, process, options);
    exit::define(agent, process);
    agent.define_methods_with(process, METHODS, PropertyFlags::DATA);
    let hrtime = about::new_hrtime(agent);
    agent.define_constant(process, "hrtime", hrtime.value(), PropertyFlags::DATA);
    define_streams(agent, process);
    agent.define_global("process", process.value());
}

fn construct(agent: &mut Agent, _: Call) -> JsResult {
    Err(agent.type_error("Illegal constructor"))
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
    agent.queues.ticks.push_back(Tick {
        callback,
        arguments,
        context: agent.context.current(),
        resource,
    });
    Ok(Value::UNDEFINED)
}

/// Defines `stdout` and `stderr`, with as much as programs usually need of them. As in Node both
/// inherit one `write`.
fn define_streams(agent: &mut Agent, process: Object) {
    let prototype = agent.new_plain_object(1);
    let write = agent.new_builtin("write", 1, stream_write).value();
    agent.define_constant(prototype, "write", write, PropertyFlags::HIDDEN);
    let flags = PropertyFlags::DATA;
    for (number, name) in [(1, "stdout"), (2, "stderr")] {
        let (which, is_terminal) = match number {
            1 => {
                let is_terminal = console::streams(agent).output_is_terminal();
                (console::Stream::Output, is_terminal)
            }
            _ => {
                let is_terminal = console::streams(agent).error_is_terminal();
                (console::Stream::Error, is_terminal)
            }
        };
        let stream = agent.heap.ordinary_object_create(prototype.value());
        agent.define_constant(stream, "fd", Value::int(number), flags);
        if is_terminal {
            agent.define_constant(stream, "isTTY", Value::TRUE, flags);
        }
        agent.define_constant(stream, "writable", Value::TRUE, flags);
        console::set_stream_object(agent, which, stream, (prototype, write));
        agent.define_constant(process, name, stream.value(), flags);
    }
}

/// [writable.write(chunk\[, encoding\]\[, callback\])](https://nodejs.org/api/stream.html#writablewritechunk-encoding-callback):
/// for text. The callback is called in a next tick.
fn stream_write(agent: &mut Agent, call: Call) -> JsResult {
    let Some(stream) = console::stream_of(agent, call.this()) else {
        let text = "Value of \"this\" must be of type process.stdout or process.stderr";
        return Err(agent.type_error(text));
    };
    let chunk = call.arg(0);
    let Some(text) = chunk.as_string() else {
        let expected = "of type string or an instance of Buffer, TypedArray, or DataView";
        return Err(errors::invalid_argument_type(
            agent, "chunk", expected, chunk,
        ));
    };
    let text = agent.heap.utf8(text);
    match stream {
        console::Stream::Output => streams::write_stdout(agent, &text)?,
        console::Stream::Error => streams::write_stderr(agent, &text)?,
    }
    let callback = [call.arg(1), call.arg(2)];
    if let Some(&callback) = callback
        .iter()
        .find(|value| agent.heap.is_callable(**value))
    {
        agent.queues.ticks.push_back(Tick {
            callback,
            arguments: Box::default(),
            context: agent.context.current(),
            resource: Value::UNDEFINED,
        });
    }
    Ok(Value::TRUE)
}
