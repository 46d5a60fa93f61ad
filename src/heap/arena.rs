//! A typed arena: one region of equal cells that never shrinks.
//!
//! Invariant: every cell up to `limit` holds a valid `T` at all times, and offsets are made by
//! [`Arena::alloc`] and [`Arena::take`] alone, of this arena or another heap's for the same `T`: so
//! each is a multiple of a cell's size. An offset that outlived its cell (a rooting bug) reads
//! another valid `T`, never foreign memory. That one of another heap isn't used here is what
//! the maker of a heap promises; builds with debug assertions refuse it where there is no such
//! cell.

use super::life::Life;
use super::memory;
use std::alloc::{GlobalAlloc, Layout, System, handle_alloc_error};
use std::cell::Cell as Shared;
use std::cmp::Ordering;
use std::marker::PhantomData;
use std::ptr::NonNull;

/// What an arena can hold. Its size must be a multiple of 8 bytes.
pub(super) trait Cell: Default {
    /// Whether dropping it early frees memory, so that it is worth finding when it is dead.
    fn owns_memory(&self) -> bool;

    /// Whether it refers to other cells, in an arena where many don't: see [`Arena::has_links`].
    #[inline(always)]
    fn has_links(&self) -> bool {
        false
    }

    /// Whether [`Cell::settle`] has something to do.
    const SETTLES: bool = false;

    /// Called where the cell's region has moved.
    ///
    /// # Safety
    /// `cell` points at a valid cell and has the right to all of its bytes, for as long as the
    /// cell is there.
    unsafe fn settle(_cell: *mut Self) {}
}

/// Cells are handed out a block of 64 at a time: one word of the mark bitmap.
const BLOCK: usize = 64;

/// The smallest region, in cells.
const FIRST_CAPACITY: usize = 256;

/// What an offset can tell apart: the size of a region, in words.
const MOST_WORDS: usize = u32::MAX as usize;

/// Regions of at least so many bytes come from the system's own allocator: that moves a large block
/// by moving its pages, so that growing one neither copies it nor touches fresh memory for that.
const LARGE: usize = 1 << 20;

fn is_large(layout: Layout) -> bool {
    layout.size() >= LARGE
}

/// # Safety
/// The layout isn't empty.
unsafe fn allocate(layout: Layout) -> *mut u8 {
    // SAFETY: the caller's promise.
    unsafe {
        match is_large(layout) {
            true => System.alloc(layout),
            false => std::alloc::alloc(layout),
        }
    }
}

/// # Safety
/// The block came from [`allocate`] or [`grow`] with this layout.
unsafe fn free(block: *mut u8, layout: Layout) {
    // SAFETY: the caller's promise; the same allocator is chosen by the layout.
    unsafe {
        match is_large(layout) {
            true => System.dealloc(block, layout),
            false => std::alloc::dealloc(block, layout),
        }
    }
}

/// Moves a block's bytes into a larger one; null where there is no memory.
///
/// # Safety
/// The block came from [`allocate`] or `grow` with the layout `old`; `new` is larger.
unsafe fn grow(block: *mut u8, old: Layout, new: Layout) -> *mut u8 {
    // SAFETY: the caller's promise; where the allocator stays the same it was chosen by `old` too.
    unsafe {
        match (is_large(old), is_large(new)) {
            (true, _) => System.realloc(block, old, new.size()),
            (false, false) => std::alloc::realloc(block, old, new.size()),
            (false, true) => {
                let larger = allocate(new);
                if !larger.is_null() {
                    block.copy_to_nonoverlapping(larger, old.size());
                    free(block, old);
                }
                larger
            }
        }
    }
}

/// A region of cells with their mark bits at the side.
pub(super) struct Arena<T> {
    base: NonNull<T>,
    capacity: usize,
    /// Where the initialised cells end, in the unit of offsets.
    limit: u32,
    /// The cells of the current block that are still free.
    free: u64,
    block: usize,
    marks: Vec<u64>,
    owners: Vec<Shared<u64>>,
    /// The cells that may refer to others.
    links: Vec<u64>,
    life: Life,
    /// Dropping an arena drops cells.
    cells: PhantomData<T>,
}

impl<T> Arena<T> {
    /// What this arena counts of its region: one that comes from the system, as far as it is filled.
    fn counted_bytes(&self) -> usize {
        match self.capacity * size_of::<T>() >= LARGE {
            true => self.limit as usize * 8,
            false => 0,
        }
    }
}

/// Where an arena stood at some moment: see [`Arena::is_after`].
#[derive(Clone, Copy)]
pub(super) struct Mark {
    block: usize,
    free: u64,
    was_empty: bool,
}

impl<T: Cell> Arena<T> {
    /// A cell's size in the unit of offsets.
    const WORDS: usize = size_of::<T>() / 8;

