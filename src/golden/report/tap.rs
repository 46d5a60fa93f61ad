//! [TAP 14](https://testanything.org/tap-version-14-specification.html).

use super::{Report, Reporter, Summary};
use crate::golden::compare::{Verdict, details};
use crate::golden::diff::plain;
use std::io::{self, Write};

/// Writes TAP.
#[derive(Debug)]
pub struct Tap<W> {
    to: W,
    number: usize,
}

impl<W: Write> Tap<W> {
    /// A reporter that writes here.
    pub fn new(to: W) -> Tap<W> {
        Tap { to, number: 0 }
    }
}

/// A name without what means something to a reader of TAP.
fn escaped(name: &str) -> String {
    name.replace('\\', "\\\\").replace('#', "\\#")
}

impl<W: Write> Reporter for Tap<W> {
    fn begin(&mut self, total: usize, _: &str) -> io::Result<()> {
        writeln!(self.to, "TAP version 14\n1..{total}")
    }

    fn finished(&mut self, report: &Report<'_>) -> io::Result<()> {
        self.number += 1;
        let ok = if report.verdict.is_good() {
            "ok"
        } else {
            "not ok"
        };
        let name = escaped(&report.case.name);
        write!(self.to, "{ok} {} - {name}", self.number)?;
        if let Verdict::LeftOut(reason) = &report.verdict {
            write!(self.to, " # SKIP {reason}")?;
        }
        writeln!(self.to)?;
        let lines = details(report.case, &report.verdict);
        if !lines.is_empty() {
            let ms = report.time.as_secs_f64() * 1000.0;
            writeln!(self.to, "  ---\n  duration_ms: {ms:.3}\n  details: |")?;
            for line in plain(&lines).lines() {
                writeln!(self.to, "    {line}")?;
            }
            writeln!(self.to, "  ...")?;
        }
        self.to.flush()
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        for number in self.number + 1..=summary.total {
            writeln!(self.to, "ok {number} # SKIP not run")?;
        }
        writeln!(self.to, "# {}", summary.words())?;
        self.to.flush()
    }
}
