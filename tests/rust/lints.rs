//! `minijs check`: each lint on programs that it must and mustn't speak of (`tests/check`), its changes,
//! comments that ignore, formats, exit codes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The fewest programs of each kind that a lint has.
const FEWEST: usize = 5;

/// What marks the line of a finding.
const MARKER: &str = "// <-";

fn minijs(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_minijs"))
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("FORCE_COLOR")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let name = format!("minijs-check-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A program of a file of cases.
struct Case {
    /// `fires`, `silent` or `fixed`, which is what becomes of the one before.
    kind: String,
    title: String,
    text: String,
}

/// The cases of each lint, by its code.
fn all_cases() -> BTreeMap<String, Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut cases: Vec<Case> = Vec::new();
        for line in fs::read_to_string(&path).unwrap().split_inclusive('\n') {
            if let Some(head) = line.strip_prefix("//! ") {
                let (kind, title) = head.trim().split_once(": ").unwrap_or((head.trim(), ""));
                cases.push(Case {
                    kind: kind.to_owned(),
                    title: title.to_owned(),
                    text: String::new(),
                });
            } else {
                cases.last_mut().expect("a head first").text.push_str(line);
            }
        }
        all.insert(code, cases);
    }
    all
}

/// The lines that findings of a code are at, by files, from what `--format=github` gives.
fn lines_of(shown: &str, code: &str) -> BTreeMap<String, Vec<usize>> {
    let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for line in shown.lines() {
        let field = |name: &str| {
            let start = line.find(name).unwrap() + name.len();
            line[start..].split([',', ':']).next().unwrap()
        };
        if field("title=").starts_with(code) {
            let file = field("file=").to_owned();
            lines
                .entry(file)
                .or_default()
                .push(field(",line=").parse().unwrap());
        }
    }
    lines
}

