//! Reading the program's text.
//!
//! Owns the ways in (file, standard input) and what is said when they fail: one line that names
//! the file. Does not own resolution of modules nor parsing.
//! Bytes that are no UTF-8 are shown as U+FFFD. The byte order mark of a file is part of its text, as in
//! Node.

use crate::source::without_mark;
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The name under which the text of standard input is shown, as in Node.
pub const STDIN_NAME: &str = "[stdin]";

/// The name under which the text of `-e` is shown, as in Node.
pub const EVAL_NAME: &str = "[eval]";

/// Why a text can't be had.
#[derive(Debug)]
pub struct InputError {
    name: String,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Unreadable(io::Error),
    /// It is nothing that can be run, as is said.
    Unfit(String),
}

impl fmt::Display for InputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match &self.problem {
            Problem::Unreadable(error) => match error.kind() {
                ErrorKind::NotFound => write!(formatter, "cannot find {name}"),
                ErrorKind::IsADirectory => write!(formatter, "{name} is a directory, not a file"),
                ErrorKind::PermissionDenied => {
                    write!(formatter, "cannot read {name}: permission denied")
                }
                _ => write!(formatter, "cannot read {name}: {error}"),
            },
            Problem::Unfit(why) => formatter.write_str(why),
        }
    }
}

impl std::error::Error for InputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Unreadable(error) => Some(error),
            Problem::Unfit(_) => None,
        }
    }
}

impl InputError {
    /// That a file is nothing that can be run, and why.
    pub fn unfit(why: String) -> InputError {
        InputError {
            name: String::new(),
            problem: Problem::Unfit(why),
        }
    }
}

/// The text of a file.
///
/// # Errors
/// When it is missing, a directory or unreadable.
pub fn read_file(path: &Path) -> Result<String, InputError> {
    let name = format!("'{}'", shown_name(path));
    match std::fs::read(path) {
        Ok(bytes) => Ok(text_from(bytes)),
        Err(error) => Err(InputError {
            name,
            problem: Problem::Unreadable(error),
        }),
    }
}

/// The text of standard input, to its end.
///
/// # Errors
/// When it can't be read.
pub fn read_stdin() -> Result<String, InputError> {
    read_stream(&mut io::stdin().lock(), "standard input")
}

fn read_stream(stream: &mut impl Read, name: &str) -> Result<String, InputError> {
    let name = name.to_owned();
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => Ok(without_mark(&text_from(bytes)).to_owned()),
        Err(error) => Err(InputError {
            name,
            problem: Problem::Unreadable(error),
        }),
    }
}

/// The extension of a path.
pub(super) fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|extension| extension.to_str())
}

/// A path as one printable line.
fn shown_name(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|character| {
            if character.is_control() {
                '�'
            } else {
                character
            }
        })
        .collect()
}

fn text_from(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{read_file, read_stream};
    use std::path::Path;

    fn stream(mut bytes: &[u8]) -> Result<String, String> {
        read_stream(&mut bytes, "standard input").map_err(|error| error.to_string())
    }

    #[test]
    fn texts() {
        assert_eq!(stream(b"a\xC3\xA9"), Ok("aé".to_owned()));
        assert_eq!(stream(b"\xEF\xBB\xBFa"), Ok("a".to_owned()));
        assert_eq!(stream(b""), Ok(String::new()));
        assert_eq!(stream(b"a\nb\xFF"), Ok("a\nb\u{FFFD}".to_owned()));
    }

    #[test]
    fn files() {
        let says = |path: &str| read_file(Path::new(path)).map_err(|error| error.to_string());
        let missing = "cannot find 'no/such\u{FFFD}.js'";
        assert_eq!(says("no/such\n.js"), Err(missing.to_owned()));
        assert_eq!(
            says("src"),
            Err("'src' is a directory, not a file".to_owned())
        );
        assert!(says("src/cli/input.rs").is_ok());
    }
}
