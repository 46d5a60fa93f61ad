//! Optional chains.

use crate::engine::{Agent, JsResult};
use crate::heap::{Frame, Slot, Value};
use crate::interpreter::suspend::{Child, Entry, Resumable};

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
