//! What the lexer gives and what the grammar takes.
//!
//! A lexeme is what stands in the text; a terminal is what the grammar calls it in the state
//! where it stands. One lexeme can be several terminals (`{` opens a block or an object), and
//! some terminals stand for nothing in the text (an inserted semicolon). The driver chooses.

use logos::Logos;

use crate::source::Span;
use crate::syntax::ast::expression::{
    AssignmentOperator, BigIntLiteral, BinaryOperator, LogicalOperator, NumberLiteral,
    RegExpLiteral, StringLiteral, TemplateChunk, UnaryOperator,
};
use crate::syntax::ast::{Name, WELL_KNOWN_NAMES};
use crate::syntax::build::Context;

/// The smallest parts of a text, as far as they can be told apart without the grammar.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(extras = super::Trivia)]
#[rustfmt::skip]
pub(crate) enum Lexeme {
    #[regex(r"[ \t\x0B\x0C\u{A0}\u{FEFF}\u{1680}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]+", logos::skip)]
    #[regex(r"[\n\r\u{2028}\u{2029}][ \t\n\r]*", super::skip_newline)]
    #[token("//", super::skip_line_comment)]
    #[token("/*", super::skip_block_comment)]
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
    #[token("+")] Plus,
    #[token("-")] Minus,
    #[token("*")] Star,
    #[token("/")] Slash,
    #[token("/=")] SlashAssign,
    #[token("++")] Increment,
    #[token("--")] Decrement,
    #[token("<")] Less,
    #[token("!")] Not,
    #[token("~")] Tilde,
    #[token(">", |_| Infix::Binary(BinaryOperator::Greater))]
    #[token("<=", |_| Infix::Binary(BinaryOperator::LessEqual))]
    #[token(">=", |_| Infix::Binary(BinaryOperator::GreaterEqual))]
    #[token("==", |_| Infix::Binary(BinaryOperator::Equal))]
    #[token("!=", |_| Infix::Binary(BinaryOperator::NotEqual))]
    #[token("===", |_| Infix::Binary(BinaryOperator::StrictEqual))]
    #[token("!==", |_| Infix::Binary(BinaryOperator::StrictNotEqual))]
    #[token("%", |_| Infix::Binary(BinaryOperator::Remainder))]
    #[token("**", |_| Infix::Binary(BinaryOperator::Exponent))]
    #[token("<<", |_| Infix::Binary(BinaryOperator::ShiftLeft))]
    #[token(">>", |_| Infix::Binary(BinaryOperator::ShiftRight))]
    #[token(">>>", |_| Infix::Binary(BinaryOperator::ShiftRightUnsigned))]
    #[token("&", |_| Infix::Binary(BinaryOperator::BitAnd))]
    #[token("|", |_| Infix::Binary(BinaryOperator::BitOr))]
    #[token("^", |_| Infix::Binary(BinaryOperator::BitXor))]
    #[token("&&", |_| Infix::Logical(LogicalOperator::And))]
    #[token("||", |_| Infix::Logical(LogicalOperator::Or))]
    #[token("??", |_| Infix::Logical(LogicalOperator::Coalesce))]
    Infix(Infix),
    #[token("+=", |_| AssignmentOperator::Binary(BinaryOperator::Add))]
    #[token("-=", |_| AssignmentOperator::Binary(BinaryOperator::Subtract))]
    #[token("*=", |_| AssignmentOperator::Binary(BinaryOperator::Multiply))]
    #[token("%=", |_| AssignmentOperator::Binary(BinaryOperator::Remainder))]
    #[token("**=", |_| AssignmentOperator::Binary(BinaryOperator::Exponent))]
    #[token("<<=", |_| AssignmentOperator::Binary(BinaryOperator::ShiftLeft))]
    #[token(">>=", |_| AssignmentOperator::Binary(BinaryOperator::ShiftRight))]
    #[token(">>>=", |_| AssignmentOperator::Binary(BinaryOperator::ShiftRightUnsigned))]
    #[token("&=", |_| AssignmentOperator::Binary(BinaryOperator::BitAnd))]
    #[token("|=", |_| AssignmentOperator::Binary(BinaryOperator::BitOr))]
    #[token("^=", |_| AssignmentOperator::Binary(BinaryOperator::BitXor))]
    #[token("&&=", |_| AssignmentOperator::Logical(LogicalOperator::And))]
    #[token("||=", |_| AssignmentOperator::Logical(LogicalOperator::Or))]
    #[token("??=", |_| AssignmentOperator::Logical(LogicalOperator::Coalesce))]
    CompoundAssign(AssignmentOperator),
}

