//! What is run for a case: a command line, the folder, standard input, the environment.

use super::outcome::{Captured, Exit, MOST_PRINTED};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// Variables that would change what programs print.
const UNWANTED: &[&str] = &[
    "FORCE_COLOR",
    "NO_COLOR",
    "NODE_DISABLE_COLORS",
    "CLICOLOR_FORCE",
    "NODE_OPTIONS",
    "NODE_DEBUG",
    "NODE_TEST_CONTEXT",
    "MINIJS_BLESS",
];

/// Variables that a program sees if it may not see the whole environment: what is needed to find and
/// start programs.
const PASSED_ON: &[&str] = &[
    "PATH",
    "HOME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "LANG",
    "SystemRoot",
    "USERPROFILE",
    "MINIJS_LIVE",
];

/// The variable that says to `minijs test` that it is run by a case of a suite. It refuses then: a case
/// that runs its own suite would have no end.
pub const IN_A_CASE: &str = "MINIJS_IN_A_CASE";

/// How long a process that has ended may keep its output open: children of its own have it.
const LINGER: Duration = Duration::from_secs(1);

/// A command line with all that is around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommandLine {
    pub(super) binary: PathBuf,
    pub(super) arguments: Vec<OsString>,
    pub(super) folder: PathBuf,
    pub(super) stdin: Vec<u8>,
    /// Variables beside the usual ones.
    pub(super) environment: Vec<(String, String)>,
    /// Whether it sees the whole environment.
    pub(super) sees_environment: bool,
    pub(super) limit: Duration,
}

/// A command that sees the environment that every case sees.
pub(super) fn command(binary: &std::path::Path, sees_environment: bool) -> Command {
    let mut command = Command::new(binary);
    if sees_environment {
        for name in UNWANTED {
            command.env_remove(name);
        }
    } else {
        command.env_clear();
        let passed = PASSED_ON.iter().copied();
        command.envs(passed.filter_map(|name| Some((name, std::env::var_os(name)?))));
    }
    command.env("TZ", "UTC");
    command.env(IN_A_CASE, "1");
    command
}

impl CommandLine {
    /// Runs it as a process of its own, to its end; past the limit it is killed.
    pub(super) fn run(&self) -> Result<Captured, String> {
        let mut command = command(&self.binary, self.sees_environment);
        command
            .args(&self.arguments)
            .current_dir(&self.folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| format!("cannot run {}: {error}", self.binary.display()))?;
        let printed = Arc::new(AtomicUsize::new(0));
        let stdout = reader(child.stdout.take(), &printed);
        let stderr = reader(child.stderr.take(), &printed);
        feed(&mut child, self.stdin.clone());
        let exit = wait(&mut child, self.limit, &printed).map_err(|error| error.to_string())?;
        Ok(Captured {
            stdout: collect(&stdout),
            stderr: collect(&stderr),
            exit,
        })
    }
}

/// Waits for a process; past the limit it is killed, and so it is when it has printed too much.
fn wait(child: &mut Child, limit: Duration, printed: &AtomicUsize) -> io::Result<Exit> {
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(ended(status));
        }
        let exit = match start.elapsed() > limit {
            true => Some(Exit::TimedOut(limit)),
            false if printed.load(Ordering::Relaxed) > MOST_PRINTED => {
                Some(Exit::Flooded(MOST_PRINTED))
            }
            false => None,
        };
        if let Some(exit) = exit {
            child.kill()?;
            child.wait()?;
            return Ok(exit);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(5));
    }
}

/// How a process ended.
pub(super) fn ended(status: ExitStatus) -> Exit {
    match status.code() {
        Some(code) => Exit::Code(code),
        None => Exit::Killed(status.to_string()),
    }
}

/// Writes standard input from another thread: a program that doesn't read it must not block us,
/// and one that ends early is no error.
fn feed(child: &mut Child, text: Vec<u8>) {
    if let Some(mut pipe) = child.stdin.take()
        && !text.is_empty()
    {
        thread::spawn(move || pipe.write_all(&text));
    }
}

/// Reads a pipe from another thread, and adds to what was printed. What is beyond the most is dropped:
/// its writer is about to be killed.
fn reader(
    pipe: Option<impl Read + Send + 'static>,
    printed: &Arc<AtomicUsize>,
) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    let printed = Arc::clone(printed);
    thread::spawn(move || {
        let Some(mut pipe) = pipe else { return };
        let mut buffer = vec![0; 64 << 10];
        // An error is an end as well.
        while let Ok(count) = pipe.read(&mut buffer)
            && count > 0
        {
            let before = printed.fetch_add(count, Ordering::Relaxed);
            if before <= MOST_PRINTED && sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

/// What is read up to the end of a pipe, or while a process that has ended may still be heard.
fn collect(reader: &Receiver<Vec<u8>>) -> Vec<u8> {
    let end = Instant::now() + LINGER;
    let mut bytes = Vec::new();
    while let Ok(more) = reader.recv_timeout(end.saturating_duration_since(Instant::now())) {
        bytes.extend(more);
    }
    bytes
}

#[cfg(all(test, unix))]
mod tests {
    use super::{CommandLine, Exit, MOST_PRINTED};
    use std::time::{Duration, Instant};

    fn shell(script: &str, stdin: &[u8], limit: Duration) -> CommandLine {
        CommandLine {
            binary: "sh".into(),
            arguments: vec!["-c".into(), script.into()],
            folder: "/".into(),
            stdin: stdin.to_vec(),
            environment: vec![("GIVEN".into(), "g".into())],
            sees_environment: false,
            limit,
        }
    }

    #[test]
    fn exit_codes_and_pipes_are_seen() {
        let script = "cat; echo $GIVEN$CARGO_MANIFEST_DIR$TZ >&2; exit 7";
        let captured = shell(script, b"in", Duration::from_secs(10)).run().unwrap();
        assert_eq!(captured.stdout, b"in");
        assert_eq!(captured.stderr, b"gUTC\n");
        assert_eq!(captured.exit, Exit::Code(7));
    }

    #[test]
    fn a_signal_is_seen() {
        let captured = shell("kill -9 $$", b"", Duration::from_secs(10)).run();
        let Ok(Exit::Killed(how)) = captured.map(|captured| captured.exit) else {
            panic!("it ended otherwise");
        };
        assert!(how.contains('9'), "{how}");
    }

    #[test]
    fn the_limit_ends_a_program_and_keeps_what_it_printed() {
        let limit = Duration::from_millis(200);
        let captured = shell("echo first; exec sleep 60", b"", limit)
            .run()
            .unwrap();
        assert_eq!(captured.stdout, b"first\n");
        assert_eq!(captured.exit, Exit::TimedOut(limit));
    }

    #[test]
    fn what_prints_without_end_is_stopped() {
        let captured = shell("exec yes", b"", Duration::from_secs(60)).run();
        let captured = captured.unwrap();
        assert_eq!(captured.exit, Exit::Flooded(MOST_PRINTED));
        assert!(captured.stdout.len() < MOST_PRINTED + (1 << 20));
    }

    #[test]
    fn a_child_that_keeps_the_output_open_isnt_waited_for() {
        let start = Instant::now();
        let captured = shell("echo a; sleep 20 & exit 0", b"", Duration::from_secs(10));
        assert_eq!(captured.run().unwrap().stdout, b"a\n");
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
