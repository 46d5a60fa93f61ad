//! What the console's methods print by: lines with the indentation of groups, by way of other methods,
//! and warnings.

use super::output::{Closed, Stream, streams};
use super::replaced;
use super::state::state;
use crate::budget::PIECE;
use crate::engine::{Agent, Call, JsResult, Termination, Throw, Value, messages};
use crate::host::inspect::{Options, format_into};
use crate::host::process::ProcessState;
use crate::host::warnings;

/// How values are shown on a stream.
pub(super) fn options_for(agent: &mut Agent, stream: Stream) -> Options {
    Options {
        colors: streams(agent).wants_color(stream),
        ..Options::of(agent)
    }
}

/// Stops the program quietly if the reader of its output has gone away.
pub(super) fn check_open(agent: &mut Agent, result: Result<(), Closed>) -> JsResult<()> {
    result.map_err(|Closed| -> Throw { agent.terminate(Termination::Exit(0)) })
}

/// Writes a line (or several) with the indentation of the open groups.
pub(in crate::host) fn print(agent: &mut Agent, stream: Stream, text: &str) -> JsResult<()> {
    agent.check_stopped()?;
    let indentation = state(agent).indentation;
    let target = replaced::target(agent, stream)?;
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
pub(in crate::host) fn write_in_pieces(
    agent: &mut Agent,
    stream: Stream,
    bytes: &[u8],
) -> JsResult<()> {
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
