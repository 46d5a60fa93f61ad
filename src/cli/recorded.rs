//! Running a program whose every step is recorded.

use super::memory;
use super::options::Options;
use super::run::{builder, read, stack_for};
use crate::host::process::Ending;
use crate::host::streams::Sink;
use crate::insight::recording::{Recorder, Recording};
use crate::runtime::program;
use std::cell::RefCell;
use std::rc::Rc;

/// How a program that was recorded ended.
pub(super) struct Recorded {
    /// What was told of it.
    pub recording: Rc<RefCell<Recording>>,
    /// What is to be said of it, where it was stopped, and its exit code.
    pub ending: (Option<&'static str>, u8),
}

/// Runs a program and records what happens: about the last so many events, or all.
///
/// # Errors
/// What to say where it can't be run.
pub(super) fn recorded(
    options: &Options,
    last: Option<usize>,
    (stdout, stderr): (Sink, Sink),
) -> Result<Recorded, String> {
    let (program, argv) = read(options).map_err(|error| error.to_string())?;
    stacker::grow(stack_for(options.limits.heap_bytes()), || {
        memory::limit(options.limits.heap_bytes());
        let recording = Rc::new(RefCell::new(Recording::new(last)));
        let recorder = Recorder::new(&recording);
        let mut runtime = builder(options, argv)
            .streams(stdout, stderr)
            .observer(Box::new(recorder))
            .build();
        let ending = match program::run(&mut runtime, program) {
            Ending::Code(code) => (None, code as u8),
            Ending::Stopped(why) => {
                let (text, code) = program::stopped(why);
                (Some(text), code)
            }
        };
        Ok(Recorded { recording, ending })
    })
}
