//! Reading the command line.
//!
//! Owns the rule where the program's own arguments begin: everything after the first argument that
//! isn't an option belongs to the program, untouched. Does not own what the options do.
//!
//! `minijs file.js ...` is read without clap, whose set-up takes longer than most of a start.

use super::answer::{self, Answer};
use super::flags::{Flags, RejectionMode};
use super::foreign::{self, Fate};
use super::options::{InputType, Limits, Options, Program, Watch};
use crate::host::Rejections;
use crate::host::launch::Launch;
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
    arguments: Vec<OsString>,
    environment: Option<&OsStr>,
) -> Result<Options, Answer> {
    let mut command = definition();
    let refused = |what: String| Answer::refusal(caller, &what);
    let mut scanned = scan(&command, arguments).map_err(refused)?;
    let inherited = match environment {
        Some(text) => inherited(&command, &text.to_string_lossy()).map_err(refused)?,
        None => Vec::new(),
    };
    if scanned.rest.first().is_some_and(|first| first == "--") {
        scanned.rest.remove(0);
    }
    let name = std::iter::once(OsString::from("minijs"));
    let flags = command
        .try_get_matches_from_mut(name.chain(inherited).chain(scanned.options))
        .and_then(|matches| Flags::from_arg_matches(&matches));
    let flags = match flags {
        Ok(flags) => flags,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            return Err(Answer::shown(help()));
        }
        Err(error) => return Err(answer::answer(caller, &error)),
    };
    let options = options_from(flags, scanned.rest).map_err(refused)?;
    Ok(Options {
        given: scanned.given,
        exec_arguments: scanned.shown,
        ..options
    })
}

/// Reads what `NODE_OPTIONS` asks of a program that was given without options.
///
/// # Errors
/// An `Answer` to print instead.
pub fn add_environment(options: Options, environment: &OsStr) -> Result<Options, Answer> {
    let told = parse_options("minijs", String::new, Vec::new(), Some(environment))?;
    Ok(Options {
        program: options.program,
        arguments: options.arguments,
        ..told
    })
}

/// Arguments, told apart.
struct Scanned {
    /// Those that clap is to read.
    options: Vec<OsString>,
    /// All options, as they were given.
    given: Vec<OsString>,
    /// Those of them that Node has too.
    shown: Vec<OsString>,
    /// The program and its arguments.
    rest: Vec<OsString>,
}

/// Finds where options end, and what becomes of each.
fn scan(command: &clap::Command, arguments: Vec<OsString>) -> Result<Scanned, String> {
    let mut scanned = Scanned {
        options: Vec::new(),
        given: Vec::new(),
        shown: Vec::new(),
        rest: Vec::new(),
    };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if !is_option(&argument) || argument == "--" {
            scanned.rest.push(argument);
            scanned.rest.extend(arguments);
            break;
        }
        let is_shown = !is_of_minijs_alone(&argument);
        scanned.given.push(argument.clone());
        scanned.shown.extend(is_shown.then(|| argument.clone()));
        let (kept, value) = match spelled(command, &argument) {
            Spelled::Own { argument, value } => (Some(argument), value),
            Spelled::Taken { value } => (None, value),
            Spelled::Refused(what) => return Err(what),
        };
        let is_kept = kept.is_some();
        scanned.options.extend(kept);
        if value && let Some(value) = arguments.next() {
            scanned.given.push(value.clone());
            scanned.shown.extend(is_shown.then(|| value.clone()));
            scanned.options.extend(is_kept.then_some(value));
        }
    }
    Ok(scanned)
}

/// Options that Node doesn't have, or the beginnings of their names. Programs don't see them in
/// `process.execArgv`, so that what they print of it doesn't depend on the limits that they run under.
const OF_MINIJS_ALONE: &[&str] = &[
    "-A",
    "--allow-",
    "--clock",
    "--coverage",
    "--deny-",
    "--gc-stress",
    "--max-heap",
    "--max-instructions",
    "--own-folder",
    "--script",
    "--seed",
    "--test262",
    "--timeout",
    "--trace-async",
    "--watch-report",
];

fn is_of_minijs_alone(argument: &OsStr) -> bool {
    let name = argument.to_string_lossy().replace('_', "-");
    OF_MINIJS_ALONE.iter().any(|own| name.starts_with(own))
}

