//! Actions for expressions, except operators between operands and assignment.

use super::context::CoverNote;
use super::list::List;
use super::{Built, Context};
use crate::source::Span;
use crate::syntax::ast::expression::{
    Argument, ArrayElement, ArrayLiteral, AwaitExpression, BooleanLiteral, CallExpression,
    ChainExpression, ConditionalExpression, Expression, ImportCallExpression, MemberExpression,
    MemberProperty, NewExpression, ObjectLiteral, ObjectMember, ObjectMethod, ObjectProperty,
    ParenthesizedExpression, PropertyKey, SequenceExpression, SpreadElement, SuperCallExpression,
    SuperMemberExpression, TaggedTemplate, TemplateChunk, TemplateLiteral, UnaryExpression,
    UnaryOperator, YieldExpression,
};
use crate::syntax::ast::{IdentifierName, IdentifierReference, Name, PrivateName};
use crate::syntax::syntax_error::{ModuleSign, SyntaxError};

/// The chunks and expressions of a template under construction.
type Spans<'a> = (List<TemplateChunk<'a>>, List<Expression<'a>>);

impl<'a> Context<'a> {
    // Literals

    pub(crate) fn this(&self, l: u32, r: u32) -> Expression<'a> {
        Expression::This(Span::new(l, r))
    }

    pub(crate) fn null(&self, l: u32, r: u32) -> Expression<'a> {
        Expression::Null(Span::new(l, r))
    }

    pub(crate) fn boolean(&self, l: u32, value: bool, r: u32) -> Expression<'a> {
        Expression::Boolean(BooleanLiteral {
            span: Span::new(l, r),
            value,
        })
    }

    pub(crate) fn array(&self, l: u32, elements: List<ArrayElement<'a>>, r: u32) -> Expression<'a> {
        let elements = self.take(elements);
        Expression::Array(self.bump.alloc(ArrayLiteral {
            span: Span::new(l, r),
            elements,
        }))
    }

    pub(crate) fn hole(
        &self,
        list: List<ArrayElement<'a>>,
        l: u32,
        r: u32,
    ) -> List<ArrayElement<'a>> {
        self.more(list, ArrayElement::Hole(Span::new(l, r)))
    }

    pub(crate) fn spread(&self, l: u32, argument: Expression<'a>, r: u32) -> &'a SpreadElement<'a> {
        self.bump.alloc(SpreadElement {
            span: Span::new(l, r),
            argument,
        })
    }

    pub(crate) fn empty_object(&self, l: u32, r: u32) -> Expression<'a> {
        Expression::Object(self.bump.alloc(ObjectLiteral {
            span: Span::new(l, r),
            members: &[],
        }))
    }

    pub(crate) fn object(&self, l: u32, list: List<ObjectMember<'a>>, r: u32) -> Expression<'a> {
        let members = self.take(list);
        Expression::Object(self.bump.alloc(ObjectLiteral {
            span: Span::new(l, r),
            members,
        }))
    }

    pub(crate) fn property(
        &self,
        l: u32,
        key: &'a PropertyKey<'a>,
        value: Expression<'a>,
        r: u32,
    ) -> ObjectMember<'a> {
        let span = Span::new(l, r);
        ObjectMember::Property(self.bump.alloc(ObjectProperty {
            span,
            key: *key,
            value,
        }))
    }

    pub(crate) fn object_method(
        &self,
        l: u32,
        method: &'a super::Method<'a>,
        r: u32,
    ) -> ObjectMember<'a> {
        let function = self.method_function(method, method.kind);
        let span = Span::new(l, r);
        ObjectMember::Method(self.bump.alloc(ObjectMethod {
            span,
            key: method.key,
            function,
        }))
    }

    /// `{a = 1}`: an error unless it turns out to be in a pattern.
    pub(crate) fn cover_initialized(
        &self,
        name: &'a IdentifierReference,
        equals: u32,
        initializer: Expression<'a>,
    ) -> ObjectMember<'a> {
        let note = CoverNote {
            equals,
            initializer,
        };
        self.covers.borrow_mut().insert(name.span.start, note);
        ObjectMember::Shorthand(name)
    }

    pub(crate) fn key(&self, key: PropertyKey<'a>) -> &'a PropertyKey<'a> {
        self.bump.alloc(key)
    }

    pub(crate) fn name_key(&self, name: IdentifierName) -> &'a PropertyKey<'a> {
        self.key(PropertyKey::Name(name))
    }

    pub(crate) fn computed_key(
        &self,
        l: u32,
        expression: Expression<'a>,
        r: u32,
    ) -> &'a PropertyKey<'a> {
        self.key(PropertyKey::Computed(
            Span::new(l, r),
            self.bump.alloc(expression),
        ))
    }

    // Templates

    pub(crate) fn template_whole(
        &self,
        l: u32,
        chunk: &'a TemplateChunk<'a>,
        r: u32,
    ) -> &'a TemplateLiteral<'a> {
        let chunks = std::slice::from_ref(chunk);
        self.bump.alloc(TemplateLiteral {
            span: Span::new(l, r),
            chunks,
            expressions: &[],
        })
    }

    pub(crate) fn template_start(
        &self,
        chunk: &'a TemplateChunk<'a>,
        expression: Expression<'a>,
    ) -> Spans<'a> {
        (self.list(*chunk), self.list(expression))
    }

    pub(crate) fn template_more(
        &self,
        (chunks, expressions): Spans<'a>,
        chunk: &'a TemplateChunk<'a>,
        expression: Expression<'a>,
    ) -> Spans<'a> {
        (
            self.more(chunks, *chunk),
            self.more(expressions, expression),
        )
    }

    pub(crate) fn template_end(
        &self,
        l: u32,
        (chunks, expressions): Spans<'a>,
        chunk: &'a TemplateChunk<'a>,
        r: u32,
    ) -> &'a TemplateLiteral<'a> {
        let chunks = self.take(self.more(chunks, *chunk));
        let expressions = self.take(expressions);
        self.bump.alloc(TemplateLiteral {
            span: Span::new(l, r),
            chunks,
            expressions,
        })
    }

    /// A template as a value: all its escapes must be valid.
    pub(crate) fn untagged<'p>(
        &'p self,
        template: &'a TemplateLiteral<'a>,
    ) -> Built<'p, 'a, Expression<'a>> {
        match template.chunks.iter().find(|chunk| chunk.cooked.is_none()) {
            None => Ok(Expression::Template(template)),
            Some(chunk) => Err(self.bad_chunk(chunk).into()),
        }
    }

    fn bad_chunk(&self, chunk: &TemplateChunk<'a>) -> super::Failure {
        let lexer = self.chunk_errors.borrow();
        let known = lexer.iter().find(|error| error.chunk == chunk.span.start);
        let (span, message) = known.map_or(
            (chunk.span, "Invalid escape sequence in template"),
            |error| (error.span, error.message),
        );
        SyntaxError::labelled(span, message, "write `\\\\` for a backslash")
    }

    pub(crate) fn tagged(
        &self,
        l: u32,
        tag: Expression<'a>,
        template: &'a TemplateLiteral<'a>,
        r: u32,
    ) -> Expression<'a> {
        let span = Span::new(l, r);
        Expression::TaggedTemplate(self.bump.alloc(TaggedTemplate {
            span,
            tag,
            template,
        }))
    }

    pub(crate) fn tagged_chain<'p>(
        &'p self,
        template: &'a TemplateLiteral<'a>,
    ) -> Built<'p, 'a, Expression<'a>> {
        let message = "Invalid tagged template on optional chain";
        let label = "an optional chain can't be a tag";
        Err(SyntaxError::labelled(template.span, message, label).into())
    }

    // Members

    fn member_node(
        &self,
        (l, r): (u32, u32),
        object: Expression<'a>,
        property: MemberProperty<'a>,
        is_optional: bool,
    ) -> Expression<'a> {
        let span = Span::new(l, r);
        let node = MemberExpression {
            span,
            object,
            property,
            is_optional,
            follows_call: ends_in_call(object),
        };
        Expression::Member(self.bump.alloc(node))
    }

    pub(crate) fn member(
        &self,
        l: u32,
        object: Expression<'a>,
        name: IdentifierName,
        r: u32,
    ) -> Expression<'a> {
        self.member_node((l, r), object, MemberProperty::Name(name), false)
    }

    pub(crate) fn computed_member(
        &self,
        l: u32,
        object: Expression<'a>,
        property: Expression<'a>,
        r: u32,
    ) -> Expression<'a> {
        self.member_node((l, r), object, MemberProperty::Computed(property), false)
    }

    pub(crate) fn private_member(
        &self,
        l: u32,
        object: Expression<'a>,
        name: PrivateName,
        r: u32,
    ) -> Expression<'a> {
        self.member_node((l, r), object, MemberProperty::Private(name), false)
    }

    pub(crate) fn optional_member(
        &self,
        l: u32,
        object: Expression<'a>,
        name: IdentifierName,
        r: u32,
    ) -> Expression<'a> {
        self.member_node((l, r), object, MemberProperty::Name(name), true)
    }

    pub(crate) fn optional_computed(
        &self,
        l: u32,
        object: Expression<'a>,
        property: Expression<'a>,
        r: u32,
    ) -> Expression<'a> {
        self.member_node((l, r), object, MemberProperty::Computed(property), true)
    }

    pub(crate) fn optional_private(
        &self,
        l: u32,
        object: Expression<'a>,
        name: PrivateName,
        r: u32,
    ) -> Expression<'a> {
        self.member_node((l, r), object, MemberProperty::Private(name), true)
    }

    pub(crate) fn super_member(&self, l: u32, name: IdentifierName, r: u32) -> Expression<'a> {
        let property = MemberProperty::Name(name);
        let node = SuperMemberExpression {
            span: Span::new(l, r),
            property,
        };
        Expression::SuperMember(self.bump.alloc(node))
    }

    pub(crate) fn super_computed(
        &self,
        l: u32,
        property: Expression<'a>,
        r: u32,
    ) -> Expression<'a> {
        let property = MemberProperty::Computed(property);
        let node = SuperMemberExpression {
            span: Span::new(l, r),
            property,
        };
        Expression::SuperMember(self.bump.alloc(node))
    }

    pub(crate) fn new_target(&self, l: u32, r: u32) -> Expression<'a> {
        Expression::NewTarget(Span::new(l, r))
    }

    pub(crate) fn import_meta<'p>(&'p self, l: u32, r: u32) -> Built<'p, 'a, Expression<'a>> {
        if self.is_module {
            return Ok(Expression::ImportMeta(Span::new(l, r)));
        }
        let message = "Cannot use 'import.meta' outside a module";
        let mut failure = SyntaxError::at(Span::new(l, r), message);
        failure.suggests_module = Some(ModuleSign::Certain);
        Err(failure.into())
    }

    // Calls

    pub(crate) fn call(
        &self,
        l: u32,
        callee: Expression<'a>,
        arguments: List<Argument<'a>>,
        r: u32,
    ) -> Expression<'a> {
        self.call_node((l, r), callee, arguments, false)
    }

    pub(crate) fn optional_call(
        &self,
        l: u32,
        callee: Expression<'a>,
        arguments: List<Argument<'a>>,
        r: u32,
    ) -> Expression<'a> {
        self.call_node((l, r), callee, arguments, true)
    }

    fn call_node(
        &self,
        (l, r): (u32, u32),
        callee: Expression<'a>,
        arguments: List<Argument<'a>>,
        is_optional: bool,
    ) -> Expression<'a> {
        let arguments = self.take(arguments);
        let span = Span::new(l, r);
        let node = CallExpression {
            span,
            callee,
            arguments,
            is_optional,
        };
        Expression::Call(self.bump.alloc(node))
    }

    /// `async(x)`, a call as long as no arrow follows; `m` is the end of the word.
    pub(crate) fn async_call(
        &self,
        l: u32,
        m: u32,
        arguments: List<Argument<'a>>,
        r: u32,
    ) -> &'a CallExpression<'a> {
        let callee = Expression::Identifier(self.reference(l, Name::ASYNC, m));
        let arguments = self.take(arguments);
        let span = Span::new(l, r);
        self.bump.alloc(CallExpression {
            span,
            callee,
            arguments,
            is_optional: false,
        })
    }

    pub(crate) fn super_call(
        &self,
        l: u32,
        arguments: List<Argument<'a>>,
        r: u32,
    ) -> Expression<'a> {
        let arguments = self.take(arguments);
        let node = SuperCallExpression {
            span: Span::new(l, r),
            arguments,
        };
        Expression::SuperCall(self.bump.alloc(node))
    }

    pub(crate) fn new_expression(
        &self,
        l: u32,
        callee: Expression<'a>,
        arguments: Option<List<Argument<'a>>>,
        r: u32,
    ) -> Expression<'a> {
        let arguments = self.take_optional(arguments);
        let span = Span::new(l, r);
        Expression::New(self.bump.alloc(NewExpression {
            span,
            callee,
            arguments,
        }))
    }

    pub(crate) fn import_call(
        &self,
        l: u32,
        specifier: Expression<'a>,
        options: Option<Expression<'a>>,
        r: u32,
    ) -> Expression<'a> {
        let span = Span::new(l, r);
        Expression::ImportCall(self.bump.alloc(ImportCallExpression {
            span,
            is_deferred: false,
            specifier,
            options,
        }))
    }

    /// `import.defer(x)`
    pub(crate) fn import_defer_call<'p>(
        &'p self,
        l: u32,
        word: (u32, Name, u32),
        specifier: Expression<'a>,
        options: Option<Expression<'a>>,
        r: u32,
    ) -> Built<'p, 'a, Expression<'a>> {
        self.require_defer(word)?;
        Ok(Expression::ImportCall(self.bump.alloc(
            ImportCallExpression {
                span: Span::new(l, r),
                is_deferred: true,
                specifier,
                options,
            },
        )))
    }

    /// That a word before what is imported is `defer`, without escapes.
    pub(crate) fn require_defer<'p>(&'p self, (l, _, r): (u32, Name, u32)) -> Built<'p, 'a, ()> {
        let span = Span::new(l, r);
        if &self.source[span.range()] == "defer" {
            return Ok(());
        }
        let message = format!("Unexpected identifier '{}'", &self.source[span.range()]);
        Err(SyntaxError::at(span, message).into())
    }

    pub(crate) fn chain(&self, expression: Expression<'a>) -> Expression<'a> {
        let span = expression.span();
        Expression::Chain(self.bump.alloc(ChainExpression { span, expression }))
    }

    // The rest

    pub(crate) fn unary(
        &self,
        l: u32,
        operator: UnaryOperator,
        argument: Expression<'a>,
        r: u32,
    ) -> Expression<'a> {
        let span = Span::new(l, r);
        Expression::Unary(self.bump.alloc(UnaryExpression {
            span,
            operator,
            argument,
        }))
    }

    pub(crate) fn await_expression(
        &self,
        l: u32,
        argument: Expression<'a>,
        r: u32,
    ) -> Expression<'a> {
        Expression::Await(self.bump.alloc(AwaitExpression {
            span: Span::new(l, r),
            argument,
        }))
    }

    pub(crate) fn yield_expression(
        &self,
        l: u32,
        is_delegate: bool,
        argument: Option<Expression<'a>>,
        r: u32,
    ) -> Expression<'a> {
        let span = Span::new(l, r);
        Expression::Yield(self.bump.alloc(YieldExpression {
            span,
            is_delegate,
            argument,
        }))
    }

    pub(crate) fn conditional(
        &self,
        l: u32,
        test: Expression<'a>,
        consequent: Expression<'a>,
        alternate: Expression<'a>,
        r: u32,
    ) -> Expression<'a> {
        let span = Span::new(l, r);
        let node = ConditionalExpression {
            span,
            test,
            consequent,
            alternate,
        };
        Expression::Conditional(self.bump.alloc(node))
    }

    pub(crate) fn sequence(&self, l: u32, list: List<Expression<'a>>, r: u32) -> Expression<'a> {
        let expressions = self.take(list);
        let span = Span::new(l, r);
        Expression::Sequence(self.bump.alloc(SequenceExpression { span, expressions }))
    }

    pub(crate) fn parenthesized(
        &self,
        l: u32,
        expression: Expression<'a>,
        r: u32,
    ) -> &'a ParenthesizedExpression<'a> {
        self.bump.alloc(ParenthesizedExpression {
            span: Span::new(l, r),
            expression,
        })
    }
}

/// Whether an expression is a call, or a member after one or after a `?.`.
fn ends_in_call(expression: Expression<'_>) -> bool {
    match expression {
        Expression::Call(_) | Expression::SuperCall(_) => true,
        Expression::Member(member) => member.is_optional || member.follows_call,
        Expression::TaggedTemplate(node) => ends_in_call(node.tag),
        _ => false,
    }
}
