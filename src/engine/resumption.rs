//! Suspending and resuming as the engine sees it: why, how to go on, and the way down.
//!
//! Only data; what is done with it is `interpreter::suspend`.

use super::pending::ThrowSite;
use crate::heap::Value;

/// What a suspended `yield` or `await` is to do when it goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResumeMode {
    /// Gives the value.
    Next,
    /// Throws the value.
    Throw,
    /// Returns the value from the generator.
    Return,
}

/// Why an activation suspends itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SuspendReason {
    /// `await`
    Await,
    /// `yield`
    Yield,
    /// `yield` in an async generator: the value is to be awaited before.
    YieldAwaited,
    /// `yield*` in a sync generator: what is handed over is an iterator result already.
    YieldResult,
    /// `yield*` of a generator in a sync generator: the inner one is the resumption's value.
    YieldInner,
}

/// The state of suspending and resuming.
#[derive(Debug)]
pub struct Resumption {
    /// A walk is on its way down to the node that suspended.
    pub active: bool,
    /// What that node is to do.
    pub mode: ResumeMode,
    /// With which value.
    pub value: Value,
    /// Where the value was thrown, if it is an exception that the inner generator let out.
    pub site: Option<ThrowSite>,
    /// That node is a `yield*`, and what it gets comes from its inner generator, which was resumed
    /// in its place: it returned the value (`Next`), threw it (`Throw`), or gave it as a result to
    /// be passed on (`Return`).
    pub from_inner: bool,
    /// While suspending: how many slots of the frame are in use.
    pub depth: u32,
    /// While suspending: why.
    pub reason: SuspendReason,
    /// While suspending: something on the way out would run if the generator returned from there.
    /// Each node that lets a suspension through, but not a return, says so.
    pub guarded: bool,
    /// The states of the nodes from the suspended one up, or those still to be passed on the way
    /// down.
    pub path: Path,
}

impl Default for Resumption {
    fn default() -> Resumption {
        Resumption {
            active: false,
            mode: ResumeMode::Next,
            value: Value::UNDEFINED,
            site: None,
            from_inner: false,
            depth: 0,
            reason: SuspendReason::Await,
            guarded: false,
            path: Path::default(),
        }
    }
}

impl Resumption {
    /// What must be kept alive as long as the state is.
    pub(super) fn roots(&self) -> [Value; 2] {
        let site = self.site.unwrap_or(ThrowSite::NONE);
        [self.value, site.root()]
    }
}

/// A stack of small numbers: a suspension that unwinds lets each resumable node put its state on
/// it, innermost first, and the walk that resumes takes them off, outermost first.
///
/// A number below 255 takes one byte of the word; a full word goes to the list behind it.
#[derive(PartialEq, Eq, Debug)]
pub struct Path {
    /// The bytes below the highest bit that is set, the last one lowest. What is above them is
    /// [`Path::EMPTY`] at the end of the path, [`Path::MORE`] where it goes on in `full`.
    word: u64,
    full: Vec<u64>,
}

impl Default for Path {
    fn default() -> Path {
        Path {
            word: Path::EMPTY,
            full: Vec::new(),
        }
    }
}

impl Path {
    /// The word of a path without numbers.
    pub const EMPTY: u64 = 1;
    const MORE: u64 = 2;
    /// Stands before a number of four bytes.
    const LONG: u32 = 255;

    /// Begins anew.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.word = Path::EMPTY;
        if !self.full.is_empty() {
            self.full.clear();
        }
    }

    /// Whether there is no number.
    pub fn is_empty(&self) -> bool {
        self.word == Path::EMPTY
    }

    /// Puts a number onto it.
    #[inline(always)]
    pub fn push(&mut self, number: u32) {
        if number < Path::LONG && self.word >> 56 == 0 {
            self.word = self.word << 8 | number as u64;
        } else {
            self.push_slow(number);
        }
    }

    #[cold]
    #[inline(never)]
    fn push_slow(&mut self, number: u32) {
        if number < Path::LONG {
            return self.push_byte(number as u8);
        }
        for byte in number.to_le_bytes() {
            self.push_byte(byte);
        }
        self.push_byte(Path::LONG as u8);
    }

    fn push_byte(&mut self, byte: u8) {
        if self.word >> 56 != 0 {
            self.full.push(self.word);
            self.word = Path::MORE;
        }
        self.word = self.word << 8 | byte as u64;
    }

    /// Takes the last number off; 0 where there is none.
    #[inline(always)]
    pub fn pop(&mut self) -> u32 {
        let number = self.word as u32 & 255;
        if self.word >= 256 && number != Path::LONG {
            self.word >>= 8;
            number
        } else {
            self.pop_slow()
        }
    }

    #[cold]
    #[inline(never)]
    fn pop_slow(&mut self) -> u32 {
        if self.word == Path::EMPTY {
            return 0;
        }
        let byte = self.pop_byte();
        if byte as u32 != Path::LONG {
            return byte as u32;
        }
        let mut bytes = [0; 4].map(|_: u8| self.pop_byte());
        bytes.reverse();
        u32::from_le_bytes(bytes)
    }

    fn pop_byte(&mut self) -> u8 {
        if self.word == Path::MORE {
            self.word = self.full.pop().unwrap_or(Path::EMPTY);
        }
        if self.word == Path::EMPTY {
            return 0;
        }
        let byte = self.word as u8;
        self.word >>= 8;
        byte
    }

    /// The path as one word, where it fits.
    #[inline(always)]
    pub fn as_word(&self) -> Option<u64> {
        self.full.is_empty().then_some(self.word)
    }

    /// The words of a path, the last one at the end.
    pub fn words(&self) -> Vec<u64> {
        let mut words = self.full.clone();
        words.push(self.word);
        words
    }

    /// A path of one word, as [`Path::as_word`] gave it.
    #[inline(always)]
    pub fn set_word(&mut self, word: u64) {
        self.word = word;
    }

    /// A path, as [`Path::words`] gave it.
    pub fn set_words(&mut self, words: &[u64]) {
        self.full = words.to_vec();
        self.word = self.full.pop().unwrap_or(Path::EMPTY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(numbers: &[u32]) {
        let mut path = Path::default();
        numbers.iter().for_each(|number| path.push(*number));
        let mut again = Path::default();
        match path.as_word() {
            Some(word) => again.set_word(word),
            None => again.set_words(&path.words()),
        }
        for number in numbers.iter().rev() {
            assert_eq!(again.pop(), *number);
        }
        assert!(again.is_empty());
        assert_eq!(again.pop(), 0);
    }

    #[test]
    fn numbers_come_back_in_reverse() {
        there_and_back(&[]);
        there_and_back(&[0, 0, 0]);
        there_and_back(&[1, 2, 3, 4, 5, 6, 7]);
        there_and_back(&[254, 255, 256, 70_000, u32::MAX, 0]);
        let many: Vec<u32> = (0..1000).map(|number| number % 300).collect();
        for length in 0..many.len() {
            there_and_back(&many[..length]);
        }
    }

    #[test]
    fn seven_small_numbers_fit_a_word() {
        let mut path = Path::default();
        (0..7).for_each(|number| path.push(number));
        assert!(path.as_word().is_some());
        path.push(7);
        assert!(path.as_word().is_none());
    }
}
