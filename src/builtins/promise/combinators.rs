//! `Promise.all`, `allSettled`, `any` and `race`.
//!
//! They share one walk over the iterable and one record of what has come in. Element functions
//! hold the record and their index; one that was called is known by its place being filled.

use super::messages::called_on_non_object;
use super::natives::Natives;
use crate::engine::observer;
use crate::engine::{
    Agent, Call, CombinedElement, ErrorData, Intrinsic, IteratorRecord, JsResult, NativeId, Object,
    Original, PromiseCapability, PropertyFlags, PropertyKey, Value,
};
use crate::heap::{HostData, InternalData, InternalRef, Tracer};

/// Which of the four.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Combinator {
    All,
    AllSettled,
    Any,
    Race,
}

impl Combinator {
    fn name(self) -> &'static str {
        match self {
            Combinator::All => "Promise.all",
            Combinator::AllSettled => "Promise.allSettled",
            Combinator::Any => "Promise.any",
            Combinator::Race => "Promise.race",
        }
    }

    /// As who observes knows it.
    fn as_observed(self) -> observer::Combinator {
        match self {
            Combinator::All => observer::Combinator::All,
            Combinator::AllSettled => observer::Combinator::AllSettled,
            Combinator::Any => observer::Combinator::Any,
            Combinator::Race => observer::Combinator::Race,
        }
    }
}

/// What has come in so far: `[[Values]]` or `[[Errors]]`, `[[RemainingElements]]` and
/// `[[Capability]]` of the element functions.
struct Collected {
    /// An array that no script sees before it is full; a hole is an element that hasn't come.
    values: Object,
    /// One more than the elements that haven't come while the walk lasts; 0 at the end.
    remaining: usize,
    capability: PromiseCapability,
    /// The function that was called: `Promise.all`, `allSettled` or `any`.
    combinator: Value,
}

impl HostData for Collected {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.values);
        tracer.mark(self.combinator);
        self.capability.trace(tracer);
    }
}

/// [Promise.all ( iterable )](https://tc39.es/ecma262/#sec-promise.all)
pub(super) fn all(agent: &mut Agent, call: Call) -> JsResult {
    combine(agent, call, Combinator::All)
}

/// [Promise.allSettled ( iterable )](https://tc39.es/ecma262/#sec-promise.allsettled)
pub(super) fn all_settled(agent: &mut Agent, call: Call) -> JsResult {
    combine(agent, call, Combinator::AllSettled)
}

/// [Promise.any ( iterable )](https://tc39.es/ecma262/#sec-promise.any)
pub(super) fn any(agent: &mut Agent, call: Call) -> JsResult {
    combine(agent, call, Combinator::Any)
}

/// [Promise.race ( iterable )](https://tc39.es/ecma262/#sec-promise.race)
pub(super) fn race(agent: &mut Agent, call: Call) -> JsResult {
    combine(agent, call, Combinator::Race)
}

fn combine(agent: &mut Agent, call: Call, which: Combinator) -> JsResult {
    let Some(constructor) = call.this().as_object() else {
        return Err(called_on_non_object(agent, which.name()));
    };
    let capability = agent.new_promise_capability(constructor.value())?;
    match walk(agent, call, constructor, which, capability) {
        Ok(()) => {}
        // IfAbruptRejectPromise
        Err(throw) => {
            let reason = agent.catch(throw)?;
            agent.keep(reason);
            agent.call(capability.reject, Value::UNDEFINED, &[reason])?;
        }
    }
    Ok(capability.promise)
}

/// Where the elements come from.
enum Source {
    /// An array whose iteration runs no code of a script, and the next index.
    Array(Object, u32),
    /// Any other iterable.
    Iterator(IteratorRecord),
}

impl Source {
    fn new(agent: &mut Agent, iterable: Value) -> JsResult<Source> {
        if agent.is_plain_iterable_array(iterable)
            && let Some(array) = iterable.as_object()
        {
            return Ok(Source::Array(array, 0));
        }
        let what = match iterable {
            Value::NULL => "object null",
            value if value.is_symbol() => "symbol",
            _ => return Ok(Source::Iterator(agent.get_iterator(iterable)?)),
        };
        Err(agent.type_error(format!(
            "{what} is not iterable (cannot read property Symbol(Symbol.iterator))"
        )))
    }

    fn step(&mut self, agent: &mut Agent) -> JsResult<Option<Value>> {
        match self {
            Source::Iterator(record) => agent.iterator_step_value(record),
            Source::Array(array, index) => {
                agent.poll()?;
                let at = *index;
                *index += 1;
                if let Some(element) = agent.heap.dense_element(array.value(), at) {
                    return Ok(Some(element));
                }
                if at as f64 >= agent.length_of_array_like(*array)? {
                    return Ok(None);
                }
                agent.get(*array, PropertyKey::index(at)).map(Some)
            }
        }
    }
}

