//! `--watch`: a program is run again whenever one of the files that it was read from changes.
//! <https://nodejs.org/api/cli.html#--watch>
//!
//! Each run is a process of its own, which tells through a pipe which files it reads modules from
//! (`--watch-report`, which only this module uses). What is printed between runs is what Node prints.

pub mod changes;
mod process;

use super::complaint::complain;
use super::options::{Options, Program, Watch};
use crate::diagnostics::colour::stream_wants_colour;
use changes::{Changes, INTERVAL};
use process::{Run, Signals};
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// After this time of waiting for the end of a run, that is said.
const LONG: Duration = Duration::from_millis(500);

/// What clears a terminal.
const CLEAR: &str = "\x1bc";

const BLUE: u8 = 34;
const GREEN: u8 = 32;
const RED: u8 = 31;

/// Runs a program again and again until a signal ends this; the exit code.
pub(super) fn run(watch: &Watch, options: &Options) -> u8 {
    let signals = match Signals::take() {
        Ok(signals) => signals,
        Err(error) => {
            complain(&format_args!("cannot watch: {error}"));
            return 70;
        }
    };
    let kill_signal = match process::kill_signal(watch.kill_signal.as_deref()) {
        Ok(signal) => signal,
        Err(name) => {
            complain(&format_args!(
                "--watch-kill-signal: there is no signal '{name}'"
            ));
            return super::answer::BAD_ARGUMENTS;
        }
    };
    let mut session = Session {
        screen: Screen::new(watch.preserves_output),
        command: command_text(options),
        arguments: run_arguments(options),
        changes: Changes::default(),
        follows: watch.paths.is_empty() && options.program != Program::Test,
        signals,
        kill_signal,
    };
    session.watch_given(watch, options);
    match session.run() {
        Ok(code) => code,
        Err(error) => {
            complain(&format_args!("cannot run the program: {error}"));
            70
        }
    }
}

/// The program and its arguments, as Node shows them.
fn command_text(options: &Options) -> String {
    let texts = operands(options);
    let texts = texts.iter().map(|text| text.to_string_lossy());
    let text = texts.collect::<Vec<_>>().join(" ");
    match text.contains('\'') {
        false => format!("'{text}'"),
        true if !text.contains('"') => format!("\"{text}\""),
        true => format!("'{}'", text.replace('\'', "\\'")),
    }
}

fn operands(options: &Options) -> Vec<OsString> {
    let file = match &options.program {
        Program::File(path) => Some(path.clone().into_os_string()),
        _ => None,
    };
    // The first argument of a test is its reporter.
    let skipped = usize::from(options.program == Program::Test);
    let arguments = options.arguments.iter().skip(skipped).cloned();
    file.into_iter().chain(arguments).collect()
}

/// The arguments of a run, but for the report: those that were given without those about watching.
fn run_arguments(options: &Options) -> Vec<OsString> {
    let mut arguments = Vec::new();
    let mut given = options.given.iter();
    while let Some(argument) = given.next() {
        let text = argument.to_string_lossy();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (&*text, None),
        };
        match name.replace('_', "-").as_str() {
            "--watch" | "--watch-preserve-output" => {}
            "--watch-path" | "--watch-kill-signal" => {
                if value.is_none() {
                    given.next();
                }
            }
            _ => arguments.push(argument.clone()),
        }
    }
    arguments.push(OsString::from("--"));
    arguments.extend(operands(options));
    arguments
}

/// What is said between runs.
struct Screen {
    clears: bool,
    colour: bool,
}

impl Screen {
    fn new(preserves_output: bool) -> Screen {
        let stdout = std::io::stdout();
        Screen {
            clears: stdout.is_terminal() && !preserves_output,
            colour: stream_wants_colour(&stdout),
        }
    }

    fn clear(&self) {
        if self.clears {
            self.write(CLEAR);
        }
    }

    fn say(&self, colour: u8, text: &str) {
        match self.colour {
            true => self.write(&format!("\x1b[{colour}m{text}\x1b[39m\n")),
            false => self.write(&format!("{text}\n")),
        }
    }

