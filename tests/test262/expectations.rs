//! The list of tests that don't pass: `expectations.txt`.
//!
//! A line is `path modes status reason`; modes are joined by `+`. The head names the commit of the
//! suite. What passes isn't listed. A listed run that passes, or fails otherwise, is as wrong as one
//! that fails unlisted.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use crate::judge::{Outcome, Status};
use crate::suite::{Mode, Run};

const HEAD: &str = "\
# What doesn't pass yet of test262, and why: path, modes, status, reason.
# Everything that is not listed passes. To write the list anew:
#   MINIJS_BLESS=1 MINIJS_TEST262=folder cargo test --release --test test262
";

/// What is expected of a run that doesn't pass.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Expected {
    pub(crate) status: Status,
    pub(crate) reason: String,
}

/// The list.
#[derive(Default)]
pub(crate) struct Expectations {
    pub(crate) commit: String,
    entries: BTreeMap<Run, Expected>,
}

impl Expectations {
    fn file() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/test262/expectations.txt")
    }

    pub(crate) fn read() -> Result<Expectations, String> {
        let file = Expectations::file();
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        Expectations::parse(&text)
    }

    fn parse(text: &str) -> Result<Expectations, String> {
        let mut list = Expectations::default();
        for (number, line) in text.lines().enumerate() {
            if let Some(commit) = line.strip_prefix("# commit: ") {
                list.commit = commit.to_owned();
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            list.parse_line(line)
                .ok_or_else(|| format!("expectations.txt:{}: {line}", number + 1))?;
        }
        Ok(list)
    }

    fn parse_line(&mut self, line: &str) -> Option<()> {
        let mut fields = line.splitn(4, ' ');
        let (path, modes, status) = (fields.next()?, fields.next()?, fields.next()?);
        let expected = Expected {
            status: Status::parse(status)?,
            reason: fields.next()?.to_owned(),
        };
        for mode in modes.split('+') {
            let run = Run {
                path: path.to_owned(),
                mode: Mode::parse(mode)?,
            };
            self.entries.insert(run, expected.clone());
        }
        Some(())
    }

    /// What is wrong with an outcome, if it isn't the expected one.
    pub(crate) fn compare(&self, run: &Run, outcome: &Outcome) -> Option<String> {
        let expected = self.entries.get(run);
        let status = expected.map_or(Status::Pass, |expected| expected.status);
        if status == outcome.status {
            return None;
        }
        Some(match outcome.status {
            Status::Pass => format!(
                "{} {}: passes, which the list doesn't know",
                run.path, run.mode
            ),
            other => format!(
                "{} {}: {} instead of {}: {}",
                run.path,
                run.mode,
                other.name(),
                status.name(),
                outcome.message
            ),
        })
    }

    /// Takes over the outcomes of a run of all or some tests. A known reason stays while the status
    /// does.
    pub(crate) fn bless(&mut self, commit: String, results: &[(Run, Outcome)], complete: bool) {
        let known = match complete {
            true => std::mem::take(&mut self.entries),
            false => self.entries.clone(),
        };
        self.commit = commit;
        for (run, outcome) in results {
            self.entries.remove(run);
            if outcome.status == Status::Pass {
                continue;
            }
            let same = known.get(run).filter(|old| old.status == outcome.status);
            let expected = match same {
                Some(old) => old.clone(),
                None => Expected {
                    status: outcome.status,
                    reason: reason(&outcome.message),
                },
            };
            self.entries.insert(run.clone(), expected);
        }
    }

    pub(crate) fn write(&self) -> Result<(), String> {
        let file = Expectations::file();
        fs::write(&file, self.text()).map_err(|e| format!("{}: {e}", file.display()))
    }

    fn text(&self) -> String {
        let mut text = format!("{HEAD}# commit: {}\n", self.commit);
        let mut grouped: BTreeMap<(&str, &Expected), Vec<Mode>> = BTreeMap::new();
        for (run, expected) in &self.entries {
            grouped
                .entry((&run.path, expected))
                .or_default()
                .push(run.mode);
        }
        for ((path, expected), modes) in grouped {
            let modes: Vec<String> = modes.iter().map(Mode::to_string).collect();
            let (status, reason) = (expected.status.name(), &expected.reason);
            // Writing to a String can't fail.
            let _ = writeln!(text, "{path} {} {status} {reason}", modes.join("+"));
        }
        text
    }
}

/// A reason made of an error's first line.
fn reason(message: &str) -> String {
    let text = message.trim();
    match text.is_empty() {
        true => String::from("no message"),
        false => text.chars().take(160).collect(),
    }
}

/// The list's own rules; panics where they don't hold.
pub(crate) fn self_test() {
    let text = "# commit: abc\na/b.js sloppy+strict fail no such thing\nc.js raw crash signal 6\n";
    let Ok(mut list) = Expectations::parse(text) else {
        panic!("a good list isn't read");
    };
    assert!(Expectations::parse("a.js nowhere fail x").is_err());
    let run = |path: &str, mode| Run {
        path: path.to_owned(),
        mode,
    };
    let of = |status| Outcome::new(status, "TypeError: other");
    let b = run("a/b.js", Mode::Strict);
    assert!(list.compare(&b, &of(Status::Fail)).is_none());
    assert!(list.compare(&b, &of(Status::Pass)).is_some());
    assert!(
        list.compare(&run("d.js", Mode::Raw), &of(Status::Fail))
            .is_some()
    );
    let results = [
        (b, of(Status::Fail)),
        (run("a/b.js", Mode::Sloppy), of(Status::Pass)),
        (run("d.js", Mode::Raw), of(Status::Timeout)),
    ];
    list.bless("def".to_owned(), &results, false);
    let lines = "a/b.js strict fail no such thing\nc.js raw crash signal 6\nd.js raw timeout TypeError: other\n";
    assert!(list.text().ends_with(lines), "{}", list.text());
}
