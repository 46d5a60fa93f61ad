//! Compiled texts, as the collector sees them: which codes are of one, which values its trees hold.
//!
//! A text lives and dies as a whole. It lives as long as any function over one of its codes does,
//! or any of its codes runs, or a text that was compiled inside it lives (a direct eval); its
//! constants live with it. What is known of the codes themselves is the engine's: the collector
//! tells it which are dead.

use super::collect::Tracer;
use super::{Heap, Value};

/// A compiled text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnitId(u32);

struct Unit {
    /// Whether the number stands for a text now.
    used: bool,
    marked: bool,
    /// The text around that of a direct eval.
    around: Option<UnitId>,
    /// The values in its trees.
    constants: Vec<Value>,
    codes: Vec<u32>,
    /// What it takes outside of the heap, as an estimate.
    bytes: usize,
}

/// All compiled texts of a heap.
#[derive(Default)]
pub(super) struct Units {
    units: Vec<Unit>,
    free: Vec<u32>,
    /// The text that each code is of.
    of_code: Vec<UnitId>,
    /// What all texts take.
    bytes: usize,
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

impl Heap {
    /// Makes room for a text that takes about `bytes` outside of the heap, its codes included;
    /// `around` is the text that a direct eval's is compiled in.
    pub fn new_unit(&mut self, around: Option<UnitId>, bytes: usize) -> UnitId {
        self.report_external(bytes);
        self.units.bytes += bytes;
        let unit = Unit {
            used: true,
            marked: false,
            around,
            constants: Vec::new(),
            codes: Vec::new(),
            bytes,
        };
        match self.units.free.pop() {
            Some(number) => {
                self.units.units[number as usize] = unit;
                UnitId(number)
            }
            None => {
                self.units.units.push(unit);
                UnitId(self.units.units.len() as u32 - 1)
            }
        }
    }

    /// Says which text a code is of, by its number.
    pub fn set_unit_of_code(&mut self, code: u32, unit: UnitId) {
        let place = code as usize;
        if place >= self.units.of_code.len() {
            self.units.of_code.resize(place + 1, unit);
        }
        self.units.of_code[place] = unit;
        self.units.units[unit.0 as usize].codes.push(code);
    }

    /// Makes a value live as long as a text.
    pub fn add_constant(&mut self, unit: UnitId, value: Value) {
        if value.is_heap() {
            self.units.units[unit.0 as usize].constants.push(value);
        }
    }
}

impl Tracer<'_> {
    /// Marks the text of a code as live, with all that lives as long.
    #[inline]
    pub fn mark_code(&mut self, code: u32) {
        if self.recent_code != Some(code) {
            self.recent_code = Some(code);
            self.mark_other_code(code);
        }
    }

    #[inline(never)]
    fn mark_other_code(&mut self, code: u32) {
        // A slot that is stale may lead to a cell that never was a function.
        let Some(&unit) = self.heap.units.of_code.get(code as usize) else {
            return;
        };
        if !self.heap.units.units[unit.0 as usize].marked {
            self.trace_unit(unit);
        }
    }

    #[cold]
    #[inline(never)]
    fn trace_unit(&mut self, unit: UnitId) {
        let mut next = Some(unit);
        while let Some(unit) = next {
            let place = unit.0 as usize;
            let unit = &mut self.heap.units.units[place];
            if std::mem::replace(&mut unit.marked, true) {
                return;
            }
            next = unit.around;
            let constants = std::mem::take(&mut unit.constants);
            self.mark_all(&constants);
            self.heap.units.units[place].constants = constants;
        }
    }
}
