//! Showing values as [`util.inspect`](https://nodejs.org/api/util.html#utilinspectobject-options)
//! does.
//!
//! [`inspect`] is the entry; `format` has the format strings of `console.log`. An [`Inspector`]
//! walks a value and gives text:
//!
//! | file | what |
//! | --- | --- |
//! | `options` | options, colours |
//! | `object` | objects of all kinds: what stands before, within and after their braces |
//! | `entries` | elements, properties, and the entries of collections |
//! | `class` | names of constructors, functions and classes |
//! | `error` | errors |
//! | `internals` | reading the internal slots of built-in objects |
//! | `custom` | the hooks for scripts: custom methods, `inspect` as a function |
//! | `layout` | lines and columns |
//! | `text` | quoting and measuring |
//!
//! Invariants: proxies are not trapped. A script's code runs only where Node runs it: custom
//! inspection methods, getters that a script asked for by option, and getters of the few names
//! that decide how an object is called (`Symbol.toStringTag`, an error's `name`, `message`,
//! `stack`); what those throw is ignored. Depth is bounded, whatever the options say.

mod binary;
mod class;
mod custom;
mod entries;
mod error;
mod format;
mod internals;
mod layout;
mod object;
mod options;
#[cfg(test)]
mod tests;
mod text;

pub use custom::install;
pub use format::format_into;
#[cfg(test)]
use format::format_with_options;
pub(crate) use format::push_text;
pub use internals::{CollectionPreview, collection_preview};
pub use options::{Compact, Getters, Options, Style};
pub use text::display_width;

use crate::engine::{Agent, JsResult, Kind, Object, OwnProperty, PropertyKey, Value};
use rustc_hash::FxHashMap;
use text::{quote, spaces};

/// How deep objects are shown at most: about where V8's stack ends.
const MAX_DEPTH: usize = 1200;

/// Strings up to this length are never split at their line ends.
const MIN_LINE_WIDTH: usize = 16;

/// How much text one level may give, in bytes, before no further object is opened.
const BUDGET: usize = 1 << 27;

/// A value as text.
pub fn inspect(agent: &mut Agent, value: Value, options: &Options) -> JsResult<String> {
    if let Some(text) = inspect_simple(agent, value, options) {
        return Ok(text);
    }
    agent.scoped(|agent| Inspector::new(options.clone()).value(agent, value, 0, false))
}

/// Numbers and the like, which need no walk.
fn inspect_simple(agent: &Agent, value: Value, options: &Options) -> Option<String> {
    if value.is_object() || options.colors || value.is_string() {
        return None;
    }
    Some(primitive_text(agent, value))
}

/// A primitive that isn't a string, without colour.
pub(crate) fn primitive_text(agent: &Agent, value: Value) -> String {
    if let Some(number) = value.as_number() {
        return number_text(number);
    }
    if let Some(bigint) = value.as_bigint() {
        return format!("{}n", agent.heap.bigint(bigint));
    }
    if let Some(symbol) = value.as_symbol() {
        let description = agent.heap.symbol_description(symbol);
        let text = description.map_or(String::new(), |text| agent.heap.text(text).to_utf8());
        return format!("Symbol({text})");
    }
    let text = match value {
        Value::NULL => "null",
        Value::TRUE => "true",
        Value::FALSE => "false",
        _ => "undefined",
    };
    text.to_string()
}

/// A number, `-0` told from `0`.
pub(crate) fn number_text(number: f64) -> String {
    if number == 0.0 && number.is_sign_negative() {
        return String::from("-0");
    }
    Agent::with_number_text(number, str::to_string)
}

/// One walk over a value.
pub(crate) struct Inspector {
    options: Options,
    /// Spaces before the current line.
    indentation: usize,
    /// The objects that are open.
    seen: Vec<Object>,
    /// The objects that were found within themselves, in that order.
    circular: Vec<Object>,
    /// The level of the object that was opened last.
    current_depth: i64,
    /// Bytes of text given at each indentation.
    budget: FxHashMap<usize, usize>,
    /// What must stay alive while a script's code runs.
    held: Vec<Value>,
}

