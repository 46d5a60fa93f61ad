//! Arithmetic on doubles where JavaScript's answer is not Rust's.
//!
//! Owns the number part of operators and `Math` functions that need more than one Rust call.
//! Does not own coercion of arguments. What isn't here (`+`, `floor`, `sqrt`, comparisons) is
//! IEEE 754 in both languages.

/// [Number::exponentiate ( base, exponent )](https://tc39.es/ecma262/#sec-numeric-types-number-exponentiate)
#[inline]
pub fn exponentiate(base: f64, exponent: f64) -> f64 {
    // IEEE 754 has pow(1, NaN) = pow(±1, ±Infinity) = 1.
    if exponent.is_nan() || (exponent.is_infinite() && base.abs() == 1.0) {
        return f64::NAN;
    }
    // The square is exactly rounded in V8; powf is so almost always.
    if exponent == 2.0 {
        base * base
    } else {
        base.powf(exponent)
    }
}

/// [Number::remainder ( n, d )](https://tc39.es/ecma262/#sec-numeric-types-number-remainder):
/// the result has the sign of the dividend, also when it is zero.
#[inline]
pub fn remainder(dividend: f64, divisor: f64) -> f64 {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    // Integers divide several times faster than fmod goes.
    if (0.0..EXACT).contains(&dividend) && (1.0..EXACT).contains(&divisor) {
        let (n, d) = (dividend as u64, divisor as u64);
        if n as f64 == dividend && d as f64 == divisor && dividend.is_sign_positive() {
            return (n % d) as f64;
        }
    }
    dividend % divisor
}

/// The remainder of small integers, or `None` where it is not one: division by 0, and a negative
/// dividend that leaves -0.
#[inline]
pub fn remainder_int32(dividend: i32, divisor: i32) -> Option<i32> {
    let result = dividend.checked_rem(divisor)?;
    (result != 0 || dividend >= 0).then_some(result)
}

/// [Math.round ( x )](https://tc39.es/ecma262/#sec-math.round): ties go up, and -0.5 to -0 gives -0.
#[inline]
pub fn round(value: f64) -> f64 {
    let above = value.ceil();
    if above - 0.5 > value {
        above - 1.0
    } else {
        above
    }
}

/// [Math.sign ( x )](https://tc39.es/ecma262/#sec-math.sign): keeps NaN and both zeros.
#[inline]
pub fn sign(value: f64) -> f64 {
    if value.is_nan() || value == 0.0 {
        value
    } else {
        1.0_f64.copysign(value)
    }
}

/// One step of [Math.max](https://tc39.es/ecma262/#sec-math.max): NaN wins, and 0 is above -0.
#[inline]
pub fn max(left: f64, right: f64) -> f64 {
    if left.is_nan() || right.is_nan() {
        f64::NAN
    } else if left == right {
        if left.is_sign_negative() { right } else { left }
    } else if left > right {
        left
    } else {
        right
    }
}

/// One step of [Math.min](https://tc39.es/ecma262/#sec-math.min): NaN wins, and -0 is below 0.
#[inline]
pub fn min(left: f64, right: f64) -> f64 {
    if left.is_nan() || right.is_nan() {
        f64::NAN
    } else if left == right {
        if left.is_sign_negative() { left } else { right }
    } else if left < right {
        left
    } else {
        right
    }
}

/// [Math.fround ( x )](https://tc39.es/ecma262/#sec-math.fround)
#[inline]
pub fn fround(value: f64) -> f64 {
    f64::from(value as f32)
}

/// [Math.f16round ( x )](https://tc39.es/ecma262/#sec-math.f16round): the nearest half-precision
/// number, ties to even.
pub fn f16round(value: f64) -> f64 {
    // The least magnitude that rounds to infinity: halfway from 65504 to 65536.
    const OVERFLOW: f64 = 65520.0;
    // The quantum of subnormal halves, 2^-24.
    const LEAST_EXPONENT: i32 = -24;
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    if value.abs() >= OVERFLOW {
        return f64::INFINITY.copysign(value);
    }
    let exponent = (value.to_bits() >> 52 & 0x7FF) as i32 - 1023;
    let quantum = 2.0_f64.powi((exponent - 10).max(LEAST_EXPONENT));
    ((value / quantum).round_ties_even() * quantum).copysign(value)
}

/// [Math.hypot ( ...args )](https://tc39.es/ecma262/#sec-math.hypot): scaled by the greatest
/// argument so that squares neither overflow nor vanish, with compensated summation as in V8.
pub fn hypot(values: &[f64]) -> f64 {
    let mut greatest = 0.0_f64;
    let mut nan = false;
    for value in values {
        let magnitude = value.abs();
        if magnitude.is_infinite() {
            return f64::INFINITY;
        }
        nan |= magnitude.is_nan();
        greatest = greatest.max(magnitude);
    }
    if nan {
        return f64::NAN;
    }
    if greatest == 0.0 {
        return 0.0;
    }
    let mut sum = 0.0;
    let mut compensation = 0.0;
    for value in values {
        let scaled = value.abs() / greatest;
        let summand = scaled * scaled - compensation;
        let preliminary = sum + summand;
        compensation = (preliminary - sum) - summand;
        sum = preliminary;
    }
    sum.sqrt() * greatest
}

