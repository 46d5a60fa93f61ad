//! Processes that answer requests: a line `WORDS LENGTH` and a text, both ways.

use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// A process as seen from the runner. It ends when this is dropped.
pub(crate) struct Process {
    child: Child,
    input: ChildStdin,
    answers: Receiver<(String, String)>,
}

/// How a request ended.
pub(crate) enum Answer {
    /// The words and the text of the answer.
    Answered(String, String),
    /// The process is gone: its status.
    Died(String),
    /// There was no answer in time.
    Silent,
}

impl Process {
    /// Starts a command.
    pub(crate) fn start(mut command: Command) -> io::Result<Process> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let missing = || io::Error::other("a process without pipes");
        let input = child.stdin.take().ok_or_else(missing)?;
        let output = child.stdout.take().ok_or_else(missing)?;
        let (sender, answers) = mpsc::channel();
        std::thread::spawn(move || {
            let mut reader = BufReader::new(output);
            while let Some(answer) = read_message(&mut reader) {
                if sender.send(answer).is_err() {
                    return;
                }
            }
        });
        Ok(Process {
            child,
            input,
            answers,
        })
    }

    /// Sends a request and waits for the answer.
    pub(crate) fn ask(&mut self, words: &str, text: &str, patience: Duration) -> Answer {
        if write_message(&mut self.input, words, text).is_err() {
            return self.death();
        }
        match self.answers.recv_timeout(patience) {
            Ok((words, text)) => Answer::Answered(words, text),
            Err(RecvTimeoutError::Timeout) => Answer::Silent,
            Err(RecvTimeoutError::Disconnected) => self.death(),
        }
    }

    fn death(&mut self) -> Answer {
        Answer::Died(match self.child.wait() {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already, and nobody waits for what it does.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a line of words and the text that it announces; `None` at the end of the input.
pub(crate) fn read_message(reader: &mut impl BufRead) -> Option<(String, String)> {
    let mut line = String::new();
    if reader.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let (words, length) = line.trim_end().rsplit_once(' ')?;
    let mut text = vec![0; length.parse().ok()?];
    reader.read_exact(&mut text).ok()?;
    Some((
        words.to_owned(),
        String::from_utf8_lossy(&text).into_owned(),
    ))
}

/// Writes a line of words and a text.
pub(crate) fn write_message(writer: &mut impl Write, words: &str, text: &str) -> io::Result<()> {
    write!(writer, "{words} {}\n{text}", text.len())?;
    writer.flush()
}

/// A program in a file, which goes with this.
pub(crate) struct TemporaryFile(PathBuf);

impl TemporaryFile {
    /// Writes a text to a new file.
    pub(crate) fn new(text: &str) -> io::Result<TemporaryFile> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("minijs-fuzz-{}-{number}.cjs", std::process::id());
        let file = TemporaryFile(std::env::temp_dir().join(name));
        std::fs::write(&file.0, text)?;
        Ok(file)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // It is in a folder for what may be left over.
        let _ = std::fs::remove_file(&self.0);
    }
}
