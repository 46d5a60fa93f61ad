//! Reading numbers: `Number(text)`, `parseFloat`, `parseInt`, and the digits of literals.
//!
//! Owns the grammar of numeric strings and exact rounding. Does not own the source grammar of
//! literals (separators, prefixes), which the lexer strips before it calls `digits_to_number`.
//! Invariant: decimal, binary, octal and hexadecimal texts of any length give the nearest double.

use crate::budget::{Budget, PIECE};

/// A unit of text: a Latin-1 byte or a UTF-16 code unit.
pub trait CodeUnit: Copy + sealed::Sealed {
    /// The unit as a code point; a lone surrogate stays one.
    fn code(self) -> u32;
}

mod sealed {
    /// Keeps the text encodings to the two that strings have.
    pub trait Sealed {}
    impl Sealed for u8 {}
    impl Sealed for u16 {}
}

impl CodeUnit for u8 {
    fn code(self) -> u32 {
        u32::from(self)
    }
}

impl CodeUnit for u16 {
    fn code(self) -> u32 {
        u32::from(self)
    }
}

/// Whether a unit is [white space](https://tc39.es/ecma262/#sec-white-space) or a
/// [line terminator](https://tc39.es/ecma262/#sec-line-terminators): what `trim` removes.
pub fn is_white_space(code: u32) -> bool {
    match code {
        0x09..=0x0D | 0x20 | 0xA0 => true,
        0..0x1680 => false,
        0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 | 0xFEFF => true,
        _ => false,
    }
}

/// How many units the text begins with that are as they should be; fewer where the budget is spent.
fn run<U: CodeUnit>(text: &[U], budget: &Budget, is: impl Fn(U) -> bool) -> usize {
    if text.len() <= PIECE {
        return text.iter().take_while(|&&unit| is(unit)).count();
    }
    let mut length = 0;
    for piece in budget.pieces(text, 32) {
        let count = piece.iter().take_while(|&&unit| is(unit)).count();
        length += count;
        if count < piece.len() {
            break;
        }
    }
    length
}

fn trim_start<'a, U: CodeUnit>(text: &'a [U], budget: &Budget) -> &'a [U] {
    &text[run(text, budget, |unit| is_white_space(unit.code()))..]
}

fn trim_end<'a, U: CodeUnit>(text: &'a [U], budget: &Budget) -> &'a [U] {
    let white = |unit: &&U| is_white_space(unit.code());
    let count = budget.each(text.iter().rev().take_while(white)).count();
    &text[..text.len() - count]
}

fn starts_with<U: CodeUnit>(text: &[U], word: &[u8]) -> bool {
    text.len() >= word.len()
        && text
            .iter()
            .zip(word)
            .all(|(unit, &byte)| unit.code() == u32::from(byte))
}

/// [StringToNumber ( str )](https://tc39.es/ecma262/#sec-stringtonumber); anything where the budget
/// is spent.
pub fn string_to_number<U: CodeUnit>(text: &[U], budget: &Budget) -> f64 {
    let text = trim_end(trim_start(text, budget), budget);
    if text.is_empty() {
        return 0.0;
    }
    if let [zero, mark, digits @ ..] = text
        && zero.code() == u32::from(b'0')
        && let Some(radix) = prefix_radix(mark.code())
    {
        let length = run(digits, budget, |unit| is_digit(unit, radix));
        return if length == digits.len() && length > 0 {
            long_digits_to_number(digits, radix, budget)
        } else {
            f64::NAN
        };
    }
    match decimal_prefix(text, budget) {
        Some((value, length)) if length == text.len() => value,
        _ => f64::NAN,
    }
}

/// [parseFloat ( string )](https://tc39.es/ecma262/#sec-parsefloat-string)
pub fn parse_float<U: CodeUnit>(text: &[U], budget: &Budget) -> f64 {
    decimal_prefix(trim_start(text, budget), budget).map_or(f64::NAN, |(value, _)| value)
}

