//! [Properties of the Object prototype object](https://tc39.es/ecma262/#sec-properties-of-the-object-prototype-object).

use crate::engine::{
    Accessor, Agent, Call, Intrinsic, JsResult, Method, Object, OwnProperty, PropertyDescriptor,
    PropertyKey, TextBuilder, Throw, Value, messages,
};

const METHODS: &[Method] = &[
    Method::new("__defineGetter__", 2, define_getter),
    Method::new("__defineSetter__", 2, define_setter),
    Method::new("hasOwnProperty", 1, has_own_property),
    Method::new("__lookupGetter__", 1, lookup_getter),
    Method::new("__lookupSetter__", 1, lookup_setter),
    Method::new("isPrototypeOf", 1, is_prototype_of),
    Method::new("propertyIsEnumerable", 1, property_is_enumerable),
    Method::new("toString", 0, to_string),
    Method::new("valueOf", 0, value_of),
];

const PROTO: &[Accessor] = &[Accessor {
    name: "__proto__",
    get: Some(get_proto),
    set: Some(set_proto),
}];

const TO_LOCALE_STRING: &[Method] = &[Method::new("toLocaleString", 0, to_locale_string)];

/// Fills `Object.prototype`.
pub(super) fn install(agent: &mut Agent, prototype: Object) {
    agent.define_methods(prototype, METHODS);
    agent.define_accessors(prototype, PROTO);
    agent.define_methods(prototype, TO_LOCALE_STRING);
    if let Some(printer) = agent.initial_value(prototype, "toString").as_object() {
        agent
            .realm
            .set_intrinsic(Intrinsic::ObjectToString, printer);
    }
}

/// [Object.prototype.hasOwnProperty ( V )](https://tc39.es/ecma262/#sec-object.prototype.hasownproperty)
fn has_own_property(agent: &mut Agent, call: Call) -> JsResult {
    let key = agent.to_property_key(call.arg(0))?;
    agent.keep_key(key);
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    Ok(Value::bool(agent.has_own_property(object, key)?))
}

/// [Object.prototype.isPrototypeOf ( V )](https://tc39.es/ecma262/#sec-object.prototype.isprototypeof)
fn is_prototype_of(agent: &mut Agent, call: Call) -> JsResult {
    let Some(mut current) = call.arg(0).as_object() else {
        return Ok(Value::FALSE);
    };
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    let mut proxies = 0;
    while let Some(proto) = agent.next_prototype(current, &mut proxies)? {
        if proto == object {
            return Ok(Value::TRUE);
        }
        current = proto;
    }
    Ok(Value::FALSE)
}

/// [Object.prototype.propertyIsEnumerable ( V )](https://tc39.es/ecma262/#sec-object.prototype.propertyisenumerable)
fn property_is_enumerable(agent: &mut Agent, call: Call) -> JsResult {
    let key = agent.to_property_key(call.arg(0))?;
    agent.keep_key(key);
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    let property = agent.get_own_property(object, key)?;
    Ok(Value::bool(
        property.is_some_and(OwnProperty::is_enumerable),
    ))
}

/// [Object.prototype.toLocaleString ( )](https://tc39.es/ecma262/#sec-object.prototype.tolocalestring)
fn to_locale_string(agent: &mut Agent, call: Call) -> JsResult {
    let this = agent.require_object_coercible(call.this(), "Object.prototype.toLocaleString")?;
    let method = agent.get_v(this, agent.names.to_string)?;
    agent.call(method, this, &[])
}

/// [Object.prototype.toString ( )](https://tc39.es/ecma262/#sec-object.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let this = call.this();
    let text = match this {
        Value::UNDEFINED => "[object Undefined]",
        Value::NULL => "[object Null]",
        _ => return object_to_string(agent, this),
    };
    Ok(agent.heap.new_latin1(text.as_bytes()).value())
}

fn object_to_string(agent: &mut Agent, this: Value) -> JsResult {
    let object = agent.to_object(this)?;
    agent.keep_object(object);
    let is_array = agent.is_array_for(object.value(), "Object.prototype.toString")?;
    let builtin_tag = agent.builtin_tag(object, is_array);
    let key = PropertyKey::symbol(agent.symbols.to_string_tag);
    let tag = agent.get_with_receiver(object, key, object.value())?;
    let mut text = TextBuilder::new();
    text.push_str("[object ");
    match tag.as_string() {
        Some(tag) => text.push(agent, tag),
        None => text.push_str(builtin_tag),
    }
    text.push_str("]");
    Ok(text.finish(agent)?.value())
}

