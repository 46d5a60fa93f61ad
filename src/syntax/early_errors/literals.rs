//! Literals: old octal forms, `__proto__` twice.

use super::Checker;
use crate::diagnostics::Diagnostic;
use crate::syntax::ast::Name;
use crate::syntax::ast::expression::{
    NumberLiteral, ObjectLiteral, ObjectMember, PropertyKey, StringLiteral,
};

impl<'p> Checker<'p> {
    pub(super) fn check_number(&mut self, literal: &NumberLiteral) {
        if !literal.is_legacy || !self.is_strict() {
            return;
        }
        let digits = self.source.get(literal.span.range()).unwrap_or_default();
        if digits.contains(['8', '9']) {
            let message = "Decimals with leading zeros are not allowed in strict mode.";
            let label = "leave the zeros in front out";
            self.strict_error(literal.span, message, label);
        } else {
            let message = "Octal literals are not allowed in strict mode.";
            let octal = format!("0o{}", digits.trim_start_matches('0'));
            let decimal = digits.trim_start_matches('0');
            let label = format!("write `{octal}` for the octal number, or `{decimal}`");
            self.strict_error(literal.span, message, label);
        }
    }

    pub(super) fn check_string(&mut self, literal: &StringLiteral<'_>) {
        let Some(escape) = literal.legacy_escape else {
            return;
        };
        if !self.is_strict() {
            return;
        }
        let text = self.source.get(escape.range()).unwrap_or_default();
        let message = if text.contains(['8', '9']) {
            "\\8 and \\9 are not allowed in strict mode."
        } else {
            "Octal escape sequences are not allowed in strict mode."
        };
        let label = "write `\\x` and two hexadecimal digits instead";
        self.strict_error(escape, message, label);
    }

    /// `__proto__: a` sets the prototype, so an object literal can have it once.
    pub(super) fn check_prototype_keys(&mut self, node: &ObjectLiteral<'_>) {
        let mut first = None;
        for member in node.members {
            let ObjectMember::Property(property) = member else {
                continue;
            };
            let sets_prototype = match property.key {
                PropertyKey::Name(name) => name.name == Name::PROTO,
                PropertyKey::String(literal) => literal.value.is("__proto__"),
                PropertyKey::Number(_)
                | PropertyKey::BigInt(_)
                | PropertyKey::Computed(..)
                | PropertyKey::Private(_) => false,
            };
            if !sets_prototype {
                continue;
            }
            let place = property.key.span();
            let Some(first) = first else {
                first = Some(place);
                continue;
            };
            let message = "Duplicate __proto__ fields are not allowed in object literals";
            let error = Diagnostic::error(message, place)
                .with_label("an object has one prototype")
                .with_secondary(first, "its prototype is already set here");
            self.report(error);
        }
    }
}
