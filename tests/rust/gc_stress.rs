//! The goldens again, with a collection at every chance or every seventh one, and what is dead
//! poisoned: a value that isn't rooted shows as a wrong result.
//!
//! A test is a folder of cases at an interval. Cases that declare a larger interval of their own
//! (`// gc-stress: 1000 because ...`) take long even so: they run where `MINIJS_GC_STRESS_ALL=1`
//! asks for the complete set, best with `MINIJS_BIN` naming an optimised build. A single interval
//! for all cases, each with a name of its own, is `MINIJS_GC_STRESS=7 cargo test --test golden`.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::case::{self, Case};
use crate::check;
use crate::engine::Minijs;

/// How many cases of a folder run at once.
const WORKERS: usize = 2;

macro_rules! folders {
    ($($name:ident: $folder:literal as $prefix:literal;)*) => {
        mod every_chance {
            $(#[test]
            fn $name() {
                super::folder($folder, $prefix, 1);
            })*
        }

        mod every_seventh_chance {
            $(#[test]
            fn $name() {
                super::folder($folder, $prefix, 7);
            })*
        }
    };
}

folders! {
    builtins: "tests/golden/builtins" as "builtins/";
    cli: "tests/golden/cli" as "cli/";
    errors: "tests/golden/errors" as "errors/";
    event_loop: "tests/golden/event_loop" as "event_loop/";
    examples: "examples" as "examples/";
    language: "tests/golden/language" as "language/";
    modules: "tests/golden/modules" as "modules/";
    seed: "tests/golden/seed" as "seed/";
}

/// Runs a folder's cases at an interval; panics with what each failing one printed instead.
fn folder(folder: &str, prefix: &str, interval: u32) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let complete = std::env::var("MINIJS_GC_STRESS_ALL").is_ok_and(|value| value == "1");
    let read = || -> Result<_, String> {
        let minijs = Minijs::from_environment()?.with_gc_stress(interval);
        let cases = case::collect(&root.join(folder), prefix)?;
        Ok((minijs, cases))
    };
    let (minijs, mut cases) = match read() {
        Ok(found) => found,
        Err(message) => panic!("{message}"),
    };
    cases.retain(|case| complete || case.min_gc_stress <= 1);
    assert!(!cases.is_empty(), "{folder} has no cases");
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(failure) = run(&minijs, case)
                        && let Ok(mut failures) = failures.lock()
                    {
                        failures.push(failure);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap_or_default();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Runs a case; what is wrong with it.
fn run(minijs: &Minijs, case: &Case) -> Option<String> {
    let result = match minijs.run(case) {
        Ok(outcome) => check::compare(case, &outcome),
        Err(message) => Err(message.into()),
    };
    let failed = result.err()?;
    let message = failed.message().unwrap_or("failed");
    Some(format!("---- {}\n{message}", case.name))
}
