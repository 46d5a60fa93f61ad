//! Mark and sweep: precise, with an explicit mark stack, over all kinds.
//!
//! Collection runs only where the interpreter asks for it (a tree node that allocates, a call):
//! never inside an allocation. So Rust code that doesn't call back into a script may hold handles
//! freely.

use super::Heap;
use super::activation_cells::ActivationLarge;
use super::cells::{InternalData, Overflow};
use super::host_data::{HostData, bytes_of};
use super::shape::ShapeId;
use super::spaces::MIN_THRESHOLD;
use super::string::cell::{StringCell, spread};
use super::tracer::{Marks, RECENT_SHAPES, Tracer};
use super::value::{ActivationRef, Kind, Object, Str, Value};
use crate::budget::PIECE;
use rustc_hash::{FxHashMap, FxHashSet};

impl Tracer<'_> {
    fn drain(&mut self) {
        while let Some(value) = self.stack.pop() {
            self.trace(value);
            if !self.ephemerons.is_empty()
                && let Some(values) = self.ephemerons.remove(&value)
            {
                self.mark_all(&values);
            }
        }
    }

    /// Lets every live object forget what is weak and dead; those that ask for a cleanup.
    fn forget_dead(&mut self) -> Vec<Object> {
        let mut cleanups = Vec::new();
        for object in std::mem::take(&mut self.weak) {
            let offset = object.value().offset();
            let mut data = self.heap.hosts.get_mut(offset).data.take();
            if let Some(data) = &mut data
                && data.forget_dead(Marks(self.heap))
            {
                cleanups.push(object);
            }
            self.heap.hosts.get_mut(offset).data = data;
        }
        cleanups
    }

    fn trace(&mut self, value: Value) {
        let offset = value.offset();
        if let Some(object) = value.as_object() {
            let header = *self.heap.header(object);
            self.mark_shape(header.shape);
            if header.overflow != 0 {
                self.trace_overflow(header.overflow);
            }
            self.trace_object(object, offset);
            return;
        }
        match value.tag() {
            1 => self.trace_scope(value, 3),
            2 => self.trace_scope(value, 7),
            3 => self.trace_scope(value, 15),
            4 => self.trace_scope(value, self.heap.scope_large.get(offset).slots.len()),
            5 => {
                let reaction = *self.heap.reactions.get(offset);
                self.mark(reaction.next);
                self.mark(reaction.capability);
                self.mark(reaction.on_fulfilled);
                self.mark(reaction.on_rejected);
            }
            6 => self.trace_internal(offset),
            7 => {
                let request = *self.heap.requests.get(offset);
                self.mark(request.next);
                self.mark(request.promise);
                self.mark(request.value);
            }
            8..=12 => self.trace_activation(value),
            16 => self.trace_string(offset),
            17 => {
                let cell = *self.heap.symbols.get(offset);
                self.mark(cell.description);
                self.mark(cell.owner);
            }
            _ => {}
        }
    }

    fn trace_scope(&mut self, scope: Value, slots: usize) {
        self.mark(self.heap.scope_parent(scope));
        for slot in 0..slots {
            self.mark(self.heap.scope_get(scope, slot));
        }
    }

    fn trace_activation(&mut self, value: Value) {
        let Some(activation) = ActivationRef::from_value(value) else {
            return;
        };
        self.mark(self.heap.activation_next(activation));
        let mut slots = [Value::UNDEFINED; 32];
        let mut from = 0;
        loop {
            let copied = self
                .heap
                .copy_activation_slots(activation, from, &mut slots);
            self.mark_all(&slots[..copied]);
            from += copied;
            if copied < slots.len() {
                break;
            }
        }
    }

    fn trace_internal(&mut self, offset: u32) {
        let data = std::mem::take(&mut self.heap.internals.get_mut(offset).data);
        match &data {
            InternalData::Empty => {}
            InternalData::Accessor { get, set } => {
                self.mark(*get);
                self.mark(*set);
            }
            InternalData::Boxed(data) => data.trace(self),
        }
        self.heap.internals.get_mut(offset).data = data;
    }

    fn trace_string(&mut self, offset: u32) {
        let (left, right) = self.heap.string_children(Str(offset));
        if let Some(left) = left {
            self.mark(left.value());
        }
        if let Some(right) = right {
            self.mark(right.value());
        }
    }

    fn trace_overflow(&mut self, offset: u32) {
        self.heap.overflows.mark(offset);
        let storage = std::mem::take(self.heap.overflows.get_mut(offset));
        self.mark_all(&storage.slots);
        if let Some(indexed) = &storage.indexed {
            self.mark_all(&indexed.dense);
            indexed
                .sparse
                .values()
                .for_each(|property| self.mark(property.value));
        }
        *self.heap.overflows.get_mut(offset) = storage;
    }

    fn trace_object(&mut self, object: Object, offset: u32) {
        match object.kind() {
            Kind::Object3 => self.trace_slots(self.heap.object3.get(offset).slots),
            Kind::Object7 => self.trace_slots(self.heap.object7.get(offset).slots),
            Kind::Object15 => self.trace_slots(self.heap.object15.get(offset).slots),
            Kind::Array => {
                let elements = self.heap.arrays.get(offset).elements.as_slice();
                let elements: *const [Value] = elements;
                // SAFETY: marking changes marks and the mark stack, which are beside the cells: no
                // elements, and no cell moves.
                self.mark_all(unsafe { &*elements });
            }
            Kind::Function => {
                let (code, scope, extra, flags) = {
                    let cell = self.heap.functions.get(offset);
                    (cell.code, cell.scope, cell.extra, cell.flags)
                };
                self.note_function_flags(flags);
                self.mark_code(code);
                self.mark(scope);
                self.mark(extra);
            }
            Kind::Native => {
                let cell = self.heap.natives.get(offset);
                let (data, flags) = (cell.data, cell.flags);
                self.note_function_flags(flags);
                self.mark_all(&data);
            }
            Kind::Promise => {
                let data = self.heap.promises.get(offset).data;
                self.mark(data.result);
                self.mark(data.reactions);
            }
            Kind::Generator => {
                let data = self.heap.generators.get(offset).data;
                self.mark(data.activation);
                self.mark(data.link);
                if !data.activation.is_undefined() {
                    self.mark_code(data.code);
                }
            }
            _ => {
                let data: Option<Box<dyn HostData>> = self.heap.hosts.get_mut(offset).data.take();
                if let Some(data) = &data {
                    data.trace(self);
                    if data.is_weak() {
                        self.weak.push(object);
                    }
                }
                self.heap.hosts.get_mut(offset).data = data;
            }
        }
    }

    /// Marks what is in an object's inline slots, of which its kind has so many.
    fn trace_slots<const N: usize>(&mut self, slots: [Value; N]) {
        slots.into_iter().for_each(|value| self.mark(value));
    }
}

