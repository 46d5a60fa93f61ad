//! What is counted, where a runtime records which parts of programs run.

use crate::coverage::Counter;
use crate::engine::{Agent, JsResult};
use crate::heap::Frame;
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::Completion;

/// Counts that a node is run. One that was suspended is counted when it begins, and not when it goes on.
pub struct Counted<C> {
    /// What counts.
    pub counter: Counter,
    /// The node.
    pub node: C,
}

impl<C: Child> Resumable for Counted<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            self.counter.count();
        }
        way.eval(agent, frame, &self.node, 0)
    }

    fn cond(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult<bool> {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            self.counter.count();
        }
        way.cond(agent, frame, &self.node, 0)
    }

    fn exec(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> Completion {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            self.counter.count();
        }
        way.exec(agent, frame, &self.node, 0)
    }
}
