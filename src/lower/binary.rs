//! Binary operators: choosing the instance of the generic nodes.

use super::lowerer::{Lowerer, boxed};
use super::operand::Lowered;
use crate::heap::PropertyKey;
use crate::interpreter::NodeBox;
use crate::interpreter::nodes::binary::*;
use crate::interpreter::nodes::element::{In, Instanceof};
use crate::interpreter::nodes::update::{ElementCompound, LocalCompound, NamedCompound};
use crate::interpreter::operand::{Int, Local};
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

fn arithmetic<O: Arithmetic>(
    left: Lowered,
    right: Lowered,
    temporary: u32,
    position: u32,
) -> NodeBox {
    match (left, right) {
        (Lowered::Local(a), Lowered::Local(b)) => boxed(Binary::<O, _, _>::new(
            Local(a),
            Local(b),
            temporary,
            position,
        )),
        (Lowered::Local(a), Lowered::Int(b)) => boxed(Binary::<O, _, _>::new(
            Local(a),
            Int(b),
            temporary,
            position,
        )),
        (Lowered::Local(a), right) => boxed(Binary::<O, _, _>::new(
            Local(a),
            right.node(),
            temporary,
            position,
        )),
        (left, Lowered::Local(b)) => boxed(Binary::<O, _, _>::new(
            left.node(),
            Local(b),
            temporary,
            position,
        )),
        (left, Lowered::Int(b)) => boxed(Binary::<O, _, _>::new(
            left.node(),
            Int(b),
            temporary,
            position,
        )),
        (left, right) => boxed(Binary::<O, _, _>::new(
            left.node(),
            right.node(),
            temporary,
            position,
        )),
    }
}

fn comparison<O: Comparison>(
    left: Lowered,
    right: Lowered,
    temporary: u32,
    position: u32,
) -> NodeBox {
    match (left, right) {
        (Lowered::Local(a), Lowered::Local(b)) => boxed(Compare::<O, _, _>::new(
            Local(a),
            Local(b),
            temporary,
            position,
        )),
        (Lowered::Local(a), Lowered::Int(b)) => boxed(Compare::<O, _, _>::new(
            Local(a),
            Int(b),
            temporary,
            position,
        )),
        (Lowered::Local(a), right) => boxed(Compare::<O, _, _>::new(
            Local(a),
            right.node(),
            temporary,
            position,
        )),
        (left, Lowered::Local(b)) => boxed(Compare::<O, _, _>::new(
            left.node(),
            Local(b),
            temporary,
            position,
        )),
        (left, Lowered::Int(b)) => boxed(Compare::<O, _, _>::new(
            left.node(),
            Int(b),
            temporary,
            position,
        )),
        (left, right) => boxed(Compare::<O, _, _>::new(
            left.node(),
            right.node(),
            temporary,
            position,
        )),
    }
}

fn local_compound<O: Arithmetic>(
    slot: u32,
    right: Lowered,
    temporary: u32,
    position: u32,
) -> NodeBox {
    match right {
        Lowered::Local(b) => boxed(LocalCompound::<O, _>::new(
            slot,
            Local(b),
            temporary,
            position,
        )),
        Lowered::Int(b) => boxed(LocalCompound::<O, _>::new(
            slot,
            Int(b),
            temporary,
            position,
        )),
        right => boxed(LocalCompound::<O, _>::new(
            slot,
            right.node(),
            temporary,
            position,
        )),
    }
}

fn named_compound<O: Arithmetic>(
    object: Lowered,
    key: PropertyKey,
    right: NodeBox,
    temporary: u32,
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    match object {
        Lowered::Local(slot) => boxed(NamedCompound::<O, _>::new(
            Local(slot),
            key,
            right,
            temporary,
            strict,
            places,
        )),
        object => boxed(NamedCompound::<O, _>::new(
            object.node(),
            key,
            right,
            temporary,
            strict,
            places,
        )),
    }
}

fn element_compound<O: Arithmetic>(
    object: NodeBox,
    index: NodeBox,
    right: NodeBox,
    temporary: u32,
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    boxed(ElementCompound::<O>::new(
        object, index, right, temporary, strict, places,
    ))
}

