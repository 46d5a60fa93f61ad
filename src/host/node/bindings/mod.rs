//! What the texts of Node's modules ask of Rust: a file for each binding.

pub(super) mod event_target;
pub(super) mod globals;
pub(super) mod messaging;
pub(super) mod performance;
pub(super) mod process;
