//! What stands within braces: elements, properties, the entries of collections.

use super::class::{Class, is_built_in, own_constructor, prototype};
use super::internals::CollectionPreview;
use super::layout::Padding;
use super::object::Body;
use super::text::{is_plain_key, quote, spaces, utf16_length, without_colors};
use super::{Compact, Getters, Inspector, Style};
use crate::engine::{
    Agent, JsResult, Object, OwnProperty, PromiseState, PropertyFlags, PropertyKey, Text, Value,
};

/// How a property is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// An element: its value alone.
    Element,
    /// A property of an array, with its name.
    OfArray,
    /// A property of another object.
    Named,
}

impl Inspector {
    /// What is listed before the properties.
    pub(super) fn body(
        &mut self,
        agent: &mut Agent,
        object: Object,
        body: &Body,
        depth: i64,
    ) -> JsResult<Vec<String>> {
        match body {
            Body::Nothing => Ok(Vec::new()),
            Body::Elements => self.elements(agent, object, depth),
            Body::TypedElements => self.typed_elements(agent, object, depth),
            Body::Attributes(names) => self.attributes(agent, object, names, depth),
            Body::Bytes => self.bytes(agent, object, depth),
            Body::DataView => self.data_view(agent, object, depth),
            Body::Collection(preview) => self.collection(agent, preview, depth),
            Body::Promise => self.promise(agent, object, depth),
            Body::Unknown => Ok(vec![self.style(Style::Special, "<items unknown>")]),
            Body::Namespace => self.exports(agent, object, depth),
        }
    }

    /// An array's elements, runs of holes as one entry.
    fn elements(&mut self, agent: &mut Agent, array: Object, depth: i64) -> JsResult<Vec<String>> {
        let length = agent.array_length(array) as usize;
        let limit = self.options.max_array_length;
        let mut entries = Vec::with_capacity(length.min(limit).min(128));
        let mut index = 0;
        while index < length && entries.len() < limit {
            match super::own_property(agent, array, PropertyKey::index(index as u32))? {
                Some(property) => {
                    let key = PropertyKey::index(index as u32);
                    entries.push(self.property(
                        agent,
                        array,
                        key,
                        property,
                        Entry::Element,
                        depth,
                    )?);
                    index += 1;
                }
                None => {
                    let end = next_element(agent, array, index, length);
                    let holes = end - index;
                    let ending = if holes > 1 { "s" } else { "" };
                    let text = format!("<{holes} empty item{ending}>");
                    entries.push(self.style(Style::Undefined, &text));
                    index = end;
                }
            }
        }
        if index < length {
            entries.push(more_items(length - index));
        }
        Ok(entries)
    }

    /// One property.
    pub(super) fn property(
        &mut self,
        agent: &mut Agent,
        object: Object,
        key: PropertyKey,
        property: OwnProperty,
        entry: Entry,
        depth: i64,
    ) -> JsResult<String> {
        let mut gap = String::from(" ");
        let text = match property {
            OwnProperty::Data { value, .. } => {
                let deeper = if self.options.compact == Compact::Always && entry == Entry::Named {
                    3
                } else {
                    2
                };
                self.indentation += deeper;
                let text = self.value(agent, value, depth, false);
                if deeper == 3
                    && let Ok(text) = &text
                    && self.options.break_length < utf16_length(&without_colors(text))
                {
                    gap = format!("\n{}", spaces(self.indentation));
                }
                self.indentation -= deeper;
                text?
            }
            OwnProperty::Accessor { get, set, .. } => {
                self.accessor(agent, object, get, set, depth)?
            }
        };
        if entry == Entry::Element {
            return Ok(text);
        }
        let name = self.key(agent, key, property.flags());
        Ok(format!("{name}:{gap}{text}"))
    }

    fn key(&mut self, agent: &mut Agent, key: PropertyKey, flags: PropertyFlags) -> String {
        let hidden = !flags.has(PropertyFlags::ENUMERABLE);
        if let Some(symbol) = key.as_symbol() {
            let name = self.symbol(agent, symbol.value());
            let name = self.style(Style::String, &name);
            return if hidden { format!("[{name}]") } else { name };
        }
        let string = agent.key_to_string(key);
        let text = agent.heap.text(string);
        if text == Text::Latin1(b"__proto__") {
            return String::from("['__proto__']");
        }
        let name = text.to_utf8();
        if hidden {
            return if is_plain_key(&name) {
                format!("[{name}]")
            } else {
                format!("[{}]", self.style(Style::String, &quote(text)))
            };
        }
        if is_plain_key(&name) {
            self.style(Style::Name, &name)
        } else {
            self.style(Style::String, &quote(text))
        }
    }

