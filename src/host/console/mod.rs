//! The [console](https://nodejs.org/api/console.html).
//!
//! `replaced` is a script's own `process.stdout.write`, `state` what is remembered, `printing` what all
//! methods print by, `table` and `timing` what needs more than a few lines. All methods work without
//! their receiver. Those that print by way of another (`table` by way of `log`) call what the script
//! has put there.

mod printing;
mod replaced;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod timing;

pub(super) use printing::print;
pub use printing::warn_later;
pub use state::{set_plain, set_stream_object, set_whole_stream};
pub use table::table_text;
pub use timing::{duration_text, set_clock};

use super::inspect::{self, format_into, inspect};
use crate::budget::PIECE;
use crate::engine::{
    Accessor, Agent, Call, Intrinsic, JsResult, Method, Object, PropertyFlags, StackStart, Text,
    Value,
};
use crate::host::node::require_builtin;
use crate::host::streams::{Stream, streams, write_stdout};
use printing::{label, options_for, print_by, print_text_by, print_values};
use state::{State, state};

const METHODS: &[Method] = &[
    Method::new("log", 0, log),
    Method::new("info", 0, info),
    Method::new("debug", 0, debug),
    Method::new("warn", 0, warn),
    Method::new("error", 0, error),
    Method::new("dir", 0, dir),
    Method::new("time", 0, timing::time),
    Method::new("timeEnd", 0, timing::time_end),
    Method::new("timeLog", 0, timing::time_log),
    Method::new("trace", 0, trace),
    Method::new("assert", 0, assert),
    Method::new("clear", 0, clear),
    Method::new("count", 0, count),
    Method::new("countReset", 0, count_reset),
    Method::new("group", 0, group),
    Method::new("groupEnd", 0, group_end),
    Method::new("table", 0, table::table),
    Method::new("dirxml", 0, log),
    Method::new("groupCollapsed", 0, group),
];

/// The error handlers of the streams, which do nothing where all is well.
const HANDLERS: &[&str] = &["_stdoutErrorHandler", "_stderrErrorHandler"];

/// What is written in JavaScript.
const HIDDEN_SCRIPTED: &[&str] = &["_times"];
const SCRIPTED: &[&str] = &["Console"];
const TASKS: &[&str] = &["context", "createTask"];

const STREAMS: &[Accessor] = &[
    Accessor {
        name: "_stdout",
        get: Some(|agent, _| replaced::stream_value(agent, Stream::Output)),
        set: Some(|agent, call| {
            replaced::set_stream_value(agent, Stream::Output, call.arg(0));
            Ok(Value::UNDEFINED)
        }),
    },
    Accessor {
        name: "_stderr",
        get: Some(|agent, _| replaced::stream_value(agent, Stream::Error)),
        set: Some(|agent, call| {
            replaced::set_stream_value(agent, Stream::Error, call.arg(0));
            Ok(Value::UNDEFINED)
        }),
    },
];

const INSPECTOR: &[Method] = &[
    Method::new("profile", 0, nothing),
    Method::new("profileEnd", 0, nothing),
    Method::new("timeStamp", 0, nothing),
];

/// Spaces that a group adds before its lines.
const GROUP_INDENTATION: usize = 2;

/// Makes the global `console`; after the built-ins, before any script runs.
pub fn install(agent: &mut Agent) {
    inspect::install(agent);
    agent.set_slot(State::default());
    let prototype = agent.new_plain_object(0);
    let console = agent.heap.new_builtin_object(prototype.value());
    let (data, hidden) = (PropertyFlags::DATA, PropertyFlags::HIDDEN);
    agent.define_methods_with(console, METHODS, data);
    agent.define_lazy(console, HANDLERS, hidden, |agent, _, _| {
        Ok(agent.new_builtin("", 1, nothing).value())
    });
    agent.define_constant(console, "_ignoreErrors", Value::TRUE, hidden);
    agent.define_lazy(console, HIDDEN_SCRIPTED, hidden, from_script);
    agent.define_lazy(console, SCRIPTED, data, from_script);
    agent.define_methods_with(console, INSPECTOR, data);
    agent.define_lazy(console, TASKS, data, from_script);
    agent.define_accessors_with(console, STREAMS, PropertyFlags::CONFIGURABLE);
    agent.define_tag(console, "console");
    agent.define_global("console", console.value());
    state(agent).console = Some(console);
}

/// `console` itself.
pub fn object(agent: &mut Agent) -> Value {
    let console = state(agent).console;
    console.map_or(Value::UNDEFINED, Object::value)
}

/// Sets what is called with the name and the arguments of `log`, `info`, `debug`, `warn` and `error`
/// before they print; `undefined` for nothing.
pub fn set_watcher(agent: &mut Agent, watcher: Value) {
    state(agent).watcher = watcher;
}

