//! What the texts of Node's modules ask of Rust: a file for each binding.

pub(super) mod buffer;
#[cfg(feature = "crypto")]
pub(super) mod crypto;
pub(super) mod globals;
pub(super) mod process;
#[cfg(feature = "compression")]
pub(super) mod zlib;
