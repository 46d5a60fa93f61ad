//! Numbers as American English writes them: `1,234.5`.
//!
//! The default of `toLocaleString`, with the few options that programs commonly give. Other locales
//! are not supported: their names are accepted and have no effect.

use crate::engine::{Agent, JsResult, Value};
use crate::numeric::to_text::number_to_string;
use std::ops::RangeInclusive;

/// How a number is written.
pub(super) struct NumberOptions {
    minimum: usize,
    maximum: usize,
    whole: usize,
    grouping: bool,
    style: Style,
}

/// What a number is an amount of.
enum Style {
    Decimal,
    Percent,
    /// The currency's sign as it is written before the number.
    Currency(String),
}

impl Default for NumberOptions {
    fn default() -> NumberOptions {
        NumberOptions {
            minimum: 0,
            maximum: 3,
            whole: 1,
            grouping: true,
            style: Style::Decimal,
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
        let style = match style.is_undefined() {
            true => String::from("decimal"),
            false => agent.to_rust_string(style)?,
        };
        let currency = get(agent, "currency")?;
        let currency = currency_code(agent, currency)?;
        match (style.as_str(), currency) {
            ("percent", _) => (options.style, options.maximum) = (Style::Percent, 0),
            ("currency", None) => {
                let text = "Currency code is required with currency style.";
                return Err(agent.type_error(text));
            }
            ("currency", Some(code)) => {
                let digits = currency_digits(&code);
                (options.minimum, options.maximum) = (digits, digits);
                options.style = Style::Currency(currency_sign(&code));
            }
            ("decimal" | "unit", _) => {}
            (other, _) => {
                return Err(agent.range_error(format!(
                    "Value {other} out of range for Number.prototype.toLocaleString options \
                     property style"
                )));
            }
        }
        let whole = get(agent, "minimumIntegerDigits")?;
        if let Some(digits) = number_of_digits(agent, whole, 1..=21, "minimumIntegerDigits")? {
            options.whole = digits;
        }
        let (least, most) = (
            get(agent, "minimumFractionDigits")?,
            get(agent, "maximumFractionDigits")?,
        );
        let least = number_of_digits(agent, least, 0..=100, "minimumFractionDigits")?;
        let most = number_of_digits(agent, most, 0..=100, "maximumFractionDigits")?;
        match (least, most) {
            (Some(least), Some(most)) if least > most => {
                let text = "maximumFractionDigits value is out of range.";
                return Err(agent.range_error(text));
            }
            (Some(least), most) => {
                options.minimum = least;
                options.maximum = most.unwrap_or(options.maximum.max(least));
            }
            (None, Some(most)) => {
                options.minimum = options.minimum.min(most);
                options.maximum = most;
            }
            (None, None) => {}
        }
        let grouping = get(agent, "useGrouping")?;
        if !grouping.is_undefined() {
            options.grouping = agent.heap.to_boolean(grouping);
        }
        Ok(options)
    }
}

fn number_of_digits(
    agent: &mut Agent,
    value: Value,
    range: RangeInclusive<usize>,
    name: &str,
) -> JsResult<Option<usize>> {
    if value.is_undefined() {
        return Ok(None);
    }
    let digits = agent.to_number(value)?;
    if !(*range.start() as f64..=*range.end() as f64).contains(&digits) {
        return Err(agent.range_error(format!("{name} value is out of range.")));
    }
    Ok(Some(digits as usize))
}

/// The option `currency`: three letters, in capitals.
fn currency_code(agent: &mut Agent, currency: Value) -> JsResult<Option<String>> {
    if currency.is_undefined() {
        return Ok(None);
    }
    let code = agent.to_rust_string(currency)?;
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(agent.range_error(format!("Invalid currency code : {code}")));
    }
    Ok(Some(code.to_ascii_uppercase()))
}

/// How many digits after the point amounts of a currency are commonly written with:
/// [CurrencyDigits](https://tc39.es/ecma402/#sec-currencydigits)
fn currency_digits(code: &str) -> usize {
    match code {
        "AFN" | "ALL" | "BIF" | "CLP" | "COP" | "DJF" | "GNF" | "HUF" | "IDR" | "IQD" | "IRR"
        | "ISK" | "JPY" | "KMF" | "KPW" | "KRW" | "LAK" | "LBP" | "MGA" | "MMK" | "PKR" | "PYG"
        | "RWF" | "SLL" | "SOS" | "SYP" | "UGX" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" | "YER" => {
            0
        }
        "BHD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// A currency's sign in American English; a code is followed by a space.
fn currency_sign(code: &str) -> String {
    let sign = match code {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "CNY" => "CN¥",
        "INR" => "₹",
        "KRW" => "₩",
        "ILS" => "₪",
        "VND" => "₫",
        "PHP" => "₱",
        "CAD" => "CA$",
        "AUD" => "A$",
        "NZD" => "NZ$",
        "MXN" => "MX$",
        "BRL" => "R$",
        "HKD" => "HK$",
        "TWD" => "NT$",
        "XCD" => "EC$",
        "XCG" => "Cg.",
        "XAF" => "FCFA",
        "XOF" => "F\u{202f}CFA",
        "XPF" => "CFPF",
        code => return format!("{code}\u{a0}"),
    };
    match sign.ends_with(|last: char| last.is_ascii_alphabetic() || last == '.') {
        true => format!("{sign}\u{a0}"),
        false => sign.to_string(),
    }
}

/// A number's text.
pub(super) fn format(number: f64, options: &NumberOptions) -> String {
    let sign = if number.is_sign_negative() && !number.is_nan() {
        "-"
    } else {
        ""
    };
    let (head, tail) = match &options.style {
        Style::Decimal => ("", ""),
        Style::Percent => ("", "%"),
        Style::Currency(sign) => (sign.as_str(), ""),
    };
    if number.is_nan() {
        return format!("{head}NaN{tail}");
    }
    if number.is_infinite() {
        return format!("{sign}{head}\u{221e}{tail}");
    }
    let (mut digits, mut point) = decimal(number.abs());
    if matches!(options.style, Style::Percent) && !digits.is_empty() {
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
    let mut whole = format!("{whole:0>least$}", least = options.whole);
    if options.grouping {
        whole = group(&whole);
    }
    if fraction.is_empty() && options.minimum == 0 {
        return format!("{sign}{head}{whole}{tail}");
    }
    format!(
        "{sign}{head}{whole}.{fraction:0<minimum$}{tail}",
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