impl Overflow {
    fn external_bytes(&self) -> usize {
        let indexed = self.indexed.as_ref().map_or(0, |store| {
            store.dense.capacity() * 8 + store.sparse.len() * 32
        });
        self.slots.capacity() * 8 + indexed
    }
}

/// A table of atoms for fewer isn't made smaller.
const SMALL_TABLE: usize = 1 << 14;

/// Up to so much, allocation between two collections may be twice what is live; beyond, as much as
/// is live. A heap that grows is small for a while, and would be looked through more often then.
const GENEROUS: usize = 32 << 20;

/// What a collection found.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// Objects whose [`HostData::forget_dead`] asked for a cleanup.
    pub cleanups: Vec<Object>,
    /// Codes whose text is dead.
    pub dead_codes: Vec<u32>,
}

impl Heap {
    fn clear_all_marks(&mut self) {
        self.object3.clear_marks();
        self.object7.clear_marks();
        self.object15.clear_marks();
        self.arrays.clear_marks();
        self.functions.clear_marks();
        self.natives.clear_marks();
        self.promises.clear_marks();
        self.generators.clear_marks();
        self.hosts.clear_marks();
        self.scope3.clear_marks();
        self.scope7.clear_marks();
        self.scope15.clear_marks();
        self.scope_large.clear_marks();
        self.activation7.clear_marks();
        self.activation10.clear_marks();
        self.activation14.clear_marks();
        self.activation21.clear_marks();
        self.activation_large.clear_marks();
        self.reactions.clear_marks();
        self.requests.clear_marks();
        self.internals.clear_marks();
        self.strings.clear_marks();
        self.symbols.clear_marks();
        self.bigints.clear_marks();
        self.overflows.clear_marks();
        self.overflows.mark(0);
        self.units.clear_marks();
    }

