//! The prompt, in a terminal of its own: keys go in, and what comes out is looked for.

mod hints;
mod lines;
mod recordings;
mod screen;

use nix::pty::{Winsize, openpty};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything here may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A session at the prompt.
struct Session {
    child: Child,
    keys: File,
    output: Receiver<Vec<u8>>,
    /// What was written and not yet looked for.
    seen: Vec<u8>,
}

impl Drop for Session {
    fn drop(&mut self) {
        // Those that were started at the same time may hold its terminal open. That it has ended by
        // itself is no matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Session {
    /// Starts one without colour and without history, and waits for its prompt.
    fn start() -> Session {
        Session::with(&[("NO_COLOR", "1")])
    }

    fn with(variables: &[(&str, &str)]) -> Session {
        Session::run(&[], variables, (80, 24), Path::new("."))
    }

    /// Starts one with arguments, in a terminal of so many columns and lines, and in a folder.
    fn run(
        arguments: &[&str],
        variables: &[(&str, &str)],
        (columns, lines): (u16, u16),
        folder: &Path,
    ) -> Session {
        let size = Winsize {
            ws_row: lines,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        let pty = openpty(&size, None).unwrap();
        let end = || Stdio::from(pty.slave.try_clone().unwrap());
        let child = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(arguments)
            .current_dir(folder)
            .env_remove("INPUTRC")
            .env("MINIJS_HISTORY", "")
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .env_remove("FORCE_COLOR")
            .envs(variables.iter().copied())
            // Ctrl-Z stops its group, which isn't that of the tests.
            .process_group(0)
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .spawn()
            .unwrap();
        let mut master = File::from(pty.master);
        let keys = master.try_clone().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // When the command has gone, so has its end of the terminal.
            while let Ok(length) = master.read(&mut buffer)
                && length > 0
                && sender.send(buffer[..length].to_vec()).is_ok()
            {}
        });
        let mut session = Session {
            child,
            keys,
            output,
            seen: Vec::new(),
        };
        session.expect("> ");
        session
    }

    fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    /// Types a line, and waits for what is shown below it, and for the next prompt.
    fn line(&mut self, line: &str, shown: &str) {
        self.keys(&format!("{line}\r"));
        self.expect(&format!("\n{shown}"));
        self.expect("> ");
    }

    /// Waits until `text` is written, and drops all up to it.
    fn expect(&mut self, text: &str) {
        let begun = Instant::now();
        loop {
            let plain = |end| without_escapes(&String::from_utf8_lossy(&self.seen[..end]));
            let all = plain(self.seen.len());
            if all.contains(text) {
                let end = (0..).find(|&end| plain(end).contains(text));
                self.seen.drain(..end.unwrap_or_default());
                return;
            }
            match self.output.recv_timeout(Duration::from_millis(50)) {
                Ok(bytes) => self.seen.extend(bytes),
                Err(RecvTimeoutError::Timeout) if begun.elapsed() < PATIENCE => {}
                Err(error) => {
                    // Nothing else would end it.
                    let _ = self.child.kill();
                    panic!("{error}: {text:?} isn't in {all:?}");
                }
            }
        }
    }

    /// Takes what is written within a moment; whether there was something.
    fn read_some(&mut self) -> bool {
        let read = self.output.recv_timeout(Duration::from_millis(50));
        read.map(|bytes| self.seen.extend(bytes)).is_ok()
    }

    /// Waits until `text` is written, with all its escapes.
    fn expect_raw(&mut self, text: &str) {
        let begun = Instant::now();
        while !String::from_utf8_lossy(&self.seen).contains(text) {
            match self.output.recv_timeout(Duration::from_millis(50)) {
                Ok(bytes) => self.seen.extend(bytes),
                Err(RecvTimeoutError::Timeout) if begun.elapsed() < PATIENCE => {}
                Err(error) => {
                    // Nothing else would end it.
                    let _ = self.child.kill();
                    let seen = String::from_utf8_lossy(&self.seen);
                    panic!("{error}: {text:?} isn't in {seen:?}");
                }
            }
        }
    }

