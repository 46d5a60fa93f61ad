//! Counts of any number of runs, and what they come to by file, line, function and branch.

use super::files::{path_of, shown_path};
use super::ignored::ignored_lines;
use super::percent::Share;
use super::plan::{Arm, BranchKind};
use super::recording::FileCounts;
use crate::source::{SourceText, Span};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

/// The counts of runs, added up.
#[derive(Default, Debug)]
pub(crate) struct Collected {
    /// By path.
    files: BTreeMap<String, FileCounts>,
}

impl Collected {
    /// Adds what a run counted in files. One whose text isn't what it was in runs before begins anew.
    pub(crate) fn add(&mut self, run: Vec<FileCounts>) {
        for file in run {
            let Some(path) = path_of(&file.name) else {
                continue;
            };
            match self.files.entry(path) {
                Entry::Vacant(place) => {
                    place.insert(file);
                }
                Entry::Occupied(mut known) => known.get_mut().add(file),
            }
        }
    }

    /// Leaves out files by their absolute paths, unless there are no others.
    #[cfg(feature = "golden")]
    pub(crate) fn leave_out(&mut self, aside: impl Fn(&str) -> bool) {
        if self.files.keys().any(|path| !aside(path)) {
            self.files.retain(|path, _| !aside(path));
        }
    }

    /// What it comes to; the paths are shown from a folder on.
    pub(crate) fn report(self, base: &Path) -> Report {
        let files = self.files.into_iter();
        let files: Vec<FileReport> = files
            .map(|(path, counts)| FileReport::new(shown_path(&path, base), counts))
            .collect();
        let mut total = Summary::default();
        for file in &files {
            total.lines = total.lines.and(file.summary.lines);
            total.branches = total.branches.and(file.summary.branches);
            total.functions = total.functions.and(file.summary.functions);
        }
        Report { files, total }
    }
}

impl FileCounts {
    /// Adds the counts of the same file in another run.
    fn add(&mut self, other: FileCounts) {
        if self.text != other.text || self.plan != other.plan {
            *self = other;
            return;
        }
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count = count.saturating_add(more);
        }
    }

    fn count(&self, counter: u32) -> u64 {
        self.counts.get(counter as usize).copied().unwrap_or(0)
    }
}

/// Shares of lines, branches and functions.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Summary {
    /// Of lines on which statements begin.
    pub(crate) lines: Share,
    /// Of the arms of branches.
    pub(crate) branches: Share,
    /// Of functions.
    pub(crate) functions: Share,
}

/// What was covered.
#[derive(Debug)]
pub(crate) struct Report {
    /// By path.
    pub(crate) files: Vec<FileReport>,
    /// All together.
    pub(crate) total: Summary,
}

/// How often a function was entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct FunctionHits {
    /// Its name.
    pub(crate) name: String,
    /// The line on which it begins, from 1.
    pub(crate) line: u32,
    /// Its text.
    pub(crate) span: Span,
    /// How often its body was entered.
    pub(crate) hits: u64,
}

/// How often the ways of a branch were taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct BranchHits {
    /// Which construct.
    pub(crate) kind: BranchKind,
    /// The line on which it begins, from 1.
    pub(crate) line: u32,
    /// Where it begins, in bytes.
    pub(crate) start: u32,
    /// The ways in the order of the text, with how often they were taken.
    pub(crate) arms: Vec<(Span, u64)>,
}

/// What was covered of a file.
#[derive(Debug)]
pub(crate) struct FileReport {
    /// Its path.
    pub(crate) path: String,
    /// Its text, with the lines.
    pub(crate) source: SourceText,
    /// How often the lines ran that can run, by number from 1: the most often of their statements.
    pub(crate) lines: BTreeMap<u32, u64>,
    /// Statements, with how often they ran.
    pub(crate) statements: Vec<(Span, u64)>,
    /// The functions.
    pub(crate) functions: Vec<FunctionHits>,
    /// The branches.
    pub(crate) branches: Vec<BranchHits>,
    /// The shares.
    pub(crate) summary: Summary,
}

impl FileReport {
    fn new(path: String, counts: FileCounts) -> FileReport {
        let source = SourceText::new(path.clone(), counts.text.clone());
        let ignored = ignored_lines(texts_of_lines(&source));
        let line = |offset: u32| source.line_column(offset).0;
        let counts_at = |offset| {
            !ignored
                .get(line(offset) as usize - 1)
                .copied()
                .unwrap_or(false)
        };
        let statements: Vec<(Span, u64)> = (counts.plan.statements.iter())
            .filter(|(span, _)| counts_at(span.start))
            .map(|&(span, counter)| (span, counts.count(counter)))
            .collect();
        let mut lines = BTreeMap::new();
        for &(span, count) in &statements {
            let most = lines.entry(line(span.start)).or_insert(0);
            *most = count.max(*most);
        }
        let functions: Vec<FunctionHits> = (counts.plan.functions.iter())
            .filter(|function| counts_at(function.span.start))
            .map(|function| FunctionHits {
                name: function.name.clone(),
                line: line(function.span.start),
                span: function.span,
                hits: counts.count(function.counter),
            })
            .collect();
        let arm = |arm: &Arm| (arm.span, counts.count(arm.counter));
        let branches: Vec<BranchHits> = (counts.plan.branches.iter())
            .filter(|branch| counts_at(branch.span.start))
            .map(|branch| BranchHits {
                kind: branch.kind,
                line: line(branch.span.start),
                start: branch.span.start,
                // What is excluded by itself isn't missed.
                arms: (branch.arms.iter())
                    .filter(|arm| counts_at(arm.span.start))
                    .map(arm)
                    .collect(),
            })
            .filter(|branch| !branch.arms.is_empty())
            .collect();
        let arms = branches.iter().flat_map(|branch| &branch.arms);
        let summary = Summary {
            lines: Share::of(lines.values().copied()),
            branches: Share::of(arms.map(|&(_, hits)| hits)),
            functions: Share::of(functions.iter().map(|function| function.hits)),
        };
        FileReport {
            path,
            source,
            lines,
            statements,
            functions,
            branches,
            summary,
        }
    }

    /// The lines that didn't run, as ranges of line numbers: what lies between two of them and can't run
    /// doesn't part them.
    pub(crate) fn uncovered_lines(&self) -> Vec<(u32, u32)> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut goes_on = false;
        for (&line, &hits) in &self.lines {
            match ranges.last_mut() {
                _ if hits > 0 => goes_on = false,
                Some(range) if goes_on => range.1 = line,
                _ => {
                    ranges.push((line, line));
                    goes_on = true;
                }
            }
        }
        ranges
    }
}

/// The lines of a text, with what ends them.
pub(super) fn texts_of_lines(source: &SourceText) -> impl Iterator<Item = &str> {
    let starts = source.line_starts();
    let ends = starts[1..].iter().copied();
    let ends = ends.chain([source.text().len() as u32]);
    let spans = starts.iter().copied().zip(ends);
    spans.map(|(start, end)| source.slice(Span::new(start, end)))
}
