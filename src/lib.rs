//! JavaScript with a real event loop, in a Rust program.
//!
//! minijs runs the modern language (closures, promises, async functions, generators, classes,
//! regular expressions, typed arrays) with Node's `console`, timers and `process`, and in the order
//! in which Node runs things. This page is for the embedder. The command is described by the
//! package's README.md, and how the engine is built by src/ARCHITECTURE.md.
//!
//! # A first program
//!
//! ```
//! use minijs::Runtime;
//!
//! let mut runtime = Runtime::new();
//! let answer: f64 = runtime.eval("6 * 7")?;
//! assert_eq!(answer, 42.0);
//!
//! // An evaluation only runs the text's body; `run` runs what it has scheduled.
//! runtime.run_script("later.js", "
//!     let log = [];
//!     setTimeout(() => log.push('timer'), 5);
//!     Promise.resolve().then(() => log.push('microtask'));
//! ")?;
//! runtime.run()?;
//! let log: Vec<String> = runtime.eval("log")?;
//! assert_eq!(log, ["microtask", "timer"]);
//! # Ok::<(), minijs::Error>(())
//! ```
//!
//! A [`Runtime`] has its own heap, globals and event loop, and stays on one thread. Values of
//! scripts are held through [`JsValue`] handles, which keep them alive and know their runtime.
//!
//! # Functions, both ways
//!
//! Functions of Rust become functions of scripts, and the other way round. [`IntoJs`] and [`FromJs`]
//! convert, without coercion.
//!
//! ```
//! use minijs::Runtime;
//!
//! let mut runtime = Runtime::new();
//! let mut context = runtime.context();
//! let add = context.function("add", 2, |context, arguments| {
//!     let a: f64 = context.convert(&arguments[0])?;
//!     let b: f64 = context.convert(&arguments[1])?;
//!     Ok(a + b)
//! });
//! context.set_global("add", add)?;
//! let double: minijs::JsValue = runtime.eval("(x => add(x, x))")?;
//! let mut context = runtime.context();
//! let four = context.value(4)?;
//! let eight: i32 = context.invoke(&double, vec![four])?;
//! assert_eq!(eight, 8);
//! # Ok::<(), minijs::Error>(())
//! ```
//!
//! # Errors
//!
//! An [`Error`] is what a script threw, a text that is no program, a value of another type, or a
//! script that was stopped ([`Error::kind`]); it has a place where one is known.
//!
//! # Limits
//!
//! A [`Runtime::builder`] bounds what a script may use:
//! [`time_limit`](RuntimeBuilder::time_limit), [`instruction_limit`](RuntimeBuilder::instruction_limit),
//! [`heap_limit`](RuntimeBuilder::heap_limit), [`stack_limit`](RuntimeBuilder::stack_limit). An
//! [`InterruptHandle`] stops a script from another thread. A script can't catch any of these.
//!
//! ```
//! use minijs::{ErrorKind, Runtime};
//! use std::time::Duration;
//!
//! let mut runtime = Runtime::builder()
//!     .time_limit(Duration::from_millis(50))
//!     .heap_limit(64 << 20)
//!     .build();
//! let error = runtime.run_script("endless.js", "for (;;);").unwrap_err();
//! assert!(matches!(error.kind(), ErrorKind::Stopped(_)));
//! assert_eq!(runtime.eval::<i32>("6 * 7")?, 42);
//! # Ok::<(), minijs::Error>(())
//! ```
//!
//! # What a script can reach
//!
//! Beside what the embedder gives it: standard output and standard error, unless the builder names
//! [other streams](RuntimeBuilder::stdout); the clock, unless it is
//! [virtual](RuntimeBuilder::virtual_clock); the time zone; the process's id, its current directory,
//! and the name of the platform. There are no files, no network, no other processes, and no imports
//! between files yet. `process.env` and `process.argv` are empty unless the embedder fills them;
//! `process.exit` ends the script, never the process.
//!
//! # Features
//!
//! The defaults are for the command; an embedder needs none of them, and takes the package with
//! `default-features = false`:
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `cli` | the command `minijs` (clap, codespan-reporting) |
//! | `repl` | the command's prompt (rustyline) |
//! | `play` | the command `minijs play` (hyper, tokio) |
//! | `allocator` | mimalloc as the command's allocator |
//! | `crypto` | hashes, HMACs, ciphers, key pairs and random values for scripts |
//! | `compression` | gzip, deflate and brotli for scripts |
//! | `golden` | suites of programs beside what they are to print: the module [`golden`], the command `minijs test` |

#![cfg_attr(
    not(feature = "repl"),
    allow(
        dead_code,
        unused_imports,
        reason = "some of what the command and its prompt use is used by nothing else"
    )
)]

mod budget;
mod builtins;
#[cfg(feature = "cli")]
mod check;
#[cfg(feature = "cli")]
mod cli;
mod coverage;
mod diagnostics;
mod engine;
mod event_loop;
mod explain;
#[cfg(feature = "golden")]
pub mod golden;
mod heap;
mod host;
#[cfg(feature = "cli")]
mod insight;
mod interpreter;
mod lower;
mod modules;
mod native_stack;
mod numeric;
mod operators;
mod permissions;
#[cfg(feature = "play")]
mod play;
mod regexp;
#[cfg(feature = "repl")]
mod repl;
mod runtime;
mod source;
mod syntax;
mod url;

pub use permissions::{Permission, Permissions};
pub use runtime::{
    Arguments, Context, Error, ErrorKind, FromJs, InterruptHandle, IntoJs, JsValue, Place, Runtime,
    RuntimeBuilder, Termination,
};

/// The `minijs` command, and the allocator that its program declares.
#[doc(hidden)]
#[cfg(feature = "cli")]
pub mod command {
    pub use crate::cli::main;
    pub use crate::cli::memory::{ALLOCATOR, Allocator};
}
