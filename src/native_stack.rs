//! Room on the native stack for recursion over what may be nested deeply: code, patterns.
//!
//! What is added is memory like any other: it counts towards the limit of the process (see
//! [`memory`]), so that a text which is nested too deeply for the limit ends as one which is too
//! long for it. Recursion of scripts isn't met here: calls have a limit of their own.

use crate::heap::memory;

/// Bytes that must be left for one more level where it isn't said otherwise.
const ROOM: usize = 128 << 10;

/// How much is added where they aren't left.
const MORE: usize = 2 << 20;

/// Calls `body` with enough stack for one more level of nesting.
pub(crate) fn with_stack<R>(body: impl FnOnce() -> R) -> R {
    with_room(ROOM, MORE, body)
}

/// Calls `body` with at least `room` bytes of stack, of which `more` are added where they aren't
/// left.
pub(crate) fn with_room<R>(room: usize, more: usize, body: impl FnOnce() -> R) -> R {
    if stacker::remaining_stack().is_some_and(|left| left >= room) {
        return body();
    }
    let _counted = memory::Counted::new(more);
    stacker::grow(more, body)
}
