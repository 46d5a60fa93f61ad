//! Makes up the rest of a text that breaks off, so that its beginning becomes a tree.
//!
//! Of a text with a mistake in its grammar the part before it may have another mistake, an early
//! error, that has to be told instead. To find it, the part is parsed alone, as a beginning: where
//! it ends, the terminal that comes first in [`COMPLETIONS`] of those that fit is taken until the
//! text is complete. Nothing that is made up takes room in the text.

use super::{Driver, ParseResult, Step, Tables, representative};
use crate::source::Span;
use crate::syntax::lexer::{Lexed, Piece};
use crate::syntax::terminal::Terminal;

/// What completes a text: what closes before what goes on, and the short ways before the long.
const COMPLETIONS: &[Terminal] = &[
    Terminal::CloseParenthesis,
    Terminal::CloseBracket,
    Terminal::CloseBrace,
    Terminal::TemplateTail,
    Terminal::Semicolon,
    Terminal::Identifier,
    Terminal::WordName,
    Terminal::String,
    Terminal::OpenParenthesis,
    Terminal::OpenBlock,
    Terminal::Arrow,
    Terminal::Colon,
    Terminal::Assign,
    Terminal::Catch,
    Terminal::While,
    Terminal::From,
    Terminal::As,
    Terminal::In,
    Terminal::Of,
    Terminal::FunctionExpression,
    Terminal::FunctionDeclaration,
];

/// A beginning that is further from its end than this stays one: so many terminals for each state of
/// the parser where it breaks off, and some for what follows.
const MOST_EACH: usize = 4;
const MOST_BESIDES: usize = 64;

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    /// Notes where a beginning breaks off.
    pub(super) fn note_end(&mut self) {
        if self.context.is_beginning.get() && self.made_up == 0 {
            let place = self.lexer.previous_end();
            self.context.unfinished.set(Some(place));
            self.most_made_up = MOST_BESIDES + MOST_EACH * self.states.len();
        }
    }

    /// Shifts something that brings the end of a beginning nearer to that of a text.
    pub(super) fn complete(&mut self, lexed: &Lexed<'a>) -> Step<ParseResult<D>> {
        let is_end = matches!(lexed.piece, Piece::End);
        if !is_end || !self.context.is_beginning.get() || self.made_up >= self.most_made_up {
            return Step::Rejected;
        }
        // A spent budget is noticed by those who asked for the text to be parsed.
        if self.context.budget.spend(1).is_err() {
            return Step::Rejected;
        }
        let place = self.lexer.previous_end();
        let completion = self.completion();
        self.made_up += 1;
        let Some(terminal) = completion else {
            return Step::Rejected;
        };
        let token = representative(terminal, self.context);
        self.shift(terminal, token, Span::empty(place))
    }

    /// Whether a declaration has just ended, as far as it was made up, that can have a value.
    pub(super) fn wants_value(&mut self) -> bool {
        // The head of a loop needs none.
        let may_have = self.made_up > 0 && self.accepts(Terminal::Assign);
        may_have && !self.accepts(Terminal::Infix) && !self.accepts(Terminal::Of)
    }

    fn completion(&mut self) -> Option<Terminal> {
        if self.wants_value() {
            return Some(Terminal::Assign);
        }
        COMPLETIONS
            .iter()
            .copied()
            .find(|terminal| self.accepts(*terminal))
    }

    /// What a text is where the lexer fails: a beginning ends before it.
    pub(super) fn broken_off(&self) -> Option<Lexed<'a>> {
        self.context.is_beginning.get().then(|| Lexed {
            span: Span::empty(self.lexer.previous_end()),
            newline_before: false,
            piece: Piece::End,
        })
    }
}
