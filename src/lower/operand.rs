//! Operands: evaluated in order, each with a slot to wait in; as steps where one may suspend.

use super::lowerer::{Lowerer, boxed};
use crate::heap::{THIS, Value};
use crate::interpreter::NodeBox;
use crate::interpreter::nodes::call::KeepIn;
use crate::interpreter::nodes::unary::Sequence;
use crate::interpreter::nodes::variable::{CapturedGet, CapturedPlace, Constant, LocalGet};
use crate::interpreter::suspend::Steps;
use crate::syntax::ast::expression::Expression;

/// A lowered operand, in the most special form.
pub(super) enum Lowered {
    /// A frame slot that can be read as it is.
    Local(u32),
    /// An int32.
    Int(i32),
    /// A captured variable that can be read as it is.
    Captured(CapturedPlace),
    /// Anything else.
    Node(NodeBox),
}

impl Lowered {
    /// As a node.
    pub(super) fn node(self) -> NodeBox {
        match self {
            Lowered::Local(slot) => boxed(LocalGet(slot)),
            Lowered::Int(int) => boxed(Constant(Value::int(int))),
            Lowered::Captured(place) => boxed(CapturedGet(place)),
            Lowered::Node(node) => node,
        }
    }
}

/// Operands that are being lowered.
pub(super) struct Operands {
    lowered: Vec<Lowered>,
    slots: Vec<u32>,
    before: u32,
    depth: u32,
}

impl Operands {
    /// How many suspensions were lowered before the first operand.
    pub(super) fn suspensions_before(&self) -> u32 {
        self.before
    }
}

impl<'a> Lowerer<'_, 'a> {
    /// Whether an operand so far may suspend.
    pub(super) fn suspends_since(&self, operands: &Operands) -> bool {
        self.suspensions != operands.before
    }

    /// Runs the operands as steps, whether or not one may suspend, and then `result`.
    pub(super) fn finish_as_steps(&mut self, operands: Operands, result: NodeBox) -> NodeBox {
        let suspends = self.suspends_since(&operands);
        let nodes = operands.lowered.into_iter().map(Lowered::node);
        self.depth = operands.depth;
        if suspends {
            let steps = nodes.zip(operands.slots).collect();
            return boxed(Steps { steps, result });
        }
        let keep = |(value, slot)| boxed(KeepIn { slot, value });
        boxed(Sequence(
            nodes.zip(operands.slots).map(keep).collect(),
            result,
        ))
    }

    /// Begins a list of operands.
    pub(super) fn operands(&mut self) -> Operands {
        let depth = self.depth;
        Operands {
            lowered: Vec::new(),
            slots: Vec::new(),
            before: self.suspensions,
            depth,
        }
    }

    /// Lowers an expression as the next operand; the slot that it waits in.
    pub(super) fn operand(&mut self, operands: &mut Operands, expression: Expression<'a>) -> u32 {
        self.operand_with(operands, |this| this.lower_operand(expression))
    }

    /// Lowers something as the next operand; the slot that it waits in.
    pub(super) fn operand_with(
        &mut self,
        operands: &mut Operands,
        lower: impl FnOnce(&mut Self) -> Lowered,
    ) -> u32 {
        let slot = self.depth;
        let lowered = self.scoped(lower);
        operands.lowered.push(lowered);
        operands.slots.push(slot);
        self.reserve(1)
    }

    /// Builds the node over the operands, and frees their slots.
    pub(super) fn finish(
        &mut self,
        operands: Operands,
        build: impl FnOnce(&mut Self, Vec<Lowered>) -> NodeBox,
    ) -> NodeBox {
        let suspends = self.suspensions != operands.before;
        let node = if suspends {
            let locals = operands
                .slots
                .iter()
                .map(|slot| Lowered::Local(*slot))
                .collect();
            let result = build(self, locals);
            let nodes = operands.lowered.into_iter().map(Lowered::node);
            let steps = nodes.zip(operands.slots).collect();
            boxed(Steps { steps, result })
        } else {
            build(self, operands.lowered)
        };
        self.depth = operands.depth;
        node
    }

    /// Lowers an expression in the most special form.
    pub(super) fn lower_operand(&mut self, expression: Expression<'a>) -> Lowered {
        match expression.without_parentheses() {
            Expression::Identifier(node) => match self.plain_local(node.resolution.get()) {
                Some(slot) => Lowered::Local(slot),
                None => match self.plain_captured(node.resolution.get()) {
                    Some(place) => Lowered::Captured(place),
                    None => Lowered::Node(self.expression(expression)),
                },
            },
            Expression::This(_) if self.this_is_plain() => Lowered::Local(THIS as u32),
            Expression::Number(node) => match Value::number(node.value).as_int() {
                Some(int) => Lowered::Int(int),
                None => Lowered::Node(self.expression(expression)),
            },
            _ => Lowered::Node(self.expression(expression)),
        }
    }
}
