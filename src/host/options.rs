//! What a host is made of: streams, the clock, and what `process` tells.

use super::streams::Sink;
use crate::event_loop::clock::Clock;
use crate::modules::resolution::Files;
use crate::permissions::Permissions;
use std::rc::Rc;

/// What a host is made of.
pub struct Options {
    /// `process.argv`
    pub argv: Vec<String>,
    /// `process.execArgv`
    pub exec_argv: Vec<String>,
    /// `process.argv0`
    pub argv0: String,
    /// `process.execPath`
    pub exec_path: String,
    /// `process.env`
    pub env: Vec<(String, String)>,
    /// What the program sees as time.
    pub clock: Clock,
    /// Standard output.
    pub stdout: Sink,
    /// Standard error.
    pub stderr: Sink,
    /// Whether the program may read standard input.
    pub reads_stdin: bool,
    /// The files that modules come from.
    pub files: Rc<dyn Files>,
    /// What the program may do.
    pub permissions: Permissions,
    /// What is done with an uncaught error.
    pub reporting: Reporting,
}

/// What is done with an uncaught error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reporting {
    /// It is printed.
    Print,
    /// It is kept for the caller that drives the loop.
    Keep,
    /// The same; and the reason of a rejection is kept as it is, though it be no error.
    KeepReasons,
}

/// What is done with a rejection that nobody handles: Node's `--unhandled-rejections`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rejections {
    /// The event, then an uncaught error.
    #[default]
    Throw,
    /// An uncaught error, then the event.
    Strict,
    /// The event and a warning.
    Warn,
    /// The event alone.
    Ignore,
    /// The event, then a warning and an exit code.
    WarnWithCode,
}