impl Inspector {
    fn new(options: Options) -> Inspector {
        Inspector {
            options,
            indentation: 0,
            seen: Vec::new(),
            circular: Vec::new(),
            current_depth: 0,
            budget: FxHashMap::default(),
            held: Vec::new(),
        }
    }

    fn style(&self, style: Style, text: &str) -> String {
        if self.options.colors {
            style.apply(text)
        } else {
            text.to_string()
        }
    }

    fn is_too_deep(&self, depth: i64) -> bool {
        self.options.depth.is_some_and(|limit| depth > limit)
    }

    /// Any value, which stands `depth` levels below the outermost. `in_view` for the buffer of a
    /// typed array.
    fn value(
        &mut self,
        agent: &mut Agent,
        value: Value,
        depth: i64,
        in_view: bool,
    ) -> JsResult<String> {
        let Some(object) = value.as_object() else {
            return Ok(self.primitive(agent, value));
        };
        self.held.push(value);
        let result = self.object_value(agent, object, depth, in_view);
        self.held.pop();
        result
    }

    fn object_value(
        &mut self,
        agent: &mut Agent,
        context: Object,
        depth: i64,
        in_view: bool,
    ) -> JsResult<String> {
        let mut object = context;
        while object.is(Kind::Proxy) {
            match agent.proxy_parts(object) {
                None => return Ok(self.style(Style::Special, "<Revoked Proxy>")),
                Some((target, handler)) if self.options.show_proxy => {
                    return self.proxy(agent, target, handler, depth);
                }
                Some((target, _)) => object = target,
            }
        }
        if self.options.custom_inspect
            && let Some(text) = self.custom(agent, context, object, depth)?
        {
            return Ok(text);
        }
        if self.seen.contains(&object) {
            let found = self.circular.iter().position(|other| *other == object);
            let index = found.unwrap_or_else(|| {
                self.circular.push(object);
                self.circular.len() - 1
            });
            return Ok(self.style(Style::Special, &format!("[Circular *{}]", index + 1)));
        }
        self.object(agent, object, depth, in_view)
    }

    fn proxy(
        &mut self,
        agent: &mut Agent,
        target: Object,
        handler: Object,
        depth: i64,
    ) -> JsResult<String> {
        if self.is_too_deep(depth) || self.seen.len() >= MAX_DEPTH {
            return Ok(self.style(Style::Special, "Proxy [Array]"));
        }
        let depth = depth + 1;
        self.indentation += 2;
        let parts = [target, handler];
        let parts = parts.map(|part| self.value(agent, part.value(), depth, false));
        self.indentation -= 2;
        let mut entries = Vec::with_capacity(2);
        for part in parts {
            entries.push(part?);
        }
        Ok(self.join(
            "",
            "Proxy [",
            "]",
            Some(layout::Padding::End),
            entries,
            depth,
        ))
    }

    /// Lays out entries of an object at a level.
    fn join(
        &self,
        base: &str,
        open: &str,
        close: &str,
        array: Option<layout::Padding>,
        entries: Vec<String>,
        depth: i64,
    ) -> String {
        let frame = layout::Frame {
            base,
            open,
            close,
            array,
            indentation: self.indentation,
            levels: self.current_depth - depth,
        };
        layout::join(&self.options, &frame, entries)
    }

    fn primitive(&self, agent: &Agent, value: Value) -> String {
        if let Some(string) = value.as_string() {
            return self.string(agent.heap.text(string));
        }
        if value.is_symbol() {
            return self.style(Style::String, &self.symbol(agent, value));
        }
        let style = match value {
            Value::UNDEFINED => Style::Undefined,
            Value::NULL => Style::Null,
            _ => Style::Number,
        };
        self.style(style, &primitive_text(agent, value))
    }

