//! [ArrayBuffer objects](https://tc39.es/ecma262/#sec-arraybuffer-objects).

use crate::builtins::species::this_value;
use crate::engine::{
    Accessor, Agent, BufferData, Call, Constructor, DataBlock, Intrinsic, JsResult, Kind, Method,
    Object, Throw, TypedArrayData, Value, messages,
};

const CONSTRUCTOR: Constructor = Constructor {
    name: "ArrayBuffer",
    length: 1,
    run: construct,
};

const STATIC_METHODS: &[Method] = &[Method::new("isView", 1, is_view)];

const STATIC_ACCESSORS: &[Accessor] = &[Accessor::getter("@@species", this_value)];

// In the order that V8 defines them.

const LENGTH: &[Accessor] = &[Accessor::getter("byteLength", byte_length)];

const SLICE: &[Method] = &[Method::new("slice", 2, slice)];

const RESIZABILITY: &[Accessor] = &[
    Accessor::getter("maxByteLength", max_byte_length),
    Accessor::getter("resizable", resizable),
];

const DETACHED: &[Accessor] = &[Accessor::getter("detached", detached)];

const METHODS: &[Method] = &[
    Method::new("resize", 1, resize),
    Method::new("transfer", 0, transfer),
    Method::new("transferToFixedLength", 0, transfer_to_fixed_length),
];

/// The most bytes of a buffer: what 32-bit indices reach.
pub(super) const MAX_BYTES: f64 = u32::MAX as f64;

const INVALID_MAX: &str = "Invalid array buffer max length";

/// A buffer that is too long for this machine.
pub(super) const ALLOCATION_FAILED: &str = "Array buffer allocation failed";

/// Makes `ArrayBuffer` and its prototype.
pub(super) fn install(agent: &mut Agent) {
    let object_prototype = agent.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = agent.heap.new_builtin_object(object_prototype.value());
    agent
        .realm
        .set_intrinsic(Intrinsic::ArrayBufferPrototype, prototype);
    let constructor = agent.define_constructor(&CONSTRUCTOR, prototype);
    agent
        .realm
        .set_intrinsic(Intrinsic::ArrayBuffer, constructor);
    agent.define_methods(constructor, STATIC_METHODS);
    agent.define_accessors(constructor, STATIC_ACCESSORS);
    agent.define_accessors(prototype, LENGTH);
    agent.define_methods(prototype, SLICE);
    agent.define_accessors(prototype, RESIZABILITY);
    agent.define_methods(prototype, METHODS);
    agent.define_accessors(prototype, DETACHED);
    agent.define_tag(prototype, "ArrayBuffer");
}

/// The bytes for a new buffer of a length, all 0.
pub(super) fn zeroes(agent: &mut Agent, length: f64) -> JsResult<Vec<u8>> {
    if length > MAX_BYTES {
        return Err(agent.range_error(ALLOCATION_FAILED));
    }
    agent.check_room(length as usize)?;
    Ok(vec![0; length as usize])
}

/// A fixed-length buffer over bytes, with a prototype.
pub(super) fn new_buffer(
    agent: &mut Agent,
    bytes: Vec<u8>,
    max_length: Option<usize>,
    proto: Object,
) -> Object {
    let shape = agent.heap.root_shape(proto.value(), Kind::Host);
    let block = DataBlock::Own(bytes);
    let data = BufferData {
        block,
        max_length,
        is_detachable: true,
    };
    agent.heap.new_host(Kind::Host, shape, Box::new(data))
}

/// A new buffer over bytes, as the intrinsic constructor makes it.
pub fn new_array_buffer(agent: &mut Agent, bytes: Vec<u8>) -> Object {
    let proto = agent.intrinsic(Intrinsic::ArrayBufferPrototype);
    new_buffer(agent, bytes, None, proto)
}

/// A new buffer of so many bytes, all 0.
pub fn new_zeroed(agent: &mut Agent, length: f64) -> JsResult<Object> {
    let bytes = zeroes(agent, length)?;
    Ok(new_array_buffer(agent, bytes))
}

