//! Expressions.

use super::binary::two;
use super::lowerer::{Lowerer, boxed};
use super::operand::Lowered;
use crate::budget::Budget;
use crate::heap::{PropertyKey, Value};
use crate::interpreter::NodeBox;
use crate::interpreter::async_generator::{AsyncYield, AsyncYieldDelegate};
use crate::interpreter::generator::YieldDelegate;
use crate::interpreter::inline_cache::GetCache;
use crate::interpreter::nodes::element::{DeleteElement, ElementGet};
use crate::interpreter::nodes::iteration::IteratorCache;
use crate::interpreter::nodes::literal::*;
use crate::interpreter::nodes::property::*;
use crate::interpreter::nodes::statement::Discard;
use crate::interpreter::nodes::super_access::{SuperGet, SuperKey};
use crate::interpreter::nodes::unary::*;
use crate::interpreter::nodes::variable::*;
use crate::interpreter::operand::Local;
use crate::interpreter::suspend::{Await, Yield};
use crate::numeric::big::from_digits;
use crate::source::Span;
use crate::syntax::ast::expression::{
    AwaitExpression, BigIntLiteral, ChainExpression, ConditionalExpression, Expression,
    LogicalOperator, MemberExpression, MemberProperty, PrivateInExpression, SequenceExpression,
    SuperMemberExpression, TemplateLiteral, UnaryExpression, UnaryOperator, YieldExpression,
};
use crate::syntax::ast::{Goal, Name, PrivateName, StringValue};
use crate::syntax::scope::{BindingKind, Resolved};
use std::cell::Cell;

