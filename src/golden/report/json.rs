//! JSON lines: an object a line, for tools.
//!
//! | `event` | other keys |
//! | --- | --- |
//! | `begin` | `version` (1), `engine`, `total` |
//! | `case` | `name`, `file`, `line`, `verdict`, `ms`; where it isn't good `details`; where it ran `stdout`, `stderr`, `exit` (a number, or a text for another end); `reason`, `written` |
//! | `end` | `total`, `passed`, `failed`, `new`, `left_out`, `written`, `not_run`, `ms` |

use super::{Report, Reporter, Summary, word};
use crate::golden::compare::{Verdict, details};
use crate::golden::diff::plain;
use crate::golden::outcome::Exit;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::Duration;

/// The version of this form.
const VERSION: u32 = 1;

/// Writes JSON lines.
#[derive(Debug)]
pub struct Json<W> {
    to: W,
}

impl<W: Write> Json<W> {
    /// A reporter that writes here.
    pub fn new(to: W) -> Json<W> {
        Json { to }
    }

    fn line(&mut self, object: Object) -> io::Result<()> {
        writeln!(self.to, "{}}}", object.0)?;
        self.to.flush()
    }
}

/// An object that is still open.
struct Object(String);

impl Object {
    fn new(event: &str) -> Object {
        Object(format!("{{\"event\":\"{event}\""))
    }

    fn text(mut self, key: &str, value: &str) -> Object {
        self.0.push_str(&format!(",\"{key}\":{}", quoted(value)));
        self
    }

    fn number(mut self, key: &str, value: impl std::fmt::Display) -> Object {
        self.0.push_str(&format!(",\"{key}\":{value}"));
        self
    }
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\0'..='\x1f' | '\x7f' | '\u{2028}' | '\u{2029}' => {
                // Writing to a string doesn't fail.
                let _ = write!(quoted, "\\u{:04x}", character as u32);
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64() * 1000.0)
}

impl<W: Write> Reporter for Json<W> {
    fn begin(&mut self, total: usize, engine: &str) -> io::Result<()> {
        let object = Object::new("begin").number("version", VERSION);
        self.line(object.text("engine", engine).number("total", total))
    }

    fn finished(&mut self, report: &Report<'_>) -> io::Result<()> {
        let case = report.case;
        let mut object = Object::new("case")
            .text("name", &case.name)
            .text("file", &case.path.to_string_lossy())
            .number("line", case.line())
            .text("verdict", word(&report.verdict))
            .number("ms", milliseconds(report.time));
        if let Some(outcome) = &report.outcome {
            object = object
                .text("stdout", &outcome.stdout)
                .text("stderr", &outcome.stderr);
            object = match &outcome.exit {
                Exit::Code(code) => object.number("exit", code),
                other => object.text("exit", &other.to_string()),
            };
        }
        match &report.verdict {
            Verdict::LeftOut(reason) => object = object.text("reason", reason),
            Verdict::Written(written) => {
                let files: Vec<String> = written.iter().map(|it| quoted(&it.file)).collect();
                object = object.number("written", format_args!("[{}]", files.join(",")));
            }
            Verdict::Passed => {}
            verdict => object = object.text("details", &plain(&details(case, verdict))),
        }
        self.line(object)
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let counts = [
            ("total", summary.total),
            ("passed", summary.passed),
            ("failed", summary.failed),
            ("new", summary.new),
            ("left_out", summary.left_out),
            ("written", summary.written),
            ("not_run", summary.not_run()),
        ];
        let mut object = Object::new("end");
        for (key, count) in counts {
            object = object.number(key, count);
        }
        self.line(object.number("ms", milliseconds(summary.time)))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn texts_are_quoted() {
        assert_eq!(quoted("a\"\\\n\x01ä"), "\"a\\\"\\\\\\n\\u0001ä\"");
    }
}
