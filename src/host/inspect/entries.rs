//! The entries within braces: elements, properties, the entries of collections.

use super::inspector::Inspector;
use super::internals::{CollectionPreview, Originals};
use super::layout::{Padding, js_max, js_min};
use super::plan::{Body, Entry};
use super::text::{escape, is_plain_key, quote, spaces, string_width};
use super::written::Written;
use super::{Compact, Getters, Sorted, Style, number_text};
use crate::engine::{
    Agent, JsResult, Kind, Object, Original, OwnProperty, PromiseState, PropertyFlags, PropertyKey,
    Text, Value,
};

impl Inspector {
    /// What is listed before the properties.
    pub(super) fn body(
        &mut self,
        agent: &mut Agent,
        object: Object,
        body: &Body,
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        match body {
            Body::Nothing => Ok(Vec::new()),
            Body::Elements => self.elements(agent, object, depth),
            Body::TypedElements(bound) => self.typed_elements(agent, object, *bound),
            Body::Attributes(names) => self.attributes(agent, object, names, depth),
            Body::Bytes => Ok(vec![self.bytes(agent, object)?.into()]),
            Body::Iterable(preview) => self.iterable(agent, object, preview, depth),
            Body::Collection(preview) => self.collection(agent, preview, depth),
            Body::WeakMap(entries) => self.weak_map(agent, entries, depth),
            Body::WeakSet(values) => self.weak_set(agent, values, depth),
            Body::Promise => self.promise(agent, object, depth),
            Body::Unknown => Ok(vec![self.style(Style::Special, "<items unknown>").into()]),
            Body::Namespace => self.exports(agent, object, depth),
        }
    }

    /// How many of `length` elements are shown.
    pub(super) fn shown(&self, length: f64) -> f64 {
        js_min(js_max(0.0, self.options.max_array_length), length)
    }

    /// An array's elements, runs of holes as one entry.
    fn elements(&mut self, agent: &mut Agent, array: Object, depth: f64) -> JsResult<Vec<Written>> {
        let length = match array.is(Kind::Array) {
            true => f64::from(agent.heap.array_length(array)),
            false => agent.length_of_array_like(array)?,
        };
        let limit = self.shown(length);
        let mut entries = Vec::with_capacity(limit.clamp(0.0, 128.0) as usize);
        let (mut index, mut has_holes) = (0, false);
        while f64::from(index) < length && (entries.len() as f64) < limit {
            agent.poll()?;
            let key = PropertyKey::index(index);
            match agent.get_own_property(array, key)? {
                Some(property) => {
                    let entry = Entry::Element;
                    entries.push(self.property(agent, array, key, property, entry, depth)?);
                    index += 1;
                }
                None => {
                    let end = next_element(agent, array, index as usize, length as usize);
                    let holes = end - index as usize;
                    let ending = if holes > 1 { "s" } else { "" };
                    let text = format!("<{holes} empty item{ending}>");
                    entries.push(self.style(Style::Undefined, &text).into());
                    index = end as u32;
                    has_holes = true;
                }
            }
        }
        let rest = if has_holes {
            length - f64::from(index)
        } else {
            length - limit
        };
        self.add_rest(&mut entries, rest);
        Ok(entries)
    }

    /// `... 3 more items`, where there are more.
    pub(super) fn add_rest(&self, entries: &mut Vec<Written>, count: f64) {
        if count > 0.0 {
            let ending = if count > 1.0 { "s" } else { "" };
            let count = number_text(count);
            entries.push(format!("... {count} more item{ending}").into());
        }
    }

    /// One property.
    pub(super) fn property(
        &mut self,
        agent: &mut Agent,
        object: Object,
        key: PropertyKey,
        property: OwnProperty,
        entry: Entry,
        depth: f64,
    ) -> JsResult<Written> {
        let mut gap = String::from(" ");
        let mut text = match property {
            OwnProperty::Data { value, .. } => {
                let deeper = if self.options.compact == Compact::Always && entry == Entry::Named {
                    3
                } else {
                    2
                };
                self.indentation += deeper;
                let text = self.value(agent, value, depth, false)?;
                let width = || string_width(&text, self.options.colors) as f64;
                if deeper == 3 && self.options.break_length < width() {
                    gap = format!("\n{}", spaces(self.indentation));
                }
                self.indentation -= deeper;
                text
            }
            OwnProperty::Accessor { get, set, .. } => {
                self.accessor(agent, object, get, set, depth)?
            }
        };
        if entry == Entry::Element {
            return Ok(text);
        }
        let name = self.key(agent, key, property.flags());
        text.prepend(&format!("{name}:{gap}"));
        Ok(text)
    }

