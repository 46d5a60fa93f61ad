//! Runs [test262](https://github.com/tc39/test262), the conformance suite of the language.
//!
//! The suite isn't part of this repository: `MINIJS_TEST262` names the folder of a checkout, and
//! without it nothing runs. Each test runs in a fresh runtime, in the modes that it asks for; what
//! doesn't pass must be in `expectations.txt`, and nothing else may be there.
//!
//! | variable | effect |
//! | --- | --- |
//! | `MINIJS_TEST262=folder` | where the suite is |
//! | `MINIJS_BLESS=1` | write the expectations anew from what this run gives |
//! | `MINIJS_TEST262_RESULTS=file` | write path, mode, status and message of each run there |
//! | `MINIJS_TEST262_JOBS=N` | how many tests run at once (else one per processor) |
//! | `MINIJS_TEST262_TIME=N` | seconds for each test (else 10) |
//! | `MINIJS_GC_STRESS=N` | collect at each `N`th chance, over a tenth of the tests |
//!
//! Words after `--` choose the tests whose path has one of them:
//! `cargo test --release --test test262 -- language/statements/for-of built-ins/Map/`.

mod expectations;
mod judge;
mod metadata;
mod report;
mod skipped;
mod suite;
mod watchdog;
mod worker;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use expectations::Expectations;
use judge::{Outcome, Settings, Status};
use suite::{Run, Suite};
use worker::Worker;

/// How many unexpected outcomes are shown.
const MOST_SHOWN: usize = 200;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments
        .first()
        .is_some_and(|first| first == worker::WORKER)
    {
        return serve(&arguments[1..]);
    }
    metadata::self_test();
    expectations::self_test();
    let Some(root) = env::var_os("MINIJS_TEST262") else {
        println!("MINIJS_TEST262 names no checkout of test262: nothing to run");
        println!("test262: 0 passed, 0 failed");
        return ExitCode::SUCCESS;
    };
    match run(PathBuf::from(root), arguments) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The worker's side: its arguments are the settings.
fn serve(arguments: &[String]) -> ExitCode {
    let [root, time_limit, gc_stress] = arguments else {
        return ExitCode::FAILURE;
    };
    let (Ok(milliseconds), Ok(gc_stress)) = (time_limit.parse(), gc_stress.parse()) else {
        return ExitCode::FAILURE;
    };
    worker::serve(Settings {
        root: PathBuf::from(root),
        time_limit: Duration::from_millis(milliseconds),
        gc_stress,
    });
    ExitCode::SUCCESS
}

fn number(variable: &str, otherwise: u64) -> Result<u64, String> {
    match env::var(variable) {
        Ok(text) if !text.is_empty() => text.parse().map_err(|_| format!("{variable}: {text}?")),
        _ => Ok(otherwise),
    }
}

fn run(root: PathBuf, arguments: Vec<String>) -> Result<ExitCode, String> {
    let words: Vec<String> = arguments
        .into_iter()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let suite = Suite::new(root)?;
    let gc_stress = number("MINIJS_GC_STRESS", 0)?;
    let slower = if gc_stress > 0 { 6 } else { 1 };
    let settings = Settings {
        root: suite.root.clone(),
        time_limit: Duration::from_secs(number("MINIJS_TEST262_TIME", 10)? * slower),
        gc_stress,
    };
    let mut plan = suite.plan(&words)?;
    if gc_stress > 0 {
        plan.runs.retain(in_sample);
    }
    let results = run_all(&plan.runs, &settings)?;
    report::print(&results, &plan.skipped);
    if let Some(file) = env::var_os("MINIJS_TEST262_RESULTS") {
        fs::write(&file, report::lines(&results)).map_err(|error| error.to_string())?;
    }
    let commit = suite.commit();
    let mut expectations = Expectations::read()?;
    if env::var("MINIJS_BLESS").is_ok_and(|value| !value.is_empty() && value != "0") {
        let complete = words.is_empty() && gc_stress == 0;
        expectations.bless(commit, &results, complete);
        expectations.write()?;
        println!("expectations.txt is written anew");
        return Ok(ExitCode::SUCCESS);
    }
    let mut problems: Vec<String> = results
        .iter()
        .filter_map(|(run, outcome)| expectations.compare(run, outcome))
        .collect();
    let (known, found) = (&expectations.commit, &commit);
    if known != found {
        problems.push(format!(
            "the expectations are for the suite at {known}, this is {found}"
        ));
    }
    conclude(&results, &problems, plan.skipped.len());
    Ok(match problems.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// The last lines: what wasn't expected, and the count of what was.
fn conclude(results: &[(Run, Outcome)], problems: &[String], skipped: usize) {
    for problem in problems.iter().take(MOST_SHOWN) {
        println!("{problem}");
    }
    if problems.len() > MOST_SHOWN {
        println!("... and {} more", problems.len() - MOST_SHOWN);
    }
    let passed = results.iter().filter(|(_, o)| o.status == Status::Pass);
    println!(
        "conforming: {} of {} runs; the rest must be in expectations.txt",
        passed.count(),
        results.len()
    );
    let unexpected = problems.len();
    let expected = results.len().saturating_sub(unexpected);
    println!("test262: {expected} passed, {unexpected} failed, {skipped} skipped");
}

/// A tenth of the tests, always the same.
fn in_sample(run: &Run) -> bool {
    let hash = run
        .path
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    (hash >> 32) % 10 == 0
}

/// Runs everything, each test in one of a few workers; the results in the order of the runs.
fn run_all(runs: &[Run], settings: &Settings) -> Result<Vec<(Run, Outcome)>, String> {
    let processors = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let jobs = number("MINIJS_TEST262_JOBS", processors)?.max(1);
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Outcome>>> = Mutex::new(vec![None; runs.len()]);
    let failures = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs)
            .map(|_| scope.spawn(|| work(runs, settings, &next, &results)))
            .collect();
        let joined = threads.into_iter().map(|thread| match thread.join() {
            Ok(result) => result.map_err(|error| error.to_string()),
            Err(_) => Err(String::from("a thread of the runner panicked")),
        });
        joined.filter_map(Result::err).collect::<Vec<String>>()
    });
    if let Some(failure) = failures.into_iter().next() {
        return Err(failure);
    }
    let outcomes = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let outcomes = outcomes.into_iter().flatten();
    Ok(runs.iter().cloned().zip(outcomes).collect())
}

/// Takes runs until there are none left.
fn work(
    runs: &[Run],
    settings: &Settings,
    next: &AtomicUsize,
    results: &Mutex<Vec<Option<Outcome>>>,
) -> std::io::Result<()> {
    let mut worker = None;
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(run) = runs.get(at) else {
            return Ok(());
        };
        let mut current = match worker.take() {
            Some(worker) => worker,
            None => Worker::start(settings)?,
        };
        let (outcome, usable) = current.run(run);
        if usable {
            worker = Some(current);
        }
        results.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(outcome);
        if (at + 1).is_multiple_of(10_000) {
            eprintln!("{} of {} runs", at + 1, runs.len());
        }
    }
}
