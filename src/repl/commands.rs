//! The commands of the prompt, which begin with a point: their names, words, and how one is told from
//! JavaScript.
//!
//! Owns the table, which `.help` shows and completion reads. Doesn't own what a command does: the
//! session does it.

use crate::diagnostics::spelling::nearest;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Drops what is typed.
    Break,
    /// Types a block of lines.
    Block,
    /// Leaves.
    Exit,
    /// Shows the commands.
    Help,
    /// Runs a file.
    Load,
    /// Shows what is pending.
    Queues,
    /// Writes the inputs to a file.
    Save,
    /// Evaluates and shows how long it took.
    Time,
    /// Shows the type of a value.
    Type,
}

/// What a command is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    None,
    File,
    Expression,
}

/// A command.
pub(super) struct Command {
    /// Its name, without the point.
    pub(super) name: &'static str,
    pub(super) argument: Argument,
    pub(super) action: Action,
    help: &'static str,
}

const fn command(
    name: &'static str,
    argument: Argument,
    action: Action,
    help: &'static str,
) -> Command {
    Command {
        name,
        argument,
        action,
        help,
    }
}

/// All commands, by name. What Node has too is said in Node's words.
#[rustfmt::skip]
pub(super) const COMMANDS: &[Command] = &[
    command("break", Argument::None, Action::Break, "Sometimes you get stuck, this gets you out"),
    command("clear", Argument::None, Action::Break, "Alias for .break"),
    command("editor", Argument::None, Action::Block, "Enter editor mode"),
    command("exit", Argument::None, Action::Exit, "Exit the REPL"),
    command("help", Argument::None, Action::Help, "Print this help message"),
    command("load", Argument::File, Action::Load, "Load JS from a file into the REPL session"),
    command("queues", Argument::None, Action::Queues, "Show what is pending: microtasks, timers, immediates, I/O"),
    command("save", Argument::File, Action::Save, "Save all evaluated commands in this REPL session to a file"),
    command("time", Argument::Expression, Action::Time, "Evaluate an expression and show how long it took"),
    command("type", Argument::Expression, Action::Type, "Show the type of an expression's value and its prototypes"),
];

/// An input that isn't JavaScript.
pub(super) enum Asked<'t> {
    /// A command, and what it is given.
    Known(&'static Command, &'t str),
    /// The name of none, without its point.
    Unknown(&'t str),
}

/// What an input asks for if it is a command. `.5` and `...x` are JavaScript.
pub(super) fn asked(text: &str) -> Option<Asked<'_>> {
    if let Some(command) = ending(text) {
        return Some(Asked::Known(command, ""));
    }
    let rest = text.trim().strip_prefix('.')?;
    if rest.starts_with(|first: char| first == '.' || first.is_ascii_digit()) {
        return None;
    }
    let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let command = COMMANDS.iter().find(|command| command.name == name);
    Some(match command {
        Some(command) => Asked::Known(command, argument.trim()),
        None => Asked::Unknown(name),
    })
}

/// What ends an input of several lines, on a line of its own: `.break`, `.clear`, `.exit`.
fn ending(text: &str) -> Option<&'static Command> {
    let (_, line) = text.trim_end().rsplit_once('\n')?;
    let name = line.trim().strip_prefix('.')?;
    COMMANDS.iter().find(|command| {
        command.name == name && matches!(command.action, Action::Break | Action::Exit)
    })
}

/// What `.help` shows.
pub(super) fn help() -> String {
    let width = COMMANDS.iter().map(|command| command.name.len()).max();
    let width = width.unwrap_or_default() + 3;
    let lines = COMMANDS
        .iter()
        .map(|command| format!(".{:width$}{}\n", command.name, command.help));
    let lines: String = lines.collect();
    format!("{lines}\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n")
}

/// What is said of an unknown command.
pub(super) fn unknown(name: &str) -> String {
    let known = COMMANDS.iter().map(|command| command.name);
    match nearest(name, known) {
        Some(meant) => format!("Invalid REPL keyword: .{name}. Did you mean .{meant}?\n"),
        None => format!("Invalid REPL keyword: .{name}. The command .help lists them.\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Asked, COMMANDS, asked, help, unknown};

    fn action(text: &str) -> Option<(Action, &str)> {
        match asked(text) {
            Some(Asked::Known(command, argument)) => Some((command.action, argument)),
            _ => None,
        }
    }

    #[test]
    fn told_from_javascript() {
        assert_eq!(action(" .help "), Some((Action::Help, "")));
        assert_eq!(action(".load a b.js"), Some((Action::Load, "a b.js")));
        assert_eq!(action("(1 +\n.break"), Some((Action::Break, "")));
        assert!(asked("(map\n.clear()").is_none());
        assert!(asked(".5 + 1").is_none());
        assert!(asked("...a").is_none());
        assert!(asked("a.help").is_none());
        assert!(matches!(asked(".hlep"), Some(Asked::Unknown("hlep"))));
    }

    #[test]
    fn the_table_is_in_order_and_told_of() {
        assert!(COMMANDS.is_sorted_by_key(|command| command.name));
        assert!(help().starts_with(".break    Sometimes you get stuck"));
        assert!(unknown("hlep").contains("Did you mean .help?"));
        assert!(unknown("x").contains("The command .help lists them"));
    }
}
