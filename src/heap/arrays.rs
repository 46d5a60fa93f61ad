//! Indexed properties: the dense elements of arrays, and the store that holds those of all other
//! objects.
//!
//! Invariant: an array has either dense elements alone, or an indexed store and an empty list. What
//! changes elements here is called for the former.

use super::cells::*;
use super::elements::{Elements, ListMut};
use super::{Frame, Heap, Kind, Object, ShapeId, Value, take};

impl Heap {
    /// Makes an array.
    #[inline]
    pub fn new_array(&mut self, shape: ShapeId, elements: Vec<Value>) -> Object {
        let array = self.new_empty_array(shape);
        self.list_mut(array).adopt(elements);
        self.note_block(array, 0);
        array
    }

    /// Makes an array of copied elements.
    #[inline]
    pub fn new_array_from(&mut self, shape: ShapeId, elements: &[Value]) -> Object {
        let array = self.new_empty_array(shape);
        self.list_mut(array).fill(elements);
        self.note_block(array, 0);
        array
    }

    /// Makes an array of the values in a frame's first slots.
    #[inline]
    pub fn new_array_of_slots(&mut self, shape: ShapeId, frame: Frame, count: usize) -> Object {
        let array = self.new_empty_array(shape);
        self.list_mut(array)
            .fill_with(count, |slot| frame.read(slot));
        self.note_block(array, 0);
        array
    }

    /// Does the books after an array's list came to have another block, or none.
    #[inline(always)]
    fn note_block(&mut self, array: Object, bytes_before: usize) {
        let list = self.list(array);
        if list.has_block() {
            let bytes = list.external_bytes();
            self.report_external(bytes.saturating_sub(bytes_before));
            self.arrays.note_owner(array.value().offset());
        }
    }

    #[inline(always)]
    fn new_empty_array(&mut self, shape: ShapeId) -> Object {
        let (offset, cell) = take!(self, arrays);
        cell.header = Header::new(shape);
        cell.elements.reset();
        Object(Value::from_parts(Kind::Array, offset))
    }

    #[inline(always)]
    fn list(&self, array: Object) -> &Elements {
        assert!(array.is(Kind::Array));
        &self.arrays.get(array.value().offset()).elements
    }

    #[inline(always)]
    fn list_mut(&mut self, array: Object) -> ListMut<'_> {
        assert!(array.is(Kind::Array));
        let cell = self.arrays.cell(array.value().offset());
        // SAFETY: the arena gives its own pointer to a valid cell, and `&mut self` keeps everybody
        // else from it.
        unsafe { ListMut::new(&raw mut (*cell).elements) }
    }

    /// An array's dense elements (empty for an array with an indexed store).
    #[inline(always)]
    pub fn elements(&self, array: Object) -> &[Value] {
        self.list(array).as_slice()
    }

    /// An array's dense elements, to change.
    #[inline(always)]
    pub fn elements_mut(&mut self, array: Object) -> &mut [Value] {
        self.list_mut(array).into_slice()
    }

    /// The element of a dense array, unless the place is a hole or beyond the end.
    #[inline(always)]
    pub fn dense_element(&self, value: Value, index: u32) -> Option<Value> {
        if !value.is(Kind::Array) {
            return None;
        }
        let elements = self.arrays.get(value.offset()).elements.as_slice();
        match elements.get(index as usize) {
            Some(element) if !element.is_hole() => Some(*element),
            _ => None,
        }
    }

    /// Replaces an element of a dense array that is there; whether it was.
    #[inline(always)]
    pub fn set_dense_element(&mut self, value: Value, index: u32, element: Value) -> bool {
        let Some(array) = value.as_object().filter(|_| value.is(Kind::Array)) else {
            return false;
        };
        match self.elements_mut(array).get_mut(index as usize) {
            Some(place) if !place.is_hole() => {
                *place = element;
                true
            }
            _ => false,
        }
    }

    /// Appends to an array that has no indexed store.
    #[inline(always)]
    pub fn push_element(&mut self, array: Object, element: Value) {
        if !self.list_mut(array).push_within(element) {
            self.reserve_elements(array, 1, false);
            let pushed = self.list_mut(array).push_within(element);
            debug_assert!(pushed);
        }
    }

    /// Makes room for more elements; with `exactly`, for not more than so many.
    #[cold]
    #[inline(never)]
    pub fn reserve_elements(&mut self, array: Object, more: usize, exactly: bool) {
        let mut list = self.list_mut(array);
        let before = list.get().external_bytes();
        list.reserve(more, exactly);
        self.note_block(array, before);
    }

    /// Appends copies to an array that has no indexed store.
    pub fn extend_elements(&mut self, array: Object, elements: &[Value]) {
        self.reserve_elements(array, elements.len(), false);
        let mut list = self.list_mut(array);
        for element in elements {
            list.push_within(*element);
        }
    }

    /// Takes the last element of an array that has no indexed store.
    #[inline(always)]
    pub fn pop_element(&mut self, array: Object) -> Option<Value> {
        self.list_mut(array).pop()
    }

    /// Takes the first element of an array that has no indexed store; all others come one place
    /// closer, in a time that doesn't depend on how many they are.
    pub fn pop_first_element(&mut self, array: Object) -> Option<Value> {
        self.list_mut(array).pop_first()
    }

    /// Drops the elements beyond a length.
    pub fn truncate_elements(&mut self, array: Object, length: usize) {
        let before = self.elements(array).len();
        self.list_mut(array).truncate(length);
        if length < before / 4 {
            self.change_elements(array, |elements| elements.shrink_to(length * 2));
        }
    }

    /// Changes the elements of an array that has no indexed store, as a vector.
    pub fn change_elements<T>(
        &mut self,
        array: Object,
        change: impl FnOnce(&mut Vec<Value>) -> T,
    ) -> T {
        let mut list = self.list_mut(array);
        let before = list.get().external_bytes();
        let mut elements = list.take_vec();
        let result = change(&mut elements);
        self.list_mut(array).adopt(elements);
        self.note_block(array, before);
        result
    }

    /// Replaces all elements of an array that has no indexed store.
    #[inline]
    pub fn set_elements(&mut self, array: Object, elements: Vec<Value>) {
        self.change_elements(array, |all| *all = elements);
    }

    /// Whether an array's elements are all in its dense vector: no indexed store, extensible,
    /// length writable.
    #[inline(always)]
    pub fn is_dense(&self, array: Object) -> bool {
        array.is(Kind::Array) && (self.header(array).overflow == 0 || self.indexed(array).is_none())
    }

    /// The indexed properties of an object that isn't a dense array.
    #[inline]
    pub fn indexed(&self, object: Object) -> Option<&IndexedStore> {
        self.overflows
            .get(self.header(object).overflow)
            .indexed
            .as_deref()
    }

    /// The indexed properties, made if there were none. For an array this moves its elements.
    pub fn indexed_mut(&mut self, object: Object) -> &mut IndexedStore {
        let overflow = self.overflow_of(object);
        if self.overflows.get(overflow).indexed.is_none() {
            let shape = self.shape(object);
            if self.shapes.get(shape).is_prototype {
                // What inherits from it inherits elements now.
                self.shapes.epoch = self.shapes.epoch.wrapping_add(1);
            }
            let mut store = Box::<IndexedStore>::default();
            if object.is(Kind::Array) {
                store.dense = self.list_mut(object).take_vec();
                store.array_length = store.dense.len() as u32;
            }
            self.overflows.get_mut(overflow).indexed = Some(store);
        }
        self.overflows
            .get_mut(overflow)
            .indexed
            .get_or_insert_default()
    }
}
