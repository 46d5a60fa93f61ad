//! BigInts as numbers.

use num_bigint::{BigInt, Sign};

/// The nearest number, ties to even.
pub fn nearest_number(bigint: &BigInt) -> f64 {
    let magnitude = bigint.magnitude();
    let bits = magnitude.bits();
    let value = if bits <= 64 {
        magnitude.iter_u64_digits().next().unwrap_or(0) as f64
    } else if bits > 1024 {
        f64::INFINITY
    } else {
        // The highest 64 bits, the last of them set if anything below is: rounds the same.
        let shift = bits - 64;
        let top = (magnitude >> shift).iter_u64_digits().next().unwrap_or(0);
        let rest = magnitude
            .trailing_zeros()
            .is_some_and(|zeros| zeros < shift);
        (top | u64::from(rest)) as f64 * 2f64.powi(shift as i32)
    };
    match bigint.sign() {
        Sign::Minus => -value,
        _ => value,
    }
}
