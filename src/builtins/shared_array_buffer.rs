//! [SharedArrayBuffer objects](https://tc39.es/ecma262/#sec-sharedarraybuffer-objects): buffers
//! whose bytes are outside of the heap, so that several agents can have them.

use super::array_buffer::{
    ALLOCATION_FAILED, MAX_BYTES, incompatible, lengths, this_buffer_where, to_index,
};
use crate::builtins::species::this_value;
use crate::engine::{
    Accessor, Agent, BufferData, Call, Constructor, DataBlock, Intrinsic, JsResult, Kind, Method,
    Object, SharedMemory, Value,
};
use std::sync::Arc;

const CONSTRUCTOR: Constructor = Constructor {
    name: "SharedArrayBuffer",
    length: 1,
    run: construct,
};

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", this_value)];

// In the order that V8 defines them.

const LENGTH: &[Accessor] = &[Accessor::getter("byteLength", byte_length)];

const SLICE: &[Method] = &[Method::new("slice", 2, slice)];

const GROWTH: &[Accessor] = &[
    Accessor::getter("maxByteLength", max_byte_length),
    Accessor::getter("growable", growable),
];

const GROW: &[Method] = &[Method::new("grow", 1, grow)];

/// Makes `SharedArrayBuffer` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::SharedArrayBufferPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent
        .realm
        .set_intrinsic(Intrinsic::SharedArrayBuffer, constructor);
    agent.define_accessors(constructor, STATIC_ACCESSORS);
    agent.define_accessors(prototype, LENGTH);
    agent.define_methods(prototype, SLICE);
    agent.define_accessors(prototype, GROWTH);
    agent.define_methods(prototype, GROW);
    agent.define_tag(prototype, "SharedArrayBuffer");
}

/// A buffer over shared memory.
fn new_buffer(
    agent: &mut Agent,
    memory: Arc<SharedMemory>,
    max_length: Option<usize>,
    proto: Object,
) -> Object {
    let shape = agent.heap.root_shape(proto.value(), Kind::Host);
    let block = DataBlock::Shared(memory);
    let data = BufferData {
        block,
        max_length,
        is_detachable: false,
    };
    agent.heap.new_host(Kind::Host, shape, Box::new(data))
}

/// A SharedArrayBuffer over memory that another agent may have too.
pub fn new_shared_array_buffer(
    agent: &mut Agent,
    memory: Arc<SharedMemory>,
    max_length: Option<usize>,
) -> Object {
    let proto = agent.intrinsic(Intrinsic::SharedArrayBufferPrototype);
    new_buffer(agent, memory, max_length, proto)
}

/// [SharedArrayBuffer ( length \[ , options \] )](https://tc39.es/ecma262/#sec-sharedarraybuffer-length)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error("Constructor SharedArrayBuffer requires 'new'"));
    }
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let (length, max_length) = lengths(agent, call)?;
    let intrinsic = Intrinsic::SharedArrayBufferPrototype;
    let proto = agent.get_prototype_from_constructor(new_target, intrinsic)?;
    if max_length.unwrap_or(length) > MAX_BYTES {
        return Err(agent.range_error(ALLOCATION_FAILED));
    }
    let max_length = max_length.map(|max| max as usize);
    agent.check_room(max_length.unwrap_or(length as usize))?;
    let memory = SharedMemory::new(length as usize, max_length.unwrap_or(length as usize));
    Ok(new_buffer(agent, memory, max_length, proto).value())
}

/// The receiver and its memory, if it is a SharedArrayBuffer.
fn this_shared(
    agent: &mut Agent,
    call: Call,
    method: &str,
) -> JsResult<(Object, Arc<SharedMemory>)> {
    let object = this_buffer_where(agent, call, method, BufferData::is_shared)?;
    let memory = agent.heap.buffer(object).and_then(BufferData::shared);
    match memory {
        Some(memory) => Ok((object, memory.clone())),
        None => Err(incompatible(agent, call.this(), method)),
    }
}

/// [get SharedArrayBuffer.prototype.byteLength](https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.bytelength)
fn byte_length(agent: &mut Agent, call: Call) -> JsResult {
    let (_, memory) = this_shared(agent, call, "get SharedArrayBuffer.prototype.byteLength")?;
    Ok(Value::from_usize(memory.len()))
}

/// [get SharedArrayBuffer.prototype.maxByteLength](https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.maxbytelength)
fn max_byte_length(agent: &mut Agent, call: Call) -> JsResult {
    let name = "get SharedArrayBuffer.prototype.maxByteLength";
    let (buffer, memory) = this_shared(agent, call, name)?;
    let max = agent.heap.buffer(buffer).and_then(|data| data.max_length);
    Ok(Value::from_usize(max.unwrap_or(memory.len())))
}

/// [get SharedArrayBuffer.prototype.growable](https://tc39.es/ecma262/#sec-get-sharedarraybuffer.prototype.growable)
fn growable(agent: &mut Agent, call: Call) -> JsResult {
    let (buffer, _) = this_shared(agent, call, "get SharedArrayBuffer.prototype.growable")?;
    Ok(Value::bool(agent.heap.is_resizable_buffer(buffer)))
}

/// [SharedArrayBuffer.prototype.grow ( newLength )](https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.grow)
fn grow(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "SharedArrayBuffer.prototype.grow";
    const INVALID: &str = "SharedArrayBuffer.prototype.grow: Invalid length parameter";
    let (buffer, memory) = this_shared(agent, call, NAME)?;
    let Some(max) = agent.heap.buffer(buffer).and_then(|data| data.max_length) else {
        return Err(incompatible(agent, call.this(), NAME));
    };
    let length = to_index(agent, call.arg(0), INVALID)?;
    if length > max as f64 || !memory.grow(length as usize) {
        return Err(agent.range_error(INVALID));
    }
    Ok(Value::UNDEFINED)
}

/// [SharedArrayBuffer.prototype.slice ( start, end )](https://tc39.es/ecma262/#sec-sharedarraybuffer.prototype.slice)
fn slice(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "SharedArrayBuffer.prototype.slice";
    let (buffer, memory) = this_shared(agent, call, NAME)?;
    let length = memory.len() as f64;
    let first = agent.relative_index(call.arg(0), length, 0.0)?;
    let last = agent.relative_index(call.arg(1), length, length)?;
    let count = (last - first).max(0.0);
    let constructor = agent.species_constructor(buffer, Intrinsic::SharedArrayBuffer)?;
    let new = agent.construct(constructor, &[Value::number(count)], constructor)?;
    let Some(target) = agent.heap.buffer(new).and_then(BufferData::shared) else {
        return Err(incompatible(agent, new.value(), NAME));
    };
    if Arc::ptr_eq(target, &memory) {
        let text = "SharedArrayBuffer subclass returned this from species constructor";
        return Err(agent.type_error(text));
    }
    if (target.len() as f64) < count {
        let text = "Derived SharedArrayBuffer constructor created a buffer which was too small";
        return Err(agent.type_error(text));
    }
    agent.copy_bytes(buffer, first as usize..(first + count) as usize, new, 0)?;
    Ok(new.value())
}