    fn write(&self, text: &str) {
        let mut stdout = std::io::stdout();
        // Who no longer reads this isn't to be told of it.
        let _ = stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush());
    }
}

/// Why a run is over, or is to be.
enum Next {
    Changed(PathBuf),
    Asked,
    Signal(process::Signal),
}

struct Session {
    screen: Screen,
    command: String,
    arguments: Vec<OsString>,
    changes: Changes,
    /// Whether the files that modules are read from are watched.
    follows: bool,
    signals: Signals,
    kill_signal: process::Signal,
}

impl Session {
    /// Watches what the options name.
    fn watch_given(&mut self, watch: &Watch, options: &Options) {
        let is_test = options.program == Program::Test && watch.paths.is_empty();
        let here = is_test.then(|| PathBuf::from("."));
        for path in watch.paths.iter().cloned().chain(here) {
            let path = std::path::absolute(&path).unwrap_or(path);
            match path.is_dir() {
                true => self.changes.watch_folder(path),
                false => self.changes.watch_file(path),
            }
        }
        if let (true, Program::File(path)) = (self.follows, &options.program) {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            self.changes.watch_file(path);
        }
    }

    fn run(&mut self) -> std::io::Result<u8> {
        loop {
            let mut run = Run::start(&self.arguments, self.follows)?;
            let next = self.wait(&mut run)?;
            if let Next::Signal(signal) = next {
                return self.end(run, signal);
            }
            self.screen.clear();
            match next {
                Next::Changed(path) => {
                    let text = format!("Change detected in '{}'", path.display());
                    self.screen.say(BLUE, &text);
                }
                Next::Asked | Next::Signal(_) => {}
            }
            self.screen
                .say(GREEN, &format!("Restarting {}", self.command));
            self.stop(&mut run)?;
        }
    }

    /// Waits for a reason to run again.
    fn wait(&mut self, run: &mut Run) -> std::io::Result<Next> {
        let mut has_ended = false;
        loop {
            if let Some(signal) = self.signals.taken() {
                return Ok(Next::Signal(signal));
            }
            for path in run.told() {
                self.changes.watch_file(path);
            }
            if !has_ended && let Some(succeeded) = run.ended()? {
                has_ended = true;
                // What was told at its end.
                for path in run.told_to_the_end() {
                    self.changes.watch_file(path);
                }
                let (colour, how) = match succeeded {
                    true => (BLUE, "Completed"),
                    false => (RED, "Failed"),
                };
                self.screen.say(
                    colour,
                    &format!(
                        "{how} running {}. Waiting for file changes before restarting...",
                        self.command
                    ),
                );
            }
            if let Some(path) = self.changes.settled().into_iter().next() {
                return Ok(Next::Changed(path));
            }
            // While the program runs, what is typed is the program's.
            if has_ended && process::line_typed() {
                return Ok(Next::Asked);
            }
            std::thread::sleep(INTERVAL);
        }
    }

    /// Ends a run for the next one.
    fn stop(&mut self, run: &mut Run) -> std::io::Result<()> {
        run.signal(self.kill_signal);
        let since = Instant::now();
        let mut is_said = false;
        while run.ended()?.is_none() {
            if let Some(signal) = self.signals.taken() {
                run.signal(signal);
            }
            if !is_said && since.elapsed() > LONG {
                is_said = true;
                self.screen.say(BLUE, "Waiting for graceful termination...");
            }
            std::thread::sleep(INTERVAL / 10);
        }
        if is_said {
            self.screen.clear();
            self.screen
                .say(GREEN, &format!("Gracefully restarted {}", self.command));
        }
        Ok(())
    }

    /// Ends the run as this process is asked to end; the exit code is the run's.
    fn end(&self, mut run: Run, signal: process::Signal) -> std::io::Result<u8> {
        run.signal(signal);
        Ok(run.wait()?.unwrap_or(0))
    }
}
