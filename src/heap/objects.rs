//! Objects: making them, and reading and writing their slots. What inline caches rest on.
//!
//! Invariant: an object's cell is of the size class that its shape's id tells
//! ([`ShapeId::class`]), so it has the inline slots that the shape's slot numbers say. What makes
//! an object checks that; what gives one another shape takes a shape made from the one before, or
//! checks it too ([`Heap::set_shape`]). A cache compares and accesses in one function.

use super::cells::*;
use super::host_data::{HostData, bytes_of};
use super::{
    Frame, Heap, Kind, Located, Object, PropertyFlags, PropertyKey, ShapeId, SlotRef, Value, alloc,
};

/// A slot of objects with one shape: an inline cache's memory of an own property.
///
/// Invariant: objects with the shape have the slot. An empty one names no shape and no slot in line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CachedSlot {
    shape: ShapeId,
    slot: SlotRef,
}

/// The way from one shape to the next by adding a property: an inline cache's memory of one.
///
/// Invariant: both shapes are of one size class, and objects with the latter have the slot. An empty
/// one names no shapes and no slot in line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CachedTransition {
    from: ShapeId,
    to: ShapeId,
    slot: SlotRef,
}

impl CachedTransition {
    /// Whether the property is there already, so that the layout stays what it is.
    #[inline(always)]
    pub fn stays(self) -> bool {
        self.from == self.to
    }
}

impl From<CachedSlot> for CachedTransition {
    fn from(cache: CachedSlot) -> CachedTransition {
        CachedTransition {
            from: cache.shape,
            to: cache.shape,
            slot: cache.slot,
        }
    }
}

impl Heap {
    #[inline(always)]
    pub(super) fn header(&self, object: Object) -> &Header {
        // SAFETY: the place is that of a cell of the object's kind, and those begin with a header.
        unsafe { &*self.place(object.value()).cast::<Header>() }
    }

    #[inline(always)]
    pub(super) fn header_mut(&mut self, object: Object) -> &mut Header {
        // SAFETY: as in `header`; `&mut self` makes the reference unique.
        unsafe { &mut *self.place(object.value()).cast::<Header>() }
    }

    /// Gives an object another shape, which must be of its size class.
    #[inline]
    pub(super) fn set_shape(&mut self, object: Object, shape: ShapeId) {
        let header = self.header_mut(object);
        assert!(header.shape.class() == shape.class(), "a shape of a class");
        header.shape = shape;
    }

    /// An inline slot's value.
    ///
    /// # Safety
    /// The object's kind or the id of its shape says that it has so many inline slots.
    #[inline(always)]
    pub(super) unsafe fn inline_slot(&self, object: Object, slot: usize) -> Value {
        // SAFETY: the cell has the slot (the caller's promise).
        unsafe { *slot_in(self.place(object.value()), slot) }
    }

    /// Sets an inline slot.
    ///
    /// # Safety
    /// As for [`Heap::inline_slot`].
    #[inline(always)]
    pub(super) unsafe fn set_inline_slot(&mut self, object: Object, slot: usize, value: Value) {
        // SAFETY: as in `inline_slot`; `&mut self` makes the write the only access.
        unsafe { *slot_in(self.place(object.value()), slot) = value }
    }

    /// An object's layout.
    #[inline(always)]
    pub fn shape(&self, object: Object) -> ShapeId {
        self.header(object).shape
    }

    /// A number that stays the same as long as an object's layout does.
    pub fn layout_number(&self, object: Object) -> Value {
        Value::int(self.shape(object).number() as i32)
    }

    /// The empty layout of objects of `kind` with a prototype (an object or `null`).
    /// Makes the prototype one whose changes are watched.
    pub fn root_shape(&mut self, proto: Value, kind: Kind) -> ShapeId {
        let capacity = inline_capacity(kind);
        if let Some(id) = self.shapes.find_root(proto, capacity) {
            return id;
        }
        if let Some(proto) = proto.as_object() {
            self.watch_prototype(proto);
        }
        self.shapes.root(proto, capacity)
    }

    /// Makes changes of an object's layout move the prototype epoch.
    pub fn watch_prototype(&mut self, object: Object) {
        let id = self.make_shape_unique(object);
        if !self.shapes.get(id).is_prototype {
            self.shapes.set_prototype_flag(id);
        }
    }

