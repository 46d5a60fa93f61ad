//! What goes over the process's descriptors where no golden can tell: when it comes out, what a reader
//! that went away means, and that a stop doesn't wait for another program.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything here may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn start(arguments: &[&str], text: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(arguments)
        .args(["-e", text])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits for the end; the exit code, and what was written to standard error.
fn end(mut child: Child) -> (Option<i32>, String) {
    let begun = Instant::now();
    // It is kept open until the end.
    let _input = child.stdin.take();
    let mut errors = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut errors).unwrap();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return (status.code(), errors);
        }
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it doesn't end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Reads the first line, while the program works on for ever.
fn first_line(text: &str) -> String {
    let mut child = start(&["--timeout", "60000"], text);
    let mut line = String::new();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    line
}

#[test]
fn a_busy_program_has_printed() {
    let programs = [
        "console.log('before'); while (true);",
        "process.stdout.write('before\\n'); for (;;) [1, 2, 3].map(String);",
        "setTimeout(() => { console.log('before'); while (true); });",
        "Promise.resolve().then(() => { console.log('before'); (function f() { Promise.resolve().then(f); })(); });",
        "console.log('before'); 'a'.repeat(40).match(/(a*)*b/);",
        "console.log('before'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
        "console.log('before'); require('fs').readSync(0, Buffer.alloc(1));",
    ];
    for program in programs {
        assert_eq!(first_line(program), "before\n", "{program}");
    }
}

/// Runs a program whose standard output nobody reads; the exit code, and what it wrote to standard error.
fn unread(text: &str) -> (Option<i32>, String) {
    let mut child = start(&[], text);
    drop(child.stdout.take());
    end(child)
}

/// Gives the reader the time to go away.
const LATER: &str = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);";

#[test]
fn a_reader_that_went_away_does_not_end_a_program_that_prints() {
    let program = "
        process.on('exit', (code) => console.error('exit', code));
        for (let i = 0; i < 20000; i++) console.log(i);
        console.error('printed');";
    let (code, errors) = unread(&format!("{LATER} {program}"));
    assert_eq!((code, &*errors), (Some(0), "printed\nexit 0\n"));
}

#[test]
fn listeners_hear_that_the_reader_went_away() {
    let program = "
        process.stdout.on('error', ({ message, code, errno, syscall }) => {
          console.error(message, code, errno, syscall);
        });
        process.stdout.on('close', () => console.error('close', process.stdout.writable));
        process.stdout.write('text', (error) => console.error('callback', error.code));
        console.log('more');
        console.error('written');";
    let (code, errors) = unread(&format!("{LATER} {program}"));
    let expected = "written\ncallback EPIPE\nwrite EPIPE EPIPE -32 write\nclose true\n";
    assert_eq!((code, &*errors), (Some(0), expected));
}

/// Runs a program whose standard output has no room; the exit code, and what it wrote to standard error.
fn without_room(text: &str) -> (Option<i32>, String) {
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(["-e", text])
        .stdout(full.unwrap())
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), errors)
}

#[test]
fn callbacks_hear_of_their_errors() {
    let program = "
        process.stdout.write('text', (error) => console.error('callback', error.code));
        process.stdout.on('error', ({ code }) => console.error('error', code));
        process.on('exit', (code) => console.error('exit', code));";
    let (code, errors) = without_room(program);
    let expected = "callback ENOSPC\nerror ENOSPC\nexit 0\n";
    assert_eq!((code, &*errors), (Some(0), expected));
    let (code, errors) = unread(&format!("{LATER} {program}"));
    let expected = "callback EPIPE\nerror EPIPE\nexit 0\n";
    assert_eq!((code, &*errors), (Some(0), expected));
}

#[test]
fn after_the_console_an_error_is_dropped() {
    let told = "process.on('exit', (code) => console.error('exit', code));";
    let programs = [
        "console.log('a'); process.stdout.write('b');",
        "console.log('a'); console.error('c'); process.stdout.write('b', () => {});",
        "console.log('a'); process.stdout.write('b'); process.stdout.write('b'); console.log('a');",
    ];
    for program in programs {
        let (code, errors) = without_room(&format!("{told} {program}"));
        assert_eq!(code, Some(0), "{program}");
        assert!(errors.ends_with("exit 0\n"), "{program} {errors}");
    }
    let (code, errors) = without_room("process.stdout.write('b');");
    assert_eq!(code, Some(1));
    assert!(
        errors.contains("ENOSPC: no space left on device, write"),
        "{errors}"
    );
}

