//! Counts of many processes, gathered in a folder: what each adds is small, and needs no other.
//!
//! What a text is and what there is to count in it is written once (`HASH.plan`); each process appends a
//! line with its counts for each run (`PID.counts`). A process that is killed leaves a line that is cut
//! off at most, which isn't read.

use super::plan::{Arm, Branch, BranchKind, FunctionPlace, Plan};
use super::recording::FileCounts;
use super::report::Collected;
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Adds what a run counted to a folder.
///
/// # Errors
/// Where it can't be written to.
pub(crate) fn write(folder: &Path, run: &[FileCounts]) -> io::Result<()> {
    let mut lines = String::new();
    for file in run {
        let name = hash(file);
        let plan = folder.join(format!("{name}.plan"));
        if !plan.exists() {
            // Whoever comes to the end of it first has written what the others have.
            let own = folder.join(format!("{name}.{}", std::process::id()));
            fs::write(&own, encode(file))?;
            fs::rename(&own, &plan)?;
        }
        lines += &name;
        for count in &file.counts {
            let _ = write!(lines, " {count}");
        }
        lines.push('\n');
    }
    let path = folder.join(format!("{}.counts", std::process::id()));
    let mut file = File::options().create(true).append(true).open(path)?;
    file.write_all(lines.as_bytes())
}

/// What was written to a folder, added up.
///
/// # Errors
/// Where it can't be read.
pub(crate) fn read(folder: &Path) -> io::Result<Collected> {
    let mut collected = Collected::default();
    let mut sums: FxHashMap<String, Vec<u64>> = FxHashMap::default();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "counts") {
            for line in fs::read_to_string(&path)?.split_inclusive('\n') {
                add_line(line, &mut sums);
            }
        }
    }
    let mut names: Vec<_> = sums.into_iter().collect();
    names.sort_unstable();
    for (name, counts) in names {
        let text = fs::read_to_string(folder.join(format!("{name}.plan")))?;
        let file = decode(&text, counts).ok_or(ErrorKind::InvalidData)?;
        collected.add(vec![file]);
    }
    Ok(collected)
}

/// Empties a folder of what was written to it.
///
/// # Errors
/// Where it can't be.
#[cfg(feature = "golden")]
pub(crate) fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        fs::remove_file(entry?.path())?;
    }
    Ok(())
}

/// Adds a line, unless it is cut off.
fn add_line(line: &str, sums: &mut FxHashMap<String, Vec<u64>>) {
    let Some(line) = line.strip_suffix('\n') else {
        return;
    };
    let mut words = line.split(' ');
    let Some(name) = words.next() else { return };
    let counts = words.map(|word| word.parse().unwrap_or(0));
    match sums.get_mut(name) {
        None => {
            sums.insert(name.to_string(), counts.collect());
        }
        Some(sum) => {
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum = u64::saturating_add(*sum, count);
            }
        }
    }
}

