//! [Iterator helper objects](https://tc39.es/ecma262/#sec-iterator-helper-objects): what `map`,
//! `filter`, `take`, `drop`, `flatMap` and `Iterator.concat` give. The spec writes them as generators; here each is a
//! small state machine, moved on by `next`.

use super::consume::call_back;
use super::helper_state::State;
use super::receiver::{get_iterator_flattenable, required_callback, this_iterator};
use super::zip;
use crate::engine::{
    Agent, Call, Intrinsic, IteratorRecord, JsResult, Method, Object, PropertyKey, Throw, Value,
    messages,
};
use crate::heap::{HostData, Kind, Tracer};

/// The methods of `%IteratorHelperPrototype%`.
pub(super) const METHODS: &[Method] = &[
    Method::new("next", 0, next),
    Method::new("return", 0, return_),
];

const RUNNING: &str = "Generator is already running";

const MAX_SAFE_INTEGER: f64 = 9007199254740991.0;

/// What a helper does with the underlying values.
#[derive(Clone, Copy)]
enum Work {
    Map,
    Filter,
    Take,
    Drop,
    FlatMap,
    Concat,
}

/// A helper's internal slots.
#[derive(Clone, Copy)]
struct Helper {
    work: Work,
    state: State,
    /// `[[UnderlyingIterator]]`; of `concat` nothing that can be iterated, but the array of what
    /// follows: iterables and their methods, in turns.
    underlying: IteratorRecord,
    callback: Value,
    /// How many values the callback has seen.
    counter: usize,
    /// How many values are still to be taken or dropped; may be infinite.
    remaining: f64,
    /// The iterator that `flatMap` or `concat` is inside of.
    inner: Option<IteratorRecord>,
}

impl HostData for Helper {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for record in [Some(self.underlying), self.inner].into_iter().flatten() {
            tracer.mark_object(record.iterator);
            tracer.mark(record.next);
        }
        tracer.mark(self.callback);
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("Iterator")
    }
}

/// [Iterator.prototype.map ( mapper )](https://tc39.es/ecma262/#sec-iterator.prototype.map)
pub(super) fn map(agent: &mut Agent, call: Call) -> JsResult {
    with_callback(agent, call, Work::Map, "Iterator.prototype.map")
}

/// [Iterator.prototype.filter ( predicate )](https://tc39.es/ecma262/#sec-iterator.prototype.filter)
pub(super) fn filter(agent: &mut Agent, call: Call) -> JsResult {
    with_callback(agent, call, Work::Filter, "Iterator.prototype.filter")
}

/// [Iterator.prototype.flatMap ( mapper )](https://tc39.es/ecma262/#sec-iterator.prototype.flatmap)
pub(super) fn flat_map(agent: &mut Agent, call: Call) -> JsResult {
    let method = "Iterator.prototype.flatMap";
    let iterator = this_iterator(agent, call, method)?;
    if !agent.heap.is_callable(call.arg(0)) {
        // V8 names the method here, not the argument.
        let throw = agent.type_error(messages::not_a_function(method));
        return Err(agent.iterator_close_throw(iterator, throw));
    }
    with_callback(agent, call, Work::FlatMap, method)
}

fn with_callback(agent: &mut Agent, call: Call, work: Work, method: &str) -> JsResult {
    let iterator = this_iterator(agent, call, method)?;
    required_callback(agent, iterator, call.arg(0))?;
    new_helper(agent, iterator, work, call.arg(0), 0.0)
}

/// [Iterator.prototype.take ( limit )](https://tc39.es/ecma262/#sec-iterator.prototype.take)
pub(super) fn take(agent: &mut Agent, call: Call) -> JsResult {
    with_limit(agent, call, Work::Take, "Iterator.prototype.take")
}

/// [Iterator.prototype.drop ( limit )](https://tc39.es/ecma262/#sec-iterator.prototype.drop)
pub(super) fn drop(agent: &mut Agent, call: Call) -> JsResult {
    with_limit(agent, call, Work::Drop, "Iterator.prototype.drop")
}

fn with_limit(agent: &mut Agent, call: Call, work: Work, method: &str) -> JsResult {
    let iterator = this_iterator(agent, call, method)?;
    match limit(agent, call.arg(0)) {
        Ok(limit) => new_helper(agent, iterator, work, Value::UNDEFINED, limit),
        Err(throw) => Err(agent.iterator_close_throw(iterator, throw)),
    }
}

fn limit(agent: &mut Agent, value: Value) -> JsResult<f64> {
    let number = agent.to_number(value)?;
    let beyond = number.is_finite() && number > MAX_SAFE_INTEGER;
    if number.is_nan() || number.trunc() < 0.0 || beyond {
        let what = agent.value_for_message(value);
        return Err(agent.range_error(format!("{what} must be positive")));
    }
    Ok(number.trunc())
}

