//! What is written, in code that must have no effects: trees look at it first.

use super::forms::both;
use super::lowerer::Lowerer;
use super::operand::Operands;
use crate::heap::Slot;
use crate::interpreter::Part;
use crate::interpreter::nodes::captured::CapturedPlace;
use crate::interpreter::nodes::effects::{WrittenObject, WrittenScope};
use crate::syntax::ast::expression::Expression;

impl<'a> Lowerer<'_, 'a> {
    /// Lowers the object of a member that is to be written, as an operand.
    pub(super) fn written_object(
        &mut self,
        operands: &mut Operands,
        object: Expression<'a>,
    ) -> Slot {
        if !self.agent.forbids_effects() {
            return self.operand(operands, object);
        }
        self.operand_with(operands, |this| {
            let object = this.expression(object);
            both!([object] => WrittenObject(object))
        })
    }

    /// The value for a captured variable.
    pub(super) fn written_scope(&mut self, place: CapturedPlace, value: Part) -> Part {
        match self.agent.forbids_effects() {
            false => value,
            true => both!([value] => WrittenScope { place, value }),
        }
    }
}
