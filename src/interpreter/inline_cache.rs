//! Inline caches: what a property access remembers of the objects that it met.
//!
//! A cache holds layouts weakly: a layout's id never comes to mean another layout, so a stale
//! cache misses. A property found on a prototype is remembered with the epoch of prototypes; as
//! long as neither it nor the receiver's layout changed, the chain in between didn't.

use crate::engine::{Agent, JsResult, OwnProperty};
use crate::heap::{
    CachedSlot, CachedTransition, Kind, Object, PropertyFlags, PropertyKey, ShapeId, Value,
};
use std::cell::Cell;

/// What was found at a place.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Found {
    /// A data property.
    #[default]
    Data,
    /// A getter (or an accessor without one).
    Accessor,
    /// Nothing, on the whole chain.
    Nothing,
}

/// A place where a property was found, for receivers of one layout. The primitive strings and
/// numbers have pseudo-layouts of their own.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// The receiver's layout; none in an empty entry.
    shape: ShapeId,
    /// Unless it is the receiver's own property: the epoch of prototypes in which it was found.
    epoch: u32,
    /// Of a property that is inherited: whose own property it is.
    holder: Option<Object>,
    /// Where the holder, or the receiver itself, has it.
    slot: CachedSlot,
    found: Found,
}

/// The memory of one `object.key` that is read.
#[derive(Default)]
pub struct GetCache {
    /// The one that was made last is the first.
    entries: [Cell<Entry>; 4],
    /// How often it was filled. A place that meets ever new layouts isn't worth remembering.
    fills: Cell<u8>,
}

impl GetCache {
    const MOST_FILLS: u8 = 40;

    /// Remembers nothing.
    pub fn new() -> GetCache {
        GetCache::default()
    }

    /// Reads `value.key`, written at `position`.
    #[inline(always)]
    pub fn get(
        &self,
        agent: &mut Agent,
        value: Value,
        key: PropertyKey,
        position: u32,
    ) -> JsResult {
        let entry = self.entries[0].get();
        if entry.holder.is_none()
            && entry.found == Found::Data
            && let Some(found) = agent.heap.read_cached(value, entry.slot)
        {
            return Ok(found);
        }
        self.get_second(agent, value, key, position)
    }

    /// Reads `value.key` for a call: most methods are inherited.
    #[inline(always)]
    pub fn method(
        &self,
        agent: &mut Agent,
        value: Value,
        key: PropertyKey,
        position: u32,
    ) -> JsResult {
        let entry = self.entries[0].get();
        if entry.found == Found::Data
            && let Some(found) = entry.read(agent, value)
        {
            return Ok(found);
        }
        self.get_second(agent, value, key, position)
    }

    /// Where the first entry doesn't fit.
    #[inline(never)]
    fn get_second(
        &self,
        agent: &mut Agent,
        value: Value,
        key: PropertyKey,
        position: u32,
    ) -> JsResult {
        if let Some(layout) = agent.heap.layout(value)
            && let Some(entry) = self.entry_for(layout)
            && let Some(found) = entry.read_in_layout(agent, value)
        {
            return match entry.found {
                Found::Accessor => call_getter(agent, value, found, position),
                Found::Data | Found::Nothing => Ok(found),
            };
        }
        self.get_slow(agent, value, key, position)
    }

    #[inline(always)]
    fn entry_for(&self, layout: ShapeId) -> Option<Entry> {
        let mut entries = self.entries.iter().map(Cell::get);
        entries.find(|entry| entry.shape == layout)
    }

    #[cold]
    #[inline(never)]
    fn get_slow(
        &self,
        agent: &mut Agent,
        value: Value,
        key: PropertyKey,
        position: u32,
    ) -> JsResult {
        agent.machine.position = position;
        if self.fills.get() < GetCache::MOST_FILLS
            && let Some(entry) = find(agent, value, key)
        {
            self.fills.set(self.fills.get() + 1);
            for place in (1..self.entries.len()).rev() {
                self.entries[place].set(self.entries[place - 1].get());
            }
            self.entries[0].set(entry);
        }
        agent.get_v(value, key)
    }
}

#[inline(never)]
fn call_getter(agent: &mut Agent, value: Value, pair: Value, position: u32) -> JsResult {
    agent.machine.position = position;
    agent.call_getter(pair, value)
}

impl Entry {
    /// What the slot holds: the value, or the pair of accessors.
    #[inline(always)]
    fn read(self, agent: &Agent, value: Value) -> Option<Value> {
        if !agent.heap.has_layout(value, self.shape) {
            return None;
        }
        self.read_in_layout(agent, value)
    }

    /// The same, for a value of the entry's layout.
    #[inline(always)]
    fn read_in_layout(self, agent: &Agent, value: Value) -> Option<Value> {
        match self.holder {
            None if self.found == Found::Nothing => {
                (self.epoch == agent.heap.prototype_epoch()).then_some(Value::UNDEFINED)
            }
            None => agent.heap.read_cached(value, self.slot),
            Some(holder) if self.epoch == agent.heap.prototype_epoch() => {
                agent.heap.read_cached(holder.value(), self.slot)
            }
            Some(_) => None,
        }
    }
}

