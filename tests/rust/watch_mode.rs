//! `--watch`: a program is run again when what it was read from changes.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Longer than anything takes that is waited for, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watched program in a folder of its own.
struct Watched {
    folder: PathBuf,
    child: Child,
    out: Arc<Mutex<String>>,
    /// What was already waited for.
    seen: usize,
}

impl Watched {
    fn start(name: &str, files: &[(&str, &str)], arguments: &[&str]) -> Watched {
        let name = format!("minijs-watch-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let folder = folder.canonicalize().unwrap();
        for (name, text) in files {
            write(&folder, name, text);
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(arguments)
            .current_dir(&folder)
            .env_remove("NODE_OPTIONS")
            .env_remove("FORCE_COLOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = Arc::new(Mutex::new(String::new()));
        let (mut pipe, text) = (child.stdout.take().unwrap(), Arc::clone(&out));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = pipe.read(&mut bytes) {
                let part = String::from_utf8_lossy(&bytes[..length]);
                text.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push_str(&part);
            }
        });
        Watched {
            folder,
            child,
            out,
            seen: 0,
        }
    }

    /// Waits until the output that follows what was seen is this text.
    fn prints(&mut self, expected: &str) {
        let since = Instant::now();
        let expected = expected.replace("FOLDER", &self.folder.to_string_lossy());
        loop {
            let text = self
                .out
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let new = &text[self.seen..];
            if new == expected {
                self.seen = text.len();
                return;
            }
            assert!(
                expected.starts_with(new) && since.elapsed() < PATIENCE,
                "expected {expected:?}, got {new:?}"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn write(&self, name: &str, text: &str) {
        write(&self.folder, name, text);
    }

    /// Sends a signal to the watching process; its exit code.
    fn end(&mut self, signal: nix::sys::signal::Signal) -> Option<i32> {
        let id = i32::try_from(self.child.id()).unwrap();
        nix::sys::signal::kill(nix::unistd::Pid::from_raw(id), signal).unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // A test that failed leaves it running.
        let _ = self.child.kill();
        let _ = self.child.wait();
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn a_program_is_run_again_when_a_module_of_it_changes() {
    let mut watched = Watched::start(
        "modules",
        &[
            (
                "a.js",
                "import('./b.mjs').then((b) => console.log(b.default, require('./c.json').c, process.argv[2], process.execArgv))",
            ),
            ("b.mjs", "export default 1"),
            ("c.json", "{\"c\":1}"),
            ("other.js", ""),
        ],
        &["--title=x", "--watch", "a.js", "x"],
    );
    let rest = "Waiting for file changes before restarting...\n";
    watched.prints(&format!(
        "1 1 x [ '--title=x' ]\nCompleted running 'a.js x'. {rest}"
    ));
    watched.write("other.js", "2");
    watched.write("b.mjs", "export default 22");
    watched.prints(&format!(
        "Change detected in 'FOLDER/b.mjs'\nRestarting 'a.js x'\n22 1 x [ '--title=x' ]\nCompleted running 'a.js x'. {rest}"
    ));
    watched.write("c.json", "{\"c\":333}");
    watched.prints(&format!(
        "Change detected in 'FOLDER/c.json'\nRestarting 'a.js x'\n22 333 x [ '--title=x' ]\nCompleted running 'a.js x'. {rest}"
    ));
    watched.write("a.js", "process.exit(3)");
    watched.prints(&format!(
        "Change detected in 'FOLDER/a.js'\nRestarting 'a.js x'\nFailed running 'a.js x'. {rest}"
    ));
    assert_eq!(watched.end(nix::sys::signal::Signal::SIGINT), Some(3));
}

#[test]
fn a_running_program_is_ended_for_the_next_run_and_at_the_end() {
    let mut watched = Watched::start(
        "running",
        &[
            (
                "a.js",
                "process.on('SIGUSR1', () => { console.log('asked'); process.exit() }); process.on('SIGTERM', () => { console.log('ending'); process.exit(5) }); setInterval(() => {}, 1000); console.log('up')",
            ),
            ("in/x.txt", ""),
        ],
        &["--watch-path=in", "--watch-kill-signal", "SIGUSR1", "a.js"],
    );
    watched.prints("up\n");
    // Only what is named is watched.
    watched.write("b.js", "1");
    watched.write("in/y.txt", "1");
    watched.prints("Change detected in 'FOLDER/in/y.txt'\nRestarting 'a.js'\nasked\nup\n");
    assert_eq!(watched.end(nix::sys::signal::Signal::SIGTERM), Some(5));
    watched.prints("ending\n");
}

#[test]
fn what_cannot_be_watched_is_said() {
    for (arguments, expected) in [
        (&["--watch"][..], "minijs: --watch needs a file to run\n"),
        (
            &["--watch", "-e", "1"],
            "minijs: --watch and --eval exclude each other\n",
        ),
        (
            &["--watch-kill-signal=SIGNONE", "--watch", "a.js"],
            "minijs: --watch-kill-signal: there is no signal 'SIGNONE'\n",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(9) && err.starts_with(expected),
            "{err}"
        );
    }
}