/// Tells the watcher.
#[cold]
fn tell_watcher(agent: &mut Agent, name: &str, call: &Call) -> JsResult<()> {
    let watcher = state(agent).watcher;
    let arguments = agent.new_array(call.args());
    agent.keep_object(arguments);
    let name = agent.heap.new_string(name).value();
    agent.keep(name);
    agent.call(watcher, Value::UNDEFINED, &[name, arguments.value()])?;
    Ok(())
}

/// A property that is written in JavaScript.
fn from_script(agent: &mut Agent, _: Object, name: &'static str) -> JsResult {
    let exports = require_builtin(agent, "internal/console")?;
    agent.keep(exports);
    let key = agent.static_key(name);
    agent.get_v(exports, key)
}

/// [console.log([data][, ...args])](https://nodejs.org/api/console.html#consolelogdata-args)
fn log(agent: &mut Agent, call: Call) -> JsResult {
    print_line(agent, call, "log")
}

/// [console.info([data][, ...args])](https://nodejs.org/api/console.html#consoleinfodata-args)
fn info(agent: &mut Agent, call: Call) -> JsResult {
    print_line(agent, call, "info")
}

/// [console.debug(data[, ...args])](https://nodejs.org/api/console.html#consoledebugdata-args)
fn debug(agent: &mut Agent, call: Call) -> JsResult {
    print_line(agent, call, "debug")
}

#[inline]
fn print_line(agent: &mut Agent, call: Call, name: &str) -> JsResult {
    if !state(agent).watcher.is_undefined() {
        tell_watcher(agent, name, &call)?;
    }
    if call.len() == 1 && log_simple(agent, call.arg(0))? {
        return Ok(Value::UNDEFINED);
    }
    print_values(agent, Stream::Output, &call.args())?;
    Ok(Value::UNDEFINED)
}

/// Writes one string or number outside groups straight into the buffer; whether it was one.
fn log_simple(agent: &mut Agent, value: Value) -> JsResult<bool> {
    if !(value.is_string() || value.is_number()) || agent.is_observed() {
        return Ok(false);
    }
    if state(agent).indentation != 0 || replaced::target(agent, Stream::Output)?.is_some() {
        return Ok(false);
    }
    if let Some(string) = value.as_string()
        && agent.heap.string_length(string) > PIECE
    {
        let text = agent.heap.utf8(string);
        print(agent, Stream::Output, &text)?;
        return Ok(true);
    }
    agent.check_stopped()?;
    // A unit is at most three bytes; no number is as long as this.
    let bytes = value
        .as_string()
        .map_or(32, |string| 3 * agent.heap.string_length(string) + 1);
    let sinks = streams(agent);
    if value.is_number() && sinks.wants_color(Stream::Output) {
        return Ok(false);
    }
    let mut pending = sinks.lend(bytes);
    match (value.as_string(), value.as_number()) {
        (Some(string), _) => push_utf8(&mut pending, agent.heap.text(string)),
        (_, Some(number)) if number == 0.0 && number.is_sign_negative() => {
            pending.extend_from_slice(b"-0");
        }
        (_, Some(number)) => {
            Agent::with_number_text(number, |text| pending.extend_from_slice(text.as_bytes()));
        }
        _ => {}
    }
    pending.push(b'\n');
    if streams(agent).give_back(pending).is_err() {
        replaced::mistrust(agent, Stream::Output)?;
        return Ok(false);
    }
    Ok(true)
}

/// Adds a short text as UTF-8, lone surrogates as U+FFFD.
fn push_utf8(out: &mut Vec<u8>, text: Text<'_>) {
    match text {
        Text::Latin1(bytes) if bytes.is_ascii() => out.extend_from_slice(bytes),
        text => out.extend_from_slice(text.to_utf8().as_bytes()),
    }
}

/// [console.error([data][, ...args])](https://nodejs.org/api/console.html#consoleerrordata-args)
fn error(agent: &mut Agent, call: Call) -> JsResult {
    print_error(agent, call, "error")
}

/// [console.warn([data][, ...args])](https://nodejs.org/api/console.html#consolewarndata-args)
fn warn(agent: &mut Agent, call: Call) -> JsResult {
    print_error(agent, call, "warn")
}

fn print_error(agent: &mut Agent, call: Call, name: &str) -> JsResult {
    if !state(agent).watcher.is_undefined() {
        tell_watcher(agent, name, &call)?;
    }
    print_values(agent, Stream::Error, &call.args())?;
    Ok(Value::UNDEFINED)
}

