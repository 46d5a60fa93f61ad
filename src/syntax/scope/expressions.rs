//! The walk over expressions and assignment targets.
//!
//! Owns: which identifiers are read and which assigned, and what a function uses. Doesn't own:
//! functions and classes as such.
//!
//! Invariant: a chain of operators or members takes no native stack on its left side. Therefore
//! operands may be walked from right to left; no expression initialises a binding that another
//! operand could see.

use super::analyzer::{Analyzer, Special};
use crate::native_stack::with_stack;
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{
    Argument, ArrayElement, CallExpression, Expression, MemberExpression, MemberProperty,
    ObjectLiteral, ObjectMember, PropertyKey, UnaryOperator,
};
use crate::syntax::ast::pattern::{AssignmentElement, AssignmentTarget};

impl<'a> Analyzer<'a, '_> {
    pub(super) fn walk_expression(&mut self, expression: Expression<'a>) {
        if self.budget.spend(1).is_err() {
            return;
        }
        match expression {
            Expression::Identifier(identifier) => self.read(identifier),
            Expression::This(_) => self.use_special(Special::This),
            Expression::NewTarget(_) => self.use_special(Special::NewTarget),
            Expression::Null(_)
            | Expression::Boolean(_)
            | Expression::Number(_)
            | Expression::BigInt(_)
            | Expression::String(_)
            | Expression::RegExp(_)
            | Expression::ImportMeta(_) => {}
            _ => with_stack(|| self.walk_compound_expression(expression)),
        }
    }

    fn walk_expressions(&mut self, expressions: &[Expression<'a>]) {
        for expression in expressions {
            self.walk_expression(*expression);
        }
    }

    /// Walks an expression with parts; the last part to walk is the next round.
    fn walk_compound_expression(&mut self, expression: Expression<'a>) {
        let mut expression = expression;
        loop {
            expression = match expression {
                Expression::Binary(node) => {
                    self.walk_expression(node.right);
                    node.left
                }
                Expression::Logical(node) => {
                    self.walk_expression(node.right);
                    node.left
                }
                Expression::Member(node) => {
                    self.walk_property(&node.property);
                    if let Expression::Identifier(object) = node.object {
                        return self.read_element_of(object);
                    }
                    node.object
                }
                Expression::Call(node) => self.walk_call(node),
                Expression::New(node) => {
                    self.walk_arguments(node.arguments);
                    node.callee
                }
                Expression::TaggedTemplate(node) => {
                    self.walk_expressions(node.template.expressions);
                    self.walk_callee(node.tag)
                }
                Expression::Chain(node) => node.expression,
                Expression::Parenthesized(node) => node.expression,
                Expression::Unary(node) => match node.argument.without_parentheses() {
                    Expression::Member(member) if node.operator == UnaryOperator::Delete => {
                        self.walk_property(&member.property);
                        member.object
                    }
                    _ => node.argument,
                },
                Expression::Await(node) => {
                    self.note_await();
                    node.argument
                }
                Expression::Yield(node) => {
                    self.note_yield();
                    match node.argument {
                        Some(argument) => argument,
                        None => return,
                    }
                }
                Expression::Assignment(node) => {
                    self.walk_target(&node.target);
                    node.value
                }
                Expression::Conditional(node) => {
                    self.walk_expression(node.test);
                    self.walk_expression(node.consequent);
                    node.alternate
                }
                Expression::PrivateIn(node) => {
                    self.use_private(node.name);
                    node.right
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
                | Expression::ImportMeta(_) => return self.walk_expression(expression),
                Expression::Template(_)
                | Expression::Array(_)
                | Expression::Object(_)
                | Expression::Function(_)
                | Expression::Class(_)
                | Expression::Update(_)
                | Expression::SuperMember(_)
                | Expression::SuperCall(_)
                | Expression::ImportCall(_)
                | Expression::Sequence(_) => return self.walk_other_expression(expression),
            };
        }
    }

    /// The expressions whose parts have no order that matters to the depth of the stack.
    fn walk_other_expression(&mut self, expression: Expression<'a>) {
        match expression {
            Expression::Template(node) => self.walk_expressions(node.expressions),
            Expression::Array(node) => {
                for element in node.elements {
                    match element {
                        ArrayElement::Expression(element) => self.walk_expression(*element),
                        ArrayElement::Spread(spread) => self.walk_expression(spread.argument),
                        ArrayElement::Hole(_) => {}
                    }
                }
            }
            Expression::Object(node) => self.walk_object(node),
            Expression::Function(node) => self.walk_function(node),
            Expression::Class(node) => self.walk_class(node),
            Expression::Update(node) => self.walk_target(&node.target),
            Expression::SuperMember(node) => {
                self.use_special(Special::SuperProperty);
                self.walk_property(&node.property);
            }
            Expression::SuperCall(node) => {
                self.use_special(Special::SuperCall);
                self.walk_arguments(node.arguments);
            }
            Expression::ImportCall(node) => {
                self.walk_expression(node.specifier);
                if let Some(options) = node.options {
                    self.walk_expression(options);
                }
            }
            Expression::Sequence(node) => self.walk_expressions(node.expressions),
            _ => self.walk_expression(expression),
        }
    }

    /// Walks the arguments of a call and gives what remains of the callee.
    fn walk_call(&mut self, node: &'a CallExpression<'a>) -> Expression<'a> {
        self.walk_arguments(node.arguments);
        if let Expression::Identifier(callee) = node.callee.without_parentheses()
            && callee.name == Name::EVAL
            && !node.is_optional
        {
            self.note_direct_eval();
        }
        self.walk_callee(node.callee)
    }

    /// Walks the property of a callee, whose object will be `this`, and gives what remains.
    fn walk_callee(&mut self, callee: Expression<'a>) -> Expression<'a> {
        match callee.without_parentheses() {
            Expression::Member(member) => {
                self.walk_property(&member.property);
                member.object
            }
            _ => callee,
        }
    }

    fn walk_arguments(&mut self, arguments: &[Argument<'a>]) {
        for argument in arguments {
            match argument {
                Argument::Expression(argument) => self.walk_expression(*argument),
                Argument::Spread(spread) => self.walk_expression(spread.argument),
            }
        }
    }

    fn walk_property(&mut self, property: &MemberProperty<'a>) {
        match property {
            MemberProperty::Name(_) => {}
            MemberProperty::Computed(key) => self.walk_expression(*key),
            MemberProperty::Private(name) => self.use_private(*name),
        }
    }

    pub(super) fn walk_key(&mut self, key: &PropertyKey<'a>) {
        if let PropertyKey::Computed(_, key) = key {
            self.walk_expression(**key);
        }
    }

    fn walk_object(&mut self, node: &'a ObjectLiteral<'a>) {
        for member in node.members {
            match member {
                ObjectMember::Property(property) => {
                    self.walk_key(&property.key);
                    self.walk_expression(property.value);
                }
                ObjectMember::Shorthand(identifier) => self.read(identifier),
                ObjectMember::Method(method) => {
                    self.walk_key(&method.key);
                    self.walk_function(method.function);
                }
                ObjectMember::Spread(spread) => self.walk_expression(spread.argument),
            }
        }
    }

    // Targets.

    pub(super) fn walk_target(&mut self, target: &AssignmentTarget<'a>) {
        match target {
            AssignmentTarget::Identifier(identifier) => self.write(identifier),
            AssignmentTarget::Member(member) => self.walk_target_member(member),
            AssignmentTarget::SuperMember(member) => {
                self.walk_expression(Expression::SuperMember(member));
            }
            AssignmentTarget::Call(call) => self.walk_expression(Expression::Call(call)),
            AssignmentTarget::Parenthesized(node) => {
                let mut target = &node.target;
                while let AssignmentTarget::Parenthesized(node) = target {
                    target = &node.target;
                }
                self.walk_target(target);
            }
            AssignmentTarget::Object(pattern) => with_stack(|| {
                for property in pattern.properties {
                    self.walk_key(&property.key);
                    self.walk_target_element(&property.element);
                }
                if let Some(rest) = pattern.rest {
                    self.walk_target(&rest.target);
                }
            }),
            AssignmentTarget::Array(pattern) => with_stack(|| {
                for element in pattern.elements.iter().flatten() {
                    self.walk_target_element(element);
                }
                if let Some(rest) = pattern.rest {
                    self.walk_target(&rest.target);
                }
            }),
        }
    }

    fn walk_target_member(&mut self, member: &'a MemberExpression<'a>) {
        self.walk_property(&member.property);
        self.walk_expression(member.object);
    }

    fn walk_target_element(&mut self, element: &AssignmentElement<'a>) {
        if let Some(default) = element.default {
            self.walk_expression(default);
        }
        self.walk_target(&element.target);
    }
}
