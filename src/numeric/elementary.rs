//! Elementary functions that give the bits V8 gives.
//!
//! V8 computes them with the methods of fdlibm; so does the `libm` crate for most. The rest, where
//! that crate has gone over to other methods, follow fdlibm's approximations here: argument
//! reduction to an interval around 1, and the published coefficients of the polynomial there.

// The coefficients are written as they were published.
#![allow(clippy::excessive_precision, clippy::approx_constant)]

pub use libm::{acos, asin, atan, atan2, atanh, expm1, log2, tan};

use std::f64::consts::LN_2;

const LN2_HIGH: f64 = 6.93147180369123816490e-01;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const TWO_54: f64 = 18014398509481984.0;

fn high_word(value: f64) -> i32 {
    (value.to_bits() >> 32) as i32
}

fn with_high_word(value: f64, high: i32) -> f64 {
    f64::from_bits((value.to_bits() & 0xFFFF_FFFF) | (high as u32 as u64) << 32)
}

/// The exponential function; of 1 it is exactly what `Math.E` is.
pub fn exp(value: f64) -> f64 {
    if value == 1.0 {
        std::f64::consts::E
    } else {
        libm::exp(value)
    }
}

/// Sine.
pub fn sin(value: f64) -> f64 {
    match quarter_turns(value) {
        None => libm::sin(value),
        Some((0, y, tail)) => sine_near_zero(y, tail),
        Some((1, y, tail)) => cosine_near_zero(y, tail),
        Some((2, y, tail)) => -sine_near_zero(y, tail),
        Some((_, y, tail)) => -cosine_near_zero(y, tail),
    }
}

/// Cosine.
pub fn cos(value: f64) -> f64 {
    match quarter_turns(value) {
        None => libm::cos(value),
        Some((0, y, tail)) => cosine_near_zero(y, tail),
        Some((1, y, tail)) => -sine_near_zero(y, tail),
        Some((2, y, tail)) => -cosine_near_zero(y, tail),
        Some((_, y, tail)) => sine_near_zero(y, tail),
    }
}

/// Takes quarter turns off an angle: how many modulo 4, and what is left, in two parts. `None` for
/// angles of more than 2^19 of them.
fn quarter_turns(value: f64) -> Option<(i32, f64, f64)> {
    const INVERSE: f64 = 6.36619772367581382433e-01;
    // Half of pi in parts of 33 bits, each with what is left of it.
    const FIRST: (f64, f64) = (1.57079632673412561417e+00, 6.07710050650619224932e-11);
    const SECOND: (f64, f64) = (6.07710050630396597660e-11, 2.02226624879595063154e-21);
    const THIRD: (f64, f64) = (2.02226624871116645580e-21, 8.47842766036889956997e-32);
    let x = value.abs();
    let high = high_word(x);
    if high <= 0x3FE9_21FB {
        return Some((0, value, 0.0));
    }
    if high > 0x4139_21FB {
        return None;
    }
    let n = (x * INVERSE + 0.5) as i32;
    let turns = f64::from(n);
    let exponent = |value: f64| (high_word(value) >> 20) & 0x7FF;
    let mut r = x - turns * FIRST.0;
    let mut w = turns * FIRST.1;
    let mut y = r - w;
    // Where nearly everything cancels out, further parts are needed.
    for (part, limit) in [(SECOND, 16), (THIRD, 49)] {
        if exponent(x) - exponent(y) <= limit {
            break;
        }
        let before = r;
        w = turns * part.0;
        r = before - w;
        w = turns * part.1 - ((before - r) - w);
        y = r - w;
    }
    let tail = (r - y) - w;
    Some(if value < 0.0 {
        (-n & 3, -y, -tail)
    } else {
        (n & 3, y, tail)
    })
}

/// Sine of an angle of at most an eighth turn, in two parts.
fn sine_near_zero(x: f64, tail: f64) -> f64 {
    const S: [f64; 6] = [
        -1.66666666666666324348e-01,
        8.33333333332248946124e-03,
        -1.98412698298579493134e-04,
        2.75573137070700676789e-06,
        -2.50507602534068634195e-08,
        1.58969099521155010221e-10,
    ];
    if x.abs() < 1.0 / 134217728.0 {
        return x;
    }
    let z = x * x;
    let v = z * x;
    let r = S[1] + z * (S[2] + z * (S[3] + z * (S[4] + z * S[5])));
    if tail == 0.0 {
        x + v * (S[0] + z * r)
    } else {
        x - ((z * (0.5 * tail - v * r) - tail) - v * S[0])
    }
}

