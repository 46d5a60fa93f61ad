//! Running the cases of a suite: on several threads, in any order, reported in theirs.

use super::case::Case;
use super::compare::{Verdict, between, judge};
use super::engine::Engine;
use super::outcome::Outcome;
use super::report::{Report, Reporter, Summary};
use super::update::Update;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How a suite is run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Run {
    /// How many cases run at once.
    pub jobs: usize,
    /// How often each is run. More than once: that it does the same each time is a condition, too.
    pub repeat: usize,
    /// Whether the first case that isn't good is the last.
    pub fail_fast: bool,
    /// Whether expectations are written.
    pub update: Writing,
}

impl Default for Run {
    fn default() -> Run {
        Run {
            jobs: thread::available_parallelism().map_or(1, usize::from),
            repeat: 1,
            fail_fast: false,
            update: Writing::Nothing,
        }
    }
}

/// Whether expectations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Writing {
    /// None.
    Nothing,
    /// All that aren't as they should be.
    All,
    /// Those that [`Reporter::asks`] says.
    Asking,
}

/// What a thread tells.
enum Told {
    Begun(usize),
    Ended(usize, Box<Judged>),
}

/// What came of running a case.
struct Judged {
    verdict: Verdict,
    outcome: Option<Outcome>,
    time: Duration,
}

/// Runs the cases with an engine, and tells a reporter, in their order.
///
/// # Errors
/// Where the reporter's output can't be written.
pub fn run(
    cases: &[Case],
    engine: &dyn Engine,
    how: &Run,
    reporter: &mut dyn Reporter,
) -> io::Result<Summary> {
    let start = Instant::now();
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let mut summary = Summary {
        total: cases.len(),
        ..Summary::default()
    };
    reporter.begin(cases.len(), engine.name())?;
    let told = thread::scope(|scope| {
        for _ in 0..how.jobs.clamp(1, cases.len().max(1)) {
            let sender = sender.clone();
            scope.spawn(|| work(cases, engine, how, (&next, &stop), sender));
        }
        drop(sender);
        let mut waiting: Vec<Option<Judged>> = cases.iter().map(|_| None).collect();
        let mut at = 0;
        for told in receiver {
            match told {
                Told::Begun(index) => reporter.begun(&cases[index])?,
                Told::Ended(index, judged) => waiting[index] = Some(*judged),
            }
            while let Some(judged) = waiting.get_mut(at).and_then(Option::take) {
                if !(stop.load(Ordering::Relaxed) && how.fail_fast && summary.bad() > 0) {
                    finish(&cases[at], judged, how, reporter, &mut summary)
                        .inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
                }
                at += 1;
            }
        }
        Ok(())
    });
    summary.time = start.elapsed();
    told.and_then(|()| reporter.end(&summary)).map(|()| summary)
}

/// Takes cases until there are none.
fn work(
    cases: &[Case],
    engine: &dyn Engine,
    how: &Run,
    (next, stop): (&AtomicUsize, &AtomicBool),
    to: Sender<Told>,
) {
    while !stop.load(Ordering::Relaxed) {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(case) = cases.get(index) else { return };
        if to.send(Told::Begun(index)).is_err() {
            return;
        }
        let start = Instant::now();
        // An engine of others may panic.
        let run = catch_unwind(AssertUnwindSafe(|| run_case(case, engine, how)));
        let (verdict, outcome) = run.unwrap_or_else(|_| {
            let why = String::from("what runs it panicked");
            (Verdict::Broken(why), None)
        });
        let is_update = how.update != Writing::Nothing;
        if how.fail_fast && !verdict.is_good() && !is_update {
            stop.store(true, Ordering::Relaxed);
        }
        let judged = Judged {
            time: outcome.as_ref().map_or(start.elapsed(), |it| it.time),
            verdict,
            outcome,
        };
        if to.send(Told::Ended(index, Box::new(judged))).is_err() {
            return;
        }
    }
}

/// Runs a case as often as wanted, and judges it.
fn run_case(case: &Case, engine: &dyn Engine, how: &Run) -> (Verdict, Option<Outcome>) {
    if let Some(reason) = engine.leaves_out(case) {
        return (Verdict::LeftOut(reason.to_owned()), None);
    }
    match run_often(case, engine, how) {
        Ok((outcome, Some(varies))) => (varies, Some(outcome)),
        Ok((outcome, None)) => match judge(case, &outcome) {
            Ok(verdict) => (verdict, Some(outcome)),
            Err(error) => (Verdict::Broken(error), Some(outcome)),
        },
        Err(error) => (Verdict::Broken(error), None),
    }
}

/// Runs a case as often as wanted; the first outcome, and that another differs.
fn run_often(
    case: &Case,
    engine: &dyn Engine,
    how: &Run,
) -> Result<(Outcome, Option<Verdict>), String> {
    let first = engine.run(case)?;
    // What varies from run to run would make an expectation that fails at times.
    let runs = match how.update {
        Writing::Nothing => how.repeat,
        Writing::All | Writing::Asking => how.repeat.max(2),
    };
    for run in 2..=runs {
        let other = engine.run(case)?;
        let differences = between(case, &first, &other);
        if !differences.is_empty() {
            let varies = Verdict::Varies {
                run,
                runs,
                differences,
            };
            return Ok((first, Some(varies)));
        }
    }
    Ok((first, None))
}

/// Writes the expectations of a case where that is wanted, and reports it.
fn finish(
    case: &Case,
    judged: Judged,
    how: &Run,
    reporter: &mut dyn Reporter,
    summary: &mut Summary,
) -> io::Result<()> {
    let Judged {
        mut verdict,
        outcome,
        time,
    } = judged;
    let is_writable = matches!(verdict, Verdict::New | Verdict::Failed(_));
    if let (true, Some(outcome)) = (is_writable && how.update != Writing::Nothing, &outcome) {
        verdict = match Update::of(case, outcome) {
            Ok(update) if how.update == Writing::Asking && !reporter.asks(case, &update)? => {
                verdict
            }
            Ok(update) => match update.write() {
                Ok(written) => Verdict::Written(written),
                Err(error) => Verdict::Broken(error),
            },
            Err(error) => Verdict::Broken(error),
        };
    }
    let report = Report {
        case,
        verdict,
        outcome,
        time,
    };
    summary.count(&report);
    reporter.finished(&report)
}