/// Looks for a property that can be remembered. Runs no code of a script.
fn find(agent: &mut Agent, value: Value, key: PropertyKey) -> Option<Entry> {
    if key.as_index().is_some() || (value.is_string() && key == agent.names.length) {
        return None;
    }
    let shape = agent.heap.layout(value)?;
    let mut entry = Entry {
        shape,
        epoch: agent.heap.prototype_epoch(),
        ..Entry::default()
    };
    let mut holder = match value.as_object() {
        Some(object) => object,
        None => agent.prototype_of_primitive(value)?,
    };
    loop {
        if is_exotic(agent, holder, key) || !agent.heap.is_cacheable(holder) {
            return None;
        }
        if let Some((slot, flags)) = agent.heap.cache_slot(holder, key) {
            if agent.heap.read_cached(holder.value(), slot).is_none() {
                if !holder.is(Kind::Function) && !holder.is(Kind::Native) {
                    // A lazy global, which reading makes.
                    return None;
                }
                // A function whose own properties have no storage yet.
                agent.materialize_function(holder);
            }
            entry.found = match flags.is_plain_data() {
                true => Found::Data,
                false if flags.has(PropertyFlags::ACCESSOR) => Found::Accessor,
                false => return None,
            };
            entry.slot = slot;
            entry.holder = (holder.value() != value).then_some(holder);
            return Some(entry);
        }
        match agent.heap.prototype(holder).as_object() {
            Some(next) => holder = next,
            None => {
                entry.found = Found::Nothing;
                return Some(entry);
            }
        }
    }
}

/// Whether an object may have the property without its layout saying so.
fn is_exotic(agent: &mut Agent, object: Object, key: PropertyKey) -> bool {
    match object.kind() {
        Kind::Proxy | Kind::Namespace => true,
        Kind::TypedArray => agent.has_typed_element(object, key).is_some(),
        Kind::Array | Kind::StringObject => key == agent.names.length,
        _ => false,
    }
}

/// A place where a property was written, for receivers of one layout.
#[derive(Clone, Copy, Default)]
struct SetEntry {
    /// From the receiver's layout to the one that it has afterwards: the same where the property
    /// was there before.
    transition: CachedTransition,
    /// Of a property that is added: the epoch of prototypes, which had nothing to say about it.
    epoch: u32,
}

/// The memory of one `object.key = ...`.
#[derive(Default)]
pub struct SetCache {
    first: Cell<SetEntry>,
    second: Cell<SetEntry>,
    /// Where a setter was found.
    setter: Cell<Entry>,
}

impl SetCache {
    /// Remembers nothing.
    pub fn new() -> SetCache {
        SetCache::default()
    }

    /// Does `target.key = value`, written at `position`.
    #[inline(always)]
    pub fn set(
        &self,
        agent: &mut Agent,
        target: Value,
        key: PropertyKey,
        value: Value,
        strict: bool,
        position: u32,
    ) -> JsResult<()> {
        if self.first.get().write(agent, target, value) {
            return Ok(());
        }
        self.set_second(agent, target, key, value, strict, position)
    }

    #[inline(never)]
    fn set_second(
        &self,
        agent: &mut Agent,
        target: Value,
        key: PropertyKey,
        value: Value,
        strict: bool,
        position: u32,
    ) -> JsResult<()> {
        if self.second.get().write(agent, target, value) {
            return Ok(());
        }
        agent.machine.position = position;
        agent.scoped(|agent| {
            // A setter may run.
            agent.keep(target);
            agent.keep(value);
            if let Some(pair) = self.setter.get().read(agent, target)
                && agent.call_setter(pair, target, value)?
            {
                return Ok(());
            }
            self.set_slow(agent, target, key, value, strict)
        })
    }

    #[cold]
    #[inline(never)]
    fn set_slow(
        &self,
        agent: &mut Agent,
        target: Value,
        key: PropertyKey,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        let Some(object) = target.as_object() else {
            return agent.put_value(target, key, value, strict);
        };
        if is_exotic(agent, object, key) || key.as_index().is_some() {
            return agent.put_value(target, key, value, strict);
        }
        if let Some(entry) = find(agent, target, key)
            && entry.found == Found::Accessor
        {
            self.setter.set(entry);
        }
        let before = agent.heap.shape(object);
        let addition =
            agent.heap.lookup(object, key).is_none() && addition_is_plain(agent, object, key);
        agent.put_value(target, key, value, strict)?;
        let transition = if addition {
            agent.heap.cache_transition(before, object, key)
        } else {
            let found = agent.heap.cache_slot(object, key);
            found
                .filter(|(_, flags)| flags.is_writable_data())
                .map(|(slot, _)| CachedTransition::from(slot))
        };
        if let Some(transition) = transition {
            self.second.set(self.first.get());
            self.first.set(SetEntry {
                transition,
                epoch: agent.heap.prototype_epoch(),
            });
        }
        Ok(())
    }
}

impl SetEntry {
    #[inline(always)]
    fn write(self, agent: &mut Agent, target: Value, value: Value) -> bool {
        (self.transition.stays() || self.epoch == agent.heap.prototype_epoch())
            && agent.heap.write_cached(target, self.transition, value)
    }
}

/// Whether adding the key to the object is decided by its own layout alone: it is extensible, and
/// no prototype has the key other than as a value that may be shadowed.
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
        if is_exotic(agent, proto, key) {
            return false;
        }
        if let Some(found) = agent.heap.lookup(proto, key) {
            // An inherited value may be shadowed.
            return found.flags.is_writable_data();
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
        if global.is(Kind::Proxy) {
            return None;
        }
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
