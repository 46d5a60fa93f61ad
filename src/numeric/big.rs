//! Arithmetic of large bigints in pieces, with looks at a budget between them.
//!
//! Products, quotients, powers and texts take more than linear time, up to minutes at the largest
//! size. What is small is left to `num_bigint` as it is; what is large is divided into parts that
//! take about a millisecond each. Linear operations need none of this: at the largest size they
//! take less than the time in which a program has to stop.

use crate::budget::{Budget, Stopped};
use num_bigint::{BigInt, BigUint, Sign};

/// Factors of up to so many digits of 32 bits are multiplied at once.
const PART: usize = 4096;

/// A division of up to so many products of two digits is done at once.
const PRODUCTS: usize = 1 << 21;

/// How many products of two digits count as a step.
const PRODUCTS_OF_STEP: usize = 128;

/// The steps that a product of two numbers with so many digits counts as.
fn steps(a: usize, b: usize) -> usize {
    a.saturating_mul(b) / PRODUCTS_OF_STEP + (a + b) / 64
}

fn digits_of(value: &BigUint) -> usize {
    value.bits().div_ceil(32) as usize
}

/// `a * b`
///
/// # Errors
/// Where the budget is spent.
pub fn multiply(a: &BigInt, b: &BigInt, budget: &Budget) -> Result<BigInt, Stopped> {
    let product = multiply_magnitudes(a.magnitude(), b.magnitude(), budget)?;
    Ok(signed(a.sign() * b.sign(), product))
}

fn signed(sign: Sign, magnitude: BigUint) -> BigInt {
    BigInt::from_biguint(sign, magnitude)
}

fn multiply_magnitudes(a: &BigUint, b: &BigUint, budget: &Budget) -> Result<BigUint, Stopped> {
    let (m, n) = (digits_of(a), digits_of(b));
    if m.max(n) <= 2 * PART || m.min(n) <= 4 {
        budget.spend(steps(m, n))?;
        return Ok(a * b);
    }
    multiply_digits(&a.to_u32_digits(), &b.to_u32_digits(), budget)
}

/// The product of numbers given by their digits, the lowest first: divides the longer one until
/// both are about as long, then by Karatsuba.
fn multiply_digits(a: &[u32], b: &[u32], budget: &Budget) -> Result<BigUint, Stopped> {
    let (a, b) = if a.len() < b.len() { (b, a) } else { (a, b) };
    if a.len() <= 2 * PART {
        budget.spend(steps(a.len(), b.len()))?;
        return Ok(BigUint::from_slice(a) * BigUint::from_slice(b));
    }
    let half = a.len().div_ceil(2);
    let (a_low, a_high) = a.split_at(half);
    let bits = half * 32;
    if b.len() <= half {
        let high = multiply_digits(a_high, b, budget)?;
        return Ok((high << bits) + multiply_digits(a_low, b, budget)?);
    }
    let (b_low, b_high) = b.split_at(half);
    let low = multiply_digits(a_low, b_low, budget)?;
    let high = multiply_digits(a_high, b_high, budget)?;
    let sum = |low: &[u32], high: &[u32]| BigUint::from_slice(low) + BigUint::from_slice(high);
    let (a_sum, b_sum) = (sum(a_low, a_high), sum(b_low, b_high));
    let middle = multiply_digits(&a_sum.to_u32_digits(), &b_sum.to_u32_digits(), budget)?;
    let middle = middle - &low - &high;
    Ok((((high << bits) + middle) << bits) + low)
}

/// The quotient, rounded towards zero, and the remainder, which has the sign of `a`; `b` isn't 0.
///
/// # Errors
/// Where the budget is spent.
pub fn divide(a: &BigInt, b: &BigInt, budget: &Budget) -> Result<(BigInt, BigInt), Stopped> {
    let (quotient, rest) = divide_magnitudes(a.magnitude(), b.magnitude(), budget)?;
    Ok((
        signed(a.sign() * b.sign(), quotient),
        signed(a.sign(), rest),
    ))
}

fn divide_magnitudes(
    a: &BigUint,
    b: &BigUint,
    budget: &Budget,
) -> Result<(BigUint, BigUint), Stopped> {
    let (m, n) = (digits_of(a), digits_of(b));
    if m < n {
        budget.spend(m / 64)?;
        return Ok((BigUint::ZERO, a.clone()));
    }
    let divided = |a: &BigUint, size: usize| {
        budget.spend(steps(size, n))?;
        let quotient = a / b;
        let rest = a - &quotient * b;
        Ok((quotient, rest))
    };
    if (m - n + 1).saturating_mul(n) <= PRODUCTS {
        return divided(a, m - n + 1);
    }
    // Long division, so many digits at a time.
    let size = (PRODUCTS / n).max(1);
    let digits = a.to_u32_digits();
    let mut quotient = vec![0; m];
    let mut rest = BigUint::ZERO;
    let mut end = m;
    while end > 0 {
        let start = end - if end % size == 0 { size } else { end % size };
        rest = (rest << ((end - start) * 32)) + BigUint::from_slice(&digits[start..end]);
        let (part, left) = divided(&rest, end - start)?;
        for (to, digit) in quotient[start..end].iter_mut().zip(part.iter_u32_digits()) {
            *to = digit;
        }
        (rest, end) = (left, start);
    }
    Ok((BigUint::new(quotient), rest))
}

