//! Compiled patterns: the instructions that `compile` emits and `machine` runs, and their tables.

use super::sets::{CharSet, FirstUnits};
use memchr::memmem::Finder;

/// An instruction. Targets are places in the program; slots hold captures, counts and places.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Inst {
    /// Never matches. The last one of each program: backtracking that has to pause goes on from here.
    Fail,
    Char(u32),
    CharBack(u32),
    Set(u32),
    SetBack(u32),
    /// Continues with the next; if that fails, at the target.
    Try(u32),
    /// Continues at the target; if that fails, with the next.
    TryLater(u32),
    Jump(u32),
    /// Continues with the next if the next code unit is one of the first units, else at the target.
    Gate {
        firsts: u32,
        otherwise: u32,
    },
    /// Saves the present place in a slot.
    Save(u32),
    Zero(u32),
    Increment(u32),
    /// Empties slots.
    Forget {
        from: u32,
        to: u32,
    },
    /// Fails if the place is that of the slot.
    NotEmpty(u32),
    /// The same, if the count of rounds is above the least.
    NotEmptyAbove {
        mark: u32,
        count: u32,
        least: u32,
    },
    /// Decides whether a counted loop runs again, with the next, or ends, at the target.
    Loop {
        count: u32,
        limits: u32,
        exit: u32,
    },
    /// A loop around one character of a set, which pushes one frame only.
    Run {
        set: u32,
        limits: u32,
        /// What must follow, if that is known.
        follow: u32,
    },
    /// Begins a lookahead or lookbehind; continues at the target if it is negated and fails.
    Look {
        height: u32,
        negated: bool,
        after: u32,
    },
    LookEnd {
        height: u32,
        negated: bool,
    },
    Reference {
        groups: u32,
        ignore_case: bool,
        back: bool,
    },
    Start,
    LineStart,
    End,
    LineEnd,
    Boundary {
        negated: bool,
        folds: bool,
    },
    Match,
}

/// How often a loop runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) least: u32,
    pub(crate) most: u32,
    pub(crate) greedy: bool,
}

/// The character that follows an [`Inst::Run`] isn't known.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// Where a match can begin.
#[derive(Debug)]
pub(crate) enum Begin {
    /// Anywhere.
    Any,
    /// Only at the start of the text.
    Start,
    /// Where one of up to three bytes is, if the text is one of bytes.
    Bytes(Vec<u8>),
    /// Where a text is, if the text is one of bytes.
    Text(Box<Finder<'static>>),
    /// Where one of the first units is.
    Firsts,
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) code: Vec<Inst>,
    pub(crate) sets: Vec<CharSet>,
    pub(crate) firsts: Vec<FirstUnits>,
    pub(crate) limits: Vec<Limits>,
    pub(crate) references: Vec<Vec<usize>>,
    /// How many groups there are, with that of all that matches.
    pub(crate) groups: usize,
    /// How many slots: two for each group, and those of loops.
    pub(crate) slots: usize,
    pub(crate) begin: Begin,
    pub(crate) begin_units: FirstUnits,
    /// By code points, not units.
    pub(crate) unicode: bool,
}
