//! [Buffer](https://nodejs.org/api/buffer.html).
//!
//! | file | what |
//! | --- | --- |
//! | `class` | the tables of methods, and how `Buffer` is made |
//! | `from`, `allocate` | making Buffers |
//! | `statics` | the other static methods |
//! | `read`, `write`, `place` | numbers, and where they are |
//! | `text`, `encoding` | strings |
//! | `search`, `compare`, `change`, `fill` | the bytes as such |
//! | `inspect` | how they are shown |
//! | `transcode` | what the module has beside Buffer |
//! | `bytes`, `check`, `state` | what all of these are made of |
//!
//! Invariant: nothing of this is made before something asks for `Buffer`.

mod allocate;
mod bytes;
mod change;
mod check;
mod class;
mod compare;
mod encoding;
mod fill;
mod from;
mod inspect;
mod place;
mod read;
mod search;
mod state;
mod statics;
mod text;
mod transcode;
mod write;

pub(super) use bytes::Bytes;
pub(super) use encoding::Encoding;

use crate::engine::{
    Accessor, Agent, Call, Constructor, HostData, JsResult, Method, Object, PropertyFlags, Tracer,
    Value,
};
use crate::heap::MAX_LENGTH;
use crate::host::errors;
use crate::host::process::ProcessState;
use state::BufferState;

const GLOBAL: &[Accessor] = &[Accessor {
    name: "Buffer",
    get: Some(get_buffer),
    set: Some(set_buffer),
}];

const SLOW_BUFFER: Constructor = Constructor {
    // What Node's deprecation makes of `SlowBuffer`.
    name: "deprecated",
    length: 1,
    run: slow_buffer,
};

const METHODS: &[Method] = &[
    Method::function("transcode", 3, transcode::transcode),
    Method::function("isUtf8", 1, transcode::is_utf8),
    Method::function("isAscii", 1, transcode::is_ascii),
];

const INSPECT_MAX_BYTES: &[Accessor] = &[Accessor {
    name: "INSPECT_MAX_BYTES",
    get: Some(state::inspect_max_bytes),
    set: Some(set_inspect_max_bytes),
}];

/// What a script has put in the place of the global `Buffer`.
struct Replaced(Value);

impl HostData for Replaced {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark(self.0);
    }
}

/// Makes the global `Buffer`: an accessor, as in Node.
pub(super) fn install(agent: &mut Agent) {
    let global = agent.realm.global_object;
    agent.define_accessors(global, GLOBAL);
}

fn get_buffer(agent: &mut Agent, _: Call) -> JsResult {
    match agent.slot::<Replaced>() {
        Some(replaced) => Ok(replaced.0),
        None => Ok(class::constructor(agent).value()),
    }
}

fn set_buffer(agent: &mut Agent, call: Call) -> JsResult {
    agent.set_slot(Replaced(call.arg(0)));
    Ok(Value::UNDEFINED)
}

/// A Buffer over bytes of its own.
pub(super) fn new_buffer(agent: &mut Agent, bytes: Vec<u8>) -> Object {
    class::constructor(agent);
    allocate::new_buffer(agent, bytes)
}

/// An object with what the module `buffer` has of its own.
pub(super) fn binding(agent: &mut Agent) -> Object {
    let buffer = class::constructor(agent);
    let binding = agent.heap.ordinary_object_create(Value::NULL);
    let data = PropertyFlags::DATA;
    agent.define_constant(binding, "Buffer", buffer.value(), data);
    let slow = agent.new_constructor_function(&SLOW_BUFFER);
    let prototype = BufferState::of(agent).prototype.value();
    agent.define_constant(slow, "prototype", prototype, PropertyFlags::WRITABLE);
    agent.define_constant(binding, "SlowBuffer", slow.value(), data);
    agent.define_methods_with(binding, METHODS, data);
    let most = Value::number(check::MAX_SAFE_INTEGER);
    agent.define_constant(binding, "kMaxLength", most, data);
    let longest = Value::from_usize(MAX_LENGTH);
    agent.define_constant(binding, "kStringMaxLength", longest, data);
    let flags = PropertyFlags::ENUMERABLE.with(PropertyFlags::CONFIGURABLE);
    agent.define_accessors_with(binding, INSPECT_MAX_BYTES, flags);
    binding
}

/// [new SlowBuffer(size)](https://nodejs.org/api/buffer.html#class-slowbuffer), deprecated.
fn slow_buffer(agent: &mut Agent, call: Call) -> JsResult {
    if !std::mem::replace(&mut BufferState::of(agent).has_warned_slow, true) {
        let text = "SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()";
        ProcessState::emit_deprecation(agent, text, "DEP0030")?;
    }
    allocate::alloc_unsafe_slow(agent, call)
}

fn set_inspect_max_bytes(agent: &mut Agent, call: Call) -> JsResult {
    let (name, value) = ("INSPECT_MAX_BYTES", call.arg(0));
    let number = check::number(agent, value, name, None)?;
    if number.is_nan() || number < 0.0 {
        return Err(errors::out_of_range(agent, name, ">= 0", value));
    }
    BufferState::of(agent).inspect_max_bytes = number;
    Ok(Value::UNDEFINED)
}