    #[inline]
    pub(super) fn mark_cell(&mut self, value: Value) -> bool {
        let offset = value.offset();
        match value.tag() {
            1 => self.scope3.mark(offset),
            2 => self.scope7.mark(offset),
            3 => self.scope15.mark(offset),
            4 => self.scope_large.mark(offset),
            5 => self.reactions.mark(offset),
            6 => self.internals.mark(offset),
            7 => self.requests.mark(offset),
            8 => self.activation7.mark(offset),
            9 => self.activation10.mark(offset),
            10 => self.activation14.mark(offset),
            11 => self.activation21.mark(offset),
            12 => self.activation_large.mark(offset),
            16 => self.strings.mark(offset),
            17 => self.symbols.mark(offset),
            18 => self.bigints.mark(offset),
            32 => self.object3.mark(offset),
            33 => self.object7.mark(offset),
            34 => self.object15.mark(offset),
            35 => self.arrays.mark(offset),
            36 => self.functions.mark(offset),
            37 => self.natives.mark(offset),
            38 => self.promises.mark(offset),
            39 => self.generators.mark(offset),
            40..=46 => self.hosts.mark(offset),
            tag => unreachable!("no kind has the tag {tag}"),
        }
    }

    fn sweep_atoms(&mut self) {
        let strings = &self.strings;
        self.atoms.retain(|atom| strings.is_marked(atom.0));
        if self.atoms.capacity() > SMALL_TABLE && self.atoms.len() < self.atoms.capacity() / 8 {
            let hash = |atom: &Str| spread(strings.get(atom.0).hash.get());
            self.atoms.shrink_to(self.atoms.len() * 2, hash);
        }
    }

    fn sweep_all(&mut self, poison: bool) -> usize {
        self.object3.sweep(poison)
            + self.object7.sweep(poison)
            + self.object15.sweep(poison)
            + self.arrays.sweep(poison)
            + self.functions.sweep(poison)
            + self.natives.sweep(poison)
            + self.promises.sweep(poison)
            + self.generators.sweep(poison)
            + self.hosts.sweep(poison)
            + self.scope3.sweep(poison)
            + self.scope7.sweep(poison)
            + self.scope15.sweep(poison)
            + self.scope_large.sweep(poison)
            + self.activation7.sweep(poison)
            + self.activation10.sweep(poison)
            + self.activation14.sweep(poison)
            + self.activation21.sweep(poison)
            + self.activation_large.sweep(poison)
            + self.reactions.sweep(poison)
            + self.requests.sweep(poison)
            + self.internals.sweep(poison)
            + self.strings.sweep(poison)
            + self.symbols.sweep(poison)
            + self.bigints.sweep(poison)
            + self.overflows.sweep(poison)
    }

    fn finish_collection(&mut self, live_cells: usize) {
        let external = self.external_bytes();
        self.live = live_cells + external + self.outside;
        self.allocated = 0;
        let threshold = self
            .live
            .max((self.live * 2).min(GENEROUS))
            .max(MIN_THRESHOLD)
            .min(self.limit.saturating_sub(self.live).max(1 << 20));
        self.set_threshold(threshold);
    }

