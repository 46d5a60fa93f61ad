//! Reading the internal slots of built-in objects, without running a script's code.

use crate::engine::{Agent, ErrorData, Kind, Object, PrimitiveData, StringData, Value};

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
    /// A date, in milliseconds since 1970 as text.
    Date(String),
    /// A regular expression, as text.
    RegExp(String),
    /// A weak map.
    WeakMap,
    /// A weak set.
    WeakSet,
}

/// An object's internal slots.
pub(super) fn read(agent: &mut Agent, object: Object) -> Internals {
    if object.is(Kind::StringObject) {
        let data = agent.heap.host::<StringData>(object);
        return data.map_or(Internals::None, |data| Internals::Wrapper(data.0.value()));
    }
    if !object.is(Kind::Host) {
        return Internals::None;
    }
    if agent.heap.host::<ErrorData>(object).is_some() {
        return Internals::Error;
    }
    if let Some(data) = agent.heap.host::<PrimitiveData>(object) {
        return Internals::Wrapper(data.0);
    }
    match collection_preview(agent, object) {
        Some(preview) => Internals::Collection(preview),
        None => Internals::None,
    }
}

/// What a collection, or an iterator over one, holds.
pub fn collection_preview(_agent: &Agent, _object: Object) -> Option<CollectionPreview> {
    None
}

/// A proxy's target and handler; `None` for a revoked one.
pub(super) fn proxy_parts(_agent: &Agent, _proxy: Object) -> Option<(Object, Object)> {
    None
}
