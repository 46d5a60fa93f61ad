//! The text of a number: `toString`, `toFixed`, `toExponential`, `toPrecision`.
//!
//! Owns the digits. Range checks that throw (a radix of 1, 101 digits) belong to the callers, who
//! know the messages; the functions here state the ranges they accept and clamp what is beyond.
//! Invariant: the text is the one that V8 prints, digit for digit, and is ASCII.

use std::fmt::Write;

/// Two-digit texts `00` to `99`, side by side.
const PAIRS: &[u8; 200] = b"0001020304050607080910111213141516171819\
2021222324252627282930313233343536373839\
4041424344454647484950515253545556575859\
6061626364656667686970717273747576777879\
8081828384858687888990919293949596979899";

/// The digits of radix 36, in order.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Numbers from here on are always printed with an exponent, also by `toFixed`.
const FIXED_LIMIT: f64 = 1e21;

/// Room for the text of one number, to be reused: formatting into it does not allocate.
pub struct DecimalBuffer {
    shortest: ryu_js::Buffer,
    integer: [u8; 24],
}

impl Default for DecimalBuffer {
    fn default() -> Self {
        Self::new()
    }
}

impl DecimalBuffer {
    /// An empty buffer; it lives on the stack.
    pub fn new() -> Self {
        Self {
            shortest: ryu_js::Buffer::new(),
            integer: [0; 24],
        }
    }

    /// [Number::toString ( x, 10 )](https://tc39.es/ecma262/#sec-numeric-types-number-tostring)
    pub fn format(&mut self, value: f64) -> &str {
        let integer = value as i64;
        if integer as f64 == value && integer.unsigned_abs() < 1 << 53 {
            self.format_integer(integer)
        } else {
            self.shortest.format(value)
        }
    }

    /// The decimal text of an integer.
    pub fn format_integer(&mut self, value: i64) -> &str {
        let mut rest = value.unsigned_abs();
        let mut at = self.integer.len();
        while rest >= 100 {
            let pair = (rest % 100) as usize * 2;
            rest /= 100;
            at -= 2;
            self.integer[at] = PAIRS[pair];
            self.integer[at + 1] = PAIRS[pair + 1];
        }
        if rest >= 10 {
            let pair = rest as usize * 2;
            at -= 2;
            self.integer[at] = PAIRS[pair];
            self.integer[at + 1] = PAIRS[pair + 1];
        } else {
            at -= 1;
            self.integer[at] = b'0' + rest as u8;
        }
        if value < 0 {
            at -= 1;
            self.integer[at] = b'-';
        }
        std::str::from_utf8(&self.integer[at..]).unwrap_or_default()
    }
}

/// [Number::toString ( x, 10 )](https://tc39.es/ecma262/#sec-numeric-types-number-tostring)
pub fn number_to_string(value: f64) -> String {
    DecimalBuffer::new().format(value).to_owned()
}

/// `NaN` and the infinities, which every form prints alike.
fn non_finite(value: f64) -> Option<String> {
    if value.is_finite() {
        return None;
    }
    let text = match value {
        v if v.is_nan() => "NaN",
        v if v > 0.0 => "Infinity",
        _ => "-Infinity",
    };
    Some(text.to_owned())
}

/// [Number::toString ( x, radix )](https://tc39.es/ecma262/#sec-number.prototype.tostring)
/// for a radix of 2 to 36.
///
/// The spec leaves the digits of fractions and of integers above 2^53 open. As in V8, a fraction
/// gets the fewest digits that tell the number from its neighbours, and digits of an integer that
/// its 53 bits do not determine are zero.
pub fn number_to_radix_string(value: f64, radix: u32) -> String {
    let radix = radix.clamp(2, 36);
    if let Some(text) = non_finite(value) {
        return text;
    }
    if radix == 10 {
        return number_to_string(value);
    }
    let magnitude = value.abs();
    let mut integer = magnitude.floor();
    let fraction = fraction_digits(
        magnitude - integer,
        half_ulp(magnitude),
        radix,
        &mut integer,
    );

    let mut reversed = integer_digits_reversed(integer, radix);
    if value < 0.0 {
        reversed.push(b'-');
    }
    let mut text: String = reversed
        .iter()
        .rev()
        .map(|&byte| char::from(byte))
        .collect();
    if !fraction.is_empty() {
        text.push('.');
        text.extend(
            fraction
                .iter()
                .map(|&digit| char::from(DIGITS[usize::from(digit)])),
        );
    }
    text
}

