//! Standard output and standard error, as scripts see them.
//!
//! Owns buffering: what goes to a terminal is seen at once; other output is collected and written
//! when there is much of it, before the loop sleeps, before anything goes to standard error, and
//! at the end. A reader that has gone away ends the program quietly.

use crate::engine::{Agent, JsResult, Termination};
use crate::heap::{HostData, Tracer};
use std::io::{self, ErrorKind, Write};

/// How much is collected before it is written, in bytes.
const FULL: usize = 64 << 10;

/// One of the two.
pub struct Stream {
    writer: Box<dyn Write>,
    pending: Vec<u8>,
    /// Whether it is a terminal.
    pub is_terminal: bool,
    /// Whether output has colours.
    pub colour: bool,
}

impl Stream {
    /// A stream into a writer.
    pub fn new(writer: Box<dyn Write>, is_terminal: bool, colour: bool) -> Stream {
        Stream {
            writer,
            pending: Vec::new(),
            is_terminal,
            colour,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let result = self.writer.write_all(&self.pending);
        self.pending.clear();
        result?;
        self.writer.flush()
    }
}

/// Both, as a slot of the agent.
pub struct Streams {
    /// Standard output.
    pub stdout: Stream,
    /// Standard error.
    pub stderr: Stream,
}

impl HostData for Streams {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl Streams {
    /// The streams of an agent.
    pub fn of(agent: &mut Agent) -> &mut Streams {
        match agent.slot_mut::<Streams>() {
            Some(streams) => streams,
            None => unreachable!("an agent with a host has streams"),
        }
    }
}

/// Writes text to standard output.
pub fn write_stdout(agent: &mut Agent, text: &str) -> JsResult<()> {
    let stream = &mut Streams::of(agent).stdout;
    stream.pending.extend_from_slice(text.as_bytes());
    if stream.is_terminal || stream.pending.len() >= FULL {
        return flush_stdout(agent);
    }
    Ok(())
}

/// Writes text to standard error, after what waits for standard output.
pub fn write_stderr(agent: &mut Agent, text: &str) -> JsResult<()> {
    flush_stdout(agent)?;
    let stream = &mut Streams::of(agent).stderr;
    stream.pending.extend_from_slice(text.as_bytes());
    // Nobody can be told when standard error is gone.
    let _ = stream.flush();
    Ok(())
}

/// Makes everything seen that was written to standard output.
pub fn flush_stdout(agent: &mut Agent) -> JsResult<()> {
    match Streams::of(agent).stdout.flush() {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            Err(agent.terminate(Termination::Exit(0)))
        }
        // A full disk and the like: what Node does for a file, too.
        Ok(()) | Err(_) => Ok(()),
    }
}
