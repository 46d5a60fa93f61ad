//! Writing expectations.

use super::case::{Case, Program, read, shown};
use super::compare::{Written, printed};
use super::diff::{Line, diff};
use super::markdown;
use super::outcome::{Exit, Outcome};
use super::text;
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of a change that are shown.
const MOST: usize = 200;

/// What is to be written for a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    changes: Vec<Change>,
}

/// A file and what it is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    path: PathBuf,
    before: Option<String>,
    /// `None` for no file.
    after: Option<String>,
}

impl Update {
    /// What makes a case expect what it did. The exit code is written nowhere, it must be declared.
    ///
    /// # Errors
    /// Where the case ended otherwise than it declares, and where something can't be read.
    pub fn of(case: &Case, outcome: &Outcome) -> Result<Update, String> {
        let declared = case.directives.exit;
        if outcome.exit != Exit::Code(declared) {
            let hint = match outcome.exit {
                Exit::Code(code) => format!("; if it is to, say `// exit: {code}` at its top"),
                _ => String::new(),
            };
            return Err(format!(
                "it ended with {}, not with exit code {declared}, so nothing was written{hint}\n{}",
                outcome.exit, outcome.stderr
            ));
        }
        let stdout = printed(case, outcome);
        let stderr = (!case.directives.ignore_stderr).then_some(outcome.stderr.as_str());
        let mut update = Update::default();
        match &case.program {
            Program::Block(block) => {
                let after = markdown::with_output(&case.path, block, &stdout, stderr)?;
                update.add(&case.path, Some(after))?;
            }
            Program::File => {
                update.add(&case.out(), Some(stdout))?;
                let stderr = stderr.filter(|text| !text.is_empty());
                update.add(&case.err(), stderr.map(str::to_owned))?;
            }
        }
        Ok(update)
    }

    fn add(&mut self, path: &Path, after: Option<String>) -> Result<(), String> {
        let before = read(path)?;
        if before != after {
            let path = path.to_path_buf();
            self.changes.push(Change {
                path,
                before,
                after,
            });
        }
        Ok(())
    }

    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What would change, as a diff.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let lines = self.changes.iter().flat_map(|change| {
            let name = shown(&change.path);
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let names = (format!("{name} before"), format!("{name} after"));
            let (before, after) = (text(&change.before), text(&change.after));
            diff((&names.0, &names.1), &before, &after, MOST)
        });
        lines.collect()
    }

    /// Writes it; what was written.
    ///
    /// # Errors
    /// Where that can't be done.
    pub fn write(&self) -> Result<Vec<Written>, String> {
        let written = self.changes.iter().map(|change| {
            let (how, result) = match &change.after {
                Some(after) => {
                    let how = if change.before.is_some() {
                        "changed"
                    } else {
                        "new"
                    };
                    (how, fs::write(&change.path, text::encode(after)))
                }
                None => ("removed", fs::remove_file(&change.path)),
            };
            let file = shown(&change.path);
            match result {
                Ok(()) => Ok(Written { how, file }),
                Err(error) => Err(format!("{file}: {error}")),
            }
        });
        written.collect()
    }
}
