//! Objects of all kinds: the text before, within and after their braces.

use super::class::{Class, is_shown, wrapper_name};
use super::error::is_error;
use super::inspector::{BUDGET, Inspector, catch_overflow, own_property};
use super::internals::{self, CollectionPreview, Internals};
use super::layout::Padding;
use super::options::Sorted;
use super::plan::{Body, Entry, Plan, Planned, Subject};
use super::written::{Written, copied};
use super::{Compact, Style};
use crate::engine::{Agent, JsResult, Kind, Object, OwnProperty, PropertyKey, Value};

impl Inspector {
    /// An object that isn't a proxy, nor open already.
    pub(super) fn object(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: f64,
        in_view: bool,
    ) -> JsResult<Written> {
        let mut inherited = Vec::new();
        let limit = self.options.depth;
        let wanted = self.options.show_hidden && limit.is_none_or(|limit| depth <= limit);
        let class = self.class(agent, object, depth, wanted.then_some(&mut inherited))?;
        let subject = Subject {
            object,
            class: &class,
            depth,
            in_view,
            inherits: !inherited.is_empty(),
        };
        let plan = match self.plan(agent, subject)? {
            Planned::Text(text) => return Ok(text.into()),
            Planned::Plan(plan) => plan,
        };
        if self.is_too_deep(depth) {
            let name = class.plain_prefix(agent, object);
            let name = name.trim_end();
            let text = match class.constructor {
                Some(_) => format!("[{name}]"),
                None => String::from(name),
            };
            return Ok(self.style(Style::Special, &text).into());
        }
        self.open(agent, subject, plan, inherited)
    }

    /// An object with entries.
    fn open(
        &mut self,
        agent: &mut Agent,
        subject: Subject<'_>,
        mut plan: Plan,
        inherited: Vec<Written>,
    ) -> JsResult<Written> {
        let Subject { object, class, .. } = subject;
        let depth = subject.depth + 1.0;
        self.seen.push(object);
        self.current_depth = depth;
        let indentation = self.indentation;
        let mut entries = match self.entries(agent, object, &mut plan, depth) {
            Ok(entries) => entries,
            Err(throw) => {
                catch_overflow(agent, throw)?;
                self.seen.pop();
                self.indentation = indentation;
                let name = class.plain_prefix(agent, object);
                let text = format!(
                    "[{}: Inspection interrupted prematurely. Maximum call stack size exceeded.]",
                    name.trim_end()
                );
                return Ok(self.style(Style::Special, &text).into());
            }
        };
        entries.extend(inherited);
        if let Some(at) = self.circular.iter().position(|other| *other == object) {
            let mark = self.style(Style::Special, &format!("<ref *{}>", at + 1));
            if self.options.compact == Compact::Always {
                plan.open = format!("{mark} {}", plan.open);
            } else if plan.base.is_empty() {
                plan.base = mark;
            } else {
                plan.base = format!("{mark} {}", plan.base);
            }
        }
        self.seen.pop();
        self.sort(agent, &plan, &mut entries)?;
        let padding = plan
            .is_array()
            .then(|| element_padding(agent, object, entries.len()));
        let copied = copied(&entries);
        let text = self.join(&plan.base, &plan.open, plan.close, padding, entries, depth);
        let spent = self.budget.entry(self.indentation).or_insert(0);
        *spent += text.len();
        if *spent > BUDGET {
            self.options.depth = Some(-1.0);
        }
        agent.poll_work(copied / 64)?;
        Ok(text)
    }

    /// All entries of an open object but those that it inherits.
    fn entries(
        &mut self,
        agent: &mut Agent,
        object: Object,
        plan: &mut Plan,
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        agent.keep_keys(&plan.keys);
        let mut entries = self.body(agent, object, &plan.body, depth)?;
        for name in plan.extra {
            let entry = self.extra_entry(agent, object, name, plan.is_view, depth)?;
            entries.push(entry.into());
        }
        let style = match plan.is_array() {
            true => Entry::OfArray,
            false => Entry::Named,
        };
        for &key in &plan.keys {
            let property = own_property(agent, object, key)?;
            entries.push(self.property(agent, object, key, property, style, depth)?);
        }
        Ok(entries)
    }

