//! What a mistake was meant to be, where that can be told: a misspelt keyword, another language,
//! a bracket in another place.
//!
//! The message of the error stays V8's. A remark stands at the word that it is about, and names one
//! remedy where there is one.

use super::{Driver, Tables};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::spelling::nearest;
use crate::source::Span;
use crate::syntax::lexer::{Lexed, Lexeme, Piece};
use crate::syntax::terminal::Terminal;

/// Keywords that begin something, the likelier first.
const KEYWORDS: &[&str] = &[
    "function",
    "const",
    "let",
    "var",
    "return",
    "async",
    "await",
    "class",
    "if",
    "else",
    "for",
    "while",
    "switch",
    "case",
    "import",
    "export",
    "throw",
    "try",
    "catch",
    "finally",
    "new",
    "typeof",
    "yield",
    "delete",
    "void",
    "default",
    "extends",
    "static",
    "instanceof",
];

/// Words of other languages and what they are here.
const FOREIGN: &[(&str, &str)] = &[
    ("and", "`&&`"),
    ("begin", "`{`"),
    ("char", "`let`: variables have no types"),
    ("def", "`function`"),
    ("double", "`let`: variables have no types"),
    ("echo", "`console.log(...)`"),
    ("elif", "`else if`"),
    ("elseif", "`else if`"),
    ("elsif", "`else if`"),
    ("except", "`catch`"),
    ("float", "`let`: variables have no types"),
    ("fn", "`function`"),
    ("foreach", "`for (const item of list)`"),
    ("fun", "`function`"),
    ("func", "`function`"),
    ("int", "`let`: variables have no types"),
    ("is", "`===`"),
    ("isnt", "`!==`"),
    ("lambda", "`(...) => ...`"),
    ("not", "`!`"),
    ("or", "`||`"),
    ("print", "`console.log(...)`"),
    ("printf", "`console.log(...)`"),
    ("puts", "`console.log(...)`"),
    ("raise", "`throw`"),
    ("string", "`let`: variables have no types"),
    ("then", "`{`"),
    ("unless", "`if (!(...))`"),
    ("until", "`while (!(...))`"),
];

/// Words that begin something in TypeScript.
const TYPESCRIPT: &[&str] = &[
    "abstract",
    "as",
    "declare",
    "enum",
    "implements",
    "interface",
    "namespace",
    "private",
    "protected",
    "public",
    "readonly",
    "satisfies",
    "type",
];

pub(super) const TYPES: &str = "This is TypeScript. Only JavaScript is run: take the types away, or have \
                     them taken away (`tsc`, `esbuild`) first.";

/// A remark about a mistake.
pub(super) struct Remark {
    /// What it is about; the lexeme that doesn't fit if it is nothing else.
    place: Option<Span>,
    label: String,
    note: Option<&'static str>,
}

impl Remark {
    pub(super) fn here(label: impl Into<String>) -> Option<Self> {
        Some(Self {
            place: None,
            label: label.into(),
            note: None,
        })
    }

    pub(super) fn at(place: Span, label: impl Into<String>) -> Option<Self> {
        Some(Self {
            place: Some(place),
            label: label.into(),
            note: None,
        })
    }

    pub(super) fn with_note(self, note: &'static str) -> Option<Self> {
        Some(Self {
            note: Some(note),
            ..self
        })
    }

