//! Finding cases: what is a case, what it is called, and what is wrong with a suite.
//!
//! A program (`.js`, `.mjs`, `.cjs`) is a case, its `.out` beside it. What is no case: files and folders
//! whose name begins with `.` or `_`, folders named `support` or `node_modules`, and beside a `main` that
//! is a case alone in its folder everything else there and below, which is what it imports. A folder
//! counts once, however many links lead to it.
//! In a Markdown file the cases are blocks of code, see [`super::markdown`].

use super::case::{Case, PROGRAMS, Program, shown};
use super::markdown;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders without cases.
const OTHERS: &[&str] = &["support", "node_modules"];

/// The extensions of expectations.
const EXPECTATIONS: &[&str] = &["out", "err"];

/// Cases, in the order of their names.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Suite {
    /// The cases.
    pub cases: Vec<Case>,
}

/// Where to look for cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// A folder, a program or a Markdown file.
    pub path: PathBuf,
    /// What the names of its cases begin with.
    pub prefix: String,
}

impl Root {
    /// A path as a person gave it: names of its cases are their paths.
    #[must_use]
    pub fn named(path: &Path) -> Root {
        let text = path.to_string_lossy();
        let text = text.strip_prefix("./").unwrap_or(&text);
        let prefix = match text.trim_end_matches('/') {
            "." | "" if text.starts_with('/') => "/".into(),
            "." | "" => String::new(),
            text if path.is_dir() => format!("{text}/"),
            text => match text.rsplit_once('/') {
                Some((folder, _)) => format!("{folder}/"),
                None => String::new(),
            },
        };
        Root {
            path: path.to_path_buf(),
            prefix,
        }
    }
}

impl Suite {
    /// Finds the cases at each root; a case that is found twice counts once.
    ///
    /// # Errors
    /// All that is wrong: a folder without a case, an expectation without a program, two cases that write
    /// one file, a directive that can't be understood, what can't be read.
    pub fn load(roots: &[Root]) -> Result<Suite, Vec<String>> {
        let mut finding = Finding::default();
        for root in roots {
            finding.root(root);
        }
        let mut cases = finding.cases;
        cases.sort_by(|a, b| order(a).cmp(&order(b)));
        finding.problems.extend(collisions(&cases));
        match finding.problems.is_empty() {
            true => Ok(Suite { cases }),
            false => Err(finding.problems),
        }
    }

    /// Keeps the cases of one machine of several: of `count` that share the suite, the `number`th,
    /// from 1.
    pub fn keep_shard(&mut self, number: usize, count: usize) {
        let mut at = 0;
        self.cases.retain(|_| {
            at += 1;
            (at - 1) % count == number - 1
        });
    }
}

#[derive(Default)]
struct Finding {
    cases: Vec<Case>,
    problems: Vec<String>,
    /// How many cases were met, those included that had been met before.
    found: usize,
    seen: BTreeSet<PathBuf>,
    /// The folders that were gone through, as they are called without links, with how many cases and
    /// problems each had.
    folders: BTreeMap<PathBuf, usize>,
}

impl Finding {
    fn root(&mut self, root: &Root) {
        let path = match root.path.canonicalize() {
            Ok(path) => path,
            Err(error) => {
                self.problem(&root.path, &error);
                return;
            }
        };
        if path.is_dir() {
            let before = self.found + self.problems.len();
            self.folder(&path, &root.prefix);
            if before == self.found + self.problems.len() {
                let told = "there is no case in it: no .js, .mjs or .cjs, and no .md with a \
                            ```js block that a ```output block follows";
                self.problem(&root.path, &told);
            }
        } else if is_markdown(&path) {
            let before = self.found + self.problems.len();
            self.markdown(&path, &root.prefix);
            if before == self.found + self.problems.len() {
                let told = "there is no case in it: no ```js block that a ```output block follows";
                self.problem(&root.path, &told);
            }
        } else if is_program(&path) {
            self.program(path, &root.prefix);
        } else {
            self.problem(&root.path, &"neither a folder nor a .js, .mjs, .cjs or .md");
        }
    }

    fn problem(&mut self, path: &Path, what: &dyn std::fmt::Display) {
        self.problems.push(format!("{}: {what}", shown(path)));
    }

    /// Goes through a folder, unless that was done: a link may lead to one that it is in.
    fn folder(&mut self, folder: &Path, prefix: &str) {
        let real = match folder.canonicalize() {
            Ok(real) => real,
            Err(error) => {
                self.problem(folder, &error);
                return;
            }
        };
        if let Some(had) = self.folders.get(&real) {
            self.found += had;
            return;
        }
        self.folders.insert(real.clone(), 0);
        let before = self.found + self.problems.len();
        self.entries(folder, prefix);
        let had = self.found + self.problems.len() - before;
        self.folders.insert(real, had);
    }

