//! [DataView objects](https://tc39.es/ecma262/#sec-dataview-objects).

use super::array_buffer::{detached_error, to_index};
use crate::engine::{
    Accessor, Agent, Call, Constructor, ElementType, Intrinsic, JsResult, Kind, Method, NativeFn,
    Object, TypedArrayData, Value, messages,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "DataView",
    length: 1,
    run: construct,
};

const ACCESSORS: &[Accessor] = &[
    Accessor::getter("buffer", buffer),
    Accessor::getter("byteLength", byte_length),
    Accessor::getter("byteOffset", byte_offset),
];

/// The accessors of an element type: `get` and `set`.
macro_rules! element_methods {
    ($($element:ident = $name:literal),* $(,)?) => {
        &[$(
            Method::new(
                concat!("get", $name),
                1,
                (|agent, call| get_value(agent, call, ElementType::$element, concat!("DataView.prototype.get", $name))) as NativeFn,
            ),
            Method::new(
                concat!("set", $name),
                2,
                (|agent, call| set_value(agent, call, ElementType::$element, concat!("DataView.prototype.set", $name))) as NativeFn,
            ),
        )*]
    };
}

const METHODS: &[Method] = element_methods![
    Int8 = "Int8",
    Uint8 = "Uint8",
    Int16 = "Int16",
    Uint16 = "Uint16",
    Int32 = "Int32",
    Uint32 = "Uint32",
    Float32 = "Float32",
    Float64 = "Float64",
    BigInt64 = "BigInt64",
    BigUint64 = "BigUint64",
    Float16 = "Float16",
];

/// Makes `DataView` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::DataViewPrototype, prototype);
    agent.define_constructor(&CONSTRUCTOR, prototype);
    agent.define_accessors(prototype, ACCESSORS);
    agent.define_methods(prototype, METHODS);
    agent.define_tag(prototype, "DataView");
}

/// [DataView ( buffer \[ , byteOffset \[ , byteLength \] \] )](https://tc39.es/ecma262/#sec-dataview-buffer-byteoffset-bytelength)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error("Constructor DataView requires 'new'"));
    }
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let buffer = call.arg(0).as_object();
    let buffer = buffer.filter(|object| agent.heap.buffer(*object).is_some());
    let Some(buffer) = buffer else {
        let text = "First argument to DataView constructor must be an ArrayBuffer";
        return Err(agent.type_error(text));
    };
    let number = agent.to_integer_or_infinity(call.arg(1))?;
    let outside = format!("Start offset {number} is outside the bounds of the buffer");
    let offset = to_index(agent, Value::number(number), &outside)?;
    let (length, requested) = check_bounds(agent, buffer, offset, &outside, call.arg(2))?;
    let proto = agent.get_prototype_from_constructor(new_target, Intrinsic::DataViewPrototype)?;
    // Meanwhile the buffer may have changed.
    let again = match requested {
        Some(requested) => Value::number(requested),
        None => Value::UNDEFINED,
    };
    check_bounds(agent, buffer, offset, &outside, again)?;
    let data = TypedArrayData {
        buffer,
        element: ElementType::Uint8,
        offset: offset as usize,
        length,
    };
    let shape = agent.heap.root_shape(proto.value(), Kind::Host);
    let view = agent.heap.new_host(Kind::Host, shape, Box::new(data));
    Ok(view.value())
}

/// That a view lies in its buffer: its length (`None` where it follows the buffer), and the length
/// that was asked for.
fn check_bounds(
    agent: &mut Agent,
    buffer: Object,
    offset: f64,
    outside: &str,
    length: Value,
) -> JsResult<(Option<usize>, Option<f64>)> {
    let Some(available) = agent.heap.buffer_length(buffer).map(|length| length as f64) else {
        return Err(detached_error(agent, "DataView constructor"));
    };
    if offset > available {
        return Err(agent.range_error(outside));
    }
    if length.is_undefined() {
        let fixed = !agent.heap.is_resizable_buffer(buffer);
        return Ok((fixed.then_some((available - offset) as usize), None));
    }
    let number = agent.to_integer_or_infinity(length)?;
    let invalid = format!("Invalid DataView length {number}");
    let length = to_index(agent, Value::number(number), &invalid)?;
    if offset + length > available {
        return Err(agent.range_error(invalid));
    }
    Ok((Some(length as usize), Some(length)))
}

