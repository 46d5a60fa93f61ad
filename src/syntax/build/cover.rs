//! Cover grammars: what was read as an expression becomes a target, a pattern or parameters.
//!
//! Only targets are converted from expressions; a binding pattern is made from a target. An
//! assignment inside a pattern has had its own target converted already, so no part of a text is
//! converted more than twice.

use super::list::List;
use super::{Built, Context};
use crate::native_stack::with_stack;
use crate::source::Span;
use crate::syntax::ast::expression::{
    Argument, ArrayElement, ArrayLiteral, AssignmentExpression, AssignmentOperator, Expression,
    ObjectLiteral, ObjectMember, PropertyKey, UpdateExpression, UpdateOperator,
};
use crate::syntax::ast::function::Parameters;
use crate::syntax::ast::pattern::{
    ArrayAssignmentPattern, ArrayBindingPattern, AssignmentElement, AssignmentProperty,
    AssignmentRest, AssignmentTarget, BindingElement, BindingPattern, BindingProperty, BindingRest,
    ObjectAssignmentPattern, ObjectBindingPattern, ParenthesizedTarget,
};
use crate::syntax::ast::{IdentifierName, IdentifierReference};
use crate::syntax::syntax_error::{Failure, SyntaxError};

const BAD_ELEMENT: &str = "Invalid destructuring assignment target";

