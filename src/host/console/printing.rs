//! What the console's methods print by: lines with the indentation of groups, by way of other methods,
//! and warnings.

use super::replaced;
use super::state::state;
use crate::budget::PIECE;
use crate::engine::{Agent, Call, JsResult, Value, messages};
use crate::host::inspect::{Options, format_into};
use crate::host::process::ProcessState;
use crate::host::streams::{self, Stream, streams};
use crate::host::warnings;

/// How values are shown on a stream.
pub(super) fn options_for(agent: &mut Agent, stream: Stream) -> Options {
    Options {
        colors: streams(agent).wants_color(stream),
        ..Options::of(agent)
    }
}

/// Writes a line (or several) with the indentation of the open groups.
pub(in crate::host) fn print(agent: &mut Agent, stream: Stream, text: &str) -> JsResult<()> {
    agent.check_stopped()?;
    let indentation = state(agent).indentation;
    let target = replaced::target(agent, stream)?;
    if text.len() > PIECE && indentation == 0 && target.is_none() {
        // An error is met again when the end of the line is written.
        let _ = streams::write(agent, stream, text.as_bytes())?;
        return write_line(agent, stream, "\n");
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
    write_line(agent, stream, &line)
}

/// Writes to a stream whose `write` is the original one. Where that fails, the stream's object meets the
/// error again, and does what Node's does.
fn write_line(agent: &mut Agent, stream: Stream, line: &str) -> JsResult<()> {
    if streams::write(agent, stream, line.as_bytes())?.is_ok() {
        return Ok(());
    }
    replaced::mistrust(agent, stream)?;
    match replaced::target(agent, stream)? {
        Some(target) => replaced::write(agent, target, line),
        None => Ok(()),
    }
}

/// Prints by way of a method of the console, which a script may have replaced.
pub(super) fn print_by(agent: &mut Agent, method: &'static str, values: &[Value]) -> JsResult<()> {
    let Some(console) = state(agent).console else {
        return Ok(());
    };
    let list = agent.new_array_from(values);
    agent.keep_object(list);
    let key = agent.static_key(method);
    let function = agent.get(console, key)?;
    agent.keep(function);
    if !agent.heap.is_callable(function) {
        let what = format!("this.{method}");
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    agent.call(function, console.value(), values)?;
    Ok(())
}

/// As [`print_by`], for one text.
pub(super) fn print_text_by(agent: &mut Agent, method: &'static str, text: &str) -> JsResult<()> {
    let text = agent.heap.new_string(text).value();
    print_by(agent, method, &[text])
}

/// Formats and writes values.
pub(super) fn print_values(agent: &mut Agent, stream: Stream, values: &[Value]) -> JsResult<()> {
    let options = options_for(agent, stream);
    let mut text = String::new();
    format_into(agent, &options, values, &mut text)?;
    print(agent, stream, &text)
}

/// A label argument: `default` where there is none.
pub(super) fn label(agent: &mut Agent, call: Call) -> JsResult<String> {
    if call.arg(0).is_undefined() {
        return Ok(String::from("default"));
    }
    agent.to_rust_string(call.arg(0))
}

/// Gives a warning of the process.
pub fn warn_later(agent: &mut Agent, warning: &str) {
    if agent.slot::<ProcessState>().is_some() {
        warnings::emit(agent, warning, "Warning");
    }
}
