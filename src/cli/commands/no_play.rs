//! `minijs play` in a build without its page.

use crate::cli::answer::Answer;
use crate::cli::command::Given;

/// What it takes.
pub fn arguments() -> clap::Command {
    clap::Command::new("play")
}

/// Says that it isn't there.
pub fn run(given: Given) -> Result<u8, Answer> {
    given.read()?;
    Err(Answer::refusal(
        "minijs",
        "this build has no page to play with (its feature `play` is off); 'minijs explain --html' writes one",
    ))
}
