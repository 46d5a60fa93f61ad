//! The [console](https://nodejs.org/api/console.html).
//!
//! `output` has the streams, `replaced` a script's own `process.stdout.write`, `table` and `timing`
//! what needs more than a few lines. All methods work without their receiver. Those that print by
//! way of another (`table` by way of `log`) call what the script has put there.

mod output;
mod replaced;
mod table;
#[cfg(test)]
mod tests;
mod timing;

pub use output::{Closed, Pending, Sink, Stream, Streams, flush, streams};
pub use replaced::{set_stream_object, stream_of};
pub use timing::set_clock;

use super::inspect::{self, Options, format_into, inspect};
use crate::budget::PIECE;
use crate::engine::{
    Agent, Call, HostData, Intrinsic, JsResult, Method, Object, PropertyFlags, StackStart,
    Termination, Text, Throw, Tick, Tracer, Value, messages,
};
use std::collections::HashMap;

const METHODS: &[Method] = &[
    Method::new("log", 0, log),
    Method::new("info", 0, log),
    Method::new("debug", 0, log),
    Method::new("warn", 0, error),
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
    Method::new("profile", 0, nothing),
    Method::new("profileEnd", 0, nothing),
    Method::new("timeStamp", 0, nothing),
];

/// Spaces that a group adds before its lines.
const GROUP_INDENTATION: usize = 2;

/// What the console remembers.
#[derive(Default)]
struct State {
    /// `console` itself.
    console: Option<Object>,
    /// `process.stdout` and `process.stderr`.
    streams: [Option<replaced::StreamObject>; 2],
    /// Spaces before each line.
    indentation: usize,
    counts: HashMap<String, u64>,
    timing: timing::Timing,
}

impl HostData for State {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(object) = self.console {
            tracer.mark_object(object);
        }
        for stream in self.streams.iter().flatten() {
            stream.trace(tracer);
        }
    }
}

/// Makes the global `console`; after the built-ins, before any script runs.
pub fn install(agent: &mut Agent) {
    inspect::install(agent);
    agent.set_slot(State::default());
    let prototype = agent.new_plain_object(0);
    let console = agent.new_builtin_object(prototype.value());
    agent.define_methods_with(console, METHODS, PropertyFlags::DATA);
    agent.define_tag(console, "console");
    agent.define_global("console", console.value());
    state(agent).console = Some(console);
}

fn state(agent: &mut Agent) -> &mut State {
    if agent.slot::<State>().is_none() {
        agent.set_slot(State::default());
    }
    match agent.slot_mut::<State>() {
        Some(state) => state,
        None => unreachable!("the state was set just now"),
    }
}

/// How values are shown on a stream.
fn options_for(agent: &mut Agent, stream: Stream) -> Options {
    Options {
        colors: streams(agent).wants_color(stream),
        ..Options::default()
    }
}

/// Stops the program quietly where nobody reads its output any more.
fn check_open(agent: &mut Agent, result: Result<(), Closed>) -> JsResult<()> {
    result.map_err(|Closed| -> Throw { agent.terminate(Termination::Exit(0)) })
}

/// Writes a line (or several) with the indentation of the open groups.
pub(super) fn print(agent: &mut Agent, stream: Stream, text: &str) -> JsResult<()> {
    agent.check_stopped()?;
    let state = state(agent);
    let (indentation, target) = (state.indentation, state.streams[stream as usize]);
    let target = replaced::target(agent, target);
    if text.len() > PIECE && indentation == 0 && target.is_none() {
        write_in_pieces(agent, stream, text.as_bytes())?;
        return write_in_pieces(agent, stream, b"\n");
    }
    let mut line = String::with_capacity(text.len() + indentation + 1);
    if indentation == 0 {
        line.push_str(text);
    } else {
        let spaces = " ".repeat(indentation);
        for (at, part) in text.split('\n').enumerate() {
            agent.poll_work((part.len() + indentation) / 64)?;
            if at > 0 {
                line.push('\n');
            }
            line.push_str(&spaces);
            line.push_str(part);
        }
    }
    line.push('\n');
    if let Some(target) = target {
        return replaced::write(agent, target, &line);
    }
    write_in_pieces(agent, stream, line.as_bytes())
}