    /// An arena without memory; the first allocation makes some.
    pub(super) fn new() -> Arena<T> {
        const { assert!(size_of::<T>() >= 8 && size_of::<T>().is_multiple_of(8) && align_of::<T>() == 8) }
        Arena {
            base: NonNull::dangling(),
            capacity: 0,
            limit: 0,
            free: 0,
            block: 0,
            marks: Vec::new(),
            owners: Vec::new(),
            links: Vec::new(),
            life: Life::default(),
            cells: PhantomData,
        }
    }

    /// Where the region begins, and where its initialised cells end, in the unit of offsets;
    /// changes only in [`Arena::next_block`].
    pub(super) fn region(&self) -> (*mut u8, u32) {
        (self.base.as_ptr().cast(), self.limit)
    }

    /// How many cells are initialised.
    fn initialized(&self) -> usize {
        self.limit as usize / Self::WORDS
    }

    /// Whether the next allocation needs [`Arena::next_block`] first.
    #[inline(always)]
    pub(super) fn block_is_full(&self) -> bool {
        self.free == 0
    }

    /// Puts a value into a free cell of the current block, which must have one.
    #[inline(always)]
    pub(super) fn alloc(&mut self, value: T) -> u32 {
        assert!(self.free != 0, "no free cell in the current block");
        let bit = self.free.trailing_zeros() as usize;
        self.free &= self.free - 1;
        if value.owns_memory() {
            let owners = &self.owners[self.block];
            owners.set(owners.get() | 1 << bit);
        }
        if value.has_links() {
            self.links[self.block] |= 1 << bit;
        }
        self.life.begin(self.block, bit);
        let index = self.block * BLOCK + bit;
        // SAFETY: blocks up to `block` are initialised (next_block), so the cell lies in the
        // region and holds a valid T, which the assignment drops.
        unsafe { *self.base.as_ptr().add(index) = value };
        (index * Self::WORDS) as u32
    }

    /// Hands out a free cell of the current block, which must have one, as it was left: for cells
    /// that own no memory.
    #[inline(always)]
    pub(super) fn take(&mut self) -> (u32, &mut T) {
        assert!(self.free != 0, "no free cell in the current block");
        let bit = self.free.trailing_zeros() as usize;
        self.free &= self.free - 1;
        self.life.begin(self.block, bit);
        let index = self.block * BLOCK + bit;
        // SAFETY: blocks up to `block` are initialised (next_block), so the cell lies in the
        // region and holds a valid T; `&mut self` makes the reference unique.
        let cell = unsafe { &mut *self.base.as_ptr().add(index) };
        ((index * Self::WORDS) as u32, cell)
    }

    /// Moves on to the next block with a free cell, growing the region at its end; whether the
    /// region is another one then. Where builds look at its limit, it is another one when it grows.
    #[cold]
    #[inline(never)]
    #[must_use = "who knows the region has to be told"]
    pub(super) fn next_block(&mut self) -> bool {
        let (base, limit) = self.region();
        loop {
            self.block = if self.marks.is_empty() {
                0
            } else {
                self.block + 1
            };
            if self.block == self.marks.len() {
                self.add_block();
            }
            self.free = self.free_in(self.block);
            if self.free != 0 {
                return self.region().0 != base || (cfg!(debug_assertions) && self.limit != limit);
            }
        }
    }

    /// Where it stands now.
    pub(super) fn mark_place(&self) -> Mark {
        Mark {
            block: self.block,
            free: self.free,
            was_empty: self.marks.is_empty(),
        }
    }

    /// Whether a cell in use was handed out since the arena stood at `mark`, with no collection
    /// between.
    pub(super) fn is_after(&self, offset: u32, mark: Mark) -> bool {
        let index = Self::index(offset);
        let (block, bit) = (index / BLOCK, 1u64 << (index % BLOCK));
        match block.cmp(&mark.block) {
            _ if mark.was_empty => true,
            Ordering::Less => false,
            Ordering::Equal => mark.free & bit != 0,
            // What was in use has been found to be live by the last collection.
            Ordering::Greater => self.marks[block] & bit == 0,
        }
    }

    /// The cells of a block that may be handed out, as the last collection left it.
    fn free_in(&self, block: usize) -> u64 {
        !(self.marks[block] | self.life.resting(block))
    }

