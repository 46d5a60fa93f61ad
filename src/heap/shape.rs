//! Shapes: which properties an object has, in which slots, with which attributes.
//!
//! Objects that were built alike share a shape; a tree of transitions leads from each root (one
//! per prototype and size class). An object that is used as a prototype, or whose properties were
//! deleted or reconfigured, owns a *unique* shape, which changes in place but takes a new id with
//! each change. So a [`ShapeId`] means one exact layout, for ever: inline caches compare ids
//! and nothing else. An id is a size class, an index in it and a generation; an index whose
//! generations are used up is retired.
//!
//! A shape belongs to one size class from its beginning to its end, and each class counts its own
//! indices: so an id tells how many slots its objects have in line, whichever heap it is of and
//! whether the shape still exists or not. What gives an object a shape makes sure that the classes
//! agree ([`ShapeId::class`]); that is what reading a slot in line rests on.

use super::property_flags::PropertyFlags;
use super::property_key::PropertyKey;
use super::property_table::{Entry, PropertyTable};
use super::value::Value;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The identity of one exact layout. 0 is no shape.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[repr(transparent)]
pub struct ShapeId(u32);

const INDEX_BITS: u32 = 22;
const CLASS_BITS: u32 = 2;
const LAST_GENERATION: u32 = 250;

impl ShapeId {
    /// No shape: what an empty cache compares with.
    pub const NONE: ShapeId = ShapeId(0);
    /// Stands for all primitive strings; no object has it.
    pub const STRING: ShapeId = ShapeId(u32::MAX);
    /// Stands for all primitive numbers; no object has it.
    pub const NUMBER: ShapeId = ShapeId(u32::MAX - 1);

    fn new(class: usize, index: usize, generation: u32) -> ShapeId {
        let place = (class << INDEX_BITS | index) as u32;
        ShapeId(generation << (INDEX_BITS + CLASS_BITS) | place)
    }

    /// The size class: a number below [`CLASSES`], by which [`CAPACITIES`] tells how many slots the
    /// objects have in line.
    #[inline(always)]
    pub(super) fn class(self) -> usize {
        (self.0 >> INDEX_BITS) as usize & (CLASSES - 1)
    }

    /// How many slots objects with this shape have in line.
    #[inline(always)]
    pub(super) fn inline_capacity(self) -> usize {
        CAPACITIES[self.class()] as usize
    }

    pub(super) fn number(self) -> u32 {
        self.0
    }

    #[inline(always)]
    pub(super) fn index(self) -> usize {
        (self.0 & ((1 << INDEX_BITS) - 1)) as usize
    }

    fn generation(self) -> u32 {
        self.0 >> (INDEX_BITS + CLASS_BITS)
    }
}

/// How many size classes there are: of what isn't a plain object, and of plain objects of three
/// sizes.
pub(super) const CLASSES: usize = 1 << CLASS_BITS;

/// How many slots the objects of each size class have in line.
pub(super) const CAPACITIES: [u8; CLASSES] = [0, 3, 7, 15];

/// The size class with so many slots in line.
fn class_of(inline_capacity: u8) -> usize {
    let class = CAPACITIES
        .iter()
        .position(|&slots| slots == inline_capacity);
    class.unwrap_or_else(|| unreachable!("no size class has {inline_capacity} slots"))
}

/// A slot of an object with a known shape: inline in its cell, or in its overflow storage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct SlotRef(u32);

/// A slot that no object has.
impl Default for SlotRef {
    fn default() -> SlotRef {
        SlotRef(u32::MAX)
    }
}

impl SlotRef {
    const OVERFLOW: u32 = 1 << 31;

    #[inline(always)]
    pub(super) fn new(slot: u32, inline_capacity: u8) -> SlotRef {
        match slot.checked_sub(inline_capacity as u32) {
            None => SlotRef(slot),
            Some(overflow) => SlotRef(overflow | SlotRef::OVERFLOW),
        }
    }