#[test]
fn pipes_are_active_resources() {
    let program = "
        const { getActiveResourcesInfo: info, stderr } = process;
        const seen = [info()];
        const see = () => seen.push(info());
        process.stdout;
        see();
        const { stdin } = process;
        see();
        stdin.on('data', () => {});
        see();
        stdin.unref();
        see();
        stdin.ref();
        setImmediate(() => {
          see();
          stdin.destroy();
          setImmediate(() => {
            see();
            console.error(seen.join(' | '));
          });
        });
        see();";
    let (code, errors) = end(start(&[], program));
    let expected = "PipeWrap | PipeWrap,PipeWrap | PipeWrap,PipeWrap,PipeWrap | \
        PipeWrap,PipeWrap,PipeWrap | PipeWrap,PipeWrap | PipeWrap,PipeWrap,PipeWrap,Immediate | \
        PipeWrap,PipeWrap,PipeWrap | PipeWrap,PipeWrap\n";
    assert_eq!((code, &*errors), (Some(0), expected));
}

#[test]
fn nothing_comes_out_of_a_pipe_that_was_ended() {
    let program = "
        const { stdout } = process;
        stdout.on('close', () => console.error('close'));
        stdout.on('error', ({ code }) => console.error('error', code));
        stdout.end('last\\n', () => console.error('ended'));
        setTimeout(() => {
          console.log('printed');
          stdout.write('written', ({ code }) => console.error('callback', code));
          console.error(stdout.destroyed, stdout.writable);
        }, 10);";
    let mut child = start(&[], program);
    let mut output = String::new();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_to_string(&mut output).unwrap();
    let (code, errors) = end(child);
    let expected = "ended\nclose\nfalse false\ncallback EPIPE\nerror EPIPE\nclose\n";
    assert_eq!((code, &*output, &*errors), (Some(0), "last\n", expected));
}

#[test]
fn the_console_takes_one_error_and_the_next_is_uncaught() {
    let program = "
        let n = 0;
        process.on('exit', (code) => console.error('exit', code, n));
        setInterval(() => console.log(n++), 1);";
    let (code, errors) = unread(&format!("{LATER} {program}"));
    assert_eq!(code, Some(1));
    assert!(errors.contains("Error: write EPIPE"), "{errors}");
    assert!(
        errors.ends_with("exit 1 2\n") || errors.starts_with("exit 1 2\n"),
        "{errors}"
    );
}

#[test]
fn what_a_stream_could_not_write_is_uncaught() {
    let written = "process.on('exit', (code) => console.error('exit', code));
        process.stdout.write('text');";
    let (code, errors) = unread(&format!("{LATER} {written}"));
    assert_eq!(code, Some(1));
    assert!(errors.contains("Error: write EPIPE"), "{errors}");
    let at_once = "
        try {
          require('fs').writeSync(1, 'text');
        } catch ({ message, code }) {
          console.error(message, code);
        }";
    let (code, errors) = unread(&format!("{LATER} {at_once}"));
    let expected = "EPIPE: broken pipe, write EPIPE\n";
    assert_eq!((code, &*errors), (Some(0), expected));
}

#[test]
fn a_stop_does_not_wait_for_another_program() {
    let pipe = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("a_pipe_that_nobody_opens");
    let _ = fs::remove_file(&pipe);
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    let pipe = pipe.display();
    let programs = [
        String::from("fs.readFileSync('/dev/zero')"),
        String::from("fs.readFileSync(0)"),
        String::from("fs.readFileSync('/dev/stdin')"),
        String::from("fs.readSync(0, Buffer.alloc(1))"),
        format!("fs.readFileSync('{pipe}')"),
        format!("fs.writeFileSync('{pipe}', 'text')"),
        format!("fs.readSync(fs.openSync('{pipe}', 'r+'), Buffer.alloc(1))"),
        format!(
            "const file = fs.openSync('{pipe}', 'r+'); for (;;) fs.writeSync(file, Buffer.alloc(1e5))"
        ),
    ];
    for program in programs {
        let begun = Instant::now();
        let mut child = start(
            &["-A", "--timeout", "200"],
            &format!("const fs = require('fs'); {program}"),
        );
        let _output = child.stdout.take();
        let (code, errors) = end(child);
        assert_eq!(code, Some(124), "{program}: {errors}");
        assert!(
            begun.elapsed() < PATIENCE / 4,
            "{program}: {:?}",
            begun.elapsed()
        );
    }
}
