//! Binary operators, generic over the operator and the kinds of the operands.
//!
//! The cases of two int32 and of two doubles are inlined; all others are calls.

use crate::engine::{Agent, JsResult, NumericOperator};
use crate::heap::{Double, Frame, Slot, Value};
use crate::interpreter::operand::Operand;
use crate::interpreter::tree::Node;
use crate::numeric::{int, math};
use std::cmp::Ordering;
use std::marker::PhantomData;

/// An operator that gives a number (or, for `+`, a string).
pub trait Arithmetic: Unpin + 'static {
    /// The same for values of any type.
    const SLOW: NumericOperator;
    /// For two int32.
    fn ints(a: i32, b: i32) -> Value;
    /// For two doubles.
    fn doubles(a: Double, b: Double) -> Value;
    /// For values of any type.
    #[inline(always)]
    fn slow(agent: &mut Agent, a: Value, b: Value) -> JsResult {
        match Self::SLOW {
            NumericOperator::Add => agent.add_slow(a, b),
            operator => agent.binary_slow(operator, a, b),
        }
    }
}

/// An operator that gives a boolean.
pub trait Comparison: Unpin + 'static {
    /// For two int32.
    fn ints(a: i32, b: i32) -> bool;
    /// For two doubles.
    fn doubles(a: f64, b: f64) -> bool;
    /// For values of any type.
    fn slow(agent: &mut Agent, a: Value, b: Value) -> JsResult<bool>;
}

/// `a + b` and its like.
pub struct Binary<O, L, R> {
    left: L,
    right: R,
    /// Keeps the left operand while the right one is evaluated.
    temporary: Slot,
    position: u32,
    operator: PhantomData<O>,
}

impl<O, L, R> Binary<O, L, R> {
    /// A node.
    pub fn new(left: L, right: R, temporary: Slot, position: u32) -> Self {
        Binary {
            left,
            right,
            temporary,
            position,
            operator: PhantomData,
        }
    }
}

#[inline(always)]
fn operands<L: Operand, R: Operand>(
    agent: &mut Agent,
    frame: Frame,
    left: &L,
    right: &R,
    temporary: Slot,
) -> JsResult<(Value, Value)> {
    let a = left.value(agent, frame)?;
    if R::SIMPLE {
        return Ok((a, right.value(agent, frame)?));
    }
    frame.set(temporary, a);
    let b = right.value(agent, frame)?;
    frame.still_holds(temporary, a);
    Ok((a, b))
}

/// Applies an arithmetic operator.
#[inline(always)]
pub fn apply<O: Arithmetic>(agent: &mut Agent, a: Value, b: Value, position: u32) -> JsResult {
    if Value::both_int(a, b) {
        return Ok(O::ints(a.int_unchecked(), b.int_unchecked()));
    }
    if let (Some(a), Some(b)) = (a.as_double(), b.as_double()) {
        return Ok(O::doubles(a, b));
    }
    apply_slow::<O>(agent, a, b, position)
}

#[inline(never)]
fn apply_slow<O: Arithmetic>(agent: &mut Agent, a: Value, b: Value, position: u32) -> JsResult {
    if let (Some(a), Some(b)) = (a.number_as_double(), b.number_as_double()) {
        return Ok(O::doubles(a, b));
    }
    agent.machine.position = position;
    O::slow(agent, a, b)
}

impl<O: Arithmetic, L: Operand, R: Operand> Node for Binary<O, L, R> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let (a, b) = operands(agent, frame, &self.left, &self.right, self.temporary)?;
        apply::<O>(agent, a, b, self.position)
    }
}

/// `a < b` and its like.
pub struct Compare<O, L, R> {
    left: L,
    right: R,
    temporary: Slot,
    position: u32,
    operator: PhantomData<O>,
}

impl<O, L, R> Compare<O, L, R> {
    /// A node.
    pub fn new(left: L, right: R, temporary: Slot, position: u32) -> Self {
        Compare {
            left,
            right,
            temporary,
            position,
            operator: PhantomData,
        }
    }
}

#[inline(never)]
fn compare_slow<O: Comparison>(
    agent: &mut Agent,
    a: Value,
    b: Value,
    position: u32,
) -> JsResult<bool> {
    if let (Some(a), Some(b)) = (a.as_number(), b.as_number()) {
        return Ok(O::doubles(a, b));
    }
    agent.machine.position = position;
    agent.scoped(|agent| {
        agent.keep(a);
        agent.keep(b);
        O::slow(agent, a, b)
    })
}

impl<O: Comparison, L: Operand, R: Operand> Node for Compare<O, L, R> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Ok(Value::bool(self.cond(agent, frame)?))
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let (a, b) = operands(agent, frame, &self.left, &self.right, self.temporary)?;
        if Value::both_int(a, b) {
            return Ok(O::ints(a.int_unchecked(), b.int_unchecked()));
        }
        if let (Some(a), Some(b)) = (a.as_double(), b.as_double()) {
            return Ok(O::doubles(a.get(), b.get()));
        }
        compare_slow::<O>(agent, a, b, self.position)
    }
}

macro_rules! arithmetic {
    ($($(#[$doc:meta])* $name:ident, |$a:ident, $b:ident| $ints:expr, |$x:ident, $y:ident| $doubles:expr;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl Arithmetic for $name {
                const SLOW: NumericOperator = NumericOperator::$name;

                #[inline(always)]
                fn ints($a: i32, $b: i32) -> Value {
                    $ints
                }

                #[inline(always)]
                fn doubles($x: Double, $y: Double) -> Value {
                    $doubles
                }
            }
        )*
    };
}

