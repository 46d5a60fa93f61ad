//! Who watches the loop: what was put into which queue, what runs, how it ends.
//!
//! Owns the interface only. Without an observer nothing is computed for it.

use crate::engine::{Agent, BoundData, Job, Value};
use crate::source::SourceText;
use std::rc::Rc;

/// What sort of callback it is, in Node's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The program's body.
    Main,
    /// `process.nextTick`
    Tick,
    /// `queueMicrotask`
    Microtask,
    /// A handler given to `then`, or what resolving with a thenable does.
    Reaction,
    /// An async function goes on after an `await`.
    Resume,
    /// `setTimeout`
    Timeout,
    /// `setInterval`
    Interval,
    /// `setImmediate`
    Immediate,
    /// Background work is done.
    Completion,
}

impl Kind {
    /// Its label.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Main => "main",
            Kind::Tick => "nextTick",
            Kind::Microtask => "queueMicrotask",
            Kind::Reaction => "then",
            Kind::Resume => "await",
            Kind::Timeout => "setTimeout",
            Kind::Interval => "setInterval",
            Kind::Immediate => "setImmediate",
            Kind::Completion => "completion",
        }
    }
}

/// Where a callback is written.
#[derive(Clone, Debug)]
pub struct Place {
    /// The text.
    pub source: Rc<SourceText>,
    /// The byte offset of the function in it.
    pub offset: u32,
}

/// Is told what the loop does, in the order in which it happens.
pub trait Observer {
    /// Something was put into a queue.
    fn enqueued(&mut self, kind: Kind, place: Option<Place>);

    /// A callback begins.
    fn begins(&mut self, kind: Kind, place: Option<Place>);

    /// The callback that began last ends.
    fn ends(&mut self, threw: bool);
}

/// Where the function behind a value is written; `None` for what isn't written in JavaScript.
pub(super) fn place_of(agent: &Agent, function: Value) -> Option<Place> {
    let object = function.as_object()?;
    if let Some(bound) = agent.heap.host::<BoundData>(object) {
        return place_of(agent, bound.target.value());
    }
    let code = &agent.codes[agent.heap.function_code(function)?];
    Some(Place {
        source: code.source.clone(),
        offset: code.span.start,
    })
}

/// What sort of microtask a job is, and the function that it runs.
pub(super) fn kind_of_job(agent: &Agent, job: &Job) -> (Kind, Value) {
    match *job {
        Job::Reaction { handler, .. } => (Kind::Reaction, handler),
        Job::Thenable { then, .. } => (Kind::Reaction, then),
        Job::Callback { callback } => (Kind::Microtask, agent.callback_of(callback).0),
        Job::Resume { activation, .. } => (Kind::Resume, agent.heap.activation_callee(activation)),
        Job::Waiters { .. } => unreachable!("what waits is told of one by one"),
    }
}