/// Cosine of an angle of at most an eighth turn, in two parts.
fn cosine_near_zero(x: f64, tail: f64) -> f64 {
    const C: [f64; 6] = [
        4.16666666666666019037e-02,
        -1.38888888888741095749e-03,
        2.48015872894767294178e-05,
        -2.75573143513906633035e-07,
        2.08757232129817482790e-09,
        -1.13596475577881948265e-11,
    ];
    if x.abs() < 1.0 / 134217728.0 {
        return 1.0;
    }
    let high = high_word(x) & 0x7FFF_FFFF;
    let z = x * x;
    let r = z * (C[0] + z * (C[1] + z * (C[2] + z * (C[3] + z * (C[4] + z * C[5])))));
    if high < 0x3FD3_3333 {
        return 1.0 - (0.5 * z - (z * r - x * tail));
    }
    let part = if high > 0x3FE9_0000 {
        0.28125
    } else {
        with_high_word(0.0, high - 0x0020_0000)
    };
    let rest = 0.5 * z - part;
    (1.0 - part) - (rest - (z * r - x * tail))
}

/// Natural logarithm of 1 plus the argument.
pub fn log1p(value: f64) -> f64 {
    value.ln_1p()
}

/// Splits a positive finite number into a scaled number without subnormals and its exponent.
fn scaled(value: f64) -> (f64, i32) {
    if high_word(value) < 0x0010_0000 {
        (value * TWO_54, -54)
    } else {
        (value, 0)
    }
}

/// What logarithms are outside the positive finite numbers.
fn logarithm_edge(value: f64) -> Option<f64> {
    if value == 0.0 {
        Some(f64::NEG_INFINITY)
    } else if value.is_nan() || value < 0.0 {
        Some(f64::NAN)
    } else {
        value.is_infinite().then_some(value)
    }
}

