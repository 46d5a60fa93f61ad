//! The memory under SharedArrayBuffers, and who waits at its places.
//!
//! The one thing of the engine that several agents, each on its thread, may hold at once. Owns no
//! values. Invariant: every access is to whole words, which are atomic, so that threads that race
//! see values that some of them wrote; an element that is aligned never tears, as
//! [the memory model](https://tc39.es/ecma262/#sec-memory-model) wants.
//!
//! Elements are little-endian, at byte indices.

use crate::heap::zeroed_words;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const WORD: usize = 8;

/// How long a thread that waits sleeps before it asks whether it is to go on waiting.
const PATIENCE: Duration = Duration::from_millis(20);

/// A [Shared Data Block](https://tc39.es/ecma262/#sec-data-blocks).
pub struct SharedMemory {
    words: Box<[AtomicU64]>,
    /// In bytes; it only grows.
    length: AtomicUsize,
    waiters: Mutex<Waiters>,
}

/// The [WaiterLists](https://tc39.es/ecma262/#sec-waiterlist-objects) by byte index, in the order of arrival.
type Waiters = BTreeMap<usize, VecDeque<Arc<Waiter>>>;

/// One that waits.
pub struct Waiter {
    notified: AtomicBool,
    /// Ends the sleep of a thread that waits.
    woken: Condvar,
    /// Told instead of a sleeping thread; called under the lock of the lists.
    listener: Option<Box<dyn Fn() + Send + Sync>>,
}

impl Waiter {
    fn new(listener: Option<Box<dyn Fn() + Send + Sync>>) -> Arc<Waiter> {
        Arc::new(Waiter {
            notified: AtomicBool::new(false),
            woken: Condvar::new(),
            listener,
        })
    }

    /// Whether it was notified.
    pub fn is_notified(&self) -> bool {
        self.notified.load(Ordering::SeqCst)
    }

    fn notify(&self) {
        self.notified.store(true, Ordering::SeqCst);
        match &self.listener {
            Some(listener) => listener(),
            None => self.woken.notify_one(),
        }
    }
}

/// What is waited for: that somebody notifies an element of shared memory.
pub struct SharedWait {
    /// The memory.
    pub memory: Arc<SharedMemory>,
    /// The element's byte index.
    pub at: usize,
    /// Its size in bytes.
    pub size: usize,
    /// The bytes that it must have for the wait to begin.
    pub expected: u64,
    /// After how many milliseconds the wait ends at the latest.
    pub timeout: f64,
}

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitEnd {
    /// It was notified.
    Notified,
    /// The element was another; nothing was waited for.
    NotEqual,
    /// The time was over.
    TimedOut,
    /// The thread was told not to wait any longer.
    Stopped,
}

/// The bits of an element of `size` bytes.
#[inline]
fn mask(size: usize) -> u64 {
    u64::MAX >> (64 - size * 8)
}

impl SharedMemory {
    /// Memory of a length in bytes, all 0, that may grow up to another.
    pub fn new(length: usize, max_length: usize) -> Arc<SharedMemory> {
        Arc::new(SharedMemory {
            words: zeroed_words(max_length.max(length).div_ceil(WORD)),
            length: AtomicUsize::new(length),
            waiters: Mutex::default(),
        })
    }

    /// Its length in bytes.
    #[inline]
    pub fn len(&self) -> usize {
        self.length.load(Ordering::SeqCst)
    }