/// [parseInt ( string, radix )](https://tc39.es/ecma262/#sec-parseint-string-radix), with the
/// radix as `ToInt32` gave it.
///
/// Where the spec allows an approximation (radixes other than 2, 4, 8, 10, 16 and 32) the result
/// is V8's.
pub fn parse_int<U: CodeUnit>(text: &[U], radix: i32, budget: &Budget) -> f64 {
    let (negative, mut digits) = split_sign(trim_start(text, budget));
    let radix = match radix {
        0 | 16 => {
            let prefixed = starts_with(digits, b"0x") || starts_with(digits, b"0X");
            if prefixed {
                digits = &digits[2..];
            }
            if prefixed || radix == 16 { 16 } else { 10 }
        }
        2..=36 => radix as u32,
        _ => return f64::NAN,
    };
    let length = run(digits, budget, |unit| is_digit(unit, radix));
    if length == 0 {
        return f64::NAN;
    }
    let magnitude = long_digits_to_number(&digits[..length], radix, budget);
    if negative { -magnitude } else { magnitude }
}

/// As [`digits_to_number`], of any number of digits: beyond those that a double can have, it is
/// infinite.
fn long_digits_to_number<U: CodeUnit>(digits: &[U], radix: u32, budget: &Budget) -> f64 {
    if digits.len() <= PIECE {
        return digits_to_number(digits, radix);
    }
    let zeros = run(digits, budget, |unit| unit.code() == u32::from(b'0'));
    match &digits[zeros..] {
        digits if digits.len() <= PIECE => digits_to_number(digits, radix),
        _ => f64::INFINITY,
    }
}

/// The value of a run of digits, all of which must belong to the radix (2 to 36).
pub fn digits_to_number<U: CodeUnit>(digits: &[U], radix: u32) -> f64 {
    let value_of = |unit: &U| char::from_u32(unit.code()).and_then(|c| c.to_digit(radix));
    let values = digits.iter().map(|unit| value_of(unit).unwrap_or(0));
    // Fifteen decimal digits, and as many of any smaller radix, are exact in a double.
    let exact_length = if radix <= 10 { 15 } else { 10 };
    if digits.len() <= exact_length {
        return values.fold(0, |sum, value| sum * u64::from(radix) + u64::from(value)) as f64;
    }
    if radix == 10 {
        ascii_decimal(digits)
    } else if radix.is_power_of_two() {
        binary_digits(values, radix.trailing_zeros())
    } else {
        chunked_digits(values, radix)
    }
}

/// Digits of `bits` bits each, rounded once, ties to even.
fn binary_digits(values: impl Iterator<Item = u32>, bits: u32) -> f64 {
    const ENOUGH: u64 = 1 << 58;
    let mut mantissa = 0_u64;
    let mut exponent = 0_u32;
    let mut sticky = false;
    for value in values {
        if mantissa < ENOUGH {
            mantissa = mantissa << bits | u64::from(value);
        } else {
            exponent = exponent.saturating_add(bits);
            sticky |= value != 0;
        }
    }
    // The sticky bit is below the last bit that a double keeps, so it only breaks ties.
    let rounded = (mantissa | u64::from(sticky)) as f64;
    if exponent > 1023 {
        f64::INFINITY
    } else {
        rounded * power_of_two(exponent)
    }
}

/// 2^exponent for 0 to 1023.
fn power_of_two(exponent: u32) -> f64 {
    f64::from_bits(u64::from(exponent + 1023) << 52)
}

/// Digits taken in parts that fit 32 bits: V8's approximation above 2^53.
fn chunked_digits(values: impl Iterator<Item = u32>, radix: u32) -> f64 {
    const LARGEST_MULTIPLIER: u32 = u32::MAX / 36;
    let mut sum = 0.0;
    let mut part = 0_u32;
    let mut multiplier = 1_u32;
    // Where the parts begin shows in the result, so zeros in front must not count.
    for value in values.skip_while(|&value| value == 0) {
        if multiplier * radix > LARGEST_MULTIPLIER {
            sum = sum * f64::from(multiplier) + f64::from(part);
            part = 0;
            multiplier = 1;
        }
        part = part * radix + value;
        multiplier *= radix;
    }
    sum * f64::from(multiplier) + f64::from(part)
}

fn prefix_radix(mark: u32) -> Option<u32> {
    match char::from_u32(mark)? {
        'x' | 'X' => Some(16),
        'o' | 'O' => Some(8),
        'b' | 'B' => Some(2),
        _ => None,
    }
}

