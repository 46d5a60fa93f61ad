//! `++` and `--`.

use super::forms::Children;
use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, Operand, one, operands, some};
use crate::heap::Slot;
use crate::interpreter::inline_cache::{GetCache, SetCache};
use crate::interpreter::nodes::local::LocalGet;
use crate::interpreter::nodes::property::PrivateGet;
use crate::interpreter::nodes::update::{ElementUpdate, LocalUpdate, NamedUpdate, VariableUpdate};
use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::IdentifierReference;
use crate::syntax::ast::expression::{
    MemberExpression, MemberProperty, UpdateExpression, UpdateOperator,
};
use crate::syntax::ast::pattern::AssignmentTarget;

/// `++` or `--`.
#[derive(Clone, Copy)]
struct Update {
    /// 1 or -1.
    by: i32,
    /// Whether the value is the new one.
    prefix: bool,
    /// In the source.
    position: u32,
}

impl<'a> Lowerer<'_, 'a> {
    /// `++` and `--`
    pub(super) fn update(&mut self, node: &'a UpdateExpression<'a>) -> Part {
        let by = match node.operator {
            UpdateOperator::Increment => 1,
            UpdateOperator::Decrement => -1,
        };
        let update = Update {
            by,
            prefix: node.is_prefix,
            position: self.update_position(node),
        };
        let position = update.position;
        match node.target.without_parentheses() {
            AssignmentTarget::Identifier(reference) => self.update_name(reference, update).into(),
            AssignmentTarget::Member(member) => self.update_member(member, update),
            AssignmentTarget::SuperMember(member) => {
                let mut operands = self.operands();
                let reference = self.read_super(&mut operands, member);
                let read = boxed(LocalGet(reference.old));
                let node = self.update_through(read, update, |this, new| {
                    this.write_super(&reference, new, position)
                });
                self.finish_as_steps(operands, node)
            }
            AssignmentTarget::Call(call) => {
                let message = match update.prefix {
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

    fn update_name(&mut self, reference: &'a IdentifierReference, update: Update) -> NodeBox {
        let Update {
            by,
            prefix,
            position,
        } = update;
        let (name, start) = (reference.name, reference.span.start);
        let resolution = reference.resolution.get();
        if let Some(slot) = self.plain_local(resolution)
            && self.is_assignable(reference)
        {
            return boxed(LocalUpdate {
                slot,
                by,
                prefix,
                position,
            });
        }
        if let Some(meaning) = self.dynamic_meaning(name, resolution) {
            let mut operands = self.operands();
            let object =
                self.operand_with(&mut operands, |this| this.resolve(&meaning, name, start));
            let read = self.read_resolved(&meaning, name, start, object);
            let node = self.update_through(read, update, |this, new| {
                this.write_resolved(&meaning, name, position, object, new)
            });
            return self.finish_as_steps(operands, node).into_plain();
        }
        let read = self.read_name(name, resolution, start, false);
        self.update_through(read, update, |this, new| {
            let value = boxed(LocalGet(new)).into();
            this.assign(name, resolution, value, position).into_plain()
        })
    }

    fn update_through(
        &mut self,
        read: NodeBox,
        update: Update,
        write: impl FnOnce(&mut Self, Slot) -> NodeBox,
    ) -> NodeBox {
        // What reads is done when these are written.
        let old = self.reserve(2);
        let write = write(self, old.after(1));
        boxed(VariableUpdate {
            read,
            write,
            old,
            new: old.after(1),
            by: update.by,
            prefix: update.prefix,
            position: update.position,
        })
    }

    fn update_member(&mut self, member: &'a MemberExpression<'a>, update: Update) -> Part {
        let (strict, read_position) = (self.strict, self.expression_position(member.object));
        let Update {
            by,
            prefix,
            position,
        } = update;
        let mut operands = self.operands();
        let object = self.written_object(&mut operands, member.object);
        match member.property {
            MemberProperty::Name(name) => {
                let key = self.key(name.name);
                let result = self.reserve(1);
                self.finish(operands, |_, operands| {
                    let Operand {
                        lowered: object,
                        slot,
                    } = one(operands);
                    operands!(
                        boxed(NamedUpdate {
                            object,
                            key,
                            get: GetCache::new(),
                            set: SetCache::new(),
                            slots: [slot, result],
                            by,
                            prefix,
                            strict,
                            read_position,
                            position,
                        });
                        object: Local
                    )
                })
            }
            MemberProperty::Computed(index) => {
                self.operand_with(&mut operands, |this| this.lower_index(index));
                let result = self.reserve(1);
                self.finish(operands, |_, operands| {
                    let [object, index] = some(operands);
                    boxed(ElementUpdate {
                        slots: [object.slot, index.slot, result],
                        object: object.node(),
                        index: index.node(),
                        by,
                        prefix,
                        strict,
                        read_position,
                        position,
                    })
                })
            }
            MemberProperty::Private(name) => {
                let name = self.private_name(name);
                let read = boxed(PrivateGet {
                    object: boxed(LocalGet(object)),
                    name,
                    position: read_position,
                });
                let node = self.update_through(read, update, |this, new| {
                    this.write_member(member, position, object, None, new)
                });
                self.finish_as_steps(operands, node)
            }
        }
    }
}