/// [ArrayBuffer ( length \[ , options \] )](https://tc39.es/ecma262/#sec-arraybuffer-length)
fn construct(agent: &mut Agent, call: Call) -> JsResult {
    if !call.is_construct() {
        return Err(agent.type_error("Constructor ArrayBuffer requires 'new'"));
    }
    let new_target = call.new_target(agent);
    agent.keep(new_target);
    let (length, max_length) = lengths(agent, call)?;
    let intrinsic = Intrinsic::ArrayBufferPrototype;
    let proto = agent.get_prototype_from_constructor(new_target, intrinsic)?;
    if max_length.is_some_and(|max| max > MAX_BYTES) {
        return Err(agent.range_error(ALLOCATION_FAILED));
    }
    let bytes = zeroes(agent, length)?;
    let max_length = max_length.map(|max| max as usize);
    Ok(new_buffer(agent, bytes, max_length, proto).value())
}

/// The arguments of a constructor of buffers: the length, and the one that it may grow to.
/// [GetArrayBufferMaxByteLengthOption](https://tc39.es/ecma262/#sec-getarraybuffermaxbytelengthoption)
pub(super) fn lengths(agent: &mut Agent, call: Call) -> JsResult<(f64, Option<f64>)> {
    let length = to_index(agent, call.arg(0), "Invalid array buffer length")?;
    let mut max_length = None;
    if let Some(options) = call.arg(1).as_object() {
        let max = agent.get(options, agent.names.max_byte_length)?;
        if !max.is_undefined() {
            max_length = Some(to_index(agent, max, INVALID_MAX)?);
        }
    }
    if max_length.is_some_and(|max| length > max) {
        return Err(agent.range_error(INVALID_MAX));
    }
    Ok((length, max_length))
}

/// [ToIndex](https://tc39.es/ecma262/#sec-toindex) with an error text of its own.
pub(super) fn to_index(agent: &mut Agent, value: Value, text: &str) -> JsResult<f64> {
    let index = agent.to_integer_or_infinity(value)?;
    if !(0.0..=9007199254740991.0).contains(&index) {
        return Err(agent.range_error(text));
    }
    Ok(index)
}

/// [ArrayBuffer.isView ( arg )](https://tc39.es/ecma262/#sec-arraybuffer.isview)
fn is_view(agent: &mut Agent, call: Call) -> JsResult {
    let object = call.arg(0).as_object();
    let view = object.and_then(|object| agent.heap.host::<TypedArrayData>(object));
    Ok(Value::bool(view.is_some()))
}

/// Whether an object is an ArrayBuffer, and no SharedArrayBuffer.
fn is_array_buffer(agent: &Agent, object: Object) -> bool {
    agent
        .heap
        .buffer(object)
        .is_some_and(|data| !data.is_shared())
}

/// The receiver, if it is an ArrayBuffer.
fn this_buffer(agent: &mut Agent, call: Call, method: &str) -> JsResult<Object> {
    this_buffer_where(agent, call, method, |data| !data.is_shared())
}

/// The receiver, if it is a buffer of the sort that is wanted.
pub(super) fn this_buffer_where(
    agent: &mut Agent,
    call: Call,
    method: &str,
    is_wanted: fn(&BufferData) -> bool,
) -> JsResult<Object> {
    match call.this().as_object() {
        Some(object) if agent.heap.buffer(object).is_some_and(is_wanted) => Ok(object),
        _ => Err(incompatible(agent, call.this(), method)),
    }
}

pub(super) fn incompatible(agent: &mut Agent, receiver: Value, method: &str) -> Throw {
    let receiver = agent.value_for_message(receiver);
    agent.type_error(messages::incompatible_receiver(method, &receiver))
}

/// The TypeError for an operation on a detached buffer.
pub(super) fn detached_error(agent: &mut Agent, operation: &str) -> Throw {
    agent.type_error(format!(
        "Cannot perform {operation} on a detached ArrayBuffer"
    ))
}

