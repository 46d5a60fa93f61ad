//! The options of a program, as clap knows them: of `minijs`, `minijs run` and `minijs repl`.
//!
//! Owns their names, their help and what their values may be. What they ask for is in `options.rs`.

use super::coverage::CoverageFlags;
use super::options::{ClockKind, InputType};
use super::permissions::PermissionFlags;
use crate::host::Rejections;
use clap::{Parser, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// The options as clap knows them.
#[derive(Debug, Parser)]
#[command(
    name = "minijs",
    version,
    disable_version_flag = true,
    about = "JavaScript with a real event loop",
    args_override_self = true
)]
pub(super) struct Flags {
    /// Run this code
    #[arg(short, long, value_name = "CODE", allow_hyphen_values = true)]
    pub(super) eval: Option<String>,

    /// Run this code and show the value of its last expression
    #[arg(
        short,
        long,
        value_name = "EXPR",
        allow_hyphen_values = true,
        conflicts_with = "eval"
    )]
    pub(super) print: Option<String>,

    /// Only look for syntax errors
    #[arg(short, long, conflicts_with_all = ["eval", "print", "interactive", "coverage", "coverage_min"])]
    pub(super) check: bool,

    /// Start the prompt
    #[arg(short, long, conflicts_with_all = ["coverage", "coverage_min"])]
    pub(super) interactive: bool,

    /// Run the tests of files, each in a process of its own
    #[arg(long, conflicts_with_all = ["eval", "print", "check", "interactive", "coverage", "coverage_min"])]
    pub(super) test: bool,

    /// How the tests' outcome is told: spec, tap, dot, junit
    #[arg(long, value_name = "NAME", requires = "test")]
    pub(super) test_reporter: Option<String>,

    /// Run as a classic script: no module scope, top-level variables are global
    #[arg(long)]
    pub(super) script: bool,

    /// Require a module before the program; may be repeated
    #[arg(short, long, value_name = "MODULE", help_heading = "Modules")]
    pub(super) require: Vec<String>,

    /// Import a module before the program; may be repeated
    #[arg(long, value_name = "MODULE", help_heading = "Modules")]
    pub(super) import: Vec<String>,

    /// What the code of -e, -p or standard input is: module, commonjs
    #[arg(
        long,
        value_enum,
        value_name = "TYPE",
        help_heading = "Modules",
        hide_possible_values = true
    )]
    pub(super) input_type: Option<InputType>,

    /// A condition of packages' exports and imports beside Node's; may be repeated
    #[arg(
        short = 'C',
        long = "conditions",
        value_name = "NAME",
        help_heading = "Modules",
        value_parser = clap::builder::NonEmptyStringValueParser::new()
    )]
    pub(super) conditions: Vec<String>,

    /// Don't follow symbolic links to modules
    #[arg(long, help_heading = "Modules")]
    pub(super) preserve_symlinks: bool,

    /// Don't follow a symbolic link to the program
    #[arg(long, help_heading = "Modules")]
    pub(super) preserve_symlinks_main: bool,

    /// Set variables of process.env that a file lists; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Environment", value_hint = clap::ValueHint::FilePath)]
    pub(super) env_file: Vec<PathBuf>,

    /// The same, if there is such a file
    #[arg(long, value_name = "FILE", help_heading = "Environment", value_hint = clap::ValueHint::FilePath)]
    pub(super) env_file_if_exists: Vec<PathBuf>,

    /// process.title
    #[arg(long, value_name = "TEXT", help_heading = "Environment")]
    pub(super) title: Option<String>,

    /// Make a global gc(), which collects garbage
    #[arg(long, help_heading = "Environment")]
    pub(super) expose_gc: bool,

    /// Do without Object.prototype.__proto__: delete it, or have its use throw
    #[arg(
        long,
        value_name = "MODE",
        help_heading = "Environment",
        value_parser = ["delete", "throw"],
        hide_possible_values = true
    )]
    pub(super) disable_proto: Option<String>,

    /// Refuse eval and its like
    #[arg(long, help_heading = "Environment")]
    pub(super) disallow_code_generation_from_strings: bool,

    /// Print no warnings
    #[arg(long, help_heading = "Warnings and errors")]
    pub(super) no_warnings: bool,

    /// Don't print warnings with a code or a name; may be repeated
    #[arg(long, value_name = "CODE", help_heading = "Warnings and errors")]
    pub(super) disable_warning: Vec<String>,

    /// Print warnings with their stacks
    #[arg(long, help_heading = "Warnings and errors")]
    pub(super) trace_warnings: bool,

    /// Print no deprecations
    #[arg(long, help_heading = "Warnings and errors")]
    pub(super) no_deprecation: bool,

    /// Print deprecations with their stacks
    #[arg(long, help_heading = "Warnings and errors")]
    pub(super) trace_deprecation: bool,

    /// Throw deprecations
    #[arg(long, help_heading = "Warnings and errors")]
    pub(super) throw_deprecation: bool,

    /// What an unhandled rejection does: throw, strict, warn, none, warn-with-error-code
    #[arg(
        long,
        value_enum,
        value_name = "MODE",
        help_heading = "Warnings and errors",
        hide_possible_values = true
    )]
    pub(super) unhandled_rejections: Option<RejectionMode>,

    /// Error.stackTraceLimit: how many calls a stack shows
    #[arg(
        long,
        value_name = "N",
        help_heading = "Warnings and errors",
        value_parser = number(0, u64::from(u32::MAX))
    )]
    pub(super) stack_trace_limit: Option<u64>,

    /// Run again when a file changes that the program was read from
    #[arg(
        long,
        help_heading = "Watching",
        conflicts_with_all = ["eval", "print", "check", "interactive"]
    )]
    pub(super) watch: bool,

    /// Run again when this file, or one in this folder, changes; may be repeated
    #[arg(
        long,
        value_name = "PATH",
        help_heading = "Watching",
        value_hint = clap::ValueHint::AnyPath,
        conflicts_with_all = ["eval", "print", "check", "interactive"]
    )]
    pub(super) watch_path: Vec<PathBuf>,

    /// Don't clear the terminal between runs
    #[arg(long, help_heading = "Watching")]
    pub(super) watch_preserve_output: bool,

    /// The signal that ends a run for the next one [default: SIGTERM]
    #[arg(long, value_name = "SIGNAL", help_heading = "Watching")]
    pub(super) watch_kill_signal: Option<String>,

    /// Where the names of files that modules are read from are written
    #[arg(long, hide = true, value_name = "FILE")]
    pub(super) watch_report: Option<PathBuf>,

    /// real: timers wait; virtual: time jumps to them
    #[arg(
        long,
        value_enum,
        value_name = "KIND",
        default_value = "real",
        hide_possible_values = true
    )]
    pub(super) clock: ClockKind,

    /// Make Math.random() repeatable
    #[arg(long, value_name = "N", value_parser = number(0, u64::MAX))]
    pub(super) seed: Option<u64>,

    /// Stop the program after so many milliseconds (exit code 124)
    #[arg(
        long,
        value_name = "MS",
        help_heading = "Limits",
        value_parser = number_of("milliseconds, such as 1000")
    )]
    pub(super) timeout: Option<u64>,

    /// Stop the program when it needs more mebibytes (exit code 122) than these, or than half of
    /// the machine's
    #[arg(
        long,
        value_name = "MB",
        help_heading = "Limits",
        value_parser = number_of("mebibytes, such as 64")
    )]
    pub(super) max_heap: Option<u64>,

    /// The same as --max-heap
    #[arg(
        long,
        value_name = "MB",
        hide = true,
        value_parser = number_of("mebibytes, such as 64")
    )]
    pub(super) max_old_space_size: Option<u64>,

    /// Stop the program after so many evaluation steps (exit code 123)
    #[arg(
        long,
        value_name = "N",
        help_heading = "Limits",
        value_parser = number_of("evaluation steps, such as 1000000")
    )]
    pub(super) max_instructions: Option<u64>,

    /// Give calls a stack of so many kibibytes
    #[arg(
        long,
        value_name = "KB",
        help_heading = "Limits",
        value_parser = number_of("kibibytes, such as 984")
    )]
    pub(super) stack_size: Option<u64>,

    #[command(flatten)]
    pub(super) coverage: CoverageFlags,

    /// Add the counts of which parts ran to those in a folder
    #[arg(long, hide = true, value_name = "FOLDER")]
    pub(super) coverage_raw: Option<PathBuf>,

    /// Tell of an uncaught error what led to it, through timers, promises and awaits
    #[arg(long)]
    pub(super) trace_async: bool,

    /// Collect garbage at every Nth allocation
    #[arg(long, hide = true, value_name = "N", value_parser = number(1, u64::from(u32::MAX)))]
    pub(super) gc_stress: Option<u64>,

    /// The program's own folder, where its runner knows better
    #[arg(long, hide = true, value_name = "FOLDER")]
    pub(super) own_folder: Option<PathBuf>,

    #[command(flatten)]
    pub(super) permissions: PermissionFlags,

    /// Be a host for conformance tests
    #[arg(long, hide = true)]
    pub(super) test262: bool,

    /// Print version
    #[arg(short = 'v', long, action = clap::ArgAction::Version)]
    pub(super) version: Option<bool>,

    /// The program, or - for standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) file: Option<OsString>,
}