    #[inline(always)]
    pub(super) fn inline(self) -> Option<usize> {
        if self.0 & SlotRef::OVERFLOW == 0 {
            Some(self.0 as usize)
        } else {
            None
        }
    }

    #[inline(always)]
    pub(super) fn overflow(self) -> usize {
        (self.0 & !SlotRef::OVERFLOW) as usize
    }
}

/// Where a property is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Located {
    /// Its slot.
    pub slot: SlotRef,
    /// Its attributes.
    pub flags: PropertyFlags,
}

/// Up to this many properties a shape is searched by walking its parents.
const WALK: u32 = 6;

/// From this many properties on, an object that gets another one leaves the transition tree.
const TREE_LIMIT: u32 = 128;

/// One layout.
pub(super) struct Shape {
    generation: u32,
    pub(super) proto: Value,
    parent: ShapeId,
    key: Option<PropertyKey>,
    flags: PropertyFlags,
    count: u32,
    pub(super) inline_capacity: u8,
    /// Of a root: the most properties that an object came to have, once one had more than fit in
    /// line.
    pub(super) outgrown: u32,
    pub(super) extensible: bool,
    unique: bool,
    pub(super) is_prototype: bool,
    /// The owner's properties are still to be made; see [`super::deferred`].
    pub(super) deferred: bool,
    cacheable: bool,
    used: bool,
    marked: bool,
    table: Option<Box<PropertyTable>>,
    transitions: Vec<(PropertyKey, PropertyFlags, ShapeId)>,
    wide_transitions: Option<Box<FxHashMap<(PropertyKey, PropertyFlags), ShapeId>>>,
}

/// All shapes of a heap.
pub(super) struct Shapes {
    /// By size class and index.
    shapes: [Vec<Shape>; CLASSES],
    free: [Vec<usize>; CLASSES],
    roots: FxHashMap<(Value, u8), ShapeId>,
    lookups: Box<[Lookup]>,
    /// Changes whenever an object that is used as a prototype changes its layout.
    pub(super) epoch: u32,
    /// Bytes that came to be used since they were last asked for.
    fresh: usize,
    /// Bytes that were in use after the last collection.
    live: usize,
}

#[derive(Clone, Copy)]
struct Lookup {
    shape: ShapeId,
    key: u64,
    found: Option<Located>,
}

const LOOKUPS: usize = 1024;

impl Shapes {
    pub(super) fn new() -> Shapes {
        let none = Lookup {
            shape: ShapeId::NONE,
            key: 0,
            found: None,
        };
        let mut shapes = Shapes {
            // About as many as the built-ins have.
            shapes: [192, 64, 16, 16].map(Vec::with_capacity),
            free: Default::default(),
            roots: FxHashMap::with_capacity_and_hasher(56, FxBuildHasher),
            lookups: vec![none; LOOKUPS].into_boxed_slice(),
            epoch: 1,
            fresh: 0,
            live: 0,
        };
        // Index 0: the id that means none, of a generation that has passed.
        let mut none = Shape::root(Value::NULL, 0);
        none.generation = 1;
        shapes.shapes[0].push(none);
        shapes
    }

