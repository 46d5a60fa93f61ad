//! What is told beside the errors of beginners' programs: runtime_mistakes.txt has a program between
//! `----` and `====`, and what standard error has after the stack behind. A program of several files
//! begins each with `//// name`; the first is run. `MINIJS_BLESS=1` writes that part anew; it is to be read
//! aloud before it is kept, by somebody who doesn't know the code.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const START: &str = "----\n";
const MIDDLE: &str = "\n====\n";
const FILE: &str = "//// ";

#[test]
fn runtime_errors_are_explained() {
    let path = crate::source_text::root().join("tests/rust/runtime_mistakes.txt");
    let kept = fs::read_to_string(&path).expect("the list of mistakes");
    let mut now = String::new();
    for (number, case) in kept.split(START).skip(1).enumerate() {
        let (source, _) = case
            .split_once(MIDDLE)
            .expect("a program and what is told of it");
        let told = told_of(source, number);
        let _ = write!(now, "{START}{source}{MIDDLE}{told}\n\n");
    }
    if std::env::var_os("MINIJS_BLESS").is_some() {
        fs::write(&path, now).expect("the list can be written");
        return;
    }
    for (kept, now) in kept.split(START).zip(now.split(START)) {
        assert_eq!(kept, now, "what is told has changed");
    }
    assert_eq!(kept, now);
}

/// The message of the error that a program ends with, and what follows its stack.
fn told_of(source: &str, number: usize) -> String {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("runtime_mistakes");
    let folder = root.join(number.to_string());
    fs::create_dir_all(&folder).expect("a folder for the program");
    let main = write_files(source, &folder);
    let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
        .arg(main)
        .current_dir(&folder)
        .output()
        .expect("the command runs");
    assert_ne!(output.status.code(), Some(0), "{source}");
    let told = String::from_utf8(output.stderr).expect("text");
    let place = format!("{}/", folder.display());
    let told = told.replace("file://", "").replace(&place, "");
    let is_stack = |line: &&str| line.starts_with("    at ");
    let lines: Vec<&str> = told.lines().collect();
    let end = lines.iter().rposition(is_stack).map_or(0, |at| at + 1);
    let message = lines.iter().position(is_stack).unwrap_or(1) - 1;
    let rest = lines[end..].join("\n");
    format!("{}\n{}", lines[message], rest.trim_matches('\n'))
}

/// Writes the files of a program; the name of the first.
fn write_files<'s>(source: &'s str, folder: &Path) -> &'s str {
    if !source.starts_with(FILE) {
        fs::write(folder.join("mistake.js"), source).expect("a file for the program");
        return "mistake.js";
    }
    let mut main = None;
    for part in source.split(FILE).skip(1) {
        let (name, text) = part.split_once('\n').expect("a name and a text");
        fs::write(folder.join(name), text).expect("a file for the program");
        main = main.or(Some(name));
    }
    main.expect("a file")
}
