//! Classes: all of their code is strict.

use super::{Checker, Strictness, keyword};
use crate::syntax::ast::class::{Class, ClassElement};

impl<'p> Checker<'p> {
    pub(super) fn check_class(&mut self, class: &Class<'_>) {
        let around = self.strictness;
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
        self.strictness = around;
    }
}
