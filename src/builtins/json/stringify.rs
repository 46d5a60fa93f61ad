//! [JSON.stringify](https://tc39.es/ecma262/#sec-json.stringify): writing a JSON text.
//!
//! Everything goes into one builder. What is known about a layout of objects (its keys, written out,
//! and that it has no `toJSON`) is remembered while one text is written.

use super::raw::raw_json_text;
use crate::budget::PIECE;
use crate::engine::{
    Agent, Budget, Call, JsResult, Kind, Object, PrimitiveData, PropertyFlags, PropertyKey,
    StringData, Text, TextBuilder, Throw, Value,
};
use crate::heap::{MAX_LENGTH, ShapeId, SlotRef};
use crate::numeric::to_text::DecimalBuffer;
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// [JSON.stringify ( value \[ , replacer \[ , space \] \] )](https://tc39.es/ecma262/#sec-json.stringify)
pub(super) fn stringify(agent: &mut Agent, call: Call) -> JsResult {
    let mut writer = Writer {
        replacer: None,
        allowed: None,
        gap: Vec::new(),
        line: TextBuilder::new(),
        out: TextBuilder::new(),
        stack: Vec::new(),
        deep: FxHashSet::default(),
        layouts: FxHashMap::default(),
        to_json: agent.names.to_json,
    };
    let replacer = call.arg(1);
    if agent.heap.is_callable(replacer) {
        writer.replacer = Some(replacer);
    } else if let Some(list) = replacer.as_object()
        && agent.is_array(replacer)?
    {
        writer.allowed = Some(property_list(agent, list)?);
    }
    writer.gap = gap(agent, call.arg(2))?;
    let mut holder = None;
    if writer.replacer.is_some() {
        let wrapper = agent.new_plain_object(1);
        agent.keep_object(wrapper);
        let (key, flags) = (agent.names.empty, PropertyFlags::DATA);
        agent.heap.add_property(wrapper, key, flags, call.arg(0));
        holder = Some(wrapper);
    }
    let key = Key::Property(agent.names.empty);
    if !writer.property(agent, holder, key, call.arg(0))? {
        return Ok(Value::UNDEFINED);
    }
    Ok(writer.out.finish(agent)?.value())
}

/// The keys that a replacer array allows; kept.
fn property_list(agent: &mut Agent, list: Object) -> JsResult<Rc<[PropertyKey]>> {
    let mut keys: Vec<PropertyKey> = Vec::new();
    let mut seen = FxHashSet::default();
    let names = agent.new_array(Vec::new());
    agent.keep_object(names);
    let length = agent.length_of_array_like(list)?;
    let mut index = 0.0;
    while index < length {
        agent.poll()?;
        let key = agent.heap.key_from_number(index);
        let value = agent.get(list, key)?;
        let wrapped = value
            .as_object()
            .and_then(|object| agent.heap.wrapped_primitive(object))
            .unwrap_or(value);
        if wrapped.is_string() || wrapped.is_number() {
            let name = agent.to_string(value)?;
            let key = agent.heap.property_key(name);
            if seen.insert(key) {
                let name = agent.heap.key_to_value(key);
                agent.heap.push_element(names, name);
                keys.push(key);
            }
        }
        index += 1.0;
    }
    Ok(keys.into())
}

/// What each level is indented with.
fn gap(agent: &mut Agent, space: Value) -> JsResult<Vec<u16>> {
    const LONGEST: usize = 10;
    let mut space = space;
    if let Some(wrapped) = space
        .as_object()
        .and_then(|object| agent.heap.wrapped_primitive(object))
    {
        if wrapped.is_number() {
            space = Value::number(agent.to_number(space)?);
        } else if wrapped.is_string() {
            space = agent.to_string(space)?.value();
        }
    }
    if space.is_number() {
        let count = agent.to_integer_or_infinity(space)?;
        return Ok(vec![b' ' as u16; count.clamp(0.0, LONGEST as f64) as usize]);
    }
    Ok(match space.as_string() {
        Some(text) => agent.heap.text(text).units().take(LONGEST).collect(),
        None => Vec::new(),
    })
}

/// Where a value was found.
#[derive(Clone, Copy)]
enum Key {
    Property(PropertyKey),
    Element(u32),
}

