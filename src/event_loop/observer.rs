//! Who watches the loop: what was put into which queue, what runs, how it ends.
//!
//! The interface is the engine's, which tells of promises; here is what the loop adds. Without an
//! observer nothing is computed for it.

pub use crate::engine::observer::{
    Channel, Combinator, Fact, Kind, Maker, Observer, Phase, Place, PromiseId, Readiness, TaskId,
};

use crate::engine::{Agent, BoundData, Job, Value};
use crate::source::SourceText;
use std::rc::Rc;

/// Where a callback is written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text.
    pub source: Rc<SourceText>,
    /// The byte offset of the function in it.
    pub offset: u32,
}

/// Where the function behind a value is written; `None` for what isn't written in JavaScript.
pub(super) fn place_of(agent: &Agent, function: Value) -> Option<Written> {
    let object = function.as_object()?;
    if let Some(bound) = agent.heap.host::<BoundData>(object) {
        return place_of(agent, bound.target.value());
    }
    let code = &agent.codes[agent.heap.function_code(function)?];
    Some(Written {
        source: code.source.clone(),
        offset: code.span.start,
    })
}

/// What sort of microtask a job is, and the function that it runs.
pub(super) fn kind_of_job(agent: &Agent, job: &Job) -> (Kind, Value) {
    match *job {
        Job::Reaction { handler, .. } => (Kind::Reaction, handler),
        Job::Thenable { then, .. } => (Kind::Thenable, then),
        Job::Callback { callback } => (Kind::Microtask, agent.callback_of(callback).0),
        Job::Resume { activation, .. } => (Kind::Resume, agent.heap.activation_callee(activation)),
        Job::Waiters { .. } => unreachable!("what waits is told of one by one"),
    }
}
