//! When arrays may be walked by their elements alone.
//!
//! Owns three questions, each asked at the moment the short cut is taken, since a script may change
//! the answer at any time:
//!
//! 1. does iterating this array take its elements one after the other
//!    ([`Agent::is_plain_iterable_array`]);
//! 2. does this object inherit no elements, so that a hole is `undefined`
//!    ([`Agent::inherits_no_elements`]);
//! 3. does closing an array iterator do nothing ([`Agent::array_iterators_have_return`]): where a
//!    script has given array iterators a `return`, one is made after all.

use super::Original;
use crate::engine::{Agent, HostData, Intrinsic, JsResult, PropertyKey, Throw};
use crate::heap::{Heap, Kind, Object, Tracer, Value};

/// What an iterator gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IterationKind {
    /// Indices, or a map's keys.
    Keys,
    /// Elements, or a map's values.
    Values,
    /// Both, in an array.
    Entries,
}

/// The internal slots of an array iterator.
#[derive(Clone, Copy, Debug)]
pub struct ArrayIterator {
    /// What is iterated; `None` when it is done.
    pub array: Option<Object>,
    /// The next index.
    pub index: u64,
    /// What it gives.
    pub kind: IterationKind,
}

impl HostData for ArrayIterator {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(array) = self.array {
            tracer.mark_object(array);
        }
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("Array Iterator")
    }
}

impl Agent {
    /// An array iterator whose next index is `index`.
    pub fn new_array_iterator(&mut self, array: Object, index: u64, kind: IterationKind) -> Object {
        let data = Box::new(ArrayIterator {
            array: Some(array),
            index,
            kind,
        });
        let shape = self.root_shape(Intrinsic::ArrayIteratorPrototype, Kind::Host);
        self.heap.new_host(Kind::Host, shape, data)
    }

    /// Whether iterating the array takes its elements one after the other with no code of a script
    /// in between: it has the original `Symbol.iterator`, and array iterators the original `next`.
    pub fn is_plain_iterable_array(&mut self, value: Value) -> bool {
        let Some(array) = value.as_object() else {
            return false;
        };
        if !array.is(Kind::Array) || self.heap.shape(array) != self.realm.shapes.array {
            return false;
        }
        self.is_original(Original::ArrayIterator) && self.is_original(Original::ArrayIteratorNext)
    }

    /// Whether the elements of the value, an array, are what iterating it at once gives, holes as
    /// `undefined`.
    #[inline]
    pub fn is_plain_list(&mut self, value: Value) -> bool {
        self.is_plain_iterable_array(value)
            && (self.array_prototypes_are_plain() || self.serves_own_text())
            && value
                .as_object()
                .is_some_and(|array| self.heap.is_dense(array))
    }

    /// Whether nothing on an object's prototype chain has indexed properties, or could run a
    /// script's code when it is asked for one.
    #[inline]
    pub fn inherits_no_elements(&self, object: Object) -> bool {
        let plain = match self.heap.shape(object) == self.realm.shapes.array {
            true => self.array_prototypes_are_plain(),
            false => self.heap.chain_has_no_elements(object),
        };
        plain || (object.is(Kind::Array) && self.serves_own_text())
    }

    /// Replaces the holes in a dense copy of an array by what getting them from the array gives.
    pub fn fill_holes(&mut self, array: Object, copy: Object) -> JsResult<()> {
        let mut next = 0;
        loop {
            let rest = self.heap.elements(copy).get(next..).unwrap_or_default();
            let Some(place) = rest.iter().position(|element| element.is_hole()) else {
                return Ok(());
            };
            next += place;
            let value = if self.inherits_no_elements(array) {
                Value::UNDEFINED
            } else {
                self.get(array, PropertyKey::index(next as u32))?
            };
            self.heap.elements_mut(copy)[next] = value;
            next += 1;
        }
    }

