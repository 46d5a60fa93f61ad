//! Objects of all kinds: what stands before, within and after their braces.

use super::class::{self, Class, is_shown};
use super::entries::Entry;
use super::internals::{self, CollectionPreview, Internals};
use super::layout::Padding;
use super::{BUDGET, Inspector, MAX_DEPTH, Style, find_property};
use crate::engine::{Agent, Intrinsic, JsResult, Kind, Object, OwnProperty, PropertyKey, Value};

/// How an object is to be shown.
pub(super) struct Plan {
    /// What stands before the brace.
    pub(super) base: String,
    /// The brace, with its prefix.
    pub(super) open: String,
    /// The closing brace.
    pub(super) close: &'static str,
    /// The own properties that are listed.
    pub(super) keys: Vec<PropertyKey>,
    /// What is listed before them.
    pub(super) body: Body,
}

/// What is listed before the properties.
pub(super) enum Body {
    /// Nothing.
    Nothing,
    /// An array's elements.
    Elements,
    /// A typed array's elements.
    TypedElements,
    /// A buffer's bytes.
    Bytes,
    /// Where a DataView lies.
    DataView,
    /// Values of accessors of the prototype.
    Attributes(&'static [&'static str]),
    /// What a collection holds.
    Collection(CollectionPreview),
    /// A promise's state.
    Promise,
    /// `<items unknown>`
    Unknown,
    /// A module's exports.
    Namespace,
}

/// A plan, or the text itself where there is nothing to list.
pub(super) enum Planned {
    /// It is done.
    Text(String),
    /// There are entries.
    Plan(Plan),
}

impl Plan {
    pub(super) fn braces(prefix: String, keys: Vec<PropertyKey>) -> Plan {
        Plan {
            base: String::new(),
            open: format!("{prefix}{{"),
            close: "}",
            keys,
            body: Body::Nothing,
        }
    }

    pub(super) fn with_body(self, body: Body) -> Plan {
        Plan { body, ..self }
    }

    fn with_base(base: String, keys: Vec<PropertyKey>) -> Plan {
        Plan {
            base,
            ..Plan::braces(String::new(), keys)
        }
    }
}

impl Inspector {
    /// An object that isn't a proxy, nor open already.
    pub(super) fn object(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: i64,
        in_view: bool,
    ) -> JsResult<String> {
        let class = self.class(agent, object, depth)?;
        let inherited = self.inherited_entries(agent, object, &class, depth)?;
        let plan = self.plan(agent, object, &class, depth, in_view, inherited.is_empty())?;
        let plan = match plan {
            Planned::Text(text) => return Ok(text),
            Planned::Plan(plan) => plan,
        };
        if self.is_too_deep(depth) {
            let prefix = class.prefix(fallback_name(agent, object), None);
            return Ok(self.style(Style::Special, &format!("[{}]", prefix.trim_end())));
        }
        if self.seen.len() >= MAX_DEPTH || agent.native_stack_is_low() {
            let prefix = class.prefix(fallback_name(agent, object), None);
            let text = format!(
                "[{}: Inspection interrupted prematurely. Maximum call stack size exceeded.]",
                prefix.trim_end()
            );
            return Ok(self.style(Style::Special, &text));
        }
        self.open(agent, object, plan, inherited, depth + 1)
    }

    /// An object with entries.
    fn open(
        &mut self,
        agent: &mut Agent,
        object: Object,
        mut plan: Plan,
        inherited: Vec<String>,
        depth: i64,
    ) -> JsResult<String> {
        self.seen.push(object);
        self.current_depth = depth;
        let entries = self.entries(agent, object, &mut plan, depth);
        self.seen.pop();
        let mut entries = entries?;
        entries.extend(inherited);
        if let Some(at) = self.circular.iter().position(|other| *other == object) {
            let mark = self.style(Style::Special, &format!("<ref *{}>", at + 1));
            if self.options.compact == super::Compact::Always {
                plan.open = format!("{mark} {}", plan.open);
            } else if plan.base.is_empty() {
                plan.base = mark;
            } else {
                plan.base = format!("{mark} {}", plan.base);
            }
        }
        let is_array = matches!(plan.body, Body::Elements | Body::TypedElements);
        if self.options.sorted {
            if is_array {
                let start = entries.len() - plan.keys.len();
                entries[start..].sort();
            } else {
                entries.sort();
            }
        }
        let padding = is_array.then(|| element_padding(agent, object, entries.len()));
        let text = self.join(&plan.base, &plan.open, plan.close, padding, entries, depth);
        let spent = self.budget.entry(self.indentation).or_insert(0);
        *spent += text.len();
        if *spent > BUDGET {
            self.options.depth = Some(-1);
        }
        agent.poll_work(text.len() / 64)?;
        Ok(text)
    }