/// Half the distance from a finite magnitude to the next greater double, never 0.
fn half_ulp(magnitude: f64) -> f64 {
    let smallest = f64::from_bits(1);
    (0.5 * (magnitude.next_up() - magnitude)).max(smallest)
}

/// The digits after the point; a carry out of them goes to `integer`.
fn fraction_digits(mut rest: f64, mut delta: f64, radix: u32, integer: &mut f64) -> Vec<u8> {
    let base = f64::from(radix);
    let mut digits = Vec::new();
    while rest >= delta {
        rest *= base;
        delta *= base;
        let digit = rest as u8;
        digits.push(digit);
        rest -= f64::from(digit);
        let rounds_up = rest > 0.5 || (rest == 0.5 && digit & 1 == 1);
        if rounds_up && rest + delta > 1.0 {
            carry(&mut digits, radix, integer);
            break;
        }
    }
    digits
}

/// Adds one unit in the last place, dropping the digits that become zero.
fn carry(digits: &mut Vec<u8>, radix: u32, integer: &mut f64) {
    while let Some(digit) = digits.pop() {
        if u32::from(digit) + 1 < radix {
            digits.push(digit + 1);
            return;
        }
    }
    *integer += 1.0;
}

/// The digits of a non-negative integer, the lowest first; zeros below the precision of a double.
fn integer_digits_reversed(mut integer: f64, radix: u32) -> Vec<u8> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let base = f64::from(radix);
    let mut reversed = Vec::new();
    while integer / base >= EXACT {
        integer /= base;
        reversed.push(b'0');
    }
    loop {
        let digit = integer % base;
        reversed.push(DIGITS[digit as usize]);
        integer = (integer - digit) / base;
        if integer <= 0.0 {
            return reversed;
        }
    }
}

/// [Number.prototype.toFixed ( fractionDigits )](https://tc39.es/ecma262/#sec-number.prototype.tofixed)
/// for 0 to 100 digits; ties go away from zero, on the exact value of the double.
pub fn number_to_fixed(value: f64, fraction_digits: u32) -> String {
    if !value.is_finite() || value.abs() >= FIXED_LIMIT {
        return number_to_string(value);
    }
    let mut text = fixed_magnitude(value.abs(), fraction_digits.min(100) as usize);
    // -0 has no sign, while -0.0000001 keeps it when it rounds to "-0.00".
    if value < 0.0 {
        text.insert(0, '-');
    }
    text
}

/// `toFixed` of a number from 0 to below 1e21.
fn fixed_magnitude(magnitude: f64, digits: usize) -> String {
    // Halfway between two results lie only numbers with at most `digits + 1` binary places: these
    // have as many decimal places, so one more digit shows them exactly. All others are rounded
    // to the nearest by Rust already.
    let scaled = magnitude * 2.0_f64.powi(digits as i32 + 1);
    if scaled.fract() != 0.0 {
        return format!("{magnitude:.digits$}");
    }
    let mut text = format!("{magnitude:.places$}", places = digits + 1).into_bytes();
    let up = text.pop().is_some_and(|last| last >= b'5');
    if text.last() == Some(&b'.') {
        text.pop();
    }
    if up {
        increment(&mut text);
    }
    text.into_iter().map(char::from).collect()
}

/// Adds one unit in the last place of decimal digits, which may have a point among them.
fn increment(text: &mut Vec<u8>) {
    for byte in text.iter_mut().rev() {
        match byte {
            b'.' => {}
            b'9' => *byte = b'0',
            _ => {
                *byte += 1;
                return;
            }
        }
    }
    text.insert(0, b'1');
}