    pub(super) fn make_shape_unique(&mut self, object: Object) -> ShapeId {
        let id = self.shapes.make_unique(self.shape(object));
        self.allocated += self.shapes.take_fresh_bytes();
        self.set_shape(object, id);
        id
    }

    /// The shape of an object whose layout is about to be changed by more than an addition.
    fn own_shape(&mut self, object: Object) -> ShapeId {
        self.complete_if_deferred(object);
        self.make_shape_unique(object)
    }

    /// The kind of a plain object that is expected to get `count` properties.
    pub fn plain_kind(count: usize) -> Kind {
        match count {
            0..=3 => Kind::Object3,
            4..=7 => Kind::Object7,
            _ => Kind::Object15,
        }
    }

    /// Makes a plain object with a layout made for a plain kind; its slots are `undefined`.
    #[inline]
    pub fn new_object(&mut self, shape: ShapeId) -> Object {
        let header = Header { shape, overflow: 0 };
        let none = Value::UNDEFINED;
        let (kind, offset) = match shape.inline_capacity() {
            7 => (
                Kind::Object7,
                alloc!(
                    self,
                    object7,
                    Plain::<7> {
                        header,
                        slots: [none; 7]
                    }
                ),
            ),
            15 => (
                Kind::Object15,
                alloc!(
                    self,
                    object15,
                    Plain::<15> {
                        header,
                        slots: [none; 15]
                    }
                ),
            ),
            capacity => {
                assert!(capacity == 3, "not the layout of a plain object");
                (
                    Kind::Object3,
                    alloc!(
                        self,
                        object3,
                        Plain::<3> {
                            header,
                            slots: [none; 3]
                        }
                    ),
                )
            }
        };
        Object(Value::from_parts(kind, offset))
    }

    /// Whether a layout still exists: for those that are remembered weakly.
    #[inline(always)]
    pub fn is_current(&self, shape: ShapeId) -> bool {
        self.shapes.is_current(shape)
    }

    /// The size class for new plain objects with a prototype that are expected to get `count`
    /// properties, unless earlier ones got more.
    pub fn fitting_kind(&self, proto: Value, count: usize) -> Kind {
        let mut kind = Heap::plain_kind(count);
        while let Some(root) = self.shapes.find_root(proto, inline_capacity(kind)) {
            let larger = Heap::plain_kind(self.shapes.get(root).outgrown as usize);
            if larger as u8 <= kind as u8 {
                break;
            }
            kind = larger;
        }
        kind
    }

    /// Makes a plain object with a layout that is remembered weakly, if it still exists and has
    /// room for what its objects come to have.
    #[inline(always)]
    pub fn new_object_with(&mut self, shape: ShapeId) -> Option<Object> {
        let small = shape.inline_capacity() < 15;
        let current = self.shapes.current(shape)?;
        if small && current.outgrown > 0 {
            return None;
        }
        Some(self.new_object(shape))
    }

    /// Makes a plain object whose first properties are in a frame's slots, in order.
    #[inline]
    pub fn new_object_from(&mut self, shape: ShapeId, frame: Frame, count: usize) -> Object {
        let object = self.new_object(shape);
        let inline = shape.inline_capacity();
        let place = self.place(object.value());
        for slot in 0..count.min(inline) {
            // SAFETY: the object was just made with this shape, and the slot is below its capacity;
            // `&mut self` makes the write the only access.
            unsafe { *slot_in(place, slot) = frame.read(slot) };
        }
        for slot in inline..count {
            self.set_overflow_slot(object, slot - inline, frame.read(slot));
        }
        object
    }

    /// Makes a plain object with a layout made for three inline slots.
    #[inline]
    pub fn new_object3(&mut self, shape: ShapeId, slots: [Value; 3]) -> Object {
        assert!(shape.inline_capacity() == 3, "not the layout of an object");
        let cell = Plain {
            header: Header { shape, overflow: 0 },
            slots,
        };
        Object(Value::from_parts(
            Kind::Object3,
            alloc!(self, object3, cell),
        ))
    }

    /// The slots of a plain object that has three inline.
    #[inline]
    pub fn object3_slots(&self, object: Object) -> Option<[Value; 3]> {
        match object.kind() {
            Kind::Object3 => Some(self.object3.get(object.value().offset()).slots),
            _ => None,
        }
    }

