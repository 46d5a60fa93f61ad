//! How far an iterator helper is.

/// The generator's state.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Start,
    Suspended,
    Running,
    Completed,
}
