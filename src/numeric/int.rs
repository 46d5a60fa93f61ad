//! From doubles and strings to integers: the conversions of the spec, exact and quick.
//!
//! Owns modular and saturating conversions of an `f64` and canonical array indices. Does not own
//! the conversion of other values to numbers.

use super::from_text::CodeUnit;

/// The greatest array index, 2^32 - 2.
pub const MAX_ARRAY_INDEX: u32 = u32::MAX - 1;

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

/// The number as an `i32` if it is exactly one; -0 is not.
#[inline]
pub fn exact_int32(value: f64) -> Option<i32> {
    let quick = value as i32;
    (f64::from(quick).to_bits() == value.to_bits()).then_some(quick)
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

/// [ToLength ( argument )](https://tc39.es/ecma262/#sec-tolength) of a number.
#[inline]
pub fn to_length(value: f64) -> u64 {
    to_integer_or_infinity(value).clamp(0.0, MAX_SAFE_INTEGER) as u64
}

/// A relative index (`slice`, `at`, `splice`) as an offset into something `length` long: from the
/// end if it is negative, and never outside.
#[inline]
pub fn relative_index(value: f64, length: u64) -> u64 {
    let integer = to_integer_or_infinity(value);
    let length_number = length as f64;
    if integer < 0.0 {
        (length_number + integer).max(0.0) as u64
    } else {
        integer.min(length_number) as u64
    }
}

/// Whether a number is an integer, as `Number.isInteger` tells.
#[inline]
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.trunc() == value
}

/// The array index that a number stands for as a property key, 0 to 2^32 - 2; -0 is index 0.
#[inline]
pub fn number_to_array_index(value: f64) -> Option<u32> {
    let index = value as u32;
    (f64::from(index) == value && index <= MAX_ARRAY_INDEX).then_some(index)
}

/// The [array index](https://tc39.es/ecma262/#array-index) that a string spells in canonical form:
/// decimal digits without leading zeros, up to `4294967294`.
#[inline]
pub fn array_index<U: CodeUnit>(text: &[U]) -> Option<u32> {
    const LONGEST: usize = 10;
    let (first, rest) = text.split_first()?;
    let first = decimal_digit(*first)?;
    if first == 0 {
        return rest.is_empty().then_some(0);
    }
    if text.len() > LONGEST {
        return None;
    }
    let mut index = first;
    for &unit in rest {
        index = index * 10 + decimal_digit(unit)?;
    }
    (index <= u64::from(MAX_ARRAY_INDEX)).then_some(index as u32)
}

#[inline]
fn decimal_digit<U: CodeUnit>(unit: U) -> Option<u64> {
    let digit = unit.code().wrapping_sub(u32::from(b'0'));
    (digit < 10).then_some(u64::from(digit))
}

#[cfg(test)]
mod tests {
    use super::{
        array_index, exact_int32, is_integer, number_to_array_index, relative_index, to_int32,
        to_integer_or_infinity, to_length, to_uint32,
    };

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
        assert_eq!(exact_int32(5.0), Some(5));
        assert_eq!(exact_int32(-5.0), Some(-5));
        assert_eq!(exact_int32(0.0), Some(0));
        assert_eq!(exact_int32(-0.0), None);
        assert_eq!(exact_int32(0.5), None);
        assert_eq!(exact_int32(2147483648.0), None);
        assert_eq!(exact_int32(f64::NAN), None);
        assert!(is_integer(-0.0) && is_integer(1e300) && !is_integer(0.5));
        assert!(!is_integer(f64::INFINITY) && !is_integer(f64::NAN));
    }

    #[test]
    fn integers() {
        assert_eq!(to_integer_or_infinity(-0.5).to_bits(), 0.0_f64.to_bits());
        assert_eq!(to_integer_or_infinity(f64::NAN), 0.0);
        assert_eq!(to_integer_or_infinity(-3.7), -3.0);
        assert_eq!(to_integer_or_infinity(f64::NEG_INFINITY), f64::NEG_INFINITY);
        assert_eq!(to_length(f64::INFINITY), 9007199254740991);
        assert_eq!(to_length(-5.0), 0);
        assert_eq!(to_length(f64::NAN), 0);
        assert_eq!(relative_index(-2.0, 5), 3);
        assert_eq!(relative_index(-9.0, 5), 0);
        assert_eq!(relative_index(9.0, 5), 5);
        assert_eq!(relative_index(f64::NEG_INFINITY, 5), 0);
        assert_eq!(relative_index(f64::INFINITY, 5), 5);
        assert_eq!(relative_index(f64::NAN, 5), 0);
    }

    #[test]
    fn indices() {
        let cases: &[(&str, Option<u32>)] = &[
            ("0", Some(0)),
            ("1", Some(1)),
            ("10", Some(10)),
            ("4294967294", Some(4294967294)),
            ("4294967295", None),
            ("9999999999", None),
            ("42949672940", None),
            ("00", None),
            ("01", None),
            ("-0", None),
            ("-1", None),
            ("1.0", None),
            ("1e3", None),
            (" 1", None),
            ("", None),
            ("a", None),
        ];
        for &(text, index) in cases {
            assert_eq!(array_index(text.as_bytes()), index, "{text:?}");
            assert_eq!(
                array_index(&text.encode_utf16().collect::<Vec<_>>()),
                index,
                "{text:?}"
            );
        }
        assert_eq!(number_to_array_index(-0.0), Some(0));
        assert_eq!(number_to_array_index(4294967294.0), Some(4294967294));
        assert_eq!(number_to_array_index(4294967295.0), None);
        assert_eq!(number_to_array_index(-1.0), None);
        assert_eq!(number_to_array_index(1.5), None);
        assert_eq!(number_to_array_index(f64::NAN), None);
    }
}
