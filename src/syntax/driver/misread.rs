//! Mistakes that V8 sees in another lexeme than the one that doesn't fit, because it reads from the
//! top: what stands before was the beginning of something that can't be there.

use super::{Driver, Open, Tables};
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::lexer::{Lexed, Lexeme, Piece, Reserved, Word};
use crate::syntax::syntax_error::{Failure, SyntaxError};
use crate::syntax::terminal::Terminal;

/// What V8 says of a lexeme that is none, where it has nothing more to say.
const ILLEGAL: &str = "Invalid or unexpected token";

/// Words that only strict code reserves.
const STRICT_WORDS: &[&str] = &[
    "implements",
    "interface",
    "package",
    "private",
    "protected",
    "public",
];

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    /// The error for what the lexer can't read, or what the text is instead.
    pub(super) fn illegal(&mut self, failure: Failure) -> Result<Lexed<'a>, Failure> {
        if let Some(end) = self.broken_off() {
            return Ok(end);
        }
        let mut failure = failure;
        let message = &failure.diagnostic.message;
        let is_template = failure.is_incomplete && message != ILLEGAL;
        let replaced = if is_template && self.accepts(Terminal::TemplateHead) {
            Some("Unexpected end of input")
        } else if self.accepts(Terminal::Catch) {
            Some("Missing catch or finally after try")
        } else if self.is_in_arguments() {
            Some("missing ) after argument list")
        } else if is_template {
            Some("Unexpected template string")
        } else {
            None
        };
        if let Some(message) = replaced {
            failure.diagnostic.message = message.to_owned();
        }
        Err(failure)
    }

    /// The error for what was read so far, if the lexeme that doesn't fit shows that it is one.
    pub(super) fn misread(&mut self, lexed: &Lexed<'a>) -> Option<Failure> {
        let (previous, span) = self.previous;
        if self.text(span) == "constructor"
            && self.context.class_start() == self.open.last().map(|open| open.span.start)
            && self.accepts(Terminal::OpenParenthesis)
        {
            let message = "Classes may not have a field named 'constructor'";
            let label = "a constructor has parameters: `constructor() { ... }`";
            return Some(SyntaxError::labelled(span, message, label));
        }
        if previous == Terminal::Super {
            let message = "'super' keyword unexpected here";
            let label = "`super` needs a property or the arguments of a call behind it";
            return Some(SyntaxError::labelled(span, message, label));
        }
        let punctuator = match lexed.piece {
            Piece::Punctuator(lexeme) => Some(lexeme),
            _ => None,
        };
        if previous == Terminal::Import && punctuator == Some(Lexeme::OpenParenthesis) {
            let message = "Cannot use new with import";
            return Some(SyntaxError::at(span, message));
        }
        if let Some(failure) = self.parameters_without_arrow(lexed) {
            return Some(failure);
        }
        if let Some(failure) = self.key_alone(lexed) {
            return Some(failure);
        }
        match punctuator? {
            Lexeme::Ellipsis => self.rest_outside(lexed),
            Lexeme::Arrow if self.accepts(Terminal::Infix) => {
                let message = "Malformed arrow function parameter list";
                let label = "parameters before `=>` are one name, or stand in parentheses";
                Some(SyntaxError::labelled(lexed.span, message, label))
            }
            Lexeme::Assign | Lexeme::CompoundAssign(_) if self.accepts(Terminal::Infix) => {
                let message = "Invalid left-hand side in assignment";
                let label = "what stands before can't be assigned to";
                Some(SyntaxError::labelled(lexed.span, message, label))
            }
            Lexeme::QuestionDot if self.accepts(Terminal::Dot) => {
                let message = "Invalid optional chain from new expression";
                let label = "`new` needs the constructor itself";
                Some(SyntaxError::labelled(lexed.span, message, label))
            }
            Lexeme::STAR if previous == Terminal::FunctionDeclaration => {
                let message = "Generators can only be declared at the top level or inside a block.";
                let label = "a declaration needs a block `{ ... }` around it here";
                Some(SyntaxError::labelled(lexed.span, message, label))
            }
            _ => None,
        }
    }

    /// Parameters that no arrow follows, and that aren't an expression: `()`, `(a,)`, `(...a)`,
    /// `async a`.
    fn parameters_without_arrow(&mut self, lexed: &Lexed<'a>) -> Option<Failure> {
        let (previous, span) = self.previous;
        let label = "parameters like these need `=>` behind them";
        let is_head = self.accepts(Terminal::Arrow) && !self.accepts(Terminal::Infix);
        if is_head && previous == Terminal::Identifier {
            let message = self.unexpected_word(self.text(span));
            return Some(SyntaxError::labelled(span, message, label));
        }
        // A `...` in a bracket itself, not in one that is nested.
        let rest = |driver: &Self, open: Open, depth: usize| {
            let is_in = |(at, around): &(u32, usize)| *at > open.span.start && *around == depth;
            driver.ellipsis.filter(is_in).map(|(at, _)| at)
        };
        let is_arrow = matches!(lexed.piece, Piece::Punctuator(Lexeme::Arrow));
        if is_head && previous == Terminal::CloseParenthesis && !is_arrow {
            let depth = self.open.len() + 1;
            let ellipsis = self.closed.and_then(|open| rest(self, open, depth));
            let Some(ellipsis) = ellipsis else {
                return Some(SyntaxError::labelled(span, "Unexpected token ')'", label));
            };
            return Some(unexpected_ellipsis(ellipsis));
        }
        let open = self.open.last().copied()?;
        let is_cover = open.terminal == Terminal::OpenParenthesis
            && !open.follows_callee()
            && self.takes_expression(open);
        let ellipsis = rest(self, open, self.open.len()).filter(|_| is_cover)?;
        let is_named = !matches!(
            lexed.piece,
            Piece::Punctuator(Lexeme::Assign | Lexeme::Comma)
        );
        (is_named && self.accepts(Terminal::CloseParenthesis) && !self.accepts(Terminal::Infix))
            .then(|| unexpected_ellipsis(ellipsis))
    }

    /// A key of an object or a class that has no value, and isn't a name that could be one.
    fn key_alone(&mut self, lexed: &Lexed<'a>) -> Option<Failure> {
        let Piece::Punctuator(lexeme) = lexed.piece else {
            return None;
        };
        let (previous, span) = self.previous;
        let open = self.open.last().copied()?;
        let is_in_class = self.context.class_start() == Some(open.span.start);
        let is_alone = if is_in_class {
            matches!(lexeme, Lexeme::Colon | Lexeme::Comma)
                && self.accepts(Terminal::Assign)
                && !self.accepts(Terminal::Infix)
        } else {
            matches!(lexeme, Lexeme::Comma | Lexeme::CloseBrace | Lexeme::Assign)
                && matches!(open.terminal, Terminal::OpenObject | Terminal::OpenBlock)
                && self.takes_expression(open)
                && self.accepts(Terminal::Colon)
                && !self.accepts(Terminal::Infix)
        };
        if !is_alone {
            return None;
        }
        let label = match is_in_class {
            true => "members of classes are written `name = value` or `name() { ... }`",
            false => "a value must follow this key",
        };
        let (span, message) = match previous {
            Terminal::String => (span, "Unexpected string".to_string()),
            Terminal::Number | Terminal::BigInt => (span, "Unexpected number".to_string()),
            Terminal::CloseBracket => {
                let start = self.closed?.span;
                (start, "Unexpected token '['".to_string())
            }
            Terminal::PrivateName => (span, format!("Unexpected identifier '{}'", self.text(span))),
            _ => {
                let text = self.text(span);
                if !text.starts_with(|first: char| first.is_alphabetic() || first == '_') {
                    return None;
                }
                (span, self.unexpected_word(text))
            }
        };
        Some(SyntaxError::labelled(span, message, label))
    }

    /// `...` where an expression can start that commas may follow: V8 reads a rest parameter there.
    fn rest_outside(&mut self, lexed: &Lexed<'a>) -> Option<Failure> {
        let follows_head = self.open.last().is_some_and(|open| {
            open.span == self.previous.1
                && matches!(
                    open.before,
                    Terminal::If | Terminal::While | Terminal::Switch | Terminal::With
                )
        });
        let starts_expression = follows_head
            || self.accepts(Terminal::If)
            || matches!(
                self.previous.0,
                Terminal::Return
                    | Terminal::Throw
                    | Terminal::Case
                    | Terminal::TemplateHead
                    | Terminal::TemplateMiddle
            );
        if !starts_expression {
            return None;
        }
        let next = match self.lexer.next() {
            Ok(next) => next,
            Err(failure) => return Some(failure),
        };
        let is_pattern = matches!(
            next.piece,
            Piece::Punctuator(Lexeme::OpenBrace | Lexeme::OpenBracket)
        );
        match next.piece {
            Piece::Word {
                word: Word::Plain | Word::Contextual(_),
                ..
            } => {}
            _ if is_pattern => return Some(unexpected_ellipsis(lexed.span.start)),
            // The last error that V8 reports wins if it ends before the one that it reported first.
            _ if next.span.start > lexed.span.end => {
                return Some(unexpected_ellipsis(lexed.span.start));
            }
            _ => {
                let message = self.lexeme_message(&next);
                return Some(SyntaxError::at(next.span, message));
            }
        }
        let message = match self.lexer.next().map(|lexed| lexed.piece) {
            Ok(Piece::Punctuator(Lexeme::Assign)) => {
                "Rest parameter may not have a default initializer"
            }
            Ok(Piece::Punctuator(Lexeme::Comma)) => "Rest parameter must be last formal parameter",
            _ => return Some(unexpected_ellipsis(lexed.span.start)),
        };
        Some(SyntaxError::at(next.span, message))
    }

    /// What V8 says of a word that doesn't fit.
    pub(super) fn unexpected_word(&self, text: &str) -> String {
        let is_strict_word =
            STRICT_WORDS.contains(&text) || matches!(text, "let" | "static" | "yield");
        match text {
            "await" | "enum" => "Unexpected reserved word".to_string(),
            _ if is_strict_word && self.is_strict() => {
                "Unexpected strict mode reserved word".to_string()
            }
            // V8 has no text for these words of its own.
            _ if STRICT_WORDS.contains(&text) => "Unexpected identifier 'undefined'".to_string(),
            "accessor" | "async" | "get" | "of" | "set" | "using" => {
                format!("Unexpected token '{text}'")
            }
            _ if Reserved::TEXTS.contains(&text) => format!("Unexpected token '{text}'"),
            _ => format!("Unexpected identifier '{text}'"),
        }
    }

    /// Whether the code is strict, as far as can be told before its directives are looked at:
    /// that of a module or class, and that under a directive at the top of the text or of a function's
    /// body.
    fn is_strict(&self) -> bool {
        let source = self.context.source;
        let of_body = |open: &Open| {
            matches!(open.before, Terminal::CloseParenthesis | Terminal::Arrow)
                && begins_strict(&source[open.span.end as usize..])
        };
        self.context.is_module
            || self.context.class_start().is_some()
            || begins_strict(source)
            || self.open.iter().any(of_body)
    }
}

/// Whether a text begins with the directive.
fn begins_strict(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("'use strict'") || text.starts_with("\"use strict\"")
}

fn unexpected_ellipsis(start: u32) -> Failure {
    let label = "a rest parameter needs `(`, `)` and `=>` around it";
    let span = Span::new(start, start + 3);
    SyntaxError::from_diagnostic(
        Diagnostic::error("Unexpected token '...'", span).with_label(label),
    )
}
