//! The tracer, which marks what is live during a collection.

use super::compilation_units::UnitId;
use super::shape::ShapeId;
use super::spaces::Heap;
use super::value::{Object, Value};
use rustc_hash::{FxHashMap, FxHashSet};

/// Marks values during a collection.
pub struct Tracer<'a> {
    pub(super) heap: &'a mut Heap,
    pub(super) stack: Vec<Value>,
    /// Values that live as soon as their key does, by the keys that weren't found so far.
    pub(super) ephemerons: FxHashMap<Value, Vec<Value>>,
    /// Live objects with something weak in them.
    pub(super) weak: Vec<Object>,
    /// Layouts that were marked not long ago, by their numbers: most objects have one of few.
    pub(super) recent_shapes: [ShapeId; RECENT_SHAPES],
    /// The code that was marked last.
    pub(super) recent_code: Option<u32>,
    /// The upper halves of the flags of functions that were traced, but zero.
    pub(super) groups: FxHashSet<u32>,
}

/// Where the flags of functions say which group they are of: a realm's.
const GROUP_SHIFT: u32 = 16;

pub(super) const RECENT_SHAPES: usize = 16;

/// Tells live from dead once all is marked.
#[derive(Clone, Copy)]
pub struct Marks<'a>(pub(super) &'a Heap);

impl Marks<'_> {
    /// Whether an object or symbol is live.
    pub fn is_live(self, value: Value) -> bool {
        self.0.is_marked(value)
    }
}

impl Tracer<'_> {
    /// Whether a value was marked.
    pub fn is_marked(&self, value: Value) -> bool {
        self.heap.is_marked(value)
    }

    /// Whether a function was traced whose flags have the same upper half, which isn't zero.
    pub fn has_function_of(&self, flags: u32) -> bool {
        self.groups.contains(&(flags >> GROUP_SHIFT))
    }

    #[inline]
    pub(super) fn note_function_flags(&mut self, flags: u32) {
        if flags >> GROUP_SHIFT != 0 {
            self.groups.insert(flags >> GROUP_SHIFT);
        }
    }

    /// Marks what is needed to complete the deferred objects of a group.
    pub fn trace_definitions_of(&mut self, group: u32) {
        let completer = self.heap.completer.take();
        if let Some(completer) = &completer {
            completer.trace_group(group, self);
        }
        self.heap.completer = completer;
    }

    /// Marks a value as live.
    #[inline]
    pub fn mark(&mut self, value: Value) {
        if value.is_heap() && self.heap.mark_cell(value) && !self.heap.is_leaf(value) {
            self.stack.push(value);
        }
    }

    /// Marks an object as live.
    #[inline]
    pub fn mark_object(&mut self, object: Object) {
        self.mark(object.value());
    }

    /// Marks several.
    pub fn mark_all<'v>(&mut self, values: impl IntoIterator<Item = &'v Value>) {
        values.into_iter().for_each(|value| self.mark(*value));
    }

    /// Marks a value if its key, an object or symbol, is live or comes to be so.
    pub fn mark_ephemeron(&mut self, key: Value, value: Value) {
        if !value.is_heap() {
            return;
        }
        if self.heap.is_marked(key) {
            self.mark(value);
        } else {
            self.ephemerons.entry(key).or_default().push(value);
        }
    }

    /// Marks a layout and all that leads to it.
    #[inline(always)]
    pub fn mark_shape(&mut self, id: ShapeId) {
        let recent = &mut self.recent_shapes[id.number() as usize % RECENT_SHAPES];
        if *recent != id {
            *recent = id;
            self.mark_other_shape(id);
        }
    }

    #[inline(never)]
    fn mark_other_shape(&mut self, id: ShapeId) {
        if id != ShapeId::NONE && self.heap.shapes.mark(id) {
            self.trace_shape(id);
        }
    }

    #[cold]
    #[inline(never)]
    fn trace_shape(&mut self, id: ShapeId) {
        let mut id = id;
        loop {
            let mut found = Vec::new();
            let parent = self.heap.shapes.trace(id, |value| found.push(value));
            found.into_iter().for_each(|value| self.mark(value));
            if parent == ShapeId::NONE || !self.heap.shapes.mark(parent) {
                return;
            }
            id = parent;
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
        // Its code may have been one of `Heap::return_to_units`, too.
        let unit_data = self.heap.units.units.get(unit.0 as usize);
        if unit_data.is_some_and(|unit| !unit.marked) {
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
