//! The web's streams as globals: classes of a text of the host's own (`host/node/internal/webstreams.js`),
//! which is run when the first of them is looked at.

use crate::engine::{Agent, JsResult, LazyGlobal};
use crate::host::node::require_builtin;

macro_rules! stream_globals {
    ($($name:literal),* $(,)?) => {
        const GLOBALS: &[LazyGlobal] = &[
            $(LazyGlobal { name: $name, make: |agent| class(agent, $name) }),*
        ];
    };
}

stream_globals! {
    "ReadableStream",
    "ReadableStreamDefaultReader",
    "ReadableStreamBYOBReader",
    "ReadableStreamBYOBRequest",
    "ReadableByteStreamController",
    "ReadableStreamDefaultController",
    "TransformStream",
    "TransformStreamDefaultController",
    "WritableStream",
    "WritableStreamDefaultController",
    "WritableStreamDefaultWriter",
    "ByteLengthQueuingStrategy",
    "CountQueuingStrategy",
    "TextEncoderStream",
    "TextDecoderStream",
    "CompressionStream",
    "DecompressionStream",
}

/// Defines them.
pub(super) fn install(agent: &mut Agent) {
    agent.define_lazy_globals(GLOBALS);
}

fn class(agent: &mut Agent, name: &str) -> JsResult {
    agent.scoped(|agent| {
        let exports = require_builtin(agent, "internal/webstreams")?;
        agent.keep(exports);
        let key = agent.heap.property_key_of_str(name);
        agent.get_v(exports, key)
    })
}
