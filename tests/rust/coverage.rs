//! Coverage of the command: lines against what Node 24's own coverage says, branches against what
//! was counted by hand.
//!
//! Each program in `coverage/` has two files beside it. `.lines` has the lines with how often each ran,
//! made by Node: `MINIJS_BLESS=1 MINIJS_NODE=node cargo test --test rust -- coverage` writes it, and with
//! `MINIJS_NODE` alone it is compared with what Node says now. `.branches` has a branch a line: the
//! line in the program, then how often each arm was taken (`-` where the branch wasn't come to).

use crate::source_text::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PROGRAMS: [&str; 3] = ["control.js", "functions.js", "expressions.mjs"];

fn folder() -> PathBuf {
    root().join("tests/rust/coverage")
}

/// An empty folder of this test's own.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("coverage-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn minijs(arguments: &[&str], at: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(arguments)
        .current_dir(at)
        .output()
        .expect("the command starts")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Lines with how often they ran, and the branches as in `.branches`, of a file in a trace file.
fn counted(trace: &str, file: &str) -> (BTreeMap<u32, u64>, Vec<String>) {
    let begin = format!("SF:{file}\n");
    let (_, record) = trace
        .split_once(&begin)
        .unwrap_or_else(|| panic!("{file}: {trace}"));
    let (record, _) = record.split_once("end_of_record").expect("records end");
    let mut lines = BTreeMap::new();
    let mut branches: Vec<(&str, String)> = Vec::new();
    for row in record.lines() {
        if let Some(row) = row.strip_prefix("DA:") {
            let (line, hits) = row.split_once(',').expect("a line has hits");
            lines.insert(line.parse().expect("a line"), hits.parse().expect("hits"));
        } else if let Some(row) = row.strip_prefix("BRDA:") {
            let parts: Vec<&str> = row.split(',').collect();
            let [line, block, _, hits] = parts[..] else {
                panic!("{row}");
            };
            match branches.last_mut() {
                Some((last, text)) if *last == block => *text += &format!(" {hits}"),
                _ => branches.push((block, format!("{line}: {hits}"))),
            }
        }
    }
    let branches = branches.into_iter().map(|(_, text)| text).collect();
    (lines, branches)
}

/// What Node says of the lines of a program.
fn lines_of_node(node: &str, program: &str) -> String {
    let ranges = scratch(&format!("node-{program}"));
    let ran = Command::new(node)
        .arg(program)
        .env("NODE_V8_COVERAGE", &ranges)
        .current_dir(folder())
        .output()
        .expect("node starts");
    assert!(ran.status.success(), "{program} on node: {ran:?}");
    let told = Command::new(node)
        .arg("lines.cjs")
        .args([ranges, folder().join(program)])
        .current_dir(folder())
        .output()
        .expect("node starts");
    assert!(told.status.success(), "lines.cjs: {told:?}");
    String::from_utf8(told.stdout).expect("numbers")
}

#[test]
fn lines_are_those_of_node_and_branches_as_counted_by_hand() {
    for program in PROGRAMS {
        let expected = folder().join(format!("{program}.lines"));
        if let Ok(node) = std::env::var("MINIJS_NODE") {
            let told = lines_of_node(&node, program);
            match std::env::var_os("MINIJS_BLESS") {
                Some(_) => fs::write(&expected, told).expect("the file can be written"),
                None => assert_eq!(told, read(&expected), "{program} on node"),
            }
        }
        let expected: BTreeMap<u32, u64> = (read(expected).lines())
            .filter_map(|row| {
                let (line, hits) = row.split_once(' ')?;
                Some((line.parse().ok()?, hits.parse().ok()?))
            })
            .collect();
        let out = scratch(program);
        let option = format!("--coverage-dir={}", out.display());
        let ran = minijs(&["--coverage=lcov", &option, program], &folder());
        assert!(
            ran.status.success() && ran.stderr.is_empty(),
            "{program}: {ran:?}"
        );
        let trace = read(out.join("lcov.info"));
        let ran = minijs(
            &["--gc-stress=1", "--coverage=lcov", &option, program],
            &folder(),
        );
        assert!(ran.status.success(), "{program}: {ran:?}");
        assert_eq!(
            trace,
            read(out.join("lcov.info")),
            "{program}, collecting always"
        );
        let (lines, branches) = counted(&trace, program);
        assert!(lines.len() > 15, "{program}: {lines:?}");
        for (line, hits) in lines {
            assert_eq!(Some(&hits), expected.get(&line), "{program}:{line}");
        }
        let by_hand = read(folder().join(format!("{program}.branches")));
        assert_eq!(branches.join("\n"), by_hand.trim_end(), "{program}");
    }
}

