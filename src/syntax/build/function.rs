//! Actions for functions, arrows and methods.

use std::cell::Cell;

use super::context::OperatorNote;
use super::list::List;
use super::{Built, Context, FunctionContext};
use crate::source::Span;
use crate::syntax::ast::expression::{
    CallExpression, Expression, ParenthesizedExpression, PropertyKey,
};
use crate::syntax::ast::function::{
    Function, FunctionBlock, FunctionBody, FunctionKind, FunctionUses, Parameters,
};
use crate::syntax::ast::pattern::{BindingElement, BindingPattern, BindingRest};
use crate::syntax::ast::statement::Statement;
use crate::syntax::ast::{BindingIdentifier, FunctionId, Name, ScopeId};
use crate::syntax::syntax_error::{Failure, SyntaxError};

/// A method or accessor before it is known whose it is.
#[derive(Clone, Copy)]
pub(crate) struct Method<'a> {
    span: Span,
    pub(super) key: PropertyKey<'a>,
    pub(super) kind: FunctionKind,
    pub(super) context: FunctionContext,
    parameters: Parameters<'a>,
    body: &'a FunctionBlock<'a>,
}

/// The parts of a function that differ between the forms.
pub(super) struct Parts<'a> {
    pub(super) span: Span,
    pub(super) kind: FunctionKind,
    pub(super) name: Option<&'a BindingIdentifier>,
    pub(super) parameters: Parameters<'a>,
    pub(super) body: FunctionBody<'a>,
    pub(super) context: FunctionContext,
    pub(super) is_arrow: bool,
    pub(super) is_declaration: bool,
}

impl<'a> Context<'a> {
    pub(super) fn function(&self, parts: Parts<'a>) -> &'a Function<'a> {
        let use_strict = match parts.body {
            FunctionBody::Block(block) => self.use_strict(block.statements),
            FunctionBody::Expression(_) => None,
        };
        let function = &*self.bump.alloc(Function {
            span: parts.span,
            id: Cell::new(FunctionId::default()),
            kind: parts.kind,
            name: parts.name,
            parameters: parts.parameters,
            body: parts.body,
            is_async: parts.context.is_async,
            is_generator: parts.context.is_generator,
            is_arrow: parts.is_arrow,
            is_declaration: parts.is_declaration,
            use_strict,
            scope: Cell::new(ScopeId::NONE),
            body_scope: Cell::new(ScopeId::NONE),
            uses: Cell::new(FunctionUses::default()),
        });
        self.functions.borrow_mut().push(function);
        function
    }

    /// The directive `"use strict"`: a string statement at the front, without parentheses and
    /// escapes.
    pub(crate) fn use_strict(&self, statements: &[Statement<'a>]) -> Option<Span> {
        for statement in statements {
            let Statement::Expression(statement) = statement else {
                return None;
            };
            let Expression::String(literal) = statement.expression else {
                return None;
            };
            // The text has quotes around it; an escape would make it longer.
            let is_plain = literal.span.len() == "'use strict'".len() as u32;
            if is_plain && literal.value.is("use strict") {
                return Some(literal.span);
            }
        }
        None
    }

    pub(crate) fn function_block(
        &self,
        l: u32,
        statements: List<Statement<'a>>,
        r: u32,
    ) -> &'a FunctionBlock<'a> {
        let statements = self.take(statements);
        self.bump.alloc(FunctionBlock {
            span: Span::new(l, r),
            statements,
        })
    }

    /// The part between the parentheses; where they are is added by [`Self::parameters`].
    pub(crate) fn formal_parameters(
        &self,
        list: Option<List<&'a BindingElement<'a>>>,
        rest: Option<&'a BindingRest<'a>>,
    ) -> &'a Parameters<'a> {
        let items = self.take_optional(list);
        self.bump.alloc(Parameters {
            span: Span::default(),
            items,
            rest,
        })
    }

    /// The parameters of a function whose context has been entered before them.
    pub(crate) fn parameters<'p>(
        &'p self,
        l: u32,
        parameters: &'a Parameters<'a>,
        r: u32,
    ) -> Built<'p, 'a, &'a Parameters<'a>> {
        let first = self.operators.borrow().get(self.frame().operators).copied();
        if let Some(note) = first {
            return Err(in_parameters(note).into());
        }
        Ok(self.bump.alloc(Parameters {
            span: Span::new(l, r),
            ..*parameters
        }))
    }

