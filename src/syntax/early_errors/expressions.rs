//! Expressions: `delete`, `super`, `new.target`.

use super::{Checker, keyword};
use crate::source::Span;
use crate::syntax::ast::expression::{
    Expression, MemberProperty, SuperCallExpression, SuperMemberExpression, UnaryExpression,
    UnaryOperator,
};

impl Checker<'_> {
    /// `delete`
    pub(super) fn check_delete(&mut self, node: &UnaryExpression<'_>) {
        if node.operator != UnaryOperator::Delete {
            return;
        }
        let operand = match node.argument.without_parentheses() {
            Expression::Chain(chain) => chain.expression,
            operand => operand,
        };
        match operand {
            Expression::Identifier(identifier) if self.is_strict() => {
                self.strict_error(
                    identifier.span,
                    "Delete of an unqualified identifier in strict mode.",
                    "only properties can be deleted, as in `delete object.property`",
                );
            }
            // Outside of classes the name itself is the mistake.
            Expression::Member(member) if self.is_in_class => {
                if let MemberProperty::Private(name) = member.property {
                    let message = "Private fields can not be deleted";
                    let label = "an object keeps its private fields for good";
                    self.error(name.span, message, label);
                }
            }
            _ => {}
        }
    }

    /// `super.a`
    pub(super) fn check_super_member(&mut self, node: &SuperMemberExpression<'_>) {
        if !self.surroundings.super_property {
            let label = "`super` is only allowed in methods of classes and object literals";
            self.unexpected_super(node.span, label);
        }
    }

    /// `super()`
    pub(super) fn check_super_call(&mut self, node: &SuperCallExpression<'_>) {
        if !self.surroundings.super_call {
            let label = "`super()` is only allowed in the constructor of a class with `extends`";
            self.unexpected_super(node.span, label);
        }
    }

    fn unexpected_super(&mut self, span: Span, label: &str) {
        let message = "'super' keyword unexpected here";
        self.error(keyword(span, "super"), message, label);
    }

    /// `new.target`
    pub(super) fn check_new_target(&mut self, span: Span) {
        if !self.surroundings.new_target {
            let message = "new.target expression is not allowed here";
            self.error(
                span,
                message,
                "there is no function here that `new` could call",
            );
        }
    }
}
