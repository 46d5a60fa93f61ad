//! An array's dense elements: a list that begins inside of the array's cell.
//!
//! A few elements are in the cell itself, more in a block of their own; `start` points at the
//! first either way, so that reading needn't ask. Most arrays are short: those cost no block, and
//! the collector finds all of one in one place.
//!
//! Invariant: `start` points at `length` valid elements with room for `room`, in the block or in
//! this very list. So a list that isn't empty may move only together with a call of
//! [`Elements::settle`]; the arena sees to that.
//!
//! A list is changed through a [`ListMut`], a raw pointer with the arena's right to the whole cell,
//! and never through `&mut Elements`: that would claim the elements in the cell for itself, and
//! end the right of `start` to them, which comes from the arena too.

use super::value::Value;
use std::marker::PhantomData;
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

/// A list that is changed.
///
/// Invariant: `list` points at a valid list, with the right to all of its bytes, and the owner of
/// this may do with it what it likes for as long as `'a`.
pub(super) struct ListMut<'a> {
    list: NonNull<Elements>,
    exclusive: PhantomData<&'a mut Elements>,
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
        // SAFETY: the invariant; a shared reference to the list allows the reading of what is
        // in it.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.length as usize) }
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
        assert!(self.has_block());
        // SAFETY: a list with a block has written this field; any bits are a number.
        unsafe { self.spare.skipped }
    }

    /// To be called when a list has moved.
    ///
    /// # Safety
    /// `list` points at a valid list and has the right to all of its bytes, for as long as the list
    /// is there.
    #[inline(always)]
    pub(super) unsafe fn settle(list: *mut Elements) {
        // SAFETY: the list is valid. Elements in the list itself are valid from the first on; taking
        // the field's address reads nothing, and keeps the caller's right to it.
        unsafe {
            if (*list).room as usize == INLINE {
                let inline = &raw mut (*list).spare.inline;
                (*list).start = NonNull::new_unchecked(inline.cast());
            }
        }
    }

    /// Makes the list of a cell that is used again an empty one; it has no block.
    #[inline(always)]
    pub(super) fn reset(&mut self) {
        debug_assert!(!self.has_block());
        self.length = 0;
    }

    /// Takes the block's elements out of a list that has one, and leaves a fresh list.
    fn take_block(&mut self) -> Vec<Value> {
        let (skipped, length) = (self.skipped(), self.length as usize);
        // SAFETY: the block came from a vector in `adopt_block`, and has `skipped` valid elements
        // before `start` (they were taken from there) and `length` behind it; the list forgets it
        // below.
        let mut vec = unsafe {
            let block = self.start.sub(skipped).as_ptr();
            let capacity = skipped + self.room as usize;
            Vec::from_raw_parts(block, skipped + length, capacity)
        };
        (self.start, self.length, self.room) = (NonNull::dangling(), 0, 0);
        vec.drain(..skipped);
        vec
    }
}