/// What an argument that begins with a dash is.
enum Spelled {
    /// An option of minijs, in the way in which clap knows it; whether its value is the next argument.
    Own { argument: OsString, value: bool },
    /// One of Node's that asks for what is so anyway; whether its value is the next argument.
    Taken { value: bool },
    /// One that can't be used, and why.
    Refused(String),
}

fn spelled(command: &clap::Command, argument: &OsStr) -> Spelled {
    let own = |argument: OsString, value| Spelled::Own { argument, value };
    let Some(text) = argument.to_str() else {
        return own(argument.to_owned(), false);
    };
    // `-pe code` is what `-p code` means here.
    if text == "-pe" {
        return own(OsString::from("-p"), true);
    }
    let Some(long) = text.strip_prefix("--") else {
        return own(argument.to_owned(), short_value_follows(command, text));
    };
    let (name, value) = match long.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (long, None),
    };
    // Node doesn't tell these apart.
    let name = name.replace('_', "-");
    let named = |option: &&clap::Arg| option.get_long() == Some(&name);
    if let Some(option) = command.get_arguments().find(named) {
        let takes_value = option.get_action().takes_values() && !option.is_require_equals_set();
        let written = match value {
            Some(value) => format!("--{name}={value}"),
            None => format!("--{name}"),
        };
        return own(written.into(), takes_value && value.is_none());
    }
    match name.as_str() {
        "help" | "version" => own(argument.to_owned(), false),
        _ => foreign_option(command, &name, value.is_some()),
    }
}

fn foreign_option(command: &clap::Command, name: &str, has_value: bool) -> Spelled {
    match foreign::fate(name) {
        Fate::Taken { value } => Spelled::Taken {
            value: value && !has_value,
        },
        Fate::Refused(what) => Spelled::Refused(format!("--{name} {what}")),
        Fate::Unknown => {
            let shown = command
                .get_arguments()
                .filter(|option| !option.is_hide_set());
            let own = shown.filter_map(clap::Arg::get_long);
            Spelled::Refused(match foreign::nearest_name(name, own) {
                Some(nearest) => format!("there is no option --{name}; did you mean --{nearest}?"),
                None => format!("there is no option --{name}"),
            })
        }
    }
}

/// Whether the value of an option is the next argument: in `-ip` the first letter that takes a value
/// takes the rest, or the next argument.
fn short_value_follows(command: &clap::Command, text: &str) -> bool {
    for (at, letter) in text.char_indices().skip(1) {
        let named = |option: &&clap::Arg| option.get_short() == Some(letter);
        let option = command.get_arguments().find(named);
        if option.is_some_and(|option| option.get_action().takes_values()) {
            return at + letter.len_utf8() == text.len();
        }
    }
    false
}

/// What may not be in `NODE_OPTIONS`: what says which program is run.
const NOT_INHERITED: &[&str] = &[
    "--eval",
    "--print",
    "--check",
    "--interactive",
    "--test",
    "--script",
    "--help",
    "--version",
    "--watch-report",
];

/// The options in `NODE_OPTIONS` that clap is to read. It is meant for Node: what minijs doesn't have
/// is passed over.
fn inherited(command: &clap::Command, text: &str) -> Result<Vec<OsString>, String> {
    let mut options = Vec::new();
    let mut words = words(text)?.into_iter().map(OsString::from);
    while let Some(word) = words.next() {
        let shown = word.to_string_lossy().into_owned();
        let not_allowed = || format!("{shown} is not allowed in NODE_OPTIONS");
        let is_short = !shown.starts_with("--");
        if !is_option(&word) || word == "--" || is_short && !["-r", "-C"].contains(&&*shown) {
            return Err(not_allowed());
        }
        match spelled(command, &word) {
            Spelled::Own { argument, value } => {
                let text = argument.to_string_lossy();
                let name = text.split('=').next().unwrap_or_default();
                if NOT_INHERITED.contains(&name) {
                    return Err(not_allowed());
                }
                options.push(argument);
                if value {
                    options.extend(words.next());
                }
            }
            Spelled::Taken { value } => {
                if value {
                    words.next();
                }
            }
            Spelled::Refused(_) => {
                let name = shown.trim_start_matches('-').replace('_', "-");
                let name = name.split('=').next().unwrap_or_default();
                if foreign::fate(name) == Fate::Unknown {
                    return Err(not_allowed());
                }
            }
        }
    }
    Ok(options)
}

