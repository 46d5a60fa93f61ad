//! One test in one mode, in a fresh runtime: what became of it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use minijs::{Error, ErrorKind, JsValue, Runtime};

use crate::metadata::{Metadata, Negative};
use crate::suite::{Mode, Run};
use crate::watchdog::Watchdog;

/// What became of a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Status {
    Pass,
    Fail,
    Timeout,
    /// The engine panicked.
    Panic,
    /// The process died.
    Crash,
}

impl Status {
    const NAMES: [(Status, &'static str); 5] = [
        (Status::Pass, "pass"),
        (Status::Fail, "fail"),
        (Status::Timeout, "timeout"),
        (Status::Panic, "panic"),
        (Status::Crash, "crash"),
    ];

    pub(crate) fn name(self) -> &'static str {
        let mut names = Status::NAMES.iter().filter(|(status, _)| *status == self);
        names.next().map_or("", |(_, name)| name)
    }

    pub(crate) fn parse(text: &str) -> Option<Status> {
        let mut names = Status::NAMES.iter().filter(|(_, name)| *name == text);
        names.next().map(|(status, _)| *status)
    }
}

/// A status, and the first line of what there is to say about it.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) status: Status,
    pub(crate) message: String,
}

impl Outcome {
    pub(crate) fn new(status: Status, message: impl Into<String>) -> Outcome {
        let message: String = message.into();
        let line = message.lines().next().unwrap_or("");
        // A result is a line of fields between tabs.
        let line = line.replace('\t', " ").chars().take(300).collect();
        Outcome {
            status,
            message: line,
        }
    }

    fn pass() -> Outcome {
        Outcome::new(Status::Pass, "")
    }

    fn fail(message: impl Into<String>) -> Outcome {
        Outcome::new(Status::Fail, message)
    }
}

/// How runs are made.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) root: PathBuf,
    pub(crate) time_limit: Duration,
    /// Collect at every so many chances; 0 for when it is due.
    pub(crate) gc_stress: u64,
}

/// Runs tests, one after the other.
pub(crate) struct Judge {
    settings: Settings,
    harness: HashMap<String, String>,
    watchdog: Watchdog,
}

/// How many errors that nobody handles are passed over after a test's script.
const MOST_LOOP_ERRORS: usize = 100;

impl Judge {
    pub(crate) fn new(settings: Settings) -> Judge {
        Judge {
            watchdog: Watchdog::start(settings.time_limit),
            settings,
            harness: HashMap::new(),
        }
    }

    /// Runs a test.
    pub(crate) fn judge(&mut self, run: &Run) -> Outcome {
        let path = self.settings.root.join("test").join(&run.path);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return Outcome::fail(format!("cannot be read: {error}")),
        };
        let metadata = Metadata::read(&text);
        let printed = Printed::default();
        let mut runtime = Runtime::builder()
            .system_files()
            .stdout(printed.clone())
            .stderr(io::sink())
            .gc_stress(self.settings.gc_stress)
            .test262()
            .build();
        self.watchdog.watch(runtime.interrupt_handle());
        let outcome = match self.prepare(&mut runtime, &metadata, run.mode) {
            Ok(()) => perform(&mut runtime, &path.to_string_lossy(), &text, &metadata, run),
            Err(outcome) => outcome,
        };
        self.watchdog.rest();
        let is_async = metadata.has_flag("async") && outcome.status == Status::Pass;
        match is_async && metadata.negative.is_none() {
            true => printed.verdict(),
            false => outcome,
        }
    }

    /// Runs the harness files that a test wants.
    fn prepare(
        &mut self,
        runtime: &mut Runtime,
        metadata: &Metadata,
        mode: Mode,
    ) -> Result<(), Outcome> {
        if mode == Mode::Raw {
            return Ok(());
        }
        let done = metadata
            .has_flag("async")
            .then(|| "doneprintHandle.js".to_owned());
        let always = ["assert.js", "sta.js"].map(str::to_owned);
        for name in always.iter().chain(&done).chain(&metadata.includes) {
            let text = self.harness_file(name).map_err(Outcome::fail)?;
            let result = runtime.run_script(name, text);
            result.map_err(|error| match stopped(&error) {
                Some(outcome) => outcome,
                None => Outcome::fail(format!("harness {name}: {}", error.message())),
            })?;
        }
        Ok(())
    }

    fn harness_file(&mut self, name: &str) -> Result<&str, String> {
        if !self.harness.contains_key(name) {
            let path = self.settings.root.join("harness").join(name);
            let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
            self.harness.insert(name.to_owned(), text);
        }
        Ok(&self.harness[name])
    }
}

