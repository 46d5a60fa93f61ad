//! Judging what a program did.

use super::case::{Case, Program, shown};
use super::diff::{self, Kind, Line, diff};
use super::outcome::{Exit, Outcome};

/// The most lines of a difference that are shown.
const MOST: usize = 200;

/// What came of a case.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Verdict {
    /// It did what was expected.
    Passed,
    /// There is nothing yet that would be expected of it.
    New,
    /// It did something else.
    Failed(Vec<Difference>),
    /// It didn't do the same each time.
    Varies {
        /// The first run that did something else than the first, from 2.
        run: usize,
        /// How often it was run.
        runs: usize,
        /// In what.
        differences: Vec<Difference>,
    },
    /// It couldn't be run or judged, and why.
    Broken(String),
    /// It isn't compared with this command, and why.
    LeftOut(String),
    /// Its expectations were written.
    Written(Vec<Written>),
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// `new`, `changed` or `removed`.
    pub how: &'static str,
    /// Which, as it is shown to a person.
    pub file: String,
}

/// What a case did other than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// It printed something else.
    Printed {
        /// `stdout` or `stderr`.
        stream: &'static str,
        /// What was expected, or what the first run printed.
        expected: String,
        /// What it printed.
        actual: String,
    },
    /// It ended otherwise.
    Ended {
        /// What was expected, or how the first run ended.
        expected: Exit,
        /// How it ended.
        actual: Exit,
    },
}

impl Verdict {
    /// Whether the suite holds in spite of it.
    #[must_use]
    pub fn is_good(&self) -> bool {
        matches!(
            self,
            Verdict::Passed | Verdict::LeftOut(_) | Verdict::Written(_)
        )
    }
}

/// Compares what a case did with what is expected of it.
///
/// # Errors
/// Where that can't be read.
pub fn judge(case: &Case, outcome: &Outcome) -> Result<Verdict, String> {
    let expected = case.expected()?;
    let Some(stdout) = expected.stdout else {
        return Ok(Verdict::New);
    };
    let actual = printed(case, outcome);
    let mut differences = Vec::new();
    let mut compare = |stream, expected: &str, actual: &str| {
        if expected != actual {
            differences.push(Difference::Printed {
                stream,
                expected: expected.to_owned(),
                actual: actual.to_owned(),
            });
        }
    };
    compare("stdout", &stdout, &actual);
    let exit = Exit::Code(case.directives.exit);
    let is_exit = outcome.exit == exit;
    if !case.directives.ignore_stderr {
        compare("stderr", &expected.stderr, &outcome.stderr);
    } else if !is_exit {
        // It tells why, most likely.
        compare("stderr", "", &outcome.stderr);
    }
    if !is_exit {
        differences.push(Difference::Ended {
            expected: exit,
            actual: outcome.exit.clone(),
        });
    }
    Ok(match differences.is_empty() {
        true => Verdict::Passed,
        false => Verdict::Failed(differences),
    })
}

/// What two runs of a case have not in common.
#[must_use]
pub(super) fn between(case: &Case, first: &Outcome, other: &Outcome) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut streams = vec![("stdout", &first.stdout, &other.stdout)];
    if !case.directives.ignore_stderr {
        streams.push(("stderr", &first.stderr, &other.stderr));
    }
    for (stream, expected, actual) in streams {
        if expected != actual {
            differences.push(Difference::Printed {
                stream,
                expected: expected.clone(),
                actual: actual.clone(),
            });
        }
    }
    if first.exit != other.exit {
        differences.push(Difference::Ended {
            expected: first.exit.clone(),
            actual: other.exit.clone(),
        });
    }
    differences
}

/// What a case printed on standard output, as far as its file can hold it: a block of code ends with a
/// line feed.
pub(super) fn printed(case: &Case, outcome: &Outcome) -> String {
    let mut text = outcome.stdout.clone();
    let is_block = matches!(case.program, Program::Block(_));
    if is_block && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// What a person is shown of a verdict that isn't good, line by line.
#[must_use]
pub fn details(case: &Case, verdict: &Verdict) -> Vec<Line> {
    let mut lines = Vec::new();
    let remark = |text: String| Line {
        kind: Kind::Remark,
        text,
    };
    match verdict {
        Verdict::Failed(differences) => {
            let names = ("expected ", "actual ");
            lines.extend(differences.iter().flat_map(|it| told(it, names)));
        }
        Verdict::Varies {
            run,
            runs,
            differences,
        } => {
            let place = differences.first().map(first).unwrap_or_default();
            lines.push(remark(format!(
                "not deterministic: run {run} of {runs} differs from run 1 {place}"
            )));
            let other = format!("run {run}: ");
            let names = ("run 1: ", other.as_str());
            lines.extend(differences.iter().flat_map(|it| told(it, names)));
        }
        Verdict::Broken(why) => lines.extend(why.lines().map(|line| remark(line.to_owned()))),
        Verdict::New => {
            let out = shown(&case.out());
            lines.push(remark(format!(
                "it is new: there is no {out}; --update writes it"
            )));
        }
        Verdict::Passed | Verdict::LeftOut(_) | Verdict::Written(_) => {}
    }
    lines
}

/// Where a difference begins.
fn first(difference: &Difference) -> String {
    match difference {
        Difference::Printed {
            stream,
            expected,
            actual,
        } => match diff::first_difference(expected, actual) {
            Some((line, one, other)) => format!("in line {line} of {stream}: {one}, then {other}"),
            None => String::new(),
        },
        Difference::Ended { expected, actual } => format!("in its end: {expected}, then {actual}"),
    }
}

/// The lines of a difference.
fn told(difference: &Difference, (expects, acts): (&str, &str)) -> Vec<Line> {
    match difference {
        Difference::Printed {
            stream,
            expected,
            actual,
        } => {
            let names = (format!("{expects}{stream}"), format!("{acts}{stream}"));
            diff((&names.0, &names.1), expected, actual, MOST)
        }
        Difference::Ended { expected, actual } => vec![
            Line {
                kind: Kind::Expected,
                text: format!("-{expects}{expected}"),
            },
            Line {
                kind: Kind::Actual,
                text: format!("+{acts}{actual}"),
            },
        ],
    }
}