/// What stands for a text and its name.
fn hash(file: &FileCounts) -> String {
    let mut hasher = DefaultHasher::new();
    (&file.name, &file.text).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Numbers, a record a line, with names as their lengths and bytes; then name and text.
fn encode(file: &FileCounts) -> String {
    let mut out = String::new();
    let plan = &file.plan;
    let _ = writeln!(
        out,
        "{} {} {} {} {}",
        plan.counters,
        plan.statements.len(),
        plan.functions.len(),
        plan.branches.len(),
        file.name.len()
    );
    for (Span { start, end }, counter) in &plan.statements {
        let _ = writeln!(out, "{start} {end} {counter}");
    }
    for function in &plan.functions {
        let Span { start, end } = function.span;
        let (counter, length) = (function.counter, function.name.len());
        let _ = writeln!(out, "{start} {end} {counter} {length}");
    }
    for branch in &plan.branches {
        let Span { start, end } = branch.span;
        let kind = branch.kind as u32;
        let _ = write!(out, "{kind} {start} {end}");
        for arm in &branch.arms {
            let Span { start, end } = arm.span;
            let _ = write!(out, " {start} {end} {}", arm.counter);
        }
        out.push('\n');
    }
    for function in &plan.functions {
        out += &function.name;
    }
    out += &file.name;
    out += &file.text;
    out
}

/// The kinds of branches by number.
const KINDS: [BranchKind; 6] = [
    BranchKind::If,
    BranchKind::Conditional,
    BranchKind::Logical,
    BranchKind::Switch,
    BranchKind::Default,
    BranchKind::OptionalChain,
];

fn decode(text: &str, counts: Vec<u64>) -> Option<FileCounts> {
    let mut rest = text;
    let [counters, statements, functions, branches, name_length] = numbers(&mut rest)?[..] else {
        return None;
    };
    let mut plan = Plan {
        counters,
        ..Plan::default()
    };
    for _ in 0..statements {
        let [start, end, counter] = numbers(&mut rest)?[..] else {
            return None;
        };
        plan.statements.push((Span::new(start, end), counter));
    }
    let mut lengths = Vec::new();
    for _ in 0..functions {
        let [start, end, counter, length] = numbers(&mut rest)?[..] else {
            return None;
        };
        plan.functions.push(FunctionPlace {
            name: String::new(),
            span: Span::new(start, end),
            counter,
        });
        lengths.push(length);
    }
    for _ in 0..branches {
        let numbers = numbers(&mut rest)?;
        let (&[kind, start, end], arms) = numbers.split_first_chunk()?;
        let arm = |arm: &[u32]| Arm {
            span: Span::new(arm[0], arm[1]),
            counter: arm[2],
        };
        plan.branches.push(Branch {
            kind: *KINDS.get(kind as usize)?,
            span: Span::new(start, end),
            arms: arms.chunks_exact(3).map(arm).collect(),
        });
    }
    for (function, length) in plan.functions.iter_mut().zip(lengths) {
        function.name = take(&mut rest, length)?.to_string();
    }
    let name = take(&mut rest, name_length)?.to_string();
    Some(FileCounts {
        name,
        text: rest.to_string(),
        plan,
        counts,
    })
}

/// The numbers of the next line.
fn numbers(rest: &mut &str) -> Option<Vec<u32>> {
    let (line, after) = rest.split_once('\n')?;
    *rest = after;
    line.split(' ').map(|word| word.parse().ok()).collect()
}

fn take<'t>(rest: &mut &'t str, length: u32) -> Option<&'t str> {
    let (text, after) = rest.split_at_checked(length as usize)?;
    *rest = after;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{KINDS, add_line, decode, encode};
    use crate::coverage::{FileCounts, PlanBuilder, What};
    use crate::source::Span;
    use rustc_hash::FxHashMap;

    #[test]
    fn what_is_written_is_read() {
        let mut plan = PlanBuilder::default();
        plan.statement(Span::new(0, 3));
        plan.function(Some(String::from("ä b\n")), Span::new(1, 2));
        plan.function(None, Span::new(4, 9));
        for (number, kind) in (0..).zip(KINDS) {
            assert_eq!(kind as usize, number as usize);
            let span = Span::new(number, 10);
            let arms = [(What::Then, span, span), (What::Else, span, Span::empty(3))];
            plan.branch(kind, span, &arms[..1 + number as usize % 2]);
        }
        let (plan, _) = plan.finish();
        let file = FileCounts {
            name: String::from("/a/ö.js"),
            text: String::from("1\n2 3\n\u{2028}x"),
            counts: vec![7; plan.counters as usize],
            plan,
        };
        assert_eq!(
            decode(&encode(&file), file.counts.clone()),
            Some(file.clone())
        );
        assert_eq!(decode(&encode(&file)[..20], Vec::new()), None);
    }

    #[test]
    fn a_line_that_is_cut_off_counts_for_nothing() {
        let mut sums = FxHashMap::default();
        add_line("ab 1 2 3\n", &mut sums);
        add_line("ab 0 5 1\n", &mut sums);
        add_line("ab 9 9", &mut sums);
        assert_eq!(sums["ab"], [1, 7, 4]);
    }
}
