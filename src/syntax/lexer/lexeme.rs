//! Lexemes: what logos finds, and what the lexer makes of it.
//!
//! Owns: the smallest parts of a text, as far as they can be told apart without the grammar, and the
//! lexemes with their values. Doesn't own: reading those that logos only finds the start of.

use logos::{Logos, Skip};

use super::trivia::{block_comment, line_length, separator};
use super::word::Word;
use crate::operators::{BinaryOperator, LogicalOperator, NumericOperator, Precedence, operators};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{
    AssignmentOperator, BigIntLiteral, NumberLiteral, StringLiteral, TemplateChunk,
};
use crate::syntax::terminal::Terminal;

/// An operator between two operands: one terminal to the grammar. Tree building settles precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Infix {
    Binary(BinaryOperator),
    Logical(LogicalOperator),
}

impl Infix {
    /// How tightly it binds.
    pub(crate) fn precedence(self) -> Precedence {
        match self {
            Self::Binary(operator) => operator.precedence(),
            Self::Logical(operator) => operator.precedence(),
        }
    }
}

/// What logos finds between lexemes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Trivia {
    pub(super) newline: bool,
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

/// Skips all further white space and comments in a loop: logos recurses for each piece that it skips
/// itself. A comment without an end is left for it.
fn skip_trivia(lexer: &mut logos::Lexer<'_, Lexeme>) {
    while let Some(found) = separator(lexer.remainder()) {
        lexer.bump(found.length);
        lexer.extras.newline |= found.has_newline;
    }
}

macro_rules! lexemes {
    (
        numeric { $($numeric:ident $numeric_text:literal $numeric_assigned:literal $numeric_level:ident,)* }
        comparisons { $($comparison:ident $comparison_text:literal $comparison_level:ident,)* }
        words { $($words:tt)* }
        logical { $($logical:ident $logical_text:literal $logical_assigned:literal $logical_level:ident,)* }
    ) => {
        /// The smallest parts of a text, as far as they can be told apart without the grammar.
        #[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
        #[logos(extras = Trivia)]
        #[rustfmt::skip]
        pub(crate) enum Lexeme {
            #[regex(r"[ \t\x0B\x0C\u{A0}\u{FEFF}\u{1680}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]+", logos::skip)]
            #[regex(r"[\n\r\u{2028}\u{2029}][ \t\n\r]*", skip_newline)]
            #[token("//", skip_line_comment)]
            #[token("/*", skip_block_comment)]
            UnterminatedComment,

            /// ASCII; the lexer looks whether it goes on with an escape or another script.
            #[regex("[a-zA-Z_$][a-zA-Z0-9_$]*")] Word,
            /// The first character of a word that isn't plain ASCII, or a stray character.
            #[regex(r"[\\]|[^\x00-\x7F]", priority = 1)] OddCharacter,
            #[token("#")] Hash,
            /// The first digit of a number, with the point in front if there is one.
            #[regex(r"\.?[0-9]")] Number,
            #[regex("[\"']")] Quote,
            #[token("`")] Backtick,

            #[token("{")] OpenBrace,
            #[token("}")] CloseBrace,
            #[token("(")] OpenParenthesis,
            #[token(")")] CloseParenthesis,
            #[token("[")] OpenBracket,
            #[token("]")] CloseBracket,
            #[token(".")] Dot,
            #[token("...")] Ellipsis,
            #[token(";")] Semicolon,
            #[token(",")] Comma,
            #[token("?")] Question,
            #[token("?.")] QuestionDot,
            #[token(":")] Colon,
            #[token("=>")] Arrow,
            #[token("=")] Assign,
            #[token("++")] Increment,
            #[token("--")] Decrement,
            #[token("!")] Not,
            #[token("~")] Tilde,
            $(#[token($numeric_text, |_| Infix::Binary(BinaryOperator::$numeric))])*
            $(#[token($comparison_text, |_| Infix::Binary(BinaryOperator::$comparison))])*
            $(#[token($logical_text, |_| Infix::Logical(LogicalOperator::$logical))])*
            Infix(Infix),
            $(#[token($numeric_assigned, |_| AssignmentOperator::Numeric(NumericOperator::$numeric))])*
            $(#[token($logical_assigned, |_| AssignmentOperator::Logical(LogicalOperator::$logical))])*
            CompoundAssign(AssignmentOperator),
        }
    };
}

operators! { lexemes! {} }

/// Operators that have another meaning where no operand precedes them.
impl Lexeme {
    pub(crate) const PLUS: Self = Self::Infix(Infix::Binary(BinaryOperator::Add));
    pub(crate) const MINUS: Self = Self::Infix(Infix::Binary(BinaryOperator::Subtract));
    pub(crate) const STAR: Self = Self::Infix(Infix::Binary(BinaryOperator::Multiply));
    pub(crate) const SLASH: Self = Self::Infix(Infix::Binary(BinaryOperator::Divide));
    pub(crate) const SLASH_ASSIGN: Self =
        Self::CompoundAssign(AssignmentOperator::Numeric(NumericOperator::Divide));
    pub(crate) const LESS: Self = Self::Infix(Infix::Binary(BinaryOperator::Less));
}

/// A lexeme with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexed<'a> {
    pub(crate) span: Span,
    /// Whether a line ends between the lexeme before and this one.
    pub(crate) newline_before: bool,
    pub(crate) piece: Piece<'a>,
}

/// A lexeme with its value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'a> {
    End,
    Punctuator(Lexeme),
    Word {
        name: Name,
        word: Word,
        is_escaped: bool,
    },
    PrivateName(Name),
    Number(&'a NumberLiteral),
    BigInt(&'a BigIntLiteral<'a>),
    String(&'a StringLiteral<'a>),
    /// The kind is one of the four template terminals.
    Template(Terminal, &'a TemplateChunk<'a>),
}

/// An invalid escape in a template, which only a tag allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChunkError {
    /// Where the chunk starts.
    pub(crate) chunk: u32,
    pub(crate) span: Span,
    pub(crate) message: &'static str,
}
