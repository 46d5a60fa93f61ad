//! Running one test with the command.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::web_platform;

/// How long a test may take.
const LIMIT: Duration = Duration::from_secs(60);

/// What is run of a test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Program {
    /// The file as it is.
    File,
    /// A program that is made of it, which tells of its tests one by one.
    Harness,
}

/// A test file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Test {
    /// What it is about.
    pub(crate) area: String,
    /// Below the folder of all tests.
    pub(crate) path: String,
    pub(crate) program: Program,
}

/// How it ended.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Outcome {
    /// How many tests of the file passed.
    pub(crate) passed: usize,
    /// How many there are.
    pub(crate) count: usize,
    /// Whether the whole came to its end.
    pub(crate) ended: bool,
    /// The first thing that went wrong.
    pub(crate) message: String,
}

impl Outcome {
    /// Whether all passed.
    pub(crate) fn is_pass(&self) -> bool {
        self.ended && self.passed == self.count
    }
}

/// Runs a test.
pub(crate) fn run(root: &Path, test: &Test, worker: usize) -> Outcome {
    let folder = std::env::temp_dir().join(format!("minijs-node-{}-{worker}", std::process::id()));
    if let Err(error) = fs::create_dir_all(&folder) {
        return failed(error.to_string());
    }
    let program = match test.program {
        Program::File => Ok(root.join(&test.path)),
        Program::Harness => web_platform::program(root, &test.path).and_then(|text| {
            let file = folder.join("test.js");
            fs::write(&file, text).map_err(|error| error.to_string())?;
            Ok(file)
        }),
    };
    let outcome = match program {
        Ok(program) => execute(root, test, &program, &folder),
        Err(error) => failed(error),
    };
    // What is left is in the system's folder for such things.
    let _ = fs::remove_dir_all(&folder);
    outcome
}

fn failed(message: String) -> Outcome {
    Outcome {
        count: 1,
        message,
        ..Outcome::default()
    }
}

fn execute(root: &Path, test: &Test, program: &Path, folder: &Path) -> Outcome {
    let (out, err) = (folder.join("out"), folder.join("err"));
    let run = || -> std::io::Result<Option<i32>> {
        let mut child = Command::new(minijs())
            .arg("-A")
            .arg(program)
            .current_dir(root)
            .env("NODE_TEST_DIR", folder)
            .env("NODE_SKIP_FLAG_CHECK", "1")
            .stdin(Stdio::null())
            .stdout(File::create(&out)?)
            .stderr(File::create(&err)?)
            .spawn()?;
        let start = Instant::now();
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status.code());
            }
            if start.elapsed() > LIMIT {
                child.kill()?;
                child.wait()?;
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    let code = match run() {
        Ok(code) => code,
        Err(error) => return failed(error.to_string()),
    };
    let (out, err) = (text(&out), text(&err));
    let mut lines = err.lines().chain(out.lines());
    let telling = lines.find(|line| line.contains("Error") || line.contains("panicked"));
    let message = match (code, telling) {
        (None, _) => format!("not done after {} s", LIMIT.as_secs()),
        (_, Some(line)) => line.trim().to_string(),
        (Some(code), None) => format!("exit code {code}"),
    };
    match test.program {
        Program::File => Outcome {
            passed: usize::from(code == Some(0)),
            count: 1,
            ended: true,
            message,
        },
        Program::Harness => web_platform::outcome(&out, message),
    }
}

fn text(path: &Path) -> String {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    match read {
        Ok(_) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => error.to_string(),
    }
}

fn minijs() -> PathBuf {
    match std::env::var_os("MINIJS_BIN") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env!("CARGO_BIN_EXE_minijs")),
    }
}
