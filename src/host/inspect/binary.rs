//! Typed arrays, their buffers, DataViews.

use super::class::Class;
use super::inspector::Inspector;
use super::plan::{Body, Plan, Planned, Subject};
use super::written::Written;
use super::{Style, number_text};
use crate::engine::{Agent, JsResult, Object, PropertyKey, TypedArrayData, Value};

/// What is listed of a typed array where hidden properties are.
const VIEW_PROPERTIES: &[&str] = &[
    "BYTES_PER_ELEMENT",
    "length",
    "byteLength",
    "byteOffset",
    "buffer",
];

/// What is listed of a DataView; the buffer last, because it is no primitive.
const DATA_VIEW_PROPERTIES: &[&str] = &["byteLength", "byteOffset", "buffer"];

/// What is listed of a buffer.
const BUFFER_PROPERTIES: &[&str] = &["byteLength"];

impl Inspector {
    /// A typed array.
    pub(super) fn plan_typed_array(
        &mut self,
        agent: &mut Agent,
        subject: Subject<'_>,
    ) -> JsResult<Planned> {
        let Subject { object, class, .. } = subject;
        let keys = self.named_keys(agent, object)?;
        let is_bare = class.constructor.is_none();
        let name = match agent.heap.typed_array(object) {
            Some(view) if is_bare => view.element.name(),
            _ => "",
        };
        if is_bare
            && agent
                .heap
                .typed_array(object)
                .is_some_and(|view| is_detached(agent, &view))
        {
            // Node copies it to see what it is.
            let text = "Cannot perform Construct on a detached ArrayBuffer";
            return Err(agent.type_error(text));
        }
        let prefix = class.prefix(name, Some(agent.typed_array_length(object)));
        let length = self.view_length(agent, object, is_bare)?;
        let show_hidden = self.options.show_hidden;
        if length == 0.0 && keys.is_empty() && !show_hidden {
            return Ok(Planned::Text(format!("{prefix}[]")));
        }
        Ok(Planned::Plan(Plan {
            open: format!("{prefix}["),
            close: "]",
            body: Body::TypedElements(is_bare),
            extra: if show_hidden { VIEW_PROPERTIES } else { &[] },
            is_view: show_hidden,
            ..Plan::braces(String::new(), keys)
        }))
    }

    /// A typed array's length, or what its `length` says.
    fn view_length(&self, agent: &mut Agent, view: Object, is_bare: bool) -> JsResult<f64> {
        if is_bare {
            return Ok(agent.typed_array_length(view) as f64);
        }
        let length = agent.get(view, agent.names.length)?;
        Ok(length.as_number().unwrap_or(f64::NAN))
    }

    /// An ArrayBuffer or a SharedArrayBuffer; as part of a typed array, its length is enough.
    pub(super) fn plan_buffer(
        &mut self,
        agent: &mut Agent,
        subject: Subject<'_>,
        keys: Vec<PropertyKey>,
    ) -> Planned {
        let shared = agent
            .heap
            .buffer(subject.object)
            .is_some_and(|data| data.is_shared());
        let name = match shared {
            true => "SharedArrayBuffer",
            false => "ArrayBuffer",
        };
        let prefix = subject.class.prefix(name, None);
        if subject.in_view && keys.is_empty() && !subject.inherits {
            let length = agent.heap.buffer_length(subject.object).unwrap_or(0);
            let length = self.style(Style::Number, &length.to_string());
            return Planned::Text(format!("{prefix}{{ [byteLength]: {length} }}"));
        }
        let body = match subject.in_view {
            true => Body::Nothing,
            false => Body::Bytes,
        };
        Planned::Plan(Plan {
            extra: BUFFER_PROPERTIES,
            is_view: subject.in_view,
            ..Plan::braces(prefix, keys).with_body(body)
        })
    }

    /// A DataView.
    pub(super) fn plan_data_view(&mut self, class: &Class, keys: Vec<PropertyKey>) -> Planned {
        Planned::Plan(Plan {
            extra: DATA_VIEW_PROPERTIES,
            ..Plan::braces(class.prefix("DataView", None), keys)
        })
    }

