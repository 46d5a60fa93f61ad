//! A pool of workers: processes of `minijs` that run one command line after another.
//!
//! A process for each case would cost more than most cases do. Whatever a program does to its process
//! happens to a worker alone: one that crashes, exits, or hangs and is killed, is replaced.

use super::command_line::{CommandLine, command, ended};
use super::outcome::{Captured, Exit, MOST_PRINTED};
use super::protocol::{Ending, MARK, Request, State, TRAILER, WORKER};
use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a process that closed its output may take to end.
const ENDING: Duration = Duration::from_secs(5);

/// Workers that wait for something to do.
#[derive(Debug)]
pub(super) struct Workers {
    binary: PathBuf,
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    /// A pool of processes of this binary, which begins empty.
    pub(super) fn new(binary: &Path) -> Workers {
        Workers {
            binary: binary.to_path_buf(),
            idle: Mutex::default(),
        }
    }

    /// Runs a command line of the pool's binary.
    pub(super) fn run(&self, line: &CommandLine) -> Result<Captured, String> {
        let needs_own = !line.environment.is_empty() || line.sees_environment;
        if needs_own {
            return line.run();
        }
        let idle = self.idle().pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(&self.binary)?,
        };
        match worker.run(line) {
            Ran::Ended(captured, is_ready) => {
                if is_ready {
                    self.idle().push(worker);
                }
                Ok(captured)
            }
            Ran::Refused => {
                self.idle().push(worker);
                line.run()
            }
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One process.
#[derive(Debug)]
struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    output: Receiver<Piece>,
    mark: [u8; MARK],
}

/// What a worker wrote.
#[derive(Debug)]
struct Piece {
    is_error: bool,
    /// `None` at its end.
    bytes: Option<Vec<u8>>,
}

/// What came of a command line.
enum Ran {
    /// It ended; whether the worker takes another.
    Ended(Captured, bool),
    /// It needs a process of its own.
    Refused,
}

/// What was read of one stream.
struct Stream {
    bytes: Vec<u8>,
    /// Where the mark was found.
    mark: Option<usize>,
    has_ended: bool,
    /// Bytes that are to follow the mark.
    trailer: usize,
}

impl Stream {
    fn new(trailer: usize) -> Stream {
        Stream {
            bytes: Vec::new(),
            mark: None,
            has_ended: false,
            trailer,
        }
    }

    fn take(&mut self, more: Option<Vec<u8>>, mark: &[u8]) {
        let Some(more) = more else {
            self.has_ended = true;
            return;
        };
        let from = self.bytes.len().saturating_sub(mark.len());
        self.bytes.extend(more);
        if self.mark.is_none() {
            let found = memchr::memmem::find(&self.bytes[from..], mark);
            self.mark = found.map(|at| from + at);
        }
    }

    /// Whether all has come that will.
    fn is_complete(&self) -> bool {
        let whole = |mark| self.bytes.len() >= mark + MARK + self.trailer;
        self.has_ended || self.mark.is_some_and(whole)
    }

    /// What follows the mark.
    fn trailer(&self) -> Option<[u8; TRAILER]> {
        let rest = self.bytes.get(self.mark? + MARK..)?;
        rest.first_chunk().copied()
    }

    /// What the program wrote.
    fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.mark.unwrap_or(usize::MAX));
        self.bytes
    }
}

impl Worker {
    fn start(binary: &Path) -> Result<Worker, String> {
        let mut child = command(binary, false)
            .args(["test", WORKER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run {}: {error}", binary.display()))?;
        let (sender, output) = mpsc::channel();
        read(child.stdout.take(), false, sender.clone());
        read(child.stderr.take(), true, sender);
        Ok(Worker {
            stdin: child.stdin.take(),
            child,
            output,
            mark: random_mark(),
        })
    }

    fn run(&mut self, line: &CommandLine) -> Ran {
        let request = Request {
            mark: self.mark,
            folder: bytes_of(line.folder.as_os_str().to_os_string()),
            stdin: line.stdin.clone(),
            arguments: line.arguments.iter().cloned().map(bytes_of).collect(),
        };
        if let Some(stdin) = &mut self.stdin {
            // Where it isn't there any more, its output tells.
            let _ = request.write(stdin);
        }
        let (mut stdout, mut stderr) = (Stream::new(TRAILER), Stream::new(0));
        let end = Instant::now() + line.limit;
        let mut stopped = None;
        while !(stdout.is_complete() && stderr.is_complete()) {
            let patience = match stopped {
                None => end.saturating_duration_since(Instant::now()),
                Some(_) => ENDING,
            };
            match self.output.recv_timeout(patience) {
                Ok(piece) if piece.is_error => stderr.take(piece.bytes, &self.mark),
                Ok(piece) => stdout.take(piece.bytes, &self.mark),
                Err(RecvTimeoutError::Timeout) if stopped.is_none() => {
                    stopped = Some(Exit::TimedOut(line.limit));
                    // An error is that it has ended by itself.
                    let _ = self.child.kill();
                }
                Err(_) => break,
            }
            if stdout.bytes.len() + stderr.bytes.len() > MOST_PRINTED && stopped.is_none() {
                stopped = Some(Exit::Flooded(MOST_PRINTED));
                let _ = self.child.kill();
            }
        }
        let ending = stdout.trailer().map(Ending::decode);
        if ending.is_some_and(|ending| ending.state == State::Refused) {
            return Ran::Refused;
        }
        let (exit, is_ready) = match (stopped, ending) {
            (Some(exit), _) => (exit, false),
            (None, Some(ending)) => (Exit::Code(ending.code), ending.state == State::Ready),
            (None, None) => (self.exit(), false),
        };
        let captured = Captured {
            stdout: stdout.into_bytes(),
            stderr: stderr.into_bytes(),
            exit,
        };
        Ran::Ended(captured, is_ready)
    }

    /// How the process ended.
    fn exit(&mut self) -> Exit {
        let start = Instant::now();
        while start.elapsed() < ENDING {
            match self.child.try_wait() {
                Ok(Some(status)) => return ended(status),
                Ok(None) => thread::sleep(Duration::from_micros(500)),
                Err(error) => return Exit::Killed(error.to_string()),
            }
        }
        Exit::Killed(String::from("it closed its output and went on"))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // That ends it, if it hasn't ended.
        self.stdin = None;
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Reads a stream from another thread.
fn read(pipe: Option<impl Read + Send + 'static>, is_error: bool, to: Sender<Piece>) {
    let Some(mut pipe) = pipe else { return };
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            // An error is an end as well.
            let count = pipe.read(&mut buffer).unwrap_or(0);
            let bytes = (count > 0).then(|| buffer[..count].to_vec());
            if to.send(Piece { is_error, bytes }).is_err() || count == 0 {
                return;
            }
        }
    });
}

/// What no program can guess.
fn random_mark() -> [u8; MARK] {
    let mut mark = [0; MARK];
    for (at, chunk) in mark.chunks_mut(8).enumerate() {
        chunk.copy_from_slice(&RandomState::new().hash_one(at).to_le_bytes());
    }
    mark
}

#[cfg(unix)]
fn bytes_of(text: OsString) -> Vec<u8> {
    std::os::unix::ffi::OsStringExt::into_vec(text)
}

#[cfg(not(unix))]
fn bytes_of(text: OsString) -> Vec<u8> {
    text.to_string_lossy().into_owned().into_bytes()
}