fn new_helper(
    agent: &mut Agent,
    iterator: Object,
    work: Work,
    callback: Value,
    remaining: f64,
) -> JsResult {
    let helper = Helper {
        work,
        state: State::Start,
        underlying: agent.get_iterator_direct(iterator)?,
        callback,
        counter: 0,
        remaining,
        inner: None,
    };
    Ok(helper_object(agent, helper).value())
}

fn helper_object(agent: &mut Agent, helper: Helper) -> Object {
    let shape = agent.root_shape(Intrinsic::IteratorHelperPrototype, Kind::Host);
    agent.heap.new_host(Kind::Host, shape, Box::new(helper))
}

/// [Iterator.concat ( ...items )](https://tc39.es/ecma262/#sec-iterator.concat)
pub(super) fn concat(agent: &mut Agent, call: Call) -> JsResult {
    let items = agent.new_array(Vec::with_capacity(call.len() * 2));
    agent.keep_object(items);
    let key = PropertyKey::symbol(agent.symbols.iterator);
    for index in 0..call.len() {
        let item = call.arg(index);
        if !item.is_object() {
            return Err(agent.type_error(messages::called_on_non_object("Iterator.concat")));
        }
        let Some(method) = agent.get_method(item, key)? else {
            let what = agent.value_for_message(item);
            return Err(agent.type_error(messages::not_iterable(&what)));
        };
        agent.heap.push_element(items, item);
        agent.heap.push_element(items, method);
    }
    let none = Value::UNDEFINED;
    let helper = Helper {
        work: Work::Concat,
        state: State::Start,
        underlying: IteratorRecord {
            iterator: items,
            next: none,
        },
        callback: none,
        counter: 0,
        remaining: 0.0,
        inner: None,
    };
    Ok(helper_object(agent, helper).value())
}

/// The helper that a method is called on; running ones are refused.
fn this_helper(agent: &mut Agent, call: Call, method: &str) -> JsResult<(Object, Helper)> {
    if let Some(object) = call.this().as_object()
        && let Some(helper) = agent.heap.host::<Helper>(object)
    {
        let helper = *helper;
        if helper.state == State::Running {
            return Err(agent.type_error(RUNNING));
        }
        return Ok((object, helper));
    }
    let receiver = agent.value_for_message(call.this());
    Err(agent.type_error(messages::incompatible_receiver(method, &receiver)))
}

/// The receiver, where `zip` or `zipKeyed` gave it; running ones are refused.
fn this_zip(agent: &mut Agent, call: Call) -> JsResult<Option<Object>> {
    let object = call.this().as_object();
    let Some((object, state)) =
        object.and_then(|object| Some((object, zip::state(agent, object)?)))
    else {
        return Ok(None);
    };
    match state {
        State::Running => Err(agent.type_error(RUNNING)),
        _ => Ok(Some(object)),
    }
}

fn store(agent: &mut Agent, object: Object, helper: Helper) {
    if let Some(place) = agent.heap.host_mut::<Helper>(object) {
        *place = helper;
    }
}

fn set_state(agent: &mut Agent, object: Object, state: State) {
    if let Some(helper) = agent.heap.host_mut::<Helper>(object) {
        helper.state = state;
    }
}

/// [%IteratorHelperPrototype%.next ( )](https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "Iterator Helper.prototype.next";
    if let Some(object) = this_zip(agent, call)? {
        let value = zip::next(agent, object)?;
        let (value, done) = (value.unwrap_or(Value::UNDEFINED), value.is_none());
        return Ok(agent.create_iter_result_object(value, done).value());
    }
    let (object, mut helper) = this_helper(agent, call, NAME)?;
    let done = Value::UNDEFINED;
    if helper.state == State::Completed {
        return Ok(agent.create_iter_result_object(done, true).value());
    }
    helper.state = State::Running;
    set_state(agent, object, State::Running);
    match step(agent, object, &mut helper) {
        Ok(Some(value)) => {
            helper.state = State::Suspended;
            store(agent, object, helper);
            Ok(agent.create_iter_result_object(value, false).value())
        }
        Ok(None) => {
            set_state(agent, object, State::Completed);
            Ok(agent.create_iter_result_object(done, true).value())
        }
        Err(throw) => {
            set_state(agent, object, State::Completed);
            Err(throw)
        }
    }
}

/// [%IteratorHelperPrototype%.return ( )](https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.return)
fn return_(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "Iterator Helper.prototype.return";
    if let Some(object) = this_zip(agent, call)? {
        zip::return_(agent, object)?;
        let result = agent.create_iter_result_object(Value::UNDEFINED, true);
        return Ok(result.value());
    }
    let (object, helper) = this_helper(agent, call, NAME)?;
    match helper.state {
        State::Completed => {}
        State::Start => {
            set_state(agent, object, State::Completed);
            if !matches!(helper.work, Work::Concat) {
                agent.iterator_close(helper.underlying.iterator)?;
            }
        }
        State::Suspended | State::Running => {
            set_state(agent, object, State::Running);
            let closed = close_both(agent, &helper);
            set_state(agent, object, State::Completed);
            closed?;
        }
    }
    let result = agent.create_iter_result_object(Value::UNDEFINED, true);
    Ok(result.value())
}

