//! The prompt: editing of one input, perhaps of several lines, and the history of inputs.
//!
//! Owns the line editor, which lives on a thread of its own, so that the event loop runs while the
//! prompt waits. Does not own evaluation nor the event loop: an `EditorHost` represents both.
//!
//! One input at a time: the loop asks with `Editor::prompt`, is woken by `EditorHost::wake`, and
//! finds the answer with `Editor::take`. What scripts print meanwhile goes above the prompt
//! ([`super::printing`]).
//! The editor is rustyline rather than reedline: it keeps several lines in one buffer, so that a whole
//! block is edited and comes back from the history at once; it prints above an open prompt from
//! another thread; and it is a quarter of the size.
//! Invariant: between an answer and the next `prompt` the terminal is in its usual mode.

use super::printing::Printing;
use super::{completion, highlight, margin};
use crate::diagnostics::colour::stream_wants_colour;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::{FileHistory, History};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, EditMode, Event, EventContext,
    EventHandler, Helper, InputMode, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
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

/// What the editor's thread asks and the loop's answers. Too late is no harm.
pub enum Question {
    /// What may stand before the cursor.
    Completion {
        /// The text up to the cursor.
        text: String,
        /// Takes where in the text the candidates begin, and these.
        answer: Sender<(usize, Vec<String>)>,
    },
    /// What is to be shown below the input, with line feeds before its lines.
    Hint {
        /// The input.
        text: String,
        /// Where the cursor is, in bytes.
        cursor: usize,
        /// How wide the terminal is, in columns.
        columns: usize,
        /// Takes it.
        answer: Sender<Option<String>>,
    },
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
    printing: Printing,
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
        let printing = Printing::default();
        let printed = printing.clone();
        let run = move || {
            let worker = Worker::new(Arc::clone(&host), history, questions, printed);
            let _ = match worker {
                Ok(mut worker) => {
                    let told = ready.send(worker.print_above());
                    worker.serve(&asked, &answers);
                    told
                }
                Err(error) => ready.send(Err(error)),
            };
        };
        thread::Builder::new()
            .name("line editor".to_owned())
            .spawn(run)?;
        started.recv().map_err(|_| gone())??;
        Ok(Self {
            prompts,
            inputs,
            questions: questioned,
            printing,
        })
    }

    /// What is printed with, by the prompt and by programs.
    pub(super) fn printing(&self) -> Printing {
        self.printing.clone()
    }

    /// Shows a prompt and begins editing; returns at once.
    ///
    /// # Errors
    /// When the editor's thread has ended.
    pub fn prompt(&self, prompt: &str, mode: Mode) -> io::Result<()> {
        self.printing.open()?;
        self.prompts
            .send((prompt.to_owned(), mode))
            .map_err(|_| gone())
    }

    /// The answer to the last prompt, if there is one: the prompt is closed then.
    pub fn take(&self) -> Option<Input> {
        let input = match self.inputs.try_recv() {
            Ok(input) => input,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Input::Failed(gone()),
        };
        Some(match self.printing.close() {
            Ok(()) => input,
            Err(error) => Input::Failed(error),
        })
    }

    /// A question that is still to be answered.
    pub fn question(&self) -> Option<Question> {
        self.questions.try_recv().ok()
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

/// Whose keys are used: what the `editing-mode` in the file of readline says, `INPUTRC` or
/// `.inputrc` in the home directory. Whoever wants the keys of vi has them set there for all
/// programs.
fn edit_mode(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> EditMode {
    let path = match variable("INPUTRC") {
        Some(path) => Some(PathBuf::from(path)),
        None => variable("HOME").map(|home| PathBuf::from(home).join(".inputrc")),
    };
    let text = path.and_then(|path| std::fs::read_to_string(path).ok());
    let mut lines = text.iter().flat_map(|text| text.lines()).rev();
    let mode = lines.find_map(|line| {
        let mut words = line.split_whitespace();
        let is_mode = words.next() == Some("set") && words.next() == Some("editing-mode");
        is_mode.then(|| words.next()).flatten()
    });
    match mode {
        Some("vi") => EditMode::Vi,
        _ => EditMode::Emacs,
    }
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
    /// When the key before was pressed.
    last_key: Mutex<Option<Instant>>,
    /// There were several candidates when Tab was pressed last.
    was_ambiguous: AtomicBool,
    /// Candidates are listed, perhaps page by page, until the input was painted so often.
    lists: AtomicU8,
    /// The closing bracket that is to be put in the place of so many bytes of white space.
    closing: Mutex<Option<(usize, char)>>,
    printing: Printing,
}

/// Keys that follow each other so closely were pasted.
const PASTED: Duration = Duration::from_millis(10);

impl Keys {
    fn note_key(&self) {
        *self.last_key.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether the key that is handled comes too soon to have been typed.
    fn is_pasted(&self) -> bool {
        let last = *self.last_key.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| last.elapsed() < PASTED)
    }

    fn closing(&self) -> MutexGuard<'_, Option<(usize, char)>> {
        self.closing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tab is pressed: for the second time it lists the candidates, with the cursor at the end of its line.
    fn note_tab(&self, rest: &str) {
        let lists = self.was_ambiguous.swap(false, Relaxed);
        let moves = !rest.is_empty() && !rest.starts_with('\n');
        self.lists
            .store(u8::from(lists) + u8::from(lists && moves), Relaxed);
    }

    fn note_painting(&self) {
        let lists = self.lists.load(Relaxed);
        self.lists.store(lists.saturating_sub(1), Relaxed);
    }
}

/// Keys that do something of the prompt's own.
#[derive(Clone, Copy)]
enum Key {
    Enter,
    Interrupt,
    End,
    Tab,
    /// A closing bracket.
    Closing(char),
}

/// What ends a list of candidates.
const END_OF_LIST: Cmd = Cmd::Kill(Movement::BackwardChar(1));

struct KeyHandler<H: EditorHost>(Key, Arc<Keys>, Arc<H>);

impl<H: EditorHost> KeyHandler<H> {
    /// What is inserted into an input that isn't complete: a line as far in as it belongs. Pasted lines
    /// have their own indentation.
    fn new_line(&self, context: &EventContext) -> Option<Cmd> {
        let (line, before) = (context.line(), &context.line()[..context.pos()]);
        if self.2.is_complete(line) || self.1.is_pasted() {
            return None;
        }
        let indentation = indentation_after(before)?;
        (!indentation.is_empty()).then(|| Cmd::Insert(1, format!("\n{indentation}")))
    }

    /// A closing bracket that a line begins with belongs as far in as the line that it closes.
    fn closing(&self, context: &EventContext, bracket: char) -> Option<Cmd> {
        let (before, rest) = context.line().split_at_checked(context.pos())?;
        let (above, typed) = before.rsplit_once('\n')?;
        let ends_line = rest.is_empty() || rest.starts_with('\n');
        let is_typed = ends_line && typed.trim().is_empty() && !self.1.is_pasted();
        if !is_typed || context.input_mode() == InputMode::Command {
            return None;
        }
        let belongs = indentation_after(&format!("{above}\n{}{bracket}", margin::MARGIN))?.len();
        let too_far = typed.len().checked_sub(belongs).filter(|&more| more > 0)?;
        // Of all that a key can do, completing alone takes something away and goes behind what it adds.
        *self.1.closing() = Some((too_far, bracket));
        Some(Cmd::Complete)
    }
}

/// The white space of a line that follows, with its margin if the lines before have one; `None` within a
/// string.
fn indentation_after(text: &str) -> Option<String> {
    let indentation = completion::indentation_after(text)?;
    Some(match margin::is_used(text) {
        true => margin::MARGIN.to_string() + &indentation,
        false => indentation,
    })
}

impl<H: EditorHost> ConditionalEventHandler for KeyHandler<H> {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let keys = &self.1;
        let in_block = keys.in_block.load(Relaxed);
        if keys.lists.load(Relaxed) > 0 {
            return match self.0 {
                Key::Enter => Some(Cmd::AcceptLine),
                Key::Interrupt | Key::End => Some(END_OF_LIST),
                Key::Tab | Key::Closing(_) => None,
            };
        }
        let is_interrupt = matches!(self.0, Key::Interrupt);
        keys.is_interrupted.store(is_interrupt, Relaxed);
        match self.0 {
            Key::Enter if in_block => return Some(Cmd::Newline),
            Key::End if !in_block && !context.line().is_empty() => return None,
            Key::Tab => {
                keys.note_tab(&context.line()[context.pos()..]);
                return None;
            }
            Key::Closing(_) if in_block => return None,
            Key::Closing(bracket) => return self.closing(context, bracket),
            Key::Enter | Key::End | Key::Interrupt => keys.printing.may_close(),
        }
        match self.0 {
            Key::Interrupt => {
                keys.was_empty.store(context.line().is_empty(), Relaxed);
                Some(Cmd::AcceptLine)
            }
            Key::End => in_block.then_some(Cmd::AcceptLine),
            _ => self.new_line(context),
        }
    }
}

impl<H: EditorHost> Worker<H> {
    fn new(
        host: Arc<H>,
        history: Option<PathBuf>,
        questions: Sender<Question>,
        printing: Printing,
    ) -> io::Result<Self> {
        let config = Config::builder()
            .max_history_size(HISTORY_LENGTH)
            .and_then(|config| config.history_ignore_dups(true))
            .map_err(into_io)?
            .auto_add_history(false)
            .completion_type(CompletionType::List)
            .edit_mode(edit_mode(|name| std::env::var_os(name)))
            // Margins are painted where there are no colours too.
            .color_mode(ColorMode::Forced)
            .build();
        let mut editor = rustyline::Editor::with_config(config).map_err(into_io)?;
        let keys = Arc::new(Keys {
            printing,
            ..Keys::default()
        });
        editor.set_helper(Some(Rules {
            host: Arc::clone(&host),
            questions,
            is_final: Cell::new(false),
            colour: stream_wants_colour(&io::stdout()),
            keys: Arc::clone(&keys),
            columns: 80,
            hints: Hints::default(),
        }));
        for (event, key) in [
            (KeyEvent(KeyCode::Enter, Modifiers::NONE), Key::Enter),
            (KeyEvent::ctrl('J'), Key::Enter),
            (KeyEvent::ctrl('M'), Key::Enter),
            (KeyEvent::ctrl('C'), Key::Interrupt),
            (KeyEvent::ctrl('D'), Key::End),
            (KeyEvent(KeyCode::Tab, Modifiers::NONE), Key::Tab),
            (KeyEvent::ctrl('I'), Key::Tab),
            (KeyEvent::from('}'), Key::Closing('}')),
            (KeyEvent::from(')'), Key::Closing(')')),
            (KeyEvent::from(']'), Key::Closing(']')),
        ] {
            let handler = Box::new(KeyHandler(key, Arc::clone(&keys), Arc::clone(&host)));
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

    /// Has what programs print go above prompts; without a terminal nothing does.
    fn print_above(&mut self) -> io::Result<()> {
        match self.editor.create_external_printer() {
            Ok(printer) => self.keys.printing.start(printer),
            Err(_) => Ok(()),
        }
    }

    /// Answers prompts until the session ends.
    fn serve(&mut self, asked: &Receiver<(String, Mode)>, answers: &Sender<Input>) {
        for (prompt, mode) in asked {
            self.keys.in_block.store(mode == Mode::Block, Relaxed);
            if let Some((columns, _)) = self.editor.dimensions()
                && let Some(rules) = self.editor.helper_mut()
            {
                rules.columns = usize::from(columns);
                self.keys.printing.set_columns(rules.columns);
            }
            let read = self.editor.readline(&prompt);
            let was_empty = self.keys.was_empty.load(Relaxed);
            let input = match read {
                Ok(_) if self.keys.is_interrupted.swap(false, Relaxed) => {
                    Input::Interrupted { was_empty }
                }
                Ok(text) => {
                    self.remember(&text);
                    Input::Text(margin::without(&text))
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
    /// Whether there are colours.
    colour: bool,
    keys: Arc<Keys>,
    /// How wide the terminal was when the prompt began.
    columns: usize,
    hints: Hints,
}

/// The keys that may be hinted at: so many at once, and so many each second. What is pasted as if it
/// were typed comes faster, and isn't waited for.
const HINTS_AT_ONCE: f64 = 200.0;
const HINTS_PER_SECOND: f64 = 60.0;

/// What there is to know about hints.
struct Hints {
    /// How many keys may be hinted at now, and since when.
    left: Cell<(f64, Instant)>,
    /// What is still to be answered: as long as there is something, the loop is busy.
    unanswered: RefCell<Option<Receiver<Option<String>>>>,
}

impl Default for Hints {
    fn default() -> Hints {
        Hints {
            left: Cell::new((HINTS_AT_ONCE, Instant::now())),
            unanswered: RefCell::default(),
        }
    }
}

impl Hints {
    /// Whether this key may be hinted at.
    fn takes_one(&self) -> bool {
        let (left, then) = self.left.get();
        let now = Instant::now();
        let more = now.duration_since(then).as_secs_f64() * HINTS_PER_SECOND;
        let left = (left + more).min(HINTS_AT_ONCE);
        let takes = left >= 1.0;
        self.left.set((if takes { left - 1.0 } else { left }, now));
        takes
    }

    /// Whether the loop hasn't answered yet what it was asked.
    fn is_busy(&self) -> bool {
        let mut unanswered = self.unanswered.borrow_mut();
        let is_busy = unanswered
            .as_ref()
            .is_some_and(|answers| answers.try_recv() == Err(TryRecvError::Empty));
        if !is_busy {
            *unanswered = None;
        }
        is_busy
    }
}

impl<H: EditorHost> Helper for Rules<H> {}

impl<H: EditorHost> Highlighter for Rules<H> {
    fn highlight<'l>(&self, line: &'l str, cursor: usize) -> Cow<'l, str> {
        self.keys.note_painting();
        if line.len() > highlight::LONGEST || !self.colour && !line.contains('\n') {
            return Cow::Borrowed(line);
        }
        let cursor = (!self.is_final.get()).then_some(cursor);
        let coloured = match self.colour {
            true => Cow::Owned(highlight::highlight(line, cursor)),
            false => Cow::Borrowed(line),
        };
        match self.keys.in_block.load(Relaxed) {
            true => coloured,
            false => Cow::Owned(margin::show(&coloured, line, self.colour)),
        }
    }

    fn highlight_char(&self, line: &str, _: usize, kind: CmdKind) -> bool {
        // What stays on the screen has no bracket at the cursor.
        self.is_final.set(kind == CmdKind::ForcedRefresh);
        self.colour && line.len() <= highlight::LONGEST
    }
}

impl<H: EditorHost> Hinter for Rules<H> {
    type Hint = String;

    fn hint(&self, line: &str, cursor: usize, _: &rustyline::Context<'_>) -> Option<String> {
        self.keys.note_key();
        self.keys.printing.goes_on();
        let in_block = self.keys.in_block.load(Relaxed);
        if in_block || line.is_empty() || self.hints.is_busy() || !self.hints.takes_one() {
            return None;
        }
        let (answer, answers) = channel();
        let question = Question::Hint {
            text: line.to_owned(),
            cursor,
            columns: self.columns,
            answer,
        };
        self.questions.send(question).ok()?;
        self.host.wake();
        match answers.recv_timeout(PATIENCE) {
            Ok(hint) => hint,
            Err(_) => {
                *self.hints.unanswered.borrow_mut() = Some(answers);
                None
            }
        }
    }
}

impl<H: EditorHost> Completer for Rules<H> {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        if let Some((too_far, bracket)) = self.keys.closing().take() {
            return Ok((cursor.saturating_sub(too_far), vec![bracket.to_string()]));
        }
        let (answer, answers) = channel();
        let question = Question::Completion {
            text: line[..cursor].to_owned(),
            answer,
        };
        self.keys.lists.store(0, Relaxed);
        let nothing = (cursor, Vec::new());
        if self.questions.send(question).is_err() {
            return Ok(nothing);
        }
        self.host.wake();
        let found = answers.recv_timeout(PATIENCE).unwrap_or(nothing);
        self.keys.was_ambiguous.store(found.1.len() > 1, Relaxed);
        Ok(found)
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
