//! `minijs test`: golden suites, see `golden`.

use crate::cli::answer::Answer;
use crate::cli::command::{Command, Given};
use crate::cli::coverage::{CoverageFlags, Gathered};
use crate::cli::worker;
use crate::diagnostics::colour::stream_wants_colour;
use crate::golden::protocol::WORKER;
use crate::golden::{
    Case, Engine, Github, IN_A_CASE, Json, Junit, Look, Minijs, Other, Pretty, Reporter, Root, Run,
    Suite, TIME_LIMIT, Tap, Watch, Writing, run as run_suite,
};
use clap::{CommandFactory, FromArgMatches, Parser, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Some cases aren't good.
const DIFFERENT: u8 = 1;

/// The suite itself is wrong, or nothing could be run.
const BAD_SUITE: u8 = 2;

const AFTER: &str = "\
A case is a program with what it is to print beside it: a.js and a.out, and a.err for standard error,
a.in for what is piped into it. Its first lines may say more, such as '// exit: 1' or '// argv: a b'.
In Markdown a block of code ```js that a block ```output follows is a case.

Examples:
  minijs test                              all cases below this folder
  minijs test tests README.md              of a folder and a file
  minijs test --update --filter closures   write what some print as what they are to print
  minijs test --with node                  do the expectations tell the truth?
  minijs test --repeat 20                  does each case print the same each time?
  minijs test --shard 2/3 --reporter=junit the second of three machines
  minijs test --coverage=html tests        which lines of what they import never ran?

Exit codes:
    0  every case did what was expected
    1  some didn't, or are new; or less ran than --coverage-min wants
    2  the suite is wrong, and nothing was run: a folder without a case, an .out without a program,
       two cases that write one file, a line at the top of a program that can't be understood
    9  arguments that can't be used";

/// What it takes, as clap knows it.
#[derive(Debug, Parser)]
#[command(name = "test", after_help = AFTER)]
struct Flags {
    /// Folders, programs and Markdown files (default: this folder)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write what cases print as what they are to print; 'review' asks for each
    #[arg(
        short,
        long,
        value_name = "HOW",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all"
    )]
    update: Option<Update>,

    /// Only cases whose name contains this; several: any of them
    #[arg(short, long, value_name = "TEXT")]
    filter: Vec<String>,

    /// Only list the cases
    #[arg(short, long)]
    list: bool,

    /// How many cases run at once (default: as many as there are processors)
    #[arg(short, long, value_name = "N", value_parser = positive)]
    jobs: Option<usize>,

    /// Stop a case after so many milliseconds (default: 30000)
    #[arg(long, value_name = "MS", value_parser = positive)]
    timeout: Option<usize>,

    /// Stop after the first case that isn't good
    #[arg(long)]
    fail_fast: bool,

    /// Run again what changes, until it is interrupted
    #[arg(short, long, conflicts_with_all = ["list", "fail_fast"])]
    watch: bool,

    /// Only the Kth of N parts of the suite
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<(usize, usize)>,

    /// How it is told
    #[arg(short, long, value_enum, value_name = "NAME", default_value = "pretty")]
    reporter: Form,

    /// Run each case so often, and compare what it does each time
    #[arg(long, value_name = "N", default_value = "1", value_parser = positive)]
    repeat: usize,

    /// Run the cases on another command, such as node or 'deno run -A'
    #[arg(
        long,
        value_name = "COMMAND",
        conflicts_with_all = ["coverage", "coverage_min"]
    )]
    with: Option<String>,

    #[command(flatten)]
    coverage: CoverageFlags,

    /// Count in the cases too, where there are other files that ran
    #[arg(long, help_heading = "Coverage")]
    coverage_all: bool,

    /// Don't name cases that are good
    #[arg(short, long)]
    quiet: bool,
}

/// How expectations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Update {
    /// All of them.
    All,
    /// Those that are wanted.
    Review,
}

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Pretty,
    Tap,
    Junit,
    Json,
    Github,
}

fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("takes a whole number from 1, not '{text}'")),
    }
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let numbers = text.split_once('/');
    let numbers = numbers.and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    match numbers {
        Some((number, count)) if (1..=count).contains(&number) => Ok((number, count)),
        _ => Err(format!("takes K/N with K from 1 to N, not '{text}'")),
    }
}

/// What it takes.
pub fn arguments() -> clap::Command {
    Flags::command()
}

/// Runs it.
pub fn run(given: Given) -> Result<u8, Answer> {
    if given.arguments.first().is_some_and(|first| first == WORKER) {
        let commands: &'static [Command] = given.commands;
        return Ok(worker::serve(commands));
    }
    let matches = given.read()?;
    if std::env::var_os(IN_A_CASE).is_some() {
        return Err(Answer::refusal(
            "minijs test",
            "a case of a suite can't run suites: that would have no end",
        ));
    }
    let refused = |what: &str| Answer::refusal("minijs test", what);
    let flags = Flags::from_arg_matches(&matches).map_err(|error| refused(&error.to_string()))?;
    if flags.update == Some(Update::Review) && flags.reporter != Form::Pretty {
        return Err(refused("--update=review needs --reporter=pretty"));
    }
    let failed = |error: String| Answer {
        text: format!("minijs: {error}\n"),
        code: BAD_SUITE,
    };
    let counts = flags.coverage.wanted().map(Gathered::new).transpose();
    let counts = counts.map_err(|error| failed(error.to_string()))?;
    let engine = engine(&flags, counts.as_ref()).map_err(|error| refused(&error))?;
    start(&flags, &*engine, counts.as_ref()).map_err(failed)
}

