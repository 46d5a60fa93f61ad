//! From doubles and strings to integers: the conversions of the spec, exact and quick.
//!
//! Owns modular and saturating conversions of an `f64` and canonical array indices. Does not own
//! the conversion of other values to numbers.

/// The greatest safe integer, 2^53 - 1.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// [ToInt32 ( argument )](https://tc39.es/ecma262/#sec-toint32) of a number.
#[inline]
pub fn to_int32(value: f64) -> i32 {
    let quick = value as i32;
    if f64::from(quick) == value {
        return quick;
    }
    // An i64 holds all integers whose low bits a conversion can keep directly.
    if value.abs() < 9_223_372_036_854_775_808.0 {
        return value as i64 as i32;
    }
    low_32_bits(value)
}

/// [ToUint32 ( argument )](https://tc39.es/ecma262/#sec-touint32) of a number.
#[inline]
pub fn to_uint32(value: f64) -> u32 {
    to_int32(value) as u32
}

/// The lowest 32 bits of an integer of magnitude 2^63 or more; 0 if it is not finite.
#[cold]
fn low_32_bits(value: f64) -> i32 {
    if !value.is_finite() {
        return 0;
    }
    let bits = value.to_bits();
    // Value = mantissa * 2^shift, with a shift of 11 or more for these magnitudes.
    let shift = (bits >> 52 & 0x7FF) as i32 - 1075;
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let low = if shift < 32 {
        (mantissa << shift) as i32
    } else {
        0
    };
    if value < 0.0 { low.wrapping_neg() } else { low }
}

/// [ToIntegerOrInfinity ( argument )](https://tc39.es/ecma262/#sec-tointegerorinfinity) of a
/// number: NaN and -0 give 0.
#[inline]
pub fn to_integer_or_infinity(value: f64) -> f64 {
    // Adding 0 makes -0 a 0.
    if value.is_nan() {
        0.0
    } else {
        value.trunc() + 0.0
    }
}

/// Whether a number is an integer, as `Number.isInteger` tells.
#[inline]
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.trunc() == value
}

#[cfg(test)]
mod tests {
    use super::{is_integer, to_int32, to_integer_or_infinity, to_uint32};

    #[test]
    fn int32() {
        let cases: &[(f64, i32)] = &[
            (0.0, 0),
            (-0.0, 0),
            (1.9, 1),
            (-1.9, -1),
            (2147483647.0, i32::MAX),
            (2147483648.0, i32::MIN),
            (-2147483649.0, i32::MAX),
            (4294967296.0, 0),
            (4294967297.0, 1),
            (-4294967297.5, -1),
            (9007199254740993.0, 0),
            (9223372036854775808.0, 0),
            (9223372036854777856.0, 2048),
            (-9223372036854777856.0, -2048),
            (1e20, 1661992960),
            (1e21, -559939584),
            (-1e21, 559939584),
            (1e300, 0),
            (18446744073709556000.0, 4096),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
            (f64::NEG_INFINITY, 0),
            (5e-324, 0),
        ];
        for &(value, result) in cases {
            assert_eq!(to_int32(value), result, "{value}");
            assert_eq!(to_uint32(value), result as u32, "{value}");
        }
    }

    #[test]
    fn exactness() {
        assert!(is_integer(-0.0) && is_integer(1e300) && !is_integer(0.5));
        assert!(!is_integer(f64::INFINITY) && !is_integer(f64::NAN));
    }

    #[test]
    fn integers() {
        assert_eq!(to_integer_or_infinity(-0.5).to_bits(), 0.0_f64.to_bits());
        assert_eq!(to_integer_or_infinity(f64::NAN), 0.0);
        assert_eq!(to_integer_or_infinity(-3.7), -3.0);
        assert_eq!(to_integer_or_infinity(f64::NEG_INFINITY), f64::NEG_INFINITY);
    }
}
