//! `minijs repl`: the prompt, as `minijs` alone starts it on a terminal.

use crate::cli::answer::Answer;
use crate::cli::args;
use crate::cli::command::Given;
use crate::cli::help;
use crate::cli::launch::launch;

/// What it takes.
pub fn arguments() -> clap::Command {
    args::definition()
        .override_usage("minijs repl [OPTIONS] [FILE] [ARGUMENTS]...")
        .after_help(help::with_exit_codes(EXAMPLES))
}

const EXAMPLES: &str = "\
Examples:
  minijs repl                      .help at the prompt lists its commands
  minijs repl --clock=virtual      timers jump instead of waiting";

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    let mut options = args::parse_options(
        "minijs repl",
        || help::of(given.definition),
        given.arguments,
        std::env::var_os("NODE_OPTIONS").as_deref(),
    )?;
    options.interactive = true;
    Ok(launch(options))
}
