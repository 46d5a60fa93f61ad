//! What a program did.

use std::fmt;
use std::time::Duration;

/// What a program did: its output in the form that is compared, and how it ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// Standard output, as it is compared.
    pub stdout: String,
    /// Standard error, as it is compared.
    pub stderr: String,
    /// How it ended.
    pub exit: Exit,
    /// How long it took.
    pub time: Duration,
}

impl Outcome {
    /// Whether both did the same, however long it took.
    #[must_use]
    pub fn is_same(&self, other: &Outcome) -> bool {
        (&self.stdout, &self.stderr, &self.exit) == (&other.stdout, &other.stderr, &other.exit)
    }
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exit {
    /// With an exit code.
    Code(i32),
    /// By a signal, as the system's words say.
    Killed(String),
    /// It was stopped because it ran longer than this.
    TimedOut(Duration),
    /// It was stopped because it printed more than this many bytes.
    Flooded(usize),
}

/// The most that a program may print on both its streams, in bytes; it would all be kept.
pub(super) const MOST_PRINTED: usize = 64 << 20;

impl fmt::Display for Exit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Exit::Code(code) => write!(formatter, "exit code {code}"),
            Exit::Killed(how) => formatter.write_str(how),
            Exit::TimedOut(limit) => write!(formatter, "still running after {limit:?}"),
            Exit::Flooded(most) => {
                let megabytes = most >> 20;
                write!(formatter, "stopped: it printed more than {megabytes} MiB")
            }
        }
    }
}

/// What a process wrote and how it ended, as it is.
#[derive(Debug)]
pub(super) struct Captured {
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
    pub(super) exit: Exit,
}
