//! Assignments and updates.

use super::binary::{binary, compound_element, compound_local, compound_named, two};
use super::expression::element_get;
use super::lowerer::{Lowerer, boxed};
use super::name::Meaning;
use super::operand::Lowered;
use crate::heap::PropertyKey;
use crate::interpreter::NodeBox;
use crate::interpreter::inline_cache::{GetCache, SetCache};
use crate::interpreter::nodes::element::ElementSet;
use crate::interpreter::nodes::property::{NamedSet, PrivateGet, PrivateSet};
use crate::interpreter::nodes::statement::ThrowReferenceError;
use crate::interpreter::nodes::super_access::{SuperKey, SuperSet};
use crate::interpreter::nodes::unary::{And, Coalesce, Or, Sequence};
use crate::interpreter::nodes::update::{ElementUpdate, LocalUpdate, NamedUpdate, VariableUpdate};
use crate::interpreter::nodes::variable::LocalGet;
use crate::interpreter::operand::{Int, Local};
use crate::syntax::ast::IdentifierReference;
use crate::syntax::ast::expression::{
    AssignmentExpression, AssignmentOperator, BinaryOperator, CallExpression, Expression,
    LogicalOperator, MemberExpression, MemberProperty, SuperMemberExpression, UpdateExpression,
    UpdateOperator,
};
use crate::syntax::ast::pattern::AssignmentTarget;

