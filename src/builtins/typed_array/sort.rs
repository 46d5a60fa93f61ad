//! Sorting typed arrays by a comparator.
//!
//! A merge sort like V8's, so that a comparator sees the same calls in the same order and an
//! inconsistent one gives the same result.

use super::receiver::{Receiver, all_values};
use crate::engine::{Agent, Callback, JsResult, Object, Value};

/// The values of all elements in the order that a comparator gives.
pub(super) fn sorted(
    agent: &mut Agent,
    receiver: &Receiver,
    comparator: Value,
) -> JsResult<Vec<Value>> {
    let values = all_values(agent, receiver)?;
    let mut merge = Merge {
        comparator: Callback::new(agent, comparator)?,
        runs: [agent.new_array(values.clone()), agent.new_array(values)],
    };
    for run in merge.runs {
        agent.keep_object(run);
    }
    let count = agent.heap.elements(merge.runs[0]).len();
    if count > 1 {
        merge.sort(agent, 0, count, 1)?;
    }
    Ok(agent.heap.elements(merge.runs[0]).to_vec())
}

struct Merge {
    comparator: Callback,
    /// Two arrays with the same values, which take turns as source and target.
    runs: [Object; 2],
}

impl Merge {
    /// Sorts a range of two or more values from the run number `source` into the other one.
    fn sort(&mut self, agent: &mut Agent, from: usize, to: usize, source: usize) -> JsResult<()> {
        let middle = from + (to - from) / 2;
        for (from, to) in [(from, middle), (middle, to)] {
            if to - from > 1 {
                self.sort(agent, from, to, 1 - source)?;
            }
        }
        self.merge(agent, from, middle, to, source)
    }

    fn merge(
        &mut self,
        agent: &mut Agent,
        from: usize,
        middle: usize,
        to: usize,
        source: usize,
    ) -> JsResult<()> {
        let (mut left, mut right) = (from, middle);
        for place in from..to {
            let next = if right >= to
                || (left < middle && self.is_in_order(agent, source, left, right)?)
            {
                &mut left
            } else {
                &mut right
            };
            let value = agent.heap.elements(self.runs[source])[*next];
            *next += 1;
            agent.heap.elements_mut(self.runs[1 - source])[place] = value;
        }
        Ok(())
    }

    /// Whether the comparator leaves two values as they are.
    fn is_in_order(
        &mut self,
        agent: &mut Agent,
        source: usize,
        left: usize,
        right: usize,
    ) -> JsResult<bool> {
        let values = agent.heap.elements(self.runs[source]);
        let pair = [values[left], values[right]];
        let order = self.comparator.call(agent, Value::UNDEFINED, pair)?;
        if let Some(order) = order.as_int() {
            return Ok(order <= 0);
        }
        let order = agent.to_number(order)?;
        Ok(order.is_nan() || order <= 0.0)
    }
}