    /// Bytes that live cells own outside the arenas.
    fn external_bytes(&self) -> usize {
        let arrays: usize = self
            .arrays
            .iter_owners()
            .map(|cell| cell.elements.external_bytes())
            .sum();
        let strings: usize = self
            .strings
            .iter_owners()
            .map(StringCell::external_bytes)
            .sum();
        let overflows: usize = self
            .overflows
            .iter_marked()
            .map(Overflow::external_bytes)
            .sum();
        let activations: usize = self
            .activation_large
            .iter_marked()
            .map(ActivationLarge::external_bytes)
            .sum();
        let bigints: usize = self
            .bigints
            .iter_marked()
            .filter_map(|cell| cell.0.as_ref())
            .map(|value| value.bits() as usize / 8)
            .sum();
        let hosts = self
            .hosts
            .iter_marked()
            .filter_map(|cell| cell.data.as_ref());
        let hosts: usize = hosts.map(|data| bytes_of(&**data)).sum();
        let internals = self.internals.iter_marked().map(|cell| match &cell.data {
            InternalData::Boxed(data) => bytes_of(&**data),
            _ => 0,
        });
        let hosts = hosts + internals.sum::<usize>();
        let code = self.units.external_bytes() + self.shapes.external_bytes();
        arrays + strings + overflows + activations + bigints + hosts + code
    }

    /// Reports memory outside the arenas that came to hang on a cell. Much of it costs steps: it
    /// was filled, so that whatever makes long texts, lists or buffers pays for them, also where it
    /// doesn't know of budgets.
    #[inline]
    pub fn report_external(&mut self, bytes: usize) {
        self.allocated = self.allocated.saturating_add(bytes);
        if bytes > PIECE {
            // The interpreter notices a stop at its next step.
            let _ = self.budget.spend(bytes / 64);
        }
    }

