//! Standard output and standard error of an agent: the first is buffered, the second isn't.
//!
//! Node writes both at once. Here what was written to standard output comes out at the next look at
//! the [budget](crate::budget), that is, within a few thousand steps, and before anything that another
//! could tell by: text on standard error, a file that is touched, sleep, the end. So what a program
//! has printed isn't lost when it is killed in a busy loop, and printing costs no call of the system
//! a line.
//!
//! What can't be written is dropped, and a [handler](Streams::set_failure_handler) hears of it at the next
//! chance. Who listens to a stream's errors has it [direct](Streams::set_direct): then each text is written
//! at once, and the caller hears of an error.
//!
//! Invariants: what was written to standard output before something was written to standard error
//! comes out before it. The buffer never grows: so code that ends the process in the middle of an
//! allocation finds in it what was written before.

use crate::engine::observer::Channel;
use crate::engine::{Agent, HostData, JsResult, Tracer};
use crate::heap::memory;
use std::cell::{Cell, RefCell};
use std::io::{self, ErrorKind, Write};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

/// Bytes that are collected before they are written, where no terminal reads them.
const BUFFER: usize = 64 << 10;

/// What the buffer can hold: more than [`BUFFER`], so that a text needn't be torn apart.
const CAPACITY: usize = BUFFER + 4096;

/// `EIO`, for errors without a number.
const IO: i32 = 5;

/// What was written to standard output and waits to be passed on.
pub type Pending = Rc<RefCell<Vec<u8>>>;

/// How writing ended: the system's number of an error.
pub type Written = Result<(), i32>;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// Where what is written to a stream goes.
pub struct Sink {
    writer: Box<dyn Write>,
    is_terminal: bool,
    colour: bool,
}

impl Sink {
    /// Into a writer.
    pub fn new(writer: Box<dyn Write>, is_terminal: bool, colour: bool) -> Sink {
        Sink {
            writer,
            is_terminal,
            colour,
        }
    }

    fn write(&mut self, mut bytes: &[u8]) -> Written {
        let number = |error: io::Error| error.raw_os_error().unwrap_or(IO);
        while !bytes.is_empty() {
            match self.writer.write(bytes) {
                Ok(0) => return Err(IO),
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // Another process that has it made it so. It counts as any other nevertheless.
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    thread::sleep(Duration::from_millis(1));
                }
                Err(error) => return Err(number(error)),
            }
        }
        self.writer.flush().map_err(number)
    }
}

/// That what waited wasn't written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The system's number of the error.
    pub error: i32,
    /// Whether it matters to who wrote: the console drops errors, `process.stdout.write` doesn't.
    pub is_watched: bool,
}

/// Standard output.
struct Output {
    pending: Pending,
    sink: RefCell<Sink>,
    /// Whether an error of what waits matters to who wrote it.
    is_watched: Cell<bool>,
    /// The error that has to be told.
    failure: Cell<Option<Failure>>,
}

impl Output {
    /// Writes out what was collected.
    fn flush(&self) -> Result<(), Failure> {
        let mut pending = self.pending.borrow_mut();
        if pending.is_empty() {
            return Ok(());
        }
        let written = self.write(&pending);
        pending.clear();
        // A text that was far too long for it.
        pending.shrink_to(CAPACITY);
        self.is_watched.set(false);
        written
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.sink.borrow_mut().write(bytes);
        written.map_err(|error| Failure {
            error,
            is_watched: self.is_watched.get(),
        })
    }

    /// Remembers that what waited wasn't written, to be told.
    fn note(&self, written: Result<(), Failure>) {
        if let Err(failure) = written
            && (failure.is_watched || self.failure.get().is_none())
        {
            self.failure.set(Some(failure));
        }
    }

    /// As [`Output::flush`], in the middle of anything: also of a use of the buffer.
    fn flush_in_passing(&self) {
        if self.pending.try_borrow_mut().is_ok() {
            self.note(self.flush());
        }
    }
}

/// Called when what was given to standard output wasn't written.
pub type FailureHandler = fn(&mut Agent, Failure);

/// Both streams of an agent.
pub struct Streams {
    output: Rc<Output>,
    error: Sink,
    /// Whether each is written at once.
    direct: [bool; 2],
    failure_handler: Option<FailureHandler>,
    line_buffered: bool,
    colors: (bool, bool),
}