/// [Number.prototype.toExponential ( fractionDigits )](https://tc39.es/ecma262/#sec-number.prototype.toexponential)
/// for 0 to 100 digits after the point, or `None` for as many as the number needs.
pub fn number_to_exponential(value: f64, fraction_digits: Option<u32>) -> String {
    if let Some(text) = non_finite(value) {
        return text;
    }
    let Decimal { digits, exponent } = match fraction_digits {
        Some(count) => Decimal::rounded(value.abs(), count.min(100) as usize + 1),
        None => Decimal::shortest(value.abs()),
    };
    let mut text = String::with_capacity(digits.len() + 8);
    if value < 0.0 {
        text.push('-');
    }
    push_exponential(&mut text, &digits, exponent);
    text
}

/// [Number.prototype.toPrecision ( precision )](https://tc39.es/ecma262/#sec-number.prototype.toprecision)
/// for 1 to 100 significant digits.
pub fn number_to_precision(value: f64, precision: u32) -> String {
    if let Some(text) = non_finite(value) {
        return text;
    }
    let precision = precision.clamp(1, 100);
    let Decimal { digits, exponent } = Decimal::rounded(value.abs(), precision as usize);
    let mut text = String::with_capacity(digits.len() + 8);
    if value < 0.0 {
        text.push('-');
    }
    if exponent < -6 || exponent >= precision as i32 {
        push_exponential(&mut text, &digits, exponent);
    } else if exponent < 0 {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        text.push_str(&digits);
    } else {
        let (whole, fraction) = digits.split_at(exponent as usize + 1);
        text.push_str(whole);
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(fraction);
        }
    }
    text
}

