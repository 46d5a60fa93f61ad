//! Generated programs, and what they are compared with; see [`oracle::Oracle`].
//!
//! | test | holds |
//! | --- | --- |
//! | `suspension/generator`, `suspension/async` | a program in which operands suspend prints what it prints without |
//! | `collection` | the same output with `--gc-stress` 1, 3 and 7 |
//! | `limits` | a program that is stopped anywhere (interrupt, instructions, heap, time) ends at once, and its runtime is of use afterwards |
//! | `node` | Node 24 prints the same, where it is installed |
//! | `mutants` | minijs and Node accept and refuse the same texts |
//! | `bytes` | no text breaks the lexer, the parser, regular expressions, JSON, dates |
//!
//! As a test each has a fixed budget. By hand it goes on for as long as it is told to:
//!
//! | variable | effect |
//! | --- | --- |
//! | `MINIJS_FUZZ_SEED=N` | the first seed (else 1); each following program has the next one |
//! | `MINIJS_FUZZ_COUNT=N` | how many programs for each oracle |
//! | `MINIJS_FUZZ_SECONDS=N` | how long for each oracle; without a count, until then |
//! | `MINIJS_FUZZ_FOUND=folder` | go on after failures, and write each new kind there, reduced |
//! | `MINIJS_FUZZ_ON=names` | use features that are left out (`features.rs`), or `all` |
//! | `MINIJS_FUZZ_OFF=names` | leave out features |
//! | `MINIJS_FUZZ_SHOW=1` | only print the program of the seed |
//! | `MINIJS_FUZZ_JOBS=N` | how many run at once for each oracle (else one) |
//! | `MINIJS_BIN=path` | run programs by this build of the command, a process for each (not `limits`, `mutants`, `bytes`) |
//! | `MINIJS_NODE=path` | where Node 24 is (else `node` or `node24` on the `PATH`) |
//!
//! Example: `MINIJS_FUZZ_SEED=1000000 MINIJS_FUZZ_SECONDS=600 MINIJS_FUZZ_FOUND=/tmp/found cargo
//! test --profile quick --test fuzz -- suspension`.
//!
//! Fuzzing that is guided by coverage is a project of its own, see `coverage/Cargo.toml`.
//!
//! minijs runs in worker processes, through the embedding API. Node runs many programs in one
//! process, each in a context of its own; where outputs differ, it is asked again in a process for
//! that program alone.

mod bytes;
mod entries;
mod features;
mod generate;
mod mutate;
mod node;
mod oracle;
mod prelude;
mod process;
mod reduce;
mod rng;
mod tree;
mod worker;

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

use bytes::Thrower;
use features::Features;
use mutate::Mutants;
use oracle::{Bench, ORACLES, Oracle};

/// How many programs a test takes.
const COUNT: u64 = 1000;

/// How long a test may go on, in seconds, on a slow machine.
const SECONDS: u64 = 40;

/// How much a run shall do.
#[derive(Clone)]
struct Budget {
    first_seed: u64,
    count: u64,
    time: Duration,
    jobs: u64,
    features: Features,
    /// Where failures are written, if a run goes on after them.
    found: Option<PathBuf>,
}

impl Budget {
    fn from_environment() -> Result<Budget, String> {
        let count = number("MINIJS_FUZZ_COUNT")?;
        let seconds = number("MINIJS_FUZZ_SECONDS")?;
        let by_hand = count.is_some() || seconds.is_some();
        let endless = u64::MAX / 2;
        Ok(Budget {
            first_seed: number("MINIJS_FUZZ_SEED")?.unwrap_or(1),
            count: count.unwrap_or(if by_hand { endless } else { COUNT }),
            time: Duration::from_secs(match (seconds, by_hand) {
                (Some(seconds), _) => seconds,
                (None, true) => 1_000_000,
                (None, false) => SECONDS,
            }),
            jobs: number("MINIJS_FUZZ_JOBS")?.unwrap_or(1).max(1),
            features: Features::from_environment()?,
            found: std::env::var_os("MINIJS_FUZZ_FOUND").map(PathBuf::from),
        })
    }
}

fn number(variable: &str) -> Result<Option<u64>, String> {
    match std::env::var(variable) {
        Ok(text) if !text.is_empty() => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(format!("{variable}: {text}?")),
        },
        _ => Ok(None),
    }
}

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(worker::WORKER) {
        worker::serve();
        return ExitCode::SUCCESS;
    }
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let budget = Budget::from_environment()?;
    if std::env::var("MINIJS_FUZZ_SHOW").is_ok_and(|value| value == "1") {
        for (name, oracle) in ORACLES {
            let text = oracle::text(*oracle, budget.first_seed, &budget.features);
            println!("// {name}, seed {}\n{text}", budget.first_seed);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let left_out = budget.features.left_out();
    if !left_out.is_empty() {
        println!("left out: {left_out}");
    }
    let mut trials = Vec::new();
    for (name, oracle) in ORACLES {
        let (budget, oracle) = (budget.clone(), *oracle);
        trials.push(Trial::test(*name, move || hunt(name, oracle, &budget)));
    }
    let other = budget.clone();
    trials.push(Trial::test("mutants", move || hunt_mutants(&other)));
    trials.push(Trial::test("bytes", move || hunt_bytes(&budget)));
    Ok(libtest_mimic::run(&Arguments::from_args(), trials).exit_code())
}

/// What the workers of a hunt share.
struct Hunt<'a> {
    name: &'a str,
    budget: &'a Budget,
    start: Instant,
    next: AtomicU64,
    /// The signatures of what was found.
    known: Mutex<HashSet<String>>,
    reports: Mutex<Vec<String>>,
}

