//! Expressions: `delete`, `super`, `new.target`, and the way through all the others.
//!
//! Invariant: a chain of operators or members takes no native stack on its left side.

use super::{Checker, keyword};
use crate::native_stack::with_stack;
use crate::source::Span;
use crate::syntax::ast::expression::{
    Argument, ArrayElement, CallExpression, Expression, MemberProperty, ObjectLiteral,
    ObjectMember, PropertyKey, SuperMemberExpression, UnaryExpression, UnaryOperator,
};

impl<'p> Checker<'p> {
    pub(super) fn check_expression(&mut self, expression: Expression<'_>) {
        if self.budget.spend(1).is_err() {
            return;
        }
        match expression {
            Expression::Identifier(identifier) => self.check_reference(identifier),
            Expression::This(_)
            | Expression::Null(_)
            | Expression::Boolean(_)
            | Expression::BigInt(_)
            | Expression::ImportMeta(_) => {}
            Expression::NewTarget(span) => self.check_new_target(span),
            Expression::Number(literal) => self.check_number(literal),
            Expression::String(literal) => self.check_string(literal),
            Expression::RegExp(literal) => self.check_regular_expression(literal),
            _ => with_stack(|| self.check_compound_expression(expression)),
        }
    }

    fn check_expressions(&mut self, expressions: &[Expression<'_>]) {
        for expression in expressions {
            self.check_expression(*expression);
        }
    }

    /// Checks an expression with parts; the last part to check is the next round.
    fn check_compound_expression(&mut self, expression: Expression<'_>) {
        let mut expression = expression;
        loop {
            expression = match expression {
                Expression::Binary(node) => {
                    self.check_expression(node.right);
                    node.left
                }
                Expression::Logical(node) => {
                    self.check_expression(node.right);
                    node.left
                }
                Expression::Member(node) => {
                    self.check_property(&node.property);
                    node.object
                }
                Expression::Call(node) => {
                    self.check_arguments(node.arguments);
                    node.callee
                }
                Expression::New(node) => {
                    self.check_arguments(node.arguments);
                    node.callee
                }
                Expression::TaggedTemplate(node) => {
                    self.check_expressions(node.template.expressions);
                    node.tag
                }
                Expression::Chain(node) => node.expression,
                Expression::Parenthesized(node) => node.expression,
                Expression::Await(node) => node.argument,
                Expression::PrivateIn(node) => node.right,
                Expression::Unary(node) => {
                    self.check_delete(node);
                    node.argument
                }
                Expression::Yield(node) => match node.argument {
                    Some(argument) => argument,
                    None => return,
                },
                Expression::Assignment(node) => {
                    self.check_target(&node.target);
                    node.value
                }
                Expression::Conditional(node) => {
                    self.check_expression(node.test);
                    self.check_expression(node.consequent);
                    node.alternate
                }
                Expression::Identifier(_)
                | Expression::This(_)
                | Expression::NewTarget(_)
                | Expression::Null(_)
                | Expression::Boolean(_)
                | Expression::Number(_)
                | Expression::BigInt(_)
                | Expression::String(_)
                | Expression::RegExp(_)
                | Expression::ImportMeta(_) => return self.check_expression(expression),
                Expression::Template(_)
                | Expression::Array(_)
                | Expression::Object(_)
                | Expression::Function(_)
                | Expression::Class(_)
                | Expression::Update(_)
                | Expression::SuperMember(_)
                | Expression::SuperCall(_)
                | Expression::ImportCall(_)
                | Expression::Sequence(_) => return self.check_other_expression(expression),
            };
        }
    }

    fn check_other_expression(&mut self, expression: Expression<'_>) {
        match expression {
            Expression::Template(node) => self.check_expressions(node.expressions),
            Expression::Array(node) => {
                for element in node.elements {
                    match element {
                        ArrayElement::Expression(element) => self.check_expression(*element),
                        ArrayElement::Spread(spread) => self.check_expression(spread.argument),
                        ArrayElement::Hole(_) => {}
                    }
                }
            }
            Expression::Object(node) => self.check_object(node),
            Expression::Function(node) => self.check_function(node),
            Expression::Class(node) => self.check_class(node),
            Expression::Update(node) => self.check_target(&node.target),
            Expression::SuperMember(node) => self.check_super_member(node),
            Expression::SuperCall(node) => {
                if !self.surroundings.super_call {
                    let label = "`super()` is only allowed in the constructor of a class with \
                                 `extends`";
                    self.unexpected_super(node.span, label);
                }
                self.check_arguments(node.arguments);
            }
            Expression::ImportCall(node) => {
                self.check_expression(node.specifier);
                if let Some(options) = node.options {
                    self.check_expression(options);
                }
            }
            Expression::Sequence(node) => self.check_expressions(node.expressions),
            _ => self.check_expression(expression),
        }
    }

    pub(super) fn check_call(&mut self, node: &CallExpression<'_>) {
        self.check_arguments(node.arguments);
        self.check_expression(node.callee);
    }

    fn check_arguments(&mut self, arguments: &[Argument<'_>]) {
        for argument in arguments {
            match argument {
                Argument::Expression(argument) => self.check_expression(*argument),
                Argument::Spread(spread) => self.check_expression(spread.argument),
            }
        }
    }

    pub(super) fn check_property(&mut self, property: &MemberProperty<'_>) {
        if let MemberProperty::Computed(key) = property {
            self.check_expression(*key);
        }
    }

    pub(super) fn check_key(&mut self, key: &PropertyKey<'_>) {
        match key {
            PropertyKey::Computed(_, key) => self.check_expression(**key),
            PropertyKey::String(literal) => self.check_string(literal),
            PropertyKey::Number(literal) => self.check_number(literal),
            PropertyKey::Name(_) | PropertyKey::BigInt(_) | PropertyKey::Private(_) => {}
        }
    }

    fn check_object(&mut self, node: &ObjectLiteral<'_>) {
        self.check_prototype_keys(node);
        for member in node.members {
            match member {
                ObjectMember::Property(property) => {
                    self.check_key(&property.key);
                    self.check_expression(property.value);
                }
                ObjectMember::Shorthand(identifier) => self.check_reference(identifier),
                ObjectMember::Method(method) => {
                    self.check_key(&method.key);
                    self.check_function(method.function);
                }
                ObjectMember::Spread(spread) => self.check_expression(spread.argument),
            }
        }
    }

    // `delete`, `super`, `new.target`.

    fn check_delete(&mut self, node: &UnaryExpression<'_>) {
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

    pub(super) fn check_super_member(&mut self, node: &SuperMemberExpression<'_>) {
        if !self.surroundings.super_property {
            let label = "`super` is only allowed in methods of classes and object literals";
            self.unexpected_super(node.span, label);
        }
        self.check_property(&node.property);
    }

    fn unexpected_super(&mut self, span: Span, label: &str) {
        let message = "'super' keyword unexpected here";
        self.error(keyword(span, "super"), message, label);
    }

    fn check_new_target(&mut self, span: Span) {
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