    fn add_block(&mut self) {
        let counted = self.counted_bytes();
        let initialized = self.initialized();
        if initialized == self.capacity {
            let capacity = (self.capacity * 2).max(FIRST_CAPACITY);
            if capacity * Self::WORDS > MOST_WORDS {
                memory::system_has_none();
                panic!("an arena is limited to 32 GiB");
            }
            self.base = self.reallocate(capacity);
            self.capacity = capacity;
            if T::SETTLES {
                for index in 0..initialized {
                    // SAFETY: cells up to `initialized` are valid; the pointer is the region's own.
                    unsafe { T::settle(self.base.as_ptr().add(index)) };
                }
            }
        }
        for index in initialized..initialized + BLOCK {
            // SAFETY: `index` is below `capacity`, and the memory there is not initialised yet,
            // so nothing needs dropping.
            unsafe { self.base.as_ptr().add(index).write(T::default()) };
        }
        self.limit += (BLOCK * Self::WORDS) as u32;
        self.life.add_block();
        self.marks.push(0);
        self.owners.push(Shared::new(0));
        self.links.push(0);
        memory::add(self.counted_bytes() - counted);
    }

    fn reallocate(&self, capacity: usize) -> NonNull<T> {
        let layout = |cells: usize| {
            Layout::array::<T>(cells)
                .unwrap_or_else(|_| panic!("an arena of {cells} cells is too large"))
        };
        let new = layout(capacity);
        // SAFETY: the old block came from this allocator with the old layout; the layouts are not
        // empty. Moving a T is copying its bytes.
        let memory = unsafe {
            if self.capacity == 0 {
                allocate(new)
            } else {
                grow(self.base.as_ptr().cast(), layout(self.capacity), new)
            }
        };
        NonNull::new(memory.cast()).unwrap_or_else(|| {
            memory::system_has_none();
            handle_alloc_error(new)
        })
    }

    /// The number of the cell at an offset.
    #[inline(always)]
    fn index(offset: u32) -> usize {
        offset as usize / Self::WORDS
    }

    /// The address of the cell at an offset: a pointer to a valid cell, with the right to the whole
    /// region. Builds with debug assertions panic where there is no such cell.
    #[inline(always)]
    pub(super) fn cell(&self, offset: u32) -> *mut T {
        if cfg!(debug_assertions) && offset >= self.limit {
            no_such_cell(offset);
        }
        self.check_life(offset);
        let base: *mut u8 = self.base.as_ptr().cast();
        base.wrapping_add(offset as usize * 8).cast()
    }

    /// That the cell is in use, in builds that note it.
    #[inline(always)]
    pub(super) fn check_life(&self, offset: u32) {
        #[cfg(debug_assertions)]
        if !self.is_live(offset) {
            super::life::used_after_death();
        }
        let _ = offset;
    }

    /// Whether the cell is in use; always where builds don't note it.
    #[inline(always)]
    pub(super) fn is_live(&self, offset: u32) -> bool {
        let index = Self::index(offset);
        self.life.is_live(index / BLOCK, index % BLOCK)
    }

    /// The cell at an offset.
    #[inline(always)]
    pub(super) fn get(&self, offset: u32) -> &T {
        // SAFETY: `cell` gives a valid cell; while `self` is borrowed, only what `&mut self` or
        // `replace_shared` need is changed.
        unsafe { &*self.cell(offset) }
    }

    /// The cell at an offset, to change.
    #[inline(always)]
    pub(super) fn get_mut(&mut self, offset: u32) -> &mut T {
        // SAFETY: as in `get`; `&mut self` makes the reference unique.
        unsafe { &mut *self.cell(offset) }
    }

    /// Replaces a cell behind a shared reference: for work that can't be observed, such as
    /// flattening a rope.
    ///
    /// # Safety
    /// Nobody holds a reference into this very cell.
    #[inline]
    pub(super) unsafe fn replace_shared(&self, offset: u32, value: T) {
        if value.owns_memory() {
            self.note_owner(offset);
        }
        // SAFETY: `cell` gives a valid cell, the caller promises that no reference is used
        // afterwards that was there before, and arenas are not shared between threads.
        unsafe { *self.cell(offset) = value };
    }

    /// Remembers that the cell owns memory now.
    #[inline]
    pub(super) fn note_owner(&self, offset: u32) {
        let index = Self::index(offset);
        let owners = &self.owners[index / BLOCK];
        owners.set(owners.get() | 1 << (index % BLOCK));
    }

    /// The cells that were marked in the last collection.
    pub(super) fn iter_marked(&self) -> impl Iterator<Item = &T> {
        self.cells_in(|block| self.marks[block])
    }

    /// The cells that own memory.
    pub(super) fn iter_owners(&self) -> impl Iterator<Item = &T> {
        self.cells_in(|block| self.owners[block].get())
    }

    /// The places of the cells that are marked.
    pub(super) fn marked(&self) -> impl Iterator<Item = u32> {
        let cells = 0..self.marks.len() * BLOCK;
        let is_marked = |&index: &usize| self.marks[index / BLOCK] & (1 << (index % BLOCK)) != 0;
        cells
            .filter(is_marked)
            .map(|index| (index * Self::WORDS) as u32)
    }

