//! The methods of iterators that use the iterator up.

use super::receiver::{required_callback, this_iterator};
use crate::engine::{Agent, Call, IteratorRecord, JsResult, Value};

/// Calls the callback for each value until `decide` gives a result, with which the iterator is
/// closed. `None` where it ended first.
fn run(
    agent: &mut Agent,
    call: Call,
    method: &str,
    decide: fn(&Agent, value: Value, result: Value) -> Option<Value>,
) -> JsResult<Option<Value>> {
    let iterator = this_iterator(agent, call, method)?;
    let callback = call.arg(0);
    required_callback(agent, iterator, callback)?;
    let record = agent.get_iterator_direct(iterator)?;
    let mut counter = 0usize;
    while let Some(value) = agent.iterator_step_value(&record)? {
        let decision = agent.scoped(|agent| {
            agent.keep(value);
            let result = call_back(
                agent,
                &record,
                callback,
                &[value, Value::from_usize(counter)],
            )?;
            let decision = decide(agent, value, result);
            if decision.is_some() {
                agent.iterator_close(record.iterator)?;
            }
            Ok(decision)
        })?;
        if decision.is_some() {
            return Ok(decision);
        }
        counter += 1;
    }
    Ok(None)
}

/// Calls a callback; where it throws, the iterator is closed.
pub(super) fn call_back(
    agent: &mut Agent,
    record: &IteratorRecord,
    callback: Value,
    arguments: &[Value],
) -> JsResult {
    match agent.call(callback, Value::UNDEFINED, arguments) {
        Ok(result) => Ok(result),
        Err(throw) => Err(agent.iterator_close_throw(record.iterator, throw)),
    }
}

/// [Iterator.prototype.every ( predicate )](https://tc39.es/ecma262/#sec-iterator.prototype.every)
pub(super) fn every(agent: &mut Agent, call: Call) -> JsResult {
    let failed = run(
        agent,
        call,
        "Iterator.prototype.every",
        |agent, _, result| (!agent.heap.to_boolean(result)).then_some(Value::FALSE),
    )?;
    Ok(failed.unwrap_or(Value::TRUE))
}

/// [Iterator.prototype.find ( predicate )](https://tc39.es/ecma262/#sec-iterator.prototype.find)
pub(super) fn find(agent: &mut Agent, call: Call) -> JsResult {
    let found = run(
        agent,
        call,
        "Iterator.prototype.find",
        |agent, value, result| agent.heap.to_boolean(result).then_some(value),
    )?;
    Ok(found.unwrap_or(Value::UNDEFINED))
}

/// [Iterator.prototype.forEach ( procedure )](https://tc39.es/ecma262/#sec-iterator.prototype.foreach)
pub(super) fn for_each(agent: &mut Agent, call: Call) -> JsResult {
    run(agent, call, "Iterator.prototype.forEach", |_, _, _| None)?;
    Ok(Value::UNDEFINED)
}

/// [Iterator.prototype.some ( predicate )](https://tc39.es/ecma262/#sec-iterator.prototype.some)
pub(super) fn some(agent: &mut Agent, call: Call) -> JsResult {
    let found = run(
        agent,
        call,
        "Iterator.prototype.some",
        |agent, _, result| agent.heap.to_boolean(result).then_some(Value::TRUE),
    )?;
    Ok(found.unwrap_or(Value::FALSE))
}

/// [Iterator.prototype.reduce ( reducer \[ , initialValue \] )](https://tc39.es/ecma262/#sec-iterator.prototype.reduce)
pub(super) fn reduce(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = this_iterator(agent, call, "Iterator.prototype.reduce")?;
    let callback = call.arg(0);
    required_callback(agent, iterator, callback)?;
    let record = agent.get_iterator_direct(iterator)?;
    let (mut accumulator, mut counter) = match call.len() {
        0 | 1 => match agent.iterator_step_value(&record)? {
            Some(first) => (first, 1usize),
            None => {
                let text = "Reduce of a done iterator with no initial value";
                return Err(agent.type_error(text));
            }
        },
        _ => (call.arg(1), 0),
    };
    loop {
        let step = agent.scoped(|agent| {
            agent.keep(accumulator);
            let Some(value) = agent.iterator_step_value(&record)? else {
                return Ok(None);
            };
            let arguments = [accumulator, value, Value::from_usize(counter)];
            call_back(agent, &record, callback, &arguments).map(Some)
        })?;
        match step {
            Some(result) => accumulator = result,
            None => return Ok(accumulator),
        }
        counter += 1;
    }
}

/// [Iterator.prototype.toArray ( )](https://tc39.es/ecma262/#sec-iterator.prototype.toarray)
pub(super) fn to_array(agent: &mut Agent, call: Call) -> JsResult {
    let iterator = this_iterator(agent, call, "Iterator.prototype.toArray")?;
    let record = agent.get_iterator_direct(iterator)?;
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    while let Some(value) = agent.iterator_step_value(&record)? {
        agent.heap.push_element(list, value);
    }
    Ok(list.value())
}
