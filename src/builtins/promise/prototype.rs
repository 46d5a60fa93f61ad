//! [Properties of the Promise prototype object](https://tc39.es/ecma262/#sec-properties-of-the-promise-prototype-object).

use super::messages::plain_text;
use super::natives::Natives;
use crate::engine::{Agent, Call, Intrinsic, JsResult, Kind, Object, Value, messages};

/// [Promise.prototype.then ( onFulfilled, onRejected )](https://tc39.es/ecma262/#sec-promise.prototype.then)
pub(super) fn then(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this();
    let Some(promise) = this.as_object().filter(|this| this.is(Kind::Promise)) else {
        let receiver = plain_text(agent, this);
        let text = messages::incompatible_receiver("Promise.prototype.then", &receiver);
        return Err(agent.type_error(text));
    };
    let constructor = if agent.has_original_species(this) {
        agent.intrinsic(Intrinsic::Promise)
    } else {
        agent.species_constructor(promise, Intrinsic::Promise)?
    };
    let (result, capability) = if constructor == agent.intrinsic(Intrinsic::Promise) {
        // The resolving functions are unobservable: the promise takes their place.
        let result = agent.new_promise_for(this).value();
        (result, result)
    } else {
        agent.keep_object(constructor);
        let capability = agent.new_promise_capability(constructor.value())?;
        (capability.promise, agent.heap.capability_value(capability))
    };
    let callable = |agent: &Agent, handler| match agent.heap.is_callable(handler) {
        true => handler,
        false => Value::UNDEFINED,
    };
    let on_fulfilled = callable(agent, call.arg(0));
    let on_rejected = callable(agent, call.arg(1));
    agent.perform_promise_then(promise, on_fulfilled, on_rejected, capability);
    Ok(result)
}

/// Calls a value's `then`, as `catch` and `finally` do.
fn invoke_then(agent: &mut Agent, value: Value, handlers: &[Value]) -> JsResult {
    let then = agent.get_v(value, agent.names.then)?;
    if !agent.heap.is_callable(then) {
        let what = plain_text(agent, then);
        return Err(agent.type_error(messages::not_a_function(&what)));
    }
    agent.call(then, value, handlers)
}

/// [Promise.prototype.catch ( onRejected )](https://tc39.es/ecma262/#sec-promise.prototype.catch)
pub(super) fn catch(agent: &mut Agent, call: Call) -> JsResult {
    invoke_then(agent, call.this(), &[Value::UNDEFINED, call.arg(0)])
}

/// [Promise.prototype.finally ( onFinally )](https://tc39.es/ecma262/#sec-promise.prototype.finally)
pub(super) fn finally(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this();
    let Some(promise) = this.as_object() else {
        return Err(agent.type_error("Promise.prototype.finally called on non-object"));
    };
    let constructor = agent.species_constructor(promise, Intrinsic::Promise)?;
    agent.keep_object(constructor);
    let on_finally = call.arg(0);
    let handlers = if agent.heap.is_callable(on_finally) {
        let natives = Natives::of(agent);
        let data = [on_finally, constructor.value()];
        let then_finally = agent.new_native(natives.then_finally, data).value();
        let catch_finally = agent.new_native(natives.catch_finally, data).value();
        agent.keep(then_finally);
        agent.keep(catch_finally);
        [then_finally, catch_finally]
    } else {
        [on_finally, on_finally]
    };
    invoke_then(agent, this, &handlers)
}

/// [Then Finally Functions](https://tc39.es/ecma262/#sec-thenfinallyfunctions)
pub(super) fn then_finally(agent: &mut Agent, call: Call) -> JsResult {
    let promise = run_on_finally(agent, call)?;
    let id = Natives::of(agent).value_thunk;
    then_with(agent, promise, id, call.arg(0))
}

/// [Catch Finally Functions](https://tc39.es/ecma262/#sec-catchfinallyfunctions)
pub(super) fn catch_finally(agent: &mut Agent, call: Call) -> JsResult {
    let promise = run_on_finally(agent, call)?;
    let id = Natives::of(agent).thrower;
    then_with(agent, promise, id, call.arg(0))
}

/// Calls `onFinally` and makes a promise of what it returns.
fn run_on_finally(agent: &mut Agent, call: Call) -> JsResult<Object> {
    let function = call.callee();
    let on_finally = agent.heap.native_data(function, 0);
    let constructor = agent.heap.native_data(function, 1);
    let result = agent.call(on_finally, Value::UNDEFINED, &[])?;
    agent.keep(result);
    let Some(constructor) = constructor.as_object() else {
        unreachable!("finally keeps a constructor");
    };
    let promise = agent.promise_resolve(constructor, result)?;
    Ok(agent.keep_object(promise))
}

fn then_with(
    agent: &mut Agent,
    promise: Object,
    id: crate::engine::NativeId,
    value: Value,
) -> JsResult {
    let handler = agent.new_native(id, [value, Value::UNDEFINED]);
    agent.keep_object(handler);
    invoke_then(agent, promise.value(), &[handler.value()])
}

/// The function that gives back what the promise before `finally` was fulfilled with.
pub(super) fn value_thunk(agent: &mut Agent, call: Call) -> JsResult {
    Ok(agent.heap.native_data(call.callee(), 0))
}

/// The function that throws what the promise before `finally` was rejected with.
pub(super) fn thrower(agent: &mut Agent, call: Call) -> JsResult {
    let reason = agent.heap.native_data(call.callee(), 0);
    Err(agent.throw(reason))
}
