//! Upper and lower case, normalization, well-formedness: what needs Unicode's tables.

use super::receiver::this_string;
use crate::engine::{Agent, Budget, Call, JsResult, PropertyKey, Str, Text, TextBuilder, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{
    canonical_combining_class, decompose_compatible, is_combining_mark,
};

/// Where a conversion goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Upper,
}

/// Languages whose case pairs differ from the default.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Default,
    /// Turkish and Azeri: i with and without its dot are letters of their own.
    Turkic,
}

/// [String.prototype.toLowerCase ( )](https://tc39.es/ecma262/#sec-string.prototype.tolowercase)
pub(super) fn to_lower_case(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "toLowerCase")?;
    convert(agent, string, Case::Lower, Language::Default)
}

/// [String.prototype.toUpperCase ( )](https://tc39.es/ecma262/#sec-string.prototype.touppercase)
pub(super) fn to_upper_case(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "toUpperCase")?;
    convert(agent, string, Case::Upper, Language::Default)
}

/// [String.prototype.toLocaleLowerCase ( \[ locales \] )](https://tc39.es/ecma402/#sup-string.prototype.tolocalelowercase)
pub(super) fn to_locale_lower_case(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "toLocaleLowerCase")?;
    let language = language(agent, call.arg(0))?;
    convert(agent, string, Case::Lower, language)
}

/// [String.prototype.toLocaleUpperCase ( \[ locales \] )](https://tc39.es/ecma402/#sup-string.prototype.tolocaleuppercase)
pub(super) fn to_locale_upper_case(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "toLocaleUpperCase")?;
    let language = language(agent, call.arg(0))?;
    convert(agent, string, Case::Upper, language)
}

/// The first of the requested locales:
/// [CanonicalizeLocaleList](https://tc39.es/ecma402/#sec-canonicalizelocalelist), as far as the
/// tags are looked at here.
pub(super) fn requested_locale(agent: &mut Agent, locales: Value) -> JsResult<Option<String>> {
    if locales.is_undefined() {
        return Ok(None);
    }
    if let Some(tag) = locales.as_string() {
        return checked_tag(agent, tag).map(Some);
    }
    let list = agent.to_object(locales)?;
    agent.keep_object(list);
    let length = agent.length_of_array_like(list)?;
    let mut first = None;
    for index in 0..length.min(1e6) as u32 {
        agent.poll()?;
        let key = PropertyKey::index(index);
        if !agent.has_property(list, key)? {
            continue;
        }
        let tag = agent.get(list, key)?;
        if !tag.is_string() && !tag.is_object() {
            return Err(agent.type_error("Language ID should be string or object."));
        }
        let tag = agent.to_string(tag)?;
        let tag = checked_tag(agent, tag)?;
        first.get_or_insert(tag);
    }
    Ok(first)
}

