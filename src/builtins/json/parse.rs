//! [JSON.parse](https://tc39.es/ecma262/#sec-json.parse): reading a JSON text.
//!
//! The parser keeps its open arrays and objects in a list of its own, so that depth costs no native
//! stack. No script code runs here, so nothing needs to be kept until parsing is done.

use super::revive::{self, Snapshot};
use crate::budget::PIECE;
use crate::engine::{
    Agent, Call, JsResult, Object, PropertyFlags, PropertyKey, Str, Text, TextBuilder, Throw, Value,
};
use crate::heap::ShapeId;
use crate::numeric::from_text::{self, CodeUnit};

/// [JSON.parse ( text \[ , reviver \] )](https://tc39.es/ecma262/#sec-json.parse)
pub(super) fn parse(agent: &mut Agent, call: Call) -> JsResult {
    let string = agent.to_string(call.arg(0))?;
    if agent.heap.is_callable(call.arg(1)) {
        agent.keep(string.value());
        let (value, snapshot) = parse_with(agent, string, true)?;
        return revive::revive(agent, string, value, snapshot, call.arg(1));
    }
    parse_text(agent, string)
}

/// Parses a text.
pub fn parse_text(agent: &mut Agent, string: Str) -> JsResult {
    Ok(parse_with(agent, string, false)?.0)
}

/// What `JSON.rawJSON` says of a text that is no value.
pub(super) const INVALID_RAW: &str = "Invalid value for JSON.rawJSON";

/// Throws unless a text is one JSON value and nothing else.
pub(super) fn check_raw(agent: &mut Agent, string: Str) -> JsResult<()> {
    let units = agent.heap.units(string);
    let mut parser = Parser::new(agent, string, &units, false);
    parser.raw = true;
    parser.parse().map(|_| ())
}

fn parse_with(agent: &mut Agent, string: Str, snapshots: bool) -> JsResult<(Value, Snapshot)> {
    // A copy, because the heap changes while the text is read.
    match agent.heap.text(string) {
        Text::Latin1(text) => {
            let text = agent.heap.copied(text);
            Parser::new(agent, string, &text, snapshots).parse()
        }
        Text::Utf16(text) => {
            let text = agent.heap.copied(text);
            Parser::new(agent, string, &text, snapshots).parse()
        }
    }
}

/// A code unit of either form of text.
trait Unit: CodeUnit + Into<u32> {
    fn text(units: &[Self]) -> Text<'_>;
}

impl Unit for u8 {
    fn text(units: &[u8]) -> Text<'_> {
        Text::Latin1(units)
    }
}

impl Unit for u16 {
    fn text(units: &[u16]) -> Text<'_> {
        Text::Utf16(units)
    }
}

/// An array or object whose end was not seen yet, and where its parts begin in the parser's lists.
struct Open {
    object: bool,
    values: usize,
    keys: usize,
}

/// Layouts of objects that were read, by their keys.
const LAYOUTS: usize = 64;
/// Keys that were read.
const KEYS: usize = 256;

struct Parser<'a, U> {
    agent: &'a mut Agent,
    string: Str,
    /// Whether it is the text of a raw value, with nothing after it.
    raw: bool,
    text: &'a [U],
    at: usize,
    open: Vec<Open>,
    values: Vec<Value>,
    keys: Vec<PropertyKey>,
    /// One for each of `values`, if they are wanted.
    snapshots: Option<Vec<Snapshot>>,
    known_keys: Vec<Option<PropertyKey>>,
    layouts: Vec<Option<(Box<[PropertyKey]>, ShapeId)>>,
}

/// The unexpected token at a place, for messages.
const END: u32 = u32::MAX;

