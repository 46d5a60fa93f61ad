//! Operands of generic nodes: what a specialised node reads without a virtual call.

use super::nodes::captured::CapturedPlace;
use super::tree::NodeBox;
use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Slot, Value};

/// Something that a node evaluates first.
pub trait Operand: 'static {
    /// Whether evaluating it can't run any code, so that no temporary is needed around it.
    const SIMPLE: bool;

    /// Its value.
    fn value(&self, agent: &mut Agent, frame: Frame) -> JsResult;
}

/// A local variable that can't be in its dead zone, or a temporary.
#[derive(Clone, Copy)]
pub struct Local(pub Slot);

/// An int32 that is written in the source.
#[derive(Clone, Copy)]
pub struct Int(pub i32);

impl Operand for Local {
    const SIMPLE: bool = true;

    #[inline(always)]
    fn value(&self, _: &mut Agent, frame: Frame) -> JsResult {
        Ok(frame.get(self.0))
    }
}

impl Operand for Int {
    const SIMPLE: bool = true;

    #[inline(always)]
    fn value(&self, _: &mut Agent, _: Frame) -> JsResult {
        Ok(Value::int(self.0))
    }
}

/// A captured variable that can't be in its dead zone.
impl Operand for CapturedPlace {
    const SIMPLE: bool = true;

    #[inline(always)]
    fn value(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        Ok(self.get(agent, frame))
    }
}

impl Operand for NodeBox {
    const SIMPLE: bool = false;

    #[inline(always)]
    fn value(&self, agent: &mut Agent, frame: Frame) -> JsResult {
        self.eval(agent, frame)
    }
}
