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

/// What the command prints with these arguments and variables.
fn with_variables(folder: &Folder, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(arguments)
        .current_dir(&folder.0)
        .env_remove("NODE_OPTIONS")
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Outcome {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn options_that_minijs_lacks_are_named_for_what_they_are() {
    for (option, expected) in [
        (
            "--inspect",
            "--inspect opens a debugger in Node; minijs has none",
        ),
        (
            "--inspect-brk=9229",
            "--inspect-brk opens a debugger in Node; minijs has none",
        ),
        (
            "--allow-fs-read=/srv",
            "--allow-fs-read is called --allow-read here",
        ),
        (
            "--no-opt",
            "--no-opt is an option of V8's JIT compiler; minijs has no JIT: leave it out",
        ),
        (
            "--max_semi_space_size=64",
            "--max-semi-space-size is an option of V8's garbage collector; minijs has one of its own: \
             leave it out, and bound memory with --max-heap",
        ),
        (
            "--experimental-strip-types",
            "--experimental-strip-types has Node run TypeScript; minijs runs JavaScript only, so \
             compile it first",
        ),
        (
            "--completion-bash",
            "--completion-bash prints completions of Node's; 'minijs completions bash' prints those \
             of minijs",
        ),
        ("--sede", "there is no option --sede; did you mean --seed?"),
        (
            "--inspct",
            "there is no option --inspct; did you mean --inspect?",
        ),
        ("--unheard-of", "there is no option --unheard-of"),
        ("-z", "there is no option -z"),
    ] {
        refuses(&[option, "a.js"], &format!("minijs: {expected}"));
    }
    // What is so anyway is taken.
    let shown = run(&[
        "--seed=1",
        "--clock",
        "virtual",
        "-p",
        "process.execArgv.length",
    ]);
    assert_eq!(shown.out, "2\n");
    let taken = run(&[
        "--jitless",
        "--no-addons",
        "--warnings",
        "-p",
        "process.execArgv.length",
    ]);
    assert_eq!(
        (taken.code, taken.out.as_str()),
        (Some(0), "5\n"),
        "{}",
        taken.err
    );
}

/// The options of Node 24, as its help lists them.
const NODES: &str = include_str!("nodes_options.txt");

#[test]
fn each_option_of_nodes_gets_an_answer() {
    let mut count = 0;
    for option in NODES.lines() {
        count += 1;
        let Outcome { err, .. } = run(&[option, "--check", "--", "/dev/null"]);
        assert!(!err.contains("there is no option"), "{option}: {err}");
    }
    assert!(count > 150, "{count}");
}

#[test]
fn options_of_nodes_do_what_they_do_there() {
    let folder = Folder::new(
        "nodes",
        &[
            (
                "pre.js",
                "globalThis.log = ['pre']; log.push(require.main === undefined)",
            ),
            (
                "imp.mjs",
                "await new Promise((done) => setTimeout(done, 5)); log.push(import.meta.main)",
            ),
            (
                "main.js",
                "console.log(log.join(), require.main === module, process.execArgv.join(' '), process.argv[2])",
            ),
            ("e.env", "A=1\nB=\"two words\""),
            ("f.env", "A=3"),
            (
                "rejects.js",
                "process.on('exit', console.log); Promise.reject('no'); setTimeout(() => console.log('later'))",
            ),
            (
                "node_modules/p/package.json",
                r#"{"exports":{"odd":"./odd.js","default":"./even.js"}}"#,
            ),
            ("node_modules/p/odd.js", "module.exports = 'odd'"),
            ("node_modules/p/even.js", "module.exports = 'even'"),
        ],
    );
    let prints = |arguments: &[&str], expected: &str| {
        let outcome = folder.run(arguments);
        assert_eq!(
            (outcome.code, outcome.out.as_str()),
            (Some(0), expected),
            "{arguments:?}: {}",
            outcome.err
        );
    };
    prints(
        &["-r", "./pre.js", "--import", "./imp.mjs", "main.js", "-x"],
        "pre,true,false true -r ./pre.js --import ./imp.mjs -x\n",
    );
    prints(
        &["--env-file=e.env", "-p", "process.env.A + process.env.B"],
        "1two words\n",
    );
    prints(
        &[
            "--env-file=e.env",
            "--env-file",
            "f.env",
            "-p",
            "process.env.A",
        ],
        "3\n",
    );
    prints(
        &["--env-file-if-exists=none.env", "-p", "process.env.A"],
        "undefined\n",
    );
    prints(&["--title=named", "-p", "process.title"], "named\n");
    prints(
        &["--stack_trace_limit=1", "-p", "Error.stackTraceLimit"],
        "1\n",
    );
    prints(
        &["--expose-gc", "-p", "[gc(), gc.length]"],
        "[ undefined, 0 ]\n",
    );
    prints(
        &[
            "--input-type=module",
            "-e",
            "console.log(typeof import.meta.url, typeof require)",
        ],
        "string undefined\n",
    );
    prints(&["-C", "odd", "-p", "require('p')"], "odd\n");
    prints(&["-p", "require('p')"], "even\n");
    prints(
        &["--disable-proto=delete", "-p", "({}).__proto__"],
        "undefined\n",
    );
    prints(&["--unhandled-rejections=none", "rejects.js"], "later\n0\n");
    let refused = |arguments: &[&str], code: i32, expected: &str| {
        let outcome = folder.run(arguments);
        assert!(
            outcome.code == Some(code) && outcome.err.contains(expected),
            "{arguments:?}: {outcome:?}"
        );
    };
    refused(
        &["--unhandled-rejections=warn-with-error-code", "rejects.js"],
        1,
        "UnhandledPromiseRejectionWarning: no\n",
    );
    refused(
        &["--unhandled-rejections=strict", "rejects.js"],
        1,
        "reason \"no\"",
    );
    refused(
        &["--disable-proto=throw", "-p", "({}).__proto__"],
        1,
        "Error: Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw",
    );
    refused(
        &["--disallow-code-generation-from-strings", "-e", "eval('1')"],
        1,
        "EvalError: Code generation from strings disallowed for this context",
    );
    refused(
        &["--input-type=commonjs", "-e", "import 'fs'"],
        1,
        "SyntaxError",
    );
    refused(
        &["--env-file=none.env", "main.js"],
        9,
        "minijs: none.env: not found\n",
    );
    refused(
        &["--input-type=module", "main.js"],
        9,
        "minijs: --input-type is for -e, -p and standard input",
    );
    refused(
        &[
            "--throw-deprecation",
            "-e",
            "process.emitWarning('old', 'DeprecationWarning')",
        ],
        1,
        "DeprecationWarning: old",
    );
    refused(
        &["--trace-warnings", "-e", "process.emitWarning('seen')"],
        0,
        "Warning: seen\n    at ",
    );
    for silent in [
        &["--no-warnings", "-e", "process.emitWarning('seen')"][..],
        &[
            "--no-deprecation",
            "-e",
            "process.emitWarning('seen', 'DeprecationWarning')",
        ],
        &[
            "--disable-warning=C1",
            "-e",
            "process.emitWarning('seen', 'Warning', 'C1')",
        ],
    ] {
        assert_eq!(folder.run(silent).err, "", "{silent:?}");
    }
}

#[test]
fn node_options_are_read_and_what_is_for_node_alone_is_passed_over() {
    let folder = Folder::new(
        "variable",
        &[("a.js", "console.log(process.title, process.execArgv)")],
    );
    let given = |text: &str| with_variables(&folder, &[("NODE_OPTIONS", text)], &["a.js"]);
    let run = given("--inspect --title=\"two \\\"words\" --max-semi-space-size=9 --no-warnings");
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(0), "two \"words []\n"),
        "{}",
        run.err
    );
    for (text, expected) in [
        ("-e 1", "-e is not allowed in NODE_OPTIONS"),
        ("--eval=1", "--eval=1 is not allowed in NODE_OPTIONS"),
        (
            "--unheard-of",
            "--unheard-of is not allowed in NODE_OPTIONS",
        ),
        ("a.js", "a.js is not allowed in NODE_OPTIONS"),
        ("--title=\"a", "in NODE_OPTIONS a string isn't ended"),
    ] {
        let run = given(text);
        let first = run.err.lines().next().unwrap_or_default();
        assert_eq!(
            (run.code, first),
            (Some(9), format!("minijs: {expected}").as_str())
        );
    }
    let silent = with_variables(
        &folder,
        &[("NODE_NO_WARNINGS", "1")],
        &["-e", "process.emitWarning('x')"],
    );
    assert_eq!(silent.err, "");
}

