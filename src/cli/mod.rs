//! The command line.
//!
//! [`main`] reads the arguments and hands over: `run` runs programs, `check` looks for mistakes,
//! `memory` is what the process may use, `repl` is the prompt.

pub mod args;
mod check;
pub mod input;
pub mod memory;
mod run;

use args::{Options, Program};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    // A closed pipe is met as an error of a write; see `host::streams`.
    let code = match args::parse(std::env::args_os().skip(1)) {
        Ok(options) => start(options),
        Err(answer) => {
            let text = answer.text.as_bytes();
            // There is nobody to tell when this can't be written.
            let _ = match answer.code {
                0 => std::io::stdout().write_all(text),
                _ => std::io::stderr().write_all(text),
            };
            answer.code
        }
    };
    ExitCode::from(code)
}

fn start(mut options: Options) -> u8 {
    if options.program == Program::Default && !options.interactive {
        match std::io::stdin().is_terminal() && !options.check {
            true => options.interactive = true,
            false => options.program = Program::Stdin,
        }
    }
    if options.check {
        memory::limit(options.limits.heap_bytes());
        return check::check(&options);
    }
    run::on_large_stack(options)
}

/// Says why nothing could be run.
fn complain(error: &dyn std::fmt::Display) {
    let mut stderr = std::io::stderr();
    let _ = writeln!(stderr, "minijs: {error}");
}
