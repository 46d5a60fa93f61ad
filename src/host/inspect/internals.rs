//! Reading the internal slots of built-in objects, without running a script's code.

use crate::builtins::array::IterationKind;
use crate::builtins::map::{MapData, MapIterator};
use crate::builtins::set::{SetData, SetIterator};
use crate::engine::{
    Agent, ErrorData, HostData, Intrinsic, JsResult, Kind, Object, PrimitiveData, PropertyKey,
    StringData, Tracer, TypedArrayData, Value,
};
use crate::host::encoding::{TextDecoder, TextEncoder};

/// What a collection, or an iterator over one, holds. An iterator isn't moved by looking.
#[derive(Clone, Debug)]
pub enum CollectionPreview {
    /// A map's entries.
    Map(Vec<(Value, Value)>),
    /// A set's values.
    Set(Vec<Value>),
    /// What an iterator over a map's entries has still to give.
    MapEntries(Vec<(Value, Value)>),
    /// What an iterator over a map's keys or values has still to give.
    MapIterator(Vec<Value>),
    /// What an iterator over a set's entries has still to give.
    SetEntries(Vec<(Value, Value)>),
    /// What an iterator over a set's values has still to give.
    SetIterator(Vec<Value>),
}

/// The internal slots that decide how an object is shown.
#[derive(Clone, Debug)]
pub(super) enum Internals {
    /// None of them.
    None,
    /// A wrapped primitive.
    Wrapper(Value),
    /// An error's stack.
    Error,
    /// A collection or an iterator over one.
    Collection(CollectionPreview),
    /// A date, as text.
    Date(String),
    /// A regular expression, as text.
    RegExp(String),
    /// The bytes of an ArrayBuffer or a SharedArrayBuffer.
    Buffer,
    /// A DataView's.
    DataView,
    /// What is shown by some of its prototype's accessors; under its class's name or none.
    Attributes(&'static [&'static str], bool),
    /// A weak map or set.
    Weak(&'static str),
}

/// Methods of built-ins as they were before any script ran, which give an object's text.
pub(super) struct Originals {
    date_value: Value,
    date_to_iso: Value,
    regexp_to_string: Value,
}

impl HostData for Originals {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[self.date_value, self.date_to_iso, self.regexp_to_string]);
    }
}

impl Originals {
    /// Takes them; to be done before any script runs.
    pub(super) fn new(agent: &mut Agent) -> Originals {
        let date = agent.intrinsic(Intrinsic::DatePrototype);
        let regexp = agent.intrinsic(Intrinsic::RegExpPrototype);
        Originals {
            date_value: agent.initial_value(date, "getTime"),
            date_to_iso: agent.initial_value(date, "toISOString"),
            regexp_to_string: agent.initial_value(regexp, "toString"),
        }
    }
}

/// An object's internal slots. A regular expression's text is made as a script would get it, from
/// its `source` and `flags`.
pub(super) fn read(agent: &mut Agent, object: Object) -> JsResult<Internals> {
    if object.is(Kind::StringObject) {
        let data = agent.heap.host::<StringData>(object);
        return Ok(data.map_or(Internals::None, |data| Internals::Wrapper(data.0.value())));
    }
    if !object.is(Kind::Host) {
        return Ok(Internals::None);
    }
    if agent.heap.host::<ErrorData>(object).is_some() {
        return Ok(Internals::Error);
    }
    if let Some(data) = agent.heap.host::<PrimitiveData>(object) {
        return Ok(Internals::Wrapper(data.0));
    }
    if let Some(preview) = collection_preview(agent, object) {
        return Ok(Internals::Collection(preview));
    }
    if agent.heap.host::<TextDecoder>(object).is_some() {
        const NAMES: &[&str] = &["encoding", "fatal", "ignoreBOM"];
        return Ok(Internals::Attributes(NAMES, true));
    }
    if agent.heap.host::<TextEncoder>(object).is_some() {
        return Ok(Internals::Attributes(&["encoding"], false));
    }
    if agent.buffer(object).is_some() {
        return Ok(Internals::Buffer);
    }
    if agent.heap.host::<TypedArrayData>(object).is_some() {
        return Ok(Internals::DataView);
    }
    match agent.heap.host_tag(object) {
        Some("Date") => Ok(Internals::Date(date_text(agent, object)?)),
        Some("RegExp") => {
            let function = agent
                .slot::<Originals>()
                .map_or(Value::UNDEFINED, |originals| originals.regexp_to_string);
            match agent.call(function, object.value(), &[]) {
                Ok(text) => Ok(Internals::RegExp(agent.to_rust_string(text)?)),
                Err(throw) => agent.catch(throw).map(|_| Internals::None),
            }
        }
        _ => weak(agent, object),
    }
}

/// Weak collections, which only their tag tells from the outside.
fn weak(agent: &mut Agent, object: Object) -> JsResult<Internals> {
    let key = PropertyKey::symbol(agent.symbols.to_string_tag);
    let tag = agent.peek_data_property(object, key);
    let Some(tag) = tag.and_then(Value::as_string) else {
        return Ok(Internals::None);
    };
    Ok(match agent.heap.utf8(tag).as_str() {
        "WeakMap" => Internals::Weak("WeakMap"),
        "WeakSet" => Internals::Weak("WeakSet"),
        _ => Internals::None,
    })
}

fn date_text(agent: &mut Agent, date: Object) -> JsResult<String> {
    let Some((value, to_iso)) = agent
        .slot::<Originals>()
        .map(|originals| (originals.date_value, originals.date_to_iso))
    else {
        return Ok(String::from("Invalid Date"));
    };
    let time = agent.call(value, date.value(), &[])?;
    if time.as_number().is_none_or(f64::is_nan) {
        return Ok(String::from("Invalid Date"));
    }
    let text = agent.call(to_iso, date.value(), &[])?;
    agent.to_rust_string(text)
}

/// What a collection, or an iterator over one, holds.
pub fn collection_preview(agent: &Agent, object: Object) -> Option<CollectionPreview> {
    if !object.is(Kind::Host) {
        return None;
    }
    if let Some(map) = agent.heap.host::<MapData>(object) {
        return Some(CollectionPreview::Map(map.entries().collect()));
    }
    if let Some(set) = agent.heap.host::<SetData>(object) {
        return Some(CollectionPreview::Set(set.values().collect()));
    }
    if let Some(iterator) = agent.heap.host::<MapIterator>(object) {
        let rest = iterator.remaining(agent);
        return Some(match iterator.kind() {
            IterationKind::Entries => CollectionPreview::MapEntries(rest),
            IterationKind::Keys => {
                CollectionPreview::MapIterator(rest.into_iter().map(|(key, _)| key).collect())
            }
            IterationKind::Values => {
                CollectionPreview::MapIterator(rest.into_iter().map(|(_, value)| value).collect())
            }
        });
    }
    let iterator = agent.heap.host::<SetIterator>(object)?;
    let rest = iterator.remaining(agent);
    Some(match iterator.kind() {
        IterationKind::Entries => {
            CollectionPreview::SetEntries(rest.into_iter().map(|value| (value, value)).collect())
        }
        _ => CollectionPreview::SetIterator(rest),
    })
}
