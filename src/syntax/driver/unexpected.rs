//! The words for a lexeme that the grammar has no place for.
//!
//! The message is V8's, since that is what users search for; the label says what was expected,
//! in words, asking the tables what they would accept.

use super::{Driver, Open, Tables};
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::syntax::build::AwaitRole;
use crate::syntax::lexer::{Contextual, Lexed, Lexeme, Piece, Reserved, Word};
use crate::syntax::syntax_error::{Failure, ModuleSign, SyntaxError};
use crate::syntax::terminal::Terminal;

/// Terminals that are named by their text when they are expected.
const FIXED: &[Terminal] = &[
    Terminal::CloseParenthesis,
    Terminal::CloseBracket,
    Terminal::CloseBrace,
    Terminal::Comma,
    Terminal::Colon,
    Terminal::Semicolon,
    Terminal::From,
    Terminal::As,
    Terminal::Of,
    Terminal::In,
    Terminal::While,
    Terminal::Catch,
    Terminal::Finally,
    Terminal::Target,
    Terminal::Meta,
    Terminal::FunctionDeclaration,
];

/// Terminals that would make a long tail where an operator is expected.
const FIXED_WITHOUT_OPERATOR: &[Terminal] = &[
    Terminal::OpenParenthesis,
    Terminal::OpenBlock,
    Terminal::Arrow,
    Terminal::Assign,
];

