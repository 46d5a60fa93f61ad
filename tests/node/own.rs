//! Node's own tests: which are run. A test passes if it ends with exit code 0.

use std::fs;
use std::path::Path;

use crate::run::{Program, Test};

/// The tests of `cases.txt`.
pub(crate) fn tests(root: &Path) -> Result<Vec<Test>, String> {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node/cases.txt");
    let list = fs::read_to_string(list).map_err(|error| format!("{list}: {error}"))?;
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let mut tests = Vec::new();
    for line in lines {
        let Some((area, path)) = line.split_once(' ') else {
            return Err(format!("cases.txt has a line without a path: {line}"));
        };
        if !root.join(path).exists() {
            return Err(format!("{path} isn't in {}", root.display()));
        }
        tests.push(Test {
            area: area.to_string(),
            path: path.to_string(),
            program: Program::File,
        });
    }
    Ok(tests)
}
