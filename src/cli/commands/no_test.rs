//! `minijs test` in a build without golden suites.

use crate::cli::answer::Answer;
use crate::cli::command::Given;

/// What it takes.
pub fn arguments() -> clap::Command {
    clap::Command::new("test")
}

/// Says that it isn't there.
pub fn run(given: Given) -> Result<u8, Answer> {
    given.read()?;
    Err(Answer::refusal(
        "minijs",
        "this build has no golden suites (its feature `golden` is off); 'minijs --test' runs tests of node:test",
    ))
}
