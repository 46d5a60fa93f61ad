//! [Array.fromAsync](https://tc39.es/ecma262/#sec-array.fromasync): an async function that is
//! written in Rust, so a machine whose state is kept by the reactions that drive it.

use super::elements::{define_at, element, number, set_length};
use super::from::construct_with;
use crate::engine::{
    Agent, AsyncFromSyncData, Call, HostData, Intrinsic, IteratorRecord, JsResult, Kind, NativeId,
    Object, PropertyKey, Throw, Tracer, Value, messages,
};

/// Where the values come from.
#[derive(Clone, Copy)]
enum Source {
    Iterator(IteratorRecord),
    ArrayLike { object: Object, length: u64 },
}

/// What is awaited.
#[derive(Clone, Copy)]
enum Awaiting {
    /// An iterator's result.
    Result,
    /// A value of an array-like.
    Value,
    /// What the mapper gave.
    Mapped,
    /// What an iterator's `return` gave, before the promise is rejected with the error.
    Closed { error: Value },
}

/// A call of `Array.fromAsync` on its way.
#[derive(Clone, Copy)]
struct Progress {
    array: Object,
    next: u64,
    mapper: Value,
    this: Value,
    source: Source,
    awaiting: Awaiting,
    /// What the call gave.
    promise: Object,
}

impl HostData for Progress {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.array);
        tracer.mark(self.mapper);
        tracer.mark(self.this);
        tracer.mark_object(self.promise);
        match self.source {
            Source::Iterator(record) => {
                tracer.mark_object(record.iterator);
                tracer.mark(record.next);
            }
            Source::ArrayLike { object, .. } => tracer.mark_object(object),
        }
        if let Awaiting::Closed { error } = self.awaiting {
            tracer.mark(error);
        }
    }
}

/// The functions that continuations are made of.
#[derive(Clone, Copy)]
struct Natives {
    fulfilled: NativeId,
    rejected: NativeId,
}

