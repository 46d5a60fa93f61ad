//! Shows an error that no handler took, as Node does: the place, the source line, a caret, the stack.
//!
//! Owns the layout. Does not own which errors are uncaught, nor how a value is inspected.
//! Invariant: the excerpt holds no control characters of the source.

use super::colour::{PLAIN, RED};
use super::excerpt::{ShownLine, visible_text};
use super::lines::Lines;
use crate::source::SourceText;
use unicode_width::UnicodeWidthChar;

/// The line with the mark is no longer than this.
const LONGEST_MARK: usize = 1020;

/// An error that no handler took, for `render_uncaught`.
#[derive(Clone, Copy, Debug)]
pub struct UncaughtError<'a> {
    /// Where it was thrown, as a byte offset into a source, if that is known.
    pub place: Option<(&'a SourceText, u32)>,
    /// The stack of an error, or another thrown value as `inspect` shows it; without a line feed
    /// at its end.
    pub text: &'a str,
    /// Whether an error with a stack was thrown: Node sets it off by a blank line.
    pub is_error: bool,
}

/// An uncaught error in Node's layout: `path:line`, the source line, a caret, and the text.
pub fn render_uncaught(error: &UncaughtError<'_>, colour: bool) -> String {
    let mut text = String::new();
    if let Some((source, offset)) = error.place {
        let (line_number, _) = source.line_column(offset);
        let lines = Lines::new(source);
        let range = lines.range(lines.index(offset as usize));
        let focus = (offset as usize).clamp(range.start, range.end) - range.start;
        let shown = ShownLine::whole(&source.text()[range]);
        let mut margin = margin(&shown.text[..shown.place(focus)]);
        let (on, off) = if colour { (RED, PLAIN) } else { ("", "") };
        // Node has no more room for it.
        let mark = match margin.len() < LONGEST_MARK {
            true => format!("{margin}{on}^{off}"),
            false => {
                margin.truncate(LONGEST_MARK);
                margin
            }
        };
        if !error.is_error {
            text.push('\n');
        }
        let name = match source.is_eval() {
            true => String::from("<anonymous_script>"),
            false => visible_text(source.name()),
        };
        text.push_str(&format!("{name}:{line_number}\n"));
        text.push_str(&format!("{}\n{mark}\n", shown.text));
        if error.is_error {
            text.push('\n');
        }
    }
    text.push_str(error.text);
    text.push('\n');
    text
}

/// White space as wide as `text`, tabs kept.
fn margin(text: &str) -> String {
    let mut margin = String::new();
    for character in text.chars() {
        match character {
            '\t' => margin.push('\t'),
            _ => margin.extend(std::iter::repeat_n(' ', character.width().unwrap_or(0))),
        }
    }
    margin
}

#[cfg(test)]
mod tests {
    use super::{UncaughtError, render_uncaught};
    use crate::source::SourceText;

    #[test]
    fn uncaught_errors() {
        let source = SourceText::new(
            "/tmp/u.js",
            "function f() {\n\tthrow new Error(\"boom\");\n}\nf();\n",
        );
        let place = Some((&source, 16));
        let error = UncaughtError {
            place,
            text: "Error: boom\n    at f (/tmp/u.js:2:8)",
            is_error: true,
        };
        let expected = "/tmp/u.js:2\n\tthrow new Error(\"boom\");\n\t^\n\n\
                        Error: boom\n    at f (/tmp/u.js:2:8)\n";
        assert_eq!(render_uncaught(&error, false), expected);
        assert!(render_uncaught(&error, true).contains("\t\x1b[31m^\x1b[0m\n"));

        let thrown = SourceText::new("u.js", "throw 5\n");
        let error = UncaughtError {
            place: Some((&thrown, 0)),
            text: "5",
            is_error: false,
        };
        assert_eq!(render_uncaught(&error, false), "\nu.js:1\nthrow 5\n^\n5\n");
        let error = UncaughtError {
            place: None,
            ..error
        };
        assert_eq!(render_uncaught(&error, false), "5\n");
    }
}
