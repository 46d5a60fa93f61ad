//! [Commands of GitHub's workflows](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands):
//! a case that isn't good is marked at its file.

use super::{Report, Reporter, Summary, word};
use crate::golden::case::shown;
use crate::golden::compare::{Verdict, details};
use crate::golden::diff::plain;
use std::io::{self, Write};

/// Writes commands for a workflow.
#[derive(Debug)]
pub struct Github<W> {
    to: W,
}

impl<W: Write> Github<W> {
    /// A reporter that writes here.
    pub fn new(to: W) -> Github<W> {
        Github { to }
    }
}

/// The text of a command.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

impl<W: Write> Reporter for Github<W> {
    fn begin(&mut self, total: usize, engine: &str) -> io::Result<()> {
        writeln!(self.to, "{total} cases on {engine}")
    }

    fn finished(&mut self, report: &Report<'_>) -> io::Result<()> {
        if matches!(report.verdict, Verdict::Passed) {
            return Ok(());
        }
        let case = report.case;
        let name = &case.name;
        match &report.verdict {
            Verdict::LeftOut(reason) => writeln!(self.to, "left out: {name}: {reason}")?,
            Verdict::Written(written) => {
                for it in written {
                    writeln!(self.to, "{}: {}", it.how, it.file)?;
                }
            }
            verdict => writeln!(
                self.to,
                "::error file={},line={},title={}::{}",
                property(&shown(&case.path)),
                case.line(),
                property(&format!("{name} {}", word(verdict))),
                message(plain(&details(case, verdict)).trim_end())
            )?,
        }
        self.to.flush()
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        writeln!(self.to, "{}", summary.words())?;
        self.to.flush()
    }
}