/// The words of `NODE_OPTIONS`: separated by spaces, but for those in double quotes, in which a
/// backslash takes the next character as it is.
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word = None;
    let mut is_quoted = false;
    let mut characters = text.chars();
    while let Some(mut character) = characters.next() {
        match character {
            '\\' if is_quoted => match characters.next() {
                Some(next) => character = next,
                None => return Err(String::from("NODE_OPTIONS ends with a lone backslash")),
            },
            ' ' if !is_quoted => {
                words.extend(word.take());
                continue;
            }
            '"' => {
                is_quoted = !is_quoted;
                continue;
            }
            _ => {}
        }
        word.get_or_insert_with(String::new).push(character);
    }
    if is_quoted {
        return Err(String::from("in NODE_OPTIONS a string isn't ended"));
    }
    words.extend(word);
    Ok(words)
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

fn options_from(flags: Flags, mut arguments: Vec<OsString>) -> Result<Options, String> {
    let launch = launch(&flags)?;
    let watches = flags.watch || !flags.watch_path.is_empty();
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
    if flags.input_type.is_some() && matches!(program, Program::File(_) | Program::Test) {
        return Err(String::from(
            "--input-type is for -e, -p and standard input; a file's name tells what it is",
        ));
    }
    if flags.input_type == Some(InputType::Module) && matches!(program, Program::Print(_)) {
        return Err(String::from(
            "--print can't show a value of an ES module: it has none",
        ));
    }
    if watches && matches!(program, Program::Default | Program::Stdin) {
        return Err(String::from("--watch needs a file to run"));
    }
    Ok(Options {
        program,
        arguments,
        check: flags.check,
        script: flags.script,
        interactive: flags.interactive,
        clock: flags.clock,
        seed: flags.seed,
        limits: Limits {
            timeout_ms: flags.timeout,
            max_heap_mib: flags.max_heap.or(flags.max_old_space_size),
            max_instructions: flags.max_instructions,
            stack_size_kib: flags.stack_size,
        },
        coverage: flags.coverage.wanted(),
        coverage_raw: flags.coverage_raw,
        trace_async: flags.trace_async,
        launch: (launch != Launch::default()).then(|| Box::new(launch)),
        input_type: flags.input_type,
        keeps_main_link: flags.preserve_symlinks_main,
        given: Vec::new(),
        exec_arguments: Vec::new(),
        watch: watches.then(|| {
            Box::new(Watch {
                paths: flags.watch_path,
                preserves_output: flags.watch_preserve_output,
                kill_signal: flags.watch_kill_signal,
            })
        }),
        watch_report: flags.watch_report,
        gc_stress: flags.gc_stress,
        own_folder: flags.own_folder,
        permissions: flags.permissions.wanted()?,
        test262: flags.test262,
    })
}

/// What is to be done before the program; files of variables are read for it.
fn launch(flags: &Flags) -> Result<Launch, String> {
    let mut env_texts = Vec::new();
    for path in &flags.env_file {
        let text = std::fs::read(path).map_err(|_| format!("{}: not found", path.display()))?;
        env_texts.push(String::from_utf8_lossy(&text).into_owned());
    }
    for path in &flags.env_file_if_exists {
        if let Ok(text) = std::fs::read(path) {
            env_texts.push(String::from_utf8_lossy(&text).into_owned());
        }
    }
    let switches = [
        (flags.no_warnings, "noProcessWarnings"),
        (flags.trace_warnings, "traceProcessWarnings"),
        (flags.no_deprecation, "noDeprecation"),
        (flags.trace_deprecation, "traceDeprecation"),
        (flags.throw_deprecation, "throwDeprecation"),
    ];
    let set = switches.into_iter().filter(|(is_set, _)| *is_set);
    Ok(Launch {
        requires: flags.require.clone(),
        imports: flags.import.clone(),
        env_texts,
        conditions: flags.conditions.clone(),
        keeps_links: flags.preserve_symlinks,
        switches: set.map(|(_, name)| name).collect(),
        disabled_warnings: flags.disable_warning.clone(),
        rejections: flags
            .unhandled_rejections
            .map_or_else(Rejections::default, RejectionMode::asked),
        title: flags.title.clone(),
        stack_trace_limit: flags.stack_trace_limit,
        exposes_gc: flags.expose_gc,
        proto: flags.disable_proto.clone(),
        forbids_eval: flags.disallow_code_generation_from_strings,
    })
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
            .or_else(|arguments| parse_options("minijs", || String::from("help"), arguments, None))
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