fn checked_tag(agent: &mut Agent, tag: Str) -> JsResult<String> {
    let text = agent.heap.utf8(tag);
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let is_language = matches!(language.len(), 2 | 3 | 5..=8)
        && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part = |part: &str| {
        matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if is_language && parts.all(is_part) {
        Ok(text)
    } else {
        Err(agent.range_error("Incorrect locale information provided"))
    }
}

fn language(agent: &mut Agent, locales: Value) -> JsResult<Language> {
    let locale = requested_locale(agent, locales)?.unwrap_or_default();
    let language = locale.split('-').next().unwrap_or_default();
    Ok(match language.to_ascii_lowercase().as_str() {
        "tr" | "az" => Language::Turkic,
        _ => Language::Default,
    })
}

fn convert(agent: &mut Agent, string: Str, case: Case, language: Language) -> JsResult {
    let text = agent.heap.text(string);
    let budget = &agent.heap.budget;
    if let (Text::Latin1(bytes), Language::Default) = (text, language) {
        let differ = |piece: &[u8]| piece.iter().any(|&byte| changes(byte, case));
        if !budget.pieces(bytes, 64).any(differ) {
            return Ok(string.value());
        }
        if let Some(converted) = convert_latin1(bytes, case, budget) {
            return Ok(agent.heap.new_latin1_boxed(converted).value());
        }
    }
    let mut out = TextBuilder::new();
    // Only a sigma, and the dots of Turkic, depend on what is around them.
    let sigma = Text::Utf16(&[0x3A3]);
    let anywhere = language == Language::Default
        && (case == Case::Upper || text.find_within(sigma, 0, budget).is_none());
    let divides = |last, next| anywhere || may_divide(last, next);
    by_segments(text, budget, divides, |segment| match segment {
        Segment::Text(text) => {
            let text = match language {
                Language::Default => text,
                Language::Turkic => turkic(&text, case),
            };
            // The standard library's conversions are the full ones, final sigma included; a lone
            // surrogate, where segments end, is no letter either.
            out.push_str(&match case {
                Case::Lower => text.to_lowercase(),
                Case::Upper => text.to_uppercase(),
            });
        }
        Segment::Surrogate(unit) => out.push_unit(unit),
    });
    Ok(out.finish(agent)?.value())
}

/// Whether a Latin-1 character has another form in the other case.
#[inline]
fn changes(byte: u8, case: Case) -> bool {
    match case {
        Case::Lower => matches!(byte, b'A'..=b'Z' | 0xC0..=0xD6 | 0xD8..=0xDE),
        Case::Upper => matches!(byte, b'a'..=b'z' | 0xB5 | 0xDF..=0xF6 | 0xF8..=0xFF),
    }
}

/// `None` where the result isn't a Latin-1 text of the same length.
fn convert_latin1(bytes: &[u8], case: Case, budget: &Budget) -> Option<Box<[u8]>> {
    let grows = |piece: &[u8]| piece.iter().any(|byte| matches!(byte, 0xB5 | 0xDF | 0xFF));
    if case == Case::Upper && budget.pieces(bytes, 64).any(grows) {
        return None;
    }
    let mut converted = Vec::with_capacity(bytes.len());
    for piece in budget.pieces(bytes, 64) {
        converted.extend(piece.iter().map(|&byte| {
            if changes(byte, case) {
                byte ^ 0x20
            } else {
                byte
            }
        }));
    }
    Some(converted.into_boxed_slice())
}

/// What the other conversions would get wrong in Turkish and Azeri is converted first.
fn turkic(text: &str, case: Case) -> String {
    match case {
        Case::Upper => text.replace('i', "\u{130}"),
        Case::Lower => text
            .replace("I\u{307}", "i")
            .replace('\u{130}', "i")
            .replace('I', "\u{131}"),
    }
}

/// A part of a text.
enum Segment {
    /// Well-formed.
    Text(String),
    /// A lone surrogate.
    Surrogate(u16),
}

/// The length from which on a segment may end, in bytes.
const SEGMENT: usize = 4096;

/// Whether a text may be divided after a character and the marks that follow it, before another:
/// the forms of sigma don't depend on what is beyond such a place. Both are letters or digits, or the first is a space.
fn may_divide(last: char, next: char) -> bool {
    let apart = |character: char| {
        let code = character as u32;
        character.is_alphanumeric()
            && character != '\u{3a3}'
            && !matches!(code, 0x2B0..=0x2FF | 0x1100..=0x11FF)
            && !is_combining_mark(character)
    };
    (last.is_ascii_whitespace() && next.is_ascii()) || (apart(last) && apart(next))
}

/// Whether a character's normalization forms begin with what doesn't depend on, and doesn't change,
/// what precedes it.
fn starts_anew(character: char) -> bool {
    let mut first = None;
    decompose_compatible(character, |part| {
        first.get_or_insert(part);
    });
    let first = first.unwrap_or(character);
    // Vowels that are letters and compose: of Hangul, and of Kirat Rai.
    let composes = matches!(first as u32, 0x1160..=0x11FF | 0x16D63..=0x16D6A);
    canonical_combining_class(first) == 0 && !is_combining_mark(first) && !composes
}

/// Hands over a text in parts that are well-formed or lone surrogates, and not too long. They end
/// where `divides` says so of the last character that is no mark, and the next one.
fn by_segments(
    text: Text<'_>,
    budget: &Budget,
    divides: impl Fn(char, char) -> bool,
    mut take: impl FnMut(Segment),
) {
    let mut segment = String::new();
    let mut last = ' ';
    for decoded in budget.each(char::decode_utf16(text.units())) {
        match decoded {
            Ok(character) => {
                if segment.len() > SEGMENT && divides(last, character) {
                    take(Segment::Text(std::mem::take(&mut segment)));
                }
                if character.is_ascii() || !is_combining_mark(character) {
                    last = character;
                }
                segment.push(character);
            }
            Err(error) => {
                take(Segment::Text(std::mem::take(&mut segment)));
                take(Segment::Surrogate(error.unpaired_surrogate()));
            }
        }
    }
    take(Segment::Text(segment));
}

/// A [normalization form](https://www.unicode.org/reports/tr15/).
#[derive(Clone, Copy)]
enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

/// [String.prototype.normalize ( \[ form \] )](https://tc39.es/ecma262/#sec-string.prototype.normalize)
pub(super) fn normalize(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "normalize")?;
    let form = match call.arg(0) {
        Value::UNDEFINED => Form::Nfc,
        form => match agent.to_rust_string(form)?.as_str() {
            "NFC" => Form::Nfc,
            "NFD" => Form::Nfd,
            "NFKC" => Form::Nfkc,
            "NFKD" => Form::Nfkd,
            _ => {
                let text = "The normalization form should be one of NFC, NFD, NFKC, NFKD.";
                return Err(agent.range_error(text));
            }
        },
    };
    let text = agent.heap.text(string);
    let budget = &agent.heap.budget;
    if let Text::Latin1(bytes) = text
        && (matches!(form, Form::Nfc) || bytes.is_ascii())
    {
        return Ok(string.value());
    }
    let mut out = TextBuilder::new();
    by_segments(
        text,
        budget,
        |_, next| starts_anew(next),
        |segment| match segment {
            Segment::Text(text) => {
                let normalized: String = match form {
                    Form::Nfc => text.nfc().collect(),
                    Form::Nfd => text.nfd().collect(),
                    Form::Nfkc => text.nfkc().collect(),
                    Form::Nfkd => text.nfkd().collect(),
                };
                out.push_str(&normalized);
            }
            Segment::Surrogate(unit) => out.push_unit(unit),
        },
    );
    Ok(out.finish(agent)?.value())
}

