//! What the console of an agent remembers.

use crate::engine::{Agent, HostData, Object, Tracer, Value};
use crate::heap::{ShapeId, SlotRef};
use std::collections::HashMap;
use std::time::Instant;

/// What the console remembers.
#[derive(Default)]
pub(super) struct State {
    /// `console` itself.
    pub(super) console: Option<Object>,
    /// `process.stdout` and `process.stderr`.
    pub(super) streams: [Option<StreamObject>; 2],
    /// Spaces before each line.
    pub(super) indentation: usize,
    pub(super) counts: HashMap<String, u64>,
    pub(super) timing: Timing,
}

impl HostData for State {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(object) = self.console {
            tracer.mark_object(object);
        }
        for stream in self.streams.iter().flatten() {
            stream.trace(tracer);
        }
    }
}

/// An object for a stream.
#[derive(Clone, Copy)]
pub(super) struct StreamObject {
    pub(super) object: Object,
    /// The original `write`.
    pub(super) write: Value,
    /// The callback for errors that `write` is given; it ignores them.
    pub(super) on_error: Value,
    /// The layout of the object, which has no `write` of its own.
    pub(super) shape: ShapeId,
    /// The object that it inherits `write` from, and the slot of `write` in it.
    pub(super) holder: (Object, ShapeId, SlotRef),
}

impl StreamObject {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let (holder, shape, _) = self.holder;
        tracer.mark_object(self.object);
        tracer.mark_object(holder);
        tracer.mark_all(&[self.write, self.on_error]);
        tracer.mark_shape(self.shape);
        tracer.mark_shape(shape);
    }
}

/// The running timers, and the clock that they are read from.
pub(super) struct Timing {
    /// When each was started, in milliseconds.
    pub(super) started: HashMap<String, f64>,
    pub(super) clock: Option<fn(&mut Agent) -> f64>,
    pub(super) start: Instant,
}

impl Default for Timing {
    fn default() -> Timing {
        Timing {
            started: HashMap::new(),
            clock: None,
            start: Instant::now(),
        }
    }
}

/// The state of an agent's console.
pub(super) fn state(agent: &mut Agent) -> &mut State {
    if agent.slot::<State>().is_none() {
        agent.set_slot(State::default());
    }
    match agent.slot_mut::<State>() {
        Some(state) => state,
        None => unreachable!("the state was set just now"),
    }
}
