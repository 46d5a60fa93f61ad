//! Which cells are in use: what lets builds with debug assertions say that a value was used after
//! it was collected, instead of reading whatever its cell holds by then.
//!
//! Each arena notes which of its cells were handed out and not freed since, and each access looks
//! there. Under `--gc-stress` what was freed also rests for a while before it is handed out again:
//! else the check would mostly meet the next cell in the same place. In other builds nothing is
//! noted and nothing is looked at.

#[cfg(debug_assertions)]
use std::cell::Cell;

/// So many cells of a kind die before the first of them may be handed out again.
#[cfg(debug_assertions)]
const RESTING: u32 = 1 << 14;

/// The notes of one arena, a word for each block of cells.
#[derive(Default)]
pub(super) struct Life {
    #[cfg(debug_assertions)]
    live: Vec<Cell<u64>>,
    /// What died lately, and what died before that.
    #[cfg(debug_assertions)]
    resting: [Vec<u64>; 2],
    #[cfg(debug_assertions)]
    died_lately: u32,
}

#[cfg(debug_assertions)]
impl Life {
    /// A block was added.
    pub(super) fn add_block(&mut self) {
        self.live.push(Cell::new(0));
        self.resting.iter_mut().for_each(|words| words.push(0));
    }

    /// A cell was handed out.
    pub(super) fn begin(&self, block: usize, bit: usize) {
        let word = &self.live[block];
        word.set(word.get() | 1 << bit);
    }

    /// Whether a cell is in use.
    pub(super) fn is_live(&self, block: usize, bit: usize) -> bool {
        self.live[block].get() & 1 << bit != 0
    }

    /// Only cells with marks live on, and what dies is to rest or not; which cells of the block
    /// died.
    pub(super) fn end(&mut self, block: usize, marks: u64, rest: bool) -> u64 {
        let word = &self.live[block];
        let died = word.get() & !marks;
        word.set(word.get() & marks);
        if rest {
            self.resting[0][block] |= died;
            self.died_lately += died.count_ones();
        }
        died
    }

    /// The end of a collection.
    pub(super) fn turn(&mut self) {
        if self.died_lately >= RESTING {
            self.died_lately = 0;
            self.resting.swap(0, 1);
            self.resting[0].fill(0);
        }
    }

    /// The cells of a block that mustn't be handed out, though nothing uses them.
    pub(super) fn resting(&self, block: usize) -> u64 {
        self.resting[0][block] | self.resting[1][block]
    }
}

#[cfg(not(debug_assertions))]
impl Life {
    #[inline(always)]
    pub(super) fn add_block(&mut self) {}

    #[inline(always)]
    pub(super) fn begin(&self, _block: usize, _bit: usize) {}

    #[inline(always)]
    pub(super) fn is_live(&self, _block: usize, _bit: usize) -> bool {
        true
    }

    #[inline(always)]
    pub(super) fn end(&mut self, _block: usize, marks: u64, _rest: bool) -> u64 {
        !marks
    }

    #[inline(always)]
    pub(super) fn turn(&mut self) {}

    #[inline(always)]
    pub(super) fn resting(&self, _block: usize) -> u64 {
        0
    }
}

/// Says that a handle outlived its cell.
#[cfg(debug_assertions)]
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn used_after_death() -> ! {
    panic!("a value was used after it was collected: it was not kept")
}