    fn cells_in(&self, word: impl Fn(usize) -> u64) -> impl Iterator<Item = &T> {
        (0..self.marks.len()).flat_map(move |block| {
            let mut word = word(block);
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros())?;
                word &= word - 1;
                Some(self.get(((block * BLOCK + bit as usize) * Self::WORDS) as u32))
            })
        })
    }

    /// Marks the cell; whether it was unmarked. Where builds note which cells are in use, what a
    /// dead handle refers to stays dead: slots of the stack that aren't used any more hold some.
    #[inline(always)]
    pub(super) fn mark(&mut self, offset: u32) -> bool {
        if !self.is_live(offset) {
            return false;
        }
        let index = Self::index(offset);
        let word = &mut self.marks[index / BLOCK];
        let bit = 1u64 << (index % BLOCK);
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    /// Whether the cell may refer to other cells; where it doesn't, the collector needn't look at
    /// it.
    #[inline(always)]
    pub(super) fn has_links(&self, offset: u32) -> bool {
        let index = Self::index(offset);
        self.links[index / BLOCK] & (1 << (index % BLOCK)) != 0
    }

    /// Whether the cell is marked.
    #[inline]
    pub(super) fn is_marked(&self, offset: u32) -> bool {
        let index = Self::index(offset);
        self.marks[index / BLOCK] & (1 << (index % BLOCK)) != 0
    }

    /// Forgets all marks: the beginning of a collection.
    pub(super) fn clear_marks(&mut self) {
        self.marks.fill(0);
    }

    /// Frees the memory of dead cells and starts allocating from the beginning: the end of a
    /// collection. With `poison`, every dead cell is overwritten, so that a use of one shows.
    /// Returns the bytes of the cells that live.
    pub(super) fn sweep(&mut self, poison: bool) -> usize {
        let mut live = 0;
        for block in 0..self.marks.len() {
            let marks = self.marks[block];
            live += marks.count_ones() as usize;
            let owners = self.owners[block].get();
            let died = self.life.end(block, marks, poison);
            let mut dead = if poison { died } else { owners & !marks };
            self.owners[block].set(owners & marks);
            self.links[block] &= marks;
            while dead != 0 {
                let index = block * BLOCK + dead.trailing_zeros() as usize;
                dead &= dead - 1;
                // SAFETY: every block has its words in `marks`, so the cell is initialised.
                unsafe { *self.base.as_ptr().add(index) = T::default() };
            }
        }
        self.life.turn();
        self.block = 0;
        self.free = match self.marks.is_empty() {
            true => 0,
            false => self.free_in(0),
        };
        live * size_of::<T>()
    }
}

impl<T> Drop for Arena<T> {
    fn drop(&mut self) {
        if self.capacity == 0 {
            return;
        }
        if std::mem::needs_drop::<T>() {
            for index in 0..self.marks.len() * BLOCK {
                // SAFETY: every block has its word in `marks`, so the cell is valid, and it is
                // dropped here once. A cell's own
                // drop doesn't follow handles, so it doesn't recurse.
                unsafe { self.base.as_ptr().add(index).drop_in_place() };
            }
        }
        memory::subtract(self.counted_bytes());
        if let Ok(layout) = Layout::array::<T>(self.capacity) {
            // SAFETY: the block came from this allocator with this layout.
            unsafe { free(self.base.as_ptr().cast(), layout) };
        }
    }
}

/// An offset was used with another heap than the one that it is of.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn no_such_cell(offset: u32) -> ! {
    panic!("no cell is at {offset}: the value is of another heap")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    #[repr(align(8))]
    struct Text(String, #[allow(dead_code)] u64);

    impl Cell for Text {
        fn owns_memory(&self) -> bool {
            self.0.capacity() > 0
        }
    }

    fn alloc(arena: &mut Arena<Text>, text: &str) -> u32 {
        if arena.block_is_full() {
            let _ = arena.next_block();
        }
        arena.alloc(Text(text.to_string(), 0))
    }

    #[test]
    fn dead_cells_are_freed_and_used_again() {
        let mut arena = Arena::new();
        let offsets: Vec<u32> = (0..1000)
            .map(|i| alloc(&mut arena, &i.to_string()))
            .collect();
        assert_eq!(arena.get(offsets[700]).0, "700");
        arena.clear_marks();
        assert!(arena.mark(offsets[700]));
        assert!(!arena.mark(offsets[700]));
        assert_eq!(arena.sweep(false), size_of::<Text>());
        assert_eq!(arena.get(offsets[700]).0, "700");
        assert_ne!(arena.is_live(offsets[3]), cfg!(debug_assertions));
        let again: Vec<u32> = (0..999).map(|_| alloc(&mut arena, "x")).collect();
        assert!(!again.contains(&offsets[700]));
        assert!(again.contains(&offsets[3]));
        assert_eq!(arena.get(offsets[3]).0, "x");
    }
}
