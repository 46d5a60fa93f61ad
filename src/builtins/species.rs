//! What `get [Symbol.species]` of every constructor that has it does.

use crate::engine::{Agent, Call, JsResult};

/// What `get [Symbol.species]` does.
pub(in crate::builtins) fn this_value(_: &mut Agent, call: Call) -> JsResult {
    Ok(call.this())
}