    /// All entries of an open object.
    fn entries(
        &mut self,
        agent: &mut Agent,
        object: Object,
        plan: &mut Plan,
        depth: i64,
    ) -> JsResult<Vec<String>> {
        let mut entries = self.body(agent, object, &plan.body, depth)?;
        let style = match plan.body {
            Body::Elements | Body::TypedElements => Entry::OfArray,
            _ => Entry::Named,
        };
        if matches!(plan.body, Body::Namespace) {
            plan.keys.clear();
        }
        for &key in &plan.keys {
            if let Some(property) = super::own_property(agent, object, key)? {
                entries.push(self.property(agent, object, key, property, style, depth)?);
            }
        }
        Ok(entries)
    }

    /// Decides how an object is shown.
    fn plan(
        &mut self,
        agent: &mut Agent,
        object: Object,
        class: &Class,
        depth: i64,
        in_view: bool,
        nothing_inherited: bool,
    ) -> JsResult<Planned> {
        let internals = internals::read(agent, object)?;
        let iterable = class.constructor.is_none()
            || find_property(agent, object, PropertyKey::symbol(agent.symbols.iterator))?.is_some();
        if iterable {
            if object.is(Kind::Array) {
                return self.plan_array(agent, object, class, nothing_inherited);
            }
            if object.is(Kind::TypedArray) {
                return Ok(self.plan_typed_array(agent, object, class, nothing_inherited));
            }
            if let Internals::Collection(preview) = internals {
                return self.plan_collection(agent, object, class, preview, nothing_inherited);
            }
        }
        let keys = self.keys(agent, object)?;
        let bare = keys.is_empty() && nothing_inherited;
        if matches!(object.kind(), Kind::Function | Kind::Native | Kind::Bound) {
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
            Kind::Arguments => {
                let prefix = class.prefix("Arguments", None);
                return Ok(Planned::Plan(Plan::braces(prefix, keys)));
            }
            Kind::Promise => {
                let plan = Plan::braces(class.prefix("Promise", None), keys);
                return Ok(Planned::Plan(plan.with_body(Body::Promise)));
            }
            Kind::Namespace => {
                let plan = Plan::braces(class.prefix("Module", None), keys);
                return Ok(Planned::Plan(plan.with_body(Body::Namespace)));
            }
            _ => {}
        }
        self.plan_internals(
            agent,
            object,
            class,
            internals,
            (keys, bare),
            (depth, in_view),
        )
    }

    /// As [`Inspector::plan`], for objects with internal slots, and plain ones.
    fn plan_internals(
        &mut self,
        agent: &mut Agent,
        object: Object,
        class: &Class,
        internals: Internals,
        (mut keys, bare): (Vec<PropertyKey>, bool),
        (depth, in_view): (i64, bool),
    ) -> JsResult<Planned> {
        if matches!(internals, Internals::Error) || is_error_like(agent, object) {
            let base = self.error_base(agent, object, class, &mut keys)?;
            if keys.is_empty() {
                return Ok(Planned::Text(base));
            }
            return Ok(Planned::Plan(Plan::with_base(base, keys)));
        }
        match internals {
            Internals::RegExp(text) => {
                let base = with_prefix(class, "RegExp", text);
                if bare || self.is_too_deep(depth) {
                    return Ok(Planned::Text(self.style(Style::RegExp, &base)));
                }
                Ok(Planned::Plan(Plan::with_base(base, keys)))
            }
            Internals::Date(text) => {
                let base = with_prefix(class, "Date", text);
                if bare {
                    return Ok(Planned::Text(self.style(Style::Date, &base)));
                }
                Ok(Planned::Plan(Plan::with_base(base, keys)))
            }
            Internals::Weak(name) => {
                let plan = Plan::braces(class.prefix(name, None), keys);
                Ok(Planned::Plan(plan.with_body(Body::Unknown)))
            }
            Internals::Attributes(names, named) => {
                let prefix = match named {
                    true => class.prefix("Object", None),
                    false => String::new(),
                };
                let plan = Plan::braces(prefix, keys);
                Ok(Planned::Plan(plan.with_body(Body::Attributes(names))))
            }
            Internals::Buffer => self.plan_buffer(agent, object, class, in_view),
            Internals::DataView => self.plan_data_view(agent, object, class),
            Internals::Wrapper(value) => self.plan_wrapper(agent, class, value, keys, bare),
            _ => {
                let prefix = class.prefix("Object", None);
                if bare {
                    return Ok(Planned::Text(format!("{prefix}{{}}")));
                }
                Ok(Planned::Plan(Plan::braces(prefix, keys)))
            }
        }
    }

