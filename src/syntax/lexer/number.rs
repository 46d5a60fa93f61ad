//! Numeric literals.

use super::Lexer;
use super::lexeme::Piece;
use crate::source::Span;
use crate::source::identifier::is_id_start;
use crate::syntax::ast::expression::{BigIntLiteral, NumberLiteral};
use crate::syntax::syntax_error::{Failure, SyntaxError};

/// A number while it is read.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    has_separator: bool,
}

impl Scan<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Reads digits with separators between them; says how many digits.
    fn digits(&mut self, is_digit: impl Fn(u8) -> bool) -> Result<usize, Failure> {
        let mut count = 0;
        loop {
            let byte = self.peek();
            if is_digit(byte) {
                count += 1;
            } else if byte == b'_' {
                self.has_separator = true;
                let next = self.bytes.get(self.at + 1).copied().unwrap_or(0);
                if next == b'_' {
                    let message = "Only one underscore is allowed as numeric separator";
                    return Err(self.error(self.at + 1, message));
                }
                if count == 0 || !is_digit(next) {
                    let message =
                        "Numeric separators are not allowed at the end of numeric literals";
                    return Err(self.error(self.at, message));
                }
            } else {
                return Ok(count);
            }
            self.at += 1;
        }
    }

    fn error(&self, at: usize, message: &str) -> Failure {
        SyntaxError::at(Span::new(at as u32, at as u32 + 1), message)
    }
}