/// Node's names for what is done with an unhandled rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RejectionMode {
    Throw,
    Strict,
    Warn,
    None,
    WarnWithErrorCode,
}

impl RejectionMode {
    /// What it asks for.
    pub(super) fn asked(self) -> Rejections {
        match self {
            RejectionMode::Throw => Rejections::Throw,
            RejectionMode::Strict => Rejections::Strict,
            RejectionMode::Warn => Rejections::Warn,
            RejectionMode::None => Rejections::Ignore,
            RejectionMode::WarnWithErrorCode => Rejections::WarnWithCode,
        }
    }
}

/// Reads a limit, which is a number of what `unit` says.
fn number_of(
    unit: &'static str,
) -> impl Fn(&str) -> Result<u64, String> + Clone + Send + Sync + 'static {
    move |text| match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        Ok(_) => Err(String::from(
            "can't be 0; to have no limit, leave the option out",
        )),
        Err(_) if is_number(text) => Err(format!(
            "can't be as large as {text}; to have no limit, leave the option out"
        )),
        Err(_) => Err(format!("takes a whole number of {unit}, not '{text}'")),
    }
}

/// Reads a number up to `most`.
fn number(least: u64, most: u64) -> impl Fn(&str) -> Result<u64, String> + Clone + Send + Sync {
    move |text| match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        Ok(_) => Err(format!("takes a number from {least} to {most}, not {text}")),
        Err(_) if is_number(text) => {
            Err(format!("takes a number from {least} to {most}, not {text}"))
        }
        Err(_) => Err(format!("takes a whole number, not '{text}'")),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
