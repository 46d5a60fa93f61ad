//! Methods that call a function for each element.

use super::construct::species_create;
use super::receiver::Receiver;
use crate::engine::{Agent, Call, Callback, JsResult, PropertyKey, Value, messages};

struct Walk {
    receiver: Receiver,
    callback: Callback,
    this: Value,
}

impl Walk {
    fn new(agent: &mut Agent, call: Call, method: &str) -> JsResult<Walk> {
        let receiver = Receiver::new(agent, call, method)?;
        let callback = callback(agent, call, method)?;
        Ok(Walk {
            receiver,
            callback,
            this: call.arg(1),
        })
    }

    #[inline]
    fn call(&self, agent: &mut Agent, value: Value, k: usize) -> JsResult {
        let arguments = [value, Value::from_usize(k), self.receiver.object.value()];
        self.callback.call(agent, self.this, arguments)
    }

    #[inline]
    fn test(&self, agent: &mut Agent, value: Value, k: usize) -> JsResult<bool> {
        let result = self.call(agent, value, k)?;
        Ok(agent.heap.to_boolean(result))
    }

    /// [FindViaPredicate](https://tc39.es/ecma262/#sec-findviapredicate)
    fn find(&self, agent: &mut Agent, last: bool) -> JsResult<Option<(usize, Value)>> {
        let length = self.receiver.length;
        for step in 0..length {
            let k = if last { length - 1 - step } else { step };
            let value = self.receiver.get(agent, k);
            let found = agent.scoped(|agent| {
                agent.keep(value);
                self.test(agent, value, k)
            })?;
            if found {
                return Ok(Some((k, value)));
            }
        }
        Ok(None)
    }

    /// The first element for which the function gives `wanted`.
    fn first(&self, agent: &mut Agent, wanted: bool) -> JsResult<bool> {
        for k in 0..self.receiver.length {
            let value = self.receiver.get(agent, k);
            if self.test(agent, value, k)? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn callback(agent: &mut Agent, call: Call, method: &str) -> JsResult<Callback> {
    let callback = call.arg(0);
    if agent.heap.is_callable(callback) {
        return Ok(Callback::of(agent, callback));
    }
    // V8 names the value in `map`, elsewhere its kind.
    let what = match method {
        "map" => agent.value_for_message(callback),
        _ => agent.call_site_for_message(callback),
    };
    Err(agent.type_error(messages::not_a_function(&what)))
}

/// [%TypedArray%.prototype.every ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.every)
pub(super) fn every(agent: &mut Agent, call: Call) -> JsResult {
    let failed = Walk::new(agent, call, "every")?.first(agent, false)?;
    Ok(Value::bool(!failed))
}

/// [%TypedArray%.prototype.some ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.some)
pub(super) fn some(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "some")?.first(agent, true)?;
    Ok(Value::bool(found))
}

/// [%TypedArray%.prototype.forEach ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.foreach)
pub(super) fn for_each(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "forEach")?;
    for k in 0..walk.receiver.length {
        let value = walk.receiver.get(agent, k);
        walk.call(agent, value, k)?;
    }
    Ok(Value::UNDEFINED)
}

/// [%TypedArray%.prototype.map ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.map)
pub(super) fn map(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "map")?;
    let Receiver {
        object,
        view,
        length,
    } = walk.receiver;
    let arguments = [Value::from_usize(length)];
    let target = species_create(agent, object, view.element, &arguments, Some(length), "map")?;
    for k in 0..length {
        let value = walk.receiver.get(agent, k);
        let mapped = walk.call(agent, value, k)?;
        if !agent
            .heap
            .set_typed_element(target.object, k as u32, mapped)
        {
            agent.set(target.object, PropertyKey::index(k as u32), mapped)?;
        }
    }
    Ok(target.object.value())
}

/// [%TypedArray%.prototype.filter ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.filter)
pub(super) fn filter(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "filter")?;
    let kept = agent.new_array(Vec::new());
    agent.keep_object(kept);
    for k in 0..walk.receiver.length {
        let value = walk.receiver.get(agent, k);
        let passed = agent.scoped(|agent| {
            agent.keep(value);
            walk.test(agent, value, k)
        })?;
        if passed {
            agent.heap.push_element(kept, value);
        }
    }
    let count = agent.heap.elements(kept).len();
    let arguments = [Value::from_usize(count)];
    let (object, element) = (walk.receiver.object, walk.receiver.view.element);
    let target = species_create(agent, object, element, &arguments, Some(count), "filter")?;
    for k in 0..count {
        let value = agent.heap.elements(kept)[k];
        agent.set(target.object, PropertyKey::index(k as u32), value)?;
    }
    Ok(target.object.value())
}

/// [%TypedArray%.prototype.find ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.find)
pub(super) fn find(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "find")?.find(agent, false)?;
    Ok(found.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// [%TypedArray%.prototype.findIndex ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.findindex)
pub(super) fn find_index(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "findIndex")?.find(agent, false)?;
    Ok(found.map_or(Value::int(-1), |(k, _)| Value::from_usize(k)))
}

/// [%TypedArray%.prototype.findLast ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.findlast)
pub(super) fn find_last(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "findLast")?.find(agent, true)?;
    Ok(found.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// [%TypedArray%.prototype.findLastIndex ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.findlastindex)
pub(super) fn find_last_index(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "findLastIndex")?.find(agent, true)?;
    Ok(found.map_or(Value::int(-1), |(k, _)| Value::from_usize(k)))
}

/// [%TypedArray%.prototype.reduce ( callback \[ , initialValue \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.reduce)
pub(super) fn reduce(agent: &mut Agent, call: Call) -> JsResult {
    fold(agent, call, "reduce", false)
}

/// [%TypedArray%.prototype.reduceRight ( callback \[ , initialValue \] )](https://tc39.es/ecma262/#sec-%typedarray%.prototype.reduceright)
pub(super) fn reduce_right(agent: &mut Agent, call: Call) -> JsResult {
    fold(agent, call, "reduceRight", true)
}

fn fold(agent: &mut Agent, call: Call, method: &str, from_right: bool) -> JsResult {
    let receiver = Receiver::new(agent, call, method)?;
    let callback = callback(agent, call, method)?;
    let length = receiver.length;
    let mut accumulator = (call.len() > 1).then(|| call.arg(1));
    for step in 0..length {
        let k = if from_right { length - 1 - step } else { step };
        let value = receiver.get(agent, k);
        accumulator = Some(match accumulator {
            None => value,
            Some(accumulator) => {
                let index = Value::from_usize(k);
                let arguments = [accumulator, value, index, receiver.object.value()];
                callback.call(agent, Value::UNDEFINED, arguments)?
            }
        });
    }
    accumulator.ok_or_else(|| agent.type_error(messages::REDUCE_EMPTY))
}