/// What runs the cases.
fn engine(flags: &Flags, counts: Option<&Gathered>) -> Result<Box<dyn Engine>, String> {
    let limit = flags
        .timeout
        .map_or(TIME_LIMIT, |ms| Duration::from_millis(ms as u64));
    match &flags.with {
        Some(command) => {
            let other = Other::new(command)?.with_limit(limit);
            other.version()?;
            Ok(Box::new(other))
        }
        None => {
            let own = std::env::current_exe().map_err(|error| error.to_string())?;
            let more = counts.map(Gathered::flag).into_iter().collect();
            let minijs = Minijs::new(&own)?.with_limit(limit).with_flags(more);
            Ok(Box::new(minijs))
        }
    }
}

fn roots(flags: &Flags) -> Vec<Root> {
    match flags.paths.is_empty() {
        true => vec![Root::named(Path::new("."))],
        false => flags.paths.iter().map(|path| Root::named(path)).collect(),
    }
}

/// The cases that are asked for.
fn load(flags: &Flags) -> Result<Vec<Case>, String> {
    let mut suite = Suite::load(&roots(flags)).map_err(|problems| problems.join("\nminijs: "))?;
    if !flags.filter.is_empty() {
        let wanted = |case: &Case| flags.filter.iter().any(|text| case.name.contains(text));
        suite.cases.retain(wanted);
        if suite.cases.is_empty() {
            let filters = flags.filter.join("' or '");
            return Err(format!("no case has a name with '{filters}'"));
        }
    }
    if let Some((number, count)) = flags.shard {
        suite.keep_shard(number, count);
    }
    Ok(suite.cases)
}

fn start(flags: &Flags, engine: &dyn Engine, counts: Option<&Gathered>) -> Result<u8, String> {
    let cases = load(flags);
    if flags.list {
        let names = cases?.into_iter().map(|case| format!("{}\n", case.name));
        let names: String = names.collect();
        let written = io::stdout().write_all(names.as_bytes());
        return written.map(|()| 0).map_err(|error| error.to_string());
    }
    if flags.watch {
        return watch(flags, engine, cases, counts);
    }
    run_cases(flags, engine, &cases?, counts)
}

/// Runs cases; the exit code.
fn run_cases(
    flags: &Flags,
    engine: &dyn Engine,
    cases: &[Case],
    counts: Option<&Gathered>,
) -> Result<u8, String> {
    let mut how = Run::default();
    how.jobs = flags.jobs.unwrap_or(how.jobs);
    how.repeat = flags.repeat;
    how.fail_fast = flags.fail_fast;
    how.update = match flags.update {
        None => Writing::Nothing,
        Some(Update::All) => Writing::All,
        Some(Update::Review) => Writing::Asking,
    };
    let mut reporter = reporter(flags);
    let summary = run_suite(cases, engine, &how, &mut *reporter);
    let enough = match counts {
        Some(counts) => {
            let is_case = |path: &Path| cases.iter().any(|case| case.path == path);
            let told = counts.report(|path| !flags.coverage_all && is_case(path));
            told.map_err(|error| error.to_string())?
        }
        None => true,
    };
    match summary {
        Ok(summary) if summary.bad() > 0 || !enough => Ok(DIFFERENT),
        Ok(_) => Ok(0),
        // Who reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(DIFFERENT),
        Err(error) => Err(error.to_string()),
    }
}

fn reporter(flags: &Flags) -> Box<dyn Reporter> {
    let stdout = io::stdout();
    let is_terminal = stdout.is_terminal();
    let look = Look {
        colour: stream_wants_colour(&stdout),
        progress: is_terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        quiet: flags.quiet,
    };
    match flags.reporter {
        Form::Pretty => {
            let asks = Box::new(io::BufReader::new(io::stdin()));
            Box::new(Pretty::new(stdout, look).asking(asks))
        }
        Form::Tap => Box::new(Tap::new(stdout)),
        Form::Junit => Box::new(Junit::new(stdout)),
        Form::Json => Box::new(Json::new(stdout)),
        Form::Github => Box::new(Github::new(stdout)),
    }
}

/// Runs the cases, and again those that change.
fn watch(
    flags: &Flags,
    engine: &dyn Engine,
    cases: Result<Vec<Case>, String>,
    counts: Option<&Gathered>,
) -> Result<u8, String> {
    let mut watch = Watch::new(roots(flags));
    let mut next = cases;
    loop {
        match next {
            Ok(cases) if cases.is_empty() => {}
            Ok(cases) => {
                run_cases(flags, engine, &cases, counts)?;
            }
            Err(problem) => complain(&problem),
        }
        // What an update has written is nothing new.
        if flags.update.is_some() {
            watch.look();
        }
        println_to_person("\nwaiting for a change")?;
        let changed = watch.wait();
        next = load(flags).map(|cases| watch.concerned(cases, &changed));
    }
}

fn complain(problem: &str) {
    // That it can't be written can't be told.
    let _ = writeln!(io::stderr(), "minijs: {problem}");
}

fn println_to_person(text: &str) -> Result<(), String> {
    let mut stdout = io::stdout();
    writeln!(stdout, "{text}").map_err(|error| error.to_string())
}