    /// Makes it longer; false where it is longer already, or can't be so long.
    pub fn grow(&self, length: usize) -> bool {
        if length > self.words.len() * WORD {
            return false;
        }
        let grown = self
            .length
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |now| {
                (length >= now).then_some(length)
            });
        grown.is_ok()
    }

    /// Reads `size` bytes, which must be there, at any index.
    #[inline]
    pub fn read(&self, at: usize, size: usize) -> u64 {
        let (word, shift) = (at / WORD, at % WORD * 8);
        let low = self.words[word].load(Ordering::Relaxed) >> shift;
        if shift + size * 8 <= 64 {
            return low & mask(size);
        }
        let high = self.words[word + 1].load(Ordering::Relaxed) << (64 - shift);
        (low | high) & mask(size)
    }

    /// Writes the low `size` bytes, for which there must be room, at any index.
    #[inline]
    pub fn write(&self, at: usize, size: usize, raw: u64) {
        let (word, shift) = (at / WORD, at % WORD * 8);
        let (raw, mask) = (raw & mask(size), mask(size));
        self.merge(word, raw << shift, mask << shift);
        if shift + size * 8 > 64 {
            let over = 64 - shift;
            self.merge(word + 1, raw >> over, mask >> over);
        }
    }

    /// Sets the bits of a word that a mask has.
    fn merge(&self, word: usize, bits: u64, mask: u64) {
        let word = &self.words[word];
        if mask == u64::MAX {
            return word.store(bits, Ordering::Relaxed);
        }
        // The closure never gives `None`.
        let _ = word.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |old| {
            Some(old & !mask | bits)
        });
    }

    /// Copies bytes out.
    pub fn copy_out(&self, from: usize, to: &mut [u8]) {
        let mut done = 0;
        while done < to.len() {
            let size = step(from + done, to.len() - done);
            let raw = self.read(from + done, size).to_le_bytes();
            to[done..done + size].copy_from_slice(&raw[..size]);
            done += size;
        }
    }

    /// Copies bytes in.
    pub fn copy_in(&self, to: usize, from: &[u8]) {
        let mut done = 0;
        while done < from.len() {
            let size = step(to + done, from.len() - done);
            let mut raw = [0; WORD];
            raw[..size].copy_from_slice(&from[done..done + size]);
            self.write(to + done, size, u64::from_le_bytes(raw));
            done += size;
        }
    }

    /// Reads an aligned element, in the one order that all threads agree on.
    pub fn load(&self, at: usize, size: usize) -> u64 {
        let word = self.words[at / WORD].load(Ordering::SeqCst);
        word >> (at % WORD * 8) & mask(size)
    }

    /// Replaces an aligned element, in the one order that all threads agree on: what it was.
    pub fn update(&self, at: usize, size: usize, mut change: impl FnMut(u64) -> u64) -> u64 {
        let (shift, mask) = (at % WORD * 8, mask(size));
        let word = &self.words[at / WORD];
        let replaced = word.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |old| {
            let new = change(old >> shift & mask) & mask;
            Some(old & !(mask << shift) | new << shift)
        });
        let (Ok(old) | Err(old)) = replaced;
        old >> shift & mask
    }

    fn lists(&self) -> MutexGuard<'_, Waiters> {
        self.waiters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Blocks the thread while an element is `expected`, until it is notified, until a time, or
    /// until `goes_on`, which is asked now and then, gives false.
    pub fn wait(
        &self,
        (at, size): (usize, usize),
        expected: u64,
        until: Option<Instant>,
        mut goes_on: impl FnMut() -> bool,
    ) -> WaitEnd {
        let mut lists = self.lists();
        if self.load(at, size) != expected {
            return WaitEnd::NotEqual;
        }
        let waiter = Waiter::new(None);
        lists.entry(at).or_default().push_back(waiter.clone());
        loop {
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            let slice = left.map_or(PATIENCE, |left| left.min(PATIENCE));
            let waited = waiter.woken.wait_timeout(lists, slice);
            lists = waited.unwrap_or_else(PoisonError::into_inner).0;
            let end = if waiter.is_notified() {
                WaitEnd::Notified
            } else if until.is_some_and(|until| Instant::now() >= until) {
                WaitEnd::TimedOut
            } else if !goes_on() {
                WaitEnd::Stopped
            } else {
                continue;
            };
            remove(&mut lists, at, &waiter);
            return end;
        }
    }

    /// Waits without blocking while an element is `expected`: `listener` is called, from any
    /// thread, when it is notified. `None` where the element is another.
    pub fn wait_async(
        &self,
        (at, size): (usize, usize),
        expected: u64,
        listener: Box<dyn Fn() + Send + Sync>,
    ) -> Option<Arc<Waiter>> {
        let mut lists = self.lists();
        if self.load(at, size) != expected {
            return None;
        }
        let waiter = Waiter::new(Some(listener));
        lists.entry(at).or_default().push_back(waiter.clone());
        Some(waiter)
    }

    /// Ends a wait that doesn't block; false where it was notified before.
    pub fn stop_waiting(&self, at: usize, waiter: &Arc<Waiter>) -> bool {
        let mut lists = self.lists();
        remove(&mut lists, at, waiter);
        !waiter.is_notified()
    }

    /// Notifies up to `count` of those that wait at an index, the first first; how many there were.
    pub fn notify(&self, at: usize, count: f64) -> usize {
        let mut lists = self.lists();
        let Some(list) = lists.get_mut(&at) else {
            return 0;
        };
        let mut notified = 0;
        while (notified as f64) < count
            && let Some(waiter) = list.pop_front()
        {
            waiter.notify();
            notified += 1;
        }
        if list.is_empty() {
            lists.remove(&at);
        }
        notified
    }
}