/// [console.dir(obj[, options])](https://nodejs.org/api/console.html#consoledirobj-options)
fn dir(agent: &mut Agent, call: Call) -> JsResult {
    let mut options = options_for(agent, Stream::Output);
    options.custom_inspect = false;
    if let Some(given) = call.arg(1).as_object() {
        options.update(agent, given)?;
    }
    let text = inspect(agent, call.arg(0), &options)?;
    print(agent, Stream::Output, &text)?;
    Ok(Value::UNDEFINED)
}

/// [console.trace([message][, ...args])](https://nodejs.org/api/console.html#consoletracemessage-args)
fn trace(agent: &mut Agent, call: Call) -> JsResult {
    let options = options_for(agent, Stream::Error);
    let mut header = String::from("Trace");
    if !call.is_empty() {
        let mut message = String::new();
        format_into(agent, &options, &call.args(), &mut message)?;
        if !message.is_empty() {
            header.push_str(": ");
            header.push_str(&message);
        }
    }
    let proto = agent.intrinsic(Intrinsic::ErrorPrototype);
    let error = agent.new_error_object(proto, None, StackStart::Skip(1));
    let stack = agent.stack_text(error)?;
    let stack = agent.heap.utf8(stack);
    if let Some(frames) = stack.find("\n    at ") {
        header.push_str(&stack[frames..]);
    }
    print_text_by(agent, "error", &header)?;
    Ok(Value::UNDEFINED)
}

/// [console.assert(value[, ...message])](https://nodejs.org/api/console.html#consoleassertvalue-message)
fn assert(agent: &mut Agent, call: Call) -> JsResult {
    if agent.heap.to_boolean(call.arg(0)) {
        return Ok(Value::UNDEFINED);
    }
    let mut values = call.args_from(1);
    let failed = agent.heap.new_string("Assertion failed");
    match values.first().and_then(|first| first.as_string()) {
        Some(first) => {
            let colon = agent.heap.new_string(": ");
            let text = agent.concat(failed, colon)?;
            values[0] = agent.concat(text, first)?.value();
        }
        None => values.insert(0, failed.value()),
    }
    print_by(agent, "warn", &values)?;
    Ok(Value::UNDEFINED)
}

/// [console.clear()](https://nodejs.org/api/console.html#consoleclear)
fn clear(agent: &mut Agent, _call: Call) -> JsResult {
    /// To the first place, and all after it.
    const CLEAR: [&str; 2] = ["\x1b[1;1H", "\x1b[0J"];
    let place = state(agent).streams[Stream::Output as usize];
    if place.known.is_none() && place.custom.is_undefined() {
        if streams(agent).is_terminal(Stream::Output) {
            write_stdout(agent, &CLEAR.concat())?;
        }
        return Ok(Value::UNDEFINED);
    }
    let stream = replaced::stream_value(agent, Stream::Output)?;
    agent.keep(stream);
    let key = agent.static_key("isTTY");
    let is_terminal = agent.get_v(stream, key)?;
    if agent.heap.to_boolean(is_terminal) {
        for text in CLEAR {
            let text = agent.heap.new_string(text).value();
            agent.keep(text);
            let key = agent.static_key("write");
            agent.invoke(stream, key, &[text])?;
        }
    }
    Ok(Value::UNDEFINED)
}

/// [console.count([label])](https://nodejs.org/api/console.html#consolecountlabel)
fn count(agent: &mut Agent, call: Call) -> JsResult {
    let label = label(agent, call)?;
    let count = state(agent).counts.entry(label.clone()).or_insert(0);
    *count += 1;
    let text = format!("{label}: {count}");
    print_text_by(agent, "log", &text)?;
    Ok(Value::UNDEFINED)
}

/// [console.countReset([label])](https://nodejs.org/api/console.html#consolecountresetlabel)
fn count_reset(agent: &mut Agent, call: Call) -> JsResult {
    let label = label(agent, call)?;
    if state(agent).counts.remove(&label).is_none() {
        warn_later(agent, &format!("Count for '{label}' does not exist"));
    }
    Ok(Value::UNDEFINED)
}

/// [console.group([...label])](https://nodejs.org/api/console.html#consolegrouplabel)
fn group(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_empty() {
        print_by(agent, "log", &call.args())?;
    }
    state(agent).indentation += GROUP_INDENTATION;
    Ok(Value::UNDEFINED)
}

/// [console.groupEnd()](https://nodejs.org/api/console.html#consolegroupend)
fn group_end(agent: &mut Agent, _call: Call) -> JsResult {
    let state = state(agent);
    state.indentation = state.indentation.saturating_sub(GROUP_INDENTATION);
    Ok(Value::UNDEFINED)
}

/// What only an inspector would do.
fn nothing(_agent: &mut Agent, _call: Call) -> JsResult {
    Ok(Value::UNDEFINED)
}