    #[inline(always)]
    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.class()][id.index()]
    }

    /// The layout of the id, if it still exists.
    #[inline(always)]
    pub(super) fn current(&self, id: ShapeId) -> Option<&Shape> {
        // A free index has a generation that is in no id yet.
        let shape = self.get(id);
        (shape.generation == id.generation()).then_some(shape)
    }

    /// Whether the layout of the id exists.
    #[inline(always)]
    pub(super) fn is_current(&self, id: ShapeId) -> bool {
        self.current(id).is_some()
    }

    /// Bytes that layouts came to use since this was last asked for.
    #[inline]
    pub(super) fn take_fresh_bytes(&mut self) -> usize {
        std::mem::take(&mut self.fresh)
    }

    /// Bytes that layouts used after the last collection.
    pub(super) fn external_bytes(&self) -> usize {
        self.live
    }

    fn insert(&mut self, mut shape: Shape) -> ShapeId {
        self.fresh += shape.bytes();
        shape.used = true;
        let class = class_of(shape.inline_capacity);
        let shapes = &mut self.shapes[class];
        match self.free[class].pop() {
            Some(index) => {
                shape.generation = shapes[index].generation;
                let id = ShapeId::new(class, index, shape.generation);
                shapes[index] = shape;
                id
            }
            None => {
                let index = shapes.len();
                assert!(index < 1 << INDEX_BITS, "too many object layouts");
                shapes.push(shape);
                ShapeId::new(class, index, 0)
            }
        }
    }

    /// The empty shape for a prototype and a size class.
    pub(super) fn root(&mut self, proto: Value, inline_capacity: u8) -> ShapeId {
        if let Some(&id) = self.roots.get(&(proto, inline_capacity)) {
            return id;
        }
        let id = self.insert(Shape::root(proto, inline_capacity));
        self.roots.insert((proto, inline_capacity), id);
        id
    }

    /// Whether a root shape for this prototype exists.
    pub(super) fn find_root(&self, proto: Value, inline_capacity: u8) -> Option<ShapeId> {
        self.roots.get(&(proto, inline_capacity)).copied()
    }

    #[inline(always)]
    fn lookup_place(id: ShapeId, key: PropertyKey) -> usize {
        let place = (id.0 as u64 ^ (key.bits() >> 2)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54;
        place as usize & (LOOKUPS - 1)
    }

    /// What was found of a property when it was last looked for, if that is remembered.
    #[inline(always)]
    pub(super) fn remembered(&self, id: ShapeId, key: PropertyKey) -> Option<Option<Located>> {
        let lookup = &self.lookups[Shapes::lookup_place(id, key)];
        (lookup.shape == id && lookup.key == key.bits()).then_some(lookup.found)
    }

    /// Finds a property, and remembers what was found.
    #[inline]
    pub(super) fn find(&mut self, id: ShapeId, key: PropertyKey) -> Option<Located> {
        let shape = self.get(id);
        if let Some(table) = &shape.table
            && !shape.cacheable
        {
            return shape.lookup_in_table(table, key);
        }
        let found = self.lookup_slow(id, key);
        if self.get(id).cacheable {
            self.lookups[Shapes::lookup_place(id, key)] = Lookup {
                shape: id,
                key: key.bits(),
                found,
            };
        }
        found
    }

    /// Finds a property.
    #[inline]
    pub(super) fn lookup(&mut self, id: ShapeId, key: PropertyKey) -> Option<Located> {
        match self.remembered(id, key) {
            Some(found) => found,
            None => self.find(id, key),
        }
    }

    fn lookup_slow(&mut self, id: ShapeId, key: PropertyKey) -> Option<Located> {
        let shape = self.get(id);
        if shape.table.is_none() {
            if shape.count <= WALK {
                return self.lookup_by_walking(id, key);
            }
            let table = self.build_table(id);
            self.fresh += table.bytes();
            self.shapes[id.class()][id.index()].table = Some(Box::new(table));
        }
        let shape = self.get(id);
        shape.lookup_in_table(shape.table.as_ref()?, key)
    }

    fn lookup_by_walking(&self, id: ShapeId, key: PropertyKey) -> Option<Located> {
        let mut shape = self.get(id);
        let inline_capacity = shape.inline_capacity;
        while shape.count > 0 {
            if shape.key == Some(key) {
                return Some(Located {
                    slot: SlotRef::new(shape.count - 1, inline_capacity),
                    flags: shape.flags,
                });
            }
            shape = self.get(shape.parent);
        }
        None
    }

    fn build_table(&self, id: ShapeId) -> PropertyTable {
        let mut chain = Vec::new();
        let mut shape = self.get(id);
        while shape.count > 0 && shape.table.is_none() {
            if let Some(key) = shape.key {
                chain.push(Entry::new(key, shape.count - 1, shape.flags));
            }
            shape = self.get(shape.parent);
        }
        let mut table = shape.table.as_deref().cloned().unwrap_or_default();
        for entry in chain.into_iter().rev() {
            table.push(entry);
        }
        table
    }

    /// The properties in the order of their creation.
    pub(super) fn properties(&self, id: ShapeId) -> Vec<(PropertyKey, PropertyFlags, SlotRef)> {
        let mut shape = self.get(id);
        let inline = shape.inline_capacity;
        let mut list = Vec::with_capacity(shape.count as usize);
        while shape.count > 0 && shape.table.is_none() {
            if let Some(key) = shape.key {
                list.push((key, shape.flags, SlotRef::new(shape.count - 1, inline)));
            }
            shape = self.get(shape.parent);
        }
        if let Some(table) = &shape.table {
            let entries = table.iter().rev();
            list.extend(
                entries.map(|entry| (entry.key, entry.flags, SlotRef::new(entry.slot, inline))),
            );
        }
        list.reverse();
        list
    }

    /// Appends the enumerable properties' names, in the order of their creation.
    pub(super) fn enumerable_names(&self, id: ShapeId, names: &mut Vec<PropertyKey>) {
        let is_listed = |key: PropertyKey, flags: PropertyFlags| {
            key.as_atom().is_some() && flags.has(PropertyFlags::ENUMERABLE)
        };
        let first = names.len();
        let mut shape = self.get(id);
        while shape.count > 0 {
            if let Some(table) = &shape.table {
                let entries = table.iter().rev();
                let entries = entries.filter(|entry| is_listed(entry.key, entry.flags));
                names.extend(entries.map(|entry| entry.key));
                break;
            }
            names.extend(shape.key.filter(|&key| is_listed(key, shape.flags)));
            shape = self.get(shape.parent);
        }
        names[first..].reverse();
    }

    /// How many slots an object of this shape uses, holes left by deletion included.
    pub(super) fn slot_count(&self, id: ShapeId) -> u32 {
        self.get(id).count
    }

    pub(super) fn is_cacheable(&self, id: ShapeId) -> bool {
        self.get(id).cacheable
    }

    /// Whether `to` follows from `from` by one addition in the tree.
    pub(super) fn is_transition(&self, from: ShapeId, to: ShapeId) -> bool {
        let shape = self.get(to);
        shape.parent == from
            && from != ShapeId::NONE
            && !shape.unique
            && self.get(from).generation == from.generation()
    }

    /// The shape after adding a property that isn't there, and the property's slot. A unique shape
    /// changes in place and takes a new id.
    pub(super) fn add(
        &mut self,
        id: ShapeId,
        key: PropertyKey,
        flags: PropertyFlags,
    ) -> (ShapeId, SlotRef) {
        if self.get(id).unique {
            return self.add_to_unique(id, key, flags);
        }
        let shape = self.get(id);
        let slot = SlotRef::new(shape.count, shape.inline_capacity);
        if let Some(next) = shape.transition(key, flags) {
            return (next, slot);
        }
        if shape.count >= TREE_LIMIT {
            let unique = self.make_unique(id);
            return self.add_to_unique(unique, key, flags);
        }
        let table = self.shapes[id.class()][id.index()].table.take();
        let shape = self.get(id);
        let mut next = Shape::root(shape.proto, shape.inline_capacity);
        next.parent = id;
        next.key = Some(key);
        next.flags = flags;
        next.count = shape.count + 1;
        // The table moves along with the newest shape; the parent makes another if it is asked.
        next.table = table.map(|mut table| {
            table.push(Entry::new(key, next.count - 1, flags));
            table
        });
        let (count, capacity) = (next.count, next.inline_capacity);
        let next = self.insert(next);
        self.shapes[id.class()][id.index()].add_transition(key, flags, next);
        if count > capacity as u32 {
            self.note_outgrown(id, count);
        }
        (next, slot)
    }

    /// Notes at the root of a layout that objects with it get more properties than fit in line.
    fn note_outgrown(&mut self, id: ShapeId, count: u32) {
        let mut root = id;
        while self.get(root).parent != ShapeId::NONE {
            root = self.get(root).parent;
        }
        let root = &mut self.shapes[root.class()][root.index()];
        root.outgrown = root.outgrown.max(count);
    }

    fn add_to_unique(
        &mut self,
        id: ShapeId,
        key: PropertyKey,
        flags: PropertyFlags,
    ) -> (ShapeId, SlotRef) {
        let id = self.changed(id);
        let shape = &mut self.shapes[id.class()][id.index()];
        let table = shape.table.get_or_insert_default();
        let slot = table.take_free_slot().unwrap_or_else(|| {
            shape.count += 1;
            shape.count - 1
        });
        let before = table.bytes();
        table.push(Entry::new(key, slot, flags));
        self.fresh += table.bytes().saturating_sub(before);
        (id, SlotRef::new(slot, shape.inline_capacity))
    }

    /// A copy of the shape that one object owns. The same shape if it is unique already.
    pub(super) fn make_unique(&mut self, id: ShapeId) -> ShapeId {
        if self.get(id).unique {
            return id;
        }
        let shape = self.get(id);
        let table = match &shape.table {
            _ if shape.count == 0 => None,
            Some(table) => Some(table.clone()),
            None => Some(Box::new(self.build_table(id))),
        };
        let mut copy = Shape::root(shape.proto, shape.inline_capacity);
        copy.count = shape.count;
        copy.extensible = shape.extensible;
        copy.unique = true;
        copy.table = table;
        self.insert(copy)
    }

    /// A new id for a unique shape whose slots changed their meaning.
    pub(super) fn renew(&mut self, id: ShapeId) -> ShapeId {
        self.changed(id)
    }

    /// Takes a new id for a unique shape that is about to change.
    fn changed(&mut self, id: ShapeId) -> ShapeId {
        let shape = &mut self.shapes[id.class()][id.index()];
        debug_assert!(shape.unique);
        if shape.is_prototype {
            self.epoch = self.epoch.wrapping_add(1);
        }
        if !shape.cacheable {
            return id;
        }
        // Changed so often that it isn't worth caching. Caches that know its last id don't know the
        // one that it keeps from now on.
        shape.cacheable = shape.generation < LAST_GENERATION;
        shape.generation += 1;
        let next = ShapeId::new(id.class(), id.index(), shape.generation);
        if !shape.cacheable {
            self.forget_lookups(id);
        }
        next
    }

    fn forget_lookups(&mut self, id: ShapeId) {
        for lookup in self.lookups.iter_mut().filter(|lookup| {
            (lookup.shape.class(), lookup.shape.index()) == (id.class(), id.index())
        }) {
            lookup.shape = ShapeId::NONE;
        }
    }

    /// Says that the owner's properties are still to be made; the shape must be empty and unique.
    pub(super) fn defer(&mut self, id: ShapeId) {
        let shape = &mut self.shapes[id.class()][id.index()];
        debug_assert!(shape.unique && shape.count == 0);
        shape.deferred = true;
    }

    /// Gives a deferred shape its properties, in slots of the same order, all at once.
    pub(super) fn complete(
        &mut self,
        id: ShapeId,
        properties: impl ExactSizeIterator<Item = (PropertyKey, PropertyFlags)>,
    ) -> ShapeId {
        let id = self.changed(id);
        let shape = &mut self.shapes[id.class()][id.index()];
        shape.deferred = false;
        shape.count = properties.len() as u32;
        let mut table = PropertyTable::with_capacity(properties.len());
        for (slot, (key, flags)) in properties.enumerate() {
            table.push(Entry::new(key, slot as u32, flags));
        }
        shape.table = Some(Box::new(table));
        id
    }

    /// Changes a property's attributes; the shape must be unique.
    pub(super) fn set_flags(
        &mut self,
        id: ShapeId,
        key: PropertyKey,
        flags: PropertyFlags,
    ) -> ShapeId {
        let id = self.changed(id);
        if let Some(table) = &mut self.shapes[id.class()][id.index()].table
            && let Some(entry) = table.get_mut(key)
        {
            entry.flags = flags;
        }
        id
    }

    /// Removes a property; the shape must be unique.
    pub(super) fn remove(&mut self, id: ShapeId, key: PropertyKey) -> ShapeId {
        let id = self.changed(id);
        if let Some(table) = &mut self.shapes[id.class()][id.index()].table {
            table.remove(key);
        }
        id
    }

    /// Changes the prototype; the shape must be unique.
    pub(super) fn set_proto(&mut self, id: ShapeId, proto: Value) -> ShapeId {
        let id = self.changed(id);
        self.shapes[id.class()][id.index()].proto = proto;
        id
    }

    /// Forbids further properties; the shape must be unique.
    pub(super) fn prevent_extensions(&mut self, id: ShapeId) -> ShapeId {
        let id = self.changed(id);
        self.shapes[id.class()][id.index()].extensible = false;
        id
    }

    /// Notes that the owner is used as a prototype; the shape must be unique.
    pub(super) fn set_prototype_flag(&mut self, id: ShapeId) {
        self.shapes[id.class()][id.index()].is_prototype = true;
        self.epoch = self.epoch.wrapping_add(1);
    }

    // Collection.

    pub(super) fn clear_marks(&mut self) {
        let all = self.shapes.iter_mut().flatten();
        all.for_each(|shape| shape.marked = false);
    }

    /// Marks a shape; gives it to be traced if it was not marked yet.
    #[inline]
    pub(super) fn mark(&mut self, id: ShapeId) -> bool {
        let shape = &mut self.shapes[id.class()][id.index()];
        !std::mem::replace(&mut shape.marked, true)
    }

    /// What a shape refers to: its prototype, its parent, its keys.
    pub(super) fn trace(&self, id: ShapeId, mut value: impl FnMut(Value)) -> ShapeId {
        let shape = self.get(id);
        value(shape.proto);
        if let Some(key) = shape.key {
            value(key.traced());
        }
        if let Some(table) = &shape.table {
            table.iter().for_each(|entry| value(entry.key.traced()));
        }
        shape.parent
    }

    /// Frees the shapes that nothing uses, and forgets the ways to them.
    pub(super) fn sweep(&mut self) {
        let marks = |shapes: &Vec<Shape>| shapes.iter().map(|shape| shape.marked).collect();
        let marked: [Vec<bool>; CLASSES] = self.shapes.each_ref().map(marks);
        let lives = |id: ShapeId| marked[id.class()][id.index()];
        let (mut frees, mut live) = (false, 0);
        for (shapes, free) in self.shapes.iter_mut().zip(&mut self.free) {
            let used = shapes.iter_mut().enumerate();
            for (index, shape) in used.filter(|(_, shape)| shape.used) {
                if shape.marked {
                    shape.transitions.retain(|&(_, _, next)| lives(next));
                    if let Some(wide) = &mut shape.wide_transitions {
                        wide.retain(|_, next| lives(*next));
                    }
                    live += shape.bytes();
                    continue;
                }
                frees = true;
                let generation = shape.generation + 1;
                *shape = Shape::root(Value::NULL, shape.inline_capacity);
                shape.generation = generation;
                // An index whose generations are used up is never handed out again.
                if generation < LAST_GENERATION {
                    free.push(index);
                }
            }
        }
        self.live = live;
        self.roots.retain(|_, id| lives(*id));
        if frees {
            // Caches remember ways to shapes that may be gone now.
            self.epoch = self.epoch.wrapping_add(1);
        }
        // A lookup holds its key weakly: a freed atom's bits may come to mean another key.
        self.lookups.fill(Lookup {
            shape: ShapeId::NONE,
            key: 0,
            found: None,
        });
    }
}

