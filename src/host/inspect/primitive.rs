//! Primitives: numbers, perhaps with separators, strings in quotes, symbols.

use super::inspector::Inspector;
use super::text::{quote, spaces};
use super::{Compact, Style};
use crate::engine::{Agent, Budget, Text, Value};
use crate::numeric::big::to_text;

/// Strings up to this length are never split at their line ends.
const MIN_LINE_WIDTH: usize = 16;

/// A primitive that isn't a string, without colour.
pub(crate) fn primitive_text(agent: &Agent, value: Value) -> String {
    if let Some(number) = value.as_number() {
        return number_text(number);
    }
    if let Some(bigint) = value.as_bigint() {
        // If the budget is spent, the program is stopped before the missing text can be seen.
        let text = to_text(agent.heap.bigint(bigint), 10, &agent.heap.budget);
        return text.unwrap_or_default() + "n";
    }
    if let Some(symbol) = value.as_symbol() {
        let description = agent.heap.symbol_description(symbol);
        let text = description.map_or(String::new(), |text| agent.heap.utf8(text));
        return format!("Symbol({text})");
    }
    let text = match value {
        Value::NULL => "null",
        Value::TRUE => "true",
        Value::FALSE => "false",
        _ => "undefined",
    };
    text.to_string()
}

/// A number, `-0` told from `0`.
pub(crate) fn number_text(number: f64) -> String {
    if number == 0.0 && number.is_sign_negative() {
        return String::from("-0");
    }
    Agent::with_number_text(number, str::to_string)
}

/// As [`primitive_text`], with `1_000_000` where that is wanted.
pub(super) fn separated_text(agent: &Agent, value: Value, separators: bool) -> String {
    let text = primitive_text(agent, value);
    if !separators || !(value.is_number() || value.is_bigint()) || text.contains(['e', 'N', 'I']) {
        return text;
    }
    if let Some(digits) = text.strip_suffix('n') {
        return format!("{}n", separate(digits));
    }
    match text.split_once('.') {
        None => separate(&text),
        Some((whole, fraction)) => {
            let groups: Vec<&str> = (0..fraction.len())
                .step_by(3)
                .map(|at| &fraction[at..fraction.len().min(at + 3)])
                .collect();
            format!("{}.{}", separate(whole), groups.join("_"))
        }
    }
}

/// Digits, perhaps with a sign, in groups of three from the end.
fn separate(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

impl Inspector {
    /// A value that isn't an object.
    pub(super) fn primitive(&self, agent: &Agent, value: Value) -> String {
        if let Some(string) = value.as_string() {
            return self.string(agent.heap.text(string), &agent.heap.budget);
        }
        let style = match value {
            Value::UNDEFINED => Style::Undefined,
            Value::NULL => Style::Null,
            _ if value.is_symbol() => Style::String,
            _ => Style::Number,
        };
        let text = separated_text(agent, value, self.options.numeric_separator);
        self.style(style, &text)
    }

    /// A string in quotes, shortened where it is too long, split at its line ends where it is wide.
    fn string(&self, text: Text<'_>, budget: &Budget) -> String {
        let limit = self.options.max_string_length;
        let length = text.len() as f64;
        let (text, trailer) = if length > limit {
            let rest = length - limit;
            let end = if limit < 0.0 { length + limit } else { limit };
            let ending = if rest > 1.0 { "s" } else { "" };
            let rest = number_text(rest);
            (
                text.slice(0, end.max(0.0) as usize),
                format!("... {rest} more character{ending}"),
            )
        } else {
            (text, String::new())
        };
        let room = self.options.break_length - self.indentation as f64 - 4.0;
        let is_wide = text.len() > MIN_LINE_WIDTH && text.len() as f64 > room;
        let mut out = if self.options.compact != Compact::Always && is_wide {
            let mut lines = Vec::new();
            let mut start = 0;
            for (at, unit) in budget.each(text.units()).enumerate() {
                if unit == b'\n' as u16 || at + 1 == text.len() {
                    lines
                        .push(self.style(Style::String, &quote(text.slice(start, at + 1), budget)));
                    start = at + 1;
                }
            }
            lines.join(&format!(" +\n{}", spaces(self.indentation + 2)))
        } else {
            self.style(Style::String, &quote(text, budget))
        };
        out.push_str(&trailer);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::separate;

    #[test]
    fn separators() {
        assert_eq!(separate("1234567"), "1_234_567");
        assert_eq!(separate("-123456"), "-123_456");
        assert_eq!(separate("999"), "999");
    }
}