impl Key {
    fn value(self, agent: &mut Agent) -> Value {
        match self {
            Key::Property(key) => agent.heap.key_to_value(key),
            Key::Element(index) => agent.heap.number_to_string(index as f64).value(),
        }
    }
}

/// One property of a layout.
struct Entry {
    key: PropertyKey,
    /// `None` where it has to be asked for: an accessor.
    slot: Option<SlotRef>,
    /// The quoted key and the colon, narrow keys only.
    text: Option<Box<[u8]>>,
}

/// What is known about a layout.
struct Layout {
    entries: Rc<[Entry]>,
    /// The prototype epoch at which there was no `toJSON`.
    plain_at: Option<u32>,
}

/// Up to this depth, looking for a cycle is a look along the way.
const SHALLOW: usize = 32;

/// More layouts than this are forgotten.
const MOST_LAYOUTS: usize = 512;

struct Writer {
    replacer: Option<Value>,
    allowed: Option<Rc<[PropertyKey]>>,
    gap: Vec<u16>,
    /// A comma, a line break and the deepest indentation so far.
    line: TextBuilder,
    out: TextBuilder,
    /// The objects that are being written, and where each was found.
    stack: Vec<(Object, Key)>,
    /// Those of them that are deeper than [`SHALLOW`].
    deep: FxHashSet<Object>,
    layouts: FxHashMap<ShapeId, Layout>,
    to_json: PropertyKey,
}

impl Writer {
    fn ascii(&mut self, text: &[u8]) {
        self.out.push_text(Text::Latin1(text));
    }

    /// [SerializeJSONProperty ( state, key, holder )](https://tc39.es/ecma262/#sec-serializejsonproperty)
    /// of a value that was read already; whether anything was written.
    #[inline]
    fn property(
        &mut self,
        agent: &mut Agent,
        holder: Option<Object>,
        key: Key,
        value: Value,
    ) -> JsResult<bool> {
        let mut value = value;
        if value.is_object() || value.is_bigint() {
            value = self.apply_to_json(agent, key, value)?;
        }
        if let (Some(replacer), Some(holder)) = (self.replacer, holder) {
            value = agent.scoped(|agent| {
                agent.keep(value);
                let name = key.value(agent);
                agent.call(replacer, holder.value(), &[name, value])
            })?;
        }
        if let Some(string) = value.as_string() {
            quote(&mut self.out, agent.heap.text(string), &agent.heap.budget);
            return Ok(true);
        }
        if let Some(number) = value.as_int() {
            let mut buffer = DecimalBuffer::new();
            self.ascii(buffer.format_integer(number as i64).as_bytes());
            return Ok(true);
        }
        if value.is_object() {
            return self.object(agent, key, value);
        }
        self.scalar(agent, value)
    }

