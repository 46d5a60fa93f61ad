//! What all codings share: how they fail, and the room that they write to.

use std::borrow::Cow;

/// The most bytes that are taken or made between two looks at the budget.
pub(super) const AT_ONCE: usize = 1 << 16;

/// Why data can't be decompressed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Failure {
    pub(super) code: Cow<'static, str>,
    /// The number that zlib or brotli has for it, if it is theirs.
    pub(super) errno: Option<i32>,
    pub(super) text: &'static str,
}

impl Failure {
    /// A failure that zlib has a number for.
    pub(super) const fn new(code: &'static str, errno: i32, text: &'static str) -> Failure {
        Failure {
            code: Cow::Borrowed(code),
            errno: Some(errno),
            text,
        }
    }
}

/// Something follows the data.
pub(super) const TRAILING: Failure = Failure {
    code: Cow::Borrowed("ERR_TRAILING_JUNK_AFTER_STREAM_END"),
    errno: None,
    text: "Trailing junk found after the end of the compressed stream",
};

/// The data ends too early.
pub(super) const UNEXPECTED_END: Failure =
    Failure::new("Z_BUF_ERROR", -5, "unexpected end of file");

/// Runs a step of a crate's machine, which writes to what room there is behind `made`.
pub(super) fn into_room<T>(made: &mut Vec<u8>, step: impl FnOnce(&mut [u8]) -> (usize, T)) -> T {
    let start = made.len();
    made.resize(start + AT_ONCE, 0);
    let (count, result) = step(&mut made[start..]);
    made.truncate(start + count);
    result
}
