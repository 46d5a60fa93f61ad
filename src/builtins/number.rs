//! [Number objects](https://tc39.es/ecma262/#sec-number-objects).

use super::locale_number::{self, NumberOptions};
use crate::engine::{
    Agent, Call, Constructor, Intrinsic, JsResult, Method, PrimitiveData, PropertyFlags, Value,
};
use crate::numeric::from_bigint::nearest_number;
use crate::numeric::{int, to_text};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Number",
    length: 1,
    run: construct,
};

const STATICS: &[Method] = &[
    Method::new("isFinite", 1, is_finite),
    Method::new("isInteger", 1, is_integer),
    Method::new("isNaN", 1, is_nan),
    Method::new("isSafeInteger", 1, is_safe_integer),
];

/// Global functions that are also properties of `Number`.
const GLOBALS: &[&str] = &["parseFloat", "parseInt"];

const CONSTANTS: &[(&str, f64)] = &[
    ("MAX_VALUE", f64::MAX),
    ("MIN_VALUE", 5e-324),
    ("NaN", f64::NAN),
    ("NEGATIVE_INFINITY", f64::NEG_INFINITY),
    ("POSITIVE_INFINITY", f64::INFINITY),
    ("MAX_SAFE_INTEGER", int::MAX_SAFE_INTEGER),
    ("MIN_SAFE_INTEGER", -int::MAX_SAFE_INTEGER),
    ("EPSILON", f64::EPSILON),
];

const METHODS: &[Method] = &[
    Method::new("toExponential", 1, to_exponential),
    Method::new("toFixed", 1, to_fixed),
    Method::new("toPrecision", 1, to_precision),
    Method::new("toString", 1, to_string),
    Method::new("valueOf", 0, value_of),
    Method::new("toLocaleString", 0, to_locale_string),
];

/// Makes `Number` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_wrapper(Value::ZERO, object_prototype);
    agent.heap.defer(prototype);
    agent
        .realm
        .set_intrinsic(Intrinsic::NumberPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Number, constructor);
    agent.define_methods(constructor, STATICS);
    for name in GLOBALS {
        let function = agent.initial_value(agent.realm.global_object, name);
        agent.define_constant(constructor, name, function, PropertyFlags::HIDDEN);
    }
    for &(name, value) in CONSTANTS {
        agent.define_constant(constructor, name, Value::number(value), PropertyFlags::NONE);
    }
    agent.define_methods(prototype, METHODS);
}

/// [Number ( value )](https://tc39.es/ecma262/#sec-number-constructor-number-value)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let new_target = call.new_target(agent);
    let value = if call.is_empty() {
        Value::ZERO
    } else {
        let numeric = agent.to_numeric(call.arg(0))?;
        match numeric.as_bigint() {
            Some(bigint) => Value::number(nearest_number(agent.heap.bigint(bigint))),
            None => numeric,
        }
    };
    if !call.is_construct() {
        return Ok(value);
    }
    let data = Box::new(PrimitiveData(value));
    Ok(agent
        .host_from_constructor(new_target, Intrinsic::NumberPrototype, data)?
        .value())
}

/// [Number.isFinite ( number )](https://tc39.es/ecma262/#sec-number.isfinite)
fn is_finite(_: &mut Agent, call: Call) -> JsResult {
    let number = call.arg(0).as_number();
    Ok(Value::bool(number.is_some_and(f64::is_finite)))
}

/// [Number.isInteger ( number )](https://tc39.es/ecma262/#sec-number.isinteger)
fn is_integer(_: &mut Agent, call: Call) -> JsResult {
    let number = call.arg(0).as_number();
    Ok(Value::bool(number.is_some_and(int::is_integer)))
}

/// [Number.isNaN ( number )](https://tc39.es/ecma262/#sec-number.isnan)
fn is_nan(_: &mut Agent, call: Call) -> JsResult {
    let number = call.arg(0).as_number();
    Ok(Value::bool(number.is_some_and(f64::is_nan)))
}

/// [Number.isSafeInteger ( number )](https://tc39.es/ecma262/#sec-number.issafeinteger)
fn is_safe_integer(_: &mut Agent, call: Call) -> JsResult {
    let number = call.arg(0).as_number();
    let safe = number
        .is_some_and(|number| int::is_integer(number) && number.abs() <= int::MAX_SAFE_INTEGER);
    Ok(Value::bool(safe))
}