impl<'a, U: Unit> Parser<'a, U> {
    fn new(agent: &'a mut Agent, string: Str, text: &'a [U], snapshots: bool) -> Parser<'a, U> {
        Parser {
            agent,
            string,
            raw: false,
            text,
            at: 0,
            open: Vec::new(),
            values: Vec::new(),
            keys: Vec::new(),
            snapshots: snapshots.then(Vec::new),
            known_keys: Vec::new(),
            layouts: Vec::new(),
        }
    }

    #[inline(always)]
    fn peek(&self) -> u32 {
        match self.text.get(self.at) {
            Some(&unit) => unit.into(),
            None => END,
        }
    }

    #[inline(always)]
    fn skip_space(&mut self) -> u32 {
        loop {
            let unit = self.peek();
            if !matches!(unit, 0x20 | 0xA | 0xD | 0x9) {
                return unit;
            }
            self.at += 1;
            if self.at.is_multiple_of(PIECE) && self.agent.heap.budget.spend(PIECE / 16).is_err() {
                return END;
            }
        }
    }

    fn parse(mut self) -> JsResult<(Value, Snapshot)> {
        loop {
            self.agent.poll()?;
            if let Some(mut value) = self.begin_value()? {
                while let Some(open) = self.open.last() {
                    self.values.push(value);
                    let object = open.object;
                    let next = self.skip_space();
                    if next == ',' as u32 {
                        self.at += 1;
                        if object {
                            self.key("Expected double-quoted property name in JSON")?;
                        }
                        break;
                    }
                    match (object, next) {
                        (true, 0x7D) => value = self.finish_object()?,
                        (false, 0x5D) => value = self.finish_array()?,
                        (true, _) => {
                            return Err(
                                self.fail("Expected ',' or '}' after property value in JSON")
                            );
                        }
                        (false, _) => {
                            return Err(
                                self.fail("Expected ',' or ']' after array element in JSON")
                            );
                        }
                    }
                }
                if self.open.is_empty() {
                    return self.end(value);
                }
            }
        }
    }

    fn end(mut self, value: Value) -> JsResult<(Value, Snapshot)> {
        if self.raw && self.at < self.text.len() {
            return Err(self.agent.syntax_error(INVALID_RAW));
        }
        if self.skip_space() != END {
            return Err(self.fail("Unexpected non-whitespace character after JSON"));
        }
        let snapshot = self.snapshots.and_then(|mut list| list.pop());
        Ok((value, snapshot.unwrap_or(Snapshot::Unknown)))
    }

    /// Reads a scalar or an empty array or object, or opens one and gets to its first value.
    #[inline]
    fn begin_value(&mut self) -> JsResult<Option<Value>> {
        let unit = self.skip_space();
        let start = self.at;
        let value = match u8::try_from(unit).unwrap_or(0) {
            b'"' => self.string_value()?,
            b'0'..=b'9' | b'-' => self.number()?,
            b'{' => return self.begin_object(),
            b'[' => return self.begin_array(),
            b't' => self.literal(b"true", Value::TRUE)?,
            b'f' => self.literal(b"false", Value::FALSE)?,
            b'n' => self.literal(b"null", Value::NULL)?,
            _ => return Err(self.unexpected()),
        };
        if let Some(snapshots) = &mut self.snapshots {
            snapshots.push(Snapshot::Primitive {
                value,
                start,
                end: self.at,
            });
        }
        Ok(Some(value))
    }

    fn begin_array(&mut self) -> JsResult<Option<Value>> {
        self.at += 1;
        self.open.push(Open {
            object: false,
            values: self.values.len(),
            keys: self.keys.len(),
        });
        if self.skip_space() == ']' as u32 {
            return self.finish_array().map(Some);
        }
        Ok(None)
    }

    fn begin_object(&mut self) -> JsResult<Option<Value>> {
        self.at += 1;
        self.open.push(Open {
            object: true,
            values: self.values.len(),
            keys: self.keys.len(),
        });
        if self.skip_space() == '}' as u32 {
            return self.finish_object().map(Some);
        }
        self.key("Expected property name or '}' in JSON")?;
        Ok(None)
    }

    /// Reads a key and its colon.
    fn key(&mut self, or_else: &str) -> JsResult<()> {
        if self.skip_space() != '"' as u32 {
            return Err(self.fail(or_else));
        }
        let start = self.at + 1;
        let key = match self.plain_string(start) {
            Some(end) => {
                self.at = end + 1;
                self.known_key(&self.text[start..end])
            }
            None => {
                let text = self.escaped_string()?;
                self.agent.heap.property_key_of_text(text.text())
            }
        };
        self.keys.push(key);
        if self.skip_space() != ':' as u32 {
            return Err(self.fail("Expected ':' after property name in JSON"));
        }
        self.at += 1;
        Ok(())
    }

    /// The key for a text, remembered from the last time if it can be.
    #[inline]
    fn known_key(&mut self, text: &'a [U]) -> PropertyKey {
        let (Some(&first), Some(&last)) = (text.first(), text.last()) else {
            return self.agent.names.empty;
        };
        let middle: u32 = text[text.len() / 2].into();
        let (first, last): (u32, u32) = (first.into(), last.into());
        let ends = first.wrapping_mul(5) ^ last.wrapping_mul(31);
        let place = (ends ^ middle.wrapping_mul(7)) as usize ^ text.len();
        let place = place % KEYS;
        if self.known_keys.is_empty() {
            self.known_keys.resize(KEYS, None);
        }
        if let Some(key) = self.known_keys[place]
            && let Some(atom) = key.as_atom()
            && self.agent.heap.text(atom) == U::text(text)
        {
            return key;
        }
        let key = self.agent.heap.property_key_of_text(U::text(text));
        self.known_keys[place] = Some(key);
        key
    }

    fn finish_array(&mut self) -> JsResult {
        self.at += 1;
        let Some(open) = self.open.pop() else {
            return Err(self.unexpected());
        };
        let elements = match open.values {
            // A long list isn't copied.
            0 if self.values.len() > PIECE => std::mem::take(&mut self.values),
            first => self.values.split_off(first),
        };
        if let Some(snapshots) = &mut self.snapshots {
            let parts = snapshots.split_off(snapshots.len() - elements.len());
            snapshots.push(Snapshot::Array(parts));
        }
        self.agent.heap.report_external(elements.len() * 8);
        Ok(self.agent.new_array(elements).value())
    }

    fn finish_object(&mut self) -> JsResult {
        self.at += 1;
        let Some(open) = self.open.pop() else {
            return Err(self.unexpected());
        };
        let object = self.new_object(open.keys, open.values)?;
        if let Some(snapshots) = &mut self.snapshots {
            let parts = snapshots.split_off(snapshots.len() - (self.values.len() - open.values));
            let keys = self.keys[open.keys..].iter().copied();
            snapshots.push(Snapshot::Object(keys.zip(parts).collect()));
        }
        self.keys.truncate(open.keys);
        self.values.truncate(open.values);
        Ok(object.value())
    }

    fn new_object(&mut self, keys: usize, values: usize) -> JsResult<Object> {
        let (keys, values) = (&self.keys[keys..], &self.values[values..]);
        let count = keys.len();
        let object = self.agent.new_plain_object(count);
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
            return Ok(object);
        };
        // Fast path: an object with the same keys as an earlier one gets its layout directly.
        let hash = rustc_hash::FxBuildHasher;
        let place =
            std::hash::BuildHasher::hash_one(&hash, (first, last, count)) as usize % LAYOUTS;
        if self.layouts.is_empty() {
            self.layouts.resize(LAYOUTS, None);
        }
        if let Some((known, shape)) = &self.layouts[place]
            && **known == *keys
        {
            let object = self.agent.heap.new_object(*shape);
            self.agent.heap.init_slots(object, values);
            return Ok(object);
        }
        let mut regular = count <= MOST_INLINE;
        for (place, (&key, &value)) in keys.iter().zip(values).enumerate() {
            if key.as_index().is_some() {
                regular = false;
                self.agent.create_data_property(object, key, value)?;
                continue;
            }
            let again = match place {
                0..8 => keys[..place].contains(&key),
                _ => true,
            };
            match again.then(|| self.agent.heap.lookup(object, key)).flatten() {
                Some(found) => {
                    regular = false;
                    self.agent.heap.write_slot(object, found.slot, value);
                }
                None => self
                    .agent
                    .heap
                    .add_property(object, key, PropertyFlags::DATA, value),
            }
        }
        if regular && self.agent.heap.is_cacheable(object) {
            self.layouts[place] = Some((keys.into(), self.agent.heap.shape(object)));
        }
        Ok(object)
    }

    fn literal(&mut self, word: &[u8], value: Value) -> JsResult {
        for &byte in word {
            if self.peek() != byte as u32 {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(value)
    }

    /// Where the string that begins at a place ends, if it has no escapes.
    #[inline]
    fn plain_string(&self, start: usize) -> Option<usize> {
        let mut start = start;
        for piece in self.text[start..].chunks(PIECE) {
            for (offset, &unit) in piece.iter().enumerate() {
                let unit: u32 = unit.into();
                if unit == '"' as u32 {
                    return Some(start + offset);
                }
                if unit == '\\' as u32 || unit < 0x20 {
                    return None;
                }
            }
            start += piece.len();
            self.agent.heap.budget.spend(piece.len() / 16).ok()?;
        }
        None
    }

    #[inline]
    fn string_value(&mut self) -> JsResult {
        let start = self.at + 1;
        if let Some(end) = self.plain_string(start) {
            self.at = end + 1;
            let text = U::text(&self.text[start..end]);
            return Ok(self.agent.heap.new_text(text).value());
        }
        let text = self.escaped_string()?;
        Ok(text.finish(self.agent)?.value())
    }

    /// Reads a string that has escapes, or an error.
    fn escaped_string(&mut self) -> JsResult<TextBuilder> {
        let mut text = TextBuilder::new();
        self.at += 1;
        loop {
            let start = self.at;
            let mut unit = self.peek();
            let ends =
                |unit| unit < 0x20 || unit == '"' as u32 || unit == '\\' as u32 || unit == END;
            while !ends(unit) && self.at - start < PIECE {
                self.at += 1;
                unit = self.peek();
            }
            self.agent.poll_work((self.at - start) / 16 + 1)?;
            match U::text(&self.text[start..self.at]) {
                Text::Utf16(units) => units.iter().for_each(|&unit| text.push_unit(unit)),
                plain => text.push_text(plain),
            }
            if !ends(unit) {
                continue;
            }
            if unit == '"' as u32 {
                self.at += 1;
                return Ok(text);
            }
            if unit == END {
                return Err(self.fail("Unterminated string in JSON"));
            }
            if unit != '\\' as u32 {
                return Err(self.fail("Bad control character in string literal in JSON"));
            }
            self.at += 1;
            let escaped = self.escape()?;
            text.push_unit(escaped);
        }
    }

    /// Parses an escape, after its backslash.
    fn escape(&mut self) -> JsResult<u16> {
        let unit = match u8::try_from(self.peek()).unwrap_or(0) {
            b'b' => 0x8,
            b'f' => 0xC,
            b'n' => 0xA,
            b'r' => 0xD,
            b't' => 0x9,
            unit @ (b'"' | b'\\' | b'/') => unit as u16,
            b'u' => {
                let mut code = 0;
                for _ in 0..4 {
                    self.at += 1;
                    let digit = char::from_u32(self.peek()).and_then(|digit| digit.to_digit(16));
                    let Some(digit) = digit else {
                        return Err(self.fail("Bad Unicode escape in JSON"));
                    };
                    code = code << 4 | digit as u16;
                }
                code
            }
            _ if self.peek() == END => return Err(self.unexpected()),
            _ => return Err(self.fail("Bad escaped character in JSON")),
        };
        self.at += 1;
        Ok(unit)
    }

    #[inline]
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().wrapping_sub('0' as u32) < 10 {
            self.at += 1;
            if self.at.is_multiple_of(PIECE) && self.agent.heap.budget.spend(PIECE / 16).is_err() {
                break;
            }
        }
        self.at - start
    }

    #[inline]
    fn number(&mut self) -> JsResult {
        const SMALL: usize = 9;
        let start = self.at;
        let negative = self.peek() == '-' as u32;
        self.at += usize::from(negative);
        let first = self.at;
        let whole = self.digits();
        if whole == 0 {
            return Err(self.fail("No number after minus sign in JSON"));
        }
        let leading: u32 = self.text[first].into();
        if whole > 1 && leading == '0' as u32 {
            self.at = first + 1;
            return Err(self.fail("Unexpected number in JSON"));
        }
        let next = self.peek();
        if next != '.' as u32 && next | 0x20 != 'e' as u32 {
            let digits = &self.text[first..self.at];
            if whole <= SMALL {
                let number = digits.iter().fold(0, |number, &digit| {
                    let digit: u32 = digit.into();
                    number * 10 + (digit as i32 - '0' as i32)
                });
                return Ok(match (negative, number) {
                    (true, 0) => Value::double(-0.0),
                    (true, number) => Value::int(-number),
                    (false, number) => Value::int(number),
                });
            }
        } else {
            self.fraction_and_exponent()?;
        }
        let number =
            from_text::string_to_number(&self.text[start..self.at], &self.agent.heap.budget);
        Ok(Value::number(number))
    }

    fn fraction_and_exponent(&mut self) -> JsResult<()> {
        if self.peek() == '.' as u32 {
            self.at += 1;
            if self.digits() == 0 {
                return Err(self.fail("Unterminated fractional number in JSON"));
            }
        }
        if self.peek() | 0x20 == 'e' as u32 {
            self.at += 1;
            if matches!(char::from_u32(self.peek()), Some('+' | '-')) {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(self.fail("Exponent part is missing a number in JSON"));
            }
        }
        Ok(())
    }

    /// Throws for an unexpected token at the current place.
    #[cold]
    fn unexpected(&mut self) -> Throw {
        unexpected_token(self.agent, self.string, self.at)
    }

    /// Throws with a message and the current place.
    #[cold]
    fn fail(&mut self, message: &str) -> Throw {
        let (mut line, mut begin) = (1, 0);
        let before = &self.text[..self.at];
        for (place, &unit) in self.agent.heap.budget.each(before.iter().enumerate()) {
            let unit: u32 = unit.into();
            let next: u32 = before.get(place + 1).map_or(0, |&unit| unit.into());
            if unit == '\n' as u32 || (unit == '\r' as u32 && next != '\n' as u32) {
                line += 1;
                begin = place + 1;
            }
        }
        let at = self.at;
        let column = at - begin + 1;
        self.agent.failures.tell_of_text(self.string, at);
        self.agent.syntax_error(format!(
            "{message} at position {at} (line {line} column {column})"
        ))
    }
}

