//! Binary operators: choosing the instance of the generic nodes.

use super::lowerer::{Lowerer, boxed};
use super::operand::{Lowered, LoweredPart, Operand, operands, some};
use crate::heap::{PropertyKey, Slot};
use crate::interpreter::nodes::binary::*;
use crate::interpreter::nodes::relational::{In, Instanceof};
use crate::interpreter::nodes::unary::TypeofIs;
use crate::interpreter::nodes::update::{ElementCompound, LocalCompound, NamedCompound};
use crate::interpreter::{NodeBox, Part};
use crate::operators::{NumericOperator, operators};
use crate::syntax::ast::expression::{BinaryExpression, BinaryOperator, Expression, UnaryOperator};

/// What `typeof` may give.
const TYPES: &[&str] = &[
    "function",
    "object",
    "undefined",
    "boolean",
    "string",
    "symbol",
    "bigint",
    "number",
];

/// Calls a function with the node's type of an operator of the table.
macro_rules! with_numeric {
    (
        ($operator:expr, $call:ident, $arguments:tt)
        numeric { $($numeric:ident $text:literal $assigned:literal $level:ident,)* }
        $($others:tt)*
    ) => {
        match $operator {
            $(NumericOperator::$numeric => $call::<$numeric> $arguments,)*
        }
    };
}

/// The same for a binary operator: another function for comparisons, and a node for each word.
macro_rules! with_binary {
    (
        ($operator:expr, $numeric_call:ident, $comparison_call:ident, $arguments:tt, $($words:tt)*)
        numeric { $($numeric:ident $text:literal $assigned:literal $level:ident,)* }
        comparisons { $($comparison:ident $comparison_text:literal $comparison_level:ident,)* }
        $($others:tt)*
    ) => {
        match $operator {
            $(BinaryOperator::$numeric => $numeric_call::<$numeric> $arguments,)*
            $(BinaryOperator::$comparison => $comparison_call::<$comparison> $arguments,)*
            $($words)*
        }
    };
}

fn arithmetic<O: Arithmetic>(left: Operand, right: Operand, position: u32) -> NodeBox {
    let (a, b, slot) = (left.lowered, right.lowered, left.slot);
    operands!(boxed(Binary::<O, _, _>::new(a, b, slot, position)); a: Local, b: Local | Int)
}

fn comparison<O: Comparison>(left: Operand, right: Operand, position: u32) -> NodeBox {
    let (a, b, slot) = (left.lowered, right.lowered, left.slot);
    operands!(boxed(Compare::<O, _, _>::new(a, b, slot, position)); a: Local, b: Local | Int)
}

fn local_compound<O: Arithmetic>(
    slot: Slot,
    right: Lowered,
    temporary: Slot,
    position: u32,
) -> NodeBox {
    operands!(boxed(LocalCompound::<O, _>::new(slot, right, temporary, position)); right: Local | Int)
}

fn named_compound<O: Arithmetic>(
    object: Operand,
    key: PropertyKey,
    (old, right): (Slot, NodeBox),
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    let (slots, object) = ([object.slot, old], object.lowered);
    operands!(
        boxed(NamedCompound::<O, _>::new(object, key, right, slots, strict, places));
        object: Local
    )
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
    operators! { with_binary! { (
        operator, arithmetic, comparison, (left, right, position),
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
    ) } }
}

/// The node for an operator on numbers over two operands.
pub(super) fn numeric(
    operator: NumericOperator,
    left: Operand,
    right: Operand,
    position: u32,
) -> NodeBox {
    operators! { with_numeric! { (operator, arithmetic, (left, right, position)) } }
}

/// `slot op= right`
pub(super) fn compound_local(
    operator: NumericOperator,
    slot: Slot,
    right: Lowered,
    temporary: Slot,
    position: u32,
) -> NodeBox {
    operators! { with_numeric! { (operator, local_compound, (slot, right, temporary, position)) } }
}

/// `object.key op= right`; the slot is for the old value, the places are those of the read and of
/// the sign.
pub(super) fn compound_named(
    operator: NumericOperator,
    object: Operand,
    key: PropertyKey,
    right: (Slot, NodeBox),
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    operators! { with_numeric! { (operator, named_compound, (object, key, right, strict, places)) } }
}

/// `object[index] op= right`, as [`compound_named`].
pub(super) fn compound_element(
    operator: NumericOperator,
    object: Operand,
    index: Operand,
    right: (Slot, NodeBox),
    strict: bool,
    places: (u32, u32),
) -> NodeBox {
    operators! { with_numeric! { (operator, element_compound, (object, index, right, strict, places)) } }
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

    /// `typeof a === 'function'` and its like.
    fn typeof_is(&mut self, node: &'a BinaryExpression<'a>) -> Option<Part> {
        let negated = match node.operator {
            BinaryOperator::StrictEqual | BinaryOperator::Equal => false,
            BinaryOperator::StrictNotEqual | BinaryOperator::NotEqual => true,
            _ => return None,
        };
        let (Expression::Unary(left), Expression::String(right)) = (node.left, node.right) else {
            return None;
        };
        if left.operator != UnaryOperator::Typeof {
            return None;
        }
        let text = *TYPES.iter().find(|text| right.value.is(text))?;
        Some(self.typeof_with(left, move |value| {
            boxed(TypeofIs {
                value,
                text,
                negated,
            })
        }))
    }

    /// `a + b`
    pub(super) fn binary(&mut self, node: &'a BinaryExpression<'a>) -> Part {
        if let Some(part) = self.typeof_is(node) {
            return part;
        }
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