/// The receiver's slots, if it is a DataView.
fn this_view(agent: &mut Agent, call: Call, method: &str) -> JsResult<TypedArrayData> {
    let object = call
        .this()
        .as_object()
        .filter(|object| object.is(Kind::Host));
    match object.and_then(|object| agent.heap.host::<TypedArrayData>(object)) {
        Some(view) => Ok(*view),
        None => {
            let receiver = agent.value_for_message(call.this());
            Err(agent.type_error(messages::incompatible_receiver(method, &receiver)))
        }
    }
}

/// [get DataView.prototype.buffer](https://tc39.es/ecma262/#sec-get-dataview.prototype.buffer)
fn buffer(agent: &mut Agent, call: Call) -> JsResult {
    Ok(this_view(agent, call, "get DataView.prototype.buffer")?
        .buffer
        .value())
}

/// [get DataView.prototype.byteLength](https://tc39.es/ecma262/#sec-get-dataview.prototype.bytelength)
fn byte_length(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "get DataView.prototype.byteLength";
    let view = this_view(agent, call, NAME)?;
    match agent.heap.view_length(&view) {
        Some(length) => Ok(Value::from_usize(length)),
        None => Err(detached_error(agent, NAME)),
    }
}

/// [get DataView.prototype.byteOffset](https://tc39.es/ecma262/#sec-get-dataview.prototype.byteoffset)
fn byte_offset(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "get DataView.prototype.byteOffset";
    let view = this_view(agent, call, NAME)?;
    match agent.heap.view_length(&view) {
        Some(_) => Ok(Value::from_usize(view.offset)),
        None => Err(detached_error(agent, NAME)),
    }
}

const OUTSIDE: &str = "Offset is outside the bounds of the DataView";

/// The offset of an element in the buffer's bytes.
fn place(
    agent: &mut Agent,
    view: &TypedArrayData,
    index: f64,
    size: usize,
    name: &str,
) -> JsResult<usize> {
    let Some(length) = agent.heap.view_length(view) else {
        return Err(detached_error(agent, name));
    };
    if index + size as f64 > length as f64 {
        return Err(agent.range_error(OUTSIDE));
    }
    Ok(view.offset + index as usize)
}

/// Bytes in the order that was asked for.
fn ordered(raw: u64, size: usize, little_endian: bool) -> u64 {
    if little_endian {
        raw
    } else {
        raw.swap_bytes() >> (64 - size * 8)
    }
}

/// [GetViewValue](https://tc39.es/ecma262/#sec-getviewvalue)
fn get_value(agent: &mut Agent, call: Call, element: ElementType, name: &str) -> JsResult {
    let view = this_view(agent, call, name)?;
    let index = to_index(agent, call.arg(0), OUTSIDE)?;
    let little_endian = agent.heap.to_boolean(call.arg(1));
    let size = element.size();
    let at = place(agent, &view, index, size, name)?;
    let data = agent.heap.buffer(view.buffer);
    let raw = data.map_or(0, |data| data.read(at, size));
    Ok(agent
        .heap
        .decode_element(element, ordered(raw, size, little_endian)))
}

/// [SetViewValue](https://tc39.es/ecma262/#sec-setviewvalue)
fn set_value(agent: &mut Agent, call: Call, element: ElementType, name: &str) -> JsResult {
    let view = this_view(agent, call, name)?;
    let index = to_index(agent, call.arg(0), OUTSIDE)?;
    let raw = agent.encode_element(element, call.arg(1))?;
    let little_endian = agent.heap.to_boolean(call.arg(2));
    let size = element.size();
    let at = place(agent, &view, index, size, name)?;
    if let Some(data) = agent.heap.buffer_mut(view.buffer) {
        data.write(at, size, ordered(raw, size, little_endian));
    }
    Ok(Value::UNDEFINED)
}
