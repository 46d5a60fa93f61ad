//! What the command line asks for.
//!
//! Owns the options, their help and the rule where the program's own arguments begin: everything
//! after the first argument that isn't an option belongs to the program, untouched. Does not own
//! what the options do. A command (`minijs test`) can be added by looking at the first argument
//! before `parse`.
//!
//! `minijs file.js ...` is read without clap, whose set-up takes longer than most of a start.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser, ValueEnum};

/// Node's exit code for arguments that can't be used.
pub const BAD_ARGUMENTS: u8 = 9;

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
    /// Collect at every Nth allocation.
    pub gc_stress: Option<u32>,
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

/// A text to print instead of running something: help, the version, or what was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The text, without colour, ending with a line feed.
    pub text: String,
    /// The exit code: 0, or `BAD_ARGUMENTS`; with 0 the text is for standard output.
    pub code: u8,
}

const EXAMPLES: &str = "\
Examples:
  minijs app.js --port 80          run a file; what follows its name is the program's
  minijs -p '6 * 7'                show the value of an expression
  minijs --check app.js            look for mistakes without running
  minijs --test app.test.js        run the tests of a file, or of all files with such names
  minijs --clock=virtual app.js    let timers jump instead of waiting
  echo 'console.log(1)' | minijs   run what comes from standard input
  minijs                           start the prompt";

/// The options as clap knows them.
#[derive(Debug, Parser)]
#[command(
    name = "minijs",
    version,
    disable_version_flag = true,
    about = "JavaScript with a real event loop",
    override_usage = "minijs [OPTIONS] [FILE | -] [ARGUMENTS]...",
    after_help = EXAMPLES
)]
struct Flags {
    /// Run this code
    #[arg(short, long, value_name = "CODE", allow_hyphen_values = true)]
    eval: Option<String>,

    /// Run this code and show the value of its last expression
    #[arg(
        short,
        long,
        value_name = "EXPR",
        allow_hyphen_values = true,
        conflicts_with = "eval"
    )]
    print: Option<String>,

    /// Only look for syntax errors
    #[arg(short, long, conflicts_with_all = ["eval", "print", "interactive"])]
    check: bool,

    /// Start the prompt
    #[arg(short, long)]
    interactive: bool,

    /// Run the tests of files, each in a process of its own
    #[arg(long, conflicts_with_all = ["eval", "print", "check", "interactive"])]
    test: bool,

    /// How the tests' outcome is told: spec, tap, dot, junit
    #[arg(long, value_name = "NAME", requires = "test")]
    test_reporter: Option<String>,

    /// Run as a classic script: no module scope, top-level variables are global
    #[arg(long)]
    script: bool,

    /// real: timers wait; virtual: time jumps to them
    #[arg(
        long,
        value_enum,
        value_name = "KIND",
        default_value = "real",
        hide_possible_values = true
    )]
    clock: ClockKind,

    /// Make Math.random() repeatable
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Stop the program after so many milliseconds (exit code 124)
    #[arg(
        long,
        value_name = "MS",
        help_heading = "Limits",
        value_parser = number_of("milliseconds, such as 1000")
    )]
    timeout: Option<u64>,

    /// Stop the program when it needs more mebibytes (exit code 122) than these, or than half of
    /// the machine's
    #[arg(
        long,
        value_name = "MB",
        help_heading = "Limits",
        value_parser = number_of("mebibytes, such as 64")
    )]
    max_heap: Option<u64>,

    /// Stop the program after so many evaluation steps (exit code 123)
    #[arg(
        long,
        value_name = "N",
        help_heading = "Limits",
        value_parser = number_of("evaluation steps, such as 1000000")
    )]
    max_instructions: Option<u64>,

    /// Give calls a stack of so many kibibytes
    #[arg(
        long,
        value_name = "KB",
        help_heading = "Limits",
        value_parser = number_of("kibibytes, such as 984")
    )]
    stack_size: Option<u64>,

    /// Collect garbage at every Nth allocation
    #[arg(long, hide = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    gc_stress: Option<u32>,

    /// Be a host for conformance tests
    #[arg(long, hide = true)]
    test262: bool,

    /// Print version
    #[arg(short = 'v', long, action = clap::ArgAction::Version)]
    version: Option<bool>,

    /// The program, or - for standard input
    #[arg(value_name = "FILE")]
    file: Option<OsString>,
}