fn is_digit<U: CodeUnit>(unit: U, radix: u32) -> bool {
    char::from_u32(unit.code()).is_some_and(|c| c.is_digit(radix))
}

fn split_sign<U: CodeUnit>(text: &[U]) -> (bool, &[U]) {
    match text {
        [sign, rest @ ..] if sign.code() == u32::from(b'-') => (true, rest),
        [sign, rest @ ..] if sign.code() == u32::from(b'+') => (false, rest),
        _ => (false, text),
    }
}

/// The longest [StrDecimalLiteral](https://tc39.es/ecma262/#prod-StrDecimalLiteral) that the text
/// begins with: its value and its length in units.
fn decimal_prefix<U: CodeUnit>(text: &[U], budget: &Budget) -> Option<(f64, usize)> {
    const INFINITY: &[u8] = b"Infinity";
    let (negative, unsigned) = split_sign(text);
    let sign_length = text.len() - unsigned.len();
    let (magnitude, length) = if starts_with(unsigned, INFINITY) {
        (f64::INFINITY, INFINITY.len())
    } else {
        let literal = scan_decimal(unsigned, budget)?;
        let digits = &unsigned[..literal.length];
        let value = if literal.integer {
            long_digits_to_number(digits, 10, budget)
        } else if digits.len() > PIECE {
            long_decimal(digits, budget)
        } else {
            ascii_decimal(digits)
        };
        (value, literal.length)
    };
    Some((
        if negative { -magnitude } else { magnitude },
        sign_length + length,
    ))
}

/// What `scan_decimal` found: its length in units, and whether digits are all of it.
struct DecimalLiteral {
    length: usize,
    integer: bool,
}

/// Digits, point, digits, exponent; an exponent without digits is left out.
fn scan_decimal<U: CodeUnit>(text: &[U], budget: &Budget) -> Option<DecimalLiteral> {
    let run = |from: usize| run(&text[from..], budget, |unit| is_digit(unit, 10));
    let is = |at: usize, bytes: &[u8]| {
        text.get(at)
            .is_some_and(|unit| bytes.iter().any(|&byte| unit.code() == u32::from(byte)))
    };
    let whole = run(0);
    let mut length = whole;
    let mut integer = true;
    if is(whole, b".") {
        let fraction = run(whole + 1);
        if whole + fraction > 0 {
            length = whole + 1 + fraction;
            integer = false;
        }
    }
    if length == 0 {
        return None;
    }
    if is(length, b"eE") {
        let first = length + 1 + usize::from(is(length + 1, b"+-"));
        let digits = if first <= text.len() { run(first) } else { 0 };
        if digits > 0 {
            length = first + digits;
            integer = false;
        }
    }
    Some(DecimalLiteral { length, integer })
}

/// As [`ascii_decimal`], of a long literal: a shorter one with the same value is read. No double
/// depends on more than 767 digits, beyond whether anything other than zeros follows.
fn long_decimal<U: CodeUnit>(literal: &[U], budget: &Budget) -> f64 {
    const DIGITS: usize = 800;
    let mut digits = String::new();
    let mut exponent = 0_i64;
    let (mut in_fraction, mut rest_counts) = (false, false);
    let mut units = budget.each(literal.iter()).map(|unit| unit.code());
    for code in units.by_ref() {
        match char::from_u32(code) {
            Some('.') => in_fraction = true,
            Some('e' | 'E') => break,
            Some(digit) => {
                exponent -= i64::from(in_fraction);
                if digits.len() < DIGITS {
                    if digit != '0' || !digits.is_empty() {
                        digits.push(digit);
                    }
                } else {
                    exponent += 1;
                    rest_counts |= digit != '0';
                }
            }
            None => return f64::NAN,
        }
    }
    let (mut written, mut negative) = (0_i64, false);
    for code in units {
        match char::from_u32(code).and_then(|digit| digit.to_digit(10)) {
            Some(digit) => written = written.saturating_mul(10).saturating_add(i64::from(digit)),
            None => negative = code == u32::from(b'-'),
        }
    }
    if digits.is_empty() {
        return 0.0;
    }
    if rest_counts {
        digits.push('1');
        exponent -= 1;
    }
    // Both sums stay far from the ends of the range, and far beyond any double's exponent.
    let written = written.min(1 << 60);
    exponent += if negative { -written } else { written };
    format!("{digits}e{exponent}").parse().unwrap_or(f64::NAN)
}