/// An operator between two operands that is one and the same to the grammar; precedence is the
/// business of tree building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Infix {
    Binary(BinaryOperator),
    Logical(LogicalOperator),
}

impl Infix {
    /// How tightly it binds; higher is tighter.
    pub(crate) fn precedence(self) -> u8 {
        match self {
            Self::Logical(LogicalOperator::Coalesce) => 1,
            Self::Logical(LogicalOperator::Or) => 2,
            Self::Logical(LogicalOperator::And) => 3,
            Self::Binary(operator) => match operator {
                BinaryOperator::BitOr => 4,
                BinaryOperator::BitXor => 5,
                BinaryOperator::BitAnd => 6,
                BinaryOperator::Equal
                | BinaryOperator::NotEqual
                | BinaryOperator::StrictEqual
                | BinaryOperator::StrictNotEqual => 7,
                BinaryOperator::Less
                | BinaryOperator::LessEqual
                | BinaryOperator::Greater
                | BinaryOperator::GreaterEqual
                | BinaryOperator::In
                | BinaryOperator::Instanceof => Self::RELATIONAL,
                BinaryOperator::ShiftLeft
                | BinaryOperator::ShiftRight
                | BinaryOperator::ShiftRightUnsigned => 9,
                BinaryOperator::Add | BinaryOperator::Subtract => 10,
                BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Remainder => 11,
                BinaryOperator::Exponent => 12,
            },
        }
    }

    /// The precedence of `<`, `in` and their like.
    pub(crate) const RELATIONAL: u8 = 8;
}

/// Words with a meaning of their own, in the order of their names' numbers, which follow those
/// of the well-known names.
macro_rules! reserved_words {
    ($($variant:ident $text:literal)*) => {
        /// A reserved word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Reserved { $($variant),* }

        impl Reserved {
            const ALL: &[Self] = &[$(Self::$variant),*];

            /// The texts in the order of the variants.
            pub(crate) const TEXTS: &[&str] = &[$($text),*];
        }
    };
}

reserved_words! {
    Break "break" Case "case" Catch "catch" Class "class" Const "const" Continue "continue"
    Debugger "debugger" Default "default" Delete "delete" Do "do" Else "else" Enum "enum"
    Export "export" Extends "extends" False "false" Finally "finally" For "for"
    Function "function" If "if" Import "import" In "in" Instanceof "instanceof" New "new"
    Null "null" Return "return" Super "super" Switch "switch" This "this" Throw "throw"
    True "true" Try "try" Typeof "typeof" Var "var" Void "void" While "while" With "with"
}

/// Words that are identifiers except in certain places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contextual {
    As,
    Async,
    Await,
    From,
    Get,
    Let,
    Meta,
    Of,
    Set,
    Static,
    Target,
    Using,
    Yield,
}

/// What kind of word a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Plain,
    Contextual(Contextual),
    Reserved(Reserved),
}

/// Contextual words that aren't well-known names otherwise; their names follow those of the
/// reserved words.
const MORE_CONTEXTUAL: &[(&str, Contextual)] = &[
    ("as", Contextual::As),
    ("from", Contextual::From),
    ("meta", Contextual::Meta),
    ("target", Contextual::Target),
    ("using", Contextual::Using),
];

const RESERVED_START: u32 = WELL_KNOWN_NAMES.len() as u32;
const CONTEXTUAL_START: u32 = RESERVED_START + Reserved::TEXTS.len() as u32;

/// All texts that are interned before anything else. Two occur twice (`this`, `default`): the
/// earlier one, which has a constant, is found by text.
pub(crate) fn initial_names() -> impl Iterator<Item = &'static str> {
    let more = MORE_CONTEXTUAL.iter().map(|(text, _)| *text);
    WELL_KNOWN_NAMES
        .iter()
        .copied()
        .chain(Reserved::TEXTS.iter().copied())
        .chain(more)
}

/// What kind of word a name is; only by its number.
#[inline]
pub(crate) fn word_of(name: Name) -> Word {
    if name.0 >= CONTEXTUAL_START {
        match MORE_CONTEXTUAL.get((name.0 - CONTEXTUAL_START) as usize) {
            Some((_, word)) => Word::Contextual(*word),
            None => Word::Plain,
        }
    } else if name.0 >= RESERVED_START {
        Word::Reserved(Reserved::ALL[(name.0 - RESERVED_START) as usize])
    } else {
        match name {
            Name::AWAIT => Word::Contextual(Contextual::Await),
            Name::YIELD => Word::Contextual(Contextual::Yield),
            Name::LET => Word::Contextual(Contextual::Let),
            Name::STATIC => Word::Contextual(Contextual::Static),
            Name::ASYNC => Word::Contextual(Contextual::Async),
            Name::OF => Word::Contextual(Contextual::Of),
            Name::GET => Word::Contextual(Contextual::Get),
            Name::SET => Word::Contextual(Contextual::Set),
            Name::DEFAULT => Word::Reserved(Reserved::Default),
            Name::THIS => Word::Reserved(Reserved::This),
            _ => Word::Plain,
        }
    }
}

