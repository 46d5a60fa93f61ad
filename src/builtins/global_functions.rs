//! [The global object](https://tc39.es/ecma262/#sec-global-object): its value properties, number
//! parsing, URI handling, and [escape and unescape](https://tc39.es/ecma262/#sec-additional-properties-of-the-global-object).

use crate::engine::{
    Agent, Budget, Call, Intrinsic, JsResult, Method, PropertyFlags, Text, TextBuilder, Throw,
    Value, messages,
};
use crate::numeric::from_text;

const FUNCTIONS: &[Method] = &[
    Method::new("parseFloat", 1, parse_float),
    Method::new("parseInt", 2, parse_int),
    Method::new("isNaN", 1, is_nan),
    Method::new("isFinite", 1, is_finite),
    Method::new("decodeURI", 1, decode_uri),
    Method::new("decodeURIComponent", 1, decode_uri_component),
    Method::new("encodeURI", 1, encode_uri),
    Method::new("encodeURIComponent", 1, encode_uri_component),
    Method::new("escape", 1, escape),
    Method::new("unescape", 1, unescape),
];

/// Not encoded by `encodeURIComponent`, letters and digits aside.
const COMPONENT_UNRESERVED: &[u8] = b"-.!~*'()_";
/// Not encoded by `encodeURI`, letters and digits aside.
const URI_UNRESERVED: &[u8] = b";/?:@&=+$,#-.!~*'()_";
/// Left encoded by `decodeURI`.
const URI_RESERVED: &[u8] = b";/?:@&=+$,#";
/// Left alone by `escape`, letters and digits aside.
const ESCAPE_UNRESERVED: &[u8] = b"@*_+-./";

/// Fills the global object.
pub(super) fn install(agent: &mut Agent) {
    let global = agent.realm.global_object;
    agent.define_global("globalThis", global.value());
    for (name, value) in [
        ("Infinity", Value::double(f64::INFINITY)),
        ("NaN", Value::NAN),
        ("undefined", Value::UNDEFINED),
    ] {
        agent.define_constant(global, name, value, PropertyFlags::NONE);
    }
    agent.define_methods(global, FUNCTIONS);
}

/// [isFinite ( number )](https://tc39.es/ecma262/#sec-isfinite-number)
fn is_finite(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(agent.to_number(call.arg(0))?.is_finite()))
}

/// [isNaN ( number )](https://tc39.es/ecma262/#sec-isnan-number)
fn is_nan(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(agent.to_number(call.arg(0))?.is_nan()))
}

/// [parseFloat ( string )](https://tc39.es/ecma262/#sec-parsefloat-string)
fn parse_float(agent: &mut Agent, call: Call) -> JsResult {
    if call.arg(0).is_int() {
        return Ok(call.arg(0));
    }
    let string = agent.to_string(call.arg(0))?;
    let number = match agent.heap.text(string) {
        Text::Latin1(text) => from_text::parse_float(text, &agent.heap.budget),
        Text::Utf16(text) => from_text::parse_float(text, &agent.heap.budget),
    };
    Ok(Value::number(number))
}

/// [parseInt ( string, radix )](https://tc39.es/ecma262/#sec-parseint-string-radix)
fn parse_int(agent: &mut Agent, call: Call) -> JsResult {
    let (value, radix) = (call.arg(0), call.arg(1));
    if value.is_int() && (radix.is_undefined() || radix == Value::int(10)) {
        return Ok(value);
    }
    let string = agent.to_string(value)?;
    agent.keep(string.value());
    let radix = agent.to_int32(radix)?;
    let number = match agent.heap.text(string) {
        Text::Latin1(text) => from_text::parse_int(text, radix, &agent.heap.budget),
        Text::Utf16(text) => from_text::parse_int(text, radix, &agent.heap.budget),
    };
    Ok(Value::number(number))
}

#[cold]
fn uri_malformed(agent: &mut Agent) -> Throw {
    agent.throw_error(Intrinsic::URIErrorPrototype, messages::URI_MALFORMED)
}

/// [encodeURI ( uri )](https://tc39.es/ecma262/#sec-encodeuri-uri)
fn encode_uri(agent: &mut Agent, call: Call) -> JsResult {
    encode(agent, call.arg(0), URI_UNRESERVED)
}

/// [encodeURIComponent ( uriComponent )](https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent)
fn encode_uri_component(agent: &mut Agent, call: Call) -> JsResult {
    encode(agent, call.arg(0), COMPONENT_UNRESERVED)
}

/// [decodeURI ( encodedURI )](https://tc39.es/ecma262/#sec-decodeuri-encodeduri)
fn decode_uri(agent: &mut Agent, call: Call) -> JsResult {
    decode(agent, call.arg(0), URI_RESERVED)
}

/// [decodeURIComponent ( encodedURIComponent )](https://tc39.es/ecma262/#sec-decodeuricomponent-encodeduricomponent)
fn decode_uri_component(agent: &mut Agent, call: Call) -> JsResult {
    decode(agent, call.arg(0), b"")
}

fn is_one_of(unit: u16, extra: &[u8]) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || extra.contains(&byte))
}

