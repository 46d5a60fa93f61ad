//! What the command line asks for, as data.

use super::coverage::Wanted;
use crate::host::launch::Launch;
use crate::permissions::Permissions;
use clap::ValueEnum;
use std::ffi::OsString;
use std::path::PathBuf;

/// The whole command line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// What to run.
    pub program: Program,
    /// The program's own arguments: `process.argv` from index 2, or from 1 for `Eval`, `Print`
    /// and `Repl`. For `Test`: the reporter and the files.
    pub arguments: Vec<OsString>,
    /// Only parse, and say what is wrong.
    pub check: bool,
    /// Run a file as a classic script, without module scope.
    pub script: bool,
    /// Start the prompt, also after a program and also without a terminal.
    pub interactive: bool,
    /// Which clock the program sees.
    pub clock: ClockKind,
    /// Makes `Math.random` repeatable.
    pub seed: Option<u64>,
    /// What the program may use.
    pub limits: Limits,
    /// Report which parts of the program ran.
    pub coverage: Option<Wanted>,
    /// Add the counts of which parts of the program ran to those in this folder.
    pub coverage_raw: Option<PathBuf>,
    /// Tell of an uncaught error what led to it.
    pub trace_async: bool,
    /// What is done before the program, where anything is.
    pub launch: Option<Box<Launch>>,
    /// What a text that isn't a file is said to be.
    pub input_type: Option<InputType>,
    /// Symbolic links to the program itself aren't followed.
    pub keeps_main_link: bool,
    /// The options as they were given.
    pub given: Vec<OsString>,
    /// `process.execArgv`: those that Node has too.
    pub exec_arguments: Vec<OsString>,
    /// Run again when a file changes.
    pub watch: Option<Box<Watch>>,
    /// Where the names of files that modules are read from are told, for who watches.
    pub watch_report: Option<PathBuf>,
    /// Collect at every Nth allocation.
    pub gc_stress: Option<u64>,
    /// The program's own folder, where that isn't told by where it is.
    pub own_folder: Option<PathBuf>,
    /// What the program may touch of the outside.
    pub permissions: Permissions,
    /// Provide what conformance tests expect of a host.
    pub test262: bool,
}

/// What to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Program {
    /// The prompt on a terminal, else the program from standard input.
    #[default]
    Default,
    /// A file.
    File(PathBuf),
    /// Standard input: `-`.
    Stdin,
    /// Code given with `-e`.
    Eval(String),
    /// An expression given with `-p`, whose value is shown.
    Print(String),
    /// The tests in the files that the arguments name, or that have names of tests.
    Test,
}

/// What a text that isn't a file is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputType {
    /// An ES module.
    Module,
    /// A script.
    Commonjs,
}

/// What is watched, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// Files and folders; where there are none, the files that the program is read from.
    pub paths: Vec<PathBuf>,
    /// The terminal isn't cleared.
    pub preserves_output: bool,
    /// The name of the signal that ends a run for the next one.
    pub kill_signal: Option<String>,
}

/// Which clock the program sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ClockKind {
    /// The machine's.
    #[default]
    Real,
    /// One that jumps to the next timer instead of waiting.
    Virtual,
}

/// What the program may use; `None` is no limit, or the usual one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Time from the start, in milliseconds.
    pub timeout_ms: Option<u64>,
    /// Heap, in mebibytes.
    pub max_heap_mib: Option<u64>,
    /// Evaluation steps.
    pub max_instructions: Option<u64>,
    /// Stack for calls, in kibibytes.
    pub stack_size_kib: Option<u64>,
}

impl Limits {
    /// [`Limits::max_heap_mib`] in bytes.
    pub fn heap_bytes(&self) -> Option<usize> {
        let mib = self.max_heap_mib?;
        Some(usize::try_from(mib).map_or(usize::MAX, |mib| mib.saturating_mul(1 << 20)))
    }
}
