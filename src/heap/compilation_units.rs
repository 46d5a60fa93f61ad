//! Compiled texts, as the collector sees them: which codes are of one, which values its trees hold.
//!
//! A text lives and dies as a whole. It lives as long as any function over one of its codes does,
//! or any of its codes runs, or a text that was compiled inside it lives (a direct eval); its
//! constants live with it. What is known of the codes themselves is the engine's: the collector
//! tells it which are dead.

use super::value::Value;

/// A compiled text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnitId(pub(super) u32);

pub(super) struct Unit {
    /// Whether the number is in use.
    pub(super) used: bool,
    pub(super) marked: bool,
    /// The text around that of a direct eval.
    pub(super) around: Option<UnitId>,
    /// The values in its trees.
    pub(super) constants: Vec<Value>,
    pub(super) codes: Vec<u32>,
    /// What it takes outside of the heap, as an estimate.
    pub(super) bytes: usize,
}

/// All compiled texts of a heap.
#[derive(Default)]
pub(super) struct Units {
    pub(super) units: Vec<Unit>,
    pub(super) free: Vec<u32>,
    /// The text that each code is of.
    pub(super) of_code: Vec<UnitId>,
    /// What all texts take.
    pub(super) bytes: usize,
}

impl Units {
    /// Bytes outside of the heap, as an estimate.
    pub(super) fn external_bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn clear_marks(&mut self) {
        self.units.iter_mut().for_each(|unit| unit.marked = false);
    }

    /// Forgets the texts that weren't marked; their codes, which mean nothing any more.
    pub(super) fn sweep(&mut self) -> Vec<u32> {
        let mut dead = Vec::new();
        for (number, unit) in self.units.iter_mut().enumerate() {
            if unit.marked || !unit.used {
                continue;
            }
            unit.used = false;
            unit.constants = Vec::new();
            dead.append(&mut unit.codes);
            self.bytes -= unit.bytes;
            self.free.push(number as u32);
        }
        dead
    }
}
