//! One run of one program: its user and wall time, its peak memory, what it printed.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// An engine: a command that takes a file.
pub(crate) struct Engine {
    pub(crate) name: String,
    command: Vec<String>,
}

/// What one run took.
pub(crate) struct Sample {
    /// User time, in seconds.
    pub(crate) user: f64,
    /// Time from start to end, in seconds.
    pub(crate) wall: f64,
    /// Peak resident memory in KiB, if it can be measured here.
    pub(crate) memory: Option<u64>,
    pub(crate) stdout: String,
}

/// Runs the arguments after the first, the file that gets the peak memory, and prints the times as
/// the last line of standard error.
const SCRIPT: &str = r#"
TIMEFORMAT='%3U %3R'
file=$1
shift
if [ -n "$file" ]; then time command time -f %M -o "$file" "$@"; else time "$@"; fi
"#;

impl Engine {
    pub(crate) fn new(name: &str, command: Vec<String>) -> Engine {
        Engine {
            name: name.to_owned(),
            command,
        }
    }

    /// Whether the command is there.
    pub(crate) fn can_start(&self) -> bool {
        let mut command = Command::new(&self.command[0]);
        command
            .arg("--help")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok()
    }

    /// Runs a program once; `None` if it failed.
    pub(crate) fn run(&self, program: &Path) -> Result<Option<Sample>, String> {
        let memory_file = std::env::temp_dir().join(format!("minijs-bench-{}", std::process::id()));
        let mut command = Command::new("bash");
        command.args(["-c", SCRIPT, "bash"]);
        match has_gnu_time() {
            true => command.arg(&memory_file),
            false => command.arg(""),
        };
        command
            .args(&self.command)
            .arg(program)
            .stdin(Stdio::null());
        let output = command
            .output()
            .map_err(|error| format!("bash is needed: {error}"))?;
        let memory = std::fs::read_to_string(&memory_file).ok();
        let _ = std::fs::remove_file(&memory_file);
        if !output.status.success() {
            return Ok(None);
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        let mut times = stderr.lines().last().unwrap_or_default().split(' ');
        let mut seconds = || {
            times
                .next()
                .and_then(|text| text.replace(',', ".").parse().ok())
        };
        let (Some(user), Some(wall)) = (seconds(), seconds()) else {
            return Err(format!("bash printed no times: {stderr}"));
        };
        let memory = memory.and_then(|text| text.lines().last()?.trim().parse().ok());
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(Some(Sample {
            user,
            wall,
            memory,
            stdout,
        }))
    }
}

fn has_gnu_time() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let mut command = Command::new("time");
        command.args(["-f", "%M", "true"]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    })
}

/// The middle one; `None` of nothing.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}
