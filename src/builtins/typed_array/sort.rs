//! `sort` and `toSorted`.
//!
//! By a comparator, with a merge sort like V8's, so that a comparator sees the same calls in the same
//! order and an inconsistent one gives the same result; without one, by the elements' bytes.

use super::construct::allocate_plain;
use super::copy::{raw_elements, set_raw_elements};
use super::receiver::{Receiver, all_values};
use crate::budget::PIECE;
use crate::engine::{
    Agent, Budget, Call, Callback, ElementType, JsResult, Object, Stopped, TypedArrayData, Value,
};

/// The values of all elements in the order that a comparator gives.
fn sorted(agent: &mut Agent, receiver: &Receiver, comparator: Value) -> JsResult<Vec<Value>> {
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

fn set_all(agent: &mut Agent, view: &TypedArrayData, values: &[Value]) -> JsResult<()> {
    for (k, value) in values.iter().enumerate() {
        agent.poll()?;
        agent.view_set(view, k, *value)?;
    }
    Ok(())
}

/// A typed array of the receiver's kind, with the given elements.
fn plain(agent: &mut Agent, receiver: &Receiver, values: &[Value]) -> JsResult {
    let target = allocate_plain(agent, receiver.view.element, receiver.length)?;
    if let Some(view) = agent.heap.typed_array(target) {
        set_all(agent, &view, values)?;
    }
    Ok(target.value())
}

fn comparator(agent: &mut Agent, call: Call) -> JsResult<Option<Value>> {
    let comparator = call.arg(0);
    if comparator.is_undefined() || agent.heap.is_callable(comparator) {
        return Ok((!comparator.is_undefined()).then_some(comparator));
    }
    let what = agent.value_for_message(comparator);
    Err(agent.type_error(format!(
        "The comparison function must be either a function or undefined: {what}"
    )))
}

/// Numbers in the order of the elements with these bytes: floats by value, -0 before 0, NaN last.
fn order_key(element: ElementType, raw: u64) -> u64 {
    const SIGN: u64 = 1 << 63;
    let float = |bits: u64, is_nan: bool| match bits & SIGN {
        _ if is_nan => u64::MAX,
        0 => bits | SIGN,
        _ => !bits,
    };
    match element {
        ElementType::Uint8
        | ElementType::Uint8Clamped
        | ElementType::Uint16
        | ElementType::Uint32
        | ElementType::BigUint64 => raw,
        ElementType::Int8 => raw as i8 as i64 as u64 ^ SIGN,
        ElementType::Int16 => raw as i16 as i64 as u64 ^ SIGN,
        ElementType::Int32 => raw as i32 as i64 as u64 ^ SIGN,
        ElementType::BigInt64 => raw ^ SIGN,
        // A narrower float's bits, at the upper end, are in the same order.
        ElementType::Float16 => float(raw << 48, raw & 0x7FFF > 0x7C00),
        ElementType::Float32 => float(raw << 32, f32::from_bits(raw as u32).is_nan()),
        ElementType::Float64 => float(raw, f64::from_bits(raw).is_nan()),
    }
}

/// Copies the elements to another view of their type, in ascending order.
/// [CompareTypedArrayElements](https://tc39.es/ecma262/#sec-comparetypedarrayelements)
fn sort_by_value(
    agent: &mut Agent,
    source: &TypedArrayData,
    target: &TypedArrayData,
    count: usize,
) -> JsResult<()> {
    let element = source.element;
    let raw = raw_elements(agent, source, count)?;
    let sorted = sort_by_key(raw, |raw| order_key(element, raw), &agent.heap.budget);
    let sorted = agent.metered(sorted)?;
    set_raw_elements(agent, target, &sorted)
}

/// Sorts by a key, whose equal values are the same; in parts, with looks at the budget.
fn sort_by_key(
    items: Vec<u64>,
    key: impl Fn(u64) -> u64,
    budget: &Budget,
) -> Result<Vec<u64>, Stopped> {
    let mut items = items;
    for part in items.chunks_mut(PIECE) {
        budget.spend(part.len())?;
        part.sort_unstable_by_key(|item| key(*item));
    }
    let mut size = PIECE;
    while size < items.len() {
        let mut merged = Vec::with_capacity(items.len());
        for pair in items.chunks(2 * size) {
            let (mut left, mut right) = pair.split_at(size.min(pair.len()));
            while let (&[first, ..], &[second, ..]) = (left, right) {
                if merged.len().is_multiple_of(PIECE) {
                    budget.spend(PIECE / 8)?;
                }
                let from = if key(second) < key(first) {
                    &mut right
                } else {
                    &mut left
                };
                merged.push(from[0]);
                *from = &from[1..];
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        items = merged;
        size *= 2;
    }
    Ok(items)
}

/// [%TypedArray%.prototype.sort ( comparator )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort)
pub(super) fn sort(agent: &mut Agent, call: Call) -> JsResult {
    let comparator = comparator(agent, call)?;
    let receiver = Receiver::new(agent, call, "sort")?;
    match comparator {
        Some(comparator) => {
            let values = sorted(agent, &receiver, comparator)?;
            set_all(agent, &receiver.view, &values)?;
        }
        None => sort_by_value(agent, &receiver.view, &receiver.view, receiver.length)?,
    }
    Ok(receiver.object.value())
}

/// [%TypedArray%.prototype.toSorted ( comparator )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted)
pub(super) fn to_sorted(agent: &mut Agent, call: Call) -> JsResult {
    let comparator = comparator(agent, call)?;
    let receiver = Receiver::new(agent, call, "toSorted")?;
    if let Some(comparator) = comparator {
        let values = sorted(agent, &receiver, comparator)?;
        return plain(agent, &receiver, &values);
    }
    let target = allocate_plain(agent, receiver.view.element, receiver.length)?;
    if let Some(view) = agent.heap.typed_array(target) {
        sort_by_value(agent, &receiver.view, &view, receiver.length)?;
    }
    Ok(target.value())
}

#[cfg(test)]
mod tests {
    use super::order_key;
    use crate::engine::ElementType;

    #[test]
    fn keys_are_in_the_order_of_values() {
        let ordered = [
            f64::NEG_INFINITY,
            -1.5,
            -1.0,
            -0.0,
            0.0,
            0.5,
            1.0,
            300.0,
            f64::INFINITY,
            f64::NAN,
        ];
        for element in [
            ElementType::Float16,
            ElementType::Float32,
            ElementType::Float64,
        ] {
            let keys = ordered.map(|number| order_key(element, element.encode(number)));
            assert!(keys.is_sorted(), "{element:?}");
        }
        for element in [ElementType::Int8, ElementType::Int16, ElementType::Int32] {
            let keys = [-128.0, -1.0, 0.0, 1.0, 127.0]
                .map(|number| order_key(element, element.encode(number)));
            assert!(keys.is_sorted(), "{element:?}");
        }
        let negative_nan = 1 << 63 | f64::NAN.to_bits();
        assert_eq!(order_key(ElementType::Float64, negative_nan), u64::MAX);
    }
}