/// [ThisNumberValue](https://tc39.es/ecma262/#sec-thisnumbervalue)
#[inline]
fn this_number_value(agent: &mut Agent, this: Value, method: &str) -> JsResult<f64> {
    if let Some(number) = this.as_number() {
        return Ok(number);
    }
    let wrapped = this
        .as_object()
        .and_then(|object| agent.heap.host::<PrimitiveData>(object))
        .and_then(|data| data.0.as_number());
    wrapped.ok_or_else(|| {
        agent.type_error(format!(
            "Number.prototype.{method} requires that 'this' be a Number"
        ))
    })
}

/// A number of digits from an argument, within bounds.
fn digits(agent: &mut Agent, number: f64, least: u32, what: &str) -> JsResult<u32> {
    if !(least as f64..=100.0).contains(&number) {
        return Err(agent.range_error(format!("{what} argument must be between {least} and 100")));
    }
    Ok(number as u32)
}

/// [Number.prototype.toExponential ( fractionDigits )](https://tc39.es/ecma262/#sec-number.prototype.toexponential)
fn to_exponential(agent: &mut Agent, call: Call) -> JsResult {
    let number = this_number_value(agent, call.this(), "toExponential")?;
    let wanted = agent.to_integer_or_infinity(call.arg(0))?;
    if !number.is_finite() {
        return Ok(agent.heap.number_to_string(number).value());
    }
    let wanted = digits(agent, wanted, 0, "toExponential()")?;
    let wanted = (!call.arg(0).is_undefined()).then_some(wanted);
    let text = to_text::number_to_exponential(number, wanted);
    Ok(agent.heap.new_string(&text).value())
}

/// [Number.prototype.toFixed ( fractionDigits )](https://tc39.es/ecma262/#sec-number.prototype.tofixed)
fn to_fixed(agent: &mut Agent, call: Call) -> JsResult {
    let number = this_number_value(agent, call.this(), "toFixed")?;
    let wanted = agent.to_integer_or_infinity(call.arg(0))?;
    let wanted = digits(agent, wanted, 0, "toFixed() digits")?;
    if !number.is_finite() {
        return Ok(agent.heap.number_to_string(number).value());
    }
    let text = to_text::number_to_fixed(number, wanted);
    Ok(agent.heap.new_string(&text).value())
}

/// [Number.prototype.toPrecision ( precision )](https://tc39.es/ecma262/#sec-number.prototype.toprecision)
fn to_precision(agent: &mut Agent, call: Call) -> JsResult {
    let number = this_number_value(agent, call.this(), "toPrecision")?;
    if call.arg(0).is_undefined() {
        return Ok(agent.heap.number_to_string(number).value());
    }
    let wanted = agent.to_integer_or_infinity(call.arg(0))?;
    if !number.is_finite() {
        return Ok(agent.heap.number_to_string(number).value());
    }
    let wanted = digits(agent, wanted, 1, "toPrecision()")?;
    let text = to_text::number_to_precision(number, wanted);
    Ok(agent.heap.new_string(&text).value())
}

/// The radix argument of `toString`.
pub(super) fn radix(agent: &mut Agent, value: Value) -> JsResult<u32> {
    if value.is_undefined() {
        return Ok(10);
    }
    let radix = agent.to_integer_or_infinity(value)?;
    if !(2.0..=36.0).contains(&radix) {
        return Err(agent.range_error("toString() radix argument must be between 2 and 36"));
    }
    Ok(radix as u32)
}

/// [Number.prototype.toString ( \[ radix \] )](https://tc39.es/ecma262/#sec-number.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let number = this_number_value(agent, call.this(), "toString")?;
    let radix = radix(agent, call.arg(0))?;
    if radix == 10 {
        return Ok(agent.heap.number_to_string(number).value());
    }
    if (0.0..radix as f64).contains(&number) && number.trunc() == number {
        let digit = char::from_digit(number as u32, radix).unwrap_or('0');
        return Ok(agent.heap.single_unit(digit as u8).value());
    }
    let text = to_text::number_to_radix_string(number, radix);
    Ok(agent.heap.new_string(&text).value())
}

/// [Number.prototype.valueOf ( )](https://tc39.es/ecma262/#sec-number.prototype.valueof)
fn value_of(agent: &mut Agent, call: Call) -> JsResult {
    let number = this_number_value(agent, call.this(), "valueOf")?;
    Ok(Value::number(number))
}

/// [Number.prototype.toLocaleString ( \[ locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-number.prototype.tolocalestring),
/// in American English.
fn to_locale_string(agent: &mut Agent, call: Call) -> JsResult {
    let number = this_number_value(agent, call.this(), "toLocaleString")?;
    let options = NumberOptions::read(agent, call.arg(1))?;
    let text = locale_number::format(number, &options);
    Ok(agent.heap.new_string(&text).value())
}
