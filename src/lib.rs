//! minijs: JavaScript with a real event loop. The map of the crate follows.
//!
#![doc = include_str!("ARCHITECTURE.md")]

mod builtins;
mod cli;
mod diagnostics;
mod engine;
mod event_loop;
mod heap;
mod host;
mod interpreter;
mod lower;
mod numeric;
mod repl;
mod runtime;
mod source;
mod syntax;

pub use runtime::{
    Arguments, Context, Error, ErrorKind, FromJs, InterruptHandle, IntoJs, JsValue, Place, Runtime,
    RuntimeBuilder, Termination,
};

/// What the `minijs` command allocates with.
#[doc(hidden)]
pub use cli::memory::{ALLOCATOR, Allocator};

/// The `minijs` command.
#[doc(hidden)]
pub fn command() -> std::process::ExitCode {
    cli::main()
}
