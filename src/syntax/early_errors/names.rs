//! Names that can't be variables everywhere.

use super::Checker;
use crate::native_stack::with_stack;
use crate::source::Span;
use crate::syntax::ast::pattern::{
    AssignmentElement, AssignmentTarget, BindingElement, BindingPattern,
};
use crate::syntax::ast::{BindingIdentifier, IdentifierReference, Name};

const EVAL_OR_ARGUMENTS: &str = "Unexpected eval or arguments in strict mode";
const BAD_PART: &str = "Invalid destructuring assignment target";

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

/// V8's words for `eval` and `arguments` as parts of patterns: those for any part that can't be,
/// unless it is a shorthand or has a default.
fn part_message(is_shorthand: bool) -> &'static str {
    if is_shorthand {
        EVAL_OR_ARGUMENTS
    } else {
        BAD_PART
    }
}

fn part_message_with(has_default: bool, message: &str) -> &str {
    if has_default {
        EVAL_OR_ARGUMENTS
    } else {
        message
    }
}

impl<'p> Checker<'p> {
    /// A word that stands for a variable or label.
    pub(super) fn check_word(&mut self, name: Name, span: Span) {
        self.check_word_with(name, span, "Unexpected strict mode reserved word");
    }

    /// The same with the words that V8 has for it at this place.
    fn check_word_with(&mut self, name: Name, span: Span, message: &str) {
        if !self.is_strict() || !is_reserved_in_strict_code(name) {
            return;
        }
        let label = format!("strict code reserves the word `{}`", self.text(name));
        let source = self.source.get(span.range()).unwrap_or_default();
        let message = if source.contains('\\') {
            "Keyword must not contain escaped characters"
        } else {
            message
        };
        self.strict_error(span, message, label);
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
        self.check_declarable(identifier, EVAL_OR_ARGUMENTS);
    }

    /// A variable that is declared in the braces of an import.
    pub(super) fn check_imported_name(&mut self, identifier: &BindingIdentifier) {
        self.check_word_with(identifier.name, identifier.span, "Unexpected reserved word");
        self.check_declarable(identifier, EVAL_OR_ARGUMENTS);
    }

    fn check_declarable(&mut self, identifier: &BindingIdentifier, message: &str) {
        if self.is_strict() && is_eval_or_arguments(identifier.name) {
            let text = self.text(identifier.name);
            let label = format!("strict code can't declare `{text}`");
            self.strict_error(identifier.span, message, label);
        }
    }

    /// A variable in a pattern; `message` is for `eval` and `arguments`.
    fn check_pattern_name(
        &mut self,
        identifier: &BindingIdentifier,
        is_lexical: bool,
        message: &str,
    ) {
        self.check_word(identifier.name, identifier.span);
        self.check_declarable(identifier, message);
        if is_lexical && identifier.name == Name::LET && !self.is_strict() {
            self.error(
                identifier.span,
                "let is disallowed as a lexically bound name",
                "`let` and `const` can't declare a variable with this name",
            );
        }
    }

    /// A pattern that declares variables.
    pub(super) fn check_pattern(&mut self, pattern: &BindingPattern<'_>, is_lexical: bool) {
        self.check_pattern_with(pattern, is_lexical, EVAL_OR_ARGUMENTS);
    }

    fn check_pattern_with(
        &mut self,
        pattern: &BindingPattern<'_>,
        is_lexical: bool,
        message: &str,
    ) {
        match pattern {
            BindingPattern::Identifier(identifier) => {
                self.check_pattern_name(identifier, is_lexical, message);
            }
            BindingPattern::Object(pattern) => with_stack(|| {
                for property in pattern.properties {
                    self.check_key(&property.key);
                    let message = part_message(property.is_shorthand);
                    self.check_element_with(&property.element, is_lexical, message);
                }
                if let Some(rest) = pattern.rest {
                    self.check_pattern_with(&rest.pattern, is_lexical, BAD_PART);
                }
            }),
            BindingPattern::Array(pattern) => with_stack(|| {
                for element in pattern.elements.iter().flatten() {
                    self.check_element_with(element, is_lexical, BAD_PART);
                }
                if let Some(rest) = pattern.rest {
                    self.check_pattern_with(&rest.pattern, is_lexical, BAD_PART);
                }
            }),
        }
    }

    /// A parameter.
    pub(super) fn check_element(&mut self, element: &BindingElement<'_>) {
        self.check_element_with(element, false, EVAL_OR_ARGUMENTS);
    }

    fn check_element_with(
        &mut self,
        element: &BindingElement<'_>,
        is_lexical: bool,
        message: &str,
    ) {
        let message = part_message_with(element.default.is_some(), message);
        self.check_pattern_with(&element.pattern, is_lexical, message);
        if let Some(default) = element.default {
            self.check_expression(default);
        }
    }

    /// Where an assignment goes, not in a pattern.
    pub(super) fn check_target(&mut self, target: &AssignmentTarget<'_>) {
        self.check_target_with(target, EVAL_OR_ARGUMENTS);
    }

    /// A part of a pattern that assigns.
    fn check_part(&mut self, element: &AssignmentElement<'_>, is_shorthand: bool) {
        let message = part_message_with(element.default.is_some(), part_message(is_shorthand));
        self.check_target_with(&element.target, message);
        if let Some(default) = element.default {
            self.check_expression(default);
        }
    }

    fn check_target_with(&mut self, target: &AssignmentTarget<'_>, names: &str) {
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
            // An error when it runs: as in V8 in strict code too.
            AssignmentTarget::Call(call) => self.check_call(call),
            AssignmentTarget::Member(member) => {
                self.check_property(&member.property);
                self.check_expression(member.object);
            }
            AssignmentTarget::SuperMember(member) => self.check_super_member(member),
            AssignmentTarget::Parenthesized(_) => {}
            AssignmentTarget::Object(pattern) => with_stack(|| {
                for property in pattern.properties {
                    self.check_key(&property.key);
                    self.check_part(&property.element, property.is_shorthand);
                }
                if let Some(rest) = pattern.rest {
                    self.check_target_with(&rest.target, BAD_PART);
                }
            }),
            AssignmentTarget::Array(pattern) => with_stack(|| {
                for element in pattern.elements.iter().flatten() {
                    self.check_part(element, false);
                }
                if let Some(rest) = pattern.rest {
                    self.check_target_with(&rest.target, BAD_PART);
                }
            }),
        }
    }
}
