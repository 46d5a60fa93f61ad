//! Names that can't be variables everywhere.

use super::Checker;
use crate::source::Span;
use crate::syntax::ast::pattern::{AssignmentTarget, BindingElement, BindingPattern};
use crate::syntax::ast::{BindingIdentifier, IdentifierReference, Name};
use crate::syntax::scope::with_stack;

const EVAL_OR_ARGUMENTS: &str = "Unexpected eval or arguments in strict mode";

fn is_eval_or_arguments(name: Name) -> bool {
    matches!(name, Name::EVAL | Name::ARGUMENTS)
}

/// Whether strict code reserves the word.
fn is_reserved_in_strict_code(name: Name) -> bool {
    matches!(
        name,
        Name::IMPLEMENTS
            | Name::INTERFACE
            | Name::LET
            | Name::PACKAGE
            | Name::PRIVATE
            | Name::PROTECTED
            | Name::PUBLIC
            | Name::STATIC
            | Name::YIELD
    )
}

impl<'p> Checker<'p> {
    /// A word that stands for a variable or label.
    pub(super) fn check_word(&mut self, name: Name, span: Span) {
        if self.is_strict() && is_reserved_in_strict_code(name) {
            let label = format!("strict code reserves the word `{}`", self.text(name));
            self.strict_error(span, "Unexpected strict mode reserved word", label);
        }
    }

    /// A use of a variable.
    pub(super) fn check_reference(&mut self, identifier: &IdentifierReference) {
        self.check_word(identifier.name, identifier.span);
        if identifier.name == Name::ARGUMENTS && !self.surroundings.arguments {
            self.error(
                identifier.span,
                "'arguments' is not allowed in class field initializer or static initialization \
                 block",
                "there is no function here whose arguments these could be",
            );
        }
    }

    /// A variable that is declared.
    pub(super) fn check_binding_name(&mut self, identifier: &BindingIdentifier) {
        self.check_word(identifier.name, identifier.span);
        if self.is_strict() && is_eval_or_arguments(identifier.name) {
            let text = self.text(identifier.name);
            let label = format!("strict code can't declare `{text}`");
            self.strict_error(identifier.span, EVAL_OR_ARGUMENTS, label);
        }
    }

    /// A variable that is declared by `let` or `const`.
    fn check_lexical_name(&mut self, identifier: &BindingIdentifier) {
        self.check_binding_name(identifier);
        if identifier.name == Name::LET && !self.is_strict() {
            self.error(
                identifier.span,
                "let is disallowed as a lexically bound name",
                "`let` and `const` can't declare a variable with this name",
            );
        }
    }

    /// A pattern that declares variables.
    pub(super) fn check_pattern(&mut self, pattern: &BindingPattern<'_>, is_lexical: bool) {
        match pattern {
            BindingPattern::Identifier(identifier) if is_lexical => {
                self.check_lexical_name(identifier);
            }
            BindingPattern::Identifier(identifier) => self.check_binding_name(identifier),
            BindingPattern::Object(pattern) => with_stack(|| {
                for property in pattern.properties {
                    self.check_key(&property.key);
                    self.check_element(&property.element, is_lexical);
                }
                if let Some(rest) = pattern.rest {
                    self.check_pattern(&rest.pattern, is_lexical);
                }
            }),
            BindingPattern::Array(pattern) => with_stack(|| {
                for element in pattern.elements.iter().flatten() {
                    self.check_element(element, is_lexical);
                }
                if let Some(rest) = pattern.rest {
                    self.check_pattern(&rest.pattern, is_lexical);
                }
            }),
        }
    }

    pub(super) fn check_element(&mut self, element: &BindingElement<'_>, is_lexical: bool) {
        self.check_pattern(&element.pattern, is_lexical);
        if let Some(default) = element.default {
            self.check_expression(default);
        }
    }

    /// Where an assignment goes, not in a pattern.
    pub(super) fn check_target(&mut self, target: &AssignmentTarget<'_>, message: &str) {
        self.check_target_with(target, EVAL_OR_ARGUMENTS, message);
    }

    /// A part of a pattern that assigns; V8 has other words there, except for shorthands.
    fn check_part(&mut self, target: &AssignmentTarget<'_>, is_shorthand: bool) {
        const MESSAGE: &str = "Invalid destructuring assignment target";
        let names = if is_shorthand {
            EVAL_OR_ARGUMENTS
        } else {
            MESSAGE
        };
        self.check_target_with(target, names, MESSAGE);
    }

    fn check_target_with(&mut self, target: &AssignmentTarget<'_>, names: &str, calls: &str) {
        let mut target = target;
        while let AssignmentTarget::Parenthesized(node) = target {
            target = &node.target;
        }
        match target {
            AssignmentTarget::Identifier(identifier) => {
                self.check_reference(identifier);
                if self.is_strict() && is_eval_or_arguments(identifier.name) {
                    let text = self.text(identifier.name);
                    let label = format!("strict code can't assign to `{text}`");
                    self.strict_error(identifier.span, names, label);
                }
            }
            AssignmentTarget::Call(call) => {
                if self.is_strict() {
                    let label = "the result of a call is no place to assign to";
                    self.strict_error(call.span, calls, label);
                }
                self.check_call(call);
            }
            AssignmentTarget::Member(member) => {
                self.check_property(&member.property);
                self.check_expression(member.object);
            }
            AssignmentTarget::SuperMember(member) => self.check_super_member(member),
            AssignmentTarget::Parenthesized(_) => {}
            AssignmentTarget::Object(pattern) => with_stack(|| {
                for property in pattern.properties {
                    self.check_key(&property.key);
                    self.check_part(&property.element.target, property.is_shorthand);
                    if let Some(default) = property.element.default {
                        self.check_expression(default);
                    }
                }
                if let Some(rest) = pattern.rest {
                    self.check_part(&rest.target, false);
                }
            }),
            AssignmentTarget::Array(pattern) => with_stack(|| {
                for element in pattern.elements.iter().flatten() {
                    self.check_part(&element.target, false);
                    if let Some(default) = element.default {
                        self.check_expression(default);
                    }
                }
                if let Some(rest) = pattern.rest {
                    self.check_part(&rest.target, false);
                }
            }),
        }
    }
}
