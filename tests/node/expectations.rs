//! What doesn't pass, and why: `expectations.txt`, a line for each file with its path, how many of its
//! tests pass of how many, and a reason. It fails both ways.

use std::collections::BTreeMap;
use std::fs;

use crate::run::{Outcome, Test};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node/expectations.txt");

const HEAD: &str = "\
# What doesn't pass of Node's own tests and the web platform's, and why: path, passed/all, reason.
# Everything that isn't listed passes. To write the list anew:
#   MINIJS_BLESS=1 MINIJS_NODE_TESTS=folder cargo test --release --test node
";

/// The reason of what was never looked at.
const UNKNOWN: &str = "not looked at yet";

/// The list.
#[derive(Default)]
pub(crate) struct Expectations(BTreeMap<String, (String, String)>);

impl Expectations {
    /// Reads the list.
    pub(crate) fn read() -> Result<Expectations, String> {
        let text = fs::read_to_string(PATH).map_err(|error| format!("{PATH}: {error}"))?;
        Expectations::parse(&text)
    }

    fn parse(text: &str) -> Result<Expectations, String> {
        let mut list = Expectations::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.splitn(3, ' ');
            let (Some(path), Some(result), Some(reason)) =
                (parts.next(), parts.next(), parts.next())
            else {
                return Err(format!("not a path, a result and a reason: {line}"));
            };
            let entry = (result.to_string(), reason.to_string());
            if list.0.insert(path.to_string(), entry).is_some() {
                return Err(format!("twice in the list: {path}"));
            }
        }
        Ok(list)
    }

    /// What is wrong with an outcome, if it isn't what the list says.
    pub(crate) fn judge(&self, test: &Test, outcome: &Outcome) -> Option<String> {
        let expected = self.0.get(&test.path);
        let path = &test.path;
        match (expected, outcome.is_pass()) {
            (None, true) => None,
            (Some(_), true) => Some(format!("{path} passes and must not be in the list")),
            (Some((result, _)), false) if *result == told(outcome) => None,
            (Some((result, _)), false) => {
                let now = told(outcome);
                Some(format!(
                    "{path}: {now} instead of {result}: {}",
                    outcome.message
                ))
            }
            (None, false) => Some(format!("{path}: {}: {}", told(outcome), outcome.message)),
        }
    }

    /// Complaints about entries of the list that are no tests.
    pub(crate) fn unknown(&self, tests: &[Test]) -> Vec<String> {
        let paths = self.0.keys();
        let unknown = paths.filter(|path| tests.iter().all(|test| test.path != **path));
        unknown
            .map(|path| format!("{path} is in the list and is no test"))
            .collect()
    }

    /// Takes over what a run gave; reasons stay.
    pub(crate) fn update(&mut self, tests: &[Test], outcomes: &[Outcome]) {
        for (test, outcome) in tests.iter().zip(outcomes) {
            let old = self.0.remove(&test.path);
            if outcome.is_pass() {
                continue;
            }
            let reason = match old {
                Some((_, reason)) if !reason.starts_with(UNKNOWN) => reason,
                _ => {
                    let message: String = outcome.message.chars().take(100).collect();
                    format!("{UNKNOWN}: {message}")
                }
            };
            self.0.insert(test.path.clone(), (told(outcome), reason));
        }
    }

    /// Writes the list.
    pub(crate) fn write(&self) -> Result<(), String> {
        let mut text = String::from(HEAD);
        for (path, (result, reason)) in &self.0 {
            text.push_str(&format!("{path} {result} {reason}\n"));
        }
        fs::write(PATH, text).map_err(|error| format!("{PATH}: {error}"))
    }
}

fn told(outcome: &Outcome) -> String {
    let end = if outcome.ended { "" } else { "+" };
    format!("{}/{}{end}", outcome.passed, outcome.count)
}

/// Checks that the list fails both ways.
pub(crate) fn self_test() {
    let list = Expectations::parse("# head\na/x.js 1/2 because\n");
    let list = list.unwrap_or_else(|error| panic!("{error}"));
    let test = |path: &str| Test {
        area: String::from("a"),
        path: path.to_string(),
        program: crate::run::Program::File,
    };
    let outcome = |passed, count| Outcome {
        passed,
        count,
        ended: true,
        message: String::new(),
    };
    assert!(list.judge(&test("a/x.js"), &outcome(1, 2)).is_none());
    assert!(list.judge(&test("a/x.js"), &outcome(2, 2)).is_some());
    assert!(list.judge(&test("a/x.js"), &outcome(0, 2)).is_some());
    assert!(list.judge(&test("a/y.js"), &outcome(0, 1)).is_some());
    assert!(list.judge(&test("a/y.js"), &outcome(1, 1)).is_none());
    assert_eq!(list.unknown(&[test("a/y.js")]).len(), 1);
    assert!(Expectations::parse("a/x.js 1/2\n").is_err());
}
