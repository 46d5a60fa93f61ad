//! From text to lexemes, on demand.
//!
//! Owns: reading lexemes with their values (`lexeme`), words and their kinds (`word`), and the counting
//! of braces that finds the end of a template's substitution. Doesn't own: the choice between regular
//! expression and division, and what a word means in its place, which the driver makes.
//!
//! Invariant: the lexer never reads beyond the lexeme that it gives, save for looking ahead, so
//! the driver can still decide how to go on.

use std::collections::HashMap;
use std::sync::LazyLock;

use bumpalo::Bump;
use logos::Logos;
use memchr::memchr2;
use rustc_hash::FxBuildHasher;

use crate::source::Span;
use crate::source::identifier::{is_id_part, is_id_start};
use crate::syntax::ast::{Name, Names};
use crate::syntax::syntax_error::{Failure, SyntaxError};

mod ahead;
mod escape;
mod lexeme;
mod number;
mod regexp;
mod string;
mod template;
mod trivia;
mod word;

use ahead::Ahead;
use trivia::line_length;
use word::initial_names;

pub(crate) use lexeme::{ChunkError, Infix, Lexed, Lexeme, Piece};
pub(crate) use word::{Contextual, Reserved, Word, word_of};

/// What every table of names begins with; copied rather than made anew, as most texts that a
/// running program compiles are short.
static INITIAL_NAMES: LazyLock<HashMap<&'static str, Name, FxBuildHasher>> = LazyLock::new(|| {
    let mut names = HashMap::with_capacity_and_hasher(128, FxBuildHasher);
    for (number, text) in initial_names().enumerate() {
        names.entry(text).or_insert(Name(number as u32));
    }
    names
});

/// A text, and how far it is read.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    bump: &'a Bump,
    lexer: logos::Lexer<'a, Lexeme>,
    names: HashMap<&'a str, Name, FxBuildHasher>,
    texts: Vec<&'a str>,
    /// HTML-like comments are comments.
    has_html_comments: bool,
    /// Open braces.
    depth: u32,
    /// For each open substitution of a template the depth around it.
    templates: Vec<(u32, Span)>,
    /// Invalid escapes in template chunks, by the chunk's start; an error without a tag.
    pub(crate) chunk_errors: Vec<ChunkError>,
    /// The end of the lexeme before.
    previous_end: u32,
}

impl<'a> Lexer<'a> {
    /// A lexer at the start of `text`, behind a hashbang line.
    pub(crate) fn new(text: &'a str, bump: &'a Bump, has_html_comments: bool) -> Self {
        let mut lexer = Lexeme::lexer(text);
        if text.starts_with("#!") {
            lexer.bump(line_length(text));
        }
        Self {
            text,
            bump,
            lexer,
            names: INITIAL_NAMES.clone(),
            texts: initial_names().collect(),
            has_html_comments,
            depth: 0,
            templates: Vec::new(),
            chunk_errors: Vec::new(),
            previous_end: 0,
        }
    }