#[test]
fn the_table_goes_to_standard_error() {
    let at = scratch("text");
    fs::create_dir_all(at.join("node_modules/dep")).expect("a folder can be made");
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("a file");
    write("node_modules/dep/index.js", "exports.unused = () => 1;\n");
    write(
        "lib.js",
        "require('dep');\nexports.f = () => 1;\nexports.g = () => {\n  2;\n};\n",
    );
    write(
        "main.js",
        "const { f } = require('./lib');\nconsole.log(f());\nprocess.exit(3);\nf();\n",
    );
    let ran = minijs(&["--coverage", "main.js"], &at);
    assert_eq!(ran.status.code(), Some(3));
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "1\n");
    let expected = "\
----------|---------|----------|---------|----------------
File      | % Lines | % Branch | % Funcs | Uncovered lines
----------|---------|----------|---------|----------------
All files |      75 |      100 |      50 |
 lib.js   |      75 |      100 |      50 | 4
 main.js  |      75 |      100 |     100 | 4
----------|---------|----------|---------|----------------
";
    assert_eq!(String::from_utf8_lossy(&ran.stderr), expected);
}

#[test]
fn too_little_fails() {
    let at = scratch("least");
    let text = "if (1) {\n  1;\n} else {\n  2;\n}\nprocess.exitCode = Number(process.argv[2]);\n";
    fs::write(at.join("a.js"), text).expect("a file");
    let run = |least: &str, code: &str| {
        let least = format!("--coverage-min={least}");
        let ran = minijs(&["--coverage=lcov", &least, "a.js", code], &at);
        (
            ran.status.code(),
            String::from_utf8_lossy(&ran.stderr).into_owned(),
        )
    };
    assert_eq!(run("50", "0"), (Some(0), String::new()));
    let branches = String::from("minijs: only 50 % of the branches ran, and 75 % have to\n");
    assert_eq!(run("75", "0"), (Some(1), branches.clone()));
    // What the program failed with stays.
    assert_eq!(run("75", "7"), (Some(7), branches.clone()));
    let lines = "minijs: only 75 % of the lines ran, and 75.5 % have to\n";
    let both = format!("{lines}{}", branches.replace("75 %", "75.5 %"));
    assert_eq!(run("75.5", "0"), (Some(1), both));
    let (code, text) = run("101", "0");
    assert_eq!(code, Some(9), "{text}");
}

#[test]
fn runs_add_up_in_a_folder() {
    let at = scratch("raw");
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("a file");
    write("lib.mjs", "export const f = (a) =>\n  a ? 1 : 2;\n");
    write("a.mjs", "import { f } from './lib.mjs';\nf(0);\n");
    write("b.mjs", "import { f } from './lib.mjs';\nf(1);\nf(1);\n");
    fs::create_dir(at.join("raw")).expect("a folder can be made");
    let first = minijs(&["--coverage-raw=raw", "a.mjs"], &at);
    assert!(
        first.status.success() && first.stderr.is_empty(),
        "{first:?}"
    );
    let both = minijs(&["--coverage-raw=raw", "--coverage=lcov", "b.mjs"], &at);
    assert!(both.status.success() && both.stderr.is_empty(), "{both:?}");
    let trace = read(at.join("coverage/lcov.info"));
    let (lines, branches) = counted(&trace, "lib.mjs");
    assert_eq!(lines, BTreeMap::from([(1, 2), (2, 3)]));
    assert_eq!(branches, ["2: 2 1"]);
    assert!(
        trace.contains("SF:a.mjs") && trace.contains("SF:b.mjs"),
        "{trace}"
    );
}

