//! Making typed arrays.

use super::receiver::{Receiver, validate};
use crate::builtins::array_buffer::{detached_error, new_array_buffer, to_index, zeroes};
use crate::engine::{
    Agent, Call, ElementType, JsResult, Kind, Object, PropertyKey, Throw, TypedArrayData, Value,
    messages,
};

/// 2^53 - 1
const MAX_SAFE_INTEGER: f64 = 9007199254740991.0;

/// [TypedArray ( ...args )](https://tc39.es/ecma262/#sec-typedarray)
pub(super) fn construct(agent: &mut Agent, call: Call, element: ElementType) -> JsResult {
    if !call.is_construct() {
        let text = format!("Constructor {} requires 'new'", element.name());
        return Err(agent.type_error(text));
    }
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let Some(source) = call.arg(0).as_object() else {
        let length = length_argument(agent, call.arg(0))?;
        let proto = agent.get_prototype_from_constructor(new_target, element.prototype())?;
        return Ok(allocate(agent, element, proto, length)?.value());
    };
    let proto = agent.get_prototype_from_constructor(new_target, element.prototype())?;
    agent.keep_object(proto);
    if let Some(view) = agent.heap.typed_array(source) {
        return from_typed_array(agent, element, proto, &view);
    }
    if agent.heap.buffer(source).is_some() {
        return over_buffer(agent, call, element, proto, source);
    }
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let list = match agent.get_method(source.value(), key)? {
        Some(method) => list_from_iterator(agent, source.value(), method)?,
        None => source,
    };
    let length = agent.length_of_array_like(list)?;
    let target = allocate(agent, element, proto, length)?;
    agent.keep_object(target);
    let Some(view) = agent.heap.typed_array(target) else {
        return Ok(target.value());
    };
    if super::copy::copy_numbers(agent, list, &view, 0, length as usize)? {
        return Ok(target.value());
    }
    for index in 0..length as usize {
        agent.poll()?;
        let value = agent.get(list, PropertyKey::index(index as u32))?;
        agent.view_set(&view, index, value)?;
    }
    Ok(target.value())
}

/// The values of an iterable, in an array that is kept.
fn list_from_iterator(agent: &mut Agent, source: Value, method: Value) -> JsResult<Object> {
    if agent.is_plain_iterable_array(source) {
        return agent.iterable_to_array(source);
    }
    let record = agent.get_iterator_from_method(source, method)?;
    let list = agent.new_array(Vec::new());
    agent.keep_object(list);
    while let Some(value) = agent.iterator_step_value(&record)? {
        agent.heap.push_element(list, value);
    }
    Ok(list)
}

fn length_argument(agent: &mut Agent, value: Value) -> JsResult<f64> {
    let number = agent.to_integer_or_infinity(value)?;
    if !(0.0..=MAX_SAFE_INTEGER).contains(&number) {
        let length = agent.value_for_message(value);
        return Err(invalid_length(agent, &length));
    }
    Ok(number)
}

fn invalid_length(agent: &mut Agent, length: &str) -> Throw {
    agent.range_error(format!("Invalid typed array length: {length}"))
}

/// A typed array over a buffer.
fn new_view(agent: &mut Agent, proto: Object, data: TypedArrayData) -> Object {
    let shape = agent.heap.root_shape(proto.value(), Kind::TypedArray);
    agent.heap.new_host(Kind::TypedArray, shape, Box::new(data))
}

/// A typed array over a buffer of its own.
fn allocate(
    agent: &mut Agent,
    element: ElementType,
    proto: Object,
    length: f64,
) -> JsResult<Object> {
    if length * element.size() as f64 > MAX_SAFE_INTEGER {
        return Err(invalid_length(agent, &length.to_string()));
    }
    let bytes = zeroes(agent, length * element.size() as f64)?;
    let buffer = new_array_buffer(agent, bytes);
    let data = TypedArrayData {
        buffer,
        element,
        offset: 0,
        length: Some(length as usize),
    };
    Ok(new_view(agent, proto, data))
}

/// A typed array of the intrinsic kind, all 0.
pub(super) fn allocate_plain(
    agent: &mut Agent,
    element: ElementType,
    length: usize,
) -> JsResult<Object> {
    let proto = agent.intrinsic(element.prototype());
    allocate(agent, element, proto, length as f64)
}

/// [InitializeTypedArrayFromTypedArray](https://tc39.es/ecma262/#sec-initializetypedarrayfromtypedarray)
fn from_typed_array(
    agent: &mut Agent,
    element: ElementType,
    proto: Object,
    source: &TypedArrayData,
) -> JsResult {
    let Some(length) = agent.heap.view_length(source) else {
        return Err(detached_error(agent, "Construct"));
    };
    agent.poll_work(length / 8)?;
    let target = allocate(agent, element, proto, length as f64)?;
    if element.is_bigint() != source.element.is_bigint() {
        return Err(agent.type_error(messages::MIX_BIGINT));
    }
    if let Some(view) = agent.heap.typed_array(target) {
        super::copy::copy_elements(agent, source, 0, &view, 0, length)?;
    }
    Ok(target.value())
}

