//! `localeCompare`: an order close to the root collation of Unicode.
//!
//! Punctuation and symbols come before digits, digits before letters. Letters are compared first
//! without regard to accents and case, then by accents, then lower case before upper case. Latin
//! letters, their compositions and ligatures are where the root collation has them; letters of
//! other scripts are compared by code point after decomposition, which keeps the alphabetical order
//! of most of them. Locales beyond that are not told apart.

use super::case::requested_locale;
use super::receiver::{kept_string, this_string};
use crate::budget::PIECE;
use crate::engine::{Agent, Budget, Call, JsResult, Text, Value};
use std::cmp::Ordering;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Punctuation and symbols of Latin-1 and the general punctuation block in the root collation's
/// order.
const SYMBOLS: &str = "\t\n\u{b}\u{c}\r\u{85}\u{2028}\u{2029} _\u{2017}-\u{2010}\u{2012}\u{2013}\u{2014}\
    \u{2015}\u{2053},\u{3001};\u{204f}:!\u{a1}?\u{bf}\u{203d}.\u{3002}\u{b7}\u{2055}\u{2056}\u{2058}\u{2059}\
    \u{205a}\u{205b}\u{205c}\u{205d}\u{205e}'\u{2018}\u{2019}\u{201a}\u{201b}\u{2039}\u{203a}\"\u{201c}\u{201d}\
    \u{201e}\u{201f}\u{ab}\u{bb}()[]{}\u{2045}\u{2046}\u{3008}\u{3009}\u{300a}\u{300b}\u{300c}\u{300d}\u{300e}\
    \u{300f}\u{2016}\u{a7}\u{b6}\u{204b}@*\u{204e}\u{2051}/\\&\u{204a}#%\u{2030}\u{2031}\u{2020}\u{2021}\u{2022}\
    \u{2023}\u{2027}\u{2043}\u{204c}\u{204d}\u{2032}\u{2035}\u{3003}\u{2038}\u{203b}\u{203f}\u{2054}\u{2040}\
    \u{2050}\u{2041}\u{2042}`\u{b4}^\u{af}\u{a8}\u{b8}\u{b0}\u{a9}\u{ae}\u{2190}\u{2192}\u{2191}\u{2193}\u{2200}\
    \u{2201}\u{2202}\u{2203}\u{2205}\u{2206}\u{2207}\u{2208}\u{220b}\u{220e}\u{220f}\u{2210}\u{2211}+\u{b1}\u{f7}\
    \u{d7}<=>\u{ac}|\u{a6}~\u{2212}\u{2052}\u{2213}\u{2214}\u{2215}\u{2044}\u{2216}\u{2217}\u{2218}\u{2219}\u{221a}\
    \u{221b}\u{221c}\u{221d}\u{221e}\u{221f}\u{a4}\u{a2}$\u{a3}\u{a5}\u{20a0}\u{20a1}\u{20a2}\u{20a3}\u{20a4}\u{20a5}\
    \u{20a6}\u{20a9}\u{20aa}\u{20ab}\u{20ac}\u{20ad}\u{20ae}\u{20af}\u{20b0}\u{20b1}\u{20b2}\u{20b3}\u{20b4}\u{20b5}\
    \u{20b6}\u{20b7}\u{20b8}\u{20b9}\u{20ba}\u{20bb}\u{20bc}\u{20bd}\u{20be}\u{20bf}";

/// Latin letters that have no decomposition but sort with others, lower case: the letters, and
/// whether it comes after them as a letter of its own.
const LATIN: &[(char, &str, bool)] = &[
    ('\u{e6}', "ae", false),
    ('\u{f0}', "d", false),
    ('\u{f8}', "o", false),
    ('\u{fe}', "z", true),
    ('\u{df}', "ss", false),
    ('\u{1e9e}', "ss", false),
    ('\u{111}', "d", false),
    ('\u{127}', "h", false),
    ('\u{131}', "i", true),
    ('\u{138}', "q", true),
    ('\u{142}', "l", false),
    ('\u{14b}', "n", true),
    ('\u{153}', "oe", false),
    ('\u{167}', "t", true),
    ('\u{180}', "b", true),
    ('\u{192}', "f", true),
    ('\u{1dd}', "e", true),
    ('\u{259}', "e", true),
    ('\u{25b}', "e", true),
    ('\u{254}', "o", true),
    ('\u{292}', "z", true),
];

const DIGITS: u32 = 0x1000;
const LETTERS: u32 = 0x2000;
const OTHERS: u32 = 0x10000;

/// The first weights of ASCII characters; 0 for those that count for nothing.
static ASCII: LazyLock<[u16; 128]> = LazyLock::new(|| {
    let mut weights = [0; 128];
    for code in 0..128u8 {
        let (weight, _) = primary(code as char).unwrap_or_default();
        weights[code as usize] = weight as u16;
    }
    weights
});

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Options {
    accents: bool,
    case: bool,
    numeric: bool,
}