#[test]
fn the_manual_tells_of_commands_options_and_exit_codes() {
    let page = run(&["man"]);
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    for part in [
        ".SH SYNOPSIS\n\\fBminijs\\fR [OPTIONS] [FILE | \\-] [ARGUMENTS]...\n",
        ".TP\n\\fBminijs completions\\fR\n",
        "\\fB\\-\\-unhandled\\-rejections\\fR",
        ".TP\n\\fB124\\fR\n\\-\\-timeout is over\n",
    ] {
        assert!(page.out.contains(part), "{part}: {}", page.out);
    }
}

#[test]
fn words_are_offered_for_what_is_typed() {
    for (words, expected) in [
        (
            &["comp"][..],
            "completions\tPrint what makes a shell complete the arguments of minijs\n:files\n",
        ),
        (
            &["--clock", "v"],
            "virtual\tOne that jumps to the next timer instead of waiting\n",
        ),
        (
            &["--clock=v"],
            "--clock=virtual\tOne that jumps to the next timer instead of waiting\n",
        ),
        (
            &["--clock", "real", "--see"],
            "--seed\tMake Math.random() repeatable\n",
        ),
        (&["app.js", "--see"], ":files\n"),
        (&["run", "--seed", "1", ""], ":files\n"),
        (&["--env-file", ""], ":files\n"),
        (&["--seed", ""], ""),
        (&["completions", "b"], "bash\t\n"),
        (&["help", "ma"], "man\tPrint the manual page\n"),
    ] {
        let arguments = [&["completions", "--complete"], words].concat();
        let offered = run(&arguments);
        assert_eq!(
            (offered.code, offered.out.as_str()),
            (Some(0), expected),
            "{words:?}"
        );
    }
}

