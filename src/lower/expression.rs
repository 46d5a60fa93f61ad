//! Expressions.

use super::forms::both;
use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, LoweredPart, Operand, Operands, one, operands, some};
use crate::budget::Budget;
use crate::coverage::What;
use crate::heap::{PropertyKey, Value};
use crate::interpreter::async_generator::{AsyncYield, AsyncYieldDelegate};
use crate::interpreter::generator::YieldDelegate;
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::closure::*;
use crate::interpreter::nodes::element::{DeleteElement, ElementGet};
use crate::interpreter::nodes::regexp_literal::*;
use crate::interpreter::nodes::template::*;
use crate::interpreter::open_iterator::IteratorCache;

use crate::interpreter::nodes::captured::*;
use crate::interpreter::nodes::constant::*;
use crate::interpreter::nodes::global::*;
use crate::interpreter::nodes::local::*;
use crate::interpreter::nodes::logical::*;
use crate::interpreter::nodes::property::*;
use crate::interpreter::nodes::statement::{Discard, ThrowReferenceError};
use crate::interpreter::nodes::super_access::{SuperGet, SuperKey};
use crate::interpreter::nodes::this::*;
use crate::interpreter::nodes::unary::*;
use crate::interpreter::suspend::{Await, Suspension, Yield};
use crate::interpreter::{NodeBox, Part};
use crate::numeric::big::from_digits;
use crate::source::Span;
use crate::syntax::ast::expression::{
    AwaitExpression, BigIntLiteral, ConditionalExpression, Expression, LogicalOperator,
    MemberExpression, MemberProperty, PrivateInExpression, SequenceExpression,
    SuperMemberExpression, TemplateLiteral, UnaryExpression, UnaryOperator, YieldExpression,
};
use crate::syntax::ast::{Goal, Name, PrivateName, StringValue};
use crate::syntax::scope::{BindingKind, Resolved};
use std::cell::Cell;

