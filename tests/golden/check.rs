//! Judging what a program did, and writing expectations.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use libtest_mimic::Failed;
use similar::TextDiff;

use crate::case::Case;
use crate::engine::{Node, Outcome};

/// Fails, with a unified diff of everything that differs, unless `outcome` is the expected one.
pub(crate) fn compare(case: &Case, outcome: &Outcome) -> Result<(), Failed> {
    let Some(stdout) = read(&case.out())? else {
        return Err(format!("{} is missing: bless it", case.out().display()).into());
    };
    let mut report = diff("expected stdout", &stdout, "actual stdout", &outcome.stdout);
    if !case.ignore_stderr {
        let stderr = read(&case.err())?.unwrap_or_default();
        report += &diff("expected stderr", &stderr, "actual stderr", &outcome.stderr);
    }
    if outcome.exit != case.exit.to_string() {
        report += &format!("exit code: expected {}, got {}\n", case.exit, outcome.exit);
        if case.ignore_stderr || report.lines().count() == 1 {
            report += &format!("stderr: {}\n", outcome.stderr);
        }
    }
    match report.is_empty() {
        true => Ok(()),
        false => Err(report.into()),
    }
}

/// Writes the expectations of a case from what Node does, and shows what changed.
///
/// Node runs twice: output that varies would make a test that fails at times. The exit code is
/// not written anywhere, it must be declared.
pub(crate) fn bless(case: &Case, node: &Node) -> Result<(), Failed> {
    let outcome = node.run(case)?;
    let again = node.run(case)?;
    if outcome != again {
        let mut report = String::from("Node's output varies from run to run\n");
        report += &diff(
            "first stdout",
            &outcome.stdout,
            "second stdout",
            &again.stdout,
        );
        report += &diff(
            "first stderr",
            &outcome.stderr,
            "second stderr",
            &again.stderr,
        );
        return Err(report.into());
    }
    if outcome.exit != case.exit.to_string() {
        let Outcome { stderr, exit, .. } = outcome;
        let declared = case.exit;
        return Err(
            format!("Node exits with {exit}, the case declares {declared}\n{stderr}").into(),
        );
    }
    write(&case.out(), Some(&outcome.stdout))?;
    let has_stderr = !case.ignore_stderr && !outcome.stderr.is_empty();
    write(&case.err(), has_stderr.then_some(outcome.stderr.as_str()))
}

/// Makes the file hold `text`, or removes it; prints the difference if there is one.
fn write(path: &Path, text: Option<&str>) -> Result<(), Failed> {
    let old = read(path)?;
    if old.as_deref() == text {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (before, after) = (old.unwrap_or_default(), text.unwrap_or_default());
    print!(
        "{}",
        diff(
            &format!("{name} before"),
            &before,
            &format!("{name} blessed"),
            after
        )
    );
    match text {
        Some(text) => fs::write(path, text)?,
        None => fs::remove_file(path)?,
    }
    Ok(())
}

fn read(path: &Path) -> Result<Option<String>, Failed> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display()).into()),
    }
}

/// The unified diff of two texts, empty if they are equal.
pub(crate) fn diff(old_name: &str, old: &str, new_name: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(old_name, new_name)
        .to_string()
}