fn close_both(agent: &mut Agent, helper: &Helper) -> JsResult<()> {
    let closed = match helper.inner {
        Some(inner) => agent.iterator_close(inner.iterator),
        None => Ok(()),
    };
    match closed {
        closed if matches!(helper.work, Work::Concat) => closed,
        Ok(()) => agent.iterator_close(helper.underlying.iterator),
        Err(throw) => Err(close_underlying(agent, helper, throw)),
    }
}

fn close_underlying(agent: &mut Agent, helper: &Helper, throw: Throw) -> Throw {
    agent.iterator_close_throw(helper.underlying.iterator, throw)
}

/// The next value, or `None` at the end.
fn step(agent: &mut Agent, object: Object, helper: &mut Helper) -> JsResult<Option<Value>> {
    match helper.work {
        Work::Map => step_map(agent, helper),
        Work::Filter => step_filter(agent, helper),
        Work::Take => step_take(agent, helper),
        Work::Drop => step_drop(agent, helper),
        Work::FlatMap => step_flat_map(agent, object, helper),
        Work::Concat => step_concat(agent, object, helper),
    }
}

fn step_map(agent: &mut Agent, helper: &mut Helper) -> JsResult<Option<Value>> {
    let Some(value) = agent.iterator_step_value(&helper.underlying)? else {
        return Ok(None);
    };
    map_value(agent, helper, value).map(Some)
}

/// What the callback gives for a value; where it throws, the underlying iterator is closed.
fn map_value(agent: &mut Agent, helper: &mut Helper, value: Value) -> JsResult {
    let arguments = [value, Value::from_usize(helper.counter)];
    let result = call_back(agent, &helper.underlying, helper.callback, &arguments)?;
    helper.counter += 1;
    Ok(result)
}

fn step_filter(agent: &mut Agent, helper: &mut Helper) -> JsResult<Option<Value>> {
    while let Some(value) = agent.iterator_step_value(&helper.underlying)? {
        let selected = agent.scoped(|agent| {
            agent.keep(value);
            map_value(agent, helper, value)
        })?;
        if agent.heap.to_boolean(selected) {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

fn step_take(agent: &mut Agent, helper: &mut Helper) -> JsResult<Option<Value>> {
    if helper.remaining == 0.0 {
        agent.iterator_close(helper.underlying.iterator)?;
        return Ok(None);
    }
    helper.remaining -= 1.0;
    agent.iterator_step_value(&helper.underlying)
}

fn step_drop(agent: &mut Agent, helper: &mut Helper) -> JsResult<Option<Value>> {
    while helper.remaining > 0.0 {
        helper.remaining -= 1.0;
        if agent.iterator_step(&helper.underlying)?.is_none() {
            return Ok(None);
        }
    }
    agent.iterator_step_value(&helper.underlying)
}

fn step_flat_map(
    agent: &mut Agent,
    object: Object,
    helper: &mut Helper,
) -> JsResult<Option<Value>> {
    loop {
        if helper.inner.is_none() {
            let Some(value) = agent.iterator_step_value(&helper.underlying)? else {
                return Ok(None);
            };
            let inner = agent.scoped(|agent| {
                let mapped = map_value(agent, helper, value)?;
                let method = "Iterator.prototype.flatMap";
                get_iterator_flattenable(agent, mapped, false, method)
                    .map_err(|throw| close_underlying(agent, helper, throw))
            })?;
            helper.inner = Some(inner);
            // From here on the object keeps it alive.
            store(agent, object, *helper);
        }
        let Some(inner) = helper.inner else {
            continue;
        };
        match agent.iterator_step_value(&inner) {
            Ok(Some(value)) => return Ok(Some(value)),
            Ok(None) => helper.inner = None,
            Err(throw) => return Err(close_underlying(agent, helper, throw)),
        }
    }
}

fn step_concat(agent: &mut Agent, object: Object, helper: &mut Helper) -> JsResult<Option<Value>> {
    loop {
        if let Some(inner) = helper.inner {
            if let Some(value) = agent.iterator_step_value(&inner)? {
                return Ok(Some(value));
            }
            helper.inner = None;
        }
        let items = agent.heap.elements(helper.underlying.iterator);
        let Some(&[iterable, method]) = items.get(helper.counter..helper.counter + 2) else {
            return Ok(None);
        };
        helper.counter += 2;
        helper.inner = Some(agent.scoped(|agent| {
            let iterator = agent.call(method, iterable, &[])?;
            let Some(iterator) = iterator.as_object() else {
                let what = agent.value_for_message(iterator);
                return Err(agent.type_error(messages::not_iterable(&what)));
            };
            agent.get_iterator_direct(iterator)
        })?);
        // From here on the object keeps it alive.
        store(agent, object, *helper);
    }
}