    /// `[Getter]`, `[Setter]`, `[Getter/Setter]`, or what the getter gives.
    fn accessor(
        &mut self,
        agent: &mut Agent,
        object: Object,
        get: Value,
        set: Value,
        depth: i64,
    ) -> JsResult<String> {
        let label = match (get.is_undefined(), set.is_undefined()) {
            (false, false) => "Getter/Setter",
            (false, true) => "Getter",
            (true, false) => "Setter",
            (true, true) => return Ok(self.style(Style::Undefined, "undefined")),
        };
        let runs = !get.is_undefined()
            && match self.options.getters {
                Getters::None => false,
                Getters::All => true,
                Getters::WithoutSetter => set.is_undefined(),
                Getters::WithSetter => !set.is_undefined(),
            };
        if !runs {
            return Ok(self.style(Style::Special, &format!("[{label}]")));
        }
        let start = self.style(Style::Special, &format!("[{label}:"));
        let end = self.style(Style::Special, "]");
        let value = match self.call(agent, get, object.value(), &[]) {
            Ok(value) => value,
            Err(throw) => {
                let thrown = agent.catch(throw)?;
                self.indentation += 2;
                let shown = self.value(agent, thrown, depth, false);
                self.indentation -= 2;
                return Ok(format!("{start} <Inspection threw ({})>{end}", shown?));
            }
        };
        self.indentation += 2;
        let shown = self.value(agent, value, depth, false);
        self.indentation -= 2;
        let shown = shown?;
        if value.is_object() && !agent.is_callable(value) {
            let label = self.style(Style::Special, &format!("[{label}]"));
            return Ok(format!("{label} {shown}"));
        }
        Ok(format!("{start} {shown}{end}"))
    }

    fn promise(&mut self, agent: &mut Agent, promise: Object, depth: i64) -> JsResult<Vec<String>> {
        let Some(data) = agent.heap.promise(promise.value()).copied() else {
            return Ok(Vec::new());
        };
        if data.state == PromiseState::Pending {
            return Ok(vec![self.style(Style::Special, "<pending>")]);
        }
        self.indentation += 2;
        let text = self.value(agent, data.result, depth, false);
        self.indentation -= 2;
        let text = text?;
        Ok(vec![match data.state {
            PromiseState::Rejected => {
                format!("{} {text}", self.style(Style::Special, "<rejected>"))
            }
            _ => text,
        }])
    }

    fn collection(
        &mut self,
        agent: &mut Agent,
        preview: &CollectionPreview,
        depth: i64,
    ) -> JsResult<Vec<String>> {
        let before = self.held.len();
        self.indentation += 2;
        let result = match preview {
            CollectionPreview::Set(values)
            | CollectionPreview::MapIterator(values)
            | CollectionPreview::SetIterator(values) => {
                self.held.extend(values.iter());
                self.values(agent, values, depth)
            }
            CollectionPreview::Map(entries) => {
                self.held
                    .extend(entries.iter().flat_map(|(key, value)| [key, value]));
                self.map_entries(agent, entries, depth)
            }
            CollectionPreview::MapEntries(entries) | CollectionPreview::SetEntries(entries) => {
                self.held
                    .extend(entries.iter().flat_map(|(key, value)| [key, value]));
                self.pairs(agent, entries, depth)
            }
        };
        self.indentation -= 2;
        self.held.truncate(before);
        let mut entries = result?;
        let total = match preview {
            CollectionPreview::Set(values)
            | CollectionPreview::MapIterator(values)
            | CollectionPreview::SetIterator(values) => values.len(),
            CollectionPreview::Map(entries)
            | CollectionPreview::MapEntries(entries)
            | CollectionPreview::SetEntries(entries) => entries.len(),
        };
        if total > entries.len() {
            entries.push(more_items(total - entries.len()));
        }
        Ok(entries)
    }

    fn values(&mut self, agent: &mut Agent, values: &[Value], depth: i64) -> JsResult<Vec<String>> {
        let values = values.iter().take(self.options.max_array_length);
        values
            .map(|&value| self.value(agent, value, depth, false))
            .collect()
    }

