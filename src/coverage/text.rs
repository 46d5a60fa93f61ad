//! A report as a table for people.

use super::report::{Report, Summary};
use std::fmt::{self, Write};

/// The columns after the first.
const HEADS: [&str; 4] = ["% Lines", "% Branch", "% Funcs", "Uncovered lines"];

/// As many ranges of lines are listed of a file.
const MOST_RANGES: usize = 12;

/// Writes the table: a row for all files, and one for each.
///
/// # Errors
/// As the writer's.
pub(crate) fn write(report: &Report, out: &mut impl Write) -> fmt::Result {
    let mut rows = vec![(String::from("All files"), report.total, String::new())];
    for file in &report.files {
        let ranges = ranges(&file.uncovered_lines());
        rows.push((format!(" {}", file.path), file.summary, ranges));
    }
    let width = |text: &str| text.chars().count();
    let names = rows.iter().map(|(name, ..)| width(name));
    let first = names.max().unwrap_or(0);
    let last = rows.iter().map(|(.., ranges)| width(ranges));
    let last = last.max().unwrap_or(0).max(width(HEADS[3]));
    let line = |out: &mut dyn Write| {
        write!(out, "{:-<first$}-", "")?;
        for head in &HEADS[..3] {
            write!(out, "|-{:-<1$}-", "", head.len())?;
        }
        writeln!(out, "|-{:-<last$}", "")
    };
    line(out)?;
    write!(out, "{:first$} ", "File")?;
    for head in &HEADS[..3] {
        write!(out, "| {head} ")?;
    }
    writeln!(out, "| {}", HEADS[3])?;
    line(out)?;
    for (name, summary, ranges) in &rows {
        let pad = first - width(name);
        write!(out, "{name}{:pad$} ", "")?;
        for (share, head) in shares(summary).iter().zip(HEADS) {
            write!(out, "| {share:>0$} ", head.len())?;
        }
        match ranges.is_empty() {
            true => writeln!(out, "|")?,
            false => writeln!(out, "| {ranges}")?,
        }
    }
    line(out)
}

fn shares(summary: &Summary) -> [super::percent::Share; 3] {
    [summary.lines, summary.branches, summary.functions]
}

/// `3-5,9`; what is left out is counted.
pub(super) fn ranges(ranges: &[(u32, u32)]) -> String {
    let range = |&(start, end): &(u32, u32)| match start == end {
        true => start.to_string(),
        false => format!("{start}-{end}"),
    };
    let shown = ranges.iter().take(MOST_RANGES).map(range);
    let mut text = shown.collect::<Vec<_>>().join(",");
    if ranges.len() > MOST_RANGES {
        text += &format!(" and {} more", ranges.len() - MOST_RANGES);
    }
    text
}