impl<'a> Lowerer<'_, 'a> {
    /// `a = b` and the like.
    pub(super) fn assignment(&mut self, node: &'a AssignmentExpression<'a>) -> NodeBox {
        let position = self.assignment_position(node.target);
        let mut target = node.target;
        let mut parenthesized = false;
        while let AssignmentTarget::Parenthesized(inner) = target {
            target = inner.target;
            parenthesized = true;
        }
        match node.operator {
            AssignmentOperator::Assign => match target {
                AssignmentTarget::Identifier(reference) => {
                    self.assign_name(reference, node.value, parenthesized, position)
                }
                AssignmentTarget::Object(_) | AssignmentTarget::Array(_) => {
                    self.assign_pattern_expression(target, node.value, position)
                }
                target => {
                    let value = |this: &mut Self| this.lower_operand(node.value);
                    self.assign_to(target, position, value)
                }
            },
            AssignmentOperator::Binary(operator) => {
                self.compound(operator, target, node.value, position)
            }
            AssignmentOperator::Logical(operator) => {
                let value = (node.value, parenthesized);
                self.logical_assignment(operator, target, value, position)
            }
        }
    }

    fn assign_name(
        &mut self,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        parenthesized: bool,
        position: u32,
    ) -> NodeBox {
        let resolution = reference.resolution.get();
        if let Some(meaning) = self.dynamic_meaning(reference.name, resolution) {
            return self.assign_dynamic(&meaning, reference.name, position, |this| {
                Lowered::Node(this.value_for(reference, value, parenthesized))
            });
        }
        // `x = x op y` is `x op= y`.
        if let (Some(slot), Expression::Binary(binary)) = (self.plain_local(resolution), value)
            && let Expression::Identifier(left) = binary.left
            && left.name == reference.name
            && self.plain_local(left.resolution.get()) == Some(slot)
            && is_arithmetic(binary.operator)
            && self.is_assignable(reference)
        {
            let position = self.token_after(left.span.end);
            return self.compound(
                binary.operator,
                AssignmentTarget::Identifier(reference),
                binary.right,
                position,
            );
        }
        let value = self.value_for(reference, value, parenthesized);
        self.assign(reference.name, resolution, value, position)
    }

    /// The value of an assignment to an identifier, which names a function.
    fn value_for(
        &mut self,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        parenthesized: bool,
    ) -> NodeBox {
        match parenthesized {
            true => self.expression(value),
            false => {
                let key = self.key(reference.name);
                self.named(value, key)
            }
        }
    }

    /// Whether the identifier is a variable that can be assigned.
    fn is_assignable(&self, reference: &IdentifierReference) -> bool {
        use crate::syntax::scope::Resolved;
        let resolved = Resolved::from(reference.resolution.get());
        resolved
            .binding()
            .is_none_or(|binding| !self.unit.scopes.binding(binding).kind.is_constant())
    }

    /// Assigns what `value` gives to a target that isn't a pattern.
    pub(super) fn assign_to(
        &mut self,
        target: AssignmentTarget<'a>,
        position: u32,
        value: impl FnOnce(&mut Self) -> Lowered,
    ) -> NodeBox {
        match target {
            AssignmentTarget::Identifier(reference) => {
                let resolution = reference.resolution.get();
                if let Some(meaning) = self.dynamic_meaning(reference.name, resolution) {
                    return self.assign_dynamic(&meaning, reference.name, position, value);
                }
                let value = self.scoped(value).node();
                self.assign(reference.name, reference.resolution.get(), value, position)
            }
            AssignmentTarget::Member(member) => self.assign_member(member, position, value),
            AssignmentTarget::SuperMember(member) => self.assign_super(member, position, value),
            AssignmentTarget::Call(call) => {
                self.call_as_target(call, "Invalid left-hand side in assignment")
            }
            AssignmentTarget::Parenthesized(inner) => self.assign_to(inner.target, position, value),
            AssignmentTarget::Object(_) | AssignmentTarget::Array(_) => {
                let slot = self.reserve(1);
                let value = self.scoped(value).node();
                let bind = self.assign_pattern(target, slot, position);
                boxed(Sequence(Box::new([keep(slot, value)]), bind))
            }
        }
    }

    /// `f() = x`: the call, and then a ReferenceError.
    pub(super) fn call_as_target(
        &mut self,
        call: &'a CallExpression<'a>,
        message: &'static str,
    ) -> NodeBox {
        let before = Some(self.call(call));
        boxed(ThrowReferenceError {
            before,
            message,
            position: call.span.start,
        })
    }

    fn assign_member(
        &mut self,
        member: &'a MemberExpression<'a>,
        position: u32,
        value: impl FnOnce(&mut Self) -> Lowered,
    ) -> NodeBox {
        let strict = self.strict;
        if matches!(member.object, Expression::This(_)) {
            self.this_properties += 1;
        }
        let mut operands = self.operands();
        let temporary = self.operand(&mut operands, member.object);
        match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                self.operand_with(&mut operands, value);
                self.finish(operands, |_, lowered| {
                    let [object, value] = two(lowered);
                    named_set(object, key, value, temporary, strict, position)
                })
            }
            MemberProperty::Computed(index) => {
                self.operand_with(&mut operands, |this| this.lower_index(index));
                self.operand_with(&mut operands, value);
                self.finish(operands, |_, lowered| {
                    let [object, index, value] = three(lowered);
                    element_set(object, index, value.node(), temporary, strict, position)
                })
            }
            MemberProperty::Private(private) => {
                let name = self.private_name(private);
                self.operand_with(&mut operands, value);
                self.finish(operands, |_, lowered| {
                    let [object, value] = two(lowered);
                    boxed(PrivateSet {
                        object: object.node(),
                        name,
                        value: value.node(),
                        temporary,
                        position,
                    })
                })
            }
        }
    }

    fn assign_super(
        &mut self,
        member: &'a SuperMemberExpression<'a>,
        position: u32,
        value: impl FnOnce(&mut Self) -> Lowered,
    ) -> NodeBox {
        let (this, strict) = (self.this(member.span), self.strict);
        let mut operands = self.operands();
        let key = self.super_key(&mut operands, &member.property);
        let temporary = self.reserve(3);
        self.operand_with(&mut operands, value);
        self.finish(operands, |_, mut lowered| {
            let value = lowered.pop().map(Lowered::node);
            let Some(value) = value else {
                unreachable!("the value was lowered")
            };
            let key = key.unwrap_or_else(|| SuperKey::Computed(lowered.remove(0).node()));
            boxed(SuperSet {
                this,
                key,
                value,
                temporary,
                strict,
                position,
            })
        })
    }

    /// `a op= b`
    fn compound(
        &mut self,
        operator: BinaryOperator,
        target: AssignmentTarget<'a>,
        value: Expression<'a>,
        position: u32,
    ) -> NodeBox {
        match target {
            AssignmentTarget::Identifier(reference) => {
                if let Some(slot) = self.plain_local(reference.resolution.get())
                    && self.is_assignable(reference)
                    && !self.is_resumable()
                {
                    let temporary = self.reserve(1);
                    let right = self.scoped(|this| this.lower_operand(value));
                    return compound_local(operator, slot, right, temporary, position);
                }
                if let Some(meaning) =
                    self.dynamic_meaning(reference.name, reference.resolution.get())
                {
                    return self.compound_dynamic(operator, &meaning, reference, value, position);
                }
                let mut operands = self.operands();
                let temporary = self.operand(&mut operands, Expression::Identifier(reference));
                self.operand(&mut operands, value);
                let sum = self.finish(operands, |_, lowered| {
                    let [left, right] = two(lowered);
                    binary(operator, left, right, temporary, position)
                });
                self.assign(reference.name, reference.resolution.get(), sum, position)
            }
            AssignmentTarget::Member(member) => {
                self.compound_member(operator, member, value, position)
            }
            AssignmentTarget::SuperMember(member) => {
                let mut operands = self.operands();
                let temporary = self.operand(&mut operands, Expression::SuperMember(member));
                self.operand(&mut operands, value);
                let sum = self.finish(operands, |_, lowered| {
                    let [left, right] = two(lowered);
                    binary(operator, left, right, temporary, position)
                });
                self.assign_super(member, position, |_| Lowered::Node(sum))
            }
            AssignmentTarget::Call(_) => {
                self.assign_to(target, position, |this| this.lower_operand(value))
            }
            AssignmentTarget::Parenthesized(inner) => {
                self.compound(operator, inner.target, value, position)
            }
            AssignmentTarget::Object(_) | AssignmentTarget::Array(_) => {
                unreachable!("patterns take only =")
            }
        }
    }

    /// `x op= y` where `x` is looked up, once.
    fn compound_dynamic(
        &mut self,
        operator: BinaryOperator,
        meaning: &Meaning,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        position: u32,
    ) -> NodeBox {
        let (name, start) = (reference.name, reference.span.start);
        let mut operands = self.operands();
        let object = self.operand_with(&mut operands, |this| this.resolve(meaning, name, start));
        let old = self.operand_with(&mut operands, |this| {
            Lowered::Node(this.read_resolved(meaning, name, start, object))
        });
        let right = self.operand(&mut operands, value);
        let new = self.operand_with(&mut operands, |this| {
            let temporary = this.reserve(2);
            let (old, right) = (Lowered::Local(old), Lowered::Local(right));
            Lowered::Node(binary(operator, old, right, temporary, position))
        });
        let write = self.write_resolved(meaning, name, position, object, new);
        self.finish_as_steps(operands, write)
    }

    fn compound_member(
        &mut self,
        operator: BinaryOperator,
        member: &'a MemberExpression<'a>,
        value: Expression<'a>,
        position: u32,
    ) -> NodeBox {
        let strict = self.strict;
        let places = (self.expression_position(member.object), position);
        let is_private = matches!(member.property, MemberProperty::Private(_));
        if !self.is_resumable() && !is_private {
            let temporary = self.reserve(3);
            let object = self.lower_operand(member.object);
            match member.property {
                MemberProperty::Name(name) => {
                    let key = self.key(name.name);
                    let right = self.expression(value);
                    return compound_named(operator, object, key, right, temporary, strict, places);
                }
                MemberProperty::Computed(index) => {
                    let index = self.scoped(|this| this.lower_index(index)).node();
                    let right = self.expression(value);
                    let object = object.node();
                    return compound_element(
                        operator, object, index, right, temporary, strict, places,
                    );
                }
                MemberProperty::Private(_) => {}
            }
        }
        self.read_modify_write(member, position, |this, old| {
            let mut operands = this.operands();
            let temporary = this.operand_with(&mut operands, |_| Lowered::Local(old));
            this.operand(&mut operands, value);
            this.finish(operands, |_, lowered| {
                let [left, right] = two(lowered);
                binary(operator, left, right, temporary, position)
            })
        })
    }

    /// Reads a member into a slot, computes a new value from there, and writes it: object and key
    /// are evaluated once.
    fn read_modify_write(
        &mut self,
        member: &'a MemberExpression<'a>,
        position: u32,
        modify: impl FnOnce(&mut Self, u32) -> NodeBox,
    ) -> NodeBox {
        let mut operands = self.operands();
        let object = self.operand(&mut operands, member.object);
        let (index, old) = self.read_member(&mut operands, member, object);
        let new = self.operand_with(&mut operands, |this| Lowered::Node(modify(this, old)));
        let write = self.write_member(member, position, object, index, new);
        self.finish_as_steps(operands, write)
    }

    /// Reads a member of the object in a slot, as operands: the slots of its key and its value.
    fn read_member(
        &mut self,
        operands: &mut super::operand::Operands,
        member: &'a MemberExpression<'a>,
        object: u32,
    ) -> (u32, u32) {
        let position = self.expression_position(member.object);
        match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                let old = self.operand_with(operands, |this| {
                    Lowered::Node(this.named_get(Lowered::Local(object), key, position))
                });
                (0, old)
            }
            MemberProperty::Computed(index) => {
                let index = self.operand_with(operands, |this| this.lower_index(index));
                let old = self.operand_with(operands, |this| {
                    this.touch(2);
                    let temporary = this.depth;
                    Lowered::Node(element_get(
                        Lowered::Local(object),
                        Lowered::Local(index),
                        temporary,
                        position,
                    ))
                });
                (index, old)
            }
            MemberProperty::Private(name) => {
                let old = self.operand_with(operands, |this| {
                    let name = this.private_name(name);
                    Lowered::Node(boxed(PrivateGet {
                        object: boxed(LocalGet(object)),
                        name,
                        position,
                    }))
                });
                (0, old)
            }
        }
    }

    /// Writes the value in a slot to a member of the object in another.
    fn write_member(
        &mut self,
        member: &'a MemberExpression<'a>,
        position: u32,
        object: u32,
        index: u32,
        new: u32,
    ) -> NodeBox {
        let strict = self.strict;
        let temporary = self.depth;
        self.touch(3);
        let value = boxed(LocalGet(new));
        match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                named_set(
                    Lowered::Local(object),
                    key,
                    Lowered::Node(value),
                    temporary,
                    strict,
                    position,
                )
            }
            MemberProperty::Computed(_) => element_set(
                Lowered::Local(object),
                Lowered::Local(index),
                value,
                temporary,
                strict,
                position,
            ),
            MemberProperty::Private(name) => {
                let name = self.private_name(name);
                boxed(PrivateSet {
                    object: boxed(LocalGet(object)),
                    name,
                    value,
                    temporary,
                    position,
                })
            }
        }
    }

    /// `a &&= b` and the like: the assignment happens only if the old value doesn't decide.
    fn logical_assignment(
        &mut self,
        operator: LogicalOperator,
        target: AssignmentTarget<'a>,
        (value, parenthesized): (Expression<'a>, bool),
        position: u32,
    ) -> NodeBox {
        match target {
            AssignmentTarget::Identifier(reference) => {
                if let Some(meaning) =
                    self.dynamic_meaning(reference.name, reference.resolution.get())
                {
                    let value = (value, parenthesized);
                    return self.logical_dynamic(operator, &meaning, reference, value, position);
                }
                let read = self.expression(Expression::Identifier(reference));
                let before = self.suspensions;
                let write = self.assign_name_only(reference, value, parenthesized, position);
                let suspends = self.suspensions != before;
                choose(operator, read, write, suspends)
            }
            AssignmentTarget::Member(member) => {
                let mut operands = self.operands();
                let object = self.operand(&mut operands, member.object);
                let (index, old) = self.read_member(&mut operands, member, object);
                let before = self.suspensions;
                let new = self.reserve(1);
                let value = self.expression(value);
                let suspends = self.suspensions != before;
                let write = self.write_member(member, position, object, index, new);
                let write = self.store_then(new, value, write, suspends);
                let result = choose(operator, boxed(LocalGet(old)), write, suspends);
                self.finish_as_steps(operands, result)
            }
            AssignmentTarget::SuperMember(member) => {
                let read = self.expression(Expression::SuperMember(member));
                let before = self.suspensions;
                let write = self.assign_super(member, position, |this| this.lower_operand(value));
                let suspends = self.suspensions != before;
                choose(operator, read, write, suspends)
            }
            target => self.assign_to(target, position, |this| this.lower_operand(value)),
        }
    }

    /// `x &&= y` and the like where `x` is looked up, once.
    fn logical_dynamic(
        &mut self,
        operator: LogicalOperator,
        meaning: &Meaning,
        reference: &'a IdentifierReference,
        (value, parenthesized): (Expression<'a>, bool),
        position: u32,
    ) -> NodeBox {
        let (name, start) = (reference.name, reference.span.start);
        let mut operands = self.operands();
        let object = self.operand_with(&mut operands, |this| this.resolve(meaning, name, start));
        let old = self.operand_with(&mut operands, |this| {
            Lowered::Node(this.read_resolved(meaning, name, start, object))
        });
        let before = self.suspensions;
        let new = self.reserve(1);
        let value = self.value_for(reference, value, parenthesized);
        let suspends = self.suspensions != before;
        let write = self.write_resolved(meaning, name, position, object, new);
        let write = self.store_then(new, value, write, suspends);
        let result = choose(operator, boxed(LocalGet(old)), write, suspends);
        self.finish_as_steps(operands, result)
    }

    fn assign_name_only(
        &mut self,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        parenthesized: bool,
        position: u32,
    ) -> NodeBox {
        let value = self.value_for(reference, value, parenthesized);
        self.assign(reference.name, reference.resolution.get(), value, position)
    }

    /// Evaluates a value into a slot, then runs another node.
    fn store_then(&mut self, slot: u32, value: NodeBox, then: NodeBox, suspends: bool) -> NodeBox {
        if !suspends {
            return boxed(Sequence(Box::new([keep(slot, value)]), then));
        }
        boxed(crate::interpreter::suspend::Steps {
            steps: Box::new([(value, slot)]),
            result: then,
        })
    }

    /// `++` and `--`
    pub(super) fn update(&mut self, node: &'a UpdateExpression<'a>) -> NodeBox {
        let by = match node.operator {
            UpdateOperator::Increment => 1,
            UpdateOperator::Decrement => -1,
        };
        let (prefix, position) = (node.is_prefix, self.update_position(node));
        match node.target.without_parentheses() {
            AssignmentTarget::Identifier(reference) => {
                if let Some(slot) = self.plain_local(reference.resolution.get())
                    && self.is_assignable(reference)
                {
                    return boxed(LocalUpdate {
                        slot,
                        by,
                        prefix,
                        position,
                    });
                }
                let (name, start) = (reference.name, reference.span.start);
                if let Some(meaning) = self.dynamic_meaning(name, reference.resolution.get()) {
                    let mut operands = self.operands();
                    let object = self
                        .operand_with(&mut operands, |this| this.resolve(&meaning, name, start));
                    let read = self.read_resolved(&meaning, name, start, object);
                    let update = self.update_through(read, by, prefix, position, |this, new| {
                        this.write_resolved(&meaning, name, position, object, new)
                    });
                    return self.finish_as_steps(operands, update);
                }
                let read = self.expression(Expression::Identifier(reference));
                self.update_through(read, by, prefix, position, |this, new| {
                    this.assign(
                        reference.name,
                        reference.resolution.get(),
                        boxed(LocalGet(new)),
                        position,
                    )
                })
            }
            AssignmentTarget::Member(member) => self.update_member(member, by, prefix, position),
            AssignmentTarget::SuperMember(member) => {
                let read = self.expression(Expression::SuperMember(member));
                self.update_through(read, by, prefix, position, |this, new| {
                    this.assign_super(member, position, |_| Lowered::Local(new))
                })
            }
            AssignmentTarget::Call(call) => {
                let message = match prefix {
                    true => "Invalid left-hand side expression in prefix operation",
                    false => "Invalid left-hand side expression in postfix operation",
                };
                self.call_as_target(call, message)
            }
            AssignmentTarget::Parenthesized(_)
            | AssignmentTarget::Object(_)
            | AssignmentTarget::Array(_) => unreachable!("patterns take only ="),
        }
    }

    fn update_through(
        &mut self,
        read: NodeBox,
        by: i32,
        prefix: bool,
        position: u32,
        write: impl FnOnce(&mut Self, u32) -> NodeBox,
    ) -> NodeBox {
        let old = self.reserve(2);
        let write = write(self, old + 1);
        boxed(VariableUpdate {
            read,
            write,
            old,
            new: old + 1,
            by,
            prefix,
            position,
        })
    }

    fn update_member(
        &mut self,
        member: &'a MemberExpression<'a>,
        by: i32,
        prefix: bool,
        position: u32,
    ) -> NodeBox {
        let (strict, read_position) = (self.strict, self.expression_position(member.object));
        if let MemberProperty::Private(name) = member.property {
            let object = self.reserve(1);
            let value = self.expression(member.object);
            let name_node = self.private_name(name);
            let read = boxed(PrivateGet {
                object: boxed(LocalGet(object)),
                name: name_node,
                position: read_position,
            });
            let update = self.update_through(read, by, prefix, position, |this, new| {
                this.write_member(member, position, object, 0, new)
            });
            return boxed(Sequence(Box::new([keep(object, value)]), update));
        }
        let mut operands = self.operands();
        self.operand(&mut operands, member.object);
        match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                let temporary = self.reserve(2);
                self.finish(operands, |_, mut lowered| match lowered.remove(0) {
                    Lowered::Local(slot) => boxed(NamedUpdate {
                        object: Local(slot),
                        key,
                        get: GetCache::new(),
                        set: SetCache::new(),
                        temporary,
                        by,
                        prefix,
                        strict,
                        read_position,
                        position,
                    }),
                    object => boxed(NamedUpdate {
                        object: object.node(),
                        key,
                        get: GetCache::new(),
                        set: SetCache::new(),
                        temporary,
                        by,
                        prefix,
                        strict,
                        read_position,
                        position,
                    }),
                })
            }
            MemberProperty::Computed(index) => {
                self.operand_with(&mut operands, |this| this.lower_index(index));
                let temporary = self.reserve(3);
                self.finish(operands, |_, lowered| {
                    let [object, index] = two(lowered);
                    let (object, index) = (object.node(), index.node());
                    boxed(ElementUpdate {
                        object,
                        index,
                        temporary,
                        by,
                        prefix,
                        strict,
                        read_position,
                        position,
                    })
                })
            }
            MemberProperty::Private(_) => unreachable!("handled above"),
        }
    }
}