/// The nearest double to a decimal literal that `scan_decimal` has checked.
fn ascii_decimal<U: CodeUnit>(literal: &[U]) -> f64 {
    const SHORT: usize = 48;
    let mut short = [0_u8; SHORT];
    let long: Vec<u8>;
    let bytes = if literal.len() <= SHORT {
        for (byte, unit) in short.iter_mut().zip(literal) {
            *byte = unit.code() as u8;
        }
        &short[..literal.len()]
    } else {
        long = literal.iter().map(|unit| unit.code() as u8).collect();
        &long
    };
    std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::{Budget, PIECE, digits_to_number, parse_float, parse_int, string_to_number};

    fn same(left: f64, right: f64) -> bool {
        left.to_bits() == right.to_bits() || (left.is_nan() && right.is_nan())
    }

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    const NAN: f64 = f64::NAN;
    const INF: f64 = f64::INFINITY;

    #[test]
    fn strings() {
        let cases: &[(&str, f64)] = &[
            ("", 0.0),
            (" \t\n\r\u{b}\u{c} ", 0.0),
            ("0", 0.0),
            ("-0", -0.0),
            ("+1", 1.0),
            (" 12 ", 12.0),
            ("1 2", NAN),
            ("5.", 5.0),
            (".5", 0.5),
            (".", NAN),
            ("+", NAN),
            ("1e3", 1000.0),
            ("1E-3", 0.001),
            ("1e", NAN),
            ("1e+", NAN),
            (".e1", NAN),
            ("Infinity", INF),
            ("-Infinity", -INF),
            ("infinity", NAN),
            ("Infinityx", NAN),
            ("inf", NAN),
            ("nan", NAN),
            ("NaN", NAN),
            ("1_000", NAN),
            ("0x1F", 31.0),
            ("0X1f", 31.0),
            ("0x", NAN),
            ("-0x1", NAN),
            ("0xg", NAN),
            ("0o17", 15.0),
            ("0b101", 5.0),
            ("0b2", NAN),
            ("010", 10.0),
            ("1n", NAN),
            ("9007199254740993", 9007199254740992.0),
            (
                "9007199254740993.0000000000000000000000000000000000001",
                9007199254740994.0,
            ),
            ("0x20000000000001", 9007199254740992.0),
            ("0x20000000000003", 9007199254740996.0),
            (
                "0x200000000000010000000000000000000001",
                2.7875931498163285e42,
            ),
            ("1.7976931348623159e308", INF),
            ("2.4703282292062327e-324", 0.0),
            ("2.4703282292062328e-324", 5e-324),
            ("1e1000000000000000000000", INF),
            ("1e-1000000000000000000000", 0.0),
        ];
        for &(text, value) in cases {
            assert!(
                same(string_to_number(text.as_bytes(), &Budget::default()), value),
                "{text:?}"
            );
            assert!(
                same(string_to_number(&units(text), &Budget::default()), value),
                "{text:?}"
            );
        }
        for space in
            "\u{a0}\u{1680}\u{2000}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}".chars()
        {
            assert_eq!(
                string_to_number(&units(&format!("{space}1{space}")), &Budget::default()),
                1.0
            );
        }
        for other in "\u{85}\u{180e}\u{200b}\u{2060}".chars() {
            assert!(string_to_number(&units(&format!("{other}1")), &Budget::default()).is_nan());
        }
        assert_eq!(
            string_to_number(b"\xa01".as_slice(), &Budget::default()),
            1.0
        );
        assert!(string_to_number(&[0xD800_u16], &Budget::default()).is_nan());
    }

    #[test]
    fn float_prefixes() {
        let cases: &[(&str, f64)] = &[
            ("3.25abc", 3.25),
            ("  -1.5e2x", -150.0),
            ("1e", 1.0),
            ("1e+", 1.0),
            ("1.e5", 100000.0),
            (".5.5", 0.5),
            ("-.5", -0.5),
            ("-", NAN),
            ("", NAN),
            ("e5", NAN),
            ("0x10", 0.0),
            ("-0", -0.0),
            ("Infinityx", INF),
            ("-Infinit", NAN),
            ("1_0", 1.0),
        ];
        for &(text, value) in cases {
            assert!(
                same(parse_float(text.as_bytes(), &Budget::default()), value),
                "{text:?}"
            );
            assert!(
                same(parse_float(&units(text), &Budget::default()), value),
                "{text:?}"
            );
        }
    }

    #[test]
    fn integer_prefixes() {
        let cases: &[(&str, i32, f64)] = &[
            ("42px", 0, 42.0),
            ("-0", 0, -0.0),
            ("0x1f", 0, 31.0),
            ("0x1f", 16, 31.0),
            ("0x1f", 10, 0.0),
            ("0x", 16, NAN),
            ("0b1", 0, 0.0),
            ("z", 36, 35.0),
            ("9", 8, NAN),
            ("12", 1, NAN),
            ("12", 37, NAN),
            ("12", -2, NAN),
            ("  +7", 0, 7.0),
            ("+ 7", 0, NAN),
            ("1e3", 0, 1.0),
            ("123456789012345678901234567890", 10, 1.2345678901234568e29),
            ("zzzzzzzzzzzzzzzzzzzz", 36, 1.3367494538843734e31),
            (
                "11111111111111111111111111111111111111111111111111111",
                2,
                9007199254740991.0,
            ),
            (
                "100000000000000000000000000000000000000000000000000001",
                2,
                9007199254740992.0,
            ),
            (
                "100000000000000000000000000000000000000000000000000011",
                2,
                9007199254740996.0,
            ),
        ];
        for &(text, radix, value) in cases {
            assert!(
                same(parse_int(text.as_bytes(), radix, &Budget::default()), value),
                "{text:?} {radix}"
            );
            assert!(
                same(parse_int(&units(text), radix, &Budget::default()), value),
                "{text:?} {radix}"
            );
        }
    }

    #[test]
    fn long_digits() {
        let nines = vec![b'9'; 400];
        assert_eq!(digits_to_number(&nines, 10), INF);
        assert_eq!(digits_to_number(&nines[..308], 10), 1e308);
        assert_eq!(digits_to_number(&vec![b'f'; 256], 16), INF);
        let zeros = vec![b'0'; 400];
        assert_eq!(digits_to_number(&zeros, 16), 0.0);
        assert_eq!(digits_to_number(&zeros, 10), 0.0);
    }

    #[test]
    fn long_texts() {
        let budget = Budget::default();
        let number = |text: &str| string_to_number(text.as_bytes(), &budget);
        let zeros = "0".repeat(PIECE * 3);
        assert_eq!(number(&format!("{zeros}12")), 12.0);
        assert_eq!(number(&format!("0x{zeros}1f")), 31.0);
        assert_eq!(number(&format!("1{zeros}")), INF);
        assert_eq!(number(&format!("-1{zeros}")), -INF);
        assert!(number(&format!("1{zeros}x")).is_nan());
        assert_eq!(number(&format!("0.{zeros}1")), 0.0);
        assert_eq!(number(&format!("0.{zeros}1e{}", PIECE * 3 + 2)), 10.0);
        assert_eq!(number(&format!("1{zeros}e-{}", PIECE * 3)), 1.0);
        assert_eq!(number(&format!("1{zeros}e-{}", PIECE * 3 + 400)), 0.0);
        assert_eq!(
            number(&format!("9007199254740993.{zeros}")),
            9007199254740992.0
        );
        assert_eq!(
            number(&format!("9007199254740993.{zeros}1")),
            9007199254740994.0
        );
        assert_eq!(number(&format!("1.5e{zeros}2")), 150.0);
        assert_eq!(number(&format!("1.5e-{zeros}1")), 0.15);
        assert_eq!(number(&format!("1e{}", "9".repeat(PIECE * 2))), INF);
        let spaces = " ".repeat(PIECE * 3);
        assert_eq!(number(&format!("{spaces}7{spaces}")), 7.0);
        assert_eq!(
            parse_float(format!("{spaces}1.{zeros}x").as_bytes(), &budget),
            1.0
        );
        assert_eq!(parse_int(format!("{zeros}z").as_bytes(), 36, &budget), 35.0);
    }
}
