//! Operators with one operand, the logical ones, and the conditional.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Value};
use crate::interpreter::node::{Completion, Node, NodeBox};
use crate::interpreter::suspend::{entry_state, save_state};

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
        agent.position = self.1;
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
        agent.position = self.1;
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
        agent.position = self.1;
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

/// `a && b`: the left operand is `R`esumable as a step before; the right one may suspend.
pub struct And<const R: bool>(pub NodeBox, pub NodeBox);

impl<const R: bool> Node for And<R> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        if entry_state::<R>(agent) == 0 {
            let left = self.0.eval(agent, frame)?;
            if !agent.to_boolean(left) {
                return Ok(left);
            }
        }
        let right = self.1.eval(agent, frame);
        if right.is_err() {
            save_state::<R>(agent, 1);
        }
        right
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        if R {
            let value = self.eval(agent, frame)?;
            return Ok(agent.to_boolean(value));
        }
        Ok(self.0.cond(agent, frame)? && self.1.cond(agent, frame)?)
    }
}

/// `a || b`
pub struct Or<const R: bool>(pub NodeBox, pub NodeBox);

impl<const R: bool> Node for Or<R> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        if entry_state::<R>(agent) == 0 {
            let left = self.0.eval(agent, frame)?;
            if agent.to_boolean(left) {
                return Ok(left);
            }
        }
        let right = self.1.eval(agent, frame);
        if right.is_err() {
            save_state::<R>(agent, 1);
        }
        right
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        if R {
            let value = self.eval(agent, frame)?;
            return Ok(agent.to_boolean(value));
        }
        Ok(self.0.cond(agent, frame)? || self.1.cond(agent, frame)?)
    }
}

/// `a ?? b`
pub struct Coalesce<const R: bool>(pub NodeBox, pub NodeBox);

impl<const R: bool> Node for Coalesce<R> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        if entry_state::<R>(agent) == 0 {
            let left = self.0.eval(agent, frame)?;
            if !left.is_nullish() {
                return Ok(left);
            }
        }
        let right = self.1.eval(agent, frame);
        if right.is_err() {
            save_state::<R>(agent, 1);
        }
        right
    }
}

/// `a ? b : c`
pub struct Conditional<const R: bool> {
    /// Decides; can't suspend.
    pub test: NodeBox,
    /// If true.
    pub consequent: NodeBox,
    /// If false.
    pub alternate: NodeBox,
}

impl<const R: bool> Conditional<R> {
    #[inline(always)]
    fn branch(&self, agent: &mut Agent, frame: Frame) -> JsResult<u32> {
        match entry_state::<R>(agent) {
            0 => Ok(if self.test.cond(agent, frame)? { 1 } else { 2 }),
            branch => Ok(branch),
        }
    }

    #[inline(always)]
    fn node(&self, branch: u32) -> &NodeBox {
        if branch == 1 {
            &self.consequent
        } else {
            &self.alternate
        }
    }
}

impl<const R: bool> Node for Conditional<R> {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        let branch = self.branch(agent, frame)?;
        let result = self.node(branch).eval(agent, frame);
        if result.is_err() {
            save_state::<R>(agent, branch);
        }
        result
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let branch = self.branch(agent, frame)?;
        let result = self.node(branch).cond(agent, frame);
        if result.is_err() {
            save_state::<R>(agent, branch);
        }
        result
    }

    #[inline]
    fn exec(&self, agent: &mut Agent, frame: Frame) -> Completion {
        match self.eval(agent, frame) {
            Ok(_) => Completion::NORMAL,
            Err(_) => Completion::THROW,
        }
    }
}