fn keep(slot: u32, value: NodeBox) -> NodeBox {
    boxed(crate::interpreter::nodes::call::KeepIn { slot, value })
}

fn choose(operator: LogicalOperator, read: NodeBox, write: NodeBox, suspends: bool) -> NodeBox {
    match (operator, suspends) {
        (LogicalOperator::And, false) => boxed(And::<false>(read, write)),
        (LogicalOperator::And, true) => boxed(And::<true>(read, write)),
        (LogicalOperator::Or, false) => boxed(Or::<false>(read, write)),
        (LogicalOperator::Or, true) => boxed(Or::<true>(read, write)),
        (LogicalOperator::Coalesce, false) => boxed(Coalesce::<false>(read, write)),
        (LogicalOperator::Coalesce, true) => boxed(Coalesce::<true>(read, write)),
    }
}

fn is_arithmetic(operator: BinaryOperator) -> bool {
    use BinaryOperator::*;
    !matches!(
        operator,
        Equal
            | NotEqual
            | StrictEqual
            | StrictNotEqual
            | Less
            | LessEqual
            | Greater
            | GreaterEqual
            | In
            | Instanceof
    )
}

fn three(lowered: Vec<Lowered>) -> [Lowered; 3] {
    lowered
        .try_into()
        .unwrap_or_else(|_| unreachable!("three operands were lowered"))
}

