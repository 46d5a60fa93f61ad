//! Runs: each is a process, which is ended when the page that asked for it asks for the next one, or has gone.

use super::request::{Limits, Program};
use super::settings::WORKER;
use serde_json::json;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// How many pages may have a program running at a time. Beyond, the run that began first is ended.
const MOST_RUNS: usize = 4;

/// How much longer than its program a process may take, to start and to tell what happened.
const GRACE: Duration = Duration::from_secs(4);

/// The most bytes of an answer.
const LARGEST_ANSWER: u64 = 64 << 20;

/// The exit code of a process that got no more memory.
const OUT_OF_MEMORY: i32 = 122;

/// The runs that are under way.
#[derive(Debug)]
pub struct Runs {
    binary: PathBuf,
    limits: Limits,
    running: Mutex<Running>,
}

#[derive(Debug, Default)]
struct Running {
    count: u64,
    /// The number of each, the page that asked for it, and what ends it when it is dropped.
    runs: Vec<(u64, String, oneshot::Sender<()>)>,
}

impl Runs {
    /// None yet, of processes of this binary.
    pub fn new(binary: PathBuf, limits: Limits) -> Runs {
        Runs {
            binary,
            limits,
            running: Mutex::default(),
        }
    }

    /// Runs a program for a page; the answer for it, which is JSON. Ends the page's run before.
    pub async fn run(&self, page: &str, program: &Program) -> String {
        let (number, ended) = self.begin(page);
        let _end = End(self, number);
        let mut child = match self.start() {
            Ok(child) => child,
            Err(error) => return failed(&format!("its process can't be started: {error}")),
        };
        let limit = Duration::from_millis(self.limits.time_ms) + GRACE;
        let asked = program.for_worker(self.limits);
        let answer = tokio::select! {
            biased;
            _ = ended => Err(json!({ "superseded": true }).to_string()),
            answer = timeout(limit, talk(&mut child, &asked)) => match answer {
                Ok(answer) => answer.map_err(|error| failed(&error.to_string())),
                Err(_) => Err(stopped(&format!("after {} ms", self.limits.time_ms))),
            },
        };
        // It may have ended by itself.
        let _ = child.start_kill();
        let status = child.wait().await;
        match (answer, status) {
            (Err(answer), _) => answer,
            (Ok(answer), Ok(status)) if status.success() || !answer.is_empty() => answer,
            (Ok(_), Ok(status)) if status.code() == Some(OUT_OF_MEMORY) => {
                let mib = self.limits.memory_mib;
                stopped(&format!("when it held {mib} MiB of memory"))
            }
            (Ok(_), Ok(status)) => failed(&format!("its process ended with {status}")),
            (Ok(_), Err(error)) => failed(&error.to_string()),
        }
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a run; its number, and what tells that it is to end.
    fn begin(&self, page: &str) -> (u64, oneshot::Receiver<()>) {
        let (end, ended) = oneshot::channel();
        let mut running = self.running();
        running.count += 1;
        let number = running.count;
        running.runs.retain(|(_, other, _)| other != page);
        if running.runs.len() >= MOST_RUNS {
            running.runs.remove(0);
        }
        running.runs.push((number, page.to_owned(), end));
        (number, ended)
    }

    fn start(&self) -> io::Result<Child> {
        let mut command = Command::new(&self.binary);
        command
            .args(["play", WORKER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .env_clear()
            .kill_on_drop(true);
        if let Some(zone) = std::env::var_os("TZ") {
            command.env("TZ", zone);
        }
        command.spawn()
    }
}

/// Takes a run off the list when it is over, also where nobody waits for it any more.
struct End<'a>(&'a Runs, u64);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0
            .running()
            .runs
            .retain(|(number, ..)| *number != self.1);
    }
}

/// Asks a process, and reads what it answers.
async fn talk(child: &mut Child, asked: &[u8]) -> io::Result<String> {
    let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
    let mut stdin = child.stdin.take().ok_or_else(gone)?;
    let stdout = child.stdout.take().ok_or_else(gone)?;
    let length = u32::try_from(asked.len()).map_err(io::Error::other)?;
    stdin.write_all(&length.to_le_bytes()).await?;
    stdin.write_all(asked).await?;
    stdin.flush().await?;
    let mut answer = String::new();
    let read = stdout
        .take(LARGEST_ANSWER)
        .read_to_string(&mut answer)
        .await;
    // Open until here: its end is the end of the process.
    drop(stdin);
    read.map(|_| answer)
}

fn stopped(how: &str) -> String {
    json!({ "ending": { "stopped": how } }).to_string()
}

fn failed(why: &str) -> String {
    json!({ "ending": { "failed": why } }).to_string()
}
