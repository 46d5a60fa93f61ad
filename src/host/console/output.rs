//! Where output goes: standard output, buffered, and standard error, not.
//!
//! Invariants: what was written to standard output before something was written to standard error
//! comes out before it. The buffer never grows: so code that ends the process in the middle of an
//! allocation finds in it what was written before.

use crate::diagnostics::colour::stream_wants_colour;
use crate::engine::{Agent, HostData, Tracer};
use crate::heap::memory;
use std::cell::RefCell;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::rc::Rc;

/// Bytes that are collected before they are written, where no terminal reads them.
const BUFFER: usize = 64 << 10;

/// What the buffer can hold: more than [`BUFFER`], so that a text needn't be torn apart.
const CAPACITY: usize = BUFFER + 4096;

/// What was written to standard output and waits to be passed on.
pub type Pending = Rc<RefCell<Vec<u8>>>;

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
    pending: Pending,
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
            pending: Pending::default(),
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
                self.make_room(bytes.len())?;
                if bytes.len() > CAPACITY {
                    let result = self.output.write(bytes);
                    return self.written_out(result);
                }
                self.pending.borrow_mut().extend_from_slice(bytes);
                self.written()
            }
            Stream::Error => {
                let result = self.flush();
                // As in Node's console, a failure isn't reported.
                let _ = self.error.write(bytes);
                result
            }
        }
    }

    /// The buffer of standard output: empty while it is lent out.
    pub fn pending(&self) -> Pending {
        Rc::clone(&self.pending)
    }

    /// Makes the buffer able to take so many bytes without growing, if it ever is.
    fn make_room(&mut self, bytes: usize) -> Result<(), Closed> {
        let mut pending = self.pending.borrow_mut();
        if pending.capacity() == 0 {
            pending.reserve_exact(CAPACITY);
        }
        let fits = pending.len() + bytes <= pending.capacity();
        drop(pending);
        match fits {
            true => Ok(()),
            false => self.flush(),
        }
    }

    /// Lends out the buffer of standard output for a text of at most so many bytes, to be given back
    /// with [`Streams::give_back`].
    pub(super) fn lend(&mut self, bytes: usize) -> Vec<u8> {
        // Where memory is short the process may be ended before the buffer is back.
        if self.make_room(bytes).is_ok() && !memory::has_room(4 * bytes) {
            // A reader that has gone away is met again when the buffer comes back.
            let _ = self.flush();
        }
        std::mem::take(&mut self.pending.borrow_mut())
    }

    /// Takes the buffer back, with more in it.
    pub(super) fn give_back(&mut self, pending: Vec<u8>) -> Result<(), Closed> {
        *self.pending.borrow_mut() = pending;
        self.written()
    }

    fn written(&mut self) -> Result<(), Closed> {
        let pending = self.pending.borrow();
        let flush = pending.len() >= BUFFER || (self.line_buffered && pending.contains(&b'\n'));
        drop(pending);
        match flush {
            true => self.flush(),
            false => Ok(()),
        }
    }

    /// Writes out what was collected.
    pub fn flush(&mut self) -> Result<(), Closed> {
        let mut pending = self.pending.borrow_mut();
        if self.closed {
            pending.clear();
            return Err(Closed);
        }
        if pending.is_empty() {
            return Ok(());
        }
        let result = self.output.write(&pending);
        pending.clear();
        // A text that was far too long for it.
        pending.shrink_to(CAPACITY);
        drop(pending);
        self.written_out(result)
    }

    fn written_out(&mut self, result: io::Result<()>) -> Result<(), Closed> {
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
