//! The XML of JUnit, as the services that run tests read it.

use super::{Report, Reporter, Summary, word};
use crate::golden::compare::{Verdict, details};
use crate::golden::diff::plain;
use std::io::{self, Write};

/// Writes XML, at the end.
#[derive(Debug)]
pub struct Junit<W> {
    to: W,
    cases: Vec<u8>,
}

impl<W: Write> Junit<W> {
    /// A reporter that writes here.
    pub fn new(to: W) -> Junit<W> {
        Junit {
            to,
            cases: Vec::new(),
        }
    }
}

/// A text within XML 1.0, which has no other control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

impl<W: Write> Reporter for Junit<W> {
    fn begin(&mut self, _: usize, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn finished(&mut self, report: &Report<'_>) -> io::Result<()> {
        let (class, name) = match report.case.name.rsplit_once('/') {
            Some((class, name)) => (class, name),
            None => ("", report.case.name.as_str()),
        };
        let (class, name) = (escaped(class), escaped(name));
        let seconds = report.time.as_secs_f64();
        let to = &mut self.cases;
        write!(
            to,
            "  <testcase classname=\"{class}\" name=\"{name}\" time=\"{seconds:.6}\""
        )?;
        match &report.verdict {
            Verdict::LeftOut(reason) => writeln!(
                to,
                ">\n    <skipped message=\"{}\"/>\n  </testcase>",
                escaped(reason)
            ),
            verdict if verdict.is_good() => writeln!(to, "/>"),
            verdict => {
                let element = match verdict {
                    Verdict::Broken(_) => "error",
                    _ => "failure",
                };
                let text = escaped(&plain(&details(report.case, verdict)));
                let word = word(verdict);
                writeln!(
                    to,
                    ">\n    <{element} message=\"{word}\">{text}</{element}>\n  </testcase>"
                )
            }
        }
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let Summary {
            total,
            left_out,
            time,
            ..
        } = summary;
        let (bad, skipped) = (summary.bad(), left_out + summary.not_run());
        let (seconds, tests) = (time.as_secs_f64(), total - summary.not_run());
        writeln!(
            self.to,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"minijs test\" \
             tests=\"{tests}\" failures=\"{bad}\" skipped=\"{skipped}\" time=\"{seconds:.6}\">"
        )?;
        self.to.write_all(&self.cases)?;
        writeln!(self.to, "</testsuite>")?;
        self.to.flush()
    }
}
