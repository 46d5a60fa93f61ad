//! Objects whose properties are made when they are first looked at.
//!
//! Most programs use few of the built-in objects. So each is made bare, and its properties follow
//! once anything asks for them: every way to an object's layout in this module, reading or
//! changing, completes the object first. No cache can hold the layout that it had before, because
//! all caches are filled by way of a look-up. Its identity, kind, prototype and place in other
//! objects are there from the start, so that nothing can tell the difference.

use super::{Heap, Object, PropertyFlags, PropertyKey, Tracer, Value};
use std::any::Any;

/// A property to be: key, attributes, what its slot holds.
pub type DeferredProperty = (PropertyKey, PropertyFlags, Value);

/// Whoever knows what deferred objects are to have.
pub trait Completer: Any {
    /// Makes the properties of an object, in order. Called once for each deferred object, in the
    /// midst of any look at it: it may make cells, but must not look at properties.
    fn complete(&mut self, heap: &mut Heap, object: Object) -> Vec<DeferredProperty>;

    /// Marks every value in it.
    fn trace(&self, tracer: &mut Tracer<'_>);
}

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
        let known: Option<&mut dyn Any> = match &mut completer {
            Some(completer) => Some(&mut **completer),
            None => None,
        };
        let Some(known) = known.and_then(|known| known.downcast_mut()) else {
            unreachable!("it is set when the heap is, and not in use");
        };
        let result = body(known, self);
        self.completer = completer;
        result
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
            unreachable!("an object is deferred by whoever completes it");
        };
        let properties = completer.complete(self, object);
        self.completer = Some(completer);
        let layout = properties.iter().map(|&(key, flags, _)| (key, flags));
        let id = self.shapes.complete(self.shape(object), layout);
        self.header_mut(object).shape = id;
        let inline = self.shapes.get(id).inline_capacity as usize;
        let values = || properties.iter().map(|&(_, _, value)| value);
        for (slot, value) in values().take(inline).enumerate() {
            self.set_inline_slot(object, slot, value);
        }
        if properties.len() > inline {
            let overflow = self.overflow_of(object);
            let slots = &mut self.overflows.get_mut(overflow).slots;
            slots.extend(values().skip(inline));
            self.allocated += slots.capacity() * 8;
        }
    }
}
