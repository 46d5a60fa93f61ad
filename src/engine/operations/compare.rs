//! [Testing and comparison](https://tc39.es/ecma262/#sec-testing-and-comparison-operations).

use crate::engine::{Agent, JsResult, PreferredType};
use crate::heap::{Heap, Kind, Value};
use crate::numeric::big;
use num_bigint::BigInt;
use std::borrow::Cow;
use std::cmp::Ordering;

impl Agent {
    /// [IsLooselyEqual](https://tc39.es/ecma262/#sec-islooselyequal)
    pub fn is_loosely_equal(&mut self, a: Value, b: Value) -> JsResult<bool> {
        if a == b || (a.is_number() && b.is_number()) || (a.is_string() && b.is_string()) {
            return Ok(self.heap.is_strictly_equal(a, b));
        }
        if a.is_nullish() || b.is_nullish() {
            return Ok(a.is_nullish() && b.is_nullish());
        }
        if a.is_object() && b.is_object() {
            return Ok(false);
        }
        if a.is_bool() {
            let a = Value::int((a == Value::TRUE) as i32);
            return self.is_loosely_equal(a, b);
        }
        if b.is_bool() {
            let b = Value::int((b == Value::TRUE) as i32);
            return self.is_loosely_equal(a, b);
        }
        if a.is_object() {
            let a = self.to_primitive(a, PreferredType::Default)?;
            return self.is_loosely_equal(a, b);
        }
        if b.is_object() {
            let b = self.to_primitive(b, PreferredType::Default)?;
            return self.is_loosely_equal(a, b);
        }
        if a.is_symbol() || b.is_symbol() {
            return Ok(false);
        }
        // Numbers, strings and bigints, of two types.
        Ok(self.compare_primitives(a, b) == Some(Ordering::Equal))
    }

    /// The order of two numbers, strings or bigints of which at least one isn't a string.
    fn compare_primitives(&self, a: Value, b: Value) -> Option<Ordering> {
        match (
            self.heap.numeric_beside(a, b)?,
            self.heap.numeric_beside(b, a)?,
        ) {
            (Numeric::Number(a), Numeric::Number(b)) => a.partial_cmp(&b),
            (Numeric::Big(a), Numeric::Big(b)) => Some((*a).cmp(&*b)),
            (Numeric::Big(a), Numeric::Number(b)) => compare_big(&a, b),
            (Numeric::Number(a), Numeric::Big(b)) => compare_big(&b, a).map(Ordering::reverse),
        }
    }

    /// [IsLessThan](https://tc39.es/ecma262/#sec-islessthan) with both conversions done left to
    /// right: the order of the operands, `None` where they have none (NaN).
    pub fn compare(&mut self, a: Value, b: Value) -> JsResult<Option<Ordering>> {
        let a = self.to_primitive(a, PreferredType::Number)?;
        self.keep(a);
        let b = self.to_primitive(b, PreferredType::Number)?;
        if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
            return Ok(Some(self.heap.compare_strings(a, b)));
        }
        if (a.is_bigint() && (b.is_bigint() || b.is_string())) || (b.is_bigint() && a.is_string()) {
            return Ok(self.compare_primitives(a, b));
        }
        let a = self.to_numeric(a)?;
        let b = self.to_numeric(b)?;
        Ok(self.compare_primitives(a, b))
    }

    /// [InstanceofOperator](https://tc39.es/ecma262/#sec-instanceofoperator)
    pub fn instanceof_operator(&mut self, value: Value, target: Value) -> JsResult<bool> {
        let Some(object) = target.as_object() else {
            return Err(self.type_error("Right-hand side of 'instanceof' is not an object"));
        };
        let key = crate::heap::PropertyKey::symbol(self.symbols.has_instance);
        let handler = self.get(object, key)?;
        if !handler.is_nullish() {
            let result = self.call(handler, target, &[value])?;
            return Ok(self.heap.to_boolean(result));
        }
        if !self.heap.is_callable(target) {
            return Err(self.type_error("Right-hand side of 'instanceof' is not callable"));
        }
        self.ordinary_has_instance(target, value)
    }

    /// [OrdinaryHasInstance](https://tc39.es/ecma262/#sec-ordinaryhasinstance)
    pub fn ordinary_has_instance(&mut self, constructor: Value, value: Value) -> JsResult<bool> {
        let Some(object) = constructor
            .as_object()
            .filter(|_| self.heap.is_callable(constructor))
        else {
            return Ok(false);
        };
        if object.is(Kind::Bound) {
            let target = self.heap.bound_target(object);
            return self.instanceof_operator(value, target);
        }
        let Some(instance) = value.as_object() else {
            return Ok(false);
        };
        let proto = self.get(object, self.names.prototype)?;
        if !proto.is_object() {
            let text = self.value_for_message(proto);
            let text = format!("Function has non-object prototype '{text}' in instanceof check");
            return Err(self.type_error(text));
        }
        let (mut current, mut proxies) = (instance, 0);
        while let Some(object) = self.next_prototype(current, &mut proxies)? {
            if object.value() == proto {
                return Ok(true);
            }
            current = object;
        }
        Ok(false)
    }
}

