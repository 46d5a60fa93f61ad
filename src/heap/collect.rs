//! Mark and sweep: precise, with an explicit mark stack, over all kinds.
//!
//! Collection runs only where the interpreter asks for it (a tree node that allocates, a call):
//! never inside an allocation. So Rust code that doesn't call back into a script may hold handles
//! freely.

use super::Heap;
use super::cells::{HostData, InternalData};
use super::shape::ShapeId;
use super::value::{ActivationRef, Kind, Object, Str, Value};
use rustc_hash::FxHashMap;

/// Marks values during a collection.
pub struct Tracer<'a> {
    pub(super) heap: &'a mut Heap,
    stack: Vec<Value>,
    /// Values that live as soon as their key does, by the keys that weren't found so far.
    ephemerons: FxHashMap<Value, Vec<Value>>,
    /// Live objects with something weak in them.
    weak: Vec<Object>,
}

/// Tells live from dead once all is marked.
#[derive(Clone, Copy)]
pub struct Marks<'a>(&'a Heap);

impl Marks<'_> {
    /// Whether an object or symbol is live.
    pub fn is_live(self, value: Value) -> bool {
        self.0.is_marked(value)
    }
}

impl Tracer<'_> {
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
            Kind::Object3 => self.trace_slots(object, 3),
            Kind::Object7 => self.trace_slots(object, 7),
            Kind::Object15 => self.trace_slots(object, 15),
            Kind::Array => {
                let elements = self.heap.arrays.get(offset).elements.as_slice();
                let elements: *const [Value] = elements;
                // SAFETY: marking changes no elements, and moves nothing.
                self.mark_all(unsafe { &*elements });
            }
            Kind::Function => {
                let (code, scope, extra) = {
                    let cell = self.heap.functions.get(offset);
                    (cell.code, cell.scope, cell.extra)
                };
                self.mark_code(code);
                self.mark(scope);
                self.mark(extra);
            }
            Kind::Native => {
                let data = self.heap.natives.get(offset).data;
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

    fn trace_slots(&mut self, object: Object, slots: usize) {
        for slot in 0..slots {
            self.mark(self.heap.inline_slot(object, slot));
        }
    }
}

/// What a collection found.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// Bytes of live cells.
    pub live_bytes: usize,
    /// Objects whose [`HostData::forget_dead`] asked for a cleanup.
    pub cleanups: Vec<Object>,
    /// Codes whose text is dead.
    pub dead_codes: Vec<u32>,
}

impl Heap {
    /// Collects: marks from `slots` and from what `roots` marks, and frees the rest. With
    /// `poison`, dead cells are overwritten.
    pub fn collect(
        &mut self,
        slots: &[Value],
        poison: bool,
        roots: impl FnOnce(&mut Tracer<'_>),
    ) -> Collected {
        self.clear_all_marks();
        self.shapes.clear_marks();
        let mut tracer = Tracer {
            heap: self,
            stack: Vec::with_capacity(1024),
            ephemerons: FxHashMap::default(),
            weak: Vec::new(),
        };
        tracer.mark_all(slots);
        let pins = std::mem::take(&mut tracer.heap.pins);
        tracer.mark_all(&pins);
        tracer.heap.pins = pins;
        let completer = tracer.heap.completer.take();
        if let Some(completer) = &completer {
            completer.trace(&mut tracer);
        }
        tracer.heap.completer = completer;
        roots(&mut tracer);
        tracer.drain();
        let cleanups = tracer.forget_dead();
        self.sweep_atoms();
        let dead_codes = self.units.sweep();
        self.shapes.sweep();
        let live_bytes = self.sweep_all(poison);
        self.finish_collection(live_bytes);
        Collected {
            live_bytes,
            cleanups,
            dead_codes,
        }
    }
}
