//! The memory of a thread: how many bytes it holds, and how many it may hold.
//!
//! [`CountingAllocator`] is the one place that every allocation passes, whatever makes it: the
//! parser, queues, strings under construction, compiled regular expressions. So what is checked
//! here holds by construction, also for code that doesn't know of limits. Regions of cells (`arena`)
//! come from the system directly and are counted as they are filled.
//!
//! There are two bounds. Past the *soft* one the next poll asks for a collection, and if that
//! doesn't help, the program is stopped in the ordinary way. An allocation that would pass the
//! *hard* one isn't made: the handler that [`set_exhausted_handler`] was given ends the process.
//! It does so too where the system has no memory.
//!
//! The count is of a thread and belongs to the owner of the process: the command. A library can't
//! tell which of several runtimes on a thread an allocation is for, and frees on one thread what
//! came from another; so [`Heap::set_limit`](super::Heap::set_limit) doesn't build on it, but on
//! what the heap itself is told. Without bounds, and where another allocator is installed, nothing
//! here does anything.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::OnceLock;

/// Blocks of at least so many bytes come from the system: it gives their pages back at once, and
/// grows a block by moving pages, so that a list that grows never exists twice.
const LARGE: usize = 4 << 20;

/// What the system's allocator is told to map singly, in bytes; see [`LARGE`].
#[cfg(all(feature = "cli", target_os = "linux", target_env = "gnu"))]
const MAP_FROM: i32 = 1 << 20;

/// Why [`set_exhausted_handler`]'s handler is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exhausted {
    /// The hard bound would be passed.
    Limit,
    /// The system has no more memory.
    System,
}

/// How many bytes a thread may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Beyond, a collection is asked for, and if it doesn't help, the program is stopped.
    pub soft: usize,
    /// Never passed.
    pub hard: usize,
}

impl Bounds {
    /// The bounds that keep a process whose heap may have `bytes` below twice that, given that
    /// stacks, code and the allocator's own waste come on top.
    pub fn around(bytes: usize) -> Bounds {
        /// What a runtime needs before a program begins.
        const START: usize = 8 << 20;
        Bounds {
            soft: bytes.saturating_add(bytes / 4).saturating_add(START),
            hard: bytes.saturating_add(bytes / 2).saturating_add(START),
        }
    }
}