    /// The text of a name that was read.
    pub(in crate::syntax) fn name_text(&self, name: Name) -> &'a str {
        self.texts.get(name.0 as usize).copied().unwrap_or_default()
    }

    /// The table of names, when all is read.
    pub(crate) fn into_names(self) -> Names<'a> {
        let mut texts = self.texts;
        texts.shrink_to_fit();
        Names { texts }
    }

    /// The end of the lexeme before the one given last.
    pub(crate) fn previous_end(&self) -> u32 {
        self.previous_end
    }

    /// The place of the innermost template whose substitution is open.
    pub(crate) fn open_template(&self) -> Option<Span> {
        self.templates.last().map(|(_, span)| *span)
    }

    fn intern(&mut self, text: &'a str) -> Name {
        // Most words have occurred before, so the way for new ones may cost a second look.
        if let Some(name) = self.names.get(text) {
            return *name;
        }
        let name = Name(self.texts.len() as u32);
        self.names.insert(text, name);
        self.texts.push(text);
        name
    }

    fn position(&self) -> usize {
        self.lexer.span().end
    }

    /// Goes on at `offset`, which may be before the current position.
    fn go_to(&mut self, offset: usize) {
        let at = self.position();
        if offset < at {
            let extras = self.lexer.extras;
            self.lexer = Lexeme::lexer_with_extras(self.text, extras);
            self.lexer.bump(offset);
        } else {
            self.lexer.bump(offset - at);
        }
    }

    /// The next lexeme.
    pub(crate) fn next(&mut self) -> Result<Lexed<'a>, Failure> {
        self.previous_end = self.position() as u32;
        self.lexer.extras.newline = false;
        loop {
            let Some(lexeme) = self.lexer.next() else {
                let span = Span::empty(self.text.len() as u32);
                let newline_before = self.lexer.extras.newline;
                return Ok(Lexed {
                    span,
                    newline_before,
                    piece: Piece::End,
                });
            };
            let start = self.lexer.span().start;
            let Ok(lexeme) = lexeme else {
                return Err(self.stray(start));
            };
            // A lexer that was set back to the start of the text gives no trivia of its own, so
            // `newline` is about the trivia before this lexeme.
            let newline_before = self.lexer.extras.newline;
            if self.has_html_comments && self.skip_html_comment(lexeme, start, newline_before) {
                continue;
            }
            let piece = self.piece(lexeme, start)?;
            let span = Span::new(start as u32, self.position() as u32);
            return Ok(Lexed {
                span,
                newline_before,
                piece,
            });
        }
    }

    /// Skips `<!--` and, at the start of a line, `-->`, each with the rest of its line
    /// ([HTML-like comments](https://tc39.es/ecma262/#sec-html-like-comments)).
    fn skip_html_comment(&mut self, lexeme: Lexeme, start: usize, newline_before: bool) -> bool {
        let is_comment = match lexeme {
            Lexeme::LESS => self.text[start..].starts_with("<!--"),
            Lexeme::Decrement => {
                self.text[start..].starts_with("-->") && (newline_before || self.previous_end == 0)
            }
            _ => false,
        };
        if is_comment {
            let length = line_length(&self.text[start..]);
            self.go_to(start + length);
        }
        is_comment
    }

    #[inline]
    fn piece(&mut self, lexeme: Lexeme, start: usize) -> Result<Piece<'a>, Failure> {
        match lexeme {
            Lexeme::Word => {
                let end = self.position();
                match self.text.as_bytes().get(end) {
                    Some(b'\\' | 0x80..) => self.odd_word(start, end),
                    _ => Ok(self.plain_word(start, end)),
                }
            }
            Lexeme::OddCharacter => self.odd_word(start, start),
            Lexeme::Hash => self.private_name(start),
            Lexeme::Number => self.number(start),
            Lexeme::Quote => self.string(start),
            Lexeme::Backtick => self.template_start(start),
            Lexeme::OpenBrace => {
                self.depth += 1;
                Ok(Piece::Punctuator(lexeme))
            }
            Lexeme::CloseBrace => {
                if self
                    .templates
                    .last()
                    .is_some_and(|(depth, _)| *depth == self.depth)
                {
                    return self.template_rest(start);
                }
                self.depth = self.depth.saturating_sub(1);
                Ok(Piece::Punctuator(lexeme))
            }
            // `a?.5:b` is a conditional.
            Lexeme::QuestionDot
                if self
                    .text
                    .as_bytes()
                    .get(start + 2)
                    .is_some_and(u8::is_ascii_digit) =>
            {
                self.go_to(start + 1);
                Ok(Piece::Punctuator(Lexeme::Question))
            }
            Lexeme::UnterminatedComment => {
                let span = Span::new(start as u32, self.text.len() as u32);
                let opening = Span::new(start as u32, start as u32 + 2);
                let mut failure = SyntaxError::at(span, "Invalid or unexpected token");
                failure.diagnostic.primary.span = opening;
                failure.diagnostic.primary.text = "this comment has no end".to_string();
                failure
                    .diagnostic
                    .notes
                    .push("Close it with `*/`.".to_string());
                failure.is_incomplete = true;
                Err(failure)
            }
            _ => Ok(Piece::Punctuator(lexeme)),
        }
    }

    #[inline]
    fn plain_word(&mut self, start: usize, end: usize) -> Piece<'a> {
        let name = self.intern(&self.text[start..end]);
        Piece::Word {
            name,
            word: word_of(name),
            is_escaped: false,
        }
    }

    /// A word that isn't plain ASCII, from `end` on.
    fn odd_word(&mut self, start: usize, end: usize) -> Result<Piece<'a>, Failure> {
        let (end, cooked) = self.identifier(start, end)?;
        self.go_to(end);
        let is_escaped = cooked.is_some();
        let name = self.intern(cooked.unwrap_or(&self.text[start..end]));
        Ok(Piece::Word {
            name,
            word: word_of(name),
            is_escaped,
        })
    }

    /// `#x`
    fn private_name(&mut self, start: usize) -> Result<Piece<'a>, Failure> {
        let (end, cooked) = self
            .identifier(start + 1, start + 1)
            .map_err(|mut failure| {
                if failure.diagnostic.primary.span.start == start as u32 + 1 {
                    failure.diagnostic.primary.span.start = start as u32;
                }
                failure
            })?;
        self.go_to(end);
        let name = self.intern(cooked.unwrap_or(&self.text[start + 1..end]));
        Ok(Piece::PrivateName(name))
    }

    /// The end of the identifier at `start`, known to be one up to `at`, and its text if it has
    /// escapes.
    fn identifier(&self, start: usize, mut at: usize) -> Result<(usize, Option<&'a str>), Failure> {
        let mut cooked: Option<String> = None;
        while let Some(character) = self.text[at..].chars().next() {
            let (character, length) = match character {
                '\\' => {
                    let (decoded, length) = self.identifier_escape(at)?;
                    cooked.get_or_insert_with(|| self.text[start..at].to_string());
                    (decoded, length)
                }
                _ => (character, character.len_utf8()),
            };
            let fits = if at == start {
                is_id_start(character)
            } else {
                is_id_part(character)
            };
            if !fits {
                if self.text.as_bytes()[at] == b'\\' {
                    return Err(self.bad_identifier_escape(at, length));
                }
                break;
            }
            if let Some(cooked) = &mut cooked {
                cooked.push(character);
            }
            at += length;
        }
        if at == start {
            return Err(self.stray(start));
        }
        Ok((at, cooked.map(|text| &*self.bump.alloc_str(&text))))
    }

    /// `\u0061` or `\u{61}` in an identifier: the character and the length of the escape.
    fn identifier_escape(&self, at: usize) -> Result<(char, usize), Failure> {
        escape::unicode_escape(&self.text[at + 1..])
            .and_then(|(code, length)| Some((char::from_u32(code)?, length + 1)))
            .ok_or_else(|| self.bad_identifier_escape(at, 2))
    }

    fn bad_identifier_escape(&self, at: usize, length: usize) -> Failure {
        let end = (at + length).min(self.text.len());
        let end = (at..=end)
            .rev()
            .find(|end| self.text.is_char_boundary(*end))
            .unwrap_or(at);
        SyntaxError::labelled(
            Span::new(at as u32, end as u32),
            match self.text.as_bytes().get(at + 1) {
                Some(b'u') => "Invalid Unicode escape sequence",
                _ => "Invalid or unexpected token",
            },
            "in a name, `\\` must start the escape of a character that names may have",
        )
    }

    /// What a character is that can't stand where it is; never the character itself if it can't
    /// be seen.
    fn label_of_stray(&self, at: usize, character: Option<char>) -> String {
        let Some(character) = character else {
            return "a name must follow".to_string();
        };
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let starts_line = self.text[line..at].trim().is_empty();
        let code = character as u32;
        match character {
            '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' => {
                "a typographic quotation mark; strings take `'` or `\"`".to_string()
            }
            '@' => "a decorator; they aren't supported".to_string(),
            '#' | ' ' | '!' if starts_line || self.text[line..at].trim() == "#" => {
                "comments start with `//`".to_string()
            }
            _ => match lookalike(character) {
                Some((name, Some(meant))) => {
                    format!("this is {name} (U+{code:04X}); write `{meant}`")
                }
                Some((name, None)) => format!("here is {name} (U+{code:04X}), which can't be seen"),
                None if character.is_control() || character.is_whitespace() => {
                    format!("the character U+{code:04X} can't stand here")
                }
                None => format!("`{character}` can't stand here"),
            },
        }
    }

    fn stray(&self, at: usize) -> Failure {
        let character = self.text[at..].chars().next();
        let length = character.map_or(0, char::len_utf8);
        let span = Span::new(at as u32, (at + length) as u32);
        let label = self.label_of_stray(at, character);
        SyntaxError::labelled(span, "Invalid or unexpected token", label)
    }

    /// The end of the line that `at` is on, for labels of what is unterminated.
    fn end_of_line(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |length| at + length)
    }

    /// Looks ahead of the current position.
    pub(crate) fn peek(&self) -> Ahead<'a> {
        Ahead::of(&self.text[self.position()..])
    }
}

