//! The cases that minijs doesn't meet yet: `pending.txt`, a line each, `name: what is missing`.
//!
//! The list fails both ways: a case on it that passes must be taken off it.

use std::collections::HashMap;
use std::path::Path;

use libtest_mimic::Failed;

/// Case names with what is missing.
pub(crate) struct Pending(HashMap<String, String>);

impl Pending {
    /// Reads the list.
    pub(crate) fn read(folder: &Path) -> Result<Pending, String> {
        let path = folder.join("pending.txt");
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let mut cases = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.split_once(": ") {
                Some((name, missing)) => {
                    cases.insert(name.to_string(), missing.to_string());
                }
                None if line.trim().is_empty() => {}
                None => return Err(format!("{}: not `name: reason`: {line}", path.display())),
            }
        }
        Ok(Pending(cases))
    }

    /// What a case's result means, given the list.
    pub(crate) fn judge(&self, name: &str, result: Result<(), Failed>) -> Result<(), Failed> {
        match (self.0.get(name), result) {
            (None, result) => result,
            (Some(_), Err(_)) => Ok(()),
            (Some(missing), Ok(())) => {
                Err(format!("passes now: take it off pending.txt ({missing})").into())
            }
        }
    }

    /// The names on the list that no case has.
    pub(crate) fn unknown(&self, known: &[String]) -> Vec<&str> {
        let unknown = self.0.keys().filter(|name| !known.contains(name));
        unknown.map(String::as_str).collect()
    }
}
