//! The pending phase: what was found out while something was asked for, but must not be told before the
//! loop has gone on.
//!
//! Owns what waits. Does not own when it is run (`phases`).

use super::handles::Run;
use crate::engine::Object;
use crate::heap::Tracer;
use std::collections::VecDeque;

/// What waits for the pending phase. Each keeps the loop, and its object, alive.
#[derive(Default)]
pub struct Pending(VecDeque<(Object, Run)>);

impl Pending {
    /// Has something run in the next pending phase.
    #[cfg_attr(
        not(test),
        allow(dead_code, reason = "only connections fail before they are waited for")
    )]
    pub fn push(&mut self, object: Object, run: Run) {
        self.0.push_back((object, run));
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes the first.
    pub(super) fn pop(&mut self) -> Option<(Object, Run)> {
        self.0.pop_front()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Marks what is kept alive.
    pub fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0
            .iter()
            .for_each(|(object, _)| tracer.mark_object(*object));
    }
}
