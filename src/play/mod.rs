//! `minijs play`: the page of a recording with an editor, at a local address.
//!
//! | file | what |
//! | --- | --- |
//! | `server` | listens, and answers requests |
//! | `guard` | which requests are answered at all, and what every answer says to the browser |
//! | `runs` | a process for each run, which is ended when the next begins |
//! | `worker` | what that process does: runs a program under limits, and tells what came of it |
//! | `settings` | how the page is served |
//! | `request` | what is asked for, as the page and the worker put it |
//! | `examples`, `folder` | the programs that the page offers |
//! | `document` | the page |
//!
//! Invariants: it listens to the machine itself alone. Nothing is written to files. What a program is and
//! prints reaches the page as JSON, never as a part of it; the page shows it as text. A program has a
//! process to itself, with the limits of [`request::Limits`], and the runtime that embedders get: without
//! files, imports, environment, network and other processes.

mod document;
mod examples;
mod folder;
mod guard;
pub mod request;
mod runs;
mod server;
pub mod settings;
pub mod worker;

use settings::Settings;

/// Serves the page until it is interrupted.
///
/// # Errors
/// Why that can't be, in a line.
pub fn serve(settings: Settings) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| format!("cannot start the server: {error}"))?;
    runtime.block_on(server::serve(settings))
}