    /// Waits for the end; the exit code.
    fn end(mut self) -> Option<i32> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            if begun.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("it doesn't end");
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A text without what moves the cursor and colours, and without carriage returns. A sequence at its
/// end that is cut stays.
fn without_escapes(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\x1b') {
        plain.push_str(&rest[..at]);
        let end = rest[at..].find(|c: char| c.is_ascii_alphabetic());
        let Some(end) = end else {
            plain.push_str(&rest[at..]);
            return plain;
        };
        rest = &rest[at + end + 1..];
    }
    plain.push_str(rest);
    plain.replace('\r', "")
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("prompt");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

#[test]
fn commands() {
    let mut session = Session::start();
    session.line(".help", ".break    Sometimes you get stuck");
    session.line(".hlep", "Invalid REPL keyword: .hlep. Did you mean .help?");
    session.line(".5 + 1", "1.5");
    session.line(".type new Map", "object: Map < Object");
    session.line(".type null", "null");
    session.line(".type", "The \"expression\" argument must be specified");
    session.line(".time 20 + 1", "21\ntook ");
    session.line(
        "setTimeout(function tick() {}, 90000).unref().x",
        "undefined",
    );
    session.keys(".queues\r");
    session.expect("timers      1\n  setTimeout 90000 ms, due in ");
    session.expect("ms, [Function: tick] at REPL2:1:12, queued at REPL2:1:1, unref'ed\n");
    session.expect("> ");
    // The input before is dropped.
    session.keys("(1 +\r.break\r");
    session.expect("\n> ");
    session.keys(".exit\r");
    assert_eq!(session.end(), Some(0));
}

#[test]
fn files() {
    let saved = scratch("saved.js");
    let _ = fs::remove_file(&saved);
    let loaded = scratch("loaded.js");
    fs::write(&loaded, "let answer = 40;\nanswer + 2\n").unwrap();
    let mut session = Session::start();
    session.line(&format!(".load {}", loaded.display()), "42");
    session.line("answer", "40");
    session.line(".load no such file", "Failed to load: no such file (");
    session.line(&format!(".save {}", saved.display()), "Session saved to: ");
    let text = fs::read_to_string(&saved).unwrap();
    assert_eq!(text, "let answer = 40;\nanswer + 2\n\nanswer\n");
    session.keys("\x04");
    assert_eq!(session.end(), Some(0));
}

#[test]
fn a_block_is_typed_and_comes_back_as_a_whole() {
    let mut session = Session::start();
    session.keys(".editor\r");
    session.expect("(Ctrl+D to finish, Ctrl+C to cancel)\n");
    // Before, the terminal itself would take the keys.
    session.expect_raw("\x1b[?2004h");
    session.keys("var sum = 1\rsum + 11\x04");
    session.expect("\n12\n> ");
    session.keys("sum = 50\r");
    session.expect("\n50\n> ");
    // Two inputs back is the block, not its last line.
    session.keys("\x1b[A\x1b[A\r");
    session.expect("\n12\n> ");
    session.keys(".editor\r");
    session.expect("(Ctrl+D to finish, Ctrl+C to cancel)\n");
    // Before, the terminal itself would take the keys.
    session.expect_raw("\x1b[?2004h");
    session.keys("sum = 60\r\x03");
    session.expect("\n> ");
    session.line("sum", "1");
}

#[test]
fn what_is_declared_may_be_declared_again() {
    let mut session = Session::start();
    session.line("let a = 1", "undefined");
    session.line("const a = 2", "undefined");
    session.line(
        "a = 3",
        "Uncaught TypeError: Assignment to constant variable.",
    );
    session.line("class a {}", "undefined");
    session.line("a", "[class a]");
    session.line("var a = 30", "undefined");
    session.line("function f() { return a }", "undefined");
    session.line("let f = () => a + 1", "undefined");
    session.line("f()", "31");
    session.line("let failed = missing", "Uncaught ReferenceError");
    session.line("let failed = 70", "undefined");
    session.line("failed", "70");
    session.line("let undefined = 1", "Uncaught SyntaxError");
    session.line("eval('let a = 5; a')", "5");
    session.line(
        "(0, eval)('let a = 6'); (0, eval)('var f')",
        "Uncaught SyntaxError",
    );
}

#[test]
fn last_values() {
    let mut session = Session::start();
    session.line("6 * 7", "42");
    session.line("_ + 1", "43");
    session.line("throw new RangeError('far')", "Uncaught RangeError: far");
    session.line("_error.message", "'far'");
    session.line("_ = 9", "Expression assignment to _ now disabled.\n9");
    session.line("1", "1");
    session.line("_", "9");
}

#[test]
fn a_rejected_promise_is_a_value() {
    let mut session = Session::start();
    session.line("Promise.reject(1)", "Promise { <rejected> 1 }\n");
    session.keys("_.catch(x => x + 76).then(console.log), 0\r");
    session.expect("\n77\n0\n");
    session.keys("(async () => { throw 5 })()\r");
    session.expect("\nPromise { <rejected> 5 }\n> ");
    // One that nobody has seen rejected is told of.
    session.keys("new Promise((_, no) => setTimeout(no, 1, 8))\r");
    session.expect("\nPromise { <pending> }\n");
    session.expect("Uncaught 8\n");
    session.line(
        "Promise.reject(new RangeError('far')), 0",
        "Uncaught RangeError: far",
    );
}

#[test]
fn interrupting() {
    let mut session = Session::start();
    session.keys("abc\x03");
    session.expect("\n> ");
    session.keys("\x03");
    session.expect("\n(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n> ");
    session.line("1", "1");
    session.keys("\x03");
    session.expect("\n(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n> ");
    session.keys("\x03");
    assert_eq!(session.end(), Some(0));
}

#[test]
fn colours() {
    let mut session = Session::with(&[]);
    session.keys("let a = 'b'");
    session.expect_raw("\x1b[35mlet\x1b[0m a = \x1b[32m'b'\x1b[0m");
    session.keys("\x03");
    session.expect("\n> ");
    session.keys("(1)");
    session.expect_raw("\x1b[1;4m(\x1b[0m\x1b[33m1\x1b[0m\x1b[1;4m)\x1b[0m");
    // What stays has no bracket at the cursor.
    session.keys("\r");
    session.expect_raw("(\x1b[33m1\x1b[0m)");
}

#[test]
fn no_colours() {
    for variable in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let mut session = Session::with(&[variable]);
        session.keys("let a = 'b', c = (1)\r");
        session.expect_raw("undefined");
        session.keys("[a, c]\r");
        session.expect_raw("[ 'b', 1 ]");
        let seen = String::from_utf8_lossy(&session.seen);
        assert!(!seen.contains("\x1b[3"), "{seen:?}");
    }
}

