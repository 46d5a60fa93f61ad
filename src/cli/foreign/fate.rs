//! What becomes of an option that minijs doesn't have.

/// What becomes of an option that minijs doesn't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Fate {
    /// It asks for what is so anyway; whether its value is the next argument.
    Taken {
        /// Whether a value follows.
        value: bool,
    },
    /// It is refused: a sentence that begins with the option, without the full stop.
    Refused(&'static str),
    /// Node doesn't know it either.
    Unknown,
}