impl<'a> Lowerer<'_, 'a> {
    /// Lowers an expression.
    pub(super) fn expression(&mut self, expression: Expression<'a>) -> Part {
        self.nested(|this| this.scoped(|this| this.expression_inner(expression)))
    }

    fn expression_inner(&mut self, expression: Expression<'a>) -> Part {
        match expression {
            Expression::Identifier(node) => self
                .read_name(node.name, node.resolution.get(), node.span.start, false)
                .into(),
            Expression::This(span) => self.this(span).into(),
            Expression::Null(_) => boxed(Constant(Value::NULL)).into(),
            Expression::Boolean(node) => boxed(Constant(Value::bool(node.value))).into(),
            Expression::Number(node) => boxed(Constant(Value::number(node.value))).into(),
            Expression::BigInt(node) => self.bigint(node).into(),
            Expression::String(node) => boxed(Constant(self.string(node.value).value())).into(),
            Expression::RegExp(node) => {
                let (pattern, flags) = (
                    self.string(StringValue::Utf8(node.pattern)),
                    self.string(StringValue::Utf8(node.flags)),
                );
                boxed(RegExpLiteral {
                    pattern,
                    flags,
                    position: node.span.start,
                })
                .into()
            }
            Expression::Template(node) => self.template(node),
            Expression::TaggedTemplate(node) => self.tagged_template(node),
            Expression::Array(node) => self.array(node),
            Expression::Object(node) => self.object(node),
            Expression::Function(node) => self.closure(node, None, ClosureExtra::None).into(),
            Expression::Class(node) => self.class(node, None),
            Expression::Unary(node) => self.unary(node),
            Expression::Update(node) => self.update(node),
            Expression::Binary(node) => self.binary(node),
            Expression::PrivateIn(node) => self.private_in(node),
            Expression::Logical(node) => self.logical(node.operator, node.left, node.right),
            Expression::Assignment(node) => self.assignment(node),
            Expression::Conditional(node) => self.conditional(node),
            Expression::Member(node) => self.member(node),
            Expression::SuperMember(node) => self.super_member(node),
            Expression::Call(node) => self.call(node),
            Expression::SuperCall(node) => self.super_call(node),
            Expression::New(node) => self.new_expression(node),
            Expression::Chain(node) => self.chain(node),
            Expression::ImportCall(node) => self.import_call(node),
            Expression::NewTarget(span) => self.new_target(span).into(),
            Expression::ImportMeta(_) => boxed(ImportMeta).into(),
            Expression::Sequence(node) => self.sequence(node),
            Expression::Yield(node) => self.yield_expression(node),
            Expression::Await(node) => self.await_expression(node),
            Expression::Parenthesized(node) => self.expression(node.expression),
        }
    }

    /// Lowers an expression whose value is bound to a name: an anonymous function or class gets it.
    pub(super) fn named(&mut self, expression: Expression<'a>, name: PropertyKey) -> Part {
        match expression.without_parentheses() {
            Expression::Function(node) if node.name.is_none() => self
                .closure(node, Some((name, "")), ClosureExtra::None)
                .into(),
            Expression::Class(node) if node.name.is_none() => {
                self.nested(|this| this.scoped(|this| this.class(node, Some(name))))
            }
            _ => self.expression(expression),
        }
    }

    /// Whether an expression is a function or class without a name of its own.
    pub(super) fn is_anonymous_function(expression: Expression<'_>) -> bool {
        match expression.without_parentheses() {
            Expression::Function(node) => node.name.is_none(),
            Expression::Class(node) => node.name.is_none(),
            _ => false,
        }
    }

    /// `this`
    pub(super) fn this(&mut self, span: Span) -> NodeBox {
        let Some(Resolved::Binding(reference)) = self.special(BindingKind::This) else {
            return self.this_around(span);
        };
        let binding = self.unit.scopes.binding(reference);
        if binding.captured {
            let name = self.key(Name::THIS);
            return self.read_binding(reference, name, span.start);
        }
        if reference.check_tdz {
            boxed(ThisChecked(span.start))
        } else {
            boxed(This)
        }
    }

    /// Whether `this` can be read from the frame without a check.
    pub(super) fn this_is_plain(&self) -> bool {
        match self.special(BindingKind::This) {
            Some(Resolved::Binding(reference)) => {
                !reference.check_tdz && !self.unit.scopes.binding(reference).captured
            }
            _ => self.unit.scopes.function_with_this(self.scope).is_some(),
        }
    }

    /// `this` that has no binding: the frame's, or that of what is around the text.
    fn this_around(&mut self, span: Span) -> NodeBox {
        if self.unit.scopes.function_with_this(self.scope).is_some() {
            return boxed(This);
        }
        if let Some(place) = self.special_around(BindingKind::This) {
            let name = self.key(Name::THIS);
            return boxed(CapturedGetChecked {
                place,
                name,
                position: span.start,
            });
        }
        let is_module = match &self.unit.around {
            Some(around) => around.is_in_module(),
            None => self.program.goal == Goal::Module,
        };
        match is_module {
            true => boxed(Constant(Value::UNDEFINED)),
            false => boxed(GlobalObject),
        }
    }

    fn new_target(&mut self, span: Span) -> NodeBox {
        match self.special(BindingKind::NewTarget) {
            Some(Resolved::Binding(reference)) => {
                let name = self.key(Name::THIS);
                self.read_binding(reference, name, span.start)
            }
            _ => match self.special_around(BindingKind::NewTarget) {
                Some(place) => boxed(CapturedGet(place)),
                None => boxed(Constant(Value::UNDEFINED)),
            },
        }
    }

    fn bigint(&mut self, node: &BigIntLiteral<'a>) -> NodeBox {
        let value = bigint_value(node.digits, &self.agent.heap.budget);
        let value = self.agent.heap.new_bigint(value).value();
        boxed(Constant(self.constant(value)))
    }

    fn template(&mut self, node: &'a TemplateLiteral<'a>) -> Part {
        let texts: Vec<_> = node
            .chunks
            .iter()
            .map(|chunk| self.string(chunk.cooked.unwrap_or(StringValue::Utf8(""))))
            .collect();
        if node.expressions.is_empty() {
            return boxed(Constant(texts[0].value())).into();
        }
        let temporary = self.reserve(node.expressions.len() as u32);
        let positions: Vec<u32> = (node.expressions.iter())
            .map(|expression| self.substitution_position(*expression))
            .collect();
        let mut operands = self.operands();
        for (expression, &position) in node.expressions.iter().zip(&positions) {
            self.operand(&mut operands, *expression);
            // Each text is made before what follows is evaluated.
            operands.convert_last(move |value| boxed(ToText { value, position }));
        }
        self.finish(operands, |_, operands| {
            let parts = operands
                .into_iter()
                .zip(positions)
                .zip(texts[1..].iter().copied())
                .map(|((value, position), text)| TemplatePart {
                    value: value.node(),
                    position,
                    text,
                })
                .collect();
            boxed(Template {
                head: texts[0],
                parts,
                temporary,
                position: node.span.start,
            })
        })
    }

    /// The node that gives a tagged template's array of texts.
    pub(super) fn template_object(&mut self, node: &'a TemplateLiteral<'a>) -> NodeBox {
        let cooked = node
            .chunks
            .iter()
            .map(|chunk| chunk.cooked.map(|text| self.string(text)))
            .collect();
        let raw = node
            .chunks
            .iter()
            .map(|chunk| self.string(StringValue::Utf8(chunk.raw)))
            .collect();
        boxed(TemplateObject {
            cooked,
            raw,
            unit: self.unit.id(),
            object: Cell::new(None),
        })
    }

    /// A node over the operand of a `typeof`, which may be a name that doesn't exist.
    pub(super) fn typeof_with(
        &mut self,
        node: &'a UnaryExpression<'a>,
        make: impl FnOnce(NodeBox) -> NodeBox,
    ) -> Part {
        if let Expression::Identifier(reference) = node.argument.without_parentheses() {
            let value = self.read_name(
                reference.name,
                reference.resolution.get(),
                reference.span.start,
                true,
            );
            return make(value).into();
        }
        self.single(node.argument, make)
    }

    fn unary(&mut self, node: &'a UnaryExpression<'a>) -> Part {
        let position = node.span.start;
        match node.operator {
            UnaryOperator::Delete => self.delete(node),
            UnaryOperator::Void => self.single(node.argument, |value| boxed(Void(value))),
            UnaryOperator::Typeof => self.typeof_with(node, |value| boxed(Typeof(value))),
            UnaryOperator::Plus => self.single(node.argument, |value| boxed(Plus(value, position))),
            UnaryOperator::Minus => {
                if let Expression::Number(literal) = node.argument {
                    return boxed(Constant(Value::number(-literal.value))).into();
                }
                self.single(node.argument, |value| boxed(Negate(value, position)))
            }
            UnaryOperator::BitNot => {
                self.single(node.argument, |value| boxed(BitNot(value, position)))
            }
            UnaryOperator::Not => self.single(node.argument, |value| boxed(Not(value))),
        }
    }

    fn delete(&mut self, node: &'a UnaryExpression<'a>) -> Part {
        let argument = node.argument.without_parentheses();
        match argument {
            Expression::Member(member) => self.delete_member(member),
            Expression::Chain(chain) => match chain.expression {
                // A chain that ends early deletes nothing, which counts as done.
                Expression::Member(member) => {
                    self.in_chain(Value::TRUE, |this| this.delete_member(member))
                }
                _ => self.single(argument, |value| boxed(Discard(value, true))),
            },
            Expression::SuperMember(member) => self.delete_super(member, node.span.start),
            Expression::Identifier(reference) => {
                let resolution = reference.resolution.get();
                self.delete_name(reference.name, resolution, reference.span.start)
                    .into()
            }
            _ => self.single(argument, |value| boxed(Discard(value, true))),
        }
    }

    /// `delete super.x`: an error, once the reference is evaluated.
    fn delete_super(&mut self, member: &'a SuperMemberExpression<'a>, position: u32) -> Part {
        let mut operands = self.operands();
        self.step(&mut operands, |this| this.this(member.span));
        if let MemberProperty::Computed(key) = member.property {
            self.step(&mut operands, |this| this.expression(key));
        }
        let error = boxed(ThrowReferenceError {
            message: "Unsupported reference to 'super'",
            position,
        });
        self.finish_as_steps(operands, error)
    }

    fn delete_member(&mut self, member: &'a MemberExpression<'a>) -> Part {
        let (strict, position) = (self.strict, self.expression_position(member.object));
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| {
            this.link(member.object, member.is_optional)
        });
        self.operand_with(&mut operands, |this| match member.property {
            MemberProperty::Computed(index) => this.lower_index(index),
            MemberProperty::Name(name) => {
                let key = this.key(name.name);
                boxed(Constant(this.agent.heap.key_to_value(key))).into()
            }
            MemberProperty::Private(_) => unreachable!("an early error"),
        });
        self.finish(operands, |_, operands| {
            let [object, index] = some(operands);
            boxed(DeleteElement {
                temporary: object.slot,
                object: object.node(),
                index: index.node(),
                strict,
                position,
            })
        })
    }

    fn private_in(&mut self, node: &'a PrivateInExpression<'a>) -> Part {
        let name = self.private_name(node.name);
        let position = node.span.start;
        self.single(node.right, |object| {
            boxed(PrivateIn {
                name,
                object,
                position,
            })
        })
    }

    /// Reads a private name's symbol.
    pub(super) fn private_name(&mut self, name: PrivateName) -> NodeBox {
        match self.unit.scopes.resolve_private(self.scope, name) {
            Some(Resolved::Binding(reference)) => {
                let key = self.key(name.name);
                self.read_binding(reference, key, name.span.start)
            }
            _ => self.private_name_around(name),
        }
    }

    /// `a && b` and the like.
    pub(super) fn logical(
        &mut self,
        operator: LogicalOperator,
        left: Expression<'a>,
        right: Expression<'a>,
    ) -> Part {
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| this.counted_operand(left));
        let span = right.span();
        let right = self.expression(right);
        let right = self.counted(What::Operand, span, right);
        self.finish(operands, |_, operands| {
            choose(operator, one(operands).node(), right)
        })
    }

    fn conditional(&mut self, node: &'a ConditionalExpression<'a>) -> Part {
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| this.expression(node.test));
        let consequent = self.expression(node.consequent);
        let consequent = self.counted(What::Then, node.span, consequent);
        let alternate = self.expression(node.alternate);
        let alternate = self.counted(What::Else, node.span, alternate);
        self.finish(operands, |_, operands| {
            let test = one(operands).node();
            both!([consequent, alternate] => Conditional {
                test,
                consequent,
                alternate,
            })
        })
    }

    /// `a.b`, `a[b]`, `a.#b`
    pub(super) fn member(&mut self, node: &'a MemberExpression<'a>) -> Part {
        if let Some(node) = self.arguments_member(node) {
            return node;
        }
        let position = self.member_position(node);
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| {
            this.link(node.object, node.is_optional)
        });
        match node.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                self.finish(operands, |this, operands| {
                    this.named_get(one(operands).lowered, key, position)
                })
            }
            MemberProperty::Computed(index) => {
                if let Expression::String(literal) = index {
                    let key = self.literal_key(literal.value);
                    if key.as_index().is_none() {
                        return self.finish(operands, |this, operands| {
                            this.named_get(one(operands).lowered, key, position)
                        });
                    }
                }
                self.operand_with(&mut operands, |this| this.lower_index(index));
                self.finish(operands, |_, operands| {
                    let [object, index] = some(operands);
                    element_get(object, index.lowered, position)
                })
            }
            MemberProperty::Private(name) => {
                let name = self.private_name(name);
                self.finish(operands, |_, operands| {
                    boxed(PrivateGet {
                        object: one(operands).node(),
                        name,
                        position,
                    })
                })
            }
        }
    }

    /// `object.key`
    pub(super) fn named_get(
        &mut self,
        object: Lowered,
        key: PropertyKey,
        position: u32,
    ) -> NodeBox {
        let length = key == self.agent.names.length;
        let cache = GetCache::new();
        operands!(
            {
                let get = NamedGet {
                    object,
                    key,
                    cache,
                    position,
                };
                match length {
                    true => boxed(LengthGet(get)),
                    false => boxed(get),
                }
            };
            object: Local
        )
    }

    fn super_member(&mut self, node: &'a SuperMemberExpression<'a>) -> Part {
        let position = node.span.start;
        let mut operands = self.operands();
        let key = self.super_operands(&mut operands, node);
        self.finish(operands, |_, operands| {
            let (this, key) = super_reference(key, operands);
            boxed(SuperGet {
                this,
                key,
                base: None,
                this_slot: None,
                key_slot: None,
                position,
            })
        })
    }

    /// The parts of a `super` access as operands: `this`, and the key where it isn't known.
    pub(super) fn super_operands(
        &mut self,
        operands: &mut Operands,
        member: &'a SuperMemberExpression<'a>,
    ) -> Option<PropertyKey> {
        self.operand_with(operands, |this| this.this(member.span));
        match member.property {
            MemberProperty::Name(name) => Some(self.key(name.name)),
            MemberProperty::Computed(expression) => {
                self.operand(operands, expression);
                None
            }
            MemberProperty::Private(_) => unreachable!("the grammar has no super.#x"),
        }
    }

    fn sequence(&mut self, node: &'a SequenceExpression<'a>) -> Part {
        let Some((last, before)) = node.expressions.split_last() else {
            unreachable!("a sequence has two or more expressions")
        };
        let mut operands = self.operands();
        for (index, expression) in before.iter().enumerate() {
            self.step(&mut operands, |this| match index {
                0 => this.expression(*expression),
                _ => this.expression_as_statement(*expression),
            });
        }
        let last = self.expression_as_statement(*last);
        self.finish_as_steps(operands, last)
    }

    fn await_expression(&mut self, node: &'a AwaitExpression<'a>) -> Part {
        self.await_value(node.span.start, |this| this.lower_operand(node.argument))
    }

    /// Awaits what `lower` gives; `position` is the place of the `await`.
    pub(super) fn await_value(
        &mut self,
        position: u32,
        lower: impl FnOnce(&mut Self) -> LoweredPart,
    ) -> Part {
        // The operand's own slot is free again once it is awaited.
        let depth = self.slots.depth();
        let mut operands = self.operands();
        self.operand_with(&mut operands, lower);
        self.finish(operands, |_, operands| {
            Part::suspends(Await {
                argument: one(operands).node(),
                suspension: Suspension::new(depth),
                position,
            })
        })
    }

    fn yield_expression(&mut self, node: &'a YieldExpression<'a>) -> Part {
        if node.is_delegate {
            return self.yield_delegate(node);
        }
        // `yield yield x`: one behind the other, so that a walk down to one of many is short.
        let (mut argument, mut outer) = (node.argument, vec![node]);
        while let Some(Expression::Yield(inner)) = argument.map(Expression::without_parentheses)
            && !inner.is_delegate
        {
            argument = inner.argument;
            outer.push(inner);
        }
        // The operand's own slot is free again once it is yielded.
        let depth = self.slots.depth();
        let is_async = self.is_async;
        let yields = |node: &YieldExpression<'a>, value| match is_async {
            true => Part::suspends(AsyncYield {
                value,
                suspension: Suspension::new(depth),
                position: node.span.start,
            }),
            false => Part::suspends(Yield {
                argument: value,
                suspension: Suspension::new(depth),
            }),
        };
        let mut operands = self.operands();
        let slot = self.operand_with(&mut operands, |this| match argument {
            Some(argument) => this.lower_operand(argument),
            None => boxed(Constant(Value::UNDEFINED)).into(),
        });
        while outer.len() > 1
            && let Some(inner) = outer.pop()
        {
            operands.push(yields(inner, boxed(LocalGet(slot))), slot);
        }
        self.finish(operands, |_, operands| {
            let value = operands.into_iter().next_back().map(Operand::node);
            let Some(value) = value else {
                unreachable!("there is an operand")
            };
            yields(node, value)
        })
    }

    fn yield_delegate(&mut self, node: &'a YieldExpression<'a>) -> Part {
        let Some(argument) = node.argument else {
            unreachable!("yield* has an operand")
        };
        let failure = self.delegated(argument);
        let message = self.delegated_async(argument);
        let position = argument.span().start;
        let is_async = self.is_async;
        let temporary = self.reserve(if is_async { 3 } else { 2 });
        let depth = self.slots.depth();
        let mut operands = self.operands();
        self.operand(&mut operands, argument);
        self.finish(operands, |_, operands| {
            let iterable = one(operands).node();
            match is_async {
                true => Part::suspends(AsyncYieldDelegate {
                    iterable,
                    failure: message,
                    temporary,
                    suspension: Suspension::new(depth),
                    position,
                }),
                false => Part::suspends(YieldDelegate {
                    iterable,
                    failure,
                    temporary,
                    suspension: Suspension::new(depth),
                    position,
                    cache: IteratorCache::default(),
                }),
            }
        })
    }
}