impl<'a> Hunt<'a> {
    fn new(name: &'a str, budget: &'a Budget) -> Hunt<'a> {
        Hunt {
            name,
            budget,
            start: Instant::now(),
            next: AtomicU64::new(0),
            known: Mutex::default(),
            reports: Mutex::default(),
        }
    }

    /// The next seed, while there is something left to do.
    fn seed(&self) -> Option<u64> {
        let failed = !lock(&self.reports).is_empty() && self.budget.found.is_none();
        if failed || self.start.elapsed() > self.budget.time {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        (number < self.budget.count).then(|| self.budget.first_seed.wrapping_add(number))
    }

    fn report(&self, seed: u64, signature: String, text: &str) -> Result<(), String> {
        if !lock(&self.known).insert(signature) {
            return Ok(());
        }
        let again = format!(
            "MINIJS_FUZZ_SEED={seed} MINIJS_FUZZ_COUNT=1 cargo test --test fuzz -- {}",
            self.name
        );
        let report = format!("{again}\n{text}\n");
        if let Some(folder) = &self.budget.found {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
            let name = format!("{}-{seed}.txt", self.name.replace('/', "-"));
            std::fs::write(folder.join(name), &report).map_err(|error| error.to_string())?;
        }
        lock(&self.reports).push(report);
        Ok(())
    }

    fn conclude(self, note: &str) -> Result<(), Failed> {
        let count = self.next.into_inner().min(self.budget.count);
        let reports = self
            .reports
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let seconds = self.start.elapsed().as_secs();
        println!(
            "{}: {count} programs from seed {} in {seconds} s, {} kinds of failures{note}",
            self.name,
            self.budget.first_seed,
            reports.len(),
        );
        match reports.is_empty() {
            true => Ok(()),
            false => Err(reports.join("\n").into()),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hunt(name: &str, oracle: Oracle, budget: &Budget) -> Result<(), Failed> {
    let hunt = Hunt::new(name, budget);
    let mistakes = AtomicU64::new(0);
    each_job(budget, || {
        let mut bench = Bench::new();
        if !bench.can(oracle) {
            println!("{name}: there is no Node 24 here");
            return Ok(());
        }
        while let Some(seed) = hunt.seed() {
            if let Some(failure) = bench.trial(oracle, seed, &budget.features)? {
                hunt.report(seed, failure.signature(), &failure.golden())?;
            }
        }
        mistakes.fetch_add(bench.mistakes as u64, Ordering::Relaxed);
        Ok(())
    })?;
    hunt.conclude(&match mistakes.load(Ordering::Relaxed) {
        0 => String::new(),
        mistakes => format!(
            ", {mistakes} programs were no tests: Node differs as well, or they took too long"
        ),
    })
}

fn hunt_mutants(budget: &Budget) -> Result<(), Failed> {
    let hunt = Hunt::new("mutants", budget);
    let accepted = AtomicU64::new(0);
    each_job(budget, || {
        let Some(mut mutants) = Mutants::new()? else {
            println!("mutants: there is no Node 24 here");
            return Ok(());
        };
        while let Some(seed) = hunt.seed() {
            if let Some((kind, text)) = mutants.trial(seed)? {
                let signature = format!("{kind} {text}");
                hunt.report(seed, signature, &format!("{kind}\n{text}\n-----"))?;
            }
        }
        accepted.fetch_add(mutants.accepted, Ordering::Relaxed);
        Ok(())
    })?;
    let accepted = accepted.load(Ordering::Relaxed);
    hunt.conclude(&format!(", {accepted} accepted by both"))
}

fn hunt_bytes(budget: &Budget) -> Result<(), Failed> {
    let hunt = Hunt::new("bytes", budget);
    each_job(budget, || {
        let mut thrower = Thrower::new()?;
        while let Some(seed) = hunt.seed() {
            if let Some((kind, text)) = thrower.trial(seed)? {
                let report = format!("{kind}\n{text:?}\n-----");
                hunt.report(seed, kind, &report)?;
            }
        }
        Ok(())
    })?;
    hunt.conclude("")
}

/// Runs the jobs of a hunt beside each other.
fn each_job(budget: &Budget, job: impl Fn() -> Result<(), String> + Sync) -> Result<(), Failed> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..budget.jobs).map(|_| scope.spawn(&job)).collect();
        for thread in threads {
            match thread.join() {
                Ok(result) => result.map_err(Failed::from)?,
                Err(_) => return Err("a thread of the runner panicked".into()),
            }
        }
        Ok(())
    })
}
