//! `&&`, `||`, `??` and `?:`.

use crate::engine::{Agent, JsResult};
use crate::heap::Frame;
use crate::interpreter::suspend::{Child, Entry, Resumable, Way};
use crate::interpreter::tree::NodeBox;

/// `a && b`; the left operand can't suspend. It is only suspended in the right one.
pub struct And<C>(pub NodeBox, pub C);

impl<C: Child> Resumable for And<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            let left = self.0.eval(agent, frame)?;
            if !agent.heap.to_boolean(left) {
                return Ok(left);
            }
        }
        way.eval(agent, frame, &self.1, 0)
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult<bool> {
        let (state, way) = entry.state(agent);
        if state.is_none() && !self.0.cond(agent, frame)? {
            return Ok(false);
        }
        way.cond(agent, frame, &self.1, 0)
    }
}

/// `a || b`, as [`And`]
pub struct Or<C>(pub NodeBox, pub C);

impl<C: Child> Resumable for Or<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            let left = self.0.eval(agent, frame)?;
            if agent.heap.to_boolean(left) {
                return Ok(left);
            }
        }
        way.eval(agent, frame, &self.1, 0)
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult<bool> {
        let (state, way) = entry.state(agent);
        if state.is_none() && self.0.cond(agent, frame)? {
            return Ok(true);
        }
        way.cond(agent, frame, &self.1, 0)
    }
}

/// `a ?? b`, as [`And`]
pub struct Coalesce<C>(pub NodeBox, pub C);

impl<C: Child> Resumable for Coalesce<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            let left = self.0.eval(agent, frame)?;
            if !left.is_nullish() {
                return Ok(left);
            }
        }
        way.eval(agent, frame, &self.1, 0)
    }
}

/// `a ? b : c`. The state is the branch.
pub struct Conditional<C> {
    /// Decides; can't suspend.
    pub test: NodeBox,
    /// If true.
    pub consequent: C,
    /// If false.
    pub alternate: C,
}

const CONSEQUENT: u32 = 1;
const ALTERNATE: u32 = 2;

impl<C: Child> Conditional<C> {
    #[inline(always)]
    fn branch(
        &self,
        agent: &mut Agent,
        frame: Frame,
        entry: Entry<C>,
    ) -> JsResult<(&C, u32, Way<C>)> {
        let (state, way) = entry.state(agent);
        let branch = match state {
            None if self.test.cond(agent, frame)? => CONSEQUENT,
            None => ALTERNATE,
            Some(branch) => branch,
        };
        Ok(match branch {
            CONSEQUENT => (&self.consequent, branch, way),
            _ => (&self.alternate, branch, way),
        })
    }
}

impl<C: Child> Resumable for Conditional<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (node, branch, way) = self.branch(agent, frame, entry)?;
        way.eval(agent, frame, node, branch)
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult<bool> {
        let (node, branch, way) = self.branch(agent, frame, entry)?;
        way.cond(agent, frame, node, branch)
    }
}
