//! [The Math object](https://tc39.es/ecma262/#sec-math-object).

use crate::builtins::iterables::for_each_of;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Method, PropertyFlags, Value};
use crate::numeric::exact_sum::ExactSum;
use crate::numeric::{elementary, math};

const METHODS: &[Method] = &[
    Method::new("abs", 1, abs),
    Method::new("acos", 1, acos),
    Method::new("acosh", 1, acosh),
    Method::new("asin", 1, asin),
    Method::new("asinh", 1, asinh),
    Method::new("atan", 1, atan),
    Method::new("atanh", 1, atanh),
    Method::new("atan2", 2, atan2),
    Method::new("ceil", 1, ceil),
    Method::new("cbrt", 1, cbrt),
    Method::new("expm1", 1, expm1),
    Method::new("clz32", 1, clz32),
    Method::new("cos", 1, cos),
    Method::new("cosh", 1, cosh),
    Method::new("exp", 1, exp),
    Method::new("floor", 1, floor),
    Method::new("fround", 1, fround),
    Method::new("hypot", 2, hypot),
    Method::new("imul", 2, imul),
    Method::new("log", 1, log),
    Method::new("log1p", 1, log1p),
    Method::new("log2", 1, log2),
    Method::new("log10", 1, log10),
    Method::new("max", 2, max),
    Method::new("min", 2, min),
    Method::new("pow", 2, pow),
    Method::new("random", 0, random),
    Method::new("round", 1, round),
    Method::new("sign", 1, sign),
    Method::new("sin", 1, sin),
    Method::new("sinh", 1, sinh),
    Method::new("sqrt", 1, sqrt),
    Method::new("tan", 1, tan),
    Method::new("tanh", 1, tanh),
    Method::new("trunc", 1, trunc),
];

/// What V8 adds last.
const LATER_METHODS: &[Method] = &[
    Method::new("f16round", 1, f16round),
    Method::new("sumPrecise", 1, sum_precise),
];

const CONSTANTS: &[(&str, f64)] = &[
    ("E", std::f64::consts::E),
    ("LN10", std::f64::consts::LN_10),
    ("LN2", std::f64::consts::LN_2),
    ("LOG10E", std::f64::consts::LOG10_E),
    ("LOG2E", std::f64::consts::LOG2_E),
    ("PI", std::f64::consts::PI),
    ("SQRT1_2", std::f64::consts::FRAC_1_SQRT_2),
    ("SQRT2", std::f64::consts::SQRT_2),
];

/// Makes `Math`.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let math = agent.heap.new_builtin_object(object_prototype.value());
    agent.define_methods(math, METHODS);
    for &(name, value) in CONSTANTS {
        agent.define_constant(math, name, Value::double(value), PropertyFlags::NONE);
    }
    agent.define_methods(math, LATER_METHODS);
    agent.define_tag(math, "Math");
    agent.define_global("Math", math.value());
}

/// Applies a function of one number.
#[inline(always)]
fn unary(agent: &mut Agent, call: Call, function: impl Fn(f64) -> f64) -> JsResult {
    let number = agent.to_number(call.arg(0))?;
    Ok(Value::number(function(number)))
}

/// Applies a function of two numbers.
#[inline(always)]
fn binary(agent: &mut Agent, call: Call, function: impl Fn(f64, f64) -> f64) -> JsResult {
    let first = agent.to_number(call.arg(0))?;
    let second = agent.to_number(call.arg(1))?;
    Ok(Value::number(function(first, second)))
}

/// Whether the argument is an integer in its short form, which rounding leaves alone.
#[inline(always)]
fn is_int(call: Call) -> bool {
    call.arg(0).is_int()
}

/// [Math.abs ( x )](https://tc39.es/ecma262/#sec-math.abs)
fn abs(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, f64::abs)
}

/// [Math.acos ( x )](https://tc39.es/ecma262/#sec-math.acos)
fn acos(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::acos)
}

/// [Math.acosh ( x )](https://tc39.es/ecma262/#sec-math.acosh)
fn acosh(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::acosh)
}

/// [Math.asin ( x )](https://tc39.es/ecma262/#sec-math.asin)
fn asin(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::asin)
}

/// [Math.asinh ( x )](https://tc39.es/ecma262/#sec-math.asinh)
fn asinh(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::asinh)
}

/// [Math.atan ( x )](https://tc39.es/ecma262/#sec-math.atan)
fn atan(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::atan)
}

/// [Math.atanh ( x )](https://tc39.es/ecma262/#sec-math.atanh)
fn atanh(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::atanh)
}

/// [Math.atan2 ( y, x )](https://tc39.es/ecma262/#sec-math.atan2)
fn atan2(agent: &mut Agent, call: Call) -> JsResult {
    binary(agent, call, elementary::atan2)
}

/// [Math.ceil ( x )](https://tc39.es/ecma262/#sec-math.ceil)
fn ceil(agent: &mut Agent, call: Call) -> JsResult {
    if is_int(call) {
        return Ok(call.arg(0));
    }
    unary(agent, call, f64::ceil)
}

/// [Math.cbrt ( x )](https://tc39.es/ecma262/#sec-math.cbrt)
fn cbrt(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::cbrt)
}

/// [Math.expm1 ( x )](https://tc39.es/ecma262/#sec-math.expm1)
fn expm1(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::expm1)
}

/// [Math.clz32 ( x )](https://tc39.es/ecma262/#sec-math.clz32)
fn clz32(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, |number| f64::from(math::clz32(number)))
}

/// [Math.cos ( x )](https://tc39.es/ecma262/#sec-math.cos)
fn cos(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::cos)
}

/// [Math.cosh ( x )](https://tc39.es/ecma262/#sec-math.cosh)
fn cosh(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::cosh)
}