impl Heap {
    /// A value as what it is compared as with another: beside a bigint, a string is a bigint or
    /// nothing.
    fn numeric_beside(&self, value: Value, other: Value) -> Option<Numeric<'_>> {
        match value.as_string() {
            Some(string) if other.is_bigint() => {
                let bigint = self.string_to_bigint(string)?;
                Some(Numeric::Big(Cow::Owned(bigint)))
            }
            _ => self.big_or_number(value),
        }
    }
}

impl Heap {
    /// [SameValueZero](https://tc39.es/ecma262/#sec-samevaluezero)
    #[inline]
    pub fn same_value_zero(&self, a: Value, b: Value) -> bool {
        match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => a == b || (a.is_nan() && b.is_nan()),
            _ => self.is_strictly_equal(a, b),
        }
    }

    /// [SameValue](https://tc39.es/ecma262/#sec-samevalue)
    pub fn same_value(&self, a: Value, b: Value) -> bool {
        match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => {
                (a == b && a.is_sign_negative() == b.is_sign_negative())
                    || (a.is_nan() && b.is_nan())
            }
            _ => self.is_strictly_equal(a, b),
        }
    }

    fn big_or_number(&self, value: Value) -> Option<Numeric<'_>> {
        if let Some(number) = value.as_number() {
            return Some(Numeric::Number(number));
        }
        if let Some(bigint) = value.as_bigint() {
            return Some(Numeric::Big(Cow::Borrowed(self.bigint(bigint))));
        }
        Some(Numeric::Number(self.string_to_number(value.as_string()?)))
    }
}

impl Heap {
    /// [IsStrictlyEqual](https://tc39.es/ecma262/#sec-isstrictlyequal)
    #[inline]
    pub fn is_strictly_equal(&self, a: Value, b: Value) -> bool {
        if a == b {
            // The same bits: equal, except NaN.
            return !a.as_double().is_some_and(|double| double.get().is_nan());
        }
        if let (Some(a), Some(b)) = (a.as_number(), b.as_number()) {
            return a == b;
        }
        if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
            return self.same_string(a, b);
        }
        match (a.as_bigint(), b.as_bigint()) {
            (Some(a), Some(b)) => self.bigint(a) == self.bigint(b),
            _ => false,
        }
    }

    /// [StringToBigInt](https://tc39.es/ecma262/#sec-stringtobigint); anything where the budget is
    /// spent.
    pub fn string_to_bigint(&self, string: crate::heap::Str) -> Option<BigInt> {
        let text = self.utf8(string);
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let radix = |digits: &str, radix| {
            let value = big::from_digits(digits, radix, &self.budget);
            Some(BigInt::from(value.unwrap_or_default()?))
        };
        match text.get(..2) {
            Some("0x" | "0X") => radix(&text[2..], 16),
            Some("0o" | "0O") => radix(&text[2..], 8),
            Some("0b" | "0B") => radix(&text[2..], 2),
            _ if text.is_empty() => Some(BigInt::ZERO),
            _ => {
                let (sign, digits) = match text.strip_prefix('-') {
                    Some(digits) => (-1, digits),
                    None => (1, text.strip_prefix('+').unwrap_or(text)),
                };
                radix(digits, 10).map(|value| value * sign)
            }
        }
    }
}

enum Numeric<'a> {
    Number(f64),
    Big(Cow<'a, BigInt>),
}

fn compare_big(a: &BigInt, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    // Exact: compare with the integral part, then the rest decides.
    let whole = bigint_from_integral(b.trunc());
    let order = a.cmp(&whole);
    if order != Ordering::Equal {
        return Some(order);
    }
    let rest = b - b.trunc();
    rest.partial_cmp(&0.0).map(Ordering::reverse)
}

/// The bigint of a finite number without fraction.
pub(in crate::engine) fn bigint_from_integral(number: f64) -> BigInt {
    let bits = number.to_bits();
    let exponent = ((bits >> 52) & 0x7FF) as i32 - 1075;
    let mantissa = if number == 0.0 {
        0
    } else {
        (bits & ((1 << 52) - 1)) | (1 << 52)
    };
    let magnitude = BigInt::from(mantissa);
    let magnitude = if exponent >= 0 {
        magnitude << exponent as u32
    } else {
        magnitude >> (-exponent) as u32
    };
    if number < 0.0 { -magnitude } else { magnitude }
}