/// `base ** exponent`
///
/// # Errors
/// Where the budget is spent.
pub fn power(base: &BigInt, exponent: u32, budget: &Budget) -> Result<BigInt, Stopped> {
    if base.bits().saturating_mul(u64::from(exponent)) <= 32 * PART as u64 {
        let size = digits_of(base.magnitude()) * exponent as usize;
        budget.spend(steps(size, size))?;
        return Ok(base.pow(exponent));
    }
    let mut result = BigInt::from(1);
    for bit in (0..32 - exponent.leading_zeros()).rev() {
        result = multiply(&result, &result, budget)?;
        if exponent >> bit & 1 == 1 {
            result = multiply(&result, base, budget)?;
        }
    }
    Ok(result)
}

/// Numbers of up to so many bits are turned to text at once, and texts of as many digits to
/// numbers.
const TEXT: u64 = 1 << 14;

/// `radix ** (unit * 2 ** i)` for each `i` in turn, as far as a number or text needs.
struct Powers {
    unit: usize,
    list: Vec<BigUint>,
}

impl Powers {
    fn new(radix: u32, unit: usize) -> Powers {
        let first = BigUint::from(radix).pow(unit as u32);
        let list = vec![first];
        Powers { unit, list }
    }

    fn get(&mut self, index: usize, budget: &Budget) -> Result<&BigUint, Stopped> {
        while self.list.len() <= index {
            let last = &self.list[self.list.len() - 1];
            let next = multiply_magnitudes(last, last, budget)?;
            self.list.push(next);
        }
        Ok(&self.list[index])
    }

    /// How many digits the power has zeros for.
    fn digits(&self, index: usize) -> usize {
        self.unit << index
    }
}

/// The digits of a bigint in a radix (2 to 36), in lower case.
///
/// # Errors
/// Where the budget is spent.
pub fn to_text(value: &BigInt, radix: u32, budget: &Budget) -> Result<String, Stopped> {
    let magnitude = value.magnitude();
    let at_once = magnitude.bits() <= TEXT || radix.is_power_of_two();
    if at_once {
        let size = digits_of(magnitude);
        budget.spend(match radix.is_power_of_two() {
            true => size / 2,
            false => steps(size, size),
        })?;
        return Ok(value.to_str_radix(radix));
    }
    let mut text = String::new();
    if value.sign() == Sign::Minus {
        text.push('-');
    }
    let mut powers = Powers::new(radix, 1024);
    let mut index = 0;
    while powers.get(index, budget)?.bits() * 2 < magnitude.bits() {
        index += 1;
    }
    push_digits(
        &mut text,
        magnitude,
        index,
        None,
        radix,
        &mut powers,
        budget,
    )?;
    Ok(text)
}

/// Adds the digits of a number, filled up with zeros to a length where one is given.
fn push_digits(
    text: &mut String,
    value: &BigUint,
    index: usize,
    fill: Option<usize>,
    radix: u32,
    powers: &mut Powers,
    budget: &Budget,
) -> Result<(), Stopped> {
    if value.bits() <= TEXT || index == 0 && fill.is_some_and(|fill| fill <= powers.unit) {
        let size = digits_of(value);
        budget.spend(steps(size, size) + 1)?;
        let digits = value.to_str_radix(radix);
        let zeros = fill.unwrap_or(0).saturating_sub(digits.len());
        let digits = if fill.is_some() && digits == "0" {
            ""
        } else {
            &digits
        };
        let zeros = zeros + usize::from(digits.is_empty());
        text.extend(std::iter::repeat_n('0', zeros));
        text.push_str(digits);
        return Ok(());
    }
    let power = powers.get(index, budget)?.clone();
    if value < &power {
        let below = index.saturating_sub(1);
        return push_digits(text, value, below, fill, radix, powers, budget);
    }
    let low = powers.digits(index);
    let (high, rest) = divide_magnitudes(value, &power, budget)?;
    let fill = fill.map(|fill| fill.saturating_sub(low));
    push_digits(text, &high, index, fill, radix, powers, budget)?;
    let below = index.saturating_sub(1);
    push_digits(text, &rest, below, Some(low), radix, powers, budget)
}

