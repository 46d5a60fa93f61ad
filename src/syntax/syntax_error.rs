//! Why a text doesn't parse.
//!
//! Owns: the error type of lexer, tree building and parser. Doesn't own: its wording for
//! unexpected tokens, which is in `driver::unexpected`.

use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Why a text doesn't parse, and what follows from it.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// What to tell the user.
    pub diagnostic: Diagnostic,
    /// The text may only be unfinished: the error is at its end, or a template or comment runs
    /// to its end. An interactive prompt then asks for more.
    pub is_incomplete: bool,
    /// The text uses what only modules have, so it may be one.
    pub suggests_module: Option<ModuleSign>,
}

/// How sure it is that a text is a module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ModuleSign {
    /// It has `import`, `export` or `import.meta`.
    Certain,
    /// It has an `await` outside of functions.
    Possible,
}

/// The error as it travels: one word, since it is rare and the way is hot.
pub(crate) type Failure = Box<SyntaxError>;

impl SyntaxError {
    /// An error at a place.
    pub(crate) fn at(span: Span, message: impl Into<String>) -> Failure {
        Self::from_diagnostic(Diagnostic::error(message, span))
    }

    /// An error at a place with a remark there.
    pub(crate) fn labelled(
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Failure {
        Self::from_diagnostic(Diagnostic::error(message, span).with_label(label))
    }

    /// The budget was spent before the text was read. Callers ask the budget before they report an
    /// error, so users don't see this one.
    pub(crate) fn stopped() -> Failure {
        Self::at(Span::default(), "The program was stopped")
    }

    /// An error with a diagnostic that is complete.
    pub(crate) fn from_diagnostic(diagnostic: Diagnostic) -> Failure {
        Box::new(Self {
            diagnostic,
            is_incomplete: false,
            suggests_module: None,
        })
    }
}