impl<'a> ListMut<'a> {
    /// Access to the list at a place.
    ///
    /// # Safety
    /// `list` points at a valid list and has the right to all of its bytes, for as long as the list
    /// is there. Nothing else reads or changes it while the result is used.
    #[inline(always)]
    pub(super) unsafe fn new(list: *mut Elements) -> ListMut<'a> {
        ListMut {
            // SAFETY: what points at something isn't null.
            list: unsafe { NonNull::new_unchecked(list) },
            exclusive: PhantomData,
        }
    }

    /// The list, to be read.
    #[inline(always)]
    pub(super) fn get(&self) -> &Elements {
        // SAFETY: the invariant; nothing changes the list while `self` is borrowed.
        unsafe { self.list.as_ref() }
    }

    /// The elements, to be changed.
    #[inline(always)]
    pub(super) fn into_slice(self) -> &'a mut [Value] {
        let list = self.list.as_ptr();
        // SAFETY: the invariants of both; `self` is used up, so that the reference is unique.
        unsafe { std::slice::from_raw_parts_mut((*list).start.as_ptr(), (*list).length as usize) }
    }

    #[inline(always)]
    fn set_length(&mut self, length: u32) {
        // SAFETY: the invariant.
        unsafe { (*self.list.as_ptr()).length = length }
    }

    /// Gives a fresh list its places in the cell.
    #[inline(always)]
    fn use_inline(&mut self) {
        debug_assert!(self.get().length == 0 && !self.get().has_block());
        // SAFETY: the invariant gives what `settle` asks for; no element is there yet.
        unsafe {
            let list = self.list.as_ptr();
            (*list).room = INLINE as u32;
            Elements::settle(list);
        }
    }

    /// Appends; whether it had the room.
    #[inline(always)]
    pub(super) fn push_within(&mut self, element: Value) -> bool {
        let (length, room) = (self.get().length, self.get().room);
        if length == room {
            return false;
        }
        // SAFETY: there is room for one more behind the last element.
        unsafe { self.get().start.add(length as usize).write(element) };
        self.set_length(length + 1);
        true
    }

    /// Takes the last element.
    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<Value> {
        let last = *self.get().as_slice().last()?;
        self.set_length(self.get().length - 1);
        Some(last)
    }

    /// Takes the first element, without moving the others where there are many.
    pub(super) fn pop_first(mut self) -> Option<Value> {
        let first = *self.get().as_slice().first()?;
        let length = self.get().length - 1;
        if self.get().room as usize > INLINE + 1 {
            let skipped = self.get().skipped() + 1;
            // SAFETY: the invariant; the list isn't empty, so the next place is in the block (or
            // just behind it).
            unsafe {
                let list = self.list.as_ptr();
                (*list).spare.skipped = skipped;
                (*list).start = (*list).start.add(1);
                (*list).room -= 1;
            }
            self.set_length(length);
        } else {
            self.set_length(length);
            // SAFETY: the invariant; there is one more element than `length` says now, so both
            // ends lie in the list. `copy` is for parts that overlap.
            unsafe {
                let start = self.get().start.as_ptr();
                start.copy_from(start.add(1), length as usize);
            }
        }
        Some(first)
    }

    /// Drops what lies beyond a length.
    pub(super) fn truncate(&mut self, length: usize) {
        let length = self.get().length.min(length.min(u32::MAX as usize) as u32);
        self.set_length(length);
    }

    /// Makes room for more elements, twice as much as there was where that suffices. With
    /// `exactly`, not more than asked for.
    pub(super) fn reserve(&mut self, more: usize, exactly: bool) {
        let needed = self.get().length as usize + more;
        if needed <= self.get().room as usize {
            return;
        }
        if needed <= INLINE {
            // Only a fresh list has less room than that: there is nothing to move.
            return self.use_inline();
        }
        if !self.get().has_block() {
            let room = match exactly {
                true => needed,
                false => needed.max(2 * INLINE),
            };
            let mut block = Vec::with_capacity(room);
            block.extend_from_slice(self.get().as_slice());
            self.set_length(0);
            self.adopt_block(block);
            return;
        }
        let unused = self.get().skipped();
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
        if self.get().has_block() {
            // SAFETY: the invariant. The reference claims the places in the cell, which a list with
            // a block doesn't use, and ends with the call.
            return unsafe { (*self.list.as_ptr()).take_block() };
        }
        let vec = self.get().as_slice().to_vec();
        // SAFETY: the invariant; a fresh list has no elements to point at.
        unsafe {
            let list = self.list.as_ptr();
            ((*list).start, (*list).length, (*list).room) = (NonNull::dangling(), 0, 0);
        }
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
        assert!(self.get().length == 0 && !self.get().has_block());
        assert!(elements.capacity() > INLINE);
        let Ok(room) = u32::try_from(elements.capacity()) else {
            panic!("an array is limited to 2^32 elements")
        };
        let mut elements = ManuallyDrop::new(elements);
        let (start, length) = (elements.as_mut_ptr(), elements.len() as u32);
        // SAFETY: the invariant; a vector's pointer isn't null, and has the right to all of its
        // block.
        unsafe {
            let list = self.list.as_ptr();
            (*list).start = NonNull::new_unchecked(start);
            (*list).length = length;
            (*list).room = room;
            (*list).spare.skipped = 0;
        }
    }

    /// Copies elements into the list, which must be empty and without a block.
    #[inline(always)]
    pub(super) fn fill(&mut self, elements: &[Value]) {
        self.fill_with(elements.len(), |place| elements[place]);
    }

    /// As [`ListMut::fill`], with so many elements that a function gives.
    #[inline(always)]
    pub(super) fn fill_with(&mut self, count: usize, element: impl Fn(usize) -> Value) {
        if count > INLINE {
            self.adopt_block((0..count).map(element).collect());
            return;
        }
        self.use_inline();
        for place in 0..count {
            // SAFETY: there is room for `INLINE` elements.
            unsafe { self.get().start.add(place).write(element(place)) };
        }
        self.set_length(count as u32);
    }
}

