//! What can go wrong for an embedder.

use super::value::JsValue;
use crate::engine::Termination;
use std::fmt;

/// Why something couldn't be done.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    stack: Option<String>,
    place: Option<Place>,
    exception: Option<JsValue>,
}

/// What sort of failure an [`Error`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// A text isn't a program.
    Syntax,
    /// A script threw; [`Error::exception`] has the value.
    Exception,
    /// A script was stopped: by a limit, by an [`InterruptHandle`](super::InterruptHandle).
    Stopped(Termination),
    /// A script called `process.exit` with this code.
    Exit(i32),
    /// A value was used with another runtime than the one that it is of.
    WrongRuntime,
    /// A value isn't of the type that it was to be converted to.
    Conversion,
    /// Something else, told by the message: also what a registered function reports.
    Other,
}

/// A place in a source text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The name of the text.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 code units.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Error {
    /// A failure to report from a registered function: scripts get it as an `Error`.
    pub fn new(message: impl Into<String>) -> Error {
        Error::of_kind(ErrorKind::Other, message)
    }

    /// What a registered function wants thrown.
    pub fn throwing(value: JsValue) -> Error {
        let error = Error::of_kind(ErrorKind::Exception, "a script's value was thrown");
        error.with_exception(value)
    }

    pub(super) fn of_kind(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error {
            kind,
            message: message.into(),
            stack: None,
            place: None,
            exception: None,
        }
    }

    pub(super) fn with_exception(mut self, value: JsValue) -> Error {
        self.exception = Some(value);
        self
    }

    pub(super) fn with_stack(mut self, stack: Option<String>) -> Error {
        self.stack = stack;
        self
    }

    pub(super) fn with_place(mut self, place: Option<Place>) -> Error {
        self.place = place;
        self
    }

    /// What sort of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The message: for an exception as `String(error)` gives it.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The `stack` of an error object.
    pub fn stack(&self) -> Option<&str> {
        self.stack.as_deref()
    }

    /// Where it was thrown, or where the text is wrong.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The value that was thrown.
    pub fn exception(&self) -> Option<&JsValue> {
        self.exception.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        match &self.place {
            Some(place) => write!(formatter, " ({place})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
