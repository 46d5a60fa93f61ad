//! Methods that call a function for each element.

use super::elements::{define_at, element, element_if_present, kept_array, number};
use super::receiver::named_array_like;
use super::species::{array_species_create, has_array_species};
use crate::engine::{Agent, Call, Callback, JsResult, Object, Value, messages};

/// A method's receiver and arguments, as nearly all methods here begin.
struct Walk {
    object: Object,
    length: u64,
    callback: Callback,
    this: Value,
}

impl Walk {
    fn new(agent: &mut Agent, call: Call, name: &str) -> JsResult<Walk> {
        let (object, length) = named_array_like(agent, call, name)?;
        let callback = Callback::new(agent, call.arg(0))?;
        Ok(Walk {
            object,
            length,
            callback,
            this: call.arg(1),
        })
    }

    /// Calls the function for an element.
    #[inline]
    fn call(&self, agent: &mut Agent, value: Value, k: u64) -> JsResult {
        let arguments = [value, number(k), self.object.value()];
        self.callback.call(agent, self.this, arguments)
    }

    /// Calls the function for an element, as a condition.
    #[inline]
    fn test(&self, agent: &mut Agent, value: Value, k: u64) -> JsResult<bool> {
        let result = self.call(agent, value, k)?;
        Ok(agent.heap.to_boolean(result))
    }

    /// [FindViaPredicate](https://tc39.es/ecma262/#sec-findviapredicate): the index and value of
    /// the first element that satisfies the function, in either direction.
    fn find(&self, agent: &mut Agent, last: bool) -> JsResult<Option<(u64, Value)>> {
        for step in 0..self.length {
            let k = if last { self.length - 1 - step } else { step };
            let value = element(agent, self.object, k)?;
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
}

/// [Array.prototype.forEach ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.foreach)
pub(super) fn for_each(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "forEach")?;
    for k in 0..walk.length {
        if let Some(value) = element_if_present(agent, walk.object, k)? {
            walk.call(agent, value, k)?;
        }
    }
    Ok(Value::UNDEFINED)
}

/// [Array.prototype.map ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.map)
pub(super) fn map(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "map")?;
    if has_array_species(agent, walk.object) && walk.length < (1 << 24) {
        return map_plain(agent, &walk);
    }
    let target = array_species_create(agent, walk.object, walk.length)?;
    for k in 0..walk.length {
        if let Some(value) = element_if_present(agent, walk.object, k)? {
            let mapped = walk.call(agent, value, k)?;
            define_at(agent, target, k, mapped)?;
        }
    }
    Ok(target.value())
}

/// `map` to an array that no script sees before it is complete.
fn map_plain(agent: &mut Agent, walk: &Walk) -> JsResult {
    let target = kept_array(agent, Vec::with_capacity(walk.length as usize));
    for k in 0..walk.length {
        let mapped = match element_if_present(agent, walk.object, k)? {
            Some(value) => walk.call(agent, value, k)?,
            None => Value::HOLE,
        };
        agent.heap.push_element(target, mapped);
    }
    Ok(target.value())
}

/// [Array.prototype.filter ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.filter)
pub(super) fn filter(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "filter")?;
    let target = array_species_create(agent, walk.object, 0)?;
    // Where the element waits while the function runs.
    let place = agent.machine.top;
    agent.keep(Value::UNDEFINED);
    let mut to = 0;
    for k in 0..walk.length {
        if let Some(value) = element_if_present(agent, walk.object, k)? {
            place.keep(value);
            if walk.test(agent, value, k)? {
                define_at(agent, target, to, value)?;
                to += 1;
            }
        }
    }
    Ok(target.value())
}

/// [Array.prototype.every ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.every)
pub(super) fn every(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "every")?;
    for k in 0..walk.length {
        if let Some(value) = element_if_present(agent, walk.object, k)?
            && !walk.test(agent, value, k)?
        {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

/// [Array.prototype.some ( callback \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.some)
pub(super) fn some(agent: &mut Agent, call: Call) -> JsResult {
    let walk = Walk::new(agent, call, "some")?;
    for k in 0..walk.length {
        if let Some(value) = element_if_present(agent, walk.object, k)?
            && walk.test(agent, value, k)?
        {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// [Array.prototype.find ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.find)
pub(super) fn find(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "find")?.find(agent, false)?;
    Ok(found.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// [Array.prototype.findIndex ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.findindex)
pub(super) fn find_index(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "findIndex")?.find(agent, false)?;
    Ok(found.map_or(Value::int(-1), |(k, _)| number(k)))
}

/// [Array.prototype.findLast ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.findlast)
pub(super) fn find_last(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "findLast")?.find(agent, true)?;
    Ok(found.map_or(Value::UNDEFINED, |(_, value)| value))
}

/// [Array.prototype.findLastIndex ( predicate \[ , thisArg \] )](https://tc39.es/ecma262/#sec-array.prototype.findlastindex)
pub(super) fn find_last_index(agent: &mut Agent, call: Call) -> JsResult {
    let found = Walk::new(agent, call, "findLastIndex")?.find(agent, true)?;
    Ok(found.map_or(Value::int(-1), |(k, _)| number(k)))
}

/// [Array.prototype.reduce ( callback \[ , initialValue \] )](https://tc39.es/ecma262/#sec-array.prototype.reduce)
pub(super) fn reduce(agent: &mut Agent, call: Call) -> JsResult {
    fold(agent, call, "reduce", false)
}

/// [Array.prototype.reduceRight ( callback \[ , initialValue \] )](https://tc39.es/ecma262/#sec-array.prototype.reduceright)
pub(super) fn reduce_right(agent: &mut Agent, call: Call) -> JsResult {
    fold(agent, call, "reduceRight", true)
}

fn fold(agent: &mut Agent, call: Call, name: &str, from_right: bool) -> JsResult {
    let (object, length) = named_array_like(agent, call, name)?;
    let callback = Callback::new(agent, call.arg(0))?;
    let mut accumulator = (call.len() > 1).then(|| call.arg(1));
    // Where the accumulator waits while an element is got.
    let place = agent.machine.top;
    agent.keep(call.arg(1));
    for step in 0..length {
        let k = if from_right { length - 1 - step } else { step };
        let Some(value) = element_if_present(agent, object, k)? else {
            continue;
        };
        let next = match accumulator {
            None => value,
            Some(accumulator) => {
                let arguments = [accumulator, value, number(k), object.value()];
                callback.call(agent, Value::UNDEFINED, arguments)?
            }
        };
        place.keep(next);
        accumulator = Some(next);
    }
    accumulator.ok_or_else(|| agent.type_error(messages::REDUCE_EMPTY))
}