impl<'a> Context<'a> {
    /// `a = b`
    pub(crate) fn assignment<'p>(
        &'p self,
        l: u32,
        target: Expression<'a>,
        value: Expression<'a>,
        r: u32,
    ) -> Built<'p, 'a, Expression<'a>> {
        let target = self.target(target, "Invalid left-hand side in assignment")?;
        let operator = AssignmentOperator::Assign;
        let node = AssignmentExpression {
            span: Span::new(l, r),
            operator,
            target,
            value,
        };
        Ok(Expression::Assignment(self.bump.alloc(node)))
    }

    /// `a += b`
    pub(crate) fn compound_assignment<'p>(
        &'p self,
        l: u32,
        target: Expression<'a>,
        operator: AssignmentOperator,
        value: Expression<'a>,
        r: u32,
    ) -> Built<'p, 'a, Expression<'a>> {
        let message = "Invalid left-hand side in assignment";
        let target = self.simple_target(target, message)?;
        // The web needs calls only with the older operators.
        if matches!(operator, AssignmentOperator::Logical(_)) && is_call(target) {
            return Err(bad_target(target.span(), message).into());
        }
        let node = AssignmentExpression {
            span: Span::new(l, r),
            operator,
            target,
            value,
        };
        Ok(Expression::Assignment(self.bump.alloc(node)))
    }

    /// `a++`
    pub(crate) fn postfix<'p>(
        &'p self,
        l: u32,
        target: Expression<'a>,
        operator: UpdateOperator,
        r: u32,
    ) -> Built<'p, 'a, Expression<'a>> {
        let message = "Invalid left-hand side expression in postfix operation";
        let target = self.simple_target(target, message)?;
        let span = Span::new(l, r);
        let node = UpdateExpression {
            span,
            operator,
            is_prefix: false,
            target,
        };
        Ok(Expression::Update(self.bump.alloc(node)))
    }

    /// `++a`
    pub(crate) fn prefix<'p>(
        &'p self,
        l: u32,
        operator: UpdateOperator,
        target: Expression<'a>,
        r: u32,
    ) -> Built<'p, 'a, Expression<'a>> {
        let message = "Invalid left-hand side expression in prefix operation";
        let target = self.simple_target(target, message)?;
        let span = Span::new(l, r);
        let node = UpdateExpression {
            span,
            operator,
            is_prefix: true,
            target,
        };
        Ok(Expression::Update(self.bump.alloc(node)))
    }

    /// A target that may be a pattern.
    pub(super) fn target(
        &self,
        expression: Expression<'a>,
        message: &str,
    ) -> Result<AssignmentTarget<'a>, Failure> {
        match expression {
            Expression::Object(literal) => self.object_target(literal),
            Expression::Array(literal) => self.array_target(literal),
            _ => self.simple_target(expression, message),
        }
    }

    /// A target that isn't a pattern.
    fn simple_target(
        &self,
        expression: Expression<'a>,
        message: &str,
    ) -> Result<AssignmentTarget<'a>, Failure> {
        // Parentheses are rebuilt from the inside, so that many of them need no recursion.
        let mut target = match expression.without_parentheses() {
            Expression::Identifier(node) => AssignmentTarget::Identifier(node),
            Expression::Member(node) => AssignmentTarget::Member(node),
            Expression::SuperMember(node) => AssignmentTarget::SuperMember(node),
            Expression::Call(node) => AssignmentTarget::Call(node),
            _ => return Err(bad_target(expression.span(), message)),
        };
        let mut around = Vec::new();
        let mut inside = expression;
        while let Expression::Parenthesized(node) = inside {
            around.push(node.span);
            inside = node.expression;
        }
        for span in around.into_iter().rev() {
            let node = self.bump.alloc(ParenthesizedTarget { span, target });
            target = AssignmentTarget::Parenthesized(node);
        }
        Ok(target)
    }

    fn object_target(
        &self,
        literal: &'a ObjectLiteral<'a>,
    ) -> Result<AssignmentTarget<'a>, Failure> {
        with_stack(|| {
            let mut properties = Vec::with_capacity(literal.members.len());
            let mut rest = None;
            for (index, member) in literal.members.iter().enumerate() {
                let property = match member {
                    ObjectMember::Property(node) => AssignmentProperty {
                        span: node.span,
                        key: node.key,
                        element: self.element_target(node.value)?,
                        is_shorthand: false,
                    },
                    ObjectMember::Shorthand(name) => self.shorthand_target(name),
                    ObjectMember::Method(node) => return Err(bad_target(node.span, BAD_ELEMENT)),
                    ObjectMember::Spread(node) => {
                        self.check_last(node.span, index + 1 == literal.members.len())?;
                        let message = "`...` must be followed by an assignable reference in \
                                       assignment contexts";
                        let target = self.simple_target(node.argument, message)?;
                        rest = Some(&*self.bump.alloc(AssignmentRest {
                            span: node.span,
                            target,
                        }));
                        continue;
                    }
                };
                properties.push(property);
            }
            let properties = self.bump.alloc_slice_copy(&properties);
            let node = ObjectAssignmentPattern {
                span: literal.span,
                properties,
                rest,
            };
            Ok(AssignmentTarget::Object(self.bump.alloc(node)))
        })
    }

    fn shorthand_target(&self, name: &'a IdentifierReference) -> AssignmentProperty<'a> {
        let note = self.covers.borrow_mut().remove(&name.span.start);
        let default = note.map(|note| note.initializer);
        let span = default.map_or(name.span, |default| name.span.to(default.span()));
        AssignmentProperty {
            span,
            key: PropertyKey::Name(IdentifierName {
                span: name.span,
                name: name.name,
            }),
            element: AssignmentElement {
                span,
                target: AssignmentTarget::Identifier(name),
                default,
            },
            is_shorthand: true,
        }
    }

    fn array_target(&self, literal: &'a ArrayLiteral<'a>) -> Result<AssignmentTarget<'a>, Failure> {
        with_stack(|| {
            let mut elements = Vec::with_capacity(literal.elements.len());
            let mut rest = None;
            for (index, element) in literal.elements.iter().enumerate() {
                elements.push(match element {
                    ArrayElement::Hole(_) => None,
                    ArrayElement::Expression(expression) => Some(self.element_target(*expression)?),
                    ArrayElement::Spread(node) => {
                        self.check_last(node.span, index + 1 == literal.elements.len())?;
                        let target = self.target_element(node.argument)?;
                        rest = Some(&*self.bump.alloc(AssignmentRest {
                            span: node.span,
                            target,
                        }));
                        continue;
                    }
                });
            }
            let elements = self.bump.alloc_slice_copy(&elements);
            let node = ArrayAssignmentPattern {
                span: literal.span,
                elements,
                rest,
            };
            Ok(AssignmentTarget::Array(self.bump.alloc(node)))
        })
    }

    /// Neither an element nor a comma may follow the rest.
    fn check_last(&self, span: Span, is_last: bool) -> Result<(), Failure> {
        if is_last && !self.spreads_with_comma.borrow().contains(&span.start) {
            return Ok(());
        }
        Err(SyntaxError::at(span, "Rest element must be last element"))
    }

    /// A target in a pattern, with a default if it was read as an assignment.
    fn element_target(&self, expression: Expression<'a>) -> Result<AssignmentElement<'a>, Failure> {
        match expression {
            Expression::Assignment(node) if node.operator == AssignmentOperator::Assign => {
                if is_call(node.target) {
                    return Err(bad_target(node.target.span(), BAD_ELEMENT));
                }
                let default = Some(node.value);
                Ok(AssignmentElement {
                    span: node.span,
                    target: node.target,
                    default,
                })
            }
            _ => {
                let target = self.target_element(expression)?;
                Ok(AssignmentElement {
                    span: expression.span(),
                    target,
                    default: None,
                })
            }
        }
    }

    /// A target in a pattern; calls are none there.
    fn target_element(&self, expression: Expression<'a>) -> Result<AssignmentTarget<'a>, Failure> {
        let target = self.target(expression, BAD_ELEMENT)?;
        if is_call(target) {
            return Err(bad_target(target.span(), BAD_ELEMENT));
        }
        Ok(target)
    }

    // Binding patterns from targets

    fn binding_of(&self, target: AssignmentTarget<'a>) -> Result<BindingPattern<'a>, Failure> {
        match target {
            AssignmentTarget::Identifier(name) => {
                let binding = self.binding(name.span.start, name.name, name.span.end);
                Ok(BindingPattern::Identifier(binding))
            }
            AssignmentTarget::Object(pattern) => with_stack(|| {
                let mut properties = Vec::with_capacity(pattern.properties.len());
                for property in pattern.properties {
                    properties.push(BindingProperty {
                        span: property.span,
                        key: property.key,
                        element: self.binding_element_of(&property.element)?,
                        is_shorthand: property.is_shorthand,
                    });
                }
                let properties = self.bump.alloc_slice_copy(&properties);
                let rest = self.rest_of(pattern.rest)?;
                let node = ObjectBindingPattern {
                    span: pattern.span,
                    properties,
                    rest,
                };
                Ok(BindingPattern::Object(self.bump.alloc(node)))
            }),
            AssignmentTarget::Array(pattern) => with_stack(|| {
                let mut elements = Vec::with_capacity(pattern.elements.len());
                for element in pattern.elements {
                    elements.push(match element {
                        None => None,
                        Some(element) => Some(self.binding_element_of(element)?),
                    });
                }
                let elements = self.bump.alloc_slice_copy(&elements);
                let rest = self.rest_of(pattern.rest)?;
                let node = ArrayBindingPattern {
                    span: pattern.span,
                    elements,
                    rest,
                };
                Ok(BindingPattern::Array(self.bump.alloc(node)))
            }),
            AssignmentTarget::Member(_)
            | AssignmentTarget::SuperMember(_)
            | AssignmentTarget::Call(_)
            | AssignmentTarget::Parenthesized(_) => Err(SyntaxError::labelled(
                target.span(),
                BAD_ELEMENT,
                "a parameter must be a name or a pattern of names",
            )),
        }
    }

    fn binding_element_of(
        &self,
        element: &AssignmentElement<'a>,
    ) -> Result<BindingElement<'a>, Failure> {
        let pattern = self.binding_of(element.target)?;
        Ok(BindingElement {
            span: element.span,
            pattern,
            default: element.default,
        })
    }

    fn rest_of(
        &self,
        rest: Option<&'a AssignmentRest<'a>>,
    ) -> Result<Option<&'a BindingRest<'a>>, Failure> {
        let Some(rest) = rest else {
            return Ok(None);
        };
        let pattern = self.binding_of(rest.target)?;
        Ok(Some(self.bump.alloc(BindingRest {
            span: rest.span,
            pattern,
        })))
    }

    // Parameters of arrows

    fn parameter_of(&self, expression: Expression<'a>) -> Result<BindingElement<'a>, Failure> {
        let element = self.element_target(expression)?;
        self.binding_element_of(&element)
    }

    /// The parameters in `(a, b) =>`.
    pub(super) fn cover_parameters(
        &self,
        span: Span,
        inside: Expression<'a>,
    ) -> Result<Parameters<'a>, Failure> {
        match inside {
            Expression::Sequence(node) => self.parameters_of(span, node.expressions, None),
            _ => self.parameters_of(span, &[inside], None),
        }
    }

    /// The parameters of an arrow that can't be an expression.
    pub(crate) fn arrow_parameters<'p>(
        &'p self,
        l: u32,
        list: Option<List<Expression<'a>>>,
        rest: Option<&'a BindingRest<'a>>,
        r: u32,
    ) -> Built<'p, 'a, &'a Parameters<'a>> {
        let expressions = self.take_optional(list);
        let parameters = self.parameters_of(Span::new(l, r), expressions, rest)?;
        Ok(self.bump.alloc(parameters))
    }

    fn parameters_of(
        &self,
        span: Span,
        expressions: &[Expression<'a>],
        rest: Option<&'a BindingRest<'a>>,
    ) -> Result<Parameters<'a>, Failure> {
        let mut items = Vec::with_capacity(expressions.len());
        for expression in expressions {
            items.push(self.parameter_of(*expression)?);
        }
        Ok(Parameters {
            span,
            items: self.bump.alloc_slice_copy(&items),
            rest,
        })
    }

    /// The parameters in `async (a, ...b) =>`.
    pub(super) fn call_parameters(
        &self,
        span: Span,
        arguments: &'a [Argument<'a>],
    ) -> Result<Parameters<'a>, Failure> {
        let mut items = Vec::with_capacity(arguments.len());
        let mut rest = None;
        for (index, argument) in arguments.iter().enumerate() {
            match argument {
                Argument::Expression(expression) => items.push(self.parameter_of(*expression)?),
                Argument::Spread(node) => {
                    let is_last = index + 1 == arguments.len();
                    if !is_last || self.spreads_with_comma.borrow().contains(&node.span.start) {
                        let message = "Rest parameter must be last formal parameter";
                        return Err(SyntaxError::at(node.span, message));
                    }
                    let target = self.target(node.argument, BAD_ELEMENT)?;
                    let pattern = self.binding_of(target)?;
                    rest = Some(&*self.bump.alloc(BindingRest {
                        span: node.span,
                        pattern,
                    }));
                }
            }
        }
        Ok(Parameters {
            span,
            items: self.bump.alloc_slice_copy(&items),
            rest,
        })
    }

    // Commas behind a spread, which patterns don't allow

    pub(crate) fn array_comma(&self, list: List<ArrayElement<'a>>) -> List<ArrayElement<'a>> {
        if let Some(ArrayElement::Spread(node)) = self.last(list) {
            self.spreads_with_comma.borrow_mut().insert(node.span.start);
        }
        list
    }

    pub(crate) fn argument_comma(&self, list: List<Argument<'a>>) -> List<Argument<'a>> {
        if let Some(Argument::Spread(node)) = self.last(list) {
            self.spreads_with_comma.borrow_mut().insert(node.span.start);
        }
        list
    }

    pub(crate) fn object_with_comma(
        &self,
        l: u32,
        list: List<ObjectMember<'a>>,
        r: u32,
    ) -> Expression<'a> {
        if let Some(ObjectMember::Spread(node)) = self.last(list) {
            self.spreads_with_comma.borrow_mut().insert(node.span.start);
        }
        self.object(l, list, r)
    }
}

/// Whether a target is a call, in any parentheses.
pub(super) fn is_call(target: AssignmentTarget<'_>) -> bool {
    matches!(target.without_parentheses(), AssignmentTarget::Call(_))
}

pub(super) fn bad_target(span: Span, message: &str) -> Failure {
    SyntaxError::labelled(span, message, "nothing can be assigned to this")
}
