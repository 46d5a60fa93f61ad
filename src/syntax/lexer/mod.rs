//! From text to lexemes, on demand.
//!
//! Owns: white space, comments, words, punctuators, and the counting of braces that finds the
//! end of a template's substitution. Doesn't own: the choice between regular expression and
//! division, and what a word means where it stands; the driver asks for those.
//!
//! Invariant: the lexer never reads beyond the lexeme that it gives, save for looking ahead, so
//! the driver can still decide how to go on.

use std::collections::HashMap;
use std::sync::LazyLock;

use bumpalo::Bump;
use logos::{Logos, Skip};
use memchr::{memchr2, memchr3};
use rustc_hash::FxBuildHasher;

use super::ast::expression::RegExpLiteral;
use super::ast::{Name, Names};
use super::syntax_error::{Failure, SyntaxError};
use crate::source::Span;
use crate::source::identifier::{is_id_part, is_id_start};

mod escape;
mod number;
mod string;
mod template;
pub(crate) mod token;

use token::{Lexed, Lexeme, Piece, Word, initial_names, word_of};

pub(crate) use template::ChunkError;

/// What logos finds between lexemes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Trivia {
    newline: bool,
}

fn skip_newline(lexer: &mut logos::Lexer<'_, Lexeme>) -> Skip {
    lexer.extras.newline = true;
    skip_trivia(lexer);
    Skip
}

fn skip_line_comment(lexer: &mut logos::Lexer<'_, Lexeme>) -> Skip {
    lexer.bump(line_length(lexer.remainder()));
    skip_trivia(lexer);
    Skip
}

fn skip_block_comment(lexer: &mut logos::Lexer<'_, Lexeme>) -> logos::FilterResult<(), ()> {
    match block_comment(lexer.remainder()) {
        Some((length, has_newline)) => {
            lexer.extras.newline |= has_newline;
            lexer.bump(length);
            skip_trivia(lexer);
            logos::FilterResult::Skip
        }
        None => logos::FilterResult::Emit(()),
    }
}

/// Skips all further white space and comments: what logos skips costs native stack, so that may not
/// be as many pieces as a text has. A comment without an end stays.
fn skip_trivia(lexer: &mut logos::Lexer<'_, Lexeme>) {
    while let Some(found) = trivia(lexer.remainder()) {
        lexer.bump(found.length);
        lexer.extras.newline |= found.has_newline;
    }
}

/// A piece of a text that separates lexemes.
struct Separator {
    /// In bytes.
    length: usize,
    has_newline: bool,
}

/// The white space, newline or comment that a text begins with.
#[inline]
fn trivia(text: &str) -> Option<Separator> {
    let blank = |length, has_newline| {
        Some(Separator {
            length,
            has_newline,
        })
    };
    let bytes = text.as_bytes();
    match *bytes.first()? {
        b'/' => match bytes.get(1)? {
            b'/' => blank(2 + line_length(&text[2..]), false),
            b'*' => {
                let (length, has_newline) = block_comment(&text[2..])?;
                blank(2 + length, has_newline)
            }
            _ => None,
        },
        b'\n' | b'\r' => blank(1, true),
        b' ' | b'\t' | 0x0B | 0x0C => {
            let others = bytes
                .iter()
                .position(|byte| !matches!(byte, b' ' | b'\t' | 0x0B | 0x0C));
            blank(others.unwrap_or(bytes.len()), false)
        }
        0x80.. => match text.chars().next()? {
            separator @ ('\u{2028}' | '\u{2029}') => blank(separator.len_utf8(), true),
            space @ ('\u{A0}'
            | '\u{FEFF}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200A}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}') => blank(space.len_utf8(), false),
            _ => None,
        },
        _ => None,
    }
}

/// The number of bytes before the end of the line.
fn line_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr3(b'\n', b'\r', 0xE2, &bytes[at..]) {
        at += found;
        if bytes[at] != 0xE2 || is_separator(bytes, at) {
            return at;
        }
        at += 3;
    }
    bytes.len()
}