/// Up to this many properties are in an object's cell.
const MOST_INLINE: usize = 15;

/// Throws for the character at a place of a text, or for its end.
#[cold]
pub(super) fn unexpected_token(agent: &mut Agent, string: Str, at: usize) -> Throw {
    /// How much of the text is shown on each side.
    const CONTEXT: usize = 10;
    agent.failures.tell_of_text(string, at);
    let text = agent.heap.text(string);
    let length = text.len();
    if at >= length {
        return agent.syntax_error("Unexpected end of JSON input");
    }
    let whole = |text: Text<'_>| text.to_utf8();
    if length < 32
        && matches!(
            whole(text).as_str(),
            "NaN" | "Infinity" | "undefined" | "[object Object]"
        )
    {
        let message = format!("\"{}\" is not valid JSON", whole(text));
        return agent.syntax_error(message);
    }
    let token = whole(text.slice(at, at + 1));
    let (start, end) = if length <= 2 * CONTEXT {
        (0, length)
    } else {
        let end = if at + CONTEXT < length {
            at + CONTEXT
        } else {
            length
        };
        (at.saturating_sub(CONTEXT), end)
    };
    let before = if start > 0 { "..." } else { "" };
    let after = if end < length { "... " } else { " " };
    let part = whole(text.slice(start, end));
    agent.syntax_error(format!(
        "Unexpected token '{token}', {before}\"{part}\"{after}is not valid JSON"
    ))
}
