//! Operators with one operand, the logical ones, and the conditional.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Value};
use crate::interpreter::tree::{Node, NodeBox};

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

/// `typeof a === 'function'` and its like.
pub struct TypeofIs {
    /// The operand of `typeof`.
    pub value: NodeBox,
    /// What its type is to be.
    pub text: &'static str,
    /// Whether it is `!==`.
    pub negated: bool,
}

impl Node for TypeofIs {
    #[inline]
    fn eval(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Ok(Value::bool(self.cond(agent, frame)?))
    }

    #[inline]
    fn cond(&self, agent: &mut Agent, frame: Frame) -> JsResult<bool> {
        let value = self.value.eval(agent, frame)?;
        Ok((agent.heap.type_of_text(value) == self.text) != self.negated)
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
