//! Binary operators: choosing the instance of the generic nodes.

use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, LoweredPart, Operand, some};
use crate::heap::{PropertyKey, Slot};
use crate::interpreter::nodes::binary::*;
use crate::interpreter::nodes::relational::{In, Instanceof};
use crate::interpreter::nodes::update::{ElementCompound, LocalCompound, NamedCompound};
use crate::interpreter::operand::{Int, Local};
use crate::interpreter::{NodeBox, Part};
use crate::syntax::ast::expression::{BinaryExpression, BinaryOperator, Expression};

/// Calls a function with the type of an arithmetic operator.
macro_rules! with_arithmetic {
    ($operator:expr, $call:ident, $($argument:expr),*) => {
        match $operator {
            BinaryOperator::Add => $call::<Add>($($argument),*),
            BinaryOperator::Subtract => $call::<Subtract>($($argument),*),
            BinaryOperator::Multiply => $call::<Multiply>($($argument),*),
            BinaryOperator::Divide => $call::<Divide>($($argument),*),
            BinaryOperator::Remainder => $call::<Remainder>($($argument),*),
            BinaryOperator::Exponent => $call::<Exponent>($($argument),*),
            BinaryOperator::BitAnd => $call::<BitAnd>($($argument),*),
            BinaryOperator::BitOr => $call::<BitOr>($($argument),*),
            BinaryOperator::BitXor => $call::<BitXor>($($argument),*),
            BinaryOperator::ShiftLeft => $call::<ShiftLeft>($($argument),*),
            BinaryOperator::ShiftRight => $call::<ShiftRight>($($argument),*),
            BinaryOperator::ShiftRightUnsigned => $call::<ShiftRightUnsigned>($($argument),*),
            operator => unreachable!("not arithmetic: {operator:?}"),
        }
    };
}

/// A node over two operands, in the instance for their forms.
macro_rules! over_operands {
    ($node:ident::<$operator:ty>, $left:expr, $right:expr, $position:expr) => {{
        let (left, right): (Operand, Operand) = ($left, $right);
        let slot = left.slot;
        macro_rules! over {
            ($a:expr, $b:expr) => {
                boxed($node::<$operator, _, _>::new($a, $b, slot, $position))
            };
        }
        match (left.lowered, right.lowered) {
            (Lowered::Local(a), Lowered::Local(b)) => over!(Local(a), Local(b)),
            (Lowered::Local(a), Lowered::Int(b)) => over!(Local(a), Int(b)),
            (Lowered::Local(a), right) => over!(Local(a), right.node()),
            (left, Lowered::Local(b)) => over!(left.node(), Local(b)),
            (left, Lowered::Int(b)) => over!(left.node(), Int(b)),
            (left, right) => over!(left.node(), right.node()),
        }
    }};
}

fn arithmetic<O: Arithmetic>(left: Operand, right: Operand, position: u32) -> NodeBox {
    over_operands!(Binary::<O>, left, right, position)
}

fn comparison<O: Comparison>(left: Operand, right: Operand, position: u32) -> NodeBox {
    over_operands!(Compare::<O>, left, right, position)
}

fn local_compound<O: Arithmetic>(
    slot: Slot,
    right: Lowered,
    temporary: Slot,
    position: u32,
) -> NodeBox {
    macro_rules! over {
        ($right:expr) => {
            boxed(LocalCompound::<O, _>::new(
                slot, $right, temporary, position,
            ))
        };
    }
    match right {
        Lowered::Local(b) => over!(Local(b)),
        Lowered::Int(b) => over!(Int(b)),
        right => over!(right.node()),
    }
}

fn named_compound<O: Arithmetic>(
    object: Operand,
    key: PropertyKey,
    (old, right): (Slot, NodeBox),
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    let slots = [object.slot, old];
    macro_rules! over {
        ($object:expr) => {
            boxed(NamedCompound::<O, _>::new(
                $object, key, right, slots, strict, places,
            ))
        };
    }
    match object.lowered {
        Lowered::Local(slot) => over!(Local(slot)),
        object => over!(object.node()),
    }
}

