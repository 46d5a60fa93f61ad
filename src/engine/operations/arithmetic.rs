//! Operators on values of any type: what runs when the fast paths of the interpreter don't apply.

use crate::engine::{Agent, JsResult, PreferredType, messages};
use crate::heap::{Heap, ShortText, Str, Value};
use crate::numeric::big;
pub use crate::operators::NumericOperator;
use num_bigint::{BigInt, Sign};

impl Agent {
    /// `a + b` for any values.
    #[inline(never)]
    pub fn add_slow(&mut self, a: Value, b: Value) -> JsResult {
        self.gc_point_with(a, b);
        if let Some(joined) = self.heap.join_short(a, b) {
            return Ok(self.heap.new_short(joined).value());
        }
        if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
            return Ok(self.concat(a, b)?.value());
        }
        self.add_others(a, b)
    }

    /// `a + b` for any values, where the result is to be a property key.
    #[inline(never)]
    pub fn add_for_key(&mut self, a: Value, b: Value) -> JsResult {
        if let Some(joined) = self.heap.join_short(a, b) {
            self.gc_point();
            return Ok(self.heap.short_key(joined).value());
        }
        self.add_slow(a, b)
    }

    #[inline(never)]
    fn add_others(&mut self, a: Value, b: Value) -> JsResult {
        self.scoped(|agent| {
            agent.keep(b);
            let a = agent.to_primitive(a, PreferredType::Default)?;
            agent.keep(a);
            let b = agent.to_primitive(b, PreferredType::Default)?;
            agent.keep(b);
            if a.is_string() || b.is_string() {
                let a = agent.to_string(a)?;
                let b = agent.to_string(b)?;
                return Ok(agent.concat(a, b)?.value());
            }
            agent.numeric_operation(NumericOperator::Add, a, b)
        })
    }

    /// Joins two strings.
    pub fn concat(&mut self, a: Str, b: Str) -> JsResult<Str> {
        match self.heap.concat(a, b) {
            Some(joined) => Ok(joined),
            None => Err(self.range_error("Invalid string length")),
        }
    }

    /// Joins several strings.
    pub fn concat_all(&mut self, pieces: &[Str]) -> JsResult<Str> {
        match self.heap.concat_all(pieces) {
            Some(joined) => Ok(joined),
            None => Err(self.range_error("Invalid string length")),
        }
    }

    /// Any other binary operator for any values.
    #[cold]
    #[inline(never)]
    pub fn binary_slow(&mut self, operator: NumericOperator, a: Value, b: Value) -> JsResult {
        if operator == NumericOperator::Add {
            return self.add_slow(a, b);
        }
        self.gc_point_with(a, b);
        self.scoped(|agent| {
            agent.keep(b);
            let a = agent.to_numeric(a)?;
            agent.keep(a);
            let b = agent.to_numeric(b)?;
            agent.numeric_operation(operator, a, b)
        })
    }

    fn numeric_operation(&mut self, operator: NumericOperator, a: Value, b: Value) -> JsResult {
        if a.is_bigint() || b.is_bigint() {
            return self.bigint_operation(operator, a, b);
        }
        let (x, y) = (self.to_number(a)?, self.to_number(b)?);
        Ok(Value::number(operator.apply(x, y)))
    }

    fn bigint_operation(&mut self, operator: NumericOperator, a: Value, b: Value) -> JsResult {
        let (Some(a), Some(b)) = (a.as_bigint(), b.as_bigint()) else {
            return Err(self.type_error(messages::MIX_BIGINT));
        };
        let bits = self.heap.bigint(a).bits().max(self.heap.bigint(b).bits());
        self.poll_work(bits as usize / 4096)?;
        use NumericOperator::*;
        if operator == Multiply {
            let (x, y) = (self.heap.bigint(a), self.heap.bigint(b));
            self.check_bigint_bits(x.bits().saturating_add(y.bits()))?;
        }
        let (x, y) = (self.heap.bigint(a), self.heap.bigint(b));
        let budget = &self.heap.budget;
        let result = match operator {
            Add => x + y,
            Subtract => x - y,
            Multiply => {
                let product = big::multiply(x, y, budget);
                self.metered(product)?
            }
            Divide | Remainder if y.sign() == Sign::NoSign => {
                return Err(self.range_error("Division by zero"));
            }
            Divide => {
                let divided = big::divide(x, y, budget);
                self.metered(divided)?.0
            }
            Remainder => {
                let divided = big::divide(x, y, budget);
                self.metered(divided)?.1
            }
            Exponent => {
                let (x, y) = (x.clone(), y.clone());
                return self.bigint_power(x, y);
            }
            BitAnd => x & y,
            BitOr => x | y,
            BitXor => x ^ y,
            ShiftLeft => {
                let (x, y) = (x.clone(), y.clone());
                return self.bigint_shift(x, y);
            }
            ShiftRight => {
                let (x, y) = (x.clone(), -y.clone());
                return self.bigint_shift(x, y);
            }
            ShiftRightUnsigned => {
                return Err(self.type_error("BigInts have no unsigned right shift, use >> instead"));
            }
        };
        self.check_bigint_bits(result.bits())?;
        Ok(self.heap.new_bigint(result).value())
    }

    /// V8's limit.
    fn check_bigint_bits(&mut self, bits: u64) -> JsResult<()> {
        if bits > (1 << 30) {
            return Err(self.range_error("Maximum BigInt size exceeded"));
        }
        Ok(())
    }

    fn bigint_power(&mut self, base: BigInt, exponent: BigInt) -> JsResult {
        if exponent.sign() == Sign::Minus {
            return Err(self.range_error(messages::NEGATIVE_EXPONENT));
        }
        let small = u32::try_from(&exponent).ok();
        let trivial = base.bits() <= 1;
        let result = match small {
            Some(exponent) => {
                if !trivial {
                    self.check_bigint_bits(
                        base.bits()
                            .saturating_sub(1)
                            .saturating_mul(exponent as u64),
                    )?;
                }
                let power = big::power(&base, exponent, &self.heap.budget);
                self.metered(power)?
            }
            None if trivial => {
                let odd = exponent.bit(0);
                if base.sign() == Sign::Minus && !odd {
                    -base
                } else {
                    base
                }
            }
            None => return Err(self.range_error("Maximum BigInt size exceeded")),
        };
        Ok(self.heap.new_bigint(result).value())
    }

    fn bigint_shift(&mut self, value: BigInt, left_by: BigInt) -> JsResult {
        let result = match i64::try_from(&left_by) {
            Ok(by) if by >= 0 => {
                if value.sign() != Sign::NoSign {
                    self.check_bigint_bits(value.bits().saturating_add(by as u64))?;
                    value << by as u64
                } else {
                    value
                }
            }
            Ok(by) => value >> by.unsigned_abs(),
            Err(_) if left_by.sign() == Sign::Minus => {
                BigInt::from(if value.sign() == Sign::Minus { -1 } else { 0 })
            }
            Err(_) if value.sign() == Sign::NoSign => value,
            Err(_) => return Err(self.range_error("Maximum BigInt size exceeded")),
        };
        Ok(self.heap.new_bigint(result).value())
    }

    /// `-a` for any value.
    pub fn negate_slow(&mut self, value: Value) -> JsResult {
        let value = self.to_numeric(value)?;
        if let Some(bigint) = value.as_bigint() {
            let negated = -self.heap.bigint(bigint).clone();
            return Ok(self.heap.new_bigint(negated).value());
        }
        Ok(Value::number(-self.to_number(value)?))
    }

    /// `~a` for any value.
    pub fn bit_not_slow(&mut self, value: Value) -> JsResult {
        let value = self.to_numeric(value)?;
        if let Some(bigint) = value.as_bigint() {
            let inverted: BigInt = -self.heap.bigint(bigint).clone() - 1i32;
            return Ok(self.heap.new_bigint(inverted).value());
        }
        Ok(Value::int(!self.to_int32(value)?))
    }

    /// A numeric value plus 1 or -1, for `++` and `--`.
    pub fn increment_slow(&mut self, value: Value, by: i32) -> JsResult {
        if let Some(bigint) = value.as_bigint() {
            let sum = self.heap.bigint(bigint).clone() + by;
            return Ok(self.heap.new_bigint(sum).value());
        }
        Ok(Value::number(self.to_number(value)? + by as f64))
    }
}

impl Heap {
    /// What two values give that `+` joins as short texts: strings and an int32, but not two.
    #[inline(always)]
    fn join_short(&self, a: Value, b: Value) -> Option<ShortText> {
        if !a.is_string() && !b.is_string() {
            return None;
        }
        self.short_text_of(a)?.join(self.short_text_of(b)?)
    }
}

impl Heap {
    #[inline(always)]
    fn short_text_of(&self, value: Value) -> Option<ShortText> {
        if let Some(string) = value.as_string() {
            return self.short_text(string);
        }
        Some(ShortText::of_int(value.as_int()?))
    }
}
