//! `minijs help [command]`: what `--help` tells.

use crate::cli::answer::Answer;
use crate::cli::command::{Command, Given};
use crate::cli::help;
use crate::diagnostics::spelling::nearest;
use clap::Arg;

/// What it takes.
pub fn arguments() -> clap::Command {
    let command = Arg::new("command")
        .value_name("COMMAND")
        .value_hint(clap::ValueHint::CommandName)
        .help("The command; without one, all of them are listed");
    clap::Command::new("help").arg(command)
}

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    let commands = given.commands;
    let matches = given.read()?;
    let Some(name) = matches.get_one::<String>("command") else {
        return Err(Answer::shown(help::overview(commands)));
    };
    match commands.iter().find(|command| command.name == name) {
        Some(command) => Err(Answer::shown(help::of_command(command))),
        None => Err(Answer::refusal("minijs", &unknown(name, commands))),
    }
}

fn unknown(name: &str, commands: &[Command]) -> String {
    let names = commands.iter().map(|command| command.name);
    match nearest(name, names) {
        Some(nearest) => format!("there is no command '{name}'; did you mean {nearest}?"),
        None => format!("there is no command '{name}'"),
    }
}
