//! Looks at what is written, in trees of code that must have no effects.

use super::captured::CapturedPlace;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable};
use crate::interpreter::tree::{Node, NodeBox};

/// An object that is about to be written to.
pub struct WrittenObject<C = NodeBox>(pub C);

impl<C: Child> Resumable for WrittenObject<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.0)?;
        agent.check_write(value)?;
        Ok(value)
    }
}

/// A value that is about to be assigned to a captured variable.
pub struct WrittenScope<C = NodeBox> {
    /// Where that lives.
    pub place: CapturedPlace,
    /// The value.
    pub value: C,
}

impl<C: Child> Resumable for WrittenScope<C> {
    type Child = C;

    fn eval(&self, agent: &mut Agent, frame: Frame, entry: Entry<C>) -> JsResult {
        let value = entry.eval(agent, frame, &self.value)?;
        let scope = self.place.scope(agent, frame);
        agent.check_write(scope)?;
        Ok(value)
    }
}

/// What always is an effect.
pub struct Effect;

impl Node for Effect {
    fn eval(&self, agent: &mut Agent, _: Frame) -> JsResult<Value> {
        Err(agent.refuse_effect())
    }
}