fn push_percent(text: &mut TextBuilder, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    text.push_unit(u16::from(b'%'));
    text.push_unit(u16::from(DIGITS[usize::from(byte >> 4)]));
    text.push_unit(u16::from(DIGITS[usize::from(byte & 15)]));
}

/// [Encode ( string, extraUnescaped )](https://tc39.es/ecma262/#sec-encode)
fn encode(agent: &mut Agent, value: Value, unreserved: &[u8]) -> JsResult {
    let string = agent.to_string(value)?;
    let length = agent.heap.string_length(string);
    let text = agent.heap.text(string);
    let budget = &agent.heap.budget;
    if budget
        .each(text.units())
        .all(|unit| is_one_of(unit, unreserved))
    {
        return Ok(string.value());
    }
    let mut result = TextBuilder::new();
    let mut place = 0;
    let mut malformed = false;
    while place < length && budget.spend(1).is_ok() {
        let unit = text.at(place);
        if is_one_of(unit, unreserved) {
            result.push_unit(unit);
            place += 1;
            continue;
        }
        let (code_point, units) = text.code_point_at(place);
        let Some(character) = char::from_u32(code_point) else {
            malformed = true;
            break;
        };
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            push_percent(&mut result, byte);
        }
        place += units;
    }
    if malformed {
        return Err(uri_malformed(agent));
    }
    Ok(result.finish(agent)?.value())
}

/// [Decode ( string, preserveEscapeSet )](https://tc39.es/ecma262/#sec-decode)
fn decode(agent: &mut Agent, value: Value, reserved: &[u8]) -> JsResult {
    let string = agent.to_string(value)?;
    let text = agent.heap.text(string);
    let budget = &agent.heap.budget;
    if text.find_within(Text::Latin1(b"%"), 0, budget).is_none() {
        return Ok(string.value());
    }
    match decode_text(text, reserved, budget) {
        Some(result) => Ok(result.finish(agent)?.value()),
        None => Err(uri_malformed(agent)),
    }
}

fn decode_text(text: Text<'_>, reserved: &[u8], budget: &Budget) -> Option<TextBuilder> {
    let mut result = TextBuilder::new();
    let mut place = 0;
    while place < text.len() && budget.spend(1).is_ok() {
        let unit = text.at(place);
        if unit != u16::from(b'%') {
            result.push_unit(unit);
            place += 1;
            continue;
        }
        let start = place;
        let first = percent_byte(text, place)?;
        place += 3;
        let count = match first {
            0..=0x7F => 1,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return None,
        };
        if count == 1 && reserved.contains(&first) {
            result.push_text(text.slice(start, place));
            continue;
        }
        let mut bytes = [first, 0, 0, 0];
        for byte in &mut bytes[1..count] {
            *byte = percent_byte(text, place)?;
            place += 3;
        }
        result.push_str(std::str::from_utf8(&bytes[..count]).ok()?);
    }
    Some(result)
}

/// The byte that `%XX` at a place encodes.
fn percent_byte(text: Text<'_>, place: usize) -> Option<u8> {
    if place >= text.len() || text.at(place) != u16::from(b'%') {
        return None;
    }
    hex(text, place + 1, 2).map(|byte| byte as u8)
}

/// The value of so many hexadecimal digits at a place.
fn hex(text: Text<'_>, place: usize, digits: usize) -> Option<u16> {
    if place + digits > text.len() {
        return None;
    }
    (place..place + digits).try_fold(0, |value, place| {
        let digit = char::from_u32(u32::from(text.at(place)))?.to_digit(16)?;
        Some(value * 16 + digit as u16)
    })
}

/// [escape ( string )](https://tc39.es/ecma262/#sec-escape-string)
fn escape(agent: &mut Agent, call: Call) -> JsResult {
    let string = agent.to_string(call.arg(0))?;
    let mut result = TextBuilder::new();
    for unit in agent.heap.budget.each(agent.heap.text(string).units()) {
        match u8::try_from(unit) {
            _ if is_one_of(unit, ESCAPE_UNRESERVED) => result.push_unit(unit),
            Ok(byte) => push_percent(&mut result, byte),
            Err(_) => result.push_str(&format!("%u{unit:04X}")),
        }
    }
    Ok(result.finish(agent)?.value())
}

/// [unescape ( string )](https://tc39.es/ecma262/#sec-unescape-string)
fn unescape(agent: &mut Agent, call: Call) -> JsResult {
    let string = agent.to_string(call.arg(0))?;
    let text = agent.heap.text(string);
    let mut result = TextBuilder::new();
    let mut place = 0;
    while place < text.len() && agent.heap.budget.spend(1).is_ok() {
        let unit = text.at(place);
        let escaped = match unit == u16::from(b'%') && place + 1 < text.len() {
            true if text.at(place + 1) == u16::from(b'u') => {
                hex(text, place + 2, 4).map(|unit| (unit, 6))
            }
            true => hex(text, place + 1, 2).map(|unit| (unit, 3)),
            false => None,
        };
        let (unit, length) = escaped.unwrap_or((unit, 1));
        result.push_unit(unit);
        place += length;
    }
    Ok(result.finish(agent)?.value())
}
