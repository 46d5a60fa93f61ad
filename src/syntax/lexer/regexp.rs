//! Regular expression literals: where they end, and their flags. Patterns are
//! checked by the early errors.

use super::Lexer;
use super::trivia::is_separator;
use crate::source::Span;
use crate::source::identifier::is_id_part;
use crate::syntax::ast::expression::RegExpLiteral;
use crate::syntax::syntax_error::{Failure, SyntaxError};

/// Whether the flags of a regular expression are known, and fit each other.
fn are_flags(flags: &str) -> bool {
    let occurs_again = |(at, flag)| flags[at + 1..].contains(flag);
    flags.chars().all(|flag| "dgimsuvy".contains(flag))
        && !flags.char_indices().any(occurs_again)
        && !(flags.contains('u') && flags.contains('v'))
}

impl<'a> Lexer<'a> {
    /// Reads a regular expression whose first slash is the lexeme at `start`.
    pub(crate) fn regexp(&mut self, start: u32) -> Result<(Span, &'a RegExpLiteral<'a>), Failure> {
        let body = start as usize + 1;
        let bytes = self.text.as_bytes();
        let mut at = body;
        let mut in_class = false;
        loop {
            match bytes.get(at) {
                None | Some(b'\n' | b'\r') => return Err(self.unterminated_regexp(start, at)),
                Some(0xE2) if is_separator(bytes, at) => {
                    return Err(self.unterminated_regexp(start, at));
                }
                Some(b'\\') => {
                    at += 1;
                    let ends_line = matches!(bytes.get(at), None | Some(b'\n' | b'\r'));
                    if ends_line || is_separator(bytes, at) {
                        return Err(self.unterminated_regexp(start, at));
                    }
                }
                Some(b'[') => in_class = true,
                Some(b']') => in_class = false,
                Some(b'/') if !in_class => break,
                Some(_) => {}
            }
            at += 1;
        }
        let flags = at + 1;
        let length = self.text[flags..].find(|character| !is_id_part(character));
        let end = length.map_or(self.text.len(), |length| flags + length);
        if bytes.get(end) == Some(&b'\\') {
            return Err(self.stray(end));
        }
        self.go_to(end);
        let span = Span::new(start, end as u32);
        let (pattern, flags) = (&self.text[body..at], &self.text[flags..end]);
        if !are_flags(flags) {
            let place = Span::new(end as u32 - flags.len() as u32, end as u32);
            let label = "flags are `dgimsuvy`, each at most once, and not both of `u` and `v`";
            return Err(SyntaxError::labelled(
                place,
                "Invalid regular expression flags",
                label,
            ));
        }
        Ok((
            span,
            self.bump.alloc(RegExpLiteral {
                span,
                pattern,
                flags,
            }),
        ))
    }

    fn unterminated_regexp(&self, start: u32, at: usize) -> Failure {
        let end = at.min(self.text.len()) as u32;
        let (before, after) = self.text.split_at(start as usize);
        let body = after[1..].split(['\n', '\r']).next().unwrap_or("");
        let label = if before.ends_with('*') && body.trim().is_empty() {
            "no comment is open that `*/` could end"
        } else if body.trim_end_matches([';', ')', ' ']).ends_with('/') && is_in_class(body) {
            "its `[` has no `]`, and a `/` in between doesn't end it"
        } else {
            "this regular expression doesn't end on its line"
        };
        SyntaxError::labelled(
            Span::new(start, end),
            "Invalid regular expression: missing /",
            label,
        )
    }
}

/// Whether a `[` of a pattern is open at its end.
fn is_in_class(pattern: &str) -> bool {
    let mut is_open = false;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '[' => is_open = true,
            ']' => is_open = false,
            _ => {}
        }
    }
    is_open
}
