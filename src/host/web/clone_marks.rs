//! What a program said of objects that are not to be cloned, or not to be moved:
//! [markAsUncloneable](https://nodejs.org/api/worker_threads.html#workermarkasuncloneableobject) and
//! [markAsUntransferable](https://nodejs.org/api/worker_threads.html#workermarkasuntransferableobject).

use crate::engine::{Agent, HostData, Kind, Object, Tracer, Value};
use crate::heap::Marks;
use rustc_hash::FxHashSet;

/// What can be said of an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::host) enum Mark {
    /// It must not be cloned.
    Uncloneable,
    /// It must not be moved to another owner.
    Untransferable,
}

/// The objects that something was said of, which isn't what keeps them.
#[derive(Default)]
struct Marked {
    uncloneable: FxHashSet<Value>,
    untransferable: FxHashSet<Value>,
}

/// Where they are, from the first one on.
struct Place(Object);

impl HostData for Marked {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn external_bytes(&self) -> usize {
        (self.uncloneable.capacity() + self.untransferable.capacity()) * 9
    }

    fn is_weak(&self) -> bool {
        true
    }

    fn forget_dead(&mut self, marks: Marks<'_>) -> bool {
        self.uncloneable.retain(|value| marks.is_live(*value));
        self.untransferable.retain(|value| marks.is_live(*value));
        false
    }
}

impl HostData for Place {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.0);
    }
}

/// Marks an object, which is kept.
pub(in crate::host) fn mark(agent: &mut Agent, object: Object, mark: Mark) {
    let place = match agent.slot::<Place>() {
        Some(place) => place.0,
        None => {
            let data = Box::<Marked>::default();
            let shape = agent.heap.root_shape(Value::NULL, Kind::Host);
            let place = agent.heap.new_host(Kind::Host, shape, data);
            agent.set_slot(Place(place));
            place
        }
    };
    let Some(marked) = agent.heap.host_mut::<Marked>(place) else {
        return;
    };
    let objects = match mark {
        Mark::Uncloneable => &mut marked.uncloneable,
        Mark::Untransferable => &mut marked.untransferable,
    };
    if objects.insert(object.value()) {
        agent.heap.report_external(9);
    }
}

/// Whether an object is marked.
pub(in crate::host) fn is_marked(agent: &Agent, object: Object, mark: Mark) -> bool {
    let Some(place) = agent.slot::<Place>() else {
        return false;
    };
    let marked = agent.heap.host::<Marked>(place.0);
    marked.is_some_and(|marked| match mark {
        Mark::Uncloneable => marked.uncloneable.contains(&object.value()),
        Mark::Untransferable => marked.untransferable.contains(&object.value()),
    })
}
