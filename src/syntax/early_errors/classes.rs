//! Classes: all of their code is strict.

use super::{Checker, Strictness, keyword};
use crate::syntax::ast::Name;
use crate::syntax::ast::class::{Class, ClassElement, ClassMethod};
use crate::syntax::ast::expression::PropertyKey;

impl<'p> Checker<'p> {
    pub(super) fn check_class(&mut self, class: &Class<'_>) {
        let (around, was_in_class) = (self.strictness, self.is_in_class);
        self.is_in_class = true;
        let head = keyword(class.span, "class");
        self.strictness = around.or(Some(Strictness::Class(head)));
        if let Some(name) = class.name {
            self.check_binding_name(name);
        }
        if let Some(heritage) = class.heritage {
            self.check_expression(heritage);
        }
        if let Some(constructor) = class.constructor {
            self.check_function(constructor);
        }
        for element in class.elements {
            match element {
                ClassElement::Method(method) => {
                    self.check_static_name(method);
                    self.check_key(&method.key);
                    self.check_function(method.function);
                }
                ClassElement::Field(field) => {
                    self.check_key(&field.key);
                    if let Some(initializer) = field.initializer {
                        self.check_function(initializer);
                    }
                }
                ClassElement::StaticBlock(block) => self.check_function(block.function),
            }
        }
        (self.strictness, self.is_in_class) = (around, was_in_class);
    }

    /// The class itself has a property `prototype`, which no method can take the place of.
    fn check_static_name(&mut self, method: &ClassMethod<'_>) {
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
