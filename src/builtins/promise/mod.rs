//! [Promise objects](https://tc39.es/ecma262/#sec-promise-objects).
//!
//! The constructor and its functions. `combinators` has `all`, `allSettled`, `any` and `race`,
//! `prototype` has `then`, `catch` and `finally`, `natives` the functions that they pass to `then`. What
//! promises do when they are settled is in
//! `engine::operations::promise`.
//!
//! Fast paths are taken only while `Promise`, its prototype and its species are unmodified.

mod combinators;
mod messages;
mod natives;
mod prototype;

use crate::engine::{
    Accessor, Agent, Call, Constructor, Intrinsic, JsResult, Kind, Method, Object, Original,
    PropertyFlags, Value,
};
use messages::{called_on_non_object, plain_text};
use natives::Natives;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Promise",
    length: 1,
    run: construct,
};

const FUNCTIONS: &[Method] = &[
    Method::new("all", 1, combinators::all),
    Method::new("allSettled", 1, combinators::all_settled),
    Method::new("any", 1, combinators::any),
    Method::new("race", 1, combinators::race),
    Method::new("resolve", 1, resolve),
    Method::new("reject", 1, reject),
    Method::new("withResolvers", 0, with_resolvers),
    Method::new("try", 1, try_),
];

const ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", species)];

const METHODS: &[Method] = &[
    Method::new("then", 2, prototype::then),
    Method::new("catch", 1, prototype::catch),
    Method::new("finally", 1, prototype::finally),
];

fn register_natives(agent: &mut Agent) -> Natives {
    Natives {
        all_element: agent.register_function("", 1, combinators::all_element),
        settled_value: agent.register_function("", 1, combinators::settled_value),
        settled_reason: agent.register_function("", 1, combinators::settled_reason),
        any_element: agent.register_function("", 1, combinators::any_element),
        then_finally: agent.register_function("", 1, prototype::then_finally),
        catch_finally: agent.register_function("", 1, prototype::catch_finally),
        value_thunk: agent.register_function("", 0, prototype::value_thunk),
        thrower: agent.register_function("", 0, prototype::thrower),
    }
}

/// Makes `Promise` and fills in its prototype.
pub(super) fn install(agent: &mut Agent) {
    let natives = register_natives(agent);
    agent.set_slot(natives);
    agent.hooks.combined_element = Some(combinators::combined_element);
    let prototype = agent.intrinsic(Intrinsic::PromisePrototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Promise, constructor);
    agent.define_methods(constructor, FUNCTIONS);
    agent.define_accessors(constructor, ACCESSORS);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "Promise");
    if let Some(then) = agent.initial_value(prototype, "then").as_object() {
        agent.realm.set_intrinsic(Intrinsic::PromiseThen, then);
    }
    agent.set_original(Original::PromiseConstructor, prototype, "constructor");
    agent.set_original(Original::PromiseThen, prototype, "then");
    agent.set_original(Original::PromiseResolve, constructor, "resolve");
    agent.set_original(Original::PromiseSpecies, constructor, "@@species");
}

/// [Promise ( executor )](https://tc39.es/ecma262/#sec-promise-executor)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error("Promise constructor cannot be invoked without 'new'"));
    }
    let executor = call.arg(0);
    if !agent.heap.is_callable(executor) {
        let what = plain_text(agent, executor);
        return Err(agent.type_error(format!("Promise resolver {what} is not a function")));
    }
    let promise = new_promise_for(agent, call.new_target(agent))?;
    agent.keep_object(promise);
    let (resolve, reject) = agent.create_resolving_functions(promise);
    agent.keep_object(resolve);
    agent.keep_object(reject);
    let functions = [resolve.value(), reject.value()];
    if let Err(throw) = agent.call(executor, Value::UNDEFINED, &functions) {
        let reason = agent.catch(throw)?;
        agent.keep(reason);
        agent.call(reject.value(), Value::UNDEFINED, &[reason])?;
    }
    Ok(promise.value())
}

