//! Actions for binding patterns.

use super::Context;
use super::list::List;
use crate::source::Span;
use crate::syntax::ast::expression::{Expression, PropertyKey};
use crate::syntax::ast::pattern::{
    ArrayBindingPattern, BindingElement, BindingPattern, BindingProperty, BindingRest,
    ObjectBindingPattern,
};
use crate::syntax::ast::{BindingIdentifier, IdentifierName};

impl<'a> Context<'a> {
    pub(crate) fn object_pattern(
        &self,
        l: u32,
        properties: Option<List<&'a BindingProperty<'a>>>,
        rest: Option<&'a BindingRest<'a>>,
        r: u32,
    ) -> BindingPattern<'a> {
        let properties = self.take_optional(properties);
        let span = Span::new(l, r);
        BindingPattern::Object(self.bump.alloc(ObjectBindingPattern {
            span,
            properties,
            rest,
        }))
    }

    pub(crate) fn array_pattern(
        &self,
        l: u32,
        elements: List<Option<BindingElement<'a>>>,
        rest: Option<&'a BindingRest<'a>>,
        r: u32,
    ) -> BindingPattern<'a> {
        let elements = self.take(elements);
        let span = Span::new(l, r);
        BindingPattern::Array(self.bump.alloc(ArrayBindingPattern {
            span,
            elements,
            rest,
        }))
    }

    pub(crate) fn binding_shorthand(
        &self,
        l: u32,
        name: &'a BindingIdentifier,
        default: Option<Expression<'a>>,
        r: u32,
    ) -> &'a BindingProperty<'a> {
        let span = Span::new(l, r);
        let pattern = BindingPattern::Identifier(name);
        self.bump.alloc(BindingProperty {
            span,
            key: PropertyKey::Name(IdentifierName {
                span: name.span,
                name: name.name,
            }),
            element: BindingElement {
                span,
                pattern,
                default,
            },
            is_shorthand: true,
        })
    }

    pub(crate) fn binding_property(
        &self,
        l: u32,
        key: &'a PropertyKey<'a>,
        element: &'a BindingElement<'a>,
        r: u32,
    ) -> &'a BindingProperty<'a> {
        let span = Span::new(l, r);
        let (key, element) = (*key, *element);
        self.bump.alloc(BindingProperty {
            span,
            key,
            element,
            is_shorthand: false,
        })
    }

    pub(crate) fn binding_element(
        &self,
        l: u32,
        pattern: BindingPattern<'a>,
        default: Option<Expression<'a>>,
        r: u32,
    ) -> &'a BindingElement<'a> {
        self.bump.alloc(BindingElement {
            span: Span::new(l, r),
            pattern,
            default,
        })
    }

    pub(crate) fn rest(&self, l: u32, pattern: BindingPattern<'a>, r: u32) -> &'a BindingRest<'a> {
        self.bump.alloc(BindingRest {
            span: Span::new(l, r),
            pattern,
        })
    }
}