    /// Sorts entries, if that is wanted: an array's elements stay as they are.
    fn sort(&self, agent: &mut Agent, plan: &Plan, entries: &mut [Written]) -> JsResult<()> {
        let start = match plan.is_array() {
            false => 0,
            true if plan.keys.len() > 1 => entries.len() - plan.keys.len(),
            true => return Ok(()),
        };
        let entries = &mut entries[start..];
        match self.options.sorted {
            Sorted::No => {}
            Sorted::ByText => entries.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16())),
            Sorted::By(compare) => {
                let texts = entries
                    .iter()
                    .map(|entry| agent.heap.new_string(entry).value());
                let texts = texts.collect();
                let list = agent.new_array(texts);
                agent.keep_object(list);
                let sort = internals::original(agent, |originals| originals.array_sort);
                agent.call(sort, list.value(), &[compare])?;
                let sorted = agent.create_list_from_array_like(list.value())?;
                for (entry, text) in entries.iter_mut().zip(sorted) {
                    *entry = agent.to_rust_string(text)?.into();
                }
            }
        }
        Ok(())
    }

    /// Decides how an object is shown.
    fn plan(&mut self, agent: &mut Agent, subject: Subject<'_>) -> JsResult<Planned> {
        let Subject { object, class, .. } = subject;
        let iterator = PropertyKey::symbol(agent.symbols.iterator);
        if agent.has_property(object, iterator)? || class.constructor.is_none() {
            if agent.is_array(object.value())? {
                return self.plan_array(agent, subject);
            }
            if object.is(Kind::TypedArray) {
                return self.plan_typed_array(agent, subject);
            }
            if let Some(preview) = internals::collection_preview(agent, object) {
                return self.plan_collection(agent, subject, preview);
            }
        }
        let keys = self.keys(agent, object)?;
        let bare = keys.is_empty() && !subject.inherits;
        if agent.heap.is_callable(object.value()) {
            let base = self.function_base(agent, object, class)?;
            if bare {
                return Ok(Planned::Text(self.style(Style::Special, &base)));
            }
            return Ok(Planned::Plan(Plan::with_base(base, keys)));
        }
        if class.is("Object") {
            let prefix = match object.kind() {
                Kind::Arguments => String::from("[Arguments] "),
                _ if !class.tag.is_empty() => class.prefix("Object", None),
                _ => String::new(),
            };
            if bare {
                return Ok(Planned::Text(format!("{prefix}{{}}")));
            }
            return Ok(Planned::Plan(Plan::braces(prefix, keys)));
        }
        match object.kind() {
            Kind::Promise => {
                let plan = Plan::braces(class.prefix("Promise", None), keys);
                Ok(Planned::Plan(plan.with_body(Body::Promise)))
            }
            Kind::Namespace => {
                let plan = Plan::braces(class.prefix("Module", None), Vec::new());
                Ok(Planned::Plan(plan.with_body(Body::Namespace)))
            }
            _ => self.plan_internals(agent, subject, keys, bare),
        }
    }

    /// As [`Inspector::plan`], for objects with internal slots, and plain ones.
    fn plan_internals(
        &mut self,
        agent: &mut Agent,
        subject: Subject<'_>,
        mut keys: Vec<PropertyKey>,
        bare: bool,
    ) -> JsResult<Planned> {
        let Subject { object, class, .. } = subject;
        let internals = internals::read(agent, object);
        let comes_first = matches!(internals, Internals::RegExp | Internals::Date);
        if !comes_first && is_error(agent, object)? {
            let base = self.error_base(agent, object, class, &mut keys)?;
            if keys.is_empty() && !subject.inherits {
                return Ok(Planned::Text(base));
            }
            return Ok(Planned::Plan(Plan::with_base(base, keys)));
        }
        match internals {
            Internals::RegExp => {
                let text = internals::regexp_text(agent, object, class.constructor.is_none())?;
                let base = with_prefix(class, "RegExp", text);
                if bare || self.is_too_deep(subject.depth) {
                    return Ok(Planned::Text(self.style(Style::RegExp, &base)));
                }
                Ok(Planned::Plan(Plan::with_base(base, keys)))
            }
            Internals::Date => {
                let text = internals::date_text(agent, object)?;
                let base = with_prefix(class, "Date", text);
                if bare {
                    return Ok(Planned::Text(self.style(Style::Date, &base)));
                }
                Ok(Planned::Plan(Plan::with_base(base, keys)))
            }
            Internals::WeakMap(entries) => {
                let body = match self.options.show_hidden {
                    true => Body::WeakMap(entries),
                    false => Body::Unknown,
                };
                let plan = Plan::braces(class.prefix("WeakMap", None), keys);
                Ok(Planned::Plan(plan.with_body(body)))
            }
            Internals::WeakSet(values) => {
                let body = match self.options.show_hidden {
                    true => Body::WeakSet(values),
                    false => Body::Unknown,
                };
                let plan = Plan::braces(class.prefix("WeakSet", None), keys);
                Ok(Planned::Plan(plan.with_body(body)))
            }
            Internals::Attributes(names, named) if self.options.custom_inspect => {
                let prefix = match named {
                    true => class.prefix("Object", None),
                    false => String::new(),
                };
                let plan = Plan::braces(prefix, keys);
                Ok(Planned::Plan(plan.with_body(Body::Attributes(names))))
            }
            Internals::Buffer => Ok(self.plan_buffer(agent, subject, keys)),
            Internals::DataView => Ok(self.plan_data_view(class, keys)),
            Internals::Wrapper(value) => Ok(self.plan_wrapper(agent, subject, value, keys)),
            _ => {
                // Node asks whether it is a URL.
                let key = agent.static_key("href");
                let href = agent.get(object, key)?;
                if let Some(href) = href.as_string()
                    && agent.heap.host_class(object) == Some("URL")
                    && !self.is_too_deep(subject.depth)
                {
                    let base = agent.heap.utf8(href);
                    return Ok(match bare {
                        true => Planned::Text(base),
                        false => Planned::Plan(Plan::with_base(base, keys)),
                    });
                }
                let prefix = class.plain_prefix(agent, object);
                if bare {
                    return Ok(Planned::Text(format!("{prefix}{{}}")));
                }
                Ok(Planned::Plan(Plan::braces(prefix, keys)))
            }
        }
    }

    fn plan_array(&mut self, agent: &mut Agent, subject: Subject<'_>) -> JsResult<Planned> {
        let Subject { object, class, .. } = subject;
        let length = agent.length_of_array_like(object)? as usize;
        let prefix = if class.is("Array") && class.tag.is_empty() {
            String::new()
        } else {
            class.prefix("Array", Some(length))
        };
        let keys = self.named_keys(agent, object)?;
        if length == 0 && keys.is_empty() && !subject.inherits {
            return Ok(Planned::Text(format!("{prefix}[]")));
        }
        Ok(Planned::Plan(Plan {
            open: format!("{prefix}["),
            close: "]",
            body: Body::Elements,
            ..Plan::braces(String::new(), keys)
        }))
    }

    fn plan_collection(
        &mut self,
        agent: &mut Agent,
        subject: Subject<'_>,
        preview: CollectionPreview,
    ) -> JsResult<Planned> {
        let Subject { object, class, .. } = subject;
        let keys = self.keys(agent, object)?;
        let sized = match &preview {
            CollectionPreview::Map(entries) => Some(("Map", entries.len())),
            CollectionPreview::Set(values) => Some(("Set", values.len())),
            _ => None,
        };
        if let Some((name, size)) = sized {
            let prefix = class.prefix(name, Some(size));
            if size == 0 && keys.is_empty() && !subject.inherits {
                return Ok(Planned::Text(format!("{prefix}{{}}")));
            }
            let body = match class.constructor {
                Some(_) => Body::Iterable(preview),
                None => Body::Collection(preview),
            };
            return Ok(Planned::Plan(Plan::braces(prefix, keys).with_body(body)));
        }
        let (of, what) = match &preview {
            CollectionPreview::MapEntries(_) => ("Map", "Entries"),
            CollectionPreview::MapIterator(_) => ("Map", "Iterator"),
            CollectionPreview::SetEntries(_) => ("Set", "Entries"),
            _ => ("Set", "Iterator"),
        };
        let prefix = if class.tag == format!("{of} Iterator") || class.tag.is_empty() {
            format!("[{of} {what}] ")
        } else {
            format!("[{}] [{of} {what}] ", class.tag)
        };
        Ok(Planned::Plan(
            Plan::braces(prefix, keys).with_body(Body::Collection(preview)),
        ))
    }

    /// `[Number: 3]`
    fn plan_wrapper(
        &mut self,
        agent: &mut Agent,
        subject: Subject<'_>,
        value: Value,
        mut keys: Vec<PropertyKey>,
    ) -> Planned {
        let class = subject.class;
        let name = wrapper_name(value);
        if let Some(string) = value.as_string() {
            let length = agent.heap.string_length(string);
            keys.drain(..length.min(keys.len()));
        }
        let mut base = format!("[{name}");
        match &class.constructor {
            None => base.push_str(" (null prototype)"),
            Some(constructor) if constructor != name => {
                base.push_str(&format!(" ({constructor})"));
            }
            _ => {}
        }
        let colors = std::mem::replace(&mut self.options.colors, false);
        let shown = self.primitive(agent, value);
        self.options.colors = colors;
        base.push_str(&format!(": {shown}]"));
        base.push_str(&class.tag_behind());
        if !keys.is_empty() {
            return Planned::Plan(Plan::with_base(base, keys));
        }
        let style = match name {
            "String" | "Symbol" => Style::String,
            _ => Style::Number,
        };
        let base = self.style(style, &base);
        match subject.inherits {
            false => Planned::Text(base),
            true => Planned::Plan(Plan::with_base(base, keys)),
        }
    }

    /// The own properties that are listed: strings, then symbols.
    pub(super) fn keys(&mut self, agent: &mut Agent, object: Object) -> JsResult<Vec<PropertyKey>> {
        if object.is(Kind::Namespace) {
            return self.export_keys(agent, object);
        }
        let keys = agent.own_property_keys(object)?;
        let (mut shown, mut symbols) = (Vec::with_capacity(keys.len()), Vec::new());
        for key in keys {
            if self.options.show_hidden
                || agent
                    .get_own_property(object, key)?
                    .is_some_and(OwnProperty::is_enumerable)
            {
                match key.is_symbol() {
                    true => symbols.push(key),
                    false => shown.push(key),
                }
            }
        }
        shown.extend(symbols);
        Ok(shown)
    }

    /// As [`Inspector::keys`], without indices.
    pub(super) fn named_keys(
        &mut self,
        agent: &mut Agent,
        object: Object,
    ) -> JsResult<Vec<PropertyKey>> {
        if object.is(Kind::Proxy) {
            let mut keys = self.keys(agent, object)?;
            keys.retain(|key| key.as_index().is_none());
            return Ok(keys);
        }
        let mut keys = Vec::new();
        if self.options.show_hidden && object.is(Kind::Array) {
            keys.push(agent.names.length);
        }
        let mut symbols = Vec::new();
        for (key, flags, _) in agent.heap.properties(object) {
            if !is_shown(flags, self.options.show_hidden) {
                continue;
            }
            match key.as_symbol() {
                Some(symbol) if !agent.heap.symbol_kind(symbol).is_private() => {
                    symbols.push(key);
                }
                Some(_) => {}
                None => keys.push(key),
            }
        }
        keys.extend(symbols);
        Ok(keys)
    }
}

fn with_prefix(class: &Class, name: &str, text: String) -> String {
    let prefix = class.prefix(name, None);
    if prefix.strip_suffix(' ') == Some(name) {
        text
    } else {
        format!("{prefix}{text}")
    }
}

/// Whether the entries of an array are filled up before or behind.
fn element_padding(agent: &Agent, array: Object, entries: usize) -> Padding {
    if array.is(Kind::TypedArray) {
        // What isn't an element isn't a number.
        return match entries <= agent.typed_array_length(array) {
            true => Padding::Start,
            false => Padding::End,
        };
    }
    let is_number = |index: usize| {
        let element = agent
            .heap
            .dense_element(array.value(), index as u32)
            .or_else(|| {
                agent
                    .heap
                    .indexed(array)?
                    .get(index as u32)
                    .map(|p| p.value)
            });
        element.is_some_and(|element| element.is_number() || element.is_bigint())
    };
    if (0..entries).all(is_number) {
        Padding::Start
    } else {
        Padding::End
    }
}
