//! `minijs run file.js`: the explicit form of `minijs file.js`.

use crate::cli::answer::Answer;
use crate::cli::args;
use crate::cli::command::Given;
use crate::cli::help;
use crate::cli::launch::launch;
use crate::cli::options::Program;

/// What it takes.
pub fn arguments() -> clap::Command {
    args::definition()
        .override_usage("minijs run [OPTIONS] FILE [ARGUMENTS]...")
        .after_help(help::with_exit_codes(EXAMPLES))
}

const EXAMPLES: &str = "\
Examples:
  minijs run app.js --port 80      what follows the name of the file is the program's
  minijs run --seed 1 test         a file that has the name of a command
  minijs run - < app.js            from standard input";

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    let options = args::parse_options(
        "minijs run",
        || help::of(given.definition),
        given.arguments,
        std::env::var_os("NODE_OPTIONS").as_deref(),
    )?;
    match options.program {
        Program::Default if !options.interactive => Err(Answer::refusal(
            "minijs run",
            "the program is missing: a file, or - for standard input",
        )),
        _ => Ok(launch(options)),
    }
}
