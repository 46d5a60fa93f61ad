//! [Async-from-sync iterator objects](https://tc39.es/ecma262/#sec-async-from-sync-iterator-objects):
//! what `for await` and `yield*` see of a sync iterator.

use crate::engine::{
    Agent, AsyncFromSyncData, Call, HostData, Intrinsic, IteratorRecord, JsResult, Method,
    NativeId, Object, Throw, Tracer, Value,
};

const METHODS: &[Method] = &[
    Method::new("next", 1, next),
    Method::new("return", 1, return_),
    Method::new("throw", 1, throw),
];

/// Makes the prototype; no script ever sees it.
pub(super) fn install(agent: &mut Agent) {
    let parent = agent.intrinsic(Intrinsic::AsyncIteratorPrototype);
    let prototype = agent.heap.new_builtin_object(parent.value());
    agent.define_methods(prototype, METHODS);
    let intrinsic = Intrinsic::AsyncFromSyncIteratorPrototype;
    agent.realm.set_intrinsic(intrinsic, prototype);
    let natives = Natives {
        value: agent.register_function("", 1, unwrap_value),
        done: agent.register_function("", 1, unwrap_done),
        close: agent.register_function("", 1, close_iterator),
    };
    agent.set_slot(natives);
}

/// The functions that continuations are made of.
#[derive(Clone, Copy)]
struct Natives {
    value: NativeId,
    done: NativeId,
    close: NativeId,
}

impl HostData for Natives {
    fn trace(&self, _: &mut Tracer<'_>) {}
}

fn record(agent: &Agent, call: Call) -> IteratorRecord {
    let object = call.this().as_object();
    match object.and_then(|object| agent.heap.host::<AsyncFromSyncData>(object)) {
        Some(data) => data.0,
        None => unreachable!("only iteration calls these methods"),
    }
}

/// What is done with the sync iterator when something throws.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnThrow {
    /// It is closed.
    Close,
    /// Nothing: it was closed already.
    Leave,
}

/// Rejects a promise with what was thrown.
fn reject(agent: &mut Agent, promise: Object, throw: Throw) -> JsResult {
    let reason = agent.catch(throw)?;
    agent.reject_promise(promise, reason);
    Ok(promise.value())
}

/// Rejects a promise with what `next` or `throw` of the sync iterator threw, or with what reading
/// its result threw. As in V8 the iterator is closed; the specification leaves it open.
fn fail(
    agent: &mut Agent,
    promise: Object,
    iterator: Object,
    on_throw: OnThrow,
    throw: Throw,
) -> JsResult {
    let throw = match on_throw {
        OnThrow::Close => agent.iterator_close_throw(iterator, throw),
        OnThrow::Leave => throw,
    };
    reject(agent, promise, throw)
}

/// [%AsyncFromSyncIteratorPrototype%.next ( \[ value \] )](https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.next)
fn next(agent: &mut Agent, call: Call) -> JsResult {
    let sync = record(agent, call);
    let promise = agent.new_promise();
    agent.keep_object(promise);
    let value = (!call.is_empty()).then(|| call.arg(0));
    match agent.iterator_next(&sync, value) {
        Ok(result) => go_on(agent, result, promise, sync.iterator, OnThrow::Close),
        Err(throw) => fail(agent, promise, sync.iterator, OnThrow::Close, throw),
    }
}

/// [%AsyncFromSyncIteratorPrototype%.return ( \[ value \] )](https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.return)
fn return_(agent: &mut Agent, call: Call) -> JsResult {
    let sync = record(agent, call);
    let promise = agent.new_promise();
    agent.keep_object(promise);
    let iterator = sync.iterator.value();
    let method = match agent.get_method(iterator, agent.names.return_) {
        Ok(Some(method)) => method,
        Ok(None) => {
            let result = agent.create_iter_result_object(call.arg(0), true);
            agent.resolve_promise(promise, result.value());
            return Ok(promise.value());
        }
        Err(throw) => return reject(agent, promise, throw),
    };
    let result = agent
        .call(method, iterator, &call.args())
        .and_then(|result| agent.iterator_result(result));
    match result {
        Ok(result) => go_on(agent, result, promise, sync.iterator, OnThrow::Leave),
        Err(throw) => reject(agent, promise, throw),
    }
}

/// [%AsyncFromSyncIteratorPrototype%.throw ( \[ value \] )](https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.throw)
fn throw(agent: &mut Agent, call: Call) -> JsResult {
    let sync = record(agent, call);
    let promise = agent.new_promise();
    agent.keep_object(promise);
    let iterator = sync.iterator.value();
    let method = match agent.get_method(iterator, agent.names.throw) {
        Ok(Some(method)) => method,
        Ok(None) => {
            let throw = match agent.iterator_close(sync.iterator) {
                Ok(()) => agent.type_error("The iterator does not provide a 'throw' method."),
                Err(throw) => throw,
            };
            return reject(agent, promise, throw);
        }
        Err(throw) => return reject(agent, promise, throw),
    };
    let result = agent
        .call(method, iterator, &call.args())
        .and_then(|result| agent.iterator_result(result));
    match result {
        Ok(result) => go_on(agent, result, promise, sync.iterator, OnThrow::Close),
        Err(throw) => fail(agent, promise, sync.iterator, OnThrow::Close, throw),
    }
}

/// [AsyncFromSyncIteratorContinuation](https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation)
fn go_on(
    agent: &mut Agent,
    result: Object,
    promise: Object,
    iterator: Object,
    on_throw: OnThrow,
) -> JsResult {
    agent.keep_object(result);
    let done = match agent.get(result, agent.names.done) {
        Ok(done) => agent.heap.to_boolean(done),
        Err(throw) => return fail(agent, promise, iterator, on_throw, throw),
    };
    let value = match agent.get(result, agent.names.value) {
        Ok(value) => value,
        Err(throw) => return fail(agent, promise, iterator, on_throw, throw),
    };
    agent.keep(value);
    let on_throw = match done {
        true => OnThrow::Leave,
        false => on_throw,
    };
    let constructor = agent.intrinsic(Intrinsic::Promise);
    let wrapper = match agent.promise_resolve(constructor, value) {
        Ok(wrapper) => agent.keep_object(wrapper),
        Err(throw) => return fail(agent, promise, iterator, on_throw, throw),
    };
    let Some(&natives) = agent.slot::<Natives>() else {
        unreachable!("the natives are registered with the prototype");
    };
    let none = Value::UNDEFINED;
    let unwrap = if done { natives.done } else { natives.value };
    let unwrap = agent.new_native(unwrap, [none, none]);
    let mut on_rejected = none;
    if on_throw == OnThrow::Close {
        let close = agent.new_native(natives.close, [iterator.value(), none]);
        on_rejected = close.value();
    }
    agent.perform_promise_then(wrapper, unwrap.value(), on_rejected, promise.value());
    Ok(promise.value())
}

fn unwrap_value(agent: &mut Agent, call: Call) -> JsResult {
    Ok(agent.create_iter_result_object(call.arg(0), false).value())
}

fn unwrap_done(agent: &mut Agent, call: Call) -> JsResult {
    Ok(agent.create_iter_result_object(call.arg(0), true).value())
}

/// Closes the sync iterator whose value was a rejected promise.
fn close_iterator(agent: &mut Agent, call: Call) -> JsResult {
    let throw = agent.throw(call.arg(0));
    match agent.heap.native_data(call.callee(), 0).as_object() {
        Some(iterator) => Err(agent.iterator_close_throw(iterator, throw)),
        None => Err(throw),
    }
}