/// The operands of a `super` access, as [`Lowerer::super_operands`] lowered them.
pub(super) fn super_reference(
    key: Option<PropertyKey>,
    operands: Vec<Operand>,
) -> (NodeBox, SuperKey) {
    let mut operands = operands.into_iter().map(Operand::node);
    let this = operands.next();
    let key = key.map(SuperKey::Known);
    let key = key.or_else(|| operands.next().map(SuperKey::Computed));
    match (this, key) {
        (Some(this), Some(key)) => (this, key),
        _ => unreachable!("`this` and the key were lowered"),
    }
}

/// `a && b` and the like, where the right operand may suspend.
pub(super) fn choose(operator: LogicalOperator, left: NodeBox, right: Part) -> Part {
    match operator {
        LogicalOperator::And => both!([right] => And(left, right)),
        LogicalOperator::Or => both!([right] => Or(left, right)),
        LogicalOperator::Coalesce => both!([right] => Coalesce(left, right)),
    }
}

/// The AST's property key, beside the engine's.
pub(super) use crate::syntax::ast::expression::PropertyKey as PropertyKey_;

/// The value of a BigInt literal; 0 where the budget is spent.
pub(super) fn bigint_value(digits: &str, budget: &Budget) -> num_bigint::BigInt {
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    let value = from_digits(digits, radix, budget).ok().flatten();
    value.unwrap_or_default().into()
}

/// `object[index]`
pub(super) fn element_get(object: Operand, index: Lowered, position: u32) -> NodeBox {
    let (temporary, object) = (object.slot, object.lowered);
    operands!(
        boxed(ElementGet {
            object,
            index,
            temporary,
            position,
        });
        object: Local, index: Local | Int
    )
}
