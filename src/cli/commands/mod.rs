//! The commands, each in a file of its own. Adding one is a row in the table and its file.

mod check;
mod completions;
mod explain;
mod help;
mod man;
#[cfg(not(feature = "play"))]
#[path = "no_play.rs"]
mod play;
#[cfg(feature = "play")]
mod play;
mod repl;
mod run;
#[cfg(feature = "golden")]
mod test;
#[cfg(not(feature = "golden"))]
#[path = "no_test.rs"]
mod test;

use super::answer::{Answer, BAD_ARGUMENTS};
use super::command::{Command, Given};
use crate::diagnostics::spelling::nearest;
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// There is no file to run.
const NOT_FOUND: u8 = 1;

/// All of them, as the help lists them.
pub static COMMANDS: [Command; 9] = [
    Command {
        name: "run",
        summary: "Run a program: what `minijs file.js` does, by its full name",
        arguments: run::arguments,
        run: run::run,
    },
    Command {
        name: "repl",
        summary: "Start the prompt, after a program where one is given",
        arguments: repl::arguments,
        run: repl::run,
    },
    Command {
        name: "test",
        summary: "Run programs and compare what they print with what is written beside them",
        arguments: test::arguments,
        run: test::run,
    },
    Command {
        name: "check",
        summary: "Look for mistakes in how programs wait, without running them",
        arguments: check::arguments,
        run: check::run,
    },
    Command {
        name: "explain",
        summary: "Run a program and say why each line of output came when it did",
        arguments: explain::arguments,
        run: explain::run,
    },
    Command {
        name: "play",
        summary: "Serve a page that runs what is typed, and shows why each line came when it did",
        arguments: play::arguments,
        run: play::run,
    },
    Command {
        name: "completions",
        summary: "Print what makes a shell complete the arguments of minijs",
        arguments: completions::arguments,
        run: completions::run,
    },
    Command {
        name: "man",
        summary: "Print the manual page",
        arguments: man::arguments,
        run: man::run,
    },
    Command {
        name: "help",
        summary: "Show what a command takes",
        arguments: help::arguments,
        run: help::run,
    },
];

/// The command of this name.
pub fn named(name: &OsStr) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| name == command.name)
}

/// What is said of a word that is nearly the name of a command, and no file.
pub fn misspelt(word: &OsStr) -> Option<Answer> {
    let word = word.to_str()?;
    let meant = nearest(word, COMMANDS.iter().map(|command| command.name))?;
    let is_file = Path::new(word).exists() || Path::new(word).with_extension("js").exists();
    (!is_file).then(|| Answer {
        text: format!("minijs: cannot find '{word}'; did you mean the command '{meant}'?\n"),
        code: NOT_FOUND,
    })
}

/// Runs a command with what follows its name; the exit code.
///
/// # Errors
/// An answer to print instead.
pub fn run(command: &Command, arguments: Vec<OsString>) -> Result<u8, Answer> {
    let given = Given {
        definition: command.definition(),
        arguments,
        commands: &COMMANDS,
    };
    (command.run)(given).map_err(|answer| mention_file(command.name, answer))
}

/// Says that there is a file of a command's name where the command can't use its arguments: they may
/// have been meant for the file.
fn mention_file(name: &str, mut answer: Answer) -> Answer {
    if answer.code == BAD_ARGUMENTS && Path::new(name).is_file() {
        let told = format!("There is a file '{name}' here too: 'minijs ./{name}' runs it.\n");
        answer.text.push_str(&told);
    }
    answer
}