/// [String.prototype.localeCompare ( that \[ , locales \[ , options \] \] )](https://tc39.es/ecma402/#sup-String.prototype.localeCompare)
pub(super) fn locale_compare(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "localeCompare")?;
    let that = kept_string(agent, call.arg(0))?;
    let mut options = Options {
        accents: true,
        case: true,
        numeric: false,
    };
    if call.len() > 1 {
        let locale = requested_locale(agent, call.arg(1))?;
        options.numeric = locale.is_some_and(|locale| locale.contains("-u-kn"));
        read_options(agent, call.arg(2), &mut options)?;
    }
    if string == that {
        return Ok(Value::ZERO);
    }
    let (a, b) = (agent.heap.text(string), agent.heap.text(that));
    let order = compare(a, b, options, &agent.heap.budget);
    Ok(Value::int(order as i32))
}

fn read_options(agent: &mut Agent, value: Value, options: &mut Options) -> JsResult<()> {
    if value.is_undefined() {
        return Ok(());
    }
    let object = agent.to_object(value)?;
    agent.keep_object(object);
    let key = agent.heap.property_key_of_str("numeric");
    let numeric = agent.get(object, key)?;
    if !numeric.is_undefined() {
        options.numeric = agent.heap.to_boolean(numeric);
    }
    let key = agent.heap.property_key_of_str("sensitivity");
    let sensitivity = agent.get(object, key)?;
    if !sensitivity.is_undefined() {
        let text = agent.to_rust_string(sensitivity)?;
        (options.accents, options.case) = match text.as_str() {
            "base" => (false, false),
            "accent" => (true, false),
            "case" => (false, true),
            "variant" => (true, true),
            _ => {
                return Err(agent.range_error(format!(
                    "Value {text} out of range for String.prototype.localeCompare options property sensitivity"
                )));
            }
        };
    }
    Ok(())
}

fn compare(a: Text<'_>, b: Text<'_>, options: Options, budget: &Budget) -> Ordering {
    if !options.numeric
        && let (Text::Latin1(a), Text::Latin1(b)) = (a, b)
        && let Some(order) = compare_ascii(a, b, options.case, budget)
    {
        return order;
    }
    let (a, b) = (
        Weights::of(a, options.numeric, budget),
        Weights::of(b, options.numeric, budget),
    );
    let by_accents = || match options.accents {
        true => a.secondary.cmp(&b.secondary),
        false => Ordering::Equal,
    };
    let by_case = || match options.case {
        true => a.tertiary.cmp(&b.tertiary),
        false => Ordering::Equal,
    };
    a.primary
        .cmp(&b.primary)
        .then_with(by_accents)
        .then_with(by_case)
}

/// Compares ASCII text without control characters, the usual case, as it goes.
fn compare_ascii(a: &[u8], b: &[u8], case: bool, budget: &Budget) -> Option<Ordering> {
    let weights = &*ASCII;
    let weight = |byte: u8| {
        let weight = *weights.get(byte as usize)?;
        (weight != 0).then_some(weight)
    };
    let mut first = Ordering::Equal;
    let mut later = Ordering::Equal;
    for (place, (&x, &y)) in a.iter().zip(b).enumerate() {
        if place % PIECE == PIECE - 1 && budget.spend(PIECE / 16).is_err() {
            break;
        }
        let (p, q) = (weight(x)?, weight(y)?);
        if x == y {
            continue;
        }
        if p != q {
            first = first.then(p.cmp(&q));
        } else if case && later == Ordering::Equal {
            // The same letter: lower case has the greater code and comes first.
            later = y.cmp(&x);
        }
    }
    // Accents further on would count before case.
    let common = a.len().min(b.len());
    for rest in [&a[common..], &b[common..]] {
        for piece in budget.pieces(rest, 16) {
            for &byte in piece {
                weight(byte)?;
            }
        }
    }
    Some(first.then(a.len().cmp(&b.len())).then(later))
}

/// The first weight of a character, and whether it differs from the letters it sorts with; `None`
/// where it counts for nothing there.
fn primary(character: char) -> Option<(u32, bool)> {
    let lower = character.to_lowercase().next().unwrap_or(character);
    match lower {
        '0'..='9' => Some((DIGITS + lower as u32 - '0' as u32, false)),
        'a'..='z' => Some((LETTERS + (lower as u32 - 'a' as u32) * 16, false)),
        _ => {
            if let Some(place) = SYMBOLS.chars().position(|symbol| symbol == lower) {
                return Some((place as u32 + 1, false));
            }
            let code = lower as u32;
            let ignored = code < 0x20
                || matches!(code, 0x7F..=0x9F | 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064)
                || matches!(code, 0xFEFF | 0xFE00..=0xFE0F);
            match code {
                _ if ignored => None,
                // What a lone surrogate was decoded to.
                0xFFFD => Some((OTHERS + 0x11_0000, false)),
                // Katakana sorts with hiragana.
                0x30A1..=0x30F6 => Some((OTHERS + code - 0x60, true)),
                _ if character.is_alphabetic() => Some((OTHERS + code, false)),
                // Symbols without a known place come after those with one.
                _ => Some((code.min(0xF_FFFF) % 0x800 + 0x800, false)),
            }
        }
    }
}

