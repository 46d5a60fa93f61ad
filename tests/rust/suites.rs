//! `minijs test`: each option, each error, on folders made for it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("minijs-suites-{}-{number}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.0)).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minijs"));
        command
            .arg("test")
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("FORCE_COLOR")
            .stdin(Stdio::null());
        command
    }

    /// Runs `minijs test` here.
    fn test(&self, arguments: &[&str]) -> Told {
        let output = self.command(arguments).output().expect("minijs runs");
        Told::of(&output)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the command said.
#[derive(Debug)]
struct Told {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Told {
    fn of(output: &Output) -> Told {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Told {
            code: output.status.code(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Told {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    #[track_caller]
    fn says(self, texts: &[&str]) -> Told {
        for text in texts {
            assert!(self.out.contains(text), "no {text:?} in {}", self.out);
        }
        self
    }

    #[track_caller]
    fn complains(self, texts: &[&str]) -> Told {
        for text in texts {
            assert!(self.err.contains(text), "no {text:?} in {}", self.err);
        }
        self
    }

    #[track_caller]
    fn keeps_quiet_about(self, texts: &[&str]) -> Told {
        for text in texts {
            assert!(!self.out.contains(text), "{text:?} in {}", self.out);
        }
        self
    }
}

const GOOD: (&str, &str) = ("good.js", "console.log('good')\n");
const GOOD_OUT: (&str, &str) = ("good.out", "good\n");
const BAD: (&str, &str) = ("bad.js", "console.log('one');\nconsole.log('two \\tx');\n");
const BAD_OUT: (&str, &str) = ("bad.out", "one\ntwo x\n");

#[test]
fn what_is_equal_passes() {
    let folder = Folder::new(&[
        GOOD,
        GOOD_OUT,
        ("sub/mod.mjs", "export {}"),
        ("sub/mod.out", ""),
    ]);
    let told = folder.test(&[]).ends(0);
    let told = told.says(&["ok good\nok sub/mod\n\n2 passed in "]);
    assert_eq!(told.err, "");
    folder
        .test(&["sub"])
        .ends(0)
        .says(&["ok sub/mod\n\n1 passed"]);
    folder
        .test(&["./good.js"])
        .ends(0)
        .says(&["ok good\n\n1 passed"]);
    folder
        .test(&["-q", "."])
        .ends(0)
        .keeps_quiet_about(&["ok good"]);
}

#[test]
fn what_differs_is_shown_with_its_white_space() {
    let folder = Folder::new(&[GOOD, GOOD_OUT, BAD, BAD_OUT]);
    let diff = "\
FAILED bad
    --- expected stdout
    +++ actual stdout
    @@ -1,2 +1,2 @@
     one
    -two·x
    +two·→x
ok good

1 passed, 1 failed in ";
    folder.test(&[]).ends(1).says(&[diff]);
}

#[test]
fn all_that_a_program_does_is_compared() {
    let folder = Folder::new(&[
        ("code.js", "process.exitCode = 3"),
        ("code.out", ""),
        ("err.js", "console.error('e')"),
        ("err.out", ""),
        ("err_expected.js", "// exit: 1\nthrow new TypeError('x')\n"),
        ("err_expected.out", ""),
        (
            "err_expected.err",
            "err_expected.js:2\nthrow new TypeError('x')\n^\n\nTypeError: x\n    at Object.<anonymous> (err_expected.js:2:7)\n",
        ),
        ("bytes.js", "process.stdout.write(Buffer.from([0xff, 10]))"),
        ("bytes.out", "\u{fffd}\n"),
        ("feed.js", "process.stdout.write('a')"),
        ("feed.out", "a\n"),
    ]);
    folder.test(&[]).ends(1).says(&[
        "FAILED bytes\n",
        "    +\\xFF\n",
        "FAILED code\n    -expected exit code 0\n    +actual exit code 3\n",
        "FAILED err\n    --- expected stderr\n",
        "    +e\n",
        "ok err_expected\n",
        "    +a\n    \\ no line feed at the end\n",
        "1 passed, 4 failed",
    ]);
}

#[test]
fn directives_say_how_a_case_is_run() {
    let folder = Folder::new(&[
        (
            "argv.js",
            "// argv: a \"b c\"\nconsole.log(process.argv.slice(2))",
        ),
        ("argv.out", "[ 'a', 'b c' ]\n"),
        ("exit.js", "// exit: 7\nprocess.exit(7)"),
        ("exit.out", ""),
        (
            "stdin.js",
            "// stdin: x\\n\nconsole.log(require('fs').readFileSync(0, 'utf8'))",
        ),
        ("stdin.out", "x\n\n"),
        (
            "input.js",
            "console.log(require('fs').readFileSync(0, 'utf8').length)",
        ),
        ("input.in", &"0123456789".repeat(20_000)),
        ("input.out", "200000\n"),
        (
            "env.js",
            "// env: COLOUR=green\n// env: A=\nconsole.log(process.env.COLOUR, process.env.A, process.env.CARGO_MANIFEST_DIR)",
        ),
        ("env.out", "green  undefined\n"),
        (
            "env_all.js",
            "// permissions: env\nconsole.log(process.env.GIVEN)",
        ),
        ("env_all.out", "yes\n"),
        (
            "flags.js",
            "// flags: --script\nvar x = 1; console.log(globalThis.x)",
        ),
        ("flags.out", "1\n"),
        ("cmd.js", "// cmd: -p \"1 + 1\"\nnever run"),
        ("cmd.out", "2\n"),
        ("ignored.js", "// stderr: ignore\nconsole.error(Date())"),
        ("ignored.out", ""),
        (
            "clock.js",
            "setTimeout(() => console.log(new Date().toISOString(), Math.random()), 3.6e6)",
        ),
        ("clock.out", "2025-01-01T01:00:00.000Z 0.5000000000000000\n"),
        (
            "real.js",
            "// clock: real because it looks at the year\n// seed: none\nconsole.log(new Date().getFullYear() > 2025, Math.random() < 1)",
        ),
        ("real.out", "true true\n"),
        ("seed.js", "// seed: 7\nconsole.log(Math.random())"),
        (
            "seed_same.js",
            "// flags: --seed=7\nconsole.log(Math.random())",
        ),
    ]);
    let number = |name: &str| {
        let told = folder.test(&["--update", name]);
        told.ends(0);
        folder
            .read(&name.replace(".js", ".out"))
            .expect("it was written")
    };
    assert_eq!(number("seed.js"), number("seed_same.js"));
    let clock = number("clock.js");
    assert!(clock.starts_with("2025-01-01T01:00:00.000Z 0."), "{clock}");
    let output = folder.command(&[]).env("GIVEN", "yes").output();
    Told::of(&output.expect("minijs runs"))
        .ends(0)
        .says(&["13 passed"]);
}

#[test]
fn a_case_may_do_with_files_what_it_says() {
    let program = "\
const fs = require('fs');
const attempt = (name, what) => { try { what(); console.log(name); } catch (e) { console.log(name, e.code); } };
attempt('import', () => require('./_part.js'));
attempt('read', () => fs.readFileSync('_part.js'));
attempt('list', () => fs.readdirSync('.'));
attempt('stdin', () => fs.readFileSync('/dev/stdin'));
attempt('write', () => fs.writeFileSync('made', ''));
attempt('append', () => fs.openSync('_part.js', 'a'));
attempt('remove', () => fs.rmSync('made'));
attempt('mode', () => fs.fchmodSync(fs.openSync('_part.js'), 0o600));
";
    let denied = "\
import
read
list
stdin
write ERR_ACCESS_DENIED
append ERR_ACCESS_DENIED
remove ENOENT
mode ERR_ACCESS_DENIED
";
    let folder = Folder::new(&[
        ("_part.js", ""),
        ("none.js", program),
        ("none.out", denied),
        ("reads.js", &format!("// permissions: fs-read\n{program}")),
        ("reads.out", denied),
        (
            "all.js",
            &format!("// permissions: fs-read, fs-write\n{program}"),
        ),
        (
            "all.out",
            &denied
                .replace(" ERR_ACCESS_DENIED", "")
                .replace(" ENOENT", ""),
        ),
    ]);
    folder.test(&["--jobs=1"]).ends(0).says(&["3 passed"]);
}

#[test]
fn a_wrong_suite_is_told_of_and_not_run() {
    let folder = Folder::new(&[
        ("empty/readme.txt", ""),
        ("text/course.md", "```js\n1\n```\n"),
        ("orphan/a.js", ""),
        ("orphan/a.out", ""),
        ("orphan/gone.out", ""),
        ("orphan/gone.err", ""),
        ("twice/a.js", ""),
        ("twice/a.mjs", ""),
        ("twice/a.out", ""),
        ("typo/a.js", "// exti: 1\n"),
        ("typo/a.out", ""),
        ("net/a.js", "// permissions: net\n"),
        ("net/a.out", ""),
        ("input/a.js", "// stdin: x\n"),
        ("input/a.in", ""),
        ("other.txt", ""),
    ]);
    let cases = [
        ("empty", "empty: there is no case in it"),
        ("text", "text: there is no case in it"),
        ("text/course.md", "text/course.md: there is no case in it"),
        ("orphan", "orphan/gone.out: an .out without a program"),
        ("orphan", "orphan/gone.err: an .err without a program"),
        (
            "twice",
            "twice/a.out: two cases would write it, a.js and a.mjs",
        ),
        ("typo", "typo/a.js: `// exti: 1`: did you mean `exit: `?"),
        ("net", "`net` isn't supported yet"),
        ("input", "it has a `// stdin: ` and"),
        ("other.txt", "neither a folder nor a .js"),
        ("nowhere", "nowhere: No such file"),
    ];
    for (path, expected) in cases {
        let told = folder.test(&[path]).ends(2).complains(&[expected]);
        assert_eq!(told.out, "", "{path}");
    }
    // All of it at once.
    let told = folder.test(&["empty", "orphan", "twice"]).ends(2);
    assert_eq!(told.err.lines().count(), 4, "{}", told.err);
}

#[test]
fn arguments_that_cant_be_used_are_refused() {
    let folder = Folder::new(&[GOOD, GOOD_OUT]);
    let cases: &[(&[&str], &str)] = &[
        (&["--shard", "4/3"], "takes K/N with K from 1 to N"),
        (&["--shard", "x"], "takes K/N"),
        (&["--jobs", "0"], "takes a whole number from 1"),
        (&["--repeat=0"], "takes a whole number from 1"),
        (&["--timeout", "soon"], "takes a whole number from 1"),
        (&["--reporter=loud"], "pretty"),
        (&["--update=twice"], "review"),
        (
            &["--update=review", "--reporter=tap"],
            "needs --reporter=pretty",
        ),
        (
            &["--with", "no-such-command-here"],
            "cannot run no-such-command-here",
        ),
        (&["--with", ""], "a command is missing"),
        (&["--bogus"], "--bogus"),
        (&["--watch", "--list"], "exclude each other"),
    ];
    for (arguments, expected) in cases {
        folder.test(arguments).ends(9).complains(&[expected]);
    }
    folder
        .test(&["--filter", "zzz"])
        .ends(2)
        .complains(&["no case has a name with 'zzz'"]);
}

#[test]
fn cases_can_be_chosen() {
    let files: Vec<(String, String)> = (0..10)
        .flat_map(|n| {
            [
                (format!("c{n}.js"), String::new()),
                (format!("c{n}.out"), String::new()),
            ]
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let folder = Folder::new(&files);
    let list = |arguments: &[&str]| -> Vec<String> {
        let told = folder.test(&[&["--list"], arguments].concat()).ends(0);
        told.out.lines().map(str::to_owned).collect()
    };
    assert_eq!(list(&[]).len(), 10);
    assert_eq!(list(&["--filter", "c3", "--filter=c4"]), ["c3", "c4"]);
    let shards: Vec<Vec<String>> = ["1/3", "2/3", "3/3"]
        .map(|it| list(&["--shard", it]))
        .into();
    assert_eq!(shards.iter().map(Vec::len).collect::<Vec<_>>(), [4, 3, 3]);
    let mut all = shards.concat();
    all.sort();
    assert_eq!(all, list(&[]));
    // A path that is given twice counts once.
    assert_eq!(list(&[".", "c1.js", "./c1.js"]).len(), 10);
}

#[test]
fn whats_no_case_is_left_alone() {
    let folder = Folder::new(&[
        GOOD,
        GOOD_OUT,
        ("_helper.js", "boom("),
        ("_parts/a.js", "boom("),
        ("support/a.js", "boom("),
        ("node_modules/a/index.js", "boom("),
        (".hidden/a.js", "boom("),
        ("app/main.js", "require('./part').f()"),
        ("app/part.js", "exports.f = () => console.log('part')"),
        ("app/main.out", "part\n"),
        ("several/main.js", ""),
        ("several/main.out", ""),
        ("several/other.js", ""),
        ("several/other.out", ""),
    ]);
    let told = folder.test(&["--list"]).ends(0);
    assert_eq!(told.out, "app/main\ngood\nseveral/main\nseveral/other\n");
    folder.test(&[]).ends(0);
}

#[test]
fn expectations_are_written() {
    let folder = Folder::new(&[
        GOOD,
        BAD,
        BAD_OUT,
        ("bad.err", "old\n"),
        ("ends.js", "process.exit(4)"),
        (
            "random.js",
            "console.log(process.hrtime.bigint())\n// clock: real\n",
        ),
    ]);
    folder.write(
        "random.js",
        "// clock: real\nconsole.log(process.hrtime.bigint())",
    );
    folder
        .test(&[])
        .ends(1)
        .says(&["new good\n    it is new: there is no good.out; --update writes it"]);
    folder.test(&["--update"]).ends(1).says(&[
        "written bad\n    changed bad.out\n    removed bad.err\n",
        "written good\n    new good.out\n",
        "BROKEN ends\n    it ended with exit code 4, not with exit code 0, so nothing was written; if it is to, say `// exit: 4` at its top",
        "VARIES random\n    not deterministic: run 2 of 2 differs from run 1 in line 1 of stdout: `",
        "2 failed, 2 written",
    ]);
    assert_eq!(folder.read("bad.out").as_deref(), Some("one\ntwo \tx\n"));
    assert_eq!(folder.read("bad.err"), None);
    assert_eq!(folder.read("ends.out"), None);
    assert_eq!(folder.read("random.out"), None);
    folder.test(&["good.js", "bad.js"]).ends(0);
}

#[test]
fn expectations_are_written_as_answers_say() {
    let answers = |folder: &Folder, text: &str| {
        let mut command = folder.command(&["--update=review"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("minijs runs");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(text.as_bytes()).expect("it reads");
        drop(stdin);
        Told::of(&child.wait_with_output().expect("it ends"))
    };
    let folder = Folder::new(&[
        ("a.js", "console.log('a')"),
        ("b.js", "console.log('b')"),
        ("c.js", "console.log('c')"),
        ("d.js", "console.log('d')"),
    ]);
    let written = || -> String {
        let names = ["a", "b", "c", "d"].into_iter();
        names
            .filter(|name| folder.read(&format!("{name}.out")).is_some())
            .collect()
    };
    answers(&folder, "what?\nn\ny\nq\n").ends(1).says(&[
        "a\n    --- a.out before\n    +++ a.out after\n",
        "    +a\n",
        "write it? [y]es [n]o [a]ll [q]uit: write it?",
        "3 new, 1 written",
    ]);
    assert_eq!(written(), "b");
    answers(&folder, "").ends(1);
    assert_eq!(written(), "b");
    answers(&folder, "n\na\n").ends(1);
    assert_eq!(written(), "bcd");
}

#[test]
fn a_case_that_crashes_or_hangs_is_only_itself() {
    let folder = Folder::new(&[
        GOOD,
        GOOD_OUT,
        ("a_hang.js", "console.log('begun'); for (;;);"),
        ("a_hang.out", "begun\n"),
        (
            "b_kill.js",
            "console.log('before'); process.kill(process.pid, 'SIGKILL')",
        ),
        ("b_kill.out", "before\n"),
        (
            "c_memory.js",
            "// flags: --max-heap=64\nconst all = []; for (;;) all.push('x'.repeat(1e5) + all.length)",
        ),
        ("c_memory.out", ""),
        (
            "d_never.js",
            "// clock: real because it waits\n// timeout: 300\nsetInterval(() => {}, 1000)",
        ),
        ("d_never.out", ""),
        (
            "e_signal.js",
            "process.on('SIGUSR2', () => console.log('usr2')); console.log('on')",
        ),
        ("e_signal.out", "on\n"),
        (
            "f_folder.js",
            "process.chdir('/'); process.umask(0o77); console.log(process.cwd())",
        ),
        ("f_folder.out", "/\n"),
        (
            "g_folder.js",
            "console.log(process.cwd() !== '/', process.umask() !== 0o77)",
        ),
        ("g_folder.out", "true true\n"),
    ]);
    let told = folder.test(&["--timeout", "1500", "--jobs=1"]).ends(1);
    told.says(&[
        "FAILED a_hang (1.5 s)\n    -expected exit code 0\n    +actual still running after 1.5s\n",
        "FAILED b_kill\n    -expected exit code 0\n    +actual signal: 9 (SIGKILL)\n",
        "FAILED c_memory",
        "+actual exit code 122",
        "FAILED d_never\n    -expected exit code 0\n    +actual still running after 300ms\n",
        "ok e_signal\nok f_folder\nok g_folder\nok good\n",
        "4 passed, 4 failed",
    ]);
}

#[test]
fn the_first_failure_can_be_the_last() {
    let folder = Folder::new(&[BAD, BAD_OUT, GOOD, GOOD_OUT, ("z.js", ""), ("z.out", "")]);
    folder
        .test(&["--fail-fast", "--jobs", "1"])
        .ends(1)
        .says(&["1 failed, 2 not run"]);
}

#[test]
fn what_isnt_deterministic_is_found() {
    let folder = Folder::new(&[
        GOOD,
        GOOD_OUT,
        (
            "varies.js",
            "console.log('same');\nconsole.log(process.pid, process.hrtime.bigint(), Math.random())\n",
        ),
        ("varies.out", "same\n"),
    ]);
    folder.write(
        "varies.js",
        "// clock: real\nconsole.log('same');\nconsole.log(process.hrtime.bigint())\n",
    );
    folder.test(&["--repeat", "3"]).ends(1).says(&[
        "ok good\n",
        "VARIES varies\n    not deterministic: run 2 of 3 differs from run 1 in line 2 of stdout: `",
    ]);
}

#[test]
fn another_command_runs_the_same_files() {
    let folder = Folder::new(&[
        GOOD,
        GOOD_OUT,
        ("other.js", "// node: differs because it is another\n"),
        ("other.out", ""),
        ("liar.js", "console.log('true')\n"),
        ("liar.out", "a lie\n"),
    ]);
    // Whatever reads JavaScript: here, a shell that knows one word of it.
    folder.write(
        "_engine.sh",
        "sed -n \"s/console.log('\\(.*\\)')/\\1/p\" \"$1\"\n",
    );
    let shell = format!("sh {}", folder.0.join("_engine.sh").display());
    folder.test(&["--with", &shell]).ends(1).says(&[
        "ok good\n",
        "left out other: it is another\n",
        "FAILED liar\n",
        "    -a lie\n    +true\n",
        "1 passed, 1 failed, 1 left out",
    ]);
    // What is written can be another's.
    folder
        .test(&["--with", &shell, "--update", "liar.js"])
        .ends(0);
    assert_eq!(folder.read("liar.out").as_deref(), Some("true\n"));
}

#[test]
fn blocks_of_markdown_are_cases() {
    let text = "\
# Course

```js
console.log(1 + 1)
```

It prints:

```output
2
```

```js
// exit: 1
import path from 'node:path'
console.log(path.sep)
throw new RangeError('no')
```

```output
/
```

```stderr
course.md:17
throw new RangeError('no')
      ^

RangeError: no
    at course.md:17:7
```

```js
console.log('stale')
```

```output
old
```
";
    let folder = Folder::new(&[("course.md", text)]);
    folder.test(&[]).ends(1).says(&[
        "ok course.md:4\nok course.md:14\n",
        "FAILED course.md:34\n",
        "    -old\n    +stale\n",
    ]);
    folder
        .test(&["--update"])
        .ends(0)
        .says(&["changed course.md"]);
    let updated = folder.read("course.md").expect("it is there");
    assert_eq!(updated, text.replace("\nold\n", "\nstale\n"));
    folder.test(&["course.md"]).ends(0).says(&["3 passed"]);
}

#[test]
fn reporters_have_their_forms() {
    let folder = Folder::new(&[
        GOOD,
        GOOD_OUT,
        BAD,
        BAD_OUT,
        ("sub/new.js", "console.log('<&>\"')"),
        ("x.js", "// node: differs because\n"),
    ]);
    fs::remove_file(folder.0.join("x.js")).expect("it is there");
    let told = |form: &str| folder.test(&["--reporter", form]).ends(1).out;

    let tap = told("tap");
    assert!(
        tap.starts_with("TAP version 14\n1..3\nnot ok 1 - bad\n  ---\n"),
        "{tap}"
    );
    assert!(tap.contains("ok 2 - good\nnot ok 3 - sub/new\n"), "{tap}");
    assert!(tap.ends_with("# 1 passed, 1 failed, 1 new\n"), "{tap}");

    let junit = told("junit");
    assert!(
        junit.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite"),
        "{junit}"
    );
    assert!(
        junit.contains("tests=\"3\" failures=\"2\" skipped=\"0\""),
        "{junit}"
    );
    assert!(
        junit.contains("<testcase classname=\"sub\" name=\"new\""),
        "{junit}"
    );
    assert!(
        junit.contains("<failure message=\"failed\">--- expected stdout\n"),
        "{junit}"
    );

    let github = told("github");
    assert!(
        github.contains("::error file=bad.js,line=1,title=bad failed::--- expected stdout%0A+++"),
        "{github}"
    );
    assert!(github.ends_with("1 passed, 1 failed, 1 new\n"), "{github}");

    let json = told("json");
    let lines: Vec<&str> = json.lines().collect();
    assert_eq!(lines.len(), 5, "{json}");
    assert!(
        lines[0]
            .starts_with("{\"event\":\"begin\",\"version\":1,\"engine\":\"minijs\",\"total\":3}"),
        "{json}"
    );
    assert!(
        lines[1].contains("\"verdict\":\"failed\"")
            && lines[1].contains("\"stdout\":\"one\\ntwo \\tx\\n\""),
        "{json}"
    );
    assert!(
        lines[3].contains("\"stdout\":\"<&>\\\"\\n\"") && lines[3].contains("\"verdict\":\"new\""),
        "{json}"
    );
    assert!(
        lines[4].contains("\"passed\":1,\"failed\":1,\"new\":1"),
        "{json}"
    );
    for line in lines {
        let script = format!("JSON.parse({line:?})");
        let parsed = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(["-e", &script])
            .output();
        assert!(parsed.is_ok_and(|output| output.status.success()), "{line}");
    }
}

#[test]
fn what_changes_is_run_again() {
    let folder = Folder::new(&[
        ("a/one.js", "console.log(require('./_part.js'))"),
        ("a/one.out", "1\n"),
        ("a/_part.js", "module.exports = 1"),
        ("b/two.js", "console.log(2)"),
        ("b/two.out", "2\n"),
    ]);
    let mut child = folder
        .command(&["--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("minijs runs");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let mut round = || -> Vec<String> {
        let lines = lines.by_ref().map_while(Result::ok);
        let lines = lines.take_while(|line| line != "waiting for a change");
        lines.filter(|line| line.contains('/')).collect()
    };
    let start = Instant::now();
    assert_eq!(round(), ["ok a/one", "ok b/two"]);
    folder.write("b/two.js", "console.log(22)");
    assert_eq!(round(), ["FAILED b/two"]);
    folder.write("b/two.out", "22\n");
    assert_eq!(round(), ["ok b/two"]);
    folder.write("a/_part.js", "module.exports = 11");
    assert_eq!(round(), ["FAILED a/one"]);
    folder.write("a/three.js", "");
    folder.write("a/three.out", "");
    assert!(round().iter().any(|line| line == "ok a/three"));
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_file_that_is_called_test_is_run_by_its_path() {
    let folder = Folder::new(&[("test", "console.log('a program')"), GOOD, GOOD_OUT]);
    let run = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minijs"));
        let output = command.arg(name).current_dir(&folder.0).output();
        Told::of(&output.expect("minijs runs")).ends(0).out
    };
    assert_eq!(run("./test"), "a program\n");
    assert!(run("test").contains("ok good\n"));
}

#[test]
fn a_thousand_small_cases_take_little_time_and_memory() {
    let files: Vec<(String, String)> = (0..100)
        .flat_map(|n| {
            let text = format!("console.log([1, 2, 3].map((x) => x * {n}).join())\n");
            let out = [1, 2, 3].map(|x| (x * n).to_string()).join(",") + "\n";
            [(format!("c{n}.js"), text), (format!("c{n}.out"), out)]
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let folder = Folder::new(&files);
    let start = Instant::now();
    folder
        .test(&["--repeat=10", "-q"])
        .ends(0)
        .says(&["100 passed"]);
    // A bound that holds also in a build without optimisation on a busy machine.
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn the_suite_of_this_repository_passes_as_any_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_minijs"));
    // The others are tests of their own.
    let arguments = ["test", "examples", "tests/golden/language", "--filter", "c"];
    let output = command.args(arguments).current_dir(root).output();
    Told::of(&output.expect("minijs runs"))
        .ends(0)
        .says(&["ok examples/"]);
}

#[test]
#[cfg(unix)]
fn a_folder_counts_once_however_many_links_lead_to_it() {
    let folder = Folder::new(&[
        ("a.js", "console.log(1)"),
        ("a.out", "1\n"),
        ("sub/b.js", ""),
    ]);
    folder.write("sub/b.out", "");
    for (to, name) in [(".", "self"), ("..", "sub/up"), ("sub", "again")] {
        std::os::unix::fs::symlink(to, folder.0.join(name)).expect("a link can be made");
    }
    let told = folder.test(&["--list"]);
    assert_eq!(
        (told.code, told.out.lines().count()),
        (Some(0), 2),
        "{told:?}"
    );
}

#[test]
fn a_folder_with_many_cases_is_found_in_time() {
    let folder = Folder::new(&[]);
    for number in 0..8000 {
        folder.write(&format!("{number}.js"), "");
        folder.write(&format!("{number}.out"), "");
    }
    let start = Instant::now();
    let told = folder.test(&["--list"]);
    assert_eq!(told.out.lines().count(), 8000);
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_case_that_prints_without_end_is_stopped() {
    let folder = Folder::new(&[
        ("flood.js", "for (;;) console.log('x'.repeat(1000))"),
        ("flood.out", ""),
        ("good.js", "console.log(1)"),
        ("good.out", "1\n"),
    ]);
    let told = folder.test(&["--jobs", "1"]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(told.out.contains("printed more than 64 MiB"), "{told:?}");
    assert!(told.out.contains("ok good"), "{told:?}");
    assert!(told.out.len() < 200_000);
}

#[test]
fn a_case_cant_run_its_own_suite() {
    let folder = Folder::new(&[("a.js", "// cmd: test .\n"), ("a.out", "")]);
    // Of minijs itself only as another command: else the words follow options, and name a file.
    let told = folder.test(&["--with", env!("CARGO_BIN_EXE_minijs")]);
    assert!(
        told.out.contains("a case of a suite can't run suites"),
        "{told:?}"
    );
}

#[test]
fn standard_input_needs_no_permission() {
    let text = "// stdin: four\nconsole.log(require('fs').readFileSync(0).length)";
    let folder = Folder::new(&[("a.js", text), ("a.out", "4\n")]);
    let told = folder.test(&[]);
    assert_eq!(told.code, Some(0), "{told:?}");
}
