//! Operators with one operand, the logical ones, and the conditional.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::node::{Node, NodeBox};
use crate::interpreter::suspend::{Child, Entry, Resumable, Way};

/// `-a`
pub struct Negate(pub NodeBox, pub u32);

impl Node for Negate {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.0.eval(agent, frame)?;
        if let Some(int) = value.as_int()
            && int != 0
            && int != i32::MIN
        {
            return Ok(Value::int(-int));
        }
        if let Some(number) = value.as_number() {
            return Ok(Value::double(-number));
        }
        agent.machine.position = self.1;
        agent.negate_slow(value)
    }
}

/// `+a`
pub struct Plus(pub NodeBox, pub u32);

impl Node for Plus {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.0.eval(agent, frame)?;
        if value.is_number() {
            return Ok(value);
        }
        agent.machine.position = self.1;
        Ok(Value::number(agent.to_number(value)?))
    }
}

/// `~a`
pub struct BitNot(pub NodeBox, pub u32);

impl Node for BitNot {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.0.eval(agent, frame)?;
        if let Some(int) = value.as_int() {
            return Ok(Value::int(!int));
        }
        agent.machine.position = self.1;
        agent.bit_not_slow(value)
    }
}

/// `!a`
pub struct Not(pub NodeBox);

impl Node for Not {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Ok(Value::bool(!self.0.cond(agent, frame)?))
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        Ok(!self.0.cond(agent, frame)?)
    }
}

/// `typeof a`
pub struct Typeof(pub NodeBox);

impl Node for Typeof {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let value = self.0.eval(agent, frame)?;
        Ok(agent.type_of(value))
    }
}

/// `void a`
pub struct Void(pub NodeBox);

impl Node for Void {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        self.0.eval(agent, frame)?;
        Ok(Value::UNDEFINED)
    }
}

/// `a, b`
pub struct Sequence(pub Box<[NodeBox]>, pub NodeBox);

impl Node for Sequence {
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        for node in &self.0 {
            node.eval(agent, frame)?;
        }
        self.1.eval(agent, frame)
    }
}

/// `a && b`; the left operand can't suspend. It is only suspended in the right one.
pub struct And<C>(pub NodeBox, pub C);

impl<C: Child> Resumable for And<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        if state.is_none() {
            let left = self.0.eval(agent, frame)?;
            if !agent.to_boolean(left) {
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
            if agent.to_boolean(left) {
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

/// A link `?.` of a chain of accesses: where the value before it is nullish, the chain is over, else
/// the rest runs with the value in a slot.
pub struct OptionalLink<C> {
    /// The value before the `?.`.
    pub value: C,
    /// Takes it.
    pub slot: Slot,
    /// What follows in the chain.
    pub rest: C,
    /// What a chain that is over gives.
    pub otherwise: Value,
}

const IN_VALUE: u32 = 0;
const IN_REST: u32 = 1;

impl<C: Child> Resumable for OptionalLink<C> {
    type Child = C;

    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let (state, way) = entry.state(agent);
        if state != Some(IN_REST) {
            let value = way.eval(agent, frame, &self.value, IN_VALUE)?;
            if value.is_nullish() {
                return Ok(self.otherwise);
            }
            frame.set(self.slot, value);
        }
        way.eval(agent, frame, &self.rest, IN_REST)
    }
}
