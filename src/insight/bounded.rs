//! A recorder for programs that may not go on for ever: it says when there is enough.

use super::recording::{Recorder, Recording};
use crate::event_loop::observer::{Channel, Fact, Observer, Place, TaskId};
use crate::source::SourceText;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How much a recording may hold.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Events.
    pub events: usize,
    /// Bytes of output.
    pub output: usize,
}

/// What there was too much of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Full {
    /// Events.
    Events,
    /// Output.
    Output,
}

/// Records what fits, and has the program stopped by what doesn't.
pub struct BoundedRecorder {
    inner: Recorder,
    left: Bounds,
    full: Rc<Cell<Option<Full>>>,
    stop: Box<dyn Fn()>,
}

impl BoundedRecorder {
    /// Into a recording. `stop` is called once there is too much, again for each event after that, and
    /// `full` then says of what.
    pub fn new(
        recording: &Rc<RefCell<Recording>>,
        bounds: Bounds,
        full: &Rc<Cell<Option<Full>>>,
        stop: impl Fn() + 'static,
    ) -> BoundedRecorder {
        BoundedRecorder {
            inner: Recorder::new(recording),
            left: bounds,
            full: Rc::clone(full),
            stop: Box::new(stop),
        }
    }

    /// Counts an event with so many bytes; whether it fits.
    fn fits(&mut self, bytes: usize) -> bool {
        let full = if self.left.events == 0 {
            Full::Events
        } else if self.left.output < bytes {
            Full::Output
        } else if self.full.get().is_none() {
            self.left.events -= 1;
            self.left.output -= bytes;
            return true;
        } else {
            return false;
        };
        if self.full.get().is_none() {
            self.full.set(Some(full));
        }
        (self.stop)();
        false
    }
}

impl Observer for BoundedRecorder {
    fn source(&mut self, number: u32, source: &Rc<SourceText>) {
        self.inner.source(number, source);
    }

    fn fact(&mut self, fact: Fact, task: TaskId, stack: &[Place]) {
        if self.fits(0) {
            self.inner.fact(fact, task, stack);
        }
    }

    fn output(&mut self, channel: Channel, bytes: &[u8], task: TaskId, stack: &[Place]) {
        if self.fits(bytes.len()) {
            self.inner.output(channel, bytes, task, stack);
        }
    }
}
