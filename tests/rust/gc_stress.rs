//! The goldens again, with a collection at every chance or every seventh one, and what is dead
//! poisoned: a value that isn't rooted shows as a wrong result.
//!
//! A test is a folder of cases at an interval. Cases that declare a larger interval of their own
//! (`// gc-stress: 1000 because ...`) take long even so: they run where `MINIJS_GC_STRESS_ALL=1`
//! asks for the complete set, best with `MINIJS_BIN` naming an optimised build. A single interval
//! for all cases, each with a name of its own, is `MINIJS_GC_STRESS=7 cargo test --test golden`.

use std::fmt::Write;
use std::path::Path;

use minijs::golden::{Report, Reporter, Run, Summary, run};
use minijs::golden::{Root, Suite, details, plain};

use crate::environment;

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
    let complete = std::env::var("MINIJS_GC_STRESS_ALL").is_ok_and(|value| value == "1");
    let minijs = environment::minijs(Some(interval)).unwrap_or_else(|message| panic!("{message}"));
    let place = Root {
        path: Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        prefix: prefix.into(),
    };
    let mut suite =
        Suite::load(&[place]).unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    let is_quick = |interval: u32| interval <= 1;
    suite
        .cases
        .retain(|case| complete || is_quick(case.directives.min_gc_stress));
    assert!(!suite.cases.is_empty(), "{folder} has no cases");
    let mut how = Run::default();
    how.jobs = WORKERS;
    let mut failures = Failures::default();
    if let Err(error) = run(&suite.cases, &minijs, &how, &mut failures) {
        panic!("{error}");
    }
    assert!(failures.0.is_empty(), "{}", failures.0);
}

/// What is wrong with the cases that aren't good.
#[derive(Default)]
struct Failures(String);

impl Reporter for Failures {
    fn begin(&mut self, _: usize, _: &str) -> std::io::Result<()> {
        Ok(())
    }

    fn finished(&mut self, report: &Report<'_>) -> std::io::Result<()> {
        if !report.verdict.is_good() {
            let details = plain(&details(report.case, &report.verdict));
            // Writing to a string doesn't fail.
            let _ = writeln!(self.0, "---- {}\n{details}", report.case.name);
        }
        Ok(())
    }

    fn end(&mut self, _: &Summary) -> std::io::Result<()> {
        Ok(())
    }
}
