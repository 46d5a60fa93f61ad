//! Inline caches: what a property access remembers of the objects that it met.
//!
//! A cache holds layouts weakly: a layout's id never comes to mean another layout, so a stale
//! cache misses. A property found on a prototype is remembered with the epoch of prototypes; as
//! long as neither it nor the receiver's layout changed, the chain in between didn't.

use crate::engine::{Agent, JsResult, OwnProperty};
use crate::heap::{CachedSlot, CachedTransition, Kind, Object, PropertyKey, ShapeId, Value};
use std::cell::Cell;

/// A place where a property was found.
#[derive(Clone, Copy)]
enum Entry {
    Empty,
    /// An own data property.
    Own(CachedSlot),
    /// A data property of a prototype, for receivers of one layout.
    Inherited {
        shape: ShapeId,
        epoch: u32,
        holder: Object,
        slot: CachedSlot,
    },
    /// A data property of the prototype of all primitives of a kind.
    Primitive {
        kind: PrimitiveKind,
        epoch: u32,
        holder: Object,
        slot: CachedSlot,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PrimitiveKind {
    String,
    Number,
}

/// The memory of one `object.key` that is read.
pub struct GetCache {
    first: Cell<Entry>,
    second: Cell<Entry>,
    third: Cell<Entry>,
}

impl GetCache {
    /// Remembers nothing.
    pub fn new() -> GetCache {
        let empty = || Cell::new(Entry::Empty);
        GetCache {
            first: empty(),
            second: empty(),
            third: empty(),
        }
    }

    /// Reads `value.key`.
    #[inline(always)]
    pub fn get(&self, agent: &mut Agent, value: Value, key: PropertyKey) -> JsResult {
        if let Entry::Own(slot) = self.first.get()
            && let Some(found) = agent.heap.read_cached(value, slot)
        {
            return Ok(found);
        }
        self.get_second(agent, value, key)
    }

    /// As [`GetCache::get`], where the property most likely is a method of the prototype.
    #[inline(always)]
    pub fn read(&self, agent: &mut Agent, value: Value, key: PropertyKey) -> JsResult {
        match self.peek(agent, value) {
            Some(found) => Ok(found),
            None => self.get_second(agent, value, key),
        }
    }

    #[inline(never)]
    fn get_second(&self, agent: &mut Agent, value: Value, key: PropertyKey) -> JsResult {
        for entry in [&self.first, &self.second, &self.third] {
            if let Some(found) = entry.get().read(agent, value) {
                return Ok(found);
            }
        }
        self.get_slow(agent, value, key)
    }

    #[cold]
    #[inline(never)]
    fn get_slow(&self, agent: &mut Agent, value: Value, key: PropertyKey) -> JsResult {
        let entry = find(agent, value, key);
        if !matches!(entry, Entry::Empty) {
            self.third.set(self.second.get());
            self.second.set(self.first.get());
            self.first.set(entry);
            if let Some(found) = entry.read(agent, value) {
                return Ok(found);
            }
        }
        agent.get_v(value, key)
    }

    /// Whether the cached property of a method call can be read, for the quick way of calls.
    #[inline(always)]
    pub fn peek(&self, agent: &Agent, value: Value) -> Option<Value> {
        match self.first.get() {
            Entry::Inherited {
                shape,
                epoch,
                holder,
                slot,
            } => {
                if agent.heap.has_shape(value, shape) && epoch == agent.heap.prototype_epoch() {
                    return agent.heap.read_cached(holder.value(), slot);
                }
                None
            }
            Entry::Own(slot) => agent.heap.read_cached(value, slot),
            _ => None,
        }
    }
}

impl Default for GetCache {
    fn default() -> GetCache {
        GetCache::new()
    }
}

impl Entry {
    #[inline(always)]
    fn read(self, agent: &Agent, value: Value) -> Option<Value> {
        match self {
            Entry::Empty => None,
            Entry::Own(slot) => agent.heap.read_cached(value, slot),
            Entry::Inherited {
                shape,
                epoch,
                holder,
                slot,
            } => {
                if !agent.heap.has_shape(value, shape) || epoch != agent.heap.prototype_epoch() {
                    return None;
                }
                agent.heap.read_cached(holder.value(), slot)
            }
            Entry::Primitive {
                kind,
                epoch,
                holder,
                slot,
            } => {
                let fits = match kind {
                    PrimitiveKind::String => value.is_string(),
                    PrimitiveKind::Number => value.is_number(),
                };
                if !fits || epoch != agent.heap.prototype_epoch() {
                    return None;
                }
                agent.heap.read_cached(holder.value(), slot)
            }
        }
    }
}

/// Looks for a data property that can be remembered. Runs no code of a script.
fn find(agent: &mut Agent, value: Value, key: PropertyKey) -> Entry {
    if key.as_index().is_some() {
        return Entry::Empty;
    }
    let (start, primitive) = match value.as_object() {
        Some(object) => (object, None),
        None => {
            let kind = if value.is_string() && key != agent.names.length {
                PrimitiveKind::String
            } else if value.is_number() {
                PrimitiveKind::Number
            } else {
                return Entry::Empty;
            };
            let Some(proto) = agent.prototype_of_primitive(value) else {
                return Entry::Empty;
            };
            (proto, Some(kind))
        }
    };
    let mut holder = start;
    loop {
        if is_exotic(agent, holder, key) || !agent.heap.is_cacheable(holder) {
            return Entry::Empty;
        }
        if let Some((slot, flags)) = agent.heap.cache_slot(holder, key) {
            if !flags.is_plain_data() {
                return Entry::Empty;
            }
            if agent.heap.read_cached(holder.value(), slot).is_none() {
                // A function whose own properties have no storage yet.
                agent.materialize_function(holder);
            }
            let shape = agent.heap.shape(start);
            return match primitive {
                None if holder == start => Entry::Own(slot),
                None => Entry::Inherited {
                    shape,
                    epoch: agent.heap.prototype_epoch(),
                    holder,
                    slot,
                },
                Some(kind) => Entry::Primitive {
                    kind,
                    epoch: agent.heap.prototype_epoch(),
                    holder,
                    slot,
                },
            };
        }
        match agent.heap.prototype(holder).as_object() {
            Some(proto) => holder = proto,
            None => return Entry::Empty,
        }
    }
}

/// Whether an object may have the property without its layout saying so.
fn is_exotic(agent: &Agent, object: Object, key: PropertyKey) -> bool {
    match object.kind() {
        Kind::Proxy | Kind::Namespace | Kind::TypedArray => true,
        Kind::Array | Kind::StringObject => key == agent.names.length,
        _ => false,
    }
}

#[derive(Clone, Copy)]
enum SetEntry {
    Empty,
    /// Replaces an own, writable data property.
    Replace(CachedSlot),
    /// Adds a property that no prototype has anything to say about.
    Add {
        transition: CachedTransition,
        epoch: u32,
    },
}

/// The memory of one `object.key = ...`.
pub struct SetCache {
    first: Cell<SetEntry>,
    second: Cell<SetEntry>,
}

impl SetCache {
    /// Remembers nothing.
    pub fn new() -> SetCache {
        SetCache {
            first: Cell::new(SetEntry::Empty),
            second: Cell::new(SetEntry::Empty),
        }
    }

    /// Does `target.key = value`.
    #[inline(always)]
    pub fn set(
        &self,
        agent: &mut Agent,
        target: Value,
        key: PropertyKey,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        if self.first.get().write(agent, target, value) {
            return Ok(());
        }
        self.set_slow(agent, target, key, value, strict)
    }

    #[inline(never)]
    fn set_slow(
        &self,
        agent: &mut Agent,
        target: Value,
        key: PropertyKey,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        if self.second.get().write(agent, target, value) {
            return Ok(());
        }
        let Some(object) = target.as_object() else {
            return agent.put_value(target, key, value, strict);
        };
        if is_exotic(agent, object, key) || key.as_index().is_some() {
            return agent.put_value(target, key, value, strict);
        }
        let before = agent.heap.shape(object);
        let addition =
            agent.heap.lookup(object, key).is_none() && addition_is_plain(agent, object, key);
        agent.put_value(target, key, value, strict)?;
        let entry = if addition {
            agent
                .heap
                .cache_transition(before, object, key)
                .map(|transition| SetEntry::Add {
                    transition,
                    epoch: agent.heap.prototype_epoch(),
                })
        } else {
            let found = agent.heap.cache_slot(object, key);
            found
                .filter(|(_, flags)| flags.is_writable_data())
                .map(|(slot, _)| SetEntry::Replace(slot))
        };
        if let Some(entry) = entry {
            self.second.set(self.first.get());
            self.first.set(entry);
        }
        Ok(())
    }
}

impl Default for SetCache {
    fn default() -> SetCache {
        SetCache::new()
    }
}

impl SetEntry {
    #[inline(always)]
    fn write(self, agent: &mut Agent, target: Value, value: Value) -> bool {
        match self {
            SetEntry::Replace(slot) => agent.heap.write_cached(target, slot, value),
            SetEntry::Add { transition, epoch } => {
                epoch == agent.heap.prototype_epoch()
                    && agent.heap.add_cached(target, transition, value)
            }
            SetEntry::Empty => false,
        }
    }
}

/// Whether adding the key to the object is decided by its own layout alone: it is extensible, and
/// no prototype has the key.
fn addition_is_plain(agent: &mut Agent, object: Object, key: PropertyKey) -> bool {
    if !agent.heap.is_extensible(object) || (object.kind() as u8) >= Kind::StringObject as u8 {
        return false;
    }
    if matches!(object.kind(), Kind::Function | Kind::Native) {
        // Its own properties must have storage before their neighbours do.
        return false;
    }
    let mut current = agent.heap.prototype(object).as_object();
    while let Some(proto) = current {
        if is_exotic(agent, proto, key) || agent.heap.lookup(proto, key).is_some() {
            return false;
        }
        current = agent.heap.prototype(proto).as_object();
    }
    true
}

/// The memory of one global variable that is an own property of the global object.
pub struct GlobalCache {
    slot: Cell<CachedSlot>,
}

impl GlobalCache {
    /// Remembers nothing.
    pub fn new() -> GlobalCache {
        GlobalCache {
            slot: Cell::new(CachedSlot::default()),
        }
    }

    /// The global variable's value, if it is a plain property of the global object.
    #[inline(always)]
    pub fn get(&self, agent: &mut Agent, key: PropertyKey) -> Option<Value> {
        let global = agent.realm.global_object.value();
        match agent.heap.read_cached(global, self.slot.get()) {
            Some(value) => Some(value),
            None => self.find(agent, key),
        }
    }

    #[cold]
    fn find(&self, agent: &mut Agent, key: PropertyKey) -> Option<Value> {
        let global = agent.realm.global_object;
        if let Ok(Some(OwnProperty::Data { value, .. })) = agent.get_own_property(global, key) {
            if let Some((slot, flags)) = agent.heap.cache_slot(global, key)
                && flags.is_plain_data()
            {
                self.slot.set(slot);
            }
            return Some(value);
        }
        None
    }
}

impl Default for GlobalCache {
    fn default() -> GlobalCache {
        GlobalCache::new()
    }
}
