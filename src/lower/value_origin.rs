//! Where a value comes from that a pattern takes apart, or that is iterated: V8's messages name the
//! expression in some places and the value in others.

use super::expression::PropertyKey_;
use super::lowerer::Lowerer;
use crate::engine::messages;
use crate::heap::PropertyKey;
use crate::interpreter::nodes::not_iterable::NotIterable;

use crate::syntax::ast::expression::{ArrayElement, Expression, ObjectMember, UnaryOperator};
use crate::syntax::ast::function::FunctionKind;

/// How messages name the value that a pattern takes apart.
#[derive(Clone, Debug)]
pub(super) struct ValueOrigin {
    /// For an object pattern; empty where it is the value's type.
    pub(super) text: Box<str>,
    /// For an array pattern.
    pub(super) failure: NotIterable,
    /// The position of the value, if not that of the pattern.
    pub(super) position: Option<u32>,
    /// It is a part of another pattern's value: the message is that of a plain read.
    pub(super) is_part: bool,
    /// The property of which object pattern it is.
    pub(super) property: Option<PropertyKey>,
    /// How messages name the value of that pattern.
    pub(super) owner: Box<str>,
}

impl ValueOrigin {
    fn new(text: Box<str>, failure: NotIterable) -> ValueOrigin {
        ValueOrigin {
            text,
            failure,
            position: None,
            is_part: false,
            property: None,
            owner: Box::default(),
        }
    }

    /// An argument; with a default, V8 names the choice between the two.
    pub(super) fn parameter(position: u32, has_default: bool) -> ValueOrigin {
        let text = match has_default {
            true => "(intermediate value)(intermediate value)(intermediate value)",
            false => "",
        };
        ValueOrigin {
            position: Some(position),
            ..ValueOrigin::new(text.into(), NotIterable::Value)
        }
    }

    /// The value of a round of `for (const pattern of ...)`.
    pub(super) fn round() -> ValueOrigin {
        let message = messages::not_iterable(".for");
        ValueOrigin::new(".for".into(), NotIterable::Message(message.into()))
    }

    /// What a `catch` has caught.
    pub(super) fn caught() -> ValueOrigin {
        ValueOrigin::new(".catch".into(), NotIterable::Value)
    }

    /// A value without a name: the element of an array pattern, or what is left of a value.
    pub(super) fn part() -> ValueOrigin {
        ValueOrigin {
            is_part: true,
            ..ValueOrigin::new(Box::default(), NotIterable::Value)
        }
    }

