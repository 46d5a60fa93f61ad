//! What a run of the suite is summed up as.

use std::collections::BTreeMap;

use crate::judge::{Outcome, Status};
use crate::suite::Run;

/// How many levels of a path make a line of the report, by its first one.
fn depth(top: &str) -> usize {
    match top {
        "built-ins" => 2,
        _ => 3,
    }
}

#[derive(Default, Clone, Copy)]
struct Count {
    passed: usize,
    total: usize,
}

impl Count {
    fn percent(self) -> f64 {
        100.0 * self.passed as f64 / self.total.max(1) as f64
    }
}

/// Prints passed and total of each folder, and of those above it.
pub(crate) fn print(results: &[(Run, Outcome)], skipped: &[(String, &'static str)]) {
    let mut folders: BTreeMap<String, Count> = BTreeMap::new();
    for (run, outcome) in results {
        let parts: Vec<&str> = run.path.split('/').collect();
        let levels = depth(parts[0]).min(parts.len() - 1);
        for level in 0..=levels {
            let count = folders.entry(parts[..level].join("/")).or_default();
            count.total += 1;
            count.passed += usize::from(outcome.status == Status::Pass);
        }
    }
    for (folder, count) in &folders {
        let name = match folder.as_str() {
            "" => "all",
            folder => folder,
        };
        let (passed, total) = (count.passed, count.total);
        println!(
            "{name:<60} {passed:>6} of {total:>6} {:>6.2} %",
            count.percent()
        );
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, reason) in skipped {
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, count) in reasons {
        println!("not run: {count:>6} {reason}");
    }
    for status in [Status::Timeout, Status::Panic, Status::Crash] {
        let count = results.iter().filter(|(_, o)| o.status == status).count();
        if count > 0 {
            println!("{}: {count}", status.name());
        }
    }
}

/// All results as lines of path, mode, status and message between tabs.
pub(crate) fn lines(results: &[(Run, Outcome)]) -> String {
    let line = |(run, outcome): &(Run, Outcome)| {
        let (path, mode, status) = (&run.path, run.mode, outcome.status.name());
        format!("{path}\t{mode}\t{status}\t{}\n", outcome.message)
    };
    results.iter().map(line).collect()
}
