//! What waits on the loop for signals: message ports and their like.
//!
//! Owns which handles were signalled, and which keep the loop alive. Does not own what a handle does
//! when it is signalled, nor its end (`closing`). As in libuv, a poll phase goes through the handles that there
//! are at its start in the order in which they were made, so that a signal to a later one is seen in
//! the same phase, and one to an earlier one in the next.

use crate::engine::{Agent, JsResult, Object};
use crate::heap::Tracer;
use std::collections::BTreeMap;

/// What is run for a handle: when it was signalled, or at its end.
pub type Run = fn(&mut Agent, Object) -> JsResult<()>;

/// Names a handle; never used again for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandleKey(u64);

/// All handles of an event loop.
#[derive(Default)]
pub struct Handles {
    next: u64,
    signalled: BTreeMap<u64, (Object, Run)>,
    refed: BTreeMap<u64, Object>,
}

impl Handles {
    /// A new handle, which doesn't keep the loop alive.
    pub fn add(&mut self) -> HandleKey {
        self.next += 1;
        HandleKey(self.next)
    }

    /// Has a handle run in the next poll phase, or in this one if its turn is still to come.
    pub fn signal(&mut self, key: HandleKey, object: Object, run: Run) {
        self.signalled.insert(key.0, (object, run));
    }

    /// Whether a handle keeps the loop, and its object, alive.
    pub fn set_refed(&mut self, key: HandleKey, object: Object, refed: bool) {
        match refed {
            true => self.refed.insert(key.0, object),
            false => self.refed.remove(&key.0),
        };
    }

    /// Whether it does.
    pub fn is_refed(&self, key: HandleKey) -> bool {
        self.refed.contains_key(&key.0)
    }

    /// How many keep the loop alive.
    #[cfg_attr(
        not(feature = "repl"),
        allow(dead_code, reason = "only the prompt asks")
    )]
    pub fn refed(&self) -> usize {
        self.refed.len()
    }

    /// Forgets a handle's signal.
    pub fn forget(&mut self, key: HandleKey) {
        self.signalled.remove(&key.0);
        self.refed.remove(&key.0);
    }

    /// Whether something keeps the loop alive.
    pub fn are_alive(&self) -> bool {
        !self.refed.is_empty()
    }

    /// Whether the loop needn't sleep.
    pub fn is_ready(&self) -> bool {
        !self.signalled.is_empty()
    }

    /// The number before which handles belong to the poll phase that begins.
    pub(super) fn begin_phase(&self) -> u64 {
        self.next + 1
    }

    /// Takes the signal of the first handle from a number on, of those of the phase.
    pub(super) fn take(&mut self, from: u64, end: u64) -> Option<(u64, Object, Run)> {
        let mut rest = self.signalled.range(from..end);
        let (&number, &(object, run)) = rest.next()?;
        self.signalled.remove(&number);
        Some((number, object, run))
    }

    /// Marks what is kept alive.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        let signalled = self.signalled.values().map(|(object, _)| object);
        let all = signalled.chain(self.refed.values());
        all.for_each(|object| tracer.mark_object(*object));
    }
}

#[cfg(test)]
mod tests {
    use super::Handles;
    use crate::heap::{Heap, Kind, Object, Value};

    fn object() -> Object {
        let mut heap = Heap::of_test();
        let shape = heap.root_shape(Value::NULL, Kind::Object3);
        heap.new_object(shape)
    }

    #[test]
    fn a_phase_goes_on_from_where_it_is() {
        let mut handles = Handles::default();
        let object = object();
        let keys = [(); 3].map(|()| handles.add());
        for key in [keys[2], keys[0]] {
            handles.signal(key, object, |_, _| Ok(()));
        }
        let end = handles.begin_phase();
        let mut order = Vec::new();
        let mut from = 0;
        while let Some((number, ..)) = handles.take(from, end) {
            from = number + 1;
            order.push(number);
            if number == 1 {
                // An earlier one waits for the next phase, as does one that is new.
                handles.signal(keys[0], object, |_, _| Ok(()));
                handles.signal(keys[1], object, |_, _| Ok(()));
                let new = handles.add();
                handles.signal(new, object, |_, _| Ok(()));
            }
        }
        assert_eq!(order, [1, 2, 3]);
        assert!(handles.is_ready());
        assert!(!handles.are_alive());
    }

    #[test]
    fn what_keeps_the_loop_alive() {
        let mut handles = Handles::default();
        let object = object();
        let key = handles.add();
        handles.set_refed(key, object, true);
        assert!(handles.are_alive() && handles.is_refed(key) && !handles.is_ready());
        handles.forget(key);
        assert!(!handles.are_alive());
    }
}