impl HostData for Natives {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// Registers the continuations.
pub(super) fn install(agent: &mut Agent) {
    let natives = Natives {
        fulfilled: agent.register_function("", 1, |agent, call| settled(agent, call, false)),
        rejected: agent.register_function("", 1, |agent, call| settled(agent, call, true)),
    };
    agent.set_slot(natives);
}

/// [Array.fromAsync ( items \[ , mapper \[ , thisArg \] \] )](https://tc39.es/ecma262/#sec-array.fromasync)
pub(super) fn from_async(agent: &mut Agent, call: Call) -> JsResult {
    let promise = agent.new_promise();
    agent.keep_object(promise);
    if let Err(throw) = begin(agent, call, promise) {
        reject(agent, promise, throw)?;
    }
    Ok(promise.value())
}

fn reject(agent: &mut Agent, promise: Object, throw: Throw) -> JsResult<()> {
    let error = agent.catch(throw)?;
    agent.reject_promise(promise, error);
    Ok(())
}

/// All up to the first thing that is awaited.
fn begin(agent: &mut Agent, call: Call, promise: Object) -> JsResult<()> {
    let (items, mapper) = (call.arg(0), call.arg(1));
    if !mapper.is_undefined() && !agent.heap.is_callable(mapper) {
        let what = agent.value_for_message(mapper);
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    let (array, source) = match iterator(agent, items)? {
        Some(record) => {
            let array = construct_with(agent, call.this(), None)?;
            (array, Source::Iterator(record))
        }
        None => {
            let object = agent.to_object(items)?;
            agent.keep_object(object);
            let length = agent.length_of_array_like(object)? as u64;
            let array = construct_with(agent, call.this(), Some(length))?;
            (array, Source::ArrayLike { object, length })
        }
    };
    let progress = Progress {
        array,
        next: 0,
        mapper,
        this: call.arg(2),
        source,
        awaiting: Awaiting::Result,
        promise,
    };
    let shape = agent.root_shape(Intrinsic::ObjectPrototype, Kind::Host);
    let progress = agent.heap.new_host(Kind::Host, shape, Box::new(progress));
    agent.keep_object(progress);
    advance(agent, progress).or_else(|throw| close(agent, progress, throw))
}

/// The async iterator over an iterable; `None` for what can't be iterated.
fn iterator(agent: &mut Agent, items: Value) -> JsResult<Option<IteratorRecord>> {
    let (async_key, sync_key) = (agent.symbols.async_iterator, agent.symbols.iterator);
    let key = PropertyKey::symbol(async_key);
    if let Some(method) = method(agent, items, key, "Symbol.asyncIterator")? {
        return agent.get_iterator_from_method(items, method).map(Some);
    }
    let key = PropertyKey::symbol(sync_key);
    let Some(method) = method(agent, items, key, "Symbol.iterator")? else {
        return Ok(None);
    };
    let sync = agent.get_iterator_from_method(items, method)?;
    let shape = agent.root_shape(Intrinsic::AsyncFromSyncIteratorPrototype, Kind::Host);
    let data = Box::new(AsyncFromSyncData(sync));
    let iterator = agent.heap.new_host(Kind::Host, shape, data);
    agent.get_iterator_direct(iterator).map(Some)
}

fn method(
    agent: &mut Agent,
    items: Value,
    key: PropertyKey,
    name: &str,
) -> JsResult<Option<Value>> {
    let method = agent.get_v(items, key)?;
    if method.is_nullish() {
        return Ok(None);
    }
    if agent.heap.is_callable(method) {
        agent.keep(method);
        return Ok(Some(method));
    }
    Err(agent.type_error(format!(
        "Array.fromAsync requires that the property of the first argument, items[{name}], \
         when exists, be a function"
    )))
}

fn data(agent: &mut Agent, progress: Object) -> &mut Progress {
    match agent.heap.host_mut::<Progress>(progress) {
        Some(data) => data,
        None => unreachable!("a call on its way"),
    }
}

/// Goes on when a value is settled.
fn wait(agent: &mut Agent, progress: Object, value: Value, awaiting: Awaiting) -> JsResult<()> {
    agent.keep(value);
    data(agent, progress).awaiting = awaiting;
    let constructor = agent.intrinsic(Intrinsic::Promise);
    let promise = agent.promise_resolve(constructor, value)?;
    agent.keep_object(promise);
    let Some(&natives) = agent.slot::<Natives>() else {
        unreachable!("the natives are registered with the constructor");
    };
    let none = Value::UNDEFINED;
    let fulfilled = agent.new_native(natives.fulfilled, [progress.value(), none]);
    let rejected = agent.new_native(natives.rejected, [progress.value(), none]);
    agent.perform_promise_then(promise, fulfilled.value(), rejected.value(), none);
    Ok(())
}

/// Asks for the next value.
fn advance(agent: &mut Agent, progress: Object) -> JsResult<()> {
    let Progress { next, source, .. } = *data(agent, progress);
    match source {
        Source::Iterator(record) => {
            let result = agent.call(record.next, record.iterator.value(), &[])?;
            wait(agent, progress, result, Awaiting::Result)
        }
        Source::ArrayLike { object, length } if next < length => {
            let value = element(agent, object, next)?;
            wait(agent, progress, value, Awaiting::Value)
        }
        Source::ArrayLike { .. } => finish(agent, progress),
    }
}

fn finish(agent: &mut Agent, progress: Object) -> JsResult<()> {
    let Progress {
        array,
        next,
        promise,
        ..
    } = *data(agent, progress);
    set_length(agent, array, next)?;
    agent.resolve_promise(promise, array.value());
    Ok(())
}

/// A value has come: it is mapped or stored.
fn take(agent: &mut Agent, progress: Object, value: Value) -> JsResult<()> {
    let Progress {
        next, mapper, this, ..
    } = *data(agent, progress);
    if mapper.is_undefined() {
        return store(agent, progress, value);
    }
    agent.keep(value);
    let mapped = agent.call(mapper, this, &[value, number(next)])?;
    wait(agent, progress, mapped, Awaiting::Mapped)
}

fn store(agent: &mut Agent, progress: Object, value: Value) -> JsResult<()> {
    let Progress { array, next, .. } = *data(agent, progress);
    define_at(agent, array, next, value)?;
    data(agent, progress).next += 1;
    advance(agent, progress)
}

/// [AsyncIteratorClose](https://tc39.es/ecma262/#sec-asynciteratorclose) for a throw completion.
/// As in V8 whatever throws after the iterator was opened closes it, also what the iterator itself
/// threw.
fn close(agent: &mut Agent, progress: Object, throw: Throw) -> JsResult<()> {
    let Source::Iterator(record) = data(agent, progress).source else {
        return Err(throw);
    };
    let error = agent.catch(throw)?;
    agent.keep(error);
    let iterator = record.iterator.value();
    let closed = agent.get_method(iterator, agent.names.return_);
    let closed = closed.and_then(|method| {
        let Some(method) = method else {
            return Ok(false);
        };
        let result = agent.call(method, iterator, &[])?;
        wait(agent, progress, result, Awaiting::Closed { error })?;
        Ok(true)
    });
    match closed {
        Ok(true) => Ok(()),
        Ok(false) => Err(agent.throw(error)),
        Err(throw) => {
            // The first error counts.
            agent.catch(throw)?;
            Err(agent.throw(error))
        }
    }
}

/// Continues with the value that was awaited.
fn settled(agent: &mut Agent, call: Call, is_rejected: bool) -> JsResult {
    let Some(progress) = agent.heap.native_data(call.callee(), 0).as_object() else {
        unreachable!("made with its call");
    };
    let Progress {
        awaiting, promise, ..
    } = *data(agent, progress);
    let value = call.arg(0);
    let result = match (awaiting, is_rejected) {
        (Awaiting::Closed { error }, _) => {
            agent.reject_promise(promise, error);
            return Ok(Value::UNDEFINED);
        }
        (_, true) => Err(agent.throw(value)),
        (Awaiting::Result, false) => take_result(agent, progress, value),
        (Awaiting::Value, false) => take(agent, progress, value),
        (Awaiting::Mapped, false) => store(agent, progress, value),
    };
    let result = result.or_else(|throw| close(agent, progress, throw));
    if let Err(throw) = result {
        reject(agent, promise, throw)?;
    }
    Ok(Value::UNDEFINED)
}

/// An iterator's result has come.
fn take_result(agent: &mut Agent, progress: Object, result: Value) -> JsResult<()> {
    let Some(result) = result.as_object() else {
        // V8 names the caller where other messages have the value.
        let text = "Iterator result Array.fromAsync is not an object";
        return Err(agent.type_error(text));
    };
    let done = agent.get(result, agent.names.done)?;
    if agent.heap.to_boolean(done) {
        return finish(agent, progress);
    }
    let value = agent.get(result, agent.names.value)?;
    take(agent, progress, value)
}
