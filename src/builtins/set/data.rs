//! The internal slots of Sets and of their iterators, and the operations on them for Rust code.

use crate::builtins::array::IterationKind;
use crate::builtins::ordered_table::{HashedKey, KeyEntry, OrderedTable, Position};
use crate::engine::{Agent, Call, Intrinsic, JsResult, Kind, Object, Throw, Value, messages};
use crate::heap::{HostData, Tracer};

/// The internal slot of a Set.
#[derive(Default)]
pub struct SetData {
    pub(super) table: OrderedTable<KeyEntry>,
}

impl SetData {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// The values in order.
    pub fn values(&self) -> impl Iterator<Item = Value> {
        self.table.iter().map(|entry| entry.0)
    }
}

impl HostData for SetData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.table.trace(tracer);
    }

    fn external_bytes(&self) -> usize {
        self.table.bytes()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("Set")
    }
}

/// The internal slots of a set iterator.
pub struct SetIterator {
    /// The set; `None` when it is done.
    pub(super) set: Option<Object>,
    pub(super) position: Position,
    pub(super) kind: IterationKind,
}

impl SetIterator {
    /// What it gives: values, or entries of each value twice.
    pub fn kind(&self) -> IterationKind {
        self.kind
    }

    /// The values that are still to come.
    pub fn remaining(&self, agent: &Agent) -> Vec<Value> {
        let data = self.set.and_then(|set| agent.heap.host::<SetData>(set));
        let mut position = self.position;
        let mut rest = Vec::new();
        if let Some(data) = data {
            while let Some(entry) = data.table.advance(&mut position) {
                rest.push(entry.0);
            }
        }
        rest
    }
}

impl HostData for SetIterator {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(set) = self.set {
            tracer.mark_object(set);
        }
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("SetIterator")
    }
}

/// A new, empty Set.
pub fn new_set(agent: &mut Agent) -> Object {
    new_set_of(agent, SetData::default())
}

/// Adds a value to an object that is a Set.
pub fn set_add(agent: &mut Agent, set: Object, value: Value) -> JsResult<()> {
    let key = HashedKey::new(&agent.heap, value);
    let found = find(agent, set, key);
    let Some(data) = agent.heap.host_mut::<SetData>(set) else {
        return Ok(());
    };
    if found.is_some() {
        return Ok(());
    }
    if !data.table.has_room() {
        return Err(agent.range_error("Set maximum size exceeded"));
    }
    let grown = data.table.insert(key, KeyEntry(key.key));
    agent.heap.report_external(grown);
    Ok(())
}

/// Removes a value from an object that is a Set; whether it was there.
pub fn set_delete(agent: &mut Agent, set: Object, value: Value) -> bool {
    let key = HashedKey::new(&agent.heap, value);
    let Some(place) = find(agent, set, key) else {
        return false;
    };
    if let Some(data) = agent.heap.host_mut::<SetData>(set) {
        data.table.remove(key, place);
    }
    true
}

/// Whether an object that is a Set has a value.
pub fn set_has(agent: &Agent, set: Object, value: Value) -> bool {
    find(agent, set, HashedKey::new(&agent.heap, value)).is_some()
}

/// A new Set with the given data.
pub(super) fn new_set_of(agent: &mut Agent, data: SetData) -> Object {
    let shape = agent.root_shape(Intrinsic::SetPrototype, Kind::Host);
    agent.heap.new_host(Kind::Host, shape, Box::new(data))
}

#[inline]
pub(super) fn find(agent: &Agent, set: Object, key: HashedKey) -> Option<usize> {
    let data = agent.heap.host::<SetData>(set)?;
    data.table.find(&agent.heap, key)
}

#[cold]
pub(super) fn incompatible(agent: &mut Agent, call: Call, method: &str) -> Throw {
    let receiver = agent.value_for_message(call.this());
    let method = format!("Set.prototype.{method}");
    agent.type_error(messages::incompatible_receiver(&method, &receiver))
}

/// The data of the receiver, if it is a Set.
#[inline]
pub(super) fn this_data(agent: &Agent, call: Call) -> Option<&SetData> {
    agent.heap.host(call.this().as_object()?)
}

/// The receiver, if it is a Set.
#[inline]
pub(super) fn this_set(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if this_data(agent, call).is_some() => Ok(object),
        _ => Err(incompatible(agent, call, method)),
    }
}

/// Whether a value is a Set with no properties of its own and the original prototype.
pub(super) fn is_plain_set(agent: &mut Agent, value: Value) -> bool {
    let shape = agent.root_shape(Intrinsic::SetPrototype, Kind::Host);
    agent.heap.has_layout(value, shape)
        && value
            .as_object()
            .is_some_and(|object| agent.heap.host::<SetData>(object).is_some())
}

/// Gives a Set what another one has.
pub(super) fn copy_table(agent: &mut Agent, from: Object, to: Object) -> JsResult<()> {
    let Some(table) = agent
        .heap
        .host::<SetData>(from)
        .map(|data| data.table.clone())
    else {
        return Ok(());
    };
    agent.poll_work(table.len() / 8)?;
    agent.heap.report_external(table.bytes());
    if let Some(data) = agent.heap.host_mut::<SetData>(to) {
        data.table = table;
    }
    Ok(())
}
