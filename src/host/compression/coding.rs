//! What all codings share: how a step went, and how they fail.

use std::borrow::Cow;

/// The most bytes that are taken or made between two looks at the budget.
pub(super) const AT_ONCE: usize = 1 << 16;

/// Why data can't be compressed or decompressed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Failure {
    pub(super) code: Cow<'static, str>,
    /// The number that zlib or brotli has for it, if it is theirs.
    pub(super) errno: Option<i32>,
    pub(super) text: Cow<'static, str>,
}

impl Failure {
    /// A failure that zlib has a number for.
    pub(super) const fn new(code: &'static str, errno: i32, text: &'static str) -> Failure {
        Failure {
            code: Cow::Borrowed(code),
            errno: Some(errno),
            text: Cow::Borrowed(text),
        }
    }
}

/// Something follows the data.
pub(super) const TRAILING: Failure = Failure {
    code: Cow::Borrowed("ERR_TRAILING_JUNK_AFTER_STREAM_END"),
    errno: None,
    text: Cow::Borrowed("Trailing junk found after the end of the compressed stream"),
};

/// The data ends too early.
pub(super) const UNEXPECTED_END: Failure =
    Failure::new("Z_BUF_ERROR", -5, "unexpected end of file");

/// What one step took and made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Step {
    pub(super) taken: usize,
    pub(super) made: usize,
    /// Whether the data is at its end, so that what follows isn't taken.
    pub(super) has_ended: bool,
}