/// Appends `d.ddde+n`.
fn push_exponential(text: &mut String, digits: &str, exponent: i32) {
    let (first, rest) = digits.split_at(1);
    text.push_str(first);
    if !rest.is_empty() {
        text.push('.');
        text.push_str(rest);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    // Writing to a String does not fail.
    let _ = write!(text, "e{sign}{}", exponent.unsigned_abs());
}

/// Significant digits `d1 d2 ...`, standing for `d1.d2... * 10^exponent`.
struct Decimal {
    digits: String,
    exponent: i32,
}

impl Decimal {
    /// The shortest digits that read back as `magnitude`.
    fn shortest(magnitude: f64) -> Self {
        let mut buffer = ryu_js::Buffer::new();
        let text = buffer.format(magnitude);
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        if significant.is_empty() {
            return Self {
                digits: "0".to_owned(),
                exponent: 0,
            };
        }
        let zeros = all.len() - significant.len();
        let exponent: i32 = exponent.parse().unwrap_or(0);
        Self {
            digits: significant.trim_end_matches('0').to_owned(),
            exponent: exponent + whole.len() as i32 - 1 - zeros as i32,
        }
    }

    /// `count` digits nearest to the exact value, the greater of two equally near.
    fn rounded(magnitude: f64, count: usize) -> Self {
        // No double has more significant decimal digits than this.
        const ALL: usize = 767;
        // One digit more than wanted decides, except a 5, which may itself come from rounding.
        let mut probe = Self::split(&format!("{magnitude:.count$e}"));
        if probe.digits.ends_with('5') {
            probe = Self::split(&format!("{magnitude:.ALL$e}"));
        }
        let mut digits = probe.digits.into_bytes();
        let up = digits[count] >= b'5';
        digits.truncate(count);
        if up {
            increment(&mut digits);
        }
        let mut exponent = probe.exponent;
        if digits.len() > count {
            digits.truncate(count);
            exponent += 1;
        }
        Self {
            digits: digits.into_iter().map(char::from).collect(),
            exponent,
        }
    }

    /// Takes Rust's `d.ddde-n` apart.
    fn split(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        Self {
            digits: mantissa.replace('.', ""),
            exponent: exponent.parse().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        DecimalBuffer, number_to_exponential, number_to_fixed, number_to_precision,
        number_to_radix_string, number_to_string,
    };

    #[test]
    fn decimal() {
        let cases: &[(f64, &str)] = &[
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.0, "-1"),
            (10.0, "10"),
            (99.0, "99"),
            (100.0, "100"),
            (12345678.0, "12345678"),
            (9007199254740991.0, "9007199254740991"),
            (9007199254740992.0, "9007199254740992"),
            (-9007199254740993.0, "-9007199254740992"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            (0.000001, "0.000001"),
            (1e-7, "1e-7"),
            (1.25e-9, "1.25e-9"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for &(value, text) in cases {
            assert_eq!(number_to_string(value), text);
        }
        assert_eq!(
            DecimalBuffer::new().format_integer(i64::MIN),
            "-9223372036854775808"
        );
    }

    #[test]
    fn radix() {
        let cases: &[(f64, u32, &str)] = &[
            (255.0, 16, "ff"),
            (-255.0, 2, "-11111111"),
            (0.5, 2, "0.1"),
            (
                0.1,
                2,
                "0.0001100110011001100110011001100110011001100110011001101",
            ),
            (0.1, 3, "0.0022002200220022002200220022002201"),
            (std::f64::consts::PI, 16, "3.243f6a8885a3"),
            (std::f64::consts::PI, 36, "3.53i5ab8p5f"),
            (1e21, 36, "5v1j4f4ds7c000"),
            (1e21, 7, "5135235413265003022600000"),
            (-0.0, 2, "0"),
            (f64::NAN, 2, "NaN"),
            (f64::NEG_INFINITY, 36, "-Infinity"),
            (1.5, 10, "1.5"),
            (0.9999999999999999, 3, "0.222222222222222222222222222222222"),
        ];
        for &(value, radix, text) in cases {
            assert_eq!(
                number_to_radix_string(value, radix),
                text,
                "{value} in {radix}"
            );
        }
    }

    #[test]
    fn fixed() {
        let cases: &[(f64, u32, &str)] = &[
            (0.0, 0, "0"),
            (-0.0, 2, "0.00"),
            (0.5, 0, "1"),
            (1.5, 0, "2"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (1.005, 2, "1.00"),
            (1.45, 1, "1.4"),
            (0.125, 2, "0.13"),
            (-0.0000001, 2, "-0.00"),
            (1e20, 2, "100000000000000000000.00"),
            (1e21, 2, "1e+21"),
            (123.456, 0, "123"),
            (0.000001, 7, "0.0000010"),
            (f64::NAN, 2, "NaN"),
            (0.1, 20, "0.10000000000000000555"),
            (
                9.5e-45,
                46,
                "0.0000000000000000000000000000000000000000000095",
            ),
            (9.5, 0, "10"),
            (99.995, 2, "100.00"),
            (99.96875, 4, "99.9688"),
        ];
        for &(value, digits, text) in cases {
            assert_eq!(number_to_fixed(value, digits), text, "{value} to {digits}");
        }
        assert_eq!(number_to_fixed(0.1, 100).len(), 102);
    }

    #[test]
    fn exponential() {
        let cases: &[(f64, Option<u32>, &str)] = &[
            (0.0, None, "0e+0"),
            (0.0, Some(2), "0.00e+0"),
            (123456.0, None, "1.23456e+5"),
            (123456.0, Some(2), "1.23e+5"),
            (0.00015, Some(0), "1e-4"),
            (1.25, Some(1), "1.3e+0"),
            (-1.25, Some(1), "-1.3e+0"),
            (9.99, Some(1), "1.0e+1"),
            (99.5, Some(0), "1e+2"),
            (5e-324, Some(3), "4.941e-324"),
            (f64::INFINITY, Some(3), "Infinity"),
            (1e21, None, "1e+21"),
        ];
        for &(value, digits, text) in cases {
            assert_eq!(
                number_to_exponential(value, digits),
                text,
                "{value} to {digits:?}"
            );
        }
    }

    #[test]
    fn precision() {
        let cases: &[(f64, u32, &str)] = &[
            (0.0, 1, "0"),
            (0.0, 3, "0.00"),
            (123.456, 4, "123.5"),
            (123.456, 2, "1.2e+2"),
            (0.000001234, 2, "0.0000012"),
            (0.0000001234, 2, "1.2e-7"),
            (2.5, 1, "3"),
            (1.25, 2, "1.3"),
            (35.0, 1, "4e+1"),
            (1e21, 3, "1.00e+21"),
            (1e21, 22, "1000000000000000000000"),
            (-1.5, 3, "-1.50"),
            (99.99, 3, "100"),
            (f64::NAN, 3, "NaN"),
        ];
        for &(value, digits, text) in cases {
            assert_eq!(
                number_to_precision(value, digits),
                text,
                "{value} to {digits}"
            );
        }
    }
}
