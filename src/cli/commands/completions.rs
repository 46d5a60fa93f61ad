//! `minijs completions bash|zsh|fish`: what makes a shell complete with Tab. It is made from what the
//! commands and options of this very build are.

use crate::cli::answer::Answer;
use crate::cli::command::Given;
use crate::cli::help;
use clap::{Arg, ValueEnum};
use clap_complete::Shell;

/// What it takes.
pub fn arguments() -> clap::Command {
    let shells = [Shell::Bash, Shell::Zsh, Shell::Fish];
    let names = shells.iter().filter_map(Shell::to_possible_value);
    let shell = Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(clap::builder::PossibleValuesParser::new(names))
        .help("The shell");
    clap::Command::new("completions")
        .arg(shell)
        .after_help(EXAMPLES)
}

const EXAMPLES: &str = "\
Examples:
  source <(minijs completions bash)                              for this shell
  minijs completions bash > ~/.local/share/bash-completion/completions/minijs
  minijs completions zsh > ~/.zfunc/_minijs                      a folder in zsh's fpath
  minijs completions fish > ~/.config/fish/completions/minijs.fish

Exit codes:
    0  the text was printed
    9  arguments that can't be used";

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    let commands = given.commands;
    let matches = given.read()?;
    let shell = match matches.get_one::<String>("shell").map(String::as_str) {
        Some("zsh") => Shell::Zsh,
        Some("fish") => Shell::Fish,
        _ => Shell::Bash,
    };
    let mut text = Vec::new();
    let mut definition = help::whole(commands);
    clap_complete::generate(shell, &mut definition, "minijs", &mut text);
    Err(Answer::shown(String::from_utf8_lossy(&text).into_owned()))
}