    /// Sets the first slots of a fresh plain object, which has them inline.
    #[inline]
    pub fn init_slots(&mut self, object: Object, values: &[Value]) {
        assert!(values.len() <= self.shape(object).inline_capacity());
        let place = self.place(object.value());
        for (slot, value) in values.iter().enumerate() {
            // SAFETY: just asserted; `&mut self` makes the write the only access.
            unsafe { *slot_in(place, slot) = *value };
        }
    }

    /// Makes a function over code and a scope.
    #[inline]
    pub fn new_function(
        &mut self,
        shape: ShapeId,
        code: u32,
        flags: u32,
        scope: Value,
        extra: Value,
    ) -> Object {
        let cell = FunctionCell {
            header: Header::new(shape),
            code,
            flags: flags | self.new_function_flags,
            scope,
            extra,
        };
        Object(Value::from_parts(
            Kind::Function,
            alloc!(self, functions, cell),
        ))
    }

    /// Makes a function over a native.
    pub fn new_native(
        &mut self,
        shape: ShapeId,
        native: u32,
        flags: u32,
        data: [Value; 2],
    ) -> Object {
        let cell = NativeCell {
            header: Header::new(shape),
            native,
            flags: flags | self.new_function_flags,
            data,
        };
        Object(Value::from_parts(Kind::Native, alloc!(self, natives, cell)))
    }

    /// Makes an object of a host kind with internal slots.
    pub fn new_host(&mut self, kind: Kind, shape: ShapeId, data: Box<dyn HostData>) -> Object {
        assert!(kind as u8 >= Kind::Host as u8, "not a host kind");
        self.report_external(bytes_of(&*data));
        let cell = HostCell {
            header: Header::new(shape),
            data: Some(data),
            _spare: 0,
        };
        Object(Value::from_parts(kind, alloc!(self, hosts, cell)))
    }

    // Internal slots.

    /// A host object's internal slots, if they are of this type.
    #[inline]
    pub fn host<T: HostData>(&self, object: Object) -> Option<&T> {
        if (object.kind() as u8) < Kind::Host as u8 {
            return None;
        }
        let data: &dyn std::any::Any = &**self.hosts.get(object.value().offset()).data.as_ref()?;
        data.downcast_ref()
    }