/// The walk of one combinator.
struct Walk {
    constructor: Object,
    promise_resolve: Value,
    /// `promise_resolve` is the original one, on the original constructor.
    original: bool,
    which: Combinator,
    capability: PromiseCapability,
    /// The internal box with the [`Collected`]; nothing for `race`.
    collected: Value,
    natives: Natives,
}

/// [PerformPromiseAll](https://tc39.es/ecma262/#sec-performpromiseall) and its three siblings.
fn walk(
    agent: &mut Agent,
    call: Call,
    constructor: Object,
    which: Combinator,
    capability: PromiseCapability,
) -> JsResult<()> {
    // GetPromiseResolve
    let promise_resolve = agent.get(constructor, agent.names.resolve)?;
    if !agent.heap.is_callable(promise_resolve) {
        return Err(agent.type_error("resolve is not a function"));
    }
    agent.keep(promise_resolve);
    let mut source = Source::new(agent, call.arg(0))?;
    let walk = Walk {
        constructor,
        promise_resolve,
        original: constructor == agent.intrinsic(Intrinsic::Promise)
            && agent.is_original(Original::PromiseResolve),
        which,
        capability,
        collected: match which {
            Combinator::Race => Value::UNDEFINED,
            _ => new_collected(agent, capability, call.callee().value()),
        },
        natives: Natives::of(agent),
    };
    agent.keep(walk.collected);
    let mut index = 0;
    while let Some(next) = source.step(agent)? {
        let result = agent.scoped(|agent| {
            agent.keep(next);
            walk.subscribe(agent, next, index)
        });
        if let Err(throw) = result {
            return Err(match source {
                Source::Iterator(record) => agent.iterator_close_throw(record.iterator, throw),
                Source::Array(array, at) => {
                    agent.array_iterator_close_throw(array, at.into(), throw)
                }
            });
        }
        index += 1;
    }
    match which {
        Combinator::Race => Ok(()),
        _ => element_came(agent, walk.collected, which == Combinator::Any),
    }
}

fn new_collected(agent: &mut Agent, capability: PromiseCapability, combinator: Value) -> Value {
    let values = agent.new_array(Vec::new());
    let collected = Collected {
        values,
        remaining: 1,
        capability,
        combinator,
    };
    let data = InternalData::Boxed(Box::new(collected));
    agent.heap.new_internal(data).value()
}

impl Walk {
    /// Makes a promise of an element and attaches the element's functions.
    fn subscribe(&self, agent: &mut Agent, next: Value, index: u32) -> JsResult<()> {
        let promise = match self.original {
            true => agent.promise_resolve(self.constructor, next)?.value(),
            false => agent.call(self.promise_resolve, self.constructor.value(), &[next])?,
        };
        agent.keep(promise);
        let PromiseCapability {
            resolve, reject, ..
        } = self.capability;
        let element = |agent: &mut Agent, id: NativeId| {
            let data = [self.collected, Value::from_u32(index)];
            let function = agent.new_native(id, data).value();
            agent.keep(function);
            function
        };
        let natives = &self.natives;
        let (on_fulfilled, on_rejected) = match self.which {
            Combinator::All => (element(agent, natives.all_element), reject),
            Combinator::Any => (resolve, element(agent, natives.any_element)),
            Combinator::Race => (resolve, reject),
            Combinator::AllSettled => (
                element(agent, natives.settled_value),
                element(agent, natives.settled_reason),
            ),
        };
        if let Some(collected) = collected_mut(agent, self.collected) {
            collected.remaining += 1;
            let values = collected.values;
            agent.heap.push_element(values, Value::HOLE);
        }
        if agent.is_observed() {
            let promises = (self.capability.promise, promise);
            agent.observe_element(self.which.as_observed(), promises, index);
        }
        if self.original
            && agent.has_original_species(promise)
            && agent.is_original(Original::PromiseThen)
            && let Some(promise) = promise.as_object()
        {
            // The promise that the original `then` would return here is unobservable.
            let none = Value::UNDEFINED;
            agent.perform_promise_then(promise, on_fulfilled, on_rejected, none);
            return Ok(());
        }
        agent.invoke(promise, agent.names.then, &[on_fulfilled, on_rejected])?;
        Ok(())
    }
}

