//! The interactive prompt.

pub mod editor;
pub mod terminal;

use crate::runtime::RuntimeBuilder;

/// Runs the prompt until it is left; the exit code.
pub(crate) fn run(_builder: RuntimeBuilder) -> u8 {
    0
}
