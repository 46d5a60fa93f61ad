//! Terminals with their values, as the grammar takes them.

use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{
    AssignmentOperator, BigIntLiteral, NumberLiteral, RegExpLiteral, StringLiteral, TemplateChunk,
    UnaryOperator,
};
use crate::syntax::build::Context;
use crate::syntax::lexer::Infix;
use crate::syntax::terminal::Terminal;

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
