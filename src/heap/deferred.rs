//! Objects whose properties are made when they are first looked at.
//!
//! Most programs use few of the built-in objects. So each is made bare, and its properties follow
//! once anything asks for them: every way to an object's layout in this module, reading or
//! changing, completes the object first. No cache can hold the layout that it had before, because
//! all caches are filled by way of a look-up. Its identity, kind, prototype and place in other
//! objects are there from the start, so that nothing can tell the difference.

use super::{Completer, Heap, Object};
use std::any::Any;

impl Heap {
    /// Sets who completes deferred objects.
    pub fn set_completer(&mut self, completer: Box<dyn Completer>) {
        self.completer = Some(completer);
    }

    /// Runs `body` with who completes deferred objects, which must be of this type.
    pub fn with_completer<T: Completer, R>(
        &mut self,
        body: impl FnOnce(&mut T, &mut Heap) -> R,
    ) -> R {
        let mut completer = self.completer.take();
        let result = body(known(completer.as_deref_mut()), self);
        self.completer = completer;
        result
    }

    /// Who completes deferred objects, which must be of this type.
    #[inline]
    pub fn completer_mut<T: Completer>(&mut self) -> &mut T {
        known(self.completer.as_deref_mut())
    }

    /// Leaves an object's named properties to be made when they are first looked at; it must not
    /// have any yet.
    pub fn defer(&mut self, object: Object) {
        assert_eq!(
            self.shapes.slot_count(self.shape(object)),
            0,
            "a bare object"
        );
        let id = self.make_shape_unique(object);
        self.shapes.defer(id);
    }

    /// Whether an object's named properties are still to be made.
    #[inline]
    pub fn is_deferred(&self, object: Object) -> bool {
        self.shapes.get(self.shape(object)).deferred
    }

    #[inline]
    pub(super) fn complete_if_deferred(&mut self, object: Object) {
        if self.is_deferred(object) {
            self.complete(object);
        }
    }

    #[cold]
    #[inline(never)]
    fn complete(&mut self, object: Object) {
        let Some(mut completer) = self.completer.take() else {
            unreachable!("an object is deferred by its completer");
        };
        let properties = completer.complete(self, object);
        self.completer = Some(completer);
        let layout = properties.iter().map(|&(key, flags, _)| (key, flags));
        let id = self.shapes.complete(self.shape(object), layout);
        self.set_shape(object, id);
        let inline = id.inline_capacity();
        let values = || properties.iter().map(|&(_, _, value)| value);
        for (slot, value) in values().take(inline).enumerate() {
            assert!(
                !value.is_hole(),
                "only slots beside an object may wait for a value"
            );
            // SAFETY: the object has this shape, and the slot is below its capacity.
            unsafe { self.set_inline_slot(object, slot, value) };
        }
        if properties.len() > inline {
            let overflow = self.overflow_of(object);
            let slots = &mut self.overflows.get_mut(overflow).slots;
            slots.extend(values().skip(inline));
            self.allocated += slots.capacity() * 8;
        }
    }
}

#[inline]
fn known<T: Completer>(completer: Option<&mut dyn Completer>) -> &mut T {
    let completer: Option<&mut dyn Any> = match completer {
        Some(completer) => Some(completer),
        None => None,
    };
    match completer.and_then(|completer| completer.downcast_mut()) {
        Some(known) => known,
        None => unreachable!("it is set when the heap is, and not in use"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::Kind;
    use crate::heap::{DeferredProperty, PropertyFlags, PropertyKey, Tracer, Value};

    /// Gives every object `a` and `b` to `f`, more than fit a small cell.
    struct Letters;

    impl Completer for Letters {
        fn complete(&mut self, heap: &mut Heap, _: Object) -> Vec<DeferredProperty> {
            let property = |(at, name): (usize, char)| {
                let key = heap.property_key_of_str(&name.to_string());
                (key, PropertyFlags::DATA, Value::from_usize(at))
            };
            ('a'..='f').enumerate().map(property).collect()
        }

        fn trace(&self, _: &mut Tracer<'_>) {}
    }

    fn deferred() -> (Heap, Object) {
        let mut heap = Heap::of_test();
        heap.set_completer(Box::new(Letters));
        let shape = heap.root_shape(Value::NULL, Kind::Object3);
        let object = heap.new_object(shape);
        heap.defer(object);
        (heap, object)
    }

    fn names(heap: &mut Heap, object: Object) -> String {
        let mut names = String::new();
        for (key, _, slot) in heap.properties(object) {
            let name = key.as_atom().map(|atom| heap.text(atom).to_utf8());
            let value = heap.read_slot(object, slot).and_then(Value::as_int);
            names.push_str(&format!(
                "{}{} ",
                name.unwrap_or_default(),
                value.unwrap_or(-1)
            ));
        }
        names
    }

    #[test]
    fn every_look_completes() {
        let looks: [fn(&mut Heap, Object, PropertyKey); 8] = [
            |heap, object, key| assert!(heap.lookup(object, key).is_some()),
            |heap, object, key| assert!(heap.cache_slot(object, key).is_some()),
            |heap, object, _| assert_eq!(heap.properties(object).len(), 6),
            |heap, object, key| heap.set_property_flags(object, key, PropertyFlags::DATA),
            |heap, object, _| heap.prevent_extensions(object),
            |heap, object, _| heap.touch_shape(object),
            |heap, object, key| heap.remove_property(object, key),
            |heap, object, _| {
                let key = heap.property_key_of_str("g");
                heap.add_property(object, key, PropertyFlags::DATA, Value::int(6));
            },
        ];
        for look in looks {
            let (mut heap, object) = deferred();
            let key = heap.property_key_of_str("c");
            assert!(heap.is_deferred(object));
            look(&mut heap, object, key);
            assert!(!heap.is_deferred(object));
            let names = names(&mut heap, object);
            assert!(names.starts_with("a0 b1 "), "{names}");
            assert!(names.contains("d3 e4 f5 "), "{names}");
        }
    }

    #[test]
    fn what_concerns_no_property_leaves_it_bare() {
        let (mut heap, object) = deferred();
        heap.watch_prototype(object);
        assert_eq!(heap.prototype(object), Value::NULL);
        let shape = heap.root_shape(object.value(), Kind::Object3);
        let other = heap.new_object(shape);
        heap.set_prototype(other, Value::NULL);
        let proto = heap.root_shape(Value::NULL, Kind::Object3);
        let proto = heap.new_object(proto);
        heap.set_prototype(object, proto.value());
        assert!(heap.is_deferred(object) && heap.is_extensible(object));
        assert_eq!(names(&mut heap, object), "a0 b1 c2 d3 e4 f5 ");
        assert_eq!(heap.prototype(object), proto.value());
    }

    #[test]
    fn no_cache_outlives_completion() {
        let (mut heap, object) = deferred();
        let bare = heap.shape(object);
        let key = heap.property_key_of_str("f");
        let (slot, _) = heap.cache_slot(object, key).expect("it is there now");
        assert!(!heap.has_layout(object.value(), bare));
        assert_eq!(heap.read_cached(object.value(), slot), Some(Value::int(5)));
    }
}
