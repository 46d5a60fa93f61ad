//! Actions for classes.

use std::cell::Cell;

use super::context::OpenClass;
use super::function::{Method, Parts};
use super::list::List;
use super::{Built, Context, FunctionContext};
use crate::source::Span;
use crate::syntax::ast::class::{Class, ClassElement, ClassField, ClassMethod, StaticBlock};
use crate::syntax::ast::expression::{Expression, PropertyKey};
use crate::syntax::ast::function::{
    Function, FunctionBlock, FunctionBody, FunctionKind, Parameters,
};
use crate::syntax::ast::{BindingIdentifier, Name, Resolution, ScopeId};
use crate::syntax::syntax_error::SyntaxError;

/// What follows the name of a class.
#[derive(Clone, Copy)]
pub(crate) struct ClassParts<'a> {
    heritage: Option<Expression<'a>>,
    constructor: Option<&'a Function<'a>>,
    elements: &'a [ClassElement<'a>],
}

impl<'a> Context<'a> {
    /// Enters a class body.
    pub(crate) fn open_class(&self, start: u32, is_derived: bool) {
        self.classes.borrow_mut().push(OpenClass {
            start,
            is_derived,
            constructor: None,
        });
    }

    pub(crate) fn class_tail(
        &self,
        heritage: Option<Expression<'a>>,
        elements: List<ClassElement<'a>>,
    ) -> &'a ClassParts<'a> {
        let elements = self.take(elements);
        let constructor = self
            .classes
            .borrow_mut()
            .pop()
            .and_then(|class| class.constructor);
        self.bump.alloc(ClassParts {
            heritage,
            constructor,
            elements,
        })
    }

    fn class(
        &self,
        span: Span,
        name: Option<&'a BindingIdentifier>,
        parts: &'a ClassParts<'a>,
        is_declaration: bool,
    ) -> &'a Class<'a> {
        self.bump.alloc(Class {
            span,
            name,
            inner_binding: Cell::new(Resolution::UNRESOLVED),
            heritage: parts.heritage,
            constructor: parts.constructor,
            elements: parts.elements,
            is_declaration,
            scope: Cell::new(ScopeId::NONE),
        })
    }

    pub(crate) fn class_declaration(
        &self,
        l: u32,
        name: Option<&'a BindingIdentifier>,
        parts: &'a ClassParts<'a>,
        r: u32,
    ) -> &'a Class<'a> {
        self.class(Span::new(l, r), name, parts, true)
    }