impl<'a> Lowerer<'_, 'a> {
    /// Lowers an expression.
    pub(super) fn expression(&mut self, expression: Expression<'a>) -> NodeBox {
        self.nested(|this| this.scoped(|this| this.expression_inner(expression)))
    }

    fn expression_inner(&mut self, expression: Expression<'a>) -> NodeBox {
        match expression {
            Expression::Identifier(node) => {
                self.read_name(node.name, node.resolution.get(), node.span.start, false)
            }
            Expression::This(span) => self.this(span),
            Expression::Null(_) => boxed(Constant(Value::NULL)),
            Expression::Boolean(node) => boxed(Constant(Value::bool(node.value))),
            Expression::Number(node) => boxed(Constant(Value::number(node.value))),
            Expression::BigInt(node) => self.bigint(node),
            Expression::String(node) => boxed(Constant(self.string(node.value).value())),
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
            }
            Expression::Template(node) => self.template(node),
            Expression::TaggedTemplate(node) => self.tagged_template(node),
            Expression::Array(node) => self.array(node),
            Expression::Object(node) => self.object(node),
            Expression::Function(node) => self.closure(node, None, ClosureExtra::None),
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
            Expression::ImportCall(node) => self.unsupported("import()", node.span),
            Expression::NewTarget(span) => self.new_target(span),
            Expression::ImportMeta(_) => boxed(ImportMeta),
            Expression::Sequence(node) => self.sequence(node),
            Expression::Yield(node) => self.yield_expression(node),
            Expression::Await(node) => self.await_expression(node),
            Expression::Parenthesized(node) => self.expression(node.expression),
        }
    }

    /// Lowers an expression whose value is bound to a name: an anonymous function or class gets it.
    pub(super) fn named(&mut self, expression: Expression<'a>, name: PropertyKey) -> NodeBox {
        match expression.without_parentheses() {
            Expression::Function(node) if node.name.is_none() => {
                self.closure(node, Some((name, "")), ClosureExtra::None)
            }
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

    fn template(&mut self, node: &'a TemplateLiteral<'a>) -> NodeBox {
        let texts: Vec<_> = node
            .chunks
            .iter()
            .map(|chunk| self.string(chunk.cooked.unwrap_or(StringValue::Utf8(""))))
            .collect();
        if node.expressions.is_empty() {
            return boxed(Constant(texts[0].value()));
        }
        let temporary = self.reserve(node.expressions.len() as u32);
        let positions: Vec<u32> = (node.expressions.iter())
            .map(|expression| self.expression_position(*expression))
            .collect();
        let mut operands = self.operands();
        for expression in node.expressions {
            self.operand(&mut operands, *expression);
        }
        self.finish(operands, |_, lowered| {
            let parts = lowered
                .into_iter()
                .map(Lowered::node)
                .zip(positions)
                .zip(texts[1..].iter().copied())
                .map(|((value, position), text)| TemplatePart {
                    value,
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

    fn unary(&mut self, node: &'a UnaryExpression<'a>) -> NodeBox {
        let position = node.span.start;
        match node.operator {
            UnaryOperator::Delete => self.delete(node),
            UnaryOperator::Void => self.single(node.argument, |value| boxed(Void(value))),
            UnaryOperator::Typeof => {
                if let Expression::Identifier(reference) = node.argument.without_parentheses() {
                    let value = self.read_name(
                        reference.name,
                        reference.resolution.get(),
                        reference.span.start,
                        true,
                    );
                    return boxed(Typeof(value));
                }
                self.single(node.argument, |value| boxed(Typeof(value)))
            }
            UnaryOperator::Plus => self.single(node.argument, |value| boxed(Plus(value, position))),
            UnaryOperator::Minus => {
                if let Expression::Number(literal) = node.argument {
                    return boxed(Constant(Value::number(-literal.value)));
                }
                self.single(node.argument, |value| boxed(Negate(value, position)))
            }
            UnaryOperator::BitNot => {
                self.single(node.argument, |value| boxed(BitNot(value, position)))
            }
            UnaryOperator::Not => self.single(node.argument, |value| boxed(Not(value))),
        }
    }

    fn delete(&mut self, node: &'a UnaryExpression<'a>) -> NodeBox {
        let argument = node.argument.without_parentheses();
        match argument {
            Expression::Member(member) => self.delete_member(member),
            Expression::Chain(chain) => match chain.expression {
                Expression::Member(member) => {
                    let flag = self.reserve(1);
                    self.chains.push(flag);
                    let chain = self.delete_member(member);
                    self.chains.pop();
                    // A chain that ends early deletes nothing, which counts as done.
                    let chain = boxed(OptionalChain { chain, flag });
                    boxed(Coalesce::<false>(chain, boxed(Constant(Value::TRUE))))
                }
                _ => self.single(argument, |value| boxed(Discard(value, true))),
            },
            Expression::SuperMember(_) => {
                boxed(crate::interpreter::nodes::statement::ThrowReferenceError {
                    before: None,
                    message: "Unsupported reference to 'super'",
                    position: node.span.start,
                })
            }
            Expression::Identifier(reference) => {
                let resolution = reference.resolution.get();
                self.delete_name(reference.name, resolution, reference.span.start)
            }
            _ => self.single(argument, |value| boxed(Discard(value, true))),
        }
    }

    fn delete_member(&mut self, member: &'a MemberExpression<'a>) -> NodeBox {
        let (strict, position) = (self.strict, self.expression_position(member.object));
        let mut operands = self.operands();
        let temporary = self.operand_with(&mut operands, |this| this.link(member));
        self.operand_with(&mut operands, |this| match member.property {
            MemberProperty::Computed(index) => this.lower_index(index),
            MemberProperty::Name(name) => {
                let key = this.key(name.name);
                Lowered::Node(boxed(Constant(this.agent.key_to_value(key))))
            }
            MemberProperty::Private(_) => unreachable!("an early error"),
        });
        self.finish(operands, |_, lowered| {
            let [object, index] = two(lowered);
            boxed(DeleteElement {
                object: object.node(),
                index: index.node(),
                temporary,
                strict,
                position,
            })
        })
    }

    fn private_in(&mut self, node: &'a PrivateInExpression<'a>) -> NodeBox {
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
    ) -> NodeBox {
        let mut operands = self.operands();
        self.operand(&mut operands, left);
        let before = self.suspensions;
        let right = self.expression(right);
        let suspends = self.suspensions != before;
        let left_suspends = before != operands_before(&operands);
        if !left_suspends {
            // Only the left operand's suspension needs steps.
            self.suspensions = operands_before(&operands);
        }
        let suspensions_after = if suspends { before + 1 } else { before };
        let node = self.finish(operands, |_, mut lowered| {
            let left = lowered.remove(0).node();
            match (operator, suspends) {
                (LogicalOperator::And, false) => boxed(And::<false>(left, right)),
                (LogicalOperator::And, true) => boxed(And::<true>(left, right)),
                (LogicalOperator::Or, false) => boxed(Or::<false>(left, right)),
                (LogicalOperator::Or, true) => boxed(Or::<true>(left, right)),
                (LogicalOperator::Coalesce, false) => boxed(Coalesce::<false>(left, right)),
                (LogicalOperator::Coalesce, true) => boxed(Coalesce::<true>(left, right)),
            }
        });
        self.suspensions = self.suspensions.max(suspensions_after);
        node
    }

    fn conditional(&mut self, node: &'a ConditionalExpression<'a>) -> NodeBox {
        let mut operands = self.operands();
        self.operand_with(&mut operands, |this| {
            Lowered::Node(this.expression(node.test))
        });
        let test_suspends = self.suspends_since(&operands);
        let before = self.suspensions;
        let consequent = self.expression(node.consequent);
        let alternate = self.expression(node.alternate);
        let suspends = self.suspensions != before;
        let after = self.suspensions;
        if !test_suspends {
            self.suspensions = operands_before(&operands);
        }
        let result = self.finish(operands, |_, mut lowered| {
            let test = lowered.remove(0).node();
            match suspends {
                true => boxed(Conditional::<true> {
                    test,
                    consequent,
                    alternate,
                }),
                false => boxed(Conditional::<false> {
                    test,
                    consequent,
                    alternate,
                }),
            }
        });
        self.suspensions = after;
        result
    }

    /// The object of a member expression, as a link of an optional chain where it is one.
    pub(super) fn link(&mut self, member: &'a MemberExpression<'a>) -> Lowered {
        if !member.is_optional {
            return self.lower_operand(member.object);
        }
        let value = self.expression(member.object);
        Lowered::Node(self.optional(value, true))
    }

    /// Ends the chain around where an optional link's value is nullish.
    pub(super) fn optional(&mut self, value: NodeBox, is_optional: bool) -> NodeBox {
        match (is_optional, self.chains.last()) {
            (true, Some(&flag)) => boxed(ShortCircuit { value, flag }),
            _ => value,
        }
    }

    pub(super) fn chain(&mut self, node: &'a ChainExpression<'a>) -> NodeBox {
        let flag = self.reserve(1);
        self.chains.push(flag);
        let chain = self.expression(node.expression);
        self.chains.pop();
        boxed(OptionalChain { chain, flag })
    }

    /// `a.b`, `a[b]`, `a.#b`
    pub(super) fn member(&mut self, node: &'a MemberExpression<'a>) -> NodeBox {
        if let Some(node) = self.arguments_member(node) {
            return node;
        }
        let position = self.member_position(node);
        let mut operands = self.operands();
        let temporary = self.operand_with(&mut operands, |this| this.link(node));
        match node.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                self.finish(operands, |this, mut lowered| {
                    this.named_get(lowered.remove(0), key, position)
                })
            }
            MemberProperty::Computed(index) => {
                if let Expression::String(literal) = index {
                    let key = self.literal_key(literal.value);
                    if key.as_index().is_none() {
                        return self.finish(operands, |this, mut lowered| {
                            this.named_get(lowered.remove(0), key, position)
                        });
                    }
                }
                self.operand_with(&mut operands, |this| this.lower_index(index));
                self.finish(operands, |_, lowered| {
                    let [object, index] = two(lowered);
                    element_get(object, index, temporary, position)
                })
            }
            MemberProperty::Private(name) => {
                let name = self.private_name(name);
                self.finish(operands, |_, mut lowered| {
                    boxed(PrivateGet {
                        object: lowered.remove(0).node(),
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
        match object {
            Lowered::Local(slot) => {
                let get = NamedGet {
                    object: Local(slot),
                    key,
                    cache,
                    position,
                };
                if length {
                    boxed(LengthGet(get))
                } else {
                    boxed(get)
                }
            }
            object => {
                let get = NamedGet {
                    object: object.node(),
                    key,
                    cache,
                    position,
                };
                if length {
                    boxed(LengthGet(get))
                } else {
                    boxed(get)
                }
            }
        }
    }

    fn super_member(&mut self, node: &'a SuperMemberExpression<'a>) -> NodeBox {
        let (this, position) = (self.this(node.span), node.span.start);
        let mut operands = self.operands();
        let key = self.super_key(&mut operands, &node.property);
        let temporary = self.reserve(1);
        self.finish(operands, |_, mut lowered| {
            let key = key.unwrap_or_else(|| SuperKey::Computed(lowered.remove(0).node()));
            boxed(SuperGet {
                this,
                key,
                temporary,
                position,
            })
        })
    }

    /// The key of a `super` access: known, or the next operand.
    pub(super) fn super_key(
        &mut self,
        operands: &mut super::operand::Operands,
        property: &MemberProperty<'a>,
    ) -> Option<SuperKey> {
        match property {
            MemberProperty::Name(name) => Some(SuperKey::Known(self.key(name.name))),
            MemberProperty::Computed(expression) => {
                self.operand(operands, *expression);
                None
            }
            MemberProperty::Private(_) => unreachable!("the grammar has no super.#x"),
        }
    }

    fn sequence(&mut self, node: &'a SequenceExpression<'a>) -> NodeBox {
        let mut operands = self.operands();
        for expression in node.expressions {
            self.operand_with(&mut operands, |this| {
                Lowered::Node(this.expression(*expression))
            });
        }
        self.finish(operands, |_, mut lowered| {
            let last = lowered.pop().map(Lowered::node);
            let Some(last) = last else {
                unreachable!("a sequence has two or more expressions")
            };
            boxed(Sequence(
                lowered.into_iter().map(Lowered::node).collect(),
                last,
            ))
        })
    }

    fn await_expression(&mut self, node: &'a AwaitExpression<'a>) -> NodeBox {
        self.await_value(node.span.start, |this| this.lower_operand(node.argument))
    }

    /// Awaits what `lower` gives; `position` is the place of the `await`.
    pub(super) fn await_value(
        &mut self,
        position: u32,
        lower: impl FnOnce(&mut Self) -> Lowered,
    ) -> NodeBox {
        // The operand's own slot is free again once it is awaited.
        let depth = self.depth;
        let mut operands = self.operands();
        self.operand_with(&mut operands, lower);
        let node = self.finish(operands, |_, mut lowered| {
            boxed(Await {
                argument: lowered.remove(0).node(),
                depth,
                position,
            })
        });
        self.suspensions += 1;
        node
    }

    fn yield_expression(&mut self, node: &'a YieldExpression<'a>) -> NodeBox {
        if node.is_delegate {
            return self.yield_delegate(node);
        }
        let argument = |this: &mut Self| match node.argument {
            Some(argument) => this.lower_operand(argument),
            None => Lowered::Node(boxed(Constant(Value::UNDEFINED))),
        };
        // The operand's own slot is free again once it is yielded.
        let depth = self.depth;
        let mut operands = self.operands();
        if self.is_async {
            self.operand_with(&mut operands, argument);
            let position = node.span.start;
            let node = self.finish(operands, |_, mut lowered| {
                boxed(AsyncYield {
                    value: lowered.remove(0).node(),
                    depth,
                    position,
                })
            });
            self.suspensions += 1;
            return node;
        }
        self.operand_with(&mut operands, argument);
        let node = self.finish(operands, |_, mut lowered| {
            boxed(Yield {
                argument: lowered.remove(0).node(),
                depth,
            })
        });
        self.suspensions += 1;
        node
    }

    fn yield_delegate(&mut self, node: &'a YieldExpression<'a>) -> NodeBox {
        let Some(argument) = node.argument else {
            unreachable!("yield* has an operand")
        };
        let failure = self.delegated(argument);
        let message = self.delegated_async(argument);
        let position = argument.span().start;
        let is_async = self.is_async;
        let outer = self.depth;
        let temporary = self.reserve(if is_async { 3 } else { 2 });
        let depth = self.depth;
        let mut operands = self.operands();
        self.operand(&mut operands, argument);
        let node = self.finish(operands, |_, mut lowered| {
            let iterable = lowered.remove(0).node();
            match is_async {
                true => boxed(AsyncYieldDelegate {
                    iterable,
                    failure: message,
                    temporary,
                    depth,
                    position,
                }),
                false => boxed(YieldDelegate {
                    iterable,
                    failure,
                    temporary,
                    depth,
                    position,
                    cache: IteratorCache::default(),
                }),
            }
        });
        self.depth = outer;
        self.suspensions += 1;
        node
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

/// How many suspensions there were before the operands.
pub(super) fn operands_before(operands: &super::operand::Operands) -> u32 {
    operands.suspensions_before()
}

/// `object[index]`
pub(super) fn element_get(
    object: Lowered,
    index: Lowered,
    temporary: u32,
    position: u32,
) -> NodeBox {
    use crate::interpreter::operand::Int;
    match (object, index) {
        (Lowered::Local(object), Lowered::Local(index)) => boxed(ElementGet {
            object: Local(object),
            index: Local(index),
            temporary,
            position,
        }),
        (Lowered::Local(object), Lowered::Int(index)) => boxed(ElementGet {
            object: Local(object),
            index: Int(index),
            temporary,
            position,
        }),
        (Lowered::Local(object), index) => boxed(ElementGet {
            object: Local(object),
            index: index.node(),
            temporary,
            position,
        }),
        (object, Lowered::Local(index)) => boxed(ElementGet {
            object: object.node(),
            index: Local(index),
            temporary,
            position,
        }),
        (object, Lowered::Int(index)) => boxed(ElementGet {
            object: object.node(),
            index: Int(index),
            temporary,
            position,
        }),
        (object, index) => boxed(ElementGet {
            object: object.node(),
            index: index.node(),
            temporary,
            position,
        }),
    }
}