impl Shape {
    fn root(proto: Value, inline_capacity: u8) -> Shape {
        Shape {
            generation: 0,
            proto,
            parent: ShapeId::NONE,
            key: None,
            flags: PropertyFlags::NONE,
            count: 0,
            inline_capacity,
            outgrown: 0,
            extensible: true,
            unique: false,
            is_prototype: false,
            deferred: false,
            cacheable: true,
            used: false,
            marked: false,
            table: None,
            transitions: Vec::new(),
            wide_transitions: None,
        }
    }

    /// Bytes that it takes, what it owns included.
    fn bytes(&self) -> usize {
        let table = self.table.as_ref().map_or(0, |table| table.bytes());
        let wide = self.wide_transitions.as_ref();
        let ways = self.transitions.capacity() + wide.map_or(0, |wide| wide.capacity());
        let way = size_of::<(PropertyKey, PropertyFlags, ShapeId)>();
        size_of::<Shape>() + table + ways * way
    }

    #[inline]
    fn lookup_in_table(&self, table: &PropertyTable, key: PropertyKey) -> Option<Located> {
        let entry = table.get(key)?;
        Some(Located {
            slot: SlotRef::new(entry.slot, self.inline_capacity),
            flags: entry.flags,
        })
    }

    fn transition(&self, key: PropertyKey, flags: PropertyFlags) -> Option<ShapeId> {
        if let Some(wide) = &self.wide_transitions {
            return wide.get(&(key, flags)).copied();
        }
        let found = self
            .transitions
            .iter()
            .find(|&&(k, f, _)| k == key && f == flags);
        found.map(|&(_, _, next)| next)
    }

