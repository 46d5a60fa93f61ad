//! Writing to standard output and standard error from outside of `console`, which owns the streams.
//!
//! A reader of standard output that has gone away ends the program quietly.

use super::console::{self, Closed, Sink, Stream};
use crate::engine::{Agent, JsResult, Termination, Throw};
use std::io::{self, Write};

/// A writer as a stream: what embedders capture output with.
pub struct Captured<W>(pub W);

impl<W: Write> Sink for Captured<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)?;
        self.0.flush()
    }
}

/// Writes text to standard output.
pub fn write_stdout(agent: &mut Agent, text: &str) -> JsResult<()> {
    write(agent, Stream::Output, text)
}

/// Writes text to standard error, after what waits for standard output.
pub fn write_stderr(agent: &mut Agent, text: &str) -> JsResult<()> {
    write(agent, Stream::Error, text)
}

fn write(agent: &mut Agent, stream: Stream, text: &str) -> JsResult<()> {
    let result = console::streams(agent).write(stream, text.as_bytes());
    result.map_err(|closed| end_quietly(agent, closed))
}

/// Makes everything seen that was written to standard output.
pub fn flush_stdout(agent: &mut Agent) -> JsResult<()> {
    console::flush(agent).map_err(|closed| end_quietly(agent, closed))
}

fn end_quietly(agent: &mut Agent, Closed: Closed) -> Throw {
    agent.terminate(Termination::Exit(0))
}

/// Whether a stream takes colours.
pub fn wants_colour(agent: &mut Agent, stream: Stream) -> bool {
    console::streams(agent).wants_color(stream)
}
