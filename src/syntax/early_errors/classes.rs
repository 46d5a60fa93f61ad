//! Classes: all of their code is strict.

use super::{Checker, Strictness, keyword};
use crate::syntax::ast::Name;
use crate::syntax::ast::class::{Class, ClassMethod};
use crate::syntax::ast::expression::PropertyKey;
use crate::syntax::ast::visit::walk_class;

impl Checker<'_> {
    pub(super) fn check_class<'a>(&mut self, class: &'a Class<'a>) {
        self.note_unfinished(class.span, class.name);
        let (around, was_in_class) = (self.strictness, self.is_in_class);
        self.is_in_class = true;
        let head = keyword(class.span, "class");
        self.strictness = around.or(Some(Strictness::Class(head)));
        walk_class(self, class);
        (self.strictness, self.is_in_class) = (around, was_in_class);
    }

    /// The class itself has a property `prototype`, which no method can take the place of.
    pub(super) fn check_static_name(&mut self, method: &ClassMethod<'_>) {
        let is_prototype = match method.key {
            PropertyKey::Name(name) => name.name == Name::PROTOTYPE,
            PropertyKey::String(literal) => literal.value.is("prototype"),
            PropertyKey::Number(_)
            | PropertyKey::BigInt(_)
            | PropertyKey::Computed(..)
            | PropertyKey::Private(_) => false,
        };
        if method.is_static && is_prototype {
            self.error(
                method.key.span(),
                "Classes may not have a static property named 'prototype'",
                "the class has this property already",
            );
        }
    }
}
