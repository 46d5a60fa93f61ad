//! `minijs completions bash|zsh|fish`: what makes a shell complete with Tab.
//!
//! The texts have the shell ask the command itself what may come next (`minijs completions --complete
//! WORDS...`), so that they never need to be made anew, and offer what this very build has.

use crate::cli::answer::Answer;
use crate::cli::command::Given;
use crate::cli::completion;
use clap::Arg;

/// What it takes.
pub fn arguments() -> clap::Command {
    let shell = Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(["bash", "zsh", "fish"])
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

/// What the shells call: the words follow, the last of which is being typed.
const COMPLETE: &str = "--complete";

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    if given.arguments.first().is_some_and(|it| it == COMPLETE) {
        let words = given.arguments.iter().skip(1);
        let words: Vec<_> = words.map(|word| word.to_string_lossy().into()).collect();
        let offer = completion::offer(given.commands, &words);
        return Err(Answer::shown(offer.lines()));
    }
    let matches = given.read()?;
    let script = match matches.get_one::<String>("shell").map(String::as_str) {
        Some("zsh") => ZSH,
        Some("fish") => FISH,
        _ => BASH,
    };
    Err(Answer::shown(script.to_owned()))
}

const BASH: &str = include_str!("completions/minijs.bash");
const ZSH: &str = include_str!("completions/_minijs");
const FISH: &str = include_str!("completions/minijs.fish");