    fn add_transition(&mut self, key: PropertyKey, flags: PropertyFlags, next: ShapeId) {
        if let Some(wide) = &mut self.wide_transitions {
            wide.insert((key, flags), next);
            return;
        }
        self.transitions.push((key, flags, next));
        if self.transitions.len() > 8 {
            let wide = self
                .transitions
                .drain(..)
                .map(|(key, flags, next)| ((key, flags), next))
                .collect();
            self.wide_transitions = Some(Box::new(wide));
        }
    }
}

impl ShapeId {
    /// The generation, for the collector's tests.
    #[cfg(test)]
    pub(super) fn generation_for_test(self) -> u32 {
        self.generation()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_keys_same_shape_and_ids_never_come_back() {
        let mut shapes = Shapes::new();
        let root = shapes.root(Value::NULL, 3);
        let key = |n| PropertyKey::index(n);
        let (a, slot) = shapes.add(root, key(1), PropertyFlags::DATA);
        assert_eq!(shapes.add(root, key(1), PropertyFlags::DATA), (a, slot));
        let (b, slot) = shapes.add(a, key(2), PropertyFlags::DATA);
        assert_eq!(shapes.lookup(b, key(2)).map(|found| found.slot), Some(slot));
        assert_eq!(shapes.lookup(b, key(9)), None);
        let unique = shapes.make_unique(b);
        let removed = shapes.remove(unique, key(1));
        assert_ne!(unique, removed);
        assert_eq!(
            removed.generation_for_test(),
            unique.generation_for_test() + 1
        );
        assert_eq!(shapes.lookup(removed, key(1)), None);
        assert_eq!(shapes.properties(removed).len(), 1);
    }

    #[test]
    fn many_properties_leave_the_tree() {
        let mut shapes = Shapes::new();
        let mut id = shapes.root(Value::NULL, 3);
        for n in 0..1000 {
            id = shapes.add(id, PropertyKey::index(n), PropertyFlags::DATA).0;
        }
        let keys: Vec<_> = shapes
            .properties(id)
            .iter()
            .map(|p| p.0.as_index())
            .collect();
        assert_eq!(keys, (0..1000).map(Some).collect::<Vec<_>>());
        assert!(shapes.lookup(id, PropertyKey::index(999)).is_some());
    }
}
