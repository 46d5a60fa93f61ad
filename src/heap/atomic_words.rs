//! Memory that several heaps may see at once: words of zeroes, outside every arena.

use std::sync::atomic::AtomicU64;

/// So many words, all 0, which the system only backs once they are touched.
pub fn zeroed_words(count: usize) -> Box<[AtomicU64]> {
    let words = vec![0u64; count].into_boxed_slice();
    const {
        assert!(align_of::<AtomicU64>() == align_of::<u64>());
    }
    // SAFETY: the box is unique, `AtomicU64` has the size and bit validity of `u64`, and the
    // assertion above holds its alignment.
    unsafe { Box::from_raw(Box::into_raw(words) as *mut [AtomicU64]) }
}
