//! Drives LALRPOP's tables.
//!
//! Owns: the loop that replaces `lalrpop_util`'s (the build script swaps the import), and all
//! that depends on the state of the parser: which terminal a lexeme is, regular expression or
//! division, automatic semicolon insertion, restricted productions. Doesn't own: the tables, the
//! actions, the wording of errors.
//!
//! The one primitive is [`Driver::accepts`]: would this terminal be shifted, after whatever
//! reductions? It simulates them without copying the stack. A lexeme that can be several
//! terminals is the first one that is accepted. Where a line has ended before the lexeme, it is
//! asked before anything is reduced: the tables reduce before they find an error, and those
//! reductions could be the wrong ones for the semicolon to insert.
//!
//! Invariant: each lexeme costs a bounded number of simulations, so parsing is linear.

pub(crate) use lalrpop_util::state_machine::{
    ErrorRecovery, ParseResult, ParserDefinition, SimulatedReduce, SymbolTriple,
};

use lalrpop_util::ParseError;
use lalrpop_util::state_machine::ParserAction;

use super::ast::Name;
use super::ast::expression::{
    AssignmentOperator, BigIntLiteral, BinaryOperator, NumberLiteral, RegExpLiteral,
    StringLiteral, TemplateChunk, UnaryOperator,
};
use super::ast::StringValue;
use super::build::{AwaitRole, Context};
use super::error::{Failure, SyntaxError};
use super::lexer::Lexer;
use super::lexer::token::{
    Contextual, Infix, Lexed, Lexeme, Piece, Reserved, Terminal, Token, Word,
};
use crate::source::Span;

mod explain;

/// Stands where the generated code expects LALRPOP's parser.
pub(crate) struct Parser;

impl Parser {
    /// Parses what the lexer behind the one token of `tokens` gives.
    pub(crate) fn drive<'p, 'a: 'p, D, I>(definition: D, mut tokens: I) -> ParseResult<D>
    where
        D: Tables<'p, 'a>,
        I: Iterator<Item = Result<(u32, Token<'p, 'a>, u32), Broken<'p, 'a>>>,
    {
        let Some(Ok((_, Token::Start(start, context), _))) = tokens.next() else {
            return Err(SyntaxError::at(Span::default(), "nothing to parse").into());
        };
        let Some(lexer) = context.lexer.borrow_mut().take() else {
            return Err(SyntaxError::at(Span::default(), "nothing to parse").into());
        };
        let mut driver = Driver::new(definition, context, lexer);
        let result = driver.run(start);
        *context.lexer.borrow_mut() = Some(driver.lexer);
        result
    }
}

/// The error type of the generated code.
pub(crate) type Broken<'p, 'a> = ParseError<u32, Token<'p, 'a>, Failure>;

/// The tables that LALRPOP generates, with the types that it chooses for this grammar.
pub(crate) trait Tables<'p, 'a: 'p>:
    ParserDefinition<
        Location = u32,
        Error = Failure,
        Token = Token<'p, 'a>,
        TokenIndex = usize,
        StateIndex = i16,
        Action = i16,
        ReduceIndex = i16,
    >
{
}

impl<'p, 'a: 'p, D> Tables<'p, 'a> for D where
    D: ParserDefinition<
            Location = u32,
            Error = Failure,
            Token = Token<'p, 'a>,
            TokenIndex = usize,
            StateIndex = i16,
            Action = i16,
            ReduceIndex = i16,
        >
{
}

/// What a lexeme is in a state.
#[derive(Clone, Copy)]
struct Choice<'p, 'a> {
    terminal: Terminal,
    token: Token<'p, 'a>,
}

/// How an attempt to shift ended.
enum Step<R> {
    Shifted,
    Rejected,
    Done(R),
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    terminal: Terminal,
    span: Span,
    /// The terminal before it.
    before: Terminal,
    /// The state behind it.
    state: i16,
}

struct Driver<'p, 'a, D: Tables<'p, 'a>>
where
    'a: 'p,
{
    definition: D,
    context: &'p Context<'a>,
    lexer: Lexer<'a>,
    states: Vec<i16>,
    symbols: Vec<SymbolTriple<D>>,
    /// LALRPOP's numbers of the terminals.
    indices: Vec<usize>,
    /// Scratch space of the simulation.
    overlay: Vec<i16>,
    open: Vec<Open>,
    /// The terminal shifted last and its place.
    previous: (Terminal, Span),
}