fn length_of(agent: &Agent, buffer: Object) -> usize {
    agent.heap.buffer_length(buffer).unwrap_or(0)
}

/// [get ArrayBuffer.prototype.byteLength](https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.bytelength)
fn byte_length(agent: &mut Agent, call: Call) -> JsResult {
    let buffer = this_buffer(agent, call, "get ArrayBuffer.prototype.byteLength")?;
    Ok(Value::from_usize(length_of(agent, buffer)))
}

/// [get ArrayBuffer.prototype.maxByteLength](https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.maxbytelength)
fn max_byte_length(agent: &mut Agent, call: Call) -> JsResult {
    let buffer = this_buffer(agent, call, "get ArrayBuffer.prototype.maxByteLength")?;
    let max = agent.heap.buffer(buffer).and_then(|data| {
        let length = data.byte_length()?;
        Some(data.max_length.unwrap_or(length))
    });
    Ok(Value::from_usize(max.unwrap_or(0)))
}

/// [get ArrayBuffer.prototype.resizable](https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.resizable)
fn resizable(agent: &mut Agent, call: Call) -> JsResult {
    let buffer = this_buffer(agent, call, "get ArrayBuffer.prototype.resizable")?;
    Ok(Value::bool(agent.heap.is_resizable_buffer(buffer)))
}

/// [get ArrayBuffer.prototype.detached](https://tc39.es/ecma262/#sec-get-arraybuffer.prototype.detached)
fn detached(agent: &mut Agent, call: Call) -> JsResult {
    let buffer = this_buffer(agent, call, "get ArrayBuffer.prototype.detached")?;
    Ok(Value::bool(agent.heap.buffer_length(buffer).is_none()))
}

/// [ArrayBuffer.prototype.slice ( start, end )](https://tc39.es/ecma262/#sec-arraybuffer.prototype.slice)
fn slice(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "ArrayBuffer.prototype.slice";
    let buffer = this_buffer(agent, call, NAME)?;
    if agent.heap.buffer_length(buffer).is_none() {
        return Err(detached_error(agent, NAME));
    }
    let length = length_of(agent, buffer) as f64;
    let first = agent.relative_index(call.arg(0), length, 0.0)?;
    let last = agent.relative_index(call.arg(1), length, length)?;
    let count = (last - first).max(0.0);
    let constructor = agent.species_constructor(buffer, Intrinsic::ArrayBuffer)?;
    let new = agent.construct(constructor, &[Value::number(count)], constructor)?;
    if !is_array_buffer(agent, new) {
        return Err(incompatible(agent, new.value(), NAME));
    }
    if agent.heap.buffer_length(new).is_none() {
        return Err(detached_error(agent, NAME));
    }
    if new == buffer {
        let text = "ArrayBuffer subclass returned this from species constructor";
        return Err(agent.type_error(text));
    }
    if (length_of(agent, new) as f64) < count {
        let text = "Derived ArrayBuffer constructor created a buffer which was too small";
        return Err(agent.type_error(text));
    }
    let Some(length) = agent.heap.buffer_length(buffer) else {
        return Err(detached_error(agent, NAME));
    };
    // The buffer may have shrunk meanwhile.
    let end = ((first + count) as usize).min(length);
    agent.copy_bytes(buffer, first as usize..end, new, 0)?;
    Ok(new.value())
}

/// How many bytes are cleared between two looks at the budget.
const AT_ONCE: usize = 1 << 22;