/// [Math.exp ( x )](https://tc39.es/ecma262/#sec-math.exp)
fn exp(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::exp)
}

/// [Math.floor ( x )](https://tc39.es/ecma262/#sec-math.floor)
fn floor(agent: &mut Agent, call: Call) -> JsResult {
    if is_int(call) {
        return Ok(call.arg(0));
    }
    unary(agent, call, f64::floor)
}

/// [Math.fround ( x )](https://tc39.es/ecma262/#sec-math.fround)
fn fround(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, math::fround)
}

/// [Math.hypot ( ...args )](https://tc39.es/ecma262/#sec-math.hypot)
fn hypot(agent: &mut Agent, call: Call) -> JsResult {
    let mut numbers = Vec::with_capacity(call.len());
    for index in 0..call.len() {
        numbers.push(agent.to_number(call.arg(index))?);
    }
    Ok(Value::number(math::hypot(&numbers)))
}

/// [Math.imul ( x, y )](https://tc39.es/ecma262/#sec-math.imul)
fn imul(agent: &mut Agent, call: Call) -> JsResult {
    binary(agent, call, |x, y| f64::from(math::imul(x, y)))
}

/// [Math.log ( x )](https://tc39.es/ecma262/#sec-math.log)
fn log(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::log)
}

/// [Math.log1p ( x )](https://tc39.es/ecma262/#sec-math.log1p)
fn log1p(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::log1p)
}

/// [Math.log2 ( x )](https://tc39.es/ecma262/#sec-math.log2)
fn log2(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::log2)
}

/// [Math.log10 ( x )](https://tc39.es/ecma262/#sec-math.log10)
fn log10(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::log10)
}

/// [Math.max ( ...args )](https://tc39.es/ecma262/#sec-math.max)
fn max(agent: &mut Agent, call: Call) -> JsResult {
    if call.len() == 2
        && let (Some(a), Some(b)) = (call.arg(0).as_int(), call.arg(1).as_int())
    {
        return Ok(Value::int(a.max(b)));
    }
    let mut result = f64::NEG_INFINITY;
    for index in 0..call.len() {
        let number = agent.to_number(call.arg(index))?;
        result = math::max(result, number);
    }
    Ok(Value::number(result))
}

/// [Math.min ( ...args )](https://tc39.es/ecma262/#sec-math.min)
fn min(agent: &mut Agent, call: Call) -> JsResult {
    if call.len() == 2
        && let (Some(a), Some(b)) = (call.arg(0).as_int(), call.arg(1).as_int())
    {
        return Ok(Value::int(a.min(b)));
    }
    let mut result = f64::INFINITY;
    for index in 0..call.len() {
        let number = agent.to_number(call.arg(index))?;
        result = math::min(result, number);
    }
    Ok(Value::number(result))
}

/// [Math.pow ( base, exponent )](https://tc39.es/ecma262/#sec-math.pow)
fn pow(agent: &mut Agent, call: Call) -> JsResult {
    binary(agent, call, math::exponentiate)
}

/// [Math.random ( )](https://tc39.es/ecma262/#sec-math.random)
fn random(agent: &mut Agent, _: Call) -> JsResult {
    Ok(Value::number(agent.ambient.random()))
}

/// [Math.round ( x )](https://tc39.es/ecma262/#sec-math.round)
fn round(agent: &mut Agent, call: Call) -> JsResult {
    if is_int(call) {
        return Ok(call.arg(0));
    }
    unary(agent, call, math::round)
}

/// [Math.sign ( x )](https://tc39.es/ecma262/#sec-math.sign)
fn sign(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, math::sign)
}

/// [Math.sin ( x )](https://tc39.es/ecma262/#sec-math.sin)
fn sin(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::sin)
}

/// [Math.sinh ( x )](https://tc39.es/ecma262/#sec-math.sinh)
fn sinh(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::sinh)
}

/// [Math.sqrt ( x )](https://tc39.es/ecma262/#sec-math.sqrt)
fn sqrt(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, f64::sqrt)
}

/// [Math.tan ( x )](https://tc39.es/ecma262/#sec-math.tan)
fn tan(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::tan)
}

/// [Math.tanh ( x )](https://tc39.es/ecma262/#sec-math.tanh)
fn tanh(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, elementary::tanh)
}

/// [Math.trunc ( x )](https://tc39.es/ecma262/#sec-math.trunc)
fn trunc(agent: &mut Agent, call: Call) -> JsResult {
    if is_int(call) {
        return Ok(call.arg(0));
    }
    unary(agent, call, f64::trunc)
}

/// [Math.f16round ( x )](https://tc39.es/ecma262/#sec-math.f16round)
fn f16round(agent: &mut Agent, call: Call) -> JsResult {
    unary(agent, call, math::f16round)
}

/// [Math.sumPrecise ( items )](https://tc39.es/ecma262/#sec-math.sumprecise)
fn sum_precise(agent: &mut Agent, call: Call) -> JsResult {
    let items = call.arg(0);
    let mut sum = ExactSum::default();
    // What isn't finite sums up as usual; -0 is the sum of nothing.
    let (mut infinite, mut is_empty) = (0.0, true);
    for_each_of(agent, items, |agent, item| {
        let Some(number) = item.as_number() else {
            let what = agent.value_for_message(item);
            return Err(agent.type_error(format!("{what} is not a number")));
        };
        if !number.is_finite() {
            infinite += number;
        } else if number != 0.0 || number.is_sign_positive() {
            is_empty = false;
            sum.add(number);
        }
        Ok(())
    })?;
    Ok(Value::number(if infinite != 0.0 {
        infinite
    } else if is_empty {
        -0.0
    } else {
        sum.rounded()
    }))
}