    fn key(&mut self, agent: &mut Agent, key: PropertyKey, flags: PropertyFlags) -> String {
        let name = if let Some(symbol) = key.as_symbol() {
            let description = agent.heap.symbol_description(symbol);
            let text = description.map_or(String::new(), |text| {
                escape(agent.heap.text(text), &agent.heap.budget)
            });
            self.style(Style::String, &format!("Symbol({text})"))
        } else {
            let string = agent.heap.key_to_string(key);
            let text = agent.heap.text(string);
            let name = text.to_utf8();
            if text == Text::Latin1(b"__proto__") {
                String::from("['__proto__']")
            } else if is_plain_key(&name) {
                self.style(Style::Name, &name)
            } else {
                self.style(Style::String, &quote(text, &agent.heap.budget))
            }
        };
        match flags.has(PropertyFlags::ENUMERABLE) {
            true => name,
            false => format!("[{name}]"),
        }
    }

    /// `[Getter]`, `[Setter]`, `[Getter/Setter]`, or what the getter gives. What it throws is shown.
    fn accessor(
        &mut self,
        agent: &mut Agent,
        object: Object,
        get: Value,
        set: Value,
        depth: f64,
    ) -> JsResult<Written> {
        let label = match (get.is_undefined(), set.is_undefined()) {
            (false, false) => "Getter/Setter",
            (false, true) => "Getter",
            (true, false) => "Setter",
            (true, true) => return Ok(self.style(Style::Undefined, "undefined").into()),
        };
        let runs = !get.is_undefined()
            && match self.options.getters {
                Getters::None => false,
                Getters::All => true,
                Getters::WithoutSetter => set.is_undefined(),
                Getters::WithSetter => !set.is_undefined(),
            };
        if !runs {
            return Ok(self.style(Style::Special, &format!("[{label}]")).into());
        }
        let start = self.style(Style::Special, &format!("[{label}:"));
        let end = self.style(Style::Special, "]");
        self.indentation += 2;
        let shown = agent.scoped(|agent| {
            let value = agent.call(get, object.value(), &[])?;
            Ok((value.is_object(), self.value(agent, value, depth, false)?))
        });
        let text = match shown {
            Ok((true, text)) => {
                let label = self.style(Style::Special, &format!("[{label}]"));
                format!("{label} {text}").into()
            }
            Ok((false, text)) => format!("{start} {text}{end}").into(),
            Err(throw) => {
                let thrown = agent.catch(throw)?;
                let text = self.value(agent, thrown, depth, false)?;
                format!("{start} <Inspection threw ({text})>{end}").into()
            }
        };
        self.indentation -= 2;
        Ok(text)
    }

    fn promise(
        &mut self,
        agent: &mut Agent,
        promise: Object,
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        let Some(data) = agent.heap.promise(promise.value()).copied() else {
            return Ok(Vec::new());
        };
        if data.state == PromiseState::Pending {
            return Ok(vec![self.style(Style::Special, "<pending>").into()]);
        }
        self.indentation += 2;
        let text = self.value(agent, data.result, depth, false)?;
        self.indentation -= 2;
        Ok(vec![match data.state {
            PromiseState::Rejected => {
                format!("{} {text}", self.style(Style::Special, "<rejected>")).into()
            }
            _ => text,
        }])
    }

    /// What a map or a set holds, as its iterator gives it, up to the number that its `size` says: a
    /// script may have put its own in the place of both.
    fn iterable(
        &mut self,
        agent: &mut Agent,
        object: Object,
        preview: &CollectionPreview,
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        let key = agent.static_key("size");
        let size = agent.get(object, key)?;
        let size = agent.to_number(size)?;
        let limit = self.shown(size);
        let method = agent.get(object, PropertyKey::symbol(agent.symbols.iterator))?;
        agent.keep(method);
        let is_map = matches!(preview, CollectionPreview::Map(_));
        let next = match is_map {
            true => Original::MapIteratorNext,
            false => Original::SetIteratorNext,
        };
        let is_original = agent.slot::<Originals>().is_some_and(|originals| {
            method
                == if is_map {
                    originals.map_entries
                } else {
                    originals.set_values
                }
        });
        self.indentation += 2;
        let mut entries = Vec::new();
        if is_original && agent.is_original(next) {
            let values = preview.values();
            let step = preview.values_per_entry();
            keep_all(agent, &values);
            for entry in values.chunks(step) {
                if entries.len() as f64 >= limit {
                    break;
                }
                entries.push(self.entry(agent, entry, depth)?);
            }
        } else {
            if !agent.heap.is_callable(method) {
                return Err(agent.type_error("value is not iterable"));
            }
            let record = agent.get_iterator_from_method(object.value(), method)?;
            while let Some(value) = agent.iterator_step_value(&record)? {
                if entries.len() as f64 >= limit {
                    agent.iterator_close(record.iterator)?;
                    break;
                }
                agent.keep(value);
                let shown = match is_map {
                    false => self.entry(agent, &[value], depth),
                    true => self.pair_of(agent, value, depth),
                };
                match shown {
                    Ok(shown) => entries.push(shown),
                    Err(throw) => return Err(agent.iterator_close_throw(record.iterator, throw)),
                }
            }
        }
        self.add_rest(&mut entries, size - limit);
        self.indentation -= 2;
        Ok(entries)
    }

