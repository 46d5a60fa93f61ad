//! Runs tests that judge Node's side of minijs: Node's own, and the web platform's that are beside them.
//!
//! They aren't part of this repository: `MINIJS_NODE_TESTS` names a folder that has Node's `test/parallel`,
//! `test/es-module`, `test/common` and `test/fixtures` (with `wpt`), and without it nothing runs. What
//! doesn't pass must be in `expectations.txt`, with a reason, and nothing else may be there.
//!
//! | variable | effect |
//! | --- | --- |
//! | `MINIJS_NODE_TESTS=folder` | where the tests are |
//! | `MINIJS_BLESS=1` | write the expectations anew from what this run gives; reasons stay |
//! | `MINIJS_BIN=path` | another build of minijs than the one Cargo made for this test |
//! | `MINIJS_NODE_TESTS_JOBS=N` | how many run at once (else one per processor) |
//!
//! Words after `--` choose areas, or tests whose path has one of them:
//! `cargo test --release --test node -- events wpt/url`.

mod expectations;
mod own;
mod run;
mod web_platform;

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use expectations::Expectations;
use run::{Outcome, Test};

/// How many unexpected outcomes are shown.
const MOST_SHOWN: usize = 100;

fn main() -> ExitCode {
    expectations::self_test();
    web_platform::self_test();
    let Some(root) = env::var_os("MINIJS_NODE_TESTS") else {
        println!("MINIJS_NODE_TESTS names no folder with Node's tests: nothing to run");
        println!("node: 0 passed, 0 failed");
        return ExitCode::SUCCESS;
    };
    match run_all(&PathBuf::from(root)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run_all(root: &std::path::Path) -> Result<ExitCode, String> {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let mut tests = own::tests(root)?;
    tests.extend(web_platform::tests(root)?);
    let chosen = |test: &Test| {
        let chosen = |word: &String| test.area == *word || test.path.contains(word.as_str());
        words.is_empty() || words.iter().any(chosen)
    };
    tests.retain(chosen);
    let outcomes = run_tests(root, &tests);
    let mut expected = Expectations::read()?;
    print_areas(&tests, &outcomes);
    if env::var_os("MINIJS_BLESS").is_some() {
        expected.update(&tests, &outcomes);
        expected.write()?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut unexpected = Vec::new();
    for (test, outcome) in tests.iter().zip(&outcomes) {
        if let Some(complaint) = expected.judge(test, outcome) {
            unexpected.push(complaint);
        }
    }
    if words.is_empty() {
        unexpected.extend(expected.unknown(&tests));
    }
    for complaint in unexpected.iter().take(MOST_SHOWN) {
        println!("{complaint}");
    }
    let passed = tests.len() - unexpected.len();
    println!("node: {passed} as expected, {} not", unexpected.len());
    Ok(match unexpected.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn run_tests(root: &std::path::Path, tests: &[Test]) -> Vec<Outcome> {
    let jobs = env::var("MINIJS_NODE_TESTS_JOBS").ok();
    let jobs = jobs.and_then(|jobs| jobs.parse().ok());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![Outcome::default(); tests.len()]);
    std::thread::scope(|scope| {
        for worker in 0..jobs.unwrap_or(cores) {
            let (next, outcomes) = (&next, &outcomes);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(test) = tests.get(place) else { return };
                    let outcome = run::run(root, test, worker);
                    if let Ok(mut outcomes) = outcomes.lock() {
                        outcomes[place] = outcome;
                    }
                }
            });
        }
    });
    outcomes.into_inner().unwrap_or_default()
}

fn print_areas(tests: &[Test], outcomes: &[Outcome]) {
    let mut areas: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (test, outcome) in tests.iter().zip(outcomes) {
        let area = areas.entry(&test.area).or_default();
        area[0] += usize::from(outcome.is_pass());
        area[1] += 1;
        area[2] += outcome.passed;
        area[3] += outcome.count;
    }
    for (area, [files, all_files, passed, all]) in areas {
        println!("{area}: {files} of {all_files} files, {passed} of {all} tests");
    }
}
