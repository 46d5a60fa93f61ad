//! What the heap holds for others and knows by a trait only: data of hosts and built-ins, and who
//! completes deferred objects.

use super::property_flags::PropertyFlags;
use super::property_key::PropertyKey;
use super::spaces::Heap;
use super::tracer::{Marks, Tracer};
use super::value::{Object, Value};
use std::any::Any;

/// Internal slots that built-ins and hosts define.
pub trait HostData: Any {
    /// Marks every value in it.
    fn trace(&self, tracer: &mut Tracer<'_>);

    /// Bytes outside the heap that it holds beside its own size, for the collector's threshold.
    fn external_bytes(&self) -> usize {
        0
    }

    /// Whether something in it is weak, so that [`HostData::forget_dead`] is called after marking.
    /// What is weak isn't marked by [`HostData::trace`]; see [`Tracer::mark_ephemeron`].
    fn is_weak(&self) -> bool {
        false
    }

    /// Drops what is weak and dead. True where that calls for a cleanup: the object is then among
    /// `Collected::cleanups`.
    fn forget_dead(&mut self, _marks: Marks<'_>) -> bool {
        false
    }

    /// The name of the property that a function is reached by as a method of an object with these
    /// slots, where no own property tells: for stack traces.
    fn method_name(&self, _function: Value) -> Option<&'static str> {
        None
    }

    /// What `Object.prototype.toString` calls objects with these slots, where that isn't `Object`
    /// (`Date`, `Error`).
    fn builtin_tag(&self) -> Option<&'static str> {
        None
    }

    /// What objects with these slots are called where no constructor tells: the class that they were
    /// made as.
    fn class_name(&self) -> Option<&'static str> {
        self.builtin_tag()
    }
}

/// Bytes outside the arenas that a host's data takes, all in all.
pub(super) fn bytes_of(data: &dyn HostData) -> usize {
    size_of_val(data) + data.external_bytes()
}

/// A property to be: key, attributes, what its slot holds.
pub type DeferredProperty = (PropertyKey, PropertyFlags, Value);

/// Knows what properties deferred objects are to have.
pub trait Completer: Any {
    /// Makes the properties of an object, in order. Called once for each deferred object, in the
    /// midst of any look at it: it may make cells, but must not look at properties.
    fn complete(&mut self, heap: &mut Heap, object: Object) -> Vec<DeferredProperty>;

    /// Marks every value in it, apart from what [`Completer::trace_group`] does.
    fn trace(&self, tracer: &mut Tracer<'_>);

    /// Marks what the deferred objects of a group need, which isn't group 0.
    fn trace_group(&self, _group: u32, _tracer: &mut Tracer<'_>) {}
}
