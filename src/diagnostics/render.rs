//! Shows a diagnostic with its source, for the command.
//!
//! Owns the layout and is the only user of codespan-reporting. Does not own the wording, nor the
//! choice of stream and colour (see `colour`), nor the layout of uncaught errors (see `uncaught`).
//! Invariant: what is shown is short, however long the lines of the source are, and holds no
//! control characters of the source.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{
    Diagnostic as Report, Label as ReportLabel, LabelStyle, Severity as ReportSeverity,
};
use codespan_reporting::files::{Error as FilesError, Files};
use codespan_reporting::term::{Config, GeneralWriteResult, WriteStyle, emit_to_write_style};

use super::colour::{PLAIN, RED};
use super::excerpt::{ShownLine, visible_text};
use super::lines::Lines;
use super::{Diagnostic, Label};
use crate::source::{SourceText, Span};

const BLUE: &str = "\x1b[34m";
const BOLD: &str = "\x1b[1m";
const BOLD_RED: &str = "\x1b[1;31m";
const BOLD_YELLOW: &str = "\x1b[1;33m";

/// A diagnostic as text that ends with a line feed: the message, headed `SyntaxError` if it is an
/// error, the place, and the source lines with their labels.
pub fn render(diagnostic: &Diagnostic, source: &SourceText, colour: bool) -> String {
    let mut text = header("SyntaxError", BOLD_RED, diagnostic, colour);
    text.push_str(&body(diagnostic, source, colour));
    text
}

/// As [`render`], of what is no error, headed by `kind`.
pub fn render_warning(
    kind: &str,
    diagnostic: &Diagnostic,
    source: &SourceText,
    colour: bool,
) -> String {
    let mut text = header(kind, BOLD_YELLOW, diagnostic, colour);
    text.push_str(&body(diagnostic, source, colour));
    text
}

/// The places of a diagnostic with what is said of them, without its message, as text that ends with a
/// line feed: for what is told beside a message.
pub fn render_places(diagnostic: &Diagnostic, source: &SourceText, colour: bool) -> String {
    body(diagnostic, source, colour)
}

/// The first line.
fn header(kind: &str, style: &str, diagnostic: &Diagnostic, colour: bool) -> String {
    let message = &diagnostic.message;
    if colour {
        format!("{style}{kind}{PLAIN}{BOLD}: {message}{PLAIN}\n")
    } else {
        format!("{kind}: {message}\n")
    }
}

/// The place, the source and the notes, by codespan.
fn body(diagnostic: &Diagnostic, source: &SourceText, colour: bool) -> String {
    let excerpt = Excerpt::new(diagnostic, source);
    let label = |style, label: &Label| {
        ReportLabel::new(style, (), excerpt.shown_range(label.span)).with_message(&label.text)
    };
    let mut report = Report::new(ReportSeverity::Error)
        .with_label(label(LabelStyle::Primary, &diagnostic.primary))
        .with_notes(diagnostic.notes.clone());
    for secondary in &diagnostic.secondary {
        report = report.with_label(label(LabelStyle::Secondary, secondary));
    }
    let mut styled = Styled {
        text: Vec::new(),
        colour,
    };
    if emit_to_write_style(&mut styled, &Config::default(), &excerpt, &report).is_err() {
        let (line, column) = source.line_column(diagnostic.primary.span.start);
        return format!("  at {}:{line}:{column}\n", excerpt.name);
    }
    let text = String::from_utf8_lossy(&styled.text);
    // The header is codespan's "error", which has been replaced; the last line is empty.
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    let mut lines: String = body
        .trim_end()
        .lines()
        .flat_map(|line| [line.trim_end(), "\n"])
        .collect();
    if lines.is_empty() {
        lines.push('\n');
    }
    lines
}

/// The lines that a diagnostic needs, as a file for codespan.
struct Excerpt<'a> {
    name: String,
    lines: Lines<'a>,
    text: String,
    /// In the order of the source.
    shown: Vec<ExcerptLine>,
    /// Where the mistake is shown, and its column in the source.
    primary: (usize, usize),
}

struct ExcerptLine {
    /// From 0, in the source.
    index: usize,
    /// Where the line begins in the source.
    source_start: usize,
    /// The bytes in the excerpt, line feed included.
    range: Range<usize>,
    line: ShownLine,
}