/// [String.prototype.isWellFormed ( )](https://tc39.es/ecma262/#sec-string.prototype.iswellformed)
pub(super) fn is_well_formed(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "isWellFormed")?;
    let text = agent.heap.text(string);
    Ok(Value::bool(has_no_lone_surrogate(text, &agent.heap.budget)))
}

fn has_no_lone_surrogate(text: Text<'_>, budget: &Budget) -> bool {
    let mut after_lead = false;
    for piece in text.pieces(budget, 32) {
        let Text::Utf16(units) = piece else {
            // A part without any surrogate.
            if after_lead {
                return false;
            }
            continue;
        };
        for &unit in units {
            if (0xDC00..0xE000).contains(&unit) != after_lead {
                return false;
            }
            after_lead = (0xD800..0xDC00).contains(&unit);
        }
    }
    !after_lead
}

/// [String.prototype.toWellFormed ( )](https://tc39.es/ecma262/#sec-string.prototype.towellformed)
pub(super) fn to_well_formed(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "toWellFormed")?;
    let text = agent.heap.text(string);
    let budget = &agent.heap.budget;
    if has_no_lone_surrogate(text, budget) {
        return Ok(string.value());
    }
    let mut replaced = Vec::with_capacity(text.len());
    let decoded = char::decode_utf16(text.units());
    for unit in budget.each(decoded) {
        let character = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        replaced.extend_from_slice(character.encode_utf16(&mut [0; 2]));
    }
    Ok(agent.heap.new_utf16(&replaced).value())
}
