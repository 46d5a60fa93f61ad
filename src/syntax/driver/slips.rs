//! Slips of those who are new to the language: what is right elsewhere, or nearly right here.

use super::remarks::{Remark, TYPES};
use super::{Driver, Tables};
use crate::syntax::lexer::{Lexed, Lexeme, Piece};
use crate::syntax::terminal::Terminal;

/// What a type assertion of TypeScript's begins with, where it looks like a tag.
const ASSERTED: &[&str] = &[
    "string>",
    "number>",
    "boolean>",
    "any>",
    "unknown>",
    "string[]>",
    "number[]>",
];

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    /// What is meant where the lexeme tells it by itself or with the one before.
    pub(super) fn slip(&mut self, lexed: &Lexed<'a>, found: &str) -> Option<Remark> {
        let (previous, span) = self.previous;
        let before = self.text(span);
        let is_word = matches!(lexed.piece, Piece::Word { .. });
        let in_class = self.context.class_start() == self.open.last().map(|open| open.span.start);
        match found {
            "return" if previous == Terminal::Arrow => {
                Remark::here("behind `=>` stands an expression or a body in braces")?
                    .with_note("Leave out `return`, or put braces around it: `=> { return ... }`.")
            }
            "if" if is_word && !lexed.newline_before && self.accepts(Terminal::Infix) => {
                Remark::here("in JavaScript this is `condition ? value : other`")
            }
            "=" if self.is_behind_block() => Remark::here("a block ends before this `=`")?
                .with_note(
                    "To take properties out of an object, put parentheses around the assignment: \
                     `({ ... } = object)`.",
                ),
            "," if in_class => Remark::here("members of classes have no `,` between them"),
            "." if in_class && before == "this" => {
                Remark::at(span, "in a class, fields are written without `this.`")
            }
            _ if previous == Terminal::For && found != "await" => {
                Remark::here("what follows `for` is in parentheses: `for (const item of list)`")
            }
            _ => None,
        }
    }

    /// Whether a block that is a statement has just ended.
    fn is_behind_block(&mut self) -> bool {
        let is_block = self.closed.is_some_and(|open| {
            open.terminal == Terminal::OpenBlock && open.before != Terminal::CloseParenthesis
        });
        is_block && self.previous.0 == Terminal::CloseBrace && self.accepts(Terminal::If)
    }

    /// TypeScript that a lexeme shows which may stand in JavaScript too.
    pub(super) fn typed(&mut self, lexed: &Lexed<'a>, found: &str) -> Option<Remark> {
        let (previous, span) = self.previous;
        let rest = &self.context.source[lexed.span.end as usize..];
        let is_typed = match found {
            // `function f(x?: number)`
            "?" => {
                let in_parentheses = self
                    .open
                    .last()
                    .is_some_and(|open| open.terminal == Terminal::OpenParenthesis);
                let is_name = previous == Terminal::Identifier;
                in_parentheses && is_name && rest.trim_start().starts_with([':', ',', ')'])
            }
            // `x!` and `x!.y`
            "!" => {
                span.end == lexed.span.start
                    && self.accepts(Terminal::Infix)
                    && rest
                        .trim_start_matches(' ')
                        .starts_with([';', '.', ')', ',', '[', '\n'])
            }
            "=" => {
                let is_import =
                    self.accepts(Terminal::From) && rest.trim_start().starts_with("require");
                is_import || previous == Terminal::Export
            }
            "<" => self.accepts(Terminal::This) && ASSERTED.iter().any(|it| rest.starts_with(it)),
            _ => return None,
        };
        let label = match found {
            "?" => "a type would follow",
            _ => "only TypeScript has this",
        };
        (is_typed && matches!(lexed.piece, Piece::Punctuator(_)))
            .then(|| Remark::here(label)?.with_note(TYPES))?
    }

    /// A bracket whose end is missing before what can't stand in it.
    pub(super) fn is_cut_short(&self, lexed: &Lexed<'a>, open: Terminal) -> bool {
        let rest = &self.context.source[lexed.span.end as usize..];
        let line = rest.lines().next().unwrap_or("");
        let close = match open {
            Terminal::OpenBracket => ']',
            Terminal::OpenBlock | Terminal::OpenParenthesis => return false,
            _ => '}',
        };
        let is_end = matches!(lexed.piece, Piece::Punctuator(Lexeme::Semicolon));
        is_end && !line.contains(close)
    }
}