#[cfg(test)]
mod tests;

/// Characters that look like others or like nothing: their names, and what is meant.
fn lookalike(character: char) -> Option<(&'static str, Option<&'static str>)> {
    Some(match character {
        '\u{AD}' => ("a soft hyphen", None),
        '\u{200B}' => ("a zero width space", None),
        '\u{200C}' => ("a zero width non-joiner", None),
        '\u{200D}' => ("a zero width joiner", None),
        '\u{200E}' => ("a left-to-right mark", None),
        '\u{200F}' => ("a right-to-left mark", None),
        '\u{202A}' => ("a left-to-right embedding", None),
        '\u{202B}' => ("a right-to-left embedding", None),
        '\u{202C}' => ("a pop directional formatting", None),
        '\u{202D}' => ("a left-to-right override", None),
        '\u{202E}' => ("a right-to-left override", None),
        '\u{2060}' => ("a word joiner", None),
        '\u{2066}' => ("a left-to-right isolate", None),
        '\u{2067}' => ("a right-to-left isolate", None),
        '\u{2068}' => ("a first strong isolate", None),
        '\u{2069}' => ("a pop directional isolate", None),
        '\u{37E}' => ("a Greek question mark", Some(";")),
        '\u{2010}' | '\u{2011}' => ("a hyphen", Some("-")),
        '\u{2012}' | '\u{2013}' => ("an en dash", Some("-")),
        '\u{2014}' => ("an em dash", Some("-")),
        '\u{2212}' => ("a minus sign", Some("-")),
        '\u{D7}' => ("a multiplication sign", Some("*")),
        '\u{F7}' => ("a division sign", Some("/")),
        '\u{2260}' => ("a not equal to", Some("!==")),
        '\u{2264}' => ("a less-than or equal to", Some("<=")),
        '\u{2265}' => ("a greater-than or equal to", Some(">=")),
        '\u{2026}' => ("an ellipsis", Some("...")),
        '\u{2192}' | '\u{21D2}' => ("an arrow", Some("=>")),
        '\u{FF08}' => ("a fullwidth parenthesis", Some("(")),
        '\u{FF09}' => ("a fullwidth parenthesis", Some(")")),
        '\u{FF0C}' => ("a fullwidth comma", Some(",")),
        '\u{FF1A}' => ("a fullwidth colon", Some(":")),
        '\u{FF1B}' => ("a fullwidth semicolon", Some(";")),
        '\u{FF1D}' => ("a fullwidth equals sign", Some("=")),
        '\u{FF5B}' => ("a fullwidth brace", Some("{")),
        '\u{FF5D}' => ("a fullwidth brace", Some("}")),
        _ => return None,
    })
}
