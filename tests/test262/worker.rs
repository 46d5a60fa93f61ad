//! Worker processes: each runs tests one after the other, so that a crash is that of one test.
//!
//! A worker is this program again. It reads `path\tmode` lines and answers each with a
//! `status\tmessage` line. A panic is caught and told of; a worker that dies or hangs is replaced.

use std::io::{self, BufRead, BufReader, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::judge::{Judge, Outcome, Settings, Status};
use crate::suite::{Mode, Run};

/// The first argument of a worker.
pub(crate) const WORKER: &str = "--worker";

/// The native stack of tests.
const STACK: usize = 64 << 20;

static PANIC: Mutex<String> = Mutex::new(String::new());

/// Serves as a worker until there is no more input.
pub(crate) fn serve(settings: Settings) {
    panic::set_hook(Box::new(|information| {
        let text = information.to_string().replace('\n', " ");
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = text;
    }));
    let thread = std::thread::Builder::new().stack_size(STACK);
    let thread = thread.spawn(move || answer_all(settings));
    if let Ok(thread) = thread {
        // A panic of the thread itself shows as the end of the output.
        let _ = thread.join();
    }
}

fn answer_all(settings: Settings) {
    let mut judge = Judge::new(settings);
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let Some(run) = parse_run(&line) else {
            return;
        };
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| judge.judge(&run)));
        let outcome = outcome.unwrap_or_else(|_| {
            let text = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
            Outcome::new(Status::Panic, text.clone())
        });
        let mut output = io::stdout().lock();
        let answer = writeln!(output, "{}\t{}", outcome.status.name(), outcome.message);
        if answer.and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}

fn parse_run(line: &str) -> Option<Run> {
    let (path, mode) = line.split_once('\t')?;
    Some(Run {
        path: path.to_owned(),
        mode: Mode::parse(mode)?,
    })
}

/// A worker as seen from the runner.
pub(crate) struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
    patience: Duration,
}

impl Worker {
    pub(crate) fn start(settings: &Settings) -> io::Result<Worker> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(WORKER)
            .arg(&settings.root)
            .arg(settings.time_limit.as_millis().to_string())
            .arg(settings.gc_stress.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let missing = || io::Error::other("a worker without pipes");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let (sender, answers) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Worker {
            child,
            input,
            answers,
            // Longer than the limit that it keeps itself.
            patience: settings.time_limit * 2 + Duration::from_secs(5),
        })
    }

    /// Runs a test; the second part tells whether the worker can go on.
    pub(crate) fn run(&mut self, run: &Run) -> (Outcome, bool) {
        let asked = writeln!(self.input, "{}\t{}", run.path, run.mode);
        if asked.and_then(|()| self.input.flush()).is_err() {
            return (self.death(), false);
        }
        match self.answers.recv_timeout(self.patience) {
            Ok(line) => {
                let (status, message) = line.split_once('\t').unwrap_or((&line, ""));
                match Status::parse(status) {
                    Some(status) => (Outcome::new(status, message), true),
                    None => (Outcome::new(Status::Crash, line), false),
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                let text = "it doesn't let itself be interrupted";
                (Outcome::new(Status::Timeout, text), false)
            }
            Err(RecvTimeoutError::Disconnected) => (self.death(), false),
        }
    }

    fn death(&mut self) -> Outcome {
        let text = match self.child.wait() {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        Outcome::new(Status::Crash, text)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended already, and nobody waits for what it does.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
