//! The parts of a text that is still being typed, by what they are: for colours and completion.
//!
//! Owns going on behind what no lexeme begins with or ends, and a guess where only the grammar knows
//! whether `/` divides: behind a `)`, `]` or `}` it does. Doesn't own which colours there are.

use super::lexer::{Contextual, Lexeme, Lexer, Piece, Reserved, Word};
use bumpalo::Bump;
use std::ops::Range;

/// After so many mistakes the rest is left as it is.
const MOST_MISTAKES: usize = 32;

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A word with a meaning of its own.
    Keyword,
    /// `true`, `false`, `null`, `undefined`
    Constant,
    /// Another word.
    Name,
    /// A number or BigInt.
    Number,
    /// A string, or a template's text; it may have no end yet.
    String,
    /// The same of a regular expression.
    RegExp,
    /// One or several comments, with the white space around them.
    Comment,
    /// `(`, `[` or `{`
    Opening,
    /// `)`, `]` or `}`
    Closing,
    /// Any other sign.
    Sign,
    /// What can't stand anywhere.
    Mistake,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
}

/// The parts of a text in their order; white space is in none, or in a comment's.
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut start = 0;
    for _ in 0..MOST_MISTAKES {
        match read(text, start, &mut parts) {
            Some(next) => start = next,
            None => return parts,
        }
    }
    parts
}

/// Adds the parts from `start` up to the first mistake; where to go on behind that.
fn read(text: &str, start: usize, parts: &mut Vec<Part>) -> Option<usize> {
    let bump = Bump::new();
    let mut lexer = Lexer::new(&text[start..], &bump, false);
    let mut end = start;
    loop {
        let Ok(lexed) = lexer.next() else {
            return Some(mistake(text, end, parts));
        };
        let mut range = start + lexed.span.start as usize..start + lexed.span.end as usize;
        add_comment(text, end..range.start, parts);
        let is_property = parts
            .last()
            .is_some_and(|last| matches!(&text[last.range.clone()], "." | "?."));
        let class = match lexed.piece {
            Piece::End => return None,
            Piece::Word { word, .. } if !is_property => class_of(word, &text[range.clone()]),
            Piece::Word { .. } | Piece::PrivateName(_) => Class::Name,
            Piece::Number(_) | Piece::BigInt(_) => Class::Number,
            Piece::String(_) | Piece::Template(..) => Class::String,
            Piece::Punctuator(Lexeme::SLASH | Lexeme::SLASH_ASSIGN)
                if !ends_operand(text, parts.last()) =>
            {
                let Ok((span, _)) = lexer.regexp(lexed.span.start) else {
                    return Some(mistake(text, range.start, parts));
                };
                range.end = start + span.end as usize;
                Class::RegExp
            }
            Piece::Punctuator(lexeme) => match lexeme {
                Lexeme::OpenBrace | Lexeme::OpenParenthesis | Lexeme::OpenBracket => Class::Opening,
                Lexeme::CloseBrace | Lexeme::CloseParenthesis | Lexeme::CloseBracket => {
                    Class::Closing
                }
                _ => Class::Sign,
            },
        };
        end = range.end;
        parts.push(Part { range, class });
    }
}

/// What is between two lexemes is white space or has comments.
fn add_comment(text: &str, range: Range<usize>, parts: &mut Vec<Part>) {
    if !text[range.clone()].trim().is_empty() {
        let class = Class::Comment;
        parts.push(Part { range, class });
    }
}

fn class_of(word: Word, text: &str) -> Class {
    match word {
        Word::Reserved(Reserved::True | Reserved::False | Reserved::Null) => Class::Constant,
        Word::Plain if text == "undefined" => Class::Constant,
        Word::Reserved(_)
        | Word::Contextual(
            Contextual::Async | Contextual::Await | Contextual::Let | Contextual::Yield,
        ) => Class::Keyword,
        _ => Class::Name,
    }
}

/// Whether a part is, or ends, what could be divided.
fn ends_operand(text: &str, part: Option<&Part>) -> bool {
    let Some(part) = part else { return false };
    let text = &text[part.range.clone()];
    match part.class {
        Class::Keyword => matches!(text, "this" | "super"),
        Class::Sign => matches!(text, "++" | "--"),
        Class::String => !text.ends_with("${"),
        Class::Opening | Class::Comment | Class::Mistake => false,
        _ => true,
    }
}

/// Adds what no lexeme is, from behind the lexeme before; where it ends.
fn mistake(text: &str, end: usize, parts: &mut Vec<Part>) -> usize {
    let start = end + trivia(&text[end..]);
    add_comment(text, end..start, parts);
    let rest = &text[start..];
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let (class, length) = match rest.bytes().next() {
        Some(b'\'' | b'"') => (Class::String, line),
        Some(b'`' | b'}') => (Class::String, rest.len()),
        Some(b'/') if rest.starts_with("/*") => (Class::Comment, rest.len()),
        Some(b'/') => (Class::RegExp, line),
        _ => (
            Class::Mistake,
            rest.chars().next().map_or(0, char::len_utf8),
        ),
    };
    let range = start..start + length;
    let end = range.end;
    if length > 0 {
        parts.push(Part { range, class });
    }
    end
}

/// How much white space and how many whole comments a text begins with, in bytes.
fn trivia(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            match comment.find("*/") {
                Some(at) => at + 4,
                None => break,
            }
        } else {
            break;
        };
        rest = &rest[length..];
    }
    text.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::{Class, parts};

    fn told(text: &str) -> Vec<(&str, Class)> {
        let parts = parts(text).into_iter();
        parts.map(|part| (&text[part.range], part.class)).collect()
    }

    #[test]
    fn classes() {
        use Class::{Closing, Comment, Constant, Keyword, Name, Number, Opening, RegExp, Sign};
        assert_eq!(
            told("if (a.if) /* c */ 1 / 2"),
            [
                ("if", Keyword),
                ("(", Opening),
                ("a", Name),
                (".", Sign),
                ("if", Name),
                (")", Closing),
                (" /* c */ ", Comment),
                ("1", Number),
                ("/", Sign),
                ("2", Number),
            ]
        );
        assert_eq!(
            told("x = /[/]\"/g"),
            [("x", Name), ("=", Sign), ("/[/]\"/g", RegExp)]
        );
        assert_eq!(told("null"), [("null", Constant)]);
    }

    #[test]
    fn what_has_no_end_or_is_none() {
        use Class::{Comment, Mistake, Name, RegExp, Sign, String};
        assert_eq!(told("'ab\nc"), [("'ab", String), ("c", Name)]);
        assert_eq!(
            told("`a${b}c"),
            [("`a${", String), ("b", Name), ("}c", String)]
        );
        assert_eq!(
            told("a /* b"),
            [("a", Name), (" /* b", Comment)].map(|(t, c)| (t.trim_start(), c))
        );
        assert_eq!(told("= /ab"), [("=", Sign), ("/ab", RegExp)]);
        assert_eq!(told("a @ b"), [("a", Name), ("@", Mistake), ("b", Name)]);
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        let text = "a = 'b' + `c${d /* e */}f` / /g[/]/h; {'\\u{1F600}': 1.5e3} @ \u{2028} // i";
        for (at, _) in text.char_indices() {
            for text in [&text[..at], &text[at..]] {
                let parts = parts(text);
                assert!(
                    parts.is_sorted_by(|a, b| a.range.end <= b.range.start),
                    "{text}"
                );
            }
        }
        assert!(parts(&"@".repeat(1000)).len() < 100);
    }
}
