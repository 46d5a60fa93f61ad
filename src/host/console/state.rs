//! What the console of an agent remembers.

use crate::engine::{Agent, HostData, Object, Tracer, Value};
use crate::heap::{ShapeId, SlotRef};
use crate::host::streams::Stream;
use std::collections::HashMap;
use std::time::Instant;

/// What the console remembers.
pub(super) struct State {
    /// `console` itself.
    pub(super) console: Option<Object>,
    /// `process.stdout` and `process.stderr`.
    pub(super) streams: [Place; 2],
    /// Spaces before each line.
    pub(super) indentation: usize,
    pub(super) counts: HashMap<String, u64>,
    pub(super) timing: Timing,
    /// Called with the arguments of methods that somebody watches, or `undefined`.
    pub(super) watcher: Value,
}

impl Default for State {
    fn default() -> State {
        State {
            console: None,
            streams: [Place::default(); 2],
            indentation: 0,
            counts: HashMap::new(),
            timing: Timing::default(),
            watcher: Value::UNDEFINED,
        }
    }
}

impl HostData for State {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(object) = self.console {
            tracer.mark_object(object);
        }
        tracer.mark(self.watcher);
        for place in &self.streams {
            tracer.mark_all(&[place.custom, place.on_error]);
            if let Some(known) = &place.known {
                known.trace(tracer);
            }
        }
    }
}

/// Where a stream's text goes.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The process's object for it, once there is one.
    pub(super) known: Option<StreamObject>,
    /// Another stream that a script put in its place, or `undefined`.
    pub(super) custom: Value,
    /// The callback for errors that `write` is given, once it is needed.
    pub(super) on_error: Value,
    /// Whether it was looked up in `process`.
    pub(super) is_bound: bool,
}

impl Default for Place {
    fn default() -> Place {
        Place {
            known: None,
            custom: Value::UNDEFINED,
            on_error: Value::UNDEFINED,
            is_bound: false,
        }
    }
}

/// An object for a stream.
#[derive(Clone, Copy)]
pub(super) struct StreamObject {
    pub(super) object: Object,
    /// The original `write`.
    pub(super) write: Value,
    /// Whether it has become a whole stream, with events.
    pub(super) is_whole: bool,
    /// Whether what is written just comes out.
    pub(super) is_plain: bool,
    /// The objects on the way to `write`, with their layouts; and where it is.
    pub(super) way: [Option<(Object, ShapeId)>; 4],
    pub(super) slot: Option<(Object, SlotRef)>,
}

impl StreamObject {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.object);
        tracer.mark(self.write);
        for (object, shape) in self.way.iter().flatten() {
            tracer.mark_object(*object);
            tracer.mark_shape(*shape);
        }
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

/// Tells the console which object represents a stream; `write` is the original one.
pub fn set_stream_object(agent: &mut Agent, stream: Stream, object: Object, write: Value) {
    let place = &mut state(agent).streams[stream as usize];
    if place.custom.is_undefined() {
        place.known = Some(StreamObject {
            object,
            write,
            is_whole: false,
            is_plain: true,
            way: [None; 4],
            slot: None,
        });
    }
}

/// Tells the console that the object has become a whole stream, with another original `write`.
pub fn set_whole_stream(agent: &mut Agent, stream: Stream, write: Value) {
    if let Some(known) = &mut state(agent).streams[stream as usize].known {
        known.is_whole = true;
        known.write = write;
        known.slot = None;
    }
}

/// Says whether what is written to a stream just comes out.
pub fn set_plain(agent: &mut Agent, stream: Stream, plain: bool) {
    if let Some(known) = &mut state(agent).streams[stream as usize].known {
        known.is_plain = plain;
    }
}
