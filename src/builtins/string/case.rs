//! Upper and lower case, normalization, well-formedness: what needs Unicode's tables.

use super::this_string;
use crate::engine::{Agent, Call, JsResult, PropertyKey, Str, Text, TextBuilder, Value};
use unicode_normalization::UnicodeNormalization;

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
    let text = agent.heap.text(tag).to_utf8();
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
    agent.poll_work(agent.heap.string_length(string) / 16)?;
    let text = agent.heap.text(string);
    if let (Text::Latin1(bytes), Language::Default) = (text, language) {
        if !bytes.iter().any(|&byte| changes(byte, case)) {
            return Ok(string.value());
        }
        if let Some(converted) = convert_latin1(bytes, case) {
            return Ok(agent.heap.new_latin1_boxed(converted).value());
        }
    }
    let mut out = TextBuilder::new();
    by_segments(text, |segment| match segment {
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
fn convert_latin1(bytes: &[u8], case: Case) -> Option<Box<[u8]>> {
    if case == Case::Upper && bytes.iter().any(|byte| matches!(byte, 0xB5 | 0xDF | 0xFF)) {
        return None;
    }
    let converted = bytes.iter().map(|&byte| {
        if changes(byte, case) {
            byte ^ 0x20
        } else {
            byte
        }
    });
    Some(converted.collect())
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

/// Hands over a text in parts that are well-formed or lone surrogates.
fn by_segments(text: Text<'_>, mut take: impl FnMut(Segment)) {
    let mut segment = String::with_capacity(text.len());
    for decoded in char::decode_utf16(text.units()) {
        match decoded {
            Ok(character) => segment.push(character),
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
    agent.poll_work(agent.heap.string_length(string) / 8)?;
    let text = agent.heap.text(string);
    if let Text::Latin1(bytes) = text
        && (matches!(form, Form::Nfc) || bytes.is_ascii())
    {
        return Ok(string.value());
    }
    let mut out = TextBuilder::new();
    by_segments(text, |segment| match segment {
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
    });
    Ok(out.finish(agent)?.value())
}

/// [String.prototype.isWellFormed ( )](https://tc39.es/ecma262/#sec-string.prototype.iswellformed)
pub(super) fn is_well_formed(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "isWellFormed")?;
    let text = agent.heap.text(string);
    Ok(Value::bool(has_no_lone_surrogate(text)))
}

fn has_no_lone_surrogate(text: Text<'_>) -> bool {
    match text {
        Text::Latin1(_) => true,
        Text::Utf16(units) => char::decode_utf16(units.iter().copied()).all(|unit| unit.is_ok()),
    }
}

/// [String.prototype.toWellFormed ( )](https://tc39.es/ecma262/#sec-string.prototype.towellformed)
pub(super) fn to_well_formed(agent: &mut Agent, call: Call) -> JsResult {
    let string = this_string(agent, call, "toWellFormed")?;
    let text = agent.heap.text(string);
    if has_no_lone_surrogate(text) {
        return Ok(string.value());
    }
    let replaced: Vec<u16> = text.to_utf8().encode_utf16().collect();
    Ok(agent.heap.new_utf16(&replaced).value())
}
