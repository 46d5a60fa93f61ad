//! The command line: its commands, its help, and what it says of arguments that it can't use.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run of the command gave: its exit code, standard output and standard error.
#[derive(Debug, PartialEq)]
struct Outcome {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run_in(folder: &Path, arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("NODE_OPTIONS")
        .env_remove("FORCE_COLOR")
        .output()
        .unwrap();
    Outcome {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run(arguments: &[&str]) -> Outcome {
    run_in(&std::env::temp_dir(), arguments)
}

/// A folder with files, which is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let name = format!("minijs-command-line-{name}-{}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        std::fs::create_dir_all(&folder.0).unwrap();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        run_in(&self.0, arguments)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Arguments that can't be used, and the first line that is said of them.
fn refuses(arguments: &[&str], expected: &str) {
    let Outcome { code, out, err } = run(arguments);
    let first = err.lines().next().unwrap_or_default();
    assert_eq!(
        (code, out.as_str(), first),
        (Some(9), "", expected),
        "{arguments:?}"
    );
}

#[test]
fn a_command_is_run_by_its_name_and_a_file_of_that_name_with_its_folder() {
    let folder = Folder::new(
        "names",
        &[("run", "console.log('a file', process.argv.slice(2))")],
    );
    let is = |arguments: &[&str], code: i32, out: &str, err: &str| {
        let outcome = folder.run(arguments);
        let expected = Outcome {
            code: Some(code),
            out: out.to_owned(),
            err: err.to_owned(),
        };
        assert_eq!(outcome, expected, "{arguments:?}");
    };
    is(&["./run", "x"], 0, "a file [ 'x' ]\n", "");
    is(&["run", "run", "--seed"], 0, "a file [ '--seed' ]\n", "");
    is(
        &["run", "--seed=1", "--", "run", "--"],
        0,
        "a file [ '--' ]\n",
        "",
    );
    let told = "There is a file 'run' here too: 'minijs ./run' runs it.\n";
    is(
        &["run"],
        9,
        "",
        &format!(
            "minijs: the program is missing: a file, or - for standard input\n\
             'minijs run --help' tells what there is.\n{told}"
        ),
    );
    is(
        &["run", "--seed=x"],
        9,
        "",
        &format!(
            "minijs: --seed takes a whole number, not 'x'\n\
             'minijs run --help' tells what there is.\n{told}"
        ),
    );
}

#[test]
fn help_lists_commands_and_each_has_its_own() {
    let overview = run(&["--help"]);
    assert_eq!((overview.code, overview.err.as_str()), (Some(0), ""));
    assert_eq!(run(&["help"]), overview);
    assert_eq!(run(&["-h"]), overview);
    for command in [
        "run",
        "repl",
        "test",
        "explain",
        "completions",
        "man",
        "help",
    ] {
        assert!(
            overview.out.contains(&format!("\n  {command}  ")),
            "{command}: {}",
            overview.out
        );
        let own = run(&[command, "--help"]);
        assert_eq!((own.code, own.err.as_str()), (Some(0), ""), "{command}");
        assert!(
            own.out.contains(&format!("Usage: minijs {command}")),
            "{}",
            own.out
        );
        assert_eq!(run(&["help", command]), own);
    }
    let own = run(&["help", "run"]).out;
    for line in [
        "    7  what handled an uncaught error threw itself",
        "   13  the program ended while its top level waited at an await",
        "  122  --max-heap is reached, or the system has no more memory",
        "  130  an interrupt, such as Ctrl-C",
    ] {
        assert!(own.contains(line), "{line}: {own}");
    }
    refuses(
        &["help", "rnu"],
        "minijs: there is no command 'rnu'; did you mean run?",
    );
    refuses(
        &["help", "nothing"],
        "minijs: there is no command 'nothing'",
    );
}

#[test]
fn what_is_wrong_with_a_value_is_said() {
    for (arguments, expected) in [
        (
            ["--timeout", "abc"],
            "minijs: --timeout takes a whole number of milliseconds, such as 1000, not 'abc'",
        ),
        (
            ["--timeout=0", "a.js"],
            "minijs: --timeout can't be 0; to have no limit, leave the option out",
        ),
        (
            ["--max-heap=99999999999999999999", "a.js"],
            "minijs: --max-heap can't be as large as 99999999999999999999; to have no limit, \
             leave the option out",
        ),
        (
            ["--clock=vitual", "a.js"],
            "minijs: --clock is one of real, virtual, not 'vitual'; did you mean virtual?",
        ),
    ] {
        refuses(&arguments, expected);
    }
    refuses(&["-e"], "minijs: --eval <CODE> needs a value");
    refuses(
        &["-c", "-e", "1"],
        "minijs: --check and --eval exclude each other",
    );
    refuses(&["man", "x"], "minijs: 'x' is one argument too many");
    refuses(&["completions"], "minijs: <SHELL> is missing");
}