/// A lexeme where it stands.
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

macro_rules! terminals {
    ($($variant:ident $text:literal)*) => {
        /// What the grammar takes. The texts are for messages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Terminal { $($variant),* }

        impl Terminal {
            /// All terminals in order.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),*];
            const TEXTS: &[&str] = &[$($text),*];

            /// The text of the terminal; in `<>` if there is no fixed one.
            pub(crate) fn text(self) -> &'static str {
                Self::TEXTS[self as usize]
            }
        }
    };
}

terminals! {
    StartScript "<script>" StartModule "<module>" StartParameters "<parameters>"
    InsertedSemicolon "<;>" InsertedDoSemicolon "<do ;>" NoElse "<no else>"
    Identifier "<identifier>" WordName "<word>" PrivateName "<private name>"
    Number "<number>" BigInt "<bigint>" String "<string>" RegExp "<regexp>"
    TemplateWhole "<template>" TemplateHead "<template head>"
    TemplateMiddle "<template middle>" TemplateTail "<template tail>"
    OpenBlock "{" OpenObject "{" CloseBrace "}" OpenParenthesis "(" CloseParenthesis ")"
    OpenBracket "[" CloseBracket "]" Dot "." Ellipsis "..." Semicolon ";" Comma ","
    Question "?" QuestionDot "?." Colon ":" Arrow "=>" Assign "=" CompoundAssign "<op=>"
    Plus "+" Minus "-" Star "*" Infix "<operator>" Unary "<unary operator>"
    Increment "++" Decrement "--" NewlineIncrement "++" NewlineDecrement "--"
    As "as" AsyncFunctionDeclaration "async" AsyncFunctionExpression "async" AsyncArrow "async"
    AsyncCall "async" AsyncMethod "async" Await "await" AwaitUsing "await" From "from" Get "get" Let "let"
    Meta "meta" Of "of" Set "set" Static "static" Target "target" Using "using"
    Yield "yield"
    NewlineYield "yield"
    Break "break" NewlineBreak "break" Case "case" Catch "catch" ClassDeclaration "class"
    ClassExpression "class" Const "const" Continue "continue" NewlineContinue "continue"
    Debugger "debugger" Default "default" Do "do" Else "else" Export "export"
    Extends "extends" False "false" Finally "finally" For "for" FunctionDeclaration "function"
    FunctionExpression "function" If "if" Import "import" In "in" New "new" Null "null"
    Return "return" NewlineReturn "return" Super "super" Switch "switch" This "this"
    Throw "throw" True "true" Try "try" Var "var" While "while" With "with"
}

/// A terminal with its value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Token<'p, 'a> {
    /// The first token of all: carries the way to the lexer and chooses what to parse.
    Start(Terminal, &'p Context<'a>),
    Plain(Terminal),
    Name(Terminal, Name),
    Infix(Infix),
    CompoundAssign(AssignmentOperator),
    Unary(UnaryOperator),
    Number(&'a NumberLiteral),
    BigInt(&'a BigIntLiteral<'a>),
    String(&'a StringLiteral<'a>),
    RegExp(&'a RegExpLiteral<'a>),
    Template(Terminal, &'a TemplateChunk<'a>),
}

#[cfg(test)]
mod tests {
    use super::{Contextual, Reserved, Word, initial_names, word_of};
    use crate::syntax::ast::Name;

    #[test]
    fn names_of_words_have_their_kinds() {
        let names: Vec<_> = initial_names().collect();
        let last = |text| Name(names.iter().position(|name| *name == text).unwrap() as u32);
        assert_eq!(word_of(last("with")), Word::Reserved(Reserved::With));
        assert_eq!(word_of(last("break")), Word::Reserved(Reserved::Break));
        assert_eq!(word_of(last("this")), Word::Reserved(Reserved::This));
        assert_eq!(
            word_of(last("target")),
            Word::Contextual(Contextual::Target)
        );
        assert_eq!(word_of(last("yield")), Word::Contextual(Contextual::Yield));
        assert_eq!(word_of(last("eval")), Word::Plain);
        assert_eq!(word_of(Name(names.len() as u32)), Word::Plain);
    }
}
