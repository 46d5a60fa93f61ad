//! The harness itself: it must be able to fail.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use crate::case::words;
use crate::check::diff;
use crate::engine::capture;
use crate::normalise::{stderr, stdout};

/// The tests of the harness, named `harness/...`.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("harness/words", quoted_words),
        Trial::test("harness/normalise", stacks_lose_nodes_own_frames),
        Trial::test("harness/diff", differences_are_shown),
        Trial::test("harness/time_limit", time_limit_ends_a_program),
        Trial::test("harness/exit", exit_codes_and_pipes_are_seen),
    ]
}

fn expect<T: PartialEq + std::fmt::Debug>(actual: T, expected: T) -> Result<(), Failed> {
    match actual == expected {
        true => Ok(()),
        false => Err(format!("expected {expected:?}, got {actual:?}").into()),
    }
}

fn quoted_words() -> Result<(), Failed> {
    expect(
        words("a  \"b c\" 'd \"e' f'g'"),
        ["a", "b c", "d \"e", "fg"].map(String::from).into(),
    )?;
    expect(words("\"\""), vec![String::new()])
}

fn stacks_lose_nodes_own_frames() -> Result<(), Failed> {
    let raw = "\
/some/where/a.js:1
throw e
^

Error: e
    at f (/some/where/a.js:1:7)
    at async file:///some/where/a.js:4:1
    at async node:internal/modules/esm/loader:647:26
    at async Promise.all (index 0)
    at Module._compile (node:internal/modules/cjs/loader:1929:14)
    at node:internal/main/run_main_module:33:47 {
  code: 1
}

Node.js v24.0.0
";
    let kept = "\
a.js:1
throw e
^

Error: e
    at f (a.js:1:7)
    at async a.js:4:1
    at async Promise.all (index 0) {
  code: 1
}
";
    expect(stderr(raw, Path::new("/some/where")).as_str(), kept)?;
    let raw = "(node:12) Warning: w\nnode:internal/x:3\n  code\n  ^\n\nE: m\n    at g (node:x:1:1) {\n}\n";
    expect(
        stderr(raw, Path::new("/x")).as_str(),
        "(process) Warning: w\nE: m {\n}\n",
    )?;
    expect(stdout("\n /x/y.js ", Path::new("/x")).as_str(), "\n y.js ")?;
    expect(stderr("", Path::new("/x")).as_str(), "")
}

fn differences_are_shown() -> Result<(), Failed> {
    expect(diff("a", "1\n2\n", "b", "1\n2\n").as_str(), "")?;
    expect(diff("a", "1\n", "b", "2\n").contains("-1\n+2\n"), true)
}

fn time_limit_ends_a_program() -> Result<(), Failed> {
    let mut command = Command::new("sleep");
    command.arg("60");
    expect(
        capture(command, b"", Duration::from_millis(50)).is_err(),
        true,
    )
}

fn exit_codes_and_pipes_are_seen() -> Result<(), Failed> {
    let mut command = Command::new("sh");
    command.args(["-c", "cat; echo e >&2; exit 7"]);
    let captured = capture(command, b"in", Duration::from_secs(10))?;
    expect(
        (
            captured.stdout.as_str(),
            captured.stderr.as_str(),
            captured.exit.as_str(),
        ),
        ("in", "e\n", "7"),
    )
}
