//! What programs print: plainly, or above the prompt while one is open.
//!
//! Owns the thread that hands text to the line editor, and where a line that has no end yet goes on:
//! above the prompt, in its own row. The event loop never waits for the editor, which takes nothing
//! while it asks something itself (a long list of candidates) nor once an input is accepted: text is
//! left here, and what the editor hasn't got when an input is taken is printed plainly.

use crate::host::inspect::display_width;
use rustyline::ExternalPrinter;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// With so much waiting to be printed above the prompt a program waits, in bytes.
const MOST_WAITING: usize = 1 << 20;

/// How long what is on its way to the editor is waited for.
const ON_ITS_WAY: Duration = Duration::from_millis(20);

/// A line without an end is followed so far, in bytes.
const LONGEST_LINE: usize = 16 << 10;

/// What the prompt and programs print with.
#[derive(Clone, Default)]
pub(super) struct Printing(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// What is still to be printed above the prompt.
    waiting: String,
    line: Line,
    /// Whether a prompt is open.
    is_open: bool,
    /// Whether a key was pressed that may end the input.
    may_close: bool,
    /// Whether the editor is being told something.
    is_busy: bool,
    /// Whether there is an editor that prints above its prompt.
    has_printer: bool,
    /// How wide the terminal is.
    columns: usize,
}

impl State {
    fn above(&mut self, text: &str) -> String {
        self.line.above(text, self.columns.max(1))
    }
}

impl Printing {
    fn state(&self) -> MutexGuard<'_, State> {
        let state = self.0.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'s>(&self, state: MutexGuard<'s, State>, time: Duration) -> MutexGuard<'s, State> {
        let result = self.0.changed.wait_timeout(state, time);
        result.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Prints above the prompt with this from now on, on a thread of its own.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub(super) fn start(&self, printer: impl ExternalPrinter + Send + 'static) -> io::Result<()> {
        self.state().has_printer = true;
        let printing = self.clone();
        let run = move || printing.serve(printer);
        thread::Builder::new()
            .name("printing".to_owned())
            .spawn(run)
            .map(drop)
    }

    fn serve(&self, mut printer: impl ExternalPrinter) {
        loop {
            let mut state = self.state();
            while !state.is_open || state.may_close || state.waiting.is_empty() {
                let waited = self.0.changed.wait(state);
                state = waited.unwrap_or_else(PoisonError::into_inner);
            }
            let text = std::mem::take(&mut state.waiting);
            let message = state.above(&text);
            state.is_busy = true;
            drop(state);
            let printed = printer.print(message);
            let mut state = self.state();
            state.is_busy = false;
            state.has_printer &= printed.is_ok();
            drop(state);
            self.0.changed.notify_all();
            if printed.is_err() {
                return;
            }
        }
    }

    /// Tells how wide the terminal is.
    pub(super) fn set_columns(&self, columns: usize) {
        self.state().columns = columns;
    }

    /// A prompt is about to open: it begins a line.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn open(&self) -> io::Result<()> {
        let mut state = self.state();
        if state.line.is_visible() {
            print_plainly("\n")?;
        } else {
            state.line.begin();
        }
        state.is_open = true;
        state.may_close = false;
        self.0.changed.notify_all();
        Ok(())
    }

    /// Nobody will answer the prompt: ends its line, and prints plainly from now on.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn finish(&self) -> io::Result<()> {
        // What the editor was told it has no time for later.
        thread::sleep(ON_ITS_WAY);
        let mut state = self.state();
        state.is_open = false;
        state.line.begin();
        let text = std::mem::take(&mut state.waiting);
        drop(state);
        print_plainly(&format!("\n{text}"))
    }

    /// The prompt has closed, and its input ended its line.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn close(&self) -> io::Result<()> {
        let mut state = self.state();
        state.is_open = false;
        self.0.changed.notify_all();
        if state.is_busy {
            state = self.wait(state, ON_ITS_WAY);
        }
        state.line.begin();
        let text = std::mem::take(&mut state.waiting);
        state.line.note(&text);
        print_plainly(&text)
    }

    /// Whether a prompt is open.
    pub(super) fn is_open(&self) -> bool {
        self.state().is_open
    }

    /// A key was pressed behind which the editor may take nothing any more.
    pub(super) fn may_close(&self) {
        self.state().may_close = true;
        self.0.changed.notify_all();
    }

    /// The editor goes on.
    pub(super) fn goes_on(&self) {
        let mut state = self.state();
        if state.may_close {
            state.may_close = false;
            self.0.changed.notify_all();
        }
    }

    /// Prints.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn print(&self, text: &str) -> io::Result<()> {
        let mut state = self.state();
        if !state.is_open || !state.has_printer {
            state.line.note(text);
            return print_plainly(text);
        }
        while state.waiting.len() > MOST_WAITING && !state.may_close && state.has_printer {
            state = self.wait(state, ON_ITS_WAY);
        }
        state.waiting.push_str(text);
        self.0.changed.notify_all();
        Ok(())
    }

    /// Prints on a line of its own.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn print_line(&self, text: &str) -> io::Result<()> {
        let is_within = self.state().line.is_visible();
        self.print(&match is_within {
            true => format!("\n{text}\n"),
            false => format!("{text}\n"),
        })
    }
}

