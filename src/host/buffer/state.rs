//! What the functions of Buffer share: its classes, the pool, how much inspection shows.

use crate::engine::{Agent, Call, HostData, JsResult, Object, PropertyKey, Tracer, Value};

/// Made with `Buffer` itself, when that is first asked for.
pub(super) struct BufferState {
    /// `Buffer`
    pub(super) constructor: Object,
    /// `Buffer.prototype`
    pub(super) prototype: Object,
    /// What `Buffer[Symbol.species]` gives: a class that makes Buffers as `Uint8Array` makes arrays.
    pub(super) fast: Object,
    /// The ArrayBuffer that small Buffers are parts of, once there is one.
    pub(super) pool: Option<Object>,
    /// The key `poolSize`, which is interned for ever.
    pub(super) pool_size: PropertyKey,
    /// How many of its bytes are taken.
    pub(super) pool_used: usize,
    /// `buffer.INSPECT_MAX_BYTES`
    pub(super) inspect_max_bytes: f64,
    /// Whether it was said that `Buffer()` is deprecated.
    pub(super) has_warned: bool,
    /// Whether it was said that `SlowBuffer` is deprecated.
    pub(super) has_warned_slow: bool,
}

impl HostData for BufferState {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.mark_object(self.constructor);
        tracer.mark_object(self.prototype);
        tracer.mark_object(self.fast);
        if let Some(pool) = self.pool {
            tracer.mark_object(pool);
        }
    }
}

impl BufferState {
    /// The state of an agent that has `Buffer`.
    pub(super) fn of(agent: &mut Agent) -> &mut BufferState {
        match agent.slot_mut::<BufferState>() {
            Some(state) => state,
            None => unreachable!("set when Buffer is made"),
        }
    }
}

/// `get INSPECT_MAX_BYTES`, of the module.
pub(super) fn inspect_max_bytes(agent: &mut Agent, _: Call) -> JsResult {
    Ok(Value::number(BufferState::of(agent).inspect_max_bytes))
}
