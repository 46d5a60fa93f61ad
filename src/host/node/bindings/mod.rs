//! What the texts of Node's modules ask of Rust: a file for each binding.

pub(super) mod globals;
pub(super) mod module;
pub(super) mod process;