/// What V8 says of a substitution that goes on after its expression, which Node doesn't take for
/// a sign of a module, whatever is in it.
const UNCLOSED_SUBSTITUTION: &str = "Missing } in template expression";

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    /// The error for a lexeme that neither fits nor ends a statement.
    pub(super) fn unexpected(&mut self, lexed: &Lexed<'a>) -> Failure {
        if let Some(failure) = self.misplaced_module_syntax(lexed) {
            return failure;
        }
        if let Some(failure) = self.misread(lexed) {
            return failure;
        }
        let is_end = matches!(lexed.piece, Piece::End);
        let message = self.message(lexed);
        let found = match lexed.piece {
            Piece::End => "the end of the text".to_string(),
            Piece::String(_) => "a string".to_string(),
            Piece::Template(..) => "a template".to_string(),
            _ => format!("`{}`", self.text(lexed.span)),
        };
        let label = match self.expected() {
            Some(expected) => format!("expected {expected}, found {found}"),
            None => format!("{found} can't stand here"),
        };
        let mut diagnostic = Diagnostic::error(message, lexed.span).with_label(label);
        if let Some(open) = self.unclosed(lexed) {
            let text = open.terminal.text();
            diagnostic = diagnostic.with_secondary(open.span, format!("this `{text}` is open"));
        } else if is_end && let Some(template) = self.lexer.open_template() {
            diagnostic = diagnostic.with_secondary(template, "in this template");
        }
        match self.remark(lexed) {
            Some(remark) => diagnostic = remark.add_to(diagnostic),
            None => diagnostic.notes.extend(self.note(lexed)),
        }
        let mut failure = SyntaxError::from_diagnostic(diagnostic);
        failure.is_incomplete = is_end;
        failure.suggests_module = self.is_export(lexed).then_some(ModuleSign::Certain);
        failure
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        &self.context.source[span.range()]
    }

    fn is_export(&self, lexed: &Lexed<'a>) -> bool {
        let word = Word::Reserved(Reserved::Export);
        !self.context.is_module
            && matches!(lexed.piece, Piece::Word { word: found, .. } if found == word)
    }

    /// What is right in a module or an async function, but not here.
    fn misplaced_module_syntax(&mut self, lexed: &Lexed<'a>) -> Option<Failure> {
        let (terminal, span) = self.previous;
        let is_module = self.context.is_module;
        let is_import = terminal == Terminal::Import && !is_module;
        if is_import && !matches!(lexed.piece, Piece::Punctuator(Lexeme::OpenParenthesis)) {
            let message = "Cannot use import statement outside a module";
            let mut failure = SyntaxError::at(span, message);
            failure.suggests_module = Some(ModuleSign::Certain);
            return Some(failure);
        }
        let is_await = Word::Contextual(Contextual::Await);
        let after_for = terminal == Terminal::For
            && matches!(lexed.piece, Piece::Word { word, .. } if word == is_await);
        if after_for {
            let label = "`for await` is only allowed in async functions and at the top level of \
                         modules";
            let message = "Unexpected reserved word";
            let mut failure = SyntaxError::labelled(lexed.span, message, label);
            failure.suggests_module = (!self.context.is_nested()).then_some(ModuleSign::Possible);
            return Some(failure);
        }
        let follows_await = terminal == Terminal::Identifier
            && self.text(span) == "await"
            && !lexed.newline_before
            && self.context.frame().await_role == AwaitRole::Identifier
            && is_operand(lexed);
        if follows_await {
            // V8 tells of `await` only where a statement should have ended.
            let message = match self.accepts(Terminal::InsertedSemicolon) {
                true => {
                    "await is only valid in async functions and the top level bodies of modules"
                        .to_string()
                }
                false => self.message(lexed),
            };
            let is_nested = self.context.is_nested() || message == UNCLOSED_SUBSTITUTION;
            let mut failure = SyntaxError::at(span, message);
            failure.diagnostic.primary.text = if is_nested {
                "the function around this is not async".to_string()
            } else {
                "this is neither in an async function nor in a module".to_string()
            };
            if is_nested {
                let note = "Write `async` before the function, or use `.then(...)`.";
                failure.diagnostic.notes.push(note.to_string());
            }
            failure.suggests_module = (!is_nested).then_some(ModuleSign::Possible);
            return Some(failure);
        }
        None
    }

    /// The message for what went wrong behind or after `...` in a binding, if it did.
    fn rest_message(&mut self, lexed: &Lexed<'a>) -> Option<&'static str> {
        let Piece::Punctuator(lexeme) = lexed.piece else {
            return None;
        };
        let opens = matches!(lexeme, Lexeme::OpenBrace | Lexeme::OpenBracket);
        if opens && self.previous.0 == Terminal::Ellipsis {
            return Some("`...` must be followed by an identifier in declaration contexts");
        }
        let open = self.open.last().copied()?;
        let is_behind_rest = self.ellipsis.is_some_and(|(at, _)| at > open.span.start);
        if !is_behind_rest || self.accepts(Terminal::Comma) || self.accepts(Terminal::Number) {
            return None;
        }
        let is_parameter = open.terminal == Terminal::OpenParenthesis;
        match lexeme {
            Lexeme::Assign if is_parameter => {
                Some("Rest parameter may not have a default initializer")
            }
            Lexeme::Comma if is_parameter => Some("Rest parameter must be last formal parameter"),
            Lexeme::Comma => Some("Rest element must be last element"),
            _ => None,
        }
    }

    pub(super) fn message(&mut self, lexed: &Lexed<'a>) -> String {
        if let Some(message) = self.rest_message(lexed) {
            return message.to_string();
        }
        if self.accepts(Terminal::TemplateTail) {
            return UNCLOSED_SUBSTITUTION.to_string();
        }
        if self.is_in_arguments() {
            return "missing ) after argument list".to_string();
        }
        if self.accepts(Terminal::Catch) {
            return "Missing catch or finally after try".to_string();
        }
        let opens_parameters = matches!(lexed.piece, Piece::Punctuator(Lexeme::OpenParenthesis));
        if opens_parameters && self.previous.0 == Terminal::FunctionDeclaration {
            return "Function statements require a function name".to_string();
        }
        let closes = matches!(lexed.piece, Piece::Punctuator(Lexeme::CloseParenthesis));
        if closes
            && self
                .open
                .last()
                .is_some_and(|open| open.before == Terminal::Import)
        {
            return "import() requires a specifier".to_string();
        }
        self.lexeme_message(lexed)
    }

    /// What V8 says of a lexeme that doesn't fit, wherever that is.
    pub(super) fn lexeme_message(&self, lexed: &Lexed<'a>) -> String {
        let text = self.text(lexed.span);
        match lexed.piece {
            Piece::End => "Unexpected end of input".to_string(),
            Piece::Number(_) | Piece::BigInt(_) => "Unexpected number".to_string(),
            Piece::String(_) => "Unexpected string".to_string(),
            Piece::Template(Terminal::TemplateMiddle | Terminal::TemplateTail, _) => {
                "Unexpected token '}'".to_string()
            }
            Piece::Template(..) => "Unexpected template string".to_string(),
            Piece::PrivateName(_) => format!("Unexpected identifier '{text}'"),
            Piece::Word { name, .. } => {
                let text = self.lexer.name_text(name);
                self.unexpected_word(text)
            }
            Piece::Punctuator(_) => format!("Unexpected token '{text}'"),
        }
    }

    /// Whether an argument of a call has just ended.
    pub(super) fn is_in_arguments(&mut self) -> bool {
        let Some(open) = self.open.last().copied() else {
            return false;
        };
        open.terminal == Terminal::OpenParenthesis
            && open.follows_callee()
            && self.takes_expression(open)
            && self.accepts(Terminal::CloseParenthesis)
            && self.accepts(Terminal::Comma)
    }

    /// Whether an expression can start behind a bracket.
    pub(super) fn takes_expression(&self, open: Open) -> bool {
        let number = self.indices[Terminal::Number as usize];
        self.definition.action(open.state, number) != 0
    }

    /// What is expected here, in words.
    fn expected(&mut self) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        let is_expression = self.accepts(Terminal::Number) && self.accepts(Terminal::This);
        let has_operator = self.accepts(Terminal::Infix);
        if self.accepts(Terminal::If) {
            parts.push("a statement".to_string());
        } else if is_expression {
            parts.push("an expression".to_string());
        } else if self.accepts(Terminal::Identifier) || self.accepts(Terminal::WordName) {
            let is_pattern =
                self.accepts(Terminal::OpenBlock) && self.accepts(Terminal::OpenBracket);
            let name = if is_pattern {
                "a name or a pattern"
            } else {
                "a name"
            };
            parts.push(name.to_string());
        } else if self.accepts(Terminal::String) {
            parts.push("a string".to_string());
        }
        if has_operator {
            parts.push("an operator".to_string());
        }
        let is_statement_end = self.accepts(Terminal::InsertedSemicolon);
        // Where an expression may start, what may end the list is of little help.
        let tail = if has_operator || is_expression {
            &[]
        } else {
            FIXED_WITHOUT_OPERATOR
        };
        for terminal in FIXED.iter().chain(tail) {
            let is_noise = match terminal {
                Terminal::In => has_operator,
                Terminal::OpenBlock => parts.iter().any(|part| part.contains("pattern")),
                Terminal::Semicolon => is_statement_end || is_expression,
                Terminal::Comma => is_statement_end || is_expression,
                Terminal::FunctionDeclaration => is_expression,
                // It ends `do`, whose body a statement still is.
                Terminal::While => self.accepts(Terminal::If),
                _ => false,
            };
            if !is_noise && self.accepts(*terminal) {
                parts.push(format!("`{}`", terminal.text()));
            }
        }
        if is_statement_end {
            parts.push("the end of the statement".to_string());
        }
        parts.dedup();
        match parts.len() {
            0 => None,
            1..=5 => {
                let last = parts.pop()?;
                if parts.is_empty() {
                    return Some(last);
                }
                Some(format!("{} or {last}", parts.join(", ")))
            }
            _ => None,
        }
    }

    /// The bracket that is still open, if that may be the mistake.
    fn unclosed(&self, lexed: &Lexed<'a>) -> Option<Open> {
        let open = self.open.last().copied()?;
        let closes = match lexed.piece {
            Piece::End => return Some(open),
            Piece::Punctuator(Lexeme::CloseBrace) => Terminal::CloseBrace,
            Piece::Punctuator(Lexeme::CloseParenthesis) => Terminal::CloseParenthesis,
            Piece::Punctuator(Lexeme::CloseBracket) => Terminal::CloseBracket,
            _ if open.terminal == Terminal::OpenParenthesis => return Some(open),
            _ if self.is_cut_short(lexed, open.terminal) => return Some(open),
            _ if lexed.newline_before && open.terminal != Terminal::OpenBlock => return Some(open),
            _ => return None,
        };
        let wanted = match open.terminal {
            Terminal::OpenParenthesis => Terminal::CloseParenthesis,
            Terminal::OpenBracket => Terminal::CloseBracket,
            _ => Terminal::CloseBrace,
        };
        (closes != wanted).then_some(open)
    }

    fn note(&mut self, lexed: &Lexed<'a>) -> Option<String> {
        let text = self.text(lexed.span);
        match lexed.piece {
            Piece::Word {
                word: Word::Reserved(_),
                ..
            } if self.accepts(Terminal::Identifier) && !self.accepts(Terminal::Number) => {
                Some(format!("`{text}` is a reserved word and can't be a name."))
            }
            Piece::Punctuator(
                Lexeme::CloseBrace | Lexeme::CloseParenthesis | Lexeme::CloseBracket,
            ) if self.open.is_empty() => Some(format!(
                "There is no open bracket that `{text}` could close."
            )),
            Piece::Punctuator(Lexeme::Arrow) if lexed.newline_before => {
                Some("`=>` must stand on the line where its parameters end.".to_string())
            }
            _ => None,
        }
    }
}

/// Whether a lexeme could be the operand of `await`.
fn is_operand(lexed: &Lexed<'_>) -> bool {
    match lexed.piece {
        Piece::Word { word, .. } => !matches!(
            word,
            Word::Reserved(Reserved::In | Reserved::Instanceof) | Word::Contextual(Contextual::Of)
        ),
        Piece::Number(_) | Piece::BigInt(_) | Piece::String(_) => true,
        Piece::Punctuator(lexeme) => matches!(lexeme, Lexeme::OpenBrace | Lexeme::Not),
        Piece::End | Piece::PrivateName(_) | Piece::Template(..) => false,
    }
}
