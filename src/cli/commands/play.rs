//! `minijs play [folder]`: a page with an editor that shows what a program does, at a local address.

use crate::cli::answer::Answer;
use crate::cli::command::Given;
use crate::cli::complaint::complain;
use crate::cli::memory;
use crate::cli::run::stack_for;
use crate::play::request::Limits;
use crate::play::settings::{Settings, WORKER};
use crate::play::{self, worker};
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use std::path::PathBuf;

/// The port unless another is asked for, so that links which hold a program work for others too.
const PORT: u16 = 4617;

/// The exit code where the page can't be served.
const NOT_SERVED: u8 = 1;

const MORE: &str = "\
Examples:
  minijs play                  the page with its own examples
  minijs play lessons          the same with the programs of a folder
  minijs play --port 0         at any port that is free

Each program runs in a process of its own, without files, imports and environment, with time that
jumps to the next timer. It is ended when the text changes. A link made by the page holds the
program itself; nothing is kept, and nothing leaves this machine.

Exit codes:
    0  it was interrupted
    1  it can't be served: the port is in use, or the folder can't be read
    9  arguments that can't be used";

/// What it takes.
pub fn arguments() -> clap::Command {
    let limits = Limits::default();
    clap::Command::new("play")
        .arg(
            Arg::new("folder")
                .value_name("FOLDER")
                .value_parser(value_parser!(PathBuf))
                .help("Offer the programs in this folder"),
        )
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("N")
                .value_parser(value_parser!(u16))
                .help(format!("The port, {PORT} by default; 0 for any")),
        )
        .arg(
            Arg::new("no-open")
                .long("no-open")
                .action(ArgAction::SetTrue)
                .help("Don't have a browser show the page"),
        )
        .arg(limit(
            "timeout",
            "MS",
            format!(
                "Stop a program after so long, {} ms by default",
                limits.time_ms
            ),
        ))
        .arg(limit(
            "max-instructions",
            "N",
            format!("after so many steps, {} by default", limits.steps),
        ))
        .arg(limit(
            "max-heap",
            "MB",
            format!(
                "when it holds more memory, {} MB by default",
                limits.memory_mib
            ),
        ))
        .after_help(MORE)
}

fn limit(name: &'static str, unit: &'static str, help: String) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(unit)
        .value_parser(value_parser!(u64).range(1..))
        .help(help)
}

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    if given.arguments.first().is_some_and(|it| it == WORKER) {
        return Ok(work());
    }
    let matches = given.read()?;
    let settings = Settings {
        port: matches.get_one::<u16>("port").copied().unwrap_or(PORT),
        folder: matches.get_one::<PathBuf>("folder").cloned(),
        opens: !matches.get_flag("no-open"),
        limits: limits(&matches),
    };
    Ok(match play::serve(settings) {
        Ok(()) => 0,
        Err(why) => {
            complain(&why);
            NOT_SERVED
        }
    })
}

fn limits(matches: &ArgMatches) -> Limits {
    let number = |name, usual| matches.get_one::<u64>(name).copied().unwrap_or(usual);
    let usual = Limits::default();
    Limits {
        time_ms: number("timeout", usual.time_ms),
        steps: number("max-instructions", usual.steps),
        memory_mib: number("max-heap", usual.memory_mib),
        ..usual
    }
}

/// Runs the one program that this process is for; the exit code.
fn work() -> u8 {
    let Ok((program, limits)) = worker::read_request() else {
        return NOT_SERVED;
    };
    let bytes = limits.memory_mib.saturating_mul(1 << 20);
    let heap = usize::try_from(bytes).unwrap_or(usize::MAX);
    let answer = stacker::grow(stack_for(Some(heap)), || {
        memory::limit(Some(heap));
        let ran = worker::run(&program, limits, memory::stack_under(heap));
        // What happened is told whatever it takes.
        memory::limit(None);
        ran.answer()
    });
    match worker::write_answer(&answer) {
        Ok(()) => 0,
        Err(_) => NOT_SERVED,
    }
}