impl HostData for Streams {
    fn trace(&self, _tracer: &mut Tracer<'_>) {}
}

impl Streams {
    /// Streams into sinks.
    fn new(output: Sink, error: Sink) -> Streams {
        Streams {
            line_buffered: output.is_terminal,
            colors: (output.colour, error.colour),
            output: Rc::new(Output {
                pending: Pending::default(),
                sink: RefCell::new(output),
                is_watched: Cell::new(false),
                failure: Cell::new(None),
            }),
            error,
            direct: [false; 2],
            failure_handler: None,
        }
    }

    /// Whether a stream takes colours.
    pub fn wants_color(&self, stream: Stream) -> bool {
        match stream {
            Stream::Output => self.colors.0,
            Stream::Error => self.colors.1,
        }
    }

    /// Whether a stream is a terminal.
    pub fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            Stream::Output => self.line_buffered,
            Stream::Error => self.error.is_terminal,
        }
    }

    /// Has a stream write each text at once from now on.
    pub fn set_direct(&mut self, stream: Stream) {
        self.direct[stream as usize] = true;
    }

    /// Sets what is called where a text that waited isn't written.
    pub fn set_failure_handler(&mut self, handler: FailureHandler) {
        self.failure_handler = Some(handler);
    }

    /// Writes to a stream. Of standard output an error is only given where it is direct.
    pub fn write(&mut self, stream: Stream, bytes: &[u8]) -> Written {
        match stream {
            Stream::Output => {
                self.make_room(bytes.len());
                if bytes.len() > CAPACITY {
                    let written = self.output.write(bytes);
                    return self.judge(written);
                }
                self.output.pending.borrow_mut().extend_from_slice(bytes);
                self.written()
            }
            Stream::Error => {
                self.flush();
                self.error.write(bytes)
            }
        }
    }

    /// Writes to a stream at once, with what waits before it.
    fn write_now(&mut self, stream: Stream, bytes: &[u8]) -> Written {
        self.flush();
        match stream {
            Stream::Output => self.output.sink.borrow_mut().write(bytes),
            Stream::Error => self.error.write(bytes),
        }
    }

    /// The buffer of standard output: empty while it is lent out.
    pub fn pending(&self) -> Pending {
        Rc::clone(&self.output.pending)
    }

    /// Makes the buffer able to take so many bytes without growing, if it ever is.
    fn make_room(&mut self, bytes: usize) {
        let mut pending = self.output.pending.borrow_mut();
        if pending.capacity() == 0 {
            pending.reserve_exact(CAPACITY);
        }
        let fits = pending.len() + bytes <= pending.capacity();
        drop(pending);
        if !fits {
            self.flush();
        }
    }

    /// Lends out the buffer of standard output for a text of at most so many bytes, to be given back
    /// with [`Streams::give_back`].
    pub(super) fn lend(&mut self, bytes: usize) -> Vec<u8> {
        self.make_room(bytes);
        // Where memory is short the process may be ended before the buffer is back.
        if !memory::has_room(4 * bytes) {
            self.flush();
        }
        std::mem::take(&mut self.output.pending.borrow_mut())
    }

    /// Takes the buffer back, with more in it.
    pub(super) fn give_back(&mut self, pending: Vec<u8>) -> Written {
        *self.output.pending.borrow_mut() = pending;
        self.written()
    }

    fn written(&mut self) -> Written {
        let pending = self.output.pending.borrow();
        let flush = self.direct[Stream::Output as usize]
            || pending.len() >= BUFFER
            || (self.line_buffered && pending.contains(&b'\n'));
        drop(pending);
        match flush {
            true => {
                let written = self.output.flush();
                self.judge(written)
            }
            false => Ok(()),
        }
    }

    /// Gives an error to who writes, where the stream is direct; else it is told later.
    fn judge(&mut self, written: Result<(), Failure>) -> Written {
        if self.direct[Stream::Output as usize] {
            return written.map_err(|failure| failure.error);
        }
        self.output.note(written);
        Ok(())
    }

    /// Writes out what was collected.
    fn flush(&mut self) {
        self.output.note(self.output.flush());
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Gives an agent its streams.
pub(super) fn install(agent: &mut Agent, stdout: Sink, stderr: Sink) {
    let streams = Streams::new(stdout, stderr);
    let output = Rc::clone(&streams.output);
    agent.heap.budget.observe(move || output.flush_in_passing());
    agent.set_slot(streams);
}

/// The agent's streams.
pub fn streams(agent: &mut Agent) -> &mut Streams {
    match agent.slot_mut::<Streams>() {
        Some(streams) => streams,
        None => unreachable!("an agent with a host has streams"),
    }
}

/// Writes to a stream; a long text in parts, so that a stop needn't wait for all of it. After an error
/// nothing more is written.
pub(super) fn write(agent: &mut Agent, stream: Stream, bytes: &[u8]) -> JsResult<Written> {
    in_pieces(agent, stream, bytes, |streams, piece| {
        streams.write(stream, piece)
    })
}

/// As [`write()`], for who wants to hear of an error: where it isn't given, it is told later as such. After
/// what the console has printed it isn't: the stream has its one error by then, which is dropped.
pub(super) fn write_watched(agent: &mut Agent, stream: Stream, bytes: &[u8]) -> JsResult<Written> {
    let output = &streams(agent).output;
    let is_first = output.pending.borrow().is_empty();
    let is_watched = is_first || output.is_watched.get();
    output.is_watched.set(is_watched);
    let written = write(agent, stream, bytes)?;
    let output = &streams(agent).output;
    let is_waiting = !output.pending.borrow().is_empty();
    output.is_watched.set(is_watched && is_waiting);
    tell_failure(agent);
    Ok(written)
}

/// As [`write()`], without waiting: the error is always given.
pub(super) fn write_now(agent: &mut Agent, stream: Stream, bytes: &[u8]) -> JsResult<Written> {
    in_pieces(agent, stream, bytes, |streams, piece| {
        streams.write_now(stream, piece)
    })
}

fn in_pieces(
    agent: &mut Agent,
    stream: Stream,
    bytes: &[u8],
    write: impl Fn(&mut Streams, &[u8]) -> Written,
) -> JsResult<Written> {
    /// How much is written between two looks at the budget.
    const AT_ONCE: usize = 256 << 10;
    agent.check_stopped()?;
    if agent.is_observed() {
        let channel = match stream {
            Stream::Output => Channel::Stdout,
            Stream::Error => Channel::Stderr,
        };
        agent.observe_output(channel, bytes);
    }
    for piece in bytes.chunks(AT_ONCE) {
        if let Err(error) = write(streams(agent), piece) {
            return Ok(Err(error));
        }
        agent.poll_work(piece.len() / 64)?;
    }
    Ok(Ok(()))
}

/// Writes text to standard output; that it can't be written isn't told.
pub fn write_stdout(agent: &mut Agent, text: &str) -> JsResult<()> {
    write(agent, Stream::Output, text.as_bytes()).map(drop)
}

/// Writes text to standard error, after what waits for standard output; as [`write_stdout`].
pub fn write_stderr(agent: &mut Agent, text: &str) -> JsResult<()> {
    write(agent, Stream::Error, text.as_bytes()).map(drop)
}

/// Makes everything seen that was written to standard output, and has it told if it can't be.
pub fn flush_stdout(agent: &mut Agent) {
    if let Some(streams) = agent.slot_mut::<Streams>() {
        streams.flush();
    }
    tell_failure(agent);
}

/// Has it told if something that waited couldn't be written.
pub(super) fn tell_failure(agent: &mut Agent) {
    let Some(streams) = agent.slot_mut::<Streams>() else {
        return;
    };
    if let Some(failure) = streams.output.failure.take()
        && let Some(handler) = streams.failure_handler
    {
        handler(agent, failure);
    }
}

/// Whether standard output takes colours.
pub fn stdout_wants_colour(agent: &mut Agent) -> bool {
    streams(agent).wants_color(Stream::Output)
}

/// Whether standard error takes colours.
pub fn stderr_wants_colour(agent: &mut Agent) -> bool {
    streams(agent).wants_color(Stream::Error)
}

/// Whether standard error is a terminal.
pub fn stderr_is_terminal(agent: &mut Agent) -> bool {
    streams(agent).is_terminal(Stream::Error)
}