thread_local! {
    /// Bytes that this thread may still take: the hard bound less what it holds.
    static LEFT: Cell<isize> = const { Cell::new(UNBOUNDED) };
    static HARD: Cell<isize> = const { Cell::new(UNBOUNDED) };
    static SOFT: Cell<usize> = const { Cell::new(usize::MAX) };
    /// Finds the bounds out when [`HARD`] is met for the first time.
    static FIND_OUT: Cell<Option<fn() -> Bounds>> = const { Cell::new(None) };
    /// Beyond so many bytes a collection is worth another try.
    static COLLECT_FROM: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// The hard bound of a thread without one: so far from either end that a thread which frees what
/// others made doesn't wrap around.
const UNBOUNDED: isize = isize::MAX / 2;

static HANDLER: OnceLock<fn(Exhausted) -> !> = OnceLock::new();

/// Bytes that this thread holds, as far as they were counted.
pub fn live() -> usize {
    // Below zero where it freed what others had made.
    HARD.get().wrapping_sub(LEFT.get()).max(0) as usize
}

/// Sets the hard bound.
fn set_hard(bytes: usize) {
    let hard = isize::try_from(bytes).map_or(UNBOUNDED, |bytes| bytes.min(UNBOUNDED));
    let more = hard.wrapping_sub(HARD.replace(hard));
    LEFT.set(LEFT.get().wrapping_add(more));
}

/// Sets the bounds of this thread.
pub fn set_bounds(bounds: Bounds) {
    FIND_OUT.set(None);
    set_hard(bounds.hard);
    SOFT.set(bounds.soft);
    COLLECT_FROM.set(bounds.soft);
    map_large_blocks();
}

/// Sets bounds of this thread that are only found out, by `find_out`, when it holds `from` bytes:
/// most programs never do.
pub fn set_bounds_later(from: usize, find_out: fn() -> Bounds) {
    set_hard(from);
    FIND_OUT.set(Some(find_out));
    map_large_blocks();
}

/// Sets what ends the process when the hard bound is met or the system has no memory, once for the
/// process. It may allocate: there is no bound for the thread any more when it is called.
pub fn set_exhausted_handler(handler: fn(Exhausted) -> !) {
    // That the first one stays is what is wanted where it is set twice.
    let _ = HANDLER.set(handler);
}

/// Whether `bytes` more stay below the hard bound.
pub fn has_room(bytes: usize) -> bool {
    let fits = |bytes| isize::try_from(bytes).is_ok_and(|bytes| bytes <= LEFT.get());
    fits(bytes) || (find_out() && fits(bytes))
}

/// Whether so much is held that a collection should be tried.
pub fn wants_collection() -> bool {
    live() > COLLECT_FROM.get()
}

/// To be called after a collection; whether the soft bound is passed all the same.
pub fn still_over() -> bool {
    let (live, soft) = (live(), SOFT.get());
    // What was just not freed needn't be looked at again for a while.
    COLLECT_FROM.set(soft.max(live.saturating_add(soft / 16)));
    live > soft
}

/// Counts bytes that came from the system directly.
pub(super) fn add(bytes: usize) {
    if !has_room(bytes) {
        exhausted(Exhausted::Limit);
    }
    LEFT.set(LEFT.get().wrapping_sub(bytes as isize));
}

/// Bytes from elsewhere that count for as long as this lives.
pub(crate) struct Counted(usize);

impl Counted {
    /// Counts bytes in; where they would pass the hard bound its handler is called.
    pub(crate) fn new(bytes: usize) -> Counted {
        add(bytes);
        Counted(bytes)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        subtract(self.0);
    }
}

/// Takes back what [`add`] counted.
#[inline(always)]
pub(super) fn subtract(bytes: usize) {
    LEFT.set(LEFT.get().wrapping_add(bytes as isize));
}

/// To be called where the system gave no memory. Returns only if no handler was set.
pub(super) fn system_has_none() {
    exhausted(Exhausted::System);
}

/// Finds out the bounds where that was put off; whether it was.
#[cold]
fn find_out() -> bool {
    let Some(find_out) = FIND_OUT.take() else {
        return false;
    };
    set_hard(usize::MAX);
    set_bounds(find_out());
    true
}

/// Calls the handler, if there is one.
#[cold]
#[inline(never)]
fn exhausted(why: Exhausted) {
    set_hard(usize::MAX);
    if let Some(handler) = HANDLER.get() {
        handler(why);
    }
}

/// The system's allocator maps large blocks singly at first, but no longer when it has seen some
/// freed; a fixed size keeps that up.
fn map_large_blocks() {
    #[cfg(all(feature = "cli", target_os = "linux", target_env = "gnu"))]
    // SAFETY: sets a parameter of the allocator, which may be done at any time.
    unsafe {
        nix::libc::mallopt(nix::libc::M_MMAP_THRESHOLD, MAP_FROM);
    }
}

/// Counts what passes through another allocator, and takes large blocks from the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAllocator<A>(
    /// Where small blocks come from.
    pub A,
);

impl<A> CountingAllocator<A> {
    /// Counts a block in; false where it mustn't be made.
    #[inline(always)]
    fn count(bytes: usize) -> bool {
        // No block is larger than half of the address space.
        let left = LEFT.get().wrapping_sub(bytes as isize);
        LEFT.set(left);
        left >= 0 || Self::count_beyond(bytes)
    }

    #[cold]
    #[inline(never)]
    fn count_beyond(bytes: usize) -> bool {
        subtract(bytes);
        let fits = has_room(bytes);
        match fits {
            true => LEFT.set(LEFT.get().wrapping_sub(bytes as isize)),
            false => exhausted(Exhausted::Limit),
        }
        fits
    }

    /// Looks at what an allocator answered: where it has nothing, the handler is called.
    #[inline(always)]
    fn given(block: *mut u8, bytes: usize) -> *mut u8 {
        if block.is_null() {
            subtract(bytes);
            exhausted(Exhausted::System);
        }
        block
    }
}

#[inline(always)]
fn is_large(bytes: usize) -> bool {
    bytes >= LARGE
}

