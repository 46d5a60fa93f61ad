//! The closing phase: the ends of what was closed.
//!
//! Owns what is closing. Does not own when its end is run (`phases`): after the check phase.

use super::handles::Run;
use crate::engine::Object;
use crate::heap::Tracer;
use std::collections::VecDeque;

/// What is closing. Each keeps the loop, and its object, alive.
#[derive(Default)]
pub struct Closing(VecDeque<(Object, Run)>);

impl Closing {
    /// Has something run after the check phase.
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

    /// Whether nothing is closing.
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