/// Natural logarithm.
pub fn log(value: f64) -> f64 {
    const ODD: [f64; 4] = [
        6.666666666666735130e-01,
        2.857142874366239149e-01,
        1.818357216161805012e-01,
        1.479819860511658591e-01,
    ];
    const EVEN: [f64; 3] = [
        3.999999999940941908e-01,
        2.222219843214978396e-01,
        1.531383769920937332e-01,
    ];
    if let Some(edge) = logarithm_edge(value) {
        return edge;
    }
    let (x, shift) = scaled(value);
    let high = high_word(x);
    let fraction = high & 0xF_FFFF;
    // 2^k (1 + f), with sqrt(2)/2 < 1 + f < sqrt(2).
    let carry = (fraction + 0x9_5F64) & 0x10_0000;
    let k = shift + (high >> 20) - 1023 + (carry >> 20);
    let f = with_high_word(x, fraction | (carry ^ 0x3FF0_0000)) - 1.0;
    let dk = f64::from(k);
    if 0xF_FFFF & (2 + fraction) < 3 {
        if f == 0.0 {
            return if k == 0 {
                0.0
            } else {
                dk * LN2_HIGH + dk * LN2_LOW
            };
        }
        let r = f * f * (0.5 - 0.33333333333333333 * f);
        return if k == 0 {
            f - r
        } else {
            dk * LN2_HIGH - ((r - dk * LN2_LOW) - f)
        };
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let t1 = w * (EVEN[0] + w * (EVEN[1] + w * EVEN[2]));
    let t2 = z * (ODD[0] + w * (ODD[1] + w * (ODD[2] + w * ODD[3])));
    let r = t2 + t1;
    if (fraction - 0x6_147A) | (0x6_B851 - fraction) > 0 {
        let half_square = 0.5 * f * f;
        if k == 0 {
            f - (half_square - s * (half_square + r))
        } else {
            dk * LN2_HIGH - ((half_square - (s * (half_square + r) + dk * LN2_LOW)) - f)
        }
    } else if k == 0 {
        f - s * (f - r)
    } else {
        dk * LN2_HIGH - ((s * (f - r) - dk * LN2_LOW) - f)
    }
}

/// Decimal logarithm.
pub fn log10(value: f64) -> f64 {
    const INVERSE_LN10: f64 = 4.34294481903251816668e-01;
    const LOG10_2_HIGH: f64 = 3.01029995663611771306e-01;
    const LOG10_2_LOW: f64 = 3.69423907715893078616e-13;
    if let Some(edge) = logarithm_edge(value) {
        return edge;
    }
    let (x, shift) = scaled(value);
    let high = high_word(x);
    let k = shift + (high >> 20) - 1023;
    let below = i32::from(k < 0);
    let y = f64::from(k + below);
    let x = with_high_word(x, (high & 0xF_FFFF) | (0x3FF - below) << 20);
    let z = y * LOG10_2_LOW + INVERSE_LN10 * log(x);
    z + y * LOG10_2_HIGH
}

/// Cube root.
pub fn cbrt(value: f64) -> f64 {
    const GUESS: i32 = 715_094_163;
    const GUESS_SUBNORMAL: i32 = 696_219_795;
    const P: [f64; 5] = [
        1.87595182427177009643,
        -1.88497979543377169875,
        1.621429720105354466140,
        -0.758397934778766047437,
        0.145996192886612446982,
    ];
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let x = value.abs();
    let mut t = if high_word(x) < 0x0010_0000 {
        let high = high_word(x * TWO_54) / 3 + GUESS_SUBNORMAL;
        with_high_word(0.0, high)
    } else {
        with_high_word(0.0, high_word(x) / 3 + GUESS)
    };
    let r = (t * t) * (t / x);
    t *= (P[0] + r * (P[1] + r * P[2])) + ((r * r) * r) * (P[3] + r * P[4]);
    // To 23 bits, so that the square is exact; then one step of Newton's method.
    t = f64::from_bits((t.to_bits() + 0x8000_0000) & 0xFFFF_FFFF_C000_0000);
    let s = t * t;
    let r = x / s;
    let r = (r - t) / (t + t + r);
    (t + t * r).copysign(value)
}

const EXP_LIMIT: f64 = 709.7822265625;
const HYPERBOLIC_LIMIT: f64 = 710.4758600739439;
const TINY: f64 = 1.0 / 268435456.0;

/// Hyperbolic sine.
pub fn sinh(value: f64) -> f64 {
    let half = if value < 0.0 { -0.5 } else { 0.5 };
    let x = value.abs();
    if x < 22.0 {
        if x < TINY {
            return value;
        }
        let t = expm1(x);
        return if x < 1.0 {
            half * (2.0 * t - t * t / (t + 1.0))
        } else {
            half * (t + t / (t + 1.0))
        };
    }
    if x < EXP_LIMIT {
        return half * exp(x);
    }
    if x <= HYPERBOLIC_LIMIT {
        let w = exp(0.5 * x);
        return half * w * w;
    }
    value * f64::INFINITY
}

/// Hyperbolic cosine.
pub fn cosh(value: f64) -> f64 {
    let x = value.abs();
    if high_word(x) < 0x3FD6_2E43 {
        let t = expm1(x);
        let w = 1.0 + t;
        return if high_word(x) < 0x3C80_0000 {
            w
        } else {
            1.0 + (t * t) / (w + w)
        };
    }
    if x < 22.0 {
        let t = exp(x);
        return 0.5 * t + 0.5 / t;
    }
    if x < EXP_LIMIT {
        return 0.5 * exp(x);
    }
    if x <= HYPERBOLIC_LIMIT {
        let w = exp(0.5 * x);
        return 0.5 * w * w;
    }
    x * f64::INFINITY
}

/// Hyperbolic tangent.
pub fn tanh(value: f64) -> f64 {
    let x = value.abs();
    let z = if x.is_nan() || x < TINY {
        return value;
    } else if x >= 22.0 {
        1.0
    } else if x >= 1.0 {
        1.0 - 2.0 / (expm1(2.0 * x) + 2.0)
    } else {
        let t = expm1(-2.0 * x);
        -t / (t + 2.0)
    };
    z.copysign(value)
}

const LARGE: f64 = 268435456.0;

/// Inverse hyperbolic sine.
pub fn asinh(value: f64) -> f64 {
    let x = value.abs();
    let w = if !x.is_finite() || x < TINY {
        return value;
    } else if x > LARGE {
        log(x) + LN_2
    } else if x > 2.0 {
        log(2.0 * x + 1.0 / ((x * x + 1.0).sqrt() + x))
    } else {
        let t = x * x;
        log1p(x + t / (1.0 + (1.0 + t).sqrt()))
    };
    w.copysign(value)
}

/// Inverse hyperbolic cosine.
pub fn acosh(value: f64) -> f64 {
    if value.is_nan() || value < 1.0 {
        f64::NAN
    } else if value >= LARGE {
        log(value) + LN_2
    } else if value > 2.0 {
        let t = value * value;
        log(2.0 * value - 1.0 / (value + (t - 1.0).sqrt()))
    } else {
        let t = value - 1.0;
        log1p(t + (2.0 * t + t * t).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::{acosh, asinh, cbrt, cos, cosh, log, log10, sin, sinh, tanh};

    #[test]
    fn as_v8() {
        assert_eq!(cos(0.1), 0.9950041652780257);
        assert_eq!(sin(-1.3138775822305482), -0.9671775202141422);
        assert_eq!(log(0.6206161950810887), -0.4770424314638608);
        assert_eq!(log10(0.8827309603256783), -0.05417164098624151);
        assert_eq!(log10(1000.0), 3.0);
        assert_eq!(cbrt(1.175584317732409), 1.055402036820696);
        assert_eq!(cbrt(-27.0), -3.0);
        assert_eq!(cosh(0.3779888387666963), 1.0722924017012254);
        assert_eq!(sinh(37.343680899284635), 8262748858979230.0);
        assert_eq!(tanh(1.7900832703236631e-12), 1.7900832703236631e-12);
        assert_eq!(asinh(1.4761035487936617e-8), 1.4761035487936615e-8);
        assert_eq!(acosh(101701867.93751624), 19.130703408543948);
        assert!(log(-1.0).is_nan() && log(0.0) == f64::NEG_INFINITY);
    }
}
