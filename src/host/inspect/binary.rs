//! Typed arrays, their buffers, DataViews.

use super::class::Class;
use super::object::{Body, Plan, Planned};
use super::{Inspector, Style};
use crate::engine::{Agent, JsResult, Object, Value};

/// What is listed of a typed array where hidden properties are.
const VIEW_PROPERTIES: [&str; 5] = [
    "BYTES_PER_ELEMENT",
    "length",
    "byteLength",
    "byteOffset",
    "buffer",
];

/// What is listed of a DataView.
const DATA_VIEW_PROPERTIES: [&str; 3] = ["byteLength", "byteOffset", "buffer"];

fn plural(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

impl Inspector {
    /// A typed array.
    pub(super) fn plan_typed_array(
        &mut self,
        agent: &mut Agent,
        object: Object,
        class: &Class,
        nothing_inherited: bool,
    ) -> Planned {
        let name = agent
            .typed_array(object)
            .map_or("", |view| view.element.name());
        let length = agent.typed_array_length(object);
        let prefix = class.prefix(name, Some(length));
        let keys = self.named_keys(agent, object);
        if length == 0 && keys.is_empty() && nothing_inherited {
            return Planned::Text(format!("{prefix}[]"));
        }
        Planned::Plan(Plan {
            open: format!("{prefix}["),
            close: "]",
            body: Body::TypedElements,
            ..Plan::braces(String::new(), keys)
        })
    }

    /// An ArrayBuffer or a SharedArrayBuffer; as part of a typed array, its length is enough.
    pub(super) fn plan_buffer(
        &mut self,
        agent: &mut Agent,
        object: Object,
        class: &Class,
        in_view: bool,
    ) -> JsResult<Planned> {
        let shared = agent.buffer(object).is_some_and(|data| data.is_shared());
        let name = if shared {
            "SharedArrayBuffer"
        } else {
            "ArrayBuffer"
        };
        let prefix = class.prefix(name, None);
        let keys = self.keys(agent, object)?;
        if in_view && keys.is_empty() {
            let length = self.hidden_entry(agent, object, "byteLength", 0)?;
            return Ok(Planned::Text(format!("{prefix}{{ {length} }}")));
        }
        Ok(Planned::Plan(
            Plan::braces(prefix, keys).with_body(Body::Bytes),
        ))
    }

    /// A DataView.
    pub(super) fn plan_data_view(
        &mut self,
        agent: &mut Agent,
        object: Object,
        class: &Class,
    ) -> JsResult<Planned> {
        let keys = self.keys(agent, object)?;
        let plan = Plan::braces(class.prefix("DataView", None), keys);
        Ok(Planned::Plan(plan.with_body(Body::DataView)))
    }

    /// `[name]: value`, of a property that its prototype's getter gives.
    fn hidden_entry(
        &mut self,
        agent: &mut Agent,
        object: Object,
        name: &str,
        depth: i64,
    ) -> JsResult<String> {
        let key = agent.heap.property_key_of_str(name);
        agent.keep_key(key);
        let value = match agent.get(object, key) {
            Ok(value) => value,
            // That of a view whose buffer is gone.
            Err(throw) => {
                agent.catch(throw)?;
                match name {
                    "byteLength" => Value::ZERO,
                    _ => Value::UNDEFINED,
                }
            }
        };
        self.indentation += 2;
        let text = self.value(agent, value, depth, false);
        self.indentation -= 2;
        let name = self.style(Style::String, &format!("[{name}]"));
        Ok(format!("{name}: {}", text?))
    }

    /// A typed array's elements.
    pub(super) fn typed_elements(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: i64,
    ) -> JsResult<Vec<String>> {
        let Some(view) = agent.typed_array(object) else {
            return Ok(Vec::new());
        };
        let length = agent.typed_array_length(object);
        let shown = length.min(self.options.max_array_length);
        let mut entries = Vec::with_capacity(shown + 1);
        for index in 0..shown {
            let element = agent.view_get(&view, index).unwrap_or(Value::UNDEFINED);
            entries.push(self.primitive(agent, element));
        }
        if length > shown {
            let rest = length - shown;
            entries.push(format!("... {rest} more item{}", plural(rest)));
        }
        if self.options.show_hidden {
            self.indentation += 2;
            for name in VIEW_PROPERTIES {
                let key = agent.heap.property_key_of_str(name);
                agent.keep_key(key);
                let value = agent.get(object, key)?;
                let text = self.value(agent, value, depth, true)?;
                entries.push(format!("[{name}]: {text}"));
            }
            self.indentation -= 2;
        }
        Ok(entries)
    }

    /// A buffer's bytes and length.
    pub(super) fn bytes(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: i64,
    ) -> JsResult<Vec<String>> {
        let length = agent.buffer_length(object);
        let shown = length.unwrap_or(0).min(self.options.max_array_length);
        let data = agent.buffer(object);
        let bytes = data.and_then(|data| data.part(0..shown));
        let contents = match bytes {
            None => self.style(Style::Special, "(detached)"),
            Some(bytes) => {
                let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                let mut text = bytes.join(" ");
                let rest = length.unwrap_or(0) - shown;
                if rest > 0 {
                    text.push_str(&format!(" ... {rest} more byte{}", plural(rest)));
                }
                let label = self.style(Style::Special, "[Uint8Contents]");
                format!("{label}: <{text}>")
            }
        };
        let length = self.hidden_entry(agent, object, "byteLength", depth)?;
        Ok(vec![contents, length])
    }

    /// A DataView's place in its buffer.
    pub(super) fn data_view(
        &mut self,
        agent: &mut Agent,
        object: Object,
        depth: i64,
    ) -> JsResult<Vec<String>> {
        DATA_VIEW_PROPERTIES
            .iter()
            .map(|name| self.hidden_entry(agent, object, name, depth))
            .collect()
    }

    /// `name: value` for accessors of the prototype.
    pub(super) fn attributes(
        &mut self,
        agent: &mut Agent,
        object: Object,
        names: &[&str],
        depth: i64,
    ) -> JsResult<Vec<String>> {
        let mut entries = Vec::new();
        for name in names {
            let key = agent.heap.property_key_of_str(name);
            agent.keep_key(key);
            let value = agent.get(object, key)?;
            let text = self.value(agent, value, depth, false)?;
            entries.push(format!("{}: {text}", self.style(Style::Name, name)));
        }
        Ok(entries)
    }
}
