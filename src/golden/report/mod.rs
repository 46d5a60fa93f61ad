//! Telling what came of a suite, in several forms.

mod github;
mod json;
mod junit;
mod pretty;
mod tap;

pub use github::Github;
pub use json::Json;
pub use junit::Junit;
pub use pretty::{Ask, Look, Pretty};
pub use tap::Tap;

use super::case::Case;
use super::compare::Verdict;
use super::outcome::Outcome;
use super::update::Update;
use std::io;
use std::time::Duration;

/// What came of a case.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report<'a> {
    /// The case.
    pub case: &'a Case,
    /// The judgement.
    pub verdict: Verdict,
    /// What it did, where it ran.
    pub outcome: Option<Outcome>,
    /// How long it took.
    pub time: Duration,
}

/// How many cases came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// All cases, also those that weren't run.
    pub total: usize,
    /// Did what was expected.
    pub passed: usize,
    /// Did something else, varied, or couldn't be run.
    pub failed: usize,
    /// Without an expectation.
    pub new: usize,
    /// Not compared with this command.
    pub left_out: usize,
    /// Whose expectations were written.
    pub written: usize,
    /// How long all of it took.
    pub time: Duration,
}

impl Summary {
    /// How many cases aren't good.
    #[must_use]
    pub fn bad(&self) -> usize {
        self.failed + self.new
    }

    /// How many cases weren't run, after the first that wasn't good.
    #[must_use]
    pub fn not_run(&self) -> usize {
        let run = self.passed + self.failed + self.new + self.left_out + self.written;
        self.total.saturating_sub(run)
    }

    pub(super) fn count(&mut self, report: &Report<'_>) {
        let counter = match report.verdict {
            Verdict::Passed => &mut self.passed,
            Verdict::New => &mut self.new,
            Verdict::Failed(_) | Verdict::Varies { .. } | Verdict::Broken(_) => &mut self.failed,
            Verdict::LeftOut(_) => &mut self.left_out,
            Verdict::Written(_) => &mut self.written,
        };
        *counter += 1;
    }

    /// The counts in words, those that aren't zero.
    #[must_use]
    pub fn words(&self) -> String {
        let counts = [
            (self.passed, "passed"),
            (self.failed, "failed"),
            (self.new, "new"),
            (self.written, "written"),
            (self.left_out, "left out"),
            (self.not_run(), "not run"),
        ];
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let some: Vec<String> = some
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        match some.is_empty() {
            true => String::from("no cases"),
            false => some.join(", "),
        }
    }
}

/// What hears of cases. Reports come in the order of the suite.
pub trait Reporter {
    /// The suite begins: how many cases, run by what.
    ///
    /// # Errors
    /// Where the output can't be written, as of the others.
    fn begin(&mut self, total: usize, engine: &str) -> io::Result<()>;

    /// A case begins. Several may run at once.
    ///
    /// # Errors
    /// See [`Reporter::begin`].
    fn begun(&mut self, case: &Case) -> io::Result<()> {
        let _ = case;
        Ok(())
    }

    /// A case has ended.
    ///
    /// # Errors
    /// See [`Reporter::begin`].
    fn finished(&mut self, report: &Report<'_>) -> io::Result<()>;

    /// Whether an expectation is to be written: see [`super::Writing::Asking`].
    ///
    /// # Errors
    /// See [`Reporter::begin`].
    fn asks(&mut self, case: &Case, update: &Update) -> io::Result<bool> {
        let _ = (case, update);
        Ok(false)
    }

    /// The suite has ended.
    ///
    /// # Errors
    /// See [`Reporter::begin`].
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

/// One word for a verdict.
fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::New => "new",
        Verdict::Failed(_) => "failed",
        Verdict::Varies { .. } => "varies",
        Verdict::Broken(_) => "broken",
        Verdict::LeftOut(_) => "left out",
        Verdict::Written(_) => "written",
    }
}
