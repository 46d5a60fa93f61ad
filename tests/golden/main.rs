//! Golden tests: every program under this folder and under `examples/` is one test.
//!
//! What a case is, its directives, how it is run and compared is the library's: `minijs::golden`. Here it
//! gets the command line and the output of a test of Cargo's, and variables:
//!
//! | variable | effect |
//! | --- | --- |
//! | `MINIJS_BLESS=1` | rewrite the expectations from Node 24, showing what changed |
//! | `MINIJS_GOLDEN_NODE=1` | run the cases on Node 24 instead of minijs |
//! | `MINIJS_NODE=path` | where Node 24 is (else `node` or `node24` on the `PATH`) |
//! | `MINIJS_BIN=path` | another build of minijs than the one Cargo made for this test |
//! | `MINIJS_GC_STRESS=N` | run minijs with `--gc-stress=N`, with a longer time limit |
//!
//! Node 24 is the oracle: expectations are its output, never ours, except where a case declares with
//! `// node: differs because ...` why it can't be.
//!
//! Examples: `cargo test --test golden`, `cargo test --test golden -- event_loop/`,
//! `MINIJS_BLESS=1 cargo test --test golden -- closures`. `minijs test tests/golden examples` runs the
//! same.

mod environment;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use environment::{bless, check, flag};
use libtest_mimic::{Arguments, Trial};
use minijs::golden::{Case, Engine, Root, Suite};

/// What this run does with the cases.
#[derive(Clone)]
struct Mode {
    engine: Arc<dyn Engine>,
    /// Whether expectations are written.
    is_bless: bool,
}

impl Mode {
    fn from_environment() -> Result<Mode, String> {
        let is_bless = flag("MINIJS_BLESS");
        let engine: Arc<dyn Engine> = match is_bless || flag("MINIJS_GOLDEN_NODE") {
            true => Arc::new(environment::node()?),
            false => Arc::new(environment::minijs(None)?),
        };
        Ok(Mode { engine, is_bless })
    }
}

/// One test for a case; on Node, a case that declares a difference is shown as ignored.
fn trial(case: Case, mode: &Mode) -> Trial {
    let name = case.name.clone();
    if let Some(reason) = mode.engine.leaves_out(&case) {
        println!("{name}: not run on Node, {reason}");
        return Trial::test(name, || Ok(())).with_ignored_flag(true);
    }
    let mode = mode.clone();
    Trial::test(name, move || {
        let result = match mode.is_bless {
            true => bless(&*mode.engine, &case),
            false => check(&*mode.engine, &case),
        };
        Ok(result?)
    })
}

fn trials() -> Result<Vec<Trial>, String> {
    let mode = Mode::from_environment()?;
    let folder = |folder: &str, prefix: &str| Root {
        path: Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        prefix: prefix.into(),
    };
    let roots = [folder("tests/golden", ""), folder("examples", "examples/")];
    let suite = Suite::load(&roots).map_err(|problems| problems.join("\n"))?;
    let cases = suite.cases.into_iter();
    Ok(cases.map(|case| trial(case, &mode)).collect())
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    match trials() {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
