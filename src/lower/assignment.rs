//! Assignments, plain and compound.

use super::binary::{compound_element, compound_local, compound_named, numeric};
use super::expression::{choose, element_get, super_reference};
use super::lowerer::{Lowerer, boxed};
use super::name_resolution::Meaning;
use super::operand::{Lowered, LoweredPart, Operand, Operands, one, some};
use crate::coverage::What;
use crate::heap::{PropertyKey, Slot};
use crate::interpreter::inline_cache::SetCache;
use crate::interpreter::nodes::element::ElementSet;
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::nodes::property::{NamedSet, PrivateGet, PrivateSet};
use crate::interpreter::nodes::statement::ThrowReferenceError;
use crate::interpreter::nodes::super_access::{SuperBase, SuperGet, SuperKey, SuperSet};
use crate::interpreter::nodes::update::ElementKey;
use crate::interpreter::operand::{Int, Local};
use crate::interpreter::{NodeBox, Part};
use crate::operators::NumericOperator;
use crate::syntax::ast::IdentifierReference;
use crate::syntax::ast::expression::{
    AssignmentExpression, AssignmentOperator, CallExpression, Expression, LogicalOperator,
    MemberExpression, MemberProperty, SuperMemberExpression,
};
use crate::syntax::ast::pattern::AssignmentTarget;

