//! Golden tests: every program under this folder and under `examples/` is one test.
//!
//! A case is a `.js`, `.mjs` or `.cjs` file, its expected standard output in `NAME.out` beside
//! it, and its expected standard error in `NAME.err` (no such file: nothing may be written
//! there). The first comment lines of the program may hold directives, see [`case`].
//!
//! Node 24 is the oracle: expectations are its output, never ours, except where a case declares with
//! `// node: differs because ...` why it can't be.
//!
//! | variable | effect |
//! | --- | --- |
//! | `MINIJS_BLESS=1` | rewrite the expectations from Node 24, showing what changed |
//! | `MINIJS_GOLDEN_NODE=1` | run the cases on Node 24 instead of minijs |
//! | `MINIJS_NODE=path` | where Node 24 is (else `node` or `node24` on the `PATH`) |
//! | `MINIJS_BIN=path` | another build of minijs than the one Cargo made for this test |
//! | `MINIJS_GC_STRESS=N` | run minijs with `--gc-stress=N`, with a longer time limit |
//!
//! Examples: `cargo test --test golden`, `cargo test --test golden -- event_loop/`,
//! `MINIJS_BLESS=1 cargo test --test golden -- closures`.

mod case;
mod check;
mod engine;
mod normalise;
mod self_test;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use case::Case;
use engine::{Minijs, Node};

/// What this run does with the cases.
#[derive(Clone)]
enum Mode {
    /// Compare minijs with the expectations.
    Minijs(Arc<Minijs>),
    /// Compare Node with the expectations.
    Node(Arc<Node>),
    /// Write the expectations from what Node prints.
    Bless(Arc<Node>),
}

impl Mode {
    fn from_environment() -> Result<Mode, String> {
        if flag("MINIJS_BLESS") {
            Ok(Mode::Bless(Arc::new(Node::find()?)))
        } else if flag("MINIJS_GOLDEN_NODE") {
            Ok(Mode::Node(Arc::new(Node::find()?)))
        } else {
            Ok(Mode::Minijs(Arc::new(Minijs::from_environment()?)))
        }
    }

    fn run(&self, case: &Case) -> Result<(), Failed> {
        match self {
            Mode::Minijs(minijs) => check::compare(case, &minijs.run(case)?),
            Mode::Node(node) => check::compare(case, &node.run(case)?),
            Mode::Bless(node) => check::bless(case, node),
        }
    }
}

fn flag(name: &str) -> bool {
    std::env::var(name).is_ok_and(|value| !value.is_empty() && value != "0")
}

/// One test for a case; on Node, a case that declares a difference is shown as ignored.
fn trial(case: Case, mode: &Mode) -> Trial {
    let name = case.name.clone();
    let reason = match mode {
        Mode::Node(_) | Mode::Bless(_) => case.node_differs.clone(),
        Mode::Minijs(_) => None,
    };
    if let Some(reason) = reason {
        println!("{name}: not run on Node, {reason}");
        return Trial::test(name, || Ok(())).with_ignored_flag(true);
    }
    let mode = mode.clone();
    Trial::test(name, move || mode.run(&case))
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mode = match Mode::from_environment() {
        Ok(mode) => mode,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut trials = self_test::trials();
    for (prefix, folder) in [("", "tests/golden"), ("examples/", "examples")] {
        match case::collect(&root.join(folder), prefix) {
            Ok(cases) => trials.extend(cases.into_iter().map(|case| trial(case, &mode))),
            Err(message) => {
                eprintln!("{message}");
                return ExitCode::FAILURE;
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}
