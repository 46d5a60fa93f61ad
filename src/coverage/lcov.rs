//! A report as a trace file of lcov: [geninfo(1)](https://github.com/linux-test-project/lcov).

use super::report::{FileReport, Report};
use rustc_hash::FxHashSet;
use std::fmt::{self, Write};

/// The text of the trace file.
///
/// # Errors
/// As the writer's.
pub(crate) fn write(report: &Report, out: &mut impl Write) -> fmt::Result {
    for file in &report.files {
        write_file(file, out)?;
    }
    Ok(())
}

fn write_file(file: &FileReport, out: &mut impl Write) -> fmt::Result {
    writeln!(out, "TN:")?;
    writeln!(out, "SF:{}", one_line(&file.path))?;
    let names = unique_names(file);
    for (function, name) in file.functions.iter().zip(&names) {
        writeln!(out, "FN:{},{name}", function.line)?;
    }
    for (function, name) in file.functions.iter().zip(&names) {
        writeln!(out, "FNDA:{},{name}", function.hits)?;
    }
    let functions = file.summary.functions;
    writeln!(out, "FNF:{}\nFNH:{}", functions.total, functions.covered)?;
    for (block, branch) in file.branches.iter().enumerate() {
        let reached = branch.arms.len() == 1 || branch.arms.iter().any(|&(_, hits)| hits > 0);
        for (arm, (_, hits)) in branch.arms.iter().enumerate() {
            write!(out, "BRDA:{},{block},{arm},", branch.line)?;
            // A branch that was never come to has no counts.
            match reached {
                true => writeln!(out, "{hits}")?,
                false => writeln!(out, "-")?,
            }
        }
    }
    let branches = file.summary.branches;
    writeln!(out, "BRF:{}\nBRH:{}", branches.total, branches.covered)?;
    for (line, hits) in &file.lines {
        writeln!(out, "DA:{line},{hits}")?;
    }
    let lines = file.summary.lines;
    writeln!(out, "LF:{}\nLH:{}", lines.total, lines.covered)?;
    writeln!(out, "end_of_record")
}

/// The names of functions, each once: lcov knows a function by its name.
fn unique_names(file: &FileReport) -> Vec<String> {
    let mut taken = FxHashSet::default();
    let names = file.functions.iter().map(|function| {
        let name = one_line(&function.name).replace(',', "_");
        let mut unique = name.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        unique
    });
    names.collect()
}

/// A record is a line.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}
