//! [Boolean objects](https://tc39.es/ecma262/#sec-boolean-objects).

use crate::engine::{Agent, Call, Constructor, Intrinsic, JsResult, Method, PrimitiveData, Value};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Boolean",
    length: 1,
    run: construct,
};

const METHODS: &[Method] = &[
    Method::new("toString", 0, to_string),
    Method::new("valueOf", 0, value_of),
];

/// Makes `Boolean` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_wrapper(Value::FALSE, object_prototype);
    agent.heap.defer(prototype);
    agent
        .realm
        .set_intrinsic(Intrinsic::BooleanPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.realm.set_intrinsic(Intrinsic::Boolean, constructor);
    agent.define_methods(prototype, METHODS);
}

/// [Boolean ( value )](https://tc39.es/ecma262/#sec-boolean-constructor-boolean-value)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    let value = Value::bool(agent.heap.to_boolean(call.arg(0)));
    if !call.is_construct() {
        return Ok(value);
    }
    let new_target = call.new_target(agent);
    let data = Box::new(PrimitiveData(value));
    Ok(agent
        .host_from_constructor(new_target, Intrinsic::BooleanPrototype, data)?
        .value())
}

/// [ThisBooleanValue](https://tc39.es/ecma262/#sec-thisbooleanvalue)
fn this_boolean_value(agent: &mut Agent, this: Value, method: &str) -> JsResult<bool> {
    let wrapped = this
        .as_object()
        .and_then(|object| agent.heap.wrapped_primitive(object))
        .unwrap_or(this);
    match wrapped.as_bool() {
        Some(value) => Ok(value),
        None => Err(agent.type_error(format!("{method} requires that 'this' be a Boolean"))),
    }
}

/// [Boolean.prototype.toString ( )](https://tc39.es/ecma262/#sec-boolean.prototype.tostring)
fn to_string(agent: &mut Agent, call: Call) -> JsResult {
    let value = this_boolean_value(agent, call.this(), "Boolean.prototype.toString")?;
    Ok(agent.to_string(Value::bool(value))?.value())
}

/// [Boolean.prototype.valueOf ( )](https://tc39.es/ecma262/#sec-boolean.prototype.valueof)
fn value_of(agent: &mut Agent, call: Call) -> JsResult {
    Ok(Value::bool(this_boolean_value(
        agent,
        call.this(),
        "Boolean.prototype.valueOf",
    )?))
}
