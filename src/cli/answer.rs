//! What the command says instead of running something: help, the version, or what was wrong.
//!
//! Owns the words for arguments that can't be used, whichever command they were for. clap finds what
//! is wrong; its own words are for programs without arguments of others (`to pass '--x' as a value,
//! use '-- --x'`), so none of them is shown.

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Node's exit code for arguments that can't be used.
pub const BAD_ARGUMENTS: u8 = 9;

/// A text to print instead of running something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The text, ending with a line feed.
    pub text: String,
    /// The exit code; with 0 the text is for standard output.
    pub code: u8,
}

impl Answer {
    /// A text that was asked for.
    pub fn shown(text: String) -> Answer {
        Answer { text, code: 0 }
    }

    /// That the arguments of a command can't be used, in one line; `command` is how it is called.
    pub fn refusal(command: &str, what: &str) -> Answer {
        Answer {
            text: format!("minijs: {what}\n'{command} --help' tells what there is.\n"),
            code: BAD_ARGUMENTS,
        }
    }
}

/// Reads the arguments of a command.
///
/// # Errors
/// An answer to print instead, also for `--help`.
pub fn read(mut command: clap::Command, arguments: Vec<OsString>) -> Result<ArgMatches, Answer> {
    let name = command.get_bin_name().unwrap_or("minijs").to_string();
    let whole = std::iter::once(OsString::from(&name)).chain(arguments);
    let matches = command.try_get_matches_from_mut(whole);
    matches.map_err(|error| answer(&name, &error))
}

/// The answer that an error of clap's stands for; `command` is how the command is called.
pub fn answer(command: &str, error: &clap::Error) -> Answer {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Answer::shown(error.render().to_string())
        }
        _ => Answer::refusal(command, &refused(error)),
    }
}

/// What was wrong, in one line.
fn refused(error: &clap::Error) -> String {
    let text = |kind| context(error, kind);
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            format!("'{argument}' is one argument too many")
        }
        ErrorKind::UnknownArgument => match text(ContextKind::SuggestedArg) {
            Some(nearest) => format!("there is no option {argument}; did you mean {nearest}?"),
            None => format!("there is no option {argument}"),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} needs a value"),
        ErrorKind::InvalidValue => {
            let allowed = text(ContextKind::ValidValue).unwrap_or_default();
            let bare = bare(&argument);
            match text(ContextKind::SuggestedValue) {
                Some(nearest) => {
                    format!("{bare} is one of {allowed}, not '{value}'; did you mean {nearest}?")
                }
                None => format!("{bare} is one of {allowed}, not '{value}'"),
            }
        }
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error);
            let why = source.map_or_else(String::new, ToString::to_string);
            format!("{} {why}", bare(&argument))
        }
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} needs a value")
        }
        ErrorKind::TooManyValues => format!("{} takes no value", bare(&argument)),
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg).unwrap_or_default();
            match bare(&argument) == bare(&other) {
                // What stands alone has no certain other.
                false if other.is_empty() => format!("{} stands alone", bare(&argument)),
                true => format!("{} is there twice", bare(&argument)),
                false => format!(
                    "{} and {} exclude each other",
                    bare(&argument),
                    bare(&other)
                ),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("{argument} is missing"),
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => {
            let name = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("there is no '{name}'")
        }
        ErrorKind::InvalidUtf8 => String::from("an argument isn't UTF-8"),
        _ => error.kind().to_string(),
    }
}

/// An option without the names of its values.
fn bare(argument: &str) -> &str {
    argument.split([' ', '=', '[']).next().unwrap_or(argument)
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) if texts.is_empty() => None,
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        other => Some(other.to_string()),
    }
}
