//! The command line.
//!
//! [`main`] looks at the first argument: the name of a command (`commands/`) is that command, and
//! anything else is a program and its options (`args`, `flags`, `options`), which `launch` hands over:
//! `run` runs programs and starts the prompt, `check` looks for mistakes. `memory` is what the process
//! may use. What is said of arguments that can't be used is in `answer`.

mod answer;
mod args;
mod check;
mod command;
mod commands;
mod complaint;
mod completion;
mod coverage;
mod exit_codes;
mod flags;
mod foreign;
mod help;
pub mod input;
mod launch;
mod long_stacks;
pub mod memory;
mod options;
mod permissions;
mod recorded;
mod run;
pub mod watch;
#[cfg(feature = "golden")]
mod worker;

use answer::Answer;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    // A closed pipe is met as an error of a write; see `host::streams`.
    let arguments = std::env::args_os().skip(1).collect();
    ExitCode::from(begin(arguments).unwrap_or_else(|answer| {
        let text = answer.text.as_bytes();
        // A failure to write this can't be reported anywhere.
        let _ = match answer.code {
            0 => std::io::stdout().write_all(text),
            _ => std::io::stderr().write_all(text),
        };
        answer.code
    }))
}

fn begin(mut arguments: Vec<OsString>) -> Result<u8, Answer> {
    let first = arguments.first();
    if let Some(command) = first.and_then(|name| commands::named(name)) {
        arguments.remove(0);
        return commands::run(command, arguments);
    }
    if let Some(answer) = first.and_then(|name| commands::misspelt(name)) {
        return Err(answer);
    }
    let environment = std::env::var_os("NODE_OPTIONS");
    let environment = environment.as_deref();
    let options = match args::parse_plain(arguments) {
        Ok(options) => match environment {
            Some(text) => args::add_environment(options, text)?,
            None => options,
        },
        Err(arguments) => {
            let help = || help::overview(&commands::COMMANDS);
            args::parse_options("minijs", help, arguments, environment)?
        }
    };
    Ok(launch::launch(options))
}