    /// `[name]: value`, of a property that its prototype's getter gives. Where the getter throws,
    /// because a view's buffer is gone, that of the buffer.
    pub(super) fn extra_entry(
        &mut self,
        agent: &mut Agent,
        object: Object,
        name: &'static str,
        is_view: bool,
        depth: f64,
    ) -> JsResult<String> {
        let key = agent.static_key(name);
        match self.extra_of(agent, object, key, is_view, depth) {
            Ok(text) => Ok(text),
            Err(throw) => {
                agent.catch(throw)?;
                let buffer = agent.static_key("buffer");
                let buffer = agent.get(object, buffer)?;
                agent.keep(buffer);
                let value = agent.get_v(buffer, key)?;
                let stand_in = agent.new_plain_object(1);
                agent.keep_object(stand_in);
                agent.create_data_property(stand_in, key, value)?;
                self.extra_of(agent, stand_in, key, is_view, depth)
            }
        }
    }

    fn extra_of(
        &mut self,
        agent: &mut Agent,
        object: Object,
        key: PropertyKey,
        is_view: bool,
        depth: f64,
    ) -> JsResult<String> {
        self.indentation += 2;
        let value = agent.get(object, key)?;
        let text = self.value(agent, value, depth, is_view)?;
        self.indentation -= 2;
        let name = agent.heap.key_for_message(key);
        let name = self.style(Style::String, &format!("[{name}]"));
        Ok(format!("{name}: {text}"))
    }

    /// A typed array's elements.
    pub(super) fn typed_elements(
        &mut self,
        agent: &mut Agent,
        object: Object,
        is_bare: bool,
    ) -> JsResult<Vec<Written>> {
        let Some(view) = agent.heap.typed_array(object) else {
            return Ok(Vec::new());
        };
        let shown = self.shown(agent.typed_array_length(object) as f64);
        let length = self.view_length(agent, object, is_bare)?;
        if shown.fract() != 0.0 {
            return Err(agent.range_error("Invalid array length"));
        }
        let mut entries = Vec::with_capacity(shown as usize + 1);
        for index in 0..shown as usize {
            agent.poll()?;
            let element = agent
                .heap
                .view_get(&view, index)
                .unwrap_or(Value::UNDEFINED);
            entries.push(self.primitive(agent, element).into());
        }
        self.add_rest(&mut entries, length - shown);
        Ok(entries)
    }

    /// A buffer's bytes.
    pub(super) fn bytes(&mut self, agent: &mut Agent, object: Object) -> JsResult<String> {
        let length = agent.heap.buffer_length(object);
        let total = length.unwrap_or(0);
        let limit = self.options.max_array_length;
        if limit < 0.0 {
            return Err(agent.range_error("Index out of range"));
        }
        let shown = total.min(limit.max(0.0) as usize);
        let Some(bytes) = agent.buffer_part(object, 0..shown)? else {
            return Ok(self.style(Style::Special, "(detached)"));
        };
        let mut text = String::new();
        for (place, byte) in bytes.iter().enumerate() {
            agent.poll()?;
            if place > 0 {
                text.push(' ');
            }
            text.push_str(&format!("{byte:02x}"));
        }
        let rest = total as f64 - limit;
        if rest > 0.0 {
            let ending = if rest > 1.0 { "s" } else { "" };
            text.push_str(&format!(" ... {} more byte{ending}", number_text(rest)));
        }
        let label = self.style(Style::Special, "[Uint8Contents]");
        Ok(format!("{label}: <{text}>"))
    }

    /// `name: value` for accessors of the prototype.
    pub(super) fn attributes(
        &mut self,
        agent: &mut Agent,
        object: Object,
        names: &[&str],
        depth: f64,
    ) -> JsResult<Vec<Written>> {
        let mut entries = Vec::new();
        for name in names {
            let key = agent.heap.property_key_of_str(name);
            agent.keep_key(key);
            let value = agent.get(object, key)?;
            let text = self.value(agent, value, depth, false)?;
            entries.push(format!("{}: {text}", self.style(Style::Name, name)).into());
        }
        Ok(entries)
    }
}

/// Whether a view's buffer is gone.
fn is_detached(agent: &Agent, view: &TypedArrayData) -> bool {
    agent.heap.buffer_length(view.buffer).is_none()
}
