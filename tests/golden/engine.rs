//! Running a case on minijs or on Node, as a process with a time limit.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::case::Case;
use crate::normalise;

/// What a program did: its output in the form that is compared, and its exit code.
#[derive(PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// The exit code, or the signal that ended it, as text.
    pub(crate) exit: String,
}

/// The engine under test.
pub(crate) struct Minijs {
    binary: PathBuf,
    gc_stress: Option<u32>,
}

impl Minijs {
    /// The binary that Cargo built, or the one that `MINIJS_BIN` names.
    pub(crate) fn from_environment() -> Result<Minijs, String> {
        let binary = std::env::var_os("MINIJS_BIN").map_or_else(
            || PathBuf::from(env!("CARGO_BIN_EXE_minijs")),
            PathBuf::from,
        );
        let binary = binary
            .canonicalize()
            .map_err(|error| format!("{}: {error}", binary.display()))?;
        let minijs = Minijs {
            binary,
            gc_stress: None,
        };
        match std::env::var("MINIJS_GC_STRESS") {
            Ok(value) => {
                let interval = value.parse();
                Ok(
                    minijs
                        .with_gc_stress(interval.map_err(|_| "MINIJS_GC_STRESS is not a number")?),
                )
            }
            Err(_) => Ok(minijs),
        }
    }

    /// The same binary, collecting at every so many chances.
    pub(crate) fn with_gc_stress(self, interval: u32) -> Minijs {
        Minijs {
            gc_stress: Some(interval),
            ..self
        }
    }

    /// Runs the case.
    pub(crate) fn run(&self, case: &Case) -> Result<Outcome, String> {
        let mut command = Command::new(&self.binary);
        let mut limit = Duration::from_secs(30);
        if let Some(interval) = self.gc_stress {
            command.arg(format!("--gc-stress={}", interval.max(case.min_gc_stress)));
            limit = Duration::from_secs(120);
        }
        command.args(&case.args);
        match &case.cmd {
            Some(words) => command.args(words),
            None => command.arg(&case.path),
        };
        run(command, case, limit)
    }
}

/// The oracle.
pub(crate) struct Node {
    binary: PathBuf,
}

impl Node {
    /// `MINIJS_NODE`, or a `node` on the `PATH`; either way its version must be 24, since the
    /// expectations are what that version prints.
    pub(crate) fn find() -> Result<Node, String> {
        if let Some(path) = std::env::var_os("MINIJS_NODE") {
            let binary = PathBuf::from(path);
            let version = version(&binary);
            return match is_24(&version) {
                true => Ok(Node { binary }),
                false => Err(format!("MINIJS_NODE must be Node 24, it is {version:?}")),
            };
        }
        let found = ["node", "node24"].map(PathBuf::from);
        match found.into_iter().find(|binary| is_24(&version(binary))) {
            Some(binary) => Ok(Node { binary }),
            None => Err("no Node 24 on the PATH; name it with MINIJS_NODE".into()),
        }
    }

    /// Runs the case.
    pub(crate) fn run(&self, case: &Case) -> Result<Outcome, String> {
        let mut command = Command::new(&self.binary);
        command.args(&case.node_args);
        match &case.cmd {
            Some(words) => command.args(words),
            None => {
                if case.args.iter().any(|arg| arg == "--script") {
                    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
                    command.arg(root.join("tests/golden/support/run_script.cjs"));
                }
                command.arg(&case.path)
            }
        };
        run(command, case, Duration::from_secs(20))
    }
}

fn version(binary: &Path) -> Option<String> {
    let output = Command::new(binary).arg("--version").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn is_24(version: &Option<String>) -> bool {
    version
        .as_deref()
        .is_some_and(|version| version.starts_with("v24."))
}

fn run(mut command: Command, case: &Case, limit: Duration) -> Result<Outcome, String> {
    let folder = case.path.parent().unwrap_or(Path::new("."));
    command
        .args(&case.argv)
        .current_dir(folder)
        .env("TZ", "UTC");
    for name in [
        "FORCE_COLOR",
        "NODE_OPTIONS",
        "NODE_DEBUG",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(name);
    }
    let captured = capture(command, &case.stdin, limit)?;
    Ok(Outcome {
        stdout: normalise::stdout(&captured.stdout, folder),
        stderr: normalise::stderr(&captured.stderr, folder),
        exit: captured.exit,
    })
}

/// Raw output of a process.
pub(crate) struct Captured {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) exit: String,
}

/// Runs a command to its end and collects what it wrote; past `limit` it is killed, which is an
/// error.
pub(crate) fn capture(
    mut command: Command,
    stdin: &[u8],
    limit: Duration,
) -> Result<Captured, String> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let stdout = reader(child.stdout.take());
    let stderr = reader(child.stderr.take());
    feed(&mut child, stdin.to_vec());
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break status;
        }
        if start.elapsed() > limit {
            let _ = child.kill();
            let _ = child.wait();
            let text = collect(stdout);
            return Err(format!(
                "still running after {limit:?}; it had printed:\n{text}"
            ));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(5));
    };
    Ok(Captured {
        stdout: collect(stdout),
        stderr: collect(stderr),
        exit: status
            .code()
            .map_or_else(|| status.to_string(), |code| code.to_string()),
    })
}

/// Writes standard input from another thread: a program that doesn't read it must not block us,
/// and one that ends early is no error.
fn feed(child: &mut Child, text: Vec<u8>) {
    if let Some(mut pipe) = child.stdin.take() {
        thread::spawn(move || pipe.write_all(&text));
    }
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        bytes
    })
}

fn collect(reader: JoinHandle<Vec<u8>>) -> String {
    String::from_utf8_lossy(&reader.join().unwrap_or_default()).into_owned()
}