    /// The property of a value that an object pattern takes apart.
    pub(super) fn property(self, key: Option<PropertyKey>) -> ValueOrigin {
        ValueOrigin {
            property: key.filter(|_| !self.is_part),
            failure: match self.is_part {
                true => NotIterable::Value,
                false => NotIterable::InObjectPattern(self.text.clone()),
            },
            owner: self.text,
            ..ValueOrigin::part()
        }
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// The value of `const pattern = value`.
    pub(super) fn declared(&self, value: Expression<'a>) -> ValueOrigin {
        let failure = match begins_with_itself(value) {
            true => self.iterated_text(value),
            false => NotIterable::Value,
        };
        let text = match value.without_parentheses() {
            Expression::Chain(_) => "(intermediate value)".into(),
            value => self.render(value),
        };
        ValueOrigin {
            position: Some(value.without_parentheses().span().start),
            ..ValueOrigin::new(text, failure)
        }
    }

    /// The value of `pattern = value`, whose sign is at `position`.
    pub(super) fn assigned(&self, value: Expression<'a>, position: u32) -> ValueOrigin {
        ValueOrigin {
            position: Some(position),
            ..ValueOrigin::new(self.render(value), NotIterable::Value)
        }
    }

    /// What is said of an expression that is iterated.
    pub(super) fn iterated_text(&self, iterable: Expression<'a>) -> NotIterable {
        let callee = match iterable.without_parentheses() {
            Expression::New(new) => Some(new.callee),
            iterable => last_callee(iterable).map(|_| iterable),
        };
        let message = match callee {
            Some(callee) => {
                let callee = self.render_iterated(callee);
                format!("{callee} is not a function or its return value is not iterable")
            }
            None => messages::not_iterable(&self.render_iterated(iterable)),
        };
        NotIterable::Message(message.into())
    }

    /// What is said of the operand of a spread in an array.
    pub(super) fn spread_text(&self, iterable: Expression<'a>) -> NotIterable {
        match iterable.without_parentheses() {
            Expression::Chain(_) => {
                NotIterable::Message(messages::not_iterable("(intermediate value)").into())
            }
            iterable => self.iterated_text(iterable),
        }
    }

    /// What is said of the iterable of a `for-of`: of the expression, where the last place that V8
    /// has noted by then is that of the expression.
    pub(super) fn looped(&self, iterable: Expression<'a>) -> NotIterable {
        let iterable = iterable.without_parentheses();
        let is_noted = match iterable {
            Expression::Chain(_) => false,
            Expression::Object(object) => !object.members.iter().any(notes_a_place),
            Expression::Unary(node) => match node.operator {
                UnaryOperator::Not | UnaryOperator::Void => is_plain(node.argument),
                _ => true,
            },
            Expression::Logical(node) => is_plain(node.left) && is_plain(node.right),
            Expression::Conditional(node) => [node.test, node.consequent, node.alternate]
                .into_iter()
                .all(is_plain),
            _ => true,
        };
        match is_noted {
            true => self.iterated_text(iterable),
            false => NotIterable::Value,
        }
    }

    /// The message for the iterable of a `for await`.
    pub(super) fn awaited(&self, iterable: Expression<'a>) -> Box<str> {
        let text = self.render(iterable);
        let message = match iterable.without_parentheses() {
            Expression::Call(_) => {
                format!("{text} is not a function or its return value is not async iterable")
            }
            _ => messages::not_async_iterable(&text),
        };
        message.into()
    }

    /// The message for the operand of `yield*` in an async generator.
    pub(super) fn delegated_async(&self, iterable: Expression<'a>) -> Box<str> {
        let text = match iterable.without_parentheses() {
            Expression::Call(_) => "yield* (intermediate value)".into(),
            _ => self.render(iterable),
        };
        messages::not_async_iterable(&text).into()
    }

    /// What is said of the operand of `yield*`.
    pub(super) fn delegated(&self, iterable: Expression<'a>) -> NotIterable {
        match iterable.without_parentheses() {
            Expression::Call(_) => {
                let message = messages::not_iterable("yield* (intermediate value)");
                NotIterable::Message(message.into())
            }
            _ => NotIterable::Value,
        }
    }
}

/// The callee of the call that gives an expression's value.
fn last_callee(expression: Expression<'_>) -> Option<Expression<'_>> {
    match expression.without_parentheses() {
        Expression::Call(call) => Some(call.callee),
        Expression::TaggedTemplate(node) => Some(node.tag),
        Expression::Sequence(node) => last_callee(*node.expressions.last()?),
        _ => None,
    }
}

/// Whether V8 notes no place while it evaluates an expression but that of the expression.
fn is_plain(expression: Expression<'_>) -> bool {
    matches!(
        expression.without_parentheses(),
        Expression::Identifier(_)
            | Expression::This(_)
            | Expression::Null(_)
            | Expression::Boolean(_)
            | Expression::Number(_)
            | Expression::BigInt(_)
            | Expression::String(_)
            | Expression::RegExp(_)
    )
}

/// Whether V8 notes a place when it makes a member of an object: not if the member is a constant.
fn notes_a_place(member: &ObjectMember<'_>) -> bool {
    match member {
        ObjectMember::Property(property) => {
            matches!(property.key, PropertyKey_::Computed(..)) || !is_constant(property.value)
        }
        ObjectMember::Shorthand(_) => true,
        ObjectMember::Method(method) => {
            matches!(method.key, PropertyKey_::Computed(..))
                || method.function.kind == FunctionKind::Method
        }
        ObjectMember::Spread(_) => false,
    }
}

/// Whether an expression is a literal through and through.
fn is_constant(expression: Expression<'_>) -> bool {
    match expression.without_parentheses() {
        Expression::Null(_)
        | Expression::Boolean(_)
        | Expression::Number(_)
        | Expression::String(_) => true,
        Expression::Array(array) => array.elements.iter().all(|element| match element {
            ArrayElement::Expression(element) => is_constant(*element),
            ArrayElement::Hole(_) => true,
            ArrayElement::Spread(_) => false,
        }),
        Expression::Object(object) => !object.members.iter().any(notes_a_place),
        _ => false,
    }
}

/// Whether V8 takes the place of an expression to be where its text begins, which is where it looks
/// for what a declaration iterates: not for operators, members and calls of members.
fn begins_with_itself(expression: Expression<'_>) -> bool {
    match expression {
        Expression::Call(call) => matches!(call.callee, Expression::Identifier(_)),
        Expression::Member(_)
        | Expression::SuperMember(_)
        | Expression::Chain(_)
        | Expression::Binary(_)
        | Expression::PrivateIn(_)
        | Expression::Logical(_)
        | Expression::Assignment(_)
        | Expression::Sequence(_)
        | Expression::TaggedTemplate(_)
        | Expression::Update(_)
        | Expression::Parenthesized(_) => false,
        Expression::Identifier(_)
        | Expression::This(_)
        | Expression::Null(_)
        | Expression::Boolean(_)
        | Expression::Number(_)
        | Expression::BigInt(_)
        | Expression::String(_)
        | Expression::RegExp(_)
        | Expression::Template(_)
        | Expression::Array(_)
        | Expression::Object(_)
        | Expression::Function(_)
        | Expression::Class(_)
        | Expression::Unary(_)
        | Expression::Conditional(_)
        | Expression::SuperCall(_)
        | Expression::New(_)
        | Expression::ImportCall(_)
        | Expression::NewTarget(_)
        | Expression::ImportMeta(_)
        | Expression::Yield(_)
        | Expression::Await(_) => true,
    }
}