impl Drop for Elements {
    fn drop(&mut self) {
        if self.has_block() {
            drop(self.take_block());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list on its own, in a place that can be left for another.
    struct Owned(*mut Elements);

    impl Owned {
        fn new() -> Owned {
            Owned(Box::into_raw(Box::default()))
        }

        fn list(&mut self) -> ListMut<'_> {
            // SAFETY: the pointer is of a box that nothing else refers to.
            unsafe { ListMut::new(self.0) }
        }

        fn push(&mut self, number: i32) {
            if !self.list().push_within(Value::int(number)) {
                self.list().reserve(1, false);
                assert!(self.list().push_within(Value::int(number)));
            }
        }

        /// Moves the list, as when a region grows.
        fn move_away(&mut self) {
            let place: *mut Elements = Box::into_raw(Box::default());
            // SAFETY: both are boxes of their own; the old place is given back without the list in
            // it, which is in the new one.
            unsafe {
                place.write(self.0.read());
                drop(Box::from_raw(self.0.cast::<ManuallyDrop<Elements>>()));
                Elements::settle(place);
            }
            self.0 = place;
        }

        fn numbers(&mut self) -> Vec<i32> {
            let list = self.list();
            let numbers = list.get().as_slice().iter();
            numbers.filter_map(|value| value.as_int()).collect()
        }
    }

    impl Drop for Owned {
        fn drop(&mut self) {
            // SAFETY: the box was made by `into_raw`, and ends here.
            drop(unsafe { Box::from_raw(self.0) });
        }
    }

    #[test]
    fn grows_from_the_cell_into_a_block_and_moves() {
        let mut list = Owned::new();
        for number in 0..INLINE as i32 {
            list.push(number);
        }
        assert!(!list.list().get().has_block());
        list.move_away();
        let inline: Vec<i32> = (0..INLINE as i32).collect();
        assert_eq!(list.numbers(), inline);
        list.list().into_slice()[1] = Value::int(1);
        assert_eq!(list.numbers(), inline);
        list.push(9);
        assert!(list.list().get().has_block());
        list.move_away();
        assert_eq!(list.numbers(), [inline, vec![9]].concat());
        assert_eq!(list.list().take_vec().len(), INLINE + 1);
        assert!(list.numbers().is_empty());
        list.push(5);
        assert_eq!(list.list().pop_first(), Some(Value::int(5)));
    }

    #[test]
    fn a_short_queue_stays_in_the_cell() {
        let mut list = Owned::new();
        (0..INLINE as i32).for_each(|number| list.push(number));
        for number in INLINE as i32..20 {
            let first = list.list().pop_first();
            assert_eq!(first, Some(Value::int(number - INLINE as i32)));
            list.push(number);
        }
        assert!(!list.list().get().has_block());
        assert_eq!(list.list().pop(), Some(Value::int(19)));
    }

    #[test]
    fn a_queue_neither_moves_nor_grows_without_end() {
        let mut list = Owned::new();
        (0..100).for_each(|number| list.push(number));
        let bytes = list.list().get().external_bytes();
        for number in 100..10_000 {
            list.push(number);
            let first = list.list().pop_first();
            assert_eq!(first.and_then(Value::as_int), Some(number - 100));
        }
        assert!(list.list().get().external_bytes() <= bytes * 2);
        assert_eq!(list.numbers().len(), 100);
        while list.list().pop_first().is_some() {}
        assert_eq!(list.list().pop(), None);
        list.push(7);
        assert_eq!(list.numbers(), [7]);
    }

    #[test]
    fn takes_vectors_over() {
        let mut list = Owned::new();
        list.list().adopt(vec![Value::int(1); INLINE]);
        assert!(!list.list().get().has_block());
        let mut list = Owned::new();
        list.list().adopt((0..20).map(Value::int).collect());
        assert!(list.list().get().has_block());
        list.list().reserve(100, true);
        assert_eq!(list.numbers().len(), 20);
        list.list().truncate(2);
        assert_eq!(list.numbers(), [0, 1]);
        list.list().truncate(5);
        assert_eq!(list.numbers().len(), 2);
    }
}
