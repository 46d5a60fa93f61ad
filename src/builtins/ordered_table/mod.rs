//! The hash table of `Map` and `Set`: keys by SameValueZero, in the order of their insertion.
//!
//! Entries are in a vector in that order; a deleted one stays as a gap until gaps outnumber
//! entries. Beside it is an open-addressing index of hashes and places. Nothing depends on
//! addresses that change, so the same program gives the same table.
//!
//! Invariant for iteration: each entry has a sequence number that only grows along the vector and
//! that no entry gets twice. A [`Position`] remembers the number, so it finds its place again
//! after gaps were closed, and sees exactly the entries that were not yet visited.

use crate::heap::{Heap, Tracer, Value};

/// An entry: a key alone, or with a value.
pub(super) trait Entry: Copy {
    /// The key; a hole where the entry was deleted.
    fn key(&self) -> Value;
    /// Makes it a deleted one.
    fn remove(&mut self);
    /// Marks it.
    fn trace(&self, tracer: &mut Tracer<'_>);
}

/// A set's entry.
#[derive(Clone, Copy)]
pub(super) struct KeyEntry(pub(super) Value);

/// A map's entry.
#[derive(Clone, Copy)]
pub(super) struct PairEntry {
    pub(super) key: Value,
    pub(super) value: Value,
}

impl Entry for KeyEntry {
    #[inline(always)]
    fn key(&self) -> Value {
        self.0
    }

    fn remove(&mut self) {
        self.0 = Value::HOLE;
    }

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.0);
    }
}

impl Entry for PairEntry {
    #[inline(always)]
    fn key(&self) -> Value {
        self.key
    }

    fn remove(&mut self) {
        self.key = Value::HOLE;
        self.value = Value::UNDEFINED;
    }

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.key);
        tracer.mark(self.value);
    }
}

/// A key in canonical form, with its hash.
#[derive(Clone, Copy)]
pub(super) struct HashedKey {
    /// The key as it is stored: numbers in their preferred form, -0 as 0.
    pub(super) key: Value,
    hash: u32,
}

impl HashedKey {
    /// Hashes a value.
    #[inline]
    pub(super) fn new(heap: &Heap, value: Value) -> HashedKey {
        if value.is_int() {
            return HashedKey {
                key: value,
                hash: mix(value.bits()),
            };
        }
        if let Some(string) = value.as_string() {
            return HashedKey {
                key: value,
                hash: heap.string_hash(string),
            };
        }
        let key = canonical(value);
        let hash = match key.as_bigint() {
            Some(bigint) => {
                let mut digits = heap.bigint(bigint).iter_u64_digits();
                let length = digits.len() as u64;
                digits.try_fold(mix(length), |hash, digit| {
                    Some(mix(digit ^ ((hash as u64) << 32)))
                })
            }
            None => None,
        };
        HashedKey {
            key,
            hash: hash.unwrap_or_else(|| mix(key.bits())),
        }
    }
}

/// [CanonicalizeKeyedCollectionKey](https://tc39.es/ecma262/#sec-canonicalizekeyedcollectionkey),
/// and one representation for each number.
#[inline]
fn canonical(value: Value) -> Value {
    let Some(number) = value.as_double() else {
        return value;
    };
    let number = number.get();
    if number == 0.0 {
        Value::ZERO
    } else if number.is_nan() {
        Value::NAN
    } else {
        Value::number(number)
    }
}

#[inline(always)]
fn mix(bits: u64) -> u32 {
    let product = bits.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((product >> 32) ^ (product >> 11)) as u32
}

/// Whether two canonical keys with the same hash are the same value.
#[inline]
fn same_key(heap: &Heap, a: Value, b: Value) -> bool {
    if a == b {
        return true;
    }
    if let (Some(a), Some(b)) = (a.as_string(), b.as_string()) {
        return heap.same_string(a, b);
    }
    match (a.as_bigint(), b.as_bigint()) {
        (Some(a), Some(b)) => heap.bigint(a) == heap.bigint(b),
        _ => false,
    }
}

#[derive(Clone, Copy)]
struct Slot {
    hash: u32,
    /// The entry's index; [`EMPTY`] for a free slot.
    place: u32,
}

const EMPTY: u32 = u32::MAX;
const FREE: Slot = Slot {
    hash: 0,
    place: EMPTY,
};

/// The most entries, gaps included: V8's limit.
pub(super) const MAX_ENTRIES: usize = 1 << 24;