const DIVIDE: Infix = Infix::Binary(BinaryOperator::Divide);
const DIVIDE_ASSIGN: AssignmentOperator = AssignmentOperator::Binary(BinaryOperator::Divide);

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    fn new(definition: D, context: &'p Context<'a>, lexer: Lexer<'a>) -> Self {
        let index = |terminal: &Terminal| {
            // Each terminal of the grammar has its pattern; 0 never matters.
            definition.token_to_index(&representative(*terminal, context)).unwrap_or(0)
        };
        let indices = Terminal::ALL.iter().map(index).collect();
        let start = definition.start_state();
        Self {
            definition,
            context,
            lexer,
            states: vec![start],
            symbols: Vec::with_capacity(64),
            indices,
            overlay: Vec::with_capacity(64),
            open: Vec::new(),
            previous: (Terminal::StartScript, Span::default()),
        }
    }

    fn run(&mut self, start: Terminal) -> ParseResult<D> {
        let token = Token::Start(start, self.context);
        if let Step::Done(result) = self.shift(start, token, Span::default()) {
            return result;
        }
        loop {
            let lexed = self.lexer.next()?;
            if let Some(result) = self.take(lexed)? {
                return result;
            }
        }
    }

    /// Takes one lexeme, with what must be inserted before it.
    fn take(&mut self, lexed: Lexed<'a>) -> Result<Option<ParseResult<D>>, Failure> {
        let mut lexed = lexed;
        loop {
            if matches!(lexed.piece, Piece::End) {
                if let Some(result) = self.finish(lexed) {
                    return Ok(Some(result));
                }
            } else if let Some(choice) = self.choose(&mut lexed)? {
                match self.shift(choice.terminal, choice.token, lexed.span) {
                    Step::Shifted => {
                        self.after_shift(choice, &lexed)?;
                        return Ok(None);
                    }
                    Step::Done(result) => return Ok(Some(result)),
                    Step::Rejected => {}
                }
            }
            match self.insert(&lexed) {
                Step::Shifted => {}
                Step::Done(result) => return Ok(Some(result)),
                Step::Rejected => return Err(self.unexpected(&lexed)),
            }
        }
    }

    /// What has to be known about a lexeme once it is shifted.
    #[inline]
    fn after_shift(&mut self, choice: Choice<'p, 'a>, lexed: &Lexed<'a>) -> Result<(), Failure> {
        match choice.terminal {
            Terminal::OpenBlock
            | Terminal::OpenObject
            | Terminal::OpenParenthesis
            | Terminal::OpenBracket => self.open.push(Open {
                terminal: choice.terminal,
                span: lexed.span,
                before: self.previous.0,
                state: self.top(),
            }),
            Terminal::CloseBrace | Terminal::CloseParenthesis | Terminal::CloseBracket => {
                self.open.pop();
            }
            Terminal::Await => self.context.note_operator(lexed.span, true),
            Terminal::Yield | Terminal::NewlineYield => {
                self.context.note_operator(lexed.span, false);
            }
            Terminal::Identifier => match choice.token {
                Token::Name(_, Name::AWAIT) => self.check_await_name(lexed.span)?,
                Token::Name(_, Name::YIELD) if self.context.frame().yields => {
                    return Err(SyntaxError::labelled(
                        lexed.span,
                        "Unexpected identifier 'yield'",
                        "`yield` can't be a name in a generator",
                    ));
                }
                _ => {}
            },
            Terminal::TemplateWhole | Terminal::TemplateHead | Terminal::TemplateMiddle
            | Terminal::TemplateTail => {
                if !self.lexer.chunk_errors.is_empty() {
                    let mut errors = self.context.chunk_errors.borrow_mut();
                    errors.append(&mut self.lexer.chunk_errors);
                }
            }
            _ => {}
        }
        self.previous = (choice.terminal, lexed.span);
        Ok(())
    }

    fn check_await_name(&mut self, span: Span) -> Result<(), Failure> {
        if self.context.frame().await_role == AwaitRole::Identifier {
            self.context.note_await_name(span);
            return Ok(());
        }
        let label = "`await` can't be a name here";
        Err(SyntaxError::labelled(span, "Unexpected reserved word", label))
    }

    #[inline]
    fn top(&self) -> i16 {
        self.states.last().copied().unwrap_or_default()
    }

    /// Reduces as the terminal demands and shifts it.
    #[inline]
    fn shift(
        &mut self,
        terminal: Terminal,
        token: Token<'p, 'a>,
        span: Span,
    ) -> Step<ParseResult<D>> {
        let index = self.indices[terminal as usize];
        loop {
            let action = self.definition.action(self.top(), index);
            if let Some(state) = ParserAction::<D>::as_shift(action) {
                let symbol = self.definition.token_to_symbol(index, token);
                self.states.push(state);
                self.symbols.push((span.start, symbol, span.end));
                return Step::Shifted;
            }
            let Some(reduction) = ParserAction::<D>::as_reduce(action) else {
                return Step::Rejected;
            };
            let result = self.definition.reduce(
                reduction,
                Some(&span.start),
                &mut self.states,
                &mut self.symbols,
            );
            if let Some(result) = result {
                return Step::Done(result);
            }
        }
    }

    /// Reduces to the start symbol, if the text can end here.
    fn finish(&mut self, lexed: Lexed<'a>) -> Option<ParseResult<D>> {
        loop {
            let action = self.definition.eof_action(self.top());
            let reduction = ParserAction::<D>::as_reduce(action)?;
            let result = self.definition.reduce(
                reduction,
                Some(&lexed.span.start),
                &mut self.states,
                &mut self.symbols,
            );
            if result.is_some() {
                return result;
            }
        }
    }

    /// Whether the terminal would be shifted, after whatever reductions.
    fn accepts(&mut self, terminal: Terminal) -> bool {
        let index = self.indices[terminal as usize];
        // The simulated stack is the real one up to `depth`, and the overlay on it.
        let mut depth = self.states.len();
        self.overlay.clear();
        let mut top = self.top();
        loop {
            let action = self.definition.action(top, index);
            let Some(reduction) = ParserAction::<D>::as_reduce(action) else {
                return ParserAction::<D>::is_shift(action);
            };
            let SimulatedReduce::Reduce { states_to_pop, nonterminal_produced } =
                self.definition.simulate_reduce(reduction)
            else {
                return true;
            };
            let own = states_to_pop.min(self.overlay.len());
            self.overlay.truncate(self.overlay.len() - own);
            depth -= states_to_pop - own;
            let below = self.overlay.last().copied().unwrap_or_else(|| self.states[depth - 1]);
            top = self.definition.goto(below, nonterminal_produced);
            self.overlay.push(top);
        }
    }

    /// Shifts what the text may leave out before the lexeme
    /// ([Automatic Semicolon Insertion](https://tc39.es/ecma262/#sec-automatic-semicolon-insertion)).
    fn insert(&mut self, lexed: &Lexed<'a>) -> Step<ParseResult<D>> {
        let may_end = lexed.newline_before
            || matches!(lexed.piece, Piece::End | Piece::Punctuator(Lexeme::CloseBrace));
        let place = Span::empty(self.lexer.previous_end());
        for terminal in
            [Terminal::InsertedSemicolon, Terminal::InsertedDoSemicolon, Terminal::NoElse]
        {
            if terminal == Terminal::InsertedSemicolon && !may_end {
                continue;
            }
            if self.accepts(terminal) {
                return self.shift(terminal, Token::Plain(terminal), place);
            }
        }
        Step::Rejected
    }

    // Which terminal a lexeme is

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
        Some(Choice { terminal, token: Token::Plain(terminal) })
    }

    fn named(&mut self, terminal: Terminal, name: Name) -> Option<Choice<'p, 'a>> {
        self.accepts(terminal).then_some(Choice { terminal, token: Token::Name(terminal, name) })
    }

    /// The keyword, or else the word as a name of something.
    fn keyword(&mut self, terminal: Terminal, name: Name) -> Option<Choice<'p, 'a>> {
        self.keywords(&[terminal], name)
    }

    fn keywords(&mut self, terminals: &[Terminal], name: Name) -> Option<Choice<'p, 'a>> {
        self.first(terminals).or_else(|| self.named(Terminal::WordName, name))
    }

    #[inline]
    fn choose(&mut self, lexed: &mut Lexed<'a>) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let choice = match lexed.piece {
            Piece::Word { name, word: Word::Plain, .. } => {
                self.only(lexed, Terminal::Identifier, Token::Name(Terminal::Identifier, name))
            }
            Piece::Punctuator(lexeme) => return self.punctuator(lexed, lexeme),
            Piece::Word { name, word: Word::Reserved(_), is_escaped: true } => {
                let choice = self.named(Terminal::WordName, name);
                if choice.is_none() {
                    let message = "Keyword must not contain escaped characters";
                    return Err(SyntaxError::at(lexed.span, message));
                }
                choice
            }
            Piece::Word { name, word: Word::Reserved(word), .. } => {
                return self.reserved(lexed, word, name);
            }
            Piece::Word { name, word: Word::Contextual(word), is_escaped } => {
                return self.contextual(lexed, word, name, is_escaped);
            }
            Piece::PrivateName(name) => {
                self.only(lexed, Terminal::PrivateName, Token::Name(Terminal::PrivateName, name))
            }
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
            Lexeme::Slash | Lexeme::SlashAssign => return self.slash(lexed, lexeme),
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
            Lexeme::Less => {
                let token = Token::Infix(Infix::Binary(BinaryOperator::Less));
                return Ok(self.only(lexed, Terminal::Infix, token));
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
            Lexeme::Plus => Terminal::Plus,
            Lexeme::Minus => Terminal::Minus,
            Lexeme::Star => Terminal::Star,
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

    /// A regular expression where one may stand, else a division.
    fn slash(
        &mut self,
        lexed: &mut Lexed<'a>,
        lexeme: Lexeme,
    ) -> Result<Option<Choice<'p, 'a>>, Failure> {
        if self.accepts(Terminal::RegExp) {
            let (span, node) = self.lexer.regexp(lexed.span.start)?;
            lexed.span = span;
            let terminal = Terminal::RegExp;
            return Ok(Some(Choice { terminal, token: Token::RegExp(node) }));
        }
        Ok(if lexeme == Lexeme::Slash {
            self.only(lexed, Terminal::Infix, Token::Infix(DIVIDE))
        } else {
            self.only(lexed, Terminal::CompoundAssign, Token::CompoundAssign(DIVIDE_ASSIGN))
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
                let terminal =
                    if ends_line(self) { Terminal::NewlineReturn } else { Terminal::Return };
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
                    return Ok(Some(Choice { terminal: Terminal::Infix, token }));
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
            return Some(Choice { terminal: Terminal::Unary, token });
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
        (!is_key).then_some(Choice { terminal, token: Token::Plain(terminal) })
    }

    fn async_word(&mut self, lexed: &Lexed<'a>) -> Result<Option<Choice<'p, 'a>>, Failure> {
        let ahead = self.lexer.peek();
        if ahead.newline {
            return Ok(None);
        }
        if ahead.word() == Some("function") {
            let first =
                self.first(&[Terminal::AsyncMethod, Terminal::AsyncFunctionDeclaration]);
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

    /// Whether the choice fits the context is checked when the word is shifted: the reductions
    /// before that can leave the context or enter another.
    fn await_word(&mut self, name: Name, is_escaped: bool) -> Option<Choice<'p, 'a>> {
        let role = self.context.frame().await_role;
        if role == AwaitRole::Operator
            && !is_escaped
            && let Some(choice) = self.first(&[Terminal::Await])
        {
            return Some(choice);
        }
        self.name_of_word(name, role == AwaitRole::Identifier)
    }

    fn yield_word(&mut self, name: Name, is_escaped: bool) -> Option<Choice<'p, 'a>> {
        let yields = self.context.frame().yields;
        if yields && !is_escaped {
            let ends_line = self.lexer.peek().newline;
            let terminal = if ends_line { Terminal::NewlineYield } else { Terminal::Yield };
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
        self.named(terminals[0], name).or_else(|| self.named(terminals[1], name))
    }
}

/// A token of each terminal, to learn LALRPOP's number for it.
fn representative<'p, 'a: 'p>(terminal: Terminal, context: &'p Context<'a>) -> Token<'p, 'a> {
    const SPAN: Span = Span::empty(0);
    static NUMBER: NumberLiteral = NumberLiteral { span: SPAN, value: 0.0, is_legacy: false };
    static BIG: BigIntLiteral<'static> = BigIntLiteral { span: SPAN, digits: "0" };
    static STRING: StringLiteral<'static> =
        StringLiteral { span: SPAN, value: StringValue::Utf8(""), legacy_escape: None };
    static REGEXP: RegExpLiteral<'static> =
        RegExpLiteral { span: SPAN, pattern: "", flags: "" };
    static CHUNK: TemplateChunk<'static> = TemplateChunk { span: SPAN, cooked: None, raw: "" };
    match terminal {
        Terminal::StartScript | Terminal::StartModule | Terminal::StartParameters => {
            Token::Start(terminal, context)
        }
        Terminal::Identifier | Terminal::WordName | Terminal::PrivateName => {
            Token::Name(terminal, Name::EVAL)
        }
        Terminal::Number => Token::Number(&NUMBER),
        Terminal::BigInt => Token::BigInt(&BIG),
        Terminal::String => Token::String(&STRING),
        Terminal::RegExp => Token::RegExp(&REGEXP),
        Terminal::TemplateWhole
        | Terminal::TemplateHead
        | Terminal::TemplateMiddle
        | Terminal::TemplateTail => Token::Template(terminal, &CHUNK),
        Terminal::Infix => Token::Infix(DIVIDE),
        Terminal::CompoundAssign => Token::CompoundAssign(DIVIDE_ASSIGN),
        Terminal::Unary => Token::Unary(UnaryOperator::Not),
        _ => Token::Plain(terminal),
    }
}