/// [ArrayBuffer.prototype.resize ( newLength )](https://tc39.es/ecma262/#sec-arraybuffer.prototype.resize)
fn resize(agent: &mut Agent, call: Call) -> JsResult {
    const NAME: &str = "ArrayBuffer.prototype.resize";
    const INVALID: &str = "ArrayBuffer.prototype.resize: Invalid length parameter";
    let buffer = this_buffer(agent, call, NAME)?;
    let max = agent.heap.buffer(buffer).and_then(|data| data.max_length);
    let Some(max) = max else {
        return Err(incompatible(agent, call.this(), NAME));
    };
    let length = to_index(agent, call.arg(0), INVALID)?;
    if agent.heap.buffer_length(buffer).is_none() {
        return Err(detached_error(agent, NAME));
    }
    if length > max as f64 {
        return Err(agent.range_error(INVALID));
    }
    let old = length_of(agent, buffer);
    agent.check_room((length as usize).saturating_sub(old))?;
    let mut now = old;
    while now != length as usize {
        now = (length as usize).min(now + AT_ONCE);
        if let Some(data) = agent.heap.buffer_mut(buffer)
            && let DataBlock::Own(bytes) = &mut data.block
        {
            bytes.reserve_exact((length as usize).saturating_sub(bytes.len()));
            bytes.resize(now, 0);
        }
        agent.poll_work(AT_ONCE / 64)?;
    }
    agent
        .heap
        .report_external((length as usize).saturating_sub(old));
    Ok(Value::UNDEFINED)
}

/// [ArrayBuffer.prototype.transfer ( \[ newLength \] )](https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfer)
fn transfer(agent: &mut Agent, call: Call) -> JsResult {
    copy_and_detach(agent, call, true, "ArrayBuffer.prototype.transfer")
}

/// [ArrayBuffer.prototype.transferToFixedLength ( \[ newLength \] )](https://tc39.es/ecma262/#sec-arraybuffer.prototype.transfertofixedlength)
fn transfer_to_fixed_length(agent: &mut Agent, call: Call) -> JsResult {
    let name = "ArrayBuffer.prototype.transferToFixedLength";
    copy_and_detach(agent, call, false, name)
}

/// [ArrayBufferCopyAndDetach](https://tc39.es/ecma262/#sec-arraybuffercopyanddetach)
fn copy_and_detach(agent: &mut Agent, call: Call, resizable: bool, name: &str) -> JsResult {
    let buffer = this_buffer(agent, call, name)?;
    let length = if call.arg(0).is_undefined() {
        length_of(agent, buffer) as f64
    } else {
        to_index(agent, call.arg(0), "Invalid array buffer length")?
    };
    if agent.heap.buffer_length(buffer).is_none() {
        return Err(detached_error(agent, name));
    }
    let is_detachable = |data: &BufferData| data.is_detachable;
    if !agent.heap.buffer(buffer).is_none_or(is_detachable) {
        return Err(agent.type_error("ArrayBuffer is not detachable and could not be cloned."));
    }
    let max = agent.heap.buffer(buffer).and_then(|data| data.max_length);
    let max = max.filter(|_| resizable);
    if max.is_some_and(|max| length > max as f64) {
        return Err(agent.range_error("Invalid array buffer length"));
    }
    if length > MAX_BYTES {
        return Err(agent.range_error(ALLOCATION_FAILED));
    }
    agent.check_room((length as usize).saturating_sub(length_of(agent, buffer)))?;
    let mut bytes = detach(agent, buffer).unwrap_or_default();
    bytes.reserve_exact((length as usize).saturating_sub(bytes.len()));
    while bytes.len() != length as usize {
        bytes.resize((length as usize).min(bytes.len() + AT_ONCE), 0);
        agent.poll_work(AT_ONCE / 64)?;
    }
    let proto = agent.intrinsic(Intrinsic::ArrayBufferPrototype);
    Ok(new_buffer(agent, bytes, max, proto).value())
}

/// Takes an ArrayBuffer's bytes. [DetachArrayBuffer](https://tc39.es/ecma262/#sec-detacharraybuffer)
pub fn detach(agent: &mut Agent, buffer: Object) -> Option<Vec<u8>> {
    let data = agent.heap.buffer_mut(buffer)?;
    if data.is_shared() {
        return None;
    }
    match std::mem::replace(&mut data.block, DataBlock::Detached) {
        DataBlock::Own(bytes) => Some(bytes),
        _ => None,
    }
}
