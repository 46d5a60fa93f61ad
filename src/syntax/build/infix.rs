//! Operators between operands: the grammar gives a flat chain, precedence is settled here.
//!
//! Operands wait on a stack with the operator behind them until an operator that doesn't bind
//! more tightly arrives (`a * b +` makes `a * b` a node). So long chains take no recursion, and
//! an expression without operators passes at no cost.

use super::pending::{Left, Operator, Pending};
use super::{Built, Context};
use crate::operators::Precedence;
use crate::source::Span;
use crate::syntax::ast::PrivateName;
use crate::syntax::ast::expression::{
    BinaryExpression, BinaryOperator, Expression, LogicalExpression, LogicalOperator,
    PrivateInExpression,
};
use crate::syntax::lexer::Infix;
use crate::syntax::syntax_error::{Failure, SyntaxError};

const EXPONENT: Infix = Infix::Binary(BinaryOperator::Exponent);

impl<'a> Context<'a> {
    /// `a + b`, the start of a chain.
    pub(crate) fn infix_start<'p>(
        &'p self,
        left: Expression<'a>,
        operator: Operator,
        right: Expression<'a>,
    ) -> Built<'p, 'a, Expression<'a>> {
        check_exponent(left, operator)?;
        let left = Left::Expression(left, operator);
        self.pending.borrow_mut().push(Pending {
            left,
            is_first: true,
        });
        Ok(right)
    }

    /// One operand more; `last` is the one before.
    pub(crate) fn infix_more<'p>(
        &'p self,
        last: Expression<'a>,
        operator: Operator,
        right: Expression<'a>,
    ) -> Built<'p, 'a, Expression<'a>> {
        check_exponent(last, operator)?;
        let (left, is_first) = self.settle(last, operator.infix)?;
        let left = Left::Expression(left, operator);
        self.pending.borrow_mut().push(Pending { left, is_first });
        Ok(right)
    }

    /// `#x in b`, the start of a chain.
    pub(crate) fn private_in_start(
        &self,
        name: PrivateName,
        right: Expression<'a>,
    ) -> Expression<'a> {
        self.pending.borrow_mut().push(Pending {
            left: Left::Private(name),
            is_first: true,
        });
        right
    }

    /// `a + #x in b`, the start of a chain.
    pub(crate) fn private_in_after<'p>(
        &'p self,
        left: Expression<'a>,
        operator: Operator,
        name: PrivateName,
        right: Expression<'a>,
    ) -> Built<'p, 'a, Expression<'a>> {
        self.infix_start(left, operator, right)?;
        self.push_private(operator, name)?;
        Ok(right)
    }

    /// `#x in b` as a further operand.
    pub(crate) fn private_in_more<'p>(
        &'p self,
        last: Expression<'a>,
        operator: Operator,
        name: PrivateName,
        right: Expression<'a>,
    ) -> Built<'p, 'a, Expression<'a>> {
        self.infix_more(last, operator, right)?;
        self.push_private(operator, name)?;
        Ok(right)
    }

    /// `#x in` is a relational expression with nothing to its left.
    fn push_private(&self, operator: Operator, name: PrivateName) -> Result<(), Failure> {
        if operator.infix.precedence() >= Precedence::Relational {
            return Err(SyntaxError::labelled(
                name.span,
                "Unexpected identifier",
                "a private name can't be an operand here; put `#name in object` in parentheses",
            ));
        }
        self.pending.borrow_mut().push(Pending {
            left: Left::Private(name),
            is_first: false,
        });
        Ok(())
    }

    /// The end of a chain.
    pub(crate) fn infix_end<'p>(&'p self, last: Expression<'a>) -> Built<'p, 'a, Expression<'a>> {
        let mut expression = last;
        loop {
            let Some(pending) = self.pending.borrow_mut().pop() else {
                return Ok(expression);
            };
            expression = self.combine(pending.left, expression)?;
            if pending.is_first {
                return Ok(expression);
            }
        }
    }

    /// Combines what binds at least as tightly as `next`; says whether that was the whole chain.
    fn settle(&self, last: Expression<'a>, next: Infix) -> Result<(Expression<'a>, bool), Failure> {
        let mut expression = last;
        loop {
            let top = self.pending.borrow().last().copied();
            let Some(top) = top else {
                return Ok((expression, true));
            };
            let (before, after) = (top.precedence(), next.precedence());
            if before < after || before == after && after.associates_to_the_right() {
                return Ok((expression, false));
            }
            self.pending.borrow_mut().pop();
            expression = self.combine(top.left, expression)?;
            if top.is_first {
                return Ok((expression, true));
            }
        }
    }

    fn combine(&self, left: Left<'a>, right: Expression<'a>) -> Result<Expression<'a>, Failure> {
        let (left, operator) = match left {
            Left::Private(name) => {
                let span = name.span.to(right.span());
                let node = self.bump.alloc(PrivateInExpression { span, name, right });
                return Ok(Expression::PrivateIn(node));
            }
            Left::Expression(left, operator) => (left, operator),
        };
        let span = Span::new(left.span().start, right.span().end);
        match operator.infix {
            Infix::Binary(operator) => {
                let node = self.bump.alloc(BinaryExpression {
                    span,
                    operator,
                    left,
                    right,
                });
                Ok(Expression::Binary(node))
            }
            Infix::Logical(logical) => {
                if mixes(logical, left) || mixes(logical, right) {
                    return Err(mixture(self.source, operator, right));
                }
                let node = LogicalExpression {
                    span,
                    operator: logical,
                    left,
                    right,
                };
                Ok(Expression::Logical(self.bump.alloc(node)))
            }
        }
    }
}

/// `-a ** b` could mean two things, so it means none.
fn check_exponent(left: Expression<'_>, operator: Operator) -> Result<(), Failure> {
    let is_unary = matches!(left, Expression::Unary(_) | Expression::Await(_));
    if operator.infix != EXPONENT || !is_unary {
        return Ok(());
    }
    let message = "Unary operator used immediately before exponentiation expression. \
                   Parenthesis must be used to disambiguate operator precedence";
    Err(SyntaxError::labelled(
        left.span(),
        message,
        "put this in parentheses",
    ))
}

/// `??` doesn't mix with `||` and `&&` without parentheses.
fn mixes(operator: LogicalOperator, side: Expression<'_>) -> bool {
    let is_coalesce = |operator| operator == LogicalOperator::Coalesce;
    match side {
        Expression::Logical(node) => is_coalesce(node.operator) != is_coalesce(operator),
        _ => false,
    }
}

/// The error for a mixture; the operator that comes later is to blame.
fn mixture(source: &str, operator: Operator, right: Expression<'_>) -> Failure {
    let is_right = matches!(operator.infix, Infix::Logical(logical) if mixes(logical, right));
    let at = match right {
        Expression::Logical(node) if is_right => {
            let between = Span::new(node.left.span().end, node.right.span().start);
            let between_text = &source[between.range()];
            let found = between_text.find(node.operator.text());
            found.map_or(operator.at, |found| between.start + found as u32)
        }
        _ => operator.at,
    };
    let span = Span::new(at, at + 2);
    let text = &source[span.range()];
    let label = "`??` can't be mixed with `||` or `&&` without parentheses";
    SyntaxError::labelled(span, format!("Unexpected token '{text}'"), label)
}
