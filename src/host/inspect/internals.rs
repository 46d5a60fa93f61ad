//! Reading the internal slots of built-in objects.

use crate::builtins::array::IterationKind;
use crate::builtins::map::{MapData, MapIterator};
use crate::builtins::set::{SetData, SetIterator};
use crate::builtins::weak_map::weak_map_entries;
use crate::builtins::weak_set::weak_set_values;
use crate::engine::{
    Agent, HostData, Intrinsic, JsResult, Kind, Object, PrimitiveData, StringData, Tracer,
    TypedArrayData, Value,
};

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

impl CollectionPreview {
    /// All that is in it, keys before their values.
    pub(super) fn values(&self) -> Vec<Value> {
        match self {
            CollectionPreview::Set(values)
            | CollectionPreview::MapIterator(values)
            | CollectionPreview::SetIterator(values) => values.clone(),
            CollectionPreview::Map(entries)
            | CollectionPreview::MapEntries(entries)
            | CollectionPreview::SetEntries(entries) => {
                let values = entries.iter().flat_map(|(key, value)| [*key, *value]);
                values.collect()
            }
        }
    }

    /// How many of [`CollectionPreview::values`] make an entry.
    pub(super) fn values_per_entry(&self) -> usize {
        match self {
            CollectionPreview::Set(_)
            | CollectionPreview::MapIterator(_)
            | CollectionPreview::SetIterator(_) => 1,
            CollectionPreview::Map(_)
            | CollectionPreview::MapEntries(_)
            | CollectionPreview::SetEntries(_) => 2,
        }
    }
}

/// The internal slots that decide how an object is shown, but a collection's.
#[derive(Clone, Debug)]
pub(super) enum Internals {
    /// None of them.
    None,
    /// A wrapped primitive.
    Wrapper(Value),
    /// A date's time.
    Date,
    /// A regular expression's program.
    RegExp,
    /// The bytes of an ArrayBuffer or a SharedArrayBuffer.
    Buffer,
    /// A DataView's.
    DataView,
    /// What a weak map holds now.
    WeakMap(Vec<(Value, Value)>),
    /// What a weak set holds now.
    WeakSet(Vec<Value>),
}

/// Methods of built-ins as they were before any script ran.
pub(super) struct Originals {
    date_value: Value,
    date_to_iso: Value,
    regexp_to_string: Value,
    regexp: Value,
    /// `Array.prototype.sort`
    pub(super) array_sort: Value,
    /// `Map.prototype.entries`
    pub(super) map_entries: Value,
    /// `Set.prototype.values`
    pub(super) set_values: Value,
    /// `JSON.stringify`
    pub(super) stringify: Value,
}

impl HostData for Originals {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_all(&[
            self.date_value,
            self.date_to_iso,
            self.regexp_to_string,
            self.regexp,
            self.array_sort,
            self.map_entries,
            self.set_values,
            self.stringify,
        ]);
    }
}

impl Originals {
    /// Takes them; to be done before any script runs.
    pub(super) fn new(agent: &mut Agent) -> Originals {
        let date = agent.intrinsic(Intrinsic::DatePrototype);
        let regexp = agent.intrinsic(Intrinsic::RegExpPrototype);
        let array = agent.intrinsic(Intrinsic::ArrayPrototype);
        let map = agent.intrinsic(Intrinsic::MapPrototype);
        let set = agent.intrinsic(Intrinsic::SetPrototype);
        let global = agent.realm.global_object;
        let json = agent.initial_value(global, "JSON");
        let stringify = match json.as_object() {
            Some(json) => agent.initial_value(json, "stringify"),
            None => Value::UNDEFINED,
        };
        Originals {
            date_value: agent.initial_value(date, "getTime"),
            date_to_iso: agent.initial_value(date, "toISOString"),
            regexp_to_string: agent.initial_value(regexp, "toString"),
            regexp: agent.initial_value(regexp, "constructor"),
            array_sort: agent.initial_value(array, "sort"),
            map_entries: agent.initial_value(map, "entries"),
            set_values: agent.initial_value(set, "values"),
            stringify,
        }
    }
}

/// One of the original methods.
pub(super) fn original(agent: &Agent, which: impl FnOnce(&Originals) -> Value) -> Value {
    agent.slot::<Originals>().map_or(Value::UNDEFINED, which)
}

/// An object's internal slots.
pub(super) fn read(agent: &Agent, object: Object) -> Internals {
    if object.is(Kind::StringObject) {
        let data = agent.heap.host::<StringData>(object);
        return data.map_or(Internals::None, |data| Internals::Wrapper(data.0.value()));
    }
    if !object.is(Kind::Host) {
        return Internals::None;
    }
    if let Some(data) = agent.heap.host::<PrimitiveData>(object) {
        return Internals::Wrapper(data.0);
    }
    if agent.heap.buffer(object).is_some() {
        return Internals::Buffer;
    }
    if agent.heap.host::<TypedArrayData>(object).is_some() {
        return Internals::DataView;
    }
    if let Some(entries) = weak_map_entries(agent, object) {
        return Internals::WeakMap(entries);
    }
    if let Some(values) = weak_set_values(agent, object) {
        return Internals::WeakSet(values);
    }
    match agent.heap.host_tag(object) {
        Some("Date") => Internals::Date,
        Some("RegExp") => Internals::RegExp,
        _ => Internals::None,
    }
}

/// A regular expression as its `source` and `flags` say, or as it really is: of a copy.
pub(super) fn regexp_text(agent: &mut Agent, regexp: Object, real: bool) -> JsResult<String> {
    let mut shown = regexp.value();
    if real {
        let constructor = original(agent, |originals| originals.regexp);
        if let Some(constructor) = constructor.as_object() {
            shown = agent.construct(constructor, &[shown], constructor)?.value();
            agent.keep(shown);
        }
    }
    let to_string = original(agent, |originals| originals.regexp_to_string);
    let text = agent.call(to_string, shown, &[])?;
    agent.to_rust_string(text)
}

/// A date in ISO format.
pub(super) fn date_text(agent: &mut Agent, date: Object) -> JsResult<String> {
    let value = original(agent, |originals| originals.date_value);
    let time = agent.call(value, date.value(), &[])?;
    if time.as_number().is_none_or(f64::is_nan) {
        return Ok(String::from("Invalid Date"));
    }
    let to_iso = original(agent, |originals| originals.date_to_iso);
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