#[test]
fn completion() {
    let folder = scratch("folder");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("completed.js"), "42").unwrap();
    let mut session = Session::start();
    session.line("let lexicalName = 5", "undefined");
    session.line(
        "var o = { inner: { abcdef: 7, 'x y': 8 }, get abc() { ran = true; return {} } }, ran = false",
        "undefined",
    );
    for (keys, shown) in [
        ("consol\t.lo\t(40 + 2)", "42"),
        ("lexicalN\t", "5"),
        ("functio\t f() {}", "undefined"),
        ("o.inn\t.abcd\t", "7"),
        ("o?.inner.abcd\t", "7"),
        ("o['inn\t.abcdef", "7"),
        ("o.inner[\"x\t", "8"),
        ("'abc'.toUpper\t()", "'ABC'"),
        ("[1].flatM\t.name", "'flatMap'"),
        ("/x/.hasInd\t", "false"),
        ("require('querys\t').escape.name", "'qsEscape'"),
        ("require('node:querys\t').escape.name", "'qsEscape'"),
        ("typeof proces\t.versi\ts.node", "'string'"),
        (".typ\tlexicalN\t", "number"),
    ] {
        session.line(keys, &format!("{shown}\n"));
    }
    session.line(&format!(".loa\t{}/comp\t", folder.display()), "42\n");
    session.keys(".hel\t\r");
    session.expect("\n.break    Sometimes");
}

#[test]
fn completion_runs_nothing() {
    let mut session = Session::start();
    session.line("var ran = []", "undefined");
    session.line(
        "var trap = { get: (...a) => (_, name) => { ran.push(a[1]) } }, p = new Proxy({}, new Proxy({}, trap))",
        "undefined",
    );
    session.line(
        "var o = { get abc() { ran.push('abc'); return {} }, p, __proto__: p }",
        "undefined",
    );
    for keys in [
        "o.abc.\t\t",
        "o.ab\t\x15o.\t\t",
        "p.\t\t",
        "o.p.x.\t\t",
        "o['\t\t",
    ] {
        session.keys(keys);
        session.keys("\x03");
        session.expect("> ");
    }
    session.line("ran.length + 70", "70\n");
}

#[test]
fn what_is_typed_behind_an_interrupt_is_kept() {
    let mut session = Session::start();
    session.keys("throw 1\x03function f() {\r\x0340 +\r 2\r");
    session.expect("\n42\n");
    session.keys(".editor\rlet a = 1;\r\x03typeof a\r");
    session.expect("\n'undefined'\n");
}

#[test]
fn a_busy_loop_is_not_waited_for() {
    let mut session = Session::start();
    session.keys("setTimeout(() => { console.log('bu' + 'sy'); for (;;); }, 100), 0\r");
    session.expect("busy\n");
    session.keys("consol\tX");
    session.expect("consol\u{7}X");
    session.keys("\x03");
    session.expect("> ");
    session.line("consol\t.lo\t(40 + 2)", "42\n");
}
