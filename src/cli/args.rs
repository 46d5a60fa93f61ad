//! Reading the command line.
//!
//! Owns the rule where the program's own arguments begin: everything after the first argument that
//! isn't an option belongs to the program, untouched. Does not own what the options do.
//!
//! `minijs file.js ...` is read without clap, whose set-up takes longer than most of a start.

use super::answer::{self, Answer};
use super::flags::Flags;
use super::options::{Limits, Options, Program};
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The options of a program, for help and completions.
pub fn definition() -> clap::Command {
    Flags::command()
}

/// Reads arguments that don't begin with an option, without the command's own name.
///
/// # Errors
/// The arguments, where they do.
pub fn parse_plain(mut arguments: Vec<OsString>) -> Result<Options, Vec<OsString>> {
    match arguments.first() {
        None => Ok(Options::default()),
        Some(first) if !is_option(first) => {
            let program = program_from(arguments.remove(0));
            Ok(Options {
                program,
                arguments,
                ..Options::default()
            })
        }
        Some(_) => Err(arguments),
    }
}

/// Reads options and what follows them; `caller` is how the command is called, and `help` its help.
///
/// # Errors
/// An `Answer` to print instead, also for `--help` and `--version`.
pub fn parse_options(
    caller: &str,
    help: impl FnOnce() -> String,
    mut arguments: Vec<OsString>,
) -> Result<Options, Answer> {
    let mut command = definition();
    // `-pe code` is what `-p code` means here.
    for argument in &mut arguments {
        if argument == "-pe" {
            *argument = OsString::from("-p");
        }
    }
    let end = options_end(&command, &arguments);
    let mut rest = arguments.split_off(end);
    if rest.first().is_some_and(|first| first == "--") {
        rest.remove(0);
    }
    let name = std::iter::once(OsString::from("minijs"));
    let flags = command
        .try_get_matches_from_mut(name.chain(arguments))
        .and_then(|matches| Flags::from_arg_matches(&matches));
    match flags {
        Ok(flags) => Ok(options_from(flags, rest)),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => Err(Answer::shown(help())),
        Err(error) => Err(answer::answer(caller, &error)),
    }
}

/// How many arguments are options and their values.
fn options_end(command: &clap::Command, arguments: &[OsString]) -> usize {
    let mut at = 0;
    while let Some(argument) = arguments.get(at)
        && is_option(argument)
        && argument != "--"
    {
        at += 1 + usize::from(value_follows(command, argument));
    }
    at.min(arguments.len())
}

/// Whether the value of an option is the next argument.
fn value_follows(command: &clap::Command, argument: &OsStr) -> bool {
    let Some(text) = argument.to_str() else {
        return false;
    };
    let takes_value =
        |option: &clap::Arg| option.get_action().takes_values() && !option.is_require_equals_set();
    if let Some(long) = text.strip_prefix("--") {
        let named = |option: &&clap::Arg| option.get_long() == Some(long);
        return command.get_arguments().find(named).is_some_and(takes_value);
    }
    // In `-ip` the first letter that takes a value takes the rest, or the next argument.
    for (at, letter) in text.char_indices().skip(1) {
        let named = |option: &&clap::Arg| option.get_short() == Some(letter);
        if command.get_arguments().find(named).is_some_and(takes_value) {
            return at + letter.len_utf8() == text.len();
        }
    }
    false
}

fn is_option(argument: &OsStr) -> bool {
    argument.as_encoded_bytes().starts_with(b"-") && argument != "-"
}

fn program_from(file: OsString) -> Program {
    if file == "-" {
        Program::Stdin
    } else {
        Program::File(PathBuf::from(file))
    }
}

