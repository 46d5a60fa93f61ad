//! The exit codes of the command, as its help and its manual tell them.

use super::answer::BAD_ARGUMENTS;
use crate::runtime::program::exit_code;

/// An exit code and when the command ends with it, in words that follow 'when'.
pub(super) struct ExitCode {
    /// The code, or what stands for several.
    pub(super) code: Code,
    /// Why.
    pub(super) why: &'static str,
}

/// What a row of the table is about.
pub(super) enum Code {
    /// A code.
    One(u8),
    /// Whatever the program gives.
    Given(&'static str),
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Code::One(code) => formatter.pad(&code.to_string()),
            Code::Given(name) => formatter.pad(name),
        }
    }
}

const fn one(code: u8, why: &'static str) -> ExitCode {
    ExitCode {
        code: Code::One(code),
        why,
    }
}

/// All of them.
pub(super) const EXIT_CODES: &[ExitCode] = &[
    one(0, "nothing is left to do, and no error was uncaught"),
    one(
        1,
        "an error was uncaught, a promise's rejection unhandled, the file is no program, or less ran than --coverage-min wants",
    ),
    one(7, "what handled an uncaught error threw itself"),
    one(BAD_ARGUMENTS, "arguments that can't be used"),
    one(
        13,
        "the program ended while its top level waited at an await",
    ),
    one(70, "the command itself failed"),
    one(
        exit_code::HEAP,
        "--max-heap is reached, or the system has no more memory",
    ),
    one(exit_code::INSTRUCTIONS, "--max-instructions is reached"),
    one(exit_code::TIME, "--timeout is over"),
    one(exit_code::INTERRUPTED, "an interrupt, such as Ctrl-C"),
    one(134, "process.abort() was called"),
    ExitCode {
        code: Code::Given("N"),
        why: "process.exit(N) was called, or process.exitCode set",
    },
];

/// The table as lines of text.
pub(super) fn lines() -> String {
    EXIT_CODES
        .iter()
        .map(|row| format!("  {:>3}  {}\n", row.code, row.why))
        .collect()
}