    pub(crate) fn class_expression(
        &self,
        l: u32,
        name: Option<&'a BindingIdentifier>,
        parts: &'a ClassParts<'a>,
        r: u32,
    ) -> Expression<'a> {
        Expression::Class(self.class(Span::new(l, r), name, parts, false))
    }

    pub(crate) fn class_method<'p>(
        &'p self,
        list: List<ClassElement<'a>>,
        l: u32,
        is_static: bool,
        method: &'a Method<'a>,
        r: u32,
    ) -> Built<'p, 'a, List<ClassElement<'a>>> {
        if !is_static && is_constructor(&method.key) {
            self.constructor(method)?;
            return Ok(list);
        }
        let is_private_constructor =
            matches!(method.key, PropertyKey::Private(name) if name.name == Name::CONSTRUCTOR);
        if is_private_constructor {
            let message = "Classes may not have a private field named '#constructor'";
            return Err(SyntaxError::at(method.key.span(), message).into());
        }
        let function = self.method_function(method, method.kind);
        let span = Span::new(l, r);
        let node = self.bump.alloc(ClassMethod {
            span,
            is_static,
            key: method.key,
            function,
        });
        Ok(self.more(list, ClassElement::Method(node)))
    }

    fn constructor(&self, method: &'a Method<'a>) -> Result<(), super::Failure> {
        let message = match method.kind {
            FunctionKind::Getter | FunctionKind::Setter => {
                "Class constructor may not be an accessor"
            }
            _ if method.context.is_generator => "Class constructor may not be a generator",
            _ if method.context.is_async => "Class constructor may not be an async method",
            _ => "",
        };
        if !message.is_empty() {
            return Err(SyntaxError::at(method.key.span(), message));
        }
        let class = self.classes.borrow().last().copied();
        let is_derived = class.is_some_and(|class| class.is_derived);
        let previous = class.and_then(|class| class.constructor);
        if let Some(previous) = previous {
            let message = "A class may only have one constructor";
            let mut failure = SyntaxError::at(method.key.span(), message);
            failure.diagnostic = failure
                .diagnostic
                .with_secondary(previous.span, "the other constructor");
            return Err(failure);
        }
        let kind = if is_derived {
            FunctionKind::DerivedConstructor
        } else {
            FunctionKind::ClassConstructor
        };
        let function = self.method_function(method, kind);
        if let Some(class) = self.classes.borrow_mut().last_mut() {
            class.constructor = Some(function);
        }
        Ok(())
    }

    pub(crate) fn field<'p>(
        &'p self,
        list: List<ClassElement<'a>>,
        l: u32,
        is_static: bool,
        key: &'a PropertyKey<'a>,
        initializer: Option<&'a Function<'a>>,
        r: u32,
    ) -> Built<'p, 'a, List<ClassElement<'a>>> {
        let message = match key {
            PropertyKey::Private(name) if name.name == Name::CONSTRUCTOR => {
                Some("Classes may not have a field named 'constructor'")
            }
            _ if is_constructor(key) => Some("Classes may not have a field named 'constructor'"),
            _ if is_static && is_named(key, Name::PROTOTYPE, "prototype") => {
                Some("Classes may not have a static property named 'prototype'")
            }
            _ => None,
        };
        if let Some(message) = message {
            return Err(SyntaxError::at(key.span(), message).into());
        }
        let span = Span::new(l, r);
        let node = self.bump.alloc(ClassField {
            span,
            is_static,
            key: *key,
            initializer,
        });
        Ok(self.more(list, ClassElement::Field(node)))
    }

    /// The value of a field, whose context has been left already.
    pub(crate) fn field_initializer(&self, value: Expression<'a>) -> &'a Function<'a> {
        let span = value.span();
        self.synthetic_function(
            span,
            FunctionKind::FieldInitializer,
            FunctionBody::Expression(value),
        )
    }

    pub(crate) fn static_block(
        &self,
        list: List<ClassElement<'a>>,
        l: u32,
        body: &'a FunctionBlock<'a>,
        r: u32,
    ) -> List<ClassElement<'a>> {
        let span = Span::new(l, r);
        let function =
            self.synthetic_function(span, FunctionKind::StaticBlock, FunctionBody::Block(body));
        let node = self.bump.alloc(StaticBlock { span, function });
        self.more(list, ClassElement::StaticBlock(node))
    }

    fn synthetic_function(
        &self,
        span: Span,
        kind: FunctionKind,
        body: FunctionBody<'a>,
    ) -> &'a Function<'a> {
        let parameters = Parameters {
            span: Span::empty(span.start),
            items: &[],
            rest: None,
        };
        self.function(Parts {
            span,
            kind,
            name: None,
            parameters,
            body,
            context: FunctionContext::FIELD,
            is_arrow: false,
            is_declaration: false,
        })
    }
}

fn is_constructor(key: &PropertyKey<'_>) -> bool {
    is_named(key, Name::CONSTRUCTOR, "constructor")
}

fn is_named(key: &PropertyKey<'_>, name: Name, text: &str) -> bool {
    match key {
        PropertyKey::Name(key) => key.name == name,
        PropertyKey::String(literal) => literal.value.is(text),
        PropertyKey::Number(_)
        | PropertyKey::BigInt(_)
        | PropertyKey::Computed(..)
        | PropertyKey::Private(_) => false,
    }
}