// SAFETY: blocks come from `A` or from the system's allocator, as their size says, and go back to
// the same one with the same layout. Counting neither allocates nor unwinds; the handler doesn't
// return.
unsafe impl<A: GlobalAlloc> GlobalAlloc for CountingAllocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let bytes = layout.size();
        if !Self::count(bytes) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promise about the layout.
        let block = unsafe {
            match is_large(bytes) {
                true => System.alloc(layout),
                false => self.0.alloc(layout),
            }
        };
        Self::given(block, bytes)
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let bytes = layout.size();
        if !Self::count(bytes) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promise about the layout.
        let block = unsafe {
            match is_large(bytes) {
                true => System.alloc_zeroed(layout),
                false => self.0.alloc_zeroed(layout),
            }
        };
        Self::given(block, bytes)
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        subtract(layout.size());
        // SAFETY: the caller's promise; the size tells where the block came from.
        unsafe {
            match is_large(layout.size()) {
                true => System.dealloc(block, layout),
                false => self.0.dealloc(block, layout),
            }
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let old_size = layout.size();
        if is_large(old_size) != is_large(new_size) {
            // SAFETY: the caller promised that the new size makes a layout with this alignment.
            let new = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
            // SAFETY: the new size isn't zero, by the caller's promise; both blocks have at least
            // the smaller size, and are different ones.
            return unsafe {
                let moved = self.alloc(new);
                if !moved.is_null() {
                    moved.copy_from_nonoverlapping(block, old_size.min(new_size));
                    self.dealloc(block, layout);
                }
                moved
            };
        }
        let more = new_size.saturating_sub(old_size);
        if more > 0 && !Self::count(more) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promise; the size tells where the block came from, and the new one
        // belongs to the same allocator.
        let moved = unsafe {
            match is_large(old_size) {
                true => System.realloc(block, layout, new_size),
                false => self.0.realloc(block, layout, new_size),
            }
        };
        if !moved.is_null() {
            subtract(old_size.saturating_sub(new_size));
        }
        Self::given(moved, more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOCATOR: CountingAllocator<System> = CountingAllocator(System);

    fn layout(bytes: usize) -> Layout {
        Layout::from_size_align(bytes, 8).unwrap()
    }

    #[test]
    fn blocks_are_counted_whatever_way_they_go() {
        let before = live();
        // SAFETY: blocks are used with the layouts that they were made with.
        unsafe {
            let small = ALLOCATOR.alloc(layout(100));
            assert_eq!(live() - before, 100);
            small.write_bytes(7, 100);
            let large = ALLOCATOR.realloc(small, layout(100), LARGE + 8);
            assert_eq!(live() - before, LARGE + 8);
            assert_eq!(large.add(99).read(), 7);
            let larger = ALLOCATOR.realloc(large, layout(LARGE + 8), 3 * LARGE);
            assert_eq!(live() - before, 3 * LARGE);
            let small = ALLOCATOR.realloc(larger, layout(3 * LARGE), 50);
            assert_eq!(live() - before, 50);
            assert_eq!(small.add(49).read(), 7);
            ALLOCATOR.dealloc(small, layout(50));
            let zeroed = ALLOCATOR.alloc_zeroed(layout(LARGE));
            assert_eq!(zeroed.add(LARGE - 1).read(), 0);
            ALLOCATOR.dealloc(zeroed, layout(LARGE));
        }
        assert_eq!(live(), before);
    }

    #[test]
    fn what_passes_the_hard_bound_is_refused() {
        set_bounds(Bounds {
            soft: live() + 1000,
            hard: live() + 2000,
        });
        assert!(has_room(2000) && !has_room(2001));
        // SAFETY: the blocks are used with the layouts that they were made with.
        unsafe {
            let block = ALLOCATOR.alloc(layout(1500));
            assert!(!block.is_null() && wants_collection() && still_over());
            // Without a handler the bound is lifted, so that the process can say something.
            assert!(ALLOCATOR.realloc(block, layout(1500), 3000).is_null());
            assert!(has_room(1 << 30));
            ALLOCATOR.dealloc(block, layout(1500));
        }
    }

    #[test]
    fn bounds_can_be_found_out_when_they_are_met() {
        set_bounds_later(live() + 1000, || Bounds {
            soft: live() + 5000,
            hard: live() + 9000,
        });
        assert!(has_room(8000) && !has_room(9001));
    }
}