/// [InitializeTypedArrayFromArrayBuffer](https://tc39.es/ecma262/#sec-initializetypedarrayfromarraybuffer)
fn over_buffer(
    agent: &mut Agent,
    call: Call,
    element: ElementType,
    proto: Object,
    buffer: Object,
) -> JsResult {
    let (name, size) = (element.name(), element.size() as f64);
    let number = agent.to_integer_or_infinity(call.arg(1))?;
    let outside = format!("Start offset {number} is outside the bounds of the buffer");
    let offset = to_index(agent, Value::number(number), &outside)?;
    if offset % size != 0.0 {
        let text = format!("start offset of {name} should be a multiple of {size}");
        return Err(agent.range_error(text));
    }
    let requested = if call.arg(2).is_undefined() {
        None
    } else {
        Some(length_argument(agent, call.arg(2))?)
    };
    let Some(available) = agent.heap.buffer_length(buffer).map(|length| length as f64) else {
        return Err(detached_error(agent, "Construct"));
    };
    let resizable = agent.heap.is_resizable_buffer(buffer);
    let length = match requested {
        Some(length) if offset + length * size > available => {
            let text = format!("Invalid typed array length: {length}");
            return Err(agent.range_error(text));
        }
        Some(length) => Some(length as usize),
        None if !resizable && available % size != 0.0 => {
            let text = format!("byte length of {name} should be a multiple of {size}");
            return Err(agent.range_error(text));
        }
        None if offset > available => return Err(agent.range_error(outside)),
        None if resizable => None,
        None => Some(((available - offset) / size) as usize),
    };
    let data = TypedArrayData {
        buffer,
        element,
        offset: offset as usize,
        length,
    };
    Ok(new_view(agent, proto, data).value())
}

/// [TypedArrayCreateFromConstructor](https://tc39.es/ecma262/#sec-typedarraycreatefromconstructor).
/// The result is kept; `length` is the one that was asked for, if it was by a length.
pub(super) fn create_from_constructor(
    agent: &mut Agent,
    constructor: Object,
    arguments: &[Value],
    length: Option<usize>,
    method: &str,
) -> JsResult<Receiver> {
    let object = agent.construct(constructor, arguments, constructor)?;
    agent.keep_object(object);
    if agent.heap.typed_array(object).is_none() {
        let receiver = agent.value_for_message(object.value());
        return Err(agent.type_error(messages::incompatible_receiver(method, &receiver)));
    }
    let made = validate(agent, object.value(), method)?;
    if length.is_some_and(|length| made.length < length) {
        let text = "Derived TypedArray constructor created an array which was too small";
        return Err(agent.type_error(text));
    }
    Ok(made)
}

/// [TypedArraySpeciesCreate](https://tc39.es/ecma262/#sec-typedarray-species-create)
pub(super) fn species_create(
    agent: &mut Agent,
    exemplar: Object,
    element: ElementType,
    arguments: &[Value],
    length: Option<usize>,
    method: &str,
) -> JsResult<Receiver> {
    let constructor = agent.species_constructor(exemplar, element.constructor())?;
    let method = format!("%TypedArray%.prototype.{method}");
    let made = create_from_constructor(agent, constructor, arguments, length, &method)?;
    if made.view.element.is_bigint() != element.is_bigint() {
        return Err(agent.type_error(messages::MIX_BIGINT));
    }
    Ok(made)
}

fn this_constructor(agent: &mut Agent, call: Call) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if agent.is_constructor(object.value()) => Ok(object),
        _ => {
            let what = agent.value_for_message(call.this());
            Err(agent.type_error(messages::not_a_constructor(&what)))
        }
    }
}

/// [%TypedArray%.of ( ...items )](https://tc39.es/ecma262/#sec-%typedarray%.of)
pub(super) fn of(agent: &mut Agent, call: Call) -> JsResult {
    let constructor = this_constructor(agent, call)?;
    let length = [Value::from_usize(call.len())];
    let name = "%TypedArray%.of";
    let made = create_from_constructor(agent, constructor, &length, Some(call.len()), name)?;
    for index in 0..call.len() {
        let key = PropertyKey::index(index as u32);
        agent.set(made.object, key, call.arg(index))?;
    }
    Ok(made.object.value())
}

/// [%TypedArray%.from ( source \[ , mapper \[ , thisArg \] \] )](https://tc39.es/ecma262/#sec-%typedarray%.from)
pub(super) fn from(agent: &mut Agent, call: Call) -> JsResult {
    let constructor = this_constructor(agent, call)?;
    let (source, mapper) = (call.arg(0), call.arg(1));
    if !mapper.is_undefined() {
        agent.require_callable(mapper)?;
    }
    if source.is_nullish() {
        // The TypeError that iterating it throws.
        agent.get_iterator(source)?;
    }
    let key = PropertyKey::symbol(agent.symbols.iterator);
    let method = agent.get_v(source, key)?;
    let list = if method.is_nullish() {
        let object = agent.to_object(source)?;
        agent.keep_object(object)
    } else if agent.heap.is_callable(method) {
        agent.keep(method);
        list_from_iterator(agent, source, method)?
    } else {
        return Err(agent.type_error(
            "%TypedArray%.from requires that the property of the first argument, \
             items[Symbol.iterator], when exists, be a function",
        ));
    };
    let length = agent.length_of_array_like(list)?;
    let name = "%TypedArray%.from";
    let arguments = [Value::number(length)];
    let count = length as usize;
    let made = create_from_constructor(agent, constructor, &arguments, Some(count), name)?;
    for index in 0..count {
        agent.poll()?;
        let key = PropertyKey::index(index as u32);
        let mut value = agent.get(list, key)?;
        if !mapper.is_undefined() {
            let arguments = [value, Value::from_usize(index)];
            value = agent.call(mapper, call.arg(2), &arguments)?;
        }
        agent.set(made.object, key, value)?;
    }
    Ok(made.object.value())
}