    pub(crate) fn function_declaration(
        &self,
        l: u32,
        context: FunctionContext,
        name: Option<&'a BindingIdentifier>,
        parameters: &'a Parameters<'a>,
        body: &'a FunctionBlock<'a>,
        r: u32,
    ) -> &'a Function<'a> {
        self.function(Parts {
            span: Span::new(l, r),
            kind: FunctionKind::Normal,
            name,
            parameters: *parameters,
            body: FunctionBody::Block(body),
            context,
            is_arrow: false,
            is_declaration: true,
        })
    }

    pub(crate) fn function_expression(
        &self,
        l: u32,
        context: FunctionContext,
        name: Option<&'a BindingIdentifier>,
        parameters: &'a Parameters<'a>,
        body: &'a FunctionBlock<'a>,
        r: u32,
    ) -> &'a Function<'a> {
        self.function(Parts {
            span: Span::new(l, r),
            kind: FunctionKind::Normal,
            name,
            parameters: *parameters,
            body: FunctionBody::Block(body),
            context,
            is_arrow: false,
            is_declaration: false,
        })
    }

    // Arrows

    /// `x` as the body of an arrow.
    pub(crate) fn expression_body(&self, expression: Expression<'a>) -> FunctionBody<'a> {
        self.leave();
        FunctionBody::Expression(expression)
    }

    /// `x => body` and `async x => body`; the name is from `k` to `m`.
    #[allow(
        clippy::too_many_arguments,
        reason = "an action gets what its production has"
    )]
    pub(crate) fn arrow_of_name<'p>(
        &'p self,
        l: u32,
        is_async: bool,
        k: u32,
        name: Name,
        m: u32,
        body: FunctionBody<'a>,
        r: u32,
    ) -> Built<'p, 'a, &'a Function<'a>> {
        let span = Span::new(k, m);
        let pattern = BindingPattern::Identifier(self.binding(k, name, m));
        let item = self.bump.alloc(BindingElement {
            span,
            pattern,
            default: None,
        });
        let parameters = Parameters {
            span,
            items: std::slice::from_ref(item),
            rest: None,
        };
        self.arrow_function(Span::new(l, r), is_async, parameters, body)
    }

    /// `(a, b) => body`, whose head was read as an expression.
    pub(crate) fn arrow_of_cover<'p>(
        &'p self,
        l: u32,
        head: &'a ParenthesizedExpression<'a>,
        body: FunctionBody<'a>,
        r: u32,
    ) -> Built<'p, 'a, &'a Function<'a>> {
        let parameters = self.cover_parameters(head.span, head.expression)?;
        self.arrow_function(Span::new(l, r), false, parameters, body)
    }

    /// `(a, ...b) => body`
    pub(crate) fn arrow<'p>(
        &'p self,
        l: u32,
        parameters: &'a Parameters<'a>,
        body: FunctionBody<'a>,
        r: u32,
    ) -> Built<'p, 'a, &'a Function<'a>> {
        self.arrow_function(Span::new(l, r), false, *parameters, body)
    }

    /// `async (a, b) => body`, whose head was read as a call.
    pub(crate) fn arrow_of_call<'p>(
        &'p self,
        l: u32,
        head: &'a CallExpression<'a>,
        body: FunctionBody<'a>,
        r: u32,
    ) -> Built<'p, 'a, &'a Function<'a>> {
        let span = Span::new(head.callee.span().end, head.span.end);
        let parameters = self.call_parameters(span, head.arguments)?;
        self.arrow_function(Span::new(l, r), true, parameters, body)
    }

    fn arrow_function<'p>(
        &'p self,
        span: Span,
        is_async: bool,
        parameters: Parameters<'a>,
        body: FunctionBody<'a>,
    ) -> Built<'p, 'a, &'a Function<'a>> {
        self.check_arrow_parameters(parameters.span, is_async)?;
        let context = if is_async {
            FunctionContext::ASYNC
        } else {
            FunctionContext::PLAIN
        };
        Ok(self.function(Parts {
            span,
            kind: FunctionKind::Normal,
            name: None,
            parameters,
            body,
            context,
            is_arrow: true,
            is_declaration: false,
        }))
    }

    /// The head of an arrow was read in the context around it, so `await` and `yield` may be in
    /// it as operators, or in an async arrow `await` as a name.
    fn check_arrow_parameters(&self, head: Span, is_async: bool) -> Result<(), Failure> {
        let last = self.operators.borrow().last().copied();
        if let Some(note) = last
            && note.span.start >= head.start
        {
            return Err(in_parameters(note));
        }
        let last = self.await_names.borrow().last().copied();
        if let Some(span) = last
            && is_async
            && span.start >= head.start
        {
            let label = "`await` can't be used in the parameters of an async function";
            return Err(SyntaxError::labelled(
                span,
                "Unexpected reserved word",
                label,
            ));
        }
        Ok(())
    }

    // Methods

    pub(crate) fn method(
        &self,
        l: u32,
        context: FunctionContext,
        key: &'a PropertyKey<'a>,
        parameters: &'a Parameters<'a>,
        body: &'a FunctionBlock<'a>,
        r: u32,
    ) -> &'a Method<'a> {
        let span = Span::new(l, r);
        let (key, parameters) = (*key, *parameters);
        let kind = FunctionKind::Method;
        self.bump.alloc(Method {
            span,
            key,
            kind,
            context,
            parameters,
            body,
        })
    }

    pub(crate) fn getter<'p>(
        &'p self,
        l: u32,
        key: &'a PropertyKey<'a>,
        parameters: &'a Parameters<'a>,
        body: &'a FunctionBlock<'a>,
        r: u32,
    ) -> Built<'p, 'a, &'a Method<'a>> {
        let is_complete = self.unfinished.get().is_none();
        if is_complete && (!parameters.items.is_empty() || parameters.rest.is_some()) {
            let message = "Getter must not have any formal parameters.";
            return Err(SyntaxError::at(parameters.span, message).into());
        }
        let method = self.method(l, FunctionContext::PLAIN, key, parameters, body, r);
        Ok(self.bump.alloc(Method {
            kind: FunctionKind::Getter,
            ..*method
        }))
    }

    pub(crate) fn setter(
        &self,
        l: u32,
        key: &'a PropertyKey<'a>,
        parameters: &'a Parameters<'a>,
        body: &'a FunctionBlock<'a>,
        r: u32,
    ) -> &'a Method<'a> {
        let method = self.method(l, FunctionContext::PLAIN, key, parameters, body, r);
        self.bump.alloc(Method {
            kind: FunctionKind::Setter,
            ..*method
        })
    }

    /// The parameters of a setter: exactly one, without a comma.
    pub(crate) fn setter_parameters<'p>(
        &'p self,
        l: u32,
        parameter: Option<&'a BindingElement<'a>>,
        r: u32,
    ) -> Built<'p, 'a, &'a Parameters<'a>> {
        let span = Span::new(l, r);
        let Some(parameter) = parameter else {
            let message = "Setter must have exactly one formal parameter.";
            return Err(SyntaxError::at(span, message).into());
        };
        let items = std::slice::from_ref(parameter);
        Ok(self.bump.alloc(Parameters {
            span,
            items,
            rest: None,
        }))
    }

    /// The function of a method whose kind is known now.
    pub(super) fn method_function(
        &self,
        method: &'a Method<'a>,
        kind: FunctionKind,
    ) -> &'a Function<'a> {
        self.function(Parts {
            span: method.span,
            kind,
            name: None,
            parameters: method.parameters,
            body: FunctionBody::Block(method.body),
            context: method.context,
            is_arrow: false,
            is_declaration: false,
        })
    }
}

fn in_parameters(note: OperatorNote) -> Failure {
    let message = if note.is_await {
        "Illegal await-expression in formal parameters of async function"
    } else {
        "Yield expression not allowed in formal parameter"
    };
    SyntaxError::at(note.span, message)
}
