//! The suite on disk: which tests there are, and in which modes each one runs.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::metadata::Metadata;
use crate::skipped;

/// How a test's text is run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Mode {
    Sloppy,
    Strict,
    Module,
    Raw,
}

impl Mode {
    pub(crate) const ALL: [Mode; 4] = [Mode::Sloppy, Mode::Strict, Mode::Module, Mode::Raw];

    pub(crate) fn parse(text: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.to_string() == text)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Mode::Sloppy => "sloppy",
            Mode::Strict => "strict",
            Mode::Module => "module",
            Mode::Raw => "raw",
        })
    }
}

/// One run: a test in a mode.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Run {
    /// Below the suite's `test/`, with forward slashes.
    pub(crate) path: String,
    pub(crate) mode: Mode,
}

/// The suite.
pub(crate) struct Suite {
    pub(crate) root: PathBuf,
}

/// What is to be run, and what not.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) runs: Vec<Run>,
    /// Tests that aren't run, with the reason.
    pub(crate) skipped: Vec<(String, &'static str)>,
}

impl Suite {
    pub(crate) fn new(root: PathBuf) -> Result<Suite, String> {
        match root.join("test").is_dir() && root.join("harness").is_dir() {
            true => Ok(Suite { root }),
            false => Err(format!("{}: no test262 there", root.display())),
        }
    }

    /// The commit that is checked out, or `unknown`.
    pub(crate) fn commit(&self) -> String {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.root)
            .args(["rev-parse", "HEAD"]);
        match command.output() {
            Ok(output) if output.status.success() => {
                String::from_utf8_lossy(&output.stdout).trim().to_owned()
            }
            _ => String::from("unknown"),
        }
    }

    /// Every test whose path contains one of the words (all tests where there are none).
    pub(crate) fn plan(&self, words: &[String]) -> Result<Plan, String> {
        let root = self.root.join("test");
        let mut paths = Vec::new();
        collect(&root, &root, &mut paths)
            .map_err(|error| format!("{}: {error}", root.display()))?;
        paths.retain(|path| {
            words.is_empty() || words.iter().any(|word| path.contains(word.as_str()))
        });
        paths.sort();
        let mut plan = Plan::default();
        for path in paths {
            if let Some(reason) = skipped::folder(&path) {
                plan.skipped.push((path, reason));
                continue;
            }
            let text = fs::read(root.join(&path)).map_err(|error| format!("{path}: {error}"))?;
            let metadata = Metadata::read(&String::from_utf8_lossy(&text));
            if let Some(reason) = skipped::test(&metadata) {
                plan.skipped.push((path, reason));
                continue;
            }
            let runs = modes(&metadata).iter().map(|&mode| Run {
                path: path.clone(),
                mode,
            });
            plan.runs.extend(runs);
        }
        Ok(plan)
    }
}

fn modes(metadata: &Metadata) -> &'static [Mode] {
    if metadata.has_flag("module") {
        &[Mode::Module]
    } else if metadata.has_flag("raw") {
        &[Mode::Raw]
    } else if metadata.has_flag("onlyStrict") {
        &[Mode::Strict]
    } else if metadata.has_flag("noStrict") {
        &[Mode::Sloppy]
    } else {
        &[Mode::Sloppy, Mode::Strict]
    }
}

fn collect(root: &Path, folder: &Path, paths: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(root, &path, paths)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            let name = relative.to_string_lossy().replace('\\', "/");
            if name.ends_with(".js") && !name.contains("_FIXTURE") {
                paths.push(name);
            }
        }
    }
    Ok(())
}