    /// The diagnostic with the remark in the place of what was expected.
    pub(super) fn add_to(self, mut diagnostic: Diagnostic) -> Diagnostic {
        match self.place {
            Some(place) => {
                diagnostic.primary.text.clear();
                diagnostic = diagnostic.with_secondary(place, self.label);
            }
            None => diagnostic.primary.text = self.label,
        }
        diagnostic.notes.extend(self.note.map(str::to_owned));
        diagnostic
    }
}

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    /// What the mistake at a lexeme was meant to be.
    pub(super) fn remark(&mut self, lexed: &Lexed<'a>) -> Option<Remark> {
        let found = self.text(lexed.span);
        self.merge_marker(lexed)
            .or_else(|| self.typed(lexed, found))
            .or_else(|| self.markup(lexed))
            .or_else(|| self.typescript(lexed, found))
            .or_else(|| self.slip(lexed, found))
            .or_else(|| self.misspelt(lexed, found))
            .or_else(|| self.object_as_block(lexed))
            .or_else(|| self.left_out(lexed, found))
    }

    fn line(&self, at: u32) -> &'a str {
        let (before, after) = self.context.source.split_at(at as usize);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = after
            .find('\n')
            .map_or(self.context.source.len(), |end| at as usize + end);
        &self.context.source[start..end]
    }

    fn merge_marker(&self, lexed: &Lexed<'a>) -> Option<Remark> {
        let line = self.line(lexed.span.start);
        let is_marker = ["<<<<<<<", "=======", ">>>>>>>"]
            .iter()
            .any(|marker| line.starts_with(marker));
        let label = "a conflict of a merge that isn't resolved";
        is_marker.then(|| Remark::here(label)).flatten()
    }

    /// HTML and JSX.
    fn markup(&mut self, lexed: &Lexed<'a>) -> Option<Remark> {
        let rest = &self.context.source[lexed.span.start as usize..];
        let after = rest.strip_prefix('<')?;
        let opens = after.starts_with(|first: char| first.is_alphabetic() || "/!>".contains(first));
        if !opens || !self.accepts(Terminal::This) {
            return None;
        }
        let lower = after.get(..8).unwrap_or(after).to_ascii_lowercase();
        let is_html = ["!doctype", "html", "head", "body", "script", "!--"]
            .iter()
            .any(|tag| lower.starts_with(tag));
        match is_html {
            true => Remark::here("this is HTML, not JavaScript"),
            false => Remark::here("this is JSX")?.with_note(
                "JSX isn't JavaScript: it has to be translated (`esbuild`, Babel) before it is run.",
            ),
        }
    }

    fn typescript(&mut self, lexed: &Lexed<'a>, found: &str) -> Option<Remark> {
        let (previous, span) = self.previous;
        let before = self.text(span);
        match lexed.piece {
            Piece::Punctuator(Lexeme::Colon) => {
                let is_name = self.accepts(Terminal::Assign) && !self.accepts(Terminal::Infix);
                let in_parentheses = self
                    .open
                    .last()
                    .is_some_and(|open| open.terminal == Terminal::OpenParenthesis);
                let is_parameter = in_parentheses
                    && previous == Terminal::Identifier
                    && (self.accepts(Terminal::CloseParenthesis) || is_name);
                let is_result = previous == Terminal::CloseParenthesis
                    && (self.accepts(Terminal::OpenBlock) || self.accepts(Terminal::Arrow));
                if !(is_name || is_parameter || is_result) {
                    return None;
                }
                let rest = &self.context.source[lexed.span.end as usize..];
                match rest.trim_start().starts_with("function") || rest.starts_with('=') {
                    true => None,
                    false => Remark::here("a type would follow")?.with_note(TYPES),
                }
            }
            Piece::Punctuator(Lexeme::Infix(_)) if found == "<" => {
                let is_generic = self.accepts(Terminal::OpenParenthesis)
                    && previous == Terminal::Identifier
                    && !self.accepts(Terminal::Infix);
                let label = "type parameters would follow";
                is_generic.then(|| Remark::here(label)?.with_note(TYPES))?
            }
            Piece::Word { .. } => {
                if matches!(found, "as" | "satisfies" | "implements") {
                    return Remark::here("a type would follow")?.with_note(TYPES);
                }
                if found == "enum" {
                    return Remark::here("enumerations are TypeScript's")?.with_note(TYPES);
                }
                let is_import = before == "type" && self.accepts(Terminal::From);
                let follows = TYPESCRIPT.contains(&before) && !lexed.newline_before;
                (is_import || follows)
                    .then(|| Remark::at(span, "only TypeScript has this")?.with_note(TYPES))?
            }
            _ => None,
        }
    }

    /// A word that is no keyword, before something that can only follow one; or a word of another
    /// language.
    fn misspelt(&mut self, lexed: &Lexed<'a>, found: &str) -> Option<Remark> {
        let (previous, span) = self.previous;
        // `elif (a) {`: the word is before the parentheses.
        let is_head = previous == Terminal::CloseParenthesis
            && matches!(lexed.piece, Piece::Punctuator(Lexeme::OpenBrace));
        let (word, place) = match self.closed {
            Some(closed) if is_head => {
                let head = &self.context.source[..closed.span.start as usize];
                let head = head.trim_end();
                let start = head
                    .rfind(|character: char| !character.is_alphanumeric())
                    .map_or(0, |at| at + 1);
                (
                    head.get(start..)?,
                    Span::new(start as u32, head.len() as u32),
                )
            }
            _ if matches!(previous, Terminal::Identifier | Terminal::WordName) => {
                (self.text(span), span)
            }
            _ => ("", span),
        };
        let on_line = !lexed.newline_before;
        if on_line && let Some(meant) = foreign(word) {
            return Remark::at(place, format!("in JavaScript this is {meant}"));
        }
        if let Piece::Word { .. } = lexed.piece
            && let Some(meant) = foreign(found)
            && self.accepts(Terminal::Infix)
        {
            return Remark::here(format!("in JavaScript this is {meant}"));
        }
        let in_class = self.context.class_start() == self.open.last().map(|open| open.span.start);
        if in_class && matches!(word, "function" | "const" | "let" | "var") {
            return Remark::at(
                place,
                format!("members of classes have no `{word}` before them"),
            );
        }
        if word == "yield" && on_line {
            let label = "`yield` is only allowed in generators: `function*`";
            return Remark::at(place, label);
        }
        if !on_line {
            return None;
        }
        let meant = nearest(word, KEYWORDS.iter().copied())?;
        Remark::at(place, format!("did you mean `{meant}`?"))
    }

    /// `{ "a": 1 }` as a statement, and braces after `=>` that begin a body.
    fn object_as_block(&mut self, lexed: &Lexed<'a>) -> Option<Remark> {
        if !matches!(lexed.piece, Piece::Punctuator(Lexeme::Colon)) {
            return None;
        }
        let (previous, _) = self.previous;
        let open = self.open.last().copied()?;
        if open.terminal != Terminal::OpenBlock || !self.accepts(Terminal::InsertedSemicolon) {
            return None;
        }
        match open.before {
            Terminal::Arrow => Remark::at(open.span, "this begins the body of the function")?
                .with_note("To return an object, put parentheses around it: `=> ({ ... })`."),
            Terminal::NewlineReturn => Remark::at(open.span, "this is a block")?.with_note(
                "`return` ends at the end of its line; write the `{` of the object behind it.",
            ),
            _ if previous == Terminal::String && open.span.start == self.first_lexeme() => {
                Remark::at(open.span, "here this begins a block")?
                    .with_note("This looks like JSON, which isn't a program: `x = { ... }` is one.")
            }
            _ => None,
        }
    }

    /// Where the text begins, behind white space.
    fn first_lexeme(&self) -> u32 {
        let source = self.context.source;
        (source.len() - source.trim_start().len()) as u32
    }

    /// What is missing before the lexeme.
    fn left_out(&mut self, lexed: &Lexed<'a>, found: &str) -> Option<Remark> {
        let (previous, span) = self.previous;
        let before = self.text(span);
        let touches = span.end == lexed.span.start;
        let opens_block = matches!(lexed.piece, Piece::Punctuator(Lexeme::OpenBrace));
        match found {
            "else" => return Remark::here("there is no `if` right before this `else`"),
            "case" | "default" => return Remark::here("this belongs into a `switch`"),
            "catch" | "finally" => return Remark::here("there is no `try` right before this"),
            ">" if before == "-" && touches => {
                return Remark::here("in JavaScript this is `.` or `=>`");
            }
            ">" if before == "<" && touches => return Remark::here("in JavaScript this is `!==`"),
            "=" if before == ":" && touches => return Remark::here("in JavaScript this is `=`"),
            ":" if self.context.source[lexed.span.end as usize..].starts_with('=') => {
                return Remark::here("in JavaScript this is `=`");
            }
            _ => {}
        }
        if previous == Terminal::String && touches && matches!(lexed.piece, Piece::Word { .. }) {
            let quote = &before[before.len() - 1..];
            let label = format!("this {quote} ends the string; inside of it write `\\{quote}`");
            let end = Span::new(span.end - 1, span.end);
            return Remark::at(end, label);
        }
        if self.accepts(Terminal::Case) && self.accepts(Terminal::CloseBrace) {
            return Remark::here("expected `case`, `default` or `}`");
        }
        let is_arrowless = opens_block
            && previous == Terminal::CloseParenthesis
            && self.closed.is_some_and(|open| {
                matches!(
                    open.before,
                    Terminal::Assign
                        | Terminal::Comma
                        | Terminal::OpenParenthesis
                        | Terminal::Colon
                        | Terminal::Return
                )
            });
        if is_arrowless {
            return Remark::here("`=>` is missing before this");
        }
        if touches
            && matches!(lexed.piece, Piece::Number(_))
            && found.starts_with('.')
            && !before.is_empty()
        {
            if previous == Terminal::Number {
                return Remark::here("a number has only one decimal point");
            }
            let label = format!(
                "this is a number; an element is written `[{}]`",
                &found[1..]
            );
            return Remark::here(label);
        }
        if matches!(previous, Terminal::If | Terminal::While | Terminal::Switch) {
            return Remark::here(format!(
                "what follows `{before}` is in parentheses: `{before} (...)`"
            ));
        }
        let declares = self.accepts(Terminal::Assign) && !self.accepts(Terminal::Infix);
        if found == "-" && touches && declares {
            return Remark::here("names can't have a `-` in them");
        }
        let is_next = matches!(lexed.piece, Piece::Word { .. })
            && !lexed.newline_before
            && KEYWORDS.contains(&found)
            && self.accepts(Terminal::InsertedSemicolon);
        if is_next {
            let label = "a new statement needs a `;` or a new line before it";
            return Remark::here(label);
        }
        None
    }
}

fn foreign(word: &str) -> Option<&'static str> {
    let known = FOREIGN.iter().find(|(other, _)| *other == word);
    known.map(|(_, meant)| *meant)
}