/// What a handler is in `Promise.all` and its like: for the stacks of errors. Nothing once all
/// elements have come.
pub(super) fn combined_element(agent: &Agent, handler: Value) -> Option<CombinedElement> {
    let native = agent.heap.native(handler)?;
    let natives = agent.slot::<Natives>()?;
    let elements = [
        natives.all_element,
        natives.settled_value,
        natives.any_element,
    ];
    let function = handler.as_object()?;
    if !elements.iter().any(|element| element.number() == native) {
        return None;
    }
    let cell = InternalRef::from_value(agent.heap.native_data(function, 0))?;
    let InternalData::Boxed(data) = agent.heap.internal(cell) else {
        return None;
    };
    let data: &dyn std::any::Any = &**data;
    let collected: &Collected = data.downcast_ref()?;
    Some(CombinedElement {
        combinator: collected.combinator,
        index: agent.heap.native_data(function, 1).as_int()? as u32,
        promise: collected.capability.promise,
    })
}

fn collected_mut(agent: &mut Agent, cell: Value) -> Option<&mut Collected> {
    let cell = InternalRef::from_value(cell)?;
    match agent.heap.internal_mut(cell) {
        InternalData::Boxed(data) => {
            let data: &mut dyn std::any::Any = &mut **data;
            data.downcast_mut()
        }
        _ => None,
    }
}

/// Counts down, and settles the result when nothing remains.
fn element_came(agent: &mut Agent, cell: Value, reject: bool) -> JsResult<()> {
    let Some(collected) = collected_mut(agent, cell) else {
        return Ok(());
    };
    collected.remaining -= 1;
    if collected.remaining > 0 {
        return Ok(());
    }
    let (values, capability) = (collected.values, collected.capability);
    if reject {
        let error = aggregate_error(agent, values);
        agent.keep_object(error);
        agent.call(capability.reject, Value::UNDEFINED, &[error.value()])?;
    } else {
        agent.call(capability.resolve, Value::UNDEFINED, &[values.value()])?;
    }
    Ok(())
}

fn aggregate_error(agent: &mut Agent, errors: Object) -> Object {
    let error = agent.new_error(
        Intrinsic::AggregateErrorPrototype,
        "All promises were rejected",
    );
    // V8 captures no stack here.
    if let Some(data) = agent.heap.host_mut::<ErrorData>(error) {
        data.frames.clear();
    }
    let key = agent.names.errors;
    agent
        .heap
        .add_property(error, key, PropertyFlags::HIDDEN, errors.value());
    error
}

/// Whether the function of this call has something to do: its element hasn't come yet.
fn is_first_call(agent: &mut Agent, call: Call) -> Option<(Object, u32)> {
    let function = call.callee();
    let index = agent.heap.native_data(function, 1).as_int()? as u32;
    let cell = agent.heap.native_data(function, 0);
    let collected = collected_mut(agent, cell)?;
    if collected.remaining == 0 {
        return None;
    }
    let values = collected.values;
    let waits = agent.heap.elements(values).get(index as usize)?.is_hole();
    waits.then_some((values, index))
}

/// Puts an element's value into its place, once.
fn store(agent: &mut Agent, call: Call, value: Value, reject: bool) -> JsResult {
    if let Some((values, index)) = is_first_call(agent, call) {
        agent.heap.elements_mut(values)[index as usize] = value;
        let cell = agent.heap.native_data(call.callee(), 0);
        element_came(agent, cell, reject)?;
    }
    Ok(Value::UNDEFINED)
}

/// [Promise.all Resolve Element Functions](https://tc39.es/ecma262/#sec-promise.all-resolve-element-functions)
pub(super) fn all_element(agent: &mut Agent, call: Call) -> JsResult {
    store(agent, call, call.arg(0), false)
}

/// [Promise.any Reject Element Functions](https://tc39.es/ecma262/#sec-promise.any-reject-element-functions)
pub(super) fn any_element(agent: &mut Agent, call: Call) -> JsResult {
    store(agent, call, call.arg(0), true)
}

/// [Promise.allSettled Resolve Element Functions](https://tc39.es/ecma262/#sec-promise.allsettled-resolve-element-functions)
pub(super) fn settled_value(agent: &mut Agent, call: Call) -> JsResult {
    let names = agent.names;
    store_settled(agent, call, names.fulfilled, names.value)
}

/// [Promise.allSettled Reject Element Functions](https://tc39.es/ecma262/#sec-promise.allsettled-reject-element-functions)
pub(super) fn settled_reason(agent: &mut Agent, call: Call) -> JsResult {
    let names = agent.names;
    store_settled(agent, call, names.rejected, names.reason)
}

fn store_settled(agent: &mut Agent, call: Call, status: PropertyKey, key: PropertyKey) -> JsResult {
    if is_first_call(agent, call).is_none() {
        return Ok(Value::UNDEFINED);
    }
    let object = agent.new_plain_object(2);
    let status = agent.heap.key_to_string(status).value();
    let flags = PropertyFlags::DATA;
    agent
        .heap
        .add_property(object, agent.names.status, flags, status);
    agent.heap.add_property(object, key, flags, call.arg(0));
    store(agent, call, object.value(), false)
}
