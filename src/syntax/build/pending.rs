//! Operators and the operands that wait for them.

use crate::operators::Precedence;
use crate::syntax::ast::PrivateName;
use crate::syntax::ast::expression::Expression;
use crate::syntax::lexer::Infix;

/// An operator in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operator {
    /// Where it starts.
    pub(crate) at: u32,
    pub(crate) infix: Infix,
}

/// What waits for its right operand.
#[derive(Clone, Copy)]
pub(super) enum Left<'a> {
    Expression(Expression<'a>, Operator),
    /// `#x in`
    Private(PrivateName),
}

/// An entry of the stack.
#[derive(Clone, Copy)]
pub(super) struct Pending<'a> {
    pub(super) left: Left<'a>,
    /// Chains nest with parentheses; this entry is the first of its chain.
    pub(super) is_first: bool,
}

impl Pending<'_> {
    pub(super) fn precedence(&self) -> Precedence {
        match self.left {
            Left::Expression(_, operator) => operator.infix.precedence(),
            Left::Private(_) => Precedence::Relational,
        }
    }
}