/// Whether U+2028 or U+2029 stands at `at`.
fn is_separator(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([0xE2, 0x80, 0xA8 | 0xA9]))
}

/// The length of a comment after its `/*`, and whether a line ends in it; nothing if it has no
/// end.
fn block_comment(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let end = memchr::memmem::find(bytes, b"*/")?;
    let inside = &text[..end];
    Some((end + 2, line_length(inside) < inside.len()))
}

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
        // A hashbang may follow the mark that some editors put first, as Node has it.
        let marked = usize::from(text.starts_with('\u{FEFF}')) * '\u{FEFF}'.len_utf8();
        if text[marked..].starts_with("#!") {
            lexer.bump(marked + line_length(&text[marked..]));
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

    /// The table of names, when all is read.
    pub(crate) fn into_names(self) -> Names<'a> {
        let mut texts = self.texts;
        texts.shrink_to_fit();
        Names { texts }
    }

    #[cfg(test)]
    fn name_text(&self, name: Name) -> &'a str {
        self.texts[name.0 as usize]
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
            // `newline` is about what stands before this lexeme.
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
            Lexeme::Less => self.text[start..].starts_with("<!--"),
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
            "Invalid Unicode escape sequence",
            "in a name, `\\` must start the escape of a character that names may have",
        )
    }

    fn stray(&self, at: usize) -> Failure {
        let character = self.text[at..].chars().next();
        let length = character.map_or(0, char::len_utf8);
        let span = Span::new(at as u32, (at + length) as u32);
        let label = match character {
            Some(character) if character.is_control() || character.is_whitespace() => {
                format!("the character U+{:04X} can't stand here", character as u32)
            }
            Some('\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}') => {
                "a typographic quotation mark; strings take `'` or `\"`".to_string()
            }
            Some(character) => format!("`{character}` can't stand here"),
            None => "a name must follow".to_string(),
        };
        SyntaxError::labelled(span, "Invalid or unexpected token", label)
    }

    /// What stands ahead of the current position.
    pub(crate) fn peek(&self) -> Ahead<'a> {
        Ahead::of(&self.text[self.position()..])
    }
}

/// What stands ahead, behind white space and comments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ahead<'a> {
    /// Whether a line ends before it.
    pub(crate) newline: bool,
    rest: &'a str,
}

impl<'a> Ahead<'a> {
    fn of(text: &'a str) -> Ahead<'a> {
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

    /// What stands behind the next word.
    pub(crate) fn behind_word(&self) -> Ahead<'a> {
        let length = self.word().map_or(0, str::len);
        Ahead::of(&self.rest[length..])
    }

    /// Whether `=` is next, as itself.
    pub(crate) fn assigns(&self) -> bool {
        self.rest.starts_with('=') && !self.rest.starts_with("==") && !self.rest.starts_with("=>")
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
            .is_some_and(|word| !token::Reserved::TEXTS.contains(&word))
    }
}

/// Whether the flags of a regular expression are known, and fit each other.
fn are_flags(flags: &str) -> bool {
    let occurs_again = |(at, flag)| flags[at + 1..].contains(flag);
    flags.chars().all(|flag| "dgimsuvy".contains(flag))
        && !flags.char_indices().any(occurs_again)
        && !(flags.contains('u') && flags.contains('v'))
}
fn is_white_space(character: char) -> bool {
    matches!(
        character,
        '\t' | '\u{B}' | '\u{C}' | ' ' | '\u{A0}' | '\u{FEFF}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
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
        SyntaxError::labelled(
            Span::new(start, end),
            "Invalid regular expression: missing /",
            "this regular expression doesn't end on its line",
        )
    }

    /// The end of the line that `at` is on, for labels of what is unterminated.
    fn end_of_line(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |length| at + length)
    }
}

impl Word {
    /// Whether the word can't name a variable anywhere.
    pub(crate) fn is_reserved(self) -> bool {
        matches!(self, Self::Reserved(_))
    }
}

#[cfg(test)]
mod tests;