fn perform(
    runtime: &mut Runtime,
    name: &str,
    text: &str,
    metadata: &Metadata,
    run: &Run,
) -> Outcome {
    let result = match run.mode {
        Mode::Module => run_module(runtime, name, text),
        Mode::Strict => runtime.run_script(name, &format!("\"use strict\";\n{text}")),
        Mode::Sloppy | Mode::Raw => runtime.run_script(name, text),
    };
    let outcome = match (&metadata.negative, result) {
        (None, Ok(())) => Outcome::pass(),
        (None, Err(error)) => match stopped(&error) {
            Some(outcome) => outcome,
            None => Outcome::fail(error.message()),
        },
        (Some(negative), Ok(())) => {
            Outcome::fail(format!("no {} at {} time", negative.kind, negative.phase))
        }
        (Some(negative), Err(error)) => compare(runtime, negative, &error),
    };
    if outcome.status != Status::Pass || !metadata.has_flag("async") {
        return outcome;
    }
    finish_jobs(runtime).unwrap_or(outcome)
}

/// Runs the loop until nothing is left to do. Errors that nobody handles, as of promises that a
/// test leaves rejected, aren't its verdict.
fn finish_jobs(runtime: &mut Runtime) -> Option<Outcome> {
    for _ in 0..MOST_LOOP_ERRORS {
        match runtime.run() {
            Ok(()) => return None,
            Err(error) => {
                if let Some(outcome) = stopped(&error) {
                    return Some(outcome);
                }
            }
        }
    }
    Some(Outcome::fail("too many unhandled errors"))
}

/// Runs a module until its evaluation is settled, whose error is its own.
fn run_module(runtime: &mut Runtime, name: &str, text: &str) -> Result<(), Error> {
    let promise = runtime.run_module(name, text)?;
    let mut context = runtime.context();
    let settled = Rc::new(RefCell::new(None));
    let (ok, failed) = (settled.clone(), settled.clone());
    let on_ok = context.function("", 0, move |_, _| {
        *ok.borrow_mut() = Some(Ok(()));
        Ok(())
    });
    let on_error = context.function("", 1, move |context, arguments| {
        let reason: JsValue = match arguments.get(0) {
            Some(reason) => reason.clone(),
            None => context.value(())?,
        };
        *failed.borrow_mut() = Some(Err(reason));
        Ok(())
    });
    let then = context.get(&promise, "then")?;
    context.call(&then, &promise, &[on_ok, on_error])?;
    let stopped = finish_jobs(runtime);
    let outcome = settled.borrow_mut().take();
    match (outcome, stopped) {
        (Some(Ok(())), _) => Ok(()),
        (Some(Err(reason)), _) => {
            // Thrown again, so that the error has its text.
            let mut context = runtime.context();
            let throw = context.function("", 0, move |_, _| {
                Err::<(), Error>(Error::throwing(reason.clone()))
            });
            context.invoke::<JsValue>(&throw, Vec::new()).map(|_| ())
        }
        (None, _) => Err(Error::new("the module's evaluation doesn't end")),
    }
}

/// Whether an error is the one that a test expects.
fn compare(runtime: &mut Runtime, negative: &Negative, error: &Error) -> Outcome {
    if let Some(outcome) = stopped(error) {
        return outcome;
    }
    let early = error.kind() == ErrorKind::Syntax;
    let (found, phase) = match early {
        true => ("SyntaxError".to_owned(), "parse"),
        false => (constructor_name(runtime, error), "runtime"),
    };
    let right_phase = match negative.phase.as_str() {
        "parse" => early,
        "runtime" => !early,
        _ => true,
    };
    match found == negative.kind && right_phase {
        true => Outcome::pass(),
        false => Outcome::fail(format!(
            "expected {} at {} time, got {found} at {phase} time: {}",
            negative.kind,
            negative.phase,
            error.message()
        )),
    }
}

/// The name of the constructor of what was thrown.
fn constructor_name(runtime: &mut Runtime, error: &Error) -> String {
    let mut context = runtime.context();
    let name = error.exception().map(|exception| {
        let constructor = context.get(exception, "constructor")?;
        let name = context.get(&constructor, "name")?;
        context.display(&name)
    });
    match name {
        Some(Ok(name)) => name,
        _ => error.message().to_owned(),
    }
}

/// The outcome where a runtime was stopped rather than thrown out of.
fn stopped(error: &Error) -> Option<Outcome> {
    match error.kind() {
        ErrorKind::Stopped(_) => Some(Outcome::new(Status::Timeout, error.message())),
        _ => None,
    }
}

/// What a test printed.
#[derive(Clone, Default)]
struct Printed(Rc<RefCell<Vec<u8>>>);

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Printed {
    /// What an asynchronous test says of itself.
    fn verdict(&self) -> Outcome {
        let bytes = self.0.borrow();
        let text = String::from_utf8_lossy(&bytes);
        let failure = text
            .lines()
            .find_map(|line| line.strip_prefix("Test262:AsyncTestFailure:"));
        match failure {
            Some(failure) => Outcome::fail(failure.trim()),
            None if text.lines().any(|line| line == "Test262:AsyncTestComplete") => Outcome::pass(),
            None => Outcome::fail("the test never called $DONE"),
        }
    }
}