/// A text's weights, level by level.
#[derive(Default)]
struct Weights {
    primary: Vec<u32>,
    secondary: Vec<u32>,
    tertiary: Vec<u8>,
    /// Combining marks that later ones may still have to precede.
    marks: Vec<char>,
}

/// The weight of a character between two combining marks.
const COMMON: u32 = 1;

impl Weights {
    fn of(text: Text<'_>, numeric: bool, budget: &Budget) -> Weights {
        let mut weights = Weights::default();
        let decoded = char::decode_utf16(text.units()).map(|unit| unit.unwrap_or('\u{FFFD}'));
        let mut number = String::new();
        for original in budget.each(decoded) {
            let mut one = [0; 4];
            let parts = original.encode_utf8(&mut one);
            // Spacing accents would decompose to a space and a mark.
            let keeps = SYMBOLS.contains(original);
            for character in parts.nfkd() {
                if numeric && character.is_ascii_digit() {
                    number.push(character);
                    continue;
                }
                weights.add_number(&mut number);
                weights.add(
                    if keeps { original } else { character },
                    character != original,
                );
                if keeps {
                    break;
                }
            }
        }
        weights.add_number(&mut number);
        weights.add_marks();
        weights
    }

    /// Adjacent marks count in their canonical order.
    fn add_marks(&mut self) {
        self.marks
            .sort_by_key(|mark| unicode_normalization::char::canonical_combining_class(*mark));
        let marks = self.marks.drain(..).map(|mark| COMMON + mark as u32);
        self.secondary.extend(marks);
    }

    /// Adjacent digits count by the number that they spell.
    fn add_number(&mut self, number: &mut String) {
        if number.is_empty() {
            return;
        }
        self.add_marks();
        let digits = number.trim_start_matches('0');
        self.primary.push(DIGITS + digits.len().min(0x7FF) as u32);
        for digit in digits.bytes() {
            self.primary.push(DIGITS + (digit - b'0') as u32);
        }
        self.secondary.push(COMMON);
        self.tertiary.push(0);
        number.clear();
    }

    fn add(&mut self, character: char, compatible: bool) {
        if unicode_normalization::char::is_combining_mark(character) {
            if unicode_normalization::char::canonical_combining_class(character) == 0 {
                self.add_marks();
            }
            return self.marks.push(character);
        }
        self.add_marks();
        let upper = character.is_uppercase();
        let lower = character.to_lowercase().next().unwrap_or(character);
        if let Some(&(_, letters, after)) = LATIN.iter().find(|entry| entry.0 == lower) {
            for letter in letters.bytes() {
                let base = LETTERS + (letter - b'a') as u32 * 16;
                self.primary.push(base + if after { 8 } else { 0 });
                self.secondary.push(COMMON);
                self.tertiary.push(u8::from(upper));
            }
            if !after {
                // A difference of the second level, as an accent is.
                self.secondary.push(COMMON + 0x335);
            }
            return;
        }
        if let Some((weight, variant)) = primary(character) {
            let alone = compatible && !character.is_alphabetic();
            self.primary.push(weight);
            self.secondary.push(COMMON);
            self.tertiary
                .push(u8::from(upper) + 2 * u8::from(variant) + 4 * u8::from(alone));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, compare};
    use crate::engine::{Budget, Text};
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    #[track_caller]
    fn check(a: &str, b: &str, order: Ordering) {
        let options = Options {
            accents: true,
            case: true,
            numeric: false,
        };
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let narrow = |text: &str| text.chars().map(|c| u8::try_from(c).ok()).collect();
        let budget = Budget::default();
        let got = match (narrow(a), narrow(b)) {
            (Some::<Vec<u8>>(a), Some::<Vec<u8>>(b)) => {
                compare(Text::Latin1(&a), Text::Latin1(&b), options, &budget)
            }
            _ => {
                let (a, b) = (units(a), units(b));
                compare(Text::Utf16(&a), Text::Utf16(&b), options, &budget)
            }
        };
        assert_eq!(got, order, "{a} {b}");
    }

    #[test]
    fn order() {
        for (a, b) in [
            ("a", "A"),
            ("a", "\u{e1}"),
            ("resume", "r\u{e9}sum\u{e9}"),
            ("Resume", "r\u{e9}sum\u{e9}"),
            ("a b", "ab"),
            ("a-b", "ab"),
            ("10", "9"),
            ("ss", "\u{df}"),
            ("o", "\u{f8}"),
            ("aB", "Ab"),
            ("\u{f8}", "p"),
            ("l", "\u{142}"),
            ("\u{111}", "e"),
            ("z", "\u{fe}"),
            ("\u{3b1}", "\u{3b2}"),
            ("\u{3042}", "\u{30a2}"),
            ("_", "-"),
            ("$", "0"),
            ("~", "\u{20ac}"),
        ] {
            check(a, b, Less);
            check(b, a, Greater);
        }
        check("a\u{301}", "\u{e1}", Equal);
        check("a\u{323}\u{308}", "\u{e4}\u{323}", Equal);
        check("\u{0}", "", Equal);
        check("\u{e1}", "A", Greater);
    }
}
