//! Looking ahead without reading: for the rules that ask what follows.

use super::trivia::{block_comment, is_white_space, line_length};
use super::word::Reserved;
use crate::source::identifier::{is_id_part, is_id_start};

/// The rest of the text from the next lexeme on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ahead<'a> {
    /// Whether a line ends before it.
    pub(crate) newline: bool,
    rest: &'a str,
}

impl<'a> Ahead<'a> {
    pub(super) fn of(text: &'a str) -> Ahead<'a> {
        let mut rest = text;
        let mut newline = false;
        while let Some(character) = rest.chars().next() {
            let length = match character {
                ' ' | '\t' => 1,
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                    newline = true;
                    character.len_utf8()
                }
                '/' if rest.starts_with("//") => line_length(rest),
                '/' if rest.starts_with("/*") => match block_comment(&rest[2..]) {
                    Some((length, has_newline)) => {
                        newline |= has_newline;
                        length + 2
                    }
                    None => break,
                },
                _ if is_white_space(character) => character.len_utf8(),
                _ => break,
            };
            rest = &rest[length..];
        }
        Ahead { newline, rest }
    }

    /// The rest of the text behind the next word.
    pub(crate) fn behind_word(&self) -> Ahead<'a> {
        let length = self.word().map_or(0, str::len);
        Ahead::of(&self.rest[length..])
    }

    /// Whether `=` is next, as itself.
    pub(crate) fn assigns(&self) -> bool {
        self.rest.starts_with('=') && !self.rest.starts_with("==") && !self.rest.starts_with("=>")
    }

    /// Whether `=>` is next.
    pub(crate) fn is_arrow(&self) -> bool {
        self.rest.starts_with("=>")
    }

    /// The next byte; 0 at the end.
    pub(crate) fn byte(&self) -> u8 {
        self.rest.as_bytes().first().copied().unwrap_or(0)
    }

    /// The next word, if one is next: its kind, and its text up to the first escape.
    pub(crate) fn word(&self) -> Option<&'a str> {
        let first = self.rest.chars().next()?;
        if first == '\\' {
            return Some("");
        }
        if !is_id_start(first) {
            return None;
        }
        let end = self
            .rest
            .find(|character| !is_id_part(character))
            .unwrap_or(self.rest.len());
        let is_escaped = self.rest.as_bytes().get(end) == Some(&b'\\');
        Some(if is_escaped { "" } else { &self.rest[..end] })
    }

    /// Whether the next lexeme is a word that can name a variable.
    pub(crate) fn is_identifier(&self) -> bool {
        self.word()
            .is_some_and(|word| !Reserved::TEXTS.contains(&word))
    }
}
