//! An array's dense elements: a list that begins inside of the array's cell.
//!
//! A few elements stand in the cell itself, more in a block of their own; `start` points at the
//! first either way, so that reading needn't ask. Most arrays are short: those cost no block, and
//! the collector finds all of one in one place.
//!
//! Invariant: `start` points at `length` valid elements with room for `room`, in the block or in
//! this very list. So a list that isn't empty may move only together with a call of
//! [`Elements::settle`]; the arena sees to that.

use super::value::Value;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// How many elements a list has room for in itself: an array's cell has 48 bytes then.
pub(super) const INLINE: usize = 3;

/// What a list needs beside the way to its elements.
#[repr(C)]
union Spare {
    /// The elements, where `room` is [`INLINE`].
    inline: [Value; INLINE],
    /// How much of the block lies unused before `start`, where `room` is more.
    skipped: usize,
}

/// See the module.
#[repr(C)]
pub(super) struct Elements {
    start: NonNull<Value>,
    length: u32,
    /// How many elements fit from `start` on: 0 in a fresh list, then [`INLINE`], or more with a
    /// block.
    room: u32,
    spare: Spare,
}

impl Default for Elements {
    fn default() -> Elements {
        Elements {
            start: NonNull::dangling(),
            length: 0,
            room: 0,
            spare: Spare {
                inline: [Value::UNDEFINED; INLINE],
            },
        }
    }
}

impl Elements {
    #[inline(always)]
    pub(super) fn as_slice(&self) -> &[Value] {
        // SAFETY: the invariant.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.length as usize) }
    }

    #[inline(always)]
    pub(super) fn as_mut_slice(&mut self) -> &mut [Value] {
        // SAFETY: the invariant; `&mut self` makes the reference unique.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.length as usize) }
    }

    /// Whether the elements are in a block.
    #[inline(always)]
    pub(super) fn has_block(&self) -> bool {
        self.room as usize > INLINE
    }

    /// Bytes of the block.
    pub(super) fn external_bytes(&self) -> usize {
        match self.has_block() {
            true => (self.room as usize + self.skipped()) * size_of::<Value>(),
            false => 0,
        }
    }

    fn skipped(&self) -> usize {
        debug_assert!(self.has_block());
        // SAFETY: a list with a block has written this field; any bits are a number.
        unsafe { self.spare.skipped }
    }

    /// To be called where the list stands in a new place.
    #[inline(always)]
    pub(super) fn settle(&mut self) {
        if self.room as usize == INLINE {
            // SAFETY: elements in the list itself are valid from the first on; taking the field's
            // address reads nothing.
            self.start = unsafe { NonNull::from(&mut self.spare.inline).cast() };
        }
    }

    /// Appends; whether it had the room.
    #[inline(always)]
    pub(super) fn push_within(&mut self, element: Value) -> bool {
        if self.length == self.room {
            return false;
        }
        // SAFETY: there is room for one more behind the last element.
        unsafe { self.start.add(self.length as usize).write(element) };
        self.length += 1;
        true
    }

    /// Takes the last element.
    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<Value> {
        let last = *self.as_slice().last()?;
        self.length -= 1;
        Some(last)
    }

    /// Takes the first element, without moving the others where there are many.
    pub(super) fn pop_first(&mut self) -> Option<Value> {
        let first = *self.as_slice().first()?;
        if self.room as usize > INLINE + 1 {
            let skipped = self.skipped() + 1;
            self.spare.skipped = skipped;
            // SAFETY: the list isn't empty, so the next place is in the block (or just behind it).
            self.start = unsafe { self.start.add(1) };
            self.room -= 1;
        } else {
            self.as_mut_slice().copy_within(1.., 0);
        }
        self.length -= 1;
        Some(first)
    }