/// [Math.clz32 ( x )](https://tc39.es/ecma262/#sec-math.clz32) of a number.
#[inline]
pub fn clz32(value: f64) -> u32 {
    super::int::to_uint32(value).leading_zeros()
}

/// [Math.imul ( x, y )](https://tc39.es/ecma262/#sec-math.imul) of numbers.
#[inline]
pub fn imul(left: f64, right: f64) -> i32 {
    super::int::to_int32(left).wrapping_mul(super::int::to_int32(right))
}

#[cfg(test)]
mod tests {
    use super::{
        clz32, exponentiate, f16round, fround, hypot, imul, max, min, remainder, remainder_int32,
        round, sign,
    };

    const NAN: f64 = f64::NAN;
    const INF: f64 = f64::INFINITY;

    #[track_caller]
    fn same(left: f64, right: f64) {
        let equal = left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan());
        assert!(equal, "{left} is not {right}");
    }

    #[test]
    fn powers() {
        same(exponentiate(1.0, INF), NAN);
        same(exponentiate(-1.0, -INF), NAN);
        same(exponentiate(1.0, NAN), NAN);
        same(exponentiate(NAN, 0.0), 1.0);
        same(exponentiate(-0.0, -3.0), -INF);
        same(exponentiate(-8.0, 1.0 / 3.0), NAN);
        same(exponentiate(-INF, 3.0), -INF);
        same(exponentiate(2.0, -1074.0), 5e-324);
        same(exponentiate(2.0, 0.5), std::f64::consts::SQRT_2);
        same(exponentiate(0.5, INF), 0.0);
    }

    #[test]
    fn remainders() {
        same(remainder(5.0, 3.0), 2.0);
        same(remainder(-5.0, 3.0), -2.0);
        same(remainder(5.0, -3.0), 2.0);
        same(remainder(-4.0, 2.0), -0.0);
        same(remainder(-0.0, 2.0), -0.0);
        same(remainder(5.5, 2.0), 1.5);
        same(remainder(5.0, 0.0), NAN);
        same(remainder(INF, 2.0), NAN);
        same(remainder(5.0, INF), 5.0);
        same(remainder(1e300, 7.0), 1.0);
        assert_eq!(remainder_int32(7, 3), Some(1));
        assert_eq!(remainder_int32(-7, 3), Some(-1));
        assert_eq!(remainder_int32(-6, 3), None);
        assert_eq!(remainder_int32(1, 0), None);
        assert_eq!(remainder_int32(i32::MIN, -1), None);
    }

    #[test]
    fn rounding() {
        same(round(-0.2), -0.0);
        same(round(-0.5), -0.0);
        same(round(-0.50000001), -1.0);
        same(round(0.49999999999999994), 0.0);
        same(round(0.5), 1.0);
        same(round(-2.5), -2.0);
        same(round(2.5), 3.0);
        same(round(4503599627370495.5), 4503599627370496.0);
        same(round(9007199254740991.0), 9007199254740991.0);
        same(round(-INF), -INF);
        same(round(NAN), NAN);
        same(fround(5.5), 5.5);
        same(fround(5.05), 5.050000190734863);
        same(fround(1e40), INF);
        same(sign(-0.0), -0.0);
        same(sign(-7.0), -1.0);
        same(sign(NAN), NAN);
    }

    #[test]
    fn halves() {
        same(f16round(5.05), 5.05078125);
        same(f16round(65519.99), 65504.0);
        same(f16round(65520.0), INF);
        same(f16round(-1e9), -INF);
        same(f16round(2.0_f64.powi(-24)), 2.0_f64.powi(-24));
        same(f16round(2.0_f64.powi(-25)), 0.0);
        same(f16round(-2.0_f64.powi(-25)), -0.0);
        same(f16round(2.0_f64.powi(-25) * 1.0001), 2.0_f64.powi(-24));
        same(f16round(2049.0), 2048.0);
        same(f16round(2051.0), 2052.0);
        same(f16round(5e-324), 0.0);
        same(f16round(NAN), NAN);
    }

    #[test]
    fn extremes() {
        same(max(0.0, -0.0), 0.0);
        same(max(-0.0, 0.0), 0.0);
        same(min(0.0, -0.0), -0.0);
        same(min(-0.0, 0.0), -0.0);
        same(max(NAN, 1.0), NAN);
        same(min(1.0, NAN), NAN);
        same(max(1.0, 2.0), 2.0);
        same(min(1.0, -INF), -INF);
    }

    #[test]
    fn others() {
        same(hypot(&[]), 0.0);
        same(hypot(&[3.0, 4.0]), 5.0);
        same(hypot(&[-0.0]), 0.0);
        same(hypot(&[NAN, INF]), INF);
        same(hypot(&[NAN, 1.0]), NAN);
        same(hypot(&[1e300, 1e300]), 1.4142135623730952e300);
        same(hypot(&[1e-300, 1e-300]), 1.4142135623730952e-300);
        assert_eq!(clz32(0.0), 32);
        assert_eq!(clz32(-1.0), 0);
        assert_eq!(clz32(4294967297.0), 31);
        assert_eq!(imul(4294967295.0, 5.0), -5);
    }
}
