//! What a command of the command line is: `minijs NAME ...`.

use super::answer::{self, Answer};
use clap::{Arg, ArgAction, ArgMatches};
use std::ffi::OsString;

/// A command.
pub struct Command {
    /// How it is called.
    pub name: &'static str,
    /// What it does, in a line without a full stop.
    pub summary: &'static str,
    /// What it takes, for its help, the completions and the manual: everything but name and summary.
    pub arguments: fn() -> clap::Command,
    /// Runs it; the exit code.
    pub run: fn(Given) -> Result<u8, Answer>,
}

impl Command {
    /// What clap knows of it.
    pub fn definition(&self) -> clap::Command {
        (self.arguments)()
            .name(self.name)
            .bin_name(format!("minijs {}", self.name))
            .about(self.summary)
            .disable_help_subcommand(true)
            .disable_version_flag(true)
            // There is one help, also where clap would make a longer one of what values mean.
            .disable_help_flag(true)
            .arg(
                Arg::new("help")
                    .short('h')
                    .long("help")
                    .action(ArgAction::HelpShort)
                    .help("Print help"),
            )
    }
}

/// What a command is run with.
pub struct Given {
    /// What it takes.
    pub definition: clap::Command,
    /// What follows its name.
    pub arguments: Vec<OsString>,
    /// All commands, for those that tell about them.
    pub commands: &'static [Command],
}

impl Given {
    /// The arguments as the command takes them.
    ///
    /// # Errors
    /// An answer to print instead, also for `--help`.
    pub fn read(self) -> Result<ArgMatches, Answer> {
        answer::read(self.definition, self.arguments)
    }
}