/// The node for a binary operator over two operands; `temporary` is the left one's slot.
pub(super) fn binary(
    operator: BinaryOperator,
    left: Lowered,
    right: Lowered,
    temporary: u32,
    position: u32,
) -> NodeBox {
    match operator {
        BinaryOperator::Equal => comparison::<Equal>(left, right, temporary, position),
        BinaryOperator::NotEqual => comparison::<NotEqual>(left, right, temporary, position),
        BinaryOperator::StrictEqual => comparison::<StrictEqual>(left, right, temporary, position),
        BinaryOperator::StrictNotEqual => {
            comparison::<StrictNotEqual>(left, right, temporary, position)
        }
        BinaryOperator::Less => comparison::<Less>(left, right, temporary, position),
        BinaryOperator::LessEqual => comparison::<LessEqual>(left, right, temporary, position),
        BinaryOperator::Greater => comparison::<Greater>(left, right, temporary, position),
        BinaryOperator::GreaterEqual => {
            comparison::<GreaterEqual>(left, right, temporary, position)
        }
        BinaryOperator::In => boxed(In {
            key: left.node(),
            object: right.node(),
            temporary,
            position,
        }),
        BinaryOperator::Instanceof => boxed(Instanceof {
            value: left.node(),
            constructor: right.node(),
            temporary,
            position,
        }),
        operator => with_arithmetic!(operator, arithmetic, left, right, temporary, position),
    }
}

/// `slot op= right`
pub(super) fn compound_local(
    operator: BinaryOperator,
    slot: u32,
    right: Lowered,
    temporary: u32,
    position: u32,
) -> NodeBox {
    with_arithmetic!(operator, local_compound, slot, right, temporary, position)
}

/// `object.key op= right`; the places are those of the read and of the sign.
pub(super) fn compound_named(
    operator: BinaryOperator,
    object: Lowered,
    key: PropertyKey,
    right: NodeBox,
    temporary: u32,
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    with_arithmetic!(
        operator,
        named_compound,
        object,
        key,
        right,
        temporary,
        strict,
        places
    )
}

/// `object[index] op= right`
pub(super) fn compound_element(
    operator: BinaryOperator,
    object: NodeBox,
    index: NodeBox,
    right: NodeBox,
    temporary: u32,
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    with_arithmetic!(
        operator,
        element_compound,
        object,
        index,
        right,
        temporary,
        strict,
        places
    )
}

impl<'a> Lowerer<'_, 'a> {
    /// Lowers the index of an element in the most special form.
    pub(super) fn lower_index(&mut self, index: Expression<'a>) -> Lowered {
        match index.without_parentheses() {
            Expression::Binary(node) if node.operator == BinaryOperator::Add => {
                Lowered::Node(self.nested(|this| this.scoped(|this| this.add_for_key(node))))
            }
            _ => self.lower_operand(index),
        }
    }

    fn add_for_key(&mut self, node: &'a BinaryExpression<'a>) -> NodeBox {
        let position = self.token_after(node.left.span().end);
        let mut operands = self.operands();
        let temporary = self.operand(&mut operands, node.left);
        self.operand(&mut operands, node.right);
        self.finish(operands, |_, lowered| {
            let [left, right] = two(lowered);
            arithmetic::<AddForKey>(left, right, temporary, position)
        })
    }

    /// `a + b`
    pub(super) fn binary(&mut self, node: &'a BinaryExpression<'a>) -> NodeBox {
        let position = self.token_after(node.left.span().end);
        let mut operands = self.operands();
        let temporary = self.operand(&mut operands, node.left);
        self.operand(&mut operands, node.right);
        self.finish(operands, |_, lowered| {
            let [left, right] = two(lowered);
            binary(node.operator, left, right, temporary, position)
        })
    }
}

/// The only two of a list.
pub(super) fn two(lowered: Vec<Lowered>) -> [Lowered; 2] {
    lowered
        .try_into()
        .unwrap_or_else(|_| unreachable!("two operands were lowered"))
}