fn options_from(flags: Flags, mut arguments: Vec<OsString>) -> Options {
    let program = match (flags.eval, flags.print) {
        _ if flags.test => {
            let reporter = flags.test_reporter.unwrap_or_else(|| String::from("spec"));
            arguments.insert(0, reporter.into());
            Program::Test
        }
        (Some(code), _) => Program::Eval(code),
        (None, Some(code)) => Program::Print(code),
        (None, None) if arguments.is_empty() => Program::Default,
        (None, None) => program_from(arguments.remove(0)),
    };
    Options {
        program,
        arguments,
        check: flags.check,
        script: flags.script,
        interactive: flags.interactive,
        clock: flags.clock,
        seed: flags.seed,
        limits: Limits {
            timeout_ms: flags.timeout,
            max_heap_mib: flags.max_heap,
            max_instructions: flags.max_instructions,
            stack_size_kib: flags.stack_size,
        },
        coverage: flags.coverage.wanted(),
        coverage_raw: flags.coverage_raw,
        trace_async: flags.trace_async,
        gc_stress: flags.gc_stress,
        deny_fs_read: flags.deny_fs_read,
        deny_fs_write: flags.deny_fs_write,
        test262: flags.test262,
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_options, parse_plain};
    use crate::cli::answer::{Answer, BAD_ARGUMENTS};
    use crate::cli::options::{ClockKind, Options, Program};
    use std::ffi::OsString;

    fn options(arguments: &[&str]) -> Options {
        read(arguments).unwrap_or_else(|answer| panic!("{arguments:?}: {}", answer.text))
    }

    fn read(arguments: &[&str]) -> Result<Options, Answer> {
        parse_plain(arguments.iter().map(OsString::from).collect())
            .or_else(|arguments| parse_options("minijs", || String::from("help"), arguments))
    }

    fn strings(options: &Options) -> Vec<&str> {
        options
            .arguments
            .iter()
            .filter_map(|argument| argument.to_str())
            .collect()
    }

    #[test]
    fn programs() {
        let file = |name: &str| Program::File(name.into());
        let code = |code: &str| Program::Eval(code.to_owned());
        let expression = |code: &str| Program::Print(code.to_owned());
        let cases: &[(&[&str], Program, &[&str])] = &[
            (&[], Program::Default, &[]),
            (&["a.js"], file("a.js"), &[]),
            (&["a.js", "-x", "--help"], file("a.js"), &["-x", "--help"]),
            (&["a.js", "--", "-x"], file("a.js"), &["--", "-x"]),
            (&["-"], Program::Stdin, &[]),
            (&["-", "x", "-y"], Program::Stdin, &["x", "-y"]),
            (&["--script", "a.js", "--seed"], file("a.js"), &["--seed"]),
            (&["--script", "-", "-e"], Program::Stdin, &["-e"]),
            (&["--", "-a.js", "-z"], file("-a.js"), &["-z"]),
            (
                &["-e", "f()", "a", "-b", "--c"],
                code("f()"),
                &["a", "-b", "--c"],
            ),
            (&["-e", "-1"], code("-1"), &[]),
            (&["--eval=1", "--", "-x"], code("1"), &["-x"]),
            (&["-p", "1+1", "x"], expression("1+1"), &["x"]),
            (&["-pe", "1", "x"], expression("1"), &["x"]),
            (&["-p1"], expression("1"), &[]),
            (&["--clock", "virtual", "a.js"], file("a.js"), &[]),
            (&["-ip", "1", "a"], expression("1"), &["a"]),
            (&["-i"], Program::Default, &[]),
            (&["--coverage", "a.js", "-x"], file("a.js"), &["-x"]),
            (
                &["--coverage-dir", "a", "--coverage", "b.js"],
                file("b.js"),
                &[],
            ),
        ];
        for (given, program, rest) in cases {
            let options = options(given);
            assert_eq!(&options.program, program, "{given:?}");
            assert_eq!(strings(&options), *rest, "{given:?}");
        }
    }

    #[test]
    fn flags() {
        let all = options(&[
            "--check",
            "--script",
            "--clock=virtual",
            "--seed=7",
            "--timeout=100",
            "--max-heap=64",
            "--max-instructions",
            "1000",
            "--stack-size=984",
            "--gc-stress=1",
            "--test262",
            "a.js",
        ]);
        assert!(all.check && all.script && all.test262 && !all.interactive);
        assert_eq!(all.clock, ClockKind::Virtual);
        assert_eq!((all.seed, all.gc_stress), (Some(7), Some(1)));
        let limits = all.limits;
        assert_eq!(
            (limits.timeout_ms, limits.max_heap_mib),
            (Some(100), Some(64))
        );
        assert_eq!(limits.max_instructions, Some(1000));
        assert_eq!(limits.stack_size_kib, Some(984));
        assert!(options(&["-c", "a.js"]).check);
        assert_eq!(
            options(&["a.js"]),
            Options {
                program: Program::File("a.js".into()),
                ..Options::default()
            }
        );
    }

    #[test]
    fn coverage() {
        use crate::cli::coverage::{Form, Wanted};
        let wanted = |arguments| options(arguments).coverage;
        let plain = Wanted {
            forms: vec![Form::Text],
            folder: "coverage".into(),
            least: None,
        };
        assert_eq!(wanted(&["--coverage", "a.js"]), Some(plain.clone()));
        assert_eq!(wanted(&["a.js"]), None);
        // A share that is wanted is looked at.
        let least = Wanted {
            least: Some(87.5),
            ..plain
        };
        assert_eq!(wanted(&["--coverage-min=87.5%", "a.js"]), Some(least));
        let files = Wanted {
            forms: vec![Form::Lcov, Form::Html],
            folder: "out".into(),
            least: None,
        };
        let given = &["--coverage=lcov,html,lcov", "--coverage-dir=out", "a.js"];
        assert_eq!(wanted(given), Some(files));
    }

    #[test]
    fn refusals() {
        let cases: &[&[&str]] = &[
            &["--coverage=pdf", "a.js"],
            &["--coverage-min=101", "a.js"],
            &["--coverage-min=x", "a.js"],
            &["--coverage-dir=x", "a.js"],
            &["--coverage", "-c", "a.js"],
            &["--coverage", "-i"],
            &["--coverage-min=1", "--test"],
            &["--bogus"],
            &["--bogus", "a.js"],
            &["-e"],
            &["-p"],
            &["--clock=sometimes", "a.js"],
            &["--seed=x", "a.js"],
            &["--timeout=0", "a.js"],
            &["--timeout", "abc", "a.js"],
            &["--max-heap=64M", "a.js"],
            &["--max-heap=", "a.js"],
            &["--max-instructions=99999999999999999999", "a.js"],
            &["--timeout=-1", "a.js"],
            &["--gc-stress=0", "a.js"],
            &["-e", "1", "-p", "2"],
            &["-c", "-e", "1"],
        ];
        for given in cases {
            let refused = read(given).err();
            assert_eq!(
                refused.map(|answer| answer.code),
                Some(BAD_ARGUMENTS),
                "{given:?}"
            );
        }
    }
}
