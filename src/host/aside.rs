//! Work that takes long: it is done aside, and its outcome comes back in the poll phase.

use crate::engine::{Agent, Value};
use crate::event_loop::EventLoop;
use crate::event_loop::completions::Finish;

/// Has work done, whose outcome is given to scripts by what it makes, with `value`, in the poll phase
/// and in the order in which work was asked for. `_sort` names it for those who look on.
pub(super) fn run(
    agent: &mut Agent,
    value: Value,
    _sort: &'static str,
    work: Box<dyn FnOnce() -> Finish + Send>,
) {
    let operation = EventLoop::of(agent).completions.begin(value);
    operation.finish(work());
}