    /// Whether an array inherits no indexed properties, so that a hole or a new place is decided
    /// by the array alone.
    #[inline]
    pub fn no_indexed_prototypes(&self, array: Object) -> bool {
        self.heap.shape(array) == self.realm.shapes.array
            && (self.array_prototypes_are_plain() || self.serves_own_text())
    }

    #[inline]
    fn array_prototypes_are_plain(&self) -> bool {
        // An array's own elements come and go without its layout.
        let array = self.intrinsic(Intrinsic::ArrayPrototype);
        if self.realm.plain_arrays_epoch.get() == self.heap.prototype_epoch() {
            return self.heap.elements(array).is_empty();
        }
        self.look_at_array_prototypes()
    }

    #[cold]
    #[inline(never)]
    fn look_at_array_prototypes(&self) -> bool {
        let array = self.intrinsic(Intrinsic::ArrayPrototype);
        let object = self.intrinsic(Intrinsic::ObjectPrototype);
        let plain = self.heap.indexed(array).is_none()
            && self.heap.indexed(object).is_none()
            && self.heap.prototype(array) == object.value();
        if plain {
            self.realm
                .plain_arrays_epoch
                .set(self.heap.prototype_epoch());
        }
        plain && self.heap.elements(array).is_empty()
    }

    /// Whether something gave array iterators a `return`, so that closing one can be noticed.
    #[inline]
    pub fn array_iterators_have_return(&mut self) -> bool {
        self.realm.no_array_return_epoch.get() != self.heap.prototype_epoch()
            && self.look_for_array_return()
            && !self.serves_own_text()
    }

    /// The iterator that has to be closed where a short cut has walked an array up to `index`:
    /// none, unless something gave array iterators a `return`.
    #[inline]
    pub fn array_iterator_to_close(&mut self, array: Object, index: u64) -> Option<Object> {
        if !self.array_iterators_have_return() {
            return None;
        }
        Some(self.new_array_iterator(array, index, IterationKind::Values))
    }

    /// [IteratorClose](https://tc39.es/ecma262/#sec-iteratorclose) for a throw completion where a
    /// short cut has walked an array up to `index`.
    #[cold]
    pub fn array_iterator_close_throw(&mut self, array: Object, index: u64, throw: Throw) -> Throw {
        match self.array_iterator_to_close(array, index) {
            Some(iterator) => self.iterator_close_throw(iterator, throw),
            None => throw,
        }
    }

    #[cold]
    #[inline(never)]
    fn look_for_array_return(&mut self) -> bool {
        // Changes move the epoch once it is the prototype of something.
        self.root_shape(Intrinsic::ArrayIteratorPrototype, Kind::Host);
        let key = self.names.return_;
        let mut next = self.intrinsic(Intrinsic::ArrayIteratorPrototype).value();
        while let Some(object) = next.as_object() {
            let is_ordinary = !matches!(object.kind(), Kind::Proxy | Kind::Namespace);
            // What is still to be made has no `return`; making it would cost each program.
            let lacks_it = self.heap.is_deferred(object) || self.heap.lookup(object, key).is_none();
            if !is_ordinary || !lacks_it {
                return true;
            }
            next = self.heap.prototype(object);
        }
        self.realm
            .no_array_return_epoch
            .set(self.heap.prototype_epoch());
        false
    }
}

impl Heap {
    #[inline(never)]
    fn chain_has_no_elements(&self, object: Object) -> bool {
        let mut current = self.prototype(object);
        while let Some(proto) = current.as_object() {
            let plain = match proto.kind() {
                Kind::Array => self.is_dense(proto) && self.elements(proto).is_empty(),
                Kind::StringObject
                | Kind::Arguments
                | Kind::Proxy
                | Kind::TypedArray
                | Kind::Namespace => false,
                _ => self.indexed(proto).is_none(),
            };
            if !plain {
                return false;
            }
            current = self.prototype(proto);
        }
        true
    }
}