/// [Object.prototype.valueOf ( )](https://tc39.es/ecma262/#sec-object.prototype.valueof)
fn value_of(agent: &mut Agent, call: Call) -> JsResult {
    Ok(agent.to_object(call.this())?.value())
}

/// [get Object.prototype.__proto__](https://tc39.es/ecma262/#sec-get-object.prototype.__proto__)
fn get_proto(agent: &mut Agent, call: Call) -> JsResult {
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    agent.get_prototype_of(object)
}

/// [set Object.prototype.__proto__](https://tc39.es/ecma262/#sec-set-object.prototype.__proto__)
fn set_proto(agent: &mut Agent, call: Call) -> JsResult {
    let this = agent.require_object_coercible(call.this(), "set Object.prototype.__proto__")?;
    let proto = call.arg(0);
    if !proto.is_object() && !proto.is_null() {
        return Ok(Value::UNDEFINED);
    }
    if let Some(object) = this.as_object()
        && !agent.set_prototype_of(object, proto)?
    {
        return Err(set_prototype_failed(agent, object, false));
    }
    Ok(Value::UNDEFINED)
}

/// [Object.prototype.__defineGetter__ ( P, getter )](https://tc39.es/ecma262/#sec-object.prototype.__defineGetter__)
fn define_getter(agent: &mut Agent, call: Call) -> JsResult {
    define_half(agent, call, "Object.prototype.__defineGetter__", true)
}

/// [Object.prototype.__defineSetter__ ( P, setter )](https://tc39.es/ecma262/#sec-object.prototype.__defineSetter__)
fn define_setter(agent: &mut Agent, call: Call) -> JsResult {
    define_half(agent, call, "Object.prototype.__defineSetter__", false)
}

fn define_half(agent: &mut Agent, call: Call, method: &str, getter: bool) -> JsResult {
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    let function = call.arg(1);
    if !agent.heap.is_callable(function) {
        return Err(agent.type_error(format!("{method}: Expecting function")));
    }
    let key = agent.to_property_key(call.arg(0))?;
    agent.keep_key(key);
    let descriptor = match getter {
        true => half_accessor(Some(function), None),
        false => half_accessor(None, Some(function)),
    };
    agent.define_property_or_throw(object, key, &descriptor)?;
    Ok(Value::UNDEFINED)
}

/// [Object.prototype.__lookupGetter__ ( P )](https://tc39.es/ecma262/#sec-object.prototype.__lookupGetter__)
fn lookup_getter(agent: &mut Agent, call: Call) -> JsResult {
    lookup_half(agent, call, true)
}

/// [Object.prototype.__lookupSetter__ ( P )](https://tc39.es/ecma262/#sec-object.prototype.__lookupSetter__)
fn lookup_setter(agent: &mut Agent, call: Call) -> JsResult {
    lookup_half(agent, call, false)
}

fn lookup_half(agent: &mut Agent, call: Call, getter: bool) -> JsResult {
    let object = agent.to_object(call.this())?;
    agent.keep_object(object);
    let key = agent.to_property_key(call.arg(0))?;
    agent.keep_key(key);
    let mut current = Some(object);
    let mut proxies = 0;
    while let Some(object) = current {
        match agent.get_own_property(object, key)? {
            Some(OwnProperty::Accessor { get, set, .. }) => {
                return Ok(if getter { get } else { set });
            }
            Some(OwnProperty::Data { .. }) => return Ok(Value::UNDEFINED),
            None => current = agent.next_prototype(object, &mut proxies)?,
        }
    }
    Ok(Value::UNDEFINED)
}

/// An accessor's or data property's half of a descriptor for `__defineGetter__` and its kin.
fn half_accessor(get: Option<Value>, set: Option<Value>) -> PropertyDescriptor {
    PropertyDescriptor {
        get,
        set,
        enumerable: Some(true),
        configurable: Some(true),
        ..PropertyDescriptor::default()
    }
}

/// The TypeError for a prototype that could not be set.
#[cold]
pub(super) fn set_prototype_failed(agent: &mut Agent, object: Object, named: bool) -> Throw {
    if agent.heap.is_true_proxy(object) {
        let text = "'setPrototypeOf' on proxy: trap returned falsish";
        return agent.type_error(match named {
            true => format!("{text} for property 'undefined'"),
            false => String::from(text),
        });
    }
    if object == agent.intrinsic(Intrinsic::ObjectPrototype) {
        let text = "Immutable prototype object 'Object.prototype' cannot have their prototype set";
        return agent.type_error(text);
    }
    if agent.heap.is_extensible(object) {
        return agent.type_error(messages::CYCLIC_PROTO);
    }
    let what = agent.object_for_message(object);
    agent.type_error(format!("{what} is not extensible"))
}
