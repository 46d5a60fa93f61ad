//! The prompt: editing of one input, perhaps of several lines, and the history of inputs.
//!
//! Owns the line editor, which lives on a thread of its own, so that the event loop runs while the
//! prompt waits. Does not own evaluation nor the event loop: an `EditorHost` represents both.
//!
//! One input at a time: the loop asks with `Editor::prompt`, is woken by `EditorHost::wake`, and
//! finds the answer with `Editor::take`. What scripts print meanwhile goes through
//! `Editor::print`, which puts it above the prompt.
//! The editor is rustyline rather than reedline: it keeps several lines in one buffer, so that a whole
//! block is edited and comes back from the history at once; it prints above an open prompt from
//! another thread; and it is a quarter of the size.
//! Invariant: between an answer and the next `prompt` the terminal is in its usual mode.

use super::highlight;
use crate::diagnostics::colour::stream_wants_colour;
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use rustc_hash::FxHashSet;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::{FileHistory, History};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Event, EventContext,
    EventHandler, ExternalPrinter, Helper, KeyCode, KeyEvent, Modifiers, RepeatCount,
};

/// How many inputs are kept.
const HISTORY_LENGTH: usize = 1000;

/// How long a key waits for an answer: if the loop is busy there is no completion.
const PATIENCE: Duration = Duration::from_millis(100);

/// Names the history file; empty for none.
const HISTORY_VARIABLE: &str = "MINIJS_HISTORY";

/// What the editor needs to know and whom it tells. All calls come from the editor's thread.
pub trait EditorHost: Send + Sync + 'static {
    /// Whether an input is complete; if not, the editor goes on with another line.
    fn is_complete(&self, text: &str) -> bool;

    /// An answer is ready for `Editor::take`.
    fn wake(&self);

    /// Ctrl-C was pressed at the prompt: code that the loop is running has to stop.
    fn interrupt(&self);
}

/// What may stand before the cursor: asked on the editor's thread, answered on the loop's.
pub struct Question {
    /// The text up to the cursor.
    pub text: String,
    answer: Sender<(usize, Vec<String>)>,
}

impl Question {
    /// Gives the candidates, and where in the text they begin. Too late is no harm.
    pub fn answer(&self, start: usize, candidates: Vec<String>) {
        let _ = self.answer.send((start, candidates));
    }
}

/// How an input is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By the Enter key, once it is complete.
    Input,
    /// By Ctrl-D: a block of lines.
    Block,
}

/// What came of a prompt.
#[derive(Debug)]
pub enum Input {
    /// A complete input, without line feed at its end.
    Text(String),
    /// Ctrl-C; what was typed is gone, if there was something.
    Interrupted {
        /// Nothing was typed.
        was_empty: bool,
    },
    /// Ctrl-D, or the end of the input.
    End,
    /// The terminal failed.
    Failed(io::Error),
}

/// The editor, as the event loop's thread has it.
pub struct Editor {
    prompts: Sender<(String, Mode)>,
    inputs: Receiver<Input>,
    questions: Receiver<Question>,
    printer: Option<Box<dyn ExternalPrinter + Send>>,
}

impl Editor {
    /// Starts the editor's thread, with the history of a file if one is given. A history that
    /// can't be read or written is left alone.
    ///
    /// # Errors
    /// When there is no terminal to be had, or no thread.
    pub fn start(host: impl EditorHost, history: Option<PathBuf>) -> io::Result<Self> {
        let host = Arc::new(host);
        let (prompts, asked) = channel();
        let (answers, inputs) = channel();
        let (questions, questioned) = channel();
        let (ready, started) = channel();
        let run = move || {
            let mut worker = match Worker::new(Arc::clone(&host), history, questions) {
                Ok(worker) => worker,
                Err(error) => {
                    let _ = ready.send(Err(error));
                    return;
                }
            };
            // Without a terminal nothing is printed above a prompt.
            let printer = worker.editor.create_external_printer().ok();
            let _ =
                ready.send(Ok(printer.map(|printer| {
                    Box::new(printer) as Box<dyn ExternalPrinter + Send>
                })));
            worker.serve(&asked, &answers);
        };
        thread::Builder::new()
            .name("line editor".to_owned())
            .spawn(run)?;
        let printer = started.recv().map_err(|_| gone())??;
        Ok(Self {
            prompts,
            inputs,
            questions: questioned,
            printer,
        })
    }

    /// Shows a prompt and begins editing; returns at once.
    ///
    /// # Errors
    /// When the editor's thread has ended.
    pub fn prompt(&self, prompt: &str, mode: Mode) -> io::Result<()> {
        self.prompts
            .send((prompt.to_owned(), mode))
            .map_err(|_| gone())
    }

