//! The command line.
//!
//! [`main`] reads the arguments and hands over: `run` runs programs and starts the prompt, `check`
//! looks for mistakes. `memory` is what the process may use.

pub mod args;
mod check;
mod complaint;
pub mod input;
pub mod memory;
mod run;

use args::{BAD_ARGUMENTS, Options, Program};
use complaint::complain;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    // A closed pipe is met as an error of a write; see `host::streams`.
    let code = match args::parse(std::env::args_os().skip(1)) {
        Ok(options) => start(options),
        Err(answer) => {
            let text = answer.text.as_bytes();
            // A failure to write this can't be reported anywhere.
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
    if options.interactive && !cfg!(feature = "repl") {
        complain(
            &"this build has no prompt (its feature `repl` is off); name a file, or - for standard input",
        );
        return BAD_ARGUMENTS;
    }
    if options.check {
        memory::limit(options.limits.heap_bytes());
        return check::check(&options);
    }
    run::on_large_stack(options)
}