    /// See [`HostData::method_name`].
    pub fn host_method_name(&self, object: Object, function: Value) -> Option<&'static str> {
        if (object.kind() as u8) < Kind::Host as u8 {
            return None;
        }
        let data = self.hosts.get(object.value().offset()).data.as_ref()?;
        data.method_name(function)
    }

    /// See [`HostData::builtin_tag`].
    pub fn host_tag(&self, object: Object) -> Option<&'static str> {
        if (object.kind() as u8) < Kind::Host as u8 {
            return None;
        }
        let data = self.hosts.get(object.value().offset()).data.as_ref()?;
        data.builtin_tag()
    }

    /// See [`HostData::class_name`].
    pub fn host_class(&self, object: Object) -> Option<&'static str> {
        if (object.kind() as u8) < Kind::Host as u8 {
            return None;
        }
        let data = self.hosts.get(object.value().offset()).data.as_ref()?;
        data.class_name()
    }

    /// A host object's internal slots, to change.
    #[inline]
    pub fn host_mut<T: HostData>(&mut self, object: Object) -> Option<&mut T> {
        if (object.kind() as u8) < Kind::Host as u8 {
            return None;
        }
        let data: &mut dyn std::any::Any =
            &mut **self.hosts.get_mut(object.value().offset()).data.as_mut()?;
        data.downcast_mut()
    }

    /// A function's code, scope and extra data.
    #[inline(always)]
    pub fn function(&self, value: Value) -> Option<(u32, Value, Value)> {
        if !value.is(Kind::Function) {
            return None;
        }
        let cell = self.functions.get(value.offset());
        Some((cell.code, cell.scope, cell.extra))
    }

    /// A function's code.
    #[inline(always)]
    pub fn function_code(&self, value: Value) -> Option<u32> {
        if value.is(Kind::Function) {
            Some(self.functions.get(value.offset()).code)
        } else {
            None
        }
    }

    /// What calling a function needs of it: its code and the scope around it.
    #[inline(always)]
    pub fn function_entry(&self, value: Value) -> Option<(u32, Value)> {
        if !value.is(Kind::Function) {
            return None;
        }
        let cell = self.functions.get(value.offset());
        Some((cell.code, cell.scope))
    }

    /// A function's flags, whose meaning is the engine's.
    #[inline]
    pub fn function_flags(&self, object: Object) -> u32 {
        match object.kind() {
            Kind::Function => self.functions.get(object.value().offset()).flags,
            Kind::Native => self.natives.get(object.value().offset()).flags,
            _ => 0,
        }
    }

    /// Changes a function's flags.
    pub fn set_function_flags(&mut self, object: Object, flags: u32) {
        match object.kind() {
            Kind::Function => self.functions.get_mut(object.value().offset()).flags = flags,
            Kind::Native => self.natives.get_mut(object.value().offset()).flags = flags,
            kind => unreachable!("{kind:?} has no flags"),
        }
    }

    /// A native function's number and data.
    #[inline(always)]
    pub fn native(&self, value: Value) -> Option<u32> {
        if value.is(Kind::Native) {
            Some(self.natives.get(value.offset()).native)
        } else {
            None
        }
    }

    /// One of a native function's two data values.
    #[inline]
    pub fn native_data(&self, object: Object, index: usize) -> Value {
        assert!(object.is(Kind::Native));
        self.natives.get(object.value().offset()).data[index]
    }

    /// Changes one of a native function's two data values.
    pub fn set_native_data(&mut self, object: Object, index: usize, value: Value) {
        assert!(object.is(Kind::Native));
        self.natives.get_mut(object.value().offset()).data[index] = value;
    }

    // Slots.

    /// Finds a named property (not an index) in an object's own layout.
    #[inline(always)]
    pub fn lookup(&mut self, object: Object, key: PropertyKey) -> Option<Located> {
        match self.shapes.remembered(self.shape(object), key) {
            Some(found) => found,
            None => self.look_anew(object, key),
        }
    }

    #[inline(never)]
    fn look_anew(&mut self, object: Object, key: PropertyKey) -> Option<Located> {
        match self.is_deferred(object) {
            false => self.shapes.find(self.shape(object), key),
            true => self.complete_and_find(object, key),
        }
    }

    #[cold]
    #[inline(never)]
    fn complete_and_find(&mut self, object: Object, key: PropertyKey) -> Option<Located> {
        self.complete_if_deferred(object);
        self.shapes.find(self.shape(object), key)
    }

    /// The value in a slot found by [`Heap::lookup`]. `None` where there is none yet: the object is a
    /// function whose own properties were not asked for before, or the property is a lazy one.
    #[inline]
    pub fn read_slot(&self, object: Object, slot: SlotRef) -> Option<Value> {
        match slot.inline() {
            Some(slot) => {
                assert!(slot < self.shape(object).inline_capacity());
                // SAFETY: just asserted.
                Some(unsafe { self.inline_slot(object, slot) })
            }
            None => self.overflow_slot(object, slot.overflow()),
        }
    }

    /// Writes a slot found by [`Heap::lookup`].
    #[inline]
    pub fn write_slot(&mut self, object: Object, slot: SlotRef, value: Value) {
        match slot.inline() {
            Some(slot) => {
                assert!(slot < self.shape(object).inline_capacity());
                // SAFETY: just asserted.
                unsafe { self.set_inline_slot(object, slot, value) };
            }
            None => self.set_overflow_slot(object, slot.overflow(), value),
        }
    }

    #[inline(always)]
    fn overflow_slot(&self, object: Object, slot: usize) -> Option<Value> {
        let overflow = self.header(object).overflow;
        let value = self.overflows.get(overflow).slots.get(slot).copied();
        value.filter(|value| !value.is_hole())
    }

    fn set_overflow_slot(&mut self, object: Object, slot: usize, value: Value) {
        let overflow = self.overflow_of(object);
        let slots = &mut self.overflows.get_mut(overflow).slots;
        if slot >= slots.len() {
            let before = slots.capacity();
            slots.resize(slot + 1, Value::UNDEFINED);
            self.allocated += (slots.capacity() - before) * 8;
        }
        self.overflows.get_mut(overflow).slots[slot] = value;
    }

    pub(super) fn overflow_of(&mut self, object: Object) -> u32 {
        let overflow = self.header(object).overflow;
        if overflow != 0 {
            return overflow;
        }
        let overflow = self.new_overflow();
        self.header_mut(object).overflow = overflow;
        overflow
    }

    /// Whether an object has storage beyond its cell.
    #[inline]
    pub fn has_overflow(&self, object: Object) -> bool {
        self.header(object).overflow != 0
    }

    /// Adds a named property that isn't there.
    pub fn add_property(
        &mut self,
        object: Object,
        key: PropertyKey,
        flags: PropertyFlags,
        value: Value,
    ) {
        debug_assert!(key.as_index().is_none());
        self.complete_if_deferred(object);
        let (next, slot) = self.shapes.add(self.shape(object), key, flags);
        self.allocated += self.shapes.take_fresh_bytes();
        self.set_shape(object, next);
        self.write_slot(object, slot, value);
    }

    /// Changes a named property's attributes.
    pub fn set_property_flags(&mut self, object: Object, key: PropertyKey, flags: PropertyFlags) {
        let id = self.own_shape(object);
        let id = self.shapes.set_flags(id, key, flags);
        self.set_shape(object, id);
    }

    /// Removes a named property.
    pub fn remove_property(&mut self, object: Object, key: PropertyKey) {
        let id = self.own_shape(object);
        let id = self.shapes.remove(id, key);
        self.set_shape(object, id);
    }

    /// The named properties, in the order of their creation.
    pub fn properties(&mut self, object: Object) -> Vec<(PropertyKey, PropertyFlags, SlotRef)> {
        self.complete_if_deferred(object);
        self.shapes.properties(self.shape(object))
    }

    /// Appends the names of the enumerable named properties, in the order of their creation.
    pub fn enumerable_names(&mut self, object: Object, names: &mut Vec<PropertyKey>) {
        self.complete_if_deferred(object);
        self.shapes.enumerable_names(self.shape(object), names);
    }

    /// The prototype: an object or `null`.
    #[inline]
    pub fn prototype(&self, object: Object) -> Value {
        self.shapes.get(self.shape(object)).proto
    }

    /// Changes the prototype.
    pub fn set_prototype(&mut self, object: Object, proto: Value) {
        if let Some(proto) = proto.as_object() {
            self.watch_prototype(proto);
        }
        let shape = self.shapes.get(self.shape(object));
        if self.shapes.slot_count(self.shape(object)) == 0 && !shape.is_prototype && !shape.deferred
        {
            let kind = object.kind();
            if self.is_extensible(object) {
                let root = self.root_shape(proto, kind);
                self.set_shape(object, root);
                return;
            }
        }
        let id = self.make_shape_unique(object);
        let id = self.shapes.set_proto(id, proto);
        self.set_shape(object, id);
    }

    /// Whether properties can be added.
    #[inline]
    pub fn is_extensible(&self, object: Object) -> bool {
        self.shapes.get(self.shape(object)).extensible
    }

    /// Forbids further properties. An array's elements must be in an indexed store.
    pub fn prevent_extensions(&mut self, object: Object) {
        let id = self.own_shape(object);
        let id = self.shapes.prevent_extensions(id);
        self.set_shape(object, id);
    }

    // Caches.

    /// What a cache may remember of an own property, unless the layout changes too often.
    pub fn cache_slot(
        &mut self,
        object: Object,
        key: PropertyKey,
    ) -> Option<(CachedSlot, PropertyFlags)> {
        let found = self.lookup(object, key)?;
        let shape = self.shape(object);
        if !self.shapes.is_cacheable(shape) {
            return None;
        }
        Some((
            CachedSlot {
                shape,
                slot: found.slot,
            },
            found.flags,
        ))
    }

    /// Gives an object's layout a new identity, so that no cache made before matches it.
    pub fn touch_shape(&mut self, object: Object) {
        let id = self.own_shape(object);
        let id = self.shapes.renew(id);
        self.set_shape(object, id);
    }

    /// The layout that results from adding a key with the given attributes.
    pub fn shape_with_flags(
        &mut self,
        shape: ShapeId,
        key: PropertyKey,
        flags: PropertyFlags,
    ) -> ShapeId {
        self.shapes.add(shape, key, flags).0
    }

    /// Whether the layout may be cached.
    pub fn is_cacheable(&self, object: Object) -> bool {
        self.shapes.is_cacheable(self.shape(object))
    }

    /// The own property that a cache remembers, if the value has that layout.
    #[inline(always)]
    pub fn read_cached(&self, value: Value, cache: CachedSlot) -> Option<Value> {
        let object = value.as_object()?;
        let place = self.place(value);
        // SAFETY: the cell of an object begins with a header.
        if unsafe { (*place.cast::<Header>()).shape } != cache.shape {
            return None;
        }
        match cache.slot.inline() {
            // SAFETY: the object has the shape that the cache was made with, whose id says that
            // its objects have the slot inline: it was there when the cache was filled.
            Some(slot) => Some(unsafe { *slot_in(place, slot) }),
            None => self.overflow_slot(object, cache.slot.overflow()),
        }
    }

    /// The layout that decides what properties a value has: an object's own, or the pseudo-layout
    /// of all strings or all numbers.
    #[inline]
    pub fn layout(&self, value: Value) -> Option<ShapeId> {
        match value.as_object() {
            Some(object) => Some(self.shape(object)),
            None if value.is_string() => Some(ShapeId::STRING),
            None if value.is_number() => Some(ShapeId::NUMBER),
            None => None,
        }
    }

    /// Whether that is the value's layout.
    #[inline(always)]
    pub fn has_layout(&self, value: Value, shape: ShapeId) -> bool {
        match value.as_object() {
            Some(object) => self.shape(object) == shape,
            None => match shape {
                ShapeId::STRING => value.is_string(),
                ShapeId::NUMBER => value.is_number(),
                _ => false,
            },
        }
    }

    /// Writes the own property that a cache remembers, adding it where that is what it remembers;
    /// whether the value had the layout before.
    #[inline(always)]
    pub fn write_cached(&mut self, value: Value, cache: CachedTransition, new: Value) -> bool {
        let Some(object) = value.as_object() else {
            return false;
        };
        let place = self.place(value);
        // SAFETY: the cell of an object begins with a header.
        if unsafe { (*place.cast::<Header>()).shape } != cache.from {
            return false;
        }
        match cache.slot.inline() {
            Some(slot) => {
                // SAFETY: as in `read_cached`; `&mut self` makes the writes the only access. `to`
                // was made from `from` by adding a property, so both are of one class.
                unsafe {
                    (*place.cast::<Header>()).shape = cache.to;
                    *slot_in(place, slot) = new;
                }
                true
            }
            None => self.write_cached_overflow(object, cache, new),
        }
    }

    #[inline(never)]
    fn write_cached_overflow(
        &mut self,
        object: Object,
        cache: CachedTransition,
        new: Value,
    ) -> bool {
        let (overflow, place) = (self.header(object).overflow, cache.slot.overflow());
        match self.overflows.get_mut(overflow).slots.get_mut(place) {
            Some(slot) if overflow != 0 => *slot = new,
            // A function whose own properties have no storage yet.
            _ if cache.stays() => return false,
            _ => self.set_overflow_slot(object, place, new),
        }
        self.header_mut(object).shape = cache.to;
        true
    }

    /// What a cache may remember of adding a property: from the layout before to the one that the
    /// object has now.
    pub fn cache_transition(
        &mut self,
        before: ShapeId,
        object: Object,
        key: PropertyKey,
    ) -> Option<CachedTransition> {
        let to = self.shape(object);
        // A layout that is shared before and after: a unique one changes its id in place.
        if !self.shapes.is_transition(before, to) {
            return None;
        }
        let slot = self.shapes.lookup(to, key)?.slot;
        Some(CachedTransition {
            from: before,
            to,
            slot,
        })
    }

    /// The layout that results from adding a key with default attributes.
    pub fn shape_with(&mut self, shape: ShapeId, key: PropertyKey) -> ShapeId {
        self.shapes.add(shape, key, PropertyFlags::DATA).0
    }
}

/// The address of an inline slot in the cell at a place: the slots follow the header directly
/// (repr(C)).
#[inline(always)]
fn slot_in(place: *mut u8, slot: usize) -> *mut Value {
    let slots = place.wrapping_add(size_of::<Header>());
    slots.cast::<Value>().wrapping_add(slot)
}

fn inline_capacity(kind: Kind) -> u8 {
    match kind {
        Kind::Object3 => 3,
        Kind::Object7 => 7,
        Kind::Object15 => 15,
        _ => 0,
    }
}