    /// Collects: marks from `slots` and from what `roots` marks, and frees the rest. Once that is done,
    /// `more` may mark what lives because of it, and is asked again for as long as it did. With
    /// `poison`, dead cells are overwritten.
    pub fn collect(
        &mut self,
        slots: impl Iterator<Item = Value>,
        poison: bool,
        roots: impl FnOnce(&mut Tracer<'_>),
        mut more: impl FnMut(&mut Tracer<'_>) -> bool,
    ) -> Collected {
        self.clear_all_marks();
        self.shapes.clear_marks();
        let mut tracer = Tracer {
            heap: self,
            stack: Vec::with_capacity(1024),
            ephemerons: FxHashMap::default(),
            weak: Vec::new(),
            recent_shapes: [ShapeId::NONE; RECENT_SHAPES],
            recent_code: None,
            groups: FxHashSet::default(),
        };
        slots.for_each(|value| tracer.mark(value));
        let pins = std::mem::take(&mut tracer.heap.pins);
        tracer.mark_all(&pins);
        tracer.heap.pins = pins;
        let torn = tracer.heap.torn.take();
        for (string, rope) in &torn {
            tracer.mark_all(&[string.value(), rope.left.value(), rope.right.value()]);
        }
        tracer.heap.torn = torn.into();
        let completer = tracer.heap.completer.take();
        if let Some(completer) = &completer {
            completer.trace(&mut tracer);
        }
        tracer.heap.completer = completer;
        roots(&mut tracer);
        tracer.drain();
        while more(&mut tracer) {
            tracer.drain();
        }
        let cleanups = tracer.forget_dead();
        self.sweep_atoms();
        let dead_codes = self.units.sweep();
        self.shapes.sweep();
        let live_bytes = self.sweep_all(poison);
        self.finish_collection(live_bytes);
        Collected {
            cleanups,
            dead_codes,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::heap::{Heap, Kind, Object, PropertyFlags, ShapeId, Value};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn plain(heap: &mut Heap, kind: Kind) -> ShapeId {
        heap.root_shape(Value::NULL, kind)
    }

    fn collect(heap: &mut Heap, roots: &[Value]) {
        heap.collect(roots.iter().copied(), true, |_| {}, |_| false);
    }

    fn panics<T>(run: impl FnOnce() -> T) -> Option<String> {
        let panic = catch_unwind(AssertUnwindSafe(run)).err()?;
        Some(match panic.downcast::<String>() {
            Ok(text) => *text,
            Err(panic) => panic
                .downcast_ref::<&str>()
                .copied()
                .unwrap_or("")
                .to_string(),
        })
    }

    /// One value of each kind that the heap makes by itself.
    #[cfg(debug_assertions)]
    fn all_kinds(heap: &mut Heap) -> Vec<Value> {
        let other = heap.root_shape(Value::NULL, Kind::Array);
        let mut values = Vec::new();
        for kind in [Kind::Object3, Kind::Object7, Kind::Object15] {
            let shape = plain(heap, kind);
            values.push(heap.new_object(shape).value());
        }
        values.push(heap.new_array(other, vec![Value::int(1); 3]).value());
        values.push(
            heap.new_function(other, 0, 0, Value::NULL, Value::NULL)
                .value(),
        );
        values.push(heap.new_promise(other).value());
        values.push(heap.new_scope(Value::NULL, 2, Value::TRUE));
        values.push(heap.new_scope(Value::NULL, 20, Value::TRUE));
        values.push(
            heap.new_string("a text that stands in a box of its own")
                .value(),
        );
        values.push(heap.new_bigint(7.into()).value());
        values.push(
            heap.new_symbol(None, super::super::SymbolKind::Plain)
                .value(),
        );
        values
    }

    #[cfg(debug_assertions)]
    fn look(heap: &mut Heap, value: Value) {
        if let Some(object) = value.as_object() {
            heap.prototype(object);
        } else if let Some(string) = value.as_string() {
            heap.string_length(string);
        } else if let Some(bigint) = value.as_bigint() {
            heap.bigint(bigint);
        } else if let Some(symbol) = value.as_symbol() {
            heap.symbol_description(symbol);
        } else {
            heap.scope_parent(value);
        }
    }

    #[test]
    #[cfg(debug_assertions)]
    fn a_value_that_was_not_kept_is_found_out() {
        let mut heap = Heap::of_test();
        for kind in 0..all_kinds(&mut heap).len() {
            let value = all_kinds(&mut heap)[kind];
            collect(&mut heap, &[value]);
            look(&mut heap, value);
            collect(&mut heap, &[]);
            // Others of its kind don't take its place.
            all_kinds(&mut heap);
            let message = panics(|| look(&mut heap, value)).unwrap_or_default();
            assert!(message.contains("it was not kept"), "{value:?}: {message}");
        }
    }

    #[test]
    #[cfg(debug_assertions)]
    fn a_value_of_another_heap_is_found_out() {
        let (mut heap, mut other) = (Heap::of_test(), Heap::of_test());
        let rounds = if cfg!(miri) { 3 } else { 1000 };
        for _ in 0..rounds {
            all_kinds(&mut heap);
        }
        let last = all_kinds(&mut heap);
        for value in &last {
            let message = panics(|| look(&mut other, *value)).unwrap_or_default();
            assert!(message.contains("another heap"), "{value:?}: {message}");
        }
    }

    #[test]
    fn a_layout_of_another_class_is_refused() {
        let mut heap = Heap::of_test();
        let key = heap.property_key_of_str("x");
        let shapes = [Kind::Object3, Kind::Object7, Kind::Object15];
        for kind in shapes {
            let root = plain(&mut heap, kind);
            let shape = heap.shape_with(root, key);
            assert!(panics(|| heap.new_array(shape, Vec::new())).is_some());
            assert!(panics(|| heap.new_promise(shape)).is_some());
            let none = Value::UNDEFINED;
            assert!(panics(|| heap.new_function(shape, 0, 0, none, none)).is_some());
            assert!(panics(|| heap.new_native(shape, 0, 0, [none; 2])).is_some());
        }
        let other = heap.root_shape(Value::NULL, Kind::Array);
        assert!(panics(|| heap.new_object(other)).is_some());
        let seven = plain(&mut heap, Kind::Object7);
        assert!(panics(|| heap.new_object3(seven, [Value::NULL; 3])).is_some());
        // Another heap's layout of the same place: its class comes along with it.
        let mut stranger = Heap::of_test();
        let mut shape = plain(&mut stranger, Kind::Object15);
        for name in ["a", "b", "c", "d", "e"] {
            let key = stranger.property_key_of_str(name);
            shape = stranger.shape_with(shape, key);
        }
        plain(&mut heap, Kind::Object3);
        let made = panics(|| {
            let object = heap.new_object(shape);
            heap.init_slots(object, &[Value::NULL; 15]);
        });
        assert!(made.is_none(), "{made:?}");
    }

    #[test]
    fn what_is_dead_matches_no_empty_cache() {
        let mut heap = Heap::of_test();
        let shape = heap.root_shape(Value::NULL, Kind::Array);
        let dead = heap.new_array(shape, Vec::new());
        collect(&mut heap, &[]);
        let read = panics(|| heap.read_cached(dead.value(), Default::default()));
        let written = panics(|| heap.write_cached(dead.value(), Default::default(), Value::NULL));
        // A build that notes it panics; one that doesn't finds nothing.
        assert_eq!(read.is_some(), cfg!(debug_assertions));
        assert_eq!(written.is_some(), cfg!(debug_assertions));
    }

    #[test]
    fn arrays_of_any_length_survive_growth_and_collection() {
        let mut heap = Heap::of_test();
        let shape = heap.root_shape(Value::NULL, Kind::Array);
        let lengths = || (0..6).cycle().take(600);
        let arrays: Vec<Object> = lengths()
            .map(|length| heap.new_array_from(shape, &vec![Value::int(7); length]))
            .collect();
        for array in &arrays {
            heap.push_element(*array, Value::int(8));
            heap.elements_mut(*array)[0] = Value::int(9);
        }
        let roots: Vec<Value> = arrays
            .iter()
            .step_by(2)
            .map(|array| array.value())
            .collect();
        collect(&mut heap, &roots);
        for (array, length) in arrays.iter().zip(lengths()).step_by(2) {
            assert_eq!(heap.elements(*array).len(), length + 1);
            assert_eq!(heap.elements(*array)[0], Value::int(9));
            assert_eq!(heap.pop_first_element(*array), Some(Value::int(9)));
            let taken = heap.change_elements(*array, std::mem::take);
            assert_eq!(taken.len(), length);
        }
    }

    #[test]
    fn slots_of_all_classes_are_read_and_written() {
        let mut heap = Heap::of_test();
        for kind in [Kind::Object3, Kind::Object7, Kind::Object15, Kind::Array] {
            let shape = plain(&mut heap, kind);
            let object = match kind {
                Kind::Array => heap.new_array(shape, Vec::new()),
                _ => heap.new_object(shape),
            };
            let keys: Vec<_> = (0..20)
                .map(|n| heap.property_key_of_str(&format!("p{n}")))
                .collect();
            for (n, key) in keys.iter().enumerate() {
                heap.add_property(object, *key, PropertyFlags::DATA, Value::from_usize(n));
            }
            collect(&mut heap, &[object.value()]);
            for (n, key) in keys.iter().enumerate() {
                let (cache, _) = heap.cache_slot(object, *key).expect("it is there");
                let value = heap.read_cached(object.value(), cache);
                assert_eq!(value, Some(Value::from_usize(n)));
                assert!(heap.write_cached(object.value(), cache.into(), Value::TRUE));
                let found = heap.lookup(object, *key).map(|found| found.slot);
                assert_eq!(
                    found.and_then(|slot| heap.read_slot(object, slot)),
                    Some(Value::TRUE)
                );
            }
        }
    }
}
