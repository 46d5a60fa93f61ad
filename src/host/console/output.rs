//! Where output goes: standard output, buffered, and standard error, not.
//!
//! Invariant: what was written to standard output before something was written to standard error
//! comes out before it.

use crate::diagnostics::colour::stream_wants_colour;
use crate::engine::{Agent, HostData, Tracer};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Bytes that are collected before they are written, where no terminal reads them.
const BUFFER: usize = 64 << 10;

/// Something that takes bytes: a stream of the process, or what an embedder captures with.
pub trait Sink {
    /// Takes all of the bytes.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Whether a person reads along.
    fn is_terminal(&self) -> bool {
        false
    }

    /// Whether to write in colour.
    fn wants_color(&self) -> bool {
        false
    }
}

impl<F: FnMut(&[u8])> Sink for F {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self(bytes);
        Ok(())
    }
}

/// The process's standard output.
struct Stdout(io::Stdout);

impl Sink for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut stdout = self.0.lock();
        stdout.write_all(bytes)?;
        stdout.flush()
    }

    fn is_terminal(&self) -> bool {
        self.0.is_terminal()
    }

    fn wants_color(&self) -> bool {
        stream_wants_colour(&self.0)
    }
}

/// The process's standard error.
struct Stderr(io::Stderr);

impl Sink for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.lock().write_all(bytes)
    }

    fn is_terminal(&self) -> bool {
        self.0.is_terminal()
    }

    fn wants_color(&self) -> bool {
        stream_wants_colour(&self.0)
    }
}

/// Nobody reads standard output any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Closed;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// Both streams of an agent.
pub struct Streams {
    output: Box<dyn Sink>,
    error: Box<dyn Sink>,
    pending: Vec<u8>,
    line_buffered: bool,
    colors: (bool, bool),
    closed: bool,
}

impl HostData for Streams {
    fn trace(&self, _tracer: &mut Tracer<'_>) {}
}

impl Streams {
    /// The process's streams.
    pub fn standard() -> Streams {
        Streams::new(
            Box::new(Stdout(io::stdout())),
            Box::new(Stderr(io::stderr())),
        )
    }

    /// Streams into sinks.
    pub fn new(output: Box<dyn Sink>, error: Box<dyn Sink>) -> Streams {
        Streams {
            line_buffered: output.is_terminal(),
            colors: (output.wants_color(), error.wants_color()),
            output,
            error,
            pending: Vec::new(),
            closed: false,
        }
    }

    /// Whether a stream takes colours.
    pub fn wants_color(&self, stream: Stream) -> bool {
        match stream {
            Stream::Output => self.colors.0,
            Stream::Error => self.colors.1,
        }
    }

    /// Whether standard output is a terminal.
    pub fn output_is_terminal(&self) -> bool {
        self.line_buffered
    }

    /// Whether standard error is a terminal.
    pub fn error_is_terminal(&self) -> bool {
        self.error.is_terminal()
    }

    /// Writes to a stream.
    pub fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<(), Closed> {
        match stream {
            Stream::Output => {
                self.pending.extend_from_slice(bytes);
                self.written()
            }
            Stream::Error => {
                let result = self.flush();
                // As in Node's console, nobody is told where this fails.
                let _ = self.error.write(bytes);
                result
            }
        }
    }

    /// Lends out the buffer of standard output, to be given back with [`Streams::give_back`].
    pub(super) fn lend(&mut self) -> Vec<u8> {
        if self.pending.capacity() == 0 {
            self.pending.reserve(BUFFER + 4096);
        }
        std::mem::take(&mut self.pending)
    }

    /// Takes the buffer back, with more in it.
    pub(super) fn give_back(&mut self, pending: Vec<u8>) -> Result<(), Closed> {
        self.pending = pending;
        self.written()
    }

    fn written(&mut self) -> Result<(), Closed> {
        if self.pending.len() >= BUFFER || (self.line_buffered && self.pending.contains(&b'\n')) {
            return self.flush();
        }
        Ok(())
    }

    /// Writes out what was collected.
    pub fn flush(&mut self) -> Result<(), Closed> {
        if self.closed {
            self.pending.clear();
            return Err(Closed);
        }
        if self.pending.is_empty() {
            return Ok(());
        }
        let result = self.output.write(&self.pending);
        self.pending.clear();
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Err(Closed)
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}

/// The agent's streams; the process's where no others were set.
pub fn streams(agent: &mut Agent) -> &mut Streams {
    if agent.slot::<Streams>().is_none() {
        agent.set_slot(Streams::standard());
    }
    match agent.slot_mut::<Streams>() {
        Some(streams) => streams,
        None => unreachable!("the streams were set just now"),
    }
}

/// Writes out what standard output has collected: to be called before the loop sleeps, and at the
/// end. Whether somebody still reads it.
pub fn flush(agent: &mut Agent) -> Result<(), Closed> {
    match agent.slot_mut::<Streams>() {
        Some(streams) => streams.flush(),
        None => Ok(()),
    }
}