    /// The answer to the last prompt, if there is one.
    pub fn take(&self) -> Option<Input> {
        match self.inputs.try_recv() {
            Ok(input) => Some(input),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Input::Failed(gone())),
        }
    }

    /// A question that is still to be answered.
    pub fn question(&self) -> Option<Question> {
        self.questions.try_recv().ok()
    }

    /// Prints text above the prompt, or plainly when no prompt is open. A line feed is added if
    /// there is none at its end and a prompt is open.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        match &mut self.printer {
            Some(printer) => printer.print(text.to_owned()).map_err(into_io),
            None => io::Write::write_all(&mut io::stdout(), text.as_bytes()),
        }
    }
}

fn gone() -> io::Error {
    io::Error::new(ErrorKind::BrokenPipe, "the line editor has ended")
}

fn into_io(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// Where the history is kept: in the file that `MINIJS_HISTORY` names (nowhere if it is empty),
/// else `minijs/history` in `XDG_STATE_HOME`, else `.minijs_history` in the home directory.
pub fn history_path(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
    if let Some(named) = variable(HISTORY_VARIABLE) {
        return (!named.is_empty()).then(|| PathBuf::from(named));
    }
    let directory = |name| {
        let path = PathBuf::from(variable(name)?);
        path.is_absolute().then_some(path)
    };
    if let Some(state) = directory("XDG_STATE_HOME") {
        return Some(state.join("minijs").join("history"));
    }
    directory("HOME").map(|home| home.join(".minijs_history"))
}

/// The editor, as its own thread has it.
struct Worker<H: EditorHost> {
    editor: rustyline::Editor<Rules<H>, FileHistory>,
    host: Arc<H>,
    history: Option<PathBuf>,
    keys: Arc<Keys>,
}

/// What the keys need to know, and tell.
#[derive(Default)]
struct Keys {
    /// A block is typed.
    in_block: AtomicBool,
    /// When Ctrl-C was pressed, nothing was typed.
    was_empty: AtomicBool,
    /// The last of these keys was Ctrl-C. It accepts the line as Enter does: rustyline's own
    /// interrupt drops what was typed behind it.
    is_interrupted: AtomicBool,
}

/// What the keys Enter, Ctrl-C and Ctrl-D do.
enum Key {
    Enter,
    Interrupt,
    End,
}

struct KeyHandler(Key, Arc<Keys>);

impl ConditionalEventHandler for KeyHandler {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let in_block = self.1.in_block.load(Relaxed);
        let is_interrupt = matches!(self.0, Key::Interrupt);
        self.1.is_interrupted.store(is_interrupt, Relaxed);
        match self.0 {
            Key::Enter => in_block.then_some(Cmd::Newline),
            Key::End => in_block.then_some(Cmd::AcceptLine),
            Key::Interrupt => {
                self.1.was_empty.store(context.line().is_empty(), Relaxed);
                Some(Cmd::AcceptLine)
            }
        }
    }
}

impl<H: EditorHost> Worker<H> {
    fn new(
        host: Arc<H>,
        history: Option<PathBuf>,
        questions: Sender<Question>,
    ) -> io::Result<Self> {
        let config = Config::builder()
            .max_history_size(HISTORY_LENGTH)
            .and_then(|config| config.history_ignore_dups(true))
            .map_err(into_io)?
            .auto_add_history(false)
            .completion_type(CompletionType::List)
            .color_mode(match stream_wants_colour(&io::stdout()) {
                true => ColorMode::Enabled,
                false => ColorMode::Disabled,
            })
            .build();
        let mut editor = rustyline::Editor::with_config(config).map_err(into_io)?;
        editor.set_helper(Some(Rules {
            host: Arc::clone(&host),
            questions,
            is_final: Cell::new(false),
        }));
        let keys = Arc::new(Keys::default());
        for (event, key) in [
            (KeyEvent(KeyCode::Enter, Modifiers::NONE), Key::Enter),
            (KeyEvent::ctrl('J'), Key::Enter),
            (KeyEvent::ctrl('M'), Key::Enter),
            (KeyEvent::ctrl('C'), Key::Interrupt),
            (KeyEvent::ctrl('D'), Key::End),
        ] {
            let handler = Box::new(KeyHandler(key, Arc::clone(&keys)));
            editor.bind_sequence(event, EventHandler::Conditional(handler));
        }
        let mut worker = Self {
            editor,
            host,
            history,
            keys,
        };
        worker.load_history();
        Ok(worker)
    }

