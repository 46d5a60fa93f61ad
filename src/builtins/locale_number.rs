//! Numbers as American English writes them: `1,234.5`.
//!
//! The default of `toLocaleString`, with the few options that programs commonly give. Other locales
//! are not supported: their names are accepted and have no effect.

use crate::engine::{Agent, JsResult, Value};
use crate::numeric::to_text::number_to_string;

/// How a number is written.
pub(super) struct NumberOptions {
    minimum: usize,
    maximum: usize,
    grouping: bool,
    percent: bool,
}

impl Default for NumberOptions {
    fn default() -> NumberOptions {
        NumberOptions {
            minimum: 0,
            maximum: 3,
            grouping: true,
            percent: false,
        }
    }
}

impl NumberOptions {
    /// From the options argument.
    pub(super) fn read(agent: &mut Agent, value: Value) -> JsResult<NumberOptions> {
        let mut options = NumberOptions::default();
        if value.is_undefined() {
            return Ok(options);
        }
        let object = agent.to_object(value)?.value();
        agent.keep(object);
        let get = |agent: &mut Agent, name: &str| {
            let key = agent.heap.property_key_of_str(name);
            agent.get_v(object, key)
        };
        let style = get(agent, "style")?;
        if !style.is_undefined() && agent.to_rust_string(style)? == "percent" {
            (options.percent, options.maximum) = (true, 0);
        }
        let (least, most) = (
            get(agent, "minimumFractionDigits")?,
            get(agent, "maximumFractionDigits")?,
        );
        let least = fraction_digits(agent, least, "minimumFractionDigits")?;
        let most = fraction_digits(agent, most, "maximumFractionDigits")?;
        match (least, most) {
            (Some(least), Some(most)) if least > most => {
                let text = "maximumFractionDigits value is out of range.";
                return Err(agent.range_error(text));
            }
            (Some(least), most) => {
                options.minimum = least;
                options.maximum = most.unwrap_or(options.maximum.max(least));
            }
            (None, Some(most)) => options.maximum = most,
            (None, None) => {}
        }
        let grouping = get(agent, "useGrouping")?;
        if !grouping.is_undefined() {
            options.grouping = agent.to_boolean(grouping);
        }
        Ok(options)
    }
}

fn fraction_digits(agent: &mut Agent, value: Value, name: &str) -> JsResult<Option<usize>> {
    if value.is_undefined() {
        return Ok(None);
    }
    let digits = agent.to_number(value)?;
    if !(0.0..=100.0).contains(&digits) {
        return Err(agent.range_error(format!("{name} value is out of range.")));
    }
    Ok(Some(digits as usize))
}

/// A number's text.
pub(super) fn format(number: f64, options: &NumberOptions) -> String {
    let sign = if number.is_sign_negative() && !number.is_nan() {
        "-"
    } else {
        ""
    };
    let tail = if options.percent { "%" } else { "" };
    if number.is_nan() {
        return format!("NaN{tail}");
    }
    if number.is_infinite() {
        return format!("{sign}\u{221e}{tail}");
    }
    let (mut digits, mut point) = decimal(number.abs());
    if options.percent && !digits.is_empty() {
        point += 2;
    }
    round(&mut digits, &mut point, options.maximum);
    let digit = |place: i32| match usize::try_from(place) {
        Ok(place) => digits
            .get(place)
            .map_or('0', |&digit| (b'0' + digit) as char),
        Err(_) => '0',
    };
    let whole: String = (0..point).map(digit).collect();
    let fraction: String = (point..digits.len() as i32).map(digit).collect();
    let whole = if whole.is_empty() { "0" } else { &whole };
    let whole = if options.grouping {
        group(whole)
    } else {
        whole.to_string()
    };
    if fraction.is_empty() && options.minimum == 0 {
        return format!("{sign}{whole}{tail}");
    }
    format!(
        "{sign}{whole}.{fraction:0<minimum$}{tail}",
        minimum = options.minimum
    )
}

/// The shortest decimal digits of a number, without zeros at either end, and where its point is.
fn decimal(number: f64) -> (Vec<u8>, i32) {
    let text = number_to_string(number);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let whole = mantissa.split('.').next().map_or(0, str::len) as i32;
    let mut digits: Vec<u8> = mantissa
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0')
        .collect();
    let zeros = digits.iter().take_while(|&&digit| digit == 0).count();
    digits.drain(..zeros);
    while digits.last() == Some(&0) {
        digits.pop();
    }
    if digits.is_empty() {
        return (digits, 0);
    }
    (digits, whole + exponent - zeros as i32)
}

/// Rounds to some digits after the point, halves away from zero.
fn round(digits: &mut Vec<u8>, point: &mut i32, fraction: usize) {
    let keep = *point + fraction as i32;
    if keep >= digits.len() as i32 {
        return;
    }
    let Ok(keep) = usize::try_from(keep) else {
        digits.clear();
        *point = 0;
        return;
    };
    let up = digits[keep] >= 5;
    digits.truncate(keep);
    if up {
        let mut at = keep;
        loop {
            let Some(before) = at.checked_sub(1) else {
                digits.insert(0, 1);
                *point += 1;
                break;
            };
            at = before;
            if digits[at] < 9 {
                digits[at] += 1;
                digits.truncate(at + 1);
                break;
            }
            digits[at] = 0;
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    if digits.is_empty() {
        *point = 0;
    }
}

/// Puts commas between groups of three digits.
pub(super) fn group(whole: &str) -> String {
    let mut text = String::with_capacity(whole.len() * 4 / 3 + 1);
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len() - place;
        if place > 0 && left.is_multiple_of(3) && digit.is_ascii_digit() && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{NumberOptions, format, group};

    #[test]
    fn defaults() {
        for (number, text) in [
            (1234567.891, "1,234,567.891"),
            (-1234567.8915, "-1,234,567.892"),
            (1e21, "1,000,000,000,000,000,000,000"),
            (-0.0, "-0"),
            (0.0, "0"),
            (0.0005, "0.001"),
            (0.0004, "0"),
            (-0.0001, "-0"),
            (1.0005, "1.001"),
            (2.0015, "2.002"),
            (999.9996, "1,000"),
            (0.9996, "1"),
            (100.0, "100"),
            (1000.5, "1,000.5"),
            (123456.0, "123,456"),
        ] {
            assert_eq!(format(number, &NumberOptions::default()), text);
        }
        assert_eq!(group("-123456"), "-123,456");
    }
}
