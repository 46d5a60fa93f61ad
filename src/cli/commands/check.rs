//! `minijs check`: looks for mistakes without running anything.

use crate::check::command::{self, Format, Request};
use crate::check::is_script;
use crate::cli::answer::Answer;
use crate::cli::command::Given;
use crate::cli::watch::changes::{Changes, INTERVAL};
use crate::diagnostics::colour::stream_wants_colour;
use clap::{Arg, ArgAction, value_parser};
use std::io::Write;
use std::path::PathBuf;

/// The exit code where something was found.
const FOUND: u8 = 1;

/// The exit code of a check that can't be made.
const UNUSABLE: u8 = 2;

const FORMATS: [(&str, Format); 4] = [
    ("text", Format::Text),
    ("json", Format::Json),
    ("github", Format::Github),
    ("sarif", Format::Sarif),
];

const MORE: &str = "\
Examples:
  minijs check                     all JavaScript files below the folder, without node_modules
  minijs check --fix src app.js    make the changes that need no asking
  minijs check --watch src         again whenever a file changes
  minijs check --explain E02       what a code means, with an example
  minijs check --format=sarif > findings.sarif

A comment ignores a finding, with its code and a reason, at the end of its line or on a line before:
  // minijs-ignore E02: the log may be lost

Exit codes:
  0  nothing was found
  1  something was found
  2  the arguments can't be used, or a path can't be read";

/// What it takes.
pub fn arguments() -> clap::Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let command = clap::Command::new("check")
        .arg(
            Arg::new("paths")
                .value_name("PATH")
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .help("Files, folders, or - for standard input; else the current folder"),
        )
        .arg(flag("fix", "Change the files where that needs no asking"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(FORMATS.map(|(name, _)| name))
                .default_value("text")
                .help("How findings are shown"),
        )
        .arg(
            flag(
                "watch",
                "Check again whenever a file changes, until it is interrupted",
            )
            .short('w'),
        )
        .arg(
            Arg::new("explain")
                .long("explain")
                .value_name("CODE")
                .exclusive(true)
                .help("Tell what a code means"),
        )
        .arg(flag("list", "List all codes").exclusive(true))
        .after_help(MORE);
    #[cfg(feature = "lsp")]
    let command =
        command.arg(flag("lsp", "Serve an editor by the language server protocol").exclusive(true));
    command
}

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    let matches = given.read().map_err(|answer| Answer {
        code: if answer.code == 0 { 0 } else { UNUSABLE },
        ..answer
    })?;
    let unusable = |why: String| Answer {
        text: format!("minijs: {why}\n"),
        code: UNUSABLE,
    };
    if let Some(code) = matches.get_one::<String>("explain") {
        return command::explain(code)
            .map(Answer::shown)
            .map_err(unusable)
            .and_then(Err);
    }
    if matches.get_flag("list") {
        return Err(Answer::shown(command::list()));
    }
    #[cfg(feature = "lsp")]
    if matches.get_flag("lsp") {
        return command::serve().map_err(unusable);
    }
    let stdout = std::io::stdout();
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("paths").map_or_else(
        || vec![PathBuf::from(".")],
        |paths| paths.cloned().collect(),
    );
    let asked = matches.get_one::<String>("format").map(String::as_str);
    let format = FORMATS.iter().find(|(name, _)| Some(*name) == asked);
    let request = Request {
        paths,
        format: format.map_or(Format::Text, |(_, format)| *format),
        fix: matches.get_flag("fix"),
        colour: stream_wants_colour(&stdout),
    };
    if matches.get_flag("watch") {
        return match request.paths.iter().any(|path| path.as_os_str() == "-") {
            true => Err(unusable(String::from("standard input can't be watched"))),
            false => Ok(watch(&request)),
        };
    }
    let outcome = command::check(&request).map_err(unusable)?;
    Ok(tell(&outcome))
}

/// Prints what was found; the exit code.
fn tell(outcome: &command::Outcome) -> u8 {
    // A failure to write can't be reported anywhere.
    let _ = std::io::stdout().write_all(outcome.shown.as_bytes());
    let _ = std::io::stderr().write_all(outcome.told.as_bytes());
    if outcome.has_findings { FOUND } else { 0 }
}

/// Checks again and again, until nobody reads it any more; the exit code.
fn watch(request: &Request) -> u8 {
    loop {
        let mut changes = Changes::default();
        for path in &request.paths {
            match path.is_dir() {
                true => changes.watch_folder(path.clone()),
                false => changes.watch_file(path.clone()),
            }
        }
        let code = match command::check(request) {
            Ok(outcome) => tell(&outcome),
            // It may be written anew right now.
            Err(why) => {
                let _ = writeln!(std::io::stderr(), "minijs: {why}");
                UNUSABLE
            }
        };
        if writeln!(std::io::stdout(), "\nwaiting for a change").is_err() {
            return code;
        }
        if request.fix {
            // What this has written is nothing new.
            changes.take();
        }
        // What is printed may go to a file in a watched folder.
        let is_read = |path: &PathBuf| is_script(path) || request.paths.contains(path);
        while !changes.settled().iter().any(is_read) {
            std::thread::sleep(INTERVAL);
        }
    }
}