    /// Answers prompts until the session ends.
    fn serve(&mut self, asked: &Receiver<(String, Mode)>, answers: &Sender<Input>) {
        for (prompt, mode) in asked {
            self.keys.in_block.store(mode == Mode::Block, Relaxed);
            let read = self.editor.readline(&prompt);
            let was_empty = self.keys.was_empty.load(Relaxed);
            let input = match read {
                Ok(_) if self.keys.is_interrupted.swap(false, Relaxed) => {
                    Input::Interrupted { was_empty }
                }
                Ok(text) => {
                    self.remember(&text);
                    Input::Text(text)
                }
                Err(ReadlineError::Interrupted) => Input::Interrupted { was_empty },
                Err(ReadlineError::Eof) => Input::End,
                Err(error) => Input::Failed(into_io(error)),
            };
            if matches!(input, Input::Interrupted { .. }) {
                // First this: who takes the input takes the interrupt back.
                self.host.interrupt();
            }
            if answers.send(input).is_err() {
                return;
            }
            self.host.wake();
        }
    }

    /// Reads the history, keeps the last of equal inputs, and shortens the file to that.
    fn load_history(&mut self) {
        let Some(path) = &self.history else { return };
        if let Some(directory) = path.parent() {
            // If this fails, so does saving, and the history lasts for the session only.
            let _ = std::fs::create_dir_all(directory);
        }
        if self.editor.load_history(path).is_err() {
            return;
        }
        let entries: Vec<String> = self.editor.history().iter().cloned().collect();
        let folded = fold(&entries);
        if folded.len() < entries.len() && rewrite(&mut self.editor, &folded, path).is_err() {
            self.history = None;
        }
    }

    /// Adds an input to the history, in memory and in the file.
    fn remember(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let added = self.editor.add_history_entry(text).unwrap_or(false);
        if let Some(path) = &self.history
            && added
        {
            // A history that can't be written must not disturb the session.
            let _ = self.editor.append_history(path);
        }
    }
}

fn rewrite<H: Helper>(
    editor: &mut rustyline::Editor<H, FileHistory>,
    entries: &[&String],
    path: &Path,
) -> rustyline::Result<()> {
    editor.clear_history()?;
    for entry in entries {
        editor.history_mut().add(entry)?;
    }
    editor.save_history(path)
}

/// The last of equal entries, in their order.
fn fold(entries: &[String]) -> Vec<&String> {
    let mut seen = FxHashSet::default();
    let mut kept: Vec<&String> = entries
        .iter()
        .rev()
        .filter(|entry| seen.insert(entry.as_str()))
        .collect();
    kept.reverse();
    kept
}

/// What rustyline asks while editing.
struct Rules<H: EditorHost> {
    host: Arc<H>,
    questions: Sender<Question>,
    /// What is highlighted next is there to stay.
    is_final: Cell<bool>,
}

impl<H: EditorHost> Helper for Rules<H> {}

impl<H: EditorHost> Highlighter for Rules<H> {
    fn highlight<'l>(&self, line: &'l str, cursor: usize) -> Cow<'l, str> {
        match line.len() <= highlight::LONGEST {
            true => Cow::Owned(highlight::highlight(
                line,
                (!self.is_final.get()).then_some(cursor),
            )),
            false => Cow::Borrowed(line),
        }
    }

    fn highlight_char(&self, line: &str, _: usize, kind: CmdKind) -> bool {
        // What stays on the screen has no bracket at the cursor.
        self.is_final.set(kind == CmdKind::ForcedRefresh);
        line.len() <= highlight::LONGEST
    }
}

impl<H: EditorHost> Hinter for Rules<H> {
    type Hint = String;
}

impl<H: EditorHost> Completer for Rules<H> {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let (answer, answers) = channel();
        let question = Question {
            text: line[..cursor].to_owned(),
            answer,
        };
        let nothing = (cursor, Vec::new());
        if self.questions.send(question).is_err() {
            return Ok(nothing);
        }
        self.host.wake();
        Ok(answers.recv_timeout(PATIENCE).unwrap_or(nothing))
    }
}

impl<H: EditorHost> Validator for Rules<H> {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let complete = self.host.is_complete(context.input());
        Ok(if complete {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, history_path};
    use std::path::PathBuf;

    #[test]
    fn equal_entries_are_folded() {
        let entries = ["a", "b", "a", "c", "b"].map(str::to_owned);
        assert_eq!(fold(&entries), ["a", "c", "b"]);
    }

    #[test]
    fn places_of_the_history() {
        type Variables<'a> = &'a [(&'a str, &'a str)];
        let cases: &[(Variables<'_>, Option<&str>)] = &[
            (&[], None),
            (&[("HOME", "/h")], Some("/h/.minijs_history")),
            (&[("HOME", "relative")], None),
            (
                &[("HOME", "/h"), ("XDG_STATE_HOME", "/s")],
                Some("/s/minijs/history"),
            ),
            (&[("HOME", "/h"), ("MINIJS_HISTORY", "")], None),
            (&[("HOME", "/h"), ("MINIJS_HISTORY", "x")], Some("x")),
        ];
        for (variables, path) in cases {
            let variable = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| value.into())
            };
            assert_eq!(
                history_path(variable),
                path.map(PathBuf::from),
                "{variables:?}"
            );
        }
    }
}