    fn entries(&mut self, folder: &Path, prefix: &str) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Ok(entries) => entries,
            Err(error) => {
                self.problem(folder, &error);
                return;
            }
        };
        let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
        paths.retain(|path| !is_hidden(path));
        paths.sort();
        self.check_expectations(&paths);
        let main = paths
            .iter()
            .find(|path| is_program(path) && stem(path) == "main");
        let is_expectation = |path: &&PathBuf| EXPECTATIONS.iter().any(|kind| has(path, kind));
        let is_alone = paths
            .iter()
            .filter(is_expectation)
            .all(|path| stem(path) == "main");
        if let (Some(main), true) = (main, is_alone) {
            paths = vec![main.clone()];
        }
        for path in paths {
            if path.is_dir() {
                if !OTHERS.contains(&stem(&path).as_str()) {
                    self.folder(&path, &format!("{prefix}{}/", file_name(&path)));
                }
            } else if is_program(&path) {
                self.program(path, prefix);
            } else if is_markdown(&path) {
                self.markdown(&path, prefix);
            }
        }
    }

    /// Says which expectations belong to no program.
    fn check_expectations(&mut self, paths: &[PathBuf]) {
        let there: HashSet<&PathBuf> = paths.iter().collect();
        for path in paths {
            let Some(kind) = EXPECTATIONS.iter().find(|kind| has(path, kind)) else {
                continue;
            };
            let mut programs = PROGRAMS.iter().map(|kind| path.with_extension(kind));
            if path.is_file() && !programs.any(|program| there.contains(&program)) {
                let told = format!("an .{kind} without a program");
                self.problem(path, &told);
            }
        }
    }

    fn program(&mut self, path: PathBuf, prefix: &str) {
        self.found += 1;
        if !self.seen.insert(path.clone()) {
            return;
        }
        match Case::load(format!("{prefix}{}", stem(&path)), path) {
            Ok(case) => self.cases.push(case),
            Err(problem) => self.problems.push(problem),
        }
    }

    fn markdown(&mut self, path: &Path, prefix: &str) {
        if self.seen.contains(path) {
            self.found += 1;
            return;
        }
        let name = format!("{prefix}{}", file_name(path));
        match markdown::cases(&name, path) {
            Ok(cases) if cases.is_empty() => {}
            Ok(cases) => {
                self.seen.insert(path.to_path_buf());
                self.found += cases.len();
                self.cases.extend(cases);
            }
            Err(problems) => self.problems.extend(problems),
        }
    }
}

/// Where a case stands among the others: by its name, and in a file by its line.
fn order(case: &Case) -> (&str, usize) {
    let of_file = case.name.rsplit_once(':').map(|(name, _)| name);
    match case.program {
        Program::File => (&case.name, 0),
        Program::Block(_) => (of_file.unwrap_or(&case.name), case.line()),
    }
}

/// The cases that have the same expectations as another.
fn collisions(cases: &[Case]) -> Vec<String> {
    let mut writers: BTreeMap<PathBuf, Vec<&Case>> = BTreeMap::new();
    let files = cases
        .iter()
        .filter(|case| matches!(case.program, Program::File));
    for case in files {
        writers.entry(case.out()).or_default().push(case);
    }
    let shared = writers.into_iter().filter(|(_, cases)| cases.len() > 1);
    shared
        .map(|(out, cases)| {
            let names: Vec<String> = cases.iter().map(|case| file_name(&case.path)).collect();
            let names = names.join(" and ");
            format!("{}: two cases would write it, {names}", shown(&out))
        })
        .collect()
}

fn is_hidden(path: &Path) -> bool {
    file_name(path).starts_with(['.', '_'])
}

fn has(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|it| it == extension)
}

fn is_program(path: &Path) -> bool {
    PROGRAMS.iter().any(|kind| has(path, kind)) && path.is_file()
}

fn is_markdown(path: &Path) -> bool {
    has(path, "md") && path.is_file()
}

fn stem(path: &Path) -> String {
    lossy(path.file_stem())
}

fn file_name(path: &Path) -> String {
    lossy(path.file_name())
}

fn lossy(name: Option<&std::ffi::OsStr>) -> String {
    name.unwrap_or_default().to_string_lossy().into_owned()
}
