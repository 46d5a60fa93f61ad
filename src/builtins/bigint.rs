//! [BigInt objects](https://tc39.es/ecma262/#sec-bigint-objects).

use super::{locale_number, number};
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, PreferredType, PrimitiveData, Value,
};
use crate::numeric::int::MAX_SAFE_INTEGER;
use num_bigint::{BigInt, Sign};

const CONSTRUCTOR: Constructor = Constructor {
    name: "BigInt",
    length: 1,
    run: construct,
};

const STATICS: &[Method] = &[
    Method::new("asUintN", 2, as_uint_n),
    Method::new("asIntN", 2, as_int_n),
];

const METHODS: &[Method] = &[
    Method::new("toLocaleString", 0, to_locale_string),
    Method::new("toString", 0, to_string),
    Method::new("valueOf", 0, value_of),
];

/// The widest bigint, in bits: V8's limit.
const MAX_BITS: u64 = 1 << 30;

/// Makes `BigInt` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::BigIntPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::BigInt, constructor);
    agent.define_methods(constructor, STATICS);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "BigInt");
}

/// [BigInt ( value )](https://tc39.es/ecma262/#sec-bigint-constructor-number-value)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if call.is_construct() {
        return Err(agent.type_error("BigInt is not a constructor"));
    }
    let primitive = agent.to_primitive(call.arg(0), PreferredType::Number)?;
    match primitive.as_number() {
        Some(number) => number_to_bigint(agent, number),
        None => agent.to_bigint(primitive),
    }
}

/// [NumberToBigInt](https://tc39.es/ecma262/#sec-numbertobigint)
fn number_to_bigint(agent: &mut Agent, number: f64) -> JsResult {
    match from_number(number) {
        Some(bigint) => Ok(agent.heap.new_bigint(bigint).value()),
        None => {
            let number = crate::numeric::to_text::number_to_string(number);
            Err(agent.range_error(format!(
                "The number {number} cannot be converted to a BigInt because it is not an integer"
            )))
        }
    }
}

/// The bigint of the same value, if the number is an integer.
fn from_number(number: f64) -> Option<BigInt> {
    if !number.is_finite() || number.trunc() != number {
        return None;
    }
    if number.abs() < MAX_SAFE_INTEGER {
        return Some(BigInt::from(number as i64));
    }
    let bits = number.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32 - 1075;
    let mantissa = BigInt::from(bits & ((1 << 52) - 1) | 1 << 52);
    let magnitude = if exponent >= 0 {
        mantissa << exponent
    } else {
        mantissa >> -exponent
    };
    Some(if number < 0.0 { -magnitude } else { magnitude })
}

/// The bits and the bigint that `asIntN` and `asUintN` are given.
fn wrap_arguments(agent: &mut Agent, call: Call) -> JsResult<(u64, BigInt)> {
    let bits = agent.to_integer_or_infinity(call.arg(0))?;
    if !(0.0..=MAX_SAFE_INTEGER).contains(&bits) {
        let text = "Invalid value: not (convertible to) a safe integer";
        return Err(agent.range_error(text));
    }
    let value = agent.to_bigint(call.arg(1))?;
    let value = value
        .as_bigint()
        .map(|bigint| agent.heap.bigint(bigint).clone())
        .unwrap_or_default();
    Ok((bits as u64, value))
}

/// The lowest bits of a bigint in two's complement.
fn lowest(value: BigInt, bits: u64) -> BigInt {
    if value.sign() != Sign::Minus && value.bits() <= bits {
        return value;
    }
    value & ((BigInt::from(1) << bits) - 1)
}

/// [BigInt.asUintN ( bits, bigint )](https://tc39.es/ecma262/#sec-bigint.asuintn)
fn as_uint_n(agent: &mut Agent, call: Call) -> JsResult {
    let (bits, value) = wrap_arguments(agent, call)?;
    if value.sign() == Sign::Minus && bits > MAX_BITS {
        return Err(agent.range_error("Maximum BigInt size exceeded"));
    }
    agent.poll_work((bits.min(MAX_BITS) / 64) as usize)?;
    Ok(agent.heap.new_bigint(lowest(value, bits)).value())
}

/// [BigInt.asIntN ( bits, bigint )](https://tc39.es/ecma262/#sec-bigint.asintn)
fn as_int_n(agent: &mut Agent, call: Call) -> JsResult {
    let (bits, value) = wrap_arguments(agent, call)?;
    // A value that has fewer bits stays as it is.
    if value.bits() < bits {
        return Ok(agent.heap.new_bigint(value).value());
    }
    agent.poll_work((bits / 64) as usize)?;
    let low = lowest(value, bits);
    let wrapped = if bits > 0 && low.bit(bits - 1) {
        low - (BigInt::from(1) << bits)
    } else {
        low
    };
    Ok(agent.heap.new_bigint(wrapped).value())
}

/// [ThisBigIntValue](https://tc39.es/ecma262/#sec-thisbigintvalue)
fn this_bigint_value(agent: &mut Agent, this: Value, method: &str) -> JsResult {
    if this.is_bigint() {
        return Ok(this);
    }
    let wrapped = this
        .as_object()
        .and_then(|object| agent.heap.host::<PrimitiveData>(object))
        .map(|data| data.0)
        .filter(|value| value.is_bigint());
    wrapped.ok_or_else(|| {
        agent.type_error(format!(
            "BigInt.prototype.{method} requires that 'this' be a BigInt"
        ))
    })
}

/// [BigInt.prototype.toString ( \[ radix \] )](https://tc39.es/ecma262/#sec-bigint.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let value = this_bigint_value(agent, call.this(), "toString")?;
    let radix = number::radix(agent, call.arg(0))?;
    let text = text(agent, value, radix)?;
    Ok(agent.heap.new_string(&text).value())
}

fn text(agent: &mut Agent, value: Value, radix: u32) -> JsResult<String> {
    let Some(bigint) = value.as_bigint() else {
        return Ok(String::new());
    };
    agent.bigint_text(bigint, radix)
}

/// [BigInt.prototype.toLocaleString ( \[ locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-bigint.prototype.tolocalestring),
/// in American English.
fn to_locale_string(agent: &mut Agent, call: Call) -> JsResult {
    let value = this_bigint_value(agent, call.this(), "toLocaleString")?;
    let text = locale_number::group(&text(agent, value, 10)?);
    Ok(agent.heap.new_string(&text).value())
}

/// [BigInt.prototype.valueOf ( )](https://tc39.es/ecma262/#sec-bigint.prototype.valueof)
fn value_of(agent: &mut Agent, call: Call) -> JsResult {
    this_bigint_value(agent, call.this(), "valueOf")
}