    fn map_entries(
        &mut self,
        agent: &mut Agent,
        entries: &[(Value, Value)],
        depth: i64,
    ) -> JsResult<Vec<String>> {
        let mut texts = Vec::new();
        for &(key, value) in entries.iter().take(self.options.max_array_length) {
            let key = self.value(agent, key, depth, false)?;
            let value = self.value(agent, value, depth, false)?;
            texts.push(format!("{key} => {value}"));
        }
        Ok(texts)
    }

    /// The entries of an iterator over entries: `[ 1, 2 ]`.
    fn pairs(
        &mut self,
        agent: &mut Agent,
        entries: &[(Value, Value)],
        depth: i64,
    ) -> JsResult<Vec<String>> {
        let mut texts = Vec::new();
        for &(key, value) in entries.iter().take(self.options.max_array_length) {
            let pair = vec![
                self.value(agent, key, depth, false)?,
                self.value(agent, value, depth, false)?,
            ];
            texts.push(self.join("", "[", "]", Some(Padding::Start), pair, depth));
        }
        Ok(texts)
    }

    /// A module's exports; those that can't be read yet as such.
    fn exports(&mut self, agent: &mut Agent, module: Object, depth: i64) -> JsResult<Vec<String>> {
        let mut texts = Vec::new();
        for key in agent.own_property_keys(module)? {
            match agent.get_own_property(module, key) {
                Ok(Some(property)) => {
                    if property.is_enumerable() {
                        let entry = Entry::Named;
                        texts.push(self.property(agent, module, key, property, entry, depth)?);
                    }
                }
                Ok(None) => {}
                Err(throw) => {
                    agent.catch(throw)?;
                    let name = self.key(agent, key, PropertyFlags::DATA);
                    let text = self.style(Style::Special, "<uninitialized>");
                    texts.push(format!("{name}: {text}"));
                }
            }
        }
        Ok(texts)
    }

    /// With hidden properties: those of up to three prototypes that aren't built in, except
    /// methods.
    pub(super) fn inherited_entries(
        &mut self,
        agent: &mut Agent,
        object: Object,
        class: &Class,
        depth: i64,
    ) -> JsResult<Vec<String>> {
        const LAYERS: usize = 3;
        let mut texts = Vec::new();
        if !self.options.show_hidden || self.is_too_deep(depth) || class.constructor.is_none() {
            return Ok(texts);
        }
        let mut visited: Vec<PropertyKey> = agent.own_property_keys(object)?;
        let mut current = prototype(agent, object);
        for _ in 0..LAYERS {
            let Some(proto) = current else { break };
            let constructor = own_constructor(agent, proto, None)?;
            if constructor.is_some_and(|name| is_built_in(&name)) {
                break;
            }
            self.seen.push(object);
            for key in agent.own_property_keys(proto)? {
                if key == agent.names.constructor || visited.contains(&key) {
                    continue;
                }
                visited.push(key);
                let Some(property) = super::own_property(agent, proto, key)? else {
                    continue;
                };
                if let OwnProperty::Data { value, .. } = property
                    && agent.is_callable(value)
                {
                    continue;
                }
                let text = self.property(agent, object, key, property, Entry::Named, depth)?;
                texts.push(match self.options.colors {
                    true => format!("\x1b[2m{text}\x1b[22m"),
                    false => text,
                });
            }
            self.seen.pop();
            current = prototype(agent, proto);
        }
        Ok(texts)
    }
}

/// Where the next element stands behind a hole, or the length.
fn next_element(agent: &Agent, array: Object, from: usize, length: usize) -> usize {
    let is_element = |value: &Value| !value.is_hole();
    if agent.heap.is_dense(array) {
        let elements = agent.heap.elements(array).iter().enumerate().skip(from);
        return elements
            .filter(|(_, value)| is_element(value))
            .map(|(index, _)| index)
            .next()
            .unwrap_or(length);
    }
    let Some(store) = agent.heap.indexed(array) else {
        return length;
    };
    let dense = store.dense.iter().enumerate().skip(from);
    let dense = dense
        .filter(|(_, value)| is_element(value))
        .map(|(index, _)| index)
        .next();
    let sparse = store
        .sparse
        .range(from as u32..)
        .next()
        .map(|(&index, _)| index as usize);
    let next = match (dense, sparse) {
        (Some(dense), Some(sparse)) => dense.min(sparse),
        (dense, sparse) => dense.or(sparse).unwrap_or(length),
    };
    next.min(length)
}

fn more_items(count: usize) -> String {
    let ending = if count > 1 { "s" } else { "" };
    format!("... {count} more item{ending}")
}
