//! `minijs man`: the manual page.
//!
//! It is made when it is asked for, from what the commands and options of this very build are: so it
//! can't be out of date, nobody has to keep a copy, and the build needs no clap of its own. Who
//! packages minijs writes it to a file: `minijs man > minijs.1`.

use crate::cli::answer::Answer;
use crate::cli::command::{Command, Given};
use crate::cli::exit_codes::EXIT_CODES;
use crate::cli::help;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io;

/// What it takes.
pub fn arguments() -> clap::Command {
    clap::Command::new("man").after_help(EXAMPLES)
}

const EXAMPLES: &str = "\
Examples:
  minijs man | man -l -                                          read it
  minijs man > ~/.local/share/man/man1/minijs.1                  install it

Exit codes:
    0  the page was printed
    9  arguments that can't be used";

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    let commands = given.commands;
    given.read()?;
    let mut page = Vec::new();
    match write(commands, &mut page) {
        Ok(()) => Err(Answer::shown(String::from_utf8_lossy(&page).into_owned())),
        Err(error) => Err(Answer {
            text: format!("minijs: the page can't be made: {error}\n"),
            code: 70,
        }),
    }
}

fn write(commands: &[Command], page: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(help::whole(commands));
    man.render_title(page)?;
    man.render_name_section(page)?;
    synopsis().to_writer(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    commands_section(commands).to_writer(page)?;
    exit_status().to_writer(page)?;
    examples().to_writer(page)
}

fn synopsis() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    for rest in ["[OPTIONS] [FILE | -] [ARGUMENTS]...", "COMMAND [...]"] {
        roff.text([bold("minijs"), roman(format!(" {rest}"))]);
        roff.control("br", []);
    }
    roff
}

fn commands_section(commands: &[Command]) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for command in commands {
        roff.control("TP", []);
        roff.text([bold(format!("minijs {}", command.name))]);
        roff.text([roman(format!(
            "{}. 'minijs help {}' tells what it takes.",
            command.summary, command.name
        ))]);
    }
    roff
}

fn exit_status() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for row in EXIT_CODES {
        roff.control("TP", []);
        roff.text([bold(row.code.to_string())]);
        roff.text([roman(row.why)]);
    }
    roff
}

fn examples() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    for (example, what) in help::EXAMPLES {
        roff.control("TP", []);
        roff.text([bold(*example)]);
        roff.text([roman(*what)]);
    }
    roff
}
