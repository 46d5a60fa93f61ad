//! For persons: a line a case, progress on a terminal, differences as diffs.

use super::{Report, Reporter, Summary};
use crate::golden::case::Case;
use crate::golden::compare::{Verdict, details};
use crate::golden::diff::{Kind, Line};
use crate::golden::update::Update;
use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

/// What takes longer is told.
const SLOW: Duration = Duration::from_millis(500);

/// How often the line of progress is written anew.
const FRAME: Duration = Duration::from_millis(60);

/// The most characters of the line of progress.
const LONGEST: usize = 200;

/// A character that doesn't move the cursor: names of files have any.
fn harmless(character: char) -> char {
    match character.is_control() {
        true => '\u{fffd}',
        false => character,
    }
}

/// How it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// With colours.
    pub colour: bool,
    /// With a last line that tells what runs, which is written over again and again.
    pub progress: bool,
    /// Only what isn't good.
    pub quiet: bool,
}

/// Where answers come from when something is asked.
pub type Ask = Box<dyn BufRead>;

/// Writes for persons.
pub struct Pretty<W> {
    to: W,
    look: Look,
    ask: Option<Ask>,
    /// What was said to all the questions that come.
    answer: Option<bool>,
    total: usize,
    done: usize,
    bad: usize,
    running: Vec<String>,
    has_progress: bool,
    last_frame: Option<Instant>,
}

impl<W: Write> Pretty<W> {
    /// A reporter that writes here.
    pub fn new(to: W, look: Look) -> Pretty<W> {
        Pretty {
            to,
            look,
            ask: None,
            answer: None,
            total: 0,
            done: 0,
            bad: 0,
            running: Vec::new(),
            has_progress: false,
            last_frame: None,
        }
    }

    /// Has it ask before expectations are written, with answers from here.
    #[must_use]
    pub fn asking(mut self, ask: Ask) -> Pretty<W> {
        self.ask = Some(ask);
        self
    }

    fn painted(&self, colour: &str, text: &str) -> String {
        match self.look.colour {
            true => format!("\x1b[{colour}m{text}\x1b[39;22m"),
            false => text.to_owned(),
        }
    }

    fn lines(&mut self, lines: &[Line]) -> io::Result<()> {
        for line in lines {
            let text = match line.kind {
                Kind::Head => self.painted("36", &line.text),
                Kind::Same => line.text.clone(),
                Kind::Expected => self.painted("31", &line.text),
                Kind::Actual => self.painted("32", &line.text),
                Kind::Remark => self.painted("33", &line.text),
            };
            writeln!(self.to, "    {text}")?;
        }
        Ok(())
    }

    /// Takes the line of progress away.
    fn clear(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.has_progress) {
            write!(self.to, "\r\x1b[K")?;
        }
        Ok(())
    }

    fn progress(&mut self) -> io::Result<()> {
        let is_due = self.last_frame.is_none_or(|last| last.elapsed() >= FRAME);
        if !self.look.progress || !is_due {
            return Ok(());
        }
        self.last_frame = Some(Instant::now());
        let mut text = format!("  {} of {}", self.done, self.total);
        if self.bad > 0 {
            text.push_str(&format!(", {} not good", self.bad));
        }
        if let Some(name) = self.running.first() {
            text.push_str(&format!(": {name}"));
        }
        let text: String = text.chars().take(LONGEST).map(harmless).collect();
        let text = self.painted("2", &text);
        // It must not wrap, however narrow the terminal is, or it couldn't be taken away.
        write!(self.to, "\r\x1b[K\x1b[?7l{text}\x1b[?7h")?;
        self.has_progress = true;
        self.to.flush()
    }
}

/// What stands before a case's name, and in which colour.
fn mark(verdict: &Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Passed => ("ok", "32"),
        Verdict::New => ("new", "33"),
        Verdict::Failed(_) => ("FAILED", "31"),
        Verdict::Varies { .. } => ("VARIES", "31"),
        Verdict::Broken(_) => ("BROKEN", "31"),
        Verdict::LeftOut(_) => ("left out", "2"),
        Verdict::Written(_) => ("written", "33"),
    }
}

impl<W: Write> Reporter for Pretty<W> {
    fn begin(&mut self, total: usize, _: &str) -> io::Result<()> {
        (self.total, self.done, self.bad) = (total, 0, 0);
        self.running.clear();
        Ok(())
    }

    fn begun(&mut self, case: &Case) -> io::Result<()> {
        if self.look.progress {
            self.running.push(case.name.clone());
        }
        self.progress()
    }

    fn finished(&mut self, report: &Report<'_>) -> io::Result<()> {
        self.done += 1;
        self.bad += usize::from(!report.verdict.is_good());
        self.running.retain(|name| *name != report.case.name);
        if self.look.quiet && matches!(report.verdict, Verdict::Passed) {
            return self.progress();
        }
        self.clear()?;
        let (word, colour) = mark(&report.verdict);
        let word = self.painted(colour, word);
        write!(self.to, "{word} {}", report.case.name)?;
        if report.time >= SLOW {
            let time = self.painted("2", &format!(" ({:.1} s)", report.time.as_secs_f64()));
            write!(self.to, "{time}")?;
        }
        match &report.verdict {
            Verdict::LeftOut(reason) => writeln!(self.to, ": {reason}")?,
            Verdict::Written(written) => {
                writeln!(self.to)?;
                for it in written {
                    writeln!(self.to, "    {} {}", it.how, it.file)?;
                }
            }
            verdict => {
                writeln!(self.to)?;
                self.lines(&details(report.case, verdict))?;
            }
        }
        self.to.flush()?;
        self.progress()
    }

    fn asks(&mut self, case: &Case, update: &Update) -> io::Result<bool> {
        if let Some(answer) = self.answer {
            return Ok(answer);
        }
        self.clear()?;
        writeln!(self.to, "{}", self.painted("1", &case.name))?;
        self.lines(&update.lines())?;
        loop {
            write!(self.to, "write it? [y]es [n]o [a]ll [q]uit: ")?;
            self.to.flush()?;
            let mut answer = String::new();
            let count = match &mut self.ask {
                Some(ask) => ask.read_line(&mut answer)?,
                None => 0,
            };
            match answer.trim() {
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                "a" | "all" => {
                    self.answer = Some(true);
                    return Ok(true);
                }
                "q" | "quit" => {
                    self.answer = Some(false);
                    return Ok(false);
                }
                _ if count == 0 => {
                    // There is nobody to ask.
                    writeln!(self.to)?;
                    self.answer = Some(false);
                    return Ok(false);
                }
                _ => {}
            }
        }
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.clear()?;
        let colour = if summary.bad() > 0 { "31" } else { "32" };
        let words = self.painted(colour, &summary.words());
        let seconds = summary.time.as_secs_f64();
        writeln!(self.to, "\n{words} in {seconds:.2} s")?;
        self.to.flush()
    }
}