/// A pending promise with the prototype that `new.target` asks for.
fn new_promise_for(agent: &mut Agent, new_target: Value) -> JsResult<Object> {
    if new_target == agent.intrinsic(Intrinsic::Promise).value() {
        // Its `prototype` can't be changed.
        return Ok(agent.new_promise());
    }
    let proto = agent.get_prototype_from_constructor(new_target, Intrinsic::PromisePrototype)?;
    let shape = agent.heap.root_shape(proto.value(), Kind::Promise);
    let promise = agent.heap.new_promise(shape);
    if agent.is_observed() {
        agent.observe_new_promise(promise, Value::UNDEFINED);
    }
    Ok(promise)
}

/// [Promise.resolve ( x )](https://tc39.es/ecma262/#sec-promise.resolve)
fn resolve(agent: &mut Agent, call: Call) -> JsResult {
    let Some(constructor) = call.this().as_object() else {
        return Err(called_on_non_object(agent, "PromiseResolve"));
    };
    Ok(agent.promise_resolve(constructor, call.arg(0))?.value())
}

/// [Promise.reject ( r )](https://tc39.es/ecma262/#sec-promise.reject)
fn reject(agent: &mut Agent, call: Call) -> JsResult {
    let constructor = call.this();
    if constructor == agent.intrinsic(Intrinsic::Promise).value() {
        let promise = agent.new_promise();
        agent.reject_promise(promise, call.arg(0));
        return Ok(promise.value());
    }
    if !constructor.is_object() {
        return Err(called_on_non_object(agent, "PromiseReject"));
    }
    let capability = agent.new_promise_capability(constructor)?;
    agent.call(capability.reject, Value::UNDEFINED, &[call.arg(0)])?;
    Ok(capability.promise)
}

/// [Promise.withResolvers ( )](https://tc39.es/ecma262/#sec-promise.withResolvers)
fn with_resolvers(agent: &mut Agent, call: Call) -> JsResult {
    if !call.this().is_object() {
        return Err(called_on_non_object(agent, "Promise.withResolvers"));
    }
    let capability = agent.new_promise_capability(call.this())?;
    let result = agent.new_plain_object(3);
    let names = agent.names;
    for (key, value) in [
        (names.promise, capability.promise),
        (names.resolve, capability.resolve),
        (names.reject, capability.reject),
    ] {
        agent
            .heap
            .add_property(result, key, PropertyFlags::DATA, value);
    }
    Ok(result.value())
}

/// [Promise.try ( callback, ...args )](https://tc39.es/ecma262/#sec-promise.try)
fn try_(agent: &mut Agent, call: Call) -> JsResult {
    if !call.this().is_object() {
        return Err(called_on_non_object(agent, "Promise.try"));
    }
    let capability = agent.new_promise_capability(call.this())?;
    let callback = call.arg(0);
    let result = if agent.heap.is_callable(callback) {
        agent.call(callback, Value::UNDEFINED, &call.args_from(1))
    } else {
        let what = match callback.is_nullish() || callback.is_object() {
            true => plain_text(agent, callback),
            false => format!(
                "{} {}",
                agent.heap.type_of_text(callback),
                agent.value_for_message(callback)
            ),
        };
        Err(agent.type_error(format!("{what} is not a function")))
    };
    let (settle, value) = match result {
        Ok(value) => (capability.resolve, value),
        Err(throw) => (capability.reject, agent.catch(throw)?),
    };
    agent.keep(value);
    agent.call(settle, Value::UNDEFINED, &[value])?;
    Ok(capability.promise)
}

/// [get Promise \[ %Symbol.species% \]](https://tc39.es/ecma262/#sec-get-promise-%symbol.species%)
fn species(_: &mut Agent, call: Call) -> JsResult {
    Ok(call.this())
}