/// Reads a limit, which is a number of what `unit` says.
fn number_of(
    unit: &'static str,
) -> impl Fn(&str) -> Result<u64, String> + Clone + Send + Sync + 'static {
    move |text| match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        Ok(_) => Err(String::from(
            "there is no limit of 0; to have none, leave the option out",
        )),
        Err(_) => {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            Err(match digits {
                true => String::from("so large a number isn't a limit; leave the option out"),
                false => format!("expected a whole number of {unit}"),
            })
        }
    }
}

/// Reads the arguments, without the command's own name.
///
/// # Errors
/// An `Answer` to print instead, also for `--help` and `--version`.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Options, Answer> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    match arguments.first() {
        None => return Ok(Options::default()),
        Some(first) if !is_option(first) => {
            let program = program_from(arguments.remove(0));
            return Ok(Options {
                program,
                arguments,
                ..Options::default()
            });
        }
        Some(_) => {}
    }
    parse_options(arguments)
}

/// Reads arguments that begin with an option.
fn parse_options(mut arguments: Vec<OsString>) -> Result<Options, Answer> {
    let mut command = Flags::command();
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
    flags
        .map(|flags| options_from(flags, rest))
        .map_err(|error| answer(&error))
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
    let takes_value = |option: &clap::Arg| option.get_action().takes_values();
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
        gc_stress: flags.gc_stress,
        test262: flags.test262,
    }
}

fn answer(error: &clap::Error) -> Answer {
    let code = if error.use_stderr() { BAD_ARGUMENTS } else { 0 };
    Answer {
        text: error.render().to_string(),
        code,
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, BAD_ARGUMENTS, ClockKind, Options, Program, parse};
    use std::ffi::OsString;

    fn options(arguments: &[&str]) -> Options {
        read(arguments).unwrap_or_else(|answer| panic!("{arguments:?}: {}", answer.text))
    }

    fn read(arguments: &[&str]) -> Result<Options, Answer> {
        parse(arguments.iter().map(OsString::from))
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
    fn refusals() {
        let cases: &[&[&str]] = &[
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

    #[test]
    fn limits_say_what_they_want() {
        let cases: &[(&[&str], &str)] = &[
            (
                &["--timeout", "abc"],
                "expected a whole number of milliseconds, such as 1000",
            ),
            (
                &["--timeout=1.5"],
                "expected a whole number of milliseconds",
            ),
            (
                &["--max-heap=64M"],
                "expected a whole number of mebibytes, such as 64",
            ),
            (&["--max-heap=0"], "there is no limit of 0"),
            (
                &["--max-instructions=99999999999999999999"],
                "so large a number isn't a limit",
            ),
            (&["--stack-size=x"], "expected a whole number of kibibytes"),
        ];
        for (given, expected) in cases {
            let refused = read(given).err().map(|answer| answer.text);
            let text = refused.unwrap_or_default();
            assert!(text.contains(expected), "{given:?}: {text}");
        }
    }

    #[test]
    fn help_and_version() {
        let text = |given: &[&str]| match read(given) {
            Err(Answer { text, code: 0 }) => text,
            other => panic!("{other:?}"),
        };
        let help = text(&["--help"]);
        assert!(
            help.contains("Examples:") && help.contains("--clock"),
            "{help}"
        );
        assert!(
            !help.contains("gc-stress") && !help.contains("test262"),
            "{help}"
        );
        assert_eq!(
            text(&["--version"]),
            concat!("minijs ", env!("CARGO_PKG_VERSION"), "\n")
        );
    }
}