/// The number that digits of a radix (2 to 36) spell; `None` where one isn't a digit, or there is
/// none.
///
/// # Errors
/// Where the budget is spent.
pub fn from_digits(digits: &str, radix: u32, budget: &Budget) -> Result<Option<BigUint>, Stopped> {
    let digits = digits.as_bytes();
    for piece in digits.chunks(crate::budget::PIECE) {
        budget.spend(piece.len() / 16)?;
        if !piece.iter().all(|&digit| char::from(digit).is_digit(radix)) {
            return Ok(None);
        }
    }
    if digits.is_empty() {
        return Ok(None);
    }
    if radix.is_power_of_two() {
        return Ok(BigUint::parse_bytes(digits, radix));
    }
    let mut powers = Powers::new(radix, 1024);
    read_digits(digits, radix, &mut powers, budget).map(Some)
}

fn read_digits(
    digits: &[u8],
    radix: u32,
    powers: &mut Powers,
    budget: &Budget,
) -> Result<BigUint, Stopped> {
    if digits.len() <= 2 * powers.unit {
        let size = digits.len() / 4;
        budget.spend(steps(size, size) + 1)?;
        return Ok(BigUint::parse_bytes(digits, radix).unwrap_or_default());
    }
    let mut index = 0;
    while powers.digits(index + 1) < digits.len() {
        index += 1;
    }
    let (high, low) = digits.split_at(digits.len() - powers.digits(index));
    let high = read_digits(high, radix, powers, budget)?;
    let low = read_digits(low, radix, powers, budget)?;
    let power = powers.get(index, budget)?;
    Ok(multiply_magnitudes(&high, power, budget)? + low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    /// A number of so many bits without a pattern.
    fn number(bits: usize, seed: u32) -> BigInt {
        let mut state = seed | 1;
        let digits = (0..bits.div_ceil(32)).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state ^ state >> 15
        });
        BigInt::from(BigUint::new(digits.collect()))
    }

    const SIZES: [usize; 8] = [1, 64, 5000, 131_072, 300_000, 262_144, 700_001, 1_200_000];

    #[test]
    fn agrees_with_what_it_divides() {
        let budget = Budget::default();
        for (i, a) in SIZES.iter().enumerate() {
            for (j, b) in SIZES.iter().enumerate() {
                let (a, b) = (number(*a, i as u32 * 77), -number(*b, j as u32 * 991));
                assert_eq!(multiply(&a, &b, &budget), Ok(&a * &b));
                let (quotient, rest) = divide(&a, &b, &budget).unwrap();
                assert_eq!((&quotient, &rest), (&(&a / &b), &(&a % &b)));
            }
        }
    }

    #[test]
    fn powers_and_texts() {
        let budget = Budget::default();
        for (base, exponent) in [(3, 5), (-3, 100_001), (7, 200_000), (10, 50_000), (2, 0)] {
            let base = BigInt::from(base);
            assert_eq!(power(&base, exponent, &budget), Ok(base.pow(exponent)));
        }
        for radix in [2, 3, 10, 16, 36] {
            for (i, size) in [1, 64, 20_000, 100_000, 333_333].into_iter().enumerate() {
                let value = -number(size, i as u32);
                let text = value.to_str_radix(radix);
                assert_eq!(to_text(&value, radix, &budget).as_ref(), Ok(&text));
                let read = from_digits(&text[1..], radix, &budget);
                assert_eq!(read, Ok(Some(value.magnitude().clone())));
            }
            // Zeros in the middle and at the end.
            for zeros in [1023, 1024, 1025, 5000, 40_000] {
                let value = BigInt::from(radix).pow(zeros) * 5u32 + 1u32;
                let text = value.to_str_radix(radix);
                assert_eq!(to_text(&value, radix, &budget).as_ref(), Ok(&text));
                let value = value - 1u32;
                let text = value.to_str_radix(radix);
                assert_eq!(to_text(&value, radix, &budget).as_ref(), Ok(&text));
            }
        }
        assert_eq!(from_digits("12x", 10, &budget), Ok(None));
        assert_eq!(from_digits("", 10, &budget), Ok(None));
    }

    #[test]
    fn stops() {
        let value = number(1 << 26, 1);
        let start = Instant::now();
        let budget = || Budget::new(Some(100_000), None);
        assert_eq!(multiply(&value, &value, &budget()), Err(Stopped));
        assert_eq!(
            divide(&value, &(&value >> (1 << 25)), &budget()),
            Err(Stopped)
        );
        assert_eq!(to_text(&value, 10, &budget()), Err(Stopped));
        assert_eq!(power(&value, 5, &budget()), Err(Stopped));
        let digits = "7".repeat(1 << 22);
        assert_eq!(from_digits(&digits, 10, &budget()), Err(Stopped));
        assert!(start.elapsed().as_secs() < 10);
    }
}