impl<'a> Lexer<'a> {
    /// Reads a number that starts at `start` with a digit, or a point and a digit.
    pub(super) fn number(&mut self, start: usize) -> Result<Piece<'a>, Failure> {
        let mut scan = Scan {
            bytes: self.text.as_bytes(),
            at: start,
            has_separator: false,
        };
        let first = scan.peek();
        let second = scan.bytes.get(start + 1).copied().unwrap_or(0);
        if first == b'0' {
            let radix = match second {
                b'x' | b'X' => 16,
                b'o' | b'O' => 8,
                b'b' | b'B' => 2,
                b'0'..=b'9' => return self.legacy_number(scan, start),
                b'_' => {
                    let message = "Numeric separator can not be used after leading 0.";
                    return Err(scan.error(start + 1, message));
                }
                _ => 0,
            };
            if radix != 0 {
                scan.at += 2;
                let is_digit = |byte: u8| char::from(byte).is_digit(radix);
                if scan.digits(is_digit)? == 0 {
                    let label = match (scan.peek().is_ascii_digit(), radix) {
                        (true, 8) => "the digits of octal numbers are 0 to 7",
                        (true, _) => "the digits of binary numbers are 0 and 1",
                        (false, _) => "digits must follow",
                    };
                    return Err(self.bad_number(start, scan.at, label));
                }
                return self.finish_radix(&scan, start, radix);
            }
        }
        let mut is_integer = first != b'.';
        if is_integer {
            scan.digits(|byte| byte.is_ascii_digit())?;
            if scan.peek() == b'n' {
                return self.finish_big(&scan, start);
            }
        }
        if scan.peek() == b'.' {
            is_integer = false;
            scan.at += 1;
            if scan.peek() == b'_' {
                let message = "Numeric separators are not allowed at the end of numeric literals";
                return Err(scan.error(scan.at, message));
            }
            scan.digits(|byte| byte.is_ascii_digit())?;
        }
        is_integer &= !self.exponent(&mut scan, start)?;
        let text = &self.text[start..scan.at];
        let value = if is_integer && text.len() < 16 && !scan.has_separator {
            text.bytes()
                .fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0')) as f64
        } else {
            parse_decimal(text, scan.has_separator)
        };
        self.finish_number(scan.at, start, value, false)
    }

    /// Reads an exponent such as `e+1`, if there is one.
    fn exponent(&self, scan: &mut Scan<'_>, start: usize) -> Result<bool, Failure> {
        if !matches!(scan.peek(), b'e' | b'E') {
            return Ok(false);
        }
        scan.at += 1;
        if matches!(scan.peek(), b'+' | b'-') {
            scan.at += 1;
        }
        if !scan.peek().is_ascii_digit() {
            return Err(self.bad_number(start, scan.at, "the exponent has no digits"));
        }
        scan.digits(|byte| byte.is_ascii_digit())?;
        Ok(true)
    }

    /// `017` is octal, `089` and `08.5` are decimal.
    fn legacy_number(&mut self, mut scan: Scan<'_>, start: usize) -> Result<Piece<'a>, Failure> {
        while scan.peek().is_ascii_digit() {
            scan.at += 1;
        }
        if scan.peek() == b'_' {
            let message = "Numeric separator can not be used after leading 0.";
            return Err(scan.error(scan.at, message));
        }
        let digits = &self.text[start..scan.at];
        if digits.bytes().all(|digit| digit < b'8') {
            let value = parse_power_of_two(digits.as_bytes(), 8);
            return self.finish_number(scan.at, start, value, true);
        }
        if scan.peek() == b'.' {
            scan.at += 1;
            scan.digits(|byte| byte.is_ascii_digit())?;
        }
        self.exponent(&mut scan, start)?;
        let value = parse_decimal(&self.text[start..scan.at], scan.has_separator);
        self.finish_number(scan.at, start, value, true)
    }

    fn finish_radix(
        &mut self,
        scan: &Scan<'_>,
        start: usize,
        radix: u32,
    ) -> Result<Piece<'a>, Failure> {
        if scan.peek() == b'n' {
            return self.finish_big(scan, start);
        }
        let digits: Vec<u8> = scan.bytes[start + 2..scan.at]
            .iter()
            .copied()
            .filter(|byte| *byte != b'_')
            .collect();
        let value = parse_power_of_two(&digits, radix);
        self.finish_number(scan.at, start, value, false)
    }

    fn finish_number(
        &mut self,
        end: usize,
        start: usize,
        value: f64,
        is_legacy: bool,
    ) -> Result<Piece<'a>, Failure> {
        self.end_number(start, end)?;
        let span = Span::new(start as u32, end as u32);
        Ok(Piece::Number(self.bump.alloc(NumberLiteral {
            span,
            value,
            is_legacy,
        })))
    }

    fn finish_big(&mut self, scan: &Scan<'_>, start: usize) -> Result<Piece<'a>, Failure> {
        let end = scan.at + 1;
        let text = &self.text[start..scan.at];
        let has_prefix = text.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
        let digits = if scan.has_separator || has_prefix {
            &*self
                .bump
                .alloc_str(&text.replace('_', "").to_ascii_lowercase())
        } else {
            text
        };
        self.end_number(start, end)?;
        let span = Span::new(start as u32, end as u32);
        Ok(Piece::BigInt(
            self.bump.alloc(BigIntLiteral { span, digits }),
        ))
    }

    /// Neither a digit nor a name may follow a number directly.
    fn end_number(&mut self, start: usize, end: usize) -> Result<(), Failure> {
        let next = self.text[end..].chars().next();
        let is_glued =
            next.is_some_and(|next| next == '\\' || next.is_ascii_digit() || is_id_start(next));
        if is_glued {
            let label = match next.is_some_and(|next| next.is_ascii_digit()) {
                true => "this digit is too large for the kind of number",
                false => "names can't begin with a digit, nor follow a number directly",
            };
            return Err(self.bad_number(start, end, label));
        }
        self.go_to(end);
        Ok(())
    }

    fn bad_number(&self, start: usize, end: usize, label: &str) -> Failure {
        let span = Span::new(start as u32, end as u32);
        SyntaxError::labelled(span, "Invalid or unexpected token", label)
    }
}

fn parse_decimal(text: &str, has_separator: bool) -> f64 {
    if has_separator {
        return parse_decimal(&text.replace('_', ""), false);
    }
    text.parse().unwrap_or(f64::NAN)
}

/// The value of digits in a radix of 2, 8 or 16, rounded to nearest, ties to even.
fn parse_power_of_two(digits: &[u8], radix: u32) -> f64 {
    let bits = radix.trailing_zeros();
    let mut value: u64 = 0;
    let mut dropped: i32 = 0;
    let mut sticky = false;
    for digit in digits {
        let digit = u64::from(char::from(*digit).to_digit(radix).unwrap_or(0));
        for bit in (0..bits).rev() {
            let bit = digit >> bit & 1;
            if value >> 62 == 0 {
                value = value << 1 | bit;
            } else {
                // 63 bits are more than enough to round; what follows only breaks ties.
                sticky |= bit != 0;
                dropped = dropped.saturating_add(1);
            }
        }
    }
    let value = (value | u64::from(sticky)) as f64;
    value * 2f64.powi(dropped)
}