#[test]
fn bash_completes() {
    let has_bash = Command::new("bash").arg("--version").output().is_ok();
    if !has_bash {
        eprintln!("there is no bash: its completion isn't tested");
        return;
    }
    let folder = Folder::new(
        "bash",
        &[
            ("main.js", ""),
            ("two words.js", ""),
            ("set.env", ""),
            ("compile.js", ""),
        ],
    );
    folder.write(
        "complete.sh",
        &format!("{}\n{}", run(&["completions", "bash"]).out, ASK),
    );
    let complete = |words: &[&str]| {
        let output = Command::new("bash")
            .args(["--norc", "complete.sh", env!("CARGO_BIN_EXE_minijs")])
            .args(words)
            .current_dir(&folder.0)
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
        // Bash lists files in any order.
        let text = String::from_utf8(output.stdout).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.join("|")
    };
    assert_eq!(complete(&["comp"]), "compile.js|complete.sh|completions");
    assert_eq!(complete(&["run", "tw"]), "two words.js");
    assert_eq!(complete(&["--clock", "=", "v"]), "virtual");
    assert_eq!(complete(&["--clock", "="]), "real|virtual");
    assert_eq!(complete(&["--clock", ""]), "real|virtual");
    assert_eq!(complete(&["--env-file", "=", "s"]), "set.env");
    assert_eq!(
        complete(&["--watch-p"]),
        "--watch-path|--watch-preserve-output"
    );
    assert_eq!(complete(&["main.js", "--watch-p"]), "");
    assert_eq!(complete(&["help", "re"]), "repl");
}

/// Has bash complete the last of the words that it is given, and print what it offers.
const ASK: &str = "
command=$1
shift
COMP_WORDS=(minijs \"$@\")
COMP_CWORD=$#
_minijs \"$command\" \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"
for word in \"${COMPREPLY[@]}\"; do printf '%s\\n' \"$word\"; done
";