    fn plan_array(
        &mut self,
        agent: &mut Agent,
        array: Object,
        class: &Class,
        nothing_inherited: bool,
    ) -> JsResult<Planned> {
        let length = agent.array_length(array) as usize;
        let prefix = if class.is("Array") && class.tag.is_empty() {
            String::new()
        } else {
            class.prefix("Array", Some(length))
        };
        let keys = self.named_keys(agent, array);
        if length == 0 && keys.is_empty() && nothing_inherited {
            return Ok(Planned::Text(format!("{prefix}[]")));
        }
        Ok(Planned::Plan(Plan {
            base: String::new(),
            open: format!("{prefix}["),
            close: "]",
            keys,
            body: Body::Elements,
        }))
    }

    fn plan_collection(
        &mut self,
        agent: &mut Agent,
        object: Object,
        class: &Class,
        preview: CollectionPreview,
        nothing_inherited: bool,
    ) -> JsResult<Planned> {
        let keys = self.keys(agent, object)?;
        let sized = match &preview {
            CollectionPreview::Map(entries) => Some(("Map", entries.len())),
            CollectionPreview::Set(values) => Some(("Set", values.len())),
            _ => None,
        };
        if let Some((name, size)) = sized {
            let prefix = class.prefix(name, Some(size));
            if size == 0 && keys.is_empty() && nothing_inherited {
                return Ok(Planned::Text(format!("{prefix}{{}}")));
            }
            return Ok(Planned::Plan(
                Plan::braces(prefix, keys).with_body(Body::Collection(preview)),
            ));
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
        class: &Class,
        value: Value,
        mut keys: Vec<PropertyKey>,
        bare: bool,
    ) -> JsResult<Planned> {
        let (name, style) = if value.is_string() {
            ("String", Style::String)
        } else if value.is_number() {
            ("Number", Style::Number)
        } else if value.is_bool() {
            ("Boolean", Style::Number)
        } else if value.is_bigint() {
            ("BigInt", Style::Number)
        } else {
            ("Symbol", Style::String)
        };
        let mut bare = bare;
        if let Some(string) = value.as_string() {
            let length = agent.heap.string_length(string);
            let had_keys = !keys.is_empty();
            keys.retain(|key| key.as_index().is_none_or(|index| index as usize >= length));
            bare |= had_keys && keys.is_empty();
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
        base.push_str(&format!(": {}]", self.primitive(agent, value)));
        self.options.colors = colors;
        if !class.tag.is_empty() && class.constructor.as_ref() != Some(&class.tag) {
            base.push_str(&format!(" [{}]", class.tag));
        }
        if bare {
            return Ok(Planned::Text(self.style(style, &base)));
        }
        Ok(Planned::Plan(Plan::with_base(base, keys)))
    }

    /// The own properties that are listed: strings, then symbols.
    pub(super) fn keys(&mut self, agent: &mut Agent, object: Object) -> JsResult<Vec<PropertyKey>> {
        let mut keys = agent.own_property_keys(object)?;
        if self.options.show_hidden {
            return Ok(keys);
        }
        let mut shown = Vec::with_capacity(keys.len());
        for key in keys.drain(..) {
            if super::own_property(agent, object, key)?.is_some_and(OwnProperty::is_enumerable) {
                shown.push(key);
            }
        }
        Ok(shown)
    }

    /// As [`Inspector::keys`], without indices.
    pub(super) fn named_keys(&mut self, agent: &mut Agent, object: Object) -> Vec<PropertyKey> {
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
        keys
    }
}

/// Whether `Error.prototype` is among an object's prototypes.
fn is_error_like(agent: &Agent, object: Object) -> bool {
    let error = agent.intrinsic(Intrinsic::ErrorPrototype);
    if error == agent.intrinsic(Intrinsic::ObjectPrototype) {
        return false;
    }
    let mut current = class::prototype(agent, object);
    while let Some(proto) = current {
        if proto == error {
            return true;
        }
        current = class::prototype(agent, proto);
    }
    false
}

/// What an object without a constructor is called.
fn fallback_name(agent: &Agent, object: Object) -> &'static str {
    match object.kind() {
        Kind::Array => "Array",
        Kind::Function | Kind::Native | Kind::Bound => "Function",
        Kind::Promise => "Promise",
        Kind::Namespace => "Module",
        Kind::Host
            if agent
                .heap
                .host::<crate::engine::ErrorData>(object)
                .is_some() =>
        {
            "Error"
        }
        _ => "Object",
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