/// Writes to a stream; a long text in parts, so that a stop needn't wait for all of it.
pub(super) fn write_in_pieces(agent: &mut Agent, stream: Stream, bytes: &[u8]) -> JsResult<()> {
    /// How much is written between two looks at the budget.
    const AT_ONCE: usize = 256 << 10;
    for piece in bytes.chunks(AT_ONCE) {
        let result = streams(agent).write(stream, piece);
        check_open(agent, result)?;
        agent.poll_work(piece.len() / 64)?;
    }
    Ok(())
}

/// Prints by way of a method of the console, which a script may have replaced.
fn print_by(agent: &mut Agent, method: &'static str, values: &[Value]) -> JsResult<()> {
    let Some(console) = state(agent).console else {
        return Ok(());
    };
    let list = agent.new_array_from(values);
    agent.keep_object(list);
    let key = agent.static_key(method);
    let function = agent.get(console, key)?;
    agent.keep(function);
    if !agent.is_callable(function) {
        let what = format!("this.{method}");
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    agent.call(function, console.value(), values)?;
    Ok(())
}

/// As [`print_by`], for one text.
fn print_text_by(agent: &mut Agent, method: &'static str, text: &str) -> JsResult<()> {
    let text = agent.heap.new_string(text).value();
    print_by(agent, method, &[text])
}

/// Formats and writes values.
fn print_values(agent: &mut Agent, stream: Stream, values: &[Value]) -> JsResult<()> {
    let options = options_for(agent, stream);
    let mut text = String::new();
    format_into(agent, &options, values, &mut text)?;
    print(agent, stream, &text)
}

/// [console.log([data][, ...args])](https://nodejs.org/api/console.html#consolelogdata-args)
fn log(agent: &mut Agent, call: Call) -> JsResult {
    if call.len() == 1 && log_simple(agent, call.arg(0))? {
        return Ok(Value::UNDEFINED);
    }
    print_values(agent, Stream::Output, &call.args())?;
    Ok(Value::UNDEFINED)
}

/// Writes one string or number outside groups straight into the buffer; whether it was one.
fn log_simple(agent: &mut Agent, value: Value) -> JsResult<bool> {
    if !(value.is_string() || value.is_number()) {
        return Ok(false);
    }
    let State {
        indentation,
        streams: [stream, _],
        ..
    } = *state(agent);
    if indentation != 0 || replaced::target(agent, stream).is_some() {
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
    let streams = streams(agent);
    if value.is_number() && streams.wants_color(Stream::Output) {
        return Ok(false);
    }
    let mut pending = streams.lend(bytes);
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
    let result = output::streams(agent).give_back(pending);
    check_open(agent, result)?;
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
    if agent.to_boolean(call.arg(0)) {
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
    let streams = streams(agent);
    if streams.output_is_terminal() {
        let result = streams.write(Stream::Output, b"\x1b[1;1H\x1b[0J");
        check_open(agent, result)?;
    }
    Ok(Value::UNDEFINED)
}

/// A label argument: `default` where there is none.
fn label(agent: &mut Agent, call: Call) -> JsResult<String> {
    if call.arg(0).is_undefined() {
        return Ok(String::from("default"));
    }
    agent.to_rust_string(call.arg(0))
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

/// Writes a warning of the process to standard error, as Node does: at the next tick.
pub fn warn_later(agent: &mut Agent, warning: &str) {
    let text = format!("(node:{}) Warning: {warning}", std::process::id());
    let text = agent.heap.new_string(&text).value();
    let callback = agent.new_builtin("", 1, |agent, call| {
        let text = agent.to_rust_string(call.arg(0))?;
        print(agent, Stream::Error, &text)?;
        Ok(Value::UNDEFINED)
    });
    agent.queues.ticks.push_back(Tick {
        callback: callback.value(),
        arguments: Box::new([text]),
    });
}
