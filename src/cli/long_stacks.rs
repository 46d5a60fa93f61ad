//! `--trace-async`: what led to an uncaught error, through timers, promises and awaits.

use super::options::Options;
use crate::insight::chain;
use crate::insight::recording::{Recorder, Recording};
use crate::insight::story::Story;
use crate::runtime::RuntimeBuilder;
use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

/// How many events are remembered: what led to an error is among the last ones.
const KEPT: usize = 1_000_000;

/// What is remembered of a program.
pub(super) struct LongStacks(Option<Rc<RefCell<Recording>>>);

impl LongStacks {
    /// Has a runtime remember, if the options ask for it.
    pub(super) fn watch(
        options: &Options,
        builder: RuntimeBuilder,
    ) -> (LongStacks, RuntimeBuilder) {
        if !options.trace_async {
            return (LongStacks(None), builder);
        }
        let recording = Rc::new(RefCell::new(Recording::new(Some(KEPT))));
        let recorder = Recorder::new(&recording);
        let builder = builder.observer(Box::new(recorder));
        (LongStacks(Some(recording)), builder)
    }

    /// Tells what led to the error that ended the program, on standard error.
    pub(super) fn tell(&self) {
        let Some(recording) = &self.0 else {
            return;
        };
        let recording = recording.borrow();
        if let Some(text) = chain::of_error(&Story::new(&recording)) {
            // Nobody is left to hear that this can't be written.
            let _ = std::io::stderr().write_all(text.as_bytes());
        }
    }
}
