//! The table of a layout that has many properties, or one owner: properties in the order of their
//! creation, found by key.
//!
//! An open-addressed index of places in the list is kept beside the list once that is longer than
//! a glance. What is deleted stays in the list, dead, until dead entries are many: in the index it
//! only says that a search has to go on.

use super::property_flags::PropertyFlags;
use super::property_key::PropertyKey;

/// A property of a layout.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) key: PropertyKey,
    pub(super) slot: u32,
    pub(super) flags: PropertyFlags,
    live: bool,
}

impl Entry {
    pub(super) fn new(key: PropertyKey, slot: u32, flags: PropertyFlags) -> Entry {
        Entry {
            key,
            slot,
            flags,
            live: true,
        }
    }

    #[inline(always)]
    fn is(&self, key: PropertyKey) -> bool {
        self.key == key && self.live
    }
}

/// The properties, with their order.
#[derive(Default, Clone)]
pub(super) struct PropertyTable {
    entries: Vec<Entry>,
    live: usize,
    /// At the hash of a key or behind, one more than its entry's place; 0 where there is nothing.
    /// Empty as long as the list is short. The length is a power of two, and at least twice the
    /// list's.
    index: Vec<u32>,
    free_slots: Vec<u32>,
}

/// Up to this many entries the list is searched as it is.
const GLANCE: usize = 8;

impl PropertyTable {
    /// An empty table with room for so many.
    pub(super) fn with_capacity(count: usize) -> PropertyTable {
        PropertyTable {
            entries: Vec::with_capacity(count),
            ..PropertyTable::default()
        }
    }

    /// The properties that are there, in the order of their creation.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.live)
    }

    /// The property with a key.
    #[inline]
    pub(super) fn get(&self, key: PropertyKey) -> Option<&Entry> {
        Some(&self.entries[self.place(key)?])
    }

    /// The property with a key, to change.
    pub(super) fn get_mut(&mut self, key: PropertyKey) -> Option<&mut Entry> {
        let place = self.place(key)?;
        self.entries.get_mut(place)
    }

    #[inline]
    fn place(&self, key: PropertyKey) -> Option<usize> {
        if self.index.is_empty() {
            return self.entries.iter().position(|entry| entry.is(key));
        }
        let mask = self.index.len() - 1;
        let mut at = self.start(key);
        loop {
            let place = (self.index[at] as usize).checked_sub(1)?;
            if self.entries[place].is(key) {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    /// Where a key's search begins: the highest bits of a product are spread best.
    #[inline(always)]
    fn start(&self, key: PropertyKey) -> usize {
        let product = key.bits().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (product >> (self.index.len().leading_zeros() + 1)) as usize
    }

    /// Adds a property that isn't there.
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        self.live += 1;
        if self.entries.len() * 2 > self.index.len() && self.entries.len() > GLANCE {
            self.rebuild();
        } else if !self.index.is_empty() {
            self.note(self.entries.len() - 1);
        }
    }

    /// Removes a property; its slot is free for another.
    pub(super) fn remove(&mut self, key: PropertyKey) {
        let Some(place) = self.place(key) else {
            return;
        };
        self.entries[place].live = false;
        self.free_slots.push(self.entries[place].slot);
        self.live -= 1;
        if self.entries.len() >= 16 && self.live * 2 <= self.entries.len() {
            self.rebuild();
        }
    }

    /// Bytes that the lists take.
    pub(super) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + (self.index.capacity() + self.free_slots.capacity()) * size_of::<u32>()
    }

    /// A slot that a removed property had.
    pub(super) fn take_free_slot(&mut self) -> Option<u32> {
        self.free_slots.pop()
    }

    /// Drops the dead entries, and makes an index with room for as many entries again.
    fn rebuild(&mut self) {
        self.index.clear();
        self.entries.retain(|entry| entry.live);
        if self.entries.len() <= GLANCE {
            return;
        }
        let length = (self.entries.len() * 4).next_power_of_two();
        self.index.resize(length, 0);
        for place in 0..self.entries.len() {
            self.note(place);
        }
    }

    fn note(&mut self, place: usize) {
        let mask = self.index.len() - 1;
        let mut at = self.start(self.entries[place].key);
        while self.index[at] != 0 {
            at = (at + 1) & mask;
        }
        self.index[at] = place as u32 + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(table: &PropertyTable) -> Vec<u32> {
        let indices = table.iter().map(|entry| entry.key.as_index());
        indices.map(|index| index.unwrap_or_default()).collect()
    }

    #[test]
    fn what_is_added_and_removed_is_found_in_order() {
        let mut table = PropertyTable::default();
        let key = PropertyKey::index;
        for n in 0..100 {
            assert!(table.get(key(n)).is_none());
            table.push(Entry::new(key(n), n, PropertyFlags::DATA));
            assert_eq!(table.get(key(n / 2)).map(|entry| entry.slot), Some(n / 2));
        }
        for n in (0..100).filter(|n| n % 5 != 0) {
            table.remove(key(n));
            assert!(table.get(key(n)).is_none());
        }
        table.push(Entry::new(key(7), 7, PropertyFlags::DATA));
        let mut expected: Vec<u32> = (0..100).step_by(5).collect();
        expected.push(7);
        assert_eq!(keys(&table), expected);
        assert!(expected.iter().all(|&n| table.get(key(n)).is_some()));
        assert!(table.take_free_slot().is_some());
    }
}