impl<'a> Excerpt<'a> {
    fn new(diagnostic: &Diagnostic, source: &'a SourceText) -> Self {
        let lines = Lines::new(source);
        let spans = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary);
        // Each line with the place to show it around; the primary place comes first and stays.
        let mut focuses: Vec<(usize, usize)> = Vec::new();
        let mut add = |index: usize, focus: usize| {
            if focuses.iter().all(|&(known, _)| known != index) {
                focuses.push((index, focus));
            }
        };
        for label in spans {
            let start = label.span.start as usize;
            add(lines.index(start), start);
        }
        // codespan shows a single line between two others.
        let indices: Vec<usize> = focuses.iter().map(|&(index, _)| index).collect();
        for &index in &indices {
            if indices.contains(&(index + 2)) && !indices.contains(&(index + 1)) {
                focuses.push((index + 1, 0));
            }
        }
        focuses.sort_unstable();

        let mut text = String::new();
        let mut shown = Vec::new();
        for (index, focus) in focuses {
            let source_range = lines.range(index);
            let source_start = source_range.start;
            let line = ShownLine::around(
                &lines.text[source_range],
                focus.saturating_sub(source_start),
            );
            let start = text.len();
            text.push_str(&line.text);
            text.push('\n');
            shown.push(ExcerptLine {
                index,
                source_start,
                range: start..text.len(),
                line,
            });
        }
        let mut excerpt = Self {
            name: visible_text(source.name()),
            lines,
            text,
            shown,
            primary: (0, 0),
        };
        let start = diagnostic.primary.span.start;
        let (_, column) = source.line_column(start);
        excerpt.primary = (
            excerpt.shown_range(diagnostic.primary.span).start,
            column as usize,
        );
        excerpt
    }

    /// Where a span is shown: the part of it on its first line.
    fn shown_range(&self, span: Span) -> Range<usize> {
        let index = self.lines.index(span.start as usize);
        let Some(shown) = self.shown.iter().find(|line| line.index == index) else {
            return 0..0;
        };
        let place = |offset: u32| {
            let in_line = (offset as usize).saturating_sub(shown.source_start);
            shown.range.start + shown.line.place(in_line)
        };
        let start = place(span.start);
        start..place(span.end.max(span.start)).max(start)
    }

    fn line(&self, index: usize) -> Result<&ExcerptLine, FilesError> {
        let max = self.lines.starts.len();
        let found = self.shown.iter().find(|line| line.index == index);
        found.ok_or(FilesError::LineTooLarge { given: index, max })
    }
}

impl<'f> Files<'f> for Excerpt<'_> {
    type FileId = ();
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, (): ()) -> Result<&'f str, FilesError> {
        Ok(&self.name)
    }

    fn source(&'f self, (): ()) -> Result<&'f str, FilesError> {
        Ok(&self.text)
    }

    fn line_index(&'f self, (): (), byte_index: usize) -> Result<usize, FilesError> {
        let after = self
            .shown
            .partition_point(|line| line.range.start <= byte_index);
        let line = after.checked_sub(1).and_then(|at| self.shown.get(at));
        line.map(|line| line.index).ok_or(FilesError::FileMissing)
    }

    fn column_number(
        &'f self,
        (): (),
        line_index: usize,
        byte_index: usize,
    ) -> Result<usize, FilesError> {
        let (place, column) = self.primary;
        if byte_index == place {
            return Ok(column);
        }
        let start = self.line(line_index)?.range.start;
        Ok(byte_index.saturating_sub(start) + 1)
    }

    fn line_range(&'f self, (): (), line_index: usize) -> Result<Range<usize>, FilesError> {
        self.line(line_index).map(|line| line.range.clone())
    }
}

/// Takes codespan's output, with or without colour.
struct Styled {
    text: Vec<u8>,
    colour: bool,
}

impl Styled {
    fn set(&mut self, code: &str) -> GeneralWriteResult {
        if self.colour {
            self.text.extend_from_slice(code.as_bytes());
        }
        Ok(())
    }
}

impl Write for Styled {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Styled {
    fn set_header(&mut self, _severity: ReportSeverity) -> GeneralWriteResult {
        Ok(())
    }

    fn set_header_message(&mut self) -> GeneralWriteResult {
        Ok(())
    }

    fn set_line_number(&mut self) -> GeneralWriteResult {
        self.set(BLUE)
    }

    fn set_note_bullet(&mut self) -> GeneralWriteResult {
        self.set(BLUE)
    }

    fn set_source_border(&mut self) -> GeneralWriteResult {
        self.set(BLUE)
    }