    /// An entry of a map, that an iterator gave as an array.
    fn pair_of(&mut self, agent: &mut Agent, pair: Value, depth: f64) -> JsResult<Written> {
        let key = agent.get_v(pair, PropertyKey::index(0))?;
        agent.keep(key);
        let value = agent.get_v(pair, PropertyKey::index(1))?;
        agent.keep(value);
        self.entry(agent, &[key, value], depth)
    }

    /// `value`, or `key => value`.
    fn entry(&mut self, agent: &mut Agent, entry: &[Value], depth: f64) -> JsResult<Written> {
        let mut text = Written::default();
        for (place, &value) in entry.iter().enumerate() {
            let key = text;
            text = self.value(agent, value, depth, false)?;
            if place > 0 {
                text.prepend(&format!("{key} => "));
            }
        }
        Ok(text)
    }

    /// What an iterator has still to give, or a map or set without a prototype holds.
    fn collection(
        &mut self,
        agent: &mut Agent,
        preview: &CollectionPreview,
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        let values = preview.values();
        keep_all(agent, &values);
        let total = (values.len() / preview.values_per_entry()) as f64;
        let limit = match preview {
            CollectionPreview::Map(_) | CollectionPreview::Set(_) => total,
            _ => self.shown(total),
        };
        self.indentation += 2;
        let mut texts = Vec::new();
        for entry in values.chunks(preview.values_per_entry()) {
            if texts.len() as f64 >= limit {
                break;
            }
            texts.push(match preview {
                CollectionPreview::MapEntries(_) | CollectionPreview::SetEntries(_) => {
                    let mut pair = Vec::with_capacity(2);
                    for &value in entry {
                        pair.push(self.value(agent, value, depth, false)?);
                    }
                    self.join("", "[", "]", Some(Padding::Start), pair, depth)
                }
                _ => self.entry(agent, entry, depth)?,
            });
        }
        self.indentation -= 2;
        self.add_rest(&mut texts, total - limit);
        Ok(texts)
    }

    fn weak_map(
        &mut self,
        agent: &mut Agent,
        entries: &[(Value, Value)],
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        let values: Vec<Value> = entries
            .iter()
            .flat_map(|(key, value)| [*key, *value])
            .collect();
        self.weak(agent, &values, 2, depth)
    }

    fn weak_set(
        &mut self,
        agent: &mut Agent,
        values: &[Value],
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        self.weak(agent, values, 1, depth)
    }

    /// What a weak collection holds, sorted: it has no order.
    fn weak(
        &mut self,
        agent: &mut Agent,
        values: &[Value],
        per_entry: usize,
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        keep_all(agent, values);
        let total = (values.len() / per_entry) as f64;
        let limit = self.shown(total);
        self.indentation += 2;
        let mut texts = Vec::new();
        for entry in values.chunks(per_entry) {
            if texts.len() as f64 >= limit {
                break;
            }
            texts.push(self.entry(agent, entry, depth)?);
        }
        self.indentation -= 2;
        if self.options.sorted == Sorted::No {
            texts.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
        }
        self.add_rest(&mut texts, total - limit);
        Ok(texts)
    }

    /// A module's exports; those that can't be read yet as such.
    fn exports(&mut self, agent: &mut Agent, module: Object, depth: f64) -> JsResult<Vec<Written>> {
        let mut texts = Vec::new();
        for key in self.export_keys(agent, module)? {
            match agent.get_own_property(module, key) {
                Ok(Some(property)) => {
                    let entry = Entry::Named;
                    texts.push(self.property(agent, module, key, property, entry, depth)?);
                }
                Ok(None) => {}
                Err(throw) => {
                    agent.catch(throw)?;
                    let name = self.key(agent, key, PropertyFlags::DATA);
                    let text = self.style(Style::Special, "<uninitialized>");
                    texts.push(format!("{name}: {text}").into());
                }
            }
        }
        Ok(texts)
    }

    /// The exports that are shown, readable or not.
    pub(super) fn export_keys(
        &mut self,
        agent: &mut Agent,
        module: Object,
    ) -> JsResult<Vec<PropertyKey>> {
        let mut keys = agent.own_property_keys(module)?;
        if !self.options.show_hidden {
            keys.retain(|key| !key.is_symbol());
        }
        Ok(keys)
    }
}

/// The index of the next element after a hole, or the length.
fn next_element(agent: &Agent, array: Object, from: usize, length: usize) -> usize {
    if !array.is(Kind::Array) {
        return from + 1;
    }
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

/// Keeps values alive while they are shown, which may run a script's code.
fn keep_all(agent: &mut Agent, values: &[Value]) {
    let list = agent.new_array_from(values);
    agent.keep_object(list);
}