fn print_plainly(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// The line that what is printed is in the middle of.
#[derive(Debug, Default)]
struct Line {
    text: String,
}

impl Line {
    /// The cursor is where a line begins.
    fn begin(&mut self) {
        self.text.clear();
    }

    /// Whether there is something in it that can be seen.
    fn is_visible(&self) -> bool {
        place_behind(&self.text, usize::MAX).1
    }

    /// Goes behind a text.
    fn note(&mut self, text: &str) {
        match text.rsplit_once('\n') {
            Some((_, last)) => self.text = last.to_string(),
            None => self.text.push_str(text),
        }
        if self.text.len() > LONGEST_LINE {
            self.text.clear();
        }
    }

    /// Goes behind a text, which is printed where the cursor is at the beginning of the row that the
    /// prompt takes; what to print for that, with a line feed at its end.
    fn above(&mut self, text: &str, columns: usize) -> String {
        let (column, was_visible) = place_behind(&self.text, columns);
        let mut message = String::new();
        // Behind a row that is full the cursor is in the next one.
        if was_visible && column < columns {
            message.push_str("\x1b[A");
            if column > 0 {
                message.push_str(&format!("\x1b[{column}C"));
            }
        }
        self.note(text);
        if self.is_visible() {
            return message + text + "\n";
        }
        // What can't be seen gets no row.
        match text.rsplit_once('\n') {
            Some((before, rest)) => format!("{message}{before}{rest}\n"),
            None if was_visible => message + text + "\n",
            None => format!("\x1b[A{text}\n"),
        }
    }
}

/// The column behind a text that begins a row, and whether there is something to be seen in it. A row
/// that is full has as many columns as the terminal.
fn place_behind(text: &str, columns: usize) -> (usize, bool) {
    let (mut column, mut is_visible) = (0usize, false);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '\r' => column = 0,
            '\x08' => column = column.saturating_sub(1),
            '\t' => column = (column / 8 * 8 + 8).min(columns - 1),
            '\x1b' => length = escape_length(rest),
            _ => {
                let width = display_width(&rest[..length]);
                is_visible |= width > 0;
                column = if width > columns - column {
                    width
                } else {
                    column + width
                };
            }
        }
        rest = &rest[length..];
    }
    (column, is_visible)
}

/// How long the escape sequence is that a text begins with, in bytes.
fn escape_length(text: &str) -> usize {
    let Some(sequence) = text.strip_prefix("\x1b[") else {
        return text.chars().take(2).map(char::len_utf8).sum();
    };
    let end = sequence.find(|c: char| ('@'..='~').contains(&c));
    end.map_or(text.len(), |end| end + 3)
}

#[cfg(test)]
mod tests {
    use super::{Line, place_behind};

    #[test]
    fn where_a_text_ends() {
        for (text, column, is_visible) in [
            ("", 0, false),
            ("abc", 3, true),
            ("\x1b[31mab\x1b[0m", 2, true),
            ("\x1b[0m", 0, false),
            ("50%\r", 0, true),
            ("宽宽", 4, true),
            ("0123456789", 10, true),
            ("0123456789a", 1, true),
            ("012345678宽", 2, true),
            ("a\tb", 9, true),
        ] {
            assert_eq!(place_behind(text, 10), (column, is_visible), "{text:?}");
        }
    }

    #[test]
    fn a_line_goes_on_in_its_row() {
        let mut line = Line::default();
        assert_eq!(line.above("one\n", 80), "one\n");
        assert_eq!(line.above("a", 80), "a\n");
        assert_eq!(line.above("b", 80), "\x1b[A\x1b[1Cb\n");
        assert_eq!(line.above("\r50%", 80), "\x1b[A\x1b[2C\r50%\n");
        assert_eq!(line.above("\nnext", 80), "\x1b[A\x1b[3C\nnext\n");
        line.begin();
        assert_eq!(line.above("c", 80), "c\n");
        // It ends without anything more.
        assert_eq!(line.above("\n", 80), "\x1b[A\x1b[1C\n");
        assert_eq!(line.above("d\n\x1b[0m", 80), "d\x1b[0m\n");
        assert_eq!(line.above("\x1b[31m", 80), "\x1b[A\x1b[31m\n");
    }

    #[test]
    fn a_full_row_is_followed_by_the_next() {
        let mut line = Line::default();
        assert_eq!(line.above("0123456789", 10), "0123456789\n");
        assert_eq!(line.above("a", 10), "a\n");
        assert_eq!(line.above("b", 10), "\x1b[A\x1b[1Cb\n");
    }
}
