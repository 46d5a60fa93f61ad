//! Names that can't be variables everywhere.

use super::Checker;
use crate::source::Span;
use crate::syntax::ast::pattern::{DeclaredBy, PatternPart};
use crate::syntax::ast::statement::VariableKind;
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

/// V8's words for `eval` and `arguments` in a pattern: those for any part that can't be assigned to,
/// unless it is a shorthand or has a default.
fn message_of(part: PatternPart) -> &'static str {
    match part {
        PatternPart::Whole | PatternPart::Shorthand | PatternPart::WithDefault => EVAL_OR_ARGUMENTS,
        PatternPart::Plain | PatternPart::Rest => BAD_PART,
    }
}

impl Checker<'_> {
    /// A word that names a variable or label.
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
    pub(super) fn check_binding(
        &mut self,
        identifier: &BindingIdentifier,
        by: DeclaredBy,
        part: PatternPart,
    ) {
        self.check_word(identifier.name, identifier.span);
        self.check_declarable(identifier, message_of(part));
        let is_lexical = match by {
            DeclaredBy::Variable(kind) => kind != VariableKind::Var,
            DeclaredBy::Parameter
            | DeclaredBy::Catch
            | DeclaredBy::Function
            | DeclaredBy::Class
            | DeclaredBy::Import => false,
        };
        if is_lexical && identifier.name == Name::LET && !self.is_strict() {
            self.error(
                identifier.span,
                "let is disallowed as a lexically bound name",
                "`let` and `const` can't declare a variable with this name",
            );
        }
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

    /// A variable that is assigned to.
    pub(super) fn check_assignable(&mut self, identifier: &IdentifierReference, part: PatternPart) {
        if self.is_strict() && is_eval_or_arguments(identifier.name) {
            let text = self.text(identifier.name);
            let label = format!("strict code can't assign to `{text}`");
            self.strict_error(identifier.span, message_of(part), label);
        }
    }
}