/// A place in the order of a table, which stays right whatever happens to the table.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Position {
    /// The place, as long as the epoch is the table's.
    place: u32,
    epoch: u32,
    /// No entry with a smaller number is to be visited.
    sequence: u64,
}

/// See the module.
#[derive(Clone)]
pub(super) struct OrderedTable<E> {
    entries: Vec<E>,
    slots: Vec<Slot>,
    live: usize,
    /// Every place below holds a gap.
    first: usize,
    /// The sequence numbers of the first entries, where closing gaps made them irregular.
    sequences: Vec<u64>,
    /// The sequence number of the entry after those.
    base: u64,
    /// Changes whenever entries change their places.
    epoch: u32,
}

impl<E> Default for OrderedTable<E> {
    fn default() -> OrderedTable<E> {
        OrderedTable {
            entries: Vec::new(),
            slots: Vec::new(),
            live: 0,
            first: 0,
            sequences: Vec::new(),
            base: 0,
            epoch: 0,
        }
    }
}

impl<E: Entry> OrderedTable<E> {
    /// How many entries there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.live
    }

    /// The entries in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &E> {
        let entries = self.entries[self.first..].iter();
        entries.filter(|entry| !entry.key().is_hole())
    }

    /// Bytes that it owns.
    pub(super) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<E>()
            + self.slots.capacity() * size_of::<Slot>()
            + self.sequences.capacity() * 8
    }

    /// Marks all entries.
    pub(super) fn trace(&self, tracer: &mut Tracer<'_>) {
        self.iter().for_each(|entry| entry.trace(tracer));
    }

    #[inline]
    fn mask(&self) -> usize {
        self.slots.len() - 1
    }

    /// The place of a key's entry.
    #[inline]
    pub(super) fn find(&self, heap: &Heap, key: HashedKey) -> Option<usize> {
        if self.live == 0 {
            return None;
        }
        let mask = self.mask();
        let mut at = key.hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.place == EMPTY {
                return None;
            }
            if slot.hash == key.hash
                && same_key(heap, self.entries[slot.place as usize].key(), key.key)
            {
                return Some(slot.place as usize);
            }
            at = (at + 1) & mask;
        }
    }

    /// The entry at a place that was found.
    #[inline]
    pub(super) fn entry(&self, place: usize) -> &E {
        &self.entries[place]
    }

    /// The entry at a place that was found, to change its value.
    #[inline]
    pub(super) fn entry_mut(&mut self, place: usize) -> &mut E {
        &mut self.entries[place]
    }

    /// Whether one more entry fits.
    #[inline]
    pub(super) fn has_room(&self) -> bool {
        self.live < MAX_ENTRIES
    }

    /// Appends an entry whose key isn't there; `key` is the entry's. How many bytes that took.
    #[inline]
    pub(super) fn insert(&mut self, key: HashedKey, entry: E) -> usize {
        let mut grown = 0;
        if self.entries.len() == self.entries.capacity() || self.entries.len() >= self.slot_limit()
        {
            grown = self.make_room();
        }
        let place = self.entries.len() as u32;
        self.entries.push(entry);
        self.live += 1;
        let slot = Slot {
            hash: key.hash,
            place,
        };
        put(&mut self.slots, slot);
        grown
    }

    /// How many entries the index takes at most: three quarters of its slots.
    #[inline]
    fn slot_limit(&self) -> usize {
        self.slots.len() / 4 * 3
    }

    #[cold]
    #[inline(never)]
    fn make_room(&mut self) -> usize {
        let before = self.bytes();
        if self.entries.len() - self.live > self.live / 2 {
            self.close_gaps();
        }
        if self.entries.len() >= self.slot_limit() {
            let count = (self.slots.len() * 2).max(8);
            let mut slots = vec![FREE; count];
            for slot in self.slots.iter().filter(|slot| slot.place != EMPTY) {
                put(&mut slots, *slot);
            }
            self.slots = slots;
        }
        let wanted = self.slot_limit();
        if self.entries.capacity() < wanted {
            self.entries.reserve_exact(wanted - self.entries.len());
        }
        self.bytes().saturating_sub(before)
    }

    /// Removes the entry of a key at the place where it was found.
    pub(super) fn remove(&mut self, key: HashedKey, place: usize) {
        let mask = self.mask();
        let mut at = key.hash as usize & mask;
        while self.slots[at].place != place as u32 {
            if self.slots[at].place == EMPTY {
                return;
            }
            at = (at + 1) & mask;
        }
        self.free_slot(at);
        self.entries[place].remove();
        self.live -= 1;
        if self.live == 0 {
            // All slots are free already.
            self.clear_entries();
            if self.slots.len() > 64 {
                self.entries = Vec::new();
                self.slots = Vec::new();
            }
            return;
        }
        if place == self.first {
            let rest = &self.entries[place..];
            let gaps = rest.iter().take_while(|entry| entry.key().is_hole());
            self.first += gaps.count();
        }
        if self.entries.len() > 32 && self.live < self.entries.len() / 4 {
            self.close_gaps();
            self.shrink();
        }
    }

    /// Frees a slot, moving those back that were displaced by it.
    fn free_slot(&mut self, at: usize) {
        let mask = self.mask();
        let (mut hole, mut next) = (at, at);
        loop {
            next = (next + 1) & mask;
            let slot = self.slots[next];
            if slot.place == EMPTY {
                break;
            }
            let home = slot.hash as usize & mask;
            // It may move where the hole lies between its home and its place.
            if (next.wrapping_sub(home) & mask) >= (next.wrapping_sub(hole) & mask) {
                self.slots[hole] = slot;
                hole = next;
            }
        }
        self.slots[hole] = FREE;
    }

    /// Removes everything.
    pub(super) fn clear(&mut self) {
        self.clear_entries();
        self.entries = Vec::new();
        self.slots = Vec::new();
    }

    /// Forgets all entries, not the slots.
    fn clear_entries(&mut self) {
        self.base = self.next_sequence();
        self.sequences.clear();
        self.entries.clear();
        self.live = 0;
        self.first = 0;
        self.epoch = self.epoch.wrapping_add(1);
    }

    fn next_sequence(&self) -> u64 {
        self.sequence(self.entries.len())
    }

    /// The sequence number of the entry at a place.
    #[inline]
    fn sequence(&self, place: usize) -> u64 {
        match self.sequences.get(place) {
            Some(sequence) => *sequence,
            None => self.base + (place - self.sequences.len()) as u64,
        }
    }

    fn close_gaps(&mut self) {
        let next = self.next_sequence();
        let mut moved = Vec::with_capacity(self.entries.len());
        let mut sequences = Vec::with_capacity(self.live);
        let mut kept = 0u32;
        for (place, entry) in self.entries.iter().enumerate() {
            moved.push(kept);
            if !entry.key().is_hole() {
                sequences.push(self.sequence(place));
                kept += 1;
            }
        }
        self.entries.retain(|entry| !entry.key().is_hole());
        for slot in self.slots.iter_mut().filter(|slot| slot.place != EMPTY) {
            slot.place = moved[slot.place as usize];
        }
        self.sequences = sequences;
        self.base = next;
        self.first = 0;
        self.epoch = self.epoch.wrapping_add(1);
    }

    /// Gives memory back after most entries went.
    fn shrink(&mut self) {
        let count = (self.live * 2).next_power_of_two().max(8);
        if count >= self.slots.len() {
            return;
        }
        let mut slots = vec![FREE; count];
        for slot in self.slots.iter().filter(|slot| slot.place != EMPTY) {
            put(&mut slots, *slot);
        }
        self.slots = slots;
        self.entries.shrink_to(self.slot_limit());
    }

    /// The place before the first entry.
    pub(super) fn start(&self) -> Position {
        Position {
            place: self.first as u32,
            epoch: self.epoch,
            sequence: self.sequence(self.first),
        }
    }

    /// Moves on over the next entry, and gives it.
    #[inline]
    pub(super) fn advance(&self, position: &mut Position) -> Option<&E> {
        if position.epoch != self.epoch {
            self.relocate(position);
        }
        let mut place = position.place as usize;
        loop {
            let entry = self.entries.get(place)?;
            place += 1;
            if !entry.key().is_hole() {
                position.place = place as u32;
                position.sequence = self.sequence(place - 1) + 1;
                return Some(entry);
            }
        }
    }

    #[cold]
    fn relocate(&self, position: &mut Position) {
        let irregular = self
            .sequences
            .partition_point(|&sequence| sequence < position.sequence);
        let place = if irregular < self.sequences.len() {
            irregular
        } else {
            irregular + position.sequence.saturating_sub(self.base) as usize
        };
        position.place = place.max(self.first) as u32;
        position.epoch = self.epoch;
    }
}

#[inline]
fn put(slots: &mut [Slot], slot: Slot) {
    let mask = slots.len() - 1;
    let mut at = slot.hash as usize & mask;
    while slots[at].place != EMPTY {
        at = (at + 1) & mask;
    }
    slots[at] = slot;
}

#[cfg(test)]
mod tests;
