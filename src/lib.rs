//! minijs: JavaScript with a real event loop. The map of the crate follows.
//!
#![doc = include_str!("ARCHITECTURE.md")]

pub mod budget;
pub mod builtins;
pub mod cli;
pub mod diagnostics;
pub mod engine;
pub mod event_loop;
pub mod heap;
pub mod host;
pub mod interpreter;
pub mod lower;
pub mod numeric;
pub mod repl;
pub mod runtime;
pub mod source;
pub mod syntax;

pub use runtime::{
    Context, Error, ErrorKind, FromJs, InterruptHandle, IntoJs, JsValue, Place, Runtime,
    RuntimeBuilder, Termination,
};