#[test]
fn lints_speak_where_they_must_and_are_silent_where_they_must() {
    let mut problems = Vec::new();
    for (code, cases) in all_cases() {
        let folder = Folder::new(&code);
        for kind in ["fires", "silent"] {
            let count = cases.iter().filter(|case| case.kind == kind).count();
            if count < FEWEST {
                problems.push(format!("{code} has only {count} cases of '{kind}'"));
            }
        }
        for (index, case) in cases.iter().enumerate() {
            folder.write(&format!("{index}.js"), &case.text);
        }
        let output = minijs(&folder.0, &["--format=github", "."]);
        let shown = text(&output.stdout);
        for line in shown.lines().filter(|line| line.contains("title=E00")) {
            problems.push(format!("{code}: {line}"));
        }
        let found = lines_of(&shown, &code);
        for (index, case) in cases.iter().enumerate() {
            let wanted: Vec<usize> = match case.kind.as_str() {
                "fires" => marked_lines(&case.text),
                _ => Vec::new(),
            };
            let found = found
                .get(&format!("{index}.js"))
                .cloned()
                .unwrap_or_default();
            if found != wanted || (case.kind == "fires" && wanted.is_empty()) {
                let title = format!("{} {}", case.kind, case.title);
                problems.push(format!("{code} '{title}': lines {found:?}, not {wanted:?}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn marked_lines(text: &str) -> Vec<usize> {
    let numbered = text.lines().enumerate();
    numbered
        .filter(|(_, line)| line.ends_with(MARKER))
        .map(|(index, _)| index + 1)
        .collect()
}

#[test]
fn changes_are_as_shown_parse_and_leave_nothing_to_change() {
    let mut problems = Vec::new();
    for (code, cases) in all_cases() {
        let folder = Folder::new(&format!("{code}-fix"));
        for (index, case) in cases.iter().enumerate() {
            folder.write(&format!("{index}.js"), &case.text);
        }
        minijs(&folder.0, &["--fix", "."]);
        let once: Vec<String> = (0..cases.len())
            .map(|index| folder.read(&format!("{index}.js")))
            .collect();
        let again = minijs(&folder.0, &["--fix", "--format=github", "."]);
        for line in text(&again.stdout)
            .lines()
            .filter(|line| line.contains("title=E00"))
        {
            problems.push(format!("{code}: a change breaks the program: {line}"));
        }
        if !again.stderr.is_empty() {
            problems.push(format!("{code}: {}", text(&again.stderr)));
        }
        for (index, case) in cases.iter().enumerate() {
            if folder.read(&format!("{index}.js")) != once[index] {
                problems.push(format!("{code} '{}' is changed twice", case.title));
            }
            if let Some(fixed) = cases.get(index + 1).filter(|next| next.kind == "fixed")
                && once[index] != fixed.text
            {
                problems.push(format!("{code} '{}' becomes\n{}", case.title, once[index]));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn explanations_have_programs_that_show_the_mistake_and_its_repair() {
    let folder = Folder::new("explain");
    let list = text(&minijs(&folder.0, &["--list"]).stdout);
    let codes: Vec<&str> = list.lines().map(|line| &line[..3]).collect();
    assert_eq!(codes.len(), 16, "{list}");
    for code in codes {
        let output = minijs(&folder.0, &["--explain", code]);
        assert_eq!(output.status.code(), Some(0));
        let shown = text(&output.stdout);
        let (_, examples) = shown.split_once("\nBefore:\n").expect("an example");
        let (before, after) = examples.split_once("\nAfter:\n").expect("what is better");
        folder.write("before.mjs", before);
        folder.write("after.mjs", after);
        let found = |name: &str| {
            let shown = text(&minijs(&folder.0, &["--format=github", name]).stdout);
            (shown.contains(&format!("title={code} ")), shown)
        };
        let (fires, shown) = found("before.mjs");
        assert!(fires, "{code}: {shown}");
        let (fires, shown) = found("after.mjs");
        assert!(!fires, "{code}: {shown}");
    }
    let output = minijs(&folder.0, &["--explain", "endless-intervall"]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.contains("did you mean endless-interval?"), "{told}");
}

const FLOATING: &str =
    "async function save() { await write(); }\nexport function go() {\n  save();\n}\n";

#[test]
fn findings_are_shown_with_their_places() {
    let folder = Folder::new("text");
    folder.write("a.mjs", FLOATING);
    let output = minijs(&folder.0, &["a.mjs"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = "\
warning[E02]: Nothing waits for this promise, nor hears of its rejection
  ┌─ a.mjs:3:3
  │
1 │ async function save() { await write(); }
  │                ---- is async
2 │ export function go() {
3 │   save();
  │   ^^^^ gives a promise, which is dropped here
  │
  = Return it, add `.catch(...)`, or write `void` before it if that is meant.
  = Say that it is meant: void (an editor offers it).

1 finding in 1 file. `minijs check --explain CODE` tells more.
";
    assert_eq!(text(&output.stdout), expected);
    assert_eq!(text(&output.stderr), "");
    let output = minijs(&folder.0, &["--format=github", "a.mjs"]);
    let expected = "::warning file=a.mjs,line=3,endLine=3,col=3,endColumn=7,title=E02 floating-promise::\
                    Nothing waits for this promise, nor hears of its rejection: gives a promise, \
                    which is dropped here\n";
    assert_eq!(text(&output.stdout), expected);
    let shown = text(&minijs(&folder.0, &["--format=json", "a.mjs"]).stdout);
    for part in [
        "\"code\": \"E02\"",
        "\"line\": 3",
        "\"column\": 3",
        "\"safe\": false",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
    let shown = text(&minijs(&folder.0, &["--format=sarif", "a.mjs"]).stdout);
    for part in [
        "\"version\": \"2.1.0\"",
        "\"ruleId\": \"E02\"",
        "\"startLine\": 3",
        "\"uri\": \"a.mjs\"",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn exit_codes_tell_what_came_of_it() {
    let folder = Folder::new("codes");
    folder.write("good.js", "console.log(1);\n");
    folder.write("sub/bad.js", "let a = = 1;\n");
    folder.write("node_modules/x/bad.js", "let a = = 1;\n");
    folder.write(".hidden/bad.js", "let a = = 1;\n");
    let code = |arguments: &[&str]| minijs(&folder.0, arguments).status.code();
    assert_eq!(code(&["good.js"]), Some(0));
    assert_eq!(code(&[]), Some(1));
    assert_eq!(code(&["none.js"]), Some(2));
    assert_eq!(code(&["--none"]), Some(2));
    assert_eq!(code(&["--format=xml"]), Some(2));
    assert_eq!(code(&["--help"]), Some(0));
    let shown = text(&minijs(&folder.0, &["--format=github"]).stdout);
    assert_eq!(shown.lines().count(), 1, "{shown}");
    assert!(shown.contains("file=sub/bad.js,line=1"), "{shown}");
    let shown = text(&minijs(&folder.0, &["sub/bad.js"]).stdout);
    assert!(
        shown.starts_with("SyntaxError: Unexpected token '='"),
        "{shown}"
    );
}

#[test]
fn comments_ignore_with_a_reason() {
    let folder = Folder::new("ignore");
    let program = "\
// minijs-ignore E06: beats for ever
setInterval(beat, 1000);
setInterval(beat, 1000); // minijs-ignore endless-interval: beats too
// minijs-ignore E06
setInterval(beat, 1000);
// minijs-ignore E99: what is that
// minijs-ignore E14: no
// minijs-ignore E02: nothing here
console.log('// minijs-ignore E06: a string', `
// minijs-ignore E06: a template`);
";
    folder.write("a.js", program);
    let shown = text(&minijs(&folder.0, &["--format=github", "a.js"]).stdout);
    let found: Vec<(usize, &str)> = shown
        .lines()
        .map(|line| {
            let field = |name: &str| {
                let start = line.find(name).unwrap() + name.len();
                line[start..].split([',', ' ']).next().unwrap()
            };
            (field(",line=").parse().unwrap(), field("title="))
        })
        .collect();
    let expected = [(4, "E15"), (5, "E06"), (6, "E15"), (7, "E15"), (8, "E14")];
    assert_eq!(found, expected, "{shown}");
    minijs(&folder.0, &["--fix", "a.js"]);
    let without = program.replace("// minijs-ignore E02: nothing here\n", "");
    assert_eq!(folder.read("a.js"), without);
}

#[test]
fn what_changes_is_checked_again() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lints-watch");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    let write = |text: &str| {
        // All of it at once, as editors do.
        fs::write(folder.join("a.js~"), text).expect("a file can be written");
        fs::rename(folder.join("a.js~"), folder.join("a.js")).expect("it can be renamed");
    };
    write("let x = = 1;\n");
    let mut child = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .args(["check", "--watch", "--format", "github"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("minijs runs");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let mut round = || {
        let lines = lines.by_ref().map_while(Result::ok);
        let lines = lines.take_while(|line| line != "waiting for a change");
        lines.filter(|line| line.contains("file=a.js")).count()
    };
    assert_eq!(round(), 1);
    write("let x = 1;\n");
    assert_eq!(round(), 0);
    write("let x = (;\n");
    assert_eq!(round(), 1);
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
}