    /// A symbol, its description escaped.
    fn symbol(&self, agent: &Agent, value: Value) -> String {
        let description = value
            .as_symbol()
            .and_then(|symbol| agent.heap.symbol_description(symbol));
        let text = description.map_or(String::new(), |text| text::escape(agent.heap.text(text)));
        format!("Symbol({text})")
    }

    /// A string in quotes, shortened where it is too long, split at its line ends where it is wide.
    fn string(&self, text: crate::engine::Text<'_>) -> String {
        let limit = self.options.max_string_length;
        let (text, rest) = if text.len() > limit {
            (text.slice(0, limit), text.len() - limit)
        } else {
            (text, 0)
        };
        let room = self
            .options
            .break_length
            .saturating_sub(self.indentation + 4);
        let mut out = if self.options.compact != Compact::Always
            && text.len() > MIN_LINE_WIDTH
            && text.len() > room
        {
            let mut lines = Vec::new();
            let mut start = 0;
            for (at, unit) in text.units().enumerate() {
                if unit == b'\n' as u16 || at + 1 == text.len() {
                    lines.push(self.style(Style::String, &quote(text.slice(start, at + 1))));
                    start = at + 1;
                }
            }
            lines.join(&format!(" +\n{}", spaces(self.indentation + 2)))
        } else {
            self.style(Style::String, &quote(text))
        };
        if rest > 0 {
            let ending = if rest > 1 { "s" } else { "" };
            out.push_str(&format!("... {rest} more character{ending}"));
        }
        out
    }

    /// A property as Node reads it to describe an object: along the prototypes, running a getter,
    /// but no proxy's traps. What it throws is ignored.
    fn read(&mut self, agent: &mut Agent, object: Object, key: PropertyKey) -> JsResult {
        let Some(property) = find_property(agent, object, key)? else {
            return Ok(Value::UNDEFINED);
        };
        match property {
            OwnProperty::Data { value, .. } => Ok(value),
            OwnProperty::Accessor { get, .. } if get.is_undefined() => Ok(Value::UNDEFINED),
            OwnProperty::Accessor { get, .. } => match self.call(agent, get, object.value(), &[]) {
                Ok(value) => Ok(value),
                Err(throw) => agent.catch(throw).map(|_| Value::UNDEFINED),
            },
        }
    }

    /// As [`Inspector::read`], for text.
    fn read_text(
        &mut self,
        agent: &mut Agent,
        object: Object,
        key: PropertyKey,
    ) -> JsResult<Option<String>> {
        let value = self.read(agent, object, key)?;
        let text = value.as_string();
        Ok(text.map(|text| agent.heap.text(text).to_utf8()))
    }

    /// Calls a script's function with all that the walk holds kept alive.
    fn call(
        &mut self,
        agent: &mut Agent,
        function: Value,
        this: Value,
        arguments: &[Value],
    ) -> JsResult {
        agent.scoped(|agent| {
            let held = agent.new_array(self.held.clone());
            agent.keep_object(held);
            agent.call(function, this, arguments)
        })
    }
}

/// Finds a property along the prototypes, up to the first proxy.
fn find_property(
    agent: &mut Agent,
    object: Object,
    key: PropertyKey,
) -> JsResult<Option<OwnProperty>> {
    let mut current = Some(object);
    while let Some(holder) = current {
        if holder.is(Kind::Proxy) {
            return Ok(None);
        }
        if let Some(property) = agent.get_own_property(holder, key)? {
            return Ok(Some(property));
        }
        current = agent.heap.prototype(holder).as_object();
    }
    Ok(None)
}

/// Runs an operation that throws nothing but what a limit makes it throw.
fn own_property(
    agent: &mut Agent,
    object: Object,
    key: PropertyKey,
) -> JsResult<Option<OwnProperty>> {
    if object.is(Kind::Proxy) {
        return Ok(None);
    }
    agent.get_own_property(object, key)
}
