//! [The Reflect object](https://tc39.es/ecma262/#sec-reflect-object).

use super::function::apply_to;
use super::object::{array_of_keys, prototype_not_object};
use crate::engine::{
    Agent, Call, Intrinsic, JsResult, Method, Object, PropertyKey, Value, messages,
};

const METHODS: &[Method] = &[
    Method::new("defineProperty", 3, define_property),
    Method::new("deleteProperty", 2, delete_property),
    Method::new("apply", 3, apply),
    Method::new("construct", 2, construct),
    Method::new("get", 2, get),
    Method::new("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
    Method::new("getPrototypeOf", 1, get_prototype_of),
    Method::new("has", 2, has),
    Method::new("isExtensible", 1, is_extensible),
    Method::new("ownKeys", 1, own_keys),
    Method::new("preventExtensions", 1, prevent_extensions),
    Method::new("set", 3, set),
    Method::new("setPrototypeOf", 2, set_prototype_of),
];

/// Makes `Reflect`.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let reflect = agent.heap.new_builtin_object(object_prototype.value());
    agent.define_methods(reflect, METHODS);
    for name in ["apply", "construct"] {
        let method = agent.initial_value(reflect, name);
        agent.heap.hide_from_stacks(method);
    }
    agent.define_tag(reflect, "Reflect");
    agent.define_global("Reflect", reflect.value());
}

fn target(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    match call.arg(0).as_object() {
        Some(object) => Ok(object),
        None => Err(agent.type_error(messages::called_on_non_object(method))),
    }
}

/// The first argument as the target, the second as a key, which is kept.
fn target_and_key(agent: &mut Agent, call: Call, method: &str) -> JsResult<(Object, PropertyKey)> {
    let object = target(agent, call, method)?;
    let key = agent.to_property_key(call.arg(1))?;
    agent.keep_key(key);
    Ok((object, key))
}

/// [Reflect.apply ( target, thisArgument, argumentsList )](https://tc39.es/ecma262/#sec-reflect.apply)
fn apply(agent: &mut Agent, call: Call) -> JsResult {
    apply_to(agent, call.arg(0), call.arg(1), call.arg(2), false)
}

/// [Reflect.construct ( target, argumentsList \[ , newTarget \] )](https://tc39.es/ecma262/#sec-reflect.construct)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let constructor = required_constructor(agent, call.arg(0))?;
    let new_target = match call.len() {
        0..=2 => constructor,
        _ => required_constructor(agent, call.arg(2))?,
    };
    let arguments = agent.create_list_from_array_like(call.arg(1))?;
    let object = agent.construct(constructor, &arguments, new_target)?;
    Ok(object.value())
}

fn required_constructor(agent: &mut Agent, value: Value) -> JsResult<Object> {
    match value.as_object() {
        Some(object) if agent.is_constructor(value) => Ok(object),
        _ => {
            let what = agent.value_for_message(value);
            Err(agent.type_error(messages::not_a_constructor(&what)))
        }
    }
}

/// [Reflect.defineProperty ( target, propertyKey, attributes )](https://tc39.es/ecma262/#sec-reflect.defineproperty)
fn define_property(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = target_and_key(agent, call, "Reflect.defineProperty")?;
    let descriptor = agent.to_property_descriptor(call.arg(2))?;
    let done = agent.define_own_property(object, key, &descriptor)?;
    Ok(Value::bool(done))
}

/// [Reflect.deleteProperty ( target, propertyKey )](https://tc39.es/ecma262/#sec-reflect.deleteproperty)
fn delete_property(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = target_and_key(agent, call, "Reflect.deleteProperty")?;
    Ok(Value::bool(agent.delete(object, key)?))
}

/// [Reflect.get ( target, propertyKey \[ , receiver \] )](https://tc39.es/ecma262/#sec-reflect.get)
fn get(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = target_and_key(agent, call, "Reflect.get")?;
    let receiver = match call.len() {
        0..=2 => object.value(),
        _ => call.arg(2),
    };
    agent.get_with_receiver(object, key, receiver)
}

/// [Reflect.getOwnPropertyDescriptor ( target, propertyKey )](https://tc39.es/ecma262/#sec-reflect.getownpropertydescriptor)
fn get_own_property_descriptor(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = target_and_key(agent, call, "Reflect.getOwnPropertyDescriptor")?;
    let property = agent.get_own_property(object, key)?;
    Ok(agent.from_property_descriptor(property))
}

/// [Reflect.getPrototypeOf ( target )](https://tc39.es/ecma262/#sec-reflect.getprototypeof)
fn get_prototype_of(agent: &mut Agent, call: Call) -> JsResult {
    let object = target(agent, call, "Reflect.getPrototypeOf")?;
    agent.get_prototype_of(object)
}

/// [Reflect.has ( target, propertyKey )](https://tc39.es/ecma262/#sec-reflect.has)
fn has(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = target_and_key(agent, call, "Reflect.has")?;
    Ok(Value::bool(agent.has_property(object, key)?))
}

/// [Reflect.isExtensible ( target )](https://tc39.es/ecma262/#sec-reflect.isextensible)
fn is_extensible(agent: &mut Agent, call: Call) -> JsResult {
    let object = target(agent, call, "Reflect.isExtensible")?;
    Ok(Value::bool(agent.is_extensible(object)?))
}

/// [Reflect.ownKeys ( target )](https://tc39.es/ecma262/#sec-reflect.ownkeys)
fn own_keys(agent: &mut Agent, call: Call) -> JsResult {
    let object = target(agent, call, "Reflect.ownKeys")?;
    let keys = agent.own_property_keys(object)?;
    Ok(array_of_keys(agent, &keys)?.value())
}

/// [Reflect.preventExtensions ( target )](https://tc39.es/ecma262/#sec-reflect.preventextensions)
fn prevent_extensions(agent: &mut Agent, call: Call) -> JsResult {
    let object = target(agent, call, "Reflect.preventExtensions")?;
    Ok(Value::bool(agent.prevent_extensions(object)?))
}

/// [Reflect.set ( target, propertyKey, V \[ , receiver \] )](https://tc39.es/ecma262/#sec-reflect.set)
fn set(agent: &mut Agent, call: Call) -> JsResult {
    let (object, key) = target_and_key(agent, call, "Reflect.set")?;
    let receiver = match call.len() {
        0..=3 => object.value(),
        _ => call.arg(3),
    };
    let done = agent.set_with_receiver(object, key, call.arg(2), receiver)?;
    Ok(Value::bool(done))
}

/// [Reflect.setPrototypeOf ( target, proto )](https://tc39.es/ecma262/#sec-reflect.setprototypeof)
fn set_prototype_of(agent: &mut Agent, call: Call) -> JsResult {
    let object = target(agent, call, "Reflect.setPrototypeOf")?;
    let proto = call.arg(1);
    if !proto.is_object() && !proto.is_null() {
        return Err(prototype_not_object(agent, proto));
    }
    Ok(Value::bool(agent.set_prototype_of(object, proto)?))
}
