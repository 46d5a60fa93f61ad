//! The binding `types`: what an object was made as, whatever its properties and prototypes say.
//! [util.types](https://nodejs.org/api/util.html#utiltypes)

use crate::engine::{
    Agent, Call, ErrorData, FunctionKind, JsResult, Kind, Method, Object, PrimitiveData,
    PropertyFlags, Value,
};

/// In the order in which Node lists them.
const METHODS: &[Method] = &[
    Method::new("isArgumentsObject", 0, is_arguments_object),
    Method::new("isArrayBuffer", 0, is_array_buffer),
    Method::new("isAsyncFunction", 0, is_async_function),
    Method::new("isBigIntObject", 0, is_big_int_object),
    Method::new("isBooleanObject", 0, is_boolean_object),
    Method::new("isDate", 0, is_date),
    Method::new("isExternal", 0, is_external),
    Method::new("isGeneratorFunction", 0, is_generator_function),
    Method::new("isGeneratorObject", 0, is_generator_object),
    Method::new("isMap", 0, is_map),
    Method::new("isMapIterator", 0, is_map_iterator),
    Method::new("isModuleNamespaceObject", 0, is_module_namespace_object),
    Method::new("isNativeError", 0, is_native_error),
    Method::new("isNumberObject", 0, is_number_object),
    Method::new("isPromise", 0, is_promise),
    Method::new("isProxy", 0, is_proxy),
    Method::new("isRegExp", 0, is_reg_exp),
    Method::new("isSet", 0, is_set),
    Method::new("isSetIterator", 0, is_set_iterator),
    Method::new("isSharedArrayBuffer", 0, is_shared_array_buffer),
    Method::new("isStringObject", 0, is_string_object),
    Method::new("isSymbolObject", 0, is_symbol_object),
    Method::new("isWeakMap", 0, is_weak_map),
    Method::new("isWeakSet", 0, is_weak_set),
    Method::new("isAnyArrayBuffer", 0, is_any_array_buffer),
    Method::new("isBoxedPrimitive", 0, is_boxed_primitive),
];

/// Makes an object with the tests.
pub fn make(agent: &mut Agent) -> JsResult<Object> {
    let types = agent.heap.ordinary_object_create(Value::NULL);
    agent.define_methods_with(types, METHODS, PropertyFlags::DATA);
    Ok(types)
}

/// Whether the argument is an object of which a test says yes.
fn of_object(call: &Call, test: impl FnOnce(Object) -> bool) -> JsResult {
    Ok(Value::bool(call.arg(0).as_object().is_some_and(test)))
}

fn of_kind(call: &Call, kind: Kind) -> JsResult {
    of_object(call, |object| object.is(kind))
}

/// By the class that the host data of an object is of.
fn of_class(agent: &Agent, call: &Call, class: &str) -> JsResult {
    of_object(call, |object| {
        object.is(Kind::Host) && agent.heap.host_class(object) == Some(class)
    })
}

fn of_tag(agent: &Agent, call: &Call, tag: &str) -> JsResult {
    of_object(call, |object| {
        object.is(Kind::Host) && agent.heap.host_tag(object) == Some(tag)
    })
}

/// What an object wraps, if it is one of a primitive.
fn wrapped(agent: &Agent, object: Object) -> Option<Value> {
    match object.kind() {
        Kind::StringObject => agent.heap.wrapped_primitive(object),
        Kind::Host => agent.heap.host::<PrimitiveData>(object).map(|data| data.0),
        _ => None,
    }
}

fn of_wrapper(agent: &Agent, call: &Call, type_of: &str) -> JsResult {
    of_object(call, |object| {
        wrapped(agent, object).is_some_and(|value| agent.heap.type_of_text(value) == type_of)
    })
}

fn of_function(agent: &Agent, call: &Call, kinds: &[FunctionKind]) -> JsResult {
    let code = agent.heap.function_code(call.arg(0));
    Ok(Value::bool(code.is_some_and(|code| {
        kinds.contains(&agent.codes[code].kind)
    })))
}

