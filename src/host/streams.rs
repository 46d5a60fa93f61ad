//! Standard output and standard error, as the rest of the host writes to them.
//!
//! The buffers and their rules are [`console`]'s, so that what `console.log` and
//! what others write come out in order. A reader that has gone away ends the program quietly.

use super::console::{self, Closed, Sink};
use crate::engine::{Agent, JsResult, Termination};
use std::io::{self, Write};

/// A stream that an agent is made with.
pub struct Stream {
    writer: Box<dyn Write>,
    is_terminal: bool,
    colour: bool,
}

impl Stream {
    /// A stream into a writer.
    pub fn new(writer: Box<dyn Write>, is_terminal: bool, colour: bool) -> Stream {
        Stream {
            writer,
            is_terminal,
            colour,
        }
    }
}

impl Sink for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)?;
        self.writer.flush()
    }

    fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    fn wants_color(&self) -> bool {
        self.colour
    }
}

/// Gives an agent its streams.
pub(super) fn install(agent: &mut Agent, stdout: Stream, stderr: Stream) {
    agent.set_slot(console::Streams::new(Box::new(stdout), Box::new(stderr)));
}

fn open(agent: &mut Agent, result: Result<(), Closed>) -> JsResult<()> {
    result.map_err(|Closed| agent.terminate(Termination::Exit(0)))
}

/// Writes text to standard output.
pub fn write_stdout(agent: &mut Agent, text: &str) -> JsResult<()> {
    agent.check_stopped()?;
    console::write_in_pieces(agent, console::Stream::Output, text.as_bytes())
}

/// Writes text to standard error, after what waits for standard output.
pub fn write_stderr(agent: &mut Agent, text: &str) -> JsResult<()> {
    agent.check_stopped()?;
    console::write_in_pieces(agent, console::Stream::Error, text.as_bytes())
}

/// Makes everything seen that was written to standard output.
pub fn flush_stdout(agent: &mut Agent) -> JsResult<()> {
    let result = console::flush(agent);
    open(agent, result)
}

/// Whether standard output takes colours.
pub fn stdout_wants_colour(agent: &mut Agent) -> bool {
    console::streams(agent).wants_color(console::Stream::Output)
}

/// Whether standard error takes colours.
pub fn stderr_wants_colour(agent: &mut Agent) -> bool {
    console::streams(agent).wants_color(console::Stream::Error)
}