    /// Drops what lies beyond a length.
    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length as u32);
    }

    /// Makes room for more elements, twice as much as there was where that suffices. With
    /// `exactly`, not more than asked for.
    pub(super) fn reserve(&mut self, more: usize, exactly: bool) {
        let needed = self.length as usize + more;
        if needed <= self.room as usize {
            return;
        }
        if needed <= INLINE {
            // Only a fresh list has less room than that: there is nothing to move.
            self.room = INLINE as u32;
            self.settle();
            return;
        }
        if !self.has_block() {
            let room = match exactly {
                true => needed,
                false => needed.max(2 * INLINE),
            };
            let mut block = Vec::with_capacity(room);
            block.extend_from_slice(self.as_slice());
            self.length = 0;
            self.adopt_block(block);
            return;
        }
        let unused = self.skipped();
        let mut block = self.take_vec();
        if unused < needed {
            match exactly {
                true => block.reserve_exact(more),
                false => block.reserve(more),
            }
        }
        // Else half of the block or more lay unused before the first element.
        self.adopt_block(block);
    }

    /// Takes all elements, and leaves a fresh list.
    pub(super) fn take_vec(&mut self) -> Vec<Value> {
        let vec = match self.has_block() {
            false => self.as_slice().to_vec(),
            true => {
                let (skipped, length) = (self.skipped(), self.length as usize);
                // SAFETY: the block came from a vector in `adopt`, and has `skipped` valid elements
                // before `start` (they were taken from there) and `length` behind it; the list
                // forgets it below.
                let mut vec = unsafe {
                    let block = self.start.sub(skipped).as_ptr();
                    let capacity = skipped + self.room as usize;
                    Vec::from_raw_parts(block, skipped + length, capacity)
                };
                vec.drain(..skipped);
                vec
            }
        };
        (self.start, self.length, self.room) = (NonNull::dangling(), 0, 0);
        vec
    }

    /// Takes over a vector's elements; the list must be empty and without a block.
    pub(super) fn adopt(&mut self, elements: Vec<Value>) {
        if elements.len() > INLINE || elements.capacity() > 2 * INLINE {
            self.adopt_block(elements);
        } else {
            self.fill(&elements);
        }
    }

    fn adopt_block(&mut self, elements: Vec<Value>) {
        debug_assert!(self.length == 0 && !self.has_block());
        assert!(elements.capacity() > INLINE);
        let Ok(room) = u32::try_from(elements.capacity()) else {
            panic!("an array is limited to 2^32 elements")
        };
        let mut elements = ManuallyDrop::new(elements);
        self.start = NonNull::from(elements.as_mut_slice()).cast();
        self.length = elements.len() as u32;
        self.room = room;
        self.spare.skipped = 0;
    }

    /// Copies elements into the list, which must be empty and without a block.
    #[inline(always)]
    pub(super) fn fill(&mut self, elements: &[Value]) {
        self.fill_with(elements.len(), |place| elements[place]);
    }

    /// As [`Elements::fill`], with so many elements that a function gives.
    #[inline(always)]
    pub(super) fn fill_with(&mut self, count: usize, element: impl Fn(usize) -> Value) {
        debug_assert!(self.length == 0 && !self.has_block());
        if count > INLINE {
            self.adopt_block((0..count).map(element).collect());
            return;
        }
        self.room = INLINE as u32;
        self.settle();
        self.length = count as u32;
        for (place, slot) in self.as_mut_slice().iter_mut().enumerate() {
            *slot = element(place);
        }
    }

    /// Makes the list of a cell that is used again an empty one; it has no block.
    #[inline(always)]
    pub(super) fn reset(&mut self) {
        debug_assert!(!self.has_block());
        self.length = 0;
    }
}

impl Drop for Elements {
    fn drop(&mut self) {
        if self.has_block() {
            drop(self.take_vec());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(list: &mut Elements, number: i32) {
        if !list.push_within(Value::int(number)) {
            list.reserve(1, false);
            assert!(list.push_within(Value::int(number)));
        }
    }

    fn numbers(list: &Elements) -> Vec<i32> {
        list.as_slice()
            .iter()
            .filter_map(|value| value.as_int())
            .collect()
    }

    #[test]
    fn grows_from_the_cell_into_a_block_and_moves() {
        let mut list = Box::new(Elements::default());
        for number in 0..INLINE as i32 {
            push(&mut list, number);
        }
        assert!(!list.has_block());
        // Moved, as when a region grows.
        let mut list = Box::new(*list);
        list.settle();
        let inline: Vec<i32> = (0..INLINE as i32).collect();
        assert_eq!(numbers(&list), inline);
        push(&mut list, 9);
        assert!(list.has_block());
        assert_eq!(numbers(&list), [inline, vec![9]].concat());
        assert_eq!(list.take_vec().len(), INLINE + 1);
        assert_eq!(numbers(&list), []);
    }

    #[test]
    fn a_queue_neither_moves_nor_grows_without_end() {
        let mut list = Elements::default();
        (0..100).for_each(|number| push(&mut list, number));
        let bytes = list.external_bytes();
        for number in 100..10_000 {
            push(&mut list, number);
            assert_eq!(list.pop_first().and_then(Value::as_int), Some(number - 100));
        }
        assert!(list.external_bytes() <= bytes * 2);
        assert_eq!(list.as_slice().len(), 100);
        while list.pop_first().is_some() {}
        assert_eq!(list.pop(), None);
        push(&mut list, 7);
        assert_eq!(numbers(&list), [7]);
    }

    #[test]
    fn takes_vectors_over() {
        let mut list = Elements::default();
        list.adopt(vec![Value::int(1); INLINE]);
        assert!(!list.has_block());
        let mut list = Elements::default();
        list.adopt((0..20).map(Value::int).collect());
        assert!(list.has_block());
        list.reserve(100, true);
        assert_eq!(list.as_slice().len(), 20);
        list.truncate(2);
        assert_eq!(numbers(&list), [0, 1]);
        list.truncate(5);
        assert_eq!(list.as_slice().len(), 2);
    }
}
