//! minijs: JavaScript with a real event loop. The map of the crate follows.
//!
#![doc = include_str!("ARCHITECTURE.md")]

mod budget;
mod builtins;
mod cli;
mod diagnostics;
mod engine;
mod event_loop;
mod heap;
mod host;
mod interpreter;
mod lower;
mod native_stack;
mod numeric;
mod operators;
mod regexp;
mod repl;
mod runtime;
mod source;
mod syntax;

pub use runtime::{
    Arguments, Context, Error, ErrorKind, FromJs, InterruptHandle, IntoJs, JsValue, Place, Runtime,
    RuntimeBuilder, Termination,
};

/// The `minijs` command, and the allocator that has to stand in its program.
#[doc(hidden)]
pub mod command {
    pub use crate::cli::main;
    pub use crate::cli::memory::{ALLOCATOR, Allocator};
}