impl<'a> Lowerer<'_, 'a> {
    /// `a = b` and the like.
    pub(super) fn assignment(&mut self, node: &'a AssignmentExpression<'a>) -> Part {
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
            AssignmentOperator::Numeric(operator) => {
                self.compound(operator, target, node.value, position)
            }
            AssignmentOperator::Logical(operator) => {
                let value = (node.value, parenthesized);
                let part = self.logical_assignment(operator, target, value, position);
                self.counted(What::Operand, node.target.span(), part)
            }
        }
    }

    fn assign_name(
        &mut self,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        parenthesized: bool,
        position: u32,
    ) -> Part {
        let resolution = reference.resolution.get();
        // `x = x op y` is `x op= y`.
        if let (Some(slot), Expression::Binary(binary)) = (self.plain_local(resolution), value)
            && let Expression::Identifier(left) = binary.left
            && left.name == reference.name
            && self.plain_local(left.resolution.get()) == Some(slot)
            && let Some(operator) = binary.operator.numeric()
            && self.is_assignable(reference)
        {
            let position = self.token_after(left.span.end);
            return self.compound(
                operator,
                AssignmentTarget::Identifier(reference),
                binary.right,
                position,
            );
        }
        self.assign_value(reference.name, resolution, position, |this| {
            this.value_for(reference, value, parenthesized).into()
        })
    }

    /// The value of an assignment to an identifier, which names a function.
    fn value_for(
        &mut self,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        parenthesized: bool,
    ) -> Part {
        match parenthesized {
            true => self.expression(value),
            false => {
                let key = self.key(reference.name);
                self.named(value, key)
            }
        }
    }

    /// Whether the identifier is a variable that can be assigned.
    pub(super) fn is_assignable(&self, reference: &IdentifierReference) -> bool {
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
        value: impl FnOnce(&mut Self) -> LoweredPart,
    ) -> Part {
        match target {
            AssignmentTarget::Identifier(reference) => {
                self.assign_value(reference.name, reference.resolution.get(), position, value)
            }
            AssignmentTarget::Member(member) => self.assign_member(member, position, value),
            AssignmentTarget::SuperMember(member) => self.assign_super(member, position, value),
            AssignmentTarget::Call(call) => {
                self.call_as_target(call, "Invalid left-hand side in assignment")
            }
            AssignmentTarget::Parenthesized(inner) => self.assign_to(inner.target, position, value),
            AssignmentTarget::Object(_) | AssignmentTarget::Array(_) => {
                let slot = self.reserve(1);
                let value = self.scoped(value);
                let bind = self.assign_pattern(target, slot, position);
                self.store_then(slot, value, bind)
            }
        }
    }

    /// `f() = x`: the call, and then a ReferenceError.
    pub(super) fn call_as_target(
        &mut self,
        call: &'a CallExpression<'a>,
        message: &'static str,
    ) -> Part {
        let mut operands = self.operands();
        self.step(&mut operands, |this| this.call(call));
        let error = boxed(ThrowReferenceError {
            message,
            position: call.span.start,
        });
        self.finish_as_steps(operands, error)
    }

    fn assign_member(
        &mut self,
        member: &'a MemberExpression<'a>,
        position: u32,
        value: impl FnOnce(&mut Self) -> LoweredPart,
    ) -> Part {
        let strict = self.strict;
        if matches!(member.object, Expression::This(_)) {
            self.this_properties += 1;
        }
        let mut operands = self.operands();
        self.operand(&mut operands, member.object);
        match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                self.operand_with(&mut operands, value);
                self.finish(operands, |_, operands| {
                    let [object, value] = some(operands);
                    named_set(object, key, value.lowered, strict, position)
                })
            }
            MemberProperty::Computed(index) => {
                self.operand_with(&mut operands, |this| this.lower_index(index));
                self.operand_with(&mut operands, value);
                self.finish(operands, |_, operands| {
                    let [object, index, value] = some(operands);
                    element_set(object, index, value.node(), strict, position)
                })
            }
            MemberProperty::Private(private) => {
                let name = self.private_name(private);
                self.operand_with(&mut operands, value);
                self.finish(operands, |_, operands| {
                    let [object, value] = some(operands);
                    boxed(PrivateSet {
                        slots: [object.slot, value.slot],
                        object: object.node(),
                        name,
                        value: value.node(),
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
        value: impl FnOnce(&mut Self) -> LoweredPart,
    ) -> Part {
        let strict = self.strict;
        let mut operands = self.operands();
        let key_slot = self.reserve(1);
        let key = self.super_operands(&mut operands, member);
        self.operand_with(&mut operands, |_| boxed(SuperBase));
        self.operand_with(&mut operands, value);
        self.finish(operands, |_, mut operands| {
            let [base, value] = some(operands.split_off(operands.len() - 2));
            let (this, key) = super_reference(key, operands);
            boxed(SuperSet {
                this,
                key,
                key_slot,
                base_slot: base.slot,
                base: base.node(),
                value_slot: value.slot,
                value: value.node(),
                strict,
                position,
            })
        })
    }

    /// `a op= b`
    fn compound(
        &mut self,
        operator: NumericOperator,
        target: AssignmentTarget<'a>,
        value: Expression<'a>,
        position: u32,
    ) -> Part {
        match target {
            AssignmentTarget::Identifier(reference) => {
                self.compound_name(operator, reference, value, position)
            }
            AssignmentTarget::Member(member) => {
                self.compound_member(operator, member, value, position)
            }
            AssignmentTarget::SuperMember(member) => {
                let mut operands = self.operands();
                let reference = self.read_super(&mut operands, member);
                let right = self.operand(&mut operands, value);
                let new = self.operand_with(&mut operands, |_| {
                    numeric(operator, kept(reference.old), kept(right), position)
                });
                let write = self.write_super(&reference, new, position);
                self.finish_as_steps(operands, write)
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

    fn compound_name(
        &mut self,
        operator: NumericOperator,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        position: u32,
    ) -> Part {
        let resolution = reference.resolution.get();
        if let Some(meaning) = self.dynamic_meaning(reference.name, resolution) {
            return self.compound_dynamic(operator, &meaning, reference, value, position);
        }
        let plain = (self.plain_local(resolution)).filter(|_| self.is_assignable(reference));
        let mut operands = self.operands();
        self.operand(&mut operands, Expression::Identifier(reference));
        self.operand(&mut operands, value);
        self.finish(operands, |this, operands| {
            let [left, right] = some(operands);
            match (plain, &left.lowered) {
                // Nothing suspends: the variable is read where it is.
                (Some(slot), Lowered::Local(local)) if slot == *local => {
                    compound_local(operator, slot, right.lowered, left.slot, position).into()
                }
                _ => {
                    let sum = numeric(operator, left, right, position).into();
                    this.assign(reference.name, resolution, sum, position)
                }
            }
        })
    }

    /// `x op= y` where `x` is looked up, once.
    fn compound_dynamic(
        &mut self,
        operator: NumericOperator,
        meaning: &Meaning,
        reference: &'a IdentifierReference,
        value: Expression<'a>,
        position: u32,
    ) -> Part {
        let (name, start) = (reference.name, reference.span.start);
        let mut operands = self.operands();
        let object = self.operand_with(&mut operands, |this| this.resolve(meaning, name, start));
        let old = self.operand_with(&mut operands, |this| {
            this.read_resolved(meaning, name, start, object)
        });
        let right = self.operand(&mut operands, value);
        let new = self.operand_with(&mut operands, |_| {
            numeric(operator, kept(old), kept(right), position)
        });
        let write = self.write_resolved(meaning, name, position, object, new);
        self.finish_as_steps(operands, write)
    }

    fn compound_member(
        &mut self,
        operator: NumericOperator,
        member: &'a MemberExpression<'a>,
        value: Expression<'a>,
        position: u32,
    ) -> Part {
        let strict = self.strict;
        let places = (self.expression_position(member.object), position);
        let mut operands = self.operands();
        let object = self.operand(&mut operands, member.object);
        let index = self.index_operand(&mut operands, member);
        let old = self.reserve(1);
        let value = self.scoped(|this| this.lower_operand(value));
        let key = self.member_key(member);
        match (member.property, value) {
            (MemberProperty::Name(_), LoweredPart::Plain(value)) => {
                self.finish(operands, |_, operands| {
                    let right = (old, value.node());
                    compound_named(operator, one(operands), key, right, strict, places)
                })
            }
            (MemberProperty::Computed(_), LoweredPart::Plain(value)) => {
                self.finish(operands, |_, operands| {
                    let [object, index] = some(operands);
                    let right = (old, value.node());
                    compound_element(operator, object, index, right, strict, places)
                })
            }
            (_, value) => {
                self.read_member(&mut operands, member, (object, index, old));
                let right = self.reserve(1);
                operands.push(value, right);
                let new = self.operand_with(&mut operands, |_| {
                    numeric(operator, kept(old), kept(right), position)
                });
                let write = self.write_member(member, position, object, index, new);
                self.finish_as_steps(operands, write)
            }
        }
    }

    /// The key of a member that has a name; for another one it is of no use.
    fn member_key(&mut self, member: &MemberExpression<'a>) -> PropertyKey {
        match member.property {
            MemberProperty::Name(name) => self.key(name.name),
            MemberProperty::Computed(_) | MemberProperty::Private(_) => self.agent.names.empty,
        }
    }

    /// The index of a member that has one, as an operand.
    fn index_operand(
        &mut self,
        operands: &mut Operands,
        member: &'a MemberExpression<'a>,
    ) -> Option<Slot> {
        match member.property {
            MemberProperty::Computed(index) => {
                Some(self.operand_with(operands, |this| this.lower_index(index)))
            }
            MemberProperty::Name(_) | MemberProperty::Private(_) => None,
        }
    }

    /// Reads a member as an operand: object, index and value are in slots. A write that follows
    /// finds the index as a key: it is converted once.
    fn read_member(
        &mut self,
        operands: &mut Operands,
        member: &'a MemberExpression<'a>,
        (object, index, old): (Slot, Option<Slot>, Slot),
    ) {
        let position = self.expression_position(member.object);
        let read = match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                self.named_get(Lowered::Local(object), key, position)
            }
            MemberProperty::Computed(_) => {
                let index = kept_index(index);
                let key = ElementKey {
                    object,
                    index,
                    position,
                };
                operands.push(boxed(key), index);
                element_get(kept(object), Lowered::Local(index), position)
            }
            MemberProperty::Private(name) => {
                let name = self.private_name(name);
                boxed(PrivateGet {
                    object: boxed(LocalGet(object)),
                    name,
                    position,
                })
            }
        };
        operands.push(read, old);
    }

    /// Writes the value in a slot to a member of the object in another.
    pub(super) fn write_member(
        &mut self,
        member: &'a MemberExpression<'a>,
        position: u32,
        object: Slot,
        index: Option<Slot>,
        new: Slot,
    ) -> NodeBox {
        let strict = self.strict;
        match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                named_set(kept(object), key, Lowered::Local(new), strict, position)
            }
            MemberProperty::Computed(_) => {
                let value = boxed(LocalGet(new));
                element_set(
                    kept(object),
                    kept(kept_index(index)),
                    value,
                    strict,
                    position,
                )
            }
            MemberProperty::Private(name) => {
                let name = self.private_name(name);
                boxed(PrivateSet {
                    slots: [object, new],
                    object: boxed(LocalGet(object)),
                    name,
                    value: boxed(LocalGet(new)),
                    position,
                })
            }
        }
    }

    /// Reads a `super` member for a write that follows, as operands.
    pub(super) fn read_super(
        &mut self,
        operands: &mut Operands,
        member: &'a SuperMemberExpression<'a>,
    ) -> SuperReference {
        let position = member.span.start;
        let this = self.operand_with(operands, |this| this.this(member.span));
        let key = match member.property {
            MemberProperty::Name(name) => Ok(self.key(name.name)),
            MemberProperty::Computed(key) => Err(self.operand(operands, key)),
            MemberProperty::Private(_) => unreachable!("the grammar has no super.#x"),
        };
        let base = self.operand_with(operands, |_| boxed(SuperBase));
        let old = self.operand_with(operands, |_| {
            boxed(SuperGet {
                this: boxed(LocalGet(this)),
                key: kept_key(key),
                base: Some(boxed(LocalGet(base))),
                this_slot: None,
                key_slot: key.err(),
                position,
            })
        });
        SuperReference {
            this,
            key,
            base,
            old,
        }
    }

    /// Writes the value in a slot to a `super` member that was read before.
    pub(super) fn write_super(
        &mut self,
        reference: &SuperReference,
        new: Slot,
        position: u32,
    ) -> NodeBox {
        let &SuperReference {
            this, key, base, ..
        } = reference;
        let key_slot = match key {
            Ok(_) => self.scoped(|this| this.reserve(1)),
            Err(slot) => slot,
        };
        boxed(SuperSet {
            this: boxed(LocalGet(this)),
            key: kept_key(key),
            key_slot,
            base: boxed(LocalGet(base)),
            base_slot: base,
            value: boxed(LocalGet(new)),
            value_slot: new,
            strict: self.strict,
            position,
        })
    }

    /// `a &&= b` and the like: the assignment happens only if the old value doesn't decide.
    fn logical_assignment(
        &mut self,
        operator: LogicalOperator,
        target: AssignmentTarget<'a>,
        (value, parenthesized): (Expression<'a>, bool),
        position: u32,
    ) -> Part {
        match target {
            AssignmentTarget::Identifier(reference) => {
                let (name, resolution) = (reference.name, reference.resolution.get());
                if let Some(meaning) = self.dynamic_meaning(name, resolution) {
                    let value = (value, parenthesized);
                    return self.logical_dynamic(operator, &meaning, reference, value, position);
                }
                let read = self.read_name(name, resolution, reference.span.start, false);
                let write = self.assign_value(name, resolution, position, |this| {
                    this.value_for(reference, value, parenthesized).into()
                });
                let write = self.counted(What::Operand, value.span(), write);
                choose(operator, read, write)
            }
            AssignmentTarget::Member(member) => {
                let mut operands = self.operands();
                let object = self.operand(&mut operands, member.object);
                let index = self.index_operand(&mut operands, member);
                let old = self.reserve(1);
                self.read_member(&mut operands, member, (object, index, old));
                let new = self.reserve(1);
                let span = value.span();
                let value = self.expression(value);
                let write = self.write_member(member, position, object, index, new);
                let write = self.store_then(new, value, write.into());
                let write = self.counted(What::Operand, span, write);
                let result = choose(operator, boxed(LocalGet(old)), write);
                self.finish_as_steps(operands, result)
            }
            AssignmentTarget::SuperMember(member) => {
                let mut operands = self.operands();
                let reference = self.read_super(&mut operands, member);
                let new = self.reserve(1);
                let span = value.span();
                let value = self.expression(value);
                let write = self.write_super(&reference, new, position);
                let write = self.store_then(new, value, write.into());
                let write = self.counted(What::Operand, span, write);
                let result = choose(operator, boxed(LocalGet(reference.old)), write);
                self.finish_as_steps(operands, result)
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
    ) -> Part {
        let (name, start) = (reference.name, reference.span.start);
        let mut operands = self.operands();
        let object = self.operand_with(&mut operands, |this| this.resolve(meaning, name, start));
        let old = self.operand_with(&mut operands, |this| {
            this.read_resolved(meaning, name, start, object)
        });
        let new = self.reserve(1);
        let span = value.span();
        let value = self.value_for(reference, value, parenthesized);
        let write = self.write_resolved(meaning, name, position, object, new);
        let write = self.store_then(new, value, write.into());
        let write = self.counted(What::Operand, span, write);
        let result = choose(operator, boxed(LocalGet(old)), write);
        self.finish_as_steps(operands, result)
    }
}

/// The slots of a `super` member that was read for a write that follows.
pub(super) struct SuperReference {
    this: Slot,
    /// The key, or the slot of a computed one.
    key: Result<PropertyKey, Slot>,
    base: Slot,
    /// The value.
    pub(super) old: Slot,
}

/// A key of a `super` member that was read before.
fn kept_key(key: Result<PropertyKey, Slot>) -> SuperKey {
    match key {
        Ok(key) => SuperKey::Known(key),
        Err(slot) => SuperKey::Computed(boxed(LocalGet(slot))),
    }
}

/// The slot of the index of a computed member.
fn kept_index(index: Option<Slot>) -> Slot {
    index.unwrap_or_else(|| unreachable!("a computed member has an index"))
}

/// An operand that is in its slot already.
fn kept(slot: Slot) -> Operand {
    let lowered = Lowered::Local(slot);
    Operand { lowered, slot }
}

/// `object.key = value`
fn named_set(
    object: Operand,
    key: PropertyKey,
    value: Lowered,
    strict: bool,
    position: u32,
) -> NodeBox {
    let cache = SetCache::new();
    let temporary = object.slot;
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
    match (object.lowered, value) {
        (Lowered::Local(object), Lowered::Local(value)) => set!(Local(object), Local(value)),
        (Lowered::Local(object), value) => set!(Local(object), value.node()),
        (object, value) => set!(object.node(), value.node()),
    }
}

/// `object[index] = value`
fn element_set(
    object: Operand,
    index: Operand,
    value: NodeBox,
    strict: bool,
    position: u32,
) -> NodeBox {
    let slots = [object.slot, index.slot];
    macro_rules! set {
        ($object:expr, $index:expr) => {
            boxed(ElementSet {
                object: $object,
                index: $index,
                value,
                slots,
                strict,
                position,
            })
        };
    }
    match (object.lowered, index.lowered) {
        (Lowered::Local(object), Lowered::Local(index)) => set!(Local(object), Local(index)),
        (Lowered::Local(object), Lowered::Int(index)) => set!(Local(object), Int(index)),
        (Lowered::Local(object), index) => set!(Local(object), index.node()),
        (object, index) => set!(object.node(), index.node()),
    }
}
