//! The texts of `--help` and `minijs help`.

use super::args;
use super::command::Command;
use super::exit_codes;

/// The options that the overview shows; `minijs help run` shows all.
const COMMON: &[&str] = &[
    "eval",
    "print",
    "check",
    "interactive",
    "test",
    "clock",
    "seed",
    "timeout",
    "max_heap",
    "help",
    "version",
];

/// Calls of the command, and what they do.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        "minijs app.js --port 80",
        "run a file; what follows its name is the program's",
    ),
    ("minijs -p '6 * 7'", "show the value of an expression"),
    ("minijs --check app.js", "look for mistakes without running"),
    (
        "minijs --test app.test.js",
        "run the tests of a file, or of all files with such names",
    ),
    (
        "minijs --clock=virtual app.js",
        "let timers jump instead of waiting",
    ),
    (
        "echo 'console.log(1)' | minijs",
        "run what comes from standard input",
    ),
    ("minijs", "start the prompt"),
];

const MORE: &str = "\
'minijs help COMMAND' tells more of a command, 'minijs help run' all options and exit codes. A file
that has the name of a command is run with its folder: minijs ./test";

/// The commands, the most used options and examples.
pub(super) fn overview(commands: &[Command]) -> String {
    let examples: String = EXAMPLES
        .iter()
        .map(|(example, what)| format!("  {example:<30}  {what}\n"))
        .collect();
    let definition = whole(commands)
        .override_usage("minijs [OPTIONS] [FILE | -] [ARGUMENTS]...\n       minijs COMMAND [...]")
        .mut_args(|argument| {
            let is_common = COMMON.contains(&argument.get_id().as_str());
            argument.help_heading(None::<&str>).hide(!is_common)
        })
        .after_help(format!("Examples:\n{examples}\n{MORE}"));
    of(definition)
}

/// All that the command takes, its commands too.
pub(super) fn whole(commands: &[Command]) -> clap::Command {
    args::definition()
        .disable_help_subcommand(true)
        .subcommands(commands.iter().map(Command::definition))
}

/// The help of a command by what it takes, with its exit codes.
pub(super) fn of_command(command: &Command) -> String {
    of(command.definition())
}

/// The help that a definition has.
pub(super) fn of(mut definition: clap::Command) -> String {
    definition.render_help().to_string()
}

/// What a text of examples is followed by in the help of what runs programs.
pub(super) fn with_exit_codes(examples: &str) -> String {
    format!("{examples}\n\nExit codes:\n{}", exit_codes::lines())
}
