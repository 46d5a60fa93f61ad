//! Compiled texts in the heap: making room for them, and what lives with them.

use super::compilation_units::{Unit, UnitId};
use super::{Heap, Value};

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
