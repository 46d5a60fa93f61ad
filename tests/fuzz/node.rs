//! Node 24, the oracle: one process that runs many programs (`driver.cjs`), and a process for each
//! where that matters.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::{Answer, Process, TemporaryFile};
use crate::worker::Outcome;

/// How long Node may take for one program.
const PATIENCE: Duration = Duration::from_secs(20);

/// The Node to compare with.
pub(crate) struct Node {
    binary: PathBuf,
    process: Option<Process>,
}

impl Node {
    /// `MINIJS_NODE`, or a Node 24 on the `PATH`, or none.
    pub(crate) fn find() -> Option<Node> {
        let named = std::env::var_os("MINIJS_NODE").map(PathBuf::from);
        let mut candidates = named
            .into_iter()
            .chain(["node", "node24"].map(PathBuf::from));
        let binary = candidates.find(|binary| is_24(binary))?;
        Some(Node {
            binary,
            process: None,
        })
    }

    /// Runs a program in a context of its own.
    pub(crate) fn run(&mut self, text: &str) -> Result<Outcome, String> {
        self.ask("run", text)
    }

    /// Whether Node takes a text as a program.
    pub(crate) fn accepts(&mut self, text: &str) -> Result<bool, String> {
        Ok(self.ask("parse", text)?.status == "exit 0")
    }

    fn ask(&mut self, words: &str, text: &str) -> Result<Outcome, String> {
        let mut process = match self.process.take() {
            Some(process) => process,
            None => self.start()?,
        };
        match process.ask(words, text, PATIENCE) {
            Answer::Answered(code, output) => {
                self.process = Some(process);
                Ok(Outcome {
                    status: format!("exit {code}"),
                    output,
                })
            }
            Answer::Died(status) => Err(format!("Node died: {status}\n{text}")),
            Answer::Silent => Err(format!("Node doesn't answer:\n{text}")),
        }
    }

    fn start(&self) -> Result<Process, String> {
        let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/driver.cjs");
        let mut command = Command::new(&self.binary);
        command.arg(driver).env_remove("NODE_OPTIONS");
        Process::start(command).map_err(|error| error.to_string())
    }

    /// Runs a program as a file in a process of its own.
    pub(crate) fn run_alone(&self, text: &str) -> Result<Outcome, String> {
        let file = TemporaryFile::new(text).map_err(|error| error.to_string())?;
        let output = Command::new(&self.binary)
            .arg(file.path())
            .env_remove("NODE_OPTIONS")
            .stdin(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        Ok(Outcome {
            status: format!("exit {}", output.status.code().unwrap_or(-1)),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
        })
    }
}

fn is_24(binary: &Path) -> bool {
    let output = Command::new(binary).arg("--version").output();
    output.is_ok_and(|output| output.stdout.starts_with(b"v24."))
}