    fn set_label(&mut self, _severity: ReportSeverity, style: LabelStyle) -> GeneralWriteResult {
        self.set(match style {
            LabelStyle::Secondary => BLUE,
            LabelStyle::Primary => RED,
        })
    }

    fn reset(&mut self) -> GeneralWriteResult {
        self.set(PLAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::diagnostics::Diagnostic;
    use crate::source::{SourceText, Span};

    fn at(source: &SourceText, part: &str) -> Span {
        let start = source.text().find(part).unwrap_or(0) as u32;
        Span::new(start, start + part.len() as u32)
    }

    #[test]
    fn one_place() {
        let source = SourceText::new("a.js", "let a = 1;\nlet b = = 2;\n");
        let span = Span::new(19, 20);
        let diagnostic = Diagnostic::error("Unexpected token '='", span)
            .with_label("expected an expression, found `=`")
            .with_note("one `=` is enough");
        let expected = "\
SyntaxError: Unexpected token '='
  ┌─ a.js:2:9
  │
2 │ let b = = 2;
  │         ^ expected an expression, found `=`
  │
  = one `=` is enough
";
        assert_eq!(render(&diagnostic, &source, false), expected);
    }

    #[test]
    fn places_apart() {
        let text = "f(\n  a,\n  b\n\n\n\n\nend";
        let source = SourceText::new("a.js", text);
        let end = text.len() as u32;
        let diagnostic = Diagnostic::error("missing ) after argument list", Span::empty(end))
            .with_label("the input ends here")
            .with_secondary(at(&source, "("), "opened here");
        let expected = "\
SyntaxError: missing ) after argument list
  ┌─ a.js:8:4
  │
1 │ f(
  │  - opened here
  ·
8 │ end
  │    ^ the input ends here
";
        assert_eq!(render(&diagnostic, &source, false), expected);
    }

    #[test]
    fn a_line_between() {
        let source = SourceText::new("a.js", "f(\r\n  a\r\n!");
        let diagnostic = Diagnostic::error("no", at(&source, "!"))
            .with_secondary(at(&source, "("), "opened here");
        let expected = "\
SyntaxError: no
  ┌─ a.js:3:1
  │
1 │ f(
  │  - opened here
2 │   a
3 │ !
  │ ^
";
        assert_eq!(render(&diagnostic, &source, false), expected);
    }

    #[test]
    fn tabs_wide_characters_and_long_spans() {
        let source = SourceText::new("a.js", "\t漢字('x' +\n  'y') é\n");
        let diagnostic = Diagnostic::error("no", Span::new(8, 22)).with_label("here");
        let expected = "\
SyntaxError: no
  ┌─ a.js:1:5
  │
1 │     漢字('x' +
  │          ^^^^^ here
";
        assert_eq!(render(&diagnostic, &source, false), expected);
    }

    #[test]
    fn a_very_long_line() {
        let text = format!("{}§{}", "x = '😀';".repeat(100_000), "y();".repeat(100_000));
        let source = SourceText::new("a.js", text);
        let diagnostic = Diagnostic::error("Invalid or unexpected token", at(&source, "§"))
            .with_secondary(Span::new(0, 1), "far away");
        let shown = render(&diagnostic, &source, false);
        assert!(shown.len() < 2000, "{shown}");
        assert!(shown.contains("a.js:1:900001"), "{shown}");
        assert!(shown.contains("§y();"), "{shown}");
    }

    #[test]
    fn empty_sources_and_bad_spans() {
        let empty = SourceText::new("a.js", "");
        let diagnostic = Diagnostic::error("Unexpected end of input", Span::new(7, 3));
        assert!(render(&diagnostic, &empty, false).contains("a.js:1:1"));
        let after = SourceText::new("a.js", "a\n");
        let shown = render(&Diagnostic::error("end", Span::empty(2)), &after, false);
        assert!(shown.contains("a.js:2:1"), "{shown}");
    }

    #[test]
    fn colour_and_controls() {
        let source = SourceText::new("\x1b[2Ja.js", "\x1b[31mx");
        let diagnostic = Diagnostic::error("no", Span::new(0, 1)).with_label("here");
        let plain = render(&diagnostic, &source, false);
        assert!(
            !plain.contains('\x1b') && plain.contains("␛[31mx"),
            "{plain}"
        );
        let coloured = render(&diagnostic, &source, true);
        assert!(
            coloured.starts_with("\x1b[1;31mSyntaxError\x1b[0m"),
            "{coloured}"
        );
        assert!(coloured.ends_with('\n'));
    }
}
