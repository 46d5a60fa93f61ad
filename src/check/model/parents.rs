//! What is around an expression, and its direct parts.

use crate::syntax::ast::class::Class;
use crate::syntax::ast::expression::{
    Argument, ArrayElement, Expression, MemberProperty, ObjectMember,
};
use crate::syntax::ast::statement::{Statement, VariableDeclaration, VariableDeclarator};

/// What an expression is a direct part of.
#[derive(Clone, Copy)]
pub enum Parent<'a> {
    /// Another expression.
    Expression(Expression<'a>),
    /// A statement.
    Statement(Statement<'a>),
    /// The value of a variable.
    Declarator(&'a VariableDeclarator<'a>, &'a VariableDeclaration<'a>),
    /// The body of an arrow, or the value of a field.
    Body,
}

/// Tells an expression from all others of its tree; nothing for those that are only a word.
pub fn address(expression: Expression<'_>) -> Option<usize> {
    fn of<T>(node: &T) -> Option<usize> {
        Some(std::ptr::from_ref(node).addr())
    }
    match expression {
        Expression::This(_)
        | Expression::Null(_)
        | Expression::NewTarget(_)
        | Expression::ImportMeta(_)
        | Expression::Boolean(_) => None,
        Expression::Identifier(node) => of(node),
        Expression::Number(node) => of(node),
        Expression::BigInt(node) => of(node),
        Expression::String(node) => of(node),
        Expression::RegExp(node) => of(node),
        Expression::Template(node) => of(node),
        Expression::TaggedTemplate(node) => of(node),
        Expression::Array(node) => of(node),
        Expression::Object(node) => of(node),
        Expression::Function(node) => of(node),
        Expression::Class(node) => of(node),
        Expression::Unary(node) => of(node),
        Expression::Update(node) => of(node),
        Expression::Binary(node) => of(node),
        Expression::PrivateIn(node) => of(node),
        Expression::Logical(node) => of(node),
        Expression::Assignment(node) => of(node),
        Expression::Conditional(node) => of(node),
        Expression::Member(node) => of(node),
        Expression::SuperMember(node) => of(node),
        Expression::Call(node) => of(node),
        Expression::SuperCall(node) => of(node),
        Expression::New(node) => of(node),
        Expression::Chain(node) => of(node),
        Expression::ImportCall(node) => of(node),
        Expression::Sequence(node) => of(node),
        Expression::Yield(node) => of(node),
        Expression::Await(node) => of(node),
        Expression::Parenthesized(node) => of(node),
    }
}

/// Calls `act` for each expression that is a direct part of another one, in the order of the text.
/// What is in patterns, in keys and in functions isn't.
pub fn for_each_part<'a>(expression: Expression<'a>, act: &mut dyn FnMut(Expression<'a>)) {
    let arguments = |arguments: &'a [Argument<'a>], act: &mut dyn FnMut(Expression<'a>)| {
        for argument in arguments {
            act(value_of(argument));
        }
    };
    match expression {
        Expression::Template(node) => node.expressions.iter().for_each(|part| act(*part)),
        Expression::TaggedTemplate(node) => {
            act(node.tag);
            node.template.expressions.iter().for_each(|part| act(*part));
        }
        Expression::Array(node) => {
            for element in node.elements {
                match element {
                    ArrayElement::Expression(element) => act(*element),
                    ArrayElement::Spread(spread) => act(spread.argument),
                    ArrayElement::Hole(_) => {}
                }
            }
        }
        Expression::Object(node) => {
            for member in node.members {
                match member {
                    ObjectMember::Property(property) => act(property.value),
                    ObjectMember::Shorthand(identifier) => act(Expression::Identifier(identifier)),
                    ObjectMember::Method(method) => act(Expression::Function(method.function)),
                    ObjectMember::Spread(spread) => act(spread.argument),
                }
            }
        }
        Expression::Unary(node) => act(node.argument),
        Expression::Binary(node) => [node.left, node.right].into_iter().for_each(act),
        Expression::PrivateIn(node) => act(node.right),
        Expression::Logical(node) => [node.left, node.right].into_iter().for_each(act),
        Expression::Assignment(node) => act(node.value),
        Expression::Conditional(node) => {
            [node.test, node.consequent, node.alternate]
                .into_iter()
                .for_each(act);
        }
        Expression::Member(node) => {
            act(node.object);
            if let MemberProperty::Computed(key) = node.property {
                act(key);
            }
        }
        Expression::SuperMember(node) => {
            if let MemberProperty::Computed(key) = node.property {
                act(key);
            }
        }
        Expression::Call(node) => {
            act(node.callee);
            arguments(node.arguments, act);
        }
        Expression::SuperCall(node) => arguments(node.arguments, act),
        Expression::New(node) => {
            act(node.callee);
            arguments(node.arguments, act);
        }
        Expression::Chain(node) => act(node.expression),
        Expression::ImportCall(node) => {
            act(node.specifier);
            node.options.into_iter().for_each(act);
        }
        Expression::Sequence(node) => node.expressions.iter().for_each(|part| act(*part)),
        Expression::Yield(node) => node.argument.into_iter().for_each(act),
        Expression::Await(node) => act(node.argument),
        Expression::Parenthesized(node) => act(node.expression),
        Expression::Class(Class { heritage, .. }) => heritage.iter().for_each(|part| act(*part)),
        _ => {}
    }
}

/// What an argument passes, or spreads.
pub fn value_of<'a>(argument: &Argument<'a>) -> Expression<'a> {
    match argument {
        Argument::Expression(value) => *value,
        Argument::Spread(spread) => spread.argument,
    }
}