/// `+` where the result is to be a property key: a string that is one already isn't made again.
pub struct AddForKey;

impl Arithmetic for AddForKey {
    const SLOW: NumericOperator = NumericOperator::Add;

    #[inline(always)]
    fn ints(a: i32, b: i32) -> Value {
        Add::ints(a, b)
    }

    #[inline(always)]
    fn doubles(a: Double, b: Double) -> Value {
        Add::doubles(a, b)
    }

    #[inline(always)]
    fn slow(agent: &mut Agent, a: Value, b: Value) -> JsResult {
        agent.add_for_key(a, b)
    }
}

/// An int where the checked operation gave one, else the double.
#[inline(always)]
fn int_or(int: Option<i32>, double: impl FnOnce() -> f64) -> Value {
    match int {
        Some(int) => Value::int(int),
        None => Value::double(double()),
    }
}

#[inline(always)]
fn multiply_ints(a: i32, b: i32) -> Value {
    match a.checked_mul(b) {
        Some(product) if product != 0 || (a | b) >= 0 => Value::int(product),
        _ => Value::double(Double::from(a) * Double::from(b)),
    }
}

#[inline(always)]
fn divide_ints(a: i32, b: i32) -> Value {
    match a.checked_rem(b) {
        Some(0) if a != 0 || b > 0 => Value::int(a / b),
        _ => Value::double(Double::from(a) / Double::from(b)),
    }
}

#[inline(always)]
fn remainder_ints(a: i32, b: i32) -> Value {
    if a >= 0 && b > 0 {
        return Value::int(a % b);
    }
    int_or(math::remainder_int32(a, b), || {
        math::remainder(a as f64, b as f64)
    })
}

arithmetic! {
    /// `+`
    Add, |a, b| int_or(a.checked_add(b), || a as f64 + b as f64), |x, y| Value::double(x + y);
    /// `-`
    Subtract, |a, b| int_or(a.checked_sub(b), || a as f64 - b as f64), |x, y| Value::double(x - y);
    /// `*`
    Multiply, |a, b| multiply_ints(a, b), |x, y| Value::double(x * y);
    /// `/`
    Divide, |a, b| divide_ints(a, b), |x, y| Value::double(x / y);
    /// `%`
    Remainder, |a, b| remainder_ints(a, b), |x, y| Value::number(math::remainder(x.get(), y.get()));
    /// `**`
    Exponent, |a, b| Value::number(math::exponentiate(a as f64, b as f64)),
        |x, y| Value::number(math::exponentiate(x.get(), y.get()));
    /// `&`
    BitAnd, |a, b| Value::int(a & b), |x, y| Value::int(int::to_int32(x.get()) & int::to_int32(y.get()));
    /// `|`
    BitOr, |a, b| Value::int(a | b), |x, y| Value::int(int::to_int32(x.get()) | int::to_int32(y.get()));
    /// `^`
    BitXor, |a, b| Value::int(a ^ b), |x, y| Value::int(int::to_int32(x.get()) ^ int::to_int32(y.get()));
    /// `<<`
    ShiftLeft, |a, b| Value::int(a.wrapping_shl(b as u32)),
        |x, y| Value::int(int::to_int32(x.get()).wrapping_shl(int::to_int32(y.get()) as u32));
    /// `>>`
    ShiftRight, |a, b| Value::int(a.wrapping_shr(b as u32)),
        |x, y| Value::int(int::to_int32(x.get()).wrapping_shr(int::to_int32(y.get()) as u32));
    /// `>>>`
    ShiftRightUnsigned, |a, b| Value::from_u32((a as u32).wrapping_shr(b as u32)),
        |x, y| Value::from_u32(int::to_uint32(x.get()).wrapping_shr(int::to_int32(y.get()) as u32));
}

macro_rules! comparison {
    ($($(#[$doc:meta])* $name:ident, $op:tt, |$agent:ident, $a:ident, $b:ident| $slow:expr;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl Comparison for $name {
                #[inline(always)]
                fn ints(a: i32, b: i32) -> bool {
                    a $op b
                }

                #[inline(always)]
                fn doubles(a: f64, b: f64) -> bool {
                    a $op b
                }

                fn slow($agent: &mut Agent, $a: Value, $b: Value) -> JsResult<bool> {
                    $slow
                }
            }
        )*
    };
}

comparison! {
    /// `<`
    Less, <, |agent, a, b| Ok(agent.compare(a, b)? == Some(Ordering::Less));
    /// `<=`
    LessEqual, <=, |agent, a, b| Ok(matches!(agent.compare(a, b)?, Some(Ordering::Less | Ordering::Equal)));
    /// `>`
    Greater, >, |agent, a, b| Ok(agent.compare(a, b)? == Some(Ordering::Greater));
    /// `>=`
    GreaterEqual, >=, |agent, a, b| Ok(matches!(agent.compare(a, b)?, Some(Ordering::Greater | Ordering::Equal)));
    /// `===`
    StrictEqual, ==, |agent, a, b| Ok(agent.heap.is_strictly_equal(a, b));
    /// `!==`
    StrictNotEqual, !=, |agent, a, b| Ok(!agent.heap.is_strictly_equal(a, b));
    /// `==`
    Equal, ==, |agent, a, b| agent.is_loosely_equal(a, b);
    /// `!=`
    NotEqual, !=, |agent, a, b| Ok(!agent.is_loosely_equal(a, b)?);
}
