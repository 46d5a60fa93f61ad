//! The options of a program, as clap knows them: of `minijs`, `minijs run` and `minijs repl`.
//!
//! Owns their names, their help and what their values may be. What they ask for is in `options.rs`.

use super::coverage::CoverageFlags;
use super::options::ClockKind;
use clap::Parser;
use std::ffi::OsString;
use std::path::PathBuf;

/// The options as clap knows them.
#[derive(Debug, Parser)]
#[command(
    name = "minijs",
    version,
    disable_version_flag = true,
    about = "JavaScript with a real event loop"
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

    /// Only import files, don't read them otherwise
    #[arg(long, hide = true)]
    pub(super) deny_fs_read: bool,

    /// Change no files
    #[arg(long, hide = true)]
    pub(super) deny_fs_write: bool,

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
