//! What is told of the mistakes that beginners make: mistakes.txt has a text between `----` and
//! `====`, and what `minijs --check` says of it behind. `MINIJS_BLESS=1` writes that part anew; it
//! is to be read aloud before it is kept, by somebody who doesn't know the code.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const START: &str = "----\n";
const MIDDLE: &str = "\n====\n";

#[test]
fn mistakes_are_explained() {
    let path = crate::source_text::root().join("tests/rust/mistakes.txt");
    let kept = fs::read_to_string(&path).expect("the list of mistakes");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("mistakes");
    fs::create_dir_all(&folder).expect("a folder for the texts");
    let mut now = String::new();
    for case in kept.split(START).skip(1) {
        let (source, _) = case
            .split_once(MIDDLE)
            .expect("a text and what is told of it");
        fs::write(folder.join("mistake.js"), source).expect("a file for the text");
        let output = Command::new(env!("CARGO_BIN_EXE_minijs"))
            .args(["--check", "mistake.js"])
            .current_dir(&folder)
            .output()
            .expect("the command runs");
        assert_eq!(output.status.code(), Some(1), "{source}");
        let told = String::from_utf8(output.stderr).expect("text");
        let told = told.trim_end();
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