/// A suite of two cases that import a file, and what a run of it with these options gives: the exit
/// code, standard error, and the trace file.
fn suite(name: &str, options: &[&str]) -> (Option<i32>, String, String) {
    let at = scratch(name);
    let write = |name: &str, text: &str| fs::write(at.join(name), text).expect("a file");
    fs::create_dir(at.join("cases")).expect("a folder can be made");
    write(
        "lib.mjs",
        "export const f = (a) =>\n  a ? 1 : 2;\nexport function g() {\n  return 3;\n}\n",
    );
    write(
        "cases/a.mjs",
        "import { f } from '../lib.mjs';\nconsole.log(f(0));\n",
    );
    write("cases/a.out", "2\n");
    write(
        "cases/b.mjs",
        "import { f } from '../lib.mjs';\nconsole.log(f(1), f(1));\n",
    );
    write("cases/b.out", "1 1\n");
    let arguments = [&["test", "cases"], options].concat();
    let ran = minijs(&arguments, &at);
    let trace = fs::read_to_string(at.join("coverage/lcov.info"));
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    (ran.status.code(), told, trace.unwrap_or_default())
}

#[test]
fn a_suite_counts_what_its_cases_import() {
    let (code, told, trace) = suite("suite", &["--coverage=lcov"]);
    assert_eq!((code, told), (Some(0), String::new()));
    let (lines, branches) = counted(&trace, "lib.mjs");
    assert_eq!(lines, BTreeMap::from([(1, 2), (2, 3), (4, 0)]));
    assert_eq!(branches, ["2: 2 1"]);
    assert!(!trace.contains("SF:cases"), "{trace}");
    let (.., trace) = suite("suite-all", &["--coverage=lcov", "--coverage-all"]);
    let (lines, _) = counted(&trace, "cases/b.mjs");
    assert_eq!(lines, BTreeMap::from([(2, 1)]));
}

#[test]
fn a_suite_that_runs_too_little_fails() {
    let (code, told, _) = suite("suite-least", &["--coverage-min=70", "--coverage=lcov"]);
    let said = "minijs: only 66.66 % of the lines ran, and 70 % have to\n";
    assert_eq!((code, &*told), (Some(1), said));
    let (code, told, _) = suite("suite-with", &["--coverage", "--with=node"]);
    assert_eq!(code, Some(9), "{told}");
}

#[test]
fn that_nothing_was_counted_is_said() {
    let ran = minijs(&["--coverage=lcov", "-e", "if (1) 2"], &scratch("nothing"));
    assert!(ran.status.success() && ran.stdout.is_empty(), "{ran:?}");
    let said = "minijs: no file ran whose lines could be counted\n";
    assert_eq!(String::from_utf8_lossy(&ran.stderr), said);
}

#[test]
fn pages_are_written() {
    let at = scratch("pages");
    fs::write(at.join("a.js"), "'<b>';\nif (0) 1;\n").expect("a file");
    let ran = minijs(
        &["--coverage=html,lcov", "--coverage-dir", "out/deep", "a.js"],
        &at,
    );
    assert!(ran.status.success() && ran.stderr.is_empty(), "{ran:?}");
    let page = read(at.join("out/deep/files/a.js.html"));
    assert!(
        page.contains("if not taken") && page.contains("&lt;b&gt;"),
        "{page}"
    );
    assert!(read(at.join("out/deep/index.html")).contains("href=\"files/a.js.html\""));
    assert!(read(at.join("out/deep/lcov.info")).starts_with("TN:\nSF:a.js\n"));
    // A folder that can't be made is told.
    let ran = minijs(&["--coverage=html", "--coverage-dir=a.js", "a.js"], &at);
    assert_eq!(ran.status.code(), Some(1));
    let told = String::from_utf8_lossy(&ran.stderr);
    assert!(
        told.starts_with("minijs: cannot write a.js/index.html: "),
        "{told}"
    );
}
