//! Which terminal a lexeme is in the current state of the parser.
//!
//! A lexeme that can be several terminals is the first one that the tables accept. What follows
//! it is looked at only where the grammar says so: for restricted productions, `async`, `let`
//! and the modifiers of methods.

use super::{Choice, Driver, Tables};
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{BinaryOperator, UnaryOperator};
use crate::syntax::build::AwaitRole;
use crate::syntax::lexer::{Contextual, Infix, Lexed, Lexeme, Piece, Reserved, Word};
use crate::syntax::syntax_error::{Failure, SyntaxError};
use crate::syntax::terminal::Terminal;
use crate::syntax::token::Token;

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    /// A lexeme that is only one terminal. Where no line has ended before it, the tables may
    /// reduce at once.
    #[inline]
    fn only(
        &mut self,
        lexed: &Lexed<'a>,
        terminal: Terminal,
        token: Token<'p, 'a>,
    ) -> Option<Choice<'p, 'a>> {
        if lexed.newline_before && !self.accepts(terminal) {
            return None;
        }
        Some(Choice { terminal, token })
    }

    #[inline]
    fn plain(&mut self, lexed: &Lexed<'a>, terminal: Terminal) -> Option<Choice<'p, 'a>> {
        self.only(lexed, terminal, Token::Plain(terminal))
    }

    fn first(&mut self, terminals: &[Terminal]) -> Option<Choice<'p, 'a>> {
        let terminal = *terminals.iter().find(|terminal| self.accepts(**terminal))?;
        Some(Choice {
            terminal,
            token: Token::Plain(terminal),
        })
    }

    fn named(&mut self, terminal: Terminal, name: Name) -> Option<Choice<'p, 'a>> {
        self.accepts(terminal).then_some(Choice {
            terminal,
            token: Token::Name(terminal, name),
        })
    }

    /// The keyword, or else the word as a name of something.
    fn keyword(&mut self, terminal: Terminal, name: Name) -> Option<Choice<'p, 'a>> {
        self.keywords(&[terminal], name)
    }

    fn keywords(&mut self, terminals: &[Terminal], name: Name) -> Option<Choice<'p, 'a>> {
        self.first(terminals)
            .or_else(|| self.named(Terminal::WordName, name))
    }

    #[inline]
    pub(super) fn choose(
        &mut self,
        lexed: &mut Lexed<'a>,
    ) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let choice = match lexed.piece {
            Piece::Word {
                name,
                word: Word::Plain,
                ..
            } => self.only(
                lexed,
                Terminal::Identifier,
                Token::Name(Terminal::Identifier, name),
            ),
            Piece::Punctuator(lexeme) => return self.punctuator(lexed, lexeme),
            Piece::Word {
                name,
                word: Word::Reserved(_),
                is_escaped: true,
            } => {
                let choice = self.named(Terminal::WordName, name);
                if choice.is_none() {
                    let message = "Keyword must not contain escaped characters";
                    return Err(SyntaxError::at(lexed.span, message));
                }
                choice
            }
            Piece::Word {
                name,
                word: Word::Reserved(word),
                ..
            } => {
                return self.reserved(lexed, word, name);
            }
            Piece::Word {
                name,
                word: Word::Contextual(word),
                is_escaped,
            } => {
                return self.contextual(lexed, word, name, is_escaped);
            }
            Piece::PrivateName(name) => self.only(
                lexed,
                Terminal::PrivateName,
                Token::Name(Terminal::PrivateName, name),
            ),
            Piece::Number(node) => self.only(lexed, Terminal::Number, Token::Number(node)),
            Piece::BigInt(node) => self.only(lexed, Terminal::BigInt, Token::BigInt(node)),
            Piece::String(node) => self.only(lexed, Terminal::String, Token::String(node)),
            Piece::Template(terminal, chunk) => {
                self.only(lexed, terminal, Token::Template(terminal, chunk))
            }
            Piece::End => None,
        };
        Ok(choice)
    }

    fn punctuator(
        &mut self,
        lexed: &mut Lexed<'a>,
        lexeme: Lexeme,
    ) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let terminal = match lexeme {
            Lexeme::OpenBrace => {
                return Ok(self.first(&[Terminal::OpenBlock, Terminal::OpenObject]));
            }
            Lexeme::SLASH | Lexeme::SLASH_ASSIGN => return self.slash(lexed, lexeme),
            Lexeme::PLUS => Terminal::Plus,
            Lexeme::MINUS => Terminal::Minus,
            Lexeme::STAR => Terminal::Star,
            Lexeme::Increment if lexed.newline_before => Terminal::NewlineIncrement,
            Lexeme::Decrement if lexed.newline_before => Terminal::NewlineDecrement,
            // No line may end before an arrow.
            Lexeme::Arrow if lexed.newline_before => return Ok(None),
            Lexeme::Infix(infix) => {
                return Ok(self.only(lexed, Terminal::Infix, Token::Infix(infix)));
            }
            Lexeme::CompoundAssign(operator) => {
                let token = Token::CompoundAssign(operator);
                return Ok(self.only(lexed, Terminal::CompoundAssign, token));
            }
            Lexeme::Not => return Ok(self.unary(lexed, UnaryOperator::Not)),
            Lexeme::Tilde => return Ok(self.unary(lexed, UnaryOperator::BitNot)),
            Lexeme::CloseBrace => Terminal::CloseBrace,
            Lexeme::OpenParenthesis => Terminal::OpenParenthesis,
            Lexeme::CloseParenthesis => Terminal::CloseParenthesis,
            Lexeme::OpenBracket => Terminal::OpenBracket,
            Lexeme::CloseBracket => Terminal::CloseBracket,
            Lexeme::Dot => Terminal::Dot,
            Lexeme::Ellipsis => Terminal::Ellipsis,
            Lexeme::Semicolon => Terminal::Semicolon,
            Lexeme::Comma => Terminal::Comma,
            Lexeme::Question => Terminal::Question,
            Lexeme::QuestionDot => Terminal::QuestionDot,
            Lexeme::Colon => Terminal::Colon,
            Lexeme::Arrow => Terminal::Arrow,
            Lexeme::Assign => Terminal::Assign,
            Lexeme::Increment => Terminal::Increment,
            Lexeme::Decrement => Terminal::Decrement,
            // The lexer gives these as pieces of their own.
            Lexeme::UnterminatedComment
            | Lexeme::Word
            | Lexeme::OddCharacter
            | Lexeme::Hash
            | Lexeme::Number
            | Lexeme::Quote
            | Lexeme::Backtick => return Ok(None),
        };
        Ok(self.plain(lexed, terminal))
    }

    fn unary(&mut self, lexed: &Lexed<'a>, operator: UnaryOperator) -> Option<Choice<'p, 'a>> {
        self.only(lexed, Terminal::Unary, Token::Unary(operator))
    }

    /// A regular expression where the grammar takes one, else a division.
    fn slash(
        &mut self,
        lexed: &mut Lexed<'a>,
        lexeme: Lexeme,
    ) -> Result<Option<Choice<'p, 'a>>, Failure> {
        if self.accepts(Terminal::RegExp) {
            let (span, node) = self.lexer.regexp(lexed.span.start)?;
            lexed.span = span;
            let terminal = Terminal::RegExp;
            return Ok(Some(Choice {
                terminal,
                token: Token::RegExp(node),
            }));
        }
        Ok(if lexeme == Lexeme::SLASH {
            self.only(lexed, Terminal::Infix, Token::Infix(super::DIVIDE))
        } else {
            self.only(
                lexed,
                Terminal::CompoundAssign,
                Token::CompoundAssign(super::DIVIDE_ASSIGN),
            )
        })
    }

    fn reserved(
        &mut self,
        lexed: &Lexed<'a>,
        word: Reserved,
        name: Name,
    ) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let ends_line = |driver: &Self| driver.lexer.peek().newline;
        let terminal = match word {
            Reserved::Break if ends_line(self) => Terminal::NewlineBreak,
            Reserved::Break => Terminal::Break,
            Reserved::Continue if ends_line(self) => Terminal::NewlineContinue,
            Reserved::Continue => Terminal::Continue,
            Reserved::Return => {
                let terminal = if ends_line(self) {
                    Terminal::NewlineReturn
                } else {
                    Terminal::Return
                };
                if !self.context.frame().returns && self.accepts(terminal) {
                    let label = "`return` is only allowed in a function";
                    let message = "Illegal return statement";
                    return Err(SyntaxError::labelled(lexed.span, message, label));
                }
                terminal
            }
            Reserved::Throw => {
                if ends_line(self) && self.accepts(Terminal::Throw) {
                    let message = "Illegal newline after throw";
                    let label = "the value must start on the same line";
                    return Err(SyntaxError::labelled(lexed.span, message, label));
                }
                Terminal::Throw
            }
            Reserved::Class => {
                if let Some(choice) = self.first(&[Terminal::ClassDeclaration]) {
                    return Ok(Some(choice));
                }
                self.check_statement(lexed, Terminal::ClassExpression)?;
                Terminal::ClassExpression
            }
            Reserved::Function => {
                if let Some(choice) = self.first(&[Terminal::FunctionDeclaration]) {
                    return Ok(Some(choice));
                }
                self.check_statement(lexed, Terminal::FunctionExpression)?;
                Terminal::FunctionExpression
            }
            Reserved::Delete => return Ok(self.unary_word(UnaryOperator::Delete, name)),
            Reserved::Typeof => return Ok(self.unary_word(UnaryOperator::Typeof, name)),
            Reserved::Void => return Ok(self.unary_word(UnaryOperator::Void, name)),
            Reserved::Instanceof => {
                if self.accepts(Terminal::Infix) {
                    let token = Token::Infix(Infix::Binary(BinaryOperator::Instanceof));
                    return Ok(Some(Choice {
                        terminal: Terminal::Infix,
                        token,
                    }));
                }
                return Ok(self.named(Terminal::WordName, name));
            }
            Reserved::Enum => return Ok(self.named(Terminal::WordName, name)),
            Reserved::Case => Terminal::Case,
            Reserved::Catch => Terminal::Catch,
            Reserved::Const => Terminal::Const,
            Reserved::Debugger => Terminal::Debugger,
            Reserved::Default => Terminal::Default,
            Reserved::Do => Terminal::Do,
            Reserved::Else => Terminal::Else,
            Reserved::Export => Terminal::Export,
            Reserved::Extends => Terminal::Extends,
            Reserved::False => Terminal::False,
            Reserved::Finally => Terminal::Finally,
            Reserved::For => Terminal::For,
            Reserved::If => Terminal::If,
            Reserved::Import => Terminal::Import,
            Reserved::In => Terminal::In,
            Reserved::New => Terminal::New,
            Reserved::Null => Terminal::Null,
            Reserved::Super => Terminal::Super,
            Reserved::Switch => Terminal::Switch,
            Reserved::This => Terminal::This,
            Reserved::True => Terminal::True,
            Reserved::Try => Terminal::Try,
            Reserved::Var => Terminal::Var,
            Reserved::While => Terminal::While,
            Reserved::With => Terminal::With,
        };
        Ok(self.keyword(terminal, name))
    }

    fn unary_word(&mut self, operator: UnaryOperator, name: Name) -> Option<Choice<'p, 'a>> {
        if self.accepts(Terminal::Unary) {
            let token = Token::Unary(operator);
            return Some(Choice {
                terminal: Terminal::Unary,
                token,
            });
        }
        self.named(Terminal::WordName, name)
    }

    /// An expression statement may not start with `function`, `class` or `async function`; where
    /// declarations aren't allowed, they are errors. That it is a statement shows in `if` being
    /// allowed.
    fn check_statement(&mut self, lexed: &Lexed<'a>, terminal: Terminal) -> Result<(), Failure> {
        if !self.accepts(terminal) || !self.accepts(Terminal::If) {
            return Ok(());
        }
        let message = match terminal {
            Terminal::ClassExpression => "Unexpected token 'class'",
            Terminal::FunctionExpression => {
                "In non-strict mode code, functions can only be declared at top level, inside a \
                 block, or as the body of an if statement."
            }
            _ => "Async functions can only be declared at the top level or inside a block.",
        };
        let label = "a declaration needs a block `{ ... }` around it here";
        Err(SyntaxError::labelled(lexed.span, message, label))
    }

    fn contextual(
        &mut self,
        lexed: &Lexed<'a>,
        word: Contextual,
        name: Name,
        is_escaped: bool,
    ) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let keyword = match word {
            Contextual::Await => return Ok(self.await_word(name, is_escaped)),
            Contextual::Yield => return Ok(self.yield_word(name, is_escaped)),
            _ if is_escaped => None,
            Contextual::Async => self.async_word(lexed)?,
            Contextual::Let => self.let_word(lexed)?,
            Contextual::Using => self.using_word(),
            Contextual::As => self.first(&[Terminal::As]),
            Contextual::From => self.first(&[Terminal::From]),
            Contextual::Meta => self.first(&[Terminal::Meta]),
            Contextual::Of => self.first(&[Terminal::Of]),
            Contextual::Target => self.first(&[Terminal::Target]),
            Contextual::Get | Contextual::Set | Contextual::Static => self.modifier(word),
        };
        if keyword.is_some() {
            return Ok(keyword);
        }
        let token = Token::Name(Terminal::Identifier, name);
        Ok(self.only(lexed, Terminal::Identifier, token))
    }

    /// `get`, `set` and `static` modify what follows, if anything does.
    fn modifier(&mut self, word: Contextual) -> Option<Choice<'p, 'a>> {
        let terminal = match word {
            Contextual::Get => Terminal::Get,
            Contextual::Set => Terminal::Set,
            _ => Terminal::Static,
        };
        if !self.accepts(terminal) {
            return None;
        }
        let next = self.lexer.peek().byte();
        let ends_name = matches!(next, 0 | b'(' | b',' | b':' | b'=' | b'}' | b';');
        let is_key = ends_name || next == b'*' && word != Contextual::Static;
        (!is_key).then_some(Choice {
            terminal,
            token: Token::Plain(terminal),
        })
    }

    fn async_word(&mut self, lexed: &Lexed<'a>) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let ahead = self.lexer.peek();
        if ahead.newline {
            return Ok(None);
        }
        let starts_loop = self.previous.0 == Terminal::OpenParenthesis
            && self
                .open
                .last()
                .is_some_and(|open| open.before == Terminal::For);
        if starts_loop && ahead.word() == Some("of") && !ahead.behind_word().is_arrow() {
            let message = "The left-hand side of a for-of loop may not be 'async'.";
            let label = "an arrow function could start like this; put it in parentheses";
            return Err(SyntaxError::labelled(lexed.span, message, label));
        }
        if ahead.word() == Some("function") {
            let first = self.first(&[Terminal::AsyncMethod, Terminal::AsyncFunctionDeclaration]);
            if first.is_some() {
                return Ok(first);
            }
            self.check_statement(lexed, Terminal::AsyncFunctionExpression)?;
            return Ok(self.first(&[Terminal::AsyncFunctionExpression]));
        }
        Ok(match ahead.byte() {
            0 | b',' | b':' | b'=' | b'}' | b';' => None,
            b'(' => self.first(&[Terminal::AsyncCall]),
            _ if ahead.is_identifier() => {
                self.first(&[Terminal::AsyncMethod, Terminal::AsyncArrow])
            }
            _ => self.first(&[Terminal::AsyncMethod]),
        })
    }

    fn let_word(&mut self, lexed: &Lexed<'a>) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let ahead = self.lexer.peek();
        let declares = matches!(ahead.byte(), b'[' | b'{') || ahead.is_identifier();
        if !declares {
            return Ok(None);
        }
        let choice = self.first(&[Terminal::Let]);
        let is_refused = ahead.byte() == b'[' || !ahead.newline;
        if choice.is_none() && is_refused && self.accepts(Terminal::If) {
            let message = "Lexical declaration cannot appear in a single-statement context";
            let label = "a declaration needs a block `{ ... }` around it here";
            return Err(SyntaxError::labelled(lexed.span, message, label));
        }
        Ok(choice)
    }

    /// `using` declares where a name follows on the line; `for (using of` is a loop over a variable.
    fn using_word(&mut self) -> Option<Choice<'p, 'a>> {
        let ahead = self.lexer.peek();
        if ahead.newline || !ahead.is_identifier() {
            return None;
        }
        if ahead.word() == Some("of")
            && self.accepts(Terminal::Var)
            && !ahead.behind_word().assigns()
        {
            return None;
        }
        self.first(&[Terminal::Using])
    }

    /// Whether the choice fits the context is checked when the word is shifted: the reductions
    /// before that can leave the context or enter another.
    fn await_word(&mut self, name: Name, is_escaped: bool) -> Option<Choice<'p, 'a>> {
        let role = self.context.frame().await_role;
        if role == AwaitRole::Operator
            && !is_escaped
            && self.is_before_using()
            && let Some(choice) = self.first(&[Terminal::AwaitUsing])
        {
            return Some(choice);
        }
        if role == AwaitRole::Operator
            && !is_escaped
            && let Some(choice) = self.first(&[Terminal::Await])
        {
            return Some(choice);
        }
        self.name_of_word(name, role == AwaitRole::Identifier)
    }

    /// Whether `using` and a name follow on the line.
    fn is_before_using(&self) -> bool {
        let ahead = self.lexer.peek();
        if ahead.newline || ahead.word() != Some("using") {
            return false;
        }
        let name = ahead.behind_word();
        !name.newline && name.is_identifier()
    }

    fn yield_word(&mut self, name: Name, is_escaped: bool) -> Option<Choice<'p, 'a>> {
        let yields = self.context.frame().yields;
        if yields && !is_escaped {
            let ends_line = self.lexer.peek().newline;
            let terminal = if ends_line {
                Terminal::NewlineYield
            } else {
                Terminal::Yield
            };
            if let Some(choice) = self.first(&[terminal]) {
                return Some(choice);
            }
        }
        self.name_of_word(name, !yields)
    }

    /// A word that is a name in some contexts: as the name of a property it always is.
    fn name_of_word(&mut self, name: Name, is_identifier: bool) -> Option<Choice<'p, 'a>> {
        let terminals = if is_identifier {
            [Terminal::Identifier, Terminal::WordName]
        } else {
            [Terminal::WordName, Terminal::Identifier]
        };
        self.named(terminals[0], name)
            .or_else(|| self.named(terminals[1], name))
    }
}