/// `object.key = value`
fn named_set(
    object: Lowered,
    key: PropertyKey,
    value: Lowered,
    temporary: u32,
    strict: bool,
    position: u32,
) -> NodeBox {
    let cache = SetCache::new();
    macro_rules! set {
        ($object:expr, $value:expr) => {
            boxed(NamedSet {
                object: $object,
                key,
                value: $value,
                cache,
                temporary,
                strict,
                position,
            })
        };
    }
    match (object, value) {
        (Lowered::Local(object), Lowered::Local(value)) => set!(Local(object), Local(value)),
        (Lowered::Local(object), value) => set!(Local(object), value.node()),
        (object, value) => set!(object.node(), value.node()),
    }
}

/// `object[index] = value`
fn element_set(
    object: Lowered,
    index: Lowered,
    value: NodeBox,
    temporary: u32,
    strict: bool,
    position: u32,
) -> NodeBox {
    match (object, index) {
        (Lowered::Local(object), Lowered::Local(index)) => boxed(ElementSet {
            object: Local(object),
            index: Local(index),
            value,
            temporary,
            strict,
            position,
        }),
        (Lowered::Local(object), Lowered::Int(index)) => boxed(ElementSet {
            object: Local(object),
            index: Int(index),
            value,
            temporary,
            strict,
            position,
        }),
        (Lowered::Local(object), index) => boxed(ElementSet {
            object: Local(object),
            index: index.node(),
            value,
            temporary,
            strict,
            position,
        }),
        (object, index) => boxed(ElementSet {
            object: object.node(),
            index: index.node(),
            value,
            temporary,
            strict,
            position,
        }),
    }
}