fn element_compound<O: Arithmetic>(
    object: Operand,
    index: Operand,
    (old, right): (Slot, NodeBox),
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    let slots = [object.slot, index.slot, old];
    boxed(ElementCompound::<O>::new(
        object.node(),
        index.node(),
        right,
        slots,
        strict,
        places,
    ))
}

/// The node for a binary operator over two operands.
pub(super) fn binary(
    operator: BinaryOperator,
    left: Operand,
    right: Operand,
    position: u32,
) -> NodeBox {
    match operator {
        BinaryOperator::Equal => comparison::<Equal>(left, right, position),
        BinaryOperator::NotEqual => comparison::<NotEqual>(left, right, position),
        BinaryOperator::StrictEqual => comparison::<StrictEqual>(left, right, position),
        BinaryOperator::StrictNotEqual => comparison::<StrictNotEqual>(left, right, position),
        BinaryOperator::Less => comparison::<Less>(left, right, position),
        BinaryOperator::LessEqual => comparison::<LessEqual>(left, right, position),
        BinaryOperator::Greater => comparison::<Greater>(left, right, position),
        BinaryOperator::GreaterEqual => comparison::<GreaterEqual>(left, right, position),
        BinaryOperator::In => boxed(In {
            temporary: left.slot,
            key: left.node(),
            object: right.node(),
            position,
        }),
        BinaryOperator::Instanceof => boxed(Instanceof {
            temporary: left.slot,
            value: left.node(),
            constructor: right.node(),
            position,
        }),
        operator => with_arithmetic!(operator, arithmetic, left, right, position),
    }
}

/// `slot op= right`
pub(super) fn compound_local(
    operator: BinaryOperator,
    slot: Slot,
    right: Lowered,
    temporary: Slot,
    position: u32,
) -> NodeBox {
    with_arithmetic!(operator, local_compound, slot, right, temporary, position)
}

/// `object.key op= right`; the slot is for the old value, the places are those of the read and of
/// the sign.
pub(super) fn compound_named(
    operator: BinaryOperator,
    object: Operand,
    key: PropertyKey,
    right: (Slot, NodeBox),
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    with_arithmetic!(operator, named_compound, object, key, right, strict, places)
}

/// `object[index] op= right`, as [`compound_named`].
pub(super) fn compound_element(
    operator: BinaryOperator,
    object: Operand,
    index: Operand,
    right: (Slot, NodeBox),
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    with_arithmetic!(
        operator,
        element_compound,
        object,
        index,
        right,
        strict,
        places
    )
}

impl<'a> Lowerer<'_, 'a> {
    /// Lowers the index of an element in the most special form.
    pub(super) fn lower_index(&mut self, index: Expression<'a>) -> LoweredPart {
        match index.without_parentheses() {
            Expression::Binary(node) if node.operator == BinaryOperator::Add => self
                .nested(|this| this.scoped(|this| this.add_for_key(node)))
                .into(),
            _ => self.lower_operand(index),
        }
    }

    fn add_for_key(&mut self, node: &'a BinaryExpression<'a>) -> Part {
        let position = self.token_after(node.left.span().end);
        let mut operands = self.operands();
        self.operand(&mut operands, node.left);
        self.operand(&mut operands, node.right);
        self.finish(operands, |_, operands| {
            let [left, right] = some(operands);
            arithmetic::<AddForKey>(left, right, position)
        })
    }

    /// `a + b`
    pub(super) fn binary(&mut self, node: &'a BinaryExpression<'a>) -> Part {
        let position = self.token_after(node.left.span().end);
        let mut operands = self.operands();
        self.operand(&mut operands, node.left);
        self.operand(&mut operands, node.right);
        self.finish(operands, |_, operands| {
            let [left, right] = some(operands);
            binary(node.operator, left, right, position)
        })
    }
}
