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

use std::sync::OnceLock;

use lalrpop_util::ParseError;
use lalrpop_util::state_machine::ParserAction;

use crate::operators::NumericOperator;
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::ast::StringValue;
use crate::syntax::ast::expression::{
    AssignmentOperator, BigIntLiteral, BinaryOperator, NumberLiteral, RegExpLiteral, StringLiteral,
    TemplateChunk, UnaryOperator,
};
use crate::syntax::build::{AwaitRole, Context};
use crate::syntax::lexer::Lexer;
use crate::syntax::lexer::{Infix, Lexed, Lexeme, Piece};
use crate::syntax::syntax_error::{Failure, SyntaxError};
use crate::syntax::terminal::Terminal;
use crate::syntax::token::Token;

mod choose;
mod complete;
mod misread;
mod remarks;
mod slips;
mod unexpected;

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

impl Open {
    /// Whether it is the parenthesis of a call, if an expression can stand in it.
    fn follows_callee(self) -> bool {
        matches!(
            self.before,
            Terminal::Identifier
                | Terminal::WordName
                | Terminal::PrivateName
                | Terminal::CloseParenthesis
                | Terminal::CloseBracket
                | Terminal::Super
                | Terminal::This
                | Terminal::String
                | Terminal::Number
                | Terminal::Null
                | Terminal::RegExp
                | Terminal::QuestionDot
                | Terminal::AsyncCall
                | Terminal::TemplateTail
                | Terminal::TemplateWhole
        )
    }
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
    indices: &'static [usize],
    /// Scratch space of the simulation.
    overlay: Vec<i16>,
    open: Vec<Open>,
    /// The bracket that was closed last.
    closed: Option<Open>,
    /// Where the last `...` starts, and how many brackets are open there.
    ellipsis: Option<(u32, usize)>,
    /// The terminal shifted last and its place.
    previous: (Terminal, Span),
    /// How many terminals were made up at the end of a beginning.
    made_up: usize,
    /// How many may be.
    most_made_up: usize,
}

const DIVIDE: Infix = Infix::Binary(BinaryOperator::Divide);
const DIVIDE_ASSIGN: AssignmentOperator = AssignmentOperator::Numeric(NumericOperator::Divide);

impl<'p, 'a: 'p, D: Tables<'p, 'a>> Driver<'p, 'a, D> {
    fn new(definition: D, context: &'p Context<'a>, lexer: Lexer<'a>) -> Self {
        let index = |terminal: &Terminal| {
            // Each terminal of the grammar has its pattern; 0 never matters.
            definition
                .token_to_index(&representative(*terminal, context))
                .unwrap_or(0)
        };
        // The same for every text: there is one grammar.
        static INDICES: OnceLock<Vec<usize>> = OnceLock::new();
        let indices = INDICES.get_or_init(|| Terminal::ALL.iter().map(index).collect());
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
            closed: None,
            ellipsis: None,
            previous: (Terminal::StartScript, Span::default()),
            made_up: 0,
            most_made_up: 0,
        }
    }

    fn run(&mut self, start: Terminal) -> ParseResult<D> {
        let token = Token::Start(start, self.context);
        if let Step::Done(result) = self.shift(start, token, Span::default()) {
            return result;
        }
        loop {
            if self.context.budget.spend(1).is_err() {
                return Err(SyntaxError::stopped().into());
            }
            let lexed = match self.lexer.next() {
                Ok(lexed) => lexed,
                Err(failure) => self.illegal(failure)?,
            };
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
                self.note_end();
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
            let step = match self.insert(&lexed) {
                Step::Rejected => self.complete(&lexed),
                step => step,
            };
            match step {
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
                self.closed = self.open.pop();
            }
            Terminal::Ellipsis => self.ellipsis = Some((lexed.span.start, self.open.len())),
            Terminal::Await | Terminal::AwaitUsing => {
                self.context.note_operator(lexed.span, true);
            }
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
            Terminal::TemplateWhole
            | Terminal::TemplateHead
            | Terminal::TemplateMiddle
            | Terminal::TemplateTail => {
                let mut errors = self.context.chunk_errors.borrow_mut();
                errors.append(&mut self.lexer.chunk_errors);
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
        Err(SyntaxError::labelled(
            span,
            "Unexpected reserved word",
            label,
        ))
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
            let SimulatedReduce::Reduce {
                states_to_pop,
                nonterminal_produced,
            } = self.definition.simulate_reduce(reduction)
            else {
                return true;
            };
            let own = states_to_pop.min(self.overlay.len());
            self.overlay.truncate(self.overlay.len() - own);
            depth -= states_to_pop - own;
            let below = self
                .overlay
                .last()
                .copied()
                .unwrap_or_else(|| self.states[depth - 1]);
            top = self.definition.goto(below, nonterminal_produced);
            self.overlay.push(top);
        }
    }

    /// Shifts what the text may leave out before the lexeme
    /// ([Automatic Semicolon Insertion](https://tc39.es/ecma262/#sec-automatic-semicolon-insertion)).
    fn insert(&mut self, lexed: &Lexed<'a>) -> Step<ParseResult<D>> {
        let may_end = lexed.newline_before
            || matches!(
                lexed.piece,
                Piece::End | Piece::Punctuator(Lexeme::CloseBrace)
            );
        let place = Span::empty(self.lexer.previous_end());
        if self.wants_value() {
            return Step::Rejected;
        }
        for terminal in [
            Terminal::InsertedSemicolon,
            Terminal::InsertedDoSemicolon,
            Terminal::NoElse,
        ] {
            if terminal == Terminal::InsertedSemicolon && !may_end {
                continue;
            }
            if self.accepts(terminal) {
                return self.shift(terminal, Token::Plain(terminal), place);
            }
        }
        Step::Rejected
    }
}

/// A token of each terminal, to learn LALRPOP's number for it.
fn representative<'p, 'a: 'p>(terminal: Terminal, context: &'p Context<'a>) -> Token<'p, 'a> {
    const SPAN: Span = Span::empty(0);
    static NUMBER: NumberLiteral = NumberLiteral {
        span: SPAN,
        value: 0.0,
        is_legacy: false,
    };
    static BIG: BigIntLiteral<'static> = BigIntLiteral {
        span: SPAN,
        digits: "0",
    };
    static STRING: StringLiteral<'static> = StringLiteral {
        span: SPAN,
        value: StringValue::Utf8(""),
        legacy_escape: None,
    };
    static REGEXP: RegExpLiteral<'static> = RegExpLiteral {
        span: SPAN,
        pattern: "",
        flags: "",
    };
    static CHUNK: TemplateChunk<'static> = TemplateChunk {
        span: SPAN,
        cooked: Some(StringValue::Utf8("")),
        raw: "",
    };
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