fn remove(lists: &mut Waiters, at: usize, waiter: &Arc<Waiter>) {
    if let Some(list) = lists.get_mut(&at) {
        list.retain(|other| !Arc::ptr_eq(other, waiter));
        if list.is_empty() {
            lists.remove(&at);
        }
    }
}

/// How many bytes to copy at once: to the end of the word, at most.
fn step(at: usize, left: usize) -> usize {
    (WORD - at % WORD).min(left)
}

#[cfg(test)]
mod tests {
    use super::{SharedMemory, WaitEnd};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    #[test]
    fn bytes_stand_where_they_were_written() {
        let memory = SharedMemory::new(32, 32);
        for at in 0..=24 {
            for size in [1, 2, 4, 8] {
                let before: Vec<u64> = (0..32).map(|at| memory.read(at, 1)).collect();
                let raw = 0x1122_3344_5566_7788 ^ (at as u64) << 3;
                memory.write(at, size, raw);
                assert_eq!(memory.read(at, size), raw & super::mask(size));
                for (place, byte) in before.into_iter().enumerate() {
                    if !(at..at + size).contains(&place) {
                        assert_eq!(memory.read(place, 1), byte);
                    }
                }
            }
        }
        let mut bytes = [0; 19];
        memory.copy_out(3, &mut bytes);
        let other = SharedMemory::new(32, 32);
        other.copy_in(3, &bytes);
        assert!((3..22).all(|at| memory.read(at, 1) == other.read(at, 1)));
    }

    #[test]
    fn memory_only_grows() {
        let memory = SharedMemory::new(4, 16);
        assert!(memory.grow(12) && !memory.grow(8) && !memory.grow(17));
        assert_eq!(memory.len(), 12);
    }

    #[test]
    fn threads_count_together() {
        let memory = SharedMemory::new(8, 8);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    (0..1000).for_each(|_| {
                        let _ = memory.update(2, 2, |old| old + 1);
                    })
                });
            }
        });
        assert_eq!(memory.load(2, 2), 4000);
        assert_eq!((memory.read(0, 2), memory.read(4, 4)), (0, 0));
    }

    #[test]
    fn waiters_are_notified_in_order() {
        let memory = SharedMemory::new(16, 16);
        let told = Arc::new(AtomicUsize::new(0));
        let listener = |weight: usize| {
            let told = told.clone();
            Box::new(move || {
                let _ = told.fetch_add(weight, Ordering::SeqCst);
            })
        };
        assert!(memory.wait_async((0, 4), 1, listener(1)).is_none());
        let first = memory.wait_async((0, 4), 0, listener(1));
        let second = memory.wait_async((0, 4), 0, listener(10));
        let third = memory.wait_async((0, 4), 0, listener(100));
        let (Some(first), Some(_), Some(third)) = (first, second, third) else {
            panic!("the element was what was expected");
        };
        assert_eq!(memory.notify(4, f64::INFINITY), 0);
        assert_eq!(memory.notify(0, 1.0), 1);
        assert_eq!(told.load(Ordering::SeqCst), 1);
        assert!(!memory.stop_waiting(0, &first) && memory.stop_waiting(0, &third));
        assert_eq!(memory.notify(0, f64::INFINITY), 1);
        assert_eq!(told.load(Ordering::SeqCst), 11);
    }

    #[test]
    fn a_thread_waits_until_it_is_told() {
        let memory = SharedMemory::new(8, 8);
        let wait = |until| memory.wait((0, 4), 0, until, || true);
        let soon = Instant::now() + Duration::from_millis(5);
        assert_eq!(wait(Some(soon)), WaitEnd::TimedOut);
        assert_eq!(memory.wait((0, 4), 1, None, || true), WaitEnd::NotEqual);
        assert_eq!(memory.wait((0, 4), 0, None, || false), WaitEnd::Stopped);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| wait(None));
            while memory.notify(0, 1.0) == 0 {
                std::thread::yield_now();
            }
            assert!(matches!(waiting.join(), Ok(WaitEnd::Notified)));
        });
    }
}
