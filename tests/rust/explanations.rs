//! What `minijs explain` says of programs: each `.js` or `.mjs` below `tests/explain` has its `.explain`
//! beside it. `MINIJS_BLESS=1 cargo test --test rust explanations` writes them anew, and with `MINIJS_NODE`
//! refuses a program that Node runs in another order; each is to be read before it is kept, as somebody
//! would who wants to learn from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many lines of text a screen has.
const SCREEN: usize = 40;

fn programs() -> Vec<PathBuf> {
    let root = crate::source_text::root().join("tests/explain");
    let mut programs = Vec::new();
    for folder in ["document", "rules", "interview"] {
        for entry in fs::read_dir(root.join(folder)).expect("a folder of programs") {
            let path = entry.expect("a program").path();
            if path.extension().is_some_and(|it| it == "js" || it == "mjs") {
                programs.push(path);
            }
        }
    }
    programs.sort();
    programs
}

/// Runs the command in the folder of a program; its standard output.
fn run(command: &str, arguments: &[&str], program: &Path) -> String {
    let output = Command::new(command)
        .args(arguments)
        .arg(program.file_name().expect("a name"))
        .current_dir(program.parent().expect("a folder"))
        .env_remove("NODE_OPTIONS")
        .env_remove("FORCE_COLOR")
        .output()
        .expect("the command runs");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn programs_are_explained() {
    let minijs = env!("CARGO_BIN_EXE_minijs");
    let blesses = std::env::var_os("MINIJS_BLESS").is_some();
    let node = std::env::var("MINIJS_NODE");
    let programs = programs();
    assert!(programs.len() > 60, "{}", programs.len());
    let mut changed = Vec::new();
    for program in &programs {
        let name = program.display();
        assert_eq!(
            run(minijs, &["explain", "--verify"], program),
            "sound\n",
            "{name}"
        );
        let now = run(minijs, &["explain"], program);
        let kept = program.with_extension("explain");
        if blesses {
            if let Ok(node) = &node {
                assert_eq!(run(minijs, &[], program), run(node, &[], program), "{name}");
            }
            fs::write(&kept, now).expect("the explanation can be written");
        } else if fs::read_to_string(&kept).ok().as_ref() != Some(&now) {
            changed.push(format!("{name} is now explained so:\n{now}"));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn each_rule_is_at_work_in_its_program() {
    for program in programs() {
        let folder = program.parent().and_then(Path::file_name);
        if folder.is_none_or(|folder| folder != "rules") {
            continue;
        }
        let name = program
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name");
        let number = name
            .split('-')
            .next()
            .expect("a number")
            .trim_start_matches('0');
        let kept = fs::read_to_string(program.with_extension("explain")).expect("an explanation");
        let words: Vec<&str> = kept.split_whitespace().collect();
        assert!(
            words.join(" ").contains(&format!("(rule {number})")),
            "{name}"
        );
    }
}

#[test]
fn the_first_programs_fit_on_a_screen() {
    for program in programs() {
        let folder = program.parent().and_then(Path::file_name);
        if folder.is_none_or(|folder| folder != "document") {
            continue;
        }
        let kept = fs::read_to_string(program.with_extension("explain")).expect("an explanation");
        assert!(kept.lines().count() <= SCREEN, "{}", program.display());
        let widest = kept.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(104), "{}: {widest:?}", program.display());
    }
}