fn of_buffer(agent: &Agent, call: &Call, test: impl FnOnce(bool) -> bool) -> JsResult {
    of_object(call, |object| {
        agent
            .heap
            .buffer(object)
            .is_some_and(|buffer| test(buffer.is_shared()))
    })
}

fn is_arguments_object(_: &mut Agent, call: Call) -> JsResult {
    of_kind(&call, Kind::Arguments)
}

fn is_array_buffer(agent: &mut Agent, call: Call) -> JsResult {
    of_buffer(agent, &call, |is_shared| !is_shared)
}

fn is_shared_array_buffer(agent: &mut Agent, call: Call) -> JsResult {
    of_buffer(agent, &call, |is_shared| is_shared)
}

fn is_any_array_buffer(agent: &mut Agent, call: Call) -> JsResult {
    of_buffer(agent, &call, |_| true)
}

fn is_async_function(agent: &mut Agent, call: Call) -> JsResult {
    let kinds = &[FunctionKind::Async, FunctionKind::AsyncGenerator];
    of_function(agent, &call, kinds)
}

fn is_generator_function(agent: &mut Agent, call: Call) -> JsResult {
    let kinds = &[FunctionKind::Generator, FunctionKind::AsyncGenerator];
    of_function(agent, &call, kinds)
}

fn is_generator_object(_: &mut Agent, call: Call) -> JsResult {
    of_kind(&call, Kind::Generator)
}

fn is_big_int_object(agent: &mut Agent, call: Call) -> JsResult {
    of_wrapper(agent, &call, "bigint")
}

fn is_boolean_object(agent: &mut Agent, call: Call) -> JsResult {
    of_wrapper(agent, &call, "boolean")
}

fn is_number_object(agent: &mut Agent, call: Call) -> JsResult {
    of_wrapper(agent, &call, "number")
}

fn is_string_object(agent: &mut Agent, call: Call) -> JsResult {
    of_wrapper(agent, &call, "string")
}

fn is_symbol_object(agent: &mut Agent, call: Call) -> JsResult {
    of_wrapper(agent, &call, "symbol")
}

fn is_boxed_primitive(agent: &mut Agent, call: Call) -> JsResult {
    of_object(&call, |object| wrapped(agent, object).is_some())
}

fn is_date(agent: &mut Agent, call: Call) -> JsResult {
    of_tag(agent, &call, "Date")
}

fn is_reg_exp(agent: &mut Agent, call: Call) -> JsResult {
    of_tag(agent, &call, "RegExp")
}

/// Values of other programs' memory: there are none.
fn is_external(_: &mut Agent, _: Call) -> JsResult {
    Ok(Value::FALSE)
}

fn is_map(agent: &mut Agent, call: Call) -> JsResult {
    of_class(agent, &call, "Map")
}

fn is_map_iterator(agent: &mut Agent, call: Call) -> JsResult {
    of_class(agent, &call, "MapIterator")
}

fn is_set(agent: &mut Agent, call: Call) -> JsResult {
    of_class(agent, &call, "Set")
}

fn is_set_iterator(agent: &mut Agent, call: Call) -> JsResult {
    of_class(agent, &call, "SetIterator")
}

fn is_weak_map(agent: &mut Agent, call: Call) -> JsResult {
    of_class(agent, &call, "WeakMap")
}

fn is_weak_set(agent: &mut Agent, call: Call) -> JsResult {
    of_class(agent, &call, "WeakSet")
}

fn is_module_namespace_object(_: &mut Agent, call: Call) -> JsResult {
    of_kind(&call, Kind::Namespace)
}

fn is_native_error(agent: &mut Agent, call: Call) -> JsResult {
    of_object(&call, |object| {
        object.is(Kind::Host) && agent.heap.host::<ErrorData>(object).is_some()
    })
}

fn is_promise(_: &mut Agent, call: Call) -> JsResult {
    of_kind(&call, Kind::Promise)
}

fn is_proxy(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let is_proxy = object.is_some_and(|object| agent.heap.is_true_proxy(object));
    Ok(Value::bool(is_proxy))
}