    fn scalar(&mut self, agent: &mut Agent, value: Value) -> JsResult<bool> {
        if let Some(number) = value.as_number() {
            let mut buffer = DecimalBuffer::new();
            match number.is_finite() {
                true => self.ascii(buffer.format(number).as_bytes()),
                false => self.out.push_ascii(b"null"),
            }
            return Ok(true);
        }
        match value {
            Value::NULL => self.out.push_ascii(b"null"),
            Value::TRUE => self.out.push_ascii(b"true"),
            Value::FALSE => self.out.push_ascii(b"false"),
            _ if value.is_bigint() => {
                return Err(agent.type_error("Do not know how to serialize a BigInt"));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Calls the value's `toJSON`, if it has one.
    fn apply_to_json(&mut self, agent: &mut Agent, key: Key, value: Value) -> JsResult {
        if let Some(object) = value.as_object()
            && let Some(layout) = self.layouts.get(&agent.heap.shape(object))
            && layout.plain_at == Some(agent.heap.prototype_epoch())
        {
            return Ok(value);
        }
        let function = agent.get_v(value, self.to_json)?;
        if agent.heap.is_callable(function) {
            return agent.scoped(|agent| {
                agent.keep(value);
                agent.keep(function);
                let name = key.value(agent);
                agent.call(function, value, &[name])
            });
        }
        if let Some(object) = value.as_object()
            && function.is_undefined()
            && (is_plain(object) || object.is(Kind::Array))
            && !has_proxy_prototype(agent, object)
        {
            let epoch = agent.heap.prototype_epoch();
            if let Some(layout) = self.layout(agent, object) {
                layout.plain_at = Some(epoch);
            }
        }
        Ok(value)
    }

    /// What is known about an object's layout, found out if need be.
    fn layout(&mut self, agent: &mut Agent, object: Object) -> Option<&mut Layout> {
        if !agent.heap.is_cacheable(object) {
            return None;
        }
        let shape = agent.heap.shape(object);
        if self.layouts.len() > MOST_LAYOUTS {
            self.layouts.clear();
        }
        let colon = self.colon();
        Some(
            self.layouts
                .entry(shape)
                .or_insert_with(|| new_layout(agent, object, colon)),
        )
    }

    /// The separator between a key and its value.
    fn colon(&self) -> Text<'static> {
        Text::Latin1(match self.gap.is_empty() {
            true => b":",
            false => b": ",
        })
    }

    /// An object that isn't asked for `toJSON` any more.
    fn object(&mut self, agent: &mut Agent, key: Key, value: Value) -> JsResult<bool> {
        let Some(object) = value.as_object() else {
            return Ok(false);
        };
        if object.is(Kind::Host) || object.is(Kind::StringObject) {
            if let Some(text) = raw_json_text(agent, object) {
                self.out.push(agent, text);
                return Ok(true);
            }
            if let Some(primitive) = unwrap(agent, object)? {
                return match primitive.as_string() {
                    Some(string) => {
                        quote(&mut self.out, agent.heap.text(string), &agent.heap.budget);
                        Ok(true)
                    }
                    None => self.scalar(agent, primitive),
                };
            }
        }
        if agent.heap.is_callable(value) {
            return Ok(false);
        }
        agent.check_native_stack()?;
        if self.is_open(object) {
            return Err(self.circular(agent, object, key));
        }
        self.stack.push((object, key));
        if self.stack.len() > SHALLOW {
            self.deep.insert(object);
        }
        agent.scoped(|agent| {
            agent.keep(value);
            if agent.is_array(value)? {
                self.elements(agent, object)
            } else {
                self.properties(agent, object)
            }
        })?;
        if self.stack.len() > SHALLOW {
            self.deep.remove(&object);
        }
        self.stack.pop();
        if self.out.len() > MAX_LENGTH {
            return Err(agent.range_error("Invalid string length"));
        }
        Ok(true)
    }

    /// Whether an object is being written.
    fn is_open(&self, object: Object) -> bool {
        let shallow = &self.stack[..self.stack.len().min(SHALLOW)];
        shallow.iter().any(|&(open, _)| open == object) || self.deep.contains(&object)
    }

    /// A line's end and the next one's indentation, if there is a gap.
    fn line(&mut self, depth: usize) {
        if !self.gap.is_empty() {
            self.push_line(depth, 1);
        }
    }

    /// The separator before a member or element: a comma, unless it is the first, and a line break.
    fn separate(&mut self, depth: usize, is_first: bool) {
        if !self.gap.is_empty() {
            self.push_line(depth, is_first as usize);
        } else if !is_first {
            self.out.push_ascii(b",");
        }
    }

    fn push_line(&mut self, depth: usize, from: usize) {
        let length = 2 + depth * self.gap.len();
        if self.line.is_empty() {
            self.line.push_ascii(b",\n");
        }
        while self.line.len() < length {
            self.gap.iter().for_each(|&unit| self.line.push_unit(unit));
        }
        self.out.push_text(self.line.text().slice(from, length));
    }

    /// [SerializeJSONArray ( state, value )](https://tc39.es/ecma262/#sec-serializejsonarray)
    fn elements(&mut self, agent: &mut Agent, array: Object) -> JsResult<()> {
        let length = agent.length_of_array_like(array)?;
        let depth = self.stack.len();
        self.out.push_ascii(b"[");
        let mut index = 0.0;
        while index < length {
            agent.poll()?;
            self.separate(depth, index == 0.0);
            let place = index as u32;
            let value = match agent.heap.dense_element(array.value(), place) {
                Some(value) => value,
                None => {
                    let key = agent.heap.key_from_number(index);
                    agent.get(array, key)?
                }
            };
            if !self.property(agent, Some(array), Key::Element(place), value)? {
                self.out.push_ascii(b"null");
            }
            index += 1.0;
        }
        if length > 0.0 {
            self.line(depth - 1);
        }
        self.out.push_ascii(b"]");
        Ok(())
    }

    /// [SerializeJSONObject ( state, value )](https://tc39.es/ecma262/#sec-serializejsonobject)
    fn properties(&mut self, agent: &mut Agent, object: Object) -> JsResult<()> {
        self.out.push_ascii(b"{");
        let mut any = false;
        if self.allowed.is_none()
            && is_plain(object)
            && agent.heap.indexed(object).is_none()
            && let Some(layout) = self.layout(agent, object)
        {
            let entries = layout.entries.clone();
            let shape = agent.heap.shape(object);
            for entry in entries.iter() {
                agent.poll()?;
                let value = match entry.slot {
                    Some(slot) if agent.heap.shape(object) == shape => {
                        agent.heap.read_slot(object, slot)
                    }
                    _ => None,
                };
                let value = match value {
                    Some(value) => value,
                    None => agent.get(object, entry.key)?,
                };
                self.member(
                    agent,
                    object,
                    entry.key,
                    entry.text.as_deref(),
                    value,
                    &mut any,
                )?;
            }
        } else {
            let keys = match &self.allowed {
                Some(allowed) => allowed.clone(),
                None => agent.enumerable_own_keys(object)?.into(),
            };
            let names: Vec<Value> = keys
                .iter()
                .map(|&key| agent.heap.key_to_value(key))
                .collect();
            let names = agent.new_array(names);
            agent.keep_object(names);
            for &key in keys.iter() {
                agent.poll()?;
                let value = agent.get(object, key)?;
                self.member(agent, object, key, None, value, &mut any)?;
            }
        }
        if any {
            self.line(self.stack.len() - 1);
        }
        self.out.push_ascii(b"}");
        Ok(())
    }

    /// One `"key":value`, unless the value is one that JSON leaves out. The key is written first,
    /// and taken back in that case.
    fn member(
        &mut self,
        agent: &mut Agent,
        object: Object,
        key: PropertyKey,
        text: Option<&[u8]>,
        value: Value,
        any: &mut bool,
    ) -> JsResult<()> {
        let before = self.out.len();
        self.separate(self.stack.len(), !*any);
        match text {
            Some(text) => self.ascii(text),
            None => {
                let name = agent.heap.key_to_string(key);
                quote(&mut self.out, agent.heap.text(name), &agent.heap.budget);
                self.out.push_text(self.colon());
            }
        }
        if self.property(agent, Some(object), Key::Property(key), value)? {
            *any = true;
        } else {
            self.out.truncate(before);
        }
        Ok(())
    }

    /// The TypeError for a cycle, which draws the way around it.
    #[cold]
    fn circular(&mut self, agent: &mut Agent, object: Object, last: Key) -> Throw {
        /// How many steps are drawn after the first object, and before the last step.
        const FIRST: usize = 2;
        const LAST: usize = 1;
        let start = self.stack.iter().position(|&(open, _)| open == object);
        let cycle = &self.stack[start.unwrap_or(0)..];
        let name = |agent: &mut Agent, object: Object| {
            // Only what isn't made by a constructor of its own is named by its tag.
            let name = agent.constructor_name(object);
            let name = name.filter(|name| name != "Object").or_else(|| {
                let tag = PropertyKey::symbol(agent.symbols.to_string_tag);
                let tag = agent.peek_data_property(object, tag)?.as_string()?;
                Some(agent.heap.utf8(tag))
            });
            format!(
                "object with constructor '{}'",
                name.as_deref().unwrap_or("Object")
            )
        };
        let mut text = String::from("Converting circular structure to JSON\n    --> starting at ");
        text += &name(agent, object);
        let steps = cycle.len() - 1;
        for (place, &(object, key)) in cycle.iter().enumerate().skip(1) {
            let left_out = place > FIRST && place + LAST <= steps;
            if left_out && steps > FIRST + LAST {
                if place == FIRST + 1 {
                    text += "\n    |     ...";
                }
                continue;
            }
            let key = key_for_cycle(agent, key);
            text += &format!("\n    |     {key} -> {}", name(agent, object));
        }
        let key = key_for_cycle(agent, last);
        text += &format!("\n    --- {key} closes the circle");
        agent.type_error(text)
    }
}

fn key_for_cycle(agent: &mut Agent, key: Key) -> String {
    match key {
        Key::Element(index) => format!("index {index}"),
        Key::Property(key) if key == agent.names.empty => String::from("<anonymous>"),
        Key::Property(key) => format!("property '{}'", agent.heap.key_for_message(key)),
    }
}

/// Whether an object's named properties are all in its layout and nothing watches them being read.
fn is_plain(object: Object) -> bool {
    matches!(
        object.kind(),
        Kind::Object3 | Kind::Object7 | Kind::Object15 | Kind::Host
    )
}

fn has_proxy_prototype(agent: &Agent, object: Object) -> bool {
    let mut current = agent.heap.prototype(object).as_object();
    while let Some(proto) = current {
        if proto.is(Kind::Proxy) {
            return true;
        }
        current = agent.heap.prototype(proto).as_object();
    }
    false
}

fn new_layout(agent: &mut Agent, object: Object, colon: Text<'_>) -> Layout {
    let mut entries = Vec::new();
    for (key, flags, slot) in agent.heap.properties(object) {
        let Some(atom) = key.as_atom() else {
            continue;
        };
        if !flags.has(PropertyFlags::ENUMERABLE) {
            continue;
        }
        let mut text = TextBuilder::new();
        quote(&mut text, agent.heap.text(atom), &agent.heap.budget);
        text.push_text(colon);
        entries.push(Entry {
            key,
            slot: flags.is_plain_data().then_some(slot),
            text: match text.text() {
                Text::Latin1(text) => Some(text.into()),
                Text::Utf16(_) => None,
            },
        });
    }
    Layout {
        entries: entries.into(),
        plain_at: None,
    }
}

/// The primitive value of a Number, String, Boolean or BigInt object.
fn unwrap(agent: &mut Agent, object: Object) -> JsResult<Option<Value>> {
    if agent.heap.host::<StringData>(object).is_some() {
        return Ok(Some(agent.to_string(object.value())?.value()));
    }
    let Some(data) = agent.heap.host::<PrimitiveData>(object) else {
        return Ok(None);
    };
    let primitive = data.0;
    if primitive.is_number() {
        return Ok(Some(Value::number(agent.to_number(object.value())?)));
    }
    Ok((primitive.is_bool() || primitive.is_bigint()).then_some(primitive))
}

/// [QuoteJSONString ( value )](https://tc39.es/ecma262/#sec-quotejsonstring)
fn quote(out: &mut TextBuilder, text: Text<'_>, budget: &Budget) {
    out.push_text(Text::Latin1(b"\""));
    match text {
        Text::Latin1(bytes) if bytes.len() <= PIECE => quote_latin1(out, bytes),
        Text::Latin1(bytes) => {
            for bytes in budget.pieces(bytes, 16) {
                quote_latin1(out, bytes);
            }
        }
        Text::Utf16(units) => {
            let mut from = 0;
            for (place, &unit) in units.iter().enumerate() {
                if place % PIECE == PIECE - 1 && budget.spend(PIECE / 16).is_err() {
                    return;
                }
                let lone = match unit {
                    0xD800..0xDC00 => !matches!(units.get(place + 1), Some(0xDC00..0xE000)),
                    0xDC00..0xE000 => place == 0 || !matches!(units[place - 1], 0xD800..0xDC00),
                    _ => false,
                };
                if lone || unit < 0x20 || unit == b'"' as u16 || unit == b'\\' as u16 {
                    out.push_text(Text::Utf16(&units[from..place]));
                    escape(out, unit);
                    from = place + 1;
                }
            }
            out.push_text(Text::Utf16(&units[from..]));
        }
    }
    out.push_text(Text::Latin1(b"\""));
}

#[inline]
fn quote_latin1(out: &mut TextBuilder, bytes: &[u8]) {
    let mut from = 0;
    for (place, &byte) in bytes.iter().enumerate() {
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            out.push_text(Text::Latin1(&bytes[from..place]));
            escape(out, byte as u16);
            from = place + 1;
        }
    }
    out.push_text(Text::Latin1(&bytes[from..]));
}

#[cold]
fn escape(out: &mut TextBuilder, unit: u16) {
    match unit {
        0x8 => out.push_str("\\b"),
        0x9 => out.push_str("\\t"),
        0xA => out.push_str("\\n"),
        0xC => out.push_str("\\f"),
        0xD => out.push_str("\\r"),
        0x22 => out.push_str("\\\""),
        0x5C => out.push_str("\\\\"),
        _ => out.push_str(&format!("\\u{unit:04x}")),
    }
}
