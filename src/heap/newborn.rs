//! Telling what was allocated since some moment from what was there before.
//!
//! Costs nothing but at the two ends: cells are handed out block by block, in the order of a region,
//! so where an arena stood then says which cells were free. Holds as long as nothing is collected.

use super::watch::Watch;
use super::{Heap, Value};

impl Heap {
    /// From now on [`Heap::is_newborn`] tells; nothing must be collected until
    /// [`Heap::end_watch`].
    pub fn begin_watch(&mut self) {
        self.watch = Some(Box::new(Watch {
            object3: self.object3.mark_place(),
            object7: self.object7.mark_place(),
            object15: self.object15.mark_place(),
            arrays: self.arrays.mark_place(),
            functions: self.functions.mark_place(),
            natives: self.natives.mark_place(),
            promises: self.promises.mark_place(),
            generators: self.generators.mark_place(),
            hosts: self.hosts.mark_place(),
            scope3: self.scope3.mark_place(),
            scope7: self.scope7.mark_place(),
            scope15: self.scope15.mark_place(),
            scope_large: self.scope_large.mark_place(),
        }));
    }

    /// Ends it.
    pub fn end_watch(&mut self) {
        self.watch = None;
    }

    /// Whether it was begun.
    #[inline(always)]
    pub fn is_watched(&self) -> bool {
        self.watch.is_some()
    }

    /// Whether an object or a scope was allocated since the watch began; what is neither counts as if
    /// it was.
    pub fn is_newborn(&self, value: Value) -> bool {
        let Some(watch) = &self.watch else {
            return true;
        };
        let offset = value.offset();
        match value.tag() {
            _ if !value.is_heap() => true,
            1 => self.scope3.is_after(offset, watch.scope3),
            2 => self.scope7.is_after(offset, watch.scope7),
            3 => self.scope15.is_after(offset, watch.scope15),
            4 => self.scope_large.is_after(offset, watch.scope_large),
            32 => self.object3.is_after(offset, watch.object3),
            33 => self.object7.is_after(offset, watch.object7),
            34 => self.object15.is_after(offset, watch.object15),
            35 => self.arrays.is_after(offset, watch.arrays),
            36 => self.functions.is_after(offset, watch.functions),
            37 => self.natives.is_after(offset, watch.natives),
            38 => self.promises.is_after(offset, watch.promises),
            39 => self.generators.is_after(offset, watch.generators),
            40..=46 => self.hosts.is_after(offset, watch.hosts),
            _ => !value.is_object(),
        }
    }

    /// Which codes each text has, to go back to.
    pub fn mark_units(&self) -> UnitsMark {
        UnitsMark {
            codes: self
                .units
                .units
                .iter()
                .map(|unit| unit.codes.len())
                .collect(),
            used: self.units.units.iter().map(|unit| unit.used).collect(),
            free: self.units.free.clone(),
            bytes: self.units.bytes,
        }
    }

    /// Forgets the texts, and the codes of others, that were made since: nothing must be left of
    /// them.
    pub fn return_to_units(&mut self, mark: UnitsMark) {
        let units = &mut self.units;
        units.units.truncate(mark.codes.len());
        for (number, unit) in units.units.iter_mut().enumerate() {
            unit.codes.truncate(mark.codes[number]);
            if !mark.used[number] {
                unit.used = false;
                unit.constants = Vec::new();
            }
        }
        units.free = mark.free;
        units.bytes = mark.bytes;
    }
}

/// What [`Heap::return_to_units`] goes back to.
pub struct UnitsMark {
    codes: Vec<usize>,
    used: Vec<bool>,
    free: Vec<u32>,
    bytes: usize,
}

#[cfg(test)]
mod tests {
    use super::super::{Heap, Kind, Value};

    #[test]
    fn what_was_there_before_is_told_from_what_came_later() {
        let mut heap = Heap::of_test();
        let shape = heap.root_shape(Value::NULL, Kind::Object3);
        let old: Vec<Value> = (0..200).map(|_| heap.new_object(shape).value()).collect();
        let scope = heap.new_scope(Value::UNDEFINED, 2, Value::UNDEFINED);
        heap.begin_watch();
        let new: Vec<Value> = (0..200).map(|_| heap.new_object(shape).value()).collect();
        assert!(old.iter().all(|&value| !heap.is_newborn(value)));
        assert!(new.iter().all(|&value| heap.is_newborn(value)));
        assert!(!heap.is_newborn(scope));
        let scope = heap.new_scope(Value::UNDEFINED, 2, Value::UNDEFINED);
        assert!(heap.is_newborn(scope));
        heap.end_watch();
        assert!(!heap.is_watched());
    }

    #[test]
    fn places_of_the_dead_are_new() {
        let mut heap = Heap::of_test();
        let shape = heap.root_shape(Value::NULL, Kind::Object3);
        let all: Vec<Value> = (0..130).map(|_| heap.new_object(shape).value()).collect();
        let kept: Vec<Value> = all.iter().copied().step_by(2).collect();
        heap.collect(
            [].into_iter(),
            false,
            |tracer| tracer.mark_all(&kept),
            |_| false,
        );
        heap.begin_watch();
        let new: Vec<Value> = (0..130).map(|_| heap.new_object(shape).value()).collect();
        assert!(kept.iter().all(|&value| !heap.is_newborn(value)));
        assert!(new.iter().all(|&value| heap.is_newborn(value)));
    }
}
