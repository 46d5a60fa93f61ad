//! What the texts of Node's modules ask of Rust: a file for each binding.

pub(super) mod async_context;
pub(super) mod buffer;
pub(super) mod console;
#[cfg(feature = "crypto")]
pub(super) mod crypto;
pub(super) mod errors;
pub(super) mod event_target;
pub(super) mod fs;
pub(super) mod globals;
pub(super) mod inspect;
pub(super) mod messaging;
pub(super) mod module;
pub(super) mod os;
pub(super) mod performance;
pub(super) mod process;
pub(super) mod promise_hooks;
pub(super) mod types;
pub(super) mod url;
pub(super) mod util;
pub(super) mod vm;
mod vm_console;
#[cfg(feature = "compression")]
pub(super) mod zlib;
